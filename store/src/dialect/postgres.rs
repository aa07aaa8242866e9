//! PostgreSQL's half. It uses only features that distributed relatives of PostgreSQL have as well.

use std::time::Duration;

use futures_util::StreamExt;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, LockType, Order, Query, Table};
use sea_orm::sqlx::Connection;
use sea_orm::sqlx::postgres::{PgConnectOptions, PgConnection, PgListener};
use sea_orm::{
    AccessMode, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    IsolationLevel, QueryResult, Statement, StreamTrait, TransactionOptions, TransactionTrait, sqlx,
};

use crate::error::{Error, Result};
use crate::health::Health;
use crate::limits::{CONNECTION_WAIT, CONNECTIONS_MAX};
use crate::outage::Outage;
use crate::shape::{self, Cell, CellKind, TableShape};
use crate::source::Reads;
use crate::writing::Writing;

pub async fn connect(address: &str, health: &Health) -> Result<DatabaseConnection> {
    let mut options = match compresses_with_lz4(address).await? {
        true => {
            options(address, &[SYNCHRONOUS_COMMIT, LOCK_TIMEOUT, IDLE_TIMEOUT, ("default_toast_compression", "lz4")])
        }
        false => options(address, &[SYNCHRONOUS_COMMIT, LOCK_TIMEOUT, IDLE_TIMEOUT]),
    };
    let health = health.clone();
    options.map_sqlx_postgres_pool_opts(move |pool| {
        let (taken, given_back) = (health.clone(), health.clone());
        pool.before_acquire(move |_, state| {
            let is_good = taken.trusts(state.age);
            // An error closes the connection without a farewell: a server that does not answer would not read it.
            Box::pin(async move { if is_good { Ok(true) } else { Err(sqlx::Error::WorkerCrashed) } })
        })
        .after_release(move |_, state| {
            let is_good = given_back.trusts(state.age);
            Box::pin(async move { if is_good { Ok(true) } else { Err(sqlx::Error::WorkerCrashed) } })
        })
    });
    let db = Database::connect(options).await?;
    // Only the first node finds the table missing. Two may try at the same time; the second gets an error that the
    // table exists.
    if let Err(raced) = db.execute_unprepared("CREATE TABLE IF NOT EXISTS schema_lock (id INTEGER PRIMARY KEY)").await {
        db.execute_unprepared("SELECT 1 FROM schema_lock LIMIT 1").await.map_err(|_| raced)?;
    }
    db.execute_unprepared("INSERT INTO schema_lock (id) VALUES (1) ON CONFLICT DO NOTHING").await?;
    Ok(db)
}

/// A committed transaction is on disk, whatever the server's own setting.
const SYNCHRONOUS_COMMIT: (&str, &str) = ("synchronous_commit", "on");
/// A person waits for the write: it gives up after this time waiting for a lock.
const LOCK_TIMEOUT: (&str, &str) = ("lock_timeout", "2s");
/// Ends the transaction of a frozen node, because others wait for its locks.
const IDLE_TIMEOUT: (&str, &str) = ("idle_in_transaction_session_timeout", "60s");

fn options(address: &str, settings: &'static [(&'static str, &'static str)]) -> ConnectOptions {
    let mut options = ConnectOptions::new(address);
    options.max_connections(CONNECTIONS_MAX).acquire_timeout(CONNECTION_WAIT).sqlx_logging(false);
    options.map_sqlx_postgres_opts(|postgres| postgres.application_name("matbaa").options(settings.iter().copied()));
    options
}

/// Whether this server compresses long texts with LZ4, which is cheaper than the default (PostgreSQL 14 built with it;
/// distributed relatives do not know the setting).
async fn compresses_with_lz4(address: &str) -> Result<bool> {
    let mut one = options(address, &[SYNCHRONOUS_COMMIT]);
    one.max_connections(1);
    let db = Database::connect(one).await?;
    let known = "SELECT 1 FROM pg_settings WHERE name = 'default_toast_compression' AND 'lz4' = ANY (enumvals)";
    let packs =
        db.query_one_raw(Statement::from_string(DbBackend::Postgres, known)).await.is_ok_and(|row| row.is_some());
    db.close().await?;
    Ok(packs)
}

/// Read committed, PostgreSQL's default: rows that matter are locked explicitly.
pub fn write_options() -> TransactionOptions {
    TransactionOptions::default()
}

/// Uses the sequence of the table's id; numbers may have gaps.
pub async fn reserve_ids(tx: &Writing, table: &'static str, count: usize) -> Result<Vec<i64>> {
    // The subquery looks the sequence up once instead of once for each number.
    let sql = "SELECT nextval((SELECT pg_get_serial_sequence($1, 'id')::regclass)) AS id FROM generate_series(1, $2)";
    let count = i64::try_from(count).map_err(Error::damaged)?;
    let query = Statement::from_sql_and_values(DbBackend::Postgres, sql, [table.into(), count.into()]);
    let rows = tx.query_all_raw(query).await?;
    rows.iter().map(|row| Ok(row.try_get("", "id")?)).collect()
}

