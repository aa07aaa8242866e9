//! Adding, editing and withdrawing comments, and deciding where comments are open.
//!
//! Comments are added in batches ([`say`]), so that on a busy night one commit acknowledges many. A refusal concerns
//! one comment and does not affect the others.

use std::collections::HashMap;

use arabic::normalize::tidy;
use rules::Actor;
use rules::Live;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, NotSet, QueryFilter, Set};
use serde_json::json;
use store::clock::Timestamp;
use store::id::PublicId;
use store::source::{self, Source};

use super::bans::{Ban, Bans};
use super::{
    COMMENT_CHARS_MAX, COMMENT_NAME_CHARS_MAX, Comment, CommentRule, CommentState, Doubt, allow_at, changed,
    comment_by, count, put_state, tidy_comment,
};
use crate::base::entity::comment;
use crate::base::error::{CommentsClosed, Error, Result};
use crate::base::events::Event;
use crate::base::tx::Tx;
use crate::paper::comment_settings::CommentPolicy;
use crate::paper::sections::{self, Section};
use crate::paper::settings::{self, Paper};
use crate::people::authentication::SecretToken;
use crate::people::staff;
use crate::readers::screening::{self, Reason};
use crate::stories::model::{self, Story};

/// Seconds for which an author may edit a comment.
pub const COMMENT_EDIT_SECONDS: i64 = 15 * 60;

/// A comment to be added.
#[derive(Debug, Clone)]
pub struct NewComment {
    /// Its story.
    pub story: PublicId,
    /// The comment it answers.
    pub answers: Option<PublicId>,
    /// The author's name.
    pub name: String,
    /// An e-mail address, shown to moderators only.
    pub email: Option<String>,
    /// The text.
    pub text: String,
    /// Digest of the form's idempotency key: the same key means the same comment.
    pub key: String,
    /// The token of the author's secret link; only its digest is stored.
    pub own_key: SecretToken,
    /// Keyed hash of the author.
    pub reader: String,
    /// Keyed hash of the author's address block.
    pub block: String,
    /// The doubts about it.
    pub doubts: Vec<Doubt>,
    /// Whether it counts as spam unless a moderator decides otherwise.
    pub is_spam: bool,
    /// Fingerprint of the text.
    pub print: i64,
}

/// Why a comment was refused.
#[derive(Debug, Clone, PartialEq)]
pub enum SayRefusal {
    /// There is no such published story.
    NoStory,
    /// Comments are closed there.
    Closed(CommentsClosed),
    /// The comment to be answered no longer exists.
    NoThread,
    /// The reader is banned.
    Banned(Box<Ban>),
    /// The name or the text is empty after normalising.
    Empty,
    /// The text is too long: its number of characters.
    TooLong(usize),
    /// The name is too long: its number of characters.
    NameTooLong(usize),
    /// The e-mail address is invalid.
    BadEmail,
}

/// The result for one comment.
#[derive(Debug, Clone, PartialEq)]
pub enum Said {
    /// It was stored; its state tells whether it is published.
    Taken(Comment),
    /// It was added before with the same key.
    Known(Comment),
    /// It was refused, and nothing of it is stored.
    Refused(SayRefusal),
}

/// A story with its comment rule; read once for a batch.
struct Target {
    story: Story,
    rule: CommentRule,
}

/// Adds comments independently of each other, in this order. An error comes from the database and means that none was
/// added.
pub async fn say(tx: &mut Tx, comments: &[NewComment]) -> Result<Vec<Said>> {
    let paper = settings::load_paper(tx.db()).await?;
    let sections = sections::all_sections(tx.db()).await?;
    let bans = Bans::in_force(tx.db(), tx.now()).await?;
    let mut targets: HashMap<PublicId, Option<Target>> = HashMap::new();
    // One query for all keys, because duplicates are rare and batches large.
    let keys: Vec<&str> = comments.iter().map(|new| new.key.as_str()).collect();
    let query = comment::Entity::find().filter(comment::Column::Key.is_in(keys));
    let mut known: HashMap<String, Comment> = HashMap::new();
    for row in source::all(tx.db(), query).await? {
        known.insert(row.key.clone(), Comment::read(row)?);
    }
    let mut said = Vec::with_capacity(comments.len());
    for new in comments {
        if let Some(known) = known.get(&new.key) {
            said.push(Said::Known(known.clone()));
            continue;
        }
        if !targets.contains_key(&new.story) {
            targets.insert(new.story.clone(), target(tx, &paper, &sections, &new.story).await?);
        }
        let target = targets.get(&new.story).and_then(Option::as_ref);
        said.push(match one(tx, &bans, target, new).await? {
            Ok(taken) => {
                known.insert(new.key.clone(), taken.clone());
                Said::Taken(taken)
            }
            Err(refusal) => Said::Refused(refusal),
        });
    }
    Ok(said)
}

