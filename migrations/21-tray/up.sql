-- What is not cancelled any more lies in the tray no longer, whoever put it back on the sheet: this desk, another one, or Cal.com.
DELETE FROM parked WHERE appointment_id IN (SELECT id FROM appointments WHERE status <> 'cancelled');
CREATE TRIGGER parked_is_off_the_sheet AFTER UPDATE OF status ON appointments WHEN NEW.status <> 'cancelled'
BEGIN
    DELETE FROM parked WHERE appointment_id = NEW.id;
END;
