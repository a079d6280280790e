-- Breaks, days off and time off are held in Cal.com by bookings too. What belongs together is a stylist's day: its blocks are phases like
-- segments are, with the same tasks, journal and bookings, but of a day in place of an appointment.

-- generation: grows with every change that Cal.com has to follow.
CREATE TABLE staff_days (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    staff_id   INTEGER NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    date       TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    generation INTEGER NOT NULL DEFAULT 1,
    UNIQUE (staff_id, date)
) STRICT;

-- What Cal.com sells of somebody's time: their schedule there, as last read.
CREATE TABLE sold_hours (
    staff_id INTEGER PRIMARY KEY REFERENCES staff (id) ON DELETE CASCADE,
    zone     TEXT NOT NULL,
    hours    TEXT NOT NULL CHECK (json_valid(hours))
) STRICT;

-- Time whose blocks have to be looked at again. Written by the triggers below, so that nobody who changes anything has to think of it.
CREATE TABLE closing_marks (
    id       INTEGER PRIMARY KEY,
    staff_id INTEGER NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    start_at INTEGER NOT NULL,
    end_at   INTEGER NOT NULL
) STRICT;

CREATE TABLE phases_anew (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    uid               TEXT NOT NULL UNIQUE,
    appointment_id    INTEGER REFERENCES appointments (id) ON DELETE CASCADE,
    staff_day_id      INTEGER REFERENCES staff_days (id) ON DELETE CASCADE,
    sequence          INTEGER NOT NULL,
    key               TEXT NOT NULL,
    name              TEXT NOT NULL DEFAULT '',
    kind              TEXT NOT NULL CHECK (kind IN ('staff', 'gap', 'block')),
    bookable          INTEGER CHECK (bookable IN (0, 1)),
    -- Of a block: whether it stands, gives way to a booking, or is not needed any more.
    closing           TEXT CHECK (closing IN ('held', 'gives_way', 'freed')),
    staff_id          INTEGER NOT NULL REFERENCES staff (id),
    occupies_staff_id INTEGER REFERENCES staff (id),
    start_at          INTEGER NOT NULL,
    end_at            INTEGER NOT NULL,
    UNIQUE (appointment_id, key),
    UNIQUE (appointment_id, sequence),
    CHECK ((appointment_id IS NULL) <> (staff_day_id IS NULL)),
    CHECK ((kind = 'block') = (staff_day_id IS NOT NULL)),
    CHECK ((kind = 'block') = (closing IS NOT NULL)),
    -- Hours and time off say what a block says: in the book it takes nobody's time.
    CHECK (kind <> 'block' OR (occupies_staff_id IS NULL AND bookable = 0)),
    CHECK ((kind = 'staff') = (bookable IS NULL)),
    CHECK (occupies_staff_id IS NULL OR occupies_staff_id = staff_id),
    CHECK (occupies_staff_id IS NULL OR ifnull(bookable, 0) = 0),
    -- The overlap rule below looks back this far and no farther.
    CHECK (end_at - start_at BETWEEN 60 AND 43200)
) STRICT;
INSERT INTO phases_anew
    (id, uid, appointment_id, sequence, key, name, kind, bookable, staff_id, occupies_staff_id, start_at, end_at)
    SELECT id, uid, appointment_id, sequence, key, name, kind, bookable, staff_id, occupies_staff_id, start_at, end_at FROM phases;
-- Numbers are never used twice, not even those of rows that are gone.
DELETE FROM sqlite_sequence WHERE name = 'phases_anew';
INSERT INTO sqlite_sequence (name, seq) SELECT 'phases_anew', seq FROM sqlite_sequence WHERE name = 'phases';
DROP TABLE phases;
ALTER TABLE phases_anew RENAME TO phases;

CREATE INDEX phases_by_chair ON phases (occupies_staff_id, start_at, end_at) WHERE occupies_staff_id IS NOT NULL;
CREATE INDEX phases_by_gap ON phases (staff_id, start_at, end_at) WHERE bookable = 1;
CREATE INDEX phases_in_collision ON phases (staff_id, start_at, end_at)
    WHERE occupies_staff_id IS NULL AND ifnull(bookable, 0) = 0;
CREATE INDEX phases_by_day ON phases (staff_day_id) WHERE staff_day_id IS NOT NULL;
CREATE INDEX phases_held ON phases (start_at) WHERE closing = 'held';

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

