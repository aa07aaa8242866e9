//! The photo archive: what the desk says of a picture beside what its file says, and how pictures are found again.

pub(crate) mod barring;
pub(crate) mod describing;
pub(crate) mod ending;
pub(crate) mod family;
pub(crate) mod field;
pub(crate) mod fingerprint;
pub(crate) mod from_stories;
pub(crate) mod governing;
pub(crate) mod in_file;
pub(crate) mod keeping;
pub(crate) mod likeness;
pub(crate) mod locking;
pub(crate) mod period;
pub(crate) mod record;
pub(crate) mod replacing;
pub(crate) mod rights;
pub(crate) mod room;
pub(crate) mod searching;
pub(crate) mod uses;
