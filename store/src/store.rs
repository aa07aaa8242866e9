//! The one place where a paper's storage is opened and where a write begins and ends.
//!
//! A write is [`Store::begin`], the act, and [`Store::commit`] or [`Store::roll_back`]: what the act left to the logs is
//! numbered and written as the last thing before the commit, so logs and change stand or fall together.

use std::path::Path;
use std::sync::Arc;

use sea_orm::{ConnectionTrait, DatabaseConnection, ExecResult, StatementBuilder};
use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::audit::{self, AuditVerdict, Seal};
use crate::belonging::{self, Evidence};
use crate::choice::DatabaseChoice;
use crate::clock::Timestamp;
use crate::error::{Error, Result};
use crate::health::Health;
use crate::limits::LOCK_WAIT;
use crate::media::MediaStore;
use crate::outage::Outage;
use crate::reserve::Reserve;
use crate::schema::{MigrationLine, Schema};
use crate::source::Reads;
use crate::stranger::Stranger;
use crate::tx::Tx;
use crate::wake::Wake;
use crate::{dialect, log, private, sweeping};

/// What a store is opened from.
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

    fn evidence<'a>(&'a self, folder: &'a Path) -> Evidence<'a> {
        let backend = self.db.get_database_backend();
        Evidence { folder, choice: &self.choice, reads: &self.reads, backend }
    }
}

/// An open store: its database and its media folder. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    db: DatabaseConnection,
    reads: Reads,
    health: Health,
    /// Whose turn it is to write, where one writes at a time.
    turn: Option<Arc<Mutex<()>>>,
    media: MediaStore,
    wake: Wake,
    seal: Seal,
}

impl Store {
    /// Opens the store in `folder` and brings the schema up to date; with `accept_loss`, whatever the folder remembers. Says
    /// which loss was accepted. Refuses with [`Error::Stranger`] a database that does not belong to the folder, and with
    /// [`Error::NewerSchema`] one of a newer Matbaa.
    pub async fn open(
        schema: Schema,
        folder: &Path,
        choice: Option<&DatabaseChoice>,
        accept_loss: bool,
    ) -> Result<(Self, Option<Stranger>)> {
        let parts = Parts::open(folder, choice).await?;
        let evidence = parts.evidence(folder);
        let (seal, accepted) = match evidence.hold().await {
            Err(Error::Stranger { why, .. }) if accept_loss => {
                evidence.accept_loss()?;
                (Seal::open(folder)?, Some(why))
            }
            held => (held?, None),
        };
        if let DatabaseChoice::Sqlite(file) = &parts.choice {
            private::create_file(file).map_err(|source| Error::Folder { folder: folder.to_owned(), source })?;
        }
        let store = Self::of(parts, seal);
        schema.bring_up_to_date(&store.db, &store.reads, &store.health).await?;
        Ok((store, accepted))
    }

    /// Opens without migrating and without holding database and folder against each other.
    pub async fn open_unheld(folder: &Path, choice: Option<&DatabaseChoice>) -> Result<Self> {
        Ok(Self::of(Parts::open(folder, choice).await?, Seal::open(folder)?))
    }

    fn of(parts: Parts, seal: Seal) -> Self {
        let Parts { db, reads, health, media, choice } = parts;
        let turn = matches!(choice, DatabaseChoice::Sqlite(_)).then(Arc::default);
        Self { db, reads, health, turn, media, wake: Wake::default(), seal }
    }

    /// Which migrations of `schema` the database has, and which others.
    pub async fn migration_status(&self, schema: Schema) -> Result<Vec<MigrationLine>> {
        if self.reads.file().is_some_and(|file| !file.is_there()) {
            return Ok(schema.none_applied());
        }
        schema.status(&self.reads, self.db.get_database_backend()).await
    }

    /// How the storage is.
    pub fn health(&self) -> &Health {
        &self.health
    }

    /// Watches over the storage for as long as it is polled: whether the database answers, whether a full disk has space
    /// again; keeps space free beside a database of this machine.
    pub async fn watch_health(&self) -> std::convert::Infallible {
        self.health.keep_reserve();
        // A connection that writes is open from here on: SQLite's log is there as long as the paper is served.
        let _ = self.db.execute_unprepared("SELECT 1").await;
        belonging::serving(self.folder());
        let media = self.media.folder().to_owned();
        tokio::task::spawn_blocking(move || match sweeping::sweep(&media) {
            0 => {}
            files => tracing::info!(files, "half-written picture files were taken away"),
        });
        dialect::watch(&self.db, &self.health).await
    }

