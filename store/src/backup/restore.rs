//! Restores a backup into an empty folder and an empty database, completely or not at all.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use futures_util::StreamExt;
use sea_orm::DatabaseConnection;
use sha2::{Digest, Sha256};

use super::cells;
use super::members::{Member, Members};
use super::{
    BackupManifest, Contents, FOLDER, FOLDER_FILES, FORMAT, HEAD, Head, MANIFEST, MEDIA, MEDIA_INDEX, MediaCount,
    MediaLine, SEAL, TABLES, TableCount, TableShape, VERSION, is_plain_path, json, make, number_of_part, refused,
    tables, writer,
};
use crate::choice::DatabaseChoice;
use crate::dialect::{self, DatabaseSnapshot};
use crate::digest::{digest, hex};
use crate::error::{Error, Result};
use crate::health::Health;
use crate::media::MediaStore;
use crate::rows::Loader;
use crate::schema::Schema;
use crate::writing::Writing;

/// Folder in which the paper is assembled, and suffix of its unfinished SQLite file.
const STAGING: &str = ".restoring";
/// Files that may be in a folder that counts as empty.
const ALLOWED_FILES: &[&str] = &["matbaa.toml", "lost+found"];
/// Name of the database's file in the folder.
const DATABASE: &str = "matbaa.sqlite";

/// Restores the backup at `source` into `folder` and, without a `choice`, into a SQLite file there. Returns its
/// contents. With `seal`, the backup must have this digest, which was shown when it was made.
///
/// Refuses with [`Error::Backup`] a folder or database that is not empty and a backup that is cut off, altered or
/// foreign, and with [`Error::NewerSchema`] one of a newer Matbaa; then nothing is left behind. The database is loaded
/// in one transaction and migrated afterwards.
pub async fn restore(
    contents: &Contents,
    source: &Path,
    folder: &Path,
    choice: Option<&DatabaseChoice>,
    seal: Option<&str>,
) -> Result<BackupManifest> {
    let target = RestoreTarget::prepare(folder, choice)?;
    let db = dialect::connect(&target.staging_database, &Health::new(None)).await?;
    let loaded = load(contents, source, &target, &db, seal).await;
    finish(target, db, loaded, Some(contents.schema)).await
}

/// The result of a trial restore.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupCheck {
    /// The manifest of the backup.
    pub manifest: BackupManifest,
    /// One line for each table, and one for the media files.
    pub lines: Vec<CheckLine>,
    /// Files of pictures, by key, that were missing when the backup was made. Missing renditions are made again from
    /// the original on demand.
    pub lost: Vec<String>,
}

/// One comparison between backup and restored paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckLine {
    /// A table, or `media`.
    pub what: String,
    /// Rows or files in the backup.
    pub kept: u64,
    /// Rows or files after restoring.
    pub restored: u64,
    /// Whether the digests are equal.
    pub same: bool,
}

impl BackupCheck {
    /// Whether everything came back.
    pub fn is_good(&self) -> bool {
        self.lines.iter().all(|line| line.same && line.kept == line.restored)
    }
}

