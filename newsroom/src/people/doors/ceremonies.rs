//! Ceremonies under way: what has to be remembered between the question put to a passkey and its answer. In the
//! database, since the answer may reach another node; each is taken once.

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, NotSet, QueryFilter, Set};
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::source;

use super::DoorKey;
use crate::base::entity::ceremony;
use crate::base::error::{DoorRefusal, Error, Result};
use crate::base::tx::Tx;

/// Seconds for which an answer is waited for.
const SECONDS_MAX: i64 = 5 * 60;

/// Remembers `state` under a new key.
pub(super) async fn begin(tx: &Tx, kind: &str, person: Option<i64>, state: &impl Serialize) -> Result<DoorKey> {
    let key = DoorKey::random();
    let row = ceremony::ActiveModel {
        id: NotSet,
        token_hash: Set(key.digest()),
        kind: Set(kind.to_owned()),
        person_id: Set(person),
        state: Set(serde_json::to_string(state).map_err(Error::damaged)?),
        expires_at: Set(tx.now().plus_seconds(SECONDS_MAX).0),
    };
    row.insert(tx.db()).await?;
    Ok(key)
}

/// What was remembered under `key` for `person`; it is forgotten now, whatever comes of it.
pub(super) async fn take<T: DeserializeOwned>(tx: &Tx, kind: &str, person: Option<i64>, key: &DoorKey) -> Result<T> {
    let query = ceremony::Entity::find()
        .filter(ceremony::Column::TokenHash.eq(key.digest()))
        .filter(ceremony::Column::Kind.eq(kind));
    let row = source::one(tx.db(), query).await?.ok_or(Error::Door(DoorRefusal::BadPasskey))?;
    let taken = ceremony::Entity::delete_by_id(row.id).exec(tx.db()).await?.rows_affected == 1;
    if !taken || row.person_id != person || row.expires_at <= tx.now().0 {
        return Err(Error::Door(DoorRefusal::BadPasskey));
    }
    serde_json::from_str(&row.state).map_err(Error::damaged)
}
