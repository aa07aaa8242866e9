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

use sea_orm::{ConnectionTrait, DatabaseConnection, TransactionTrait};
use sea_orm_migration::prelude::*;

use crate::dialect;
use crate::error::{Error, Result};

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

/// Applies what is missing; refuses a schema from the future.
pub(crate) async fn bring_up_to_date(db: &DatabaseConnection) -> Result<()> {
    let tx = db.begin_with_options(dialect::write_options(db)).await?;
    dialect::lock_schema(&tx).await?;
    if let Some(stranger) = status(&tx).await?.into_iter().find(|line| !line.known) {
        return Err(Error::NewerSchema { unknown: stranger.name });
    }
    Migrator::up(&tx, None).await?;
    tx.commit().await?;
    Ok(())
}

/// Known migrations in order, then those only the database knows.
pub(crate) async fn status<C: ConnectionTrait>(db: &C) -> Result<Vec<MigrationLine>> {
    let applied = applied_names(db).await?;
    let known: Vec<String> = Migrator::get_migration_files().iter().map(|m| m.name().to_owned()).collect();
    let strangers = applied.iter().filter(|name| !known.contains(name));
    Ok(known
        .iter()
        .map(|name| MigrationLine { name: name.clone(), applied: applied.contains(name), known: true })
        .chain(strangers.map(|name| MigrationLine { name: name.clone(), applied: true, known: false }))
        .collect())
}

async fn applied_names<C: ConnectionTrait>(db: &C) -> Result<Vec<String>> {
    let table = "seaql_migrations";
    let exists = match db.get_database_backend() {
        sea_orm::DbBackend::Sqlite => {
            Query::select().expr(Expr::val(1)).from("sqlite_master").and_where(Expr::col("name").eq(table)).to_owned()
        }
        _ => Query::select()
            .expr(Expr::val(1))
            .from(("information_schema", "tables"))
            .and_where(Expr::col("table_name").eq(table))
            .to_owned(),
    };
    if db.query_one(&exists).await?.is_none() {
        return Ok(Vec::new());
    }
    let names = Query::select().column("version").from(table).order_by("version", Order::Asc).to_owned();
    db.query_all(&names).await?.iter().map(|row| Ok(row.try_get("", "version")?)).collect()
}
