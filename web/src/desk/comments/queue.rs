//! The moderation queue, one comment at a time or as a list, and the page of one comment with the reader's earlier
//! ones.

use axum::extract::{Path, RawQuery};
use axum::response::Response;
use minijinja::value::Serde;
use minijinja::{Value, context};
use newsroom::{
    BanKind, Comment, CommentFilter, CommentQueue, CommentRefusal, CommentState, History, PublicId, Story, Timestamp,
};
use search::Typing;

use super::reasons;
use super::room::{ROOM, ago, may_everywhere, terms};
use crate::base::messages::Words;
use crate::base::row_index::RowQuery;
use crate::desk::problem::DeskProblem;
use crate::desk::{DeskContext, views};

/// Number of comments in the list.
const LIST: usize = 30;
/// Number of earlier comments of the same reader.
const EARLIER: u64 = 20;

/// The query parameters `in`, `after`, `as=list` and `q`.
struct Params {
    filter: CommentFilter,
    after: Option<i64>,
    as_list: bool,
    /// Words to be found. Then comments of all states are listed, newest first.
    words: String,
}

impl Params {
    fn of(query: &str) -> Self {
        let value = |name| views::query_value(query, name).unwrap_or_default();
        let filter = CommentFilter::from_word(&value("in")).unwrap_or(CommentFilter::Waiting);
        let is_queue = matches!(filter, CommentFilter::Waiting | CommentFilter::Review);
        let words = value("q").trim().to_owned();
        let as_list = value("as") == "list" || !is_queue || !words.is_empty();
        Self { filter, after: value("after").parse().ok(), as_list, words }
    }

    /// The address of the same list after `after`.
    fn at(&self, after: Option<i64>) -> String {
        let mut path = format!("{ROOM}?in={}", self.filter.word());
        if !self.words.is_empty() {
            path = views::with_query_value(ROOM, "", "q", &self.words);
        } else if self.as_list {
            path.push_str("&as=list");
        }
        if let Some(after) = after {
            path.push_str(&format!("&after={after}"));
        }
        path
    }
}

fn state_name(words: &Words, state: CommentState) -> String {
    words.message(&format!("comment-state-{}", state.word()))
}

/// The template values for a comment.
async fn view(desk: &DeskContext, comment: &Comment, story: &Story) -> Result<Value, DeskProblem> {
    let (words, frame) = (desk.words(), desk.site().last_frame());
    let section = frame.section(story.section_id);
    // Moderators see the published version of the story, not the one being edited.
    let headline = match story.live_version {
        Some(live) => newsroom::version(desk.db(), live).await?.content.headline,
        None => String::new(),
    };
    let history = History::of(desk.db(), comment).await?;
    let reports = comment.report_reasons(desk.db()).await?;
    let reports = reports.iter().map(|(reason, number)| {
        words.filled(
            "comment-reported-for",
            &[
                ("reason", &words.message(&format!("refusal-{}", reason.word()))),
                ("n", &words.number(usize::try_from(*number).unwrap_or(0))),
            ],
        )
    });
    let why: Vec<String> = comment.doubts.iter().map(|doubt| reasons::sentence(&words, doubt)).chain(reports).collect();
    Ok(context! {
        id => comment.public_id.as_str(),
        number => comment.id,
        name => &comment.name,
        email => comment.email.as_deref(),
        paragraphs => Value::from(Serde(reasons::paragraphs(&comment.text, &comment.doubts))),
        state => comment.state.word(),
        seen => comment.seen().to_string(),
        state_name => state_name(&words, comment.state),
        ago => ago(&words, desk.now(), comment.said_at),
        at => views::instant(&frame, comment.said_at),
        why => why,
        refusal => comment.refusal.map(|reason| refusal_name(&words, reason)),
        history => words.counted("comment-history", history.said),
        approved => (history.said > 1).then(|| words.counted("comment-history-approved", history.approved)),
        refused => (history.refused > 0).then(|| words.counted("comment-history-refused", history.refused)),
        is_answer => comment.thread_id.is_some(),
        likes => comment.likes,
        story => context! {
            title => headline,
            lang => story.language.code(),
            dir => story.language.dir(),
            href => format!("/s/{}", story.public_id),
            section => section.map(|section| section.name.get(desk.language())),
        },
    })
}

fn refusal_name(words: &Words, reason: CommentRefusal) -> String {
    words.message(&format!("refusal-{}", reason.word().replace('_', "-")))
}

fn refusals(words: &Words) -> Vec<Value> {
    let one = |&reason: &CommentRefusal| context! { word => reason.word(), name => refusal_name(words, reason) };
    CommentRefusal::ALL.iter().map(one).collect()
}

