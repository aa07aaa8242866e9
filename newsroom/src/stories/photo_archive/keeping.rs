//! Keeps what is known of a picture: its row in `picture_metadata`, and the columns there that follow from its record.

use std::collections::BTreeMap;

use imaging::Metadata;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use store::source::{self, Source};

use super::field::ArchiveField;
use super::fingerprint;
use super::in_file;
use super::record::archive_records;
use super::rights::{PictureRights, put_terms};
use crate::base::error::{Error, Result};
use crate::base::tx::Tx;

/// Pictures read in one query.
const AT_ONCE: usize = 1_000;

/// Where a picture came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Added<'a> {
    /// Who added it, by internal id.
    pub by: Option<i64>,
    /// The name of its file.
    pub file_name: &'a str,
    /// What it looks like.
    pub fingerprint: Option<u64>,
}

/// Keeps what was read of a picture's file, unless it was kept before. A last day in the file becomes that of the rights,
/// unless the picture has rights already.
pub(crate) async fn keep(tx: &Tx, picture: i64, metadata: &Metadata, added: Added<'_>) -> Result<()> {
    let found = serde_json::to_string(metadata).map_err(Error::damaged)?;
    let looks = fingerprint::columns(added.fingerprint);
    let put = Query::insert()
        .into_table("picture_metadata")
        .columns(["picture_id", "found", "added_by", "file_name"].into_iter().chain(fingerprint::COLUMNS))
        .values_panic(
            [picture.into(), found.into(), added.by.into(), added.file_name.into()]
                .into_iter()
                .chain(looks.map(Expr::val)),
        )
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .to_owned();
    tx.db().execute(&put).await?;
    if let Some(last_day) = in_file::last_day(metadata) {
        let rights = PictureRights { last_day: Some(last_day), ..PictureRights::default() };
        put_terms(tx, picture, &rights, OnConflict::column("picture_id").do_nothing().to_owned()).await?;
    }
    refresh(tx, picture).await
}

/// Brings the columns up to date that follow from a picture's record, and has its words indexed again.
pub(crate) async fn refresh(tx: &Tx, picture: i64) -> Result<()> {
    refresh_all(tx, &[picture]).await
}

/// The same for many pictures.
pub(crate) async fn refresh_all(tx: &Tx, pictures: &[i64]) -> Result<()> {
    for pictures in pictures.chunks(AT_ONCE) {
        let records = archive_records(tx.db(), pictures).await?;
        let mut alike: BTreeMap<[bool; 3], Vec<i64>> = BTreeMap::new();
        for (id, record) in records {
            let has = [ArchiveField::Caption, ArchiveField::Credit, ArchiveField::Alt]
                .map(|field| !record.value(field).is_empty());
            alike.entry(has).or_default().push(id);
        }
        for ([has_caption, has_credit, has_alt], ids) in alike {
            let put = Query::update()
                .table("picture_metadata")
                .value("words_at", tx.now().0)
                .value("has_caption", has_caption)
                .value("has_credit", has_credit)
                .value("has_alt", has_alt)
                .and_where(Expr::col("picture_id").is_in(ids))
                .to_owned();
            tx.db().execute(&put).await?;
        }
    }
    Ok(())
}

/// Fills the columns of a picture that an older release has read.
pub(crate) async fn complete(tx: &Tx, picture: i64, look: Option<u64>) -> Result<()> {
    let looks = fingerprint::COLUMNS.into_iter().zip(fingerprint::columns(look).map(Expr::val));
    let put = Query::update()
        .table("picture_metadata")
        .values(looks)
        .and_where(Expr::col("picture_id").eq(picture))
        .to_owned();
    tx.db().execute(&put).await?;
    refresh(tx, picture).await
}

/// At most `limit` pictures whose columns were not filled yet: they were read by an older release.
pub(crate) async fn incomplete(db: &impl Source, limit: u64) -> Result<Vec<i64>> {
    let query = Query::select()
        .column("picture_id")
        .from("picture_metadata")
        .and_where(Expr::col("words_at").eq(0))
        .limit(limit)
        .to_owned();
    Ok(source::column(db, &query).await?)
}
