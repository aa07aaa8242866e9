//! Spell checking with Hunspell dictionaries (`ar.aff` and `ar.dic`, `fr`, `en_US`), as installed into
//! `/usr/share/hunspell` by Debian's packages `hunspell-ar`, `hunspell-fr-classical` and `hunspell-en-us`.
//!
//! A dictionary is loaded on first use, in a thread that may block, and unloaded after ten minutes without use, so that
//! it takes no memory between two shifts. Without a dictionary no word is ever reported.

use std::collections::HashMap;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use arabic::{Language, lexicon};
use newsroom::Timestamp;
use spellbook::Dictionary;
use tokio::sync::{Mutex, Semaphore};

/// Default folder of the dictionaries.
pub const DICTIONARIES: &str = "/usr/share/hunspell";
/// Microseconds after which an unused dictionary is unloaded.
const IDLE: i64 = 600 * 1_000_000;
/// Maximum number of suggestions for one word.
const SUGGESTIONS_MAX: usize = 5;
/// Maximum number of letters of a word. Longer ones are not checked.
const LETTERS_MAX: usize = 40;
/// Number of bytes on each side of a word that are searched for an address.
const ADDRESS_BYTES_MAX: usize = 256;
/// Maximum size of a dictionary file in bytes, far above that of any known one.
const FILE_BYTES_MAX: u64 = 64 << 20;

/// The dictionaries of all languages.
pub struct Dictionaries {
    folder: PathBuf,
    loaded: Mutex<HashMap<Language, LoadedDictionary>>,
    /// Suggestions take a core for up to half a second, so only one request is handled at a time.
    suggesting: Semaphore,
}

struct LoadedDictionary {
    /// `None` if the files could not be read. They are tried again after the entry has expired.
    dictionary: Option<Arc<Dictionary>>,
    used: Timestamp,
}

impl Dictionaries {
    /// Uses the dictionaries in `folder`.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder, loaded: Mutex::default(), suggesting: Semaphore::new(1) }
    }

    /// The Debian package with the dictionary of a language.
    pub fn package(language: Language) -> &'static str {
        match language {
            Language::Arabic => "hunspell-ar",
            Language::French => "hunspell-fr-classical",
            Language::English => "hunspell-en-us",
        }
    }

    /// The two files of a dictionary, if they are installed.
    fn files(&self, language: Language) -> Option<(PathBuf, PathBuf)> {
        let names: &[&str] = match language {
            Language::Arabic => &["ar"],
            Language::French => &["fr", "fr_FR"],
            Language::English => &["en_US", "en_GB"],
        };
        let file = |name: &str, ending: &str| self.folder.join(format!("{name}.{ending}"));
        let both = names.iter().map(|name| (file(name, "aff"), file(name, "dic")));
        both.into_iter().find(|(rules, words)| rules.is_file() && words.is_file())
    }

    /// Whether a dictionary is installed.
    pub fn is_installed(&self, language: Language) -> bool {
        self.files(language).is_some()
    }

    /// The dictionary of a language, loaded if necessary. Concurrent callers wait for the same load.
    pub async fn dictionary(&self, language: Language, now: Timestamp) -> Option<Arc<Dictionary>> {
        let mut loaded = self.loaded.lock().await;
        if let Some(loaded) = loaded.get_mut(&language) {
            loaded.used = now;
            return loaded.dictionary.clone();
        }
        let (rules, words) = self.files(language)?;
        let read = tokio::task::spawn_blocking(move || read(&rules, &words))
            .await
            .unwrap_or_else(|error| Err(error.to_string()));
        let dictionary = match read {
            Ok(dictionary) => Some(Arc::new(dictionary)),
            Err(reason) => {
                tracing::warn!(language = language.code(), %reason, "a dictionary cannot be read");
                None
            }
        };
        loaded.insert(language, LoadedDictionary { dictionary: dictionary.clone(), used: now });
        dictionary
    }

    /// Unloads dictionaries that were not used for ten minutes. Returns the number of those still loaded.
    pub async fn unload_idle(&self, now: Timestamp) -> usize {
        let mut loaded = self.loaded.lock().await;
        loaded.retain(|_, loaded| now.0 - loaded.used.0 < IDLE);
        loaded.len()
    }

    /// Suggestions for `word`, the likeliest first, at most five.
    pub async fn suggest(&self, language: Language, word: &str, now: Timestamp) -> Vec<String> {
        let Some(dictionary) = self.dictionary(language, now).await else { return Vec::new() };
        let word = lexicon::bare(word);
        if !is_word(&word, language) || word.chars().count() > LETTERS_MAX {
            return Vec::new();
        }
        let Ok(_turn) = self.suggesting.acquire().await else { return Vec::new() };
        let asked = tokio::task::spawn_blocking(move || {
            let mut found = Vec::new();
            dictionary.suggest(&word, &mut found);
            let mut few: Vec<String> = Vec::new();
            for one in found.into_iter().map(|one| lexicon::bare(&one)) {
                if !few.contains(&one) && few.len() < SUGGESTIONS_MAX {
                    few.push(one);
                }
            }
            few
        });
        asked.await.unwrap_or_default()
    }
}

