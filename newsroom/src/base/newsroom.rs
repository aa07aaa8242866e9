//! An open newsroom. [`Newsroom::write`] is the only way to change it.

use std::path::Path;
use std::task::Poll;

use rules::Actor;
use sea_orm::{DatabaseConnection, ExecResult, StatementBuilder};
use store::Store;
use store::audit::AuditVerdict;
use store::choice::DatabaseChoice;
use store::clock::{Clock, SystemClock, Timestamp};
use store::folder_mismatch::FolderMismatch;
use store::health::Health;
use store::media::{BucketSettings, MediaPlace, MediaStore};
use store::outage::Outage;
use store::schema::MigrationLine;
use store::source::Reads;

use crate::base::darkroom::{Admitted, Darkroom};
use crate::base::domain::Domain;
use crate::base::error::{Error, Result};
use crate::base::noting::Noting;
use crate::base::tx::Tx;

/// An open newsroom: its database and its media folder. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Newsroom {
    store: Store,
    mails: bool,
    darkroom: Darkroom,
    noting: Noting,
    domain: &'static Domain,
}

impl Newsroom {
    /// Opens the newsroom and brings the schema up to date. With `accept_loss`, opens it even if the folder knows more
    /// than the database, and returns the loss that was accepted.
    pub(crate) async fn open_checked(
        domain: &'static Domain,
        folder: &Path,
        choice: Option<&DatabaseChoice>,
        accept_loss: bool,
    ) -> Result<(Self, Option<FolderMismatch>)> {
        let (store, accepted) = Store::open(domain.contents.schema, folder, choice, accept_loss).await?;
        Ok((Self::of(domain, store), accepted))
    }

    /// Opens without migrating and without checking that database and folder belong together.
    pub(crate) async fn open_unchecked(
        domain: &'static Domain,
        folder: &Path,
        choice: Option<&DatabaseChoice>,
    ) -> Result<Self> {
        Ok(Self::of(domain, Store::open_unchecked(folder, choice).await?))
    }

    fn of(domain: &'static Domain, store: Store) -> Self {
        Self { store, mails: false, darkroom: Darkroom::default(), noting: Noting::default(), domain }
    }

    /// The same newsroom; with `mails`, acts leave mail jobs for notices, because a mail server is configured.
    pub fn with_mail(mut self, mails: bool) -> Self {
        self.mails = mails;
        self
    }

    /// The same newsroom with a bucket for the files of pictures beside the folder. New files are written to `written`.
    pub fn with_bucket(mut self, bucket: &BucketSettings, written: MediaPlace) -> Result<Self> {
        let media = self.store.media().with_bucket(bucket, written)?;
        self.store = self.store.with_media(media);
        Ok(self)
    }

    /// The same newsroom for a command: its pictures wait for their turn without a timeout.
    pub fn patient(mut self) -> Self {
        self.darkroom = self.darkroom.patient();
        self
    }

    /// The migrations of this build, and whether the database has each.
    pub async fn migration_status(&self) -> Result<Vec<MigrationLine>> {
        Ok(self.store.migration_status(self.domain.contents.schema).await?)
    }

    /// The state of the storage.
    pub fn health(&self) -> &Health {
        self.store.health()
    }

    /// Watches the storage for as long as the future is polled: whether the database answers, and whether a full disk
    /// has space again. Keeps space free beside a database of this machine.
    pub async fn watch_health(&self) -> std::convert::Infallible {
        tokio::select! {
            never = self.store.watch_health() => never,
            never = self.audit_full_disks() => never,
        }
    }

    /// Writes an entry to the audit log whenever the disk becomes full, which explains why acts were refused.
    async fn audit_full_disks(&self) -> std::convert::Infallible {
        let mut seen = None;
        loop {
            self.health().changed_from(seen).await;
            seen = self.health().outage();
            if seen != Some(Outage::Full) {
                continue;
            }
            let note = self.write_from_reserve(SystemClock.now(), async |tx| {
                tx.audit(&Actor::clock(), "storage_full", "paper", serde_json::json!({}));
                Ok(())
            });
            if let Err(error) = note.await {
                tracing::error!(%error, "the audit entry about the full disk could not be written");
            }
        }
    }

    /// The connection pool, for reads that are combined with writes.
    pub fn db(&self) -> &DatabaseConnection {
        self.store.db()
    }

    /// The reading side, for pages.
    pub fn reads(&self) -> &Reads {
        self.store.reads()
    }

    /// Closes the database for an orderly shutdown; later queries are refused.
    pub async fn close(&self) -> Result<()> {
        Ok(self.store.close().await?)
    }

    /// The newest number of the publication log known to this process; 0 before the first line.
    pub fn heard(&self) -> i64 {
        self.store.wake().heard()
    }

    /// Returns when a line after `seq` is known to this process: at once for its own writes, and for those of other
    /// processes while [`Newsroom::listen`] runs.
    pub async fn heard_beyond(&self, seq: i64) {
        self.store.wake().beyond(seq).await;
    }

    /// The number of writes known to this process so far, including those that readers cannot see. Only useful as an
    /// argument of [`Newsroom::stirred_beyond`].
    pub fn stirs(&self) -> u64 {
        self.store.wake().stirs()
    }

