//! Moderation: decisions about one comment or many. A decision names the state and the text that the moderator saw, so
//! that two moderators never overwrite each other's decision unknowingly, and no unread text is published.

use std::collections::HashMap;

use rules::{Action, Actor, House, Subject};
use sea_orm::sea_query::{Expr, ExprTrait, Func, Order, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use store::clock::Timestamp;
use store::id::PublicId;
use store::source::{self, Source};

use super::reading::under_a_story;
use super::{BanKind, Comment, CommentSeen, CommentState, allow_at, allow_everywhere, put_state};
use crate::base::entity::comment;
use crate::base::error::{Error, Result};
use crate::base::tx::Tx;
use crate::base::worded::worded;
use crate::paper::sections;
use crate::readers::screening;
use crate::stories::model::{self, Story};

/// Comments on one page of the queue.
pub const QUEUE_MAX: usize = 50;
/// Decisions read for the median waiting time.
const WAITS_LOOKED_AT: u64 = 500;

/// The reason of a rejection, which the author is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Refusal {
    /// An insult.
    Insult,
    /// A call for hatred or violence.
    Hatred,
    /// A breach of privacy.
    Privacy,
    /// Advertising.
    Advertising,
    /// Off topic.
    OffTopic,
    /// A false statement.
    Untrue,
    /// Another reason.
    Other,
}

worded!(Refusal);

/// A moderator's decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Publish it.
    Approve,
    /// Reject it; the author is told the reason.
    Reject(Refusal),
    /// Classify it as spam.
    Spam,
    /// Review it again; reverses the other decisions.
    Wait,
}

impl Decision {
    /// The state after the decision.
    pub fn state(self) -> CommentState {
        match self {
            Self::Approve => CommentState::Approved,
            Self::Reject(_) => CommentState::Rejected,
            Self::Spam => CommentState::Spam,
            Self::Wait => CommentState::Waiting,
        }
    }

    /// What the classifier was taught by a decision: good or bad; `None` if nothing was decided.
    fn lesson(state: CommentState, decided: bool) -> Option<bool> {
        match state {
            CommentState::Approved if decided => Some(true),
            CommentState::Rejected | CommentState::Spam if decided => Some(false),
            _ => None,
        }
    }
}

/// A filter of the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum CommentFilter {
    /// Waiting comments, oldest first.
    Waiting,
    /// Published comments that should be reviewed, because they were published unseen or were reported. Oldest first.
    Review,
    /// Published comments, newest first.
    Approved,
    /// Rejected comments, newest first.
    Rejected,
    /// Spam, newest first.
    Spam,
}

worded!(CommentFilter);

impl CommentFilter {
    fn is_queue(self) -> bool {
        matches!(self, Self::Waiting | Self::Review)
    }

    fn condition(self) -> Condition {
        let state = |state: CommentState| Condition::all().add(comment::Column::State.eq(state.word()));
        match self {
            Self::Waiting => state(CommentState::Waiting),
            Self::Review => state(CommentState::Approved).add(comment::Column::ToReview.eq(true)),
            Self::Approved => state(CommentState::Approved),
            Self::Rejected => state(CommentState::Rejected),
            Self::Spam => state(CommentState::Spam),
        }
    }
}

/// A page of the queue.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CommentQueue {
    /// Comments with their stories.
    pub lines: Vec<(Comment, Story)>,
    /// The cursor of the next page: an internal id.
    pub next: Option<i64>,
}

/// A query for the stories of the desks that the actor moderates; `None` if that is the whole paper.
pub(super) async fn own_stories(db: &impl Source, actor: &Actor) -> Result<Option<SelectStatement>> {
    if actor.may(Action::Moderate, Subject::Paper, House::default()).is_ok() {
        return Ok(None);
    }
    let desks = sections::all_desks(db).await?;
    let own = desks.iter().filter(|desk| actor.may(Action::Moderate, Subject::Desk(desk.id), House::default()).is_ok());
    let own: Vec<i64> = own.map(|desk| desk.id).collect();
    if own.is_empty() {
        return Err(Error::Forbidden { action: Action::Moderate });
    }
    Ok(Some(under_a_story().and_where(Expr::col(("stories", "desk_id")).is_in(own)).to_owned()))
}