/// One lookup for each key. With a list of keys and no statistics yet, PostgreSQL reads every row of the owner and
/// compares each with the whole list. The LIMIT keeps the planner from turning the lookups into one join again.
pub async fn rows_by_keys(
    tx: &Writing,
    table: &'static str,
    columns: &[&'static str],
    owner: (&'static str, &str),
    key: &'static str,
    keys: &[&str],
) -> Result<Vec<QueryResult>> {
    let (columns, owner_column) = (columns.join(", "), owner.0);
    let sql = format!(
        "SELECT found.* FROM json_array_elements_text($2::json) AS wanted(key) CROSS JOIN LATERAL (\
         SELECT {columns} FROM {table} WHERE {owner_column} = $1 AND {key} = wanted.key LIMIT 1) AS found"
    );
    let wanted = serde_json::to_string(keys).map_err(Error::damaged)?;
    let query = Statement::from_sql_and_values(DbBackend::Postgres, sql, [owner.1.into(), wanted.into()]);
    Ok(tx.query_all_raw(query).await?)
}

/// The lookup of known rows is planned once, possibly while the table is empty and a sequential scan looks cheap; that
/// plan would be kept while the table grows. Until the end of the transaction the index is used.
pub async fn ready_for_bulk(tx: &Writing) -> Result<()> {
    tx.execute_unprepared("SET LOCAL enable_seqscan = off").await?;
    Ok(())
}

/// Locks a row instead of taking an advisory lock, because distributed relatives support row locks only.
pub async fn lock_schema(tx: &Writing) -> Result<()> {
    // The migration of a large paper may take long.
    tx.execute_unprepared("SET LOCAL lock_timeout = 0").await?;
    tx.execute_unprepared("SELECT id FROM schema_lock WHERE id = 1 FOR UPDATE").await?;
    Ok(())
}

/// Half of PostgreSQL's default `deadlock_timeout` of one second: this transaction gives up before a victim is chosen.
pub async fn yield_on_deadlock(tx: &Writing) -> Result<()> {
    tx.execute_unprepared("SET LOCAL lock_timeout = '500ms'").await?;
    Ok(())
}

pub async fn lock_rows_shared(tx: &Writing, table: &'static str, ids: &[i64]) -> Result<()> {
    let share = Query::select()
        .column("id")
        .from(table)
        .and_where(Expr::col("id").is_in(ids.iter().copied()))
        .lock(LockType::Share)
        .to_owned();
    tx.query_all(&share).await?;
    Ok(())
}

pub async fn lock_row(tx: &Writing, table: &'static str, id: i64) -> Result<()> {
    let lock =
        Query::select().column("id").from(table).and_where(Expr::col("id").eq(id)).lock(LockType::Update).to_owned();
    tx.query_one(&lock).await?;
    Ok(())
}

pub fn reads(db: &DatabaseConnection, health: &Health) -> Reads {
    Reads::pooled(db.clone(), health.clone())
}

/// How often the server is pinged.
const PING_EVERY: Duration = Duration::from_millis(200);
/// How long the answer may take: readers must be answered within a second, from memory if need be.
const PING_TIMEOUT: Duration = Duration::from_millis(500);

/// Pings the server repeatedly, on a connection of its own.
pub async fn watch(db: &DatabaseConnection, health: &Health) -> std::convert::Infallible {
    let options = db.get_postgres_connection_pool().connect_options();
    let mut kept: Option<PgConnection> = None;
    loop {
        let was_kept = kept.is_some();
        let ping = ping(&options, kept.take(), health);
        match tokio::time::timeout(PING_TIMEOUT, ping).await {
            Ok(Ok(connection)) => {
                health.answers();
                kept = Some(connection);
            }
            // The server may have closed this one connection only.
            Ok(Err(_)) if was_kept => continue,
            Ok(Err(error)) => health.away(&error.to_string()),
            // Under load one query may wait; a server that answers others is not away.
            Err(_) if health.answered_within(PING_TIMEOUT) => {}
            Err(_) => health.away("no answer in time"),
        }
        tokio::time::sleep(PING_EVERY).await;
    }
}

async fn ping(options: &PgConnectOptions, kept: Option<PgConnection>, health: &Health) -> sqlx::Result<PgConnection> {
    let mut connection = match kept {
        Some(connection) => connection,
        None => PgConnection::connect_with(options).await?,
    };
    // If the server's disk was full, only a write shows whether it still is.
    let asked = match health.outage() {
        Some(Outage::Full | Outage::ReadOnly) => "UPDATE schema_lock SET id = id WHERE id = 1",
        _ => "SELECT 1",
    };
    match sqlx::Executor::execute(&mut connection, asked).await {
        Ok(_) if asked.starts_with("UPDATE") => health.wrote(),
        Err(sqlx::Error::Database(still)) if asked.starts_with("UPDATE") => tracing::debug!(%still, "no write yet"),
        Err(error) => return Err(error),
        Ok(_) => {}
    }
    Ok(connection)
}

/// The channel that announces lines of the publication log.
const CHANNEL: &str = "matbaa_log";

/// Delivered at the commit, or not at all.
pub async fn notify_line(tx: &Writing, seq: i64) -> Result<()> {
    let values = [CHANNEL.into(), seq.to_string().into()];
    let tell = Statement::from_sql_and_values(DbBackend::Postgres, "SELECT pg_notify($1, $2)", values);
    tx.execute_raw(tell).await?;
    Ok(())
}

/// The channel that announces any write.
const STIR_CHANNEL: &str = "matbaa_stir";

/// Delivered at the commit, or not at all.
pub async fn notify_write(tx: &Writing) -> Result<()> {
    let tell = Statement::from_sql_and_values(DbBackend::Postgres, "SELECT pg_notify($1, '')", [STIR_CHANNEL.into()]);
    tx.execute_raw(tell).await?;
    Ok(())
}

pub async fn tables<C: ConnectionTrait>(db: &C) -> Result<Vec<TableShape>> {
    let sql = "SELECT c.table_name::text AS table_name, c.column_name::text AS column_name, c.data_type::text AS kind, \
               COALESCE(k.ordinal_position, 0)::bigint AS place FROM information_schema.columns AS c \
               JOIN information_schema.tables AS t ON t.table_schema = c.table_schema AND t.table_name = c.table_name \
               AND t.table_type = 'BASE TABLE' \
               LEFT JOIN (SELECT u.table_name, u.column_name, u.ordinal_position FROM information_schema.key_column_usage AS u \
               JOIN information_schema.table_constraints AS p ON p.constraint_schema = u.constraint_schema \
               AND p.constraint_name = u.constraint_name AND p.table_name = u.table_name \
               WHERE p.constraint_type = 'PRIMARY KEY' AND u.table_schema = current_schema()) AS k \
               ON k.table_name = c.table_name AND k.column_name = c.column_name \
               WHERE c.table_schema = current_schema() ORDER BY c.table_name, c.ordinal_position";
    let columns = db.query_all_raw(Statement::from_string(DbBackend::Postgres, sql)).await?;
    let sql = "SELECT DISTINCT f.table_name::text AS table_name, r.table_name::text AS parent \
               FROM information_schema.table_constraints AS f \
               JOIN information_schema.constraint_column_usage AS r ON r.constraint_schema = f.constraint_schema \
               AND r.constraint_name = f.constraint_name \
               WHERE f.constraint_type = 'FOREIGN KEY' AND f.table_schema = current_schema() AND f.table_name <> r.table_name";
    let parents = db.query_all_raw(Statement::from_string(DbBackend::Postgres, sql)).await?;
    shape::shapes(&columns, &parents, kind_of)
}

fn kind_of(declared: &str) -> Option<CellKind> {
    Some(match declared {
        "boolean" => CellKind::Bool,
        "bigint" | "integer" | "smallint" => CellKind::Int,
        "double precision" | "real" => CellKind::Real,
        "text" | "character varying" | "character" => CellKind::Text,
        "bytea" => CellKind::Bytes,
        _ => return None,
    })
}

/// Tables are loaded parents first; nothing is needed.
pub async fn ready_for_restore(_tx: &Writing) -> Result<()> {
    Ok(())
}

/// The counter is a sequence. Inserting rows with explicit ids does not advance it.
pub async fn set_last_id(tx: &Writing, table: &str, last: i64) -> Result<()> {
    let largest = Query::select().expr_as(Func::max(Expr::col("id")), "id").from(Alias::new(table)).to_owned();
    let largest: Option<i64> = match tx.query_one(&largest).await? {
        Some(row) => row.try_get("", "id")?,
        None => None,
    };
    let last = [last, largest.unwrap_or(0), 1].into_iter().fold(1, std::cmp::max);
    let sql = "SELECT setval(pg_get_serial_sequence($1, 'id'), $2)";
    tx.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, [table.into(), last.into()])).await?;
    Ok(())
}