fn read(rules: &PathBuf, words: &PathBuf) -> Result<Dictionary, String> {
    let text = |file: &PathBuf| {
        let size = std::fs::metadata(file).map_err(|error| error.to_string())?.len();
        if size > FILE_BYTES_MAX {
            return Err(format!("{} has {size} bytes", file.display()));
        }
        // Some old dictionaries use other encodings. Those for our languages are in UTF-8.
        std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
    };
    Dictionary::new(&text(rules)?, &text(words)?).map_err(|error| format!("{}: {error}", rules.display()))
}

/// Whether a dictionary of `language` can check this word: only letters of its script, at least two, and not an
/// acronym.
fn is_word(word: &str, language: Language) -> bool {
    let is_arabic = |c: char| matches!(c, '\u{620}'..='\u{64a}' | '\u{671}'..='\u{6d3}');
    let fits = |c: char| match language {
        Language::Arabic => is_arabic(c),
        _ => c == '\'' || (c.is_alphabetic() && c < '\u{250}'),
    };
    let long = word.chars().count();
    let acronym = long > 1 && word.chars().all(|c| c.is_uppercase() || c == '\'');
    (2..=LETTERS_MAX).contains(&long) && word.chars().all(fits) && !acronym
}

/// The words of `text` that are not in the dictionary for their language. `stretches` gives the language of each part
/// of the text. `right` overrides the dictionary for words known to be correct. `seen` caches results. Words with
/// digits, acronyms, addresses and words in another script are not checked.
pub fn misspelt(
    text: &str,
    stretches: &[(Range<usize>, Language)],
    dictionaries: &HashMap<Language, Arc<Dictionary>>,
    seen: &mut HashMap<(Language, String), bool>,
    right: impl Fn(Language, &str) -> bool,
) -> Vec<Range<usize>> {
    let mut doubted = Vec::new();
    for (stretch, language) in stretches {
        let Some(dictionary) = dictionaries.get(language) else { continue };
        let Some(part) = text.get(stretch.clone()) else { continue };
        for word in lexicon::words(part) {
            let place = stretch.start + word.start..stretch.start + word.end;
            let bare = lexicon::bare(&part[word]);
            if !is_word(&bare, *language) || is_in_address(text, &place) {
                continue;
            }
            let known = (*language, bare);
            let fine = match seen.get(&known) {
                Some(fine) => *fine,
                None => {
                    let fine = dictionary.check(&known.1) || right(*language, &known.1);
                    seen.insert(known, fine);
                    fine
                }
            };
            if !fine {
                doubted.push(place);
            }
        }
    }
    doubted
}