/// Comments of the desks that the actor moderates, after the one with internal id `after`, at most `limit`.
pub async fn comment_queue(
    db: &impl Source,
    actor: &Actor,
    filter: CommentFilter,
    after: Option<i64>,
    limit: usize,
) -> Result<CommentQueue> {
    let limit = limit.min(QUEUE_MAX);
    let mut query = comment::Entity::find().filter(filter.condition()).limit(limit as u64 + 1);
    query = match filter.is_queue() {
        true => query.order_by_asc(comment::Column::Id),
        false => query.order_by_desc(comment::Column::Id),
    };
    if let Some(after) = after {
        query = query.filter(match filter.is_queue() {
            true => comment::Column::Id.gt(after),
            false => comment::Column::Id.lt(after),
        });
    }
    if let Some(stories) = own_stories(db, actor).await? {
        query = query.filter(Expr::exists(stories));
    }
    page_of(db, query, limit).await
}

/// A page of a query for `limit` comments and one more, which tells whether there are more.
pub(super) async fn page_of(
    db: &impl Source,
    query: sea_orm::Select<comment::Entity>,
    limit: usize,
) -> Result<CommentQueue> {
    let mut found = source::all(db, query).await?.into_iter().map(Comment::read).collect::<Result<Vec<_>>>()?;
    let more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| more).map(|last| last.id);
    let mut known: HashMap<i64, Story> = HashMap::new();
    let mut lines = Vec::with_capacity(found.len());
    for comment in found {
        let story = match known.get(&comment.story_id) {
            Some(story) => story.clone(),
            None => model::find_story(db, comment.story_id).await?,
        };
        known.insert(story.id, story.clone());
        lines.push((comment, story));
    }
    Ok(CommentQueue { lines, next })
}

/// The comment with this public id and its story. Requires the right to moderate there.
pub async fn comment_for(db: &impl Source, actor: &Actor, id: &PublicId) -> Result<(Comment, Story)> {
    let comment = super::comment(db, id).await?;
    let story = model::find_story(db, comment.story_id).await?;
    allow_at(actor, story.desk_id)?;
    Ok((comment, story))
}

/// Decides about a comment as it was `seen`; returns it as it was.
///
/// Refuses with [`Error::Changed`] if its state has changed or its author has withdrawn it, and with [`Error::NotSeen`]
/// if its author has edited the text since.
pub async fn decide(
    tx: &mut Tx,
    actor: &Actor,
    id: &PublicId,
    seen: &CommentSeen,
    decision: Decision,
) -> Result<Comment> {
    let (comment, _) = comment_for(tx.db(), actor, id).await?;
    let comment = super::locked(tx, comment.id).await?;
    let from = seen.state;
    let ended = matches!(comment.state, CommentState::Withdrawn | CommentState::Erased);
    if comment.state != from || ended {
        return Err(Error::Changed { what: "comment" });
    }
    if comment.seen() != *seen {
        return Err(Error::NotSeen);
    }
    let state = decision.state();
    put_state(tx, &comment, state).await?;
    let refusal = match decision {
        Decision::Reject(reason) => Some(reason.word()),
        _ => None,
    };
    let undecided = decision == Decision::Wait;
    let update = Query::update()
        .table("comments")
        .value("refusal", refusal)
        .value("decided_at", (!undecided).then_some(tx.now().0))
        .value("decided_by", actor.person_id().filter(|_| !undecided))
        .and_where(Expr::col("id").eq(comment.id))
        .to_owned();
    tx.db().execute(&update).await?;
    let (before, after) =
        (Decision::lesson(comment.state, comment.decided.is_some()), Decision::lesson(state, !undecided));
    teach(tx, actor, &comment, before, after).await?;
    let details = json!({ "from": from.word(), "to": state.word(), "reason": refusal });
    tx.audit(actor, "moderate_comment", format!("comment/{id}"), details);
    Ok(comment)
}

