//! Space that is kept free beside the database: a file of a fixed size, given up when the disk is full, so that what
//! little must still be written (a session's last sign of life, the audit row of a refusal) fits.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use rustix::fs::{FallocateFlags, fallocate};

/// Name of the file.
const FILE: &str = "matbaa.reserve";
/// Bytes kept: SQLite's shared memory, a checkpoint, and some hundred small rows.
const BYTES: u64 = 4 << 20;
/// Bytes that must be free beside the reserve before writes are taken again, so that the first does not fail at once.
const MARGIN_BYTES: u64 = 2 << 20;

/// The reserve of one folder.
#[derive(Debug, Clone)]
pub struct Reserve(PathBuf);

impl Reserve {
    /// The reserve in `folder`; nothing is made yet.
    pub fn of(folder: &Path) -> Self {
        Self(folder.join(FILE))
    }

    /// Makes sure that the reserve is there and that as much again as a first write needs is free. Fails as the file
    /// system does where it is not.
    pub fn hold(&self) -> io::Result<()> {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&self.0)?;
        let allocated = allocate(&file, BYTES + MARGIN_BYTES);
        // What was only to be looked at goes back, whether it was there or not.
        file.set_len(if allocated.is_ok() { BYTES } else { 0 })?;
        allocated
    }

    /// Gives the space up.
    pub fn release(&self) {
        match std::fs::remove_file(&self.0) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                tracing::warn!(%error, file = %self.0.display(), "the reserve could not be given up");
            }
            _ => {}
        }
    }
}

fn allocate(file: &File, bytes: u64) -> io::Result<()> {
    match fallocate(file, FallocateFlags::empty(), 0, bytes) {
        // A file system that cannot set space aside: zeros take it as well.
        Err(rustix::io::Errno::OPNOTSUPP | rustix::io::Errno::NOSYS) => {
            let zeros = vec![0_u8; 1 << 16];
            let mut file = file;
            let mut left = bytes;
            while left > 0 {
                let part = left.min(zeros.len() as u64);
                io::Write::write_all(&mut file, &zeros[..part as usize])?;
                left -= part;
            }
            Ok(())
        }
        Err(error) => Err(error.into()),
        Ok(()) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reserve_takes_its_space_and_gives_it_back() {
        let folder = tempfile::tempdir().unwrap();
        let reserve = Reserve::of(folder.path());
        reserve.hold().unwrap();
        reserve.hold().unwrap();
        let file = folder.path().join(FILE);
        let kept = std::fs::metadata(&file).unwrap();
        assert_eq!(kept.len(), BYTES);
        assert!(std::os::unix::fs::MetadataExt::blocks(&kept) * 512 >= BYTES);
        reserve.release();
        assert!(!file.exists());
        reserve.release();
    }
}
