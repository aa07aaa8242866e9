//! Keeping the paper: a copy of everything while the server runs and people write, and the way back.
//!
//! Promises: a backup shows the paper as it was at one instant, on SQLite and PostgreSQL alike, and every picture it names
//! has its files; one half made never passes for one; a restored paper is complete or is not there; what was cut off,
//! altered or made by something else is refused with the reason; memory does not grow with the paper. One format serves
//! both databases, so that a paper can move from one to the other; `docs/backup.md` describes it.
//!
//! Tables are found in the schema itself. What is left out stands in [`Contents::left_out`], each with its reason.

mod cells;
mod make;
mod members;
mod restore;
mod tables;
mod vessel;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::schema::Schema;
use crate::shape::TableShape;

pub use make::{BackupProgress, back_up};
pub use restore::{BackupCheck, CheckLine, restore, verify_backup};

/// What is kept, as far as a backup has to know it.
#[derive(Debug, Clone, Copy)]
pub struct Contents {
    /// The schema's history.
    pub schema: Schema,
    /// Tables that are not kept, and why.
    pub left_out: &'static [(&'static str, &'static str)],
    /// The table whose rows name files of the media store, each by the columns `digest` (hex) and `width` (pixels).
    pub pictures: &'static str,
    /// The keys of all files that a picture with this digest and width should have; the first is the original.
    pub picture_files: fn(&str, u32) -> Vec<String>,
}

/// What the first member says it is.
const FORMAT: &str = "matbaa-backup";
/// Version of the format this build writes and reads.
const VERSION: u32 = 1;

/// The first member: what the backup is, and the shape of its tables.
const HEAD: &str = "head.json";
/// The last but one: counts and digests of everything before it.
const MANIFEST: &str = "manifest.json";
/// The last: the digest of the manifest. Where it stands, the backup was finished.
const SEAL: &str = "seal";
/// Before the name of a table's part.
const TABLES: &str = "tables/";
/// Before the key of a file of the media store.
const MEDIA: &str = "media/";
/// Before the list of the media files that stand before it.
const MEDIA_INDEX: &str = "media-index/";
/// Before the name of a file of the paper's folder.
const FOLDER: &str = "folder/";

/// Bytes of lines from which on a part is closed: small enough to hold, large enough to be few.
const PART_BYTES: usize = 4 * 1024 * 1024;
/// Bytes of one member: the largest photo (40 MiB) and the largest row with room to spare. What claims more is foreign.
const MEMBER_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// Files of the paper's folder that are kept beside database and pictures: the key that vouches for the audit log. The
/// configuration belongs to the machine.
const FOLDER_FILES: &[&str] = &["audit.key"];

/// The first member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    format: String,
    version: u32,
    /// When the backup was begun, in microseconds of UTC.
    made_at: i64,
    /// The version of Matbaa.
    matbaa: String,
    /// `sqlite` or `postgres`: where it was made; it may be restored into either.
    database: String,
    /// Migrations the database had, in order.
    migrations: Vec<String>,
    /// Tables in an order in which no row refers to a later table.
    tables: Vec<TableShape>,
}

/// What a backup holds: counts and digests (SHA-256 in hex).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BackupManifest {
    /// Digest of the head.
    pub head: String,
    /// When it was begun, in microseconds of UTC.
    pub made_at: i64,
    /// Number of the last line of the publication log.
    pub log_head: i64,
    /// One for each table, in the order in which they stand.
    pub tables: Vec<TableCount>,
    /// The files of the media store.
    pub media: MediaCount,
    /// Files of the paper's folder, with their digests.
    pub folder: Vec<(String, String)>,
}

/// What a table holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableCount {
    /// The table.
    pub name: String,
    /// Its rows.
    pub rows: u64,
    /// Bytes of its lines.
    pub bytes: u64,
    /// Digest of its lines.
    pub sha256: String,
    /// The last number its own counter gave, where it has one.
    pub last_id: Option<i64>,
}

/// What the media store holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MediaCount {
    /// Files.
    pub files: u64,
    /// Bytes of the files.
    pub bytes: u64,
    /// Digest of the lines of all lists.
    pub sha256: String,
    /// Pictures named by the database whose original is not there: lost before the backup was made.
    pub missing: u64,
}

impl BackupManifest {
    /// Rows of all tables.
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).sum()
    }
}

/// A line of a list of media files.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct MediaLine {
    key: String,
    bytes: u64,
    sha256: String,
}

/// Whether a key or name may become a path below a folder of ours: parts of letters, digits, `.`, `_` and `-`, none that
/// begins with a point, six at most.
fn is_plain_path(name: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'))
    };
    name.len() <= 200 && name.split('/').count() <= 6 && name.split('/').all(part)
}

fn refused(file: &std::path::Path, reason: impl ToString) -> Error {
    Error::Backup { file: file.to_owned(), reason: reason.to_string() }
}

fn number_of_part(name: &str, number: usize) -> String {
    format!("{name}{number:06}.jsonl")
}

fn json<T: Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(Error::damaged)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leads_out_of_the_folder() {
        for good in ["originals/ab/abcdef", "r/ab/abc-400.webp", "audit.key"] {
            assert!(is_plain_path(good), "{good}");
        }
        for bad in
            ["", "/etc/passwd", "../x", "a/../b", "a//b", ".ssh/x", "a/.", "a\\b", "C:/x", "a/b/c/d/e/f/g", "ا", "a b"]
        {
            assert!(!is_plain_path(bad), "{bad}");
        }
    }
}
