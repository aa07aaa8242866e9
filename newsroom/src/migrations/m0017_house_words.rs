//! The words of the house: names with one spelling and the wrong ones met, words avoided, words known; and a number that
//! grows with every change of them, so that each node knows whether what it has in memory is still true.

use sea_orm::ConnectionTrait;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let text = |name: &'static str| ColumnDef::new(name).text().not_null().take();
        let words = Table::create()
            .table("house_words")
            .col(ColumnDef::new("id").big_integer().not_null().auto_increment().primary_key())
            .col(text("kind"))
            .col(text("lang"))
            .col(text("word"))
            // The word and its wrong forms, folded, for the search.
            .col(text("folded"))
            .col(ColumnDef::new("instead").text().null())
            .col(ColumnDef::new("reason").text().null())
            // A word that was removed can be brought back.
            .col(ColumnDef::new("removed_at").big_integer().null())
            .to_owned();
        schema.create_table(words).await?;
        let one = Index::create()
            .name("house_words_one")
            .table("house_words")
            .col("lang")
            .col("kind")
            .col("word")
            .unique()
            .to_owned();
        schema.create_index(one).await?;
        let search = Index::create().name("house_words_search").table("house_words").col("folded").col("id").to_owned();
        schema.create_index(search).await?;
        let wrong = Table::create()
            .table("house_word_forms")
            .col(ColumnDef::new("word_id").big_integer().not_null())
            .col(ColumnDef::new("position").big_integer().not_null())
            .col(text("form"))
            .primary_key(Index::create().col("word_id").col("position"))
            .foreign_key(ForeignKey::create().from("house_word_forms", "word_id").to("house_words", "id"))
            .to_owned();
        schema.create_table(wrong).await?;
        let head = Table::create()
            .table("house_words_head")
            .col(ColumnDef::new("id").big_integer().not_null().primary_key())
            .col(ColumnDef::new("number").big_integer().not_null())
            .to_owned();
        schema.create_table(head).await?;
        let begin = Query::insert()
            .into_table("house_words_head")
            .columns(["id", "number"])
            .values_panic([1_i64.into(), 0_i64.into()])
            .to_owned();
        schema.get_connection().execute(&begin).await?;
        Ok(())
    }
}
