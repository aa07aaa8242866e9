//! One transaction that writes: the only way in which one begins and ends.
//!
//! A statement that failed inside it means that nothing of it may be committed, whoever overlooked the error: SQLite may
//! have rolled back by itself and would write each further statement alone, PostgreSQL would answer COMMIT with a rollback.
//! Where the transaction does not begin, end or roll back as it should, or is dropped in the middle of a statement, no
//! connection that was open then is used again ([`Health::distrust`]).

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement,
    TransactionOptions, TransactionTrait,
};
use sea_orm_migration::async_trait;

use crate::error::{Error, Result};
use crate::health::Health;

/// A transaction that writes. Dropped without an end, it is rolled back.
pub struct Writing {
    inner: Option<DatabaseTransaction>,
    backend: DbBackend,
    health: Health,
    /// The first statement that failed.
    failed: OnceLock<DbErr>,
    is_asking: AtomicBool,
}

impl Writing {
    /// Begins as `options` say; called by the dialect, which knows them.
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
            is_asking: AtomicBool::new(false),
        })
    }

    /// Commits; what comes back as `Ok` is on the disk. Refuses, and rolls back, with the first error of a statement.
    pub(crate) async fn commit(mut self) -> Result<()> {
        if let Some(failed) = self.failed.get().cloned() {
            self.rollback().await;
            return Err(failed.into());
        }
        self.is_asking.store(true, Ordering::Release);
        match self.inner.take() {
            Some(inner) => inner.commit().await?,
            None => return Err(Error::damaged("a transaction ended twice")),
        }
        self.is_asking.store(false, Ordering::Release);
        Ok(())
    }

    /// Rolls back. Trouble with it is no news for whoever asked: nothing was committed, and the connection is not used again.
    pub(crate) async fn rollback(mut self) {
        let Some(inner) = self.inner.take() else { return };
        self.is_asking.store(true, Ordering::Release);
        if let Err(error) = inner.rollback().await {
            tracing::debug!(%error, "a transaction had ended by itself");
            return;
        }
        self.is_asking.store(false, Ordering::Release);
    }

    /// The transaction itself, for migrations; their errors end it.
    pub(crate) fn for_migrations(&self) -> Result<&DatabaseTransaction> {
        Ok(self.inner()?)
    }

    async fn ask<T>(&self, asked: impl Future<Output = Result<T, DbErr>>) -> Result<T, DbErr> {
        self.is_asking.store(true, Ordering::Release);
        let answered = asked.await;
        self.is_asking.store(false, Ordering::Release);
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
        // In the middle of a statement, of its end, or after one that failed: nobody knows where the connection stands.
        if self.is_asking.load(Ordering::Acquire) || (self.inner.is_some() && self.failed.get().is_some()) {
            self.health.distrust();
        }
    }
}

/// Beginning a transaction, which may fail or be given up.
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
        self.ask(self.inner()?.execute_raw(statement)).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.ask(self.inner()?.execute_unprepared(sql)).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.ask(self.inner()?.query_one_raw(statement)).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.ask(self.inner()?.query_all_raw(statement)).await
    }
}
