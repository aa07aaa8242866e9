//! The counter of the sources of hints: house words, writers and topics. Browsers compare it to know whether their copy is
//! current.

use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query};

use crate::base::error::Result;
use crate::base::events::Event;
use crate::base::tx::Tx;

/// Increments the counter and announces [`Event::HouseWords`], by which every node drops its copy.
pub(crate) async fn announce_change(tx: &mut Tx) -> Result<()> {
    tx.announce(Event::HouseWords);
    let raise = Query::update()
        .table("house_words_head")
        .value("number", Expr::col("number").add(1))
        .and_where(Expr::col("id").eq(1))
        .to_owned();
    tx.db().execute(&raise).await?;
    Ok(())
}
