//! One-time links: for the first admin, for invitations, for new passwords.
//!
//! A link can be used once and for a limited time, and only its digest is stored. A link that is sent by mail gets its
//! key when the mail is sent, so that no key waits in a queue.

use arabic::Language;
use rules::{Action, Actor, Grant, Role};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, NotSet, QueryFilter, QueryOrder, Set};
use serde_json::{Value, json};
use store::clock::Timestamp;
use store::source::{self, Source};

use super::sign_in::{self, Device, Entered};
use super::{DoorKey, Gate, PasswordHashed, sessions, throttle};
use crate::base::allow::allowed;
use crate::base::entity::door_link;
use crate::base::error::{DoorRefusal, Error, Result};
use crate::base::happened::RightsGrowth;
use crate::base::tx::Tx;
use crate::paper::languages::language_from;
use crate::people::staff::{
    self, Person, grants_from_json, grants_json, may_give_all, needs_fresh_proof, normal_email,
};

const FIRST_ADMIN: &str = "first_admin";
const INVITATION: &str = "invitation";
const RESET: &str = "reset";

/// Seconds for which the first admin's link is valid.
const FIRST_ADMIN_SECONDS: i64 = 30 * 60;
/// Seconds for which an invitation is valid.
const INVITATION_SECONDS: i64 = 7 * 86_400;
/// Seconds for which a password link is valid.
const RESET_SECONDS: i64 = 60 * 60;

/// Data of a person who comes in for the first time.
#[derive(Debug)]
pub struct NewPerson<'a> {
    /// Their name.
    pub name: &'a str,
    /// Their address; ignored for an invitation, which has its own.
    pub email: &'a str,
    /// Their language at the desk.
    pub language: Language,
    /// Their password.
    pub password: &'a PasswordHashed,
}

/// An open invitation, as shown to the invited person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// The invited address.
    pub email: String,
    /// The language of the invitation.
    pub language: Language,
    /// The grants that they get.
    pub grants: Vec<Grant>,
    /// The inviter; `None` for the command line.
    pub by: Option<Person>,
}

/// A pending invitation, as shown to the inviter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationWaiting {
    /// Internal id.
    pub id: i64,
    /// The invited address.
    pub email: String,
    /// The grants that they get.
    pub grants: Vec<Grant>,
    /// When it expires.
    pub expires_at: Timestamp,
}

/// Makes a new link for the first admin and voids an older one. For the command line only.
pub async fn first_admin_link(tx: &mut Tx, actor: &Actor) -> Result<DoorKey> {
    if actor.hand() != rules::Hand::Console {
        return Err(Error::Forbidden { action: rules::Action::ManagePeople });
    }
    retire(tx, FIRST_ADMIN, None).await?;
    let (id, key) = put(tx, FIRST_ADMIN, None, None, &json!({}), FIRST_ADMIN_SECONDS).await?;
    tx.audit(actor, "first_admin_link", format!("link/{id}"), json!({}));
    tx.rights_grew(actor, RightsGrowth::FirstAdminLink, "", None);
    Ok(key)
}

/// Whether `key` is a valid link for the first admin at `now`.
pub async fn first_admin_open(db: &impl Source, key: &DoorKey, now: Timestamp) -> Result<bool> {
    Ok(open(db, FIRST_ADMIN, key, now).await?.is_some())
}

/// Adds the first admin, who is also editor-in-chief until they change that.
pub async fn accept_first_admin(
    tx: &mut Tx,
    key: &DoorKey,
    who: &NewPerson<'_>,
    device: Device<'_>,
) -> Result<Entered> {
    let link = use_up(tx, FIRST_ADMIN, key).await?;
    let grants = [Grant::everywhere(Role::EditorInChief), Grant::everywhere(Role::Admin)];
    let person = staff::add_person(tx, who.email, who.name, who.language, Some(who.password), &grants).await?;
    let details = json!({ "by": "first_admin", "link": link.id, "roles": grants_json(&grants) });
    tx.audit(&Actor::console(), "person_add", person.subject(), details);
    tx.rights_grew(&person.actor(true), RightsGrowth::FirstAdmin, &person.name, None);
    sign_in::enter(tx, &person, device, "first_admin", false).await
}

