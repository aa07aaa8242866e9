//! The files of pictures: in a local folder, or in a bucket of an object store that speaks S3. Names are content hashes.
//! Writes are atomic and durable before they are acknowledged.

mod bucket;
mod moving;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use futures_util::stream::BoxStream;
use futures_util::{Stream, StreamExt, TryStreamExt, stream};
use object_store::local::LocalFileSystem;
use object_store::path::Path as Key;
use object_store::{ObjectStore, ObjectStoreExt};

use crate::error::{Error, Result};

pub use bucket::BucketSettings;
pub use moving::{Carried, CarriedFile};

/// Where the files that people uploaded are. The last part of such a key is the SHA-256 of the file, in hex.
pub const ORIGINALS: &str = "originals/";
/// Files of one picture written at once.
const WRITES_AT_ONCE: usize = 4;

/// Where new files are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MediaPlace {
    /// The folder `media` of the paper.
    #[default]
    Folder,
    /// The bucket.
    Bucket,
}

/// The media store. Cheap to clone.
#[derive(Debug, Clone)]
pub struct MediaStore {
    /// Files are written to the first. The others are read for files that the first lacks.
    places: Arc<[Place]>,
    folder: PathBuf,
}

/// A folder or a bucket.
type Place = Arc<dyn ObjectStore>;

impl MediaStore {
    /// Opens a local folder; creates it if it does not exist.
    pub fn open(folder: &Path) -> Result<Self> {
        crate::private::create_dir_all(folder).map_err(|source| Error::Folder { folder: folder.to_owned(), source })?;
        let local: Place = Arc::new(LocalFileSystem::new_with_prefix(folder)?.with_fsync(true));
        Ok(Self { places: Arc::new([local]), folder: folder.to_owned() })
    }

    /// The same folder and a bucket. New files are written to `written`; what it lacks is read from the other.
    pub fn with_bucket(&self, bucket: &BucketSettings, written: MediaPlace) -> Result<Self> {
        let folder = Arc::clone(&self.places[0]);
        let bucket = bucket.open()?;
        let places = match written {
            MediaPlace::Folder => [folder, bucket],
            MediaPlace::Bucket => [bucket, folder],
        };
        Ok(Self { places: Arc::new(places), folder: self.folder.clone() })
    }

    /// The folder, for messages.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes a file completely or not at all; returns once it is durable.
    pub async fn put(&self, key: &str, bytes: Bytes) -> Result<()> {
        self.written().put(&Key::from(key), bytes.into()).await?;
        Ok(())
    }

    /// Writes several files, a few at a time; returns once all are durable. If it fails, some of them may be there.
    pub async fn put_all(&self, files: impl IntoIterator<Item = (String, Bytes)> + Send) -> Result<()> {
        let writes: Vec<_> = files.into_iter().map(|(key, bytes)| async move { self.put(&key, bytes).await }).collect();
        stream::iter(writes).buffer_unordered(WRITES_AT_ONCE).try_collect().await
    }

    /// Reads a file; `None` if there is none.
    pub async fn get(&self, key: &str) -> Result<Option<Bytes>> {
        for place in self.in_reading_order() {
            if let Some(bytes) = read(place, &Key::from(key)).await? {
                return Ok(Some(bytes));
            }
        }
        Ok(None)
    }

    /// Whether every place can be read.
    pub async fn check(&self) -> Result<()> {
        for place in self.places.iter() {
            place.list(None).next().await.transpose()?;
        }
        Ok(())
    }

    /// The keys of all files, in no order, without files that are still being written.
    pub fn keys(&self) -> impl Stream<Item = Result<String>> + Unpin + use<> {
        let places = Arc::clone(&self.places);
        stream::iter(0..places.len()).flat_map(move |at| keys_of_one(&places, at)).boxed()
    }

    /// Whether a file is there.
    pub async fn has(&self, key: &str) -> Result<bool> {
        for place in self.in_reading_order() {
            if is_in(place, &Key::from(key)).await? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn written(&self) -> &Place {
        &self.places[0]
    }

    /// Every place, and the first again if there are others: a file may be carried to it while the others are read.
    fn in_reading_order(&self) -> impl Iterator<Item = &Place> {
        let again = self.places.first().filter(|_| self.places.len() > 1);
        self.places.iter().chain(again)
    }
}

/// The keys of the place with this number, without those that the first place has as well.
fn keys_of_one(places: &Arc<[Place]>, at: usize) -> BoxStream<'static, Result<String>> {
    let found = places[at].list(None);
    let places = Arc::clone(places);
    let own = found.filter_map(move |found| {
        let places = Arc::clone(&places);
        async move {
            match found {
                Err(error) => Some(Err(error.into())),
                Ok(found) if at == 0 => Some(Ok(found.location.to_string())),
                Ok(found) => match is_in(&places[0], &found.location).await {
                    Ok(true) => None,
                    Ok(false) => Some(Ok(found.location.to_string())),
                    Err(error) => Some(Err(error)),
                },
            }
        }
    });
    own.boxed()
}

async fn read(place: &Place, key: &Key) -> Result<Option<Bytes>> {
    match place.get(key).await {
        Ok(found) => Ok(Some(found.bytes().await?)),
        Err(object_store::Error::NotFound { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

async fn is_in(place: &Place, key: &Key) -> Result<bool> {
    match place.head(key).await {
        Ok(_) => Ok(true),
        Err(object_store::Error::NotFound { .. }) => Ok(false),
        Err(error) => Err(error.into()),
    }
}
