//! Sessions: who is signed in, since when, and when they last gave their password or passkey.
//!
//! A session ends after 12 hours without a request, after 14 days in any case, when it is ended by hand, when the
//! password changes, when the person's rights grow, and when their account is closed. A session that still lacks its
//! second factor lasts ten minutes and opens nothing else.

use std::time::Duration;

use rules::Actor;
use sea_orm::sea_query::{Cond, Expr, ExprTrait, Query};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, NotSet, QueryFilter, QueryOrder, Select, Set,
};
use serde_json::json;
use store::clock::Timestamp;
use store::source::{self, Source};

use super::{PasswordHashed, SecretToken};
use crate::base::entity::{known_device, session};
use crate::base::error::{Error, Result};
use crate::base::newsroom::Newsroom;
use crate::base::tx::Tx;
use crate::people::staff::{self, Person, needs_fresh_proof, own_id};

/// Seconds without a request after which a session ends.
const IDLE_SECONDS_MAX: i64 = 12 * 3_600;
/// Seconds after which a session ends in any case.
const SECONDS_MAX: i64 = 14 * 86_400;
/// Seconds within which the second factor must follow the password.
const FACTOR_SECONDS_MAX: i64 = 10 * 60;
/// Seconds for which a proof is fresh (SECURITY-CONTRACT section 2).
const PROOF_SECONDS_MAX: i64 = 15 * 60;
/// Seconds between two updates of when a session was last seen, to avoid a write for every request.
const SEEN_EVERY_SECONDS: i64 = 60;
/// How long a request waits for that update.
const NOTED_WITHIN: Duration = Duration::from_millis(100);
/// Seconds for which an unused device is remembered.
const DEVICE_SECONDS_MAX: i64 = 180 * 86_400;
/// Characters of a browser's user agent that are kept.
const DEVICE_CHARS_MAX: usize = 200;

/// A session of a person who is signed in.
#[derive(Debug, Clone)]
pub struct Session {
    /// Internal id.
    pub id: i64,
    /// The person.
    pub person: Person,
    /// Whether the second factor is still missing; then the session can be used for nothing else.
    pub owes_factor: bool,
    /// Whether the password or passkey was given within the last 15 minutes.
    pub proof_is_fresh: bool,
    seen_at: Timestamp,
}

impl Session {
    /// The person as an actor.
    pub fn actor(&self) -> Actor {
        self.person.actor(self.proof_is_fresh)
    }
}

/// A session, as shown to its owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionKept {
    /// Internal id.
    pub id: i64,
    /// The user agent of the browser.
    pub device: String,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub seen_at: Timestamp,
}

/// The session of `token` that is valid at `now`, if any.
pub async fn session(db: &impl Source, token: &SecretToken, now: Timestamp) -> Result<Option<Session>> {
    found(db, session::Entity::find().filter(session::Column::TokenHash.eq(token.digest())), now).await
}

/// The session with this internal id, checked again during a request that goes on for long.
pub async fn session_again(db: &impl Source, id: i64, now: Timestamp) -> Result<Option<Session>> {
    found(db, session::Entity::find_by_id(id), now).await
}

/// The sessions with these internal ids that are valid at `now`.
pub async fn sessions_alive(db: &impl Source, ids: &[i64], now: Timestamp) -> Result<Vec<i64>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let query = session::Entity::find().filter(session::Column::Id.is_in(ids.iter().copied()));
    let rows = source::all(db, query).await?;
    Ok(rows.into_iter().filter(|row| is_alive(row, now) && !row.owes_factor).map(|row| row.id).collect())
}

async fn found(db: &impl Source, query: Select<session::Entity>, now: Timestamp) -> Result<Option<Session>> {
    let Some(row) = source::one(db, query).await?.filter(|row| is_alive(row, now)) else { return Ok(None) };
    let person = staff::person(db, row.person_id).await?;
    if person.is_closed {
        return Ok(None);
    }
    let fresh = |at: i64| at <= now.0 && now <= Timestamp(at).plus_seconds(PROOF_SECONDS_MAX);
    Ok(Some(Session {
        id: row.id,
        person,
        owes_factor: row.owes_factor,
        proof_is_fresh: row.proof_at.is_some_and(fresh),
        seen_at: Timestamp(row.seen_at),
    }))
}

