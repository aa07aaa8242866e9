//! Threads of running stories, and the related stories of a story.
//!
//! The previous release may still be serving: what it saves has no thread and no related stories.

use sea_orm_migration::prelude::*;

use super::columns::{id, number, number_or_none, words, words_or_none};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let threads = Table::create()
            .table("threads")
            .col(id())
            .col(words("slug"))
            .col(words("name"))
            .col(words_or_none("description"))
            .col(words("name_folded"))
            .col(words("language"))
            // A merged thread stays as a row, because versions that refer to it are never rewritten.
            .col(number_or_none("merged_into"))
            .to_owned();
        schema.create_table(threads).await?;
        let slug = Index::create().name("threads_slug").table("threads").col("slug").unique().to_owned();
        schema.create_index(slug).await?;
        let name = Index::create().name("threads_name").table("threads").col("name_folded").col("id").to_owned();
        schema.create_index(name).await?;
        let places = Table::create()
            .table("story_threads")
            .col(number("story_id"))
            .col(number("thread_id"))
            .col(number("position"))
            .col(number("published_at"))
            .primary_key(Index::create().col("thread_id").col("story_id"))
            .foreign_key(ForeignKey::create().from("story_threads", "story_id").to("stories", "id"))
            .to_owned();
        schema.create_table(places).await?;
        for (name, columns) in [
            ("story_threads_time", &["thread_id", "published_at", "story_id"][..]),
            ("story_threads_story", &["story_id"][..]),
        ] {
            let mut index = Index::create().name(name).table("story_threads").to_owned();
            columns.iter().for_each(|column| {
                index.col(*column);
            });
            schema.create_index(index).await?;
        }
        let mut related = words("related").default("[]").take();
        schema.alter_table(Table::alter().table("story_versions").add_column(&mut related).to_owned()).await?;
        let mut thread = number_or_none("thread_id");
        schema.alter_table(Table::alter().table("story_versions").add_column(&mut thread).to_owned()).await
    }
}