/// `GET /newsroom/comments`: the next comment, or the list.
pub async fn queue(desk: DeskContext, RawQuery(query): RawQuery) -> Result<Response, DeskProblem> {
    let params = Params::of(query.as_deref().unwrap_or_default());
    let words = desk.words();
    let is_search = !params.words.is_empty();
    let (found, failure) = match is_search {
        true => search(&desk, &params).await?,
        false => {
            let limit = if params.as_list { LIST } else { 1 };
            (newsroom::comment_queue(desk.db(), desk.actor(), params.filter, params.after, limit).await?, None)
        }
    };
    let (waiting, review) = newsroom::waiting_comments(desk.db(), desk.actor()).await?;
    let mut shown = Vec::new();
    for (comment, story) in &found.lines {
        shown.push(view(&desk, comment, story).await?);
    }
    let oldest = match (params.filter, params.after) {
        (CommentFilter::Waiting, None) if !is_search => found.lines.first().map(|(comment, _)| comment.said_at),
        _ => None,
    };
    let chips = CommentFilter::ALL.iter().map(|&filter| {
        let count = match filter {
            CommentFilter::Waiting => Some(waiting),
            CommentFilter::Review => Some(review),
            _ => None,
        };
        context! {
            href => format!("{ROOM}?in={}", filter.word()),
            name => words.message(&format!("comments-in-{}", filter.word())),
            count => count.map(|count| words.number(usize::try_from(count).unwrap_or(0))),
            current => filter == params.filter && !is_search,
        }
    });
    let is_queue = matches!(params.filter, CommentFilter::Waiting | CommentFilter::Review) && !is_search;
    let frame = desk.site().last_frame();
    let midnight = Timestamp::start_of_day(frame.paper.today(desk.now()), frame.paper.zone);
    let everywhere = may_everywhere(&desk);
    let today = if everywhere { Some(newsroom::comment_numbers(desk.db(), midnight).await?) } else { None };
    let values = context! {
        room => ROOM,
        chips => chips.collect::<Vec<_>>(),
        comments => &shown,
        one => (!params.as_list).then(|| shown.first().cloned()).flatten(),
        as_list => params.as_list,
        filter => params.filter.word(),
        after => params.after,
        searched => is_search.then_some(params.words.as_str()),
        problem => failure,
        next => found.next.map(|next| params.at(Some(next))),
        other_way => is_queue.then(|| Params { as_list: !params.as_list, ..Params::of(&format!("in={}", params.filter.word())) }.at(None)),
        refusals => refusals(&words),
        mark => newsroom::comment_mark(desk.db(), desk.actor()).await?,
        oldest => oldest.map(|at| ago(&words, desk.now(), at)),
        today => today.map(|day| context! {
            waiting => words.counted("comments-waiting", waiting),
            approved => words.counted("comments-approved-today", day.approved),
            rejected => words.counted("comments-rejected-today", day.rejected + day.spam),
        }),
        may_everywhere => everywhere,
        words => words.under("moderate-"),
    };
    desk.page("comments.html", values)
}

/// The comments that the words find, or a sentence why none could be looked for.
async fn search(desk: &DeskContext, params: &Params) -> Result<(CommentQueue, Option<String>), DeskProblem> {
    let words = desk.words();
    let typing = Typing::read(&params.words);
    if typing.query().problem().is_some() {
        return Ok((CommentQueue::default(), Some(words.message("comments-search-no-words"))));
    }
    let wanted = RowQuery { typing, ..RowQuery::default() };
    match desk.site().comment_index().search(desk.site().newsroom(), wanted).await {
        Ok(ids) => {
            let found = newsroom::found_comments(desk.db(), desk.actor(), &ids, params.after, LIST).await?;
            Ok((found, None))
        }
        Err(_) => Ok((CommentQueue::default(), Some(words.message("comments-search-building")))),
    }
}

/// `GET /newsroom/comments/one/{id}`: a comment, with the reader's earlier comments.
pub async fn one(desk: DeskContext, Path(id): Path<String>) -> Result<Response, DeskProblem> {
    let id: PublicId = id.parse().map_err(|_| DeskProblem::Missing)?;
    one_page(&desk, &id, http::StatusCode::OK, None).await
}

/// The page of a comment, with an error message if an act failed.
pub async fn one_page(
    desk: &DeskContext,
    id: &PublicId,
    status: http::StatusCode,
    problem: Option<String>,
) -> Result<Response, DeskProblem> {
    let (comment, story) = newsroom::comment_for(desk.db(), desk.actor(), id).await?;
    let (words, everywhere) = (desk.words(), may_everywhere(desk));
    let earlier = match everywhere {
        true => newsroom::comments_of_reader(desk.db(), &comment, EARLIER).await?,
        false => Vec::new(),
    };
    let earlier = earlier.iter().filter(|one| one.id != comment.id).map(|one| {
        context! {
            href => format!("{ROOM}/one/{}", one.public_id),
            text => one.text.chars().take(160).collect::<String>(),
            state => state_name(&words, one.state),
            ago => ago(&words, desk.now(), one.said_at),
        }
    });
    let kinds = BanKind::ALL.iter().map(|kind| {
        let can = match kind {
            BanKind::Block => comment.is_known_by_address(),
            BanKind::Email => comment.email.is_some(),
            BanKind::Pattern => false,
        };
        context! { word => kind.word(), name => words.message(&format!("ban-{}", kind.word())), can => can }
    });
    let values = context! {
        room => ROOM,
        one => view(desk, &comment, &story).await?,
        earlier => earlier.collect::<Vec<_>>(),
        refusals => refusals(&words),
        kinds => kinds.collect::<Vec<_>>(),
        terms => terms(&words),
        may_everywhere => everywhere,
        problem => problem,
        filter => "waiting",
        words => words.under("moderate-"),
    };
    desk.page_with(status, "comment.html", values)
}
