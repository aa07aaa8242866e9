//! Where the two databases differ, each difference a named function with a twin in the other file, in the same order.

pub(crate) mod postgres;
pub(crate) mod sqlite;

use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, QueryResult, TransactionOptions};

use crate::error::Result;
use crate::source::Reads;
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

/// `count` new ids of the rows of `table`, in order, which no other writer gets: for rows that name each other and are
/// written many at a time.
pub async fn reserve_ids(tx: &DatabaseTransaction, table: &'static str, count: usize) -> Result<Vec<i64>> {
    match tx.get_database_backend() {
        DbBackend::Sqlite => sqlite::reserve_ids(tx, table, count).await,
        _ => postgres::reserve_ids(tx, table, count).await,
    }
}

/// `id`, `external_id`, `origin_digest` and `live` of the stories of `source` with these ids there, each found by the
/// index, however large the table and however old its statistics.
pub async fn known_stories(tx: &DatabaseTransaction, source: &str, external_ids: &[&str]) -> Result<Vec<QueryResult>> {
    match tx.get_database_backend() {
        DbBackend::Sqlite => sqlite::known_stories(tx, source, external_ids).await,
        _ => postgres::known_stories(tx, source, external_ids).await,
    }
}

/// Makes this transaction ready for its part of a million stories: memory on SQLite, plans on PostgreSQL.
pub async fn ready_for_bulk(tx: &DatabaseTransaction) -> Result<()> {
    match tx.get_database_backend() {
        DbBackend::Sqlite => sqlite::ready_for_bulk(tx).await,
        _ => postgres::ready_for_bulk(tx).await,
    }
}

/// Keeps every other node from migrating until this transaction ends.
pub async fn lock_schema(tx: &DatabaseTransaction) -> Result<()> {
    match tx.get_database_backend() {
        DbBackend::Sqlite => sqlite::lock_schema(tx).await,
        _ => postgres::lock_schema(tx).await,
    }
}

/// Lets this transaction lose where it would make others wait for rows, rather than win.
pub async fn give_way(tx: &DatabaseTransaction) -> Result<()> {
    match tx.get_database_backend() {
        DbBackend::Sqlite => sqlite::give_way(tx).await,
        _ => postgres::give_way(tx).await,
    }
}

/// Lets nobody else change the row of this story until the transaction ends.
pub async fn hold_story(tx: &DatabaseTransaction, id: i64) -> Result<()> {
    match tx.get_database_backend() {
        DbBackend::Sqlite => sqlite::hold_story(tx, id).await,
        _ => postgres::hold_story(tx, id).await,
    }
}

/// How pages read: in the asking thread on SQLite, through the pool on PostgreSQL.
pub fn reads(choice: &DatabaseChoice, db: &DatabaseConnection) -> Reads {
    match choice {
        DatabaseChoice::Sqlite(path) => sqlite::reads(path),
        DatabaseChoice::Postgres(_) => postgres::reads(db),
    }
}

/// Tells other processes, at the commit, that the log has reached `seq`.
pub async fn notify(tx: &DatabaseTransaction, seq: i64) -> Result<()> {
    match tx.get_database_backend() {
        DbBackend::Sqlite => sqlite::notify(tx, seq).await,
        _ => postgres::notify(tx, seq).await,
    }
}

/// Hears when another process may have written.
pub enum Ear {
    /// Looks at the file.
    Sqlite(sqlite::Ear),
    /// Listens to the server.
    Postgres(postgres::Ear),
}

impl Ear {
    /// Begins to listen.
    pub async fn open(db: &DatabaseConnection, reads: &Reads) -> Result<Self> {
        match reads.file() {
            Some(file) => Ok(Self::Sqlite(sqlite::Ear::open(file)?)),
            None => Ok(Self::Postgres(postgres::Ear::open(db).await?)),
        }
    }

    /// Resolves when another process may have written.
    pub async fn word(&mut self) -> Result<()> {
        match self {
            Self::Sqlite(ear) => ear.word().await,
            Self::Postgres(ear) => ear.word().await,
        }
    }
}
