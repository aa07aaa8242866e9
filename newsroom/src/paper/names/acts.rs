//! Adding, changing and merging names.

use rules::{Action, Actor};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Cond, Expr, ExprTrait, OnConflict, Query, SelectStatement};
use serde_json::json;
use store::source::Source;

use crate::base::allow::allowed;
use crate::base::edition::lock_paper;
use crate::base::error::{Error, Result};
use crate::base::events::Event;
use crate::base::happened::{FormerPlace, Happened};
use crate::base::named::NameKind;
use crate::base::tx::Tx;
use crate::paper::hint_sources;
use crate::paper::names::kind::Named;
use crate::paper::names::naming::{Checked, Naming};
use crate::paper::names::reading::{every, first, former_holder, holder, known, one};

/// Its subject in the audit log.
fn subject<T: Named>(id: i64) -> String {
    format!("{}/{id}", T::KIND.word())
}

/// Adds one. Requires the right `ChangePaper`.
pub async fn add<T: Named>(tx: &mut Tx, actor: &Actor, within: T::Within, naming: Naming<'_>) -> Result<T> {
    allowed(actor, Action::ChangePaper)?;
    add_asked(tx, actor, within, naming).await
}

/// Like [`add`], for acts that have checked the right.
pub(crate) async fn add_asked<T: Named>(
    tx: &mut Tx,
    actor: &Actor,
    within: T::Within,
    naming: Naming<'_>,
) -> Result<T> {
    let named = naming.checked(None)?;
    free::<T>(tx, &named.slug, None).await?;
    let id = insert::<T>(tx, within, named).await?;
    tx.audit(actor, T::ADD, subject::<T>(id), json!({}));
    one(tx.db(), id).await
}

/// Refuses with [`Error::AlreadyThere`] an address that another name has or once had.
async fn free<T: Named>(tx: &Tx, slug: &str, id: Option<i64>) -> Result<()> {
    let whose = match holder::<T>(tx.db(), slug).await? {
        Some(row) => Some(row.name.id()),
        None => former_holder(tx.db(), T::KIND, slug).await?,
    };
    if whose.is_some() && whose != id { Err(Error::AlreadyThere { what: T::KIND.word() }) } else { Ok(()) }
}

async fn insert<T: Named>(tx: &mut Tx, within: T::Within, named: Checked) -> Result<i64> {
    if T::IN_HOUSE_WORDS {
        tx.announce(Event::HouseWords);
    }
    let columns = ["slug", "name", T::ABOUT, "name_folded"].into_iter().chain(T::OWN.iter().copied());
    let values = [named.slug.into(), named.name.into(), named.about.into(), named.folded.into()].into_iter();
    let insert = Query::insert()
        .into_table(T::KIND.tables().0)
        .columns(columns)
        .values_panic(values.chain(T::own(within)).map(Expr::val))
        .returning_col("id")
        .to_owned();
    let row = tx.db().query_one(&insert).await?.ok_or_else(|| Error::damaged("a row was written and has no id"))?;
    Ok(row.try_get_by_index(0)?)
}

/// The id of the one with this name or former name; adds it if there is none. `may` is the result of checking the right
/// to add one. Two spellings with the same slug are the same name.
pub(crate) async fn ensure<T: Named<Within = ()>>(
    tx: &mut Tx,
    actor: &Actor,
    name: &str,
    may: Result<()>,
) -> Result<i64> {
    if let Some(id) = called::<T>(tx.db(), name).await? {
        return Ok(id);
    }
    may?;
    let id = add_called::<T>(tx, name).await?;
    tx.audit(actor, T::ADD, subject::<T>(id), json!({}));
    Ok(id)
}

/// Like [`ensure`], for acts that have checked the right and write to the audit log themselves.
pub(crate) async fn called_or_added<T: Named<Within = ()>>(tx: &mut Tx, name: &str) -> Result<i64> {
    match called::<T>(tx.db(), name).await? {
        Some(id) => Ok(id),
        None => add_called::<T>(tx, name).await,
    }
}

/// Adds one that has only a name. Refuses with [`Error::BadSlug`].
async fn add_called<T: Named<Within = ()>>(tx: &mut Tx, name: &str) -> Result<i64> {
    let slug = arabic::slug::slug(name);
    if slug.is_empty() {
        return Err(Error::BadSlug { slug: name.to_owned() });
    }
    let named = Checked { name: name.to_owned(), folded: arabic::normalize::key(name), slug, about: None };
    insert::<T>(tx, (), named).await
}

/// Looks a name up by its slug, or by the slug that older builds made of it (numbers ran together).
async fn called<T: Named>(db: &impl Source, name: &str) -> Result<Option<i64>> {
    if let Some(id) = known::<T>(db, &arabic::slug::slug(name)).await? {
        return Ok(Some(id));
    }
    let Some(former) = arabic::slug::former(name) else { return Ok(None) };
    let mut query = every::<T>();
    query.and_where(Expr::col("slug").eq(former));
    query.and_where(Expr::col("name_folded").eq(arabic::normalize::key(name)));
    Ok(first::<T>(db, &mut query).await?.map(|row| row.stands()))
}

