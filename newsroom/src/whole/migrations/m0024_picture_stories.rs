//! The stories that use a picture, or for which it was added: somebody who may see such a story may see and use the
//! picture. What readers see has rows of its own (`story_pictures`).
//!
//! The previous release may still be serving: pictures that it adds get their rows when the story is saved the next
//! time.

use ::story::Document;
use sea_orm_migration::prelude::*;

use super::columns::number;
use crate::stories::pictures::pictures_in;

/// Versions read at a time.
const STEP: u64 = 500;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let uses = Table::create()
            .table("picture_stories")
            .col(number("picture_id"))
            .col(number("story_id"))
            .primary_key(Index::create().col("picture_id").col("story_id"))
            // No foreign key to stories, because 0 stands for the paper itself, whose pictures everybody at the desk
            // may use.
            .foreign_key(ForeignKey::create().from("picture_stories", "picture_id").to("pictures", "id"))
            .to_owned();
        schema.create_table(uses).await?;
        let story = Index::create().name("picture_stories_story").table("picture_stories").col("story_id").to_owned();
        schema.create_index(story).await?;
        let db = schema.get_connection();
        db.execute_unprepared(
            "INSERT INTO picture_stories (picture_id, story_id) \
             SELECT DISTINCT lead_picture_id, story_id FROM story_versions WHERE lead_picture_id IS NOT NULL",
        )
        .await?;
        in_texts(db).await?;
        // Somebody who may see a crop in a story may see its original.
        db.execute_unprepared(
            "INSERT INTO picture_stories (picture_id, story_id) \
             SELECT DISTINCT pictures.original_id, picture_stories.story_id FROM picture_stories \
             INNER JOIN pictures ON pictures.id = picture_stories.picture_id WHERE pictures.original_id IS NOT NULL \
             ON CONFLICT DO NOTHING",
        )
        .await?;
        Ok(())
    }
}

/// The pictures in the texts of versions.
async fn in_texts(db: &SchemaManagerConnection<'_>) -> Result<(), DbErr> {
    let mut after = 0_i64;
    loop {
        let query = Query::select()
            .columns(["id", "story_id", "body"])
            .from("story_versions")
            .and_where(Expr::col("id").gt(after))
            .and_where(Expr::col("body").like("%\"picture\"%"))
            .order_by("id", Order::Asc)
            .limit(STEP)
            .to_owned();
        let rows = db.query_all(&query).await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last.try_get("", "id")?;
        for row in &rows {
            let (story, body): (i64, String) = (row.try_get("", "story_id")?, row.try_get("", "body")?);
            let Ok(body) = Document::from_json(&body) else { continue };
            let named = pictures_in(&body);
            if named.is_empty() {
                continue;
            }
            let mut known = Query::select();
            known.column("id").expr(Expr::val(story)).from("pictures").and_where(Expr::col("public_id").is_in(named));
            let mut put = Query::insert();
            put.into_table("picture_stories")
                .columns(["picture_id", "story_id"])
                .select_from(known)
                .map_err(|error| DbErr::Custom(error.to_string()))?
                .on_conflict(OnConflict::new().do_nothing().to_owned());
            db.execute(&put).await?;
        }
    }
}
