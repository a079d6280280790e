-- Booked online as a whole: one booking in Cal.com holds an appointment from its first minute to its last, gaps included.

-- The event type that customers book a service on.
CREATE TABLE public_event_types (
    service_id    INTEGER PRIMARY KEY REFERENCES services (id) ON DELETE CASCADE,
    event_type_id INTEGER NOT NULL UNIQUE
) STRICT;

-- Appointments that came so. The booking is the first segment's, and stands for all of it as long as it is 'whole' and the
-- appointment is still as long and with the same person as it was booked. 'splitting': a person wants a booking per segment, so
-- that gaps can be sold. 'returning': Cal.com refused a segment, so it becomes one booking again.
CREATE TABLE wholes (
    appointment_id INTEGER PRIMARY KEY REFERENCES appointments (id) ON DELETE CASCADE,
    event_type_id  INTEGER NOT NULL,
    staff_id       INTEGER NOT NULL REFERENCES staff (id),
    minutes        INTEGER NOT NULL CHECK (minutes > 0),
    state          TEXT NOT NULL DEFAULT 'whole' CHECK (state IN ('whole', 'splitting', 'returning'))
) STRICT;
