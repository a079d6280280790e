-- What the owner sets up: services, staff, and which event type stands for whom.

-- version: grows with every edit, so that two windows cannot overwrite each other unseen. public: whether customers may book it
-- themselves, or only the desk.
ALTER TABLE services ADD COLUMN public INTEGER NOT NULL DEFAULT 1 CHECK (public IN (0, 1));
ALTER TABLE services ADD COLUMN version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0);

ALTER TABLE staff ADD COLUMN colour TEXT NOT NULL DEFAULT 'slate';
ALTER TABLE staff ADD COLUMN version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0);

-- Who is on an appointment of a service, looked up when the service changes.
CREATE INDEX appointments_by_service ON appointments (service_id, start_at);

-- How a pair of the event map came to be what it is. event_type_id NULL: the pair was forgotten.
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

-- An appointment can also be brought to today's shape of its service.
CREATE TABLE history_anew (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    appointment_id INTEGER NOT NULL REFERENCES appointments (id) ON DELETE CASCADE,
    at             INTEGER NOT NULL,
    origin         TEXT NOT NULL CHECK (origin IN ('desk', 'phone', 'calcom', 'api', 'system')),
    action         TEXT NOT NULL CHECK (action IN
        ('booked', 'moved', 'adjusted', 'cancelled', 'reinstated', 'no_show', 'kept_local', 'retried')),
    detail         TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(detail))
) STRICT;
INSERT INTO history_anew SELECT * FROM history;
DROP TABLE history;
ALTER TABLE history_anew RENAME TO history;
CREATE INDEX history_by_appointment ON history (appointment_id, id);
