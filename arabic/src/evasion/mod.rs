//! Finds the words of a list in a text that tries to hide them: «ك.ل.م.ة», «كـــلـمـة», «kelma», «кelma», «kkkelma».
//!
//! A listed word is found as a whole word, alone or with the affixes of its language ([`affixes`] has the list and the
//! limits), never as a part of another word: a filter that hits names and innocent words is worse than none. These
//! disguises are recognised:
//!
//! * everything that folding removes ([`crate::normalize`]): vowel signs, tatweel, forms of hamza, characters without a
//!   glyph;
//! * letters that look like others ([`signs`]), and digits and marks for letters inside words («m0rt», «c@sino»,
//!   «7قير»);
//! * repeated letters, if the text has at least as many as the list («كلللب», never «niger» for a word with two g);
//! * letters separated by anything but white space, and three or more single letters separated by white space;
//! * Arabic words in Latin letters ([`latin`], with its guards).
//!
//! A word that is listed as innocent is never found, with or without prefixes. Every match has its byte range in the
//! original. Any text is accepted. The cost is linear in the length of the text, except for the pieces of one chunk
//! without white space, which are bounded.

mod affixes;
mod latin;
mod signs;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::normalize;
use latin::{SoundTrie, Sounds};
use signs::{Class, Sign};
pub(crate) use signs::{is_hidden, letter_in_frame};

/// Words of one entry of a list, at most.
pub const WORDS_MAX: usize = 6;
/// Letters of a word, at most. Longer words are not examined.
const LETTERS_MAX: usize = 48;
/// Pieces of one chunk, or letters separated by white space, that are joined, at most.
const PIECES_MAX: usize = 24;
/// A chunk with more pieces is a heap: only single letters are joined in it, and fewer of them.
const HEAP: usize = 64;
/// Pieces of a heap that are joined, at most.
const HEAP_PIECES_MAX: usize = 12;
/// Words in Latin letters that are read as one entry of several words, at most: articles are words of their own there.
const LATIN_WORDS_MAX: usize = 5;
/// Readings of one piece in which digits stand for letters, at most.
const READINGS_MAX: usize = 12;
/// Letters that an Arabic and a Latin word must have, at least, for a doubled letter to count as one: «salle» is not
/// «sale», «سبب» is not «سب».
const TWICE_MIN: (usize, usize) = (3, 5);

/// The disguise of a word: how it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Disguise {
    /// As it is listed, in any form of its letters.
    Plain,
    /// With repeated letters.
    Repeated,
    /// With separated letters.
    Separated,
    /// With signs that look like its letters.
    Lookalike,
    /// In Latin letters, for an Arabic word.
    Latin,
}

/// A match of a listed word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Its bytes in the text, without affixes. A word in Latin letters includes them, and so does the end of an entry
    /// of several words.
    pub range: Range<usize>,
    /// The index of the word in the list.
    pub word: usize,
    /// Its disguise.
    pub disguise: Disguise,
}

/// A form of a listed word, with the count of each of its letters.
struct Form {
    word: usize,
    counts: Vec<u8>,
    /// A feminine in its bound form («قصتـ»), which occurs only before a pronoun.
    is_bound: bool,
    inflects: bool,
}

/// An entry of a list: a word, or several that stand together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry<'a> {
    /// As typed.
    pub word: &'a str,
    /// Its feminine and its regular plurals match as well: «حقيرة» and «حقيرين» for «حقير», but not «رابطة» for «رابط».
    pub inflects: bool,
}

/// The words of a list, prepared for searching.
#[derive(Default)]
pub struct WordList {
    /// Single words, and entries of several words written as one, by their letters without repetitions.
    whole: HashMap<String, Vec<Form>>,
    /// Entries of several words, by their first word.
    phrases: HashMap<String, Vec<Phrase>>,
    /// Arabic words by their sounds.
    sound_trie: SoundTrie,
    innocent: HashSet<String>,
}

struct Phrase {
    word: usize,
    words: Vec<Runs>,
}

