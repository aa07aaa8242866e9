//! The stems of an Arabic word: by the lexicon where it knows the word, by rules about its letters where it does not.
//!
//! The readings with the fewest letters taken off win, so that «وقف», «كرة» and «لبنان» stay whole. A reading keeps the
//! form of the word and never goes down to the root: «مكتب» is not «كتاب».

use super::lexicon::{Kind, Lexicon, Reading, lexicon};
use crate::normalize::is_dropped;

/// Stems of one word, at most. Further readings are dropped.
const STEMS_MAX: usize = 4;
/// Letters of a word that is taken apart, at most: no Arabic word is longer.
const LETTERS_MAX: usize = 24;
/// Letters that the rules leave of a word, at least.
const STEM_MIN: usize = 3;
/// Letters of a known word behind a prefix of one letter, at least: fewer are more likely part of another word.
const BARE_MIN: usize = 3;

/// Alefs with a hamza or a madda.
const HAMZAS: [char; 3] = ['أ', 'إ', 'آ'];
/// What a reading costs in which the first letter carries another hamza than is written.
const OTHER_HAMZA: usize = 2;

/// Conjunctions that are written in one with the next word.
const CONJUNCTIONS: [&str; 3] = ["", "و", "ف"];
/// The article, with prepositions that are written in one with it.
const ARTICLES: [&str; 4] = ["ال", "بال", "كال", "لل"];
/// Prepositions that are written in one with the next word.
const PREPOSITIONS: [&str; 4] = ["", "ب", "ل", "ك"];
/// What stands before a verb in the present tense: the sign of the future, or a purpose.
const BEFORE_PRESENT: [&str; 3] = ["", "س", "ل"];
/// Signs of person of the present tense.
const PERSONS: [&str; 3] = ["ي", "ت", "ن"];

/// Possessive and object pronouns.
const PRONOUNS: [&str; 10] = ["ه", "ها", "هم", "هن", "هما", "ك", "كم", "كما", "نا", "ي"];
/// Endings of a noun that pronouns may follow: case, dual and plural in the construct state.
const BEFORE_PRONOUN: [&str; 4] = ["", "ا", "ي", "و"];
/// Endings of a noun that nothing follows: the accusative, the dual, the regular plural.
const PLAIN_ENDINGS: [&str; 5] = ["ا", "ان", "ين", "ون", "و"];
/// Endings that take the place of a final ه: dual and plural of the feminine. Before a pronoun, ت does too.
const FEMININE_ENDINGS: [&str; 3] = ["تان", "تين", "ات"];
/// The ending of an adjective of origin, with its feminine, duals and plurals.
const ORIGIN_ENDINGS: [&str; 11] = ["ي", "يه", "يا", "يو", "يان", "يتان", "يون", "يين", "يتين", "يات", "يي"];
/// Endings of a verb in the past, before an object pronoun.
const PAST_ENDINGS: [&str; 12] = ["", "ت", "ا", "وا", "و", "تا", "ن", "نا", "تم", "تن", "تما", "تمو"];
/// Endings of a verb in the present, before an object pronoun.
const PRESENT_ENDINGS: [&str; 8] = ["", "ون", "وا", "و", "ان", "ا", "ين", "ن"];
/// Object pronouns.
const OBJECTS: [&str; 11] = ["", "ه", "ها", "هم", "هن", "هما", "ك", "كم", "كما", "نا", "ني"];

/// Endings that the rules take off unknown words, pronouns first.
const LOOSE_PRONOUNS: [&str; 8] = ["هما", "كما", "ها", "هم", "هن", "كم", "نا", "ه"];
/// Further endings that the rules take off, longest first.
const LOOSE_ENDINGS: [&str; 14] =
    ["يون", "يين", "يات", "تين", "تان", "ات", "ون", "ين", "ان", "وا", "يه", "ه", "ي", "ا"];

/// The stems of `word`, a folded word in Arabic letters; at least one. `written` is the word before folding: its hamzas
/// and its ة tell apart what folding makes equal.
pub(super) fn stems_of(word: &str, written: &str) -> Vec<String> {
    if !(2..=LETTERS_MAX).contains(&letters(word)) {
        return vec![word.to_owned()];
    }
    let mut search = Search { lexicon: lexicon(), word, written, best: usize::MAX, found: Vec::new() };
    search.nouns();
    search.verbs();
    if search.found.is_empty() {
        return by_rules(word, written.starts_with(HAMZAS));
    }
    search.found.truncate(STEMS_MAX);
    search.found
}

/// Readings by the lexicon.
struct Search<'a> {
    lexicon: &'a Lexicon,
    word: &'a str,
    written: &'a str,
    /// Letters taken off by the best readings so far.
    best: usize,
    found: Vec<String>,
}

