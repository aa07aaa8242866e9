//! When the words of a comment last changed, for the search among comments.

use sea_orm::ConnectionTrait;
use sea_orm_migration::prelude::*;

use super::columns::number;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let mut column = number("words_at").default(0).take();
        schema.alter_table(Table::alter().table("comments").add_column(&mut column).to_owned()).await?;
        let said = Query::update().table("comments").value("words_at", Expr::col("said_at")).to_owned();
        schema.get_connection().execute(&said).await?;
        let index = Index::create().name("comments_words").table("comments").col("words_at").col("id").to_owned();
        schema.create_index(index).await
    }
}