/// Records that the session is in use, once a minute at most, also while the disk is full (from the reserved space). A
/// database that is busy or away does not delay reading: after [`NOTED_WITHIN`] the update continues in the background,
/// and if it fails the next request tries again.
pub async fn touch(newsroom: &Newsroom, session: &Session, now: Timestamp) {
    // After the clock was set back, the stored time may be in the future.
    if session.seen_at <= now && now < session.seen_at.plus_seconds(SEEN_EVERY_SECONDS) {
        return;
    }
    let Some(noted) = newsroom.noting().begin(session.id) else { return };
    let (newsroom, id) = (newsroom.clone(), session.id);
    let note = tokio::spawn(async move {
        let _noted = noted;
        let update =
            Query::update().table("sessions").value("seen_at", now.0).and_where(Expr::col("id").eq(id)).to_owned();
        if let Err(error) = newsroom.execute(&update).await {
            tracing::warn!(%error, "the last use of a session could not be written");
        }
    });
    let _ = tokio::time::timeout(NOTED_WITHIN, note).await;
}

/// The sessions of the actor, latest first.
pub async fn sessions_of(db: &impl Source, actor: &Actor, now: Timestamp) -> Result<Vec<SessionKept>> {
    let query = session::Entity::find()
        .filter(session::Column::PersonId.eq(own_id(actor)?))
        .filter(session::Column::OwesFactor.eq(false))
        .order_by_desc(session::Column::SeenAt);
    let rows = source::all(db, query).await?.into_iter().filter(|row| is_alive(row, now));
    let kept = |row: session::Model| SessionKept {
        id: row.id,
        device: row.device,
        created_at: Timestamp(row.created_at),
        seen_at: Timestamp(row.seen_at),
    };
    Ok(rows.map(kept).collect())
}

/// Ends one session of the actor.
pub async fn end_session(tx: &mut Tx, actor: &Actor, id: i64) -> Result<()> {
    let delete = session::Entity::delete_many()
        .filter(session::Column::Id.eq(id))
        .filter(session::Column::PersonId.eq(own_id(actor)?));
    if delete.exec(tx.db()).await?.rows_affected == 0 {
        return Err(Error::not_found("session", id));
    }
    tx.audit(actor, "session_end", format!("session/{id}"), json!({}));
    Ok(())
}

/// Ends every session of the actor except `kept`, and voids links that were mailed before.
pub async fn end_other_sessions(tx: &mut Tx, actor: &Actor, kept: i64) -> Result<u64> {
    let delete = session::Entity::delete_many()
        .filter(session::Column::PersonId.eq(own_id(actor)?))
        .filter(session::Column::Id.ne(kept));
    let ended = delete.exec(tx.db()).await?.rows_affected;
    void_links_of(tx, own_id(actor)?).await?;
    tx.audit(actor, "sessions_end", format!("session/{kept}"), json!({ "ended": ended }));
    Ok(ended)
}

/// Stores a new password of the actor, ends all their sessions and begins a new one. Requires a fresh proof.
pub async fn change_password(
    tx: &mut Tx,
    actor: &Actor,
    password: &PasswordHashed,
    device: &str,
) -> Result<SecretToken> {
    needs_fresh_proof(actor)?;
    let person = staff::person(tx.db(), own_id(actor)?).await?;
    put_password(tx, person.id, password).await?;
    tx.audit(actor, "password_change", person.subject(), json!({}));
    begin(tx, person.id, device, false).await
}

/// Records that the password or passkey was given just now.
pub async fn renew_proof(tx: &mut Tx, session: &Session) -> Result<()> {
    let update = Query::update()
        .table("sessions")
        .value("proof_at", tx.now().0)
        .and_where(Expr::col("id").eq(session.id))
        .to_owned();
    tx.db().execute(&update).await?;
    tx.audit(&session.person.actor(true), "proof", format!("session/{}", session.id), json!({}));
    Ok(())
}

/// Begins a session of a person whose password or passkey was checked just now.
pub(super) async fn begin(tx: &mut Tx, person: i64, device: &str, owes_factor: bool) -> Result<SecretToken> {
    let token = SecretToken::random();
    let now = tx.now().0;
    let row = session::ActiveModel {
        id: NotSet,
        person_id: Set(person),
        token_hash: Set(token.digest()),
        device: Set(device.chars().filter(|c| !c.is_control()).take(DEVICE_CHARS_MAX).collect()),
        owes_factor: Set(owes_factor),
        created_at: Set(now),
        seen_at: Set(now),
        proof_at: Set(Some(now)),
    };
    row.insert(tx.db()).await?;
    Ok(token)
}

