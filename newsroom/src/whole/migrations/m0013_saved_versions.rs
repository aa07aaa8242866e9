//! An index of versions by the time of saving, without those of an archive.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let saved = Index::create()
            .name("story_versions_saved")
            .table("story_versions")
            .col("made_at")
            .col("story_id")
            .and_where(Expr::col("reason").eq("save"))
            .to_owned();
        schema.create_index(saved).await
    }
}
