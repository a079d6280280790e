//! Rows that keep Cal.com in step with the book.
