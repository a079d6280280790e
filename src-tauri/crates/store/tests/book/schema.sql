CREATE TABLE "account" (
    id              INTEGER PRIMARY KEY CHECK (id = 1),
    base_url        TEXT NOT NULL,
    team_id         INTEGER,
    team_name       TEXT NOT NULL,
    user_id         INTEGER NOT NULL,
    user_name       TEXT NOT NULL,
    key_last_four   TEXT NOT NULL CHECK (length(key_last_four) <= 4),
    connected_at    INTEGER NOT NULL,
    gate            TEXT NOT NULL DEFAULT 'open' CHECK (gate IN ('open', 'offline', 'limited', 'credentials')),
    gate_since      INTEGER NOT NULL,
    gate_until      INTEGER,
    gate_detail     TEXT NOT NULL DEFAULT '',
    last_contact_at INTEGER,
    poll_cursor     TEXT,
    last_poll_at    INTEGER,
    trouble         TEXT,
    trouble_since   INTEGER,
    -- The organization that the team is part of, if any.
    organization_id INTEGER,
    CHECK ((gate = 'limited') = (gate_until IS NOT NULL)),
    CHECK ((trouble IS NULL) = (trouble_since IS NULL))
) STRICT;

CREATE TRIGGER parked_is_off_the_sheet AFTER UPDATE OF status ON appointments WHEN NEW.status <> 'cancelled'
BEGIN
    DELETE FROM parked WHERE appointment_id = NEW.id;
END;

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

CREATE INDEX appointments_by_customer ON appointments (customer_id, start_at);

CREATE INDEX appointments_by_service ON appointments (service_id, start_at);

CREATE INDEX appointments_by_time ON appointments (start_at, end_at);

CREATE TRIGGER closing_after_block_type_insert AFTER INSERT ON block_types
BEGIN
    INSERT INTO closing_marks (staff_id, start_at, end_at) VALUES (NEW.staff_id, 0, 253402207200);
END;

CREATE TABLE block_types (
    staff_id      INTEGER PRIMARY KEY REFERENCES staff (id) ON DELETE CASCADE,
    event_type_id INTEGER NOT NULL UNIQUE,
    slug          TEXT NOT NULL,
    minutes       INTEGER NOT NULL CHECK (minutes > 0),
    lengths       TEXT NOT NULL DEFAULT '[]' CHECK (json_type(lengths) = 'array'),
    resolved_at   INTEGER NOT NULL
) STRICT;

CREATE TRIGGER closing_after_off_delete AFTER DELETE ON blocked_times
BEGIN
    INSERT INTO closing_marks (staff_id, start_at, end_at) SELECT staff_id, OLD.start_at, OLD.end_at FROM block_types WHERE staff_id = OLD.staff_id;
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

CREATE TABLE blocked_times (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    staff_id    INTEGER NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    start_at    INTEGER NOT NULL,
    end_at      INTEGER NOT NULL,
    reason      TEXT NOT NULL CHECK (reason IN ('time_off', 'break', 'calcom')),
    note        TEXT NOT NULL DEFAULT '',
    booking_uid TEXT UNIQUE, made_at TEXT,
    CHECK (start_at < end_at),
    CHECK ((reason = 'calcom') = (booking_uid IS NOT NULL))
) STRICT;

CREATE INDEX blocked_times_by_staff ON blocked_times (staff_id, end_at);

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

CREATE TABLE bookings (
    uid            TEXT PRIMARY KEY,
    booking_id     INTEGER NOT NULL,
    phase_id       INTEGER NOT NULL REFERENCES phases (id),
    staff_id       INTEGER REFERENCES staff (id),
    event_type_id  INTEGER,
    start_at       INTEGER NOT NULL,
    end_at         INTEGER NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('live', 'surplus', 'gone')),
    replaced_by    TEXT,
    remote_updated TEXT,
    seen_at        INTEGER NOT NULL
, made_at TEXT) STRICT, WITHOUT ROWID;

