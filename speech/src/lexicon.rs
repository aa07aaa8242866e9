//! The tables as one dictionary: what a word may be, with what is written together with it taken off.

use crate::model::Kind;
use crate::tables::verbs::{VERBS, Verb};
use crate::tables::{events, grammar, nouns, times, verbs};
use arabic::normalize::key;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::OnceLock;

/// What a word may be, as bits: a word is often several things.
pub(crate) mod sense {
    pub const TITLE: u64 = 1;
    pub const BODY: u64 = 1 << 1;
    pub const GENERIC: u64 = 1 << 2;
    pub const HONORIFIC: u64 = 1 << 3;
    pub const PARTICLE: u64 = 1 << 4;
    pub const NAME_PART: u64 = 1 << 5;
    pub const PLACE: u64 = 1 << 6;
    pub const OUTLET: u64 = 1 << 7;
    pub const OCCASION: u64 = 1 << 8;
    pub const SOURCE: u64 = 1 << 9;
    pub const NAMED: u64 = 1 << 10;
    pub const CONSTRUCT: u64 = 1 << 11;
    pub const ADJECTIVE: u64 = 1 << 12;
    pub const ACT: u64 = 1 << 13;
    pub const EVENT: u64 = 1 << 14;
    pub const NUMBER: u64 = 1 << 15;
    pub const FUNCTION: u64 = 1 << 16;
    pub const THAT: u64 = 1 << 17;
    pub const ATTRIBUTION: u64 = 1 << 18;
    pub const RELATIVE: u64 = 1 << 19;
    pub const BREAK: u64 = 1 << 20;
    pub const CIRCUMSTANCE: u64 = 1 << 21;
    pub const NEGATION: u64 = 1 << 22;
    pub const MODAL: u64 = 1 << 23;
    pub const SAYING: u64 = 1 << 24;
    pub const MANY: u64 = 1 << 25;
    pub const WEEKDAY: u64 = 1 << 26;
    pub const MONTH: u64 = 1 << 27;
    pub const TIME: u64 = 1 << 28;
    pub const FEELING: u64 = 1 << 29;
    /// A noun or adjective, which may have an article or a preposition in front of it.
    pub const NOUN: u64 = TITLE
        | BODY
        | GENERIC
        | HONORIFIC
        | PLACE
        | OUTLET
        | OCCASION
        | SOURCE
        | NAMED
        | CONSTRUCT
        | ADJECTIVE
        | ACT
        | EVENT
        | NUMBER
        | MANY;
}

/// The form of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum VerbForm {
    #[default]
    Past,
    Present,
    Participle,
}

/// Whom a form agrees with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Agreement {
    #[default]
    He,
    She,
    Many,
}

/// A conjunction written together with a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Conjunction {
    And,
    So,
}

/// What the lexicon knows of a word.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Entry {
    pub senses: u64,
    /// Index in [`VERBS`], from 1.
    verb: u16,
    pub form: VerbForm,
    pub agreement: Agreement,
}

impl Entry {
    pub fn is(&self, senses: u64) -> bool {
        self.senses & senses != 0
    }

    pub fn verb(&self) -> Option<&'static Verb> {
        VERBS.get(usize::from(self.verb.checked_sub(1)?))
    }
}

/// A word without what is written together with it.
#[derive(Debug, Default)]
pub(crate) struct Analysis {
    pub entry: Entry,
    pub conjunction: Option<Conjunction>,
    pub preposition: Option<char>,
    pub definite: bool,
    /// Bytes taken off the front.
    pub prefix: u32,
}

/// Words by their keys.
pub(crate) struct Lexicon {
    words: HashMap<String, Entry, BuildHasherDefault<Fnv>>,
}

