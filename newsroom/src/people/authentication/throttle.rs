//! Limits the rate of attempts to sign in.
//!
//! Failures are counted in the database, so that all nodes count together. After five failures for a person from one
//! address block, or twenty from the block in all, within 15 minutes, further attempts from there must wait; each wait
//! is longer, up to 15 minutes. A device that has signed in before is counted separately, so that strangers in the same
//! block cannot lock it out. An attempt is counted before it is checked, so that sending many at once does not avoid
//! the limit.
//!
//! A person can be guessed at a hundred times a day from all blocks together; after that only devices that have signed
//! in before may try.

use sea_orm::sea_query::{Cond, Expr, ExprTrait, Order, Query};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, NotSet, QueryFilter, Set};
use store::clock::Timestamp;
use store::source::{self, Source};

use super::{SecretToken, secrets};
use crate::base::entity::{known_device, sign_in_failure};
use crate::base::error::{AccountRefusal, Error, Result};
use crate::base::tx::Tx;

/// Seconds for which a failure counts.
const WINDOW_SECONDS: i64 = 15 * 60;
/// Free failures for a person from one block, before they must wait.
const PAIR_FREE: u32 = 5;
/// Free failures from one block, before unknown devices there must wait.
const BLOCK_FREE: u32 = 20;
/// Seconds of the first wait; each further failure doubles it, up to the window.
const FIRST_WAIT_SECONDS: i64 = 30;
/// Failures from a block that double the wait there, because many people share an address.
const BLOCK_STEP: u32 = 5;

/// Free failures a day for a person from anywhere, before unknown devices must wait. This limits an attacker with
/// machines in many networks.
const DAY_FREE: u64 = 100;
/// Seconds for which these failures count.
const DAY_SECONDS: i64 = 86_400;

/// Where an attempt to sign in comes from.
#[derive(Debug, Clone, Default)]
pub struct AttemptOrigin {
    /// Their address block, as text.
    pub block: String,
    /// The token of a device that has signed in before, if the browser has one.
    pub device: Option<SecretToken>,
}

/// An attempt, which counts as a failure until it is forgiven.
#[derive(Debug, Clone)]
pub(super) struct Attempt {
    person: String,
    block: String,
}

/// Counts an attempt of `who` for `purpose`, or refuses it. `person` is the internal id if `who` is known.
pub(super) async fn begin(
    tx: &Tx,
    purpose: &str,
    who: &str,
    person: Option<i64>,
    origin: &AttemptOrigin,
) -> Result<Attempt> {
    let now = tx.now();
    let secret = secrets::secret(tx).await?;
    let device = known_device(tx, person, origin).await?;
    let place = device.map_or_else(|| format!("block:{}", origin.block), |id| format!("device:{id}"));
    let attempt = Attempt {
        person: secrets::keyed(&secret, &format!("{purpose}:{who}"))?,
        block: secrets::keyed(&secret, &place)?,
    };
    let since = now.plus_seconds(-WINDOW_SECONDS);
    let old = now.plus_seconds(-DAY_SECONDS);
    let old = Query::delete().from_table("sign_in_failures").and_where(Expr::col("at").lte(old.0)).to_owned();
    tx.db().execute(&old).await?;
    let (pair, pair_last) =
        failures(tx, Expr::col("person").eq(attempt.person.as_str()), &attempt.block, since).await?;
    let (block, block_last) = failures(tx, Expr::val(1).eq(1), &attempt.block, since).await?;
    let pair_until = until(pair, PAIR_FREE, 1, pair_last);
    let (block_until, day_until) = match device {
        Some(_) => (None, None),
        None => (until(block, BLOCK_FREE, BLOCK_STEP, block_last), day_until(tx, &attempt.person).await?),
    };
    if let Some(until) = pair_until.max(block_until).max(day_until).filter(|until| *until > now) {
        tracing::warn!(purpose, pair, block, "too many attempts: further ones must wait");
        return Err(Error::Account(AccountRefusal::Paused(until)));
    }
    let row = sign_in_failure::ActiveModel {
        id: NotSet,
        person: Set(attempt.person.clone()),
        block: Set(attempt.block.clone()),
        at: Set(now.0),
    };
    row.insert(tx.db()).await?;
    Ok(attempt)
}

