//! What the search index keeps of pictures: the archive's record, what the file says, and the captions under which
//! readers see them. Captions of unpublished stories are left out, because not everybody at the desk may read them.

use std::collections::HashMap;

use chrono::NaiveTime;
use chrono_tz::Tz;
use imaging::{Field, Metadata, Moment};
use sea_orm::sea_query::{Expr, ExprTrait, JoinType, Query};
use store::clock::Timestamp;
use store::source::Source;

use super::field::ArchiveField;
use super::period::days_of;
use super::record::{ArchiveRecord, archive_records};
use crate::base::changes::{ChangePosition, changed_after};
use crate::base::error::Result;
use crate::stories::content::Content;
use crate::stories::pictures::photos_in;
use crate::stories::versions;

/// The words of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhotoWords {
    /// Its internal id: that of an original.
    pub id: i64,
    /// When its words last changed.
    pub words_at: Timestamp,
    /// When it was taken, else when it was added, as a clock on the spot showed it, written as if it were UTC.
    pub at: Timestamp,
    /// The record.
    pub record: ArchiveRecord,
    /// The name of its file.
    pub file_name: String,
    /// The captions and headlines with which readers see it.
    pub seen_with: Vec<String>,
}

/// Up to `limit` pictures whose words changed after the position `after`, in this order. Pictures without a date count
/// for the day on which they were added, in `zone`.
pub async fn photo_words(db: &impl Source, after: ChangePosition, limit: u64, zone: Tz) -> Result<Vec<PhotoWords>> {
    let mut query = Query::select()
        .columns([("m", "picture_id"), ("m", "words_at"), ("m", "file_name"), ("p", "created_at")])
        .from_as("picture_metadata", "m")
        .join_as(JoinType::InnerJoin, "pictures", "p", Expr::col(("p", "id")).equals(("m", "picture_id")))
        .take();
    changed_after(&mut query, (("m", "words_at"), ("m", "picture_id")), after, limit);
    let mut found = Vec::new();
    for row in db.rows(&query).await? {
        let mut row = row.columns();
        let (id, words_at, file_name, created_at): (i64, i64, String, i64) =
            (row.take()?, row.take()?, row.take()?, row.take()?);
        found.push((id, Timestamp(words_at), file_name, Timestamp(created_at)));
    }
    let ids: Vec<i64> = found.iter().map(|(id, ..)| *id).collect();
    let mut records = archive_records(db, &ids).await?;
    let mut seen_with = seen_with(db, &ids).await?;
    let one = |(id, words_at, file_name, created_at): (i64, Timestamp, String, Timestamp)| {
        let record = records.remove(&id).unwrap_or_default();
        let at = taken(&record).unwrap_or_else(|| on_the_spot(created_at, zone));
        PhotoWords { id, words_at, at, record, file_name, seen_with: seen_with.remove(&id).unwrap_or_default() }
    };
    Ok(found.into_iter().map(one).collect())
}

/// When the words of a picture last changed; `None` if nothing is known of it.
pub async fn photo_words_at(db: &impl Source, id: i64) -> Result<Option<Timestamp>> {
    let query = Query::select()
        .column("words_at")
        .from("picture_metadata")
        .and_where(Expr::col("picture_id").eq(id))
        .to_owned();
    let row = db.rows(&query).await?.into_iter().next();
    Ok(row.map(|row| row.columns().take()).transpose()?.map(Timestamp))
}

impl PhotoWords {
    /// Its captions and headlines.
    pub fn head(&self) -> Vec<String> {
        vec![self.record.value(ArchiveField::Caption)]
    }

    /// Who made it and who supplied it.
    pub fn makers(&self) -> Vec<String> {
        let file = &self.record.metadata;
        let credits = [self.record.value(ArchiveField::Credit), ArchiveField::Credit.in_file(file)];
        let makers = credits.into_iter().chain(file.values(Field::Creator).iter().cloned());
        distinct(makers.chain(file.values(Field::Source).iter().cloned()))
    }

    /// Who is in it.
    pub fn persons(&self) -> Vec<String> {
        self.both(ArchiveField::Persons)
    }

    /// Where it was taken.
    pub fn places(&self) -> Vec<String> {
        self.both(ArchiveField::Place)
    }