/// Comments rejected in one act, at most; a flood needs several.
const REJECTED_MAX: u64 = 500;

/// Rejects, for the reason `why`, the waiting comments by the reader of the comment `about` (same address block or
/// e-mail address). Returns how many.
pub async fn reject_waiting(
    tx: &mut Tx,
    actor: &Actor,
    kind: BanKind,
    about: &PublicId,
    why: Refusal,
) -> Result<usize> {
    allow_everywhere(actor)?;
    let written = super::comment(tx.db(), about).await?;
    let same = match kind {
        BanKind::Block => written.block.map(|block| comment::Column::Block.eq(block)),
        BanKind::Email => written.email.map(|email| comment::Column::Email.eq(email)),
        BanKind::Pattern => None,
    };
    let Some(same) = same else { return Ok(0) };
    let waiting = comment::Column::State.eq(CommentState::Waiting.word());
    let query = comment::Entity::find().filter(same).filter(waiting).order_by_asc(comment::Column::Id);
    let found = source::all(tx.db(), query.limit(REJECTED_MAX)).await?;
    let number = found.len();
    for row in found {
        let comment = Comment::read(row)?;
        decide(tx, actor, &comment.public_id, &comment.seen(), Decision::Reject(why)).await?;
    }
    Ok(number)
}

/// Teaches the classifier when the decision about a comment changes.
async fn teach(tx: &mut Tx, actor: &Actor, comment: &Comment, before: Option<bool>, after: Option<bool>) -> Result<()> {
    if before == after {
        return Ok(());
    }
    if let Some(good) = before {
        screening::unlearn(tx, actor, &comment.text, good).await?;
    }
    if let Some(good) = after {
        screening::learn(tx, actor, &comment.text, good).await?;
    }
    Ok(())
}

/// Numbers of comments by the same reader in the last 30 days, or at any time with the same e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct History {
    /// All comments, including this one.
    pub said: i64,
    /// Approved ones.
    pub approved: i64,
    /// Rejected ones and spam.
    pub refused: i64,
}

/// The condition for comments of the same reader: the same keyed hash or the same e-mail address.
pub(super) fn same_reader(comment: &Comment) -> Condition {
    let mut same = Condition::any().add(comment::Column::Id.eq(comment.id));
    if let Some(reader) = &comment.reader {
        same = same.add(comment::Column::Reader.eq(reader.as_str()));
    }
    if let Some(email) = &comment.email {
        same = same.add(comment::Column::Email.eq(email.as_str()));
    }
    same
}

impl History {
    /// The history of the author of `comment`.
    pub async fn of(db: &impl Source, comment: &Comment) -> Result<Self> {
        let query = Query::select()
            .column("state")
            .expr(super::count_all())
            .from("comments")
            .cond_where(same_reader(comment))
            .group_by_col("state")
            .to_owned();
        let mut history = Self::default();
        for row in db.rows(&query).await? {
            let mut row = row.columns();
            let (state, number): (String, i64) = (row.take()?, row.take()?);
            history.said += number;
            match CommentState::from_word(&state) {
                Some(CommentState::Approved) => history.approved += number,
                Some(CommentState::Rejected | CommentState::Spam) => history.refused += number,
                _ => {}
            }
        }
        Ok(history)
    }
}

/// Comments of the same reader, newest first.
pub async fn comments_of_reader(db: &impl Source, comment: &Comment, limit: u64) -> Result<Vec<Comment>> {
    let query = comment::Entity::find().filter(same_reader(comment)).order_by_desc(comment::Column::Id).limit(limit);
    source::all(db, query).await?.into_iter().map(Comment::read).collect()
}

