//! The desk's data of a story: writer, assignee, due time; locks, timers, notices.
//!
//! New columns have defaults or may be empty, because the previous release may still be serving.

use sea_orm::ConnectionTrait;
use sea_orm_migration::prelude::*;

use super::columns::{number, number_or_none, words, words_or_none};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn counted(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().not_null().default(0).take()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for column in story_columns() {
            add(schema, "stories", column).await?;
        }
        add(schema, "story_versions", number_or_none("made_by")).await?;
        // Columns by which the desk searches and sorts. For existing stories they are taken from the published version.
        let title =
            Query::select()
                .expr(Expr::col(("v", "headline")))
                .from_as("story_versions", "v")
                .and_where(Expr::col(("v", "id")).eq(Func::coalesce([
                    Expr::col(("stories", "work_version")),
                    Expr::col(("stories", "live_version")),
                ])))
                .to_owned();
        let fill = Query::update()
            .table("stories")
            .value("title", Func::coalesce([Expr::SubQuery(None, Box::new(title.into())), Expr::val("")]))
            .value(
                "touched_at",
                Func::coalesce([Expr::col("changed_at"), Expr::col("published_at"), Expr::col("created_at")]),
            )
            .to_owned();
        schema.get_connection().execute(&fill).await?;
        fold_titles(schema.get_connection()).await?;
        for table in tables() {
            schema.create_table(table).await?;
        }
        for index in indexes() {
            schema.create_index(index).await?;
        }
        Ok(())
    }
}

async fn add(schema: &SchemaManager<'_>, table: &'static str, mut column: ColumnDef) -> Result<(), DbErr> {
    schema.alter_table(Table::alter().table(table).add_column(&mut column).to_owned()).await
}

/// Folds titles for the search, a thousand at a time. Only our own code can fold Arabic.
async fn fold_titles(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    let mut last = 0_i64;
    loop {
        let some = Query::select()
            .columns(["id", "title"])
            .from("stories")
            .and_where(Expr::col("id").gt(last))
            .order_by("id", Order::Asc)
            .limit(1_000)
            .to_owned();
        let rows = db.query_all(&some).await?;
        if rows.is_empty() {
            return Ok(());
        }
        for row in rows {
            let (id, title): (i64, String) = (row.try_get("", "id")?, row.try_get("", "title")?);
            let fold = Query::update()
                .table("stories")
                .value("title_folded", arabic::normalize::key(&title))
                .and_where(Expr::col("id").eq(id))
                .to_owned();
            db.execute(&fold).await?;
            last = id;
        }
    }
}

fn story_columns() -> Vec<ColumnDef> {
    vec![
        // People, by internal id.
        number_or_none("writer_id"),
        number_or_none("assignee_id"),
        number_or_none("submitter_id"),
        number_or_none("due_at"),
        ColumnDef::new("private").boolean().not_null().default(false).take(),
        // news, analysis, interview, brief.
        ColumnDef::new("kind").text().not_null().default("news").take(),
        // The last note of an editor who sent the story back, and the reason for taking it off.
        words_or_none("note"),
        words_or_none("off_reason"),
        ColumnDef::new("off_legal").boolean().not_null().default(false).take(),
        // The embargo as wall time and zone, beside its instant (`embargo_until`).
        words_or_none("embargo_wall"),
        words_or_none("embargo_zone"),
        // Columns by which the desk lists stories.
        ColumnDef::new("title").text().not_null().default("").take(),
        ColumnDef::new("title_folded").text().not_null().default("").take(),
        counted("touched_at"),
        // A revision number for each part, raised with each change; the value of If-Match.
        counted("text_rev"),
        counted("pictures_rev"),
        counted("facts_rev"),
        // The story that it follows up, and the one that it translates.
        number_or_none("follows_id"),
        number_or_none("translates_id"),
    ]
}

fn tables() -> Vec<TableCreateStatement> {
    let table = |name: &'static str, columns: Vec<ColumnDef>| {
        let mut table = Table::create().table(name).to_owned();
        for column in columns {
            table.col(column);
        }
        table
    };
    let id = || ColumnDef::new("id").big_integer().not_null().auto_increment().primary_key().take();
    let of_a_story = || ForeignKey::create().from_col("story_id").to_tbl("stories").to_col("id").to_owned();
    vec![
        table(
            "story_locks",
            vec![number("story_id"), words("part"), number("person_id"), number("taken_at"), number("seen_at")],
        )
        .primary_key(Index::create().col("story_id").col("part"))
        .foreign_key(&mut of_a_story())
        .to_owned(),
        // Scheduled acts. A future time is a wall time and a zone; `due_at` is its instant.
        table(
            "timers",
            vec![
                id(),
                number("story_id"),
                words("act"),
                words("wall"),
                words("zone"),
                number("due_at"),
                number_or_none("made_by"),
                words_or_none("reason"),
                counted("tries"),
                number_or_none("done_at"),
                words_or_none("trouble"),
            ],
        )
        .foreign_key(&mut of_a_story())
        .to_owned(),
        table("leases", vec![words("name").primary_key().take(), words("node"), number("until_at")]),
        table(
            "notifications",
            vec![
                id(),
                number("person_id"),
                number("at"),
                words("act"),
                number_or_none("story_id"),
                number_or_none("by_person"),
                words_or_none("note"),
                number_or_none("read_at"),
            ],
        ),
        table("done_once", vec![words("key").primary_key().take(), number("at"), words("outcome")]),
        table("saved_filters", vec![id(), number("person_id"), words("name"), words("query"), counted("position")]),
    ]
}

fn indexes() -> Vec<IndexCreateStatement> {
    let index = |name: &'static str, table: &'static str, columns: &[&'static str]| {
        let mut index = Index::create().name(name).table(table).to_owned();
        for column in columns {
            index.col(*column);
        }
        index
    };
    let known = |name: &'static str, column: &'static str| {
        index(name, "stories", &[column, "touched_at", "id"]).and_where(Expr::col(column).is_not_null()).to_owned()
    };
    vec![
        // Includes the title, so that a search uses only the index and fetches only the stories that it found.
        index("stories_touched", "stories", &["edition_id", "touched_at", "id", "title_folded"]),
        // A partial index, without the published stories of an archive.
        index("stories_work_touched", "stories", &["edition_id", "work", "touched_at", "id"])
            .and_where(Expr::col("work").ne("none"))
            .to_owned(),
        index("stories_section_touched", "stories", &["section_id", "work", "touched_at", "id"])
            .and_where(Expr::col("work").ne("none"))
            .to_owned(),
        known("stories_writer", "writer_id"),
        known("stories_assignee", "assignee_id"),
        known("stories_translates", "translates_id"),
        index("timers_due", "timers", &["done_at", "due_at"]),
        index("timers_story", "timers", &["story_id"]),
        index("corrections_at", "corrections", &["at", "id"]),
        index("notifications_person", "notifications", &["person_id", "id"]),
        index("done_once_at", "done_once", &["at"]),
        index("saved_filters_person", "saved_filters", &["person_id", "position"]),
    ]
}
