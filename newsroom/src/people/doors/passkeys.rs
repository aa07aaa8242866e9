//! Passkeys (WebAuthn level 2): kept by the device, opened by the owner's finger, face or PIN, bound to our address.
//!
//! User verification is always required, so a passkey is both factors at once. It is found by the device itself: nobody
//! types an address, and nothing says which addresses exist.

use rules::Actor;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, NotSet, QueryFilter, QueryOrder, Set};
use serde_json::{Value, json};
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential, Url,
    Uuid, Webauthn, WebauthnBuilder,
};
use webauthn_rs_proto::ResidentKeyRequirement;

use super::{DoorKey, Session, ceremonies, factors, sessions};
use crate::base::entity::{passkey, person};
use crate::base::error::{DoorRefusal, Error, Result};
use crate::base::tx::Tx;
use crate::people::staff::{self, Person, needs_fresh_proof, normal_name, own_id};
use crate::store::clock::Timestamp;
use crate::store::digest::hex;
use crate::store::source::{self, Source};

const REGISTRATION: &str = "passkey_add";
const SIGN_IN: &str = "passkey";
/// Passkeys of a person.
const PASSKEYS_MAX: usize = 20;

/// The site as passkeys know it. Cheap to clone.
#[derive(Clone)]
pub struct Passkeys(std::sync::Arc<Webauthn>);

impl std::fmt::Debug for Passkeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Passkeys")
    }
}

/// A passkey as its owner sees it in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeyKept {
    /// Inner id.
    pub id: i64,
    /// What its owner calls it.
    pub name: String,
    /// Since when it is known.
    pub created_at: Timestamp,
    /// When it last opened a door.
    pub used_at: Option<Timestamp>,
}

impl Passkeys {
    /// For a site at `url` (scheme, host and port) called `name`. `None` where passkeys cannot work: neither TLS nor
    /// `localhost`, or an address that has no name.
    pub fn new(url: &str, name: &str) -> Option<Self> {
        let origin = Url::parse(url).ok()?;
        let host = origin.domain()?.to_owned();
        if origin.scheme() != "https" && host != "localhost" {
            return None;
        }
        let webauthn = WebauthnBuilder::new(&host, &origin).ok()?.rp_name(name).build().ok()?;
        Some(Self(webauthn.into()))
    }

    /// Asks the actor's device for a new passkey: the key of the ceremony, and what the browser is to be given.
    pub async fn begin_adding(&self, tx: &mut Tx, actor: &Actor) -> Result<(DoorKey, Value)> {
        needs_fresh_proof(actor)?;
        let row = staff::row(tx.db(), own_id(actor)?).await?;
        let handle = Uuid::parse_str(&row.passkey_handle).map_err(Error::damaged)?;
        let known = stored(tx.db(), row.id).await?.iter().map(|key| key.1.cred_id().clone()).collect();
        let (mut question, state) =
            self.0.start_passkey_registration(handle, &row.email, &row.name, Some(known)).map_err(Error::damaged)?;
        // The device has to find it by itself when somebody signs in.
        let wanted = question.public_key.authenticator_selection.get_or_insert_default();
        wanted.resident_key = Some(ResidentKeyRequirement::Required);
        wanted.require_resident_key = true;
        let key = ceremonies::begin(tx, REGISTRATION, Some(row.id), &state).await?;
        Ok((key, serde_json::to_value(question).map_err(Error::damaged)?))
    }

