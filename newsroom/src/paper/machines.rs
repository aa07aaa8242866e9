//! Settings for machines: how much of a story the feeds contain, which crawlers may read the site, and whether the
//! rights of text and data mining are reserved. They are stored and changed like the other settings.

use serde::{Deserialize, Serialize};

/// Crawlers listed by name, at most.
const AGENTS_MAX: usize = 100;
/// Characters of a crawler's name.
const AGENT_CHARS_MAX: usize = 64;
/// Characters of an address.
const ADDRESS_CHARS_MAX: usize = 500;

/// How much of a story the feeds contain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeedText {
    /// The whole text.
    #[default]
    Full,
    /// The beginning, with a link to the rest.
    Excerpt,
}

/// Which crawlers may read the site, by purpose. Published in robots.txt, which only cooperative crawlers follow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Crawlers {
    /// Search engines.
    pub search: bool,
    /// Crawlers that fetch a page to answer a question and name it as the source.
    pub answers: bool,
    /// Crawlers that collect texts to train models.
    pub training: bool,
    /// Web archives.
    pub archive: bool,
    /// Crawlers refused by name, whatever their group.
    pub refused: Vec<String>,
    /// Crawlers allowed by name, whatever their group.
    pub allowed: Vec<String>,
}

impl Default for Crawlers {
    /// All but training, because training cannot be undone; a paper that wants it must allow it explicitly.
    fn default() -> Self {
        let (search, answers, archive) = (true, true, true);
        Self { search, answers, training: false, archive, refused: Vec::new(), allowed: Vec::new() }
    }
}

impl Crawlers {
    /// Whether `agent` can be written in robots.txt: letters, `-` and `_` alone (RFC 9309, product token).
    pub fn is_agent(agent: &str) -> bool {
        let plain = |byte: u8| byte.is_ascii_alphabetic() || byte == b'-' || byte == b'_';
        (1..=AGENT_CHARS_MAX).contains(&agent.len()) && agent.bytes().all(plain)
    }

    pub(crate) fn check(&self) -> Result<(), String> {
        let named = [&self.refused, &self.allowed];
        if let Some(agent) = named.iter().flat_map(|agents| agents.iter()).find(|agent| !Self::is_agent(agent)) {
            return Err(format!(
                "crawlers: {agent:?} is no name of a crawler: letters, - and _, {AGENT_CHARS_MAX} at most"
            ));
        }
        if named.iter().any(|agents| agents.len() > AGENTS_MAX) {
            return Err(format!("crawlers: {AGENTS_MAX} names at most"));
        }
        Ok(())
    }
}

/// What the paper declares about its rights of text and data mining (article 4 of the directive (EU) 2019/790).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reservation {
    /// No declaration.
    #[default]
    Unsaid,
    /// They are reserved.
    Reserved,
    /// They are not reserved.
    NotReserved,
}

/// The declaration with the address of the terms, as the TDM Reservation Protocol expresses it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TextMining {
    /// Whether they are reserved.
    pub reservation: Reservation,
    /// The address of the licence terms; empty if there is none. Only used if the rights are reserved.
    pub policy: String,
}

impl TextMining {
    /// `1`, `0`, or `None` without a declaration.
    pub fn flag(&self) -> Option<u8> {
        match self.reservation {
            Reservation::Unsaid => None,
            Reservation::Reserved => Some(1),
            Reservation::NotReserved => Some(0),
        }
    }

    /// The address of the terms, if the rights are reserved and there is one.
    pub fn terms(&self) -> Option<&str> {
        Some(self.policy.as_str()).filter(|policy| self.reservation == Reservation::Reserved && !policy.is_empty())
    }

    pub(crate) fn check(&self) -> Result<(), String> {
        let policy = self.policy.as_str();
        let is_web = policy.starts_with("https://") || policy.starts_with("http://");
        let is_plain = policy.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte));
        match policy.is_empty() || (is_web && is_plain && policy.len() <= ADDRESS_CHARS_MAX) {
            true => Ok(()),
            false => {
                Err(format!("text_mining: policy is an address of the web, {ADDRESS_CHARS_MAX} characters at most"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_crawlers_are_those_of_the_standard() {
        for agent in ["GPTBot", "Google-Extended", "ia_archiver"] {
            assert!(Crawlers::is_agent(agent), "{agent}");
        }
        for agent in ["", "*", "Bot 1", "archive.org_bot", "بوت", "A\nAllow: /", &"a".repeat(65)] {
            assert!(!Crawlers::is_agent(agent), "{agent}");
        }
    }

    #[test]
    fn terms_have_an_address_and_stand_beside_a_reservation() {
        let said = |reservation, policy: &str| TextMining { reservation, policy: policy.into() };
        assert_eq!(said(Reservation::Reserved, "https://a.example/terms").terms(), Some("https://a.example/terms"));
        assert_eq!(said(Reservation::NotReserved, "https://a.example/terms").terms(), None);
        for policy in ["ftp://a.example", "https://a.example/\r\nset-cookie: a", "https://a.example/\"", "javascript:1"]
        {
            assert!(said(Reservation::Reserved, policy).check().is_err(), "{policy}");
        }
    }
}
