//! The name of the folder that belongs to the database.

use sea_orm_migration::prelude::*;

use super::columns::{number, words};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::create().table("folders").col(number("id").primary_key()).col(words("name")).to_owned();
        schema.create_table(table.take()).await
    }
}
