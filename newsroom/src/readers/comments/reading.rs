//! Comments as readers see them: threads under a story, the newest of the paper, the stories with most comments.

use std::collections::HashMap;

use arabic::Language;
use sea_orm::sea_query::{Cond, Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use store::clock::Timestamp;
use store::id::PublicId;
use store::source::{self, Source};

use super::{Comment, CommentState};
use crate::base::entity::comment;
use crate::base::error::{Error, Result};
use crate::base::sight::Sight;

/// Threads on one page.
pub const THREADS_ON_A_PAGE: usize = 50;
/// Answers shown on a page, in all threads.
const ANSWERS_MAX: u64 = 500;

/// A comment with its answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Thread {
    /// The first comment. If it is no longer approved, it is shown without text above its answers.
    pub first: Comment,
    /// Approved answers, oldest first.
    pub answers: Vec<Comment>,
}

/// A page of threads.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Threads {
    /// The threads, newest first.
    pub threads: Vec<Thread>,
    /// The cursor of the next page: an internal id.
    pub next: Option<i64>,
}

/// Threads of a story, newest first, after the one with internal id `after`; at most 50.
pub async fn comments_of(db: &impl Source, story_id: i64, after: Option<i64>) -> Result<Threads> {
    db.saw(&Sight::Comments(story_id));
    let shown = Condition::any()
        .add(comment::Column::State.eq(CommentState::Approved.word()))
        .add(comment::Column::Answers.gt(0));
    let mut query = source::rows_of::<comment::Model>();
    query
        .and_where(comment::Column::StoryId.eq(story_id))
        .and_where(comment::Column::ThreadId.is_null())
        .cond_where(shown)
        .order_by(("comments", "id"), Order::Desc)
        .limit(THREADS_ON_A_PAGE as u64 + 1);
    if let Some(after) = after {
        query.and_where(comment::Column::Id.lt(after));
    }
    let firsts = source::each(db, &query).await?.into_iter().map(Comment::read);
    let mut firsts = firsts.collect::<Result<Vec<_>>>()?;
    let more = firsts.len() > THREADS_ON_A_PAGE;
    firsts.truncate(THREADS_ON_A_PAGE);
    let next = firsts.last().filter(|_| more).map(|last| last.id);
    let answered: Vec<i64> = firsts.iter().filter(|first| first.answers > 0).map(|first| first.id).collect();
    let mut answers: HashMap<i64, Vec<Comment>> = HashMap::new();
    if !answered.is_empty() {
        let query = comment::Entity::find()
            .filter(comment::Column::ThreadId.is_in(answered))
            .filter(comment::Column::State.eq(CommentState::Approved.word()))
            .order_by_asc(comment::Column::Id)
            .limit(ANSWERS_MAX);
        for row in source::all(db, query).await? {
            let answer = Comment::read(row)?;
            answers.entry(answer.thread_id.unwrap_or_default()).or_default().push(answer);
        }
    }
    let with_answers = |first: Comment| Thread { answers: answers.remove(&first.id).unwrap_or_default(), first };
    Ok(Threads { threads: firsts.into_iter().map(with_answers).collect(), next })
}

/// The number of approved comments of each of these stories; stories without any are left out.
pub async fn comment_counts(db: &impl Source, stories: &[i64]) -> Result<HashMap<i64, i64>> {
    if stories.is_empty() {
        return Ok(HashMap::new());
    }
    for story in stories {
        db.saw(&Sight::Comments(*story));
    }
    let query = Query::select()
        .columns(["story_id", "approved"])
        .from("comment_counts")
        .and_where(Expr::col("story_id").is_in(stories.iter().copied()))
        .and_where(Expr::col("approved").gt(0))
        .to_owned();
    let pair = |row: store::row::Row| {
        let mut row = row.columns();
        Ok((row.take()?, row.take()?))
    };
    db.rows(&query).await?.into_iter().map(pair).collect()
}

/// A subquery for the story of the current comment, looked up by id so that the stories are not scanned.
pub(super) fn under_a_story() -> SelectStatement {
    Query::select()
        .expr(Expr::val(1))
        .from("stories")
        .and_where(Expr::col(("stories", "id")).equals(("comments", "story_id")))
        .to_owned()
}

/// The newest approved comments under one story, or under all published stories in `language`; newest first.
pub async fn latest_comments(
    db: &impl Source,
    story_id: Option<i64>,
    language: Language,
    limit: u64,
) -> Result<Vec<Comment>> {
    let mut query = comment::Entity::find()
        .filter(comment::Column::State.eq(CommentState::Approved.word()))
        .order_by_desc(comment::Column::Id)
        .limit(limit);
    match story_id {
        Some(story) => {
            db.saw(&Sight::Comments(story));
            query = query.filter(comment::Column::StoryId.eq(story));
        }
        None => {
            db.saw(&Sight::AllComments);
            let live = under_a_story()
                .and_where(Expr::col(("stories", "live")).eq("published"))
                .and_where(Expr::col(("stories", "language")).eq(language.code()))
                .to_owned();
            query = query.filter(Expr::exists(live));
        }
    }
    source::all(db, query).await?.into_iter().map(Comment::read).collect()
}

/// The public ids of these comments, by internal id, in any state; an answer needs that of the comment it answers.
pub async fn comment_names(db: &impl Source, ids: &[i64]) -> Result<HashMap<i64, PublicId>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let query = Query::select()
        .columns(["id", "public_id"])
        .from("comments")
        .and_where(Expr::col("id").is_in(ids.iter().copied()))
        .to_owned();
    let pair = |row: store::row::Row| {
        let mut row = row.columns();
        Ok((row.take()?, row.take::<String>()?.parse().map_err(Error::damaged)?))
    };
    db.rows(&query).await?.into_iter().map(pair).collect()
}

/// The published stories in `language` with most approved comments, among those published since: internal id and
/// number, highest first. Reports no sight; the caller decides how long the result is valid.
pub async fn most_commented(
    db: &impl Source,
    language: Language,
    since: Timestamp,
    limit: u64,
) -> Result<Vec<(i64, i64)>> {
    let query = Query::select()
        .column(("comment_counts", "story_id"))
        .column(("comment_counts", "approved"))
        .from("comment_counts")
        .inner_join("stories", Expr::col(("stories", "id")).equals(("comment_counts", "story_id")))
        .cond_where(
            Cond::all()
                .add(Expr::col(("comment_counts", "approved")).gt(0))
                .add(Expr::col(("stories", "live")).eq("published"))
                .add(Expr::col(("stories", "language")).eq(language.code()))
                .add(Expr::col(("stories", "published_at")).gte(since.0)),
        )
        .order_by(("comment_counts", "approved"), Order::Desc)
        .order_by(("comment_counts", "story_id"), Order::Desc)
        .limit(limit)
        .to_owned();
    let pair = |row: store::row::Row| {
        let mut row = row.columns();
        Ok((row.take()?, row.take()?))
    };
    db.rows(&query).await?.into_iter().map(pair).collect()
}
