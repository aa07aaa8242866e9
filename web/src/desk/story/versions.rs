//! The versions of a story: listing, comparing and restoring them.

use std::time::{Duration, Instant};

use axum::extract::{Path, Query};
use axum::response::Response;
use minijinja::{Value, context};
use newsroom::{Content, Part, PublicId, StoryLine, StoryThread, Topic, Version, Writer};
use serde::Deserialize;
use story::difference::{self, Labels};

use super::super::problem::DeskProblem;
use super::super::stories::{name_of, thumb};
use super::super::{DeskContext, Form, views};
use super::loading::{find_story, story_path};
use crate::base::messages::line_label;

/// Number of versions on a page.
const PAGE: u64 = 60;
/// Time limit of a comparison. After it, the rest is compared coarsely.
const COMPARING: Duration = Duration::from_millis(400);

/// The query parameter `?before=NUMBER`.
#[derive(Debug, Default, Deserialize)]
pub struct ListParams {
    before: Option<i64>,
}

/// `GET /newsroom/stories/{id}/versions`
pub async fn list(
    desk: DeskContext,
    Path(id): Path<PublicId>,
    Query(params): Query<ListParams>,
) -> Result<Response, DeskProblem> {
    let story = find_story(&desk, &id).await?;
    let (frame, words) = (desk.site().last_frame(), desk.words());
    let people = newsroom::all_people(desk.db()).await?;
    let mut lines = newsroom::versions_of(desk.db(), story.id, params.before, PAGE + 1).await?;
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

fn reason(words: &crate::base::messages::Words, reason: &str) -> String {
    match reason {
        "save" => words.message("version-save"),
        "typing" => words.message("version-typing"),
        "set_aside" => words.message("version-set-aside"),
        "restore" => words.message("version-restore"),
        "replaced" => words.message("version-replaced"),
        "withdrawn" => words.message("version-withdrawn"),
        "import" => words.message("version-import"),
        _ => words.message("version-begin"),
    }
}

/// The query parameters `?with=NUMBER&view=columns`.
#[derive(Debug, Default, Deserialize)]
pub struct CompareParams {
    with: Option<i64>,
    view: Option<String>,
}

/// `GET /newsroom/stories/{id}/versions/{number}`: the changes since the previous version, or since `with`.
pub async fn compare(
    desk: DeskContext,
    Path((id, number)): Path<(PublicId, i64)>,
    Query(params): Query<CompareParams>,
) -> Result<Response, DeskProblem> {
    let story = find_story(&desk, &id).await?;
    let words = desk.words();
    let new = newsroom::version_by_number(desk.db(), story.id, number).await?;
    let older = match params.with {
        Some(older) => Some(older),
        // The previous version. Its number may be smaller by more than one.
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
    let columns = params.view.as_deref() == Some("columns");
    let language = new.content.language.code();
    let html = if columns { body.side_by_side_html(language, &labels) } else { body.inline_html(language, &labels) };
    let (before, after) = (lines_of(&desk, old.as_ref()).await?, lines_of(&desk, Some(&new)).await?);
    let mut fields = Vec::new();
    for ((name, after), before) in after.iter().zip(&before) {
        let runs = difference::of_fields(&before.1, after, deadline);
        if runs.iter().any(|run| run.kind != difference::Kind::Same) {
            let html = Value::from_safe_string(difference::runs_inline_html(&runs, language));
            fields.push(context! { name => words.message(name), html => html });
        }
    }
    let photos = photos(&desk, old.as_ref(), &new).await?;
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
        photos => photos,
        body => Value::from_safe_string(html),
        same => body.is_empty(),
        columns => columns,
    };
    desk.page("difference.html", values)
}

/// The content of a version except its body, as pairs of message id and text. Always the same lines in the same order;
/// without a version they are empty.
async fn lines_of(desk: &DeskContext, version: Option<&Version>) -> Result<Vec<(String, String)>, DeskProblem> {
    let (frame, language) = (desk.site().last_frame(), desk.language());
    let nothing = Content::plain(0, frame.primary(), "", story::Document { blocks: Vec::new() });
    let content = version.map_or(&nothing, |version| &version.content);
    let joined = |names: Vec<&str>| names.join("، ");
    let writers = newsroom::names::by_ids::<Writer>(desk.db(), &content.writers).await?;
    let topics = newsroom::names::by_ids::<Topic>(desk.db(), &content.topics).await?;
    let thread = match content.thread {
        Some(id) => newsroom::names::standing::<StoryThread>(desk.db(), id).await?.map(|thread| thread.name),
        None => None,
    };
    let lead = content.lead.clone().unwrap_or_default();
    let section = frame.section(content.section_id).map(|section| section.name.get(language).to_owned());
    let archive = if lead.archive { desk.words().message("compare-name-yes") } else { String::new() };
    let lines =
        |part| StoryLine::of(part).map(|line| (line_label(line), content.line(line).unwrap_or_default().to_owned()));
    let named = |label: &str, text: String| (label.to_owned(), text);
    let mut all: Vec<(String, String)> = lines(Part::Text).collect();
    all.extend([
        named("field-section", section.unwrap_or_default()),
        named("field-language", version.map(|_| content.language.own_name().to_owned()).unwrap_or_default()),
    ]);
    all.extend(lines(Part::Facts));
    all.extend(
        [
            ("field-writers", joined(writers.iter().map(|one| one.name.as_str()).collect())),
            ("field-topics", joined(topics.iter().map(|one| one.name.as_str()).collect())),
            ("thread", thread.unwrap_or_default()),
            ("field-caption", lead.caption.unwrap_or_default()),
            ("field-credit", lead.credit.unwrap_or_default()),
            ("field-alt", lead.alt.unwrap_or_default()),
            ("compare-name-archive", archive),
            ("field-slug", content.slug.clone()),
        ]
        .map(|(label, text)| named(label, text)),
    );
    Ok(all)
}

/// The lead photo before and after, if it changed. `src` is missing where there was none.
async fn photos(desk: &DeskContext, old: Option<&Version>, new: &Version) -> Result<Vec<Value>, DeskProblem> {
    let lead = |version: &Version| version.content.lead.as_ref().and_then(|lead| lead.picture_id);
    let (before, after) = (old.and_then(lead), lead(new));
    if before == after {
        return Ok(Vec::new());
    }
    let mut shown = Vec::new();
    for (label, id) in [("compare-old", before), ("compare-new", after)] {
        let found = newsroom::pictures_by_ids(desk.db(), &id.into_iter().collect::<Vec<_>>()).await?;
        let src = found.first().map(|picture| thumb(&picture.public_id, picture));
        shown.push(context! { label => desk.words().message(label), src => src, is_missing => id.is_some() && found.is_empty() });
    }
    Ok(shown)
}

/// `POST /newsroom/stories/{id}/versions/{number}/restore`
pub async fn restore(
    desk: DeskContext,
    Path((id, number)): Path<(PublicId, i64)>,
    _: Form,
) -> Result<Response, DeskProblem> {
    desk.write(async |tx| newsroom::restore_version(tx, desk.actor(), &id, number).await).await?;
    Ok(desk.redirect(&format!("{}?done=restored", story_path(&id))))
}
