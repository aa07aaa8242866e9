//! Public ids. They are random, so that no sequence reveals how much is written.

use std::fmt;
use std::str::FromStr;

use rand::RngExt;
use serde::{Deserialize, Serialize};

/// Crockford's base32 alphabet in lower case (no i, l, o, u): <https://www.crockford.com/base32.html>.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Letters in a public id: 40 random bits. With a million stories, one new id in about a million collides; the unique
/// index catches it.
const PUBLIC_ID_LETTERS: usize = 8;

/// The public id of a story or picture, as in addresses: 8 letters of Crockford base32.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PublicId(String);

impl PublicId {
    /// A new random id.
    pub fn random() -> Self {
        Self(random_letters(PUBLIC_ID_LETTERS))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PublicId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for PublicId {
    type Err = BadPublicId;

    /// Parses an id that people may have typed: capitals count as small letters, and look-alikes are read as Crockford
    /// specifies (i and l as 1, o as 0).
    fn from_str(text: &str) -> Result<Self, BadPublicId> {
        let letters: Option<String> = text.chars().map(canonical_letter).collect();
        match letters {
            Some(letters) if letters.len() == PUBLIC_ID_LETTERS => Ok(Self(letters)),
            _ => Err(BadPublicId),
        }
    }
}

impl TryFrom<String> for PublicId {
    type Error = BadPublicId;
    fn try_from(text: String) -> Result<Self, BadPublicId> {
        text.parse()
    }
}

impl From<PublicId> for String {
    fn from(id: PublicId) -> Self {
        id.0
    }
}

/// Text that is not 8 letters of Crockford base32.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a public id is {PUBLIC_ID_LETTERS} letters of Crockford base32")]
pub struct BadPublicId;

fn random_letters(count: usize) -> String {
    let mut rng = rand::rng();
    (0..count).map(|_| ALPHABET[usize::from(rng.random::<u8>() & 31)] as char).collect()
}

fn canonical_letter(letter: char) -> Option<char> {
    let letter = match letter.to_ascii_lowercase() {
        'i' | 'l' => '1',
        'o' => '0',
        other => other,
    };
    u8::try_from(letter).ok().filter(|byte| ALPHABET.contains(byte)).map(char::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_id_survives_being_copied_by_hand() {
        let id = PublicId::random();
        assert_eq!(id.as_str().to_uppercase().parse(), Ok(id));
        assert_eq!("OIL45678".parse::<PublicId>().unwrap().as_str(), "01145678");
        for bad in ["", "short", "ninechars", "abc-defg", "الاخبار"] {
            assert_eq!(bad.parse::<PublicId>(), Err(BadPublicId), "{bad}");
        }
    }
}
