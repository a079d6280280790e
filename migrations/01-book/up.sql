-- The salon's book. Instants are whole seconds since 1970 in UTC; minutes of a day count from local midnight.
-- A column never changes its meaning; ids are never used twice.

CREATE TABLE settings (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL CHECK (json_valid(value))
) STRICT, WITHOUT ROWID;

-- Every committed change, so that a window knows what to read again. Revisions only grow.
CREATE TABLE changes (
    revision INTEGER PRIMARY KEY AUTOINCREMENT,
    topic    TEXT NOT NULL,
    entity   INTEGER,
    at       INTEGER NOT NULL
) STRICT;

CREATE TABLE staff (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    name           TEXT NOT NULL CHECK (trim(name) <> ''),
    role           TEXT NOT NULL DEFAULT 'stylist' CHECK (role IN ('stylist', 'assistant')),
    position       INTEGER NOT NULL DEFAULT 0,
    calcom_user_id INTEGER UNIQUE,
    archived_at    INTEGER
) STRICT;

-- The usual week. Several stretches a day leave a break between them. weekday: 1 = Monday … 7 = Sunday.
CREATE TABLE staff_hours (
    staff_id    INTEGER NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    weekday     INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    from_minute INTEGER NOT NULL CHECK (from_minute >= 0),
    to_minute   INTEGER NOT NULL CHECK (to_minute <= 1440),
    PRIMARY KEY (staff_id, weekday, from_minute),
    CHECK (from_minute < to_minute)
) STRICT, WITHOUT ROWID;

-- One day that differs from the usual week: its stretches replace that day's; a day off is one row with from = to = 0.
CREATE TABLE staff_exceptions (
    staff_id    INTEGER NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    date        TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    from_minute INTEGER NOT NULL CHECK (from_minute >= 0),
    to_minute   INTEGER NOT NULL CHECK (to_minute <= 1440),
    PRIMARY KEY (staff_id, date, from_minute),
    CHECK (from_minute < to_minute OR (from_minute = 0 AND to_minute = 0))
) STRICT, WITHOUT ROWID;

-- Time of a staff member that is not for sale. booking_uid: the Cal.com booking that takes it, if that is the reason.
CREATE TABLE blocked_times (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    staff_id    INTEGER NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    start_at    INTEGER NOT NULL,
    end_at      INTEGER NOT NULL,
    reason      TEXT NOT NULL CHECK (reason IN ('time_off', 'break', 'calcom')),
    note        TEXT NOT NULL DEFAULT '',
    booking_uid TEXT UNIQUE,
    CHECK (start_at < end_at),
    CHECK ((reason = 'calcom') = (booking_uid IS NOT NULL))
) STRICT;
CREATE INDEX blocked_times_by_staff ON blocked_times (staff_id, end_at);

CREATE TABLE services (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    number      INTEGER UNIQUE,
    name        TEXT NOT NULL CHECK (trim(name) <> ''),
    category    TEXT NOT NULL DEFAULT '',
    colour      TEXT NOT NULL DEFAULT 'blue',
    price_cents INTEGER CHECK (price_cents >= 0),
    position    INTEGER NOT NULL DEFAULT 0,
    archived_at INTEGER
) STRICT;

-- The comb of a service: segments and gaps in their order. key: A, B, C… and GAP_A, GAP_B…
CREATE TABLE service_parts (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    service_id INTEGER NOT NULL REFERENCES services (id) ON DELETE CASCADE,
    sequence   INTEGER NOT NULL CHECK (sequence >= 0),
    kind       TEXT NOT NULL CHECK (kind IN ('segment', 'gap')),
    key        TEXT NOT NULL,
    name       TEXT NOT NULL DEFAULT '',
    minutes    INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 720),
    bookable   INTEGER CHECK (bookable IN (0, 1)),
    hand_over  INTEGER CHECK (hand_over IN (0, 1)),
    UNIQUE (service_id, sequence),
    UNIQUE (service_id, key),
    CHECK ((kind = 'gap') = (bookable IS NOT NULL)),
    CHECK ((kind = 'segment') = (hand_over IS NOT NULL))
) STRICT;

-- Who may do a segment, the preferred first, and their own length where it differs.
CREATE TABLE performers (
    part_id  INTEGER NOT NULL REFERENCES service_parts (id) ON DELETE CASCADE,
    staff_id INTEGER NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    rank     INTEGER NOT NULL,
    minutes  INTEGER CHECK (minutes BETWEEN 1 AND 720),
    PRIMARY KEY (part_id, staff_id)
) STRICT, WITHOUT ROWID;

