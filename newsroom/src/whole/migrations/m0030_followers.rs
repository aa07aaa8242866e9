//! Followers of the publication log that keep their results on disk: the line up to which each has read, so that no
//! line it needs is deleted.

use sea_orm_migration::prelude::*;

use super::columns::{number, words};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("followers")
            .col(words("name").primary_key())
            .col(number("seq"))
            .col(number("at"))
            .to_owned();
        schema.create_table(table).await
    }
}
