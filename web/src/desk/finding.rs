//! Finds stories by words, for every room of the desk: published ones in the readers' index, everything else in the
//! desk's. What a person may see is decided afterwards, by the query that reads the stories.

use arabic::Language;
use newsroom::{DeskFilter, DeskLine, Outage};
use search::{Filters, QueryProblem, Ranked, Span, Typing};

use super::DeskContext;
use super::problem::DeskProblem;
use crate::site::Site;

/// Published stories that a search takes from the index, and stories at the desk.
const FOUND_MAX: usize = 1_000;

/// The order in which found stories are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// For a list by date: of very many published stories the newest are taken.
    Newest,
    /// For a picker: of very many the best are taken, and they come in this order.
    Best,
}

/// What is searched for.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The words. The last one may be incomplete, unless a space follows it.
    pub typed: &'a str,
    /// In this language only, or in all.
    pub language: Option<Language>,
    /// The order.
    pub wanted: Wanted,
    /// Among these stories only, by internal id; `None` for all.
    pub among: Option<&'a [i64]>,
}

/// The internal ids of the stories that are found, whoever may see them; `None` if nothing was typed.
pub async fn find(site: &Site, asked: Asked<'_>) -> Result<Option<Vec<i64>>, DeskProblem> {
    let Asked { typed, language, wanted, among } = asked;
    let typing = Typing::read(typed);
    match typing.query().problem() {
        Some(QueryProblem::NoWords) if typed.trim().is_empty() => return Ok(None),
        Some(_) => return Ok(Some(Vec::new())),
        None if among.is_some_and(<[i64]>::is_empty) => return Ok(Some(Vec::new())),
        None => {}
    }
    let (newsroom, now) = (site.newsroom(), site.now());
    let ids = among.unwrap_or_default().iter().map(|id| id.unsigned_abs()).collect();
    let filters = Filters { languages: language.into_iter().collect(), ids, ..Filters::default() };
    let order = match wanted {
        Wanted::Newest => Ranked::ByDate { newest_first: true, beyond: None },
        Wanted::Best => Ranked::ByRelevance { now: now.0, beyond: None },
    };
    let span = Span { order, limit: FOUND_MAX };
    let failed = |error: &dyn std::fmt::Display| {
        tracing::error!(%error, "the desk could not search");
        DeskProblem::Storage(Outage::Busy)
    };
    let (mut page, _) =
        site.story_index().search_typing(newsroom, &typing, &filters, span).await.map_err(|error| failed(&error))?;
    let at_desk = site.desk_index().search(newsroom, &typing, &filters, (now, FOUND_MAX), &page.ids()).await;
    let at_desk = at_desk.map_err(|error| failed(&error))?;
    page.hits.retain(|hit| !at_desk.superseded.contains(&hit.id.cast_signed()));
    page.hits.extend(at_desk.hits);
    page.hits.sort_by(|one, other| other.score.total_cmp(&one.score));
    Ok(Some(page.ids()))
}

/// The best `limit` stories for `typed` among those that `filter` lets through and the person may see.
pub async fn best(
    desk: &DeskContext,
    typed: &str,
    language: Option<Language>,
    filter: DeskFilter,
    limit: usize,
) -> Result<Vec<DeskLine>, DeskProblem> {
    let asked = Asked { typed, language, wanted: Wanted::Best, among: None };
    let Some(found) = find(desk.site(), asked).await? else { return Ok(Vec::new()) };
    let language = language.map(|language| language.code().to_owned());
    let mut best = Vec::new();
    // The first few usually suffice; whoever may see little is offered what comes later.
    for some in found.chunks(limit.max(1) * 4) {
        let filter = DeskFilter { found: Some(some.to_vec()), language: language.clone(), ..filter.clone() };
        let mut lines = newsroom::desk_list(desk.db(), desk.actor(), &filter, None, some.len() as u64).await?.lines;
        lines.sort_by_key(|line| some.iter().position(|id| *id == line.story.id));
        best.extend(lines);
        if best.len() >= limit {
            break;
        }
    }
    best.truncate(limit);
    Ok(best)
}