    /// The pool, for reading in the company of writes.
    pub fn db(&self) -> &DatabaseConnection {
        &self.db
    }

    /// The reading side, for pages.
    pub fn reads(&self) -> &Reads {
        &self.reads
    }

    /// The pictures' files.
    pub fn media(&self) -> &MediaStore {
        &self.media
    }

    /// The paper's folder.
    pub fn folder(&self) -> &Path {
        self.media.folder().parent().unwrap_or(Path::new("."))
    }

    /// Who waits for what is written.
    pub fn wake(&self) -> &Wake {
        &self.wake
    }

    /// Closes the database; what is asked afterwards is refused. For an orderly end.
    pub async fn close(&self) -> Result<()> {
        belonging::stopped(self.folder());
        if let Some(file) = self.reads.file() {
            file.close();
        }
        Ok(self.db.clone().close().await?)
    }

    /// Listens for what other processes write, for as long as it is polled: the command line beside the server, other
    /// nodes. Returns when the database is away; call it again.
    pub async fn listen(&self) -> Result<std::convert::Infallible> {
        let mut ear = dialect::Ear::open(&self.db, &self.reads).await?;
        // What was written before there was an ear may have been missed.
        let mut came = true;
        loop {
            self.wake.hear(log::head(&self.reads).await?);
            if came {
                self.wake.stir();
            }
            came = ear.word().await?;
        }
    }

    /// A secret key for `purpose`, the same on every node, kept outside the database: what is hashed or signed with it means
    /// nothing to whoever has only that.
    pub fn key_for(&self, purpose: &str) -> [u8; 32] {
        self.seal.derived(purpose)
    }

    /// Walks the whole audit log and says whether it is what was written.
    pub async fn verify_audit(&self) -> Result<AuditVerdict> {
        audit::verify(&self.reads, &self.seal).await
    }

    /// Runs one statement that is a transaction of its own and concerns nobody's words, also while the disk is full.
    pub async fn execute(&self, statement: &impl StatementBuilder) -> Result<ExecResult> {
        let _turn = self.turn().await?;
        let asked = async { Ok(self.db.execute(statement).await?) };
        self.health.note(self.health.unless_away(asked).await)
    }

    /// Begins a write at `now`, when it is its turn. Whether anything may be written is [`Health::may_write`]'s to say.
    pub async fn begin(&self, now: Timestamp) -> Result<Tx> {
        let turn = self.turn().await?;
        let inner = self.health.unless_away(dialect::begin(&self.db, &self.health)).await?;
        Ok(Tx { inner, now, lines: Vec::new(), deeds: Vec::new(), is_quiet: false, turn })
    }

    /// Writes what was left to the logs, and commits. On an error nothing of the whole write is there.
    pub async fn commit(&self, tx: Tx) -> Result<()> {
        let logged = async {
            let head = audit::append(&tx.inner, tx.now, &tx.deeds, &self.seal).await?;
            let last = log::append(&tx.inner, tx.now, &tx.lines).await?;
            if !tx.is_quiet {
                dialect::tell(&tx.inner).await?;
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
        // What is left concerns no other write.
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

    /// Takes back everything that was written in `tx`.
    pub async fn roll_back(&self, tx: Tx) {
        let Tx { inner, turn: _turn, .. } = tx;
        let ended = async {
            inner.rollback().await;
            Ok::<(), Error>(())
        };
        // A database that is away has rolled back, or will: its connection is not used again.
        let _ = self.health.unless_away(ended).await;
    }

    /// Waits until nobody else of this process writes, where one writes at a time: in the order of coming, which SQLite's
    /// own waiting is not.
    async fn turn(&self) -> Result<Option<OwnedMutexGuard<()>>> {
        let Some(turn) = &self.turn else { return Ok(None) };
        match tokio::time::timeout(LOCK_WAIT, turn.clone().lock_owned()).await {
            Ok(turn) => Ok(Some(turn)),
            Err(_) => Err(Error::Storage { outage: Outage::Busy, cause: "another write has not ended".to_owned() }),
        }
    }
}
