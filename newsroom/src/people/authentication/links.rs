//! One-time links: for the first admin, for invitations, for new passwords.
//!
//! A link can be used once and for a limited time, and only its digest is stored. A link that is sent by mail gets its
//! token when the mail is sent, so that no token waits in a queue.

use arabic::Language;
use rules::{Action, Actor, Grant, Role};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, NotSet, QueryFilter, QueryOrder, Set};
use serde_json::{Value, json};
use store::clock::Timestamp;
use store::source::{self, Source};

use super::sign_in::{self, Device, SignedIn};
use super::{AttemptOrigin, PasswordHashed, SecretToken, sessions, throttle};
use crate::base::allow::allowed;
use crate::base::entity::account_link;
use crate::base::error::{AccountRefusal, Error, Result};
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

/// Data of a person who accepts a link to a new account.
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
pub async fn first_admin_link(tx: &mut Tx, actor: &Actor) -> Result<SecretToken> {
    if actor.hand() != rules::Hand::Console {
        return Err(Error::Forbidden { action: rules::Action::ManagePeople });
    }
    retire(tx, FIRST_ADMIN, None).await?;
    let (id, token) = put(tx, FIRST_ADMIN, None, None, &json!({}), FIRST_ADMIN_SECONDS).await?;
    tx.audit(actor, "first_admin_link", format!("link/{id}"), json!({}));
    tx.rights_grew(actor, RightsGrowth::FirstAdminLink, "", None);
    Ok(token)
}

/// Whether `token` is a valid link for the first admin at `now`.
pub async fn first_admin_open(db: &impl Source, token: &SecretToken, now: Timestamp) -> Result<bool> {
    Ok(open(db, FIRST_ADMIN, token, now).await?.is_some())
}

/// Adds the first admin, who is also editor-in-chief until they change that.
pub async fn accept_first_admin(
    tx: &mut Tx,
    token: &SecretToken,
    who: &NewPerson<'_>,
    device: Device<'_>,
) -> Result<SignedIn> {
    let link = use_up(tx, FIRST_ADMIN, token).await?;
    let grants = [Grant::everywhere(Role::EditorInChief), Grant::everywhere(Role::Admin)];
    let person = staff::add_person(tx, who.email, who.name, who.language, Some(who.password), &grants).await?;
    let details = json!({ "by": "first_admin", "link": link.id, "roles": grants_json(&grants) });
    tx.audit(&Actor::console(), "person_add", person.subject(), details);
    tx.rights_grew(&person.actor(true), RightsGrowth::FirstAdmin, &person.name, None);
    sign_in::begin_session(tx, &person, device, "first_admin", false).await
}

/// Invites the person with this address. Returns the id of the invitation and its token, which is shown to the inviter.
/// Voids an older invitation to the same address.
pub async fn invite(
    tx: &mut Tx,
    actor: &Actor,
    email: &str,
    language: Language,
    grants: &[Grant],
) -> Result<(i64, SecretToken)> {
    allowed(actor, Action::Invite)?;
    may_give_all(actor, grants)?;
    let email = normal_email(email).ok_or(Error::Account(AccountRefusal::BadEmail))?;
    if grants.is_empty() {
        return Err(Error::Account(AccountRefusal::NoRole));
    }
    if staff::row_by_email(tx.db(), &email).await?.is_some() {
        return Err(Error::Account(AccountRefusal::EmailTaken));
    }
    void_invitations_to(tx, &email).await?;
    let data = json!({ "email": email, "language": language.code(), "roles": grants_json(grants) });
    let (id, token) = put(tx, INVITATION, None, actor.person_id(), &data, INVITATION_SECONDS).await?;
    tx.audit(actor, "invite", format!("invitation/{id}"), json!({ "roles": grants_json(grants) }));
    tx.rights_grew(actor, RightsGrowth::Invited, &email, None);
    Ok((id, token))
}

/// The invitation of `token`, if it is valid at `now` and the inviter would still have the right to make it.
pub async fn invitation(db: &impl Source, token: &SecretToken, now: Timestamp) -> Result<Option<Invitation>> {
    match open(db, INVITATION, token, now).await? {
        Some(link) => read_invitation(db, &link).await,
        None => Ok(None),
    }
}

