//! Pictures: stored once by content hash, addressed by a random id, shown in renditions without camera metadata.
//! Captions, credits and labels belong to the stories that use a picture.

use bytes::Bytes;
use rules::{Action, Actor};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, NotSet, QueryFilter, Set};
use serde_json::json;
use story::{Document, Node, Photo};

pub use imaging::{PictureFormat, Rendition};

use imaging::{InspectedPicture, Metadata, Task, TaskOutput};

use crate::base::allow::allowed_somewhere;
use crate::base::darkroom::{InHand, Turn};
use crate::base::entity::picture;
use crate::base::error::{Error, Result};
use crate::base::newsroom::Newsroom;
use crate::base::sight::Sight;
use crate::base::texts::tidied;
use crate::base::tx::Tx;
use crate::stories::facts::story_for;
use crate::stories::photo_archive::keeping::{self, Added};
use crate::stories::picture_places;
use store::digest::digest;
use store::id::PublicId;
use store::media::ORIGINALS;
use store::source::{self, Source};

/// A stored picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Internal id.
    pub id: i64,
    /// The id in addresses.
    pub public_id: PublicId,
    /// SHA-256 of the uploaded bytes, in hex.
    pub digest: String,
    /// Width in pixels, after applying the camera's orientation.
    pub width: u32,
    /// Height in pixels, after applying the camera's orientation.
    pub height: u32,
}

impl Picture {
    pub(crate) fn from_columns(
        id: i64,
        public_id: &str,
        digest: &str,
        _format: &str,
        width: i64,
        height: i64,
    ) -> Result<Self> {
        Ok(Self {
            id,
            public_id: public_id.parse().map_err(Error::damaged)?,
            digest: digest.to_owned(),
            width: u32::try_from(width).map_err(Error::damaged)?,
            height: u32::try_from(height).map_err(Error::damaged)?,
        })
    }

    /// The widths of its renditions, smallest first.
    pub fn widths(&self) -> Vec<u32> {
        imaging::widths_of(self.width)
    }

    /// Height of the rendition of this width.
    pub fn height_at(&self, width: u32) -> u32 {
        imaging::height_at(self.width, self.height, width)
    }

    /// The key of a rendition in the media store.
    pub fn key(&self, rendition: Rendition) -> String {
        rendition.key(&self.digest)
    }
}

/// A picture whose files are written and that has no row yet.
#[derive(Debug, Clone)]
pub struct PreparedPicture {
    digest: String,
    format: String,
    width: u32,
    height: u32,
    bytes: usize,
    /// What its file says; `None` if it was read when the picture was stored before.
    metadata: Option<Metadata>,
    /// What it looks like.
    fingerprint: Option<u64>,
    /// The name of the file; empty if it is not known.
    file_name: String,
}

/// Characters of a file's name that are kept.
const FILE_NAME_CHARS_MAX: usize = 200;

impl PreparedPicture {
    /// The same picture from a file of this name. Folders before the name are left out.
    #[must_use]
    pub fn named(self, file_name: &str) -> Self {
        let name = tidied(file_name.rsplit(['/', '\\']).next().unwrap_or_default());
        Self { file_name: name.chars().take(FILE_NAME_CHARS_MAX).collect(), ..self }
    }
}

/// Decodes `bytes` within the limits (40 MiB, 120 megapixels, 12,000 px a side) and writes the original and every
/// rendition to the media store. Refuses with [`Error::BadPicture`], and with [`Error::PicturesBusy`] if no turn comes
/// within a minute and the newsroom is not [patient](Newsroom::patient). Nothing refers to the files until
/// [`add_picture`] records the picture, so an import that stops here leaves no incomplete picture.
pub async fn prepare_picture(newsroom: &Newsroom, bytes: Bytes) -> Result<PreparedPicture> {
    let inspected = newsroom.darkroom().inspect(bytes.clone(), Task::Renditions).await?;
    let turn = newsroom.darkroom().turn().await?;
    prepare_in_turn(newsroom, &turn, inspected, bytes).await
}

/// The same, with a turn that was taken before.
pub(crate) async fn prepare_in_turn(
    newsroom: &Newsroom,
    turn: &Turn,
    inspected: InspectedPicture,
    bytes: Bytes,
) -> Result<PreparedPicture> {
    let digest = digest(&bytes);
    let InHand { made: TaskOutput::Renditions(made), .. } = &mut turn.run_task(inspected).await? else {
        return Err(Error::damaged("renditions were asked for and something else was made"));
    };
    let files = std::mem::take(&mut made.files).into_iter();
    newsroom.media().put_all(files.map(|(rendition, file)| (rendition.key(&digest), file.into()))).await?;
    let size = bytes.len();
    newsroom.media().put(&original_key(&digest), bytes).await?;
    let metadata = Some(std::mem::take(&mut made.metadata));
    let (format, fingerprint) = (made.format.clone(), made.fingerprint);
    let file_name = String::new();
    Ok(PreparedPicture {
        digest,
        format,
        width: made.width,
        height: made.height,
        bytes: size,
        metadata,
        fingerprint,
        file_name,
    })
}

/// The key of the original file.
pub(crate) fn original_key(digest: &str) -> String {
    format!("{ORIGINALS}{}/{digest}", digest.get(..2).unwrap_or_default())
}

