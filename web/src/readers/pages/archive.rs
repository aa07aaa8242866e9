//! The archive by date: years, months, days, and the stories of a day.

use std::collections::HashMap;

use arabic::Language;
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use chrono::{Datelike, NaiveDate};
use minijinja::context;
use minijinja::value::Serde;
use newsroom::StoryList;
use serde::Serialize;

use super::context::ReaderContext;
use super::lists::{self, Heading, Paging};
use crate::base::problem::Problem;
use crate::base::views::{Link, PageView};
use crate::site::Site;

#[derive(Serialize)]
struct Group {
    title: Option<String>,
    href: Option<String>,
    count: i64,
    dates: Vec<DateLink>,
}

#[derive(Serialize)]
struct DateLink {
    text: String,
    href: Option<String>,
    count: i64,
}

/// `GET /archive`: every year with its months, the newest year first.
pub async fn all(State(site): State<Site>, Extension(language): Extension<Language>) -> Result<Response, Problem> {
    years(site, language, None).await
}

/// `GET /archive/{year}`
pub async fn year(
    State(site): State<Site>,
    Extension(language): Extension<Language>,
    Path(year): Path<String>,
) -> Result<Response, Problem> {
    let year = number(&year, 4)?;
    years(site, language, i32::try_from(year).ok()).await
}

async fn years(site: Site, language: Language, only: Option<i32>) -> Result<Response, Problem> {
    let context = ReaderContext::open(site, language).await?;
    let months = newsroom::month_counts(&context.source, language).await?;
    let dates = context.dates();
    let mut groups: Vec<(i32, Group)> = Vec::new();
    for month in months.iter().rev().filter(|month| only.is_none_or(|year| year == month.year)) {
        if groups.last().is_none_or(|(year, _)| *year != month.year) {
            let href = only.is_none().then(|| context.addresses.archive(Some(month.year), None, None));
            let title = only.is_none().then(|| dates.number(month.year));
            groups.push((month.year, Group { title, href, count: 0, dates: Vec::new() }));
        }
        let Some((_, group)) = groups.last_mut() else { continue };
        let first = NaiveDate::from_ymd_opt(month.year, month.month, 1).ok_or(Problem::Internal)?;
        group.count += month.stories;
        group.dates.insert(
            0,
            DateLink {
                text: dates.month(first),
                href: Some(context.addresses.archive(Some(month.year), Some(month.month), None)),
                count: month.stories,
            },
        );
    }
    if only.is_some() && groups.is_empty() {
        return Err(Problem::Missing);
    }
    let words = context.site.words(language);
    let (title, eyebrow) = match only {
        Some(year) => (words.named("archive-of", "when", &dates.number(year)), Some(archive_link(&context))),
        None => (words.message("archive"), None),
    };
    let path = context.addresses.archive(only, None, None);
    let groups: Vec<Group> = groups.into_iter().map(|(_, group)| group).collect();
    answer(&context, &title, &path, eyebrow, groups)
}

/// `GET /archive/{year}/{month}`: the days of a month.
pub async fn month(
    State(site): State<Site>,
    Extension(language): Extension<Language>,
    Path((year, month)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let first = date(&year, &month, "01")?;
    let context = ReaderContext::open(site, language).await?;
    let (year, month) = (first.year(), first.month());
    let counts = newsroom::day_counts(&context.source, language, year, month).await?;
    if counts.is_empty() {
        return Err(Problem::Missing);
    }
    let counts: HashMap<NaiveDate, i64> = counts.into_iter().map(|count| (count.day, count.stories)).collect();
    let dates = context.dates();
    let days = first.iter_days().take_while(|day| day.month() == month);
    let links = days.map(|day| {
        let count = counts.get(&day).copied().unwrap_or(0);
        DateLink {
            text: dates.day_with_weekday(day),
            href: (count > 0).then(|| context.addresses.archive(Some(year), Some(month), Some(day.day()))),
            count,
        }
    });
    let group = Group { title: None, href: None, count: 0, dates: links.filter(|link| link.count > 0).collect() };
    let title = context.site.words(language).named("archive-of", "when", &dates.month(first));
    let path = context.addresses.archive(Some(year), Some(month), None);
    let eyebrow =
        Link { name: dates.number(year), href: context.addresses.archive(Some(year), None, None), ..Link::default() };
    answer(&context, &title, &path, Some(eyebrow), vec![group])
}

/// `GET /archive/{year}/{month}/{day}`: the stories of a day.
pub async fn day(
    State(site): State<Site>,
    Extension(language): Extension<Language>,
    Path((year, month, day)): Path<(String, String, String)>,
    Query(paging): Query<Paging>,
) -> Result<Response, Problem> {
    let day = date(&year, &month, &day)?;
    let context = ReaderContext::open(site, language).await?;
    let counts = newsroom::day_counts(&context.source, language, day.year(), day.month()).await?;
    if !counts.iter().any(|count| count.day == day) {
        return Err(Problem::Missing);
    }
    let first = day.with_day(1).ok_or(Problem::Internal)?;
    let dates = context.dates();
    let heading = Heading {
        story_list: StoryList::Day(day),
        kind: "list",
        section: String::new(),
        title: dates.day_with_weekday(day),
        intro: dates.hijri(day).unwrap_or_default(),
        eyebrow: Some(Link {
            name: context.site.words(language).named("archive-of", "when", &dates.month(first)),
            href: context.addresses.archive(Some(day.year()), Some(day.month()), None),
            ..Link::default()
        }),
        path: context.addresses.archive(Some(day.year()), Some(day.month()), Some(day.day())),
        most_read_in: None,
        has_feeds: false,
    };
    lists::show(&context, heading, &paging).await
}

fn archive_link(context: &ReaderContext) -> Link {
    Link {
        name: context.site.words(context.language).message("archive"),
        href: context.addresses.archive(None, None, None),
        ..Link::default()
    }
}

fn answer(
    context: &ReaderContext,
    title: &str,
    path: &str,
    eyebrow: Option<Link>,
    groups: Vec<Group>,
) -> Result<Response, Problem> {
    let page = PageView {
        canonical: Some(context.addresses.absolute(path)),
        description: title.to_owned(),
        ..PageView::new("archive", title, context.paper_name())
    };
    let rest = context! { eyebrow => eyebrow.map(|link| context! { text => link.name, href => link.href }), groups => Serde(groups) };
    context.answer(path, "archive.html", &page, rest)
}

/// Parses a date. Only one spelling is accepted: `2016/09/03`, not `2016/9/3`.
fn date(year: &str, month: &str, day: &str) -> Result<NaiveDate, Problem> {
    let (year, month, day) = (number(year, 4)?, number(month, 2)?, number(day, 2)?);
    NaiveDate::from_ymd_opt(i32::try_from(year).map_err(|_| Problem::Missing)?, month, day).ok_or(Problem::Missing)
}

fn number(text: &str, digits: usize) -> Result<u32, Problem> {
    let well_formed = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    if well_formed { text.parse().map_err(|_| Problem::Missing) } else { Err(Problem::Missing) }
}
