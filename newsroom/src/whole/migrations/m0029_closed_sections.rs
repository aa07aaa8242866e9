//! Closed and merged sections: closed ones keep their stories and take no new ones; merged ones refer to their
//! successor.

use sea_orm_migration::prelude::*;

use super::columns::number_or_none;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        // SQLite adds only one column in a statement.
        for name in ["closed_at", "merged_into"] {
            let mut column = number_or_none(name);
            schema.alter_table(Table::alter().table("sections").add_column(&mut column).to_owned()).await?;
        }
        Ok(())
    }
}
