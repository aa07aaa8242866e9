//! Scores for «most read», excluded stories, and the last batch of reads of each node.
//!
//! The ranking has rows only for stories that were read lately. Beside the score it has the columns by which it is
//! filtered, so that a list reads one range of an index, however many stories the paper has.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let number = |name: &'static str| ColumnDef::new(name).big_integer().not_null().take();
        let words = |name: &'static str| ColumnDef::new(name).text().not_null().take();
        let of_a_story = || ForeignKey::create().from_col("story_id").to_tbl("stories").to_col("id").to_owned();
        let scores = Table::create()
            .table("read_scores")
            .col(number("story_id"))
            .col(words("span"))
            .col(number("edition_id"))
            .col(words("language"))
            .col(number("section_id"))
            .col(ColumnDef::new("score").double().not_null())
            .primary_key(Index::create().col("story_id").col("span"))
            .foreign_key(&mut of_a_story())
            .to_owned();
        schema.create_table(scores).await?;
        for (name, scope) in [("read_scores_edition", "edition_id"), ("read_scores_section", "section_id")] {
            let mut index = Index::create().name(name).table("read_scores").to_owned();
            for column in [scope, "language", "span", "score", "story_id"] {
                index.col(column);
            }
            schema.create_index(index).await?;
        }
        let hidden = Table::create()
            .table("most_read_hidden")
            .col(number("story_id").primary_key())
            .foreign_key(&mut of_a_story())
            .to_owned();
        schema.create_table(hidden).await?;
        let batches = Table::create()
            .table("read_batches")
            .col(words("node").primary_key())
            .col(number("number"))
            .col(number("at"))
            .to_owned();
        schema.create_table(batches).await
    }
}