CREATE INDEX bookings_by_chair ON bookings (staff_id, start_at) WHERE state <> 'gone';

CREATE INDEX bookings_by_phase ON bookings (phase_id);

CREATE INDEX bookings_gone ON bookings (seen_at) WHERE state = 'gone';

CREATE UNIQUE INDEX one_live_booking_per_phase ON bookings (phase_id) WHERE state = 'live';

CREATE TABLE call_appointments (
    call_id        INTEGER NOT NULL REFERENCES calls (id) ON DELETE CASCADE,
    appointment_id INTEGER NOT NULL REFERENCES appointments (id) ON DELETE CASCADE,
    deed           TEXT NOT NULL CHECK (deed IN ('booked', 'moved', 'cancelled')),
    at             INTEGER NOT NULL,
    PRIMARY KEY (call_id, appointment_id, deed)
) STRICT, WITHOUT ROWID;

CREATE INDEX call_appointments_by_appointment ON call_appointments (appointment_id);

CREATE TABLE calls (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    -- The agent's name for the call: what its events and the functions it asks for have in common.
    remote_id   TEXT NOT NULL UNIQUE CHECK (length(remote_id) BETWEEN 1 AND 200),
    direction   TEXT NOT NULL CHECK (direction IN ('inbound', 'outbound')),
    -- The other side, E.164; none for a withheld number or a call from a web page.
    phone       TEXT,
    customer_id INTEGER REFERENCES customers (id) ON DELETE SET NULL,
    started_at  INTEGER NOT NULL,
    ended_at    INTEGER CHECK (ended_at >= started_at),
    -- 'open' until the agent has told how it went.
    outcome     TEXT NOT NULL DEFAULT 'open' CHECK (outcome IN ('open', 'successful', 'unsuccessful', 'voicemail', 'failed')),
    summary     TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX calls_by_start ON calls (started_at DESC, id DESC);

CREATE TABLE changes (
    revision INTEGER PRIMARY KEY AUTOINCREMENT,
    topic    TEXT NOT NULL,
    entity   INTEGER,
    at       INTEGER NOT NULL
) STRICT;

CREATE TABLE closing_marks (
    id       INTEGER PRIMARY KEY,
    staff_id INTEGER NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    start_at INTEGER NOT NULL,
    end_at   INTEGER NOT NULL
) STRICT;

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

CREATE INDEX customers_by_email ON customers (lower(email));

CREATE INDEX customers_by_name ON customers (folded);

CREATE INDEX customers_by_phone ON customers (phone) WHERE phone IS NOT NULL;

CREATE TABLE erased (
    mark TEXT PRIMARY KEY,
    at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE event_map (
    id                  INTEGER PRIMARY KEY AUTOINCREMENT,
    service_id          INTEGER NOT NULL REFERENCES services (id) ON DELETE CASCADE,
    segment_key         TEXT NOT NULL,
    staff_id            INTEGER NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    event_type_id       INTEGER NOT NULL,
    managed             INTEGER NOT NULL DEFAULT 0 CHECK (managed IN (0, 1)),
    child_event_type_id INTEGER,
    slug                TEXT NOT NULL,
    minutes             INTEGER NOT NULL,
    resolved_at         INTEGER NOT NULL, lengths TEXT NOT NULL DEFAULT '[]' CHECK (json_type(lengths) = 'array'), silent INTEGER NOT NULL DEFAULT 0 CHECK (silent IN (0, 1)),
    UNIQUE (service_id, segment_key, staff_id),
    -- A parent stored as its own child once stopped every composite booking for two days.
    CHECK (child_event_type_id IS NULL OR child_event_type_id <> event_type_id),
    CHECK (managed = 1 OR child_event_type_id IS NULL)
) STRICT;

CREATE INDEX event_map_by_event_type ON event_map (event_type_id);

CREATE TABLE event_map_history (
    id                  INTEGER PRIMARY KEY AUTOINCREMENT,
    service_id          INTEGER NOT NULL REFERENCES services (id) ON DELETE CASCADE,
    segment_key         TEXT NOT NULL,
    staff_id            INTEGER NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    event_type_id       INTEGER,
    child_event_type_id INTEGER,
    minutes             INTEGER,
    how                 TEXT NOT NULL CHECK (how IN ('provisioned', 'linked', 'removed')),
    at                  INTEGER NOT NULL
) STRICT;

CREATE INDEX event_map_history_by_pair ON event_map_history (service_id, segment_key, staff_id, id);

CREATE TABLE "history" (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    appointment_id INTEGER NOT NULL REFERENCES appointments (id) ON DELETE CASCADE,
    at             INTEGER NOT NULL,
    origin         TEXT NOT NULL CHECK (origin IN ('desk', 'phone', 'calcom', 'api', 'system')),
    action         TEXT NOT NULL CHECK (action IN
        ('booked', 'moved', 'adjusted', 'cancelled', 'reinstated', 'no_show', 'kept_local', 'retried', 'overruled',
         'segment_cancelled')),
    detail         TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(detail))
) STRICT;

CREATE INDEX history_by_appointment ON history (appointment_id, id);

CREATE TRIGGER holds_refuse_change BEFORE UPDATE ON holds
BEGIN
    SELECT RAISE(ABORT, 'holds do not change');
END;

CREATE TRIGGER holds_refuse_overlap BEFORE INSERT ON holds
BEGIN
    SELECT RAISE(ABORT, 'holds overlap') WHERE EXISTS (
        SELECT 1 FROM holds
        WHERE staff_id = NEW.staff_id AND token <> NEW.token AND expires_at > NEW.created_at
          AND start_at < NEW.end_at AND end_at > NEW.start_at
    );
END;

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

CREATE TABLE imported (
    key         TEXT PRIMARY KEY,
    customer_id INTEGER REFERENCES customers (id) ON DELETE CASCADE,
    at          INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX imported_by_customer ON imported (customer_id) WHERE customer_id IS NOT NULL;

CREATE TABLE operations (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    task_id       INTEGER NOT NULL REFERENCES sync_tasks (id) ON DELETE CASCADE,
    phase_id      INTEGER NOT NULL REFERENCES phases (id) ON DELETE CASCADE,
    kind          TEXT NOT NULL CHECK (kind IN ('create', 'reschedule', 'cancel')),
    event_type_id INTEGER,
    booking_uid   TEXT,
    start_at      INTEGER,
    end_at        INTEGER,
    attempt       INTEGER NOT NULL,
    state         TEXT NOT NULL
        CHECK (state IN ('sending', 'uncertain', 'done', 'refused', 'not_sent', 'absent', 'lost')),
    boot          TEXT NOT NULL,
    sent_at       INTEGER NOT NULL,
    lost_at       INTEGER,
    settled_at    INTEGER,
    status        INTEGER,
    code          TEXT,
    message       TEXT,
    latency_ms    INTEGER,
    CHECK ((kind = 'create') = (booking_uid IS NULL)),
    CHECK (kind = 'cancel' OR (start_at IS NOT NULL AND end_at IS NOT NULL)),
    CHECK (kind <> 'create' OR event_type_id IS NOT NULL),
    CHECK ((state IN ('sending', 'uncertain')) = (settled_at IS NULL)),
    CHECK (state <> 'uncertain' OR lost_at IS NOT NULL),
    CHECK (state <> 'lost' OR kind = 'cancel')
) STRICT;

CREATE UNIQUE INDEX one_open_operation_per_phase ON operations (phase_id) WHERE state IN ('sending', 'uncertain');

CREATE INDEX operations_by_phase ON operations (phase_id);

CREATE INDEX operations_by_task ON operations (task_id);

CREATE INDEX operations_by_time ON operations (settled_at);

CREATE TABLE parked (
    appointment_id INTEGER PRIMARY KEY REFERENCES appointments (id) ON DELETE CASCADE,
    parked_at      INTEGER NOT NULL
) STRICT;

CREATE TABLE performers (
    part_id  INTEGER NOT NULL REFERENCES service_parts (id) ON DELETE CASCADE,
    staff_id INTEGER NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    rank     INTEGER NOT NULL,
    minutes  INTEGER CHECK (minutes BETWEEN 1 AND 720),
    PRIMARY KEY (part_id, staff_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER closing_after_verdict AFTER UPDATE OF state ON phase_sync
WHEN (OLD.state IN ('blocked', 'local')) <> (NEW.state IN ('blocked', 'local'))
BEGIN
    INSERT INTO closing_marks (staff_id, start_at, end_at) SELECT b.staff_id, p.start_at, p.end_at FROM phases p JOIN block_types b ON b.staff_id = p.staff_id
        WHERE p.id = NEW.phase_id AND p.kind <> 'block';
END;

CREATE TABLE phase_sync (
    phase_id   INTEGER PRIMARY KEY REFERENCES phases (id) ON DELETE CASCADE,
    state      TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'synced', 'uncertain', 'blocked', 'local')),
    since      INTEGER NOT NULL,
    code       TEXT,
    message    TEXT,
    record     TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(record)),
    CHECK (state <> 'blocked' OR code IS NOT NULL)
) STRICT;

CREATE INDEX phase_sync_sending ON phase_sync (phase_id) WHERE state = 'sending';

CREATE TRIGGER closing_after_phase_delete AFTER DELETE ON phases
WHEN OLD.occupies_staff_id IS NOT NULL
BEGIN
    INSERT INTO closing_marks (staff_id, start_at, end_at) SELECT staff_id, OLD.start_at, OLD.end_at FROM block_types WHERE staff_id = OLD.occupies_staff_id;
END;

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

CREATE TABLE "phases" (
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

CREATE INDEX phases_by_chair ON phases (occupies_staff_id, start_at, end_at) WHERE occupies_staff_id IS NOT NULL;

CREATE INDEX phases_by_day ON phases (staff_day_id) WHERE staff_day_id IS NOT NULL;

CREATE INDEX phases_by_gap ON phases (staff_id, start_at, end_at) WHERE bookable = 1;

CREATE INDEX phases_held ON phases (start_at) WHERE closing = 'held';

CREATE INDEX phases_in_collision ON phases (staff_id, start_at, end_at)
    WHERE occupies_staff_id IS NULL AND ifnull(bookable, 0) = 0;

CREATE TABLE "public_event_types" (
    event_type_id INTEGER PRIMARY KEY,
    service_id    INTEGER NOT NULL REFERENCES services (id) ON DELETE CASCADE,
    staff_id      INTEGER REFERENCES staff (id) ON DELETE CASCADE
) STRICT;

CREATE UNIQUE INDEX public_by_service ON public_event_types (service_id, ifnull(staff_id, 0));

CREATE TABLE publications (
    service_id   INTEGER PRIMARY KEY REFERENCES services (id) ON DELETE CASCADE,
    tried_at     INTEGER NOT NULL,
    attempts     INTEGER NOT NULL CHECK (attempts > 0),
    code         TEXT,
    message      TEXT,
    outcome      TEXT CHECK (outcome IN ('created', 'updated', 'created_anew', 'adopted')),
    succeeded_at INTEGER,
    CHECK ((code IS NULL) = (message IS NULL)),
    CHECK ((outcome IS NULL) = (succeeded_at IS NULL)),
    CHECK (code IS NOT NULL OR succeeded_at IS NOT NULL)
) STRICT;

CREATE TABLE "readings" (
    key_of  INTEGER NOT NULL,
    what    TEXT NOT NULL CHECK (what IN ('news', 'everything')),
    from_at TEXT NOT NULL,
    passed  INTEGER NOT NULL CHECK (passed >= 0),
    mark    TEXT,
    PRIMARY KEY (key_of, what)
) STRICT, WITHOUT ROWID;

CREATE TABLE review (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    code           TEXT NOT NULL,
    appointment_id INTEGER REFERENCES appointments (id) ON DELETE CASCADE,
    phase_id       INTEGER REFERENCES phases (id) ON DELETE CASCADE,
    booking_uid    TEXT,
    detail         TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(detail)),
    opened_at      INTEGER NOT NULL,
    closed_at      INTEGER,
    closed_how     TEXT, other_appointment_id INTEGER REFERENCES appointments (id) ON DELETE CASCADE, other_booking_uid TEXT,
    CHECK ((closed_at IS NULL) = (closed_how IS NULL))
) STRICT;

CREATE UNIQUE INDEX one_open_review ON review (code, ifnull(appointment_id, 0), ifnull(phase_id, 0), ifnull(booking_uid, ''),
    ifnull(other_appointment_id, 0), ifnull(other_booking_uid, '')) WHERE closed_at IS NULL;

CREATE INDEX review_by_booking ON review (booking_uid) WHERE booking_uid IS NOT NULL;

CREATE INDEX review_by_one ON review (appointment_id) WHERE other_appointment_id IS NOT NULL OR other_booking_uid IS NOT NULL;

CREATE INDEX review_by_other ON review (other_appointment_id) WHERE other_appointment_id IS NOT NULL;

CREATE INDEX review_by_other_booking ON review (other_booking_uid) WHERE other_booking_uid IS NOT NULL;

CREATE INDEX review_by_phase ON review (phase_id) WHERE phase_id IS NOT NULL;

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

CREATE TABLE services (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    number      INTEGER UNIQUE,
    name        TEXT NOT NULL CHECK (trim(name) <> ''),
    category    TEXT NOT NULL DEFAULT '',
    colour      TEXT NOT NULL DEFAULT 'blue',
    price_cents INTEGER CHECK (price_cents >= 0),
    position    INTEGER NOT NULL DEFAULT 0,
    archived_at INTEGER
, public INTEGER NOT NULL DEFAULT 1 CHECK (public IN (0, 1)), version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0)) STRICT;

