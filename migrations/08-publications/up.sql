-- How carrying a service over to its public event type ended: the last try, and the last one that succeeded. code, message:
-- why the last try failed; NULL if it did not.
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
