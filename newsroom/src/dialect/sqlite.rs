//! SQLite's half: one file, WAL, full synchronisation, one writer at a time.

use std::path::Path;
use std::time::Duration;

use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, SqliteTransactionMode,
    TransactionOptions,
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

/// The next numbers of the table's own counter: nobody else writes during this transaction, and rows written with them
/// move the counter on.
pub async fn reserve_ids(tx: &DatabaseTransaction, table: &'static str, count: usize) -> Result<Vec<i64>> {
    let query = Query::select().column("seq").from("sqlite_sequence").and_where(Expr::col("name").eq(table)).to_owned();
    let last: i64 = match tx.query_one(&query).await? {
        Some(row) => row.try_get("", "seq")?,
        None => 0,
    };
    Ok((last + 1..).take(count).collect())
}

/// Pages of the database kept in memory while loading, in KiB: the indexes with random keys of a million stories.
const BULK_CACHE_KIB: u32 = 96 * 1024;
/// Pages of 4 KiB in the write-ahead log before it is copied into the database: several batches together.
const BULK_CHECKPOINT_PAGES: u32 = 16_000;

pub async fn widen_for_bulk(tx: &DatabaseTransaction) -> Result<()> {
    tx.execute_unprepared(&format!("PRAGMA cache_size = -{BULK_CACHE_KIB}")).await?;
    tx.execute_unprepared(&format!("PRAGMA wal_autocheckpoint = {BULK_CHECKPOINT_PAGES}")).await?;
    Ok(())
}

/// A write transaction is already alone on SQLite.
pub async fn lock_schema(_tx: &DatabaseTransaction) -> Result<()> {
    Ok(())
}