CREATE TABLE settings (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL CHECK (json_valid(value))
) STRICT, WITHOUT ROWID;

CREATE TRIGGER closing_after_sold_insert AFTER INSERT ON sold_hours
BEGIN
    INSERT INTO closing_marks (staff_id, start_at, end_at) SELECT staff_id, 0, 253402207200 FROM block_types WHERE staff_id = NEW.staff_id;
END;

CREATE TRIGGER closing_after_sold_update AFTER UPDATE OF zone, hours ON sold_hours
BEGIN
    INSERT INTO closing_marks (staff_id, start_at, end_at) SELECT staff_id, 0, 253402207200 FROM block_types WHERE staff_id = NEW.staff_id;
END;

CREATE TABLE sold_hours (
    staff_id INTEGER PRIMARY KEY REFERENCES staff (id) ON DELETE CASCADE,
    zone     TEXT NOT NULL,
    hours    TEXT NOT NULL CHECK (json_valid(hours))
) STRICT;

CREATE TRIGGER closing_after_staff_update AFTER UPDATE OF calcom_user_id, archived_at ON staff
BEGIN
    INSERT INTO closing_marks (staff_id, start_at, end_at) SELECT staff_id, 0, 253402207200 FROM block_types WHERE staff_id = NEW.id;
END;

