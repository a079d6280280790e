-- Who would come if there were a place. Dates and minutes are civil; weekdays is a mask, 1 for Monday to 64 for Sunday.
-- closed_at: booked (then with the appointment) or taken off the list.
CREATE TABLE waiting (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id    INTEGER NOT NULL REFERENCES customers (id),
    service_id     INTEGER NOT NULL REFERENCES services (id),
    staff_id       INTEGER REFERENCES staff (id),
    from_date      TEXT CHECK (from_date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    to_date        TEXT CHECK (to_date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    weekdays       INTEGER NOT NULL CHECK (weekdays BETWEEN 1 AND 127),
    from_minute    INTEGER NOT NULL CHECK (from_minute >= 0),
    to_minute      INTEGER NOT NULL CHECK (to_minute <= 1440),
    note           TEXT NOT NULL DEFAULT '',
    created_at     INTEGER NOT NULL,
    closed_at      INTEGER,
    appointment_id INTEGER REFERENCES appointments (id) ON DELETE SET NULL,
    CHECK (from_minute < to_minute),
    CHECK (from_date IS NULL OR to_date IS NULL OR from_date <= to_date),
    CHECK (closed_at IS NOT NULL OR appointment_id IS NULL)
) STRICT;
CREATE INDEX waiting_now ON waiting (created_at) WHERE closed_at IS NULL;
CREATE INDEX waiting_by_customer ON waiting (customer_id);

-- Appointments taken off the sheet until they get another place: cancelled as far as time and Cal.com are concerned, but not
-- given up.
CREATE TABLE parked (
    appointment_id INTEGER PRIMARY KEY REFERENCES appointments (id) ON DELETE CASCADE,
    parked_at      INTEGER NOT NULL
) STRICT;
