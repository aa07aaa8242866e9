//! Checking the second factor, and removing it for somebody who has lost theirs.

use rules::{Action, Actor};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;
use store::clock::Timestamp;

use super::sign_in::{self, Device, SignedIn};
use super::{SecretToken, factors, sessions, throttle, totp};
use crate::base::allow::allowed;
use crate::base::entity::{passkey, session};
use crate::base::error::{AccountRefusal, Error, Result};
use crate::base::happened::RightsGrowth;
use crate::base::newsroom::Newsroom;
use crate::base::tx::Tx;
use crate::people::staff::{self, needs_fresh_proof};

/// A second factor that somebody gives.
#[derive(Debug, Clone, Copy)]
pub enum SecondFactor<'a> {
    /// The present code of the app.
    Totp(&'a str),
    /// A recovery code.
    Recovery(&'a str),
}

/// Completes signing in: replaces the session of `token`, whose password was checked, with a full one if the second
/// factor is right.
pub async fn pass_second_factor(
    newsroom: &Newsroom,
    token: &SecretToken,
    factor: SecondFactor<'_>,
    device: Device<'_>,
    now: Timestamp,
) -> Result<SignedIn> {
    let half = sessions::session(newsroom.reads(), token, now).await?.filter(|session| session.owes_factor);
    let half = half.ok_or(Error::Account(AccountRefusal::BadCredentials))?;
    let (id, who) = (half.person.id, half.person.public_id.as_str());
    let attempt = newsroom
        .write_from_reserve(now, async |tx| throttle::begin(tx, "factor", who, Some(id), device.origin).await)
        .await?;
    newsroom
        .write_from_reserve(now, async |tx| {
            let by = match factor {
                SecondFactor::Totp(code) => totp::use_code(tx, id, code).await.map(|()| "totp"),
                SecondFactor::Recovery(code) => {
                    factors::use_recovery_code(tx, id, code).await.map(|()| "recovery_code")
                }
            }?;
            throttle::forgive(tx, &attempt).await?;
            session::Entity::delete_by_id(half.id).exec(tx.db()).await?;
            sign_in::begin_session(tx, &half.person, device, by, false).await
        })
        .await
}

/// Removes every second factor of a person who has lost theirs, and ends their sessions. They sign in with the password
/// alone and set up a new factor. For the console, or an admin whose rights are no smaller than the person's.
pub async fn reset_factors(tx: &mut Tx, actor: &Actor, id: i64) -> Result<()> {
    let person = staff::person(tx.db(), id).await?;
    allowed(actor, Action::ManagePeople)?;
    needs_fresh_proof(actor)?;
    staff::may_reset_credentials_of(actor, &person)?;
    let had = factors::factors(tx.db(), id).await?;
    totp::forget(tx, id).await?;
    passkey::Entity::delete_many().filter(passkey::Column::PersonId.eq(id)).exec(tx.db()).await?;
    factors::drop_recovery_codes(tx, id).await?;
    sessions::end_sessions_of(tx, id).await?;
    let had = json!({ "totp": had.totp, "passkeys": had.passkeys, "recovery_codes": had.recovery_codes });
    tx.audit(actor, "factors_reset", person.subject(), had);
    tx.rights_grew(actor, RightsGrowth::Door, &person.name, None);
    Ok(())
}
