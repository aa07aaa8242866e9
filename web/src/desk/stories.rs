//! The list of stories, filtered by state, section, person and words. The filter is in the address.

use arabic::Language;
use axum::extract::RawQuery;
use axum::response::{IntoResponse, Redirect, Response};
use minijinja::{Value, context};
use newsroom::{
    Action, ArchiveField, Byline, Content, DeskLine, DeskPage, House, LeadPicture, Live, Move, Paper, Person, Picture,
    PictureFormat, Rendition, Section, Seen, Story, Subject, With, Work, Writer,
};
use story::Document;

use super::filters::{filter_of, kept_query};
use super::problem::{DeskProblem, refusal};
use super::undo::Undo;
use super::{DeskContext, Form, views};
use crate::base::addresses::{Addresses, DESK_MEDIA};
use crate::base::messages::Words;

/// Number of stories on a page.
const PAGE: u64 = 50;
/// Maximum number of stories in one bulk act.
const BULK_MAX: usize = 100;

/// The start page: stories, comments or the account, depending on the person's rights.
pub async fn home(desk: DeskContext) -> Response {
    let may = |action| desk.actor().may_somewhere(action, House::default());
    let room = match (may(Action::See), may(Action::Write), may(Action::Moderate)) {
        // Moderators who do not write start with the comments.
        (_, false, true) => "/newsroom/comments",
        (true, ..) => "/newsroom/stories",
        _ => "/newsroom/account",
    };
    Redirect::to(room).into_response()
}

/// The filters above the list: name and query.
const CHIPS: &[(&str, &str)] = &[
    ("filter-under-way", ""),
    ("filter-mine", "mine=1"),
    ("state-in-review", "work=in_review"),
    ("state-approved", "work=approved"),
    ("state-scheduled", "work=scheduled"),
    ("state-sent-back", "back=1"),
    ("filter-late", "late=1"),
    ("state-published", "live=published"),
    ("filter-off", "live=unpublished"),
    ("filter-trash", "work=spiked"),
];

/// The page of the list that the query selects.
async fn page_of(desk: &DeskContext, query: &str) -> Result<DeskPage, DeskProblem> {
    if !desk.actor().may_somewhere(Action::See, House::default()) {
        return Err(DeskProblem::Forbidden);
    }
    let after = views::query_value(query, "after").and_then(|after| {
        let (at, id) = after.split_once('.')?;
        Some((at.parse().ok()?, id.parse().ok()?))
    });
    Ok(newsroom::desk_list(
        desk.db(),
        desk.actor(),
        &filter_of(desk.site(), desk.person().id, query, None).await?,
        after,
        PAGE,
    )
    .await?)
}

/// `GET /newsroom/stories/rows`: the ids and marks of the current list, so that a page can tell which of its lines are
/// out of date: `{"rows": [{"id": "7zk3m9qa", "mark": "…"}]}`.
pub async fn rows(desk: DeskContext, RawQuery(query): RawQuery) -> Result<Response, DeskProblem> {
    let page = page_of(&desk, &query.unwrap_or_default()).await?;
    let occupancy = Occupancy::of(&desk, &page.lines).await?;
    let rows: Vec<serde_json::Value> = page
        .lines
        .iter()
        .map(|line| serde_json::json!({ "id": line.story.public_id.as_str(), "mark": occupancy.mark(&line.story) }))
        .collect();
    Ok(axum::Json(serde_json::json!({ "rows": rows })).into_response())
}

/// Who has locked each story of a list, and who is present in it.
struct Occupancy {
    busy: Vec<(i64, i64)>,
    present: Vec<(i64, i64)>,
}

impl Occupancy {
    async fn of(desk: &DeskContext, lines: &[DeskLine]) -> Result<Self, DeskProblem> {
        let ids: Vec<i64> = lines.iter().map(|line| line.story.id).collect();
        let locks = newsroom::locks_of_many(desk.db(), &ids, desk.now()).await?;
        let busy = locks.into_iter().map(|(story, lock)| (story, lock.person)).collect();
        Ok(Self { busy, present: newsroom::present_in(desk.db(), &ids, desk.now()).await? })
    }

