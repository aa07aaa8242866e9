//! Backups: a copy of everything while the server runs and people write, and restoring it.
//!
//! Promises: a backup shows the paper as it was at one instant, on SQLite and PostgreSQL alike, and every picture it
//! names has its files. An unfinished backup is never taken for a finished one. A restored paper is complete or does
//! not exist. A backup that was cut off, altered or made by another program is refused with the reason. Memory use does
//! not grow with the size of the paper. Both databases use one format, so a paper can move from one to the other;
//! `docs/backup.md` describes it.
//!
//! Tables are found in the schema itself. [`Contents::left_out`] lists the tables that are not kept, each with its
//! reason.

mod cells;
mod make;
mod members;
mod restore;
mod tables;
mod writer;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::schema::Schema;
use crate::shape::TableShape;

pub use make::{BackupProgress, back_up};
pub use restore::{BackupCheck, CheckLine, restore, verify_backup};

/// What a backup must know about the paper.
#[derive(Debug, Clone, Copy)]
pub struct Contents {
    /// The migrations.
    pub schema: Schema,
    /// Tables that are not kept, with the reason.
    pub left_out: &'static [(&'static str, &'static str)],
    /// The table whose rows name files of the media store, by the columns `digest` (hex) and `width` (pixels).
    pub pictures: &'static str,
    /// The keys of all files that a picture with this digest and width should have; the first is the original.
    pub picture_files: fn(&str, u32) -> Vec<String>,
}

/// The name of the format in the first member.
const FORMAT: &str = "matbaa-backup";
/// Version of the format that this build writes and reads.
const VERSION: u32 = 1;

/// Name of the first member: the format and the shape of the tables.
const HEAD: &str = "head.json";
/// Name of the last member but one: counts and digests of everything before it.
const MANIFEST: &str = "manifest.json";
/// Name of the last member: the digest of the manifest. A backup that has it is complete.
const SEAL: &str = "seal";
/// Prefix of the parts of tables.
const TABLES: &str = "tables/";
/// Prefix of files of the media store; the rest is the key.
const MEDIA: &str = "media/";
/// Prefix of the lists of the media files before them.
const MEDIA_INDEX: &str = "media-index/";
/// Prefix of files of the paper's folder.
const FOLDER: &str = "folder/";

/// A part is closed once its lines have this many bytes: small enough for memory, large enough for few parts.
const PART_BYTES: usize = 4 * 1024 * 1024;
/// Bytes of one member at most: the largest photo (40 MiB) and the largest row, with room to spare. A larger member was
/// not written by Matbaa.
const MEMBER_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// Files of the paper's folder that are kept beside database and pictures: the key of the audit log. The configuration
/// belongs to the machine and is not kept.
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
    /// `sqlite` or `postgres`: where the backup was made. It may be restored into either.
    database: String,
    /// Migrations that the database had, in order.
    migrations: Vec<String>,
    /// Tables, parents first: no row refers to a later table.
    tables: Vec<TableShape>,
}

/// The contents of a backup: counts and digests (SHA-256 in hex).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BackupManifest {
    /// Digest of the head.
    pub head: String,
    /// When it was begun, in microseconds of UTC.
    pub made_at: i64,
    /// Number of the last line of the publication log.
    pub log_head: i64,
    /// One for each table, in the order of the backup.
    pub tables: Vec<TableCount>,
    /// The files of the media store.
    pub media: MediaCount,
    /// Files of the paper's folder, with their digests.
    pub folder: Vec<(String, String)>,
}

/// The contents of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableCount {
    /// The table.
    pub name: String,
    /// Number of rows.
    pub rows: u64,
    /// Bytes of its lines.
    pub bytes: u64,
    /// Digest of its lines.
    pub sha256: String,
    /// The last value of the table's id counter, if it has one.
    pub last_id: Option<i64>,
}

/// The contents of the media store.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MediaCount {
    /// Number of files.
    pub files: u64,
    /// Bytes of the files.
    pub bytes: u64,
    /// Digest of the lines of all lists.
    pub sha256: String,
    /// Pictures named by the database whose original was missing when the backup was made.
    pub missing: u64,
}

impl BackupManifest {
    /// Number of rows in all tables.
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

/// Whether a key or name may become a path below one of our folders: at most six parts of letters, digits, `.`, `_` and
/// `-`, none of which begins with a dot.
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
