//! Keeping Cal.com in step with the book.

pub mod view;