/// The letters of a word with the count of each: «سسبب» is س twice and ب twice.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Runs {
    letters: Vec<char>,
    counts: Vec<u8>,
}

impl Runs {
    fn of(word: impl IntoIterator<Item = char>) -> Self {
        let mut runs = Self::default();
        for c in word {
            match (runs.letters.last(), runs.counts.last_mut()) {
                (Some(last), Some(count)) if *last == c => *count = count.saturating_add(1),
                _ => {
                    runs.letters.push(c);
                    runs.counts.push(1);
                }
            }
        }
        runs
    }

    fn squeezed(&self) -> String {
        self.letters.iter().collect()
    }
}

/// Compares the counts of a written word with those of a listed one: each must be as large or larger. More is accepted
/// if a letter stands three times or more, or if the word has `twice_min` letters or more. Returns `None` if the words
/// differ, else whether any letter is repeated.
fn repeats(written: &[u8], listed: &[u8], twice_min: usize) -> Option<bool> {
    if written.len() != listed.len() || written.iter().zip(listed).any(|(one, other)| one < other) {
        return None;
    }
    let more = written.iter().zip(listed).any(|(one, other)| one > other);
    let thrice = written.iter().zip(listed).any(|(one, other)| one > other && *one > 2);
    let long = listed.len() >= twice_min;
    (!more || thrice || long).then_some(more)
}

/// A reading of a stretch of signs as one word.
struct Reading {
    runs: Runs,
    /// The signs of each letter.
    signs: Vec<Range<usize>>,
    disguise: Disguise,
}

/// A stretch that is one word of a sentence, with its readings.
struct Unit {
    stretch: Range<usize>,
    readings: Vec<Reading>,
}

impl Reading {
    /// «للملف» as «الملف»: the second letter of «لل» belongs to the article, which has lost its first letter.
    fn with_article(&self) -> Option<Self> {
        let (letters, counts) = (&self.runs.letters, &self.runs.counts);
        if letters.first() != Some(&'ل') || counts.first() != Some(&2) {
            return None;
        }
        let mut runs = Runs { letters: vec!['ا'], counts: vec![1, 1] };
        runs.letters.extend(letters);
        runs.counts.extend(counts.get(1..)?);
        let signs = self.signs.first().into_iter().chain(&self.signs).cloned().collect();
        Some(Self { runs, signs, disguise: self.disguise })
    }
}

/// The key by which two entries of a list are equal: their words in the shape of their letters, with one space between.
///
/// ```
/// assert_eq!(arabic::evasion::key("ال‌مَلَفّ  الشخصى"), "الملف الشخصي");
/// ```
pub fn key(text: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut open = false;
    for sign in signs::signs(text) {
        let is_letter = matches!(sign.class, Class::Arabic | Class::Latin | Class::Digit | Class::Foreign);
        match words.last_mut() {
            Some(word) if is_letter && open => word.push(sign.c),
            _ if is_letter => words.push(sign.c.into()),
            _ => {}
        }
        open = is_letter;
    }
    words.join(" ")
}

