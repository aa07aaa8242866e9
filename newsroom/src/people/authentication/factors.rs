//! The second factor: a code from an app or, if the app is lost, one of ten recovery codes. Passkeys need no second
//! factor.

use rand::RngExt;
use rules::Actor;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, NotSet, QueryFilter, Set};
use serde_json::json;
use store::source::{self, Source};

use super::digest;
use crate::base::entity::{passkey, recovery_code};
use crate::base::error::{AccountRefusal, Error, Result};
use crate::base::tx::Tx;
use crate::people::staff::{self, needs_fresh_proof, own_id};

/// Recovery codes made at a time.
pub const RECOVERY_CODES: usize = 10;
/// Letters of a recovery code: 80 bits, so that its digest cannot be reversed by trying all codes.
const CODE_LETTERS: usize = 16;
/// Letters between two hyphens.
const CODE_GROUP: usize = 4;
/// Crockford's alphabet, which has no look-alikes.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// The factors that a person has besides the password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Factors {
    /// Whether an app for codes is set up.
    pub totp: bool,
    /// Number of passkeys.
    pub passkeys: usize,
    /// Number of unused recovery codes.
    pub recovery_codes: usize,
}

impl Factors {
    /// Whether there is a second factor at all; recovery codes alone do not count.
    pub fn any(&self) -> bool {
        self.totp || self.passkeys > 0
    }
}

/// The factors that the person with this internal id has besides the password.
pub async fn factors(db: &impl Source, person: i64) -> Result<Factors> {
    let totp = staff::row(db, person).await?.totp_secret.is_some();
    let passkeys = source::all(db, passkey::Entity::find().filter(passkey::Column::PersonId.eq(person))).await?.len();
    let codes = recovery_code::Entity::find()
        .filter(recovery_code::Column::PersonId.eq(person))
        .filter(recovery_code::Column::UsedAt.is_null());
    let recovery_codes = source::all(db, codes).await?.len();
    Ok(Factors { totp, passkeys, recovery_codes })
}

/// Makes ten new recovery codes for the actor and voids the old ones. They are shown only this once.
pub async fn new_recovery_codes(tx: &mut Tx, actor: &Actor) -> Result<Vec<String>> {
    needs_fresh_proof(actor)?;
    let person = staff::person(tx.db(), own_id(actor)?).await?;
    drop_recovery_codes(tx, person.id).await?;
    let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| random_code()).collect();
    for code in &codes {
        let row = recovery_code::ActiveModel {
            id: NotSet,
            person_id: Set(person.id),
            code_hash: Set(digest(&normal(code))),
            used_at: Set(None),
        };
        row.insert(tx.db()).await?;
    }
    tx.audit(actor, "recovery_codes_make", person.subject(), json!({ "codes": codes.len() }));
    Ok(codes)
}

pub(super) async fn drop_recovery_codes(tx: &Tx, person: i64) -> Result<()> {
    recovery_code::Entity::delete_many().filter(recovery_code::Column::PersonId.eq(person)).exec(tx.db()).await?;
    Ok(())
}

/// Uses up a recovery code. Of two requests with the same code, even at the same moment, the second is refused.
pub(super) async fn use_recovery_code(tx: &Tx, person: i64, code: &str) -> Result<()> {
    let update = Query::update()
        .table("recovery_codes")
        .value("used_at", tx.now().0)
        .and_where(Expr::col("person_id").eq(person))
        .and_where(Expr::col("code_hash").eq(digest(&normal(code))))
        .and_where(Expr::col("used_at").is_null())
        .to_owned();
    match tx.db().execute(&update).await?.rows_affected() {
        0 => Err(Error::Account(AccountRefusal::WrongCode)),
        _ => Ok(()),
    }
}

fn random_code() -> String {
    let mut rng = rand::rng();
    let letters: Vec<char> =
        (0..CODE_LETTERS).map(|_| char::from(ALPHABET[usize::from(rng.random::<u8>() & 31)])).collect();
    letters.chunks(CODE_GROUP).map(String::from_iter).collect::<Vec<_>>().join("-")
}

/// Normalises a code that may have been typed by hand.
fn normal(code: &str) -> String {
    let letter = |c: char| match c.to_ascii_lowercase() {
        'i' | 'l' => '1',
        'o' => '0',
        other => other,
    };
    arabic::digits::to_western(code).chars().filter(|c| c.is_alphanumeric()).map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recovery_code_survives_being_copied_by_hand() {
        let code = random_code();
        assert_eq!(code.len(), CODE_LETTERS + 3, "{code}");
        assert_eq!(normal(&code.to_uppercase().replace('-', " ")), normal(&code));
        assert_eq!(normal("OIL4-5678"), "01145678");
        assert_ne!(random_code(), code);
    }
}
