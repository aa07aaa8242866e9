//! Tells people the day before that the rights of pictures end: whoever governs pictures, and for each published story
//! that shows one, the editors of its desk.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use rules::{Action, Actor};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};
use store::source;

use super::family::{family_of, stories_showing};
use super::field::ArchiveField;
use super::record::archive_record;
use crate::base::allow::allowed;
use crate::base::error::Result;
use crate::base::tx::Tx;
use crate::people::notices::editors_of;
use crate::people::staff::all_people;
use crate::people::telling::notify;

/// Pictures told of in one transaction.
const AT_ONCE: u64 = 50;
/// Characters of a caption in a notice.
const CAPTION_CHARS: usize = 120;

/// The act of the notice.
pub(crate) const PICTURE_ENDS: &str = "picture_ends";

/// Tells of pictures whose last day is `today`, the day after, or over without anybody having been told. Returns whether
/// there may be more.
pub(crate) async fn tell_of_ends(tx: &mut Tx, today: NaiveDate) -> Result<bool> {
    let tomorrow = today.checked_add_days(Days::new(1)).unwrap_or(today);
    let query = Query::select()
        .column("picture_id")
        .from("picture_rights")
        .and_where(Expr::col("last_day").lte(tomorrow.to_string()))
        .and_where(Expr::col("is_told").eq(false))
        .and_where(Expr::col("withdrawn_at").is_null())
        .order_by("last_day", Order::Asc)
        .order_by("picture_id", Order::Asc)
        .limit(AT_ONCE)
        .to_owned();
    let pictures: Vec<i64> = source::column(tx.db(), &query).await?;
    let governors = governors(tx).await?;
    for picture in &pictures {
        tell_of(tx, *picture, &governors).await?;
    }
    Ok(pictures.len() as u64 == AT_ONCE)
}

async fn tell_of(tx: &mut Tx, picture: i64, governors: &BTreeSet<i64>) -> Result<()> {
    let caption: String =
        archive_record(tx.db(), picture).await?.value(ArchiveField::Caption).chars().take(CAPTION_CHARS).collect();
    let note = Some(caption.as_str()).filter(|caption| !caption.is_empty());
    let stories = stories_showing(tx, &family_of(tx.db(), picture).await?).await?;
    if stories.is_empty() {
        for person in governors {
            notify(tx, &Actor::clock(), *person, PICTURE_ENDS, None, note).await?;
        }
    }
    for (story, desk) in stories {
        let people: BTreeSet<i64> = editors_of(tx.db(), desk).await?.into_iter().chain(governors.clone()).collect();
        for person in people {
            notify(tx, &Actor::clock(), person, PICTURE_ENDS, Some(story), note).await?;
        }
    }
    let told = Query::update()
        .table("picture_rights")
        .value("is_told", true)
        .and_where(Expr::col("picture_id").eq(picture))
        .to_owned();
    tx.db().execute(&told).await?;
    Ok(())
}

/// The people who govern pictures.
async fn governors(tx: &Tx) -> Result<BTreeSet<i64>> {
    let staff = all_people(tx.db()).await?;
    let governs = |actor: &Actor| allowed(actor, Action::GovernPictures).is_ok();
    let open = staff.into_iter().filter(|person| !person.is_closed);
    Ok(open.filter(|person| governs(&person.actor(false))).map(|person| person.id).collect())
}
