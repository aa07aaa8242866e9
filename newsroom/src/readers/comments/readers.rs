//! Data of readers: likes and reports, the deletion of data after 30 days, and requests for a copy of their data or its
//! erasure.

use rules::Actor;
use sea_orm::sea_query::{Cond, Expr, ExprTrait, OnConflict, Query};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use store::id::PublicId;
use store::source::{self, Source};

use super::bans::Bans;
use super::{Comment, CommentState, READER_SECONDS, allow_everywhere, changed, moderating, put_state};
use crate::base::entity::comment;
use crate::base::error::{Error, Result};
use crate::base::tx::Tx;
use crate::base::worded::worded;
use crate::people::authentication::SecretToken;
use crate::people::staff;

/// Every so many reports, an approved comment is reviewed again.
const REPORTS_AGAIN: i64 = 3;

/// Why a reader reports a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum ReportReason {
    /// An insult.
    Insult,
    /// A call for hatred or violence.
    Hatred,
    /// A breach of privacy.
    Privacy,
    /// Advertising.
    Advertising,
    /// Another reason.
    Other,
}

worded!(ReportReason);

/// Stores a reader's like or report; false if it exists already.
async fn mark(tx: &mut Tx, comment: &Comment, kind: &str, reader: &str, reason: Option<&str>) -> Result<bool> {
    let insert = Query::insert()
        .into_table("comment_marks")
        .columns(["comment_id", "kind", "reader", "at", "reason"])
        .values_panic([comment.id.into(), kind.into(), reader.into(), tx.now().0.into(), reason.into()])
        .on_conflict(OnConflict::columns(["comment_id", "kind", "reader"]).do_nothing().to_owned())
        .to_owned();
    Ok(tx.db().execute(&insert).await?.rows_affected() > 0)
}

