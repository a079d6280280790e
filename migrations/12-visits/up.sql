-- One visit of a customer with several services: an appointment each, booked together. An appointment alone has no row.
CREATE TABLE visits (
    appointment_id INTEGER PRIMARY KEY REFERENCES appointments (id) ON DELETE CASCADE,
    visit          TEXT NOT NULL
) STRICT;
CREATE INDEX visits_by_visit ON visits (visit, appointment_id);
