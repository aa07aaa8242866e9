//! How often the words of a story that were being worked on were dropped: whoever looked before has seen other words.

use sea_orm_migration::prelude::*;

use super::columns::number;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let mut drops = number("drops").default(0).to_owned();
        schema.alter_table(Table::alter().table("stories").add_column(&mut drops).to_owned()).await
    }
}
