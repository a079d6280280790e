//! What a receptionist does, each as one transaction.

pub mod request;
pub mod view;
