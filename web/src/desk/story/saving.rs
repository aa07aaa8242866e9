//! Saving the parts of a story from forms, and locks on parts.

use axum::extract::Path;
use axum::response::Response;
use newsroom::{Actor, Change, Content, Error, LeadPicture, Part, PublicId, Saved, StoryLine, Tx};

use super::super::problem::{DeskProblem, refused};
use super::super::undo::Undo;
use super::super::{DeskContext, Form, views};
use super::framing::lead_framed;
use super::loading::{find_story, newest, story_path};
use super::page::{PageParams, RefusedInput, page};

/// Maximum size of a form that saves a story, in bytes (SECURITY-CONTRACT section 5).
pub(super) const STORY_FORM_BYTES_MAX: usize = 8 << 20;
/// Maximum number of names in a byline, and of topics.
const NAMES_MAX: usize = 20;

fn some(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

/// `POST /newsroom/stories/{id}/text`
pub async fn text(
    desk: DeskContext,
    Path(id): Path<PublicId>,
    form: Form<STORY_FORM_BYTES_MAX>,
) -> Result<Response, DeskProblem> {
    let story = find_story(&desk, &id).await?;
    let before = newest(&desk, &story).await?.content.body;
    let read = story::notation::read(form.exactly("body"), &before, &mut newsroom::DocumentIds);
    let typed = || typed_of(&form, StoryLine::of(Part::Text).map(StoryLine::word).chain(["body"]));
    let keep = async |body| {
        let change = Change::text_of(body, |line| some(&form.line(line.word())));
        let from = form.text("rev").parse().unwrap_or(-1);
        desk.write(async |tx| newsroom::save_part(tx, desk.actor(), &id, from, change).await).await
    };
    match read {
        Ok((body, notices)) => {
            let saved = keep(body).await;
            answer(&desk, &id, Part::Text, saved, notices.len(), typed()).await
        }
        Err(error) => answer(&desk, &id, Part::Text, Err(Error::Document(error)), 0, typed()).await,
    }
}

const PICTURE_FIELDS: [&str; 3] = ["caption", "credit", "alt"];

fn typed_of<'n, const BYTES: usize>(
    form: &Form<BYTES>,
    names: impl IntoIterator<Item = &'n str>,
) -> Vec<(String, String)> {
    names.into_iter().map(|name| (name.to_owned(), form.exactly(name).to_owned())).collect()
}

/// `POST /newsroom/stories/{id}/pictures`: the caption and other texts of the lead picture, or `remove`. With
/// `from_version`, restores the lead picture of that version.
pub async fn pictures(desk: DeskContext, Path(id): Path<PublicId>, form: Form) -> Result<Response, DeskProblem> {
    let story = find_story(&desk, &id).await?;
    let from = form.text("rev").parse().unwrap_or(-1);
    if let Ok(number) = form.text("from_version").parse() {
        let lead = newsroom::version_by_number(desk.db(), story.id, number).await?.content.lead;
        let change = Change::Pictures(lead);
        let saved = desk.write(async |tx| newsroom::save_part(tx, desk.actor(), &id, from, change).await).await;
        return answer(&desk, &id, Part::Pictures, saved, 0, Vec::new()).await;
    }
    let before = newest(&desk, &story).await?;
    let (number, before) = (before.number, before.content.lead.unwrap_or_default());
    let focal = |name: &str, kept: u8| form.text(name).parse::<u8>().ok().filter(|at| *at <= 10).unwrap_or(kept);
    let lead = LeadPicture {
        picture_id: before.picture_id,
        caption: some(form.text("caption")),
        credit: some(form.text("credit")),
        alt: some(form.text("alt")),
        archive: form.has("archive"),
        focal: (focal("focal_x", before.focal.0), focal("focal_y", before.focal.1)),
    };
    let lead = match form.has("remove") {
        true => Ok(None),
        false => lead_framed(&desk, &id, lead, &form).await?.map(Some),
    };
    let change = match lead {
        Ok(lead) => Change::Pictures(lead),
        Err(error) => return answer(&desk, &id, Part::Pictures, Err(error), 0, typed_of(&form, PICTURE_FIELDS)).await,
    };
    let saved = desk.write(async |tx| newsroom::save_part(tx, desk.actor(), &id, from, change).await).await;
    if let (true, Ok(Saved::New { story, .. })) = (form.has("remove"), &saved) {
        let undo = Undo::by(format!("{}/pictures", story_path(&id)))
            .with("rev", story.revisions[Part::Pictures.place()].to_string())
            .with("from_version", number.to_string());
        return Ok(desk.redirect_with_undo(&format!("{}?done=picture-off#pictures", story_path(&id)), &undo));
    }
    answer(&desk, &id, Part::Pictures, saved, 0, typed_of(&form, PICTURE_FIELDS)).await
}

