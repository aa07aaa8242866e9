//! Generates sentences from patterns, for the older stories of the demo and for `matbaa generate`.
//!
//! A pattern contains `{word}` for a word of that list and `{12-80}` for a number in that range. The same name gives
//! the same word throughout a story; `{place2}` is another word of the list `place`. Patterns are parsed once, so that
//! a story takes only a few microseconds.

use std::collections::{BTreeMap, HashMap};

use anyhow::Context;
use rand::RngExt;
use rand::rngs::StdRng;
use serde::Deserialize;

/// A parsed grammar.
#[derive(Debug)]
pub struct Grammar {
    /// Seed of the stories of the demo.
    pub seed: u64,
    /// Days over which the stories of the demo are spread.
    pub days_back: i64,
    /// The sections with their kinds of stories.
    pub sections: Vec<Section>,
    /// Every word once; lists and stories refer to words by index.
    words: Vec<String>,
    lists: Vec<Vec<usize>>,
}

/// A section of the generated paper.
#[derive(Debug)]
pub struct Section {
    /// Slug of the section.
    pub slug: String,
    /// Byline of its desk.
    pub desk: String,
    /// Agencies that it credits; an empty name is none.
    pub agencies: Vec<String>,
    /// People who write for it.
    pub writers: Vec<String>,
    /// Its topics.
    pub topics: Vec<String>,
    /// Its photos.
    pub photos: Vec<Photo>,
    /// Its kinds of stories.
    pub stories: Vec<Pattern>,
}

/// A photo that fits a section.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Photo {
    /// File name.
    pub file: String,
    /// What it shows.
    pub alt: String,
}

/// A kind of story; each list holds alternatives.
#[derive(Debug)]
pub struct Pattern {
    /// The line above the headline.
    pub kicker: Vec<Sentence>,
    /// The headline.
    pub headline: Vec<Sentence>,
    /// How the story begins.
    pub lead: Vec<Sentence>,
    /// How the story continues.
    pub body: Vec<Sentence>,
    /// How the story ends.
    pub close: Vec<Sentence>,
}

/// A parsed pattern.
#[derive(Debug)]
pub struct Sentence(Vec<Piece>);

#[derive(Debug)]
enum Piece {
    Words(String),
    Number(i64, i64),
    /// A word of `list`; the same `name` gives the same word.
    Slot {
        name: usize,
        list: usize,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GrammarFile {
    seed: u64,
    days_back: i64,
    words: BTreeMap<String, Vec<String>>,
    section: Vec<SectionFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SectionFile {
    slug: String,
    desk: String,
    agencies: Vec<String>,
    writers: Vec<String>,
    topics: Vec<String>,
    #[serde(default)]
    photos: Vec<Photo>,
    story: Vec<PatternFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PatternFile {
    kicker: Vec<String>,
    headline: Vec<String>,
    lead: Vec<String>,
    body: Vec<String>,
    close: Vec<String>,
}

impl Grammar {
    /// Reads a grammar from TOML. An error names the list or the pattern that is wrong.
    pub fn read(toml: &str) -> anyhow::Result<Self> {
        let file: GrammarFile = toml::from_str(toml)?;
        let mut words: Vec<String> = Vec::new();
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let mut lists = Vec::new();
        let mut list_names = HashMap::new();
        for (name, list) in file.words {
            anyhow::ensure!(!list.is_empty(), "the list {name} is empty");
            list_names.insert(name, lists.len());
            let number = |word: String| {
                *numbers.entry(word.clone()).or_insert_with(|| {
                    words.push(word);
                    words.len() - 1
                })
            };
            lists.push(list.into_iter().map(number).collect());
        }
        let mut reader = PatternReader { lists: list_names, names: HashMap::new() };
        let sections = file.section.into_iter().map(|section| reader.section(section)).collect::<Result<_, _>>()?;
        Ok(Self { seed: file.seed, days_back: file.days_back, sections, words, lists })
    }
}

struct PatternReader {
    lists: HashMap<String, usize>,
    names: HashMap<String, usize>,
}

impl PatternReader {
    fn section(&mut self, file: SectionFile) -> anyhow::Result<Section> {
        let stories = file.story.into_iter().map(|pattern| self.pattern(pattern)).collect::<Result<Vec<_>, _>>();
        let stories = stories.with_context(|| format!("section {}", file.slug))?;
        anyhow::ensure!(!stories.is_empty(), "a story for {}", file.slug);
        Ok(Section {
            slug: file.slug,
            desk: file.desk,
            agencies: file.agencies,
            writers: file.writers,
            topics: file.topics,
            photos: file.photos,
            stories,
        })
    }

    fn pattern(&mut self, file: PatternFile) -> anyhow::Result<Pattern> {
        let mut all = |patterns: Vec<String>| -> anyhow::Result<Vec<Sentence>> {
            patterns.iter().map(|pattern| self.sentence(pattern)).collect()
        };
        Ok(Pattern {
            kicker: all(file.kicker)?,
            headline: all(file.headline)?,
            lead: all(file.lead)?,
            body: all(file.body)?,
            close: all(file.close)?,
        })
    }

    fn sentence(&mut self, pattern: &str) -> anyhow::Result<Sentence> {
        let mut pieces = Vec::new();
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, tail) = after.split_once('}').with_context(|| format!("an open brace in «{pattern}»"))?;
            pieces.push(Piece::Words(before.to_owned()));
            pieces.push(self.slot(name)?);
            rest = tail;
        }
        pieces.push(Piece::Words(rest.to_owned()));
        Ok(Sentence(pieces))
    }

    fn slot(&mut self, name: &str) -> anyhow::Result<Piece> {
        if let Some((low, high)) = name.split_once('-') {
            let (low, high): (i64, i64) = (low.parse()?, high.parse()?);
            anyhow::ensure!(low <= high, "{{{name}}} counts backwards");
            return Ok(Piece::Number(low, high));
        }
        let list = name.trim_end_matches(|c: char| c.is_ascii_digit());
        let list = *self.lists.get(list).with_context(|| format!("no list of words is called {list}"))?;
        let next = self.names.len();
        Ok(Piece::Slot { name: *self.names.entry(name.to_owned()).or_insert(next), list })
    }
}

/// Generates the sentences of one story and remembers which word each name stands for.
#[derive(Debug)]
pub struct SentenceGenerator<'a> {
    grammar: &'a Grammar,
    /// Indices of names and of their words.
    chosen: Vec<(usize, usize)>,
}

impl<'a> SentenceGenerator<'a> {
    /// Begins a story.
    pub fn new(grammar: &'a Grammar) -> Self {
        Self { grammar, chosen: Vec::new() }
    }