/// Invites the person with this address. Returns the id of the invitation and its key, which is shown to the inviter.
/// Voids an older invitation to the same address.
pub async fn invite(
    tx: &mut Tx,
    actor: &Actor,
    email: &str,
    language: Language,
    grants: &[Grant],
) -> Result<(i64, DoorKey)> {
    allowed(actor, Action::Invite)?;
    may_give_all(actor, grants)?;
    let email = normal_email(email).ok_or(Error::Door(DoorRefusal::BadEmail))?;
    if grants.is_empty() {
        return Err(Error::Door(DoorRefusal::NoRole));
    }
    if staff::row_by_email(tx.db(), &email).await?.is_some() {
        return Err(Error::Door(DoorRefusal::EmailTaken));
    }
    void_invitations_to(tx, &email).await?;
    let data = json!({ "email": email, "language": language.code(), "roles": grants_json(grants) });
    let (id, key) = put(tx, INVITATION, None, actor.person_id(), &data, INVITATION_SECONDS).await?;
    tx.audit(actor, "invite", format!("invitation/{id}"), json!({ "roles": grants_json(grants) }));
    tx.rights_grew(actor, RightsGrowth::Invited, &email, None);
    Ok((id, key))
}

/// The invitation of `key`, if it is valid at `now` and the inviter would still have the right to make it.
pub async fn invitation(db: &impl Source, key: &DoorKey, now: Timestamp) -> Result<Option<Invitation>> {
    match open(db, INVITATION, key, now).await? {
        Some(link) => read_invitation(db, &link).await,
        None => Ok(None),
    }
}

/// Adds the invited person and signs them in.
pub async fn accept_invitation(tx: &mut Tx, key: &DoorKey, who: &NewPerson<'_>, device: Device<'_>) -> Result<Entered> {
    let link = use_up(tx, INVITATION, key).await?;
    let invitation = read_invitation(tx.db(), &link).await?.ok_or(Error::Door(DoorRefusal::LinkSpent))?;
    let person =
        staff::add_person(tx, &invitation.email, who.name, who.language, Some(who.password), &invitation.grants)
            .await?;
    void_invitations_to(tx, &invitation.email).await?;
    let roles = grants_json(&invitation.grants);
    let details = json!({ "by": "invitation", "invitation": link.id, "roles": roles });
    tx.audit(&person.actor(true), "person_add", person.subject(), details);
    tx.rights_grew(&person.actor(true), RightsGrowth::Came, &person.name, link.made_by);
    sign_in::enter(tx, &person, device, "invitation", false).await
}

/// Pending invitations, newest first.
pub async fn invitations_waiting(db: &impl Source, actor: &Actor, now: Timestamp) -> Result<Vec<InvitationWaiting>> {
    allowed(actor, Action::Invite)?;
    let query = door_link::Entity::find()
        .filter(door_link::Column::Kind.eq(INVITATION))
        .filter(door_link::Column::UsedAt.is_null())
        .filter(door_link::Column::ExpiresAt.gt(now.0))
        .order_by_desc(door_link::Column::Id);
    let mut waiting: Vec<InvitationWaiting> = Vec::new();
    for link in source::all(db, query).await? {
        let data = data_of(&link)?;
        let email = data["email"].as_str().unwrap_or_default().to_owned();
        // The key that was mailed belongs to the same invitation.
        if !waiting.iter().any(|known| known.email == email) {
            let grants = grants_from_json(&data["roles"])?;
            waiting.push(InvitationWaiting { id: link.id, email, grants, expires_at: Timestamp(link.expires_at) });
        }
    }
    Ok(waiting)
}

