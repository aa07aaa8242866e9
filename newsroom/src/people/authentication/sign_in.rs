//! Signing in: with a password and then a second factor if there is one, or with a passkey, which is both at once.
//!
//! An unknown address costs the same work as a known one and gets the same answer. A closed account gets the same
//! answer as a wrong password.

use serde_json::json;
use store::clock::Timestamp;

use super::passkeys::{self, Passkeys};
use super::throttle::{self, AttemptOrigin};
use super::{Passwords, SecretToken, Session, factors, sessions};
use crate::base::error::{AccountRefusal, Error, Result};
use crate::base::newsroom::Newsroom;
use crate::base::tx::Tx;
use crate::people::staff::{self, Person};

/// A request to sign in.
#[derive(Debug)]
pub struct SignIn<'a> {
    /// The address they give.
    pub email: &'a str,
    /// The password they give.
    pub password: &'a str,
    /// Their network and browser.
    pub device: Device<'a>,
}

/// The network and browser of a request.
#[derive(Debug, Clone, Copy)]
pub struct Device<'a> {
    /// The address block, and the token of a device that has signed in before.
    pub origin: &'a AttemptOrigin,
    /// The user agent of the browser, for the list of sessions.
    pub name: &'a str,
}

/// The result of signing in.
#[derive(Debug)]
pub struct SignedIn {
    /// The token of the new session.
    pub session: SecretToken,
    /// The token by which the browser is recognised from now on; `None` while the second factor is missing.
    pub device: Option<SecretToken>,
    /// Whether the second factor is still missing.
    pub owes_factor: bool,
}

/// Signs in with a password. Refuses with [`AccountRefusal::BadCredentials`], [`AccountRefusal::Paused`] or
/// [`AccountRefusal::Crowded`].
pub async fn sign_in(newsroom: &Newsroom, passwords: &Passwords, who: &SignIn<'_>, now: Timestamp) -> Result<SignedIn> {
    let known = staff::row_by_email(newsroom.reads(), who.email).await?.filter(|row| row.closed_at.is_none());
    let (person, stored) = (known.as_ref().map(|row| row.id), known.as_ref().and_then(|row| row.password_hash.clone()));
    // All invalid addresses count as the same unknown one.
    let email = staff::normal_email(who.email).unwrap_or_default();
    let origin = who.device.origin;
    let attempt = newsroom
        .write_from_reserve(now, async |tx| throttle::begin(tx, "password", &email, person, origin).await)
        .await?;
    let right = passwords.matches(who.password, stored.as_deref()).await?;
    let (true, Some(person)) = (right, person) else { return Err(Error::Account(AccountRefusal::BadCredentials)) };
    newsroom
        .write_from_reserve(now, async |tx| {
            throttle::forgive(tx, &attempt).await?;
            // The account may have changed while the password was being hashed.
            let row = staff::row(tx.db(), person).await?;
            if row.closed_at.is_some() || row.password_hash != stored {
                return Err(Error::Account(AccountRefusal::BadCredentials));
            }
            let person = staff::person(tx.db(), person).await?;
            let owes_factor = factors::factors(tx.db(), person.id).await?.any();
            begin_session(tx, &person, who.device, "password", owes_factor).await
        })
        .await
}

/// Signs in with a passkey, which has verified its user and is therefore both factors at once.
pub async fn sign_in_with_passkey(
    newsroom: &Newsroom,
    passkeys: &Passkeys,
    ceremony: &SecretToken,
    answer: &str,
    device: Device<'_>,
    now: Timestamp,
) -> Result<SignedIn> {
    newsroom
        .write_from_reserve(now, async |tx| {
            let person = passkeys::finish_sign_in(tx, passkeys, ceremony, answer).await?;
            begin_session(tx, &person, device, "passkey", false).await
        })
        .await
}

/// Checks the password again, before an act that cannot be undone.
pub async fn prove_password(
    newsroom: &Newsroom,
    passwords: &Passwords,
    session: &Session,
    password: &str,
    origin: &AttemptOrigin,
    now: Timestamp,
) -> Result<()> {
    let id = session.person.id;
    let stored = staff::row(newsroom.reads(), id).await?.password_hash;
    let who = session.person.public_id.as_str();
    let attempt =
        newsroom.write_from_reserve(now, async |tx| throttle::begin(tx, "proof", who, Some(id), origin).await).await?;
    if !passwords.matches(password, stored.as_deref()).await? {
        return Err(Error::Account(AccountRefusal::BadCredentials));
    }
    newsroom
        .write_from_reserve(now, async |tx| {
            throttle::forgive(tx, &attempt).await?;
            sessions::renew_proof(tx, session).await
        })
        .await
}

/// Begins a session and remembers the browser, for a person whose factors were checked.
pub(super) async fn begin_session(
    tx: &mut Tx,
    person: &Person,
    device: Device<'_>,
    by: &'static str,
    owes_factor: bool,
) -> Result<SignedIn> {
    let session = sessions::begin(tx, person.id, device.name, owes_factor).await?;
    let remembered = match owes_factor {
        true => None,
        false => Some(sessions::remember_device(tx, person.id, device.origin.device.as_ref()).await?),
    };
    tx.audit(&person.actor(true), "sign_in", person.subject(), json!({ "by": by, "owes_factor": owes_factor }));
    Ok(SignedIn { session, device: remembered, owes_factor })
}
