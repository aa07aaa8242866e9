//! The house words: names with their correct spelling and wrong forms, words to avoid, known words; and a number that
//! grows with every change, so that each node knows whether its copy in memory is up to date.

use sea_orm::ConnectionTrait;
use sea_orm_migration::prelude::*;

use super::columns::{id, number, number_or_none, words, words_or_none};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let list = Table::create()
            .table("house_words")
            .col(id())
            .col(words("kind"))
            .col(words("lang"))
            .col(words("word"))
            // The word and its wrong forms, folded, for the search.
            .col(words("folded"))
            .col(words_or_none("instead"))
            .col(words_or_none("reason"))
            // A removed word can be restored.
            .col(number_or_none("removed_at"))
            .to_owned();
        schema.create_table(list).await?;
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
            .col(number("word_id"))
            .col(number("position"))
            .col(words("form"))
            .primary_key(Index::create().col("word_id").col("position"))
            .foreign_key(ForeignKey::create().from("house_word_forms", "word_id").to("house_words", "id"))
            .to_owned();
        schema.create_table(wrong).await?;
        let head = Table::create()
            .table("house_words_head")
            .col(ColumnDef::new("id").big_integer().not_null().primary_key())
            .col(number("number"))
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
