-- Cal.com sells every minute that no booking holds. Each stylist has one hidden event type of many lengths; bookings on it hold the time
-- that must not be sold.
CREATE TABLE block_types (
    staff_id      INTEGER PRIMARY KEY REFERENCES staff (id) ON DELETE CASCADE,
    event_type_id INTEGER NOT NULL UNIQUE,
    slug          TEXT NOT NULL,
    minutes       INTEGER NOT NULL CHECK (minutes > 0),
    lengths       TEXT NOT NULL DEFAULT '[]' CHECK (json_type(lengths) = 'array'),
    resolved_at   INTEGER NOT NULL
) STRICT;
