//! The page of a story at the desk.

use std::collections::BTreeMap;

use axum::extract::{Path, Query};
use axum::response::Response;
use http::StatusCode;
use minijinja::{Value, context};
use newsroom::{
    Action, CorrectionKind, Live, Move, Part, Person, PublicId, Story, StoryLine, Subject, TimerAct, Timestamp, Topic,
    Version, Wall, Work, Writer,
};
use serde::Deserialize;

use super::links_view::{self, LinksForm};
use super::loading::{find_story, newest};
use super::now;
use super::remarks_view::{self, RefusedRemark};
use crate::base::messages::Words;
use crate::desk::problem::{DeskProblem, barred, required_name};
use crate::desk::stories::{name_of, state, thumb};
use crate::desk::{DeskContext, comments, views};

/// The word in the address for all steps up to publication in one act ([`newsroom::publish_now`]).
pub(super) const PUBLISH_NOW: &str = "publish_now";

/// Input of a form that was not saved.
#[derive(Debug, Default)]
pub(super) struct RefusedInput {
    /// The error message.
    pub problem: Option<String>,
    /// The part of the story to which the form belongs.
    pub part: Option<Part>,
    /// The fields as they were sent.
    pub fields: Vec<(String, String)>,
    /// The thread and related stories as they were sent.
    pub links: Option<LinksForm>,
}

/// The query parameters, set by redirects after saving.
#[derive(Debug, Default, Deserialize)]
pub struct PageParams {
    /// The number of the version that was set aside because of a conflict.
    pub(super) aside: Option<i64>,
    /// The number of notices from parsing the text.
    pub(super) notices: Option<i64>,
    /// A remark that was not saved.
    #[serde(skip)]
    pub(super) remark: Option<RefusedRemark>,
}

/// `GET /newsroom/stories/{id}`
pub async fn show(
    desk: DeskContext,
    Path(id): Path<PublicId>,
    Query(shown): Query<PageParams>,
) -> Result<Response, DeskProblem> {
    page(&desk, &id, StatusCode::OK, RefusedInput::default(), shown).await
}

