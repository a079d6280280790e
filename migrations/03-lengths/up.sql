-- The lengths in minutes that a booking on the event type may ask for besides the usual one, as a JSON array: a cut takes
-- 55 minutes for this customer. Empty until the event type was provisioned or looked at again.
ALTER TABLE event_map ADD COLUMN lengths TEXT NOT NULL DEFAULT '[]' CHECK (json_type(lengths) = 'array');
