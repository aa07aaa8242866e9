//! Comments of readers with their answers, likes, reports and bans; and the comment policy of each section and story.

use sea_orm::ConnectionTrait;
use sea_orm_migration::prelude::*;

use super::columns::{flag, id, number, number_or_none, words, words_or_none};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn refers(column: &'static str, table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().from_col(column).to_tbl(table).to_col("id").to_owned()
}

fn zero(name: &'static str) -> ColumnDef {
    number(name).default(0).take()
}

fn tables() -> [TableCreateStatement; 4] {
    // `thread_id` is the comment that is answered; an answer to an answer is in the same thread. `key` is the digest of
    // the form's idempotency key, so that a form sent twice makes one comment; `own_key` is that of the author's secret
    // link. `reader` and `block` are keyed hashes, deleted after 30 days.
    let comments = Table::create()
        .table("comments")
        .col(id())
        .col(words("public_id"))
        .col(number("story_id"))
        .col(number_or_none("thread_id"))
        .col(words("state"))
        .col(words("name"))
        .col(words_or_none("email"))
        .col(words("text"))
        .col(number("said_at"))
        .col(words("doubts"))
        .col(number("print"))
        .col(words("key"))
        .col(words("own_key"))
        .col(words_or_none("reader"))
        .col(words_or_none("block"))
        .col(number_or_none("edited_at"))
        .col(flag("to_review"))
        .col(number_or_none("decided_at"))
        .col(number_or_none("decided_by"))
        .col(words_or_none("refusal"))
        .col(zero("answers"))
        .col(zero("likes"))
        .col(zero("reports"))
        .foreign_key(&mut refers("story_id", "stories"))
        .to_owned();
    let marks = Table::create()
        .table("comment_marks")
        .col(number("comment_id"))
        .col(words("kind"))
        .col(words("reader"))
        .col(number("at"))
        .col(words_or_none("reason"))
        .primary_key(Index::create().col("comment_id").col("kind").col("reader"))
        .foreign_key(&mut refers("comment_id", "comments"))
        .to_owned();
    // `value` is a keyed hash of an address block, an e-mail address, or a pattern with stars for names and addresses.
    let bans = Table::create()
        .table("comment_bans")
        .col(id())
        .col(words("kind"))
        .col(words("value"))
        .col(number_or_none("until"))
        .col(number("made_at"))
        .col(number_or_none("made_by"))
        .col(words("note"))
        .col(words_or_none("about"))
        .col(number_or_none("lifted_at"))
        .to_owned();
    let counts = Table::create()
        .table("comment_counts")
        .col(ColumnDef::new("story_id").big_integer().not_null().primary_key())
        .col(number("approved"))
        .col(number("last_at"))
        .foreign_key(&mut refers("story_id", "stories"))
        .to_owned();
    [comments, marks, bans, counts]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for table in tables() {
            schema.create_table(table).await?;
        }
        let index = |name: &'static str| Index::create().name(name).table("comments").to_owned();
        let indexes = [
            index("comments_public").col("public_id").unique().to_owned(),
            index("comments_key").col("key").unique().to_owned(),
            index("comments_own").col("own_key").unique().to_owned(),
            index("comments_story").col("story_id").col("thread_id").col("id").to_owned(),
            index("comments_thread").col("thread_id").col("id").to_owned(),
            index("comments_state").col("state").col("id").to_owned(),
            index("comments_review").col("to_review").col("id").to_owned(),
            index("comments_reader").col("reader").col("id").to_owned(),
            index("comments_email").col("email").col("id").to_owned(),
            index("comments_said").col("said_at").to_owned(),
            index("comments_decided").col("decided_at").to_owned(),
            Index::create().name("comment_marks_at").table("comment_marks").col("at").to_owned(),
            Index::create().name("comment_marks_reader").table("comment_marks").col("reader").to_owned(),
            Index::create()
                .name("comment_counts_most")
                .table("comment_counts")
                .col("approved")
                .col("story_id")
                .to_owned(),
        ];
        for one in indexes {
            schema.create_index(one).await?;
        }
        let policy = Table::alter().table("sections").add_column(words_or_none("comment_policy")).to_owned();
        schema.alter_table(policy).await?;
        // So far nothing has read the column, and all rows had the same word.
        let as_the_section = Query::update().table("stories").value("comment_policy", "section").to_owned();
        schema.get_connection().execute(&as_the_section).await?;
        Ok(())
    }
}
