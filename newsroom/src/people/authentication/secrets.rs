//! The secret of the sign-in code, the same for all nodes, and the lock for decisions that must not be made twice at
//! the same time.

use hmac::{Hmac, KeyInit, Mac};
use rand::RngExt;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sha2::Sha256;
use store::digest::hex;
use store::source::Source;

use crate::base::error::{Error, Result};
use crate::base::tx::Tx;

/// The stored name of the secret's row; updating the row takes the lock.
const ROW_NAME: &str = "doors";

/// Waits for the lock. It is held until the commit.
pub(crate) async fn lock(tx: &Tx) -> Result<()> {
    secret(tx).await.map(|_| ())
}

/// A keyed digest of `text`. A plain digest could be reversed by trying all addresses, since there are few.
pub(crate) fn keyed(secret: &str, text: &str) -> Result<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).map_err(Error::damaged)?;
    mac.update(text.as_bytes());
    let digest = hex(&mac.finalize().into_bytes());
    Ok(digest[..32].to_owned())
}

/// The secret, created if there is none; locks its row.
pub(crate) async fn secret(tx: &Tx) -> Result<String> {
    let bytes: [u8; 32] = rand::rng().random();
    // On a conflict the row is updated with its own value, which takes the lock.
    let upsert = Query::insert()
        .into_table("secrets")
        .columns(["name", "value"])
        .values_panic([ROW_NAME.into(), hex(&bytes).into()])
        .on_conflict(OnConflict::column("name").update_column("name").to_owned())
        .to_owned();
    tx.db().execute(&upsert).await?;
    let query = Query::select().column("value").from("secrets").and_where(Expr::col("name").eq(ROW_NAME)).to_owned();
    let row = tx.db().rows(&query).await?.into_iter().next();
    Ok(row.ok_or_else(|| Error::damaged("the sign-in code has no secret"))?.columns().take()?)
}
