//! Carries files to the place where new ones are written, while the paper is served.

use futures_util::StreamExt;
use object_store::ObjectStoreExt;
use object_store::path::Path as Key;

use super::{MediaStore, ORIGINALS, Place, is_in, read};
use crate::digest::digest;
use crate::error::Result;

/// Files carried at once.
const AT_ONCE: usize = 8;
/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CarriedFile {
    /// It is in the new place only.
    Carried(String, u64),
    /// It was in the new place already, and was removed from the old one.
    WasThere(String),
    /// It is not what was uploaded; it stays where it is.
    Changed(String),
}

/// What was carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Carried {
    /// Files carried.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Files that were in the new place already.
    pub were_there: u64,
    /// Originals that are not what was uploaded, and stay.
    pub changed: u64,
}

impl MediaStore {
    /// Carries every file to the place where new files are written. A file is removed from its old place once it is
    /// durable in the new one, so a move that is interrupted is continued by the next. Servers that already write to
    /// the new place find every file at any moment. `told` hears of each file.
    pub async fn carry_all(&self, told: &mut dyn FnMut(CarriedFile)) -> Result<Carried> {
        let mut carried = Carried::default();
        for old in self.places.iter().skip(1) {
            let keys = old.list(None).map(|found| async move { self.carry(old, &found?.location).await });
            let mut files = keys.buffer_unordered(AT_ONCE);
            while let Some(file) = files.next().await {
                let Some(file) = file? else { continue };
                match &file {
                    CarriedFile::Carried(_, bytes) => {
                        carried.files += 1;
                        carried.bytes += bytes;
                    }
                    CarriedFile::WasThere(_) => carried.were_there += 1,
                    CarriedFile::Changed(_) => carried.changed += 1,
                }
                told(file);
            }
        }
        Ok(carried)
    }

    /// Carries one file; `None` if it is gone.
    async fn carry(&self, old: &Place, key: &Key) -> Result<Option<CarriedFile>> {
        let Some(bytes) = read(old, key).await? else { return Ok(None) };
        let name = key.to_string();
        if !is_as_uploaded(&name, &bytes) {
            return Ok(Some(CarriedFile::Changed(name)));
        }
        let size = bytes.len() as u64;
        // Files are written whole. An original is known by its bytes; of other files, the one in the new place is newer.
        let was_there = match name.starts_with(ORIGINALS) {
            true => read(self.written(), key).await?.is_some_and(|there| there == bytes),
            false => is_in(self.written(), key).await?,
        };
        if !was_there {
            self.written().put(key, bytes.into()).await?;
        }
        match old.delete(key).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
            Err(error) => return Err(error.into()),
        }
        Ok(Some(if was_there { CarriedFile::WasThere(name) } else { CarriedFile::Carried(name, size) }))
    }
}

/// Whether a file is what its name says. Only the names of originals say it.
fn is_as_uploaded(key: &str, bytes: &[u8]) -> bool {
    match key.strip_prefix(ORIGINALS).and_then(|rest| rest.rsplit('/').next()) {
        Some(name) => digest(bytes) == name,
        None => true,
    }
}
