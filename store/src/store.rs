//! Opens the storage of a paper, and begins and ends its writes.
//!
//! A write is [`Store::begin`], the act, and [`Store::commit`] or [`Store::roll_back`]. The lines for the logs are
//! numbered and written last before the commit, so the logs and the change are committed together or not at all.

use std::path::Path;
use std::sync::Arc;

use sea_orm::{ConnectionTrait, DatabaseConnection, ExecResult, StatementBuilder};
use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::audit::{self, AuditVerdict, Seal};
use crate::choice::DatabaseChoice;
use crate::clock::Timestamp;
use crate::error::{Error, Result};
use crate::folder_check::{self, FolderCheck};
use crate::folder_mismatch::FolderMismatch;
use crate::health::Health;
use crate::limits::LOCK_WAIT;
use crate::media::MediaStore;
use crate::outage::Outage;
use crate::reserve::Reserve;
use crate::schema::{MigrationLine, Schema};
use crate::source::Reads;
use crate::tx::Tx;
use crate::wake::Wake;
use crate::{dialect, log, private, sweeping};

/// The parts of an open store.
struct Parts {
    choice: DatabaseChoice,
    db: DatabaseConnection,
    reads: Reads,
    health: Health,
    media: MediaStore,
}

impl Parts {
    async fn open(folder: &Path, choice: Option<&DatabaseChoice>) -> Result<Self> {
        private::create_dir_all(folder).map_err(|source| Error::Folder { folder: folder.to_owned(), source })?;
        let choice = choice.cloned().unwrap_or_else(|| DatabaseChoice::Sqlite(folder.join("matbaa.sqlite")));
        let reserve = match &choice {
            DatabaseChoice::Sqlite(path) => {
                let beside = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
                Some(Reserve::of(beside))
            }
            DatabaseChoice::Postgres(_) => None,
        };
        let health = Health::new(reserve);
        let db = dialect::connect(&choice, &health).await?;
        let reads = dialect::reads(&choice, &db, &health);
        let media = MediaStore::open(&folder.join("media"))?;
        Ok(Self { choice, db, reads, health, media })
    }

    fn folder_check<'a>(&'a self, folder: &'a Path) -> FolderCheck<'a> {
        let backend = self.db.get_database_backend();
        FolderCheck { folder, choice: &self.choice, reads: &self.reads, backend }
    }
}

/// An open store: its database and its media folder. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    db: DatabaseConnection,
    reads: Reads,
    health: Health,
    /// Serialises the writes of this process, on SQLite.
    turn: Option<Arc<Mutex<()>>>,
    media: MediaStore,
    wake: Wake,
    seal: Seal,
}

impl Store {
    /// Opens the store in `folder` and brings the schema up to date. With `accept_loss`, opens it even if the folder
    /// knows more than the database, and returns the loss that was accepted. Refuses with [`Error::FolderMismatch`] a
    /// database that does not belong to the folder, and with [`Error::NewerSchema`] one of a newer Matbaa.
    pub async fn open(
        schema: Schema,
        folder: &Path,
        choice: Option<&DatabaseChoice>,
        accept_loss: bool,
    ) -> Result<(Self, Option<FolderMismatch>)> {
        let parts = Parts::open(folder, choice).await?;
        let check = parts.folder_check(folder);
        let (seal, accepted) = match check.run().await {
            Err(Error::FolderMismatch { why, .. }) if accept_loss => {
                check.accept_loss()?;
                (Seal::open(folder)?, Some(why))
            }
            checked => (checked?, None),
        };
        if let DatabaseChoice::Sqlite(file) = &parts.choice {
            private::create_file(file).map_err(|source| Error::Folder { folder: folder.to_owned(), source })?;
        }
        let store = Self::of(parts, seal);
        schema.bring_up_to_date(&store.db, &store.reads, &store.health).await?;
        Ok((store, accepted))
    }

    /// Opens without migrating and without checking that database and folder belong together.
    pub async fn open_unchecked(folder: &Path, choice: Option<&DatabaseChoice>) -> Result<Self> {
        Ok(Self::of(Parts::open(folder, choice).await?, Seal::open(folder)?))
    }

    fn of(parts: Parts, seal: Seal) -> Self {
        let Parts { db, reads, health, media, choice } = parts;
        let turn = matches!(choice, DatabaseChoice::Sqlite(_)).then(Arc::default);
        Self { db, reads, health, turn, media, wake: Wake::default(), seal }
    }

    /// The same store, whose files of pictures are in `media`.
    #[must_use]
    pub fn with_media(self, media: MediaStore) -> Self {
        Self { media, ..self }
    }

    /// The migrations of `schema`, and whether the database has each; then those that only the database has.
    pub async fn migration_status(&self, schema: Schema) -> Result<Vec<MigrationLine>> {
        if self.reads.file().is_some_and(|file| !file.is_there()) {
            return Ok(schema.none_applied());
        }
        schema.status(&self.reads, self.db.get_database_backend()).await
    }

    /// The state of the storage.
    pub fn health(&self) -> &Health {
        &self.health
    }

