//! The key of the last typing that was saved, in the row of the typist's lock.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let key = Table::alter().table("story_locks").add_column(ColumnDef::new("last_key").text().null()).to_owned();
        schema.alter_table(key).await?;
        // Finds the working copy of a story without reading its other versions.
        let typing = Index::create()
            .name("story_versions_typing")
            .table("story_versions")
            .col("story_id")
            .and_where(Expr::col("reason").eq("typing"))
            .to_owned();
        schema.create_index(typing).await
    }
}
