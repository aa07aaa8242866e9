//! Where the two databases differ, each difference a named function with a twin in the other file, in the same order.

mod postgres;
mod sqlite;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, QueryResult};

use crate::choice::DatabaseChoice;
use crate::error::Result;
use crate::health::Health;
use crate::shape::{Cell, TableShape};
use crate::source::Reads;
use crate::writing::Writing;

/// Opens the pool of connections; none of them is used again once `health` distrusts it.
pub(crate) async fn connect(choice: &DatabaseChoice, health: &Health) -> Result<DatabaseConnection> {
    match choice {
        DatabaseChoice::Sqlite(path) => Ok(sqlite::connect(path, health)),
        DatabaseChoice::Postgres(address) => postgres::connect(address, health).await,
    }
}

/// Watches over the storage for as long as it is polled, and tells `health`.
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

/// `count` new ids of the rows of `table`, in order, which no other writer gets: for rows that name each other and are
/// written many at a time.
pub async fn reserve_ids(tx: &Writing, table: &'static str, count: usize) -> Result<Vec<i64>> {
    match tx.get_database_backend() {
        DbBackend::Sqlite => sqlite::reserve_ids(tx, table, count).await,
        _ => postgres::reserve_ids(tx, table, count).await,
    }
}

/// The `columns` of the rows of `table` whose column `owner.0` is `owner.1` and whose column `key` is one of `keys`, each
/// found by the index over both, however large the table and however old its statistics.
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

/// Makes this transaction ready for its part of a million rows: memory on SQLite, plans on PostgreSQL.
pub async fn ready_for_bulk(tx: &Writing) -> Result<()> {
    match tx.get_database_backend() {
        DbBackend::Sqlite => sqlite::ready_for_bulk(tx).await,
        _ => postgres::ready_for_bulk(tx).await,
    }
}

/// Keeps every other node from migrating until this transaction ends.
pub(crate) async fn lock_schema(tx: &Writing) -> Result<()> {
    match tx.get_database_backend() {
        DbBackend::Sqlite => sqlite::lock_schema(tx).await,
        _ => postgres::lock_schema(tx).await,
    }
}

/// Lets this transaction lose where it would make others wait for rows, rather than win.
pub async fn give_way(tx: &Writing) -> Result<()> {
    match tx.get_database_backend() {
        DbBackend::Sqlite => sqlite::give_way(tx).await,
        _ => postgres::give_way(tx).await,
    }
}

/// Lets nobody else change this row of `table` until the transaction ends.
pub async fn hold_row(tx: &Writing, table: &'static str, id: i64) -> Result<()> {
    match tx.get_database_backend() {
        DbBackend::Sqlite => sqlite::hold_row(tx, table, id).await,
        _ => postgres::hold_row(tx, table, id).await,
    }
}

/// Lets nobody else change these rows until the transaction ends, as who merges topics or threads would.
pub async fn share_rows(tx: &Writing, table: &'static str, ids: &[i64]) -> Result<()> {
    match tx.get_database_backend() {
        DbBackend::Sqlite => sqlite::share_rows(tx, table, ids).await,
        _ => postgres::share_rows(tx, table, ids).await,
    }
}

/// How pages read: in the asking thread on SQLite, through the pool on PostgreSQL.
pub(crate) fn reads(choice: &DatabaseChoice, db: &DatabaseConnection, health: &Health) -> Reads {
    match choice {
        DatabaseChoice::Sqlite(path) => sqlite::reads(path, health),
        DatabaseChoice::Postgres(_) => postgres::reads(db, health),
    }
}

/// Tells other processes, at the commit, that the log has reached `seq`.
pub(crate) async fn notify(tx: &Writing, seq: i64) -> Result<()> {
    match tx.get_database_backend() {
        DbBackend::Sqlite => sqlite::notify(tx, seq).await,
        _ => postgres::notify(tx, seq).await,
    }
}

/// Tells other processes, at the commit, that something was written.
pub(crate) async fn tell(tx: &Writing) -> Result<()> {
    match tx.get_database_backend() {
        DbBackend::Sqlite => sqlite::tell(tx).await,
        _ => postgres::tell(tx).await,
    }
}

