//! People of the newsroom: who they are, what they may do, and whether their account is open.
//!
//! Roles are changed as a whole, by somebody who may give each role that is added or removed. The paper always keeps an
//! admin and an editor-in-chief who can sign in. An added role ends the person's sessions, so that new rights begin
//! with a new session. A removed role ends with the next request, because rights are read each time.

use std::collections::{BTreeSet, HashMap};

use arabic::Language;
use rules::{Action, Actor, Desks, Grant, Role};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, NotSet, QueryFilter, QueryOrder, Set};
use serde_json::json;
use store::clock::Timestamp;
use store::id::PublicId;
use store::source::{self, Source};

use crate::base::allow::allowed;
use crate::base::entity::{grant, person};
use crate::base::error::{AccountRefusal, Error, Result};
use crate::base::happened::{Happened, RightsGrowth};
use crate::base::tx::Tx;
use crate::paper::languages::language_from;
use crate::paper::names;
use crate::paper::writers::Writer;
use crate::people::authentication::{self, PasswordHashed};

/// Characters of a person's name.
pub const NAME_CHARS_MAX: usize = 100;
/// Characters of an e-mail address (RFC 5321, section 4.5.3.1.3).
pub const EMAIL_CHARS_MAX: usize = 254;

/// Somebody who works at the paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Internal id.
    pub id: i64,
    /// Their id in addresses and the audit log.
    pub public_id: PublicId,
    /// Their name.
    pub name: String,
    /// Their e-mail address, normalised.
    pub email: String,
    /// Their language at the desk.
    pub language: Language,
    /// The writer they are in bylines, if any.
    pub writer_id: Option<i64>,
    /// Their grants.
    pub grants: Vec<Grant>,
    /// Whether their account is closed.
    pub is_closed: bool,
    /// Whether they have a password. Somebody who was added without one can sign in only after an admin makes them a
    /// link.
    pub has_password: bool,
    /// When they were added.
    pub created_at: Timestamp,
}

impl Person {
    /// The person as an actor. `proof_is_fresh` says whether they gave their password or passkey within the last 15
    /// minutes.
    pub fn actor(&self, proof_is_fresh: bool) -> Actor {
        Actor::person(self.id, self.grants.clone(), proof_is_fresh)
    }

    /// Whether they have `role`, for any desk.
    pub fn is(&self, role: Role) -> bool {
        self.grants.iter().any(|grant| grant.role == role)
    }

    /// Whether they need a second factor on a site that requires second factors.
    pub fn owes_a_second_factor(&self) -> bool {
        self.grants.iter().any(|grant| grant.role.owes_a_second_factor())
    }

    pub(crate) fn subject(&self) -> String {
        format!("person/{}", self.public_id)
    }
}

/// Normalises an address for storage and comparison: trimmed, in small letters. `None` if it is not an address.
pub fn normal_email(text: &str) -> Option<String> {
    let email = text.trim().to_lowercase();
    let (local, domain) = email.rsplit_once('@')?;
    let clean = email.chars().all(|c| !c.is_control() && !c.is_whitespace() && !"<>()[],;:\\\"".contains(c));
    let clean = clean && arabic::normalize::strip_bidi_controls(&email) == email;
    let shaped = !local.is_empty() && !local.contains('@') && !domain.is_empty();
    let named = !domain.starts_with('.') && !domain.ends_with('.') && !domain.contains("..");
    (clean && shaped && named && email.chars().count() <= EMAIL_CHARS_MAX).then_some(email)
}

/// Normalises a name for storage: one line, without control characters that could reorder the text around it.
pub fn normal_name(text: &str) -> Result<String> {
    let name = arabic::normalize::strip_bidi_controls(text);
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let fits = !name.is_empty() && name.chars().count() <= NAME_CHARS_MAX && !name.chars().any(char::is_control);
    if fits { Ok(name) } else { Err(Error::Account(AccountRefusal::BadName)) }
}

/// Whether anybody has a password yet.
pub async fn anybody_has_password(db: &impl Source) -> Result<bool> {
    let query = person::Entity::find().filter(person::Column::PasswordHash.is_not_null());
    Ok(source::one(db, query).await?.is_some())
}

