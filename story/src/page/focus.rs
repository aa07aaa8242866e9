//! Where the story is in the text of a whole page, menus and other stories around it.

use std::collections::HashSet;

use super::{
    body,
    byline::{self, words},
    lead,
    line::{self, LineKind},
    phrases::{self, line_key},
    titles, zones,
};

/// Shorter saves are a story and little else.
const LINES_MIN: usize = 36;
/// Lines before the text among which its headline is looked for.
const HEADER_MAX: usize = 24;
/// Lines behind the text that still belong to it.
const TAIL_MAX: usize = 5;
/// Words of a line behind the text that may sign it.
const TAIL_WORDS_MAX: usize = 4;
/// A headline has so many words.
const HEADLINE_WORDS: std::ops::RangeInclusive<usize> = 3..=26;
/// A word that tells what a story is about has so many letters.
const TELLING_CHARS_MIN: usize = 4;
/// Paragraphs that are compared with a headline.
const COMPARED_MAX: usize = 12;

/// The lines of a story in the text of a page.
#[derive(Debug)]
pub(super) struct Focus {
    /// From the headline on, each with its kind.
    pub lines: Vec<(usize, String, LineKind)>,
    pub headline: String,
}

/// Finds the longest run of sentences and the headline over it; `None` where the text is a story alone, or none is found.
pub(super) fn find(lines: &[(usize, String)]) -> Option<Focus> {
    if lines.len() < LINES_MIN {
        return None;
    }
    let page = Page::of(lines);
    let (first, last) = page.longest_run()?;
    let title = page.headline(first, last)?;
    let mut kept = page.header(title, first);
    kept.extend(page.text(first, last));
    kept.extend(page.tail(last));
    let headline = page.lines.get(title)?.text.to_owned();
    let lines = kept.into_iter().map(|line| (line.number, line.text.to_owned(), line.kind.clone())).collect();
    Some(Focus { lines, headline })
}

/// A line of a page, judged once.
struct Line<'a> {
    number: usize,
    text: &'a str,
    key: String,
    kind: LineKind,
    words: usize,
    is_call: bool,
}

impl Line<'_> {
    fn is_prose(&self) -> bool {
        self.kind == LineKind::Prose
    }

    /// Sharing, topics, pointers: between headline and text they are no end of the story; in the text, they are left out.
    fn is_tool(&self) -> bool {
        matches!(
            self.kind,
            LineKind::End | LineKind::Share | LineKind::Furniture | LineKind::ReadAlso { .. } | LineKind::Tags(_)
        )
    }

    /// Whether it may be a headline by itself, whatever stands around it.
    fn may_be_headline(&self) -> bool {
        let text = self.text;
        HEADLINE_WORDS.contains(&self.words)
            && matches!(self.kind, LineKind::Title | LineKind::Prose)
            && !self.is_call
            && lead::credited(text).is_none()
            && !byline::is_labelled(text)
            && !byline::is_byline(text)
            && !is_of_the_frame(text)
            && !text.starts_with('.')
            && !text.ends_with(['.', ':', '،', ','])
    }

    /// What is cut off in the middle is the beginning of another story.
    fn is_cut(&self) -> bool {
        self.words <= CUT_WORDS_MAX && (self.text.ends_with('…') || self.text.ends_with("..."))
    }

    fn is_caption(&self) -> bool {
        is_caption_of(self.text, self.words)
    }

    fn is_aside(&self) -> bool {
        body::is_aside_line(self.text, &self.key, self.words)
    }

    /// Whether within a story's text it is a part of it: no pointer, no call, no caption with its credit, no button.
    fn is_of_the_text(&self) -> bool {
        let points = POINTERS.iter().any(|pointer| self.key.starts_with(pointer));
        let appeals = APPEALS.iter().any(|appeal| self.key.contains(appeal));
        let is_button = self.words <= BUTTON_WORDS_MAX && !self.is_prose() && !self.text.contains(':');
        !self.is_cut() && !appeals && !points && !is_button && !self.is_caption() && !self.is_aside()
    }
}

/// The lines of a page, and which of them it says twice.
struct Page<'a> {
    lines: Vec<Line<'a>>,
    repeated: HashSet<String>,
}

impl<'a> Page<'a> {
    fn of(lines: &'a [(usize, String)]) -> Self {
        let judged = lines.iter().map(|(number, text)| {
            let key = line_key(text);
            let is_call = titles::is_call(&key);
            Line { number: *number, text, kind: line::classify(text), words: words(text), is_call, key }
        });
        let lines: Vec<Line> = judged.collect();
        let mut seen = HashSet::new();
        let repeated =
            lines.iter().filter(|line| !seen.insert(line.key.as_str())).map(|line| line.key.clone()).collect();
        Self { lines, repeated }
    }

    fn is_repeated(&self, line: &Line) -> bool {
        self.repeated.contains(&line.key)
    }

