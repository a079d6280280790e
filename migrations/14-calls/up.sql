-- Calls with the phone agent, as its events tell them (call_started, call_ended, call_analyzed); an event may come twice or late.
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

-- What a call did to the book.
CREATE TABLE call_appointments (
    call_id        INTEGER NOT NULL REFERENCES calls (id) ON DELETE CASCADE,
    appointment_id INTEGER NOT NULL REFERENCES appointments (id) ON DELETE CASCADE,
    deed           TEXT NOT NULL CHECK (deed IN ('booked', 'moved', 'cancelled')),
    at             INTEGER NOT NULL,
    PRIMARY KEY (call_id, appointment_id, deed)
) STRICT, WITHOUT ROWID;

CREATE INDEX call_appointments_by_appointment ON call_appointments (appointment_id);
