//! The records of pictures in the archive: what the desk says of them, their rights, who added them, what they look like,
//! and when their words last changed, for the search. Where the desk decided nothing, the words of the published story
//! count that showed a picture first. A picture with `words_at` 0 waits until its columns are filled in the background.

use ::story::Document;
use sea_orm::ConnectionTrait;
use sea_orm_migration::prelude::*;

use super::columns::{flag, number, number_or_none, words, words_or_none};
use crate::stories::pictures::photos_in;

/// Stories read at a time.
const STEP: u64 = 500;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let facts = Table::create()
            .table("picture_facts")
            .col(number("picture_id"))
            .col(words("field"))
            .col(words("value"))
            .col(number_or_none("made_by"))
            .col(number("made_at"))
            // The published story whose words they are.
            .col(number_or_none("story_id"))
            .primary_key(Index::create().col("picture_id").col("field"))
            .foreign_key(ForeignKey::create().from("picture_facts", "picture_id").to("pictures", "id"))
            .to_owned();
        schema.create_table(facts).await?;
        let of_story = Index::create().name("picture_facts_story").table("picture_facts").col("story_id").to_owned();
        schema.create_index(of_story).await?;
        let rights = Table::create()
            .table("picture_rights")
            .col(number("picture_id").primary_key())
            .col(words("owner").default(""))
            .col(words("terms").default(""))
            // Codes with spaces between them; empty for all languages.
            .col(words("languages").default(""))
            .col(words_or_none("last_day"))
            // Whether people were told that the last day is near.
            .col(flag("is_told"))
            .col(number_or_none("withdrawn_at"))
            .col(number_or_none("withdrawn_by"))
            .col(words("reason").default(""))
            .col(number_or_none("replaced_by"))
            .foreign_key(ForeignKey::create().from("picture_rights", "picture_id").to("pictures", "id"))
            .to_owned();
        schema.create_table(rights).await?;
        let by_day = Index::create().name("picture_rights_last_day").table("picture_rights").col("last_day").to_owned();
        schema.create_index(by_day).await?;
        let columns = [
            number("words_at").default(0).take(),
            number_or_none("added_by"),
            words("file_name").default("").take(),
            flag("has_caption"),
            flag("has_credit"),
            flag("has_alt"),
            // What it looks like: the fingerprint, and its four parts.
            number_or_none("likeness"),
            number_or_none("likeness_0"),
            number_or_none("likeness_1"),
            number_or_none("likeness_2"),
            number_or_none("likeness_3"),
        ];
        for mut column in columns {
            schema.alter_table(Table::alter().table("picture_metadata").add_column(&mut column).to_owned()).await?;
        }
        let by_words = Index::create()
            .name("picture_metadata_words")
            .table("picture_metadata")
            .col("words_at")
            .col("picture_id")
            .to_owned();
        schema.create_index(by_words).await?;
        // What the desk has to complete is counted on every page of the archive.
        for (name, column) in [
            ("picture_metadata_caption", "has_caption"),
            ("picture_metadata_credit", "has_credit"),
            ("picture_metadata_alt", "has_alt"),
        ] {
            let index = Index::create().name(name).table("picture_metadata").col(column).col("picture_id").to_owned();
            schema.create_index(index).await?;
        }
        for (name, column) in [
            ("picture_metadata_likeness_0", "likeness_0"),
            ("picture_metadata_likeness_1", "likeness_1"),
            ("picture_metadata_likeness_2", "likeness_2"),
            ("picture_metadata_likeness_3", "likeness_3"),
        ] {
            schema.create_index(Index::create().name(name).table("picture_metadata").col(column).to_owned()).await?;
        }
        let of_original = Index::create().name("pictures_original").table("pictures").col("original_id").to_owned();
        schema.create_index(of_original).await?;
        let db = schema.get_connection();
        told_of_leads(db).await?;
        told_of_photos(db).await
    }
}

/// The words of published stories about their lead pictures.
async fn told_of_leads(db: &SchemaManagerConnection<'_>) -> Result<(), DbErr> {
    for (field, column) in [("caption", "lead_caption"), ("credit", "lead_credit"), ("alt", "lead_alt")] {
        let sql = format!(
            "INSERT INTO picture_facts (picture_id, field, value, made_at, story_id) \
             SELECT COALESCE(p.original_id, p.id), '{field}', v.{column}, v.made_at, s.id FROM stories s \
             INNER JOIN story_versions v ON v.id = s.live_version \
             INNER JOIN pictures p ON p.id = v.lead_picture_id \
             WHERE s.live = 'published' AND v.{column} <> '' ORDER BY s.id ON CONFLICT DO NOTHING"
        );
        db.execute_unprepared(&sql).await?;
    }
    Ok(())
}

/// The words of published stories about the photos in their texts.
async fn told_of_photos(db: &SchemaManagerConnection<'_>) -> Result<(), DbErr> {
    let mut after = 0_i64;
    loop {
        let query = Query::select()
            .columns([("s", "id"), ("v", "made_at"), ("v", "body")])
            .from_as("stories", "s")
            .join_as(JoinType::InnerJoin, "story_versions", "v", Expr::col(("v", "id")).equals(("s", "live_version")))
            .and_where(Expr::col(("s", "id")).gt(after))
            .and_where(Expr::col(("s", "live")).eq("published"))
            .and_where(Expr::col(("v", "body")).like("%\"picture\"%"))
            .order_by(("s", "id"), Order::Asc)
            .limit(STEP)
            .to_owned();
        let rows = db.query_all(&query).await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last.try_get_by_index(0)?;
        for row in &rows {
            let (story, made_at, body): (i64, i64, String) =
                (row.try_get_by_index(0)?, row.try_get_by_index(1)?, row.try_get_by_index(2)?);
            let Ok(body) = Document::from_json(&body) else { continue };
            for photo in photos_in(&body) {
                let texts = [("caption", &photo.caption), ("credit", &photo.credit), ("alt", &photo.alt)];
                for (field, text) in texts.into_iter().filter(|(_, text)| !text.trim().is_empty()) {
                    let mut told = Query::select();
                    told.expr(Expr::cust("COALESCE(original_id, id)"))
                        .expr(Expr::val(field))
                        .expr(Expr::val(text.as_str()))
                        .expr(Expr::val(made_at))
                        .expr(Expr::val(story))
                        .from("pictures")
                        .and_where(Expr::col("public_id").eq(photo.picture.as_str()));
                    let mut put = Query::insert();
                    put.into_table("picture_facts")
                        .columns(["picture_id", "field", "value", "made_at", "story_id"])
                        .select_from(told)
                        .map_err(|error| DbErr::Custom(error.to_string()))?
                        .on_conflict(OnConflict::new().do_nothing().to_owned());
                    db.execute(&put).await?;
                }
            }
        }
    }
}