/// Withdraws an invitation.
pub async fn withdraw_invitation(tx: &mut Tx, actor: &Actor, id: i64) -> Result<()> {
    allowed(actor, Action::Invite)?;
    let query = door_link::Entity::find_by_id(id).filter(door_link::Column::Kind.eq(INVITATION));
    let link = source::one(tx.db(), query).await?.ok_or_else(|| Error::not_found("invitation", id))?;
    let data = data_of(&link)?;
    may_give_all(actor, &grants_from_json(&data["roles"])?)?;
    void_invitations_to(tx, data["email"].as_str().unwrap_or_default()).await?;
    tx.audit(actor, "invitation_withdraw", format!("invitation/{id}"), json!({}));
    Ok(())
}

/// Makes a second key for invitation `id`, for its mail, because the sender of the mail does not know the first one.
/// `None` if the invitation is no longer valid.
pub async fn invitation_key_for_mail(tx: &mut Tx, id: i64) -> Result<Option<(DoorKey, Invitation)>> {
    let query = door_link::Entity::find_by_id(id)
        .filter(door_link::Column::UsedAt.is_null())
        .filter(door_link::Column::ExpiresAt.gt(tx.now().0));
    let Some(link) = source::one(tx.db(), query).await? else { return Ok(None) };
    let Some(invitation) = read_invitation(tx.db(), &link).await? else { return Ok(None) };
    let seconds = (link.expires_at - tx.now().0) / 1_000_000;
    let (_, key) = put(tx, INVITATION, None, link.made_by, &data_of(&link)?, seconds).await?;
    Ok(Some((key, invitation)))
}

/// Counts a request for a password link for this address, whether or not anybody has it. Refuses too many requests, so
/// that nobody can flood a mailbox through us.
pub async fn ask_reset(tx: &mut Tx, email: &str, gate: &Gate) -> Result<()> {
    let email = normal_email(email).unwrap_or_default();
    throttle::begin(tx, "reset", &email, None, gate).await.map(|_| ())
}

/// Makes a password link for the person with this address, for its mail. `None` if nobody has the address, or if the
/// person has no password: the first one needs a link made by an admin.
pub async fn reset_key_for_mail(tx: &mut Tx, email: &str) -> Result<Option<(DoorKey, Person)>> {
    let person = staff::person_by_email(tx.db(), email).await?;
    let Some(person) = person.filter(|person| !person.is_closed && person.has_door) else {
        return Ok(None);
    };
    retire(tx, RESET, Some(person.id)).await?;
    let (id, key) = put(tx, RESET, Some(person.id), None, &json!({}), RESET_SECONDS).await?;
    tx.audit(&Actor::clock(), "reset_link", person.subject(), json!({ "link": id, "by": "mail" }));
    Ok(Some((key, person)))
}

/// Makes a password link for a person, shown to an admin whose rights are no smaller than the person's. For people who
/// cannot be reached by mail.
pub async fn reset_link_for(tx: &mut Tx, actor: &Actor, id: i64) -> Result<DoorKey> {
    allowed(actor, Action::ManagePeople)?;
    needs_fresh_proof(actor)?;
    let person = staff::person(tx.db(), id).await?;
    staff::may_open_door_of(actor, &person)?;
    retire(tx, RESET, Some(id)).await?;
    let (link, key) = put(tx, RESET, Some(id), actor.person_id(), &json!({}), RESET_SECONDS).await?;
    tx.audit(actor, "reset_link", person.subject(), json!({ "link": link, "by": "admin" }));
    tx.rights_grew(actor, RightsGrowth::Door, &person.name, None);
    Ok(key)
}

/// The person whose password can be reset with `key` at `now`.
pub async fn reset_open(db: &impl Source, key: &DoorKey, now: Timestamp) -> Result<Option<Person>> {
    let Some(id) = open(db, RESET, key, now).await?.and_then(|link| link.person_id) else { return Ok(None) };
    Ok(Some(staff::person(db, id).await?).filter(|person| !person.is_closed))
}