impl WordList {
    /// Prepares `words`, of one or several words each, and `innocent` words that are never found. An entry with fewer
    /// than two letters or more than 48, or with more than [`WORDS_MAX`] words, is never found.
    pub fn new<'a>(words: impl IntoIterator<Item = Entry<'a>>, innocent: impl IntoIterator<Item = &'a str>) -> Self {
        let mut list = Self::default();
        for (word, listed) in words.into_iter().enumerate() {
            list.add(word, listed);
        }
        list.innocent = innocent.into_iter().map(|word| key(word).replace(' ', "")).collect();
        list
    }

    fn add(&mut self, word: usize, Entry { word: text, inflects }: Entry<'_>) {
        let key = key(text);
        let parts: Vec<&str> = key.split(' ').filter(|part| !part.is_empty()).take(WORDS_MAX + 1).collect();
        let joined = parts.concat();
        let letters = joined.chars().count();
        if parts.len() > WORDS_MAX || !(2..=LETTERS_MAX).contains(&letters) {
            return;
        }
        self.add_form(word, &joined, false, inflects);
        // A word in ة takes ت before a pronoun, and drops the ة in its plural.
        let feminine = text.trim_end().ends_with('ة').then(|| joined.strip_suffix('ه')).flatten();
        if let Some(stem) = feminine.filter(|stem| stem.chars().count() > 2) {
            self.add_form(word, &format!("{stem}ت"), true, inflects);
            if inflects {
                self.add_form(word, &format!("{stem}ات"), false, inflects);
            }
        }
        if parts.len() > 1 {
            let words: Vec<Runs> = parts.iter().map(|part| Runs::of(part.chars())).collect();
            self.phrases.entry(words[0].squeezed()).or_default().push(Phrase { word, words });
        }
        if let Some(sounds) = Sounds::of(&parts.join(" ")) {
            self.sound_trie.add(word, sounds);
        }
    }

    fn add_form(&mut self, word: usize, letters: &str, is_bound: bool, inflects: bool) {
        let runs = Runs::of(letters.chars());
        let forms = self.whole.entry(runs.squeezed()).or_default();
        if !forms.iter().any(|form| form.word == word) {
            forms.push(Form { word, counts: runs.counts, is_bound, inflects });
        }
    }

    /// Every match, ascending and without overlap. Of two that overlap, the one that begins first is kept, then the
    /// longer one.
    pub fn find(&self, text: &str) -> Vec<Match> {
        if self.whole.is_empty() {
            return Vec::new();
        }
        let signs = signs::signs(text);
        let chunks = chunks(&signs);
        let mut found = Vec::new();
        let mut units = Vec::new();
        for chunk in &chunks {
            self.in_chunk(text, &signs, chunk.clone(), &mut units, &mut found);
        }
        self.in_phrases(&signs, &units, &mut found);
        self.in_single_letters(text, &signs, &chunks, &mut found);
        found.sort_by_key(|one: &Match| {
            (one.range.start, usize::MAX - one.range.end, one.disguise != Disguise::Plain, one.word)
        });
        let mut end = 0;
        found.retain(|one| {
            let is_free = one.range.start >= end;
            if is_free {
                end = one.range.end;
            }
            is_free
        });
        found
    }

    /// Searches a stretch without white space: each piece of it, joined pieces, and pieces with marks for letters.
    fn in_chunk(&self, text: &str, signs: &[Sign], chunk: Range<usize>, units: &mut Vec<Unit>, found: &mut Vec<Match>) {
        let own = split(signs, chunk.clone(), |class| matches!(class, Class::Other | Class::Mark));
        let has_marks = signs[chunk.clone()].iter().any(|sign| sign.class == Class::Mark);
        for piece in &own {
            let places: Vec<usize> = piece.clone().collect();
            let readings = readings(text, signs, &places, None);
            if !self.is_innocent(signs, piece) {
                readings.iter().for_each(|reading| self.look_up(signs, reading, true, found));
                self.by_sound(signs, piece, found);
            }
            if !has_marks {
                units.push(Unit { stretch: piece.clone(), readings });
            }
        }
        if has_marks {
            for wide in split(signs, chunk.clone(), |class| class == Class::Other) {
                let mut all = Vec::new();
                let mut ways = with_marks(signs, &wide);
                if ways.is_empty() {
                    ways = split(signs, wide.clone(), |class| class == Class::Mark)
                        .into_iter()
                        .map(Iterator::collect)
                        .collect();
                }
                for places in ways {
                    all.extend(readings(text, signs, &places, None));
                }
                all.iter().for_each(|reading| self.look_up(signs, reading, true, found));
                units.push(Unit { stretch: wide, readings: all });
            }
        }
        let is_heap = own.len() > HEAP;
        let together = if is_heap { HEAP_PIECES_MAX } else { PIECES_MAX };
        for first in 0..own.len() {
            let mut places: Vec<usize> = own[first].clone().collect();
            let mut all_single = places.len() == 1;
            for piece in own.iter().take(first + together).skip(first + 1) {
                places.extend(piece.clone());
                all_single &= piece.len() == 1;
                if places.len() > LETTERS_MAX || (is_heap && !all_single) {
                    break;
                }
                for reading in readings(text, signs, &places, Some(Disguise::Separated)) {
                    self.look_up(signs, &reading, all_single, found);
                }
            }
        }
        // By sound, with all pieces joined: «k.e.l.b».
        if own.len() > 1 {
            let places: Vec<usize> = own.iter().cloned().flatten().collect();
            let stretch = own[0].start..own[own.len() - 1].end;
            self.sounding(signs, &stretch, &letters_of(signs, &places), Disguise::Latin, found);
        }
    }

    /// Looks up a reading, whole and, if `joined`, also without affixes.
    fn look_up(&self, signs: &[Sign], reading: &Reading, joined: bool, found: &mut Vec<Match>) {
        let letters = &reading.runs.letters;
        let is_latin = letters.iter().all(char::is_ascii_lowercase);
        let twice_min = if is_latin { TWICE_MIN.1 } else { TWICE_MIN.0 };
        let mut cuts = affixes::cuts(letters, &reading.runs.counts);
        if !joined {
            cuts.truncate(1);
        }
        for cut in cuts {
            let range = cut.before..letters.len() - cut.after;
            let stem: String = letters[range.clone()].iter().collect();
            let Some(forms) = self.whole.get(&stem) else { continue };
            let fits = |form: &&Form| (!form.is_bound || cut.has_pronoun) && (form.inflects || !cut.may_inflect);
            for form in forms.iter().filter(fits) {
                let Some(repeated) = repeats(&reading.runs.counts[range.clone()], &form.counts, twice_min) else {
                    continue;
                };
                let disguise =
                    if repeated && reading.disguise == Disguise::Plain { Disguise::Repeated } else { reading.disguise };
                let (Some(first), Some(last)) = (reading.signs.get(range.start), reading.signs.get(range.end - 1))
                else {
                    continue;
                };
                let (first, last) = (&signs[first.start], &signs[last.end - 1]);
                found.push(Match { range: first.range.start..last.range.end, word: form.word, disguise });
            }
        }
    }

    /// Searches for listed Arabic words in Latin letters.
    fn by_sound(&self, signs: &[Sign], piece: &Range<usize>, found: &mut Vec<Match>) {
        let is_latin = |sign: &Sign| matches!(sign.class, Class::Latin | Class::Digit);
        if !signs[piece.clone()].iter().all(is_latin) {
            return;
        }
        let places: Vec<usize> = piece.clone().collect();
        self.sounding(signs, piece, &letters_of(signs, &places), Disguise::Latin, found);
    }

    fn sounding(
        &self,
        signs: &[Sign],
        piece: &Range<usize>,
        letters: &str,
        disguise: Disguise,
        found: &mut Vec<Match>,
    ) {
        let is_word = (3..=LETTERS_MAX).contains(&letters.len())
            && letters.is_ascii()
            && letters.bytes().any(|byte| byte.is_ascii_lowercase());
        if !is_word {
            return;
        }
        let range = signs[piece.start].range.start..signs[piece.end - 1].range.end;
        let squeezed = latin::squeezed(letters);
        let befores = latin::BEFORE.iter().filter_map(|before| squeezed.strip_prefix(before)).map(|rest| (rest, true));
        for (rest, cut) in std::iter::once((squeezed.as_str(), false)).chain(befores) {
            for (word, sounds) in self.sound_trie.candidates(rest) {
                let after = |rest: &str| {
                    latin::AFTER.iter().any(|after| rest.strip_suffix(after).is_some_and(|stem| sounds.matches(stem)))
                };
                let hit = if cut { sounds.is_long() && sounds.matches(rest) } else { sounds.matches(rest) };
                if hit || (sounds.is_long() && after(rest)) {
                    found.push(Match { range: range.clone(), word: *word, disguise });
                }
            }
        }
    }

    /// Searches for entries of several words, each word in its place.
    fn in_phrases(&self, signs: &[Sign], units: &[Unit], found: &mut Vec<Match>) {
        for (at, unit) in units.iter().enumerate() {
            for first in &unit.readings {
                let cuts = affixes::cuts(&first.runs.letters, &first.runs.counts).into_iter();
                for cut in cuts.filter(|cut| cut.after == 0) {
                    let stem: String = first.runs.letters[cut.before..].iter().collect();
                    for phrase in self.phrases.get(&stem).into_iter().flatten() {
                        let Some(disguise) = phrase_at(phrase, first, cut.before, &units[at..]) else { continue };
                        let (Some(begin), Some(last)) =
                            (first.signs.get(cut.before), units.get(at + phrase.words.len() - 1))
                        else {
                            continue;
                        };
                        let range = signs[begin.start].range.start..signs[last.stretch.end - 1].range.end;
                        found.push(Match { range, word: phrase.word, disguise });
                    }
                }
            }
            // In Latin letters: two to five words are read as one.
            let is_latin = |unit: &&Unit| {
                signs[unit.stretch.clone()].iter().all(|sign| matches!(sign.class, Class::Latin | Class::Digit))
            };
            let mut letters = String::new();
            for (count, last) in units[at..].iter().take(LATIN_WORDS_MAX).take_while(is_latin).enumerate() {
                letters.extend(signs[last.stretch.clone()].iter().map(|sign| sign.c));
                if count > 0 && letters.len() <= LETTERS_MAX {
                    self.sounding_phrase(signs, &(unit.stretch.start..last.stretch.end), &letters, found);
                }
            }
        }
    }

    fn sounding_phrase(&self, signs: &[Sign], stretch: &Range<usize>, letters: &str, found: &mut Vec<Match>) {
        let squeezed = latin::squeezed(letters);
        for (word, sounds) in self.sound_trie.candidates(&squeezed) {
            if sounds.is_phrase() && sounds.matches(&squeezed) {
                let range = signs[stretch.start].range.start..signs[stretch.end - 1].range.end;
                found.push(Match { range, word: *word, disguise: Disguise::Latin });
            }
        }
    }

    /// Searches three or more single letters with white space between them. Chunks of separators between them are
    /// skipped.
    fn in_single_letters(&self, text: &str, signs: &[Sign], chunks: &[Range<usize>], found: &mut Vec<Match>) {
        let mut run: Vec<usize> = Vec::new();
        let mut before: Option<Range<usize>> = None;
        let mut last: Option<Range<usize>> = None;
        for chunk in chunks {
            let own = split(signs, chunk.clone(), |class| class == Class::Other);
            match own.as_slice() {
                [] => {}
                [one] if one.len() == 1 => {
                    if run.is_empty() {
                        before = last.take();
                    }
                    run.push(one.start);
                }
                _ => {
                    self.in_run(text, signs, &run, before.as_ref(), found);
                    run.clear();
                    last = own.last().cloned();
                }
            }
        }
        self.in_run(text, signs, &run, before.as_ref(), found);
    }

    fn in_run(&self, text: &str, signs: &[Sign], run: &[usize], before: Option<&Range<usize>>, found: &mut Vec<Match>) {
        let is_article = |piece: &Range<usize>| {
            let word: String = signs[piece.clone()].iter().map(|sign| sign.c).collect();
            matches!(word.as_str(), "ال" | "وال" | "بال" | "فال" | "كال")
        };
        if run.len() < 3 && !(run.len() == 2 && before.is_some_and(is_article)) {
            return;
        }
        let mut look = |places: &[usize], joined: bool| {
            for reading in readings(text, signs, places, Some(Disguise::Separated)) {
                self.look_up(signs, &reading, joined, found);
            }
        };
        if run.len() <= LETTERS_MAX {
            look(run, true);
        }
        let together = if run.len() > HEAP { HEAP_PIECES_MAX } else { PIECES_MAX };
        for first in 0..run.len() {
            for length in 3..=together.min(run.len() - first) {
                look(&run[first..first + length], false);
            }
        }
        if (4..=LETTERS_MAX).contains(&run.len()) {
            let stretch = run[0]..run[run.len() - 1] + 1;
            self.sounding(signs, &stretch, &letters_of(signs, run), Disguise::Latin, found);
        }
    }

    fn is_innocent(&self, signs: &[Sign], piece: &Range<usize>) -> bool {
        if self.innocent.is_empty() {
            return false;
        }
        let letters: Vec<char> = signs[piece.clone()].iter().map(|sign| sign.c).collect();
        affixes::without_before(&letters).any(|stem| self.innocent.contains(&stem.iter().collect::<String>()))
    }
}

