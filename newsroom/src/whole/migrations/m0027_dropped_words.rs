//! How many times an update in progress of a story was dropped, so that decisions based on dropped content are noticed.

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
