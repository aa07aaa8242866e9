//! SQLite's half: one file, WAL, full synchronisation, one writer at a time.

use std::path::Path;
use std::time::Duration;

use sea_orm::{
    ConnectOptions, Database, DatabaseConnection, DatabaseTransaction, SqliteTransactionMode, TransactionOptions,
};

use super::{CONNECTIONS_MAX, LOCK_WAIT_SECONDS};
use crate::error::Result;

pub async fn connect(path: &Path) -> Result<DatabaseConnection> {
    let mut options = ConnectOptions::new(format!("sqlite://{}?mode=rwc", path.display()));
    options.max_connections(CONNECTIONS_MAX).sqlx_logging(false);
    let file = path.to_owned();
    options.map_sqlx_sqlite_opts(move |sqlite| {
        // The file name is set again here, since a path may hold what an address may not.
        sqlite
            .filename(&file)
            .create_if_missing(true)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(LOCK_WAIT_SECONDS))
            .pragma("journal_mode", "WAL")
            .pragma("synchronous", "FULL")
            .pragma("cache_size", "-16000")
            .pragma("temp_store", "MEMORY")
    });
    Ok(Database::connect(options).await?)
}

/// IMMEDIATE: a transaction that begins as a reader and turns writer loses to "database is locked".
pub fn write_options() -> TransactionOptions {
    TransactionOptions { sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate), ..Default::default() }
}

/// A write transaction is already alone on SQLite.
pub async fn lock_schema(_tx: &DatabaseTransaction) -> Result<()> {
    Ok(())
}