    fn busy(&self, story: &Story) -> Option<i64> {
        self.busy.iter().find(|(id, _)| *id == story.id).map(|(_, person)| *person)
    }

    fn present(&self, story: &Story) -> Vec<i64> {
        self.present.iter().filter(|(id, _)| *id == story.id).map(|(_, person)| *person).collect()
    }

    fn mark(&self, story: &Story) -> String {
        newsroom::line_mark(story, self.busy(story), &self.present(story))
    }
}

/// `GET /newsroom/stories`
pub async fn list(desk: DeskContext, RawQuery(query): RawQuery) -> Result<Response, DeskProblem> {
    let query = query.unwrap_or_default();
    let page = page_of(&desk, &query).await?;
    let lines = line_views(&desk, &page.lines).await?;
    let own: String = kept_query(&query);
    let next =
        page.next.map(|(at, id)| views::with_query_value("/newsroom/stories", &own, "after", &format!("{at}.{id}")));
    let (words, frame, language) = (desk.words(), desk.site().last_frame(), desk.language());
    let chips: Vec<Value> = CHIPS
        .iter()
        .map(|(name, adds)| {
            let current = if adds.is_empty() { own.is_empty() } else { own.split('&').any(|pair| pair == *adds) };
            context! { name => words.message(name), href => views::with_query("/newsroom/stories", adds), current => current }
        })
        .collect();
    let sections: Vec<Value> = frame
        .sections
        .iter()
        .map(|section| {
            let chosen = views::query_value(&own, "section").as_deref() == Some(&section.slug);
            context! { slug => section.slug.clone(), name => section.name.get(language), chosen => chosen }
        })
        .collect();
    let saved = newsroom::saved_filters(desk.db(), desk.person().id).await?;
    let mut counted = Vec::with_capacity(saved.len());
    for saved in &saved {
        counted.push(filter_of(desk.site(), desk.person().id, &saved.query, None).await?);
    }
    let counts = newsroom::desk_counts(desk.db(), desk.actor(), &counted).await?;
    let saved: Vec<Value> = saved
        .iter()
        .zip(counts)
        .map(|(saved, count)| {
            let current = saved.query == own;
            let href = views::with_query("/newsroom/stories", &saved.query);
            context! {
                id => saved.id, name => saved.name.clone(), href => href, count => count, current => current,
                notifies => saved.notifies(),
            }
        })
        .collect();
    let hidden: Vec<Value> = own
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .filter(|(name, _)| !["q", "section"].contains(name))
        .map(|(name, _)| context! { name => name, value => views::query_value(&own, name) })
        .collect();
    let values = context! {
        lines => lines,
        next => next,
        chips => chips,
        sections => sections,
        saved => saved,
        query => own.as_str(),
        hidden => hidden,
        words => views::query_value(&own, "q"),
        may_write => may_begin(&desk, None),
        result => views::query_value(&query, "result").and_then(|result| bulk_result(&words, &result)),
    };
    desk.page("stories.html", values)
}

/// Whether the actor may start a story in `section`, or with `None` in any section.
pub(super) fn may_begin(desk: &DeskContext, section: Option<&Section>) -> bool {
    let frame = desk.site().last_frame();
    let may = |section: &Section| {
        desk.actor().may(Action::Write, Subject::Desk(section.desk_id), frame.paper.house()).is_ok()
    };
    section.map_or_else(|| frame.open_sections().any(may), may)
}

/// The sentences for the result of a bulk act, `done.refused.unseen`.
fn bulk_result(words: &Words, result: &str) -> Option<String> {
    let numbers: Option<Vec<i64>> = result.split('.').map(|number| number.parse().ok()).collect();
    let [done, refused, unseen] = numbers?[..] else { return None };
    let mut sentences = vec![words.counted("bulk-done", done)];
    if refused > 0 {
        sentences.push(words.counted("bulk-refused", refused));
    }
    if unseen > 0 {
        sentences.push(words.counted("bulk-not-seen", unseen));
    }
    Some(sentences.join(" "))
}