/// Drops the table that [`connect`] makes, if it is the only one.
pub async fn drop_lock_table(db: &DatabaseConnection) -> Result<()> {
    if tables(db).await?.iter().all(|table| table.name == "schema_lock") {
        db.execute_unprepared("DROP TABLE IF EXISTS schema_lock").await?;
    }
    Ok(())
}

pub async fn drop_restored(db: &DatabaseConnection) -> Result<()> {
    let mut drop = Table::drop();
    for table in tables(db).await? {
        drop.table(Alias::new(table.name));
    }
    db.execute(&drop.if_exists().cascade().to_owned()).await?;
    Ok(())
}

/// A read-only transaction. Its first query takes the snapshot.
pub struct DatabaseSnapshot(DatabaseTransaction);

impl DatabaseSnapshot {
    pub async fn open(db: &DatabaseConnection) -> Result<Self> {
        let (isolation, access) = (IsolationLevel::RepeatableRead, AccessMode::ReadOnly);
        let tx = db.begin_with_config(Some(isolation), Some(access)).await?;
        tx.execute_unprepared("SELECT 1").await?;
        Ok(Self(tx))
    }

    pub async fn each_row(&self, table: &TableShape, see: &mut dyn FnMut(&[Cell]) -> Result<()>) -> Result<()> {
        let mut query = Query::select().from(Alias::new(table.name.as_str())).to_owned();
        for (column, kind) in &table.columns {
            let column = Expr::col(Alias::new(column.as_str()));
            // Smaller number types are cast to the one type of their kind.
            query.expr(match kind {
                CellKind::Int => column.cast_as("bigint"),
                CellKind::Real => column.cast_as("double precision"),
                CellKind::Text => column.cast_as("text"),
                CellKind::Bool | CellKind::Bytes => column,
            });
        }
        for column in &table.key {
            let key = Expr::col(Alias::new(column.as_str()));
            let by_bytes = table.kind(column) == Some(CellKind::Text);
            let key = if by_bytes { Expr::cust_with_expr("$1 COLLATE \"C\"", key) } else { key };
            query.order_by_expr(key, Order::Asc);
        }
        let kinds = table.kinds();
        let mut rows = self.0.stream(&query).await?;
        let mut cells = Vec::with_capacity(kinds.len());
        while let Some(row) = rows.next().await {
            let row = row?;
            cells.clear();
            for (index, kind) in kinds.iter().enumerate() {
                let cell = match kind {
                    CellKind::Int => row.try_get_by_index::<Option<i64>>(index)?.map(Cell::Int),
                    CellKind::Real => row.try_get_by_index::<Option<f64>>(index)?.map(Cell::Real),
                    CellKind::Bool => row.try_get_by_index::<Option<bool>>(index)?.map(Cell::Bool),
                    CellKind::Text => row.try_get_by_index::<Option<String>>(index)?.map(Cell::Text),
                    CellKind::Bytes => row.try_get_by_index::<Option<Vec<u8>>>(index)?.map(Cell::Bytes),
                };
                cells.push(cell.unwrap_or(Cell::Null));
            }
            see(&cells)?;
        }
        Ok(())
    }