/// Changes the name, description and, if another one is asked for, the address. The old address then redirects.
pub async fn change<T: Named>(tx: &mut Tx, actor: &Actor, id: i64, naming: Naming<'_>) -> Result<T> {
    allowed(actor, Action::ChangePaper)?;
    lock_paper(tx).await?;
    let before: T = one(tx.db(), id).await?;
    let named = naming.checked(Some(before.naming().slug))?;
    free::<T>(tx, &named.slug, Some(id)).await?;
    let update = Query::update()
        .table(T::KIND.tables().0)
        .value("name", named.name)
        .value("name_folded", named.folded)
        .value("slug", named.slug)
        .value(T::ABOUT, named.about)
        .and_where(Expr::col("id").eq(id))
        .to_owned();
    tx.db().execute(&update).await?;
    let after: T = one(tx.db(), id).await?;
    if after == before {
        return Ok(after);
    }
    let (from, to) = (before.naming().slug, after.naming().slug);
    move_address(tx, T::KIND, id, from, to).await?;
    for slug in [from, to] {
        tx.announce(Event::Name(T::KIND, slug.to_owned()));
    }
    if T::IN_HOUSE_WORDS && before.naming().name != after.naming().name {
        hint_sources::announce_change(tx).await?;
    }
    tx.audit(actor, T::CHANGE, subject::<T>(id), json!({ "moved": from != to }));
    Ok(after)
}

/// Moves `id` from the address `from` to `to`: the old address redirects, and the new one is no former address any
/// more.
async fn move_address(tx: &mut Tx, kind: NameKind, id: i64, from: &str, to: &str) -> Result<()> {
    let taken = Query::delete()
        .from_table("former_addresses")
        .and_where(Expr::col("kind").eq(kind.word()))
        .and_where(Expr::col("slug").eq(to))
        .to_owned();
    tx.db().execute(&taken).await?;
    if from != to {
        let leave = Query::insert()
            .into_table("former_addresses")
            .columns(["kind", "slug", "other_id"])
            .values_panic([kind.word().into(), from.into(), id.into()])
            .on_conflict(OnConflict::columns(["kind", "slug"]).update_column("other_id").to_owned())
            .to_owned();
        tx.db().execute(&leave).await?;
    }
    Ok(())
}

/// Merges `from` into `into`: its stories move there, and its address redirects there. This cannot be undone. Refuses
/// with [`Error::AlreadyThere`] if both are the same, or do not belong to the same thing.
pub async fn merge<T: Named>(tx: &mut Tx, actor: &Actor, from: i64, into: i64) -> Result<T> {
    // For a kind that is never merged this does not compile.
    let act = const {
        match T::MERGE {
            Some(act) => act,
            None => panic!("names of this kind are not made one"),
        }
    };
    allowed(actor, Action::ChangePaper)?;
    lock_paper(tx).await?;
    let (gone, stays): (T, T) = (one(tx.db(), from).await?, one(tx.db(), into).await?);
    if from == into || gone.within() != stays.within() {
        return Err(Error::AlreadyThere { what: T::KIND.word() });
    }
    let moved = merge_rows(tx, T::KIND, from, into).await?;
    for name in [&gone, &stays] {
        tx.announce(Event::Name(T::KIND, name.naming().slug.to_owned()));
    }
    tx.audit(actor, act, subject::<T>(from), json!({ "into": into, "stories": moved }));
    Ok(stays)
}

/// Marks `gone` as merged, redirects its former addresses, and moves its live stories. Returns how many moved.
async fn merge_rows(tx: &mut Tx, kind: NameKind, gone: i64, stays: i64) -> Result<u64> {
    let (own, table, column) = kind.tables();
    // The name's own row comes first: it is locked against stories that are being published under it at this moment.
    let merge = Query::update()
        .table(own)
        .value("merged_into", stays)
        .cond_where(Cond::any().add(Expr::col("id").eq(gone)).add(Expr::col("merged_into").eq(gone)))
        .to_owned();
    tx.db().execute(&merge).await?;
    let hand_over = Query::update()
        .table("former_addresses")
        .value("other_id", stays)
        .and_where(Expr::col("kind").eq(kind.word()))
        .and_where(Expr::col("other_id").eq(gone))
        .to_owned();
    tx.db().execute(&hand_over).await?;
    let under = |id: i64| Query::select().column("story_id").from(table).and_where(Expr::col(column).eq(id)).take();
    let ids = async |query: &SelectStatement| -> Result<Vec<i64>> {
        tx.db().rows(query).await?.into_iter().map(|row| Ok(row.columns().take()?)).collect()
    };
    let stories = ids(&under(gone)).await?;
    let both = ids(under(gone).and_where(Expr::col("story_id").in_subquery(under(stays)))).await?;
    let move_over = Query::update()
        .table(table)
        .value(column, stays)
        .and_where(Expr::col(column).eq(gone))
        .and_where(Expr::col("story_id").not_in_subquery(under(stays)))
        .to_owned();
    let moved = tx.db().execute(&move_over).await?.rows_affected();
    let drop_rest = Query::delete().from_table(table).and_where(Expr::col(column).eq(gone)).to_owned();
    tx.db().execute(&drop_rest).await?;
    tx.happened(Happened::StoriesMoved { stories, stood: FormerPlace::Under { kind, gone, stays, both } });
    Ok(moved)
}
