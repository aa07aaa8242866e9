//! The schema's history. Migrations only add; a released one is never edited.
//!
//! All pending ones run in one transaction under a lock, so that two nodes starting together migrate once and a
//! failure leaves the schema as it was.

mod columns;
mod m0001_newspaper;
mod m0002_reads;
mod m0003_audit;
mod m0004_workflow;
mod m0010_people;
mod m0011_notice_mail;
mod m0012_names;
mod m0013_saved_versions;
mod m0014_front_by_hand;
mod m0015_live_desk;
mod m0016_working_copies;
mod m0017_house_words;
mod m0018_comments;
mod m0019_screening;
mod m0020_threads;
mod m0021_crops;
mod m0022_approved_versions;
mod m0024_picture_stories;
mod m0025_guesses;
mod m0026_folders;
mod m0027_dropped_words;
mod m0028_old_addresses;
mod m0029_closed_sections;

use std::time::Duration;

use sea_orm::{DatabaseConnection, DbBackend};
use sea_orm_migration::prelude::*;

use crate::dialect;
use crate::error::{Error, Result};
use crate::health::Health;
use crate::outage::Outage;
use crate::source::{Reads, Source};
use crate::writing::Writing;

pub(crate) struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_newspaper::Migration),
            Box::new(m0002_reads::Migration),
            Box::new(m0003_audit::Migration),
            Box::new(m0004_workflow::Migration),
            Box::new(m0010_people::Migration),
            Box::new(m0011_notice_mail::Migration),
            Box::new(m0012_names::Migration),
            Box::new(m0013_saved_versions::Migration),
            Box::new(m0014_front_by_hand::Migration),
            Box::new(m0015_live_desk::Migration),
            Box::new(m0016_working_copies::Migration),
            Box::new(m0017_house_words::Migration),
            Box::new(m0018_comments::Migration),
            Box::new(m0019_screening::Migration),
            Box::new(m0020_threads::Migration),
            Box::new(m0021_crops::Migration),
            Box::new(m0022_approved_versions::Migration),
            Box::new(m0024_picture_stories::Migration),
            Box::new(m0025_guesses::Migration),
            Box::new(m0026_folders::Migration),
            Box::new(m0027_dropped_words::Migration),
            Box::new(m0028_old_addresses::Migration),
            Box::new(m0029_closed_sections::Migration),
        ]
    }
}

/// One line of `matbaa migrate --status`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MigrationLine {
    /// The migration's name.
    pub name: String,
    /// Whether the database has it.
    pub applied: bool,
    /// Whether this build knows it; an applied one it does not know comes from a newer Matbaa.
    pub known: bool,
}

/// How often the schema's lock is asked for, each time as long as a write waits, while another process migrates.
const TURNS_MAX: usize = 60;
/// How long nothing is asked between two of them.
const TURN: Duration = Duration::from_millis(200);

/// Applies what is missing; refuses a schema from the future. Where nothing is missing, nothing is written: a paper whose
/// disk takes no writes can be served.
pub(crate) async fn bring_up_to_date(db: &DatabaseConnection, reads: &Reads, health: &Health) -> Result<()> {
    let backend = db.get_database_backend();
    // Where nothing can be read yet, there may be no database yet.
    let known = status(reads, backend).await.unwrap_or_default();
    if !known.is_empty() && all_applied(&known)? {
        return Ok(());
    }
    for _ in 1..TURNS_MAX {
        match migrate(db, health).await {
            Err(Error::Storage { outage: Outage::Busy, .. }) => tokio::time::sleep(TURN).await,
            ended => return ended,
        }
    }
    migrate(db, health).await
}

async fn migrate(db: &DatabaseConnection, health: &Health) -> Result<()> {
    let tx = Writing::begin(db, health).await?;
    dialect::lock_schema(&tx).await?;
    if !all_applied(&status(&tx, db.get_database_backend()).await?)? {
        Migrator::up(tx.for_migrations()?, None).await?;
    }
    tx.commit().await
}

/// Whether no migration is missing. [`Error::NewerSchema`] where there is one that this build does not know.
fn all_applied(lines: &[MigrationLine]) -> Result<bool> {
    match lines.iter().find(|line| !line.known) {
        Some(stranger) => Err(Error::NewerSchema { unknown: stranger.name.clone() }),
        None => Ok(lines.iter().all(|line| line.applied)),
    }
}

/// Known migrations in order, then those only the database knows.
pub(crate) async fn status(db: &impl Source, backend: DbBackend) -> Result<Vec<MigrationLine>> {
    Ok(lines(&applied_names(db, backend).await?))
}

/// The same for a database that is not there yet.
pub(crate) fn none_applied() -> Vec<MigrationLine> {
    lines(&[])
}

fn lines(applied: &[String]) -> Vec<MigrationLine> {
    let known: Vec<String> = Migrator::get_migration_files().iter().map(|m| m.name().to_owned()).collect();
    let strangers = applied.iter().filter(|name| !known.contains(name));
    known
        .iter()
        .map(|name| MigrationLine { name: name.clone(), applied: applied.contains(name), known: true })
        .chain(strangers.map(|name| MigrationLine { name: name.clone(), applied: true, known: false }))
        .collect()
}

async fn applied_names(db: &impl Source, backend: DbBackend) -> Result<Vec<String>> {
    if !has_table(db, backend, "seaql_migrations").await? {
        return Ok(Vec::new());
    }
    let names = Query::select().column("version").from("seaql_migrations").order_by("version", Order::Asc).to_owned();
    db.rows(&names).await?.into_iter().map(|row| row.columns().take()).collect()
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