    /// Everything else.
    pub fn body(&self) -> Vec<String> {
        let file: &Metadata = &self.record.metadata;
        let more = [Field::Headline, Field::Title, Field::Instructions].map(|field| file.values(field).to_vec());
        let own = [ArchiveField::Alt, ArchiveField::Keywords].map(|field| self.both(field)).concat();
        let caption = ArchiveField::Caption.in_file(file);
        // Names of files are found by their parts too.
        let name = self.file_name.replace(['_', '-', '.'], " ");
        let all = [own, vec![caption], more.concat(), self.seen_with.clone(), vec![self.file_name.clone(), name]];
        distinct(all.concat().into_iter())
    }

    /// What counts and what the file says.
    fn both(&self, field: ArchiveField) -> Vec<String> {
        distinct([self.record.value(field), field.in_file(&self.record.metadata)].into_iter())
    }
}

fn distinct(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut known: Vec<String> = Vec::new();
    for text in texts.filter(|text| !text.is_empty()) {
        if !known.contains(&text) {
            known.push(text);
        }
    }
    known
}

/// When it was taken, by the record.
fn taken(record: &ArchiveRecord) -> Option<Timestamp> {
    let taken = Moment::read(&record.value(ArchiveField::Taken))?;
    let day = days_of(taken)?.start;
    let (hour, minute, second) = taken.time.unwrap_or_default();
    let time = NaiveTime::from_hms_opt(hour.into(), minute.into(), Ord::min(second, 59).into())?;
    Some(Timestamp(day.and_time(time).and_utc().timestamp_micros()))
}

/// The instant as a clock in `zone` shows it, written as if it were UTC.
fn on_the_spot(at: Timestamp, zone: Tz) -> Timestamp {
    Timestamp(at.utc().with_timezone(&zone).naive_local().and_utc().timestamp_micros())
}

/// The captions and headlines of the published stories that show these originals or their crops.
async fn seen_with(db: &impl Source, originals: &[i64]) -> Result<HashMap<i64, Vec<String>>> {
    let family = Query::select()
        .columns([("p", "id"), ("s", "live_version")])
        .column(("p", "public_id"))
        .expr(Expr::cust("COALESCE(p.original_id, p.id)"))
        .from_as("pictures", "p")
        .join_as(JoinType::InnerJoin, "story_pictures", "u", Expr::col(("u", "picture_id")).equals(("p", "id")))
        .join_as(JoinType::InnerJoin, "stories", "s", Expr::col(("s", "id")).equals(("u", "story_id")))
        .and_where(
            Expr::col(("p", "id"))
                .is_in(originals.iter().copied())
                .or(Expr::col(("p", "original_id")).is_in(originals.iter().copied())),
        )
        .and_where(Expr::col(("s", "live")).eq(rules::Live::Published.word()))
        .to_owned();
    let mut uses: Vec<(i64, i64, String, i64)> = Vec::new();
    for row in db.rows(&family).await? {
        let mut row = row.columns();
        let (picture, version): (i64, Option<i64>) = (row.take()?, row.take()?);
        let (public_id, original): (String, i64) = (row.take()?, row.take()?);
        if let Some(version) = version {
            uses.push((version, picture, public_id, original));
        }
    }
    let mut version_ids: Vec<i64> = uses.iter().map(|(version, ..)| *version).collect();
    version_ids.sort_unstable();
    version_ids.dedup();
    let mut contents: HashMap<i64, Content> = HashMap::new();
    for ids in version_ids.chunks(500) {
        contents.extend(versions::versions_by_ids(db, ids).await?.into_iter().map(|one| (one.id, one.content)));
    }
    let mut found: HashMap<i64, Vec<String>> = HashMap::new();
    for (version, picture, public_id, original) in uses {
        let Some(content) = contents.get(&version) else { continue };
        let texts = found.entry(original).or_default();
        texts.push(content.headline.clone());
        let lead = content.lead.as_ref().filter(|lead| lead.picture_id == Some(picture));
        texts.extend(lead.and_then(|lead| lead.caption.clone()));
        let in_text = photos_in(&content.body).filter(|photo| photo.picture.as_str() == public_id);
        texts.extend(in_text.map(|photo| photo.caption.clone()));
    }
    Ok(found)
}