    /// Returns when something was written since [`Newsroom::stirs`] returned `seen`: at once for this process's own
    /// writes, and for those of others while [`Newsroom::listen`] runs. It does not tell what was written; nothing
    /// relevant may have changed.
    pub async fn stirred_beyond(&self, seen: u64) {
        self.store.wake().stirred_beyond(seen).await;
    }

    /// Listens for writes of other processes (the command line beside the server, other nodes) for as long as the
    /// future is polled. Returns when the database is away; call it again.
    pub async fn listen(&self) -> Result<std::convert::Infallible> {
        Ok(self.store.listen().await?)
    }

    /// A secret key for `purpose`, the same on every node and stored outside the database. A hash or signature made
    /// with it is useless to somebody who has only the database.
    pub fn key_for(&self, purpose: &str) -> [u8; 32] {
        self.store.key_for(purpose)
    }

    /// Verifies the whole audit log.
    pub async fn verify_audit(&self) -> Result<AuditVerdict> {
        Ok(self.store.verify_audit().await?)
    }

    /// The storage.
    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    /// The sessions whose last use is being written.
    pub(crate) fn noting(&self) -> &Noting {
        &self.noting
    }

    /// Decodes pictures.
    pub(crate) fn darkroom(&self) -> &Darkroom {
        &self.darkroom
    }

    /// Waits until a file of `bytes` may be read into memory to become a picture. The memory is reserved until the
    /// result is dropped. Refuses with [`Error::PicturesBusy`] after a minute.
    pub async fn admit_file(&self, bytes: u64) -> Result<Admitted> {
        self.darkroom.admit(bytes).await
    }

    /// The files of pictures.
    pub fn media(&self) -> &MediaStore {
        self.store.media()
    }

    /// Runs `act` in one write transaction at `now` and commits it together with its lines of the publication log. On
    /// an error nothing is written. While the disk is full, fails at once with [`store::Error::Storage`].
    pub fn write<T, F>(&self, now: Timestamp, act: F) -> impl Future<Output = Result<T>>
    where
        F: AsyncFnOnce(&mut Tx) -> Result<T>,
    {
        self.transact(now, Space::Free, act)
    }

    /// Like [`Newsroom::write`], but also writes while the disk is full, into the reserved space. For the few small
    /// rows that signing in needs.
    pub fn write_from_reserve<T, F>(&self, now: Timestamp, act: F) -> impl Future<Output = Result<T>>
    where
        F: AsyncFnOnce(&mut Tx) -> Result<T>,
    {
        self.transact(now, Space::Reserved, act)
    }

    /// Runs one statement as a transaction of its own, also while the disk is full. For statements that store no text
    /// of people.
    pub(crate) async fn execute(&self, statement: &impl StatementBuilder) -> Result<ExecResult> {
        Ok(self.store.execute(statement).await?)
    }

    /// Only what depends on the act is generic here: there are hundreds of acts, and each brings its own copy.
    async fn transact<T, F>(&self, now: Timestamp, space: Space, act: F) -> Result<T>
    where
        F: AsyncFnOnce(&mut Tx) -> Result<T>,
    {
        let mut tx = self.begin(now, space).await?;
        let acted = {
            // Boxed, because the futures of acts are deeply nested and large, and every caller would hold them on its
            // stack.
            let mut acting = Box::pin(act(&mut tx));
            let mut away = self.health().until_away();
            std::future::poll_fn(move |cx| match acting.as_mut().poll(cx) {
                Poll::Ready(acted) => Poll::Ready(acted),
                Poll::Pending => away.as_mut().poll(cx).map(|error| Err(error.into())),
            })
            .await
        };
        match acted {
            Ok(value) => self.end(tx, space).await.map(|()| value),
            Err(refusal) => Err(self.give_up(tx, refusal).await),
        }
    }

    async fn begin(&self, now: Timestamp, space: Space) -> Result<Tx> {
        if space == Space::Free {
            self.health().may_write()?;
        }
        match self.store.begin(now).await {
            Ok(tx) => Ok(Tx::new(tx, self.mails)),
            Err(error) => Err(self.noted(error.into())),
        }
    }

    /// Reacts to what happened, hands over the events and commits.
    async fn end(&self, mut tx: Tx, space: Space) -> Result<()> {
        // Boxed for the same reason as the act.
        let reacted = Box::pin(async {
            (self.domain.reactions)(&mut tx).await?;
            tx.leave_events()
        });
        if let Err(refusal) = self.health().unless_away(reacted).await {
            return Err(self.give_up(tx, refusal).await);
        }
        self.store.commit(tx.into_inner()).await.map_err(|error| self.noted(error.into()))?;
        if space == Space::Free {
            self.health().wrote();
        }
        Ok(())
    }

    async fn give_up(&self, tx: Tx, refusal: Error) -> Error {
        self.store.roll_back(tx.into_inner()).await;
        self.noted(refusal)
    }

    /// Tells the health what an error says about the storage.
    fn noted(&self, error: Error) -> Error {
        if let Error::Storage(error) = &error {
            self.health().take_note(error);
        }
        error
    }
}

/// The space on the disk that a write may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Space {
    /// Only what is free.
    Free,
    /// Also what is reserved for a full disk.
    Reserved,
}