/// Verifies the backup at `source` by restoring it into the empty folder `scratch` and reading everything back. Refuses
/// as [`restore`] does. The caller removes the folder.
pub async fn verify_backup(
    contents: &Contents,
    source: &Path,
    scratch: &Path,
    seal: Option<&str>,
) -> Result<BackupCheck> {
    let target = RestoreTarget::prepare(scratch, None)?;
    let db = dialect::connect(&target.staging_database, &Health::new(None)).await?;
    let loaded = load(contents, source, &target, &db, seal).await;
    let manifest = finish(target, db, loaded, None).await?;

    let file = DatabaseChoice::Sqlite(scratch.join(DATABASE));
    let health = Health::new(None);
    let db = dialect::connect(&file, &health).await?;
    let snapshot = DatabaseSnapshot::open(&db, &dialect::reads(&file, &db, &health)).await?;
    let (mut lines, mut seen) = (Vec::new(), make::Seen::default());
    for table in tables::kept(&db, contents).await? {
        let found = make::dump(&snapshot, &table, &mut |_| Ok(()), &mut |row| seen.look(contents, &table, row)).await?;
        let kept = manifest.tables.iter().find(|kept| kept.name == table.name);
        let same = kept.is_some_and(|kept| kept.sha256 == found.sha256);
        lines.push(CheckLine { what: table.name, kept: kept.map_or(0, |kept| kept.rows), restored: found.rows, same });
    }
    snapshot.end().await?;
    db.close().await?;
    let media = MediaStore::open(&scratch.join("media"))?;
    let (mut files, mut bytes) = (0, 0);
    let mut keys = media.keys();
    while let Some(key) = keys.next().await {
        files += 1;
        bytes += media.get(&key?).await?.map_or(0, |bytes| bytes.len() as u64);
    }
    let same = bytes == manifest.media.bytes; // the digests of the files were compared while they were written
    lines.push(CheckLine { what: "media".to_owned(), kept: manifest.media.files, restored: files, same });
    let lost = seen.lost(contents, &media).await?;
    Ok(BackupCheck { manifest, lines, lost })
}

/// Commits the restored paper, or removes it on an error. `up_to_date` migrates the schema to that of this build first,
/// as a starting node would.
async fn finish(
    target: RestoreTarget,
    db: DatabaseConnection,
    loaded: Result<BackupManifest>,
    up_to_date: Option<Schema>,
) -> Result<BackupManifest> {
    let manifest = match loaded {
        Ok(manifest) => manifest,
        Err(error) => {
            dialect::drop_lock_table(&db).await?;
            db.close().await?;
            return Err(error);
        }
    };
    let kept = async {
        if let Some(schema) = up_to_date {
            let health = Health::new(None);
            let reads = dialect::reads(&target.staging_database, &db, &health);
            schema.bring_up_to_date(&db, &reads, &health).await?;
        }
        if target.file.is_some() {
            db.clone().close().await?; // the file must not be open when it is renamed
        }
        target.commit()
    };
    if let Err(error) = kept.await {
        dialect::drop_restored(&db).await?;
        return Err(error);
    }
    db.close().await?;
    Ok(manifest)
}

/// Where a paper is restored to. Dropped before [`RestoreTarget::commit`], it removes everything again.
struct RestoreTarget {
    folder: PathBuf,
    staging: PathBuf,
    /// The SQLite file under its temporary and its final name; `None` with PostgreSQL.
    file: Option<(PathBuf, PathBuf)>,
    staging_database: DatabaseChoice,
    committed: bool,
}

impl RestoreTarget {
    fn prepare(folder: &Path, choice: Option<&DatabaseChoice>) -> Result<Self> {
        let trouble = |source| Error::Folder { folder: folder.to_owned(), source };
        crate::private::create_dir_all(folder).map_err(trouble)?;
        let staging = folder.join(STAGING);
        let default = DatabaseChoice::Sqlite(folder.join(DATABASE));
        let (file, staging_database) = match choice.unwrap_or(&default) {
            DatabaseChoice::Sqlite(path) => {
                let mut working = path.clone().into_os_string();
                working.push(STAGING);
                let working = PathBuf::from(working);
                (Some((working.clone(), path.clone())), DatabaseChoice::Sqlite(working))
            }
            postgres => (None, postgres.clone()),
        };
        if let Some((_, path)) = &file
            && fs::symlink_metadata(path).is_ok()
        {
            return Err(refused(path, "the paper is there already; restore into an empty folder"));
        }
        // Files left by a killed restore may be removed.
        let ours = [STAGING, "media", FOLDER_FILES[0]];
        let killed = staging.is_dir();
        for entry in fs::read_dir(folder).map_err(trouble)? {
            let name = entry.map_err(trouble)?.file_name();
            let is = |list: &[&str]| list.iter().any(|allowed| name == **allowed);
            let working = file.as_ref().is_some_and(|(working, _)| {
                let name = name.to_string_lossy();
                working.file_name().is_some_and(|own| name.starts_with(&*own.to_string_lossy()))
            });
            if !(is(ALLOWED_FILES) || killed && (is(&ours) || working)) {
                return Err(refused(folder, format!("{} stands there; restore into an empty folder", name.display())));
            }
        }
        let target = Self { folder: folder.to_owned(), staging, file, staging_database, committed: false };
        target.remove().map_err(trouble)?;
        crate::private::create_dir_all(&target.staging).map_err(trouble)?;
        Ok(target)
    }