    /// Watches the storage for as long as the future is polled: whether the database answers, and whether a full disk
    /// has space again. Keeps space free beside a database of this machine.
    pub async fn watch_health(&self) -> std::convert::Infallible {
        self.health.keep_reserve();
        // Keeps one writing connection open, so that SQLite's write-ahead log exists as long as the paper is served.
        let _ = self.db.execute_unprepared("SELECT 1").await;
        folder_check::write_serving_marker(self.folder());
        let media = self.media.folder().to_owned();
        tokio::task::spawn_blocking(move || match sweeping::sweep(&media) {
            0 => {}
            files => tracing::info!(files, "half-written picture files were removed"),
        });
        dialect::watch(&self.db, &self.health).await
    }

    /// The connection pool, for reads that are combined with writes.
    pub fn db(&self) -> &DatabaseConnection {
        &self.db
    }

    /// The reading side, for pages.
    pub fn reads(&self) -> &Reads {
        &self.reads
    }

    /// The files of pictures.
    pub fn media(&self) -> &MediaStore {
        &self.media
    }

    /// The paper's folder.
    pub fn folder(&self) -> &Path {
        self.media.folder().parent().unwrap_or(Path::new("."))
    }

    /// Wakes tasks that wait for writes.
    pub fn wake(&self) -> &Wake {
        &self.wake
    }

    /// Closes the database for an orderly shutdown; later queries are refused.
    pub async fn close(&self) -> Result<()> {
        folder_check::remove_serving_marker(self.folder());
        if let Some(file) = self.reads.file() {
            file.close();
        }
        Ok(self.db.clone().close().await?)
    }

    /// Listens for writes of other processes (the command line beside the server, other nodes) for as long as the
    /// future is polled. Returns when the database is away; call it again.
    pub async fn listen(&self) -> Result<std::convert::Infallible> {
        let mut listener = dialect::Listener::open(&self.db, &self.reads).await?;
        // Writes made before the listener was open may have been missed.
        let mut came = true;
        loop {
            self.wake.hear(log::head(&self.reads).await?);
            if came {
                self.wake.stir();
            }
            came = listener.wait().await?;
        }
    }

    /// A secret key for `purpose`, the same on every node and stored outside the database. A hash or signature made
    /// with it is useless to somebody who has only the database.
    pub fn key_for(&self, purpose: &str) -> [u8; 32] {
        self.seal.derived(purpose)
    }

    /// Verifies the whole audit log.
    pub async fn verify_audit(&self) -> Result<AuditVerdict> {
        audit::verify(&self.reads, &self.seal).await
    }

    /// Runs one statement as a transaction of its own, also while the disk is full. For statements that store no text
    /// of people.
    pub async fn execute(&self, statement: &impl StatementBuilder) -> Result<ExecResult> {
        let _turn = self.turn().await?;
        let asked = async { Ok(self.db.execute(statement).await?) };
        self.health.note(self.health.unless_away(asked).await)
    }

    /// Begins a write at `now`, after the other writes of this process. The caller asks [`Health::may_write`] first.
    pub async fn begin(&self, now: Timestamp) -> Result<Tx> {
        let turn = self.turn().await?;
        let inner = self.health.unless_away(dialect::begin(&self.db, &self.health)).await?;
        Ok(Tx { inner, now, lines: Vec::new(), entries: Vec::new(), is_quiet: false, turn })
    }

    /// Writes the lines of both logs and commits. On an error nothing of the whole write remains.
    pub async fn commit(&self, tx: Tx) -> Result<()> {
        let logged = async {
            let head = audit::append(&tx.inner, tx.now, &tx.entries, &self.seal).await?;
            let last = log::append(&tx.inner, tx.now, &tx.lines).await?;
            if !tx.is_quiet {
                dialect::notify_write(&tx.inner).await?;
            }
            Ok((head, last))
        };
        let (head, last) = match self.health.unless_away(logged).await {
            Ok(logged) => logged,
            Err(error) => {
                self.roll_back(tx).await;
                return Err(error);
            }
        };
        let Tx { inner, is_quiet, turn, .. } = tx;
        self.health.unless_away(inner.commit()).await?;
        // The rest needs no lock.
        drop(turn);
        if let Some((seq, digest)) = head {
            self.seal.remember(seq, &digest);
        }
        if let Some(seq) = last {
            self.wake.hear(seq);
        }
        if !is_quiet {
            self.wake.stir();
        }
        Ok(())
    }

    /// Rolls back everything that was written in `tx`.
    pub async fn roll_back(&self, tx: Tx) {
        let Tx { inner, turn: _turn, .. } = tx;
        let ended = async {
            inner.rollback().await;
            Ok::<(), Error>(())
        };
        // If the database is away, it has rolled back or will, and its connection is not used again.
        let _ = self.health.unless_away(ended).await;
    }

    /// On SQLite, waits until no other task of this process writes. Tasks are served in the order in which they come,
    /// which SQLite's own waiting does not guarantee.
    async fn turn(&self) -> Result<Option<OwnedMutexGuard<()>>> {
        let Some(turn) = &self.turn else { return Ok(None) };
        match tokio::time::timeout(LOCK_WAIT, turn.clone().lock_owned()).await {
            Ok(turn) => Ok(Some(turn)),
            Err(_) => Err(Error::Storage { outage: Outage::Busy, cause: "another write has not ended".to_owned() }),
        }
    }
}
