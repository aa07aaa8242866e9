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

/// Connections are opened when they are needed: a paper whose disk takes no writes can still be read.
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

/// IMMEDIATE: a transaction that begins as a reader and turns writer loses to "database is locked".
pub fn write_options() -> TransactionOptions {
    TransactionOptions { sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate), ..Default::default() }
}

/// The next numbers of the table's own counter: nobody else writes during this transaction, and rows written with them
/// move the counter on.
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

/// Pages of the database kept in memory while loading, in KiB: the indexes with random keys of a million rows.
const BULK_CACHE_KIB: u32 = 96 * 1024;
/// Pages of 4 KiB in the write-ahead log before it is copied into the database: several batches together.
const BULK_CHECKPOINT_PAGES: u32 = 16_000;

pub async fn ready_for_bulk(tx: &Writing) -> Result<()> {
    tx.execute_unprepared(&format!("PRAGMA cache_size = -{BULK_CACHE_KIB}")).await?;
    tx.execute_unprepared(&format!("PRAGMA wal_autocheckpoint = {BULK_CHECKPOINT_PAGES}")).await?;
    Ok(())
}

/// A write transaction is already alone on SQLite.
pub async fn lock_schema(_tx: &Writing) -> Result<()> {
    Ok(())
}

/// A write transaction on SQLite waits for nobody once it has begun.
pub async fn give_way(_tx: &Writing) -> Result<()> {
    Ok(())
}

/// A write transaction is already alone on SQLite.
pub async fn hold_row(_tx: &Writing, _table: &'static str, _id: i64) -> Result<()> {
    Ok(())
}

/// A write transaction is already alone on SQLite.
pub async fn share_rows(_tx: &Writing, _table: &'static str, _ids: &[i64]) -> Result<()> {
    Ok(())
}

pub fn reads(path: &Path, health: &Health) -> Reads {
    let (idle, closed) = (Mutex::default(), AtomicBool::new(false));
    Reads::in_thread(InThread { file: path.to_owned(), idle, closed, health: health.clone() }, health.clone())
}

/// How often a disk that is full or takes no writes is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// The file is on this machine: what there is to watch is whether it can be written again.
pub async fn watch(health: &Health) -> std::convert::Infallible {
    loop {
        if health.outage().is_none() {
            health.changed_from(None).await;
        }
        health.look_again();
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

/// Nothing to say: other processes look at `data_version`.
pub async fn notify(_tx: &Writing, _seq: i64) -> Result<()> {
    Ok(())
}

/// Nothing to say here either.
pub async fn tell(_tx: &Writing) -> Result<()> {
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

/// By the declared type: SQLite itself has no others than these and keeps flags as numbers.
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

/// Rows may come in any order; the references are looked at when it ends.
pub async fn ready_for_restore(tx: &Writing) -> Result<()> {
    tx.execute_unprepared("PRAGMA defer_foreign_keys = ON").await?;
    ready_for_bulk(tx).await
}

/// The counter is a row of a table of SQLite's own; rows written with their ids have moved it already, perhaps not as far.
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

/// The file goes as a whole.
pub async fn leave_empty(_db: &DatabaseConnection) -> Result<()> {
    Ok(())
}

/// The file goes as a whole.
pub async fn take_back(_db: &DatabaseConnection) -> Result<()> {
    Ok(())
}

/// A read transaction on a connection of its own.
pub struct Frozen(Connection);

impl Frozen {
    pub fn open(file: &InThread) -> Result<Self> {
        let Reader { connection, .. } = file.connect()?;
        connection.execute_batch("BEGIN")?;
        // The first look at the file is the instant.
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

/// How often the file is looked at for what other processes wrote.
const WATCH_EVERY: Duration = Duration::from_millis(10);

/// `data_version` changes whenever another connection has committed: one page of the file is looked at.
pub struct Ear {
    reads: Reads,
    /// None while the disk takes no writes.
    open: Option<(Connection, i64)>,
}

impl Ear {
    pub fn open(reads: &Reads) -> Result<Self> {
        let mut ear = Self { reads: reads.clone(), open: None };
        ear.look()?;
        Ok(ear)
    }

    pub async fn word(&mut self) -> Result<bool> {
        loop {
            tokio::time::sleep(WATCH_EVERY).await;
            if self.look()? {
                return Ok(true);
            }
        }
    }

    /// Whether another connection has committed since the last look.
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
                // What was written while nobody listened may have been missed.
                Ok(true)
            }
        }
    }
}