CREATE TABLE staff (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    name           TEXT NOT NULL CHECK (trim(name) <> ''),
    role           TEXT NOT NULL DEFAULT 'stylist' CHECK (role IN ('stylist', 'assistant')),
    position       INTEGER NOT NULL DEFAULT 0,
    calcom_user_id INTEGER UNIQUE,
    archived_at    INTEGER
, colour TEXT NOT NULL DEFAULT 'slate', version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0)) STRICT;

CREATE TABLE staff_days (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    staff_id   INTEGER NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    date       TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    generation INTEGER NOT NULL DEFAULT 1,
    UNIQUE (staff_id, date)
) STRICT;

CREATE TRIGGER closing_after_exception_delete AFTER DELETE ON staff_exceptions
BEGIN
    INSERT INTO closing_marks (staff_id, start_at, end_at) SELECT staff_id, 0, 253402207200 FROM block_types WHERE staff_id = OLD.staff_id;
END;

CREATE TRIGGER closing_after_exception_insert AFTER INSERT ON staff_exceptions
BEGIN
    INSERT INTO closing_marks (staff_id, start_at, end_at) SELECT staff_id, 0, 253402207200 FROM block_types WHERE staff_id = NEW.staff_id;
END;

CREATE TABLE staff_exceptions (
    staff_id    INTEGER NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    date        TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    from_minute INTEGER NOT NULL CHECK (from_minute >= 0),
    to_minute   INTEGER NOT NULL CHECK (to_minute <= 1440),
    PRIMARY KEY (staff_id, date, from_minute),
    CHECK (from_minute < to_minute OR (from_minute = 0 AND to_minute = 0))
) STRICT, WITHOUT ROWID;