/// `POST /newsroom/stories/{id}/facts`
pub async fn facts(desk: DeskContext, Path(id): Path<PublicId>, form: Form) -> Result<Response, DeskProblem> {
    let from = form.text("rev").parse().unwrap_or(-1);
    let saved = desk.write(async |tx| {
        let writers = writers(tx, desk.actor(), form.text("writers")).await?;
        let topics = topics(tx, desk.actor(), form.text("topics")).await?;
        let unknown = |what| Error::NotFound { what, id: String::new() };
        let section = form.text("section").parse().map_err(|_| unknown("section"))?;
        let language = form.text("language").parse().map_err(|_| unknown("language"))?;
        let content = Content::plain(section, language, "", story::Document { blocks: Vec::new() });
        let content = content.with_lines(Part::Facts, |line| some(form.text(line.word())));
        let change = Change::facts(Content { slug: form.text("slug").to_owned(), writers, topics, ..content });
        newsroom::save_part(tx, desk.actor(), &id, from, change).await
    });
    let names = StoryLine::of(Part::Facts).map(StoryLine::word).chain(["slug", "writers", "topics"]);
    answer(&desk, &id, Part::Facts, saved.await, 0, typed_of(&form, names)).await
}

fn names(line: &str) -> impl Iterator<Item = String> {
    let parts = line.split(['،', ',', ';', '؛', '\n']).map(arabic::normalize::tidy);
    parts.filter(|name| !name.is_empty()).take(NAMES_MAX)
}

async fn writers(tx: &mut Tx, actor: &Actor, line: &str) -> newsroom::Result<Vec<i64>> {
    let mut ids = Vec::new();
    for name in names(line) {
        ids.push(newsroom::ensure_writer(tx, actor, &name).await?);
    }
    Ok(ids)
}

/// The ids of topics. Creating new ones requires the right to do so.
async fn topics(tx: &mut Tx, actor: &Actor, line: &str) -> newsroom::Result<Vec<i64>> {
    let mut ids = Vec::new();
    for name in names(line) {
        ids.push(newsroom::ensure_topic(tx, actor, &name).await?);
    }
    Ok(ids)
}

pub(super) async fn answer(
    desk: &DeskContext,
    id: &PublicId,
    part: Part,
    saved: newsroom::Result<Saved>,
    notices: usize,
    fields: Vec<(String, String)>,
) -> Result<Response, DeskProblem> {
    match saved {
        Ok(Saved::New { .. }) if notices > 0 => {
            Ok(desk.redirect(&format!("{}?done=saved&notices={notices}#{}", story_path(id), part.word())))
        }
        Ok(Saved::New { .. } | Saved::AsItIs(_)) => {
            Ok(desk.redirect(&format!("{}?done=saved#{}", story_path(id), part.word())))
        }
        Ok(Saved::Conflict { aside, .. }) => {
            let number = newsroom::version(desk.db(), aside).await?.number;
            Ok(desk.redirect(&format!("{}?aside={number}", story_path(id))))
        }
        Err(error) => {
            let (status, problem) = refused(&desk.words(), error)?;
            let typed = RefusedInput { problem: Some(problem), part: Some(part), fields, ..RefusedInput::default() };
            page(desk, id, status, typed, PageParams::default()).await
        }
    }
}

fn part_of(word: &str) -> Result<Part, DeskProblem> {
    Part::from_word(word).ok_or(DeskProblem::Missing)
}

/// `POST /newsroom/stories/{id}/lock/{part}`: takes or renews the lock. A script calls it every half minute.
pub async fn take(
    desk: DeskContext,
    Path((id, part)): Path<(PublicId, String)>,
    _: Form,
) -> Result<Response, DeskProblem> {
    let part = part_of(&part)?;
    desk.write(async |tx| newsroom::take_lock(tx, desk.actor(), &id, part).await).await?;
    Ok(desk.redirect(&format!("{}#{}", story_path(&id), part.word())))
}

/// `POST /newsroom/stories/{id}/take-over/{part}`
pub async fn take_over(
    desk: DeskContext,
    Path((id, part)): Path<(PublicId, String)>,
    _: Form,
) -> Result<Response, DeskProblem> {
    let part = part_of(&part)?;
    desk.write(async |tx| newsroom::take_over(tx, desk.actor(), &id, part).await).await?;
    Ok(desk.redirect(&views::with_query_value(&story_path(&id), "", "done", "taken-over")))
}

/// `POST /newsroom/stories/{id}/release/{part}`
pub async fn release(
    desk: DeskContext,
    Path((id, part)): Path<(PublicId, String)>,
    _: Form,
) -> Result<Response, DeskProblem> {
    let part = part_of(&part)?;
    desk.write(async |tx| newsroom::release_lock(tx, desk.actor(), &id, part).await).await?;
    Ok(desk.redirect(&story_path(&id)))
}