impl Lexicon {
    /// The one lexicon. It never changes.
    pub fn get() -> &'static Self {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(Self::build)
    }

    fn build() -> Self {
        let mut lexicon = Self { words: HashMap::default() };
        for (senses, words) in tables() {
            for word in words.split_whitespace() {
                lexicon.word(word).senses |= senses;
            }
        }
        lexicon.add_plurals();
        lexicon.add_pronouns();
        for name in arabic::date::month_words() {
            for word in name.split(' ') {
                lexicon.word(word).senses |= sense::MONTH;
            }
        }
        for (_, words) in verbs::FEELINGS {
            for word in words.split_whitespace() {
                lexicon.word(word).senses |= sense::FEELING;
            }
        }
        lexicon.join_articles();
        for (at, verb) in VERBS.iter().enumerate() {
            lexicon.add_verb(verb, at as u16 + 1);
        }
        lexicon
    }

    /// Verbal nouns with pronouns: «ضلوعها».
    fn add_pronouns(&mut self) {
        for act in nouns::ACTS.split_whitespace() {
            let act = key(act);
            // ة is a ت before a pronoun: «مسؤوليتها».
            let stem = act.strip_suffix('ه').map_or_else(|| act.clone(), |stem| format!("{stem}ت"));
            if stem.chars().count() < 3 {
                continue;
            }
            for pronoun in ["ه", "ها", "هم", "نا"] {
                let form = format!("{stem}{pronoun}");
                self.words.entry(form).or_insert(Entry { senses: sense::ACT, ..Entry::default() });
            }
        }
    }

    /// Titles in the dual, the plural and the accusative: «الناطقان», «مراقبون», «مديرا».
    fn add_plurals(&mut self) {
        for title in nouns::TITLES.split_whitespace() {
            let title = key(title);
            let stem = title.strip_suffix('ه');
            let many = sense::TITLE | sense::MANY;
            let forms = match stem {
                Some(stem) => [
                    (format!("{stem}تان"), many),
                    (format!("{stem}تين"), many),
                    (format!("{stem}ات"), many),
                    (String::new(), 0),
                ],
                None => [
                    (format!("{title}ان"), many),
                    (format!("{title}ين"), many),
                    (format!("{title}ون"), many),
                    (format!("{title}ا"), sense::TITLE),
                ],
            };
            // «أمينتها», «مدربهم»
            let of_them = match stem {
                Some(stem) => ["ها", "هم", "ه"].map(|pronoun| format!("{stem}ت{pronoun}")),
                None => ["ها", "هم", "هما"].map(|pronoun| format!("{title}{pronoun}")),
            };
            for form in of_them {
                self.words.entry(form).or_insert(Entry { senses: sense::TITLE, ..Entry::default() });
            }
            for (form, senses) in forms {
                self.words.entry(form).or_insert(Entry { senses, ..Entry::default() });
            }
        }
    }

    /// A word that a table has with its article («العام» the year) is also what it is without («عام» general).
    fn join_articles(&mut self) {
        let with: Vec<String> = self.words.keys().filter(|word| article(word) == Some(4)).cloned().collect();
        for word in with {
            let senses =
                word.strip_prefix("ال").and_then(|core| self.find(core)).map_or(0, |entry| entry.senses & sense::NOUN);
            if let Some(entry) = self.words.get_mut(&word) {
                entry.senses |= senses;
            }
        }
    }

    fn word(&mut self, word: &str) -> &mut Entry {
        self.words.entry(key(word)).or_default()
    }

    fn add_verb(&mut self, verb: &Verb, number: u16) {
        use Agreement::*;
        let with_pronouns = self.with_pronouns(verb);
        let mut add = |word: String, form: VerbForm, agreement: Agreement| {
            let entry = self.words.entry(word).or_default();
            if entry.verb == 0 {
                (entry.verb, entry.form, entry.agreement) = (number, form, agreement);
            }
        };
        let past = key(verb.past);
        let present = key(verb.present);
        // Verbs whose last letter is weak lose it before endings: نفى، نفت، نفوا; دعا، دعت، دعوا.
        let is_weak = past.ends_with('ي') || (past.ends_with('ا') && verb.past.ends_with(['ا', 'ى']));
        let stem = if is_weak { without_last(&past) } else { past.as_str() };
        for (ending, agreement) in [("ت", She), ("تا", Many), ("وا", Many), ("ن", Many)] {
            add(format!("{stem}{ending}"), VerbForm::Past, agreement);
        }
        add(
            format!("{}ا", past.strip_suffix('ا').map_or(past.clone(), |stem| format!("{stem}و"))),
            VerbForm::Past,
            Many,
        );
        add(past.clone(), VerbForm::Past, He);
        for (word, form, agreement) in with_pronouns {
            add(word, form, agreement);
        }
        let without_prefix = present.strip_prefix('ي').unwrap_or(&present).to_owned();
        let short =
            if without_prefix.ends_with(['ي', 'و']) { without_last(&without_prefix) } else { &without_prefix };
        for (word, agreement) in [
            (present.clone(), He),
            (format!("ت{without_prefix}"), She),
            (format!("ي{short}ون"), Many),
            (format!("ي{without_prefix}ان"), Many),
            (format!("ت{without_prefix}ان"), Many),
        ] {
            add(word, VerbForm::Present, agreement);
        }
        let participle = key(verb.participle);
        let Some(base) = participle.strip_suffix('ا') else { return };
        let plural = if base.ends_with('ي') { format!("{base}ن") } else { format!("{base}ين") };
        for (word, agreement) in [
            (participle.clone(), He),
            (format!("{base}ه"), She),
            (plural, Many),
            (format!("{base}ات"), Many),
            (format!("{base}تين"), Many),
        ] {
            add(word, VerbForm::Participle, agreement);
        }
    }

    /// «واعتبرته "رسالة"», «وصفه بأنه …», «ووعدها بـ …». A word of the tables («حملة») is no such form.
    fn with_pronouns(&self, verb: &Verb) -> Vec<(String, VerbForm, Agreement)> {
        let takes_people = matches!(verb.kind, Kind::Accuse | Kind::Call | Kind::Demand | Kind::Promise | Kind::Warn);
        if !takes_people && !matches!(verb.past, "اعتبر" | "وصف") {
            return Vec::new();
        }
        let (past, present) = (key(verb.past), key(verb.present));
        let forms = ["ه", "ها", "هم"].into_iter().flat_map(|pronoun| {
            [
                (format!("{past}{pronoun}"), VerbForm::Past, Agreement::He),
                (format!("{past}ت{pronoun}"), VerbForm::Past, Agreement::She),
                (format!("{present}{pronoun}"), VerbForm::Present, Agreement::He),
            ]
        });
        forms.filter(|(word, ..)| !self.words.contains_key(word)).collect()
    }

    fn find(&self, word: &str) -> Option<Entry> {
        self.words.get(word).copied()
    }

    /// Looks a key up: whole, then without conjunction, article and preposition, the least taken off first.
    pub fn analyze(&self, key: &str) -> Analysis {
        if let Some(entry) = self.find(key) {
            let definite = has_article(key, entry);
            return Analysis { entry, definite, prefix: if definite { 4 } else { 0 }, ..Analysis::default() };
        }
        let Some(first) = key.chars().next().filter(|&c| is_prefix(c)) else { return Analysis::default() };
        if let Some(found) = self.without_article(key, None, 0) {
            return found;
        }
        let conjunction = match first {
            'و' => Some(Conjunction::And),
            'ف' => Some(Conjunction::So),
            _ => None,
        };
        let rest = key.get(first.len_utf8()..).unwrap_or_default();
        if conjunction.is_some() && rest.len() >= 4 {
            let prefix = first.len_utf8() as u32;
            if let Some(entry) = self.find(rest) {
                let definite = has_article(rest, entry);
                let prefix = if definite { prefix + 4 } else { prefix };
                return Analysis { entry, conjunction, definite, prefix, preposition: None };
            }
            if let Some(found) = self.without_article(rest, conjunction, prefix) {
                return found;
            }
            if let Some(prefix) = article(rest) {
                let preposition = rest.chars().next().filter(|&c| c != 'ا');
                return Analysis {
                    conjunction,
                    definite: true,
                    prefix: 2 + prefix,
                    preposition,
                    ..Analysis::default()
                };
            }
        }
        match article(key) {
            Some(prefix) => {
                let preposition = Some(first).filter(|&c| c != 'ا');
                Analysis { definite: true, prefix, preposition, ..Analysis::default() }
            }
            None => Analysis::default(),
        }
    }

    /// Looks up a word behind its article or preposition.
    fn without_article(&self, word: &str, conjunction: Option<Conjunction>, before: u32) -> Option<Analysis> {
        let first = word.chars().next()?;
        let found = |bytes: u32, definite: bool| {
            let entry = self.find(word.get(bytes as usize..)?).filter(|entry| entry.is(sense::NOUN | sense::SAYING))?;
            let preposition = Some(first).filter(|&c| c != 'ا');
            Some(Analysis { entry, conjunction, preposition, definite, prefix: before + bytes })
        };
        if let Some(bytes) = article(word) {
            return found(bytes, true);
        }
        // «بـ» and the like before a noun; three letters remain.
        if matches!(first, 'ب' | 'ل' | 'ك') && word.len() >= 8 { found(2, false) } else { None }
    }
}