    pub async fn last_id(&self, table: &str) -> Result<Option<i64>> {
        let sql = "SELECT pg_get_serial_sequence($1, 'id') AS name FROM information_schema.columns \
                   WHERE table_schema = current_schema() AND table_name = $1 AND column_name = 'id'";
        let query = Statement::from_sql_and_values(DbBackend::Postgres, sql, [table.into()]);
        let name: Option<String> = match self.0.query_one_raw(query).await? {
            Some(row) => row.try_get("", "name")?,
            None => None,
        };
        let Some(name) = name else { return Ok(None) };
        // The name comes from the server, already quoted if necessary.
        let sql = format!("SELECT last_value FROM {name} WHERE is_called");
        let last = self.0.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await?;
        last.map(|row| Ok(row.try_get("", "last_value")?)).transpose()
    }

    pub async fn end(self) -> Result<()> {
        Ok(self.0.rollback().await?)
    }
}

/// How often the log is read without a notification: after a lost connection, or if the server has no LISTEN.
const POLL_EVERY: Duration = Duration::from_secs(1);

/// Listens for notifications, and reads the log from time to time because a notification may be lost with its
/// connection.
pub struct Listener(PgListener);

impl Listener {
    pub async fn open(db: &DatabaseConnection) -> Result<Self> {
        let mut listener = PgListener::connect_with(db.get_postgres_connection_pool()).await.map_err(away)?;
        listener.listen_all([CHANNEL, STIR_CHANNEL]).await.map_err(away)?;
        Ok(Self(listener))
    }

    pub async fn wait(&mut self) -> Result<bool> {
        match tokio::time::timeout(POLL_EVERY, self.0.recv()).await {
            Ok(Err(lost)) => Err(away(lost)),
            Ok(Ok(_)) => Ok(true),
            Err(_) => Ok(false),
        }
    }
}

fn away(error: sea_orm::sqlx::Error) -> Error {
    sea_orm::DbErr::Conn(sea_orm::RuntimeErr::SqlxError(error.into())).into()
}