fn letters_of(signs: &[Sign], places: &[usize]) -> String {
    places.iter().map(|place| signs[*place].c).collect()
}

/// The disguise of a phrase, if the words after the first stand where they should; else `None`.
fn phrase_at(phrase: &Phrase, first: &Reading, before: usize, units: &[Unit]) -> Option<Disguise> {
    // The words of a phrase confirm each other: a doubled letter does not make another word.
    let twice_min = 2;
    let mut disguise = first.disguise;
    let head = phrase.words.first()?;
    if repeats(first.runs.counts.get(before..)?, &head.counts, twice_min)? && disguise == Disguise::Plain {
        disguise = Disguise::Repeated;
    }
    for (number, word) in phrase.words.iter().enumerate().skip(1) {
        let is_last = number + 1 == phrase.words.len();
        let same = |reading: &Reading| {
            let Runs { letters, counts } = &reading.runs;
            let cuts = affixes::cuts(letters, counts).into_iter();
            cuts.filter(|cut| cut.before == 0 && (is_last || cut.after == 0)).find_map(|cut| {
                let end = letters.len() - cut.after;
                let same = letters.get(..end)? == word.letters;
                same.then(|| repeats(counts.get(..end)?, &word.counts, twice_min))
                    .flatten()
                    .map(|more| (more, reading.disguise))
            })
        };
        let (repeated, other) = units.get(number)?.readings.iter().find_map(same)?;
        if disguise == Disguise::Plain {
            disguise = if repeated { Disguise::Repeated } else { other };
        }
    }
    Some(disguise)
}