-- phone: E.164. folded: the name as it is searched (lower case, umlauts spelled out).
CREATE TABLE customers (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    uid        TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL CHECK (trim(name) <> ''),
    folded     TEXT NOT NULL,
    phone      TEXT,
    email      TEXT,
    note       TEXT NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX customers_by_name ON customers (folded);
CREATE INDEX customers_by_phone ON customers (phone) WHERE phone IS NOT NULL;

-- civil_start and zone: what was agreed ("Friday half past nine"), whatever the law does to the clocks later.
-- generation: grows with every change that Cal.com has to follow.
-- request_key: given by the caller; a repeated request finds the appointment that it made.
CREATE TABLE appointments (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    uid           TEXT NOT NULL UNIQUE,
    customer_id   INTEGER NOT NULL REFERENCES customers (id),
    service_id    INTEGER NOT NULL REFERENCES services (id),
    staff_id      INTEGER NOT NULL REFERENCES staff (id),
    status        TEXT NOT NULL DEFAULT 'booked' CHECK (status IN ('booked', 'cancelled', 'no_show')),
    origin        TEXT NOT NULL CHECK (origin IN ('desk', 'phone', 'calcom', 'api', 'system')),
    start_at      INTEGER NOT NULL,
    end_at        INTEGER NOT NULL,
    civil_start   TEXT NOT NULL,
    zone          TEXT NOT NULL,
    note          TEXT NOT NULL DEFAULT '',
    cancel_reason TEXT,
    generation    INTEGER NOT NULL DEFAULT 1,
    request_key   TEXT UNIQUE,
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL,
    -- Reading a day looks back this far and no farther.
    CHECK (end_at - start_at BETWEEN 60 AND 86400),
    CHECK (status = 'cancelled' OR cancel_reason IS NULL)
) STRICT;
CREATE INDEX appointments_by_time ON appointments (start_at, end_at);
CREATE INDEX appointments_by_customer ON appointments (customer_id, start_at);

-- A segment or gap placed in time. occupies_staff_id: whose chair time it takes – NULL for a gap that others may use, for
-- a cancelled appointment, and for a booking made in Cal.com that collides with one of ours (that one is in the review list).
CREATE TABLE phases (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    uid               TEXT NOT NULL UNIQUE,
    appointment_id    INTEGER NOT NULL REFERENCES appointments (id) ON DELETE CASCADE,
    sequence          INTEGER NOT NULL,
    key               TEXT NOT NULL,
    name              TEXT NOT NULL DEFAULT '',
    kind              TEXT NOT NULL CHECK (kind IN ('staff', 'gap')),
    bookable          INTEGER CHECK (bookable IN (0, 1)),
    staff_id          INTEGER NOT NULL REFERENCES staff (id),
    occupies_staff_id INTEGER REFERENCES staff (id),
    start_at          INTEGER NOT NULL,
    end_at            INTEGER NOT NULL,
    UNIQUE (appointment_id, key),
    UNIQUE (appointment_id, sequence),
    CHECK ((kind = 'gap') = (bookable IS NOT NULL)),
    CHECK (occupies_staff_id IS NULL OR occupies_staff_id = staff_id),
    CHECK (occupies_staff_id IS NULL OR ifnull(bookable, 0) = 0),
    -- The overlap rule below looks back this far and no farther.
    CHECK (end_at - start_at BETWEEN 60 AND 43200)
) STRICT;
CREATE INDEX phases_by_chair ON phases (occupies_staff_id, start_at, end_at) WHERE occupies_staff_id IS NOT NULL;
CREATE INDEX phases_by_gap ON phases (staff_id, start_at, end_at) WHERE bookable = 1;

-- Nobody works on two customers at once, whoever writes.
CREATE TRIGGER phases_refuse_overlap_insert BEFORE INSERT ON phases
WHEN NEW.occupies_staff_id IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'phases overlap') WHERE EXISTS (
        SELECT 1 FROM phases
        WHERE occupies_staff_id = NEW.occupies_staff_id
          AND start_at > NEW.start_at - 43200 AND start_at < NEW.end_at AND end_at > NEW.start_at
    );
END;
CREATE TRIGGER phases_refuse_overlap_update BEFORE UPDATE OF occupies_staff_id, start_at, end_at ON phases
WHEN NEW.occupies_staff_id IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'phases overlap') WHERE EXISTS (
        SELECT 1 FROM phases
        WHERE occupies_staff_id = NEW.occupies_staff_id AND id <> NEW.id
          AND start_at > NEW.start_at - 43200 AND start_at < NEW.end_at AND end_at > NEW.start_at
    );
END;

-- What happened to an appointment, in order. detail: JSON, depending on the action.
CREATE TABLE history (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    appointment_id INTEGER NOT NULL REFERENCES appointments (id) ON DELETE CASCADE,
    at             INTEGER NOT NULL,
    origin         TEXT NOT NULL CHECK (origin IN ('desk', 'phone', 'calcom', 'api', 'system')),
    action         TEXT NOT NULL CHECK (action IN ('booked', 'moved', 'cancelled', 'reinstated', 'no_show', 'kept_local', 'retried')),
    detail         TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(detail))
) STRICT;
CREATE INDEX history_by_appointment ON history (appointment_id, id);

-- A short reservation while a booking form is open: rows of one token belong to one form.
CREATE TABLE holds (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    token      TEXT NOT NULL,
    staff_id   INTEGER NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    start_at   INTEGER NOT NULL,
    end_at     INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    CHECK (start_at < end_at),
    CHECK (created_at < expires_at)
) STRICT;
CREATE INDEX holds_by_staff ON holds (staff_id, end_at);

CREATE TRIGGER holds_refuse_overlap BEFORE INSERT ON holds
BEGIN
    SELECT RAISE(ABORT, 'holds overlap') WHERE EXISTS (
        SELECT 1 FROM holds
        WHERE staff_id = NEW.staff_id AND token <> NEW.token AND expires_at > NEW.created_at
          AND start_at < NEW.end_at AND end_at > NEW.start_at
    );
END;
-- A change could get around the rule above: a hold is given up and taken anew.
CREATE TRIGGER holds_refuse_change BEFORE UPDATE ON holds
BEGIN
    SELECT RAISE(ABORT, 'holds do not change');
END;
