//! The record of a picture in the archive. A field has the value that the desk decided, else that of the file. Where
//! nobody at the desk decided anything, the words under which readers saw the picture first count as the desk's.

use std::collections::{BTreeMap, HashMap};

use imaging::Metadata;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use store::clock::Timestamp;
use store::source::Source;

use super::field::ArchiveField;
use crate::base::error::{Error, Result};
use crate::stories::picture_metadata;

/// The value of a field that the desk decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The value. An empty one says that what stands in the file does not count.
    pub value: String,
    /// Who decided, by internal id; `None` for the console and for words of a story.
    pub by: Option<i64>,
    /// When.
    pub at: Timestamp,
    /// The published story whose words they are, by internal id.
    pub story: Option<i64>,
}

/// What the archive knows of a picture.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ArchiveRecord {
    /// What its file says.
    pub metadata: Metadata,
    /// What the desk decided.
    pub decided: BTreeMap<ArchiveField, Decided>,
}

impl ArchiveRecord {
    /// The value that counts; empty if there is none.
    pub fn value(&self, field: ArchiveField) -> String {
        match self.decided.get(&field) {
            Some(decided) => decided.value.clone(),
            None => field.in_file(&self.metadata),
        }
    }
}

/// The record of the picture with this internal id, which is an original.
pub async fn archive_record(db: &impl Source, original: i64) -> Result<ArchiveRecord> {
    Ok(archive_records(db, &[original]).await?.remove(&original).unwrap_or_default())
}

/// The records of the originals with these internal ids. One without a record is left out.
pub async fn archive_records(db: &impl Source, originals: &[i64]) -> Result<HashMap<i64, ArchiveRecord>> {
    let mut records: HashMap<i64, ArchiveRecord> = HashMap::new();
    for (id, metadata) in picture_metadata::of_originals(db, originals).await? {
        records.insert(id, ArchiveRecord { metadata, ..ArchiveRecord::default() });
    }
    let query = Query::select()
        .columns(["picture_id", "field", "value", "made_by", "made_at", "story_id"])
        .from("picture_facts")
        .and_where(Expr::col("picture_id").is_in(originals.iter().copied()))
        .to_owned();
    for row in db.rows(&query).await? {
        let mut row = row.columns();
        let (id, field, value): (i64, String, String) = (row.take()?, row.take()?, row.take()?);
        let (by, at, story): (Option<i64>, i64, Option<i64>) = (row.take()?, row.take()?, row.take()?);
        let known = ArchiveField::from_word(&field);
        let field = known.ok_or_else(|| Error::damaged(format!("a picture has no field {field:?}")))?;
        let decided = Decided { value, by, at: Timestamp(at), story };
        records.entry(id).or_default().decided.insert(field, decided);
    }
    Ok(records)
}
