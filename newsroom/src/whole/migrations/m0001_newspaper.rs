//! The first schema: settings, sections, stories with versions, pictures, slots, the publication log.
//!
//! `edition_id` is in every table that will belong to one of several titles; so far there is one edition. Times are
//! microseconds of UTC in integers and days are ISO text, so that both sort and compare alike in the two databases.

use sea_orm_migration::prelude::*;

use super::columns::{flag, id, number, number_or_none, words, words_or_none};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for table in tables() {
            schema.create_table(table).await?;
        }
        for index in indexes() {
            schema.create_index(index).await?;
        }
        let first_edition = Query::insert()
            .into_table("editions")
            .columns(["id", "slug", "created_at"])
            .values_panic([1.into(), "main".into(), 0_i64.into()])
            .to_owned();
        schema.get_connection().execute(&first_edition).await?;
        let head = Query::insert()
            .into_table("log_head")
            .columns(["id", "seq"])
            .values_panic([1.into(), 0_i64.into()])
            .to_owned();
        schema.get_connection().execute(&head).await?;
        Ok(())
    }
}

fn table(name: &'static str, columns: impl IntoIterator<Item = ColumnDef>) -> TableCreateStatement {
    let mut table = Table::create().table(name).to_owned();
    for column in columns {
        table.col(column);
    }
    table
}

fn belongs(table: &mut TableCreateStatement, column: &'static str, to: &'static str) -> TableCreateStatement {
    table.foreign_key(ForeignKey::create().from_col(column).to_tbl(to).to_col("id")).to_owned()
}

