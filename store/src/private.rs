//! Files and folders of the house are its own: nobody else on the machine reads them, whatever mask the shell has that
//! started the program. The program itself has a mask as well (`matbaa`); this holds where a library is used without it.

use std::fs::{DirBuilder, OpenOptions};
use std::io;
use std::path::Path;

/// Makes a folder with everything above it that is missing; what is new is open to its owner alone.
pub fn create_dir_all(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Makes an empty file, for its owner alone, where there is none yet. SQLite gives the files beside a database the mode of
/// the database.
pub fn create_file(file: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.create_new(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(file) {
        // A disk that takes no writes says so first, even of a file that is there.
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists && !file.exists() => Err(error),
        _ => Ok(()),
    }
}
