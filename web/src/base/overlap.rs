//! How far back changes are read again by whoever reads them in the order of their times: a write that took longer may
//! be committed after a later one.

use newsroom::Timestamp;

/// No write takes longer.
const SECONDS: i64 = 60;

/// From when changes are read again, if they were read up to `until`.
pub fn read_again_from(until: Timestamp) -> Timestamp {
    Timestamp(until.0.saturating_sub(SECONDS * 1_000_000))
}
