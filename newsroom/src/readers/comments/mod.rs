//! What readers say under stories: «رأيك في الموضوع».
//!
//! Nobody has an account. A comment is plain text with a name, one answer deep; its form has a number of its own, so that
//! a form that is sent twice is said once, and whoever wrote it has a secret link to it. What speaks against a comment
//! ([`Doubt`]) never refuses it in silence: it waits for a person, who sees why.
//!
//! Promises: what is acknowledged is on the disk; every change that readers may see is a line of the publication log of
//! the kind `comments`, which alters the pages that show this story's comments and no others; who wrote is known as keyed
//! hashes that are gone after 30 days ([`trim_comments`]); erasing somebody leaves the shape of the thread.

mod bans;
mod moderating;
mod policy;
mod readers;
mod reading;
mod saying;
use rules::{Action, Actor, House, Subject};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Func, OnConflict, Query};
use serde::{Deserialize, Serialize};
use store::clock::Timestamp;
use store::dialect;
use store::id::PublicId;
use store::source::{self, Source};

use crate::base::allow::allow;
use crate::base::entity::comment;
use crate::base::error::{Error, Result};
use crate::base::events::Event;
use crate::base::tx::Tx;
use crate::base::worded::worded;
use crate::readers::screening::Reason;

pub use bans::{BAN_CHARS_MAX, BAN_SECONDS_MAX, Ban, BanKind, ban, bans, lift_ban};
pub use moderating::{
    CommentDay, CommentFilter, CommentQueue, Decision, History, QUEUE_MAX, Refusal, comment_for, comment_mark,
    comment_numbers, comment_queue, comments_of_reader, decide, reject_waiting, waiting_comments,
};
pub use policy::CommentRule;
pub use readers::{ReaderRef, ReportReason, erase_reader, export_reader, like_comment, report_comment, trim_comments};
pub use reading::{
    THREADS_ON_A_PAGE, Thread, Threads, comment_counts, comment_names, comments_of, latest_comments, most_commented,
};
pub use saying::{
    COMMENT_EDIT_SECONDS, CommentEdit, NewComment, Said, SayRefusal, comment_by_own_key, comment_prints, edit_comment,
    say, set_section_comments, set_story_comments, withdraw_comment,
};

/// Characters of a comment (SECURITY-CONTRACT section 5).
pub const COMMENT_CHARS_MAX: usize = 4_000;
/// Characters of the name under it.
pub const COMMENT_NAME_CHARS_MAX: usize = 60;
/// Links in a comment.
pub const COMMENT_LINKS_MAX: usize = 3;
/// Seconds after which nothing is kept by which a reader could be known again.
pub const READER_SECONDS: i64 = 30 * 86_400;

/// Where a comment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::EnumString, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum CommentState {
    /// For somebody to look at.
    Waiting,
    /// Before readers.
    Approved,
    /// Refused, with a reason that its writer is told.
    Rejected,
    /// Taken for advertising or worse.
    Spam,
    /// Taken back by its writer.
    Withdrawn,
    /// Gone, with everything that said whose it was.
    Erased,
}

worded!(CommentState);

/// What speaks against letting a comment through unseen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// A field that people do not see was filled in.
    Trap,
    /// Sent faster than anybody writes: milliseconds after the form was given out.
    TooFast(i64),
    /// So many comments of this reader in the last minute, and in the last day.
    TooMany(u32, u32),
    /// The same words as another comment, or nearly the same.
    SaidBefore {
        /// Its public id.
        of: PublicId,
        /// Word for word.
        exactly: bool,
    },
    /// Changed by its writer after it was approved.
    Edited,
    /// What the screening found.
    Screened(Reason),
}

