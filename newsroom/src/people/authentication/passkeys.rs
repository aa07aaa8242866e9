//! Passkeys (WebAuthn level 2): stored on the device, unlocked with the owner's finger, face or PIN, bound to our
//! address.
//!
//! User verification is always required, so a passkey is both factors at once. Passkeys are discoverable: nobody types
//! an address, and nothing reveals which addresses exist.

use std::sync::Arc;

use rand::RngExt;
use rules::Actor;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, NotSet, QueryFilter, QueryOrder, Set};
use serde_json::{Value, json};
use store::clock::Timestamp;
use store::digest::hex;
use store::source::{self, Source};

use super::{SecretToken, Session, ceremonies, factors, sessions};
use crate::base::entity::{passkey, person};
use crate::base::error::{AccountRefusal, Error, Result};
use crate::base::tx::Tx;
use crate::people::staff::{self, Person, needs_fresh_proof, normal_name, own_id};

const REGISTRATION: &str = "passkey_add";
const SIGN_IN: &str = "passkey";
/// Passkeys of one person, at most.
const PASSKEYS_MAX: usize = 20;

/// A challenge for a device.
#[derive(Debug, Clone, PartialEq)]
pub struct Challenge {
    /// The options for the browser.
    pub question: Value,
    /// The state to be kept until the response.
    pub state: Value,
}

/// A passkey that a device has just made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPasskey {
    /// Its credential id.
    pub credential: Vec<u8>,
    /// The data for verifying its responses.
    pub data: String,
}

/// A passkey that was verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Whether the device verified its user.
    pub is_verified: bool,
    /// The data for verifying its next response.
    pub data: String,
}

/// Why a response is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuthenticatorError {
    /// It does not match the challenge or is not a valid response.
    Refused(String),
    /// The stored data cannot be parsed.
    Damaged(String),
}

/// The WebAuthn implementation. Only it reads the data that it stores.
pub trait Authenticators: Send + Sync {
    /// Makes a challenge for registering a passkey for the person with this handle (a UUID), address and name; `known`
    /// lists the passkeys they already have.
    fn ask_for_new(
        &self,
        handle: &str,
        email: &str,
        name: &str,
        known: &[String],
    ) -> Result<Challenge, AuthenticatorError>;

    /// Verifies the response to a registration and returns the new passkey.
    fn take_new(&self, state: Value, answer: &str) -> Result<NewPasskey, AuthenticatorError>;

    /// Makes a challenge for any passkey of this site.
    fn ask_for_known(&self) -> Result<Challenge, AuthenticatorError>;

    /// The handle of the person and the credential id that a response names. Nothing is verified yet.
    fn who_answers(&self, answer: &str) -> Result<(String, Vec<u8>), AuthenticatorError>;

    /// Verifies a response against the passkey that it names.
    fn take_known(&self, state: Value, answer: &str, data: &str) -> Result<Verified, AuthenticatorError>;
}

/// The passkeys of the site. Cheap to clone.
#[derive(Clone)]
pub struct Passkeys(Arc<dyn Authenticators>);

impl std::fmt::Debug for Passkeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Passkeys")
    }
}

/// A passkey, as shown to its owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeyKept {
    /// Internal id.
    pub id: i64,
    /// Its name, given by its owner.
    pub name: String,
    /// When it was registered.
    pub created_at: Timestamp,
    /// When it was last used to sign in.
    pub used_at: Option<Timestamp>,
}

impl Passkeys {
    /// Uses the implementation `authenticators`.
    pub fn by(authenticators: impl Authenticators + 'static) -> Self {
        Self(Arc::new(authenticators))
    }

    /// Begins to register a passkey for the actor. Returns the token of the ceremony and the options for the browser.
    pub async fn begin_adding(&self, tx: &mut Tx, actor: &Actor) -> Result<(SecretToken, Value)> {
        needs_fresh_proof(actor)?;
        let row = staff::row(tx.db(), own_id(actor)?).await?;
        let known: Vec<String> = stored(tx.db(), row.id).await?.into_iter().map(|key| key.data).collect();
        let put = self.0.ask_for_new(&row.passkey_handle, &row.email, &row.name, &known).map_err(refused)?;
        let token = ceremonies::begin(tx, REGISTRATION, Some(row.id), &put.state).await?;
        Ok((token, put.question))
    }

    /// Verifies the device's response and stores the passkey as `name`. Returns recovery codes if the actor has none
    /// yet.
    pub async fn add(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        ceremony: &SecretToken,
        name: &str,
        answer: &str,
    ) -> Result<Vec<String>> {
        needs_fresh_proof(actor)?;
        let person = staff::person(tx.db(), own_id(actor)?).await?;
        let name = normal_name(name)?;
        let state: Value = ceremonies::take(tx, REGISTRATION, Some(person.id), ceremony).await?;
        let key = self.0.take_new(state, answer).map_err(refused)?;
        let credential = hex(&key.credential);
        let taken = passkey::Entity::find().filter(passkey::Column::Credential.eq(credential.as_str()));
        let many = stored(tx.db(), person.id).await?.len() >= PASSKEYS_MAX;
        if many || source::one(tx.db(), taken).await?.is_some() {
            return Err(Error::Account(AccountRefusal::BadPasskey));
        }
        let row = passkey::ActiveModel {
            id: NotSet,
            person_id: Set(person.id),
            credential: Set(credential),
            name: Set(name),
            data: Set(key.data),
            created_at: Set(tx.now().0),
            used_at: Set(None),
        };
        let id = row.insert(tx.db()).await?.id;
        tx.audit(actor, "passkey_add", person.subject(), json!({ "passkey": id }));
        match factors::factors(tx.db(), person.id).await?.recovery_codes {
            0 => factors::new_recovery_codes(tx, actor).await,
            _ => Ok(Vec::new()),
        }
    }

