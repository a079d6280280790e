-- Changed on both sides at once: the change that did not stand is told too. And a segment called off in Cal.com may leave the
-- others standing.
CREATE TABLE history_anew (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    appointment_id INTEGER NOT NULL REFERENCES appointments (id) ON DELETE CASCADE,
    at             INTEGER NOT NULL,
    origin         TEXT NOT NULL CHECK (origin IN ('desk', 'phone', 'calcom', 'api', 'system')),
    action         TEXT NOT NULL CHECK (action IN
        ('booked', 'moved', 'adjusted', 'cancelled', 'reinstated', 'no_show', 'kept_local', 'retried', 'overruled',
         'segment_cancelled')),
    detail         TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(detail))
) STRICT;
INSERT INTO history_anew SELECT * FROM history;
DROP TABLE history;
ALTER TABLE history_anew RENAME TO history;
CREATE INDEX history_by_appointment ON history (appointment_id, id);