/// Renders the page of a story.
pub(super) async fn page(
    desk: &DeskContext,
    id: &PublicId,
    status: StatusCode,
    typed: RefusedInput,
    shown: PageParams,
) -> Result<Response, DeskProblem> {
    let story = find_story(desk, id).await?;
    let (frame, words, language, now) = (desk.site().last_frame(), desk.words(), desk.language(), desk.now());
    let version = newest(desk, &story).await?;
    let approved = match story.approved_version {
        Some(id) => Some(newsroom::version(desk.db(), id).await?),
        None => None,
    };
    let house = frame.paper.house();
    let facts = story.facts(now);
    let may = |action| desk.actor().may(action, Subject::Story(&facts), house).is_ok();
    // Acts that require a fresh proof are offered as well; the proof is requested later.
    let may_grave = |action| {
        !matches!(
            desk.actor().may(action, Subject::Story(&facts), house),
            Err(newsroom::Denied::Hidden | newsroom::Denied::Forbidden)
        )
    };
    let people = newsroom::all_people(desk.db()).await?;
    let locks = newsroom::locks_of(desk.db(), story.id, now).await?;
    let open = story.work != Work::Spiked && story.live != Live::Killed;
    let parts: Vec<(Part, Value)> = Part::ALL
        .iter()
        .map(|&part| {
            let holder = locks.iter().find(|lock| lock.part == part && lock.person != desk.person().id);
            let lock = holder.map(|lock| {
                context! { name => name_of(&people, lock.person), since => views::instant(&frame, lock.taken_at) }
            });
            let value = context! {
                may => open && may(part.action()),
                locked => lock,
                rev => story.revisions[part.place()],
                problem => typed.problem.as_ref().filter(|_| typed.part == Some(part)),
            };
            (part, value)
        })
        .collect();
    let part = |wanted: Part| parts.iter().find(|(part, _)| *part == wanted).map(|(_, value)| value.clone());
    let timers = newsroom::timers_of(desk.db(), story.id).await?;
    let timer = |act| timers.iter().find(|timer| timer.act == act).map(|timer| wall_view(&timer.wall));
    let translations = newsroom::translations_of(desk.db(), story.translates.unwrap_or(story.id)).await?;
    let missing: Vec<String> = newsroom::missing(&version.content, newsroom::COMPLETE)
        .into_iter()
        .map(|field| required_name(&words, field))
        .collect();
    let may_moderate = desk.actor().may(Action::Moderate, Subject::Desk(story.desk_id), house).is_ok();
    let values = context! {
        id => story.public_id.as_str(),
        title => if story.title.is_empty() { words.message("story-untitled") } else { story.title.clone() },
        state => state(&words, &story),
        lang => version.content.language.code(),
        dir => version.content.language.dir(),
        version => version.number,
        made => views::instant(&frame, version.made_at),
        made_by => version.made_by.and_then(|id| name_of(&people, id)),
        word_count => version.word_count,
        writer => story.writer.and_then(|id| name_of(&people, id)),
        note => story.note.as_ref().filter(|_| story.work == Work::Draft),
        off_reason => story.off_reason.as_ref().filter(|_| story.live != Live::Published),
        is_private => story.is_private && story.live == Live::Never,
        missing => missing,
        moves => moves(desk, &words, &story, &version, approved.as_ref().map(|approved| approved.number)),
        approval => approved.map(|approved| approval(desk, &story, &version, &approved)),
        own_story => matches!(
            desk.actor().may(Action::Approve, Subject::Story(&facts), house),
            Err(newsroom::Denied::OwnStory)
        ) && story.work == Work::InReview,
        text => part(Part::Text),
        pictures => part(Part::Pictures),
        facts => part(Part::Facts),
        fields => fields(desk, &story, &version, &typed).await?,
        links => links_view::view(desk, &version, typed.links.as_ref()).await?,
        help => story::notation::help(language),
        words => words.under("ed-"),
        comment_policies => may_moderate.then(|| comments::policies(&words, story.comments, Some("policy-as-section"))),
        person => desk.person().id,
        may_house => desk.actor().may_somewhere(Action::ChangePaper, newsroom::House::default()),
        assign => may(Action::Assign).then(|| assignees(&people, &story)),
        assignee => story.assignee.and_then(|id| name_of(&people, id)),
        due => story.due_at.map(|at| local(at, frame.paper.zone.name())),
        due_shown => story.due_at.map(|at| views::instant(&frame, at)),
        zone => frame.paper.zone.name(),
        scheduled => timer(TimerAct::Publish),
        ends => timer(TimerAct::Unpublish),
        may_end => open && may(Action::Unpublish),
        embargo => story.embargo_wall.as_ref().map(wall_view),
        under_embargo => facts.embargoed,
        may_embargo => open && story.live != Live::Published && may(Action::SetEmbargo),
        may_break => facts.embargoed && may_grave(Action::BreakEmbargo),
        may_strip => strip(desk, &story).await?,
        strip_chars => newsroom::BREAKING_CHARS_MAX,
        notes => note_kinds(&words, &story, may, may_grave),
        may_copy => may(Action::Copy),
        may_delete => story.work == Work::Spiked && may_grave(Action::DeleteForGood),
        may_take_over => may(Action::TakeOver),
        translations => translations.iter().filter(|other| other.id != story.id).map(|other| {
            context! { id => other.public_id.as_str(), name => other.language.own_name(), state => state(&words, other) }
        }).collect::<Vec<_>>(),
        untranslated => frame.paper.languages.iter().filter(|one| translations.iter().all(|other| other.language != **one)).map(|one| {
            context! { code => one.code(), name => one.own_name() }
        }).collect::<Vec<_>>(),
        revs => now::revisions(&story),
        present => now::others(desk, &people, &story).await?,
        remarks => remarks_view::view(desk, &story, &people, shown.remark.as_ref()).await?,
        live_at => (story.live == Live::Published).then(|| format!("/s/{}", story.public_id)),
        problem => typed.problem.as_ref().filter(|_| typed.part.is_none()),
        aside => shown.aside,
        notices => shown.notices,
    };
    desk.page_with(status, "story.html", values)
}

/// The initial text for a breaking strip: the published headline, if the person may set one.
async fn strip(desk: &DeskContext, story: &Story) -> Result<Option<String>, DeskProblem> {
    let may = desk.actor().may(Action::Break, Subject::Desk(story.desk_id), newsroom::House::default()).is_ok();
    let live = story.live_version.filter(|_| may && story.live == Live::Published);
    let Some(live) = live else { return Ok(None) };
    let headline = newsroom::version(desk.db(), live).await?.content.headline;
    Ok(Some(headline.chars().take(newsroom::BREAKING_CHARS_MAX).collect()))
}