    /// Takes the device's answer and keeps the passkey as `name`. Hands out recovery codes where there are none yet.
    pub async fn add(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        ceremony: &DoorKey,
        name: &str,
        answer: &str,
    ) -> Result<Vec<String>> {
        needs_fresh_proof(actor)?;
        let person = staff::person(tx.db(), own_id(actor)?).await?;
        let name = normal_name(name)?;
        let state: PasskeyRegistration = ceremonies::take(tx, REGISTRATION, Some(person.id), ceremony).await?;
        let answer: RegisterPublicKeyCredential = serde_json::from_str(answer).map_err(refused)?;
        let key = self.0.finish_passkey_registration(&answer, &state).map_err(refused)?;
        let credential = hex(key.cred_id().as_ref());
        let taken = passkey::Entity::find().filter(passkey::Column::Credential.eq(credential.as_str()));
        let many = stored(tx.db(), person.id).await?.len() >= PASSKEYS_MAX;
        if many || source::one(tx.db(), taken).await?.is_some() {
            return Err(Error::Door(DoorRefusal::BadPasskey));
        }
        let row = passkey::ActiveModel {
            id: NotSet,
            person_id: Set(person.id),
            credential: Set(credential),
            name: Set(name),
            data: Set(serde_json::to_string(&key).map_err(Error::damaged)?),
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

    /// Asks whichever device is there for a passkey of ours.
    pub async fn begin_sign_in(&self, tx: &mut Tx) -> Result<(DoorKey, Value)> {
        let (mut question, state) = self.0.start_discoverable_authentication().map_err(Error::damaged)?;
        // By a button, not among the suggestions of a field.
        question.mediation = None;
        let key = ceremonies::begin(tx, SIGN_IN, None, &state).await?;
        Ok((key, serde_json::to_value(question).map_err(Error::damaged)?))
    }

    /// Shows a passkey again, for acts that cannot be undone. It has to be the session's own person's.
    pub async fn prove(&self, tx: &mut Tx, session: &Session, ceremony: &DoorKey, answer: &str) -> Result<()> {
        let person = finish_sign_in(tx, self, ceremony, answer).await?;
        if person.id != session.person.id {
            return Err(Error::Door(DoorRefusal::BadPasskey));
        }
        sessions::renew_proof(tx, session).await
    }
}

/// The passkeys of the actor, the oldest first.
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

/// Takes a passkey of the actor out of use. `owed` where the site asks this person for a second factor: then the last
/// one stays.
pub async fn remove_passkey(tx: &mut Tx, actor: &Actor, id: i64, owed: bool) -> Result<()> {
    needs_fresh_proof(actor)?;
    let person = staff::person(tx.db(), own_id(actor)?).await?;
    let has = factors::factors(tx.db(), person.id).await?;
    if owed && !has.totp && has.passkeys <= 1 {
        return Err(Error::Door(DoorRefusal::FactorOwed));
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

/// Whose passkey answered. Its counter is moved on, so that a copy of it is noticed.
pub(super) async fn finish_sign_in(tx: &mut Tx, site: &Passkeys, ceremony: &DoorKey, answer: &str) -> Result<Person> {
    let state: DiscoverableAuthentication = ceremonies::take(tx, SIGN_IN, None, ceremony).await?;
    let answer: PublicKeyCredential = serde_json::from_str(answer).map_err(refused)?;
    let (handle, credential) = site.0.identify_discoverable_authentication(&answer).map_err(refused)?;
    let owner = person::Entity::find().filter(person::Column::PasskeyHandle.eq(handle.to_string()));
    let owner = source::one(tx.db(), owner).await?.ok_or(Error::Door(DoorRefusal::BadPasskey))?;
    let known = stored(tx.db(), owner.id).await?;
    let known = known.into_iter().find(|(_, key)| key.cred_id().as_slice() == credential);
    let (id, mut key) = known.ok_or(Error::Door(DoorRefusal::BadPasskey))?;
    let seen = site.0.finish_discoverable_authentication_v2(&answer, state, &key).map_err(refused)?;
    if !seen.user_verified() || owner.closed_at.is_some() {
        return Err(Error::Door(DoorRefusal::BadPasskey));
    }
    key.update_credential(&seen);
    let update = Query::update()
        .table("passkeys")
        .value("data", serde_json::to_string(&key).map_err(Error::damaged)?)
        .value("used_at", tx.now().0)
        .and_where(Expr::col("id").eq(id))
        .to_owned();
    tx.db().execute(&update).await?;
    staff::person(tx.db(), owner.id).await
}

/// What a person is called by their devices: random, so that it says nothing.
pub(crate) fn new_passkey_handle() -> String {
    use rand::RngExt;
    let bytes: [u8; 16] = rand::rng().random();
    Uuid::from_bytes(bytes).to_string()
}

async fn stored(db: &impl Source, person: i64) -> Result<Vec<(i64, Passkey)>> {
    let query = passkey::Entity::find().filter(passkey::Column::PersonId.eq(person));
    let read = |row: passkey::Model| Ok((row.id, serde_json::from_str(&row.data).map_err(Error::damaged)?));
    source::all(db, query).await?.into_iter().map(read).collect()
}

fn refused(error: impl std::fmt::Display) -> Error {
    tracing::info!(%error, "a passkey was refused");
    Error::Door(DoorRefusal::BadPasskey)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_need_tls_or_localhost_and_a_name() {
        for (url, works) in [
            ("https://paper.example", true),
            ("http://localhost:8080", true),
            ("http://paper.example", false),
            ("http://127.0.0.1:8080", false),
            ("https://192.0.2.1", false),
        ] {
            assert_eq!(Passkeys::new(url, "x").is_some(), works, "{url}");
        }
    }
}
