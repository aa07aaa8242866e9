//! A write transaction: the only way in which one begins and ends.
//!
//! After a failed statement nothing of the transaction may be committed, even if the caller ignored the error. SQLite
//! may have rolled back by itself and would commit each further statement alone; PostgreSQL would answer COMMIT with a
//! rollback. If the transaction does not begin, end or roll back as it should, or is dropped in the middle of a
//! statement, no connection open at that time is used again ([`Health::distrust`]).

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement,
    TransactionOptions, TransactionTrait,
};
use sea_orm_migration::async_trait;

use crate::error::{Error, Result};
use crate::health::Health;

/// A write transaction. Dropped without an end, it is rolled back.
pub struct Writing {
    inner: Option<DatabaseTransaction>,
    backend: DbBackend,
    health: Health,
    /// The first statement that failed.
    failed: OnceLock<DbErr>,
    in_flight: AtomicBool,
}

impl Writing {
    /// Begins with `options`; called by the dialect, which knows them.
    pub(crate) async fn begin(db: &DatabaseConnection, health: &Health, options: TransactionOptions) -> Result<Self> {
        let started = Starting(Some(health));
        let inner = db.begin_with_options(options).await?;
        started.done();
        let backend = db.get_database_backend();
        Ok(Self {
            inner: Some(inner),
            backend,
            health: health.clone(),
            failed: OnceLock::new(),
            in_flight: AtomicBool::new(false),
        })
    }

    /// Commits; after `Ok` the data are on disk. If a statement failed, rolls back and returns the first error.
    pub(crate) async fn commit(mut self) -> Result<()> {
        if let Some(failed) = self.failed.get().cloned() {
            self.rollback().await;
            return Err(failed.into());
        }
        self.in_flight.store(true, Ordering::Release);
        match self.inner.take() {
            Some(inner) => inner.commit().await?,
            None => return Err(Error::damaged("a transaction ended twice")),
        }
        self.in_flight.store(false, Ordering::Release);
        Ok(())
    }

    /// Rolls back. An error is not reported to the caller: nothing was committed, and the connection is not used again.
    pub(crate) async fn rollback(mut self) {
        let Some(inner) = self.inner.take() else { return };
        self.in_flight.store(true, Ordering::Release);
        if let Err(error) = inner.rollback().await {
            tracing::debug!(%error, "a transaction had already ended");
            return;
        }
        self.in_flight.store(false, Ordering::Release);
    }

    /// The transaction itself, for migrations; an error of a migration ends it.
    pub(crate) fn for_migrations(&self) -> Result<&DatabaseTransaction> {
        Ok(self.inner()?)
    }

    async fn run<T>(&self, asked: impl Future<Output = Result<T, DbErr>>) -> Result<T, DbErr> {
        self.in_flight.store(true, Ordering::Release);
        let answered = asked.await;
        self.in_flight.store(false, Ordering::Release);
        if let Err(error) = &answered {
            let _ = self.failed.set(error.clone());
        }
        answered
    }

    fn inner(&self) -> Result<&DatabaseTransaction, DbErr> {
        self.inner.as_ref().ok_or_else(|| DbErr::Custom("the transaction has ended".to_owned()))
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        // Dropped during a statement or the commit, or after a failed statement: the state of the connection is
        // unknown.
        if self.in_flight.load(Ordering::Acquire) || (self.inner.is_some() && self.failed.get().is_some()) {
            self.health.distrust();
        }
    }
}

/// Guards the beginning of a transaction, which may fail or be cancelled.
struct Starting<'a>(Option<&'a Health>);

impl Starting<'_> {
    fn done(mut self) {
        self.0 = None;
    }
}

impl Drop for Starting<'_> {
    fn drop(&mut self) {
        if let Some(health) = self.0 {
            health.distrust();
        }
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Writing {
    fn get_database_backend(&self) -> DbBackend {
        self.backend
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.run(self.inner()?.execute_raw(statement)).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.run(self.inner()?.execute_unprepared(sql)).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.run(self.inner()?.query_one_raw(statement)).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.run(self.inner()?.query_all_raw(statement)).await
    }
}
