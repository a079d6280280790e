//! A typed client of the Cal.com API v2.