fn keyed(table: &mut TableCreateStatement, columns: &[&'static str]) -> TableCreateStatement {
    let mut key = Index::create();
    for column in columns {
        key.col(*column);
    }
    table.primary_key(&mut key).to_owned()
}

fn tables() -> Vec<TableCreateStatement> {
    let mut all = vec![
        table("editions", [id(), words("slug"), number("created_at")]),
        keyed(&mut table("settings", [number("edition_id"), words("key"), words("value")]), &["edition_id", "key"]),
        table("desks", [id(), number("edition_id"), words("slug"), words("name")]),
        belongs(
            &mut table(
                "sections",
                [
                    id(),
                    number("edition_id"),
                    number("desk_id"),
                    words("slug"),
                    words("name"),
                    words("description"),
                    number("position"),
                ],
            ),
            "desk_id",
            "desks",
        ),
        table("writers", [id(), words("slug"), words("name"), words_or_none("bio"), number_or_none("picture_id")]),
        table("topics", [id(), words("slug"), words("name"), words_or_none("description")]),
        table(
            "pictures",
            [
                id(),
                words("public_id"),
                words("digest"),
                words("format"),
                number("width"),
                number("height"),
                number("bytes"),
                number("created_at"),
            ],
        ),
        belongs(
            &mut table(
                "stories",
                [
                    id(),
                    words("public_id"),
                    number("edition_id"),
                    number("section_id"),
                    number("desk_id"),
                    words("language"),
                    words("live"),
                    words("work"),
                    number_or_none("live_version"),
                    number_or_none("work_version"),
                    words("slug"),
                    number_or_none("published_at"),
                    words_or_none("published_day"),
                    flag("day_only"),
                    number_or_none("changed_at"),
                    number_or_none("embargo_until"),
                    words("comment_policy"),
                    number("read_base"),
                    number("reads"),
                    words_or_none("source"),
                    words_or_none("external_id"),
                    words_or_none("origin_digest"),
                    words_or_none("old_address"),
                    number("created_at"),
                ],
            ),
            "section_id",
            "sections",
        ),
        belongs(
            &mut table(
                "story_versions",
                [
                    id(),
                    number("story_id"),
                    number("number"),
                    number("made_at"),
                    words("reason"),
                    number("section_id"),
                    words("language"),
                    words_or_none("kicker"),
                    words("headline"),
                    words_or_none("deck"),
                    words("slug"),
                    words_or_none("place"),
                    words_or_none("desk_byline"),
                    words("writers"),
                    words_or_none("agencies_line"),
                    words_or_none("byline_as_printed"),
                    number_or_none("lead_picture_id"),
                    words_or_none("lead_caption"),
                    words_or_none("lead_credit"),
                    words_or_none("lead_alt"),
                    flag("lead_archive"),
                    flag("has_lead"),
                    number("lead_focal_x"),
                    number("lead_focal_y"),
                    words("topics"),
                    words("body"),
                    words("excerpt"),
                    number("word_count"),
                ],
            ),
            "story_id",
            "stories",
        ),
        belongs(
            &mut table(
                "publications",
                [id(), number("story_id"), number("version_id"), number("from_at"), number_or_none("to_at")],
            ),
            "story_id",
            "stories",
        ),
        belongs(
            &mut table("corrections", [id(), number("story_id"), words("kind"), number("at"), words("text")]),
            "story_id",
            "stories",
        ),
    ];
    for (name, other) in
        [("story_topics", "topic_id"), ("story_writers", "writer_id"), ("story_pictures", "picture_id")]
    {
        all.push(belongs(
            &mut keyed(
                &mut table(name, [number("story_id"), number(other), number("position"), number("published_at")]),
                &[other, "story_id"],
            ),
            "story_id",
            "stories",
        ));
    }
    all.extend([
        keyed(
            &mut table("archive_days", [number("edition_id"), words("language"), words("day"), number("stories")]),
            &["edition_id", "language", "day"],
        ),
        belongs(
            &mut table(
                "slots",
                [
                    id(),
                    number("edition_id"),
                    words("page"),
                    words("language"),
                    words("name"),
                    number("position"),
                    number("story_id"),
                    number_or_none("pinned_until"),
                ],
            ),
            "story_id",
            "stories",
        ),
        table(
            "breaking_lines",
            [
                id(),
                number("edition_id"),
                words("language"),
                words("text"),
                number_or_none("story_id"),
                number("from_at"),
                number("until_at"),
            ],
        ),
        keyed(
            &mut table(
                "static_pages",
                [
                    number("edition_id"),
                    words("slug"),
                    words("language"),
                    words("title"),
                    words("body"),
                    number("changed_at"),
                    number("position"),
                ],
            ),
            &["edition_id", "slug", "language"],
        ),
        table("log_head", [ColumnDef::new("id").integer().not_null().primary_key().take(), number("seq")]),
        table(
            "publication_log",
            [
                ColumnDef::new("seq").big_integer().not_null().primary_key().take(),
                number("at"),
                words("kind"),
                words("subject"),
                words("data"),
            ],
        ),
    ]);
    all
}

fn index(name: &'static str, table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create().name(name).table(table).to_owned();
    for column in columns {
        index.col(*column);
    }
    index
}

fn indexes() -> Vec<IndexCreateStatement> {
    let unique = |name, table, columns: &[&'static str]| index(name, table, columns).unique().to_owned();
    vec![
        unique("desks_slug", "desks", &["edition_id", "slug"]),
        unique("sections_slug", "sections", &["edition_id", "slug"]),
        unique("writers_slug", "writers", &["slug"]),
        unique("topics_slug", "topics", &["slug"]),
        unique("pictures_public_id", "pictures", &["public_id"]),
        unique("pictures_digest", "pictures", &["digest"]),
        unique("stories_public_id", "stories", &["public_id"]),
        unique("stories_external_id", "stories", &["source", "external_id"]),
        index("stories_old_address", "stories", &["old_address"]),
        index("stories_by_time", "stories", &["edition_id", "language", "live", "published_at", "id"]),
        index("stories_by_section", "stories", &["section_id", "language", "live", "published_at", "id"]),
        index("stories_by_desk", "stories", &["desk_id", "language", "live", "published_at", "id"]),
        index("stories_by_day", "stories", &["edition_id", "language", "live", "published_day", "published_at", "id"]),
        unique("story_versions_number", "story_versions", &["story_id", "number"]),
        index("publications_story", "publications", &["story_id", "from_at"]),
        index("corrections_story", "corrections", &["story_id", "at"]),
        index("story_topics_time", "story_topics", &["topic_id", "published_at", "story_id"]),
        index("story_topics_story", "story_topics", &["story_id"]),
        index("story_writers_time", "story_writers", &["writer_id", "published_at", "story_id"]),
        index("story_writers_story", "story_writers", &["story_id"]),
        index("story_pictures_story", "story_pictures", &["story_id"]),
        unique("slots_place", "slots", &["edition_id", "page", "language", "name", "position"]),
        index("breaking_lines_until", "breaking_lines", &["edition_id", "language", "until_at"]),
    ]
}
