//! Numbers of connections, and timeouts.

use std::time::Duration;

/// Connections in the pool at most: enough for two cores of page misses, few enough for a small PostgreSQL.
pub const CONNECTIONS_MAX: u32 = 16;

/// How long a write waits for another write before it is refused: a person is waiting for it.
pub const LOCK_WAIT: Duration = Duration::from_secs(2);

/// How long to wait for a free connection.
pub const CONNECTION_WAIT: Duration = Duration::from_secs(2);
