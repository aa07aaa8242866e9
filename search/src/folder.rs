//! The folder of an index: several builds of it, one of which is in use.
//!
//! ```text
//! lock          held by the process that writes
//! current       the number of the build in use
//! build-7/      the files of a build
//! rebuild       left by a process that asks the writer for a new build
//! follower      the name under which the publication log knows this folder
//! ```
//!
//! A new build is filled beside the one in use and takes its place in one step, so searches go on meanwhile and a crash
//! leaves one or the other.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::index::Index;
use crate::{Error, Result};

const LOCK: &str = "lock";
const CURRENT: &str = "current";
const BUILD: &str = "build-";
const REBUILD: &str = "rebuild";
const FOLLOWER: &str = "follower";

/// The folder of an index.
#[derive(Debug, Clone)]
pub struct IndexFolder(PathBuf);

/// Held by the one process that writes; the others can only search.
#[derive(Debug)]
pub struct WriteLock(#[expect(dead_code, reason = "the lock is released when the file is closed")] File);

impl IndexFolder {
    /// The folder at `path`. It is made when something is written.
    pub fn at(path: &Path) -> Self {
        Self(path.to_owned())
    }

    /// The lock of the writer; `None` while another process holds it.
    ///
    /// # Errors
    /// [`Error::Write`] if the folder cannot be made or the lock cannot be taken.
    pub fn lock(&self) -> Result<Option<WriteLock>> {
        fs::create_dir_all(&self.0).map_err(write)?;
        let file = File::options().create(true).truncate(false).write(true).open(self.0.join(LOCK)).map_err(write)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(WriteLock(file))),
            Err(fs::TryLockError::WouldBlock) => Ok(None),
            Err(fs::TryLockError::Error(error)) => Err(write(error)),
        }
    }

    /// The number of the build in use; `None` if there is none.
    pub fn current(&self) -> Option<u64> {
        fs::read_to_string(self.0.join(CURRENT)).ok()?.trim().parse().ok()
    }

    /// Opens build `number`.
    ///
    /// # Errors
    /// [`Error::Unusable`] if it is missing or damaged.
    pub fn open(&self, number: u64) -> Result<Index> {
        let build = self.build(number);
        if !build.is_dir() {
            return Err(Error::Unusable(format!("{} is missing", build.display())));
        }
        Index::open(&build)
    }

    /// Begins a new, empty build. What an interrupted one left behind is removed.
    ///
    /// # Errors
    /// [`Error::Write`] if the disk refuses.
    pub fn begin(&self, _lock: &WriteLock) -> Result<(u64, Index)> {
        self.remove_except(self.current())?;
        let number = self.current().unwrap_or_default() + 1;
        Ok((number, Index::open(&self.build(number))?))
    }

    /// Puts build `number` in use and removes the others. Readers that have one of them open can go on.
    ///
    /// # Errors
    /// [`Error::Write`] if the disk refuses; the build that was in use still is.
    pub fn use_build(&self, _lock: &WriteLock, number: u64) -> Result<()> {
        let new = self.0.join("current.new");
        let mut file = File::create(&new).map_err(write)?;
        file.write_all(number.to_string().as_bytes()).and_then(|()| file.sync_all()).map_err(write)?;
        fs::rename(&new, self.0.join(CURRENT)).map_err(write)?;
        File::open(&self.0).and_then(|folder| folder.sync_all()).map_err(write)?;
        self.remove_except(Some(number))
    }

    /// Removes what a build that failed has left.
    ///
    /// # Errors
    /// [`Error::Write`] if the disk refuses.
    pub fn remove_unfinished(&self, _lock: &WriteLock) -> Result<()> {
        self.remove_except(self.current())
    }

    /// Asks the process that writes for a new build.
    ///
    /// # Errors
    /// [`Error::Write`] if the disk refuses.
    pub fn ask_rebuild(&self) -> Result<()> {
        fs::create_dir_all(&self.0).and_then(|()| fs::write(self.0.join(REBUILD), "")).map_err(write)
    }

    /// Whether a new build was asked for and is not in use yet.
    pub fn is_rebuild_asked(&self) -> bool {
        self.0.join(REBUILD).exists()
    }

    /// Whether there is a build beside the one in use: one that is being filled, or that was left behind.
    ///
    /// # Errors
    /// [`Error::Unusable`] if the folder cannot be read.
    pub fn is_unfinished(&self) -> Result<bool> {
        let current = self.current().map(|number| format!("{BUILD}{number}"));
        let entries = fs::read_dir(&self.0).map_err(|error| Error::Unusable(error.to_string()))?;
        let mut names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
        Ok(names.any(|name| name.starts_with(BUILD) && Some(name) != current))
    }

    /// Notes that the new build that was asked for is in use.
    ///
    /// # Errors
    /// [`Error::Write`] if the disk refuses.
    pub fn answer_rebuild(&self, _lock: &WriteLock) -> Result<()> {
        ignore_missing(fs::remove_file(self.0.join(REBUILD)))
    }

    /// The name under which the publication log knows this folder: what is stored, or else `proposed`, which is stored.
    ///
    /// # Errors
    /// [`Error::Write`] if the disk refuses.
    pub fn follower(&self, proposed: &str) -> Result<String> {
        let file = self.0.join(FOLLOWER);
        match fs::read_to_string(&file) {
            Ok(name) if !name.trim().is_empty() => Ok(name.trim().to_owned()),
            _ => fs::write(&file, proposed).map(|()| proposed.to_owned()).map_err(write),
        }
    }

    fn build(&self, number: u64) -> PathBuf {
        self.0.join(format!("{BUILD}{number}"))
    }

    fn remove_except(&self, kept: Option<u64>) -> Result<()> {
        let kept = kept.map(|number| format!("{BUILD}{number}"));
        let entries = match fs::read_dir(&self.0) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            entries => entries.map_err(write)?,
        };
        for entry in entries {
            let name = entry.map_err(write)?.file_name();
            let Some(name) = name.to_str() else { continue };
            if name.starts_with(BUILD) && Some(name) != kept.as_deref() {
                ignore_missing(fs::remove_dir_all(self.0.join(name)))?;
            }
        }
        Ok(())
    }
}

fn ignore_missing(done: std::io::Result<()>) -> Result<()> {
    match done {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(write(error)),
        _ => Ok(()),
    }
}

fn write(error: std::io::Error) -> Error {
    Error::Write(error.to_string())
}
