-- What was read from files of other programs, so that reading them again makes nothing twice. key: a hash of where the line comes from
-- and what it is called there; nothing of the line itself. customer_id: who it is; NULL for time that was kept free, which may have
-- been given back since. Appointments carry their key themselves (request_key).
CREATE TABLE imported (
    key         TEXT PRIMARY KEY,
    customer_id INTEGER REFERENCES customers (id) ON DELETE CASCADE,
    at          INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX imported_by_customer ON imported (customer_id) WHERE customer_id IS NOT NULL;