CREATE TRIGGER closing_after_hours_delete AFTER DELETE ON staff_hours
BEGIN
    INSERT INTO closing_marks (staff_id, start_at, end_at) SELECT staff_id, 0, 253402207200 FROM block_types WHERE staff_id = OLD.staff_id;
END;

CREATE TRIGGER closing_after_hours_insert AFTER INSERT ON staff_hours
BEGIN
    INSERT INTO closing_marks (staff_id, start_at, end_at) SELECT staff_id, 0, 253402207200 FROM block_types WHERE staff_id = NEW.staff_id;
END;

CREATE TABLE staff_hours (
    staff_id    INTEGER NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    weekday     INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    from_minute INTEGER NOT NULL CHECK (from_minute >= 0),
    to_minute   INTEGER NOT NULL CHECK (to_minute <= 1440),
    PRIMARY KEY (staff_id, weekday, from_minute),
    CHECK (from_minute < to_minute)
) STRICT, WITHOUT ROWID;

CREATE TABLE staff_keys (
    staff_id      INTEGER PRIMARY KEY REFERENCES staff (id) ON DELETE CASCADE,
    user_id       INTEGER NOT NULL UNIQUE,
    user_name     TEXT NOT NULL,
    key_last_four TEXT NOT NULL CHECK (length(key_last_four) <= 4),
    connected_at  INTEGER NOT NULL,
    refused       TEXT,
    refused_since INTEGER,
    asked_at      INTEGER,
    poll_cursor   TEXT,
    CHECK ((refused IS NULL) = (refused_since IS NULL))
) STRICT;