/// Adds the invited person and signs them in.
pub async fn accept_invitation(
    tx: &mut Tx,
    token: &SecretToken,
    who: &NewPerson<'_>,
    device: Device<'_>,
) -> Result<SignedIn> {
    let link = use_up(tx, INVITATION, token).await?;
    let invitation = read_invitation(tx.db(), &link).await?.ok_or(Error::Account(AccountRefusal::LinkSpent))?;
    let person =
        staff::add_person(tx, &invitation.email, who.name, who.language, Some(who.password), &invitation.grants)
            .await?;
    void_invitations_to(tx, &invitation.email).await?;
    let roles = grants_json(&invitation.grants);
    let details = json!({ "by": "invitation", "invitation": link.id, "roles": roles });
    tx.audit(&person.actor(true), "person_add", person.subject(), details);
    tx.rights_grew(&person.actor(true), RightsGrowth::Came, &person.name, link.made_by);
    sign_in::begin_session(tx, &person, device, "invitation", false).await
}

/// Pending invitations, newest first.
pub async fn invitations_waiting(db: &impl Source, actor: &Actor, now: Timestamp) -> Result<Vec<InvitationWaiting>> {
    allowed(actor, Action::Invite)?;
    let query = account_link::Entity::find()
        .filter(account_link::Column::Kind.eq(INVITATION))
        .filter(account_link::Column::UsedAt.is_null())
        .filter(account_link::Column::ExpiresAt.gt(now.0))
        .order_by_desc(account_link::Column::Id);
    let mut waiting: Vec<InvitationWaiting> = Vec::new();
    for link in source::all(db, query).await? {
        let data = data_of(&link)?;
        let email = data["email"].as_str().unwrap_or_default().to_owned();
        // The token that was mailed belongs to the same invitation.
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
    let query = account_link::Entity::find_by_id(id).filter(account_link::Column::Kind.eq(INVITATION));
    let link = source::one(tx.db(), query).await?.ok_or_else(|| Error::not_found("invitation", id))?;
    let data = data_of(&link)?;
    may_give_all(actor, &grants_from_json(&data["roles"])?)?;
    void_invitations_to(tx, data["email"].as_str().unwrap_or_default()).await?;
    tx.audit(actor, "invitation_withdraw", format!("invitation/{id}"), json!({}));
    Ok(())
}

/// Makes a second token for invitation `id`, for its mail, because the sender of the mail does not know the first one.
/// `None` if the invitation is no longer valid.
pub async fn invitation_token_for_mail(tx: &mut Tx, id: i64) -> Result<Option<(SecretToken, Invitation)>> {
    let query = account_link::Entity::find_by_id(id)
        .filter(account_link::Column::UsedAt.is_null())
        .filter(account_link::Column::ExpiresAt.gt(tx.now().0));
    let Some(link) = source::one(tx.db(), query).await? else { return Ok(None) };
    let Some(invitation) = read_invitation(tx.db(), &link).await? else { return Ok(None) };
    let seconds = (link.expires_at - tx.now().0) / 1_000_000;
    let (_, token) = put(tx, INVITATION, None, link.made_by, &data_of(&link)?, seconds).await?;
    Ok(Some((token, invitation)))
}

/// Counts a request for a password link for this address, whether or not anybody has it. Refuses too many requests, so
/// that nobody can flood a mailbox through us.
pub async fn ask_reset(tx: &mut Tx, email: &str, origin: &AttemptOrigin) -> Result<()> {
    let email = normal_email(email).unwrap_or_default();
    throttle::begin(tx, "reset", &email, None, origin).await.map(|_| ())
}

/// Makes a password link for the person with this address, for its mail. `None` if nobody has the address, or if the
/// person has no password: the first one needs a link made by an admin.
pub async fn reset_token_for_mail(tx: &mut Tx, email: &str) -> Result<Option<(SecretToken, Person)>> {
    let person = staff::person_by_email(tx.db(), email).await?;
    let Some(person) = person.filter(|person| !person.is_closed && person.has_password) else {
        return Ok(None);
    };
    retire(tx, RESET, Some(person.id)).await?;
    let (id, token) = put(tx, RESET, Some(person.id), None, &json!({}), RESET_SECONDS).await?;
    tx.audit(&Actor::clock(), "reset_link", person.subject(), json!({ "link": id, "by": "mail" }));
    Ok(Some((token, person)))
}

/// Makes a password link for a person, shown to an admin whose rights are no smaller than the person's. For people who
/// cannot be reached by mail.
pub async fn reset_link_for(tx: &mut Tx, actor: &Actor, id: i64) -> Result<SecretToken> {
    allowed(actor, Action::ManagePeople)?;
    needs_fresh_proof(actor)?;
    let person = staff::person(tx.db(), id).await?;
    staff::may_reset_credentials_of(actor, &person)?;
    retire(tx, RESET, Some(id)).await?;
    let (link, token) = put(tx, RESET, Some(id), actor.person_id(), &json!({}), RESET_SECONDS).await?;
    tx.audit(actor, "reset_link", person.subject(), json!({ "link": link, "by": "admin" }));
    tx.rights_grew(actor, RightsGrowth::Door, &person.name, None);
    Ok(token)
}

/// The person whose password can be reset with `token` at `now`.
pub async fn reset_open(db: &impl Source, token: &SecretToken, now: Timestamp) -> Result<Option<Person>> {
    let Some(id) = open(db, RESET, token, now).await?.and_then(|link| link.person_id) else { return Ok(None) };
    Ok(Some(staff::person(db, id).await?).filter(|person| !person.is_closed))
}

/// Stores the new password and ends every session. The person then signs in with it, second factor included.
pub async fn reset_password(tx: &mut Tx, token: &SecretToken, password: &PasswordHashed) -> Result<()> {
    let link = use_up(tx, RESET, token).await?;
    let id = link.person_id.ok_or(Error::Account(AccountRefusal::LinkSpent))?;
    let person = staff::person(tx.db(), id).await?;
    if person.is_closed {
        return Err(Error::Account(AccountRefusal::LinkSpent));
    }
    sessions::put_password(tx, id, password).await?;
    tx.audit(&person.actor(true), "password_reset", person.subject(), json!({ "link": link.id }));
    Ok(())
}

async fn read_invitation(db: &impl Source, link: &account_link::Model) -> Result<Option<Invitation>> {
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

fn data_of(link: &account_link::Model) -> Result<Value> {
    serde_json::from_str(&link.data).map_err(Error::damaged)
}

async fn put(
    tx: &Tx,
    kind: &str,
    person: Option<i64>,
    by: Option<i64>,
    data: &Value,
    seconds: i64,
) -> Result<(i64, SecretToken)> {
    let token = SecretToken::random();
    let row = account_link::ActiveModel {
        id: NotSet,
        kind: Set(kind.to_owned()),
        token_hash: Set(token.digest()),
        person_id: Set(person),
        made_by: Set(by),
        data: Set(data.to_string()),
        made_at: Set(tx.now().0),
        expires_at: Set(tx.now().plus_seconds(seconds).0),
        used_at: Set(None),
    };
    Ok((row.insert(tx.db()).await?.id, token))
}

async fn open(
    db: &impl Source,
    kind: &str,
    token: &SecretToken,
    now: Timestamp,
) -> Result<Option<account_link::Model>> {
    let query = account_link::Entity::find()
        .filter(account_link::Column::TokenHash.eq(token.digest()))
        .filter(account_link::Column::Kind.eq(kind))
        .filter(account_link::Column::UsedAt.is_null())
        .filter(account_link::Column::ExpiresAt.gt(now.0));
    Ok(source::one(db, query).await?)
}

/// Uses a link up. Of two requests at the same moment, the second finds it used.
async fn use_up(tx: &Tx, kind: &str, token: &SecretToken) -> Result<account_link::Model> {
    let link = open(tx.db(), kind, token, tx.now()).await?.ok_or(Error::Account(AccountRefusal::LinkSpent))?;
    let update = Query::update()
        .table("door_links")
        .value("used_at", tx.now().0)
        .and_where(Expr::col("id").eq(link.id))
        .and_where(Expr::col("used_at").is_null())
        .to_owned();
    match tx.db().execute(&update).await?.rows_affected() {
        1 => Ok(link),
        _ => Err(Error::Account(AccountRefusal::LinkSpent)),
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

/// Voids every token of an invitation to `email`, and deletes the address.
async fn void_invitations_to(tx: &Tx, email: &str) -> Result<()> {
    let query = account_link::Entity::find().filter(account_link::Column::Kind.eq(INVITATION));
    for link in source::all(tx.db(), query).await? {
        if data_of(&link)?["email"] == email {
            account_link::Entity::delete_by_id(link.id).exec(tx.db()).await?;
        }
    }
    Ok(())
}
