//! Where the two databases differ, each difference a named function with a twin in the other file, in the same order.

mod postgres;
mod sqlite;

use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, TransactionOptions};

use crate::error::Result;
use crate::store::DatabaseChoice;

/// Connections kept at most: enough for two cores of page misses, few enough for a small PostgreSQL.
const CONNECTIONS_MAX: u32 = 16;

/// How long a write waits for another to end before it is refused, in seconds.
const LOCK_WAIT_SECONDS: u64 = 30;

/// Opens the pool of connections.
pub async fn connect(choice: &DatabaseChoice) -> Result<DatabaseConnection> {
    match choice {
        DatabaseChoice::Sqlite(path) => sqlite::connect(path).await,
        DatabaseChoice::Postgres(address) => postgres::connect(address).await,
    }
}

/// How a write transaction begins.
pub fn write_options(db: &impl ConnectionTrait) -> TransactionOptions {
    match db.get_database_backend() {
        DbBackend::Sqlite => sqlite::write_options(),
        _ => postgres::write_options(),
    }
}

/// Keeps every other node from migrating until this transaction ends.
pub async fn lock_schema(tx: &DatabaseTransaction) -> Result<()> {
    match tx.get_database_backend() {
        DbBackend::Sqlite => sqlite::lock_schema(tx).await,
        _ => postgres::lock_schema(tx).await,
    }
}
