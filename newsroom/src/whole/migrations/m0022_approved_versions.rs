//! The approved version of a story, which will be published whatever was saved since.

use sea_orm::ConnectionTrait;
use sea_orm_migration::prelude::*;

use super::columns::number_or_none;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let mut column = number_or_none("approved_version");
        schema.alter_table(Table::alter().table("stories").add_column(&mut column).to_owned()).await?;
        // It was not recorded before which version was approved: take the present one.
        let stand = Query::update()
            .table("stories")
            .value("approved_version", Func::coalesce([Expr::col("work_version"), Expr::col("live_version")]))
            .and_where(Expr::col("work").is_in(["approved", "scheduled"]))
            .to_owned();
        schema.get_connection().execute(&stand).await?;
        // From now on typing does not overwrite it.
        let approved = Query::select()
            .column("approved_version")
            .from("stories")
            .and_where(Expr::col("approved_version").is_not_null())
            .to_owned();
        let settle = Query::update()
            .table("story_versions")
            .value("reason", "save")
            .and_where(Expr::col("reason").eq("typing"))
            .and_where(Expr::col("id").in_subquery(approved))
            .to_owned();
        schema.get_connection().execute(&settle).await?;
        Ok(())
    }
}
