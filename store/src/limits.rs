//! How many connections there are, and how long anybody waits.

use std::time::Duration;

/// Connections kept at most: enough for two cores of page misses, few enough for a small PostgreSQL.
pub const CONNECTIONS_MAX: u32 = 16;

/// How long a write waits for another to end before it is refused: somebody sits before it.
pub const LOCK_WAIT: Duration = Duration::from_secs(2);

/// How long a free connection is waited for.
pub const CONNECTION_WAIT: Duration = Duration::from_secs(2);
