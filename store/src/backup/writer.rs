//! Writes a backup into a folder or one file, under a temporary name until it is complete.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::refused;
use crate::error::Result;

/// Suffix of a backup file; any other target is a folder.
pub(super) const FILE_SUFFIX: &str = ".tar.zst";
/// Suffix of the name while the backup is being written.
pub(super) const PARTIAL: &str = ".partial";
/// The lock file in an unfinished folder.
const LOCK: &str = ".lock";
/// Compression level of the file: zstd's default.
const PACKING: i32 = 3;
/// Suffixes that would suggest another kind of file.
const OTHER_KINDS: &[&str] = &[".tar", ".zip", ".gz", ".tgz", ".zst", ".xz", ".bz2", ".7z", ".sql", ".sqlite"];

/// An unfinished backup to which members are added in order.
pub(super) struct BackupWriter {
    target: PathBuf,
    partial: PathBuf,
    kind: Kind,
    seconds: u64,
    /// The lock, held while the backup is being written.
    lock: File,
    done: bool,
}

enum Kind {
    Folder,
    File(Box<tar::Builder<zstd::Encoder<'static, io::BufWriter<File>>>>),
}

impl BackupWriter {
    /// Begins a backup that will be at `target`, made at `seconds` of Unix time. Refuses if something exists there or
    /// another backup is being written there. Removes what a killed backup left.
    pub fn begin(target: &Path, seconds: u64) -> Result<Self> {
        let name = target.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name.is_empty() || OTHER_KINDS.iter().any(|end| name.ends_with(end)) && !name.ends_with(FILE_SUFFIX) {
            return Err(refused(target, "a backup is a folder, or a file whose name ends in .tar.zst"));
        }
        if fs::symlink_metadata(target).is_ok() {
            return Err(refused(target, "something stands there already; a backup never replaces anything"));
        }
        let partial = target.with_file_name(format!("{name}{PARTIAL}"));
        let trouble = |error: io::Error| refused(&partial, error);
        let is_file = name.ends_with(FILE_SUFFIX);
        let lock_path = if is_file { partial.clone() } else { partial.join(LOCK) };
        if !is_file {
            crate::private::create_dir_all(&partial).map_err(trouble)?;
        }
        let lock = private().create(true).truncate(false).open(&lock_path).map_err(trouble)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(refused(target, "another backup is being written there")),
            Err(TryLockError::Error(error)) => return Err(trouble(error)),
        }
        let kind = if is_file {
            lock.set_len(0).map_err(trouble)?;
            let file = io::BufWriter::with_capacity(1 << 20, lock.try_clone().map_err(trouble)?);
            let mut packed = zstd::Encoder::new(file, PACKING).map_err(trouble)?;
            packed.include_checksum(true).map_err(trouble)?;
            Kind::File(Box::new(tar::Builder::new(packed)))
        } else {
            sweep(&partial).map_err(trouble)?;
            Kind::Folder
        };
        Ok(Self { target: target.to_owned(), partial, kind, seconds, lock, done: false })
    }

    /// Adds a member.
    pub fn put(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        let partial = &self.partial;
        let trouble = |error: io::Error| refused(partial, error);
        match &mut self.kind {
            Kind::Folder => {
                let path = self.partial.join(name);
                if let Some(folder) = path.parent() {
                    crate::private::create_dir_all(folder).map_err(trouble)?;
                }
                let mut file = private().create_new(true).open(path).map_err(trouble)?;
                file.write_all(bytes).and_then(|()| file.sync_all()).map_err(trouble)
            }
            Kind::File(tar) => {
                let mut header = tar::Header::new_ustar();
                header.set_size(bytes.len() as u64);
                header.set_mode(0o600);
                header.set_mtime(self.seconds);
                tar.append_data(&mut header, name, bytes).map_err(trouble)
            }
        }
    }

    /// Finishes the backup. Everything is synced before it gets its final name.
    pub fn finish(mut self) -> Result<()> {
        let partial = self.partial.clone();
        let trouble = |error: io::Error| refused(&partial, error);
        match std::mem::replace(&mut self.kind, Kind::Folder) {
            Kind::Folder => {
                fs::remove_file(partial.join(LOCK)).map_err(trouble)?;
                sync_folders(&partial).map_err(trouble)?;
            }
            Kind::File(tar) => {
                let packed = tar.into_inner().map_err(trouble)?;
                let mut file = packed.finish().map_err(trouble)?;
                file.flush().map_err(trouble)?;
                self.lock.sync_all().map_err(trouble)?;
            }
        }
        if fs::symlink_metadata(&self.target).is_ok() {
            return Err(refused(&self.target, "something has come to stand there meanwhile; the backup was given up"));
        }
        fs::rename(&partial, &self.target).map_err(trouble)?;
        self.done = true;
        let around = self.target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        File::open(around).and_then(|folder| folder.sync_all()).map_err(trouble)
    }
}

impl Drop for BackupWriter {
    /// An abandoned backup leaves nothing behind.
    fn drop(&mut self) {
        if !self.done {
            let removed = match &self.kind {
                Kind::Folder if self.partial.is_dir() => fs::remove_dir_all(&self.partial),
                _ => fs::remove_file(&self.partial),
            };
            if let Err(error) =
                removed.or_else(|error| if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) })
            {
                tracing::warn!(%error, file = %self.partial.display(), "an unfinished backup could not be removed");
            }
        }
    }
}

/// Only the owner may read a backup: it contains password hashes, drafts and keys.
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

fn sweep(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    fs::set_permissions(folder, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name() == LOCK {
            continue;
        }
        if entry.file_type()?.is_dir() { fs::remove_dir_all(entry.path())? } else { fs::remove_file(entry.path())? }
    }
    Ok(())
}

/// Syncs the folders, so that the names of files already synced are on disk.
pub(super) fn sync_folders(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            sync_folders(&entry.path())?;
        }
    }
    File::open(folder)?.sync_all()
}
