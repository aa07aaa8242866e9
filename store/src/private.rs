//! Files and folders that only their owner can read, whatever the umask of the shell that started the program. The
//! binary sets a umask as well (`matbaa`); these functions also protect files where the library is used without it.

use std::fs::{DirBuilder, OpenOptions};
use std::io;
use std::path::Path;

/// Creates a folder and its missing parents; new ones are open to their owner only.
pub fn create_dir_all(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Creates an empty file for its owner only, if it does not exist. SQLite gives the files beside a database the mode of
/// the database.
pub fn create_file(file: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.create_new(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(file) {
        // A read-only disk returns its own error first, even if the file exists.
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists && !file.exists() => Err(error),
        _ => Ok(()),
    }
}
