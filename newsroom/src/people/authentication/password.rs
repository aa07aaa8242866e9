//! Passwords: which are accepted, and how they are stored.
//!
//! Follows NIST SP 800-63B: twelve characters or more, no composition rules, nothing that attackers try first. Stored
//! as argon2id. Hashing costs memory and time on purpose, so it runs outside the request threads, a few at a time, and
//! is refused if the queue is too long.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use rand::RngExt;
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

use crate::base::error::{AccountRefusal, Error, Result, Weakness};

/// Characters of a password, at least.
pub const PASSWORD_CHARS_MIN: usize = 12;
/// Bytes of a password, at most: longer ones are no safer, and strangers must not make us hash large inputs.
pub const PASSWORD_BYTES_MAX: usize = 1_024;
/// Different characters of a password, at least: «aaaaaaaaaaaa» is long but easy to guess.
const DISTINCT_CHARS_MIN: usize = 5;
/// Letters of a name or address that may not be in the password, at least; shorter ones occur by chance.
const OWN_WORD_CHARS_MIN: usize = 4;

/// argon2id with 19 MiB, two passes and one lane (SECURITY-CONTRACT section 2, after OWASP).
const MEMORY_KIB: u32 = 19 * 1_024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// Bytes of salt.
const SALT_BYTES: usize = 16;

/// Hashings at the same time, 19 MiB each.
const AT_ONCE: usize = 4;
/// Hashings that may wait. At about 25 ms each, the last one waits about half a second on one core.
const WAITING_MAX: usize = 64;

/// The first weakness of `password`; `own` are the name and address of the person.
pub fn weakness(password: &str, own: &[&str]) -> Option<Weakness> {
    if password.len() > PASSWORD_BYTES_MAX {
        return Some(Weakness::Long);
    }
    if password.chars().count() < PASSWORD_CHARS_MIN {
        return Some(Weakness::Short);
    }
    let folded = password.to_lowercase();
    if is_breached(&folded) || is_monotonous(&folded) {
        return Some(Weakness::Common);
    }
    let letters: String = folded.chars().filter(|c| c.is_alphabetic()).collect();
    let is_own = |word: &&str| {
        let word: String = word.to_lowercase().chars().filter(|c| c.is_alphabetic()).collect();
        word.chars().count() >= OWN_WORD_CHARS_MIN && letters == word
    };
    own.iter().any(is_own).then_some(Weakness::Own)
}

/// The bundled list: a line that names its sources, then sorted digests.
static BREACHED: &[u8] = include_bytes!("breached.bin");
/// Bytes of each digest in the list. Among 12,000 digests of 40 bits, a chance hit is one in 90 million.
const DIGEST_BYTES: usize = 5;

fn breached() -> &'static [[u8; DIGEST_BYTES]] {
    let start = BREACHED.iter().position(|byte| *byte == b'\n').map_or(BREACHED.len(), |end| end + 1);
    BREACHED[start..].as_chunks().0
}

fn is_breached(folded: &str) -> bool {
    let digest = Sha256::digest(folded.as_bytes());
    let Some(prefix) = digest.first_chunk::<DIGEST_BYTES>() else { return false };
    breached().binary_search(prefix).is_ok()
}

