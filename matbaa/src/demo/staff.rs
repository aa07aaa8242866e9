//! The people of the demo paper. They work, are mentioned and get notices, but none of them can sign in:
//! [`newsroom::enter_person`] adds them without password, passkey or link. An administrator who wants to see the desk
//! as one of them creates a link for that person.

use std::collections::BTreeMap;

use anyhow::Context;
use newsroom::{Actor, Grant, Newsroom, Person, Role, Timestamp};

use super::files::{PeopleFile, PersonFile};

/// All people by the keys of `demo/people.toml`, and those who act if a file names nobody.
pub struct Staff {
    people: BTreeMap<String, Person>,
    chief: Person,
    moderator: Person,
    admin: Person,
}

impl Staff {
    /// The person called `key`, as an actor.
    pub fn actor(&self, key: &str) -> anyhow::Result<Actor> {
        Ok(self.person(key)?.actor(true))
    }

    /// The person called `key`.
    pub fn person(&self, key: &str) -> anyhow::Result<&Person> {
        self.people.get(key).with_context(|| format!("demo/people.toml knows no {key}"))
    }

    /// The editor-in-chief.
    pub fn chief(&self) -> Actor {
        self.chief.actor(true)
    }

    /// The first moderator, who decides on comments.
    pub fn moderator(&self) -> Actor {
        self.moderator.actor(true)
    }

    /// The first administrator, who runs the machine.
    pub fn admin(&self) -> Actor {
        self.admin.actor(true)
    }
}

/// Adds everybody at `at`. The desks must exist.
pub async fn enter(newsroom: &Newsroom, at: Timestamp, file: &PeopleFile) -> anyhow::Result<Staff> {
    let mut people = BTreeMap::new();
    for one in &file.person {
        let grants = grants(newsroom, one).await?;
        let person = newsroom.write(at, async |tx| enter_one(tx, one, &grants).await).await;
        people.insert(one.key.clone(), person.with_context(|| format!("demo/people.toml: {}", one.key))?);
    }
    let first = |role: Role| {
        let found = file.person.iter().filter_map(|one| people.get(&one.key)).find(|person| person.is(role));
        found.cloned().with_context(|| format!("demo/people.toml has no {}", role.word()))
    };
    let (chief, moderator, admin) = (first(Role::EditorInChief)?, first(Role::Moderator)?, first(Role::Admin)?);
    Ok(Staff { people, chief, moderator, admin })
}

async fn enter_one(tx: &mut newsroom::Tx, one: &PersonFile, grants: &[Grant]) -> newsroom::Result<Person> {
    let console = Actor::console();
    let person = newsroom::enter_person(tx, &console, (&one.name, &one.email), one.language, grants).await?;
    if let Some(name) = &one.signs {
        let writer = newsroom::ensure_writer(tx, &console, name).await?;
        newsroom::set_writer_of(tx, &console, person.id, Some(writer)).await?;
    }
    Ok(person)
}

async fn grants(newsroom: &Newsroom, one: &PersonFile) -> anyhow::Result<Vec<Grant>> {
    let all = newsroom::all_desks(newsroom.reads()).await?;
    let mut grants = Vec::new();
    for (role, desks) in &one.roles {
        let role: Role = role.parse().with_context(|| format!("demo/people.toml: {}", one.key))?;
        let mut at = Vec::new();
        for slug in desks {
            let desk = all.iter().find(|desk| desk.slug == *slug);
            at.push(desk.with_context(|| format!("demo/people.toml: {} is at the desk {slug}", one.key))?.id);
        }
        grants.push(if at.is_empty() { Grant::everywhere(role) } else { Grant::at(role, at) });
    }
    Ok(grants)
}
