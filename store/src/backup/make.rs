//! Makes a backup. The database is read in one snapshot and the media store is copied after it. Files are written
//! before the rows that name them and never change, so every picture of the snapshot has its files.

use std::path::Path;

use futures_util::StreamExt;
use sha2::{Digest, Sha256};

use super::cells;
use super::writer::BackupWriter;
use super::{
    BackupManifest, Contents, FOLDER, FOLDER_FILES, FORMAT, HEAD, Head, MANIFEST, MEDIA, MEDIA_INDEX, MediaCount,
    MediaLine, PART_BYTES, SEAL, TABLES, TableCount, TableShape, VERSION, is_plain_path, json, number_of_part, refused,
    tables,
};
use crate::clock::Timestamp;
use crate::dialect::DatabaseSnapshot;
use crate::digest::{digest, hex};
use crate::error::{Error, Result};
use crate::media::{MediaStore, ORIGINALS};
use crate::outage::Outage;
use crate::shape::Cell;
use crate::store::Store;

/// Progress of a backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BackupProgress {
    /// Rows read so far.
    Rows(u64),
    /// Files copied so far.
    Files(u64),
    /// A file of a picture that is missing in the media store, by its key; it is missing in the backup as well.
    Lost(String),
}

/// Copies the paper to `target`, a folder or a file whose name ends in `.tar.zst`, while the paper is served and
/// written to. Returns the contents and the digest stored in the seal.
///
/// Refuses with [`Error::Backup`] if `target` exists. Then, and on every other error, nothing is left behind. On SQLite
/// the write-ahead log grows while the tables are read. Memory: one part of a table, one file of the media store, and
/// 36 bytes for each picture.
pub async fn back_up(
    contents: &Contents,
    store: &Store,
    target: &Path,
    now: Timestamp,
    told: &mut dyn FnMut(BackupProgress),
) -> Result<(BackupManifest, String)> {
    let seconds = u64::try_from(now.0 / 1_000_000).unwrap_or(0);
    let mut writer = BackupWriter::begin(target, seconds)?;
    let snapshot = DatabaseSnapshot::open(store.db(), store.reads()).await?;
    let migrations = store.migration_status(contents.schema).await?;
    if let Some(stranger) = migrations.iter().find(|line| !line.known) {
        return Err(Error::NewerSchema { unknown: stranger.name.clone() });
    }
    let head = Head {
        format: FORMAT.to_owned(),
        version: VERSION,
        made_at: now.0,
        matbaa: env!("CARGO_PKG_VERSION").to_owned(),
        database: snapshot.name().to_owned(),
        migrations: migrations.into_iter().filter(|line| line.applied).map(|line| line.name).collect(),
        tables: tables::kept(store.db(), contents).await?,
    };
    let head_json = json(&head)?;
    writer.put(HEAD, head_json.as_bytes())?;

    let mut seen = Seen::default();
    let mut counts = Vec::with_capacity(head.tables.len());
    for table in &head.tables {
        let prefix = format!("{TABLES}{}/", table.name);
        let mut part = 0;
        let mut put = |lines: &[u8]| {
            part += 1;
            writer.put(&number_of_part(&prefix, part), lines)
        };
        let mut look = |row: &[Cell]| {
            seen.look(contents, table, row);
            if seen.rows % 1_000 == 0 {
                told(BackupProgress::Rows(seen.rows));
            }
        };
        counts.push(dump(&snapshot, table, &mut put, &mut look).await?);
    }
    snapshot.end().await?;

    let mut media = copy_media(store, &mut writer, told).await?;
    for key in seen.lost(contents, store.media()).await? {
        media.missing += u64::from(key.starts_with(ORIGINALS));
        told(BackupProgress::Lost(key));
    }
    let mut folder = Vec::new();
    for name in FOLDER_FILES {
        let path = store.folder().join(name);
        match std::fs::read(&path) {
            Ok(bytes) => {
                writer.put(&format!("{FOLDER}{name}"), &bytes)?;
                folder.push(((*name).to_owned(), digest(&bytes)));
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(refused(&path, error)),
        }
    }
    let head = digest(head_json.as_bytes());
    let manifest = BackupManifest { head, made_at: now.0, log_head: seen.log_head, tables: counts, media, folder };
    let manifest_json = json(&manifest)?;
    writer.put(MANIFEST, manifest_json.as_bytes())?;
    let seal = digest(manifest_json.as_bytes());
    writer.put(SEAL, format!("{seal}\n").as_bytes())?;
    writer.finish()?;
    Ok((manifest, seal))
}

/// Collected from the rows while they are read.
#[derive(Default)]
pub(super) struct Seen {
    rows: u64,
    log_head: i64,
    /// Digests of the pictures' originals, and their widths.
    pictures: Vec<([u8; 32], u32)>,
}

impl Seen {
    /// The keys of files that the pictures seen so far should have and that are not in `media`.
    pub(super) async fn lost(&self, contents: &Contents, media: &MediaStore) -> Result<Vec<String>> {
        let mut lost = Vec::new();
        for (picture, width) in &self.pictures {
            for key in (contents.picture_files)(&hex(picture), *width) {
                if !media.has(&key).await? {
                    lost.push(key);
                }
            }
        }
        Ok(lost)
    }

    pub(super) fn look(&mut self, contents: &Contents, table: &TableShape, row: &[Cell]) {
        self.rows += 1;
        let cell = |wanted: &str| table.columns.iter().position(|(name, _)| name == wanted).and_then(|at| row.get(at));
        match table.name.as_str() {
            "log_head" => {
                if let Some(Cell::Int(seq)) = cell("seq") {
                    self.log_head = *seq;
                }
            }
            name if name == contents.pictures => {
                if let (Some(Cell::Text(text)), Some(Cell::Int(width))) = (cell("digest"), cell("width")) {
                    let bytes = (0..32).map_while(|at| u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok());
                    let digest = <[u8; 32]>::try_from(bytes.collect::<Vec<u8>>()).ok();
                    self.pictures.extend(digest.zip(u32::try_from(*width).ok()));
                }
            }
            _ => {}
        }
    }
}

/// Writes the rows of a table, in parts.
pub(super) async fn dump(
    snapshot: &DatabaseSnapshot,
    table: &TableShape,
    put: &mut dyn FnMut(&[u8]) -> Result<()>,
    look: &mut dyn FnMut(&[Cell]),
) -> Result<TableCount> {
    let (mut rows, mut bytes, mut sha, mut lines) = (0, 0, Sha256::new(), Vec::new());
    let mut flush = |lines: &mut Vec<u8>| {
        sha.update(&*lines);
        bytes += lines.len() as u64;
        put(lines)?;
        lines.clear();
        Ok::<(), Error>(())
    };
    let mut keep = |row: &[Cell]| {
        rows += 1;
        look(row);
        cells::write_line(&mut lines, row)?;
        if lines.len() >= PART_BYTES { flush(&mut lines) } else { Ok(()) }
    };
    match snapshot.each_row(table, &mut keep).await {
        Err(Error::Storage { outage: Outage::Damaged, cause }) => {
            let place = last_readable(snapshot, table, rows).await;
            return Err(Error::damaged(format!("{place} of the table {} cannot be read: {cause}", table.name)));
        }
        read => read?,
    }
    if !lines.is_empty() {
        flush(&mut lines)?;
    }
    let last_id = snapshot.last_id(&table.name).await?;
    Ok(TableCount { name: table.name.clone(), rows, bytes, sha256: hex(&sha.finalize()), last_id })
}

/// The place up to which a table can be read, if reading failed after `rows` rows; for the error message.
async fn last_readable(snapshot: &DatabaseSnapshot, table: &TableShape, rows: u64) -> String {
    let (mut seen, mut last) = (0, None);
    let mut look = |row: &[Cell]| {
        seen += 1;
        if seen == rows {
            last = Some(name_of_row(table, row));
        }
        Ok(())
    };
    // It fails at the same row as before.
    let _ = snapshot.each_row(table, &mut look).await;
    last.map_or_else(|| "the first row".to_owned(), |last| format!("the row after {last}"))
}

/// A row by its key, as in `id = 12`.
fn name_of_row(table: &TableShape, row: &[Cell]) -> String {
    let cells = table.columns.iter().zip(row).filter(|((column, _), _)| table.key.contains(column));
    let named = cells.map(|((column, _), cell)| match cell {
        Cell::Int(number) => format!("{column} = {number}"),
        Cell::Text(text) => format!("{column} = {text}"),
        _ => column.clone(),
    });
    named.collect::<Vec<_>>().join(", ")
}

async fn copy_media(
    store: &Store,
    writer: &mut BackupWriter,
    told: &mut dyn FnMut(BackupProgress),
) -> Result<MediaCount> {
    let mut count = MediaCount::default();
    let (mut sha, mut lines, mut part) = (Sha256::new(), Vec::new(), 0);
    let mut flush = |lines: &mut Vec<u8>, writer: &mut BackupWriter| {
        part += 1;
        sha.update(&*lines);
        writer.put(&number_of_part(MEDIA_INDEX, part), lines)?;
        lines.clear();
        Ok::<(), Error>(())
    };
    let mut keys = store.media().keys();
    while let Some(key) = keys.next().await {
        let key = key?;
        let name = format!("{MEDIA}{key}");
        if !is_plain_path(&name) {
            tracing::warn!(key, "a foreign file in the media folder was left out of the backup");
            continue;
        }
        // A file deleted meanwhile is either not named by any row of the snapshot or counted as missing.
        let Some(bytes) = store.media().get(&key).await? else { continue };
        writer.put(&name, &bytes)?;
        count.files += 1;
        count.bytes += bytes.len() as u64;
        let line = MediaLine { key, bytes: bytes.len() as u64, sha256: digest(&bytes) };
        lines.extend_from_slice(json(&line)?.as_bytes());
        lines.push(b'\n');
        if lines.len() >= PART_BYTES {
            flush(&mut lines, writer)?;
        }
        told(BackupProgress::Files(count.files));
    }
    if !lines.is_empty() {
        flush(&mut lines, writer)?;
    }
    count.sha256 = hex(&sha.finalize());
    Ok(count)
}