/// The person with this internal id.
pub async fn person(db: &impl Source, id: i64) -> Result<Person> {
    let row = source::one(db, person::Entity::find_by_id(id)).await?;
    with_grants(db, row.ok_or_else(|| Error::not_found("person", id))?).await
}

/// The person with this public id.
pub async fn person_by_public_id(db: &impl Source, id: &PublicId) -> Result<Person> {
    let row = source::one(db, person::Entity::find().filter(person::Column::PublicId.eq(id.as_str()))).await?;
    with_grants(db, row.ok_or_else(|| Error::not_found("person", id))?).await
}

/// The person with this address.
pub async fn person_by_email(db: &impl Source, email: &str) -> Result<Option<Person>> {
    match row_by_email(db, email).await? {
        Some(row) => with_grants(db, row).await.map(Some),
        None => Ok(None),
    }
}

pub(crate) async fn row_by_email(db: &impl Source, email: &str) -> Result<Option<person::Model>> {
    let Some(email) = normal_email(email) else { return Ok(None) };
    Ok(source::one(db, person::Entity::find().filter(person::Column::Email.eq(email))).await?)
}

pub(crate) async fn row(db: &impl Source, id: i64) -> Result<person::Model> {
    let row = source::one(db, person::Entity::find_by_id(id)).await?;
    row.ok_or_else(|| Error::not_found("person", id))
}

/// The people who are this writer in bylines, by name.
pub async fn people_of_writer(db: &impl Source, writer: i64) -> Result<Vec<Person>> {
    let query = person::Entity::find().filter(person::Column::WriterId.eq(writer)).order_by_asc(person::Column::Name);
    let mut people = Vec::new();
    for row in source::all(db, query).await? {
        people.push(with_grants(db, row).await?);
    }
    Ok(people)
}

/// Everybody, by name; closed accounts last.
pub async fn all_people(db: &impl Source) -> Result<Vec<Person>> {
    let rows = source::all(db, person::Entity::find().order_by_asc(person::Column::Name)).await?;
    let mut grants: HashMap<i64, Vec<grant::Model>> = HashMap::new();
    for row in source::all(db, grant::Entity::find().order_by_asc(grant::Column::Id)).await? {
        grants.entry(row.person_id).or_default().push(row);
    }
    let mut people = rows
        .into_iter()
        .map(|row| {
            let grants = read_grants(grants.remove(&row.id).unwrap_or_default())?;
            read(row, grants)
        })
        .collect::<Result<Vec<_>>>()?;
    people.sort_by_key(|person| person.is_closed);
    Ok(people)
}

/// Changes the name and language of the actor.
pub async fn set_profile(tx: &mut Tx, actor: &Actor, name: &str, language: Language) -> Result<()> {
    let person = person(tx.db(), own_id(actor)?).await?;
    let name = normal_name(name)?;
    let update = Query::update()
        .table("people")
        .value("name", name.as_str())
        .value("language", language.code())
        .and_where(Expr::col("id").eq(person.id))
        .to_owned();
    tx.db().execute(&update).await?;
    tx.audit(actor, "profile_change", person.subject(), json!({ "language": language.code() }));
    Ok(())
}

/// Gives a person exactly these roles. Requires a fresh proof, because roles lead to everything else. Editors-in-chief
/// are notified of added roles.
///
/// Refuses with [`AccountRefusal::OwnRoles`] if actors would give roles to themselves, with [`AccountRefusal::LastOf`]
/// if the paper would be left without an admin or an editor-in-chief, and with [`Error::Forbidden`] if the actor may
/// not give or take one of the roles that change.
pub async fn set_roles(tx: &mut Tx, actor: &Actor, id: i64, grants: &[Grant]) -> Result<()> {
    may_manage(actor)?;
    lock(tx).await?;
    let person = person(tx.db(), id).await?;
    let grants = merged(grants);
    let coming: Vec<&Grant> = grants.iter().filter(|grant| !person.grants.contains(grant)).collect();
    let going: Vec<&Grant> = person.grants.iter().filter(|grant| !grants.contains(grant)).collect();
    if coming.is_empty() && going.is_empty() {
        return Ok(());
    }
    may_give_all(actor, coming.iter().chain(&going).copied())?;
    for role in [Role::Admin, Role::EditorInChief] {
        if !person.is_closed && person.is(role) && !grants.iter().any(|grant| grant.role == role) {
            somebody_else_is(tx, role, id).await?;
        }
    }
    let rises = coming.iter().any(|new| !person.grants.iter().any(|old| covers(old, new)));
    if rises && actor.person_id() == Some(id) {
        return Err(Error::Account(AccountRefusal::OwnRoles));
    }
    put_grants(tx, id, &grants).await?;
    let (from, to) = (grants_json(&person.grants), grants_json(&grants));
    tx.audit(actor, "roles_change", person.subject(), json!({ "from": from, "to": to }));
    if rises {
        authentication::end_sessions_of(tx, id).await?;
        tx.rights_grew(actor, RightsGrowth::Roles, &person.name, None);
    }
    tx.happened(Happened::RightsShrank { by: actor.clone(), person: id });
    Ok(())
}

