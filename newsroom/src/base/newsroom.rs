//! The one place where the newsroom's database is opened and where a write begins and ends.
//!
//! [`Newsroom::write`] is the only door for changes: what was announced to the publication log inside it is numbered
//! and written as the last thing before the commit, so log and change stand or fall together.

use std::path::Path;
use std::sync::Arc;

use rules::Actor;
use sea_orm::{ConnectionTrait, DatabaseConnection, ExecResult, StatementBuilder};
use tokio::sync::{Mutex, MutexGuard};

use crate::base::darkroom::{Admitted, Darkroom};
use crate::base::domain::Domain;
use crate::base::error::{Error, Result};
use crate::base::noting::Noting;
use crate::base::tx::Tx;
use crate::store::audit::{self, AuditVerdict, Seal};
use crate::store::belonging::{self, Evidence};
use crate::store::choice::DatabaseChoice;
use crate::store::clock::{Clock, SystemClock, Timestamp};
use crate::store::health::Health;
use crate::store::media::MediaStore;
use crate::store::outage::Outage;
use crate::store::reserve::Reserve;
use crate::store::schema::MigrationLine;
use crate::store::source::Reads;
use crate::store::stranger::Stranger;
use crate::store::wake::Wake;
use crate::store::{dialect, log, private};

/// What a newsroom is opened from.
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

/// An open newsroom: its database and its media folder. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Newsroom {
    db: DatabaseConnection,
    reads: Reads,
    health: Health,
    /// Whose turn it is to write, where one writes at a time.
    turn: Option<Arc<Mutex<()>>>,
    media: MediaStore,
    wake: Wake,
    seal: Seal,
    mails: bool,
    darkroom: Darkroom,
    noting: Noting,
    domain: &'static Domain,
}

impl Newsroom {
    /// Opens and brings the schema up to date; with `accept_loss`, whatever the folder remembers. Says which loss was accepted.
    pub(crate) async fn open_held(
        domain: &'static Domain,
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
        let newsroom = Self::of(domain, parts, seal);
        domain.schema.bring_up_to_date(&newsroom.db, &newsroom.reads, &newsroom.health).await?;
        Ok((newsroom, accepted))
    }

    /// Opens without migrating and without holding database and folder against each other.
    pub(crate) async fn open_unheld(
        domain: &'static Domain,
        folder: &Path,
        choice: Option<&DatabaseChoice>,
    ) -> Result<Self> {
        let parts = Parts::open(folder, choice).await?;
        Ok(Self::of(domain, parts, Seal::open(folder)?))
    }

    fn of(domain: &'static Domain, parts: Parts, seal: Seal) -> Self {
        let Parts { db, reads, health, media, choice } = parts;
        let turn = matches!(choice, DatabaseChoice::Sqlite(_)).then(Arc::default);
        let (wake, darkroom) = (Wake::default(), Darkroom::default());
        Self { db, reads, health, turn, media, wake, seal, mails: false, darkroom, noting: Noting::default(), domain }
    }

    /// The same newsroom, whose notices go out by mail where `mails`: somebody does its errands and has a mail server.
    /// Without that none is left.
    pub fn with_mail(mut self, mails: bool) -> Self {
        self.mails = mails;
        self
    }

    /// The same newsroom for a command, where nobody waits before a screen: its pictures wait for their turn however long
    /// that takes.
    pub fn patient(mut self) -> Self {
        self.darkroom = self.darkroom.patient();
        self
    }

    /// Which migrations this build knows and which of them the database has.
    pub async fn migration_status(&self) -> Result<Vec<MigrationLine>> {
        if self.reads.file().is_some_and(|file| !file.is_there()) {
            return Ok(self.domain.schema.none_applied());
        }
        self.domain.schema.status(&self.reads, self.db.get_database_backend()).await
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
        tokio::task::spawn_blocking(move || match crate::store::sweeping::sweep(&media) {
            0 => {}
            files => tracing::info!(files, "half-written picture files were taken away"),
        });
        let (watched, told) = (dialect::watch(&self.db, &self.health), self.tell_of_full_disks());
        tokio::select! {
            never = watched => never,
            never = told => never,
        }
    }

    /// The audit log says when the disk was full: whoever was refused then was refused for that.
    async fn tell_of_full_disks(&self) -> std::convert::Infallible {
        let mut seen = None;
        loop {
            self.health.changed_from(seen).await;
            seen = self.health.outage();
            if seen != Some(Outage::Full) {
                continue;
            }
            let note = self.write_from_reserve(SystemClock.now(), async |tx| {
                tx.audit(&Actor::clock(), "storage_full", "paper", serde_json::json!({}));
                Ok(())
            });
            if let Err(error) = note.await {
                tracing::error!(%error, "the audit log could not be told that the disk is full");
            }
        }
    }

    /// The pool, for reading in the company of writes.
    pub fn db(&self) -> &DatabaseConnection {
        &self.db
    }

    /// The reading side, for pages.
    pub fn reads(&self) -> &Reads {
        &self.reads
    }

    /// Closes the database; what is asked afterwards is refused. For an orderly end.
    pub async fn close(&self) -> Result<()> {
        belonging::stopped(self.folder());
        if let Some(file) = self.reads.file() {
            file.close();
        }
        Ok(self.db.clone().close().await?)
    }