async fn target(tx: &Tx, paper: &Paper, sections: &[Section], id: &PublicId) -> Result<Option<Target>> {
    let story = model::story_by_public_id(tx.db(), id).await?.filter(|story| story.live == Live::Published);
    Ok(story.and_then(|story| {
        let section = sections.iter().find(|section| section.id == story.section_id)?;
        let rule = CommentRule::of(paper, section, &story, tx.now());
        Some(Target { story, rule })
    }))
}

async fn one(
    tx: &mut Tx,
    bans: &Bans,
    target: Option<&Target>,
    new: &NewComment,
) -> Result<std::result::Result<Comment, SayRefusal>> {
    let Some(Target { story, rule }) = target else { return Ok(Err(SayRefusal::NoStory)) };
    let policy = match rule.policy {
        Ok(policy) => policy,
        Err(why) => return Ok(Err(SayRefusal::Closed(why))),
    };
    let (name, text) = match (checked_name(&new.name), checked_text(&new.text)) {
        (Ok(name), Ok(text)) => (name, text),
        (Err(refusal), _) | (_, Err(refusal)) => return Ok(Err(refusal)),
    };
    let email = match new.email.as_deref().map(str::trim).filter(|email| !email.is_empty()) {
        Some(email) => match staff::normal_email(email) {
            Some(email) => Some(email),
            None => return Ok(Err(SayRefusal::BadEmail)),
        },
        None => None,
    };
    if let Some(ban) = bans.hit(&new.block, email.as_deref(), &name) {
        return Ok(Err(SayRefusal::Banned(Box::new(ban.clone()))));
    }
    let thread_id = match &new.answers {
        Some(id) => match comment_by(tx.db(), comment::Column::PublicId, id.as_str()).await? {
            Some(to) if to.story_id == story.id && to.state == CommentState::Approved => {
                Some(to.thread_id.unwrap_or(to.id))
            }
            _ => return Ok(Err(SayRefusal::NoThread)),
        },
        None => None,
    };
    let state = match policy {
        _ if new.is_spam => CommentState::Spam,
        CommentPolicy::Open | CommentPolicy::After if new.doubts.is_empty() => CommentState::Approved,
        _ => CommentState::Waiting,
    };
    let to_review = state == CommentState::Approved && policy == CommentPolicy::After;
    let row = comment::ActiveModel {
        id: NotSet,
        public_id: Set(PublicId::random().into()),
        story_id: Set(story.id),
        thread_id: Set(thread_id),
        state: Set(state.word().to_owned()),
        name: Set(name),
        email: Set(email),
        text: Set(text),
        said_at: Set(tx.now().0),
        doubts: Set(serde_json::to_string(&new.doubts).map_err(Error::damaged)?),
        print: Set(new.print),
        key: Set(new.key.clone()),
        own_key: Set(new.own_key.digest()),
        reader: Set(Some(new.reader.clone())),
        block: Set(Some(new.block.clone())),
        edited_at: Set(None),
        to_review: Set(to_review),
        decided_at: Set(None),
        decided_by: Set(None),
        refusal: Set(None),
        answers: Set(0),
        likes: Set(0),
        reports: Set(0),
        words_at: Set(tx.now().0),
    };
    let taken = Comment::read(row.insert(tx.db()).await?)?;
    if state == CommentState::Approved {
        count(tx, story.id, thread_id, 1).await?;
    }
    screening::count_screen_hits(tx, &words_hit(&new.doubts)).await?;
    Ok(Ok(taken))
}