/// The values of the fields: what was typed, or else the version's.
async fn fields(
    desk: &DeskContext,
    story: &Story,
    version: &Version,
    typed: &RefusedInput,
) -> Result<Value, DeskProblem> {
    let (frame, language) = (desk.site().last_frame(), desk.language());
    let content = &version.content;
    let stands_in = frame.section(content.section_id).map(|section| section.id);
    let writers = newsroom::names::by_ids::<Writer>(desk.db(), &content.writers).await?;
    let topics = newsroom::names::by_ids::<Topic>(desk.db(), &content.topics).await?;
    let names = |names: Vec<&str>| names.join("، ");
    let lead = content.lead.clone().unwrap_or_default();
    let picture = newsroom::pictures_by_ids(desk.db(), &lead.picture_id.into_iter().collect::<Vec<_>>()).await?;
    let again = |name: &str, kept: Option<&str>| -> String {
        let typed = typed.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        typed.or(kept).unwrap_or_default().to_owned()
    };
    let body = story::notation::write(&content.body);
    let lines: BTreeMap<&str, String> =
        StoryLine::ALL.iter().map(|line| (line.word(), again(line.word(), content.line(*line)))).collect();
    Ok(context! {
        body => again("body", Some(&body)),
        slug => again("slug", Some(&story.slug)),
        writers => again("writers", Some(&names(writers.iter().map(|one| one.name.as_str()).collect()))),
        topics => again("topics", Some(&names(topics.iter().map(|one| one.name.as_str()).collect()))),
        caption => again("caption", lead.caption.as_deref()),
        credit => again("credit", lead.credit.as_deref()),
        alt => again("alt", lead.alt.as_deref()),
        archive => lead.archive,
        focal_x => lead.focal.0,
        focal_y => lead.focal.1,
        shapes => newsroom::Shape::ALL.map(|shape| shape.to_string()),
        picture_id => picture.first().map(|picture| picture.public_id.to_string()),
        has_lead => content.lead.is_some(),
        picture => picture.first().map(|picture| thumb(&picture.public_id, picture)),
        picture_missing => lead.picture_id.is_some() && picture.is_empty(),
        barred => barred_pictures(desk, content).await?,
        sections => frame.sections.iter().filter(|section| section.is_open() || stands_in == Some(section.id)).map(|section| {
            context! { id => section.id, name => section.name.get(language), chosen => stands_in == Some(section.id) }
        }).collect::<Vec<_>>(),
        languages => arabic::Language::ALL.map(|one| {
            context! { code => one.code(), name => one.own_name(), chosen => one == content.language }
        }),
        ..Value::from(lines)
    })
}

/// Why pictures of the story may not be used, with their addresses in the archive.
async fn barred_pictures(desk: &DeskContext, content: &newsroom::Content) -> Result<Vec<Value>, DeskProblem> {
    let (words, today) = (desk.words(), desk.site().last_frame().paper.today(desk.now()));
    let all = newsroom::barred_pictures(desk.db(), content, today).await?;
    let one = |(picture, why): &(newsroom::Picture, newsroom::Bar)| {
        context! { why => barred(&words, *why), href => format!("/newsroom/photos/{}", picture.public_id) }
    };
    Ok(all.iter().map(one).collect())
}

