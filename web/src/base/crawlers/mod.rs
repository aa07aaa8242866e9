//! Rules for crawlers: robots.txt (RFC 9309), generated from the paper's settings, and the reservation of rights by the
//! TDM Reservation Protocol (final report of the W3C community group, 2024), in a file, in headers and in pages.
//!
//! Both only bind crawlers that follow them. They do not protect anything.

use http::{HeaderMap, HeaderName, HeaderValue};
use newsroom::{Crawlers, TextMining};

/// Known crawlers, one per line, separated by tabs: group, name, operator, source.
const LIST: &str = include_str!("list.tsv");
/// The date of the list.
pub const LIST_DAY: &str = "2026-11-25";

/// The purpose for which a crawler reads a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Group {
    /// Search engines.
    Search,
    /// Answering questions with the content.
    Answers,
    /// Training models on the content.
    Training,
    /// Archiving the content.
    Archive,
}

impl Group {
    /// All groups, in the order of the settings.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The word for this group in the list, in settings and in forms.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Whether the group may read the site.
    pub fn is_allowed(self, by: &Crawlers) -> bool {
        match self {
            Self::Search => by.search,
            Self::Answers => by.answers,
            Self::Training => by.training,
            Self::Archive => by.archive,
        }
    }

    /// Name and operator of each crawler in the group.
    pub fn agents(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let lines = LIST.lines().filter(|line| !line.starts_with('#'));
        lines.filter_map(move |line| {
            let mut cells = line.split('\t');
            let (group, agent, operator) = (cells.next()?, cells.next()?, cells.next()?);
            (group == self.word()).then_some((agent, operator))
        })
    }
}

/// The robots.txt of the site at `origin`: one group of rules for each refused kind of crawler, one for crawlers
/// refused by name, one for all others.
pub fn robots_text(by: &Crawlers, origin: &str) -> String {
    let same = |one: &str, other: &str| one.eq_ignore_ascii_case(other);
    let is_allowed = |agent: &str| by.allowed.iter().any(|allowed| same(allowed, agent));
    let mut text = format!("# Who may read this site by machine. Known crawlers as of {LIST_DAY}.\n");
    let mut shut = |title: &str, agents: Vec<&str>| {
        if !agents.is_empty() {
            text.push_str(&format!("\n# {title}: refused\n"));
            agents.iter().for_each(|agent| text.push_str(&format!("User-agent: {agent}\n")));
            text.push_str("Disallow: /\n");
        }
    };
    for group in Group::ALL {
        if !group.is_allowed(by) {
            shut(group.word(), group.agents().map(|(agent, _)| agent).filter(|agent| !is_allowed(agent)).collect());
        }
    }
    let in_a_shut_group = |agent: &str| {
        Group::ALL.iter().any(|group| !group.is_allowed(by) && group.agents().any(|(known, _)| same(known, agent)))
    };
    let by_name = by.refused.iter().map(String::as_str);
    shut("by name", by_name.filter(|agent| !is_allowed(agent) && !in_a_shut_group(agent)).collect());
    text.push_str(&format!(
        "\nUser-agent: *\nAllow: /\n\nSitemap: {origin}/sitemap.xml\nSitemap: {origin}/sitemaps/news.xml\n"
    ));
    text
}

/// Adds the headers that reserve rights to a response.
pub fn add_headers(said: &TextMining, headers: &mut HeaderMap) {
    let Some(flag) = said.flag() else { return };
    headers.insert(HeaderName::from_static("tdm-reservation"), HeaderValue::from(u16::from(flag)));
    if let Some(terms) = said.terms().and_then(|terms| HeaderValue::from_str(terms).ok()) {
        headers.insert(HeaderName::from_static("tdm-policy"), terms);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Size in bytes up to which every crawler must read the file (RFC 9309 section 2.5).
    const BYTES_READ: usize = 500 << 10;

    #[test]
    fn the_list_holds_names_that_the_standard_can_carry_each_once() {
        let agents: Vec<&str> = Group::ALL.iter().flat_map(|group| group.agents().map(|(agent, _)| agent)).collect();
        let lines = LIST.lines().filter(|line| !line.starts_with('#'));
        assert!(lines.clone().all(|line| line.split('\t').count() == 4 && line.contains("\thttps://")));
        assert_eq!(agents.len(), lines.count(), "every line is of a group there is");
        assert!(agents.iter().all(|agent| Crawlers::is_agent(agent)), "{agents:?}");
        let mut once: Vec<String> = agents.iter().map(|agent| agent.to_lowercase()).collect();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), agents.len());
        assert!(LIST.contains(LIST_DAY));
    }

    #[test]
    fn the_longest_file_is_read_to_its_end() {
        let name = |number: usize| format!("{}{}", "a".repeat(60), ["b", "c", "d"][number % 3]);
        let refused: Vec<String> = (0..100).map(name).collect();
        let (search, answers, archive) = (false, false, false);
        let by = Crawlers { search, answers, archive, training: false, refused, allowed: Vec::new() };
        let text = robots_text(&by, "https://paper.example");
        assert!(text.len() < BYTES_READ && text.ends_with("/sitemaps/news.xml\n"));
    }

    #[test]
    fn who_is_named_is_treated_by_name() {
        let by = Crawlers {
            allowed: vec!["gptbot".into()],
            refused: vec!["Bingbot".into(), "CCBot".into()],
            ..Crawlers::default()
        };
        let text = robots_text(&by, "https://paper.example");
        assert!(!text.contains("GPTBot") && text.contains("ClaudeBot"));
        assert!(text.contains("# by name: refused\nUser-agent: Bingbot\nDisallow: /\n"), "{text}");
        assert_eq!(text.matches("CCBot").count(), 1, "once is enough");
        let open = Crawlers { training: true, ..Crawlers::default() };
        assert!(!robots_text(&open, "https://paper.example").contains("Disallow"));
    }
}
