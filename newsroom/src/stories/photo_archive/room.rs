//! The list of the archive: the pictures that an actor may use, newest first.

use chrono::NaiveDate;
use rules::Actor;
use sea_orm::sea_query::{Cond, Condition, Expr, ExprTrait, JoinType, Order, Query, SelectStatement};
use store::clock::Timestamp;
use store::id::PublicId;
use store::source::{self, Source};

use super::field::ArchiveField;
use super::record::{ArchiveRecord, archive_record, archive_records};
use super::rights::{PictureRights, near_end, rights_of};
use crate::base::error::{Error, Result};
use crate::base::worded::worded;
use crate::stories::crops::original_of;
use crate::stories::picture_rights::{picture_for, usable};
use crate::stories::pictures::Picture;
use crate::stories::proposed::Proposed;

/// Pictures of a page, at most.
const PAGE_MAX: u64 = 200;
/// Pictures that are counted, at most.
const COUNT_MAX: u64 = 100;

/// What a picture lacks for being used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::IntoStaticStr, strum::EnumString, strum::VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Lack {
    /// A caption.
    Caption,
    /// A credit.
    Credit,
    /// An alternative text.
    Alt,
}

worded!(Lack);

impl Lack {
    /// The field that is empty.
    pub fn field(self) -> ArchiveField {
        match self {
            Self::Caption => ArchiveField::Caption,
            Self::Credit => ArchiveField::Credit,
            Self::Alt => ArchiveField::Alt,
        }
    }

    fn column(self) -> (&'static str, &'static str) {
        let column = match self {
            Self::Caption => "has_caption",
            Self::Credit => "has_credit",
            Self::Alt => "has_alt",
        };
        ("m", column)
    }
}

/// A picture in the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchivedPicture {
    /// The picture: an original.
    pub picture: Picture,
    /// Its record.
    pub record: ArchiveRecord,
    /// Its rights.
    pub rights: PictureRights,
    /// The name of its file; empty if it is not known.
    pub file_name: String,
    /// Bytes of its file.
    pub bytes: i64,
    /// When it was added.
    pub added_at: Timestamp,
    /// Who added it, by internal id.
    pub added_by: Option<i64>,
}

impl ArchivedPicture {
    /// What it lacks.
    pub fn lacks(&self) -> Vec<Lack> {
        Lack::ALL.iter().filter(|lack| self.record.value(lack.field()).is_empty()).copied().collect()
    }

    /// What its record proposes for a story of `today`.
    pub fn proposed(&self, today: NaiveDate) -> Proposed {
        Proposed::of(&self.record, today)
    }
}

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ArchivePage {
    /// The pictures.
    pub pictures: Vec<ArchivedPicture>,
    /// The position after which the next page begins.
    pub next: Option<i64>,
}

/// What a picture may be used for, in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::IntoStaticStr, strum::EnumString, strum::VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum RightsFilter {
    /// It may be used.
    Free,
    /// Its rights end within a week.
    Ends,
    /// It was withdrawn, or its rights have ended.
    Barred,
}

worded!(RightsFilter);

impl RightsFilter {
    /// The rows of the list on `today`. Few pictures have rights that are written down, so these are looked up first.
    /// Days are written so that their texts have the order of the days.
    fn condition(self, today: NaiveDate) -> Condition {
        let day = today.to_string();
        let of = |condition: Condition| {
            Query::select().column("picture_id").from("picture_rights").cond_where(condition).to_owned()
        };
        let is_withdrawn = || Expr::col("withdrawn_at").is_not_null();
        let barred = || of(Cond::any().add(is_withdrawn()).add(Expr::col("last_day").lt(day.as_str())));
        let picture = Expr::col(("pictures", "id"));
        Cond::all().add(match self {
            Self::Barred => picture.in_subquery(barred()),
            Self::Free => picture.not_in_subquery(barred()),
            Self::Ends => picture.in_subquery(of(Cond::all()
                .add(is_withdrawn().not())
                .add(Expr::col("last_day").gte(day.as_str()))
                .add(Expr::col("last_day").lte(near_end(today).to_string())))),
        })
    }
}

