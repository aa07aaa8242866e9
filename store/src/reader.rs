//! Reads a SQLite file in the calling thread.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use rusqlite::config::DbConfig;
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags};
use sea_orm::sea_query;

use crate::error::{Error, Result};
use crate::health::Health;
use crate::limits::LOCK_WAIT;
use crate::outage::Outage;
use crate::row::Row;

pub fn data_version(connection: &Connection) -> Result<i64> {
    Ok(connection.query_row("PRAGMA data_version", [], |row| row.get(0))?)
}

/// Idle connections kept for reading; further ones are closed after use.
const IDLE_MAX: usize = 8;

/// Page cache of a reading connection, in KiB. The rest is left to the cache of the operating system.
const READ_CACHE_KIB: u32 = 4_000;

/// Prepared statements cached by a reading connection.
const STATEMENTS_MAX: usize = 128;

/// Reads a SQLite file in the calling thread.
pub struct InThread {
    pub file: PathBuf,
    pub idle: Mutex<Vec<Reader>>,
    pub closed: AtomicBool,
    pub health: Health,
}

impl InThread {
    pub fn connect(&self) -> Result<Reader> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let opened = Instant::now();
        match Connection::open_with_flags(&self.file, flags).map_err(Error::from).and_then(ready_to_read) {
            Ok(connection) => Ok(Reader { connection, opened, is_kept: true }),
            // The disk has no room for SQLite's shared memory, or is read-only. If there is no write-ahead log, the
            // file contains everything and can be read as immutable. The next reader tries the usual way again.
            Err(error) if self.is_whole() => {
                let flags = flags | OpenFlags::SQLITE_OPEN_URI;
                let again = Connection::open_with_flags(immutable(&self.file), flags).map_err(Error::from);
                let connection = again.and_then(ready_to_read).map_err(|_| error)?;
                Ok(Reader { connection, opened, is_kept: false })
            }
            Err(error) => Err(error),
        }
    }

    /// Whether the file exists.
    pub fn is_there(&self) -> bool {
        self.file.exists()
    }

    /// Whether no committed data wait in a write-ahead log.
    fn is_whole(&self) -> bool {
        let mut log = self.file.clone().into_os_string();
        log.push("-wal");
        self.file.is_file() && std::fs::metadata(log).map_or(true, |log| log.len() == 0)
    }

    /// Closes all idle connections; later reads are refused.
    pub fn close(&self) {
        self.closed.store(true, Ordering::Release);
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Every row of the result of `sql` with the bound `values`.
    pub fn rows(&self, sql: &str, values: sea_query::Values) -> Result<Vec<Row>> {
        let reader = self.take()?;
        let rows = ask(&reader.connection, sql, values)?;
        self.give_back(reader);
        Ok(rows)
    }

    /// Begins a read transaction. The file is locked once, not once for each query.
    pub fn snapshot(&self) -> Result<Snapshot> {
        let reader = self.take()?;
        reader.connection.prepare_cached("BEGIN").and_then(|mut begin| begin.execute([]))?;
        Ok(Snapshot(reader))
    }

    /// Ends a transaction begun with [`Self::snapshot`].
    pub fn end(&self, snapshot: Snapshot) {
        let ended = snapshot.0.connection.prepare_cached("COMMIT").and_then(|mut commit| commit.execute([]));
        if ended.is_ok() {
            self.give_back(snapshot.0);
        }
    }

    fn take(&self) -> Result<Reader> {
        if self.closed.load(Ordering::Acquire) {
            return Err(Error::Storage { outage: Outage::Away, cause: "the file is closed".to_owned() });
        }
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        while let Some(reader) = idle.pop() {
            if self.health.trusts(reader.opened.elapsed()) {
                return Ok(reader);
            }
        }
        drop(idle);
        self.connect()
    }

    fn give_back(&self, reader: Reader) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let is_kept = reader.is_kept && self.health.keeps_connections();
        if is_kept && idle.len() < IDLE_MAX && !self.closed.load(Ordering::Acquire) {
            idle.push(reader);
        }
    }
}

/// A reading connection, and whether it can be used again.
pub struct Reader {
    pub connection: Connection,
    opened: Instant,
    is_kept: bool,
}

/// Configures a connection and reads the file once.
fn ready_to_read(connection: Connection) -> Result<Connection> {
    connection.busy_timeout(LOCK_WAIT)?;
    connection.execute_batch(&format!("PRAGMA cache_size = -{READ_CACHE_KIB}; PRAGMA temp_store = MEMORY"))?;
    // Query plans do not depend on bound values, so each is made once and not once for each query.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_MAX);
    data_version(&connection)?;
    Ok(connection)
}

/// The URI by which SQLite reads a file without locks and without files beside it (sqlite.org/uri.html).
fn immutable(file: &Path) -> String {
    let path = file.display().to_string().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    format!("file:{path}?immutable=1")
}

/// The file as it was at the first query, whatever is written meanwhile.
pub struct Snapshot(Reader);

impl Snapshot {
    /// Every row of the result of `sql` with the bound `values`.
    pub fn rows(&self, sql: &str, values: sea_query::Values) -> Result<Vec<Row>> {
        ask(&self.0.connection, sql, values)
    }
}

fn ask(connection: &Connection, sql: &str, values: sea_query::Values) -> Result<Vec<Row>> {
    let values: Vec<Value> = values.0.into_iter().map(value).collect::<Result<_>>()?;
    let mut statement = connection.prepare_cached(sql)?;
    let columns = statement.column_count();
    let mut found = statement.query(rusqlite::params_from_iter(values))?;
    let mut rows = Vec::new();
    while let Some(row) = found.next()? {
        let mut cells = Vec::with_capacity(columns);
        for index in 0..columns {
            cells.push(Value::try_from(row.get_ref(index)?).map_err(rusqlite::Error::from)?);
        }
        rows.push(Row::Direct(cells));
    }
    Ok(rows)
}

/// A bound value for SQLite. Queries bind numbers, words and flags only.
fn value(value: sea_query::Value) -> Result<Value> {
    use sea_query::Value as V;
    let integer = |number: Option<i64>| number.map_or(Value::Null, Value::Integer);
    Ok(match value {
        V::Bool(flag) => integer(flag.map(i64::from)),
        V::TinyInt(number) => integer(number.map(i64::from)),
        V::SmallInt(number) => integer(number.map(i64::from)),
        V::Int(number) => integer(number.map(i64::from)),
        V::BigInt(number) => integer(number),
        V::TinyUnsigned(number) => integer(number.map(i64::from)),
        V::SmallUnsigned(number) => integer(number.map(i64::from)),
        V::Unsigned(number) => integer(number.map(i64::from)),
        V::BigUnsigned(number) => integer(number.map(|number| i64::try_from(number).unwrap_or(i64::MAX))),
        V::Double(number) => number.map_or(Value::Null, Value::Real),
        V::String(text) => text.map_or(Value::Null, |text| Value::Text(text.to_string())),
        other => return Err(Error::damaged(format!("a query binds {other:?}"))),
    })
}
