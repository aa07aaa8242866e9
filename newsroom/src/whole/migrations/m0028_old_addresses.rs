//! Normalises old addresses, so that all spellings of one are equal.

use sea_orm::ConnectionTrait;
use sea_orm_migration::prelude::*;

use crate::paper::old_address::old_address;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Stories read in one query.
const LOOKED_AT_ONCE: u64 = 1_000;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let db = schema.get_connection();
        let mut last = 0_i64;
        loop {
            let some = Query::select()
                .columns(["id", "old_address"])
                .from("stories")
                .and_where(Expr::col("id").gt(last))
                .and_where(Expr::col("old_address").is_not_null())
                .order_by("id", Order::Asc)
                .limit(LOOKED_AT_ONCE)
                .to_owned();
            let rows = db.query_all(&some).await?;
            if rows.is_empty() {
                return Ok(());
            }
            for row in rows {
                let (id, written): (i64, String) = (row.try_get("", "id")?, row.try_get("", "old_address")?);
                last = id;
                let key = old_address(&written);
                if key.as_ref() != Some(&written) {
                    let one = Query::update()
                        .table("stories")
                        .value("old_address", key)
                        .and_where(Expr::col("id").eq(id))
                        .to_owned();
                    db.execute(&one).await?;
                }
            }
        }
    }
}
