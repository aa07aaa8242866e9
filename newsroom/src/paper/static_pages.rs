//! Pages that are not stories: about, contact, charter. Each has one text for each language.

use arabic::Language;
use rules::{Action, Actor};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Order, Query};
use serde_json::json;
use store::clock::Timestamp;
use store::digest::digest;
use store::source::Source;
use story::Document;

use crate::base::allow::allowed;
use crate::base::edition::MAIN_EDITION;
use crate::base::error::{Error, Result};
use crate::base::events::Event;
use crate::base::tx::Tx;
use crate::paper::languages::language_from;

/// A static page.
#[derive(Debug, Clone, PartialEq)]
pub struct StaticPage {
    /// Its address below `/page/`.
    pub slug: String,
    /// Its language.
    pub language: Language,
    /// Its title.
    pub title: String,
    /// Its text.
    pub body: Document,
    /// Order in the footer.
    pub position: i64,
    /// Last change.
    pub changed_at: Timestamp,
}

/// Stores a page and replaces one with the same slug and language. Requires the right `ChangePaper`.
pub async fn put_static_page(
    tx: &mut Tx,
    actor: &Actor,
    slug: &str,
    language: Language,
    title: &str,
    body: &Document,
    position: i64,
) -> Result<()> {
    allowed(actor, Action::ChangePaper)?;
    if slug.is_empty() || arabic::slug::slug(slug) != slug {
        return Err(Error::BadSlug { slug: slug.to_owned() });
    }
    body.validate()?;
    let upsert = Query::insert()
        .into_table("static_pages")
        .columns(["edition_id", "slug", "language", "title", "body", "changed_at", "position"])
        .values_panic([
            MAIN_EDITION.into(),
            slug.into(),
            language.code().into(),
            title.into(),
            body.to_json().into(),
            tx.now().0.into(),
            position.into(),
        ])
        .on_conflict(
            OnConflict::columns(["edition_id", "slug", "language"])
                .update_columns(["title", "body", "changed_at", "position"])
                .to_owned(),
        )
        .to_owned();
    tx.db().execute(&upsert).await?;
    tx.announce(Event::StaticPage(slug.to_owned()));
    tx.audit(
        actor,
        "static_page",
        format!("page/{}", language.code()),
        json!({ "digest": digest(body.to_json().as_bytes()) }),
    );
    Ok(())
}

/// Every page in the order of the footer.
pub async fn all_static_pages(db: &impl Source) -> Result<Vec<StaticPage>> {
    let query = Query::select()
        .columns(["slug", "language", "title", "body", "changed_at", "position"])
        .from("static_pages")
        .and_where(Expr::col("edition_id").eq(MAIN_EDITION))
        .order_by("position", Order::Asc)
        .order_by("slug", Order::Asc)
        .to_owned();
    let rows = db.rows(&query).await?;
    rows.into_iter()
        .map(|row| {
            let mut columns = row.columns();
            Ok(StaticPage {
                slug: columns.take()?,
                language: language_from(&columns.take::<String>()?)?,
                title: columns.take()?,
                body: Document::from_json(&columns.take::<String>()?)?,
                changed_at: Timestamp(columns.take()?),
                position: columns.take()?,
            })
        })
        .collect()
}