/// Whether `place` is part of something like `https://…`, `name@host`, `paper.dz`, `@name` or `#tag`.
fn is_in_address(text: &str, place: &Range<usize>) -> bool {
    // The search is limited: in a text without white space it would otherwise scan the whole text for each word.
    let bound = |at: usize| (at..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    let (first, last) =
        (bound(place.start.saturating_sub(ADDRESS_BYTES_MAX)).min(place.start), bound(place.end + ADDRESS_BYTES_MAX));
    let text = &text[..last.max(place.end)];
    let from = text[first..place.start].rfind(char::is_whitespace).map_or(first, |at| first + at + 1);
    // The white space before may have several bytes.
    let from = (from..=place.start).find(|at| text.is_char_boundary(*at)).unwrap_or(place.start);
    let to = text[place.end..].find(char::is_whitespace).map_or(text.len(), |at| place.end + at);
    let chunk = &text[from..to];
    if chunk.contains(['@', '#', '/', '\\', '_']) {
        return true;
    }
    // A dot between two ASCII letters or digits.
    let bytes = chunk.as_bytes();
    bytes
        .windows(3)
        .any(|three| three[1] == b'.' && three[0].is_ascii_alphanumeric() && three[2].is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> HashMap<Language, Arc<Dictionary>> {
        let rules = "SET UTF-8\nTRY ابتي\n";
        let arabic = Dictionary::new(rules, "4\nوصل\nالقطار\nأمس\nفي\n").unwrap();
        let english = Dictionary::new("SET UTF-8\n", "2\nthe\nmarkets\n").unwrap();
        HashMap::from([(Language::Arabic, Arc::new(arabic)), (Language::English, Arc::new(english))])
    }

    fn doubted<'a>(text: &'a str, stretches: &[(Range<usize>, Language)]) -> Vec<&'a str> {
        let right = |_, word: &str| word == "سوناطراك";
        misspelt(text, stretches, &small(), &mut HashMap::new(), right).into_iter().map(|place| &text[place]).collect()
    }

    #[test]
    fn only_words_are_doubted() {
        let of = |text: &'static str| doubted(text, &[(0..text.len(), Language::Arabic)]);
        assert_eq!(of("وصل القطاار أَمس"), ["القطاار"]);
        for fine in ["سوناطراك", "A320 و B2B", "زوروا@الموقع paper.dz", "ق1م", "OPEC markets", "ـ و ف", ""]
        {
            assert_eq!(of(fine), Vec::<&str>::new(), "{fine}");
        }
    }

    #[test]
    fn a_foreign_stretch_is_looked_up_in_its_own_language() {
        let text = "وصل the marquets وصلل";
        let at = text.find("the").unwrap();
        let to = text.find(" وصلل").unwrap();
        let stretches = [(0..at, Language::Arabic), (at..to, Language::English), (to..text.len(), Language::Arabic)];
        assert_eq!(doubted(text, &stretches), ["marquets", "وصلل"]);
        assert_eq!(doubted(text, &stretches[..1]), Vec::<&str>::new());
    }

    #[tokio::test]
    async fn a_dictionary_is_held_for_ten_idle_minutes() {
        let folder = std::env::temp_dir().join(format!("matbaa-spelling-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let dictionaries = Dictionaries::new(folder.clone());
        let at = |minutes: i64| Timestamp(minutes * 60_000_000);
        assert!(dictionaries.dictionary(Language::Arabic, at(0)).await.is_none());
        assert_eq!(dictionaries.unload_idle(at(0)).await, 0, "what is not installed is looked for again");
        std::fs::write(folder.join("ar.aff"), "SET UTF-8\nTRY ابتي\n").unwrap();
        std::fs::write(folder.join("ar.dic"), "1\nالقطار\n").unwrap();
        assert!(dictionaries.is_installed(Language::Arabic) && !dictionaries.is_installed(Language::French));
        assert!(dictionaries.dictionary(Language::Arabic, at(0)).await.unwrap().check("القطار"));
        assert_eq!(dictionaries.suggest(Language::Arabic, "القطر", at(5)).await, ["القطار"]);
        assert_eq!(dictionaries.unload_idle(at(14)).await, 1);
        assert_eq!(dictionaries.unload_idle(at(15)).await, 0);
        std::fs::write(folder.join("fr.aff"), [0xff, 0xfe]).unwrap();
        std::fs::write(folder.join("fr.dic"), "1\nmot\n").unwrap();
        assert!(
            dictionaries.dictionary(Language::French, at(20)).await.is_none(),
            "what cannot be read is no dictionary"
        );
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
