//! Keeping Cal.com in step with the book.
