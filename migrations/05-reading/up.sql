-- A reading of Cal.com's bookings that was cut short: where it goes on. what: 'news' is by time of change, 'everything' by
-- start. from_at: the sort key to go on from, in the server's words, which are finer than our seconds; passed: rows of exactly
-- that key that were read already. mark: the server's time when a first reading began, its cursor once it is through.
CREATE TABLE readings (
    what    TEXT PRIMARY KEY CHECK (what IN ('news', 'everything')),
    from_at TEXT NOT NULL,
    passed  INTEGER NOT NULL CHECK (passed >= 0),
    mark    TEXT
) STRICT, WITHOUT ROWID;

-- Why changes made in Cal.com cannot be read although calls go out; NULL when they can.
ALTER TABLE account ADD COLUMN trouble TEXT;
ALTER TABLE account ADD COLUMN trouble_since INTEGER CHECK ((trouble_since IS NULL) = (trouble IS NULL));
