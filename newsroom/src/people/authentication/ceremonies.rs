//! WebAuthn ceremonies in progress: the state between the challenge and the device's response. It is in the database,
//! because the response may reach another node. Each state is used once.

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, NotSet, QueryFilter, Set};
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::source;

use super::SecretToken;
use crate::base::entity::ceremony;
use crate::base::error::{AccountRefusal, Error, Result};
use crate::base::tx::Tx;

/// Seconds within which the response must arrive.
const SECONDS_MAX: i64 = 5 * 60;

/// Stores `state` under a new token.
pub(super) async fn begin(tx: &Tx, kind: &str, person: Option<i64>, state: &impl Serialize) -> Result<SecretToken> {
    let token = SecretToken::random();
    let row = ceremony::ActiveModel {
        id: NotSet,
        token_hash: Set(token.digest()),
        kind: Set(kind.to_owned()),
        person_id: Set(person),
        state: Set(serde_json::to_string(state).map_err(Error::damaged)?),
        expires_at: Set(tx.now().plus_seconds(SECONDS_MAX).0),
    };
    row.insert(tx.db()).await?;
    Ok(token)
}

/// Takes the state stored under `token` for `person`; it is deleted, whatever the result.
pub(super) async fn take<T: DeserializeOwned>(
    tx: &Tx,
    kind: &str,
    person: Option<i64>,
    token: &SecretToken,
) -> Result<T> {
    let query = ceremony::Entity::find()
        .filter(ceremony::Column::TokenHash.eq(token.digest()))
        .filter(ceremony::Column::Kind.eq(kind));
    let row = source::one(tx.db(), query).await?.ok_or(Error::Account(AccountRefusal::BadPasskey))?;
    let taken = ceremony::Entity::delete_by_id(row.id).exec(tx.db()).await?.rows_affected == 1;
    if !taken || row.person_id != person || row.expires_at <= tx.now().0 {
        return Err(Error::Account(AccountRefusal::BadPasskey));
    }
    serde_json::from_str(&row.state).map_err(Error::damaged)
}