/// `POST /newsroom/stories/bulk`: applies one move to all ticked stories, given as `id` or `id.seen`. Each move
/// succeeds or fails on its own. Only the version that was seen can be approved.
pub async fn bulk(desk: DeskContext, form: Form) -> Result<Response, DeskProblem> {
    let made = Move::ALL.iter().copied().find(|made| made.word() == form.text("move"));
    let made = made.ok_or(DeskProblem::Missing)?;
    let words = Some(form.text("words").to_owned()).filter(|words| !words.is_empty());
    let (mut done, mut refused, mut unseen) = (0, 0, 0);
    let mut moved: Vec<newsroom::PublicId> = Vec::new();
    for id in form.all("story").take(BULK_MAX) {
        let (id, seen) = id.split_once('.').unwrap_or((id, ""));
        let Ok(id) = id.parse() else { continue };
        // Only an approval depends on what the list showed. Publishing uses the version approved before.
        let seen = match made {
            Move::Approve | Move::ApproveChanges => match seen.parse::<Seen>() {
                Ok(seen) => Some(seen),
                Err(_) => {
                    unseen += 1;
                    continue;
                }
            },
            _ => None,
        };
        let with = With { words: words.clone(), seen, ..With::default() };
        match desk.write(async |tx| newsroom::make_move(tx, desk.actor(), &id, made, with).await).await {
            Ok(story) => {
                done += 1;
                moved.push(story.public_id);
            }
            Err(newsroom::Error::NotSeen) => unseen += 1,
            Err(error) if refusal(&desk.words(), &error).is_some() || is_denied(&error) => refused += 1,
            Err(error) => return Err(error.into()),
        }
    }
    let back = views::with_query_value(
        "/newsroom/stories",
        &kept_query(form.text("query")),
        "result",
        &format!("{done}.{refused}.{unseen}"),
    );
    if made != Move::Spike || moved.is_empty() {
        return Ok(desk.redirect(&back));
    }
    let undo = Undo::by("/newsroom/stories/bulk").with("move", Move::Unspike.word()).with("query", form.text("query"));
    Ok(desk.redirect_with_undo(&back, &moved.iter().fold(undo, |undo, id| undo.with("story", id.as_str()))))
}

fn is_denied(error: &newsroom::Error) -> bool {
    matches!(error, newsroom::Error::Forbidden { .. } | newsroom::Error::OwnStory | newsroom::Error::NotFound { .. })
}

/// The times of a line with their names: when the text is due, when it is or was published, when it was last changed.
fn times(desk: &DeskContext, words: &Words, line: &DeskLine) -> Vec<Value> {
    let (frame, story) = (desk.site().last_frame(), &line.story);
    let time = |name: &str, class: &str, at| {
        context! { name => words.message(name), class => class, at => views::instant(&frame, at) }
    };
    let out = story.went_out();
    let due = story
        .due_at
        .filter(|_| out.is_none())
        .map(|at| time("story-due", if at < desk.now() { "late" } else { "due" }, at));
    let goes_out = line.goes_out.map(|at| time("story-goes-out", "out", at));
    let went_out = out.map(|at| time("story-went-out", "out", at));
    let touched = time("story-touched", "touched", story.touched_at);
    [due, goes_out, went_out, Some(touched)].into_iter().flatten().collect()
}

