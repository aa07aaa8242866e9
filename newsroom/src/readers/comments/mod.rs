//! Comments of readers under stories: «رأيك في الموضوع».
//!
//! Readers have no account. A comment is plain text with a name; answers are one level deep. Its form has an
//! idempotency key, so that a form sent twice makes one comment, and its author gets a secret link to it. Doubts about
//! a comment ([`Doubt`]) never reject it silently: it waits for a moderator, who sees the reasons.
//!
//! Promises: an acknowledged comment is on disk. Every change that readers may see has a line of the kind `comments` in
//! the publication log, which changes exactly the pages with this story's comments. Authors are known by keyed hashes
//! that are deleted after 30 days ([`trim_comments`]). Erasing a reader's data keeps the shape of threads.

mod bans;
mod moderating;
mod policy;
mod readers;
mod reading;
mod saying;
mod searching;
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
pub use searching::{CommentWords, comment_words, comment_words_at, found_comments};

/// Characters of a comment (SECURITY-CONTRACT section 5).
pub const COMMENT_CHARS_MAX: usize = 4_000;
/// Characters of the author's name.
pub const COMMENT_NAME_CHARS_MAX: usize = 60;
/// Links in a comment.
pub const COMMENT_LINKS_MAX: usize = 3;
/// Seconds after which everything is deleted by which a reader could be recognised.
pub const READER_SECONDS: i64 = 30 * 86_400;

/// The state of a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::EnumString, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum CommentState {
    /// Waits for a moderator.
    Waiting,
    /// Published.
    Approved,
    /// Rejected, with a reason that its author is told.
    Rejected,
    /// Classified as spam.
    Spam,
    /// Withdrawn by its author.
    Withdrawn,
    /// Erased, with all data about its author.
    Erased,
}

worded!(CommentState);

/// A reason why a comment should be reviewed before it is published.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// The hidden field of the form (honeypot) was filled in.
    Trap,
    /// Sent too fast for a person: milliseconds after the form was served.
    TooFast(i64),
    /// The numbers of comments by this reader in the last minute and in the last day.
    TooMany(u32, u32),
    /// The same text as another comment, or nearly the same.
    SaidBefore {
        /// The public id of the other comment.
        of: PublicId,
        /// Whether the texts are equal.
        exactly: bool,
    },
    /// Edited by its author after it was approved.
    Edited,
    /// A reason found by the screening.
    Screened(Reason),
}

/// A comment.
#[derive(Debug, Clone, PartialEq)]
pub struct Comment {
    /// Internal id; grows with time.
    pub id: i64,
    /// The id in addresses.
    pub public_id: PublicId,
    /// Its story.
    pub story_id: i64,
    /// The first comment of its thread.
    pub thread_id: Option<i64>,
    /// Its state.
    pub state: CommentState,
    /// The author's name; empty if it was erased.
    pub name: String,
    /// The author's e-mail address, shown to moderators only.
    pub email: Option<String>,
    /// Its plain text; empty if it was erased.
    pub text: String,
    /// When it was sent.
    pub said_at: Timestamp,
    /// The doubts about it.
    pub doubts: Vec<Doubt>,
    /// When its author edited it.
    pub edited_at: Option<Timestamp>,
    /// Whether it is published and should be reviewed.
    pub to_review: bool,
    /// When it was decided, and by whom; no person if the program decided.
    pub decided: Option<(Timestamp, Option<i64>)>,
    /// Why it was rejected.
    pub refusal: Option<Refusal>,
    /// Number of approved answers.
    pub answers: i64,
    /// Number of likes.
    pub likes: i64,
    /// Number of reports.
    pub reports: i64,
    /// Keyed hash of the author, for 30 days.
    pub(crate) reader: Option<String>,
    /// Keyed hash of the author's address block, for 30 days.
    pub(crate) block: Option<String>,
}

/// What a moderator saw when deciding: the state of the comment and a digest of its text. Forms carry it as one word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommentSeen {
    state: CommentState,
    words: String,
}

impl CommentSeen {
    /// The state of the comment.
    pub fn state(&self) -> CommentState {
        self.state
    }

    /// The same text in the state after a decision.
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

    /// Parses the word; an invalid one counts as having seen nothing.
    fn from_str(text: &str) -> Result<Self> {
        let (state, words) = text.split_once('.').ok_or(Error::NotSeen)?;
        Ok(Self { state: CommentState::from_word(state).ok_or(Error::NotSeen)?, words: words.to_owned() })
    }
}

/// Hex digits of the digest of a comment: 64 bits.
const DIGEST_LETTERS: usize = 16;

impl Comment {
    /// What somebody sees who looks at it now.
    pub fn seen(&self) -> CommentSeen {
        // A name has no line break, so name and text cannot be confused.
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

    /// Whether data are still stored by which its author could be recognised.
    pub fn is_known_by_address(&self) -> bool {
        self.block.is_some()
    }
}

/// Normalises a text for storage: no control characters except line breaks, no unbalanced bidirectional marks, at most
/// one empty line in a row, trimmed.
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

/// Reads and locks the comment with this internal id.
async fn locked(tx: &Tx, id: i64) -> Result<Comment> {
    dialect::lock_row(tx.db(), "comments", id).await?;
    comment_by_id(tx.db(), id).await
}

/// The comment with this internal id.
pub async fn comment_by_id(db: &impl Source, id: i64) -> Result<Comment> {
    comment_by(db, comment::Column::Id, id).await?.ok_or_else(|| Error::not_found("comment", id))
}

/// Checks that the actor may moderate at `desk`.
fn allow_at(actor: &Actor, desk: i64) -> Result<()> {
    allow(actor, Action::Moderate, Subject::Desk(desk), House::default(), ("comment", "moderate"))
}

/// Checks that the actor may moderate the whole paper.
fn allow_everywhere(actor: &Actor) -> Result<()> {
    crate::base::allow::allowed(actor, Action::Moderate)
}

/// Moves a comment to another state, clears its review mark, and updates the counts: answers of its thread, approved
/// comments of its story.
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

/// Adds `more` to the number of approved comments under this story, and announces the change.
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

/// Announces that the comments of this story may have changed for readers.
fn changed(tx: &mut Tx, story_id: i64) {
    tx.announce(Event::Comments { story: story_id });
}

/// The expression for the number of rows.
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
