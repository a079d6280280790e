-- Individual accounts: a server without teams, where each stylist has a user, event types and a key of their own.

-- team_id: NULL where there is no team; the key is the salon's own then, by which the server is asked whether it can be reached.
CREATE TABLE account_anew (
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
INSERT INTO account_anew
    (id, base_url, team_id, team_name, user_id, user_name, key_last_four, connected_at, gate, gate_since, gate_until,
     gate_detail, last_contact_at, poll_cursor, last_poll_at, trouble, trouble_since, organization_id)
SELECT id, base_url, team_id, team_name, user_id, user_name, key_last_four, connected_at, gate, gate_since, gate_until,
     gate_detail, last_contact_at, poll_cursor, last_poll_at, trouble, trouble_since, organization_id
FROM account;
DROP TABLE account;
ALTER TABLE account_anew RENAME TO account;

-- What may be written down of a stylist's key; the key itself lives in the keychain. refused: why Cal.com does not take it any
-- more. asked_at: when it was last asked whether it does again. poll_cursor: as in account, for what this key reads.
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

-- key_of: the stylist whose key reads, 0 for the salon's own.
CREATE TABLE readings_anew (
    key_of  INTEGER NOT NULL,
    what    TEXT NOT NULL CHECK (what IN ('news', 'everything')),
    from_at TEXT NOT NULL,
    passed  INTEGER NOT NULL CHECK (passed >= 0),
    mark    TEXT,
    PRIMARY KEY (key_of, what)
) STRICT, WITHOUT ROWID;
INSERT INTO readings_anew (key_of, what, from_at, passed, mark) SELECT 0, what, from_at, passed, mark FROM readings;
DROP TABLE readings;
ALTER TABLE readings_anew RENAME TO readings;