/// Closes an account: sessions and links end; the person's work stays theirs.
pub async fn close_person(tx: &mut Tx, actor: &Actor, id: i64) -> Result<()> {
    may_manage(actor)?;
    lock(tx).await?;
    let person = person(tx.db(), id).await?;
    may_give_all(actor, &person.grants)?;
    if person.is_closed {
        return Ok(());
    }
    for role in [Role::Admin, Role::EditorInChief] {
        if person.is(role) {
            somebody_else_is(tx, role, id).await?;
        }
    }
    set_closed(tx, id, Some(tx.now())).await?;
    authentication::end_everything_of(tx, id).await?;
    tx.audit(actor, "person_close", person.subject(), json!({}));
    tx.happened(Happened::RightsShrank { by: actor.clone(), person: id });
    Ok(())
}

/// Opens a closed account again, with its former roles.
pub async fn reopen_person(tx: &mut Tx, actor: &Actor, id: i64) -> Result<()> {
    may_manage(actor)?;
    let person = person(tx.db(), id).await?;
    may_give_all(actor, &person.grants)?;
    if person.is_closed {
        set_closed(tx, id, None).await?;
        tx.audit(actor, "person_reopen", person.subject(), json!({}));
        tx.rights_grew(actor, RightsGrowth::Reopened, &person.name, None);
    }
    Ok(())
}

/// Sets the writer that a person is in bylines; `None` for no writer.
pub async fn set_writer_of(tx: &mut Tx, actor: &Actor, id: i64, writer: Option<i64>) -> Result<()> {
    may_manage(actor)?;
    let person = person(tx.db(), id).await?;
    if let Some(writer) = writer {
        names::one::<Writer>(tx.db(), writer).await?;
    }
    let update =
        Query::update().table("people").value("writer_id", writer).and_where(Expr::col("id").eq(id)).to_owned();
    tx.db().execute(&update).await?;
    tx.audit(actor, "writer_of_person", person.subject(), json!({ "writer": writer }));
    Ok(())
}

/// Adds somebody who cannot sign in: they have no password and no passkey, and no link leads to either. «Forgotten
/// password» sends them nothing ([`crate::reset_token_for_mail`]); only an admin can make them a link
/// ([`crate::reset_link_for`]). For the command line only, which adds the staff of the demo newspaper in this way.
pub async fn enter_person(
    tx: &mut Tx,
    actor: &Actor,
    (name, email): (&str, &str),
    language: Language,
    grants: &[Grant],
) -> Result<Person> {
    if actor.hand() != rules::Hand::Console {
        return Err(Error::Forbidden { action: Action::ManagePeople });
    }
    let person = add_person(tx, email, name, language, None, grants).await?;
    let details = json!({ "by": "console", "roles": grants_json(grants) });
    tx.audit(actor, "person_add", person.subject(), details);
    tx.rights_grew(actor, RightsGrowth::Came, &person.name, Some(person.id));
    Ok(person)
}

/// Adds a person with these roles, for links to new accounts.
pub(crate) async fn add_person(
    tx: &mut Tx,
    email: &str,
    name: &str,
    language: Language,
    password: Option<&PasswordHashed>,
    grants: &[Grant],
) -> Result<Person> {
    let email = normal_email(email).ok_or(Error::Account(AccountRefusal::BadEmail))?;
    let name = normal_name(name)?;
    if row_by_email(tx.db(), &email).await?.is_some() {
        return Err(Error::Account(AccountRefusal::EmailTaken));
    }
    let row = person::ActiveModel {
        id: NotSet,
        public_id: Set(PublicId::random().to_string()),
        name: Set(name),
        email: Set(email),
        language: Set(language.code().to_owned()),
        writer_id: Set(None),
        passkey_handle: Set(authentication::new_passkey_handle()),
        password_hash: Set(password.map(|password| password.0.clone())),
        totp_secret: Set(None),
        totp_offered: Set(None),
        totp_step: Set(0),
        closed_at: Set(None),
        created_at: Set(tx.now().0),
    };
    let row = row.insert(tx.db()).await?;
    let grants = merged(grants);
    put_grants(tx, row.id, &grants).await?;
    read(row, grants)
}