/// Ids of the listed words that were found, each once.
fn words_hit(doubts: &[Doubt]) -> Vec<i64> {
    let id = |doubt: &Doubt| match doubt {
        Doubt::Screened(Reason::Word { id, .. }) => Some(*id),
        _ => None,
    };
    let mut ids: Vec<i64> = doubts.iter().filter_map(id).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

fn checked_name(name: &str) -> std::result::Result<String, SayRefusal> {
    let name = arabic::normalize::strip_bidi_controls(&tidy(name));
    match name.chars().count() {
        0 => Err(SayRefusal::Empty),
        length if length > COMMENT_NAME_CHARS_MAX => Err(SayRefusal::NameTooLong(length)),
        _ => Ok(name),
    }
}

fn checked_text(text: &str) -> std::result::Result<String, SayRefusal> {
    let text = tidy_comment(text);
    match text.chars().count() {
        _ if !text.chars().any(char::is_alphanumeric) && !text.chars().any(is_emoji) => Err(SayRefusal::Empty),
        length if length > COMMENT_CHARS_MAX => Err(SayRefusal::TooLong(length)),
        _ => Ok(text),
    }
}

/// An emoji counts as text.
fn is_emoji(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27bf}' | '\u{1f300}'..='\u{1faff}')
}

/// The comment of this secret token; `None` if there is none or it was erased.
pub async fn comment_by_own_key(db: &impl Source, token: &SecretToken) -> Result<Option<Comment>> {
    let found = comment_by(db, comment::Column::OwnKey, token.digest()).await?;
    Ok(found.filter(|comment| comment.state != CommentState::Erased))
}

impl Comment {
    /// Until when its author may edit it; `None` if they may not.
    pub fn editable_until(&self, now: Timestamp) -> Option<Timestamp> {
        let until = self.said_at.plus_seconds(COMMENT_EDIT_SECONDS);
        let open = matches!(self.state, CommentState::Waiting | CommentState::Approved);
        (open && now < until).then_some(until)
    }
}

/// A new text for a comment.
#[derive(Debug, Clone)]
pub struct CommentEdit {
    /// The text.
    pub text: String,
    /// Keyed hash of the address block of this request.
    pub block: String,
    /// The doubts about it.
    pub doubts: Vec<Doubt>,
    /// Its fingerprint.
    pub print: i64,
}

/// Edits a comment within a quarter of an hour; the token authorises its author. The new text is treated like a new
/// comment: it waits if the policy reviews comments first, if a moderator had approved the old text, or if there are
/// doubts; with the policy [`CommentPolicy::After`] it is reviewed afterwards.
///
/// Refuses with [`Error::TooLateToEdit`] after that time or if a moderator has rejected it, with [`Error::Banned`] a
/// banned author, with [`Error::CommentsClosed`] if comments are closed, and with [`Error::WordsMissing`] and
/// [`Error::TooLong`] an invalid text.
pub async fn edit_comment(tx: &mut Tx, token: &SecretToken, edit: &CommentEdit) -> Result<Comment> {
    let CommentEdit { text, block, doubts, print } = edit;
    let comment = own(tx, token).await?;
    if comment.editable_until(tx.now()).is_none() {
        return Err(Error::TooLateToEdit);
    }
    let blocks: Vec<&str> = comment.block.as_deref().into_iter().chain([block.as_str()]).collect();
    Bans::in_force(tx.db(), tx.now()).await?.refuse(&blocks, comment.email.as_deref(), &comment.name)?;
    let policy = policy_under(tx, &comment).await?.map_err(Error::CommentsClosed)?;
    let text = checked_text(text).map_err(|refusal| match refusal {
        SayRefusal::TooLong(length) => Error::TooLong { field: "comment", length, limit: COMMENT_CHARS_MAX },
        _ => Error::WordsMissing,
    })?;
    if text == comment.text {
        return Ok(comment);
    }
    super::moderating::forget_lesson(tx, &comment).await?;
    let mut doubts = doubts.clone();
    let was_decided = comment.decided.is_some();
    if was_decided {
        doubts.push(Doubt::Edited);
    }
    let update = Query::update()
        .table("comments")
        .value("text", text)
        .value("print", *print)
        .value("edited_at", tx.now().0)
        .value("words_at", tx.now().0)
        .value("doubts", serde_json::to_string(&doubts).map_err(Error::damaged)?)
        .value("decided_at", Option::<i64>::None)
        .value("decided_by", Option::<i64>::None)
        .and_where(Expr::col("id").eq(comment.id))
        .to_owned();
    tx.db().execute(&update).await?;
    if comment.state == CommentState::Approved {
        match policy {
            CommentPolicy::Open if doubts.is_empty() => changed(tx, comment.story_id),
            CommentPolicy::After if doubts.is_empty() => {
                mark_for_review(tx, comment.id).await?;
                changed(tx, comment.story_id);
            }
            // The policy reviews comments first, or a moderator approved the old text.
            _ => put_state(tx, &comment, CommentState::Waiting).await?,
        }
    }
    super::comment_by_id(tx.db(), comment.id).await
}