impl Search<'_> {
    /// Whether a final ه may be a pronoun. ة never is.
    fn ends_in_pronoun(&self) -> bool {
        !self.written.ends_with(['ة', 'ۃ'])
    }

    /// Keeps a reading of the stem that begins `start` letters into the word, if no reading takes off less.
    fn offer(&mut self, start: usize, cost: usize, reading: Reading) {
        let cost = cost + if self.has_hamza_of(start, reading.initial) { 0 } else { OTHER_HAMZA };
        if cost > self.best {
            return;
        }
        if cost < self.best {
            self.best = cost;
            self.found.clear();
        }
        for stem in self.lexicon.stems(reading) {
            if !self.found.iter().any(|known| known == stem) {
                self.found.push(stem.to_owned());
            }
        }
    }

    /// Whether the letter `start` letters into the word may be `initial`. A bare ا may be any alef.
    fn has_hamza_of(&self, start: usize, initial: char) -> bool {
        let written = self.written.chars().filter(|&c| !is_dropped(c)).nth(start).unwrap_or(initial);
        written == initial || !HAMZAS.contains(&written) || !HAMZAS.contains(&initial)
    }

    /// Letters of the word before `rest`, which is its end.
    fn start(&self, rest: &str) -> usize {
        letters(self.word).saturating_sub(letters(rest))
    }

    fn nouns(&mut self) {
        for conjunction in CONJUNCTIONS {
            let Some(rest) = self.word.strip_prefix(conjunction) else { continue };
            for article in ARTICLES {
                if let Some(body) = rest.strip_prefix(article) {
                    // The article is certain: what it takes off does not count.
                    self.noun(body, letters(conjunction), 2);
                }
            }
            for preposition in PREPOSITIONS {
                if let Some(body) = rest.strip_prefix(preposition) {
                    let taken = letters(conjunction) + letters(preposition);
                    self.noun(body, taken, if taken == 0 { 2 } else { BARE_MIN });
                }
            }
        }
    }

    /// A noun with its ending, `taken` letters after the word's beginning.
    fn noun(&mut self, body: &str, taken: usize, min: usize) {
        if taken > self.best || letters(body) < min {
            return;
        }
        let start = self.start(body);
        for &reading in self.lexicon.readings(body) {
            if matches!(reading.kind, Kind::Whole | Kind::Noun | Kind::Feminine) {
                self.offer(start, taken, reading);
            }
        }
        // The accusative of a word that takes no other ending: «فورا».
        if let Some(whole) = body.strip_suffix('ا').filter(|whole| letters(whole) >= BARE_MIN) {
            for &reading in self.lexicon.readings(whole) {
                if reading.kind == Kind::Whole {
                    self.offer(start, taken + 1, reading);
                }
            }
        }
        for ending in PLAIN_ENDINGS {
            self.noun_without(start, body, ending, taken, min, Ending::Plain);
        }
        for ending in ORIGIN_ENDINGS {
            self.noun_without(start, body, ending, taken, min, Ending::Origin);
        }
        for ending in FEMININE_ENDINGS {
            self.noun_without(start, body, ending, taken, min, Ending::Feminine);
        }
        for pronoun in PRONOUNS {
            let Some(owned) = body.strip_suffix(pronoun) else { continue };
            let cost = taken + if pronoun == "ه" { 0 } else { letters(pronoun) };
            if pronoun == "ه" && !self.ends_in_pronoun() {
                // The feminine of an adjective or of a person.
                self.noun_without(start, owned, "", taken + 1, min, Ending::Plain);
                continue;
            }
            for ending in BEFORE_PRONOUN {
                self.noun_without(start, owned, ending, cost, min, Ending::Construct);
            }
            for ending in ["ات", "ت", "يت", "يات"] {
                let kind = if ending.starts_with('ي') { Ending::Origin } else { Ending::Feminine };
                self.noun_without(start, owned, ending, cost, min, kind);
            }
        }
    }

    fn noun_without(&mut self, start: usize, body: &str, ending: &str, taken: usize, min: usize, kind: Ending) {
        let Some(stem) = body.strip_suffix(ending) else { return };
        let cost = taken + letters(ending);
        if cost > self.best || letters(stem) < 2 {
            return;
        }
        if matches!(kind, Ending::Feminine | Ending::Origin) {
            // «عملات» are «عملة» and not «عمل».
            let mut is_known = false;
            for &reading in self.lexicon.readings(&format!("{stem}ه")) {
                if reading.kind == Kind::Feminine {
                    self.offer(start, cost, reading);
                    is_known = true;
                }
            }
            if is_known && kind == Ending::Feminine {
                return;
            }
        }
        if kind == Ending::Construct && ending == "ا" {
            // «مستشفاها» is «مستشفى».
            for &reading in self.lexicon.readings(&format!("{stem}ي")) {
                if reading.kind == Kind::Noun {
                    self.offer(start, cost, reading);
                }
            }
        }
        if letters(stem) < min {
            return;
        }
        for &reading in self.lexicon.readings(stem) {
            match reading.kind {
                // The plural before another noun («مسؤولو الوزارة»): few short words have one.
                Kind::Noun if ending == "و" && kind == Ending::Plain && letters(stem) < 4 => {}
                Kind::Noun if !(ending == "ت" && kind == Ending::Feminine) || letters(stem) > 3 => {
                    self.offer(start, cost, reading)
                }
                Kind::Origin if kind == Ending::Origin => self.offer(start, cost, reading),
                _ => {}
            }
        }
    }

    fn verbs(&mut self) {
        for conjunction in CONJUNCTIONS {
            let Some(rest) = self.word.strip_prefix(conjunction) else { continue };
            let taken = letters(conjunction);
            self.verb(rest, taken, Kind::Past, &PAST_ENDINGS);
            for before in BEFORE_PRESENT {
                let Some(rest) = rest.strip_prefix(before) else { continue };
                for person in PERSONS {
                    if let Some(body) = rest.strip_prefix(person) {
                        self.verb(body, taken + letters(before), Kind::Present, &PRESENT_ENDINGS);
                    }
                }
            }
        }
    }

    fn verb(&mut self, body: &str, taken: usize, kind: Kind, endings: &[&str]) {
        let start = self.start(body);
        for object in OBJECTS {
            let Some(rest) = body.strip_suffix(object) else { continue };
            if object == "ه" && !self.ends_in_pronoun() {
                continue;
            }
            for ending in endings {
                let Some(stem) = rest.strip_suffix(ending) else { continue };
                // A short past stem is complete only with the ending of a person: «قلت», «زرنا».
                let is_short = letters(stem) < 3 && kind == Kind::Past;
                if is_short && (ending.is_empty() || taken > 0) {
                    continue;
                }
                // The sign of person counts one letter, so that «تقرير» and «يمين» stay nouns.
                let cost = taken + letters(object) + letters(ending) + usize::from(kind == Kind::Present);
                if cost > self.best || letters(stem) < 2 {
                    continue;
                }
                for &reading in self.lexicon.readings(stem) {
                    if reading.kind == kind {
                        self.offer(start, cost, reading);
                    }
                }
            }
        }
    }
}