CREATE TABLE sync_tasks_anew (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    appointment_id  INTEGER UNIQUE REFERENCES appointments (id) ON DELETE CASCADE,
    staff_day_id    INTEGER UNIQUE REFERENCES staff_days (id) ON DELETE CASCADE,
    state           TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sending', 'uncertain', 'blocked', 'done')),
    priority        INTEGER NOT NULL DEFAULT 0 CHECK (priority BETWEEN 0 AND 3),
    seen_generation INTEGER NOT NULL DEFAULT 0,
    attempt         INTEGER NOT NULL DEFAULT 0 CHECK (attempt >= 0),
    due_at          INTEGER,
    wanted_at       INTEGER NOT NULL,
    reason          TEXT,
    updated_at      INTEGER NOT NULL,
    CHECK ((appointment_id IS NULL) <> (staff_day_id IS NULL)),
    CHECK ((state = 'blocked') = (reason IS NOT NULL)),
    CHECK (state NOT IN ('waiting', 'uncertain') OR due_at IS NOT NULL),
    CHECK (state NOT IN ('sending', 'done') OR due_at IS NULL)
) STRICT;
INSERT INTO sync_tasks_anew
    (id, appointment_id, state, priority, seen_generation, attempt, due_at, wanted_at, reason, updated_at)
    SELECT id, appointment_id, state, priority, seen_generation, attempt, due_at, wanted_at, reason, updated_at FROM sync_tasks;
