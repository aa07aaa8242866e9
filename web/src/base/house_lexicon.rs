//! The house words in memory, for hints. They are read on first use, and again when the publication log reports a
//! change.

use std::collections::HashMap;

use arabic::Language;
use arabic::lexicon::{Entry, Lexicon, Match, Rule};
use newsroom::{Event, HouseKind, HouseWord, Newsroom};

use crate::base::cached::Cacheable;

/// The house words of every language at one point in time.
pub struct HouseLexicon {
    mark: [i64; 3],
    by_language: HashMap<Language, (Lexicon, Vec<HouseWord>)>,
}

impl HouseLexicon {
    /// A list without words.
    #[cfg(test)]
    pub fn empty() -> Self {
        Self { mark: [0; 3], by_language: HashMap::new() }
    }

    /// Reads the words from the database.
    pub async fn read(newsroom: &Newsroom) -> newsroom::Result<Self> {
        let mark = newsroom::house_words_mark(newsroom.reads()).await?;
        let names = newsroom::names_of_the_paper(newsroom.reads()).await?;
        let all = newsroom::all_words::<HouseWord>(newsroom.reads()).await?;
        let of = |language: Language| {
            let words: Vec<HouseWord> = all.iter().filter(|word| word.says.language == language).cloned().collect();
            let entries = words.iter().map(|word| Entry {
                rule: match word.says.kind {
                    HouseKind::Name => Rule::Name,
                    HouseKind::Avoided => Rule::Avoided,
                    HouseKind::Known => Rule::Known,
                },
                word: word.says.word.clone(),
                wrong: word.says.wrong.clone(),
                instead: word.says.instead.clone(),
            });
            let lexicon = Lexicon::new(language, entries.collect(), names.iter().map(String::as_str));
            (language, (lexicon, words))
        };
        Ok(Self { mark, by_language: Language::ALL.map(of).into_iter().collect() })
    }

    /// A short text that identifies the state of the list. Equal texts mean equal lists.
    pub fn mark(&self) -> String {
        self.mark.map(|number| number.to_string()).join(".")
    }

    /// The passages of `text` for which the house words suggest something else, each with its word.
    pub fn find(&self, language: Language, text: &str) -> Vec<(Match, &HouseWord)> {
        let Some((lexicon, words)) = self.by_language.get(&language) else { return Vec::new() };
        let found = lexicon.find(text).into_iter();
        found.filter_map(|found| words.get(found.entry).map(|word| (found, word))).collect()
    }

    /// Whether `word` is on the list as correct.
    pub fn knows(&self, language: Language, word: &str) -> bool {
        self.by_language.get(&language).is_some_and(|(lexicon, _)| lexicon.knows(word))
    }
}

impl Cacheable for HouseLexicon {
    const NAME: &'static str = "house words";

    fn is_changed_by(event: &Event) -> bool {
        matches!(event, Event::HouseWords | Event::Name(..) | Event::Bulk { .. })
    }
}
