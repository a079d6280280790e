//! The salon's book in SQLite.
