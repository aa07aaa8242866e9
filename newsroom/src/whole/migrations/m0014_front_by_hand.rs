//! The manual layout of the front page: places with rules, the history of arrangements, scheduled arrangements. Also an
//! index of stories by due time.

use sea_orm_migration::prelude::*;

use super::columns::{number, number_or_none, words};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn table(name: &'static str, columns: Vec<ColumnDef>) -> TableCreateStatement {
    let mut table = Table::create().table(name).to_owned();
    table.col(ColumnDef::new("id").big_integer().not_null().auto_increment().primary_key());
    for column in columns {
        table.col(column);
    }
    table
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let sheet = || vec![number("edition_id"), words("page"), words("language")];
        // A place without a row takes the newest story. A pinned story takes precedence over the rule, until its end or
        // permanently.
        let rules = [sheet(), vec![words("name"), number("position"), number("section_id")]].concat();
        schema.create_table(table("slot_rules", rules)).await?;
        // The arrangements before and after, so that each row can be described, found by its marks, and restored by
        // itself.
        let kept = vec![
            number("at"),
            number_or_none("by_person"),
            words("why"),
            words("before"),
            words("after"),
            words("mark_before"),
            words("mark_after"),
        ];
        schema.create_table(table("arrangements", [sheet(), kept].concat())).await?;
        // A wall time and its zone; `due_at` is its instant.
        let waiting = vec![
            words("wall"),
            words("zone"),
            number("due_at"),
            number_or_none("made_by"),
            number("made_at"),
            words("places"),
            number_or_none("done_at"),
            ColumnDef::new("outcome").text().null().take(),
        ];
        schema.create_table(table("arrangement_timers", [sheet(), waiting].concat())).await?;
        let index = |name: &'static str, table: &'static str, columns: &[&'static str]| {
            let mut index = Index::create().name(name).table(table).to_owned();
            for column in columns {
                index.col(*column);
            }
            index
        };
        let of_a_place = ["edition_id", "page", "language", "name", "position"];
        for index in [
            index("slot_rules_place", "slot_rules", &of_a_place).unique().to_owned(),
            index("arrangements_sheet", "arrangements", &["edition_id", "page", "language", "id"]),
            index("arrangement_timers_due", "arrangement_timers", &["done_at", "due_at"]),
            index("slots_story", "slots", &["story_id"]),
            index("stories_due", "stories", &["due_at"]).and_where(Expr::col("due_at").is_not_null()).to_owned(),
        ] {
            schema.create_index(index).await?;
        }
        Ok(())
    }
}