/// The bytes of the article, with a preposition before it: ال، بال، كال، لل.
fn article(word: &str) -> Option<u32> {
    let found =
        [("ال", 4), ("بال", 6), ("كال", 6), ("لل", 4)].into_iter().find(|(article, _)| word.starts_with(article));
    let (_, bytes) = found?;
    (word.len() >= bytes + 4).then_some(bytes as u32)
}

/// Whether a word of the tables begins with the article: «العام», not «التي».
fn has_article(word: &str, entry: Entry) -> bool {
    article(word) == Some(4)
        && word.starts_with("ال")
        && entry.verb == 0
        && !entry.is(sense::RELATIVE | sense::THAT)
        && !matches!(word, "الان" | "الذي")
}

fn is_prefix(c: char) -> bool {
    matches!(c, 'و' | 'ف' | 'ب' | 'ل' | 'ك' | 'ا')
}

fn without_last(word: &str) -> &str {
    let mut chars = word.chars();
    chars.next_back();
    chars.as_str()
}

/// The lists of words with what they make of a word.
fn tables() -> [(u64, &'static str); 33] {
    use sense::*;
    [
        (TITLE, nouns::TITLES),
        (TITLE | MANY, nouns::TITLES_MANY),
        (BODY, nouns::BODIES),
        (GENERIC, nouns::GENERICS),
        (HONORIFIC, nouns::HONORIFICS),
        (PARTICLE, nouns::PARTICLES),
        (NAME_PART, nouns::NAME_PARTS),
        (PLACE, nouns::PLACES),
        (OUTLET, nouns::OUTLETS),
        (OCCASION, nouns::OCCASIONS),
        (SOURCE, nouns::SOURCES),
        (NAMED, nouns::NAMED),
        (CONSTRUCT, nouns::CONSTRUCT),
        (ADJECTIVE, nouns::ADJECTIVES),
        (ACT, nouns::ACTS),
        (EVENT, nouns::EVENTS),
        (NUMBER, nouns::NUMBERS),
        (FUNCTION, grammar::FUNCTION),
        (FUNCTION | THAT, grammar::THATS),
        (FUNCTION | ATTRIBUTION, grammar::ATTRIBUTIONS),
        (FUNCTION | RELATIVE, grammar::RELATIVES),
        (FUNCTION | BREAK, grammar::BREAKS),
        (CIRCUMSTANCE, grammar::CIRCUMSTANCES),
        (NEGATION, grammar::NEGATIONS),
        (MODAL, grammar::MODALS),
        (SAYING, verbs::SAYINGS),
        (WEEKDAY, times::WEEKDAYS),
        (TIME, times::DAYS),
        (TIME, times::PERIODS),
        (TIME, times::SELECTORS),
        (TIME, times::PARTS_OF_DAY),
        (TIME, times::PARTS_OF_PERIOD),
        (FUNCTION | MODAL, events::ANNOUNCED),
    ]
}

/// FNV-1a: the keys are short and our own.
pub(crate) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