/// Every table with its columns, its key and the tables it refers to, from the schema itself.
pub async fn tables<C: ConnectionTrait>(db: &C) -> Result<Vec<TableShape>> {
    match db.get_database_backend() {
        DbBackend::Sqlite => sqlite::tables(db).await,
        _ => postgres::tables(db).await,
    }
}

/// Makes this transaction ready to load a whole paper.
pub(crate) async fn ready_for_restore(tx: &Writing) -> Result<()> {
    match tx.get_database_backend() {
        DbBackend::Sqlite => sqlite::ready_for_restore(tx).await,
        _ => postgres::ready_for_restore(tx).await,
    }
}

/// Lets the table's own counter go on after `last`, or after its largest id where that is larger.
pub(crate) async fn set_last_id(tx: &Writing, table: &str, last: i64) -> Result<()> {
    match tx.get_database_backend() {
        DbBackend::Sqlite => sqlite::set_last_id(tx, table, last).await,
        _ => postgres::set_last_id(tx, table, last).await,
    }
}

/// Takes away what opening an empty database has put there.
pub(crate) async fn leave_empty(db: &DatabaseConnection) -> Result<()> {
    match db.get_database_backend() {
        DbBackend::Sqlite => sqlite::leave_empty(db).await,
        _ => postgres::leave_empty(db).await,
    }
}

/// Takes a paper just restored into an empty database out of it again: everything in it is ours.
pub(crate) async fn take_back(db: &DatabaseConnection) -> Result<()> {
    match db.get_database_backend() {
        DbBackend::Sqlite => sqlite::take_back(db).await,
        _ => postgres::take_back(db).await,
    }
}

/// The database as it is at one instant, however much is written meanwhile: for reading whole tables row by row.
pub(crate) enum Frozen {
    /// A connection of its own.
    Sqlite(sqlite::Frozen),
    /// A transaction of its own.
    Postgres(postgres::Frozen),
}

impl Frozen {
    /// The instant is now.
    pub async fn open(db: &DatabaseConnection, reads: &Reads) -> Result<Self> {
        match reads.file() {
            Some(file) => Ok(Self::Sqlite(sqlite::Frozen::open(file)?)),
            None => Ok(Self::Postgres(postgres::Frozen::open(db).await?)),
        }
    }

    /// `sqlite` or `postgres`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "sqlite",
            Self::Postgres(_) => "postgres",
        }
    }

    /// Shows `see` every row, in the order of the table's key, text by its bytes: the same order in both databases.
    pub async fn each_row(&self, table: &TableShape, see: &mut dyn FnMut(&[Cell]) -> Result<()>) -> Result<()> {
        match self {
            Self::Sqlite(frozen) => frozen.each_row(table, see),
            Self::Postgres(frozen) => frozen.each_row(table, see).await,
        }
    }

    /// The last number the table's own counter gave; `None` where it has none or gave none.
    pub async fn last_id(&self, table: &str) -> Result<Option<i64>> {
        match self {
            Self::Sqlite(frozen) => frozen.last_id(table),
            Self::Postgres(frozen) => frozen.last_id(table).await,
        }
    }

    /// Lets go of the instant.
    pub async fn end(self) -> Result<()> {
        match self {
            Self::Sqlite(frozen) => frozen.end(),
            Self::Postgres(frozen) => frozen.end().await,
        }
    }
}

/// Hears when another process may have written.
pub(crate) enum Ear {
    /// Looks at the file.
    Sqlite(sqlite::Ear),
    /// Listens to the server.
    Postgres(postgres::Ear),
}

impl Ear {
    /// Begins to listen.
    pub async fn open(db: &DatabaseConnection, reads: &Reads) -> Result<Self> {
        match reads.file() {
            Some(_) => Ok(Self::Sqlite(sqlite::Ear::open(reads)?)),
            None => Ok(Self::Postgres(postgres::Ear::open(db).await?)),
        }
    }

    /// Resolves when another process may have written: `true` where it has, `false` where it was only time to look.
    pub async fn word(&mut self) -> Result<bool> {
        match self {
            Self::Sqlite(ear) => ear.word().await,
            Self::Postgres(ear) => ear.word().await,
        }
    }
}
