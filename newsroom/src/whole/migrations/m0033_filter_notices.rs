//! Notices for saved filters: up to which change a filter was compared, and the stories that its person knows of.

use sea_orm_migration::prelude::*;

use super::columns::{number, number_or_none};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let column = Table::alter().table("saved_filters").add_column(number_or_none("compared_until")).to_owned();
        schema.alter_table(column).await?;
        let table = Table::create()
            .table("filter_hits")
            .col(number("filter_id"))
            .col(number("story_id"))
            .primary_key(Index::create().col("filter_id").col("story_id"))
            .to_owned();
        schema.create_table(table).await
    }
}
