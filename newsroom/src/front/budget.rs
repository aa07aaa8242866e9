//! The budget of a day: which stories are planned for it, their states, and their places on the front page.

use arabic::Language;
use chrono::NaiveDate;
use rules::{Actor, Live, Work};
use sea_orm::sea_query::{Cond, Expr, ExprTrait, Order, Query, SelectStatement};
use serde_json::json;
use store::clock::Timestamp;
use store::digest::short_digest;
use store::row::FromColumns;
use store::source::Source;

use crate::base::arranged_page::ArrangedPage;
use crate::base::edition::MAIN_EDITION;
use crate::base::entity::story;
use crate::base::error::Result;
use crate::front::{self, Place};
use crate::stories::desk_list::{DeskLine, story_columns, with_versions};
use crate::stories::model::{self, Story};
use crate::stories::timers;
use crate::stories::visibility::visible;

/// Lines of a day, at most; no desk plans more.
pub const BUDGET_MAX: u64 = 500;

/// A day in the zone of the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BudgetDay {
    /// The day.
    pub day: NaiveDate,
    /// Its first instant.
    pub from: Timestamp,
    /// The first instant after it.
    pub to: Timestamp,
    /// Whether it is today. Today's budget includes all stories in review or approved, whatever their due time.
    pub is_today: bool,
}

impl BudgetDay {
    /// `day` in `zone`, seen at `now`.
    pub fn of(day: NaiveDate, zone: chrono_tz::Tz, now: Timestamp) -> Self {
        let next = day.succ_opt().unwrap_or(day);
        let (from, to) = (Timestamp::start_of_day(day, zone), Timestamp::start_of_day(next, zone));
        Self { day, from, to, is_today: from <= now && now < to }
    }
}

/// A story of the budget.
#[derive(Debug, Clone, PartialEq)]
pub struct BudgetLine {
    /// The story with its version.
    pub line: DeskLine,
    /// Its place in the manual layout of the front page.
    pub place: Option<Place>,
}

/// Stories that are due, scheduled or published on the day; today also those in review and approved.
fn of_day(day: BudgetDay) -> SelectStatement {
    let timed = timers::coming_out(day.from, day.to);
    let due = Query::select()
        .column("id")
        .from("stories")
        .and_where(Expr::col("due_at").gte(day.from.0))
        .and_where(Expr::col("due_at").lt(day.to.0))
        .to_owned();
    let published = Query::select()
        .column("id")
        .from("stories")
        .and_where(Expr::col("edition_id").eq(MAIN_EDITION))
        .and_where(Expr::col("language").is_in(Language::ALL.map(|language| language.code())))
        .and_where(Expr::col("live").eq(Live::Published.word()))
        .and_where(Expr::col("published_day").eq(day.day.to_string()))
        .to_owned();
    let mut any = Cond::any()
        .add(Expr::col("id").in_subquery(timed))
        .add(Expr::col("id").in_subquery(due))
        .add(Expr::col("id").in_subquery(published));
    if day.is_today {
        // The condition of the partial index over stories in progress, written literally.
        let ready = Query::select()
            .column("id")
            .from("stories")
            .and_where(Expr::cust("work <> 'none'"))
            .and_where(Expr::col("work").is_in([Work::InReview.word(), Work::Approved.word()]))
            .to_owned();
        any = any.add(Expr::col("id").in_subquery(ready));
    }
    Query::select()
        .from("stories")
        .and_where(Expr::col("edition_id").eq(MAIN_EDITION))
        .and_where(Expr::col("work").ne(Work::Spiked.word()))
        .and_where(Expr::col("live").ne(Live::Killed.word()))
        .cond_where(any)
        .order_by("section_id", Order::Asc)
        .order_by("id", Order::Asc)
        .limit(BUDGET_MAX)
        .to_owned()
}

/// The budget of `day`, as far as `actor` may see it, by section; at most [`BUDGET_MAX`] lines.
pub async fn budget(
    db: &impl Source,
    actor: &Actor,
    day: BudgetDay,
    languages: &[Language],
    now: Timestamp,
) -> Result<Vec<BudgetLine>> {
    let Some(visible) = visible(actor) else { return Ok(Vec::new()) };
    let query = of_day(day).columns(story_columns()).cond_where(visible).to_owned();
    let mut found: Vec<Story> = Vec::new();
    for row in db.rows(&query).await? {
        found.push(model::read(story::Model::from_columns(&mut row.columns())?)?);
    }
    let mut placed = Vec::new();
    for language in languages {
        let stands = front::arrangement(db, ArrangedPage::front(*language)).await?.at(now);
        placed.extend(stands.stories().collect::<Vec<_>>());
    }
    let lines = with_versions(db, found).await?;
    let line = |line: DeskLine| {
        let id = line.story.id;
        let place = placed.iter().find(|(_, story)| *story == id).map(|(place, _)| *place);
        BudgetLine { line, place }
    };
    Ok(lines.into_iter().map(line).collect())
}

/// The mark of a day's budget. It changes whenever a story of it changes, is added or removed, or moves on the front
/// page.
pub async fn budget_mark(db: &impl Source, day: BudgetDay, languages: &[Language]) -> Result<String> {
    let query = of_day(day).columns(["id", "touched_at"]).to_owned();
    let mut seen = Vec::new();
    for row in db.rows(&query).await? {
        let mut row = row.columns();
        seen.push((row.take::<i64>()?, row.take::<i64>()?));
    }
    let mut marks = Vec::new();
    for language in languages {
        marks.push(front::front_mark(db, *language).await?);
    }
    Ok(short_digest(&json!([seen, marks])))
}
