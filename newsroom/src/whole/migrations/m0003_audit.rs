//! The audit log: who did what to what, each row chained to the one before, with a signed head.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let number = |name: &'static str| ColumnDef::new(name).big_integer().not_null().take();
        let words = |name: &'static str| ColumnDef::new(name).text().not_null().take();
        let log = Table::create()
            .table("audit_log")
            .col(number("seq").primary_key())
            .col(number("at"))
            .col(words("actor"))
            .col(words("act"))
            .col(words("subject"))
            .col(words("details"))
            .col(words("previous"))
            .col(words("digest"))
            .to_owned();
        schema.create_table(log).await?;
        for (name, column) in [
            ("audit_log_subject", "subject"),
            ("audit_log_actor", "actor"),
            ("audit_log_act", "act"),
            ("audit_log_at", "at"),
        ] {
            let index = Index::create().name(name).table("audit_log").col(column).col("seq").to_owned();
            schema.create_index(index).await?;
        }
        let head = Table::create()
            .table("audit_head")
            .col(ColumnDef::new("id").integer().not_null().primary_key())
            .col(number("seq"))
            .col(words("digest"))
            .col(words("signature"))
            .to_owned();
        schema.create_table(head).await?;
        let first = Query::insert()
            .into_table("audit_head")
            .columns(["id", "seq", "digest", "signature"])
            .values_panic([1.into(), 0_i64.into(), "".into(), "".into()])
            .to_owned();
        schema.get_connection().execute(&first).await?;
        Ok(())
    }
}
