//! Stories with pictures that may not be used.

use std::collections::HashSet;

use chrono::NaiveDate;
use rules::Live;
use sea_orm::{ColumnTrait, Condition};
use store::source::{self, Source};

use super::rights::rights_of;
use crate::base::barred::Bar;
use crate::base::entity::picture;
use crate::base::error::{Error, Result};
use crate::base::tx::Tx;
use crate::stories::content::Content;
use crate::stories::model::Story;
use crate::stories::pictures::{self, Picture, pictures_in};
use crate::stories::versions;

/// The pictures of `content` that may not be used in it on `today`, with the reasons, in no order.
pub async fn barred_pictures(db: &impl Source, content: &Content, today: NaiveDate) -> Result<Vec<(Picture, Bar)>> {
    let (lead, in_text) = (content.lead.as_ref().and_then(|lead| lead.picture_id), pictures_in(&content.body));
    if lead.is_none() && in_text.is_empty() {
        return Ok(Vec::new());
    }
    let of_content =
        Condition::any().add(picture::Column::Id.is_in(lead)).add(picture::Column::PublicId.is_in(&in_text));
    let mut query = source::rows_of::<picture::Model>();
    let rows: Vec<picture::Model> = source::each(db, query.cond_where(of_content)).await?;
    let originals: Vec<i64> = rows.iter().map(|row| row.original_id.unwrap_or(row.id)).collect();
    let rights = rights_of(db, &originals).await?;
    let mut barred = Vec::new();
    for row in rows {
        let rights = rights.get(&row.original_id.unwrap_or(row.id));
        if let Some(bar) = rights.and_then(|rights| rights.bar(content.language, today)) {
            barred.push((pictures::read(row)?, bar));
        }
    }
    Ok(barred)
}

/// Refuses with [`Error::PictureBarred`] a content of `story` with a picture that may not be used on `today`. Pictures
/// that readers see in the story already do not count unless they were withdrawn: the rest of it can still be corrected.
pub(crate) async fn check(tx: &Tx, story: &Story, content: &Content, today: NaiveDate) -> Result<()> {
    let barred = barred_pictures(tx.db(), content, today).await?;
    if barred.is_empty() {
        return Ok(());
    }
    let live = match story.live_version.filter(|_| story.live == Live::Published) {
        Some(live) => Some(versions::version(tx.db(), live).await?.content),
        None => None,
    };
    let shown: HashSet<String> =
        live.as_ref().map(|live| pictures_in(&live.body).into_iter().collect()).unwrap_or_default();
    let leads = live.as_ref().and_then(|live| live.lead.as_ref()?.picture_id);
    let is_shown = |picture: &Picture| leads == Some(picture.id) || shown.contains(picture.public_id.as_str());
    match barred.into_iter().find(|(picture, bar)| *bar == Bar::Withdrawn || !is_shown(picture)) {
        Some((picture, why)) => Err(Error::PictureBarred { picture: picture.public_id, why }),
        None => Ok(()),
    }
}
