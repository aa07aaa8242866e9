//! SQLite's half: one file, WAL, full synchronisation, one writer at a time.

use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::types::Value;
use sea_orm::sea_query;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::sqlx::ConnectOptions;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, QueryResult, SqliteTransactionMode, SqlxSqliteConnector, Statement,
    TransactionOptions, sqlx,
};

use crate::error::{Error, Result};
use crate::health::Health;
use crate::limits::{CONNECTION_WAIT, CONNECTIONS_MAX, LOCK_WAIT};
use crate::reader::{InThread, Reader, data_version};
use crate::shape::{self, Cell, CellKind, TableShape};
use crate::source::Reads;
use crate::writing::Writing;

/// Connections are opened on demand, so that a paper on a read-only disk can still be read.
pub fn connect(path: &Path, health: &Health) -> DatabaseConnection {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .foreign_keys(true)
        .busy_timeout(LOCK_WAIT)
        .pragma("journal_mode", "WAL")
        .pragma("synchronous", "FULL")
        .pragma("cache_size", "-16000")
        .pragma("temp_store", "MEMORY")
        .disable_statement_logging();
    let (taken, given_back) = (health.clone(), health.clone());
    let pool = SqlitePoolOptions::new()
        .max_connections(CONNECTIONS_MAX)
        .acquire_timeout(CONNECTION_WAIT + LOCK_WAIT)
        .before_acquire(move |connection, state| {
            let is_good = !sqlx::Connection::is_in_transaction(connection) && taken.trusts(state.age);
            Box::pin(async move { Ok(is_good) })
        })
        .after_release(move |_, state| {
            let is_good = given_back.trusts(state.age) && given_back.keeps_connections();
            Box::pin(async move { Ok(is_good) })
        })
        .connect_lazy_with(options);
    SqlxSqliteConnector::from_sqlx_sqlite_pool(pool)
}

/// IMMEDIATE: a transaction that starts as a reader and becomes a writer may fail with "database is locked".
pub fn write_options() -> TransactionOptions {
    TransactionOptions { sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate), ..Default::default() }
}

/// The next values of the table's id counter. Nobody else writes during this transaction, and inserting rows with these
/// ids advances the counter.
pub async fn reserve_ids(tx: &Writing, table: &'static str, count: usize) -> Result<Vec<i64>> {
    let query = Query::select().column("seq").from("sqlite_sequence").and_where(Expr::col("name").eq(table)).to_owned();
    let last: i64 = match tx.query_one(&query).await? {
        Some(row) => row.try_get("", "seq")?,
        None => 0,
    };
    Ok((last + 1..).take(count).collect())
}