/// Stores the new password and ends every session. The person then signs in with it, second factor included.
pub async fn reset_password(tx: &mut Tx, key: &DoorKey, password: &PasswordHashed) -> Result<()> {
    let link = use_up(tx, RESET, key).await?;
    let id = link.person_id.ok_or(Error::Door(DoorRefusal::LinkSpent))?;
    let person = staff::person(tx.db(), id).await?;
    if person.is_closed {
        return Err(Error::Door(DoorRefusal::LinkSpent));
    }
    sessions::put_password(tx, id, password).await?;
    tx.audit(&person.actor(true), "password_reset", person.subject(), json!({ "link": link.id }));
    Ok(())
}

async fn read_invitation(db: &impl Source, link: &door_link::Model) -> Result<Option<Invitation>> {
    let data = data_of(link)?;
    let grants = grants_from_json(&data["roles"])?;
    let by = match link.made_by {
        Some(id) => Some(staff::person(db, id).await?),
        None => None,
    };
    // An invitation is void if the inviter has lost the right or has left.
    if by.as_ref().is_some_and(|by| by.is_closed || may_give_all(&by.actor(true), &grants).is_err()) {
        return Ok(None);
    }
    let language = language_from(data["language"].as_str().unwrap_or_default())?;
    let email = data["email"].as_str().unwrap_or_default().to_owned();
    Ok(Some(Invitation { email, language, grants, by }))
}

fn data_of(link: &door_link::Model) -> Result<Value> {
    serde_json::from_str(&link.data).map_err(Error::damaged)
}

async fn put(
    tx: &Tx,
    kind: &str,
    person: Option<i64>,
    by: Option<i64>,
    data: &Value,
    seconds: i64,
) -> Result<(i64, DoorKey)> {
    let key = DoorKey::random();
    let row = door_link::ActiveModel {
        id: NotSet,
        kind: Set(kind.to_owned()),
        token_hash: Set(key.digest()),
        person_id: Set(person),
        made_by: Set(by),
        data: Set(data.to_string()),
        made_at: Set(tx.now().0),
        expires_at: Set(tx.now().plus_seconds(seconds).0),
        used_at: Set(None),
    };
    Ok((row.insert(tx.db()).await?.id, key))
}

async fn open(db: &impl Source, kind: &str, key: &DoorKey, now: Timestamp) -> Result<Option<door_link::Model>> {
    let query = door_link::Entity::find()
        .filter(door_link::Column::TokenHash.eq(key.digest()))
        .filter(door_link::Column::Kind.eq(kind))
        .filter(door_link::Column::UsedAt.is_null())
        .filter(door_link::Column::ExpiresAt.gt(now.0));
    Ok(source::one(db, query).await?)
}

/// Uses a link up. Of two requests at the same moment, the second finds it used.
async fn use_up(tx: &Tx, kind: &str, key: &DoorKey) -> Result<door_link::Model> {
    let link = open(tx.db(), kind, key, tx.now()).await?.ok_or(Error::Door(DoorRefusal::LinkSpent))?;
    let update = Query::update()
        .table("door_links")
        .value("used_at", tx.now().0)
        .and_where(Expr::col("id").eq(link.id))
        .and_where(Expr::col("used_at").is_null())
        .to_owned();
    match tx.db().execute(&update).await?.rows_affected() {
        1 => Ok(link),
        _ => Err(Error::Door(DoorRefusal::LinkSpent)),
    }
}

async fn retire(tx: &Tx, kind: &str, person: Option<i64>) -> Result<()> {
    let mut update = Query::update()
        .table("door_links")
        .value("used_at", tx.now().0)
        .and_where(Expr::col("kind").eq(kind))
        .and_where(Expr::col("used_at").is_null())
        .to_owned();
    if let Some(person) = person {
        update.and_where(Expr::col("person_id").eq(person));
    }
    tx.db().execute(&update).await?;
    Ok(())
}

/// Voids every key of an invitation to `email`, and deletes the address.
async fn void_invitations_to(tx: &Tx, email: &str) -> Result<()> {
    let query = door_link::Entity::find().filter(door_link::Column::Kind.eq(INVITATION));
    for link in source::all(tx.db(), query).await? {
        if data_of(&link)?["email"] == email {
            door_link::Entity::delete_by_id(link.id).exec(tx.db()).await?;
        }
    }
    Ok(())
}