/// Checks that `actor` may give all of these.
pub(crate) fn may_give_all<'a>(actor: &Actor, grants: impl IntoIterator<Item = &'a Grant>) -> Result<()> {
    match grants.into_iter().all(|grant| actor.may_give(grant)) {
        true => Ok(()),
        false => Err(Error::Forbidden { action: rules::Action::ManagePeople }),
    }
}

/// Checks that the actor may make a password link for this person or remove their second factor.
pub(crate) fn may_reset_credentials_of(actor: &Actor, person: &Person) -> Result<()> {
    match actor.may_reset_credentials_of(&person.grants) {
        true => Ok(()),
        false => Err(Error::Forbidden { action: rules::Action::ManagePeople }),
    }
}

/// Grants as JSON, for audit entries and invitations.
pub(crate) fn grants_json(grants: &[Grant]) -> serde_json::Value {
    let one = |grant: &Grant| match &grant.desks {
        Desks::All => json!({ "role": grant.role.word() }),
        Desks::Named(desks) => json!({ "role": grant.role.word(), "desks": desks }),
    };
    grants.iter().map(one).collect()
}

/// Parses the result of [`grants_json`].
pub(crate) fn grants_from_json(value: &serde_json::Value) -> Result<Vec<Grant>> {
    let one = |value: &serde_json::Value| {
        let role: Role = value["role"].as_str().unwrap_or_default().parse().map_err(Error::damaged)?;
        Ok(match value["desks"].as_array() {
            Some(desks) => Grant::at(role, desks.iter().filter_map(serde_json::Value::as_i64)),
            None => Grant::everywhere(role),
        })
    };
    value.as_array().into_iter().flatten().map(one).collect()
}

/// The internal id of the actor; the clock and the console have none.
pub(crate) fn own_id(actor: &Actor) -> Result<i64> {
    actor.person_id().ok_or(Error::Forbidden { action: rules::Action::ManagePeople })
}

fn may_manage(actor: &Actor) -> Result<()> {
    allowed(actor, Action::ManagePeople)?;
    needs_fresh_proof(actor)
}

/// Checks that the actor gave their password or passkey lately.
pub(crate) fn needs_fresh_proof(actor: &Actor) -> Result<()> {
    if actor.proof_is_fresh() { Ok(()) } else { Err(Error::ProofIsOld) }
}

fn covers(old: &Grant, new: &Grant) -> bool {
    old.role == new.role && old.desks.hold_all_of(&new.desks)
}

/// Merges the grants into one for each role, in the order of the table.
fn merged(grants: &[Grant]) -> Vec<Grant> {
    let of_role = |role: Role| {
        let mut named = BTreeSet::new();
        for grant in grants.iter().filter(|grant| grant.role == role) {
            match &grant.desks {
                Desks::All => return Some(Grant::everywhere(role)),
                Desks::Named(desks) => named.extend(desks),
            }
        }
        // A role for no desk at all is dropped.
        (!named.is_empty()).then(|| Grant::at(role, named))
    };
    Role::ALL.iter().copied().filter_map(of_role).collect()
}

/// Serialises changes, so that two admins who close each other's accounts at the same moment are handled one after the
/// other.
async fn lock(tx: &mut Tx) -> Result<()> {
    authentication::lock(tx).await
}

async fn somebody_else_is(tx: &Tx, role: Role, id: i64) -> Result<()> {
    let query = Query::select()
        .expr(Expr::val(1_i64))
        .from("grants")
        .inner_join("people", Expr::col(("people", "id")).equals(("grants", "person_id")))
        .and_where(Expr::col(("grants", "role")).eq(role.word()))
        .and_where(Expr::col(("people", "closed_at")).is_null())
        .and_where(Expr::col(("people", "password_hash")).is_not_null())
        .and_where(Expr::col(("people", "id")).ne(id))
        .limit(1)
        .to_owned();
    match tx.db().rows(&query).await?.is_empty() {
        true => Err(Error::Account(AccountRefusal::LastOf(role))),
        false => Ok(()),
    }
}