    /// Begins to sign in with a passkey. Returns the token of the ceremony and the options for the browser.
    pub async fn begin_sign_in(&self, tx: &mut Tx) -> Result<(SecretToken, Value)> {
        let put = self.0.ask_for_known().map_err(refused)?;
        let token = ceremonies::begin(tx, SIGN_IN, None, &put.state).await?;
        Ok((token, put.question))
    }

    /// Verifies a passkey again, before an act that cannot be undone. It must belong to the person of the session.
    pub async fn prove(&self, tx: &mut Tx, session: &Session, ceremony: &SecretToken, answer: &str) -> Result<()> {
        let person = finish_sign_in(tx, self, ceremony, answer).await?;
        if person.id != session.person.id {
            return Err(Error::Account(AccountRefusal::BadPasskey));
        }
        sessions::renew_proof(tx, session).await
    }
}

/// The passkeys of the actor, oldest first.
pub async fn passkeys_of(db: &impl Source, actor: &Actor) -> Result<Vec<PasskeyKept>> {
    let query =
        passkey::Entity::find().filter(passkey::Column::PersonId.eq(own_id(actor)?)).order_by_asc(passkey::Column::Id);
    let kept = |row: passkey::Model| PasskeyKept {
        id: row.id,
        name: row.name,
        created_at: Timestamp(row.created_at),
        used_at: row.used_at.map(Timestamp),
    };
    Ok(source::all(db, query).await?.into_iter().map(kept).collect())
}

/// Removes a passkey of the actor. `owed` says whether the site requires a second factor of this person; then the last
/// one cannot be removed.
pub async fn remove_passkey(tx: &mut Tx, actor: &Actor, id: i64, owed: bool) -> Result<()> {
    needs_fresh_proof(actor)?;
    let person = staff::person(tx.db(), own_id(actor)?).await?;
    let has = factors::factors(tx.db(), person.id).await?;
    if owed && !has.totp && has.passkeys <= 1 {
        return Err(Error::Account(AccountRefusal::FactorOwed));
    }
    let delete = passkey::Entity::delete_many()
        .filter(passkey::Column::Id.eq(id))
        .filter(passkey::Column::PersonId.eq(person.id));
    if delete.exec(tx.db()).await?.rows_affected == 0 {
        return Err(Error::not_found("passkey", id));
    }
    tx.audit(actor, "passkey_remove", person.subject(), json!({ "passkey": id }));
    Ok(())
}

/// The person whose passkey answered. Its counter is stored, so that a copied passkey is noticed.
pub(super) async fn finish_sign_in(
    tx: &mut Tx,
    site: &Passkeys,
    ceremony: &SecretToken,
    answer: &str,
) -> Result<Person> {
    let state: Value = ceremonies::take(tx, SIGN_IN, None, ceremony).await?;
    let (handle, credential) = site.0.who_answers(answer).map_err(refused)?;
    let owner = person::Entity::find().filter(person::Column::PasskeyHandle.eq(handle));
    let owner = source::one(tx.db(), owner).await?.ok_or(Error::Account(AccountRefusal::BadPasskey))?;
    let credential = hex(&credential);
    let known = stored(tx.db(), owner.id).await?.into_iter().find(|key| key.credential == credential);
    let key = known.ok_or(Error::Account(AccountRefusal::BadPasskey))?;
    let shown = site.0.take_known(state, answer, &key.data).map_err(refused)?;
    if !shown.is_verified || owner.closed_at.is_some() {
        return Err(Error::Account(AccountRefusal::BadPasskey));
    }
    let update = Query::update()
        .table("passkeys")
        .value("data", shown.data)
        .value("used_at", tx.now().0)
        .and_where(Expr::col("id").eq(key.id))
        .to_owned();
    tx.db().execute(&update).await?;
    staff::person(tx.db(), owner.id).await
}

/// A new user handle for WebAuthn: a random UUID (RFC 9562), which reveals nothing.
pub(crate) fn new_passkey_handle() -> String {
    let bytes: [u8; 16] = rand::rng().random();
    let digits = hex(&bytes);
    [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]].join("-")
}

async fn stored(db: &impl Source, person: i64) -> Result<Vec<passkey::Model>> {
    Ok(source::all(db, passkey::Entity::find().filter(passkey::Column::PersonId.eq(person))).await?)
}

fn refused(error: AuthenticatorError) -> Error {
    match error {
        AuthenticatorError::Refused(why) => {
            tracing::info!(error = why, "a passkey was refused");
            Error::Account(AccountRefusal::BadPasskey)
        }
        AuthenticatorError::Damaged(what) => Error::damaged(what),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_is_a_uuid() {
        let lengths = |handle: &str| handle.split('-').map(str::len).collect::<Vec<_>>();
        let handle = new_passkey_handle();
        assert_eq!(lengths(&handle), [8, 4, 4, 4, 12], "{handle}");
    }
}
