//! The differences between the two databases. Each is a named function with a twin in the other file, in the same
//! order.

mod postgres;
mod sqlite;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, QueryResult};

use crate::choice::DatabaseChoice;
use crate::error::Result;
use crate::health::Health;
use crate::shape::{Cell, TableShape};
use crate::source::Reads;
use crate::writing::Writing;

/// Opens the connection pool. Its connections are not used again once `health` distrusts them.
pub(crate) async fn connect(choice: &DatabaseChoice, health: &Health) -> Result<DatabaseConnection> {
    match choice {
        DatabaseChoice::Sqlite(path) => Ok(sqlite::connect(path, health)),
        DatabaseChoice::Postgres(address) => postgres::connect(address, health).await,
    }
}

/// Watches the storage for as long as the future is polled, and reports to `health`.
pub(crate) async fn watch(db: &DatabaseConnection, health: &Health) -> std::convert::Infallible {
    match db.get_database_backend() {
        DbBackend::Sqlite => sqlite::watch(health).await,
        _ => postgres::watch(db, health).await,
    }
}

/// Begins a transaction that writes.
pub(crate) async fn begin(db: &DatabaseConnection, health: &Health) -> Result<Writing> {
    let options = match db.get_database_backend() {
        DbBackend::Sqlite => sqlite::write_options(),
        _ => postgres::write_options(),
    };
    Writing::begin(db, health, options).await
}

/// Reserves `count` ids for new rows of `table`, in ascending order, which no other writer gets. For rows that refer to
/// each other and are inserted many at a time.
pub async fn reserve_ids(tx: &Writing, table: &'static str, count: usize) -> Result<Vec<i64>> {
    match tx.get_database_backend() {
        DbBackend::Sqlite => sqlite::reserve_ids(tx, table, count).await,
        _ => postgres::reserve_ids(tx, table, count).await,
    }
}

