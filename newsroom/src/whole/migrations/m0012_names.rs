//! Folded names of topics and writers for the search, merged topics, and former addresses.
//!
//! The previous release may still be serving: rows that it adds have an empty folded name until they are changed.

use sea_orm::ConnectionTrait;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Rows folded in one query.
const FOLDED_AT_ONCE: u64 = 1_000;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for (table, index) in [("topics", "topics_name"), ("writers", "writers_name")] {
            let mut folded = ColumnDef::new("name_folded").text().not_null().default("").take();
            schema.alter_table(Table::alter().table(table).add_column(&mut folded).to_owned()).await?;
            fold_names(schema.get_connection(), table).await?;
            schema
                .create_index(Index::create().name(index).table(table).col("name_folded").col("id").to_owned())
                .await?;
        }
        // A merged topic stays as a row, because versions that refer to it are never rewritten.
        let mut merged = ColumnDef::new("merged_into").big_integer().null().take();
        schema.alter_table(Table::alter().table("topics").add_column(&mut merged).to_owned()).await?;
        let former = Table::create()
            .table("former_addresses")
            .col(ColumnDef::new("kind").text().not_null())
            .col(ColumnDef::new("slug").text().not_null())
            .col(ColumnDef::new("other_id").big_integer().not_null())
            .primary_key(Index::create().col("kind").col("slug"))
            .to_owned();
        schema.create_table(former).await
    }
}

/// Only our own code can fold Arabic.
async fn fold_names(db: &impl ConnectionTrait, table: &'static str) -> Result<(), DbErr> {
    let mut last = 0_i64;
    loop {
        let some = Query::select()
            .columns(["id", "name"])
            .from(table)
            .and_where(Expr::col("id").gt(last))
            .order_by("id", Order::Asc)
            .limit(FOLDED_AT_ONCE)
            .to_owned();
        let rows = db.query_all(&some).await?;
        if rows.is_empty() {
            return Ok(());
        }
        for row in rows {
            let (id, name): (i64, String) = (row.try_get("", "id")?, row.try_get("", "name")?);
            let fold = Query::update()
                .table(table)
                .value("name_folded", arabic::normalize::key(&name))
                .and_where(Expr::col("id").eq(id))
                .to_owned();
            db.execute(&fold).await?;
            last = id;
        }
    }
}