    /// The headline over the text from `first` to `last`: the line that is about the same things.
    fn headline(&self, first: usize, last: usize) -> Option<usize> {
        let text = self.lines.get(first..=last)?;
        let about: HashSet<String> = text.iter().take(COMPARED_MAX).flat_map(|line| telling(&line.key)).collect();
        let scored: Vec<(i32, usize)> = (first.saturating_sub(HEADER_MAX)..first)
            .filter(|at| self.lines.get(*at).is_some_and(Line::may_be_headline))
            .filter_map(|at| Some((self.score(at, first, &about)?, at)))
            .collect();
        let likeliest = scored.iter().copied().max_by_key(|(score, _)| *score);
        let (best, at) = likeliest.filter(|(score, _)| *score >= SCORE_MIN)?;
        Some(self.over_or_under(&scored, best, at).unwrap_or(at))
    }

    fn score(&self, at: usize, first: usize, about: &HashSet<String>) -> Option<i32> {
        let line = self.lines.get(at)?;
        let told = telling(&line.key);
        let shared = told.iter().filter(|word| about.contains(*word)).count();
        let mut score = i32::try_from(shared * 100 / told.len().max(4)).ok()?;
        score += i32::try_from(line.words.min(10)).ok()?;
        score += if self.is_repeated(line) { 10 } else { 0 };
        // Right over a byline, a date or a deck.
        score += match self.lines.get(at + 1) {
            Some(next) if matches!(next.kind, LineKind::Date(_) | LineKind::Byline(_)) => 25,
            Some(next) if is_of_the_frame(next.text) => 25,
            Some(next) if next.is_prose() => 12,
            _ => 0,
        };
        Some(score - i32::try_from((first - at) / 2).ok()?)
    }

    /// A line beside the likeliest headline that is the headline all the same. Two full lines one over the other are headline
    /// and deck; a shorter line under a longer one is what a picture shows; two or three words over it are its kicker.
    fn over_or_under(&self, scored: &[(i32, usize)], best: i32, likeliest: usize) -> Option<usize> {
        let count = |at: usize| self.lines.get(at).map_or(0, |line| line.words);
        let near = |share: i32, reach: usize| {
            let fits =
                move |(score, at): &&(i32, usize)| score * 100 >= best * share && at.abs_diff(likeliest) <= reach;
            scored.iter().filter(fits).map(|(_, at)| *at)
        };
        match count(likeliest) {
            DECK_WORDS_MIN.. => near(50, 2).rfind(|at| *at < likeliest),
            ..=KICKER_WORDS_MAX => near(60, 2).find(|at| *at > likeliest && count(*at) > KICKER_WORDS_MAX + 1),
            _ => near(60, 3).rfind(|at| *at < likeliest && count(*at) > count(likeliest)),
        }
    }

    /// Headline and what stands between it and the text.
    fn header(&self, title: usize, first: usize) -> Vec<&Line<'a>> {
        let header = self.lines.get(title..first).unwrap_or_default();
        let others = header.iter().position(|line| zones::is_of_others(line.text)).unwrap_or(header.len());
        let text_from = header.iter().position(Line::is_prose).unwrap_or(header.len());
        let is_kept = |at: usize, line: &Line| {
            at == 0
                || !line.is_tool()
                    && !line.is_call
                    && (at <= text_from || line.is_of_the_text() && !self.is_repeated(line))
        };
        header.iter().take(others).enumerate().filter(|(at, line)| is_kept(*at, line)).map(|(_, line)| line).collect()
    }

    /// The lines of the text without rows of lines that are no sentences: one is a subheading, several are headlines of other
    /// stories, tools and the like. What begins as the item of a list stays.
    fn text(&self, first: usize, last: usize) -> Vec<&Line<'a>> {
        let is_kept = |line: &&Line| line.is_of_the_text() && (line.is_prose() || !self.is_repeated(line));
        let lines: Vec<&Line> = self.lines.get(first..=last).unwrap_or_default().iter().filter(is_kept).collect();
        let is_item =
            |text: &str| text.starts_with(['-', '•', '–', '*', '·']) || text.starts_with(|c: char| c.is_ascii_digit());
        let others: Vec<bool> = lines.iter().map(|line| !line.is_prose() && !is_item(line.text)).collect();
        let is_other = |at: usize| others.get(at).copied().unwrap_or(false);
        let in_row = |at: usize| is_other(at) && (is_other(at + 1) || at.checked_sub(1).is_some_and(is_other));
        lines.into_iter().enumerate().filter(|(at, _)| !in_row(*at)).map(|(_, line)| line).collect()
    }

    /// Short lines behind the text: who signs it.
    fn tail(&self, last: usize) -> Vec<&Line<'a>> {
        let behind = self.lines.iter().skip(last + 1).take(TAIL_MAX);
        let told = behind.filter(|line| !line.is_call && !line.is_aside());
        let ends = |line: &Line| {
            let furniture = phrases::furniture(&line.key, line.words);
            furniture.is_some_and(|(what, _)| what == phrases::Furniture::End) || line.words > TAIL_WORDS_MAX
        };
        told.take_while(|line| !ends(line)).collect()
    }

    /// First and last sentence of the run that is the story: the first of those with many words in them. A run is worth its
    /// words; lines that are no sentences cost, other stories' headlines most, and what has cost too much since its last
    /// sentence is over (the X-drop of sequence alignment: Altschul et al., «Gapped BLAST», 1997).
    fn longest_run(&self) -> Option<(usize, usize)> {
        let mut runs: Vec<Run> = Vec::new();
        let mut open: Option<Run> = None;
        for (at, line) in self.lines.iter().enumerate() {
            if line.is_prose() && !line.is_call && !line.is_cut() {
                open.get_or_insert(Run { first: at, ..Run::default() }).goes_on(at, line.words);
                continue;
            }
            let Some(run) = &mut open else { continue };
            run.worth -= match line.kind {
                LineKind::End => COST_MAX + 1,
                LineKind::Share | LineKind::Furniture => TOOL_COST,
                _ if line.is_call || line.words <= 2 => TOOL_COST,
                _ if line.words >= 4 || line.is_aside() => HEADLINE_COST,
                _ => LINE_COST,
            };
            if run.worth <= 0 || run.worth < run.most - COST_MAX {
                runs.extend(open.take());
            }
        }
        runs.extend(open);
        let most = runs.iter().map(|run| run.most).max()?;
        let is_story =
            |run: &&Run| run.most == most || run.words >= RUN_WORDS_MIN && run.most * 100 >= most * EARLIER_SHARE;
        runs.iter().find(is_story).map(|run| (run.first, run.last))
    }
}