async fn shown(tx: &Tx, id: &PublicId) -> Result<Option<Comment>> {
    match super::comment(tx.db(), id).await {
        Ok(comment) => Ok(Some(comment).filter(|comment| comment.state == CommentState::Approved)),
        Err(Error::NotFound { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Adds a reader's like, once in 30 days; returns the number of likes, `None` if there is no such comment. Pages show
/// it after their maximum age and not at once. Refuses a banned address block with [`Error::Banned`].
pub async fn like_comment(tx: &mut Tx, id: &PublicId, reader: &str, block: &str) -> Result<Option<i64>> {
    tx.suppress_wake();
    let Some(comment) = shown(tx, id).await? else { return Ok(None) };
    Bans::in_force(tx.db(), tx.now()).await?.refuse(&[block], None, "")?;
    if !mark(tx, &comment, "like", reader, None).await? {
        return Ok(Some(comment.likes));
    }
    let add = Query::update()
        .table("comments")
        .value("likes", Expr::col("likes").add(1))
        .and_where(Expr::col("id").eq(comment.id))
        .to_owned();
    tx.db().execute(&add).await?;
    Ok(Some(comment.likes + 1))
}

/// Adds a reader's report, once; false if there is no such comment. The comment stays published until a moderator
/// decides. Refuses a banned address block with [`Error::Banned`].
pub async fn report_comment(
    tx: &mut Tx,
    id: &PublicId,
    reader: &str,
    block: &str,
    reason: ReportReason,
) -> Result<bool> {
    let Some(comment) = shown(tx, id).await? else { return Ok(false) };
    Bans::in_force(tx.db(), tx.now()).await?.refuse(&[block], None, "")?;
    if mark(tx, &comment, "report", reader, Some(reason.word())).await? {
        let reports = comment.reports + 1;
        // A moderator has approved it already, so only several new reports matter.
        let again = comment.decided.is_none() || reports % REPORTS_AGAIN == 0;
        let mut add = Query::update();
        add.table("comments").value("reports", reports).and_where(Expr::col("id").eq(comment.id));
        if again {
            add.value("to_review", true);
        }
        tx.db().execute(&add).await?;
    }
    Ok(true)
}

impl Comment {
    /// The reasons of reports that are still stored, with their numbers.
    pub async fn report_reasons(&self, db: &impl Source) -> Result<Vec<(ReportReason, i64)>> {
        if self.reports == 0 {
            return Ok(Vec::new());
        }
        let query = Query::select()
            .column("reason")
            .expr(super::count_all())
            .from("comment_marks")
            .and_where(Expr::col("comment_id").eq(self.id))
            .and_where(Expr::col("kind").eq("report"))
            .group_by_col("reason")
            .to_owned();
        let mut reasons = Vec::new();
        for row in db.rows(&query).await? {
            let mut row = row.columns();
            let (reason, number): (Option<String>, i64) = (row.take()?, row.take()?);
            reasons.extend(reason.as_deref().and_then(ReportReason::from_word).map(|reason| (reason, number)));
        }
        Ok(reasons)
    }
}

/// Deletes data by which readers could be recognised, after 30 days: hashes in comments, who liked and reported what,
/// expired bans. Counts stay.
pub async fn trim_comments(tx: &mut Tx) -> Result<u64> {
    let before = tx.now().plus_seconds(-READER_SECONDS).0;
    let forget = Query::update()
        .table("comments")
        .value("reader", Option::<String>::None)
        .value("block", Option::<String>::None)
        .and_where(Expr::col("said_at").lt(before))
        .cond_where(Cond::any().add(Expr::col("reader").is_not_null()).add(Expr::col("block").is_not_null()))
        .to_owned();
    let forgotten = tx.db().execute(&forget).await?.rows_affected();
    let marks = Query::delete().from_table("comment_marks").and_where(Expr::col("at").lt(before)).to_owned();
    tx.db().execute(&marks).await?;
    let over = Query::delete()
        .from_table("comment_bans")
        .cond_where(Cond::any().add(Expr::col("until").lt(before)).add(Expr::col("lifted_at").lt(before)))
        .to_owned();
    tx.db().execute(&over).await?;
    Ok(forgotten)
}

/// Identifies one reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReaderRef {
    /// The reader who gave this e-mail address.
    Email(String),
    /// The author of this comment: the comment, those with the same e-mail address, and those from the same device
    /// within 30 days.
    Comment(PublicId),
}

async fn of_reader(db: &impl Source, who: &ReaderRef) -> Result<Vec<Comment>> {
    let same = match who {
        ReaderRef::Email(email) => {
            let email = staff::normal_email(email).unwrap_or_default();
            Condition::any().add(comment::Column::Email.eq(email))
        }
        ReaderRef::Comment(id) => moderating::same_reader(&super::comment(db, id).await?),
    };
    let query = comment::Entity::find().filter(same).order_by_asc(comment::Column::Id);
    source::all(db, query).await?.into_iter().map(Comment::read).collect()
}

/// Exports everything stored about a reader as JSON, oldest first: their comments, where, when, the decisions, likes
/// and reports; and whether data are still stored by which their device could be recognised.
pub async fn export_reader(db: &impl Source, actor: &Actor, who: &ReaderRef) -> Result<Value> {
    allow_everywhere(actor)?;
    let mut comments = Vec::new();
    for comment in of_reader(db, who).await? {
        let story = crate::stories::model::find_story(db, comment.story_id).await?;
        comments.push(json!({
            "id": comment.public_id,
            "story": story.public_id,
            "said_at": comment.said_at.utc().to_rfc3339(),
            "edited_at": comment.edited_at.map(|at| at.utc().to_rfc3339()),
            "name": comment.name,
            "email": comment.email,
            "text": comment.text,
            "state": comment.state.word(),
            "rejected_for": comment.refusal.map(super::Refusal::word),
            "likes": comment.likes,
            "reports": comment.reports,
            "address_hash_kept": comment.is_known_by_address(),
        }));
    }
    Ok(json!({ "comments": comments }))
}

/// Erases a reader's data: name, address, text and everything by which they could be recognised, in all their comments.
/// Answers keep their place. Returns the number of comments. This cannot be undone.
pub async fn erase_reader(tx: &mut Tx, actor: &Actor, who: &ReaderRef) -> Result<usize> {
    allow_everywhere(actor)?;
    let comments = of_reader(tx.db(), who).await?;
    let mut ids = Vec::new();
    for comment in &comments {
        let comment = &super::locked(tx, comment.id).await?;
        if comment.state == CommentState::Erased {
            continue;
        }
        moderating::forget_lesson(tx, comment).await?;
        put_state(tx, comment, CommentState::Erased).await?;
        let nobody = SecretToken::random().digest();
        let erase = Query::update()
            .table("comments")
            .value("name", "")
            .value("email", Option::<String>::None)
            .value("text", "")
            .value("words_at", tx.now().0)
            .value("doubts", "[]")
            .value("print", 0)
            .value("own_key", nobody)
            .value("reader", Option::<String>::None)
            .value("block", Option::<String>::None)
            .and_where(Expr::col("id").eq(comment.id))
            .to_owned();
        tx.db().execute(&erase).await?;
        if let Some(reader) = &comment.reader {
            let marks = Query::delete()
                .from_table("comment_marks")
                .and_where(Expr::col("reader").eq(reader.as_str()))
                .to_owned();
            tx.db().execute(&marks).await?;
        }
        if let Some(email) = &comment.email {
            let bans = Query::delete()
                .from_table("comment_bans")
                .and_where(Expr::col("kind").eq("email"))
                .and_where(Expr::col("value").eq(email.as_str()))
                .to_owned();
            tx.db().execute(&bans).await?;
        }
        // `put_state` announces only approved comments, but an unapproved one may still be the head of a thread.
        changed(tx, comment.story_id);
        ids.push(comment.public_id.to_string());
    }
    if !ids.is_empty() {
        tx.audit(actor, "erase_reader", "comments", json!({ "comments": ids }));
    }
    Ok(ids.len())
}