DELETE FROM sqlite_sequence WHERE name = 'sync_tasks_anew';
INSERT INTO sqlite_sequence (name, seq) SELECT 'sync_tasks_anew', seq FROM sqlite_sequence WHERE name = 'sync_tasks';
DROP TABLE sync_tasks;
ALTER TABLE sync_tasks_anew RENAME TO sync_tasks;
CREATE INDEX sync_tasks_due ON sync_tasks (priority, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX sync_tasks_open ON sync_tasks (state, appointment_id) WHERE state <> 'done';

-- Whoever takes somebody's time, or gives it back.
CREATE TRIGGER closing_after_phase_insert AFTER INSERT ON phases
WHEN NEW.occupies_staff_id IS NOT NULL
BEGIN
    INSERT INTO closing_marks (staff_id, start_at, end_at) SELECT staff_id, NEW.start_at, NEW.end_at FROM block_types WHERE staff_id = NEW.occupies_staff_id;
END;
CREATE TRIGGER closing_after_phase_update AFTER UPDATE OF occupies_staff_id, start_at, end_at ON phases
WHEN (OLD.occupies_staff_id, OLD.start_at, OLD.end_at) IS NOT (NEW.occupies_staff_id, NEW.start_at, NEW.end_at)
BEGIN
    INSERT INTO closing_marks (staff_id, start_at, end_at) SELECT staff_id, OLD.start_at, OLD.end_at FROM block_types WHERE staff_id = OLD.occupies_staff_id;
    INSERT INTO closing_marks (staff_id, start_at, end_at) SELECT staff_id, NEW.start_at, NEW.end_at FROM block_types WHERE staff_id = NEW.occupies_staff_id;
END;
CREATE TRIGGER closing_after_phase_delete AFTER DELETE ON phases
WHEN OLD.occupies_staff_id IS NOT NULL
BEGIN
    INSERT INTO closing_marks (staff_id, start_at, end_at) SELECT staff_id, OLD.start_at, OLD.end_at FROM block_types WHERE staff_id = OLD.occupies_staff_id;
END;
-- Whether somebody's segment is going to be in Cal.com, or is left out of it.
CREATE TRIGGER closing_after_verdict AFTER UPDATE OF state ON phase_sync
WHEN (OLD.state IN ('blocked', 'local')) <> (NEW.state IN ('blocked', 'local'))
BEGIN
    INSERT INTO closing_marks (staff_id, start_at, end_at) SELECT b.staff_id, p.start_at, p.end_at FROM phases p JOIN block_types b ON b.staff_id = p.staff_id
        WHERE p.id = NEW.phase_id AND p.kind <> 'block';
END;
-- Where it is over there: also on time that somebody else has in the book, or that it is about to leave.
CREATE TRIGGER closing_after_booking_insert AFTER INSERT ON bookings
WHEN EXISTS (SELECT 1 FROM phases WHERE id = NEW.phase_id AND kind <> 'block')
BEGIN
    INSERT INTO closing_marks (staff_id, start_at, end_at) SELECT staff_id, NEW.start_at, NEW.end_at FROM block_types WHERE staff_id = NEW.staff_id;
END;
CREATE TRIGGER closing_after_booking_update AFTER UPDATE OF staff_id, start_at, end_at, state ON bookings
WHEN (OLD.staff_id, OLD.start_at, OLD.end_at, OLD.state) IS NOT (NEW.staff_id, NEW.start_at, NEW.end_at, NEW.state)
    AND EXISTS (SELECT 1 FROM phases WHERE id = NEW.phase_id AND kind <> 'block')
BEGIN
    INSERT INTO closing_marks (staff_id, start_at, end_at) SELECT staff_id, OLD.start_at, OLD.end_at FROM block_types WHERE staff_id = OLD.staff_id;
    INSERT INTO closing_marks (staff_id, start_at, end_at) SELECT staff_id, NEW.start_at, NEW.end_at FROM block_types WHERE staff_id = NEW.staff_id;
END;
CREATE TRIGGER closing_after_off_insert AFTER INSERT ON blocked_times
BEGIN
    INSERT INTO closing_marks (staff_id, start_at, end_at) SELECT staff_id, NEW.start_at, NEW.end_at FROM block_types WHERE staff_id = NEW.staff_id;
END;
CREATE TRIGGER closing_after_off_update AFTER UPDATE OF staff_id, start_at, end_at ON blocked_times
BEGIN
    INSERT INTO closing_marks (staff_id, start_at, end_at) SELECT staff_id, OLD.start_at, OLD.end_at FROM block_types WHERE staff_id = OLD.staff_id;
    INSERT INTO closing_marks (staff_id, start_at, end_at) SELECT staff_id, NEW.start_at, NEW.end_at FROM block_types WHERE staff_id = NEW.staff_id;
END;
CREATE TRIGGER closing_after_off_delete AFTER DELETE ON blocked_times
BEGIN
    INSERT INTO closing_marks (staff_id, start_at, end_at) SELECT staff_id, OLD.start_at, OLD.end_at FROM block_types WHERE staff_id = OLD.staff_id;
END;

-- Whoever changes when somebody works, here or there, and whether and on what they can be booked: all of their time.
CREATE TRIGGER closing_after_hours_insert AFTER INSERT ON staff_hours
BEGIN
    INSERT INTO closing_marks (staff_id, start_at, end_at) SELECT staff_id, 0, 253402207200 FROM block_types WHERE staff_id = NEW.staff_id;
END;
CREATE TRIGGER closing_after_hours_delete AFTER DELETE ON staff_hours
BEGIN
    INSERT INTO closing_marks (staff_id, start_at, end_at) SELECT staff_id, 0, 253402207200 FROM block_types WHERE staff_id = OLD.staff_id;
END;
CREATE TRIGGER closing_after_exception_insert AFTER INSERT ON staff_exceptions
BEGIN
    INSERT INTO closing_marks (staff_id, start_at, end_at) SELECT staff_id, 0, 253402207200 FROM block_types WHERE staff_id = NEW.staff_id;
END;
CREATE TRIGGER closing_after_exception_delete AFTER DELETE ON staff_exceptions
BEGIN
    INSERT INTO closing_marks (staff_id, start_at, end_at) SELECT staff_id, 0, 253402207200 FROM block_types WHERE staff_id = OLD.staff_id;
END;
CREATE TRIGGER closing_after_sold_insert AFTER INSERT ON sold_hours
BEGIN
    INSERT INTO closing_marks (staff_id, start_at, end_at) SELECT staff_id, 0, 253402207200 FROM block_types WHERE staff_id = NEW.staff_id;
END;
CREATE TRIGGER closing_after_sold_update AFTER UPDATE OF zone, hours ON sold_hours
BEGIN
    INSERT INTO closing_marks (staff_id, start_at, end_at) SELECT staff_id, 0, 253402207200 FROM block_types WHERE staff_id = NEW.staff_id;
END;
CREATE TRIGGER closing_after_block_type_insert AFTER INSERT ON block_types
BEGIN
    INSERT INTO closing_marks (staff_id, start_at, end_at) VALUES (NEW.staff_id, 0, 253402207200);
END;
CREATE TRIGGER closing_after_staff_update AFTER UPDATE OF calcom_user_id, archived_at ON staff
BEGIN
    INSERT INTO closing_marks (staff_id, start_at, end_at) SELECT staff_id, 0, 253402207200 FROM block_types WHERE staff_id = NEW.id;
END;

-- A book that is set up already begins at once.
INSERT INTO closing_marks (staff_id, start_at, end_at) SELECT staff_id, 0, 253402207200 FROM block_types;