/// The `columns` of the rows of `table` whose column `owner.0` is `owner.1` and whose column `key` is one of `keys`.
/// Each is found by the index over both columns, however large the table and however old its statistics.
pub async fn rows_by_keys(
    tx: &Writing,
    table: &'static str,
    columns: &[&'static str],
    owner: (&'static str, &str),
    key: &'static str,
    keys: &[&str],
) -> Result<Vec<QueryResult>> {
    match tx.get_database_backend() {
        DbBackend::Sqlite => sqlite::rows_by_keys(tx, table, columns, owner, key, keys).await,
        _ => postgres::rows_by_keys(tx, table, columns, owner, key, keys).await,
    }
}

/// Prepares the connection for bulk loading: memory on SQLite, plans on PostgreSQL.
pub async fn ready_for_bulk(tx: &Writing) -> Result<()> {
    match tx.get_database_backend() {
        DbBackend::Sqlite => sqlite::ready_for_bulk(tx).await,
        _ => postgres::ready_for_bulk(tx).await,
    }
}

/// Locks the schema against migrations by other nodes until this transaction ends.
pub(crate) async fn lock_schema(tx: &Writing) -> Result<()> {
    match tx.get_database_backend() {
        DbBackend::Sqlite => sqlite::lock_schema(tx).await,
        _ => postgres::lock_schema(tx).await,
    }
}

/// Makes this transaction the victim of a deadlock, rather than the others.
pub async fn yield_on_deadlock(tx: &Writing) -> Result<()> {
    match tx.get_database_backend() {
        DbBackend::Sqlite => sqlite::yield_on_deadlock(tx).await,
        _ => postgres::yield_on_deadlock(tx).await,
    }
}

/// Locks this row of `table` against changes until the transaction ends.
pub async fn lock_row(tx: &Writing, table: &'static str, id: i64) -> Result<()> {
    match tx.get_database_backend() {
        DbBackend::Sqlite => sqlite::lock_row(tx, table, id).await,
        _ => postgres::lock_row(tx, table, id).await,
    }
}

/// Takes a shared lock on these rows until the transaction ends, so that topics or threads are not merged meanwhile.
pub async fn lock_rows_shared(tx: &Writing, table: &'static str, ids: &[i64]) -> Result<()> {
    match tx.get_database_backend() {
        DbBackend::Sqlite => sqlite::lock_rows_shared(tx, table, ids).await,
        _ => postgres::lock_rows_shared(tx, table, ids).await,
    }
}

/// How pages read: in the calling thread on SQLite, through the pool on PostgreSQL.
pub(crate) fn reads(choice: &DatabaseChoice, db: &DatabaseConnection, health: &Health) -> Reads {
    match choice {
        DatabaseChoice::Sqlite(path) => sqlite::reads(path, health),
        DatabaseChoice::Postgres(_) => postgres::reads(db, health),
    }
}

/// Notifies other processes, at the commit, that the log has reached `seq`.
pub(crate) async fn notify_line(tx: &Writing, seq: i64) -> Result<()> {
    match tx.get_database_backend() {
        DbBackend::Sqlite => sqlite::notify_line(tx, seq).await,
        _ => postgres::notify_line(tx, seq).await,
    }
}

/// Notifies other processes, at the commit, that something was written.
pub(crate) async fn notify_write(tx: &Writing) -> Result<()> {
    match tx.get_database_backend() {
        DbBackend::Sqlite => sqlite::notify_write(tx).await,
        _ => postgres::notify_write(tx).await,
    }
}

/// Every table with its columns, its key and the tables it refers to, read from the schema itself.
pub async fn tables<C: ConnectionTrait>(db: &C) -> Result<Vec<TableShape>> {
    match db.get_database_backend() {
        DbBackend::Sqlite => sqlite::tables(db).await,
        _ => postgres::tables(db).await,
    }
}

/// Prepares the transaction for loading a whole paper.
pub(crate) async fn ready_for_restore(tx: &Writing) -> Result<()> {
    match tx.get_database_backend() {
        DbBackend::Sqlite => sqlite::ready_for_restore(tx).await,
        _ => postgres::ready_for_restore(tx).await,
    }
}

/// Sets the table's id counter to `last`, or to its largest id if that is larger.
pub(crate) async fn set_last_id(tx: &Writing, table: &str, last: i64) -> Result<()> {
    match tx.get_database_backend() {
        DbBackend::Sqlite => sqlite::set_last_id(tx, table, last).await,
        _ => postgres::set_last_id(tx, table, last).await,
    }
}

/// Removes what [`connect`] created in an empty database.
pub(crate) async fn drop_lock_table(db: &DatabaseConnection) -> Result<()> {
    match db.get_database_backend() {
        DbBackend::Sqlite => sqlite::drop_lock_table(db).await,
        _ => postgres::drop_lock_table(db).await,
    }
}

/// Removes a paper just restored into a database that was empty: every table in it is ours.
pub(crate) async fn drop_restored(db: &DatabaseConnection) -> Result<()> {
    match db.get_database_backend() {
        DbBackend::Sqlite => sqlite::drop_restored(db).await,
        _ => postgres::drop_restored(db).await,
    }
}

/// A snapshot of the database, for reading whole tables row by row while others write.
pub(crate) enum DatabaseSnapshot {
    /// A read transaction on a separate connection.
    Sqlite(sqlite::DatabaseSnapshot),
    /// A read-only transaction.
    Postgres(postgres::DatabaseSnapshot),
}

impl DatabaseSnapshot {
    /// Takes the snapshot.
    pub async fn open(db: &DatabaseConnection, reads: &Reads) -> Result<Self> {
        match reads.file() {
            Some(file) => Ok(Self::Sqlite(sqlite::DatabaseSnapshot::open(file)?)),
            None => Ok(Self::Postgres(postgres::DatabaseSnapshot::open(db).await?)),
        }
    }

    /// `sqlite` or `postgres`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "sqlite",
            Self::Postgres(_) => "postgres",
        }
    }

    /// Calls `see` with every row, in the order of the table's key, text ordered by its bytes: the same order in both
    /// databases.
    pub async fn each_row(&self, table: &TableShape, see: &mut dyn FnMut(&[Cell]) -> Result<()>) -> Result<()> {
        match self {
            Self::Sqlite(snapshot) => snapshot.each_row(table, see),
            Self::Postgres(snapshot) => snapshot.each_row(table, see).await,
        }
    }

    /// The last value of the table's id counter; `None` if it has no counter or the counter was never used.
    pub async fn last_id(&self, table: &str) -> Result<Option<i64>> {
        match self {
            Self::Sqlite(snapshot) => snapshot.last_id(table),
            Self::Postgres(snapshot) => snapshot.last_id(table).await,
        }
    }

    /// Ends the snapshot.
    pub async fn end(self) -> Result<()> {
        match self {
            Self::Sqlite(snapshot) => snapshot.end(),
            Self::Postgres(snapshot) => snapshot.end().await,
        }
    }
}

/// Waits for writes of other processes.
pub(crate) enum Listener {
    /// Polls the file.
    Sqlite(sqlite::Listener),
    /// Listens to the server.
    Postgres(postgres::Listener),
}

impl Listener {
    /// Begins to listen.
    pub async fn open(db: &DatabaseConnection, reads: &Reads) -> Result<Self> {
        match reads.file() {
            Some(_) => Ok(Self::Sqlite(sqlite::Listener::open(reads)?)),
            None => Ok(Self::Postgres(postgres::Listener::open(db).await?)),
        }
    }

    /// Returns when another process may have written: `true` if it has, `false` after a timeout.
    pub async fn wait(&mut self) -> Result<bool> {
        match self {
            Self::Sqlite(listener) => listener.wait().await,
            Self::Postgres(listener) => listener.wait().await,
        }
    }
}
