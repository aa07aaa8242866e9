//! What screening of comments knows: the moderators' lists of words, with the list a paper begins with; what their decisions
//! have counted; and one row with the number that grows with every change of the lists, and with how much was decided.

use sea_orm::ConnectionTrait;
use sea_orm_migration::prelude::*;

use super::columns::{flag, id, number, number_or_none, words, words_or_none};
use crate::readers::screening::{FIRST_LIST, ScreenKind, read_screen_words};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let list = Table::create()
            .table("screen_words")
            .col(id())
            .col(words("kind"))
            // A comment with it lies with the spam rather than wait.
            .col(flag("refuses"))
            .col(words("word"))
            // Every spelling of it, for finding it in the list; what is looked for in comments is made anew from the word.
            .col(words("match_key"))
            .col(words_or_none("note"))
            .col(number_or_none("made_by"))
            .col(number("made_at"))
            .col(number("hits"))
            // A word that was removed can be brought back.
            .col(number_or_none("removed_at"))
            .to_owned();
        schema.create_table(list).await?;
        let one = Index::create().name("screen_words_one").table("screen_words").col("match_key").unique().to_owned();
        schema.create_index(one).await?;
        let tokens = Table::create()
            .table("screen_tokens")
            // Digest of a word, never the word.
            .col(ColumnDef::new("token").big_integer().not_null().primary_key())
            .col(number("ok_count"))
            .col(number("bad_count"))
            .to_owned();
        schema.create_table(tokens).await?;
        let head = Table::create()
            .table("screen_head")
            .col(ColumnDef::new("id").big_integer().not_null().primary_key())
            .col(number("number"))
            .col(number("ok_count"))
            .col(number("bad_count"))
            .to_owned();
        schema.create_table(head).await?;
        let begin = Query::insert()
            .into_table("screen_head")
            .columns(["id", "number", "ok_count", "bad_count"])
            .values_panic([1_i64.into(), 0_i64.into(), 0_i64.into(), 0_i64.into()])
            .to_owned();
        schema.get_connection().execute(&begin).await?;
        let columns = ["kind", "refuses", "word", "match_key", "note", "made_at", "hits"];
        let (mut first, _) = read_screen_words(FIRST_LIST, ScreenKind::Hold);
        // Lists are shown the newest first: so they read as the file does.
        first.reverse();
        for words in first.chunks(64) {
            let mut insert = Query::insert().into_table("screen_words").columns(columns).to_owned();
            for word in words {
                let key = arabic::evasion::key(&word.word);
                insert.values_panic([
                    word.kind.word().into(),
                    word.refuses.into(),
                    word.word.as_str().into(),
                    key.into(),
                    word.note.clone().into(),
                    0_i64.into(),
                    0_i64.into(),
                ]);
            }
            schema.get_connection().execute(&insert).await?;
        }
        Ok(())
    }
}