async fn number(db: &impl Source, query: SelectStatement) -> Result<i64> {
    match db.rows(&query).await?.into_iter().next() {
        Some(row) => Ok(row.columns().take()?),
        None => Ok(0),
    }
}

/// The numbers of comments that the actor can moderate: waiting ones, and published ones to review.
pub async fn waiting_comments(db: &impl Source, actor: &Actor) -> Result<(i64, i64)> {
    let own = own_stories(db, actor).await?;
    let count = |filter: CommentFilter| {
        let mut query = Query::select();
        query.expr(super::count_all()).from("comments").cond_where(filter.condition());
        if let Some(stories) = &own {
            query.and_where(Expr::exists(stories.clone()));
        }
        query
    };
    Ok((number(db, count(CommentFilter::Waiting)).await?, number(db, count(CommentFilter::Review)).await?))
}

/// The mark of the queue, for those who watch it.
pub async fn comment_mark(db: &impl Source, actor: &Actor) -> Result<String> {
    let newest = Query::select().expr(Func::max(Expr::col("id"))).from("comments").to_owned();
    let newest: Option<i64> = match db.rows(&newest).await?.into_iter().next() {
        Some(row) => row.columns().take()?,
        None => None,
    };
    let (waiting, review) = waiting_comments(db, actor).await?;
    Ok(format!("{}-{waiting}-{review}", newest.unwrap_or(0)))
}

/// Numbers of comments of a period, by present state, and the median waiting time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CommentDay {
    /// All comments.
    pub said: i64,
    /// Published.
    pub approved: i64,
    /// Rejected.
    pub rejected: i64,
    /// Spam.
    pub spam: i64,
    /// Waiting.
    pub waiting: i64,
    /// Median seconds until the decision; `None` without decisions.
    pub median_wait: Option<i64>,
}

/// The numbers of comments since an instant, in the whole paper.
pub async fn comment_numbers(db: &impl Source, since: Timestamp) -> Result<CommentDay> {
    // An expression that no index has. Otherwise SQLite would read the whole index of states instead of the period.
    let state = || Expr::cust("state || ''");
    let query = Query::select()
        .expr(state())
        .expr(super::count_all())
        .from("comments")
        .and_where(Expr::col("said_at").gte(since.0))
        .add_group_by([state()])
        .to_owned();
    let mut day = CommentDay::default();
    for row in db.rows(&query).await? {
        let mut row = row.columns();
        let (state, number): (String, i64) = (row.take()?, row.take()?);
        day.said += number;
        match CommentState::from_word(&state) {
            Some(CommentState::Approved) => day.approved = number,
            Some(CommentState::Rejected) => day.rejected = number,
            Some(CommentState::Spam) => day.spam = number,
            Some(CommentState::Waiting) => day.waiting = number,
            _ => {}
        }
    }
    let waits = Query::select()
        .expr(Expr::col("decided_at").sub(Expr::col("said_at")))
        .from("comments")
        .and_where(Expr::col("decided_at").gte(since.0))
        .order_by("decided_at", Order::Desc)
        .limit(WAITS_LOOKED_AT)
        .to_owned();
    let rows = db.rows(&waits).await?;
    let mut waits = rows.into_iter().map(|row| row.columns().take::<i64>()).collect::<store::Result<Vec<_>>>()?;
    waits.sort_unstable();
    day.median_wait = waits.get(waits.len() / 2).map(|micros| micros / 1_000_000);
    Ok(day)
}

/// Reverses what the classifier learned from a comment whose text has changed since the decision. Part of an act that
/// has checked the right, possibly the author's own.
pub(super) async fn forget_lesson(tx: &mut Tx, comment: &Comment) -> Result<()> {
    match Decision::lesson(comment.state, comment.decided.is_some()) {
        Some(good) => screening::unlearn_unchecked(tx, &comment.text, good).await,
        None => Ok(()),
    }
}