    /// The newest number of the publication log this process has heard of; 0 before the first.
    pub fn heard(&self) -> i64 {
        self.wake.heard()
    }

    /// Resolves when the log has gone beyond `seq`, as far as this process hears: at once for its own writes, and for
    /// those of others while [`Newsroom::listen`] runs.
    pub async fn heard_beyond(&self, seq: i64) {
        self.wake.beyond(seq).await;
    }

    /// How often something was written so far, as far as this process hears: not only what readers may see. A number for
    /// [`Newsroom::stirred_beyond`], which says nothing else.
    pub fn stirs(&self) -> u64 {
        self.wake.stirs()
    }

    /// Resolves when something was written since [`Newsroom::stirs`] was `seen`: at once for this process's own writes,
    /// and for those of others while [`Newsroom::listen`] runs. What was written is not said, and it may have been nothing.
    pub async fn stirred_beyond(&self, seen: u64) {
        self.wake.stirred_beyond(seen).await;
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

    /// The paper's folder.
    pub(crate) fn folder(&self) -> &Path {
        self.media.folder().parent().unwrap_or(Path::new("."))
    }

    /// What is kept here.
    pub(crate) fn domain(&self) -> &'static Domain {
        self.domain
    }

    /// Sessions whose use is being noted.
    pub(crate) fn noting(&self) -> &Noting {
        &self.noting
    }

    /// Where pictures are decoded.
    pub(crate) fn darkroom(&self) -> &Darkroom {
        &self.darkroom
    }

    /// Waits until a file of `bytes` may be read into memory to become a picture; the room is its own for as long as the
    /// answer is held. Refused with [`Error::PicturesBusy`] after a minute.
    pub async fn admit_file(&self, bytes: u64) -> Result<Admitted> {
        self.darkroom.admit(bytes).await
    }

    /// The pictures' files.
    pub fn media(&self) -> &MediaStore {
        &self.media
    }

    /// Runs `act` in one write transaction at `now` and commits it with its lines of the publication log. On an error
    /// nothing is written. [`Error::Storage`] at once while the disk is full.
    pub async fn write<T, F>(&self, now: Timestamp, act: F) -> Result<T>
    where
        F: AsyncFnOnce(&mut Tx) -> Result<T>,
    {
        self.health.may_write()?;
        let ended = self.health.note(Box::pin(self.write_now(now, act)).await);
        if ended.is_ok() {
            self.health.wrote();
        }
        ended
    }

    /// As [`Newsroom::write`], also while the disk is full, from the space that is kept for it: for the few small rows
    /// without which nobody gets in.
    pub async fn write_from_reserve<T, F>(&self, now: Timestamp, act: F) -> Result<T>
    where
        F: AsyncFnOnce(&mut Tx) -> Result<T>,
    {
        self.health.note(Box::pin(self.write_now(now, act)).await)
    }

    /// Runs one statement that is a transaction of its own and concerns nobody's words, also while the disk is full.
    pub(crate) async fn execute(&self, statement: &impl StatementBuilder) -> Result<ExecResult> {
        let _turn = self.turn().await?;
        let asked = async { Ok(self.db.execute(statement).await?) };
        self.health.note(self.health.unless_away(asked).await)
    }

    async fn write_now<T, F>(&self, now: Timestamp, act: F) -> Result<T>
    where
        F: AsyncFnOnce(&mut Tx) -> Result<T>,
    {
        let turn = self.turn().await?;
        let inner = self.health.unless_away(dialect::begin(&self.db, &self.health)).await?;
        let mut tx = Tx {
            inner,
            now,
            news: Vec::new(),
            deeds: Vec::new(),
            happened: Vec::new(),
            mails: self.mails,
            is_quiet: false,
        };
        // On the heap: an act is many functions deep, and each that waits for it would hold all of it on its stack.
        let acted = Box::pin(async {
            let value = act(&mut tx).await?;
            (self.domain.reactions)(&mut tx).await?;
            let head = audit::append(&tx.inner, tx.now, &tx.deeds, &self.seal).await?;
            let last = log::append(&tx.inner, tx.now, &tx.news).await?;
            if !tx.is_quiet {
                dialect::tell(&tx.inner).await?;
            }
            Ok((value, head, last))
        });
        match self.health.unless_away(acted).await {
            Ok((value, head, last)) => {
                let Tx { inner, is_quiet, .. } = tx;
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
                Ok(value)
            }
            Err(refusal) => {
                let ended = async {
                    tx.inner.rollback().await;
                    Ok(())
                };
                // A database that is away has rolled back, or will: its connection is not used again.
                let _ = self.health.unless_away(ended).await;
                Err(refusal)
            }
        }
    }

    /// Waits until nobody else of this process writes, where one writes at a time: in the order of coming, which SQLite's
    /// own waiting is not.
    async fn turn(&self) -> Result<Option<MutexGuard<'_, ()>>> {
        let Some(turn) = &self.turn else { return Ok(None) };
        match tokio::time::timeout(crate::store::limits::LOCK_WAIT, turn.lock()).await {
            Ok(turn) => Ok(Some(turn)),
            Err(_) => Err(Error::Storage { outage: Outage::Busy, cause: "another write has not ended".to_owned() }),
        }
    }
}