/// A comment.
#[derive(Debug, Clone, PartialEq)]
pub struct Comment {
    /// Inner id; grows with time.
    pub id: i64,
    /// The id in addresses.
    pub public_id: PublicId,
    /// Under which story.
    pub story_id: i64,
    /// The comment whose thread it is in.
    pub thread_id: Option<i64>,
    /// Where it is.
    pub state: CommentState,
    /// The name under it; empty where it was erased.
    pub name: String,
    /// For moderators' eyes.
    pub email: Option<String>,
    /// Plain text; empty where it was erased.
    pub text: String,
    /// When it was said.
    pub said_at: Timestamp,
    /// What spoke against it.
    pub doubts: Vec<Doubt>,
    /// When its writer changed it.
    pub edited_at: Option<Timestamp>,
    /// Before readers, and somebody should look at it.
    pub to_review: bool,
    /// When somebody decided, and who; the program where nobody did.
    pub decided: Option<(Timestamp, Option<i64>)>,
    /// Why it was rejected.
    pub refusal: Option<Refusal>,
    /// Approved answers to it.
    pub answers: i64,
    /// Readers who liked it.
    pub likes: i64,
    /// Readers who reported it.
    pub reports: i64,
    /// Keyed hash of who wrote it, for 30 days.
    pub(crate) reader: Option<String>,
    /// Keyed hash of the address block, for 30 days.
    pub(crate) block: Option<String>,
}

/// What a moderator had before them when they decided: where the comment was, and a digest of its words. Travels in forms
/// as one word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommentSeen {
    state: CommentState,
    words: String,
}

impl CommentSeen {
    /// Where the comment was.
    pub fn state(&self) -> CommentState {
        self.state
    }

    /// The same words where a decision has brought them.
    pub fn moved_to(&self, state: CommentState) -> Self {
        Self { state, ..self.clone() }
    }
}

impl std::fmt::Display for CommentSeen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.state.word(), self.words)
    }
}

impl std::str::FromStr for CommentSeen {
    type Err = Error;

    /// Reads what was written; anything else has seen nothing.
    fn from_str(text: &str) -> Result<Self> {
        let (state, words) = text.split_once('.').ok_or(Error::NotSeen)?;
        Ok(Self { state: CommentState::from_word(state).ok_or(Error::NotSeen)?, words: words.to_owned() })
    }
}

/// Hex letters of a digest that stand for the words of a comment: 64 bits.
const DIGEST_LETTERS: usize = 16;

impl Comment {
    /// What somebody sees who looks at it now.
    pub fn seen(&self) -> CommentSeen {
        // Neither has a line of its own that begins with the other.
        let mut words = store::digest::digest(format!("{}\n{}", self.name, self.text).as_bytes());
        words.truncate(DIGEST_LETTERS);
        CommentSeen { state: self.state, words }
    }

    fn read(row: comment::Model) -> Result<Self> {
        let damaged = |what: &str| Error::damaged(format!("comment {}: {what}", row.id));
        Ok(Self {
            id: row.id,
            public_id: row.public_id.parse().map_err(Error::damaged)?,
            story_id: row.story_id,
            thread_id: row.thread_id,
            state: CommentState::from_word(&row.state).ok_or_else(|| damaged(&row.state))?,
            doubts: serde_json::from_str(&row.doubts).map_err(|error| damaged(&error.to_string()))?,
            name: row.name,
            email: row.email,
            text: row.text,
            said_at: Timestamp(row.said_at),
            edited_at: row.edited_at.map(Timestamp),
            to_review: row.to_review,
            decided: row.decided_at.map(|at| (Timestamp(at), row.decided_by)),
            refusal: row.refusal.as_deref().and_then(Refusal::from_word),
            answers: row.answers,
            likes: row.likes,
            reports: row.reports,
            reader: row.reader,
            block: row.block,
        })
    }

    /// Whether something is still kept by which its writer would be known again.
    pub fn is_known_by_address(&self) -> bool {
        self.block.is_some()
    }
}

/// Text as it is kept: no control characters but line ends, no marks of direction that reach beyond it, no more than one
/// empty line in a row, nothing around it.
pub fn tidy_comment(text: &str) -> String {
    let text = arabic::normalize::strip_bidi_controls(&text.replace("\r\n", "\n").replace('\r', "\n"));
    let mut out = String::with_capacity(text.len());
    let mut ends = 0;
    for c in text.chars().filter(|c| *c == '\n' || !c.is_control() && *c != '\u{feff}') {
        ends = if c == '\n' { ends + 1 } else { 0 };
        if ends <= 2 {
            out.push(c);
        }
    }
    out.trim().to_owned()
}

