-- Keeping Cal.com in step. See docs/SYNC.md for the life of a task.

-- The one Cal.com account of this salon. The key itself lives in the keychain of the operating system and nowhere else.
-- gate: whether calls may go out – 'open'; 'offline' (nothing reaches the server); 'limited' (until gate_until);
-- 'credentials' (the key is refused: a person has to act).
CREATE TABLE account (
    id              INTEGER PRIMARY KEY CHECK (id = 1),
    base_url        TEXT NOT NULL,
    team_id         INTEGER NOT NULL,
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
    CHECK ((gate = 'limited') = (gate_until IS NOT NULL))
) STRICT;

-- service × segment × staff → event type. A managed parent cannot be booked: its child can, once it is known.
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
    resolved_at         INTEGER NOT NULL,
    UNIQUE (service_id, segment_key, staff_id),
    -- A parent stored as its own child once stopped every composite booking for two days.
    CHECK (child_event_type_id IS NULL OR child_event_type_id <> event_type_id),
    CHECK (managed = 1 OR child_event_type_id IS NULL)
) STRICT;
CREATE INDEX event_map_by_event_type ON event_map (event_type_id);

-- "Bring this appointment in line." One row per appointment: the wish is the appointment itself, not a list of edits.
-- seen_generation: the appointment's generation that the last plan was made from.
-- priority: 0 interactive, 1 phone, 2 backlog, 3 maintenance.
-- attempt: failures that count, in a row. due_at: NULL when nothing happens by itself any more.
CREATE TABLE sync_tasks (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    appointment_id  INTEGER NOT NULL UNIQUE REFERENCES appointments (id) ON DELETE CASCADE,
    state           TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sending', 'uncertain', 'blocked', 'done')),
    priority        INTEGER NOT NULL DEFAULT 0 CHECK (priority BETWEEN 0 AND 3),
    seen_generation INTEGER NOT NULL DEFAULT 0,
    attempt         INTEGER NOT NULL DEFAULT 0 CHECK (attempt >= 0),
    due_at          INTEGER,
    wanted_at       INTEGER NOT NULL,
    reason          TEXT,
    updated_at      INTEGER NOT NULL,
    CHECK ((state = 'blocked') = (reason IS NOT NULL)),
    CHECK (state NOT IN ('waiting', 'uncertain') OR due_at IS NOT NULL),
    CHECK (state NOT IN ('sending', 'done') OR due_at IS NULL)
) STRICT;
CREATE INDEX sync_tasks_due ON sync_tasks (priority, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX sync_tasks_open ON sync_tasks (state, appointment_id) WHERE state <> 'done';

-- How each staff phase stands with Cal.com, for the screen: one row per staff phase that is or was mirrored.
-- 'local': kept out of Cal.com by a person's decision. record: JSON of the last call (attempt, latency, version, host, times).
CREATE TABLE phase_sync (
    phase_id   INTEGER PRIMARY KEY REFERENCES phases (id) ON DELETE CASCADE,
    state      TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'synced', 'uncertain', 'blocked', 'local')),
    since      INTEGER NOT NULL,
    code       TEXT,
    message    TEXT,
    record     TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(record)),
    CHECK (state <> 'blocked' OR code IS NOT NULL)
) STRICT;

-- What we know to exist in Cal.com. 'live': the phase's booking; 'surplus': a second one that has to go; 'gone': cancelled
-- or replaced. staff_id: whose time it takes over there. A phase that has bookings cannot be deleted: what exists in Cal.com
-- is not forgotten by accident.
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
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX one_live_booking_per_phase ON bookings (phase_id) WHERE state = 'live';
CREATE INDEX bookings_by_phase ON bookings (phase_id);
CREATE INDEX bookings_by_chair ON bookings (staff_id, start_at) WHERE state <> 'gone';

-- The journal: every write call, committed before it is sent. boot tells which run of the program sent it, so that a row
-- still 'sending' from an earlier run is an orphan whose fate has to be looked up. lost_at: since when the fate is uncertain.
-- code and message: what the server said; on an uncertain row, what becomes of it if the look-up finds nothing.
-- 'absent': looked up and proven not to exist; 'lost': the answer to a cancellation is lost, which is harmless to repeat.
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
-- Never two writes for one phase in the air: Cal.com would accept both.
CREATE UNIQUE INDEX one_open_operation_per_phase ON operations (phase_id) WHERE state IN ('sending', 'uncertain');
CREATE INDEX operations_by_time ON operations (settled_at);

-- The review list: everything that needs a person. detail: JSON for the sentence on the screen.
CREATE TABLE review (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    code           TEXT NOT NULL,
    appointment_id INTEGER REFERENCES appointments (id) ON DELETE CASCADE,
    phase_id       INTEGER REFERENCES phases (id) ON DELETE CASCADE,
    booking_uid    TEXT,
    detail         TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(detail)),
    opened_at      INTEGER NOT NULL,
    closed_at      INTEGER,
    closed_how     TEXT,
    CHECK ((closed_at IS NULL) = (closed_how IS NULL))
) STRICT;
CREATE UNIQUE INDEX one_open_review ON review (code, ifnull(appointment_id, 0), ifnull(phase_id, 0), ifnull(booking_uid, ''))
    WHERE closed_at IS NULL;