/// Which pictures a list contains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ArchiveFilter<'a> {
    /// Only these, by internal id.
    pub found: Option<&'a [i64]>,
    /// Only those that lack this.
    pub lack: Option<Lack>,
    /// Only those with such rights on this day.
    pub rights: Option<(RightsFilter, NaiveDate)>,
    /// Only those after this position.
    pub after: Option<i64>,
}

impl ArchiveFilter<'_> {
    /// The rows, from whichever position.
    fn condition(&self) -> Condition {
        let mut all = Cond::all()
            .add_option(self.found.map(|ids| Expr::col(("pictures", "id")).is_in(ids.iter().copied())))
            .add_option(self.lack.map(|lack| Expr::col(lack.column()).eq(false)));
        if let Some((rights, today)) = self.rights {
            all = all.add(rights.condition(today));
        }
        all
    }
}

/// Pictures that `actor` may see, newest first, at most `limit`.
pub async fn archive_list(
    db: &impl Source,
    actor: &Actor,
    filter: ArchiveFilter<'_>,
    limit: u64,
) -> Result<ArchivePage> {
    let Some(may_use) = usable(actor) else { return Ok(ArchivePage::default()) };
    let limit = Ord::min(limit, PAGE_MAX);
    let mut query = rows();
    // In the order of the index by which those that lack something are found.
    let id = if filter.lack.is_some() { ("m", "picture_id") } else { ("pictures", "id") };
    query.cond_where(may_use).cond_where(filter.condition()).order_by(id, Order::Desc).limit(limit + 1);
    query.and_where_option(filter.after.map(|after| Expr::col(id).lt(after)));
    let mut pictures = read(db, &query).await?;
    let has_more = pictures.len() as u64 > limit;
    pictures.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = pictures.last().filter(|_| has_more).map(|last| last.picture.id);
    Ok(ArchivePage { pictures, next })
}

/// How many of the pictures that a search has found `actor` may see.
pub async fn archive_total(db: &impl Source, actor: &Actor, filter: ArchiveFilter<'_>) -> Result<i64> {
    let Some(may_use) = usable(actor) else { return Ok(0) };
    let most = filter.found.map_or(COUNT_MAX, |found| found.len() as u64);
    count(db, may_use, filter.condition(), most).await
}

/// How many pictures that `actor` may see lack each of the things, 100 at most, in the order of [`Lack::ALL`].
pub async fn lacking_pictures(db: &impl Source, actor: &Actor) -> Result<Vec<i64>> {
    let Some(may_use) = usable(actor) else { return Ok(vec![0; Lack::ALL.len()]) };
    let mut counts = Vec::new();
    for lack in Lack::ALL {
        let lacking = ArchiveFilter { lack: Some(*lack), ..ArchiveFilter::default() };
        counts.push(count(db, may_use.clone(), lacking.condition(), COUNT_MAX).await?);
    }
    Ok(counts)
}

/// How many pictures that `actor` may see have rights that end within a week, 100 at most.
pub async fn ending_pictures(db: &impl Source, actor: &Actor, today: NaiveDate) -> Result<i64> {
    let Some(may_use) = usable(actor) else { return Ok(0) };
    count(db, may_use, RightsFilter::Ends.condition(today), COUNT_MAX).await
}

async fn count(db: &impl Source, may_use: Condition, which: Condition, most: u64) -> Result<i64> {
    let mut some = Query::select();
    some.expr_as(Expr::val(1), "one");
    from(&mut some);
    some.cond_where(may_use).cond_where(which).limit(most);
    let count = Query::select().expr(Expr::col("one").count()).from_subquery(some, "some").to_owned();
    let row = db.rows(&count).await?.into_iter().next();
    Ok(row.map(|row| row.columns().take()).transpose()?.unwrap_or(0))
}