async fn comment_by(
    db: &impl Source,
    column: comment::Column,
    value: impl Into<sea_orm::Value>,
) -> Result<Option<Comment>> {
    use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
    let query = comment::Entity::find().filter(column.eq(value));
    source::one(db, query).await?.map(Comment::read).transpose()
}

/// The comment with this public id.
pub async fn comment(db: &impl Source, id: &PublicId) -> Result<Comment> {
    let found = comment_by(db, comment::Column::PublicId, id.as_str()).await?;
    found.ok_or_else(|| Error::not_found("comment", id))
}

/// The comment with this inner id as it is now, which nobody else changes before this transaction ends.
async fn held(tx: &Tx, id: i64) -> Result<Comment> {
    dialect::lock_row(tx.db(), "comments", id).await?;
    comment_by_id(tx.db(), id).await
}

/// The comment with this inner id.
pub async fn comment_by_id(db: &impl Source, id: i64) -> Result<Comment> {
    comment_by(db, comment::Column::Id, id).await?.ok_or_else(|| Error::not_found("comment", id))
}

/// Refuses who may not moderate at `desk`.
fn allow_at(actor: &Actor, desk: i64) -> Result<()> {
    allow(actor, Action::Moderate, Subject::Desk(desk), House::default(), ("comment", "moderate"))
}

/// Refuses who may not moderate all of the paper.
fn allow_everywhere(actor: &Actor) -> Result<()> {
    crate::base::allow::allowed(actor, Action::Moderate)
}

/// Moves a comment into another state, in which nobody has to look at it once more, and keeps what is counted true: answers
/// of its thread, approved ones of its story.
async fn put_state(tx: &mut Tx, comment: &Comment, state: CommentState) -> Result<()> {
    let update = Query::update()
        .table("comments")
        .value("state", state.word())
        .value("to_review", false)
        .and_where(Expr::col("id").eq(comment.id))
        .to_owned();
    tx.db().execute(&update).await?;
    let shown = |state: CommentState| i64::from(state == CommentState::Approved);
    count(tx, comment.story_id, comment.thread_id, shown(state) - shown(comment.state)).await
}

/// Says that readers see other comments under this story than before, by `more` approved ones.
async fn count(tx: &mut Tx, story_id: i64, thread_id: Option<i64>, more: i64) -> Result<()> {
    if more == 0 {
        return Ok(());
    }
    if let Some(thread) = thread_id {
        let answers = Query::update()
            .table("comments")
            .value("answers", Expr::col("answers").add(more))
            .and_where(Expr::col("id").eq(thread))
            .to_owned();
        tx.db().execute(&answers).await?;
    }
    let counts = Query::insert()
        .into_table("comment_counts")
        .columns(["story_id", "approved", "last_at"])
        .values_panic([story_id.into(), Ord::max(more, 0).into(), tx.now().0.into()])
        .on_conflict(
            OnConflict::column("story_id")
                .value("approved", Expr::col(("comment_counts", "approved")).add(more))
                .value("last_at", tx.now().0)
                .to_owned(),
        )
        .to_owned();
    tx.db().execute(&counts).await?;
    changed(tx, story_id);
    Ok(())
}

/// Says that readers may see a change among the comments of this story.
fn changed(tx: &mut Tx, story_id: i64) {
    tx.announce(Event::Comments { story: story_id });
}

/// For queries that want the number of rows.
fn count_all() -> sea_orm::sea_query::SimpleExpr {
    Func::count(Expr::col(sea_orm::sea_query::Asterisk)).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_the_words_and_nothing_hidden() {
        assert_eq!(tidy_comment("  رأي\r\n\r\n\r\n\r\nآخر \u{202e}x\u{0007}\u{feff} "), "رأي\n\nآخر x");
        assert_eq!(tidy_comment("\u{200f}\n \t"), "");
    }

    #[test]
    fn states_and_doubts_are_read_back() {
        for state in CommentState::ALL {
            assert_eq!(CommentState::from_word(state.word()), Some(*state));
        }
        let doubts = vec![Doubt::Trap, Doubt::TooFast(12), Doubt::TooMany(7, 9), Doubt::Edited];
        let json = serde_json::to_string(&doubts).unwrap();
        assert_eq!(serde_json::from_str::<Vec<Doubt>>(&json).unwrap(), doubts);
    }
}
