//! The archive by date: the number of stories of each day and month. It is updated at every publication, so that no
//! page counts a million stories.

use arabic::Language;
use chrono::NaiveDate;
use rules::Live;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order, Query, SelectStatement};
use store::clock::Timestamp;
use store::id::PublicId;
use store::source::Source;

use crate::base::edition::MAIN_EDITION;
use crate::base::error::{Error, Result};
use crate::base::sight::Sight;

/// The number of stories in one month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthCount {
    /// The year.
    pub year: i32,
    /// 1 to 12.
    pub month: u32,
    /// Stories published in it.
    pub stories: i64,
}

/// The number of stories on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayCount {
    /// The day.
    pub day: NaiveDate,
    /// Stories published on it.
    pub stories: i64,
}

/// Every month that has stories, oldest first.
pub async fn month_counts(db: &impl Source, language: Language) -> Result<Vec<MonthCount>> {
    // Both databases cut text in the same way, and days are ISO text. No bound values here, because PostgreSQL would
    // treat the two occurrences as different expressions.
    let month = Expr::cust("substr(day, 1, 7)");
    let mut query = base(language);
    query
        .expr_as(month.clone(), Alias::new("month"))
        .expr_as(Expr::col("stories").sum().cast_as("bigint"), Alias::new("stories"))
        .add_group_by([month])
        .order_by("month", Order::Asc);
    db.saw(&Sight::Month(language, None));
    let rows = db.rows(&query).await?;
    rows.into_iter()
        .map(|row| {
            let mut columns = row.columns();
            let month: String = columns.take()?;
            let first: NaiveDate = format!("{month}-01").parse().map_err(Error::damaged)?;
            let (year, month) = (chrono::Datelike::year(&first), chrono::Datelike::month(&first));
            Ok(MonthCount { year, month, stories: columns.take()? })
        })
        .collect()
}

/// Days of one month that have stories, oldest first.
pub async fn day_counts(db: &impl Source, language: Language, year: i32, month: u32) -> Result<Vec<DayCount>> {
    let mut query = base(language);
    query
        .columns(["day", "stories"])
        .and_where(Expr::col("day").gte(format!("{year:04}-{month:02}-01")))
        .and_where(Expr::col("day").lte(format!("{year:04}-{month:02}-31")))
        .order_by("day", Order::Asc);
    db.saw(&Sight::Month(language, Some((year, month))));
    let rows = db.rows(&query).await?;
    rows.into_iter()
        .map(|row| {
            let mut columns = row.columns();
            let day: String = columns.take()?;
            Ok(DayCount { day: day.parse().map_err(Error::damaged)?, stories: columns.take()? })
        })
        .collect()
}

/// The data of a story for a sitemap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryAddress {
    /// The id in its address.
    pub public_id: PublicId,
    /// Its section.
    pub section_id: i64,
    /// Last segment of its address.
    pub slug: String,
    /// Last change, or publication.
    pub changed_at: Timestamp,
}

/// Addresses of a month's stories, newest first, at most `limit`.
pub async fn addresses_of_month(
    db: &impl Source,
    language: Language,
    year: i32,
    month: u32,
    limit: u64,
) -> Result<Vec<StoryAddress>> {
    let query = Query::select()
        .columns(["public_id", "section_id", "slug", "published_at", "changed_at"])
        .from("stories")
        .and_where(Expr::col("edition_id").eq(MAIN_EDITION))
        .and_where(Expr::col("language").eq(language.code()))
        .and_where(Expr::col("live").eq(Live::Published.word()))
        .and_where(Expr::col("published_day").gte(format!("{year:04}-{month:02}-01")))
        .and_where(Expr::col("published_day").lte(format!("{year:04}-{month:02}-31")))
        .order_by("published_at", Order::Desc)
        .order_by("id", Order::Desc)
        .limit(limit)
        .to_owned();
    db.saw(&Sight::Month(language, Some((year, month))));
    let rows = db.rows(&query).await?;
    rows.into_iter()
        .map(|row| {
            let mut columns = row.columns();
            let public_id = columns.take::<String>()?.parse().map_err(Error::damaged)?;
            let (section_id, slug) = (columns.take()?, columns.take()?);
            let (published, changed): (i64, Option<i64>) = (columns.take()?, columns.take()?);
            Ok(StoryAddress { public_id, section_id, slug, changed_at: Timestamp(changed.unwrap_or(published)) })
        })
        .collect()
}

fn base(language: Language) -> SelectStatement {
    Query::select()
        .from("archive_days")
        .and_where(Expr::col("edition_id").eq(MAIN_EDITION))
        .and_where(Expr::col("language").eq(language.code()))
        .and_where(Expr::col("stories").gt(0))
        .to_owned()
}