/// The policy in force under the story of this comment.
async fn policy_under(tx: &Tx, comment: &Comment) -> Result<std::result::Result<CommentPolicy, CommentsClosed>> {
    let story = model::find_story(tx.db(), comment.story_id).await?;
    if story.live != Live::Published {
        return Ok(Err(CommentsClosed::Closed));
    }
    let (paper, section) =
        (settings::load_paper(tx.db()).await?, sections::section_by_id(tx.db(), story.section_id).await?);
    Ok(CommentRule::of(&paper, &section, &story, tx.now()).policy)
}

/// Marks a published comment for review.
async fn mark_for_review(tx: &Tx, id: i64) -> Result<()> {
    let mark = Query::update().table("comments").value("to_review", true).and_where(Expr::col("id").eq(id)).to_owned();
    tx.db().execute(&mark).await?;
    Ok(())
}

/// Withdraws a comment; the token authorises its author. Readers see that there was a comment, without its text. Does
/// nothing if it was withdrawn before.
pub async fn withdraw_comment(tx: &mut Tx, token: &SecretToken) -> Result<()> {
    let comment = own(tx, token).await?;
    if comment.state == CommentState::Withdrawn {
        return Ok(());
    }
    put_state(tx, &comment, CommentState::Withdrawn).await
}

async fn own(tx: &Tx, token: &SecretToken) -> Result<Comment> {
    let gone = || Error::not_found("comment", "own");
    let comment = comment_by_own_key(tx.db(), token).await?.ok_or_else(gone)?;
    // It may have been erased while this waited for the lock; then it has no author any more.
    Some(super::locked(tx, comment.id).await?).filter(|comment| comment.state != CommentState::Erased).ok_or_else(gone)
}

/// Sets the comment policy of a story; `None` leaves it to its section.
pub async fn set_story_comments(
    tx: &mut Tx,
    actor: &Actor,
    id: &PublicId,
    policy: Option<CommentPolicy>,
) -> Result<()> {
    let story = crate::stories::facts::story_known(tx.db(), actor, id, tx.now()).await?;
    allow_at(actor, story.desk_id)?;
    if story.comments == policy {
        return Ok(());
    }
    let word = policy.map_or(model::COMMENTS_AS_SECTION, CommentPolicy::word);
    let update = Query::update()
        .table("stories")
        .value("comment_policy", word)
        .and_where(Expr::col("id").eq(story.id))
        .to_owned();
    tx.db().execute(&update).await?;
    changed(tx, story.id);
    tx.audit(actor, "set_comments", format!("story/{id}"), json!({ "policy": word }));
    Ok(())
}

/// Sets the comment policy of a section; `None` leaves it to the paper.
pub async fn set_section_comments(
    tx: &mut Tx,
    actor: &Actor,
    section: i64,
    policy: Option<CommentPolicy>,
) -> Result<()> {
    let section = sections::section_by_id(tx.db(), section).await?;
    allow_at(actor, section.desk_id)?;
    if section.comments == policy {
        return Ok(());
    }
    let update = Query::update()
        .table("sections")
        .value("comment_policy", policy.map(CommentPolicy::word))
        .and_where(Expr::col("id").eq(section.id))
        .to_owned();
    tx.db().execute(&update).await?;
    tx.announce(Event::Section(section.slug.clone()));
    let word = policy.map(CommentPolicy::word);
    tx.audit(actor, "set_comments", format!("section/{}", section.id), json!({ "policy": word }));
    Ok(())
}

/// Fingerprints of comments since an instant, with public id and author's hash; newest first, at most `limit`.
pub async fn comment_prints(
    db: &impl Source,
    since: Timestamp,
    limit: u64,
) -> Result<Vec<(PublicId, i64, Option<String>)>> {
    use sea_orm::{QueryOrder, QuerySelect};
    let query = comment::Entity::find()
        .filter(comment::Column::SaidAt.gte(since.0))
        .order_by_desc(comment::Column::SaidAt)
        .limit(limit);
    let rows = source::all(db, query).await?;
    rows.into_iter().map(|row| Ok((row.public_id.parse().map_err(Error::damaged)?, row.print, row.reader))).collect()
}