pub async fn rows_by_keys(
    tx: &Writing,
    table: &'static str,
    columns: &[&'static str],
    owner: (&'static str, &str),
    key: &'static str,
    keys: &[&str],
) -> Result<Vec<QueryResult>> {
    let query = Query::select()
        .columns(columns.iter().copied())
        .from(table)
        .and_where(Expr::col(owner.0).eq(owner.1))
        .and_where(Expr::col(key).is_in(keys.iter().copied()))
        .to_owned();
    Ok(tx.query_all(&query).await?)
}

/// Page cache of a bulk load, in KiB: holds the indexes with random keys of a million rows.
const BULK_CACHE_KIB: u32 = 96 * 1024;
/// Pages of 4 KiB in the write-ahead log before a checkpoint: several batches at once.
const BULK_CHECKPOINT_PAGES: u32 = 16_000;

pub async fn ready_for_bulk(tx: &Writing) -> Result<()> {
    tx.execute_unprepared(&format!("PRAGMA cache_size = -{BULK_CACHE_KIB}")).await?;
    tx.execute_unprepared(&format!("PRAGMA wal_autocheckpoint = {BULK_CHECKPOINT_PAGES}")).await?;
    Ok(())
}

/// A write transaction on SQLite has no competitors.
pub async fn lock_schema(_tx: &Writing) -> Result<()> {
    Ok(())
}

/// A write transaction on SQLite waits for nobody once it has begun.
pub async fn yield_on_deadlock(_tx: &Writing) -> Result<()> {
    Ok(())
}

/// A write transaction on SQLite has no competitors.
pub async fn lock_row(_tx: &Writing, _table: &'static str, _id: i64) -> Result<()> {
    Ok(())
}

/// A write transaction on SQLite has no competitors.
pub async fn lock_rows_shared(_tx: &Writing, _table: &'static str, _ids: &[i64]) -> Result<()> {
    Ok(())
}

pub fn reads(path: &Path, health: &Health) -> Reads {
    let (idle, closed) = (Mutex::default(), AtomicBool::new(false));
    Reads::in_thread(InThread { file: path.to_owned(), idle, closed, health: health.clone() }, health.clone())
}

/// How often a disk that is full or read-only is checked.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// The file is on this machine, so the only thing to watch is whether it can be written again.
pub async fn watch(health: &Health) -> std::convert::Infallible {
    loop {
        if health.outage().is_none() {
            health.changed_from(None).await;
        }
        health.check_again();
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

/// Nothing to do: other processes poll `data_version`.
pub async fn notify_line(_tx: &Writing, _seq: i64) -> Result<()> {
    Ok(())
}

/// Nothing to do here either.
pub async fn notify_write(_tx: &Writing) -> Result<()> {
    Ok(())
}

pub async fn tables<C: ConnectionTrait>(db: &C) -> Result<Vec<TableShape>> {
    let sql = "SELECT m.name AS table_name, c.name AS column_name, c.type AS kind, c.pk AS place FROM sqlite_master AS m \
               JOIN pragma_table_info(m.name) AS c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' \
               ORDER BY m.name, c.cid";
    let columns = db.query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await?;
    let sql = "SELECT m.name AS table_name, f.\"table\" AS parent FROM sqlite_master AS m \
               JOIN pragma_foreign_key_list(m.name) AS f WHERE m.type = 'table' AND m.name <> f.\"table\"";
    let parents = db.query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await?;
    shape::shapes(&columns, &parents, kind_of)
}

/// The kind by declared type. SQLite itself has no other types, and stores booleans as integers.
fn kind_of(declared: &str) -> Option<CellKind> {
    let declared = declared.to_ascii_lowercase();
    let is = |words: &[&str]| words.iter().any(|word| declared.starts_with(word));
    Some(match () {
        () if is(&["bool"]) => CellKind::Bool,
        () if is(&["bigint", "int", "smallint"]) => CellKind::Int,
        () if is(&["double", "real", "float"]) => CellKind::Real,
        () if is(&["text", "varchar", "char"]) => CellKind::Text,
        () if is(&["blob"]) => CellKind::Bytes,
        () => return None,
    })
}

/// Rows may come in any order; foreign keys are checked at the commit.
pub async fn ready_for_restore(tx: &Writing) -> Result<()> {
    tx.execute_unprepared("PRAGMA defer_foreign_keys = ON").await?;
    ready_for_bulk(tx).await
}

/// The counter is a row of SQLite's table `sqlite_sequence`. Rows inserted with explicit ids have advanced it already,
/// perhaps not far enough.
pub async fn set_last_id(tx: &Writing, table: &str, last: i64) -> Result<()> {
    let values = [last.into(), table.into()];
    let sql = "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?";
    let moved = tx.execute_raw(Statement::from_sql_and_values(DbBackend::Sqlite, sql, values.clone())).await?;
    if moved.rows_affected() == 0 {
        let sql = "INSERT INTO sqlite_sequence (seq, name) VALUES (?, ?)";
        tx.execute_raw(Statement::from_sql_and_values(DbBackend::Sqlite, sql, values)).await?;
    }
    Ok(())
}

/// The caller deletes the whole file.
pub async fn drop_lock_table(_db: &DatabaseConnection) -> Result<()> {
    Ok(())
}

/// The caller deletes the whole file.
pub async fn drop_restored(_db: &DatabaseConnection) -> Result<()> {
    Ok(())
}

/// A read transaction on a separate connection.
pub struct DatabaseSnapshot(Connection);

impl DatabaseSnapshot {
    pub fn open(file: &InThread) -> Result<Self> {
        let Reader { connection, .. } = file.connect()?;
        connection.execute_batch("BEGIN")?;
        // The first read takes the snapshot.
        connection.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(()))?;
        Ok(Self(connection))
    }

    pub fn each_row(&self, table: &TableShape, see: &mut dyn FnMut(&[Cell]) -> Result<()>) -> Result<()> {
        let mut query = Query::select().from(Alias::new(table.name.as_str())).to_owned();
        for (column, _) in &table.columns {
            query.column(Alias::new(column.as_str()));
        }
        for column in &table.key {
            query.order_by(Alias::new(column.as_str()), sea_query::Order::Asc);
        }
        let kinds = table.kinds();
        let mut statement = self.0.prepare(&query.to_string(sea_query::SqliteQueryBuilder))?;
        let mut rows = statement.query([])?;
        let mut cells = Vec::with_capacity(kinds.len());
        while let Some(row) = rows.next()? {
            cells.clear();
            for (index, kind) in kinds.iter().enumerate() {
                let cell = match (row.get(index)?, kind) {
                    (Value::Null, _) => Cell::Null,
                    (Value::Integer(number), CellKind::Int) => Cell::Int(number),
                    (Value::Integer(number), CellKind::Bool) => Cell::Bool(number != 0),
                    (Value::Integer(number), CellKind::Real) => Cell::Real(number as f64),
                    (Value::Real(number), CellKind::Real) => Cell::Real(number),
                    (Value::Text(text), CellKind::Text) => Cell::Text(text),
                    (Value::Blob(bytes), CellKind::Bytes) => Cell::Bytes(bytes),
                    (other, kind) => {
                        let column = &table.columns[index].0;
                        return Err(Error::damaged(format!(
                            "{}.{column} holds {:?}, not {kind:?}",
                            table.name,
                            other.data_type()
                        )));
                    }
                };
                cells.push(cell);
            }
            see(&cells)?;
        }
        Ok(())
    }

    pub fn last_id(&self, table: &str) -> Result<Option<i64>> {
        Ok(self.0.query_row("SELECT max(seq) FROM sqlite_sequence WHERE name = ?", [table], |row| row.get(0))?)
    }

    pub fn end(self) -> Result<()> {
        Ok(self.0.execute_batch("COMMIT")?)
    }
}

/// How often the file is polled for writes of other processes.
const WATCH_EVERY: Duration = Duration::from_millis(10);

/// Polls `data_version`, which changes whenever another connection commits; this reads one page of the file.
pub struct Listener {
    reads: Reads,
    /// `None` while the disk is read-only.
    open: Option<(Connection, i64)>,
}

impl Listener {
    pub fn open(reads: &Reads) -> Result<Self> {
        let mut listener = Self { reads: reads.clone(), open: None };
        listener.look()?;
        Ok(listener)
    }

    pub async fn wait(&mut self) -> Result<bool> {
        loop {
            tokio::time::sleep(WATCH_EVERY).await;
            if self.look()? {
                return Ok(true);
            }
        }
    }

    /// Whether another connection has committed since the last call.
    fn look(&mut self) -> Result<bool> {
        let Some(file) = self.reads.file().filter(|file| file.health.keeps_connections()) else {
            self.open = None;
            return Ok(false);
        };
        match &mut self.open {
            Some((connection, seen)) => {
                let now = data_version(connection)?;
                Ok(std::mem::replace(seen, now) != now)
            }
            None => {
                let Reader { connection, .. } = file.connect()?;
                let seen = data_version(&connection)?;
                self.open = Some((connection, seen));
                // Writes made before the connection was open may have been missed.
                Ok(true)
            }
        }
    }
}
