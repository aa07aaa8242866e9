//! Presence in stories, remarks of colleagues, and preview links for outsiders.

use sea_orm_migration::prelude::*;

use super::columns::{id, number, number_or_none, words, words_or_none};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn refers(column: &'static str, table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().from_col(column).to_tbl(table).to_col("id").to_owned()
}

fn tables() -> [TableCreateStatement; 3] {
    // A row is the presence of a person in a story, renewed every half minute.
    let presences = Table::create()
        .table("presences")
        .col(number("story_id"))
        .col(number("person_id"))
        .col(number("seen_at"))
        .primary_key(Index::create().col("story_id").col("person_id"))
        .foreign_key(&mut refers("story_id", "stories"))
        .foreign_key(&mut refers("person_id", "people"))
        .to_owned();
    // `thread_id` is the remark that is answered; an answer has no passage of its own. Block, place and quote are the
    // passage in the newest text; `is_lost` if it is no longer found.
    let remarks = Table::create()
        .table("remarks")
        .col(id())
        .col(number("story_id"))
        .col(number_or_none("thread_id"))
        .col(number("person_id"))
        .col(number("made_at"))
        .col(words("text"))
        .col(words_or_none("block"))
        .col(number_or_none("place"))
        .col(words_or_none("quote"))
        .col(ColumnDef::new("is_lost").boolean().not_null().default(false))
        .col(number_or_none("edited_at"))
        .col(number_or_none("deleted_at"))
        .col(number_or_none("resolved_at"))
        .col(number_or_none("resolved_by"))
        .foreign_key(&mut refers("story_id", "stories"))
        .foreign_key(&mut refers("person_id", "people"))
        .to_owned();
    // Only the digest of a key is stored.
    let links = Table::create()
        .table("preview_links")
        .col(id())
        .col(number("story_id"))
        .col(words("token_hash"))
        .col(number("made_by"))
        .col(number("made_at"))
        .col(number("expires_at"))
        .col(number_or_none("revoked_at"))
        .col(number_or_none("revoked_by"))
        .col(ColumnDef::new("opened").big_integer().not_null().default(0))
        .col(number_or_none("opened_at"))
        .foreign_key(&mut refers("story_id", "stories"))
        .foreign_key(&mut refers("made_by", "people"))
        .to_owned();
    [presences, remarks, links]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for table in tables() {
            schema.create_table(table).await?;
        }
        let indexes = [
            Index::create().name("presences_seen").table("presences").col("seen_at").to_owned(),
            Index::create().name("remarks_story").table("remarks").col("story_id").col("id").to_owned(),
            Index::create().name("preview_links_story").table("preview_links").col("story_id").to_owned(),
            Index::create().name("preview_links_token").table("preview_links").col("token_hash").unique().to_owned(),
        ];
        for index in indexes {
            schema.create_index(index).await?;
        }
        Ok(())
    }
}
