//! Runs migrations: finds out which ones a database has and applies the others.
//!
//! All pending migrations run in one transaction under a lock. Two nodes that start together migrate once, and a
//! failure leaves the schema as it was.

use std::time::Duration;

use sea_orm::{DatabaseConnection, DbBackend};
use sea_orm_migration::MigratorTraitSelf;
use sea_orm_migration::prelude::*;

use crate::dialect;
use crate::error::{Error, Result};
use crate::health::Health;
use crate::outage::Outage;
use crate::source::{self, Reads, Source};
use crate::writing::Writing;

/// One line of `matbaa migrate --status`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MigrationLine {
    /// The migration's name.
    pub name: String,
    /// Whether the database has it.
    pub applied: bool,
    /// Whether this build knows it. An applied migration that it does not know comes from a newer Matbaa.
    pub known: bool,
}

/// How many times the schema lock is tried while another process migrates, each time for as long as a write waits.
const TURNS_MAX: usize = 60;
/// Pause between two attempts.
const TURN: Duration = Duration::from_millis(200);

/// The history of a schema: a function that lists its migrations.
#[derive(Debug, Clone, Copy)]
pub struct Schema(pub fn() -> Vec<Box<dyn MigrationTrait>>);

impl MigratorTraitSelf for Schema {
    fn migrations(&self) -> Vec<Box<dyn MigrationTrait>> {
        (self.0)()
    }
}

impl Schema {
    /// Applies the missing migrations; refuses a schema of a newer Matbaa. Writes nothing if none is missing, so that a
    /// paper on a read-only disk can be served.
    pub async fn bring_up_to_date(self, db: &DatabaseConnection, reads: &Reads, health: &Health) -> Result<()> {
        let backend = db.get_database_backend();
        // An error here may mean that there is no database yet.
        let known = self.status(reads, backend).await.unwrap_or_default();
        if !known.is_empty() && all_applied(&known)? {
            return Ok(());
        }
        for _ in 1..TURNS_MAX {
            match self.migrate(db, health).await {
                Err(Error::Storage { outage: Outage::Busy, .. }) => tokio::time::sleep(TURN).await,
                ended => return ended,
            }
        }
        self.migrate(db, health).await
    }

    async fn migrate(self, db: &DatabaseConnection, health: &Health) -> Result<()> {
        let tx = dialect::begin(db, health).await?;
        dialect::lock_schema(&tx).await?;
        if !all_applied(&self.status(&tx, db.get_database_backend()).await?)? {
            self.up(tx.for_migrations()?, None).await?;
        }
        tx.commit().await
    }

    /// Applies the first `steps` migrations to an empty database.
    pub async fn apply_first(self, tx: &Writing, steps: u32) -> Result<()> {
        Ok(self.up(tx.for_migrations()?, Some(steps)).await?)
    }

    /// The known migrations in order, then those that only the database knows.
    pub async fn status(self, db: &impl Source, backend: DbBackend) -> Result<Vec<MigrationLine>> {
        Ok(self.lines(&applied_names(db, backend).await?))
    }

    /// The same for a database that does not exist yet.
    pub fn none_applied(self) -> Vec<MigrationLine> {
        self.lines(&[])
    }

    /// The names of all migrations that this build knows, in order.
    pub fn names(self) -> Vec<String> {
        self.get_migration_files().iter().map(|migration| migration.name().to_owned()).collect()
    }

    fn lines(self, applied: &[String]) -> Vec<MigrationLine> {
        let known = self.names();
        let strangers = applied.iter().filter(|name| !known.contains(name));
        known
            .iter()
            .map(|name| MigrationLine { name: name.clone(), applied: applied.contains(name), known: true })
            .chain(strangers.map(|name| MigrationLine { name: name.clone(), applied: true, known: false }))
            .collect()
    }
}

/// Whether no migration is missing. [`Error::NewerSchema`] if there is one that this build does not know.
fn all_applied(lines: &[MigrationLine]) -> Result<bool> {
    match lines.iter().find(|line| !line.known) {
        Some(stranger) => Err(Error::NewerSchema { unknown: stranger.name.clone() }),
        None => Ok(lines.iter().all(|line| line.applied)),
    }
}

async fn applied_names(db: &impl Source, backend: DbBackend) -> Result<Vec<String>> {
    if !has_table(db, backend, "seaql_migrations").await? {
        return Ok(Vec::new());
    }
    let names = Query::select().column("version").from("seaql_migrations").order_by("version", Order::Asc).to_owned();
    source::column(db, &names).await
}

/// Whether the database has this table.
pub(crate) async fn has_table(db: &impl Source, backend: DbBackend, table: &str) -> Result<bool> {
    let exists = match backend {
        DbBackend::Sqlite => {
            Query::select().expr(Expr::val(1)).from("sqlite_master").and_where(Expr::col("name").eq(table)).to_owned()
        }
        _ => Query::select()
            .expr(Expr::val(1))
            .from(("information_schema", "tables"))
            .and_where(Expr::col("table_name").eq(table))
            .and_where(Expr::cust("table_schema = current_schema()"))
            .to_owned(),
    };
    Ok(!db.rows(&exists).await?.is_empty())
}
