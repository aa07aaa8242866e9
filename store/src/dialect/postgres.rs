//! PostgreSQL's half, kept to what its distributed relatives understand too.

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
    let mut options = match packs_with_lz4(address).await? {
        true => options(address, &[DURABLE, PATIENT, ALIVE, ("default_toast_compression", "lz4")]),
        false => options(address, &[DURABLE, PATIENT, ALIVE]),
    };
    let health = health.clone();
    options.map_sqlx_postgres_pool_opts(move |pool| {
        let (taken, given_back) = (health.clone(), health.clone());
        pool.before_acquire(move |_, state| {
            let is_good = taken.trusts(state.age);
            // An error closes it without a word: a server that does not answer would not hear a farewell either.
            Box::pin(async move { if is_good { Ok(true) } else { Err(sqlx::Error::WorkerCrashed) } })
        })
        .after_release(move |_, state| {
            let is_good = given_back.trusts(state.age);
            Box::pin(async move { if is_good { Ok(true) } else { Err(sqlx::Error::WorkerCrashed) } })
        })
    });
    let db = Database::connect(options).await?;
    // Only the first node to arrive finds it missing; two at once may both try, and the second is told that it exists.
    if let Err(raced) = db.execute_unprepared("CREATE TABLE IF NOT EXISTS schema_lock (id INTEGER PRIMARY KEY)").await {
        db.execute_unprepared("SELECT 1 FROM schema_lock LIMIT 1").await.map_err(|_| raced)?;
    }
    db.execute_unprepared("INSERT INTO schema_lock (id) VALUES (1) ON CONFLICT DO NOTHING").await?;
    Ok(db)
}

/// What is acknowledged is on the disk, whatever the server's own setting says.
const DURABLE: (&str, &str) = ("synchronous_commit", "on");
/// Somebody sits before it: who waits longer for another's lock is told.
const PATIENT: (&str, &str) = ("lock_timeout", "2s");
/// What a frozen node holds is let go of: the others wait for its locks.
const ALIVE: (&str, &str) = ("idle_in_transaction_session_timeout", "60s");

fn options(address: &str, settings: &'static [(&'static str, &'static str)]) -> ConnectOptions {
    let mut options = ConnectOptions::new(address);
    options.max_connections(CONNECTIONS_MAX).acquire_timeout(CONNECTION_WAIT).sqlx_logging(false);
    options.map_sqlx_postgres_opts(|postgres| postgres.application_name("matbaa").options(settings.iter().copied()));
    options
}

/// Whether this server packs long texts with LZ4, which is cheaper than its usual way (PostgreSQL 14 built with it;
/// distributed relatives do not know the setting).
async fn packs_with_lz4(address: &str) -> Result<bool> {
    let mut one = options(address, &[DURABLE]);
    one.max_connections(1);
    let db = Database::connect(one).await?;
    let known = "SELECT 1 FROM pg_settings WHERE name = 'default_toast_compression' AND 'lz4' = ANY (enumvals)";
    let packs =
        db.query_one_raw(Statement::from_string(DbBackend::Postgres, known)).await.is_ok_and(|row| row.is_some());
    db.close().await?;
    Ok(packs)
}

/// Read committed, PostgreSQL's own: the rows that matter are locked by name.
pub fn write_options() -> TransactionOptions {
    TransactionOptions::default()
}

/// From the sequence behind the table's id; numbers may have gaps.
pub async fn reserve_ids(tx: &Writing, table: &'static str, count: usize) -> Result<Vec<i64>> {
    // In a question of its own the sequence is looked up once, not once a number.
    let sql = "SELECT nextval((SELECT pg_get_serial_sequence($1, 'id')::regclass)) AS id FROM generate_series(1, $2)";
    let count = i64::try_from(count).map_err(Error::damaged)?;
    let query = Statement::from_sql_and_values(DbBackend::Postgres, sql, [table.into(), count.into()]);
    let rows = tx.query_all_raw(query).await?;
    rows.iter().map(|row| Ok(row.try_get("", "id")?)).collect()
}

/// One question a key: with a list of them, and no statistics yet, PostgreSQL walks through every row of the owner and
/// holds each against the whole list. The LIMIT keeps the planner from making one join of it again.
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

/// The lookup of known rows is planned once, while the table may still be empty and reading all of it looks cheap; the
/// plan would then be kept while the table grows. Until the end of the transaction it takes the index.
pub async fn ready_for_bulk(tx: &Writing) -> Result<()> {
    tx.execute_unprepared("SET LOCAL enable_seqscan = off").await?;
    Ok(())
}

/// A row, not an advisory lock: distributed relatives know rows only.
pub async fn lock_schema(tx: &Writing) -> Result<()> {
    // A migration of a large paper takes its time.
    tx.execute_unprepared("SET LOCAL lock_timeout = 0").await?;
    tx.execute_unprepared("SELECT id FROM schema_lock WHERE id = 1 FOR UPDATE").await?;
    Ok(())
}

/// Half of PostgreSQL's second of patience with deadlocks: whoever gives way is gone before a victim is chosen.
pub async fn give_way(tx: &Writing) -> Result<()> {
    tx.execute_unprepared("SET LOCAL lock_timeout = '500ms'").await?;
    Ok(())
}

