//! The one place where the newsroom's database is opened and where a write begins and ends.
//!
//! [`Newsroom::write`] is the only door for changes: what was announced to the publication log inside it is numbered
//! and written as the last thing before the commit, so log and change stand or fall together.

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;

use rules::Actor;
use sea_orm::{ConnectionTrait, DatabaseConnection, ExecResult, StatementBuilder};
use tokio::sync::{Mutex, MutexGuard};

use crate::audit::{self, AuditVerdict, Deed, Seal};
use crate::belonging::{self, Evidence};
use crate::clock::{Clock, SystemClock, Timestamp};
use crate::darkroom::{Admitted, Darkroom};
use crate::dialect;
use crate::domain::Domain;
use crate::error::{Error, Result};
use crate::happened::Happened;
use crate::health::Health;
use crate::log::{self, LogKind, News, StoryChange};
use crate::media::MediaStore;
use crate::noting::Noting;
use crate::outage::Outage;
use crate::private;
use crate::reserve::Reserve;
use crate::schema::MigrationLine;
use crate::source::Reads;
use crate::wake::Wake;
use crate::writing::Writing;

/// Which database holds the paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DatabaseChoice {
    /// A SQLite file, created where it does not exist.
    Sqlite(PathBuf),
    /// A PostgreSQL address, `postgres://user@host/name` or `postgres:///name?host=/run/postgresql`.
    Postgres(String),
}

impl FromStr for DatabaseChoice {
    type Err = Error;

    fn from_str(address: &str) -> Result<Self> {
        if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            return Ok(Self::Postgres(address.to_owned()));
        }
        match address.strip_prefix("sqlite:") {
            Some(path) if !path.is_empty() => Ok(Self::Sqlite(path.trim_start_matches("//").into())),
            _ => Err(Error::BadDatabaseAddress(hide_password(address))),
        }
    }
}

/// An address as it may be shown: the password, where there is one, becomes three dots.
pub(crate) fn hide_password(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    let Some((login, host)) = rest.rsplit_once('@') else { return address.to_owned() };
    match login.split_once(':') {
        Some((user, _)) => format!("{scheme}://{user}:…@{host}"),
        None => address.to_owned(),
    }
}

impl std::fmt::Display for DatabaseChoice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres(address) => f.write_str(&hide_password(address)),
        }
    }
}

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
    /// Opens and brings the schema up to date; with `accept_loss`, whatever the folder remembers.
    pub(crate) async fn open_held(
        domain: &'static Domain,
        folder: &Path,
        choice: Option<&DatabaseChoice>,
        accept_loss: bool,
    ) -> Result<Self> {
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
        belonging::name_folder(&newsroom, folder, accept_loss).await?;
        if let Some(why) = accepted {
            belonging::note_accepted(&newsroom, &why).await?;
        }
        Ok(newsroom)
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
        tokio::task::spawn_blocking(move || match crate::sweeping::sweep(&media) {
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
        let inner = self.health.unless_away(Writing::begin(&self.db, &self.health)).await?;
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
        match tokio::time::timeout(dialect::LOCK_WAIT, turn.lock()).await {
            Ok(turn) => Ok(Some(turn)),
            Err(_) => Err(Error::Storage { outage: Outage::Busy, cause: "another write has not ended".to_owned() }),
        }
    }
}

/// A write under way: the transaction, its one instant, and what will be told to the publication log at the commit.
pub struct Tx {
    inner: Writing,
    now: Timestamp,
    news: Vec<News>,
    deeds: Vec<Deed>,
    happened: Vec<Happened>,
    mails: bool,
    is_quiet: bool,
}

impl Tx {
    /// The transaction, for queries.
    pub fn db(&self) -> &Writing {
        &self.inner
    }

    /// The instant at which everything in this transaction happens.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// Whether mail goes out.
    pub(crate) fn mails(&self) -> bool {
        self.mails
    }

    /// Says that nobody at the desk needs to hear of this write: it comes often and changes nothing that is watched.
    pub(crate) fn goes_unheard(&mut self) {
        self.is_quiet = true;
    }

    /// Puts a row into the audit log: `act` as in `publish`, `subject` as in `story/abcd1234`, `details` with ids, states
    /// and digests, never with names, addresses or text. Called by the domain act itself.
    pub fn audit(&mut self, actor: &Actor, act: &'static str, subject: impl ToString, details: serde_json::Value) {
        debug_assert!(audit::AUDIT_ACTS.contains(&act), "{act} has no name");
        self.deeds.push(Deed { actor: audit::audit_name(actor), act, subject: subject.to_string(), details });
    }

    /// Says what other subjects have to hear of before the transaction ends.
    pub(crate) fn happened(&mut self, what: Happened) {
        self.happened.push(what);
    }

    /// What happened and nobody has reacted to, in order.
    pub(crate) fn take_happened(&mut self) -> Vec<Happened> {
        std::mem::take(&mut self.happened)
    }

    /// Says that readers may see a change of `subject`. Called by the domain act that makes the change.
    pub(crate) fn announce(&mut self, kind: LogKind, subject: impl ToString) {
        self.tell(News { kind, subject: subject.to_string(), change: None });
    }

    /// Says that readers may see a change of the story with this public id: where it stood and where it stands.
    pub(crate) fn announce_story(&mut self, public_id: impl ToString, change: StoryChange) {
        self.tell(News { kind: LogKind::Story, subject: public_id.to_string(), change: Some(change) });
    }

    fn tell(&mut self, line: News) {
        if !self.news.contains(&line) {
            self.news.push(line);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_address_is_read_and_shown_without_its_password() {
        assert_eq!("sqlite:/var/paper.db".parse::<DatabaseChoice>().unwrap().to_string(), "sqlite:/var/paper.db");
        let postgres: DatabaseChoice = "postgres://desk:geheim@db.example/paper".parse().unwrap();
        assert_eq!(postgres.to_string(), "postgres://desk:…@db.example/paper");
        for bad in ["", "mysql://x/y", "sqlite:", "paper.db"] {
            assert!(bad.parse::<DatabaseChoice>().is_err(), "{bad}");
        }
    }
}