/// Lines in which sentences prevail.
#[derive(Default)]
struct Run {
    first: usize,
    /// The line with which it was worth most.
    last: usize,
    worth: i32,
    most: i32,
    words: usize,
}

impl Run {
    fn goes_on(&mut self, at: usize, words: usize) {
        self.worth += i32::try_from(words.min(PROSE_WORDS_MAX)).unwrap_or_default();
        self.words += words;
        if self.worth >= self.most {
            (self.most, self.last) = (self.worth, at);
        }
    }
}

/// Words of a kicker that may be taken for the headline.
const KICKER_WORDS_MAX: usize = 3;

/// Whether a line is about the story and no part of it: whose picture it is, who wrote it when and where.
fn is_of_the_frame(text: &str) -> bool {
    let is_signed = byline::without_label(text).len() < text.len() && text.contains([',', '،', '|']);
    let is_dated = || arabic::date::find(text).is_some_and(|found| found.date.full().is_some());
    text.contains('©') || is_signed || text.contains(['|', '•', '·']) && is_dated()
}

/// Whether a line says what a picture shows and whose it is.
pub(super) fn is_caption(text: &str) -> bool {
    is_caption_of(text, words(text))
}

fn is_caption_of(text: &str, count: usize) -> bool {
    let is_marked = count > 2 && text.contains('©') || text.contains("(C) ") || lead::credited(text).is_some();
    is_marked && count <= CAPTION_WORDS_MAX
}

/// Words with which a line points to another story, whatever follows them.
const POINTERS: &[&str] = &[
    "a lire aussi",
    "lire aussi",
    "a lire egalement",
    "read also",
    "read more",
    "also read",
    "اقرا ايضا",
    "اقرا المزيد",
    "طالع ايضا",
];
/// How papers ask for money.
const APPEALS: &[&str] = &[
    "our readers",
    "pay for our",
    "support us",
    "support our",
    "make a donation",
    "soutenez nous",
    "faites un don",
    "nos lecteurs",
    "ادعمونا",
    "قراءنا",
];
/// Words of a button; a subheading so short is one word of the text less.
const BUTTON_WORDS_MAX: usize = 2;
/// Words of a caption.
const CAPTION_WORDS_MAX: usize = 50;

/// A headline shares this much with the text, in hundredths, or stands where headlines stand.
const SCORE_MIN: i32 = 14;
/// Words of a line that may be the deck under a headline.
const DECK_WORDS_MIN: usize = 11;
/// Hundredths of the longest run's words that make an earlier run the story: readers' comments may be longer than it.
const EARLIER_SHARE: i32 = 40;
/// Words of a run that can be a story.
const RUN_WORDS_MIN: usize = 60;

/// The words of a key that tell what it is about, without their articles.
fn telling(key: &str) -> HashSet<String> {
    let bare = |word: &str| {
        word.strip_prefix("ال")
            .or_else(|| word.strip_prefix("وال"))
            .or_else(|| word.strip_prefix("بال"))
            .filter(|rest| rest.chars().count() >= 3)
            .unwrap_or(word)
            .to_owned()
    };
    key.split(' ').filter(|word| word.chars().count() >= TELLING_CHARS_MIN).map(bare).collect()
}

/// Words of a teaser that was cut off.
const CUT_WORDS_MAX: usize = 16;
/// Words of a sentence that count.
const PROSE_WORDS_MAX: usize = 60;
/// What a button or a call costs, in words.
const TOOL_COST: i32 = 3;
/// What another line costs that is no sentence.
const LINE_COST: i32 = 6;
/// What a line costs that may be the headline of another story.
const HEADLINE_COST: i32 = 12;
/// What may be spent on lines between two sentences.
const COST_MAX: i32 = 54;
