//! An index for counting failures to sign in by person, over all blocks, for a day.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let person = Index::create()
            .name("sign_in_failures_person")
            .table("sign_in_failures")
            .col("person")
            .col("at")
            .to_owned();
        schema.create_index(person).await
    }
}
