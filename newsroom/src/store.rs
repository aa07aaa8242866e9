//! The one place where the newsroom's database is opened and where a write begins and ends.
//!
//! [`Newsroom::write`] is the only door for changes: what was announced to the publication log inside it is numbered
//! and written as the last thing before the commit, so log and change stand or fall together.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use rules::Actor;
use sea_orm::{DatabaseConnection, DatabaseTransaction, TransactionTrait};

use crate::audit::{self, AuditVerdict, Deed, Seal};
use crate::clock::Timestamp;
use crate::darkroom::{Admitted, Darkroom};
use crate::dialect;
use crate::error::{Error, Result};
use crate::log::{self, LogKind, News, StoryChange};
use crate::media::MediaStore;
use crate::migrations::{self, MigrationLine};
use crate::private;
use crate::source::Reads;
use crate::wake::Wake;

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

/// An open newsroom: its database and its media folder. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Newsroom {
    db: DatabaseConnection,
    reads: Reads,
    media: MediaStore,
    wake: Wake,
    seal: Seal,
    mails: bool,
    darkroom: Darkroom,
}

impl Newsroom {
    /// Opens the newsroom in `folder` (created where missing), brings the schema up to date under a lock, and readies
    /// the media folder. Without a `choice` the database is `folder/matbaa.sqlite`.
    ///
    /// Refuses with [`Error::NewerSchema`] a database that a newer Matbaa has migrated.
    pub async fn open(folder: &Path, choice: Option<&DatabaseChoice>) -> Result<Self> {
        let newsroom = Self::open_as_it_is(folder, choice).await?;
        migrations::bring_up_to_date(&newsroom.db).await?;
        Ok(newsroom)
    }

    /// Opens without migrating, for commands that only look.
    pub async fn open_as_it_is(folder: &Path, choice: Option<&DatabaseChoice>) -> Result<Self> {
        let unusable = |source| Error::Folder { folder: folder.to_owned(), source };
        private::create_dir_all(folder).map_err(unusable)?;
        let default = DatabaseChoice::Sqlite(folder.join("matbaa.sqlite"));
        let choice = choice.unwrap_or(&default);
        if let DatabaseChoice::Sqlite(file) = choice {
            private::create_file(file).map_err(unusable)?;
        }
        let db = dialect::connect(choice).await?;
        let reads = dialect::reads(choice, &db);
        let (media, seal) = (MediaStore::open(&folder.join("media"))?, Seal::open(folder)?);
        Ok(Self { db, reads, media, wake: Wake::default(), seal, mails: false, darkroom: Darkroom::default() })
    }

    /// The same newsroom, whose notices go out by mail where `mails`: somebody does its errands and has a mail server.
    /// Without that none is left.
    pub fn with_mail(mut self, mails: bool) -> Self {
        self.mails = mails;
        self
    }

    /// Which migrations this build knows and which of them the database has.
    pub async fn migration_status(&self) -> Result<Vec<MigrationLine>> {
        migrations::status(&self.db).await
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
    /// nothing is written.
    pub async fn write<T, F>(&self, now: Timestamp, act: F) -> Result<T>
    where
        F: AsyncFnOnce(&mut Tx) -> Result<T>,
    {
        let inner = self.db.begin_with_options(dialect::write_options(&self.db)).await?;
        let mut tx = Tx { inner, now, news: Vec::new(), deeds: Vec::new(), mails: self.mails, is_quiet: false };
        match act(&mut tx).await {
            Ok(value) => {
                let head = audit::append(&tx.inner, tx.now, &tx.deeds, &self.seal).await?;
                let last = log::append(&tx.inner, tx.now, &tx.news).await?;
                if !tx.is_quiet {
                    dialect::tell(&tx.inner).await?;
                }
                tx.inner.commit().await?;
                if let Some((seq, digest)) = head {
                    self.seal.remember(seq, &digest);
                }
                if let Some(seq) = last {
                    self.wake.hear(seq);
                }
                if !tx.is_quiet {
                    self.wake.stir();
                }
                Ok(value)
            }
            Err(refusal) => {
                tx.inner.rollback().await?;
                Err(refusal)
            }
        }
    }
}

/// A write under way: the transaction, its one instant, and what will be told to the publication log at the commit.
pub struct Tx {
    inner: DatabaseTransaction,
    now: Timestamp,
    news: Vec<News>,
    deeds: Vec<Deed>,
    mails: bool,
    is_quiet: bool,
}

impl Tx {
    /// The transaction, for queries.
    pub fn db(&self) -> &DatabaseTransaction {
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