/// The picture with this public id, or the original if it is a crop, if `actor` may see it. Refuses with
/// [`Error::NotFound`], as if it did not exist.
pub async fn archived_picture(db: &impl Source, actor: &Actor, id: &PublicId) -> Result<ArchivedPicture> {
    archived(db, &original_of(db, &picture_for(db, actor, id).await?).await?).await
}

/// The same for an original that the actor may see.
pub(crate) async fn archived(db: &impl Source, original: &Picture) -> Result<ArchivedPicture> {
    let mut query = rows();
    query.and_where(Expr::col(("pictures", "id")).eq(original.id));
    let found = read(db, &query).await?.into_iter().next();
    found.ok_or_else(|| Error::not_found("picture", &original.public_id))
}

/// The pictures beside this original in the list of those that `actor` may see: the next newer and the next older one.
pub async fn archive_neighbours(
    db: &impl Source,
    actor: &Actor,
    original: i64,
) -> Result<(Option<PublicId>, Option<PublicId>)> {
    let Some(may_use) = usable(actor) else { return Ok((None, None)) };
    let mut beside = [None, None];
    for (found, is_newer) in beside.iter_mut().zip([true, false]) {
        let id = || Expr::col(("pictures", "id"));
        let (where_to, order) =
            if is_newer { (id().gt(original), Order::Asc) } else { (id().lt(original), Order::Desc) };
        let query = Query::select()
            .column(("pictures", "public_id"))
            .from("pictures")
            .and_where(Expr::col(("pictures", "original_id")).is_null())
            .and_where(where_to)
            .cond_where(may_use.clone())
            .order_by(("pictures", "id"), order)
            .limit(1)
            .to_owned();
        let name = source::column::<String>(db, &query).await?.into_iter().next();
        *found = name.map(|name| name.parse().map_err(Error::damaged)).transpose()?;
    }
    let [newer, older] = beside;
    Ok((newer, older))
}

/// What the record of a picture, or of the original if it is a crop, proposes for a story of `today`, for whoever may
/// use the picture.
pub async fn proposed_for(db: &impl Source, picture: &Picture, today: NaiveDate) -> Result<Proposed> {
    Ok(Proposed::of(&archive_record(db, original_of(db, picture).await?.id).await?, today))
}

fn from(query: &mut SelectStatement) {
    query
        .from("pictures")
        .join_as(JoinType::LeftJoin, "picture_metadata", "m", Expr::col(("m", "picture_id")).equals(("pictures", "id")))
        .and_where(Expr::col(("pictures", "original_id")).is_null());
}

fn rows() -> SelectStatement {
    let mut query = Query::select();
    query
        .columns(["id", "public_id", "digest", "width", "height", "bytes", "created_at"].map(|name| ("pictures", name)))
        .columns(["file_name", "added_by"].map(|name| ("m", name)));
    from(&mut query);
    query
}

async fn read(db: &impl Source, query: &SelectStatement) -> Result<Vec<ArchivedPicture>> {
    let mut pictures = Vec::new();
    for row in db.rows(query).await? {
        let mut row = row.columns();
        let (id, public_id, digest): (i64, String, String) = (row.take()?, row.take()?, row.take()?);
        let (width, height, bytes, added_at): (i64, i64, i64, i64) =
            (row.take()?, row.take()?, row.take()?, row.take()?);
        let (file_name, added_by): (Option<String>, Option<i64>) = (row.take()?, row.take()?);
        pictures.push(ArchivedPicture {
            picture: Picture::from_columns(id, &public_id, &digest, "", width, height)?,
            record: ArchiveRecord::default(),
            rights: PictureRights::default(),
            file_name: file_name.unwrap_or_default(),
            bytes,
            added_at: Timestamp(added_at),
            added_by,
        });
    }
    let ids: Vec<i64> = pictures.iter().map(|one| one.picture.id).collect();
    let mut records = archive_records(db, &ids).await?;
    let mut rights = rights_of(db, &ids).await?;
    for one in &mut pictures {
        one.record = records.remove(&one.picture.id).unwrap_or_default();
        one.rights = rights.remove(&one.picture.id).unwrap_or_default();
    }
    Ok(pictures)
}
