//! What the files of pictures say about them (Exif, IPTC, XMP), kept as it stands there, with who added them. There is a
//! row for each original, and none for crops.

use std::collections::HashMap;

use imaging::Metadata;
use sea_orm::sea_query::{Cond, Condition, Expr, ExprTrait, Query, SelectStatement};
use store::row::Row;
use store::source::Source;

use crate::base::error::{Error, Result};

/// What the file of the picture with this internal id says; of a crop the file of its original. Nothing if the file was
/// not read yet.
pub async fn metadata_of(db: &impl Source, picture: i64) -> Result<Metadata> {
    let original = originals_of(Cond::all().add(Expr::col("id").eq(picture)));
    let query = Query::select()
        .columns(["picture_id", "found"])
        .from("picture_metadata")
        .and_where(Expr::col("picture_id").in_subquery(original))
        .to_owned();
    match db.rows(&query).await?.into_iter().next() {
        Some(row) => Ok(read(row)?.1),
        None => Ok(Metadata::default()),
    }
}

/// The internal ids of the originals of those rows of `pictures` that meet the condition; an original is its own.
pub(crate) fn originals_of(which: Condition) -> SelectStatement {
    Query::select().expr(Expr::cust("COALESCE(original_id, id)")).from("pictures").cond_where(which).to_owned()
}

/// What the files of these originals say, by internal id.
pub(crate) async fn of_originals(db: &impl Source, originals: &[i64]) -> Result<HashMap<i64, Metadata>> {
    let query = Query::select()
        .columns(["picture_id", "found"])
        .from("picture_metadata")
        .and_where(Expr::col("picture_id").is_in(originals.iter().copied()))
        .to_owned();
    db.rows(&query).await?.into_iter().map(read).collect()
}

/// Who added an original, by internal id.
pub(crate) async fn added_by(db: &impl Source, original: i64) -> Result<Option<i64>> {
    let query = Query::select()
        .column("added_by")
        .from("picture_metadata")
        .and_where(Expr::col("picture_id").eq(original))
        .to_owned();
    let row = db.rows(&query).await?.into_iter().next();
    Ok(row.map(|row| row.columns().take::<Option<i64>>()).transpose()?.flatten())
}

fn read(row: Row) -> Result<(i64, Metadata)> {
    let mut row = row.columns();
    let (id, found): (i64, String) = (row.take()?, row.take()?);
    Ok((id, serde_json::from_str(&found).map_err(Error::damaged)?))
}