/// Whether the password has few different characters, repeats one piece, or follows the keyboard, the alphabet or the
/// digits.
fn is_monotonous(folded: &str) -> bool {
    let chars: Vec<char> = folded.chars().collect();
    let mut distinct = chars.clone();
    distinct.sort_unstable();
    distinct.dedup();
    if distinct.len() < DISTINCT_CHARS_MIN {
        return true;
    }
    let repeats = |piece: usize| chars.iter().enumerate().all(|(at, c)| *c == chars[at % piece]);
    // One piece of six letters or fewer, repeated.
    if (1..=6).filter(|piece| piece * 2 <= chars.len()).any(repeats) {
        return true;
    }
    const WALKS: [&str; 6] = [
        "abcdefghijklmnopqrstuvwxyz",
        "0123456789012345678901234567890",
        "qwertyuiopasdfghjklzxcvbnm",
        "azertyuiopqsdfghjklmwxcvbn",
        "ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظ",
        "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    ];
    WALKS.iter().any(|walk| walk.contains(folded) || walk.chars().rev().collect::<String>().contains(folded))
}

/// Hashes and compares passwords outside the request threads. Cheap to clone; a process has one.
#[derive(Debug, Clone)]
pub struct Passwords {
    turns: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
    /// A hash of a random secret. An unknown address is compared with it, at the same cost.
    nobody: Arc<str>,
}

/// A slot in the queue, released when dropped.
struct QueueSlot(Arc<AtomicUsize>);

impl Drop for QueueSlot {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Passwords {
    /// An empty queue.
    pub fn new() -> Result<Self> {
        let secret: [u8; 32] = rand::rng().random();
        let nobody = hash(&store::digest::hex(&secret))?;
        Ok(Self { turns: Arc::new(Semaphore::new(AT_ONCE)), waiting: Arc::default(), nobody: nobody.into() })
    }

    /// Hashes `password` for storage. Refuses weak ones, and with [`AccountRefusal::Crowded`] if the queue is full.
    pub async fn hash(&self, password: &str, own: &[&str]) -> Result<PasswordHashed> {
        if let Some(weakness) = weakness(password, own) {
            return Err(Error::Account(AccountRefusal::Weak(weakness)));
        }
        let password = password.to_owned();
        self.run(move || hash(&password)).await?.map(PasswordHashed)
    }

    /// Whether `password` matches the hash `stored`. Without a stored hash the same work is done and the answer is no.
    pub async fn matches(&self, password: &str, stored: Option<&str>) -> Result<bool> {
        let (known, stored) = (stored.is_some(), stored.unwrap_or(&self.nobody).to_owned());
        // No stored password is that long, so a huge input is not hashed.
        let password = if password.len() > PASSWORD_BYTES_MAX { String::new() } else { password.to_owned() };
        let same = self.run(move || matches(&password, &stored)).await??;
        Ok(same && known)
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        if self.waiting.fetch_add(1, Ordering::AcqRel) >= WAITING_MAX + AT_ONCE {
            self.waiting.fetch_sub(1, Ordering::AcqRel);
            return Err(Error::Account(AccountRefusal::Crowded));
        }
        let slot = QueueSlot(self.waiting.clone());
        let turn = self.turns.clone().acquire_owned().await.map_err(Error::damaged)?;
        let done = tokio::task::spawn_blocking(move || {
            // Held until the work is done, even if the caller is gone.
            let _held = (turn, slot);
            work()
        });
        done.await.map_err(Error::damaged)
    }
}

/// A hashed password. Only [`Passwords::hash`] makes one, so that none is stored unchecked.
#[derive(Clone)]
pub struct PasswordHashed(pub(crate) String);

impl std::fmt::Debug for PasswordHashed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PasswordHashed(…)")
    }
}

fn argon2() -> Result<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(Error::damaged)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hash(password: &str) -> Result<String> {
    let salt: [u8; SALT_BYTES] = rand::rng().random();
    let hash = argon2()?.hash_password_with_salt(password.as_bytes(), &salt).map_err(Error::damaged)?;
    Ok(hash.to_string())
}

fn matches(password: &str, stored: &str) -> Result<bool> {
    let stored = PasswordHash::new(stored).map_err(|error| Error::damaged(format!("a password hash: {error}")))?;
    Ok(argon2()?.verify_password(password.as_bytes(), &stored).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_whole_and_sorted() {
        let list = breached();
        assert!(list.len() > 10_000, "{}", list.len());
        assert!(list.is_sorted());
        assert!(BREACHED.starts_with(b"Breached passwords"), "the file names its sources");
    }

    // S-SIGN-IN: passwords
    #[test]
    fn weak_passwords_are_refused_and_their_weakness_named() {
        for (password, expected) in [
            ("short", Some(Weakness::Short)),
            ("أحد عشر حرفا", None),
            ("قصيرة جدا", Some(Weakness::Short)),
            ("1qaz2wsx3edc", Some(Weakness::Common)),
            ("QWERTY123456", Some(Weakness::Common)),
            ("aaaaaaaaaaaaaaaa", Some(Weakness::Common)),
            ("matbaamatbaa", Some(Weakness::Common)),
            ("qwertyuiopas", Some(Weakness::Common)),
            ("123456789012", Some(Weakness::Common)),
            ("ضصثقفغعهخحجد", Some(Weakness::Common)),
            ("Salma Benaissa", Some(Weakness::Own)),
            ("salma.benaissa1984", Some(Weakness::Own)),
            ("the quiet harbour at five", None),
            ("حبر على ورق ولون واحد", None),
        ] {
            assert_eq!(weakness(password, &["Salma Benaissa", "salma@paper.example"]), expected, "{password}");
        }
        assert_eq!(weakness(&"x1y2z".repeat(300), &[]), Some(Weakness::Long));
    }

    #[tokio::test]
    async fn a_password_is_known_again_and_nobody_has_none() {
        let passwords = Passwords::new().unwrap();
        let hashed = passwords.hash("حبر على ورق ولون واحد", &[]).await.unwrap();
        assert!(hashed.0.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", hashed.0);
        assert!(passwords.matches("حبر على ورق ولون واحد", Some(&hashed.0)).await.unwrap());
        assert!(!passwords.matches("حبر على ورق ولون آخر", Some(&hashed.0)).await.unwrap());
        assert!(!passwords.matches("anything at all", None).await.unwrap());
    }

    #[tokio::test]
    async fn a_queue_that_is_too_long_is_refused() {
        let passwords = Passwords::new().unwrap();
        passwords.waiting.store(WAITING_MAX + AT_ONCE, Ordering::Release);
        let refused = passwords.matches("anything at all", None).await;
        assert!(matches!(refused, Err(Error::Account(AccountRefusal::Crowded))));
        assert_eq!(passwords.waiting.load(Ordering::Acquire), WAITING_MAX + AT_ONCE, "the place is given back");
    }
}
