//! The words of the house in memory, for hints: read when they are first asked for, and again when they have changed, on
//! this node or another (`newsroom::house_words_mark`).

use std::collections::HashMap;
use std::sync::Arc;

use arabic::Language;
use arabic::lexicon::{Entry, Found, Lexicon, Opinion};
use newsroom::{HouseKind, HouseWord, Newsroom, Timestamp};
use tokio::sync::Mutex;

/// Microseconds after which they are read again though nothing seems to have changed: a writer's new name raises no number.
const AGE_MAX: i64 = 600 * 1_000_000;

/// The words of every language, as of one moment.
pub struct House {
    mark: [i64; 3],
    read_at: Timestamp,
    by_language: HashMap<Language, (Lexicon, Vec<HouseWord>)>,
}

impl House {
    /// No words at all.
    #[cfg(test)]
    pub fn empty() -> Self {
        Self { mark: [0; 3], read_at: Timestamp(0), by_language: HashMap::new() }
    }

    async fn read(newsroom: &Newsroom, mark: [i64; 3], now: Timestamp) -> newsroom::Result<Self> {
        let names = newsroom::names_of_the_paper(newsroom.reads()).await?;
        let all = newsroom::all_house_words(newsroom.reads()).await?;
        let of = |language: Language| {
            let words: Vec<HouseWord> = all.iter().filter(|word| word.says.language == language).cloned().collect();
            let entries = words.iter().map(|word| Entry {
                opinion: match word.says.kind {
                    HouseKind::Name => Opinion::Name,
                    HouseKind::Avoided => Opinion::Avoided,
                    HouseKind::Known => Opinion::Known,
                },
                word: word.says.word.clone(),
                wrong: word.says.wrong.clone(),
                instead: word.says.instead.clone(),
            });
            let lexicon = Lexicon::new(language, entries.collect(), names.iter().map(String::as_str));
            (language, (lexicon, words))
        };
        Ok(Self { mark, read_at: now, by_language: Language::ALL.map(of).into_iter().collect() })
    }

    /// What the list was, in a few letters: equal ones, equal lists.
    pub fn mark(&self) -> String {
        self.mark.map(|number| number.to_string()).join(".")
    }

    /// Places of `text` where the house would write something else, each with its word.
    pub fn find(&self, language: Language, text: &str) -> Vec<(Found, &HouseWord)> {
        let Some((lexicon, words)) = self.by_language.get(&language) else { return Vec::new() };
        let found = lexicon.find(text).into_iter();
        found.filter_map(|found| words.get(found.entry).map(|word| (found, word))).collect()
    }

    /// Whether the house knows a word as right.
    pub fn knows(&self, language: Language, word: &str) -> bool {
        self.by_language.get(&language).is_some_and(|(lexicon, _)| lexicon.knows(word))
    }
}

/// Keeps the newest.
#[derive(Default)]
pub struct HouseMemory(Mutex<Option<Arc<House>>>);

impl HouseMemory {
    /// The words as they are now.
    pub async fn now(&self, newsroom: &Newsroom, now: Timestamp) -> newsroom::Result<Arc<House>> {
        // The mark first: what changes while the words are read is read again the next time.
        let mark = newsroom::house_words_mark(newsroom.reads()).await?;
        let mut kept = self.0.lock().await;
        match &*kept {
            Some(house) if house.mark == mark && now.0 - house.read_at.0 < AGE_MAX => Ok(house.clone()),
            _ => {
                let house = Arc::new(House::read(newsroom, mark, now).await?);
                *kept = Some(house.clone());
                Ok(house)
            }
        }
    }
}
