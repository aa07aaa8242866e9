//! The words of comments, for whoever keeps an index of them, and the comments that a search has found.

use arabic::Language;
use rules::Actor;
use sea_orm::sea_query::{Expr, ExprTrait, JoinType, Query};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use store::clock::Timestamp;
use store::source::Source;

use super::moderating::{CommentQueue, QUEUE_MAX, own_stories, page_of};
use crate::base::changes::{ChangePosition, changed_after};
use crate::base::entity::comment;
use crate::base::error::Result;
use crate::paper::languages::language_from;
use crate::readers::comments::CommentState;

/// The words of a comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommentWords {
    /// Its internal id.
    pub id: i64,
    /// When its words last changed.
    pub words_at: Timestamp,
    /// When it was sent.
    pub said_at: Timestamp,
    /// The language of its story.
    pub language: Language,
    /// The author's name; empty if it was erased.
    pub name: String,
    /// Its text; empty if it was erased.
    pub text: String,
}

/// Up to `limit` comments whose words changed after the position `after`, in this order.
pub async fn comment_words(db: &impl Source, after: ChangePosition, limit: u64) -> Result<Vec<CommentWords>> {
    let mut query = Query::select()
        .columns(["id", "words_at", "said_at", "name", "text"].map(|name| ("c", name)))
        .column(("s", "language"))
        .from_as("comments", "c")
        .join_as(JoinType::InnerJoin, "stories", "s", Expr::col(("s", "id")).equals(("c", "story_id")))
        .take();
    changed_after(&mut query, (("c", "words_at"), ("c", "id")), after, limit);
    let mut found = Vec::new();
    for row in db.rows(&query).await? {
        let mut columns = row.columns();
        let (id, words_at, said_at): (i64, i64, i64) = (columns.take()?, columns.take()?, columns.take()?);
        let (name, text, language): (String, String, String) = (columns.take()?, columns.take()?, columns.take()?);
        let (words_at, said_at, language) = (Timestamp(words_at), Timestamp(said_at), language_from(&language)?);
        found.push(CommentWords { id, words_at, said_at, language, name, text });
    }
    Ok(found)
}

/// When the words of a comment last changed; `None` if there is no such comment.
pub async fn comment_words_at(db: &impl Source, id: i64) -> Result<Option<Timestamp>> {
    let query = Query::select().column("words_at").from("comments").and_where(Expr::col("id").eq(id)).to_owned();
    let row = db.rows(&query).await?.into_iter().next();
    Ok(row.map(|row| row.columns().take()).transpose()?.map(Timestamp))
}

/// Those of the comments `found` that the actor may moderate, in all states but erased: newest first, after the one with
/// internal id `after`, at most `limit`.
pub async fn found_comments(
    db: &impl Source,
    actor: &Actor,
    found: &[i64],
    after: Option<i64>,
    limit: usize,
) -> Result<CommentQueue> {
    let limit = limit.min(QUEUE_MAX);
    let mut query = comment::Entity::find()
        .filter(comment::Column::Id.is_in(found.iter().copied()))
        .filter(comment::Column::State.ne(CommentState::Erased.word()))
        .order_by_desc(comment::Column::Id)
        .limit(limit as u64 + 1);
    if let Some(after) = after {
        query = query.filter(comment::Column::Id.lt(after));
    }
    if let Some(stories) = own_stories(db, actor).await? {
        query = query.filter(Expr::exists(stories));
    }
    page_of(db, query, limit).await
}
