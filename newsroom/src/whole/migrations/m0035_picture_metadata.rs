//! What the files of pictures say about them. A picture without a row was not read yet: it was added before, or by the
//! previous release while it was still serving.

use sea_orm_migration::prelude::*;

use super::columns::{number, words};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("picture_metadata")
            .col(number("picture_id").primary_key())
            .col(words("found"))
            .foreign_key(ForeignKey::create().from("picture_metadata", "picture_id").to("pictures", "id"))
            .to_owned();
        schema.create_table(table).await
    }
}