async fn set_closed(tx: &Tx, id: i64, at: Option<Timestamp>) -> Result<()> {
    let update = Query::update()
        .table("people")
        .value("closed_at", at.map(|at| at.0))
        .and_where(Expr::col("id").eq(id))
        .to_owned();
    tx.db().execute(&update).await?;
    Ok(())
}

async fn put_grants(tx: &Tx, id: i64, grants: &[Grant]) -> Result<()> {
    grant::Entity::delete_many().filter(grant::Column::PersonId.eq(id)).exec(tx.db()).await?;
    for given in grants {
        let desks: Vec<Option<i64>> = match &given.desks {
            Desks::All => vec![None],
            Desks::Named(desks) => desks.iter().copied().map(Some).collect(),
        };
        for desk_id in desks {
            let row = grant::ActiveModel {
                id: NotSet,
                person_id: Set(id),
                role: Set(given.role.word().to_owned()),
                desk_id: Set(desk_id),
            };
            row.insert(tx.db()).await?;
        }
    }
    Ok(())
}

async fn with_grants(db: &impl Source, row: person::Model) -> Result<Person> {
    let grants = grant::Entity::find().filter(grant::Column::PersonId.eq(row.id)).order_by_asc(grant::Column::Id);
    let grants = read_grants(source::all(db, grants).await?)?;
    read(row, grants)
}

fn read_grants(rows: Vec<grant::Model>) -> Result<Vec<Grant>> {
    let one = |row: grant::Model| {
        let role: Role = row.role.parse().map_err(Error::damaged)?;
        Ok(row.desk_id.map_or_else(|| Grant::everywhere(role), |desk| Grant::at(role, [desk])))
    };
    Ok(merged(&rows.into_iter().map(one).collect::<Result<Vec<_>>>()?))
}

fn read(row: person::Model, grants: Vec<Grant>) -> Result<Person> {
    Ok(Person {
        id: row.id,
        public_id: row.public_id.parse().map_err(Error::damaged)?,
        name: row.name,
        email: row.email,
        language: language_from(&row.language)?,
        writer_id: row.writer_id,
        grants,
        is_closed: row.closed_at.is_some(),
        has_password: row.password_hash.is_some(),
        created_at: Timestamp(row.created_at),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_compared_in_small_letters_and_refused_where_it_is_none() {
        assert_eq!(normal_email(" Salma@Paper.Example "), Some("salma@paper.example".into()));
        assert_eq!(normal_email("desk@localhost"), Some("desk@localhost".into()));
        for bad in ["", "salma", "@paper.example", "a@", "a b@c.d", "a@b@c.d", "a\u{202e}@c.d", "<a@b.c>", "a@.c"] {
            assert_eq!(normal_email(bad), None, "{bad}");
        }
        assert_eq!(normal_email(&format!("{}@b.c", "a".repeat(300))), None);
    }

    #[test]
    fn a_name_is_one_line_without_hidden_controls() {
        assert_eq!(normal_name("  سلمى \n بن عيسى\u{202e} ").unwrap(), "سلمى بن عيسى");
        assert!(normal_name(" \u{200f} ").is_err());
        assert!(normal_name(&"س".repeat(101)).is_err());
    }

    #[test]
    fn roles_are_merged_one_grant_a_role() {
        let given = [Grant::at(Role::Reporter, [1]), Grant::at(Role::Reporter, [2]), Grant::at(Role::Reviser, [])];
        assert_eq!(merged(&given), [Grant::at(Role::Reporter, [1, 2])]);
        let everywhere = [Grant::at(Role::Reporter, [1]), Grant::everywhere(Role::Reporter)];
        assert_eq!(merged(&everywhere), [Grant::everywhere(Role::Reporter)]);
        assert_eq!(grants_from_json(&grants_json(&given[..1])).unwrap(), &given[..1]);
        assert_eq!(grants_from_json(&grants_json(&everywhere[1..])).unwrap(), &everywhere[1..]);
    }
}
