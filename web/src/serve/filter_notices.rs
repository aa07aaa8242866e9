//! Compares the stories that changed with the saved filters whose people want notices, and tells these people of stories
//! that they do not know yet.
//!
//! How far the filters were compared is stored with them, so nothing is missed while no process runs. Several nodes may
//! compare the same changes: the storage lets each story be told of once.

use std::collections::HashMap;
use std::time::Duration;

use newsroom::{Person, SavedFilter};

use crate::base::overlap::read_again_from;
use crate::desk::filters::filter_of;
use crate::site::Site;

/// How often changes are looked for. A person waits for a notice at most this long.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// Changed stories compared at once.
const STORIES: u64 = 500;

/// Compares filters as stories change. Never returns.
pub async fn compare_on(site: Site) {
    // The writes of this process that were known when the changes were last read.
    let mut known: Option<u64> = None;
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        let stirs = site.newsroom().stirs();
        if known == Some(stirs) {
            continue;
        }
        match compare(&site).await {
            Ok(_) => known = Some(stirs),
            Err(error) => tracing::warn!(error, "saved filters could not be compared; trying again"),
        }
    }
}

/// Compares the stories that changed with all filters; returns how many notices were made. The site calls this
/// continuously; tests call it themselves.
///
/// # Errors
/// What went wrong, for the log.
pub async fn compare(site: &Site) -> Result<usize, String> {
    let (newsroom, said) = (site.newsroom(), |error: newsroom::Error| error.to_string());
    let db = newsroom.reads();
    let filters = newsroom::notifying_filters(db).await.map_err(said)?;
    let Some(since) = filters.iter().filter_map(|filter| filter.compared_until).min() else { return Ok(0) };
    let everyone = newsroom::all_people(db).await.map_err(said)?;
    let people: HashMap<i64, &Person> =
        everyone.iter().filter(|person| !person.is_closed).map(|person| (person.id, person)).collect();
    let mut after = (read_again_from(since), 0);
    let mut told = 0;
    loop {
        let changed = newsroom::touched_stories(db, after, STORIES).await.map_err(said)?;
        let Some(last) = changed.last().copied() else { break };
        after = last;
        for filter in &filters {
            // What changed before its notices were switched on is known.
            let Some(from) = filter.compared_until.map(read_again_from) else { continue };
            let new: Vec<i64> = changed.iter().filter(|(at, _)| *at >= from).map(|(_, story)| *story).collect();
            if let Some(person) = people.get(&filter.person)
                && !new.is_empty()
            {
                told += compare_one(site, filter, person, &new).await?;
            }
        }
    }
    if after.0 > since {
        newsroom.write(site.now(), async |tx| newsroom::note_compared(tx, after.0).await).await.map_err(said)?;
    }
    Ok(told)
}

async fn compare_one(site: &Site, filter: &SavedFilter, person: &Person, changed: &[i64]) -> Result<usize, String> {
    let newsroom = site.newsroom();
    let found = filter_of(site, person.id, &filter.query, Some(changed)).await;
    let found = found.map_err(|error| format!("{error:?}"))?;
    if found.found.as_ref().is_some_and(Vec::is_empty) {
        return Ok(0);
    }
    let said = |error: newsroom::Error| error.to_string();
    let page =
        newsroom::desk_list(newsroom.reads(), &person.actor(false), &found, None, STORIES).await.map_err(said)?;
    let stories: Vec<i64> = page.lines.iter().map(|line| line.story.id).collect();
    if stories.is_empty() {
        return Ok(0);
    }
    let tell = async |tx: &mut newsroom::Tx| newsroom::tell_of_hits(tx, filter, &stories).await;
    newsroom.write(site.now(), tell).await.map_err(said)
}