async fn line_views(desk: &DeskContext, lines: &[DeskLine]) -> Result<Vec<Value>, DeskProblem> {
    let (frame, words, language) = (desk.site().last_frame(), desk.words(), desk.language());
    let pictures: Vec<i64> = lines.iter().filter_map(|line| line.picture).collect();
    let pictures = newsroom::pictures_by_ids(desk.db(), &pictures).await?;
    let mut writers: Vec<i64> = lines.iter().flat_map(|line| line.writers.clone()).collect();
    writers.sort_unstable();
    writers.dedup();
    let writers = newsroom::names::by_ids::<Writer>(desk.db(), &writers).await?;
    let people = newsroom::all_people(desk.db()).await?;
    let occupancy = Occupancy::of(desk, lines).await?;
    Ok(lines
        .iter()
        .map(|line| {
            let story = &line.story;
            let section = frame.section(story.section_id).map(|section| section.name.get(language));
            let picture = pictures.iter().find(|picture| Some(picture.id) == line.picture);
            let busy = occupancy.busy(story).and_then(|person| name_of(&people, person));
            context! {
                id => story.public_id.as_str(),
                seen => story.seen().map(|seen| seen.to_string()),
                mark => occupancy.mark(story),
                present => views::faces(&people, &occupancy.present(story)),
                title => if story.title.is_empty() { words.message("story-untitled") } else { story.title.clone() },
                lang => story.language.code(),
                dir => story.language.dir(),
                state => state(&words, story),
                section => section,
                byline => Byline::of_desk_line(line, &writers).text().unwrap_or_default(),
                version => line.version,
                words => line.word_count,
                lacks_credit => line.lacks_credit,
                note => story.note.as_ref().filter(|_| story.work == Work::Draft),
                busy => busy,
                times => times(desk, &words, line),
                is_private => story.is_private,
                thumb => picture.map(|picture| thumb(&picture.public_id, picture)),
            }
        })
        .collect())
}

/// The address of a thumbnail at the desk.
pub(super) fn thumb(id: &newsroom::PublicId, picture: &Picture) -> String {
    let width = picture.widths().first().copied().unwrap_or(240);
    Addresses::picture_below(DESK_MEDIA, id, Rendition::Width(width, PictureFormat::Jpeg))
}

/// The name of the person with this internal id.
pub(super) fn name_of(people: &[Person], id: i64) -> Option<String> {
    people.iter().find(|person| person.id == id).map(|person| person.name.clone())
}

/// The state of a story as text and CSS class: what readers have, followed by the work in progress.
pub(super) fn state(words: &Words, story: &Story) -> Value {
    let work = match (story.work, story.live) {
        (Work::Draft, _) if story.note.is_some() => Some(("state-sent-back", "back")),
        (Work::Draft, Live::Published) => Some(("state-update-draft", "")),
        (Work::InReview, Live::Published) => Some(("state-update-in-review", "review")),
        (Work::Draft, _) => Some(("state-draft", "")),
        (Work::InReview, _) => Some(("state-in-review", "review")),
        (Work::Approved, _) => Some(("state-approved", "ok")),
        (Work::Scheduled, _) => Some(("state-scheduled", "ok")),
        (Work::Spiked, _) => Some(("state-spiked", "back")),
        (Work::None, _) => None,
    };
    let live = match story.live {
        Live::Never => None,
        Live::Published => Some(("state-published", "live")),
        Live::Unpublished => Some(("state-unpublished", "back")),
        Live::Killed => Some(("state-killed", "back")),
    };
    let later = story.changed_since_approval().then_some(("state-changes-wait", ""));
    let words = [live, work, later].into_iter().flatten().map(|(id, _)| words.message(id));
    let text = words.collect::<Vec<_>>().join(" · ");
    let class = live.or(work).map_or("", |(_, class)| class);
    context! { text => text, class => class }
}