/// Records that this person has signed in on this browser, and returns the token of the device.
pub(super) async fn remember_device(tx: &Tx, person: i64, known: Option<&SecretToken>) -> Result<SecretToken> {
    let now = tx.now().0;
    if let Some(token) = known {
        let update = Query::update()
            .table("known_devices")
            .value("seen_at", now)
            .and_where(Expr::col("person_id").eq(person))
            .and_where(Expr::col("token_hash").eq(token.digest()))
            .to_owned();
        if tx.db().execute(&update).await?.rows_affected() > 0 {
            return Ok(token.clone());
        }
    }
    // Several people may use one browser; it has one token for all of them.
    let token = known.cloned().unwrap_or_else(SecretToken::random);
    let row = known_device::ActiveModel {
        id: NotSet,
        person_id: Set(person),
        token_hash: Set(token.digest()),
        created_at: Set(now),
        seen_at: Set(now),
    };
    row.insert(tx.db()).await?;
    Ok(token)
}

/// Stores a new password, and ends every session and voids every link made before.
pub(super) async fn put_password(tx: &Tx, person: i64, password: &PasswordHashed) -> Result<()> {
    let update = Query::update()
        .table("people")
        .value("password_hash", password.0.as_str())
        .and_where(Expr::col("id").eq(person))
        .to_owned();
    tx.db().execute(&update).await?;
    void_links_of(tx, person).await?;
    end_sessions_of(tx, person).await
}

/// Voids every link into a person's account, and every link that they have made, so that older links are useless to
/// somebody who has read their mail or used their desk.
async fn void_links_of(tx: &Tx, person: i64) -> Result<()> {
    let links = Query::update()
        .table("door_links")
        .value("used_at", tx.now().0)
        .cond_where(Cond::any().add(Expr::col("person_id").eq(person)).add(Expr::col("made_by").eq(person)))
        .and_where(Expr::col("used_at").is_null())
        .to_owned();
    tx.db().execute(&links).await?;
    Ok(())
}

/// Ends every session of a person.
pub(crate) async fn end_sessions_of(tx: &Tx, person: i64) -> Result<()> {
    session::Entity::delete_many().filter(session::Column::PersonId.eq(person)).exec(tx.db()).await?;
    Ok(())
}

/// Ends everything that could let a person in: sessions, remembered devices, links and ceremonies in progress.
pub(crate) async fn end_everything_of(tx: &Tx, person: i64) -> Result<()> {
    end_sessions_of(tx, person).await?;
    for table in ["known_devices", "ceremonies"] {
        let delete = Query::delete().from_table(table).and_where(Expr::col("person_id").eq(person)).to_owned();
        tx.db().execute(&delete).await?;
    }
    void_links_of(tx, person).await
}

/// Deletes expired sessions, devices, ceremonies and links. Returns how many rows.
pub async fn trim_sessions_and_links(tx: &mut Tx) -> Result<u64> {
    let now = tx.now();
    let ended = Cond::any()
        .add(Expr::col("seen_at").lt(now.plus_seconds(-IDLE_SECONDS_MAX).0))
        .add(Expr::col("created_at").lt(now.plus_seconds(-SECONDS_MAX).0));
    let mut dropped = 0;
    for (table, condition) in [
        ("sessions", ended),
        ("known_devices", Cond::all().add(Expr::col("seen_at").lt(now.plus_seconds(-DEVICE_SECONDS_MAX).0))),
        ("ceremonies", Cond::all().add(Expr::col("expires_at").lt(now.0))),
        ("door_links", Cond::all().add(Expr::col("expires_at").lt(now.plus_seconds(-SECONDS_MAX).0))),
    ] {
        let delete = Query::delete().from_table(table).cond_where(condition).to_owned();
        dropped += tx.db().execute(&delete).await?.rows_affected();
    }
    Ok(dropped)
}

fn is_alive(row: &session::Model, now: Timestamp) -> bool {
    let lasts = if row.owes_factor { FACTOR_SECONDS_MAX } else { SECONDS_MAX };
    now < Timestamp(row.created_at).plus_seconds(lasts) && now < Timestamp(row.seen_at).plus_seconds(IDLE_SECONDS_MAX)
}