CREATE TABLE "sync_tasks" (
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

CREATE INDEX sync_tasks_by_change ON sync_tasks (updated_at);

CREATE INDEX sync_tasks_due ON sync_tasks (priority, due_at) WHERE due_at IS NOT NULL;

CREATE INDEX sync_tasks_open ON sync_tasks (state, appointment_id) WHERE state <> 'done';

CREATE TABLE visits (
    appointment_id INTEGER PRIMARY KEY REFERENCES appointments (id) ON DELETE CASCADE,
    visit          TEXT NOT NULL
) STRICT;

CREATE INDEX visits_by_visit ON visits (visit, appointment_id);

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

CREATE INDEX waiting_by_customer ON waiting (customer_id);

CREATE INDEX waiting_now ON waiting (created_at) WHERE closed_at IS NULL;

CREATE TABLE wholes (
    appointment_id INTEGER PRIMARY KEY REFERENCES appointments (id) ON DELETE CASCADE,
    event_type_id  INTEGER NOT NULL,
    staff_id       INTEGER NOT NULL REFERENCES staff (id),
    minutes        INTEGER NOT NULL CHECK (minutes > 0),
    state          TEXT NOT NULL DEFAULT 'whole' CHECK (state IN ('whole', 'splitting', 'returning'))
, made_as TEXT) STRICT;

CREATE INDEX wholes_by_name ON wholes (made_as) WHERE made_as IS NOT NULL;
