//! The files of pictures: a local folder today, any object store later. Names are content hashes. Writes are atomic and
//! on disk before they are acknowledged.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use object_store::local::LocalFileSystem;
use object_store::path::Path as Key;
use object_store::{ObjectStore, ObjectStoreExt};

use crate::error::{Error, Result};

/// The media store. Cheap to clone.
#[derive(Debug, Clone)]
pub struct MediaStore {
    store: Arc<dyn ObjectStore>,
    folder: PathBuf,
}

impl MediaStore {
    /// Opens a local folder; creates it if it does not exist.
    pub fn open(folder: &Path) -> Result<Self> {
        crate::private::create_dir_all(folder).map_err(|source| Error::Folder { folder: folder.to_owned(), source })?;
        let local = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true);
        Ok(Self { store: Arc::new(local), folder: folder.to_owned() })
    }

    /// The folder, for messages.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes a file completely or not at all; returns once it is on disk.
    pub async fn put(&self, key: &str, bytes: Bytes) -> Result<()> {
        self.store.put(&Key::from(key), bytes.into()).await?;
        Ok(())
    }

    /// Reads a file; `None` if there is none.
    pub async fn get(&self, key: &str) -> Result<Option<Bytes>> {
        match self.store.get(&Key::from(key)).await {
            Ok(found) => Ok(Some(found.bytes().await?)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The keys of all files, in no order, without files that are still being written.
    pub fn keys(&self) -> impl Stream<Item = Result<String>> + Unpin + use<> {
        self.store.list(None).map(|found| Ok(found?.location.to_string()))
    }

    /// Whether a file is there.
    pub async fn has(&self, key: &str) -> Result<bool> {
        match self.store.head(&Key::from(key)).await {
            Ok(_) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }
}
