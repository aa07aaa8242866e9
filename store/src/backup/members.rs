//! Reads the members of a backup in the order in which they were written, from a folder or a file. A separate thread
//! reads a few members ahead. Nothing is unpacked by name: the name of a member only decides how it is treated.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use tokio::sync::mpsc;

use super::writer::PARTIAL;
use super::{
    FOLDER, FOLDER_FILES, HEAD, Head, MANIFEST, MEDIA, MEDIA_INDEX, MEMBER_BYTES_MAX, MediaLine, SEAL, TABLES,
};
use super::{is_plain_path, number_of_part, refused};
use crate::error::Result;

/// Members read ahead.
const AHEAD: usize = 2;
/// Memory that decompression may use, as a power of two: zstd's own default limit.
const WINDOW_LOG_MAX: u32 = 27;

/// One member.
pub(super) struct Member {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// The members of a backup.
pub(super) struct Members {
    source: PathBuf,
    incoming: mpsc::Receiver<Result<Member>>,
}

impl Members {
    /// Opens the backup at `source`. Refuses one that still has the name of an unfinished backup, even if it is
    /// complete: nobody was told that it was made.
    pub fn open(source: &Path) -> Result<Self> {
        let kind = fs::metadata(source).map_err(|error| refused(source, error))?;
        if source.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.ends_with(PARTIAL)) {
            return Err(refused(
                source,
                format!("it was never finished. If it is all there is, take {PARTIAL} off its name and try --verify"),
            ));
        }
        let (sender, incoming) = mpsc::channel(AHEAD);
        let path = source.to_owned();
        let is_folder = kind.is_dir();
        tokio::task::spawn_blocking(move || {
            let mut give = |member| sender.blocking_send(Ok(member)).is_ok();
            let read = if is_folder { folder(&path, &mut give) } else { file(&path, &mut give) };
            if let Err(error) = read {
                let _ = sender.blocking_send(Err(error)); // the receiver may be gone
            }
        });
        Ok(Self { source: source.to_owned(), incoming })
    }

    /// The next member; `None` at the end.
    pub async fn next(&mut self) -> Result<Option<Member>> {
        self.incoming.recv().await.transpose()
    }

    /// The next member, which is required: a backup that ends here was cut off.
    pub async fn expect(&mut self) -> Result<Member> {
        let next = self.next().await?;
        next.ok_or_else(|| refused(&self.source, "it ends before its end: cut off, or never finished"))
    }
}

type Give<'a> = &'a mut dyn FnMut(Member) -> bool;

fn file(path: &Path, give: Give) -> Result<()> {
    let trouble = |error: io::Error| {
        let why = match error.kind() {
            io::ErrorKind::UnexpectedEof => "it ends before its end: cut off, or never finished".to_owned(),
            _ => format!("it cannot be read, damaged or no backup: {error}"),
        };
        refused(path, why)
    };
    let opened = File::open(path).map_err(trouble)?;
    let mut packed = zstd::Decoder::new(opened).map_err(trouble)?;
    packed.window_log_max(WINDOW_LOG_MAX).map_err(trouble)?;
    let mut archive = tar::Archive::new(packed);
    for entry in archive.entries().map_err(trouble)? {
        let mut entry = entry.map_err(trouble)?;
        let name = String::from_utf8(entry.path_bytes().into_owned()).unwrap_or_default();
        if !entry.header().entry_type().is_file() || !is_plain_path(&name) {
            return Err(refused(path, "it holds something that no backup holds"));
        }
        let size = entry.size();
        if size > MEMBER_BYTES_MAX {
            return Err(refused(path, format!("{name} claims {size} bytes; nothing in a backup is as large")));
        }
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).map_err(trouble)?;
        if bytes.len() as u64 != size {
            return Err(refused(path, "it ends before its end: cut off, or never finished"));
        }
        if !give(Member { name, bytes }) {
            return Ok(());
        }
    }
    // zstd's checksum of the whole stream is at its end, so read to the end.
    io::copy(&mut archive.into_inner(), &mut io::sink()).map(|_| ()).map_err(trouble)
}

/// Reads a folder in the order of a backup file. Files that do not belong to the backup are ignored.
fn folder(path: &Path, give: Give) -> Result<()> {
    let Some(head) = read(path, HEAD)? else {
        return Err(refused(path, format!("there is no {HEAD} in it; this is no backup")));
    };
    let tables = serde_json::from_slice::<Head>(&head).map(|head| head.tables).unwrap_or_default();
    let mut give = |name: String, bytes: Vec<u8>| give(Member { name, bytes });
    if !give(HEAD.to_owned(), head) {
        return Ok(());
    }
    for table in tables.iter().filter(|table| is_plain_path(&table.name)) {
        for number in 1.. {
            let name = number_of_part(&format!("{TABLES}{}/", table.name), number);
            let Some(bytes) = read(path, &name)? else { break };
            if !give(name, bytes) {
                return Ok(());
            }
        }
    }
    for number in 1.. {
        let name = number_of_part(MEDIA_INDEX, number);
        let Some(index) = read(path, &name)? else { break };
        for line in index.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            let Ok(line) = serde_json::from_slice::<MediaLine>(line) else { break };
            let media = format!("{MEDIA}{}", line.key);
            if !is_plain_path(&media) {
                return Err(refused(path, format!("{name} names a file that no backup holds")));
            }
            let Some(bytes) = read(path, &media)? else {
                return Err(refused(path, format!("{media} is missing")));
            };
            if !give(media, bytes) {
                return Ok(());
            }
        }
        if !give(name, index) {
            return Ok(());
        }
    }
    let others = FOLDER_FILES.iter().map(|name| format!("{FOLDER}{name}"));
    for name in others.chain([MANIFEST.to_owned(), SEAL.to_owned()]) {
        if let Some(bytes) = read(path, &name)?
            && !give(name, bytes)
        {
            return Ok(());
        }
    }
    Ok(())
}

/// Reads a regular file of the folder; `None` if there is none.
fn read(folder: &Path, name: &str) -> Result<Option<Vec<u8>>> {
    let path = folder.join(name);
    let trouble = |error: io::Error| refused(&path, error);
    match fs::symlink_metadata(&path) {
        Ok(found) if found.is_file() && found.len() <= MEMBER_BYTES_MAX => fs::read(&path).map(Some).map_err(trouble),
        Ok(_) => Err(refused(&path, "no file of a backup")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(trouble(error)),
    }
}
