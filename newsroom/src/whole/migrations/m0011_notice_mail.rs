//! Which notices a person wants by mail, and daily routines at an hour of wall time.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let number = |name: &'static str| ColumnDef::new(name).big_integer().not_null().take();
        let words = |name: &'static str| ColumnDef::new(name).text().not_null().take();
        // Only people who have chosen have a row.
        let choices = Table::create()
            .table("notice_mail")
            .col(number("person_id").primary_key())
            .col(words("way"))
            .col(number("hour"))
            .foreign_key(ForeignKey::create().from_col("person_id").to_tbl("people").to_col("id"))
            .to_owned();
        schema.create_table(choices).await?;
        // The next time as wall time and zone, and its instant; `mark` is the cursor of the routine.
        let routines = Table::create()
            .table("routines")
            .col(words("name").primary_key())
            .col(number("hour"))
            .col(words("wall"))
            .col(words("zone"))
            .col(number("due_at"))
            .col(number("mark"))
            .to_owned();
        schema.create_table(routines).await?;
        let due = Index::create().name("routines_due").table("routines").col("due_at").to_owned();
        schema.create_index(due).await
    }
}