    /// Returns one of the alternatives as text.
    pub fn pick_sentence(&mut self, rng: &mut StdRng, alternatives: &[Sentence]) -> anyhow::Result<String> {
        let sentence = pick(rng, alternatives).context("an empty list of patterns")?;
        let mut out = String::new();
        self.append(rng, sentence, &mut out);
        Ok(out)
    }

    /// Appends a sentence to `out`, with its first letter in upper case if its script has upper case.
    pub fn append(&mut self, rng: &mut StdRng, sentence: &Sentence, out: &mut String) {
        let begin = out.len();
        self.append_as_written(rng, sentence, out);
        if let Some(first) = out[begin..].chars().next().filter(|first| first.is_lowercase()) {
            let large: String = first.to_uppercase().collect();
            out.replace_range(begin..begin + first.len_utf8(), &large);
        }
    }

    fn append_as_written(&mut self, rng: &mut StdRng, sentence: &Sentence, out: &mut String) {
        for piece in &sentence.0 {
            match piece {
                Piece::Words(words) => out.push_str(words),
                Piece::Number(low, high) => out.push_str(&rng.random_range(*low..=*high).to_string()),
                Piece::Slot { name, list } => {
                    let word = self.word(rng, *name, *list);
                    out.push_str(&self.grammar.words[word]);
                }
            }
        }
    }

    fn word(&mut self, rng: &mut StdRng, name: usize, list: usize) -> usize {
        if let Some((_, word)) = self.chosen.iter().find(|(known, _)| *known == name) {
            return *word;
        }
        let words = &self.grammar.lists[list];
        let is_free = |word: &&usize| self.chosen.iter().all(|(_, taken)| taken != *word);
        let free = words.iter().filter(is_free).count();
        let word = match free {
            0 => words[0],
            _ => words.iter().filter(is_free).nth(rng.random_range(0..free)).copied().unwrap_or(words[0]),
        };
        self.chosen.push((name, word));
        word
    }
}

/// A random element of `from`; `None`, without drawing a number, if it is empty.
pub fn pick<'a, T>(rng: &mut StdRng, from: &'a [T]) -> Option<&'a T> {
    if from.is_empty() { None } else { from.get(rng.random_range(0..from.len())) }
}
