//! The scoring rule of `shared/corpora/statements/score.py`.

use serde::Deserialize;
use speech::{Found, Story};
use std::path::{Path, PathBuf};

/// A story with the answers.
#[derive(Debug, Deserialize)]
pub struct Gold {
    #[serde(flatten)]
    story: Story,
    statements: Vec<Said>,
    events: Vec<Dated>,
    times: Vec<Dated>,
}

#[derive(Debug, Deserialize)]
struct Said {
    paragraph: i32,
    speaker: Option<String>,
    text: String,
    occasion: Option<String>,
    source: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Dated {
    paragraph: i32,
    text: String,
    date_from: String,
    date_to: String,
}

/// How many were right, missed and false.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    pub right: usize,
    pub missed: usize,
    pub false_finds: usize,
}

impl Count {
    pub fn f1(self) -> f64 {
        let (right, wrong) = (self.right as f64, (self.missed + self.false_finds) as f64);
        if right + wrong == 0.0 { 1.0 } else { 2.0 * right / (2.0 * right + wrong) }
    }

    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.missed += other.missed;
        self.false_finds += other.false_finds;
    }
}

/// The score of one story or of many.
#[derive(Debug, Default)]
pub struct Score {
    pub statements: Count,
    pub events: Count,
    pub times: Count,
    /// Right statements whose gold has an occasion, and those of them that have it, too.
    pub occasions: (usize, usize),
    pub sources: (usize, usize),
    /// One line for each miss and false find.
    pub complaints: Vec<String>,
}

/// The gold files of a folder.
pub fn gold_files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_string_lossy().ends_with(".gold.json"))
        .collect();
    files.sort();
    files
}

/// Scores files one by one.
pub fn score_files(files: &[PathBuf]) -> Score {
    let mut total = Score::default();
    for file in files {
        let gold: Gold = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
        let found = speech::extract(&gold.story);
        total.add(&gold, &found, &file.file_name().unwrap().to_string_lossy());
    }
    total
}

impl Score {
    fn add(&mut self, gold: &Gold, found: &Found, file: &str) {
        let said = |g: &Said, at: usize| {
            let f = &found.statements[at];
            g.paragraph == f.paragraph
                && dice(&g.text, &f.text) >= 0.9
                && same_speaker(g.speaker.as_deref(), f.speaker.as_deref())
        };
        let text = |at: usize| found.statements[at].text.clone();
        let (count, pairs) =
            matched(&gold.statements, found.statements.len(), said, |g| &g.text, text, &mut self.complaints, file);
        self.statements.add(count);
        for (g, at) in pairs {
            let f = &found.statements[at];
            for (gold, found, counter) in
                [(&g.occasion, &f.occasion, &mut self.occasions), (&g.source, &f.source, &mut self.sources)]
            {
                if let Some(gold) = gold {
                    counter.0 += 1;
                    counter.1 += usize::from(dice(gold, found.as_deref().unwrap_or_default()) >= 0.6);
                }
            }
        }
        let days = |g: &Dated, from: chrono::NaiveDate, to: chrono::NaiveDate| {
            g.date_from == from.to_string() && g.date_to == to.to_string()
        };
        let event = |g: &Dated, at: usize| {
            let f = &found.events[at];
            g.paragraph == f.paragraph && dice(&g.text, &f.text) >= 0.5 && days(g, f.date_from, f.date_to)
        };
        let text = |at: usize| found.events[at].text.clone();
        self.events
            .add(matched(&gold.events, found.events.len(), event, |g| &g.text, text, &mut self.complaints, file).0);
        let time = |g: &Dated, at: usize| {
            let f = &found.times[at];
            g.paragraph == f.paragraph && dice(&g.text, &f.text) >= 0.8 && days(g, f.date_from, f.date_to)
        };
        let text = |at: usize| found.times[at].text.clone();
        self.times.add(matched(&gold.times, found.times.len(), time, |g| &g.text, text, &mut self.complaints, file).0);
    }
}

/// Greedy matching, one to one: the best free find for each answer.
fn matched<'g, G>(
    gold: &'g [G],
    found: usize,
    good: impl Fn(&G, usize) -> bool,
    gold_text: impl Fn(&G) -> &str,
    found_text: impl Fn(usize) -> String,
    complaints: &mut Vec<String>,
    file: &str,
) -> (Count, Vec<(&'g G, usize)>) {
    let mut left: Vec<usize> = (0..found).collect();
    let mut pairs = Vec::new();
    let mut missed = 0;
    for g in gold {
        let fitting = left.iter().copied().filter(|at| good(g, *at));
        let best = fitting.max_by(|a, b| {
            let of = |at: usize| dice(gold_text(g), &found_text(at));
            of(*a).total_cmp(&of(*b)).then(b.cmp(a))
        });
        match best {
            Some(best) => {
                left.retain(|at| *at != best);
                pairs.push((g, best));
            }
            None => {
                missed += 1;
                complaints.push(format!("{file}: missed: {}", gold_text(g)));
            }
        }
    }
    complaints.extend(left.iter().map(|at| format!("{file}: false: {}", found_text(*at))));
    (Count { right: pairs.len(), missed, false_finds: left.len() }, pairs)
}

fn words(text: &str) -> Vec<String> {
    let folded = arabic::normalize::fold(text).to_lowercase();
    folded
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn dice(a: &str, b: &str) -> f64 {
    let (a, b) = (words(a), words(b));
    if a.is_empty() && b.is_empty() {
        return 1.0;
    }
    let mut rest = b.clone();
    let mut common = 0;
    for word in &a {
        if let Some(at) = rest.iter().position(|other| other == word) {
            rest.remove(at);
            common += 1;
        }
    }
    2.0 * f64::from(common) / (a.len() + b.len()) as f64
}

fn same_speaker(gold: Option<&str>, found: Option<&str>) -> bool {
    let (g, f) = (words(gold.unwrap_or_default()), words(found.unwrap_or_default()));
    if g.is_empty() || f.is_empty() {
        return g == f;
    }
    let inside = |x: &[String], y: &[String]| y.windows(x.len()).any(|part| part == x);
    inside(&g, &f) || inside(&f, &g)
}
