//! What a receptionist does, each as one transaction.
