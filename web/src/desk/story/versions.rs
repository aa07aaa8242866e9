//! The versions of a story: a list, two of them compared word by word, one restored.

use std::time::{Duration, Instant};

use axum::extract::{Path, Query};
use axum::response::Response;
use minijinja::{Value, context};
use newsroom::PublicId;
use serde::Deserialize;
use story::difference::{self, Labels};

use super::super::problem::DeskProblem;
use super::super::stories::name_of;
use super::super::{Desk, Form, views};
use super::{address, found};

/// Versions on a page.
const PAGE: u64 = 60;
/// How long a comparison may take before the rest is compared coarsely.
const COMPARING: Duration = Duration::from_millis(400);

/// `?before=NUMBER`
#[derive(Debug, Default, Deserialize)]
pub struct From {
    before: Option<i64>,
}

/// `GET /newsroom/stories/{id}/versions`
pub async fn list(desk: Desk, Path(id): Path<PublicId>, Query(from): Query<From>) -> Result<Response, DeskProblem> {
    let story = found(&desk, &id).await?;
    let (frame, words) = (desk.site().last_frame(), desk.words());
    let people = newsroom::all_people(desk.db()).await?;
    let mut lines = newsroom::versions_of(desk.db(), story.id, from.before, PAGE + 1).await?;
    let more = lines.len() as u64 > PAGE;
    lines.truncate(PAGE as usize);
    let next = lines.last().filter(|_| more).map(|line| line.number);
    let views: Vec<Value> = lines
        .iter()
        .map(|line| {
            context! {
                number => line.number,
                made => views::instant(&frame, line.made_at),
                by => line.made_by.and_then(|id| name_of(&people, id)),
                reason => reason(&words, &line.reason),
                headline => line.headline.clone(),
                words => line.word_count,
                live => story.live_version == Some(line.id),
                approved => story.approved_version == Some(line.id),
                current => story.work_version == Some(line.id),
            }
        })
        .collect();
    let house = frame.paper.house();
    let may_restore =
        desk.actor().may(newsroom::Action::Restore, newsroom::Subject::Story(&story.facts(desk.now())), house);
    let values = context! {
        id => story.public_id.as_str(),
        title => story.title,
        lines => views,
        next => next,
        may_restore => may_restore.is_ok(),
    };
    desk.page("versions.html", values)
}

fn reason(words: &crate::messages::Words, reason: &str) -> String {
    match reason {
        "save" => words.message("version-save"),
        "typing" => words.message("version-typing"),
        "set_aside" => words.message("version-set-aside"),
        "restore" => words.message("version-restore"),
        "import" => words.message("version-import"),
        _ => words.message("version-begin"),
    }
}

/// `?with=NUMBER&view=columns`
#[derive(Debug, Default, Deserialize)]
pub struct With {
    with: Option<i64>,
    view: Option<String>,
}

/// `GET /newsroom/stories/{id}/versions/{number}`: what changed since the version before, or since another one.
pub async fn compare(
    desk: Desk,
    Path((id, number)): Path<(PublicId, i64)>,
    Query(with): Query<With>,
) -> Result<Response, DeskProblem> {
    let story = found(&desk, &id).await?;
    let words = desk.words();
    let new = newsroom::version_by_number(desk.db(), story.id, number).await?;
    let older = match with.with {
        Some(older) => Some(older),
        // The one before it, whose number may be smaller by more than one.
        None => newsroom::versions_of(desk.db(), story.id, Some(number), 1).await?.first().map(|line| line.number),
    };
    let old = match older {
        Some(older) => Some(newsroom::version_by_number(desk.db(), story.id, older).await?),
        None => None,
    };
    let empty = story::Document { blocks: Vec::new() };
    let deadline = Some(Instant::now() + COMPARING);
    let body =
        difference::of_documents(old.as_ref().map_or(&empty, |old| &old.content.body), &new.content.body, deadline);
    let (old_label, new_label) = (words.message("compare-old"), words.message("compare-new"));
    let (moved, form) = (words.message("compare-moved"), words.message("compare-form"));
    let names = words.under("compare-name-");
    let labels = Labels { old: &old_label, new: &new_label, moved: &moved, form: &form, names: &names };
    let columns = with.view.as_deref() == Some("columns");
    let language = new.content.language.code();
    let html = if columns { body.side_by_side_html(language, &labels) } else { body.inline_html(language, &labels) };
    let field = |name: String, of: fn(&newsroom::Content) -> &str| {
        let runs = difference::of_fields(old.as_ref().map_or("", |old| of(&old.content)), of(&new.content), deadline);
        let changed = runs.iter().any(|run| run.kind != difference::Kind::Same);
        let html = Value::from_safe_string(difference::runs_inline_html(&runs, language));
        changed.then(|| context! { name => name, html => html })
    };
    let fields: Vec<Value> = [
        field(words.message("field-kicker"), |content| content.kicker.as_deref().unwrap_or_default()),
        field(words.message("field-headline"), |content| &content.headline),
        field(words.message("field-deck"), |content| content.deck.as_deref().unwrap_or_default()),
        field(words.message("field-place"), |content| content.place.as_deref().unwrap_or_default()),
        field(words.message("field-desk-byline"), |content| content.desk_byline.as_deref().unwrap_or_default()),
        field(words.message("field-agencies"), |content| content.agencies_line.as_deref().unwrap_or_default()),
        field(words.message("field-caption"), |content| {
            content.lead.as_ref().and_then(|lead| lead.caption.as_deref()).unwrap_or_default()
        }),
        field(words.message("field-credit"), |content| {
            content.lead.as_ref().and_then(|lead| lead.credit.as_deref()).unwrap_or_default()
        }),
        field(words.message("field-alt"), |content| {
            content.lead.as_ref().and_then(|lead| lead.alt.as_deref()).unwrap_or_default()
        }),
        field(words.message("field-slug"), |content| &content.slug),
    ]
    .into_iter()
    .flatten()
    .collect();
    let frame = desk.site().last_frame();
    let values = context! {
        id => story.public_id.as_str(),
        title => new.content.headline,
        number => number,
        with => old.as_ref().map(|old| old.number),
        made => views::instant(&frame, new.made_at),
        lang => language,
        dir => new.content.language.dir(),
        fields => fields,
        body => Value::from_safe_string(html),
        same => body.is_empty(),
        columns => columns,
    };
    desk.page("difference.html", values)
}

/// `POST /newsroom/stories/{id}/versions/{number}/restore`
pub async fn restore(desk: Desk, Path((id, number)): Path<(PublicId, i64)>, _: Form) -> Result<Response, DeskProblem> {
    desk.write(async |tx| newsroom::restore_version(tx, desk.actor(), &id, number).await).await?;
    Ok(desk.go(&format!("{}?done=restored", address(&id))))
}