/// Records a prepared picture for a story, or for the archive if no story is given, where everybody at the desk may use
/// it; or finds the picture with the same bytes. Requires the right to upload there.
pub async fn add_picture(
    tx: &mut Tx,
    actor: &Actor,
    story: Option<&PublicId>,
    prepared: &PreparedPicture,
) -> Result<Picture> {
    let story_row = match story {
        Some(id) => Some(story_for(tx.db(), actor, Action::UploadPicture, id, tx.now()).await?),
        None => allowed_somewhere(actor, Action::UploadPicture).map(|()| None)?,
    };
    let picture = record_picture(tx, prepared, actor.person_id()).await?;
    let place = story_row.map_or(picture_places::THE_PAPER, |story| story.id);
    picture_places::record_use(tx, picture.id, place).await?;
    tx.audit(
        actor,
        "add_picture",
        format!("picture/{}", picture.public_id),
        json!({ "story": story.map(PublicId::as_str) }),
    );
    Ok(picture)
}

/// Like [`add_picture`], for acts that have checked the right and write to the audit log themselves.
pub(crate) async fn record_picture(tx: &mut Tx, prepared: &PreparedPicture, by: Option<i64>) -> Result<Picture> {
    let picture = match same_bytes(tx, prepared).await? {
        Some(picture) => picture,
        None => read(row_of(tx, prepared).insert(tx.db()).await?)?,
    };
    if let Some(metadata) = &prepared.metadata {
        let added = Added { by, file_name: &prepared.file_name, fingerprint: prepared.fingerprint };
        keeping::keep(tx, picture.id, metadata, added).await?;
    }
    Ok(picture)
}

/// The picture made of the same bytes before.
pub(crate) async fn same_bytes(tx: &Tx, prepared: &PreparedPicture) -> Result<Option<Picture>> {
    let same = picture::Entity::find().filter(picture::Column::Digest.eq(&prepared.digest));
    source::one(tx.db(), same).await?.map(read).transpose()
}

pub(crate) fn row_of(tx: &Tx, prepared: &PreparedPicture) -> picture::ActiveModel {
    picture::ActiveModel {
        id: NotSet,
        public_id: Set(PublicId::random().into()),
        digest: Set(prepared.digest.clone()),
        format: Set(prepared.format.clone()),
        width: Set(prepared.width.into()),
        height: Set(prepared.height.into()),
        bytes: Set(i64::try_from(prepared.bytes).unwrap_or(i64::MAX)),
        created_at: Set(tx.now().0),
        ..Default::default()
    }
}

/// The picture with this public id.
pub async fn find_picture(db: &impl Source, id: &PublicId) -> Result<Option<Picture>> {
    source::one(db, picture::Entity::find().filter(picture::Column::PublicId.eq(id.as_str())))
        .await?
        .map(read)
        .transpose()
}

/// The pictures with these internal ids, in no order.
pub async fn pictures_by_ids(db: &impl Source, ids: &[i64]) -> Result<Vec<Picture>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = source::rows_of::<picture::Model>();
    let rows = source::each(db, query.and_where(picture::Column::Id.is_in(ids.iter().copied()))).await?;
    rows.into_iter().map(read).collect()
}

/// The pictures with these public ids, in no order; invalid ids are ignored.
pub async fn pictures_by_public_ids(db: &impl Source, ids: &[String]) -> Result<Vec<Picture>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = source::rows_of::<picture::Model>();
    let rows = source::each(db, query.and_where(picture::Column::PublicId.is_in(ids))).await?;
    rows.into_iter().map(read).collect()
}

/// Whether a published story uses the picture. Only then are its files served.
pub async fn picture_in_use(db: &impl Source, picture_id: i64) -> Result<bool> {
    let query = Query::select()
        .expr(Expr::val(1))
        .from("story_pictures")
        .inner_join("stories", Expr::col(("stories", "id")).equals(("story_pictures", "story_id")))
        .and_where(Expr::col(("story_pictures", "picture_id")).eq(picture_id))
        .and_where(Expr::col(("stories", "live")).eq(rules::Live::Published.word()))
        .limit(1)
        .to_owned();
    db.saw(&Sight::Picture(picture_id));
    Ok(!db.rows(&query).await?.is_empty())
}

/// The photos in a text, in their order.
pub(crate) fn photos_in(body: &Document) -> impl Iterator<Item = &Photo> {
    body.blocks.iter().flat_map(|block| match &block.node {
        Node::Photo(photo) => std::slice::from_ref(photo),
        Node::Gallery { photos, .. } => photos,
        _ => &[],
    })
}

/// Public ids of the pictures in a text.
pub fn pictures_in(body: &Document) -> Vec<String> {
    photos_in(body).map(|photo| photo.picture.as_str().to_owned()).collect()
}

pub(crate) async fn ids_of(db: &impl Source, public_ids: &[String]) -> Result<Vec<i64>> {
    Ok(pictures_by_public_ids(db, public_ids).await?.into_iter().map(|picture| picture.id).collect())
}

/// The picture with these bytes, as a prepared one: its files exist already.
pub async fn picture_prepared_before(db: &impl Source, digest: &str) -> Result<Option<PreparedPicture>> {
    let found = source::one(db, picture::Entity::find().filter(picture::Column::Digest.eq(digest))).await?;
    found
        .map(|row| {
            Ok(PreparedPicture {
                width: u32::try_from(row.width).map_err(Error::damaged)?,
                height: u32::try_from(row.height).map_err(Error::damaged)?,
                bytes: usize::try_from(row.bytes).map_err(Error::damaged)?,
                digest: row.digest,
                format: row.format,
                metadata: None,
                fingerprint: None,
                file_name: String::new(),
            })
        })
        .transpose()
}

pub(crate) fn read(row: picture::Model) -> Result<Picture> {
    Picture::from_columns(row.id, &row.public_id, &row.digest, &row.format, row.width, row.height)
}
