//! Faults of a machine under a working paper: a disk that is full, read-only or loses its power; a database that is
//! frozen, gone or killed. Meanwhile somebody saves and readers read. Afterwards everything that was acknowledged is
//! there, once; readers got their answers within a second; the paper recovered without help.
//!
//! `make test` runs one round of each, `make soak` runs `FAULT_ROUNDS`. Tests that this machine does not allow
//! (mounting without root and without user namespaces) are reported by name.

mod database;
mod disk;
mod test_disk;
mod work;
