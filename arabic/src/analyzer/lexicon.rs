//! The words that the analyzer knows: nouns with their broken plurals, adjectives, places, verbs, and words that are
//! never taken apart. The lists are text files in `words/`, one word per line with its other forms.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::normalize::fold;

/// How a written form may be extended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// Prefixes only.
    Whole,
    /// All prefixes and suffixes of nouns and adjectives.
    Noun,
    /// A noun that ends in ة: its endings take the place of the ة.
    Feminine,
    /// Complete only with the ending of an adjective of origin: «فرنس» of «فرنسي».
    Origin,
    /// Past tense, with the endings of person and object.
    Past,
    /// Present tense without its first letter, which is the sign of person.
    Present,
}

/// One reading of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reading {
    pub kind: Kind,
    /// The first letter as the list writes it: folding makes «إعلام» and «أعلام» equal.
    pub initial: char,
    stems: Stems,
}

/// Stems of one line of a list: the first in [`Lexicon::stems`], and how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stems {
    first: usize,
    count: usize,
}

/// All forms by their folded spelling.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    forms: HashMap<String, Vec<Reading>>,
    stems: Vec<String>,
}

impl Lexicon {
    /// The readings of a folded form.
    pub fn readings(&self, form: &str) -> &[Reading] {
        self.forms.get(form).map_or(&[], Vec::as_slice)
    }

    /// The stems of a reading.
    pub fn stems(&self, reading: Reading) -> impl Iterator<Item = &str> {
        let Stems { first, count } = reading.stems;
        self.stems.iter().skip(first).take(count).map(String::as_str)
    }

    fn add_stems(&mut self, stems: impl IntoIterator<Item = String>) -> Stems {
        let first = self.stems.len();
        self.stems.extend(stems);
        Stems { first, count: self.stems.len() - first }
    }

    fn add(&mut self, kind: Kind, stems: Stems, form: &str) {
        let initial = form.chars().next().unwrap_or_default();
        self.forms.entry(fold(form)).or_default().push(Reading { kind, initial, stems });
    }

    /// Adds the forms of one noun. The first is its stem.
    fn add_noun<'a>(&mut self, forms: impl Iterator<Item = &'a str> + Clone) -> Stems {
        let stems = self.add_stems(forms.clone().take(1).map(fold));
        for form in forms {
            self.add(if form.ends_with('ة') { Kind::Feminine } else { Kind::Noun }, stems, form);
        }
        stems
    }

    fn nouns(&mut self, list: &str) {
        for line in lines(list) {
            self.add_noun(line.split_whitespace());
        }
    }

    fn places(&mut self, list: &str) {
        for line in lines(list) {
            let (names, origins) = line.split_once('|').unwrap_or((line, ""));
            let stems = self.add_noun(names.split_whitespace().map(without_article));
            for origin in origins.split_whitespace() {
                self.add(Kind::Origin, stems, origin);
            }
        }
    }

    fn kept(&mut self, list: &str) {
        for form in lines(list) {
            let stems = self.add_stems([fold(form)]);
            self.add(Kind::Whole, stems, form);
        }
    }

    fn verbs(&mut self, list: &str) {
        for line in lines(list) {
            let mut columns = line.split('|').map(|column| column.split_whitespace().collect::<Vec<_>>());
            let past = columns.next().unwrap_or_default();
            let present = columns.next().unwrap_or_default();
            let nouns = columns.next().unwrap_or_default();
            let Some(lemma) = past.first() else { continue };
            // A verb's own stem is marked: «حكم» is also a noun.
            let own = format!("{VERB_MARK}{}", fold(lemma));
            let stems = self.add_stems(std::iter::once(own).chain(nouns.into_iter().map(fold)));
            for form in past {
                self.add(Kind::Past, stems, form);
            }
            for form in present.iter().filter_map(|form| form.strip_prefix('ي')) {
                self.add(Kind::Present, stems, form);
            }
        }
    }
}

/// Stands before the stem of a verb. It occurs in no word.
const VERB_MARK: char = '+';

fn lines(list: &str) -> impl Iterator<Item = &str> {
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Places with the article are listed as they are written; the article is a prefix like any other.
fn without_article(name: &str) -> &str {
    name.strip_prefix("ال").unwrap_or(name)
}

/// The lexicon, read at the first use.
pub(super) fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let mut lexicon = Lexicon::default();
        lexicon.kept(include_str!("words/kept.txt"));
        lexicon.places(include_str!("words/places.txt"));
        lexicon.nouns(include_str!("words/nouns.txt"));
        lexicon.nouns(include_str!("words/adjectives.txt"));
        lexicon.verbs(include_str!("words/verbs.txt"));
        lexicon
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_lists_are_well_formed() {
        let lists = [
            ("nouns", include_str!("words/nouns.txt")),
            ("adjectives", include_str!("words/adjectives.txt")),
            ("places", include_str!("words/places.txt")),
            ("kept", include_str!("words/kept.txt")),
            ("verbs", include_str!("words/verbs.txt")),
        ];
        for (name, list) in lists {
            let mut seen = HashSet::new();
            for line in lines(list) {
                assert!(seen.insert(line), "{name}: {line:?} is listed twice");
                let arabic = |c: char| crate::normalize::is_arabic_letter(c) || crate::normalize::is_dropped(c);
                assert!(line.chars().all(|c| c == ' ' || c == '|' || arabic(c)), "{name}: {line:?}");
                let columns = line.split('|').count();
                match name {
                    "verbs" => {
                        assert!((2..=3).contains(&columns), "{name}: {line:?}");
                        let present = line.split('|').nth(1).unwrap_or_default();
                        assert!(present.split_whitespace().all(|form| form.starts_with('ي')), "{name}: {line:?}");
                    }
                    "places" => assert!(columns <= 2, "{name}: {line:?}"),
                    _ => assert_eq!(columns, 1, "{name}: {line:?}"),
                }
            }
        }
    }

    #[test]
    fn every_form_of_the_lists_has_its_stem() {
        for line in lines(include_str!("words/nouns.txt")) {
            let mut forms = line.split_whitespace();
            let stem = forms.next().map(fold).unwrap();
            for form in forms {
                let stems = super::super::arabic::stems_of(&fold(form), form);
                assert!(stems.contains(&stem), "{form} of {line:?}: {stems:?}");
            }
        }
    }
}