    /// Moves everything to its final target, the database last.
    fn commit(mut self) -> Result<()> {
        let trouble = |source| Error::Folder { folder: self.folder.clone(), source };
        writer::sync_folders(&self.staging).map_err(trouble)?;
        for entry in fs::read_dir(&self.staging).map_err(trouble)? {
            let entry = entry.map_err(trouble)?;
            fs::rename(entry.path(), self.folder.join(entry.file_name())).map_err(trouble)?;
        }
        if let Some((working, path)) = &self.file {
            fs::File::open(working).and_then(|file| file.sync_all()).map_err(trouble)?;
            fs::rename(working, path).map_err(trouble)?;
            let around = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            fs::File::open(around).and_then(|folder| folder.sync_all()).map_err(trouble)?;
        }
        fs::remove_dir(&self.staging).map_err(trouble)?;
        fs::File::open(&self.folder).and_then(|folder| folder.sync_all()).map_err(trouble)?;
        self.committed = true;
        Ok(())
    }

    fn remove(&self) -> io::Result<()> {
        let gone = |result: io::Result<()>| match result {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
        if self.staging.is_dir() {
            gone(fs::remove_dir_all(self.folder.join("media")))?;
            FOLDER_FILES.iter().try_for_each(|name| gone(fs::remove_file(self.folder.join(name))))?;
        }
        if let Some((working, _)) = &self.file {
            for end in ["", "-wal", "-shm", "-journal"] {
                let mut name = working.clone().into_os_string();
                name.push(end);
                gone(fs::remove_file(name))?;
            }
        }
        gone(fs::remove_dir_all(&self.staging))
    }
}

impl Drop for RestoreTarget {
    fn drop(&mut self) {
        if !self.committed
            && let Err(error) = self.remove()
        {
            tracing::warn!(%error, folder = %self.folder.display(), "an unfinished restore could not be removed");
        }
    }
}

/// Reads and checks the whole backup. Leaves the database loaded and the files in the staging folder.
async fn load(
    contents: &Contents,
    source: &Path,
    target: &RestoreTarget,
    db: &DatabaseConnection,
    seal: Option<&str>,
) -> Result<BackupManifest> {
    let mut members = Members::open(source)?;
    let first = members.expect().await?;
    let head = read_head(contents, source, &first)?;
    if dialect::tables(db).await?.iter().any(|table| table.name != "schema_lock") {
        return Err(refused(source, "the database holds something already; restore into an empty one"));
    }
    let tx = dialect::begin(db, &Health::new(None)).await?;
    let loaded = async {
        make_tables(contents, source, &tx, &head).await?;
        load_all(source, target, &tx, seal, &mut members, &head, &first.bytes).await
    };
    match loaded.await {
        Ok(manifest) => {
            tx.commit().await?;
            Ok(manifest)
        }
        Err(error) => {
            tx.rollback().await;
            Err(error)
        }
    }
}

fn read_head(contents: &Contents, source: &Path, first: &Member) -> Result<Head> {
    let head: Option<serde_json::Value> = serde_json::from_slice(&first.bytes).ok().filter(|_| first.name == HEAD);
    let head = head.filter(|head| head["format"] == FORMAT);
    let head = head.ok_or_else(|| refused(source, "this is no backup of Matbaa"))?;
    if head["version"] != VERSION {
        let version = &head["version"];
        return Err(refused(
            source,
            format!("its format is {version}; this Matbaa reads {VERSION}, a newer one is needed"),
        ));
    }
    let head: Head = serde_json::from_value(head).map_err(|error| refused(source, format!("{HEAD}: {error}")))?;
    let known = contents.schema.names();
    if let Some(unknown) = head.migrations.iter().find(|name| !known.contains(name)) {
        return Err(Error::NewerSchema { unknown: unknown.clone() });
    }
    if !known.starts_with(&head.migrations) || head.migrations.is_empty() {
        return Err(refused(source, "its schema is none that a released Matbaa has had"));
    }
    Ok(head)
}

/// Creates the tables as they were when the backup was made, empty.
async fn make_tables(contents: &Contents, source: &Path, tx: &Writing, head: &Head) -> Result<()> {
    dialect::lock_schema(tx).await?;
    dialect::ready_for_restore(tx).await?;
    let steps = u32::try_from(head.migrations.len()).map_err(Error::damaged)?;
    contents.schema.apply_first(tx, steps).await?;
    same_tables(source, &head.tables, &tables::kept(tx, contents).await?)?;
    for table in head.tables.iter().rev() {
        crate::rows::clear(tx, &table.name).await?;
    }
    Ok(())
}

async fn load_all(
    source: &Path,
    target: &RestoreTarget,
    tx: &Writing,
    seal: Option<&str>,
    members: &mut Members,
    head: &Head,
    head_bytes: &[u8],
) -> Result<BackupManifest> {
    let mut next = members.expect().await?;
    let mut tables = Vec::with_capacity(head.tables.len());
    for table in &head.tables {
        let mut reading = Reading::of(table);
        let prefix = format!("{TABLES}{}/", table.name);
        while next.name == number_of_part(&prefix, reading.parts + 1) {
            reading.part(source, tx, &next).await?;
            next = members.expect().await?;
        }
        reading.loader.finish(tx).await?;
        tables.push(reading.count());
    }
    let media = load_media(source, target, members, &mut next).await?;
    let mut folder = Vec::new();
    while let Some(name) = next.name.strip_prefix(FOLDER).filter(|name| FOLDER_FILES.contains(name)) {
        write_private(&target.staging.join(name), &next.bytes).map_err(|error| refused(&target.staging, error))?;
        folder.push((name.to_owned(), digest(&next.bytes)));
        next = members.expect().await?;
    }
    let manifest = checked_manifest(source, &next, head_bytes, tables, media, folder)?;
    let last = members.expect().await?;
    let found = digest(&next.bytes);
    if last.name != SEAL || last.bytes != format!("{found}\n").as_bytes() {
        return Err(refused(source, "its seal does not belong to it: it was altered"));
    }
    if seal.is_some_and(|seal| !seal.trim().eq_ignore_ascii_case(&found)) {
        return Err(refused(source, format!("it is not the backup asked for; its digest is {found}")));
    }
    if let Some(more) = members.next().await? {
        return Err(refused(source, format!("{} stands behind its end: it was altered", more.name)));
    }
    for table in &manifest.tables {
        if let Some(last) = table.last_id {
            dialect::set_last_id(tx, &table.name, last).await?;
        }
    }
    Ok(manifest)
}

/// The manifest, compared with what was read.
fn checked_manifest(
    source: &Path,
    member: &Member,
    head_bytes: &[u8],
    tables: Vec<TableCount>,
    media: MediaCount,
    folder: Vec<(String, String)>,
) -> Result<BackupManifest> {
    if member.name != MANIFEST {
        return Err(refused(source, format!("{} stands where no backup has it: it was altered", member.name)));
    }
    let manifest: BackupManifest =
        serde_json::from_slice(&member.bytes).map_err(|error| refused(source, format!("{MANIFEST}: {error}")))?;
    let altered = |what: &str| refused(source, format!("{what} is not what was written: altered, damaged or cut off"));
    if manifest.head != digest(head_bytes) {
        return Err(altered(HEAD));
    }
    for (kept, found) in manifest.tables.iter().zip(&tables) {
        let found = TableCount { last_id: kept.last_id, ..found.clone() };
        if *kept != found {
            return Err(altered(&format!("the table {}", found.name)));
        }
    }
    let found = MediaCount { missing: manifest.media.missing, ..media };
    if manifest.tables.len() != tables.len() || manifest.media != found || manifest.folder != folder {
        return Err(altered("the backup"));
    }
    Ok(manifest)
}

fn same_tables(source: &Path, kept: &[TableShape], here: &[TableShape]) -> Result<()> {
    let sorted = |table: &TableShape| {
        let mut columns = table.columns.clone();
        columns.sort_by(|one, two| one.0.cmp(&two.0));
        columns
    };
    for table in kept {
        let found = here.iter().find(|found| found.name == table.name);
        if found.is_none_or(|found| sorted(found) != sorted(table)) {
            return Err(refused(
                source,
                format!("its table {} has another shape than its migrations make", table.name),
            ));
        }
    }
    match here.iter().find(|table| !kept.iter().any(|other| other.name == table.name)) {
        Some(table) => Err(refused(source, format!("the table {} is missing from it", table.name))),
        None => Ok(()),
    }
}

/// A table that is being read.
struct Reading<'a> {
    table: &'a TableShape,
    loader: Loader,
    parts: usize,
    rows: u64,
    bytes: u64,
    sha: Sha256,
}

