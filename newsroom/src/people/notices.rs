//! Notices to people: a story came back, was assigned to them, waits for them, was published.
//! [`crate::people::notice_mail`] decides which are mailed.

use rules::{Actor, Role};
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use store::clock::Timestamp;
use store::source::Source;

use crate::base::entity::notification;
use crate::base::error::Result;
use crate::base::tx::Tx;
use crate::people::staff::{self, Person};

/// One notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Internal id.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// The act, as in `send_back`.
    pub act: String,
    /// The story.
    pub story_id: Option<i64>,
    /// The actor.
    pub by: Option<i64>,
    /// Their note.
    pub note: Option<String>,
    /// Whether it was seen.
    pub is_read: bool,
}

/// The newest notices of a person, at most `limit`; with `before`, only older ones.
pub async fn notices_of(db: &impl Source, person: i64, before: Option<i64>, limit: u64) -> Result<Vec<Notice>> {
    let mut query = notification::Entity::find()
        .filter(notification::Column::PersonId.eq(person))
        .order_by_desc(notification::Column::Id)
        .limit(limit);
    if let Some(id) = before {
        query = query.filter(notification::Column::Id.lt(id));
    }
    use sea_orm::QueryTrait;
    let rows = db.rows(&query.into_query()).await?;
    rows.into_iter()
        .map(|row| {
            use store::row::FromColumns;
            Ok(read(notification::Model::from_columns(&mut row.columns())?))
        })
        .collect()
}

pub(crate) fn read(row: notification::Model) -> Notice {
    Notice {
        id: row.id,
        at: Timestamp(row.at),
        act: row.act,
        story_id: row.story_id,
        by: row.by_person,
        note: row.note,
        is_read: row.read_at.is_some(),
    }
}

/// The number of unseen notices of a person, 100 at most.
pub async fn unread_notices(db: &impl Source, person: i64) -> Result<usize> {
    let query = Query::select()
        .column("id")
        .from("notifications")
        .and_where(Expr::col("person_id").eq(person))
        .and_where(Expr::col("read_at").is_null())
        .order_by("id", Order::Desc)
        .limit(100)
        .to_owned();
    Ok(db.rows(&query).await?.len())
}

/// Marks a person's notices up to `last` as seen.
pub async fn read_notices(tx: &mut Tx, actor: &Actor, last: i64) -> Result<()> {
    let Some(person) = actor.person_id() else { return Ok(()) };
    let read = Query::update()
        .table("notifications")
        .value("read_at", tx.now().0)
        .and_where(Expr::col("person_id").eq(person))
        .and_where(Expr::col("id").lte(last))
        .and_where(Expr::col("read_at").is_null())
        .to_owned();
    tx.db().execute(&read).await?;
    Ok(())
}

/// The people responsible for a story's desk: its desk editors, or the editors-in-chief as well if none of these can
/// sign in.
pub(crate) async fn editors_of(db: &impl Source, desk: i64) -> Result<Vec<i64>> {
    let staff = with_open_account(db).await?;
    let edits =
        |person: &&Person| person.grants.iter().any(|grant| grant.role == Role::DeskEditor && grant.desks.hold(desk));
    let at_desk: Vec<&Person> = staff.iter().filter(edits).collect();
    let mut editors: Vec<i64> = at_desk.iter().map(|person| person.id).collect();
    if !at_desk.iter().any(|person| person.has_password) {
        editors.extend(chiefs_among(&staff));
        editors.sort_unstable();
        editors.dedup();
    }
    Ok(editors)
}

/// The people responsible for the whole paper.
pub(crate) async fn chiefs(db: &impl Source) -> Result<Vec<i64>> {
    Ok(chiefs_among(&with_open_account(db).await?))
}

/// Everybody whose account is open.
async fn with_open_account(db: &impl Source) -> Result<Vec<Person>> {
    Ok(staff::all_people(db).await?.into_iter().filter(|person| !person.is_closed).collect())
}

fn chiefs_among(staff: &[Person]) -> Vec<i64> {
    staff.iter().filter(|person| person.is(Role::EditorInChief)).map(|person| person.id).collect()
}
