//! Codes from an app (TOTP, RFC 6238): six digits, thirty seconds, one step of tolerance on either side, each code
//! once.

use rand::RngExt;
use rules::Actor;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use serde_json::json;
use store::clock::Timestamp;
use totp_rs::{Algorithm, Builder, Secret, Totp};

use super::factors;
use crate::base::error::{AccountRefusal, Error, Result};
use crate::base::tx::Tx;
use crate::people::staff::{self, needs_fresh_proof, own_id};

/// Bytes of a shared secret (RFC 4226 recommends 160 bits).
const SECRET_BYTES: usize = 20;
const DIGITS: u8 = 6;
const STEP_SECONDS: u64 = 30;
/// Steps by which the clock of a phone may be wrong.
const SKEW_STEPS: u16 = 1;

/// A secret that was offered and is not confirmed yet.
#[derive(Clone)]
pub struct TotpOffer {
    /// The secret in base32, for typing.
    pub secret: String,
    /// The secret as an `otpauth://` URL, for a QR code.
    pub url: String,
}

impl std::fmt::Debug for TotpOffer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TotpOffer(…)")
    }
}

/// Offers the actor a secret, labelled with the name of the paper. An unconfirmed offer is returned again, so that
/// loading the page twice does not invalidate a scanned code.
pub async fn offer_totp(tx: &mut Tx, actor: &Actor, paper: &str) -> Result<TotpOffer> {
    needs_fresh_proof(actor)?;
    let person = staff::row(tx.db(), own_id(actor)?).await?;
    let secret = match person.totp_offered {
        Some(offered) => Secret::try_from_base32(offered).map_err(Error::damaged)?,
        None => {
            let bytes: [u8; SECRET_BYTES] = rand::rng().random();
            Secret::from(bytes)
        }
    };
    let words = secret.to_base32();
    put(tx, person.id, "totp_offered", Some(words.as_str())).await?;
    let (issuer, account) = (paper.replace(':', " "), person.email.replace(':', " "));
    let totp = described(secret)
        .with_issuer(Some(issuer.as_str()))
        .with_account_name(account.as_str())
        .build()
        .map_err(Error::damaged)?;
    Ok(TotpOffer { secret: words, url: totp.to_url().map_err(Error::damaged)? })
}

/// Confirms the offered secret with a code of the app. Returns recovery codes if the actor has none yet.
pub async fn confirm_totp(tx: &mut Tx, actor: &Actor, code: &str) -> Result<Vec<String>> {
    needs_fresh_proof(actor)?;
    let person = staff::person(tx.db(), own_id(actor)?).await?;
    let offered = staff::row(tx.db(), person.id).await?.totp_offered;
    let offered = offered.ok_or(Error::Account(AccountRefusal::WrongCode))?;
    let step = step_of(&offered, code, tx.now())?.ok_or(Error::Account(AccountRefusal::WrongCode))?;
    put(tx, person.id, "totp_secret", Some(offered.as_str())).await?;
    put(tx, person.id, "totp_offered", None).await?;
    let update =
        Query::update().table("people").value("totp_step", step).and_where(Expr::col("id").eq(person.id)).to_owned();
    tx.db().execute(&update).await?;
    tx.audit(actor, "totp_add", person.subject(), json!({}));
    match factors::factors(tx.db(), person.id).await?.recovery_codes {
        0 => factors::new_recovery_codes(tx, actor).await,
        _ => Ok(Vec::new()),
    }
}

/// Removes the app. `owed` says whether the site requires a second factor of this person; then the last one cannot be
/// removed.
pub async fn remove_totp(tx: &mut Tx, actor: &Actor, owed: bool) -> Result<()> {
    needs_fresh_proof(actor)?;
    let person = staff::person(tx.db(), own_id(actor)?).await?;
    if owed && factors::factors(tx.db(), person.id).await?.passkeys == 0 {
        return Err(Error::Account(AccountRefusal::FactorOwed));
    }
    forget(tx, person.id).await?;
    tx.audit(actor, "totp_remove", person.subject(), json!({}));
    Ok(())
}

pub(super) async fn forget(tx: &Tx, person: i64) -> Result<()> {
    put(tx, person, "totp_secret", None).await?;
    put(tx, person, "totp_offered", None).await
}

/// Uses `code` once: its time step is stored, and codes of this or earlier steps are refused from then on.
pub(super) async fn use_code(tx: &Tx, person: i64, code: &str) -> Result<()> {
    let secret = staff::row(tx.db(), person).await?.totp_secret.ok_or(Error::Account(AccountRefusal::WrongCode))?;
    let step = step_of(&secret, code, tx.now())?.ok_or(Error::Account(AccountRefusal::WrongCode))?;
    let update = Query::update()
        .table("people")
        .value("totp_step", step)
        .and_where(Expr::col("id").eq(person))
        .and_where(Expr::col("totp_step").lt(step))
        .to_owned();
    match tx.db().execute(&update).await?.rows_affected() {
        0 => Err(Error::Account(AccountRefusal::WrongCode)),
        _ => Ok(()),
    }
}

fn step_of(secret: &str, code: &str, now: Timestamp) -> Result<Option<i64>> {
    let code: String = arabic::digits::to_western(code).chars().filter(|c| !c.is_whitespace()).collect();
    if code.len() != usize::from(DIGITS) || !code.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(None);
    }
    let secret = Secret::try_from_base32(secret).map_err(Error::damaged)?;
    let totp: Totp = described(secret).build_noncompliant();
    let seconds = u64::try_from(now.0 / 1_000_000).unwrap_or_default();
    Ok(totp.check(&code, seconds).and_then(|step| i64::try_from(step).ok()))
}

fn described(secret: Secret) -> Builder {
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(DIGITS)
        .with_skew(SKEW_STEPS)
        .with_step_duration(STEP_SECONDS)
        .with_secret(secret)
}

async fn put(tx: &Tx, person: i64, column: &'static str, value: Option<&str>) -> Result<()> {
    let update = Query::update()
        .table("people")
        .value(column, value.map(str::to_owned))
        .and_where(Expr::col("id").eq(person))
        .to_owned();
    tx.db().execute(&update).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    // The secret of RFC 6238, appendix B, and its codes cut to six digits.
    const RFC_SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    #[test]
    fn codes_are_those_of_the_rfc() {
        for (seconds, code) in [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")] {
            let now = Timestamp(seconds * 1_000_000);
            assert_eq!(step_of(RFC_SECRET, code, now).unwrap(), Some(seconds / 30), "{code}");
            assert_eq!(step_of(RFC_SECRET, code, now.plus_seconds(30)).unwrap(), Some(seconds / 30), "a step late");
            assert_eq!(step_of(RFC_SECRET, code, now.plus_seconds(90)).unwrap(), None, "too late");
        }
        let now = Timestamp(59 * 1_000_000);
        assert_eq!(step_of(RFC_SECRET, " ٢٨٧ ٠٨٢ ", now).unwrap(), Some(1), "as an Arabic keyboard types it");
        for bad in ["", "28708", "2870822", "abcdef"] {
            assert_eq!(step_of(RFC_SECRET, bad, now).unwrap(), None, "{bad}");
        }
    }
}
