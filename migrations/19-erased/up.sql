-- Who was erased, so that no file of another program brings them back. mark: a hash of a name with a number or an address, or of the
-- name alone, salted with a random text that only this book has; nobody can be read from it.
CREATE TABLE erased (
    mark TEXT PRIMARY KEY,
    at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
