//! Kamm, the reception desk of a hair salon.