/// The attempt succeeded: earlier failures from the same place are deleted.
pub(super) async fn forgive(tx: &Tx, attempt: &Attempt) -> Result<()> {
    let delete = Query::delete()
        .from_table("sign_in_failures")
        .cond_where(
            Cond::all()
                .add(Expr::col("person").eq(attempt.person.as_str()))
                .add(Expr::col("block").eq(attempt.block.as_str())),
        )
        .to_owned();
    tx.db().execute(&delete).await?;
    Ok(())
}

/// When the failures of a person within a day, from anywhere, will be fewer than [`DAY_FREE`] again.
async fn day_until(tx: &Tx, person: &str) -> Result<Option<Timestamp>> {
    let query = Query::select()
        .column("at")
        .from("sign_in_failures")
        .and_where(Expr::col("person").eq(person))
        .order_by("at", Order::Desc)
        .offset(DAY_FREE - 1)
        .limit(1)
        .to_owned();
    let Some(row) = tx.db().rows(&query).await?.into_iter().next() else { return Ok(None) };
    let hundredth: i64 = row.columns().take()?;
    Ok(Some(Timestamp(hundredth).plus_seconds(DAY_SECONDS)))
}

/// When the next attempt is allowed after `count` failures, of which `free` cause no wait.
fn until(count: u32, free: u32, step: u32, last: Option<Timestamp>) -> Option<Timestamp> {
    let beyond = count.checked_sub(free)? / step;
    let wait = Ord::min(FIRST_WAIT_SECONDS << Ord::min(beyond, 16), WINDOW_SECONDS);
    Some(last?.plus_seconds(wait))
}

async fn failures(tx: &Tx, of: Expr, block: &str, since: Timestamp) -> Result<(u32, Option<Timestamp>)> {
    let query = Query::select()
        .expr(Expr::col("id").count())
        .expr(Expr::col("at").max())
        .from("sign_in_failures")
        .and_where(Expr::col("block").eq(block))
        .and_where(Expr::col("at").gt(since.0))
        .and_where(of)
        .to_owned();
    let row = tx.db().rows(&query).await?.into_iter().next();
    let mut columns = row.ok_or_else(|| Error::damaged("a count has no row"))?.columns();
    let (count, last): (i64, Option<i64>) = (columns.take()?, columns.take()?);
    Ok((u32::try_from(count).unwrap_or(u32::MAX), last.map(Timestamp)))
}

/// The device of the request, if this person has signed in on it.
async fn known_device(tx: &Tx, person: Option<i64>, origin: &AttemptOrigin) -> Result<Option<i64>> {
    let (Some(person), Some(token)) = (person, &origin.device) else { return Ok(None) };
    let query = known_device::Entity::find()
        .filter(known_device::Column::TokenHash.eq(token.digest()))
        .filter(known_device::Column::PersonId.eq(person));
    Ok(source::one(tx.db(), query).await?.map(|row| row.id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_until_the_window_is_full() {
        let last = Some(Timestamp(0));
        let wait = |count| until(count, PAIR_FREE, 1, last).map(|until| until.0 / 1_000_000);
        assert_eq!(
            [wait(4), wait(5), wait(6), wait(9), wait(10), wait(200)],
            [None, Some(30), Some(60), Some(480), Some(900), Some(900)]
        );
        let block = |count| until(count, BLOCK_FREE, BLOCK_STEP, last).map(|until| until.0 / 1_000_000);
        assert_eq!([block(19), block(20), block(25), block(500)], [None, Some(30), Some(60), Some(900)]);
    }
}
