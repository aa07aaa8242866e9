//! Related stories that were found by their texts, one row for each story.

use sea_orm_migration::prelude::*;

use super::columns::{number, words};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("related_stories")
            .col(number("story_id").primary_key())
            .col(number("version_id"))
            .col(number("found_at"))
            .col(words("related"))
            .to_owned();
        schema.create_table(table).await
    }
}