impl<'a> Reading<'a> {
    fn of(table: &'a TableShape) -> Self {
        let columns = table.columns.iter().map(|(name, _)| name.clone()).collect();
        let loader = Loader::new(table.name.clone(), columns);
        Self { table, loader, parts: 0, rows: 0, bytes: 0, sha: Sha256::new() }
    }

    async fn part(&mut self, source: &Path, tx: &Writing, member: &Member) -> Result<()> {
        self.parts += 1;
        self.bytes += member.bytes.len() as u64;
        self.sha.update(&member.bytes);
        let kinds = self.table.kinds();
        for line in member.bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            self.rows += 1;
            let row = cells::read_line(line, &kinds);
            let row = row.ok_or_else(|| refused(source, format!("{} holds a line that is no row", member.name)))?;
            let values = row.into_iter().zip(&kinds).map(|(cell, kind)| cell.into_value(*kind));
            self.loader.push(tx, values).await.map_err(|error| match error {
                Error::Database(error) => {
                    refused(source, format!("{}: the database refuses a row: {error}", member.name))
                }
                other => other,
            })?;
        }
        Ok(())
    }

    fn count(self) -> TableCount {
        let sha256 = hex(&self.sha.finalize());
        TableCount { name: self.table.name.clone(), rows: self.rows, bytes: self.bytes, sha256, last_id: None }
    }
}