/// What an ending belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// Any noun, with nothing after it.
    Plain,
    /// Any noun, with a pronoun after it.
    Construct,
    /// A noun whose final ه it replaces, or the feminine of another one.
    Feminine,
    /// An adjective of origin.
    Origin,
}

/// The stems of an unknown word: without an article, with and without what may be a conjunction or a preposition, each
/// without endings.
fn by_rules(word: &str, starts_with_hamza: bool) -> Vec<String> {
    let mut bodies: Vec<&str> = Vec::new();
    let bare = CONJUNCTIONS.iter().filter_map(|conjunction| word.strip_prefix(conjunction));
    let with_article = bare.flat_map(|rest| ARTICLES.iter().filter_map(move |article| rest.strip_prefix(article)));
    if let Some(body) = with_article.filter(|body| letters(body) >= 2).min_by_key(|body| body.len()) {
        // «إلهام» has no article. Typed without its hamza it looks as if it had one, so «الهام» is both.
        bodies.extend((!starts_with_hamza).then_some(body));
        bodies.push(word);
    } else {
        let rest = without_one_of(&CONJUNCTIONS, word);
        bodies.extend(rest);
        bodies.push(word);
        bodies.extend(without_one_of(&PREPOSITIONS, rest.unwrap_or(word)));
    }
    let mut stems: Vec<String> = Vec::new();
    for body in bodies {
        let stem = without_endings(body);
        if !stems.iter().any(|known| known == stem) {
            stems.push(stem.to_owned());
        }
    }
    stems.truncate(STEMS_MAX);
    stems
}

/// The word without a prefix of one letter, if enough of it is left.
fn without_one_of<'a>(prefixes: &[&str], word: &'a str) -> Option<&'a str> {
    let mut prefixes = prefixes.iter().filter(|prefix| !prefix.is_empty());
    prefixes.find_map(|prefix| word.strip_prefix(prefix)).filter(|rest| letters(rest) >= STEM_MIN)
}

/// An unknown word without the endings of nouns, as far as three letters are left.
fn without_endings(word: &str) -> &str {
    fn without<'a>(word: &'a str, ending: &str) -> Option<&'a str> {
        word.strip_suffix(ending).filter(|stem| letters(stem) >= STEM_MIN)
    }
    let mut stem = word;
    // «بيانا» is an accusative and not «بيا» with a pronoun.
    let is_accusative = ["ونا", "ينا", "انا"].iter().any(|ending| stem.ends_with(ending));
    let mut pronouns = LOOSE_PRONOUNS.iter().filter(|pronoun| !(is_accusative && **pronoun == "نا"));
    if let Some(owned) = pronouns.find_map(|pronoun| without(stem, pronoun)) {
        stem = owned;
        // The construct state of ة is ت.
        if letters(stem) > STEM_MIN {
            stem = stem.strip_suffix('ت').filter(|stem| !stem.ends_with('ا')).unwrap_or(stem);
        }
    }
    while let Some(shorter) = LOOSE_ENDINGS.iter().find_map(|ending| without(stem, ending)) {
        stem = shorter;
    }
    stem
}

fn letters(text: &str) -> usize {
    text.chars().count()
}
