//! The history of a page laid out by hand: who changed what and when, and which changes are scheduled.

use std::collections::HashMap;

use minijinja::{Value, context};
use newsroom::{ArrangedPage, Kept, Person, Shift, Why};

use super::super::DeskContext;
use super::super::stories::name_of;
use super::arranged_page::path_of;
use super::draft::visible_story;
use super::names::{at, hour, place_name, rule_name};

/// Maximum length of a headline in a line, in characters.
const NAMED_CHARS: usize = 40;
/// Number of changes shown.
const CHANGES_SHOWN: u64 = 12;

/// Cached headlines by internal id.
#[derive(Default)]
struct Titles(HashMap<i64, String>);

impl Titles {
    async fn of(&mut self, desk: &DeskContext, id: i64) -> newsroom::Result<String> {
        if let Some(title) = self.0.get(&id) {
            return Ok(title.clone());
        }
        // A story that the person may not see is not named.
        let title = visible_story(desk, id).await?.map(|story| story.title).filter(|title| !title.is_empty());
        let title = title.map_or_else(|| desk.words().message("front-some-story"), |title| short(&title));
        self.0.insert(id, title.clone());
        Ok(title)
    }
}

/// The beginning of a headline, without quotation marks.
fn short(title: &str) -> String {
    let mut named = String::new();
    for word in title.replace(['«', '»', '“', '”'], "").split_whitespace() {
        if named.chars().count() + word.chars().count() > NAMED_CHARS {
            return named + "…";
        }
        if !named.is_empty() {
            named.push(' ');
        }
        named.push_str(word);
    }
    named
}

async fn describe_changes(desk: &DeskContext, titles: &mut Titles, kept: &Kept) -> newsroom::Result<Vec<String>> {
    let words = desk.words();
    let mut lines = Vec::new();
    for shift in kept.before.shifts(&kept.after) {
        lines.push(match shift {
            Shift::Came(id, to) => {
                let (name, to) = (titles.of(desk, id).await?, place_name(&words, to));
                words.filled("front-did-came", &[("name", &name), ("to", &to)])
            }
            Shift::Moved(id, _, to) => {
                let (name, to) = (titles.of(desk, id).await?, place_name(&words, to));
                words.filled("front-did-moved", &[("name", &name), ("to", &to)])
            }
            Shift::Left(id, _) => words.named("front-did-left", "name", &titles.of(desk, id).await?),
            Shift::Pinned(id, _, Some(until)) => {
                let (name, time) = (titles.of(desk, id).await?, hour(desk, until));
                words.filled("front-did-pinned", &[("name", &name), ("time", &time)])
            }
            Shift::Pinned(id, _, None) => words.named("front-did-unpinned", "name", &titles.of(desk, id).await?),
            Shift::Ruled(place, rule) => {
                let (to, name) = (place_name(&words, place), rule_name(desk, rule));
                words.filled("front-did-ruled", &[("to", &to), ("name", &name)])
            }
        });
    }
    Ok(lines)
}

fn author_line(desk: &DeskContext, people: &[Person], kept: &Kept) -> String {
    let words = desk.words();
    let by = kept.by.and_then(|id| name_of(people, id)).unwrap_or_else(|| words.message("front-console"));
    match kept.why {
        Why::Arranged => by,
        Why::Undone => words.named("front-why-undone", "name", &by),
        Why::BroughtBack => words.named("front-why-back", "name", &by),
        Why::Scheduled => words.named("front-why-scheduled", "name", &by),
        Why::Gone => words.named("front-why-gone", "name", &by),
    }
}

/// The scheduled changes and the past ones, newest first.
pub(super) async fn view(desk: &DeskContext, arranged_page: ArrangedPage) -> newsroom::Result<Value> {
    let people = newsroom::all_people(desk.db()).await?;
    let mut titles = Titles::default();
    let stands = newsroom::arrangement(desk.db(), arranged_page).await?;
    let mark = stands.mark();
    let mut kept = Vec::new();
    let all = newsroom::arrangements_kept(desk.db(), arranged_page, CHANGES_SHOWN).await?;
    for (place, one) in all.iter().enumerate() {
        kept.push(context! {
            id => one.id,
            at => at(desk, one.at),
            hour => hour(desk, one.at),
            by => author_line(desk, &people, one),
            did => describe_changes(desk, &mut titles, one).await?,
            is_now => place == 0 && one.mark == mark,
        });
    }
    let mut waiting = Vec::new();
    for one in newsroom::arrangements_waiting(desk.db(), arranged_page).await? {
        let mut stories = Vec::new();
        for (place, id) in one.arrangement.stories() {
            stories.push(format!("{}: {}", place_name(&desk.words(), place), titles.of(desk, id).await?));
        }
        waiting.push(context! {
            id => one.id,
            at => at(desk, one.due_at),
            hour => hour(desk, one.due_at),
            by => one.by.and_then(|id| name_of(&people, id)),
            stories => stories,
            edit => format!("{}&waiting={}", path_of(desk, arranged_page), one.id),
        });
    }
    Ok(context! {
        mark => mark.as_str(),
        kept => kept,
        waiting => waiting,
        // The last change can be undone if it is still the current state.
        may_undo => all.first().is_some_and(|last| last.mark == mark),
    })
}
