//! An open newsroom, and the only door for changes: [`Newsroom::write`].

use std::path::Path;

use rules::Actor;
use sea_orm::{DatabaseConnection, ExecResult, StatementBuilder};
use store::Store;
use store::audit::AuditVerdict;
use store::choice::DatabaseChoice;
use store::clock::{Clock, SystemClock, Timestamp};
use store::health::Health;
use store::media::MediaStore;
use store::outage::Outage;
use store::schema::MigrationLine;
use store::source::Reads;
use store::stranger::Stranger;

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
    /// Opens and brings the schema up to date; with `accept_loss`, whatever the folder remembers. Says which loss was accepted.
    pub(crate) async fn open_held(
        domain: &'static Domain,
        folder: &Path,
        choice: Option<&DatabaseChoice>,
        accept_loss: bool,
    ) -> Result<(Self, Option<Stranger>)> {
        let (store, accepted) = Store::open(domain.contents.schema, folder, choice, accept_loss).await?;
        Ok((Self::of(domain, store), accepted))
    }

    /// Opens without migrating and without holding database and folder against each other.
    pub(crate) async fn open_unheld(
        domain: &'static Domain,
        folder: &Path,
        choice: Option<&DatabaseChoice>,
    ) -> Result<Self> {
        Ok(Self::of(domain, Store::open_unheld(folder, choice).await?))
    }

    fn of(domain: &'static Domain, store: Store) -> Self {
        Self { store, mails: false, darkroom: Darkroom::default(), noting: Noting::default(), domain }
    }

    /// The same newsroom, whose notices go out by mail where `mails`: somebody has a mail server and sends it.
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
        Ok(self.store.migration_status(self.domain.contents.schema).await?)
    }

    /// How the storage is.
    pub fn health(&self) -> &Health {
        self.store.health()
    }

    /// Watches over the storage for as long as it is polled: whether the database answers, whether a full disk has space
    /// again; keeps space free beside a database of this machine.
    pub async fn watch_health(&self) -> std::convert::Infallible {
        tokio::select! {
            never = self.store.watch_health() => never,
            never = self.tell_of_full_disks() => never,
        }
    }

    /// The audit log says when the disk was full: whoever was refused then was refused for that.
    async fn tell_of_full_disks(&self) -> std::convert::Infallible {
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
                tracing::error!(%error, "the audit log could not be told that the disk is full");
            }
        }
    }

    /// The pool, for reading in the company of writes.
    pub fn db(&self) -> &DatabaseConnection {
        self.store.db()
    }

    /// The reading side, for pages.
    pub fn reads(&self) -> &Reads {
        self.store.reads()
    }

    /// Closes the database; what is asked afterwards is refused. For an orderly end.
    pub async fn close(&self) -> Result<()> {
        Ok(self.store.close().await?)
    }

    /// The newest number of the publication log this process has heard of; 0 before the first.
    pub fn heard(&self) -> i64 {
        self.store.wake().heard()
    }

    /// Resolves when the log has gone beyond `seq`, as far as this process hears: at once for its own writes, and for
    /// those of others while [`Newsroom::listen`] runs.
    pub async fn heard_beyond(&self, seq: i64) {
        self.store.wake().beyond(seq).await;
    }

    /// How often something was written so far, as far as this process hears: not only what readers may see. A number for
    /// [`Newsroom::stirred_beyond`], which says nothing else.
    pub fn stirs(&self) -> u64 {
        self.store.wake().stirs()
    }

    /// Resolves when something was written since [`Newsroom::stirs`] was `seen`: at once for this process's own writes,
    /// and for those of others while [`Newsroom::listen`] runs. What was written is not said, and it may have been nothing.
    pub async fn stirred_beyond(&self, seen: u64) {
        self.store.wake().stirred_beyond(seen).await;
    }

    /// Listens for what other processes write, for as long as it is polled: the command line beside the server, other
    /// nodes. Returns when the database is away; call it again.
    pub async fn listen(&self) -> Result<std::convert::Infallible> {
        Ok(self.store.listen().await?)
    }

    /// A secret key for `purpose`, the same on every node, kept outside the database: what is hashed or signed with it means
    /// nothing to whoever has only that.
    pub fn key_for(&self, purpose: &str) -> [u8; 32] {
        self.store.key_for(purpose)
    }

    /// Walks the whole audit log and says whether it is what was written.
    pub async fn verify_audit(&self) -> Result<AuditVerdict> {
        Ok(self.store.verify_audit().await?)
    }

    /// How everything is kept.
    pub(crate) fn store(&self) -> &Store {
        &self.store
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
        self.store.media()
    }

    /// Runs `act` in one write transaction at `now` and commits it with its lines of the publication log. On an error
    /// nothing is written. [`store::Error::Storage`] at once while the disk is full.
    pub async fn write<T, F>(&self, now: Timestamp, act: F) -> Result<T>
    where
        F: AsyncFnOnce(&mut Tx) -> Result<T>,
    {
        self.health().may_write()?;
        let ended = self.write_from_reserve(now, act).await;
        if ended.is_ok() {
            self.health().wrote();
        }
        ended
    }

    /// As [`Newsroom::write`], also while the disk is full, from the space that is kept for it: for the few small rows
    /// without which nobody gets in.
    pub async fn write_from_reserve<T, F>(&self, now: Timestamp, act: F) -> Result<T>
    where
        F: AsyncFnOnce(&mut Tx) -> Result<T>,
    {
        let ended = Box::pin(self.write_now(now, act)).await;
        if let Err(Error::Storage(error)) = &ended {
            self.health().take_note(error);
        }
        ended
    }

    /// Runs one statement that is a transaction of its own and concerns nobody's words, also while the disk is full.
    pub(crate) async fn execute(&self, statement: &impl StatementBuilder) -> Result<ExecResult> {
        Ok(self.store.execute(statement).await?)
    }

    async fn write_now<T, F>(&self, now: Timestamp, act: F) -> Result<T>
    where
        F: AsyncFnOnce(&mut Tx) -> Result<T>,
    {
        let mut tx = Tx::new(self.store.begin(now).await?, self.mails);
        // On the heap: an act is many functions deep, and each that waits for it would hold all of it on its stack.
        let acted = Box::pin(async {
            let value = act(&mut tx).await?;
            (self.domain.reactions)(&mut tx).await?;
            tx.leave_events()?;
            Ok::<T, Error>(value)
        });
        match self.health().unless_away(acted).await {
            Ok(value) => {
                self.store.commit(tx.into_inner()).await?;
                Ok(value)
            }
            Err(refusal) => {
                self.store.roll_back(tx.into_inner()).await;
                Err(refusal)
            }
        }
    }
}
