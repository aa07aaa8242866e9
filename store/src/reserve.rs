//! Disk space kept free beside the database: a file of a fixed size that is released when the disk is full, so that the
//! few writes that must still happen (the last use of a session, the audit row of a refusal) succeed.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use rustix::fs::{FallocateFlags, fallocate};

/// Name of the file.
const FILE: &str = "matbaa.reserve";
/// Size in bytes: SQLite's shared memory, a checkpoint, and some hundred small rows.
const BYTES: u64 = 4 << 20;
/// Bytes that must be free besides the reserve before writes are accepted again, so that the first one does not fail at
/// once.
const MARGIN_BYTES: u64 = 2 << 20;

/// The reserve of one folder.
#[derive(Debug, Clone)]
pub struct Reserve(PathBuf);

impl Reserve {
    /// The reserve in `folder`; creates nothing yet.
    pub fn of(folder: &Path) -> Self {
        Self(folder.join(FILE))
    }

    /// Creates the reserve if necessary and checks that 2 MiB more are free. Fails with the error of the
    /// file system if there is not enough space.
    pub fn hold(&self) -> io::Result<()> {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&self.0)?;
        let allocated = allocate(&file, BYTES + MARGIN_BYTES);
        // The margin was only checked and is released, whether or not it was there.
        file.set_len(if allocated.is_ok() { BYTES } else { 0 })?;
        allocated
    }

    /// Releases the space.
    pub fn release(&self) {
        match std::fs::remove_file(&self.0) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                tracing::warn!(%error, file = %self.0.display(), "the reserved disk space could not be released");
            }
            _ => {}
        }
    }
}

fn allocate(file: &File, bytes: u64) -> io::Result<()> {
    match fallocate(file, FallocateFlags::empty(), 0, bytes) {
        // The file system has no `fallocate`: write zeros instead.
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
