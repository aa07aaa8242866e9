//! The screening of comments: the moderators' word lists with the initial list of a paper; the counts of the
//! classifier; and one row with a number that grows with every change of the lists, and with the numbers of decisions.

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
            // A comment with it is spam instead of waiting.
            .col(flag("refuses"))
            .col(words("word"))
            // The key of all its spellings, for finding it in the list. The patterns for matching comments are computed
            // from the word.
            .col(words("match_key"))
            .col(words_or_none("note"))
            .col(number_or_none("made_by"))
            .col(number("made_at"))
            .col(number("hits"))
            // A removed word can be restored.
            .col(number_or_none("removed_at"))
            .to_owned();
        schema.create_table(list).await?;
        let one = Index::create().name("screen_words_one").table("screen_words").col("match_key").unique().to_owned();
        schema.create_index(one).await?;
        let tokens = Table::create()
            .table("screen_tokens")
            // The digest of a word, never the word itself.
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
        // Lists are shown newest first; reversed, they appear in the order of the file.
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
