//! What the files of pictures say about them (Exif, IPTC, XMP), kept as it stands there.

use imaging::Metadata;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use store::source::Source;

use crate::base::error::{Error, Result};
use crate::base::tx::Tx;

/// Keeps what was read of a picture's file, unless it was kept before.
pub(crate) async fn keep(tx: &Tx, picture: i64, metadata: &Metadata) -> Result<()> {
    let found = serde_json::to_string(metadata).map_err(Error::damaged)?;
    let put = Query::insert()
        .into_table("picture_metadata")
        .columns(["picture_id", "found"])
        .values_panic([picture.into(), found.into()])
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .to_owned();
    tx.db().execute(&put).await?;
    Ok(())
}

/// What the file of the picture with this internal id says; of a crop the file of its original. Nothing if the file was
/// not read yet.
pub async fn metadata_of(db: &impl Source, picture: i64) -> Result<Metadata> {
    let original = Query::select()
        .expr(Expr::cust("COALESCE(original_id, id)"))
        .from("pictures")
        .and_where(Expr::col("id").eq(picture))
        .to_owned();
    let query = Query::select()
        .column("found")
        .from("picture_metadata")
        .and_where(Expr::col("picture_id").in_subquery(original))
        .to_owned();
    match db.rows(&query).await?.into_iter().next() {
        Some(row) => serde_json::from_str(&row.columns().take::<String>()?).map_err(Error::damaged),
        None => Ok(Metadata::default()),
    }
}