/// `GET /newsroom/stories/new`
pub async fn new(desk: DeskContext, RawQuery(query): RawQuery) -> Result<Response, DeskProblem> {
    let (frame, language, words) = (desk.site().last_frame(), desk.language(), desk.words());
    let sections: Vec<Value> = frame
        .open_sections()
        .filter(|section| may_begin(&desk, Some(section)))
        .map(|section| context! { id => section.id, name => section.name.get(language) })
        .collect();
    if sections.is_empty() {
        return Err(DeskProblem::Forbidden);
    }
    let kinds = KINDS.map(|kind| {
        context! { word => kind, name => words.message(&format!("kind-{kind}")), means => words.message(&format!("kind-{kind}-means")) }
    });
    let languages: Vec<Value> =
        frame.paper.languages.iter().map(|one| context! { code => one.code(), name => one.own_name() }).collect();
    // A photo that the archive offers for a new story.
    let asked = views::query_value(&query.unwrap_or_default(), "photo").and_then(|id| id.parse().ok());
    let photo = match asked {
        Some(id) => Some(newsroom::archived_picture(desk.db(), desk.actor(), &id).await?),
        None => None,
    };
    let photo = photo.map(|one| {
        let caption = one.record.value(ArchiveField::Caption);
        context! { id => one.picture.public_id.as_str(), thumb => thumb(&one.picture.public_id, &one.picture), caption => caption }
    });
    let key = newsroom::PublicId::random();
    let values = context! {
        sections => sections,
        kinds => kinds,
        languages => languages,
        photo => photo,
        key => key.as_str(),
    };
    desk.page("story-new.html", values)
}

/// Kinds of stories. Each has a template.
pub(super) const KINDS: [&str; 4] = ["news", "analysis", "interview", "brief"];

/// `POST /newsroom/stories`: starts a story from the template of its kind; with `photo`, with this picture as its lead.
pub async fn create(desk: DeskContext, form: Form) -> Result<Response, DeskProblem> {
    let frame = desk.site().last_frame();
    let section: i64 = form.text("section").parse().map_err(|_| DeskProblem::Missing)?;
    let section = frame.section(section).cloned().ok_or(DeskProblem::Missing)?;
    let language = form.text("language").parse::<Language>().unwrap_or_else(|_| frame.primary());
    let kind = KINDS.into_iter().find(|kind| *kind == form.text("kind")).unwrap_or("news");
    let content = template(&desk, &frame.paper, kind, &section, language, form.text("headline"));
    let photo: Option<newsroom::PublicId> = form.text("photo").parse().ok();
    let today = frame.paper.today(desk.now());
    let begin =
        newsroom::Beginning { kind: Some(kind), is_private: form.has("private"), ..newsroom::Beginning::default() };
    let key = format!("begin/{}/{}", desk.person().id, form.text("key"));
    let id = desk
        .write(async |tx| {
            newsroom::once(tx, &key, async |tx| {
                let mut content = content.clone();
                if let Some(photo) = &photo {
                    let picture = newsroom::picture_for(tx.db(), desk.actor(), photo).await?;
                    let mut lead =
                        LeadPicture { picture_id: Some(picture.id), focal: (5, 5), ..LeadPicture::default() };
                    lead.fill(newsroom::proposed_for(tx.db(), &picture, today).await?);
                    content.lead = Some(lead);
                }
                Ok(newsroom::begin_story(tx, desk.actor(), &content, begin).await?.public_id.to_string())
            })
            .await
        })
        .await?;
    Ok(desk.redirect(&format!("/newsroom/stories/{id}")))
}

/// The initial content of a story of `kind`. The body is the paper's template in the plain notation.
fn template(
    desk: &DeskContext,
    paper: &Paper,
    kind: &str,
    section: &Section,
    language: Language,
    headline: &str,
) -> Content {
    let words = desk.site().words(language);
    let own = paper.templates.get(kind);
    let body = own.map_or_else(|| words.message(&format!("kind-{kind}-body")), |own| own.body.clone());
    let empty = Document { blocks: Vec::new() };
    let body = story::notation::read(&body, &empty, &mut newsroom::DocumentIds).map_or(empty, |(body, _)| body);
    Content {
        kicker: own.and_then(|own| own.kicker.clone()).filter(|kicker| !kicker.is_empty()),
        desk_byline: own.and_then(|own| own.desk_byline.clone()).filter(|line| !line.is_empty()),
        writers: desk.person().writer_id.into_iter().collect(),
        ..Content::plain(section.id, language, &arabic::normalize::tidy(headline), body)
    }
}
