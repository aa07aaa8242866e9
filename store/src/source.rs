//! Reading: how every query becomes rows.
//!
//! An uncached page needs about ten small queries. SQLite answers each in a few microseconds in the calling thread, and
//! in ten times that when the query travels to another thread and back. Therefore reads of a SQLite paper go straight
//! to the file ([`Reads`]), while writes and everything on PostgreSQL go through the pool. The queries are the same.

use std::any::Any;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use sea_orm::sea_query::{Expr, Query, SelectStatement, SqliteQueryBuilder, Values};
use sea_orm::{ConnectionTrait, DatabaseConnection, EntityTrait, QueryTrait, Select};

use crate::error::Result;
use crate::health::Health;
use crate::reader::{InThread, Snapshot};
use crate::row::{Cell, FromColumns, Row, Table};

/// A slower query is logged with its text and without its values.
const SLOW_QUERY: Duration = Duration::from_millis(200);

/// Something that runs queries: a transaction, a pool, or [`Reads`].
pub trait Source: Sync {
    /// Every row of the result.
    fn rows(&self, query: &SelectStatement) -> impl Future<Output = Result<Vec<Row>>> + Send;

    /// Reports what was looked at; the type of a sight is up to the caller. Most sources ignore it.
    fn saw(&self, _sight: &dyn Any) {}
}

impl<C: ConnectionTrait> Source for C {
    async fn rows(&self, query: &SelectStatement) -> Result<Vec<Row>> {
        Ok(self.query_all(query).await?.into_iter().map(Row::Pooled).collect())
    }
}

/// A callback that gets every query.
pub type QueryWitness = Box<dyn Fn(&SelectStatement) + Send + Sync>;

/// The reading side of the storage. Cheap to clone.
#[derive(Clone)]
pub struct Reads(Arc<Inner>);

struct Inner {
    way: Way,
    health: Health,
    witness: OnceLock<QueryWitness>,
    slow: AtomicU64,
}

enum Way {
    InThread(InThread),
    Pool(DatabaseConnection),
}

impl std::fmt::Debug for Reads {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reads").finish_non_exhaustive()
    }
}

impl Reads {
    pub(crate) fn in_thread(file: InThread, health: Health) -> Self {
        Self::by(Way::InThread(file), health)
    }

    pub(crate) fn pooled(db: DatabaseConnection, health: Health) -> Self {
        Self::by(Way::Pool(db), health)
    }

    fn by(way: Way, health: Health) -> Self {
        Self(Arc::new(Inner { way, health, witness: OnceLock::new(), slow: AtomicU64::new(0) }))
    }

    /// The SQLite file, if reads go straight to it.
    pub(crate) fn file(&self) -> Option<&InThread> {
        match &self.0.way {
            Way::InThread(file) => Some(file),
            Way::Pool(_) => None,
        }
    }

    /// Calls `witness` with every query from now on. Only the first witness is kept.
    pub fn witness(&self, witness: QueryWitness) {
        let _ = self.0.witness.set(witness);
    }

    /// How many queries took longer than 200 ms.
    pub fn slow_queries(&self) -> u64 {
        self.0.slow.load(Ordering::Relaxed)
    }

    async fn ask(
        &self,
        query: &SelectStatement,
        in_thread: impl FnOnce(&InThread, &str, Values) -> Result<Vec<Row>>,
    ) -> Result<Vec<Row>> {
        if let Some(witness) = self.0.witness.get() {
            witness(query);
        }
        let began = Instant::now();
        match &self.0.way {
            Way::InThread(file) => {
                let (sql, values) = query.build(SqliteQueryBuilder);
                let rows = self.0.health.note(in_thread(file, &sql, values))?;
                self.account(|| sql, began);
                Ok(rows)
            }
            Way::Pool(db) => {
                let rows = self.0.health.note(self.0.health.unless_away(Source::rows(db, query)).await)?;
                self.account(|| db.get_database_backend().build(query).sql, began);
                Ok(rows)
            }
        }
    }

    fn account(&self, sql: impl FnOnce() -> String, began: Instant) {
        let took = began.elapsed();
        if took > SLOW_QUERY {
            self.0.slow.fetch_add(1, Ordering::Relaxed);
            tracing::warn!(ms = took.as_millis() as u64, sql = sql(), "slow query");
        }
    }
}

impl Source for Reads {
    async fn rows(&self, query: &SelectStatement) -> Result<Vec<Row>> {
        self.ask(query, |file, sql, values| file.rows(sql, values)).await
    }
}

/// Reads in one snapshot: on SQLite, all of them see the paper as it was at the first one.
pub struct SnapshotReads {
    reads: Reads,
    snapshot: Mutex<Option<Snapshot>>,
}

impl SnapshotReads {
    /// Reads nothing yet.
    pub fn by(reads: &Reads) -> Self {
        Self { reads: reads.clone(), snapshot: Mutex::default() }
    }

    /// Every row of the result.
    pub async fn rows(&self, query: &SelectStatement) -> Result<Vec<Row>> {
        let in_snapshot = |file: &InThread, sql: &str, values| {
            let mut held = self.snapshot.lock().unwrap_or_else(PoisonError::into_inner);
            let snapshot = match held.take() {
                Some(snapshot) => snapshot,
                None => file.snapshot()?,
            };
            // A snapshot is not used again after an error.
            let rows = snapshot.rows(sql, values)?;
            *held = Some(snapshot);
            Ok(rows)
        };
        self.reads.ask(query, in_snapshot).await
    }
}

impl Drop for SnapshotReads {
    fn drop(&mut self) {
        let held = self.snapshot.get_mut().unwrap_or_else(PoisonError::into_inner).take();
        if let (Some(snapshot), Some(file)) = (held, self.reads.file()) {
            file.end(snapshot);
        }
    }
}

/// A query for whole rows of `M`, like the query of an entity, but with a ready-made list of columns. Used by queries
/// that every page needs: building a list of forty columns takes longer than finding the row.
pub fn rows_of<M: Table>() -> SelectStatement {
    Query::select().expr(Expr::cust(M::COLUMNS)).from(M::NAME).take()
}

/// Every row of a query made by [`rows_of`].
pub async fn each<M: Table>(db: &impl Source, query: &SelectStatement) -> Result<Vec<M>> {
    db.rows(query).await?.into_iter().map(|row| M::from_columns(&mut row.columns())).collect()
}

/// The first row of a query made by [`rows_of`].
pub async fn first<M: Table>(db: &impl Source, query: &mut SelectStatement) -> Result<Option<M>> {
    let found = db.rows(query.limit(1)).await?.into_iter().next();
    found.map(|row| M::from_columns(&mut row.columns())).transpose()
}

/// The first column of every row.
pub async fn column<T: Cell>(db: &impl Source, query: &SelectStatement) -> Result<Vec<T>> {
    db.rows(query).await?.into_iter().map(|row| row.columns().take()).collect()
}

/// Every row of an entity query.
pub async fn all<E>(db: &impl Source, query: Select<E>) -> Result<Vec<E::Model>>
where
    E: EntityTrait,
    E::Model: FromColumns,
{
    let rows = db.rows(&query.into_query()).await?;
    rows.into_iter().map(|row| E::Model::from_columns(&mut row.columns())).collect()
}

/// The first row of an entity query.
pub async fn one<E>(db: &impl Source, query: Select<E>) -> Result<Option<E::Model>>
where
    E: EntityTrait,
    E::Model: FromColumns,
{
    let mut query = query.into_query();
    query.limit(1);
    let first = db.rows(&query).await?.into_iter().next();
    first.map(|row| E::Model::from_columns(&mut row.columns())).transpose()
}