/// Stretches without white space.
fn chunks(signs: &[Sign]) -> Vec<Range<usize>> {
    split(signs, 0..signs.len(), |class| class == Class::Blank)
}

/// The stretches of `within` between signs whose class is `apart`.
fn split(signs: &[Sign], within: Range<usize>, apart: impl Fn(Class) -> bool) -> Vec<Range<usize>> {
    let mut stretches = Vec::new();
    let mut start = None;
    for at in within.clone() {
        match (apart(signs[at].class), start) {
            (false, None) => start = Some(at),
            (true, Some(from)) => {
                stretches.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    stretches.extend(start.map(|from| from..within.end));
    stretches
}

/// A stretch with marks that are read as letters: whole, and without the marks at its ends.
fn with_marks(signs: &[Sign], wide: &Range<usize>) -> Vec<Vec<usize>> {
    let classes = &signs[wide.clone()];
    let has = |class: Class| classes.iter().any(|sign| sign.class == class);
    if !has(Class::Mark) || !has(Class::Latin) || wide.len() > LETTERS_MAX {
        return Vec::new();
    }
    let is_end_mark = |place: &usize| matches!(signs[*place].c, '!' | '|' | '+');
    let whole: Vec<usize> = wide.clone().collect();
    let from = whole.iter().take_while(|place| is_end_mark(place)).count();
    let to = whole.len() - whole.iter().rev().take_while(|place| is_end_mark(place)).count();
    let mut all = vec![whole.clone()];
    for (from, to) in [(0, to), (from, whole.len()), (from, to)] {
        if from < to && to - from < whole.len() {
            all.push(whole[from..to].to_vec());
        }
    }
    all
}

/// The readings of the signs at `places` as one word: as they are, and with the letters that digits, marks and letters
/// of another alphabet stand for. `known` is the disguise, if the caller knows it.
fn readings(text: &str, signs: &[Sign], places: &[usize], known: Option<Disguise>) -> Vec<Reading> {
    let mut all = Vec::new();
    if places.len() < 2 || places.len() > 4 * LETTERS_MAX {
        return all;
    }
    let has = |class: Class| places.iter().any(|place| signs[*place].class == class);
    let (arabic, latin, digit, mark) = (has(Class::Arabic), has(Class::Latin), has(Class::Digit), has(Class::Mark));
    if !arabic && !latin {
        return all;
    }
    let plain: Vec<char> = places.iter().map(|place| signs[*place].c).collect();
    if !(digit || mark || (arabic && latin)) {
        let disguise = known.unwrap_or_else(|| disguise_of(text, signs, places, &plain));
        all.extend(reading(&plain, places, disguise));
        all.extend(all.first().and_then(Reading::with_article));
        return all;
    }
    // As it is written («1xbet»), then with letters for the signs that stand for them.
    all.extend(reading(&plain, places, known.unwrap_or(Disguise::Plain)));
    let disguise = known.unwrap_or(Disguise::Lookalike);
    let mut add = |options: &dyn Fn(&Sign) -> Vec<char>| {
        let mut texts: Vec<Vec<char>> = vec![Vec::new()];
        for place in places {
            let options = options(&signs[*place]);
            if options.is_empty() {
                return;
            }
            let room = READINGS_MAX / texts.len().max(1);
            let taken = options.len().min(room.max(1));
            texts = texts
                .iter()
                .flat_map(|text| options[..taken].iter().map(|c| text.iter().copied().chain([*c]).collect()))
                .collect();
        }
        all.extend(texts.iter().filter_map(|text| reading(text, places, disguise)));
    };
    if arabic {
        add(&|sign| match sign.class {
            Class::Arabic => vec![sign.c],
            _ => signs::in_arabic(sign.c).to_vec(),
        });
    } else {
        add(&|sign| match sign.class {
            Class::Latin => vec![sign.c],
            _ => signs::in_latin(sign.c).to_vec(),
        });
    }
    // Digits at the ends may be nothing but digits: «كلب22».
    let is_letter = |place: &usize| matches!(signs[*place].class, Class::Arabic | Class::Latin);
    let from = places.iter().position(is_letter).unwrap_or(0);
    let to = places.iter().rposition(is_letter).map_or(0, |at| at + 1);
    if from < to && to - from < places.len() && to - from > 1 {
        let known = Some(Disguise::Plain).filter(|_| disguise == Disguise::Lookalike);
        all.extend(readings(text, signs, &places[from..to], known));
    }
    all
}

fn reading(letters: &[char], places: &[usize], disguise: Disguise) -> Option<Reading> {
    let runs = Runs::of(letters.iter().copied());
    if runs.letters.len() > LETTERS_MAX || runs.letters.len() < 2 {
        return None;
    }
    let mut signs = Vec::with_capacity(runs.letters.len());
    let mut rest = places;
    // Not by `runs.counts`: a count stops at 255.
    for run in letters.chunk_by(|one, other| one == other) {
        let (own, after) = rest.split_at_checked(run.len())?;
        signs.push(*own.first()?..own.last()? + 1);
        rest = after;
    }
    Some(Reading { runs, signs, disguise })
}

/// Whether the letters are written as they are read.
fn disguise_of(text: &str, signs: &[Sign], places: &[usize], letters: &[char]) -> Disguise {
    let (Some(first), Some(last)) = (places.first(), places.last()) else { return Disguise::Plain };
    let written = text.get(signs[*first].range.start..signs[*last].range.end).unwrap_or_default();
    if normalize::key(written).chars().eq(letters.iter().copied()) { Disguise::Plain } else { Disguise::Lookalike }
}

#[cfg(test)]
mod tests;
