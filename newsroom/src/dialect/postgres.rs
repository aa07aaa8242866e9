//! PostgreSQL's half, kept to what its distributed relatives understand too.

use std::time::Duration;

use sea_orm::sea_query::{Expr, ExprTrait, LockType, Query};
use sea_orm::sqlx::postgres::PgListener;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, QueryResult,
    Statement, TransactionOptions,
};

use super::{CONNECTIONS_MAX, LOCK_WAIT_SECONDS};
use crate::error::{Error, Result};
use crate::source::Reads;

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

/// From the sequence behind the table's id; numbers may have gaps.
pub async fn reserve_ids(tx: &DatabaseTransaction, table: &'static str, count: usize) -> Result<Vec<i64>> {
    let sql = "SELECT nextval(pg_get_serial_sequence($1, 'id')) AS id FROM generate_series(1, $2)";
    let count = i64::try_from(count).map_err(Error::damaged)?;
    let query = Statement::from_sql_and_values(DbBackend::Postgres, sql, [table.into(), count.into()]);
    let rows = tx.query_all_raw(query).await?;
    rows.iter().map(|row| Ok(row.try_get("", "id")?)).collect()
}

/// One question an id: with a list of them, and no statistics yet, PostgreSQL walks through every story of the source and
/// holds each against the whole list. The LIMIT keeps the planner from making one join of it again.
pub async fn known_stories(tx: &DatabaseTransaction, source: &str, external_ids: &[&str]) -> Result<Vec<QueryResult>> {
    let sql = "SELECT found.* FROM json_array_elements_text($2::json) AS wanted(external_id) CROSS JOIN LATERAL (\
               SELECT id, external_id, origin_digest, live FROM stories \
               WHERE source = $1 AND external_id = wanted.external_id LIMIT 1) AS found";
    let wanted = serde_json::to_string(external_ids).map_err(Error::damaged)?;
    let query = Statement::from_sql_and_values(DbBackend::Postgres, sql, [source.into(), wanted.into()]);
    Ok(tx.query_all_raw(query).await?)
}

/// The lookup of known stories is planned once, while the table may still be empty and reading all of it looks cheap; the
/// plan would then be kept while the table grows. Until the end of the transaction it takes the index.
pub async fn ready_for_bulk(tx: &DatabaseTransaction) -> Result<()> {
    tx.execute_unprepared("SET LOCAL enable_seqscan = off").await?;
    Ok(())
}

/// A row, not an advisory lock: distributed relatives know rows only.
pub async fn lock_schema(tx: &DatabaseTransaction) -> Result<()> {
    tx.execute_unprepared("SELECT id FROM schema_lock WHERE id = 1 FOR UPDATE").await?;
    Ok(())
}

/// Half of PostgreSQL's second of patience with deadlocks: whoever gives way is gone before a victim is chosen.
pub async fn give_way(tx: &DatabaseTransaction) -> Result<()> {
    tx.execute_unprepared("SET LOCAL lock_timeout = '500ms'").await?;
    Ok(())
}

pub async fn hold_story(tx: &DatabaseTransaction, id: i64) -> Result<()> {
    let lock = Query::select()
        .column("id")
        .from("stories")
        .and_where(Expr::col("id").eq(id))
        .lock(LockType::Update)
        .to_owned();
    tx.query_one(&lock).await?;
    Ok(())
}

pub fn reads(db: &DatabaseConnection) -> Reads {
    Reads::pooled(db.clone())
}

/// The channel on which nodes hear of the log.
const CHANNEL: &str = "matbaa_log";

/// Delivered with the commit, or not at all.
pub async fn notify(tx: &DatabaseTransaction, seq: i64) -> Result<()> {
    let values = [CHANNEL.into(), seq.to_string().into()];
    let tell = Statement::from_sql_and_values(DbBackend::Postgres, "SELECT pg_notify($1, $2)", values);
    tx.execute_raw(tell).await?;
    Ok(())
}

/// How often the log is looked at where no word came: after a lost connection, or where there is no LISTEN.
const POLL_EVERY: Duration = Duration::from_secs(1);

/// Listens, and looks by itself now and then, since a word may be lost with the connection that carried it.
pub struct Ear(PgListener);

impl Ear {
    pub async fn open(db: &DatabaseConnection) -> Result<Self> {
        let mut listener = PgListener::connect_with(db.get_postgres_connection_pool()).await.map_err(away)?;
        listener.listen(CHANNEL).await.map_err(away)?;
        Ok(Self(listener))
    }

    pub async fn word(&mut self) -> Result<()> {
        match tokio::time::timeout(POLL_EVERY, self.0.recv()).await {
            Ok(Err(lost)) => Err(away(lost)),
            Ok(Ok(_)) | Err(_) => Ok(()),
        }
    }
}

fn away(error: sea_orm::sqlx::Error) -> Error {
    Error::Database(sea_orm::DbErr::Conn(sea_orm::RuntimeErr::SqlxError(error.into())))
}
