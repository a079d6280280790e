-- By what name a whole is known that was made in Cal.com, however often it was moved before anybody looked. Its appointment has another
-- one, because its segments are not it.
ALTER TABLE wholes ADD COLUMN made_as TEXT;
CREATE INDEX wholes_by_name ON wholes (made_as) WHERE made_as IS NOT NULL;
