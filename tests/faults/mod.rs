//! What the world does to a machine, done to a working paper: a disk that is full, that takes no writes, that loses its
//! power; a database that is frozen, gone, killed. Somebody saves and readers read all the while. Whatever was acknowledged
//! is there afterwards, once; readers are answered within a second; the paper comes back without hands.
//!
//! One round of each runs in `make test`, `FAULT_ROUNDS` of them in `make soak`. What this machine does not allow (mounting
//! without root and without user namespaces) is said by name.

mod database;
mod disk;
mod ground;
mod work;
