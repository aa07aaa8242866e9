//! Filters of the list of stories: reading one from an address, and the saved filters of a person.

use arabic::Language;
use axum::extract::Path;
use axum::response::Response;
use newsroom::{Action, DeskFilter, House, Live, Work};

use super::finding::{self, Asked, Wanted};
use super::problem::DeskProblem;
use super::undo::Undo;
use super::{DeskContext, Form, views};
use crate::site::Site;

/// Stories that count as known when the notices of a filter are switched on.
const KNOWN_MAX: u64 = 2_000;

/// The filter in a query, for `person`. With `among`, it lets through some of these stories only, and every word must be
/// complete.
pub async fn filter_of(
    site: &Site,
    person: i64,
    query: &str,
    among: Option<&[i64]>,
) -> Result<DeskFilter, DeskProblem> {
    let value = |name: &str| views::query_value(query, name).filter(|value| !value.is_empty());
    let frame = site.last_frame();
    let language = value("lang").and_then(|code| code.parse::<Language>().ok());
    let mut typed = value("q").unwrap_or_default();
    if among.is_some() {
        typed.push(' ');
    }
    let found = finding::find(site, Asked { typed: &typed, language, wanted: Wanted::Newest, among }).await?;
    Ok(DeskFilter {
        work: value("work").and_then(|word| word.parse::<Work>().ok()).into_iter().collect(),
        live: value("live").and_then(|word| word.parse::<Live>().ok()).into_iter().collect(),
        section: value("section").and_then(|slug| frame.section_at(&slug)).map(|one| one.id),
        language: language.map(|one| one.code().to_owned()),
        of_person: value("mine").map(|_| person),
        found,
        among: among.map(<[i64]>::to_vec),
        due_before: value("late").map(|_| site.now()),
        sent_back: value("back").is_some(),
    })
}

/// The parameters of the filter, without those of paging and messages.
pub fn kept_query(query: &str) -> String {
    let known = ["work", "live", "section", "lang", "mine", "q", "late", "back"];
    let pairs = query
        .split('&')
        .filter(|pair| pair.split_once('=').is_some_and(|(name, value)| known.contains(&name) && !value.is_empty()));
    pairs.collect::<Vec<_>>().join("&")
}

/// The stories that a filter finds now, the latest changed first.
async fn found_now(desk: &DeskContext, query: &str) -> Result<Vec<i64>, DeskProblem> {
    if !desk.actor().may_somewhere(Action::See, House::default()) {
        return Err(DeskProblem::Forbidden);
    }
    let filter = filter_of(desk.site(), desk.person().id, query, None).await?;
    let page = newsroom::desk_list(desk.db(), desk.actor(), &filter, None, KNOWN_MAX).await?;
    Ok(page.lines.iter().map(|line| line.story.id).collect())
}

/// `POST /newsroom/stories/filters`: saves the current filter under a name; with `notify`, the person hears of new
/// stories.
pub async fn keep(desk: DeskContext, form: Form) -> Result<Response, DeskProblem> {
    let query = kept_query(form.text("query"));
    let known = match form.text("notify") {
        "" => None,
        _ => Some(found_now(&desk, &query).await?),
    };
    let keep = async |tx: &mut newsroom::Tx| {
        newsroom::keep_filter(tx, desk.actor(), form.text("name"), &query, known.as_deref()).await
    };
    desk.write(keep).await?;
    Ok(desk.redirect(&views::with_query("/newsroom/stories", &query)))
}

/// `POST /newsroom/stories/filters/{id}/notices`: switches the notices of a filter on (`act=on`) or off.
pub async fn set_notices(desk: DeskContext, Path(id): Path<i64>, form: Form) -> Result<Response, DeskProblem> {
    let saved = newsroom::saved_filters(desk.db(), desk.person().id).await?;
    let filter = saved.into_iter().find(|one| one.id == id).ok_or(DeskProblem::Missing)?;
    let known = match form.text("act") {
        "on" => Some(found_now(&desk, &filter.query).await?),
        _ => None,
    };
    desk.write(async |tx| newsroom::set_filter_notices(tx, desk.actor(), id, known.as_deref()).await).await?;
    let done = if known.is_some() { "filter-notices-on" } else { "filter-notices-off" };
    Ok(desk.redirect(&views::with_query_value("/newsroom/stories", &filter.query, "done", done)))
}

/// `POST /newsroom/stories/filters/{id}/drop`
pub async fn drop(desk: DeskContext, Path(id): Path<i64>, _: Form) -> Result<Response, DeskProblem> {
    let known = newsroom::saved_filters(desk.db(), desk.person().id).await?.into_iter().find(|one| one.id == id);
    desk.write(async |tx| newsroom::drop_filter(tx, desk.actor(), id).await).await?;
    Ok(match known {
        Some(known) => {
            let undo = Undo::by("/newsroom/stories/filters").with("name", &known.name).with("query", &known.query);
            let undo = if known.notifies() { undo.with("notify", "1") } else { undo };
            desk.redirect_with_undo("/newsroom/stories?done=filter-dropped", &undo)
        }
        None => desk.redirect("/newsroom/stories"),
    })
}
