-- The organization that the team is part of, if any: there, mails can be switched off for each event type.
ALTER TABLE account ADD COLUMN organization_id INTEGER;
-- Whether bookings on it write to nobody, as last seen.
ALTER TABLE event_map ADD COLUMN silent INTEGER NOT NULL DEFAULT 0 CHECK (silent IN (0, 1));
