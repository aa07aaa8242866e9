//! The key that signs the head of the audit log, and the last head that this machine knows. Both are in the paper's
//! folder, outside the database. Somebody who can write only to the database can neither sign a forged log nor put back
//! an older signed head unnoticed.
//!
//! Nodes that share a database share the key. `audit.key` must be copied to each of them; otherwise the first node
//! makes one, and the others report rows whose signature they cannot verify.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use hmac::{Hmac, KeyInit, Mac};
use rand::RngExt;
use sha2::Sha256;

use crate::digest::hex;
use crate::error::{Error, Result};
use crate::id::PublicId;

/// Bytes of the key.
const KEY_BYTES: usize = 32;
/// Name of the key's file. It contains 64 hex digits.
const KEY_FILE: &str = "audit.key";
/// Signs heads (HMAC-SHA-256, RFC 2104) and stores the last one in a file. Cheap to clone.
#[derive(Clone)]
pub struct Seal(Arc<Inner>);

struct Inner {
    key: [u8; KEY_BYTES],
    head: PathBuf,
    last: Mutex<i64>,
}

impl std::fmt::Debug for Seal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seal(…)")
    }
}

/// A head as stored in the folder, whoever wrote the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remembered {
    /// Its number.
    pub seq: i64,
    /// Its digest.
    pub digest: String,
    signature: String,
}

impl Seal {
    /// Name of the file that stores the head.
    pub const HEAD_FILE: &'static str = "audit.head";

    /// The key in `folder`. Makes one, readable by its owner only, if there is none.
    pub fn open(folder: &Path) -> Result<Self> {
        if let Some(seal) = Self::existing(folder)? {
            return Ok(seal);
        }
        let path = folder.join(KEY_FILE);
        let fresh: [u8; KEY_BYTES] = rand::rng().random();
        match write_new(&path, &hex(&fresh)) {
            // Another command that started at the same time may have made it.
            Err(source) if source.kind() != std::io::ErrorKind::AlreadyExists => {
                return Err(Error::Folder { folder: path, source });
            }
            _ => {}
        }
        Self::existing(folder)?.ok_or_else(|| Error::damaged("the key of the audit log is gone as soon as it was made"))
    }

    /// The key in `folder`; `None` if there is none.
    pub fn existing(folder: &Path) -> Result<Option<Self>> {
        let trouble = |source| Error::Folder { folder: folder.join(KEY_FILE), source };
        let key = match std::fs::read_to_string(folder.join(KEY_FILE)) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(trouble(error)),
        };
        let key = bytes(key.trim()).and_then(|bytes| bytes.try_into().ok());
        let key = key.ok_or_else(|| {
            let what = format!("holds no key of {KEY_BYTES} bytes in hex; restore it from a backup");
            trouble(std::io::Error::new(std::io::ErrorKind::InvalidData, what))
        })?;
        Ok(Some(Self(Arc::new(Inner { key, head: folder.join(Self::HEAD_FILE), last: Mutex::new(0) }))))
    }

    /// The head stored in `folder`, whoever signed it.
    pub fn remembered_in(folder: &Path) -> Option<Remembered> {
        read_head(&folder.join(Self::HEAD_FILE))
    }

    /// A key derived for another purpose, the same on every node that has this key.
    pub fn derived(&self, purpose: &str) -> [u8; KEY_BYTES] {
        // HMAC accepts a key of any length, so this cannot fail.
        Hmac::<Sha256>::new_from_slice(&self.0.key)
            .map(|mut mac| {
                mac.update(format!("matbaa key for {purpose}").as_bytes());
                mac.finalize().into_bytes().into()
            })
            .unwrap_or_default()
    }

    fn mac(&self, seq: i64, digest: &str) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0.key).ok()?;
        mac.update(format!("matbaa audit head {seq} {digest}").as_bytes());
        Some(mac)
    }

    /// The signature of a head.
    pub fn sign(&self, seq: i64, digest: &str) -> String {
        // HMAC accepts a key of any length, so this cannot fail.
        self.mac(seq, digest).map(|mac| hex(&mac.finalize().into_bytes())).unwrap_or_default()
    }

    /// Whether `signature` is valid; compared in constant time.
    pub fn is_signed(&self, seq: i64, digest: &str, signature: &str) -> bool {
        let (Some(mac), Some(signature)) = (self.mac(seq, digest), bytes(signature)) else { return false };
        mac.verify_slice(&signature).is_ok()
    }

    /// Stores a committed head in the folder. An error is logged and otherwise ignored: the next head tries again.
    pub fn remember(&self, seq: i64, digest: &str) {
        let mut last = self.0.last.lock().unwrap_or_else(PoisonError::into_inner);
        if *last >= seq || self.remembered().is_some_and(|(known, _)| known > seq) {
            return;
        }
        *last = seq;
        let text = format!("{seq} {digest} {}\n", self.sign(seq, digest));
        let fresh = self.0.head.with_extension(format!("head.{}", std::process::id()));
        if let Err(error) = std::fs::write(&fresh, text).and_then(|()| std::fs::rename(&fresh, &self.0.head)) {
            tracing::warn!(%error, file = %self.0.head.display(), "the head of the audit log could not be stored in the folder");
        }
    }

    /// The last head that this machine knows; `None` if there is none or its file was not signed with this key.
    pub fn remembered(&self) -> Option<(i64, String)> {
        let Remembered { seq, digest, signature } = read_head(&self.0.head)?;
        self.is_signed(seq, &digest, &signature).then_some((seq, digest))
    }
}

fn read_head(file: &Path) -> Option<Remembered> {
    let text = std::fs::read_to_string(file).ok()?;
    let mut words = text.split_whitespace().map(str::to_owned);
    Some(Remembered { seq: words.next()?.parse().ok()?, digest: words.next()?, signature: words.next()? })
}

/// Writes a file that only its owner can read, and syncs it before anything is signed with the key. The file appears
/// complete or not at all, so nodes that start at the same time read the same key.
pub fn write_new(path: &Path, text: &str) -> std::io::Result<()> {
    let fresh = path.with_extension(format!("new.{}", PublicId::random()));
    let made = create(&fresh, text).and_then(|()| std::fs::hard_link(&fresh, path));
    let _ = std::fs::remove_file(&fresh);
    match made {
        // A file system without hard links.
        Err(error) if matches!(error.kind(), ErrorKind::Unsupported | ErrorKind::PermissionDenied) => {
            create(path, text)
        }
        made => made,
    }
}

fn create(path: &Path, text: &str) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    if !hex.len().is_multiple_of(2) || !hex.is_ascii() {
        return None;
    }
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).ok()).collect()
}