/// The possible moves, the usual next one first.
fn moves(desk: &DeskContext, words: &Words, story: &Story, version: &Version, approved: Option<i64>) -> Vec<Value> {
    let facts = story.facts(desk.now());
    let order = [
        Move::Submit,
        Move::Approve,
        Move::ApproveChanges,
        Move::Publish,
        Move::Schedule,
        Move::Unschedule,
        Move::SendBack,
        Move::Withdraw,
        Move::Revise,
        Move::Discard,
        Move::Unspike,
        Move::Spike,
        Move::Unpublish,
        Move::Revive,
        Move::Kill,
    ];
    let house = desk.site().last_frame().paper.house();
    let offered = newsroom::offered(desk.actor(), &facts, house);
    let looked_at = || story.seen().map(|seen| seen.with_words(&version.content).to_string());
    let mut moves: Vec<Value> = order
        .into_iter()
        .filter(|made| offered.contains(made))
        .map(|made| {
            context! {
                word => made.word(),
                // If the text has changed since the approval, the name says which version is published.
                name => match approved {
                    Some(number) if made == Move::Publish && story.changed_since_approval() => {
                        words.counted("move-publish-version", number)
                    }
                    _ => move_name(words, made, story),
                },
                with_words => made.rule().with_words,
                with_time => made == Move::Schedule,
                may_be_minor => made == Move::Publish && story.live == Live::Published,
                may_be_legal => made == Move::Kill,
                leads_on => matches!(made, Move::Submit | Move::Approve | Move::ApproveChanges | Move::Publish),
                seen => match made {
                    Move::Approve | Move::ApproveChanges => looked_at(),
                    Move::Publish | Move::Schedule => story.approved_seen().map(|seen| seen.to_string()),
                    _ => None,
                },
                grave => matches!(made, Move::Kill | Move::Unpublish | Move::Spike | Move::Discard),
            }
        })
        .collect();
    // A person with the rights for all steps up to publication is offered to do them at once, as the second move.
    if newsroom::way_to_readers(desk.actor(), &facts, house).is_ok_and(|way| way.len() > 1) {
        let now = context! {
            word => PUBLISH_NOW,
            name => words.message(match story.live {
                Live::Published => "move-publish-update-now",
                _ => "move-publish-now",
            }),
            may_be_minor => story.live == Live::Published,
            leads_on => false,
            seen => looked_at(),
        };
        moves.insert(moves.len().min(1), now);
    }
    moves
}

/// The state of an approved story: the approved version, and whether the text has changed since. `version` is the
/// newest.
fn approval(desk: &DeskContext, story: &Story, version: &Version, approved: &Version) -> Value {
    let facts = story.facts(desk.now());
    let house = desk.site().last_frame().paper.house();
    let may = |action| desk.actor().may(action, Subject::Story(&facts), house).is_ok();
    context! {
        number => approved.number,
        changed => story.changed_since_approval(),
        newest => version.number,
        may_approve => may(Action::Approve),
        may_restore => may(Action::Restore),
        is_scheduled => story.work == Work::Scheduled,
    }
}

fn move_name(words: &Words, made: Move, story: &Story) -> String {
    match made {
        Move::Submit => words.message("move-submit"),
        Move::Approve => words.message("move-approve"),
        Move::ApproveChanges => words.message("move-approve-changes"),
        Move::Publish if story.live == Live::Published => words.message("move-publish-update"),
        Move::Publish => words.message("move-publish"),
        Move::Schedule => words.message("move-schedule"),
        Move::Unschedule => words.message("move-unschedule"),
        Move::SendBack => words.message("move-send-back"),
        Move::Withdraw => words.message("move-withdraw"),
        Move::Revise => words.message("move-revise"),
        Move::Discard => words.message("move-discard"),
        Move::Spike => words.message("move-spike"),
        Move::Unspike => words.message("move-unspike"),
        Move::Unpublish => words.message("move-unpublish"),
        Move::Kill => words.message("move-kill"),
        Move::Revive => words.message("move-revive"),
    }
}

fn note_kinds(
    words: &Words,
    story: &Story,
    may: impl Fn(Action) -> bool,
    may_grave: impl Fn(Action) -> bool,
) -> Vec<Value> {
    if story.live != Live::Published {
        return Vec::new();
    }
    [
        (CorrectionKind::Correction, may(Action::Correct), words.message("correction")),
        (CorrectionKind::Clarification, may(Action::Correct), words.message("clarification")),
        (CorrectionKind::Retraction, may_grave(Action::Retract), words.message("retraction")),
        (CorrectionKind::RightOfReply, may_grave(Action::RightOfReply), words.message("right-of-reply")),
    ]
    .into_iter()
    .filter(|(_, may, _)| *may)
    .map(|(kind, _, name)| context! { word => kind.word(), name => name })
    .collect()
}

fn assignees(people: &[Person], story: &Story) -> Vec<Value> {
    people
        .iter()
        .filter(|person| !person.is_closed && person.actor(false).may_somewhere(Action::See, newsroom::House::default()))
        .map(|person| context! { id => person.id, name => person.name.clone(), chosen => story.assignee == Some(person.id) })
        .collect()
}

/// A time in the format of `<input type=datetime-local>`.
fn local(at: Timestamp, zone: &str) -> Option<String> {
    let wall = Wall::at(at, zone).ok()?.wall;
    Some(wall.chars().take(16).collect())
}

fn wall_view(wall: &Wall) -> Value {
    context! { machine => wall.wall.clone(), shown => wall.wall.replace('T', " ").chars().take(16).collect::<String>(), zone => wall.zone.clone() }
}