/// Loads files of the media store until another kind of member comes. Each list must match the files before it.
async fn load_media(
    source: &Path,
    target: &RestoreTarget,
    members: &mut Members,
    next: &mut Member,
) -> Result<MediaCount> {
    let store = MediaStore::open(&target.staging.join("media"))?;
    let mut count = MediaCount::default();
    let (mut sha, mut lines, mut part) = (Sha256::new(), Vec::new(), 0);
    loop {
        if let Some(key) = next.name.strip_prefix(MEDIA) {
            if !is_plain_path(&next.name) {
                return Err(refused(source, "it holds something that no backup holds"));
            }
            let (size, sha256) = (next.bytes.len() as u64, digest(&next.bytes));
            let key = key.to_owned();
            store.put(&key, std::mem::take(&mut next.bytes).into()).await?;
            count.files += 1;
            count.bytes += size;
            lines.push(json(&MediaLine { key, bytes: size, sha256 })?);
        } else if next.name == number_of_part(MEDIA_INDEX, part + 1) {
            part += 1;
            let mut kept = next.bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
            for line in lines.drain(..) {
                if kept.next() != Some(line.as_bytes()) {
                    let key = serde_json::from_str::<MediaLine>(&line).map(|line| line.key).unwrap_or_default();
                    return Err(refused(
                        source,
                        format!("the picture file {key} is not what was written: altered or damaged"),
                    ));
                }
            }
            if kept.next().is_some() {
                return Err(refused(source, "picture files are missing from it"));
            }
            sha.update(&next.bytes);
        } else {
            break;
        }
        *next = members.expect().await?;
    }
    if !lines.is_empty() {
        return Err(refused(source, "the list of its picture files is missing"));
    }
    count.sha256 = hex(&sha.finalize());
    Ok(count)
}

fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    io::Write::write_all(&mut file, bytes)?;
    file.sync_all()
}
