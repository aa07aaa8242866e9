//! PostgreSQL's half, kept to what its distributed relatives understand too.

use std::time::Duration;

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, TransactionOptions};

use super::{CONNECTIONS_MAX, LOCK_WAIT_SECONDS};
use crate::error::Result;

pub async fn connect(address: &str) -> Result<DatabaseConnection> {
    let mut options = ConnectOptions::new(address);
    options
        .max_connections(CONNECTIONS_MAX)
        .acquire_timeout(Duration::from_secs(LOCK_WAIT_SECONDS))
        .sqlx_logging(false);
    options
        .map_sqlx_postgres_opts(|postgres| postgres.application_name("matbaa").options([("synchronous_commit", "on")]));
    let db = Database::connect(options).await?;
    // Only the first node to arrive finds it missing; two at once may both try, and the second is told that it exists.
    if let Err(raced) = db.execute_unprepared("CREATE TABLE IF NOT EXISTS schema_lock (id INTEGER PRIMARY KEY)").await {
        db.execute_unprepared("SELECT 1 FROM schema_lock LIMIT 1").await.map_err(|_| raced)?;
    }
    db.execute_unprepared("INSERT INTO schema_lock (id) VALUES (1) ON CONFLICT DO NOTHING").await?;
    Ok(db)
}

/// Read committed, PostgreSQL's own: the rows that matter are locked by name.
pub fn write_options() -> TransactionOptions {
    TransactionOptions::default()
}

/// A row, not an advisory lock: distributed relatives know rows only.
pub async fn lock_schema(tx: &DatabaseTransaction) -> Result<()> {
    tx.execute_unprepared("SELECT id FROM schema_lock WHERE id = 1 FOR UPDATE").await?;
    Ok(())
}
