//! A stand-in Cal.com server with real state and faults on demand.