pub async fn share_rows(tx: &Writing, table: &'static str, ids: &[i64]) -> Result<()> {
    let share = Query::select()
        .column("id")
        .from(table)
        .and_where(Expr::col("id").is_in(ids.iter().copied()))
        .lock(LockType::Share)
        .to_owned();
    tx.query_all(&share).await?;
    Ok(())
}

pub async fn hold_row(tx: &Writing, table: &'static str, id: i64) -> Result<()> {
    let lock =
        Query::select().column("id").from(table).and_where(Expr::col("id").eq(id)).lock(LockType::Update).to_owned();
    tx.query_one(&lock).await?;
    Ok(())
}

pub fn reads(db: &DatabaseConnection, health: &Health) -> Reads {
    Reads::pooled(db.clone(), health.clone())
}

/// How often the server is asked whether it is there.
const BEAT: Duration = Duration::from_millis(200);
/// How long it may take to say so: readers are to be answered within a second, from memory if need be.
const BEAT_ANSWERED_WITHIN: Duration = Duration::from_millis(500);

/// Asks the server again and again, on a connection of its own, whether it is there.
pub async fn watch(db: &DatabaseConnection, health: &Health) -> std::convert::Infallible {
    let options = db.get_postgres_connection_pool().connect_options();
    let mut kept: Option<PgConnection> = None;
    loop {
        let was_kept = kept.is_some();
        let beat = beat(&options, kept.take(), health);
        match tokio::time::timeout(BEAT_ANSWERED_WITHIN, beat).await {
            Ok(Ok(connection)) => {
                health.answers();
                kept = Some(connection);
            }
            // The server may have closed this one connection.
            Ok(Err(_)) if was_kept => continue,
            Ok(Err(error)) => health.away(&error.to_string()),
            // A machine under load may keep one question waiting; a server that answers others is there.
            Err(_) if health.answered_within(BEAT_ANSWERED_WITHIN) => {}
            Err(_) => health.away("no answer in time"),
        }
        tokio::time::sleep(BEAT).await;
    }
}

async fn beat(options: &PgConnectOptions, kept: Option<PgConnection>, health: &Health) -> sqlx::Result<PgConnection> {
    let mut connection = match kept {
        Some(connection) => connection,
        None => PgConnection::connect_with(options).await?,
    };
    // A server whose disk was full says with the next write whether it still is.
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

/// The channel on which nodes hear of the log.
const CHANNEL: &str = "matbaa_log";

/// Delivered with the commit, or not at all.
pub async fn notify(tx: &Writing, seq: i64) -> Result<()> {
    let values = [CHANNEL.into(), seq.to_string().into()];
    let tell = Statement::from_sql_and_values(DbBackend::Postgres, "SELECT pg_notify($1, $2)", values);
    tx.execute_raw(tell).await?;
    Ok(())
}

/// The channel on which nodes hear that something was written.
const STIR_CHANNEL: &str = "matbaa_stir";

/// Delivered with the commit, or not at all.
pub async fn tell(tx: &Writing) -> Result<()> {
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

/// Tables come with those they refer to first; nothing is needed.
pub async fn ready_for_restore(_tx: &Writing) -> Result<()> {
    Ok(())
}

/// The counter is a sequence; rows written with their ids have not moved it.
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

/// The table that [`connect`] makes, where it is the only one.
pub async fn leave_empty(db: &DatabaseConnection) -> Result<()> {
    if tables(db).await?.iter().all(|table| table.name == "schema_lock") {
        db.execute_unprepared("DROP TABLE IF EXISTS schema_lock").await?;
    }
    Ok(())
}

pub async fn take_back(db: &DatabaseConnection) -> Result<()> {
    let mut drop = Table::drop();
    for table in tables(db).await? {
        drop.table(Alias::new(table.name));
    }
    db.execute(&drop.if_exists().cascade().to_owned()).await?;
    Ok(())
}

/// A read-only transaction whose first look at the database is the instant.
pub struct Frozen(DatabaseTransaction);

impl Frozen {
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
            // Smaller numbers are read as the one kind there is.
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
        // The server itself gave the name, quoted where it must be.
        let sql = format!("SELECT last_value FROM {name} WHERE is_called");
        let last = self.0.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await?;
        last.map(|row| Ok(row.try_get("", "last_value")?)).transpose()
    }

    pub async fn end(self) -> Result<()> {
        Ok(self.0.rollback().await?)
    }
}

/// How often the log is looked at where no word came: after a lost connection, or where there is no LISTEN.
const POLL_EVERY: Duration = Duration::from_secs(1);

/// Listens, and looks by itself now and then, since a word may be lost with the connection that carried it.
pub struct Ear(PgListener);

impl Ear {
    pub async fn open(db: &DatabaseConnection) -> Result<Self> {
        let mut listener = PgListener::connect_with(db.get_postgres_connection_pool()).await.map_err(away)?;
        listener.listen_all([CHANNEL, STIR_CHANNEL]).await.map_err(away)?;
        Ok(Self(listener))
    }

    pub async fn word(&mut self) -> Result<bool> {
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
