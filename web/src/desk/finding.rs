//! Finds stories by words, for every room of the desk: published ones in the readers' index, everything else in the
//! desk's. What a person may see is decided afterwards, by the query that reads the stories.

use arabic::Language;
use newsroom::{DeskFilter, DeskLine, Outage};
use search::{Filters, QueryProblem, Ranked, Span, Typing};

use super::DeskContext;
use super::problem::DeskProblem;

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

/// The internal ids of the stories that `typed` finds; `None` if nothing was typed. The last word may be incomplete. In
/// `language` only, or in all.
pub async fn find(
    desk: &DeskContext,
    typed: &str,
    language: Option<Language>,
    wanted: Wanted,
) -> Result<Option<Vec<i64>>, DeskProblem> {
    let typing = Typing::read(typed);
    match typing.query().problem() {
        Some(QueryProblem::NoWords) if typed.trim().is_empty() => return Ok(None),
        Some(_) => return Ok(Some(Vec::new())),
        None => {}
    }
    let (site, now) = (desk.site(), desk.now());
    let newsroom = site.newsroom();
    let filters = Filters { languages: language.into_iter().collect(), ..Filters::default() };
    let order = match wanted {
        Wanted::Newest => Ranked::ByDate { newest_first: true, beyond: None },
        Wanted::Best => Ranked::ByRelevance { now: now.0, skip: 0 },
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
    let Some(found) = find(desk, typed, language, Wanted::Best).await? else { return Ok(Vec::new()) };
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
