//! Names are added, changed and made one.

use rules::{Action, Actor};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Cond, Expr, ExprTrait, OnConflict, Query, SelectStatement};
use serde_json::json;
use store::source::Source;

use crate::base::allow::allowed;
use crate::base::edition::hold_paper;
use crate::base::error::{Error, Result};
use crate::base::events::Event;
use crate::base::happened::{Happened, Stood};
use crate::base::named::NameKind;
use crate::base::tx::Tx;
use crate::paper::names::kind::Named;
use crate::paper::names::naming::{Checked, Naming};
use crate::paper::names::reading::{every, first, former_holder, holder, known, one};

/// As the audit log calls it.
fn subject<T: Named>(id: i64) -> String {
    format!("{}/{id}", T::KIND.word())
}

/// Adds one. Who keeps the paper may.
pub async fn add<T: Named>(tx: &mut Tx, actor: &Actor, within: T::Within, naming: Naming<'_>) -> Result<T> {
    allowed(actor, Action::ChangePaper)?;
    add_asked(tx, actor, within, naming).await
}

/// As [`add`], for acts that have asked.
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

/// Refuses with [`Error::AlreadyThere`] an address that another than `id` has or once had.
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

/// The one with this name or former name, added where there is none; `may` is what those hear who may not add it. Two
/// spellings with one slug are one.
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

/// As [`ensure`], for acts that have asked and that tell the audit log themselves.
pub(crate) async fn called_or_added<T: Named<Within = ()>>(tx: &mut Tx, name: &str) -> Result<i64> {
    match called::<T>(tx.db(), name).await? {
        Some(id) => Ok(id),
        None => add_called::<T>(tx, name).await,
    }
}

/// A new one by its name alone. Refuses [`Error::BadSlug`].
async fn add_called<T: Named<Within = ()>>(tx: &mut Tx, name: &str) -> Result<i64> {
    let slug = arabic::slug::slug(name);
    if slug.is_empty() {
        return Err(Error::BadSlug { slug: name.to_owned() });
    }
    let named = Checked { name: name.to_owned(), folded: arabic::normalize::key(name), slug, about: None };
    insert::<T>(tx, (), named).await
}

/// Found by the slug of this name, or by the one that the same name had when numbers ran together in slugs.
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

/// Changes what one is called, the words about it and, where another is asked for, its address; the old one leads to it.
pub async fn change<T: Named>(tx: &mut Tx, actor: &Actor, id: i64, naming: Naming<'_>) -> Result<T> {
    allowed(actor, Action::ChangePaper)?;
    hold_paper(tx).await?;
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
    tx.audit(actor, T::CHANGE, subject::<T>(id), json!({ "moved": from != to }));
    Ok(after)
}

/// `id` moves from the address `from` to `to`: the old one leads to it, and the new one is nobody's former address.
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

/// Makes two one: stories of `from` stand under `into`, and its address leads there. There is no way back. Refuses with
/// [`Error::AlreadyThere`] what is the same or stands within something else.
pub async fn merge<T: Named>(tx: &mut Tx, actor: &Actor, from: i64, into: i64) -> Result<T> {
    // Where a kind is never made one, this does not compile for it.
    let act = const {
        match T::MERGE {
            Some(act) => act,
            None => panic!("names of this kind are not made one"),
        }
    };
    allowed(actor, Action::ChangePaper)?;
    hold_paper(tx).await?;
    let (gone, stays): (T, T) = (one(tx.db(), from).await?, one(tx.db(), into).await?);
    if from == into || gone.within() != stays.within() {
        return Err(Error::AlreadyThere { what: T::KIND.word() });
    }
    let moved = make_one(tx, T::KIND, from, into).await?;
    for name in [&gone, &stays] {
        tx.announce(Event::Name(T::KIND, name.naming().slug.to_owned()));
    }
    tx.audit(actor, act, subject::<T>(from), json!({ "into": into, "stories": moved }));
    Ok(stays)
}

/// `gone` says where it went, its former addresses lead there, its live stories stand there. Says how many moved.
async fn make_one(tx: &mut Tx, kind: NameKind, gone: i64, stays: i64) -> Result<u64> {
    let (own, table, column) = kind.tables();
    // The thing itself first: who is publishing a story under it at this moment comes before or after as a whole.
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
    tx.happened(Happened::StoriesMoved { stories, stood: Stood::Under { kind, gone, stays, both } });
    Ok(moved)
}
