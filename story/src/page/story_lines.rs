//! Finds the story in the text of a whole page, among menus and other stories.

use std::collections::HashSet;

use super::{
    body,
    byline::{self, words},
    lead,
    line::{self, LineKind},
    phrases::{self, line_key},
    titles, zones,
};

/// Lines of a whole page, at least: a shorter save is a story and little else.
const LINES_MIN: usize = 36;
/// Lines before the text in which its headline is searched for.
const HEADER_MAX: usize = 24;
/// Lines after the text that may belong to it.
const TAIL_MAX: usize = 5;
/// Words of a line after the text that may be its signature, at most.
const TAIL_WORDS_MAX: usize = 4;
/// Words of a headline.
const HEADLINE_WORDS: std::ops::RangeInclusive<usize> = 3..=26;
/// Letters of a word that says what a story is about, at least.
const TELLING_CHARS_MIN: usize = 4;
/// Paragraphs that are compared with a headline.
const COMPARED_MAX: usize = 12;

/// The lines of a story in the text of a page.
#[derive(Debug)]
pub(super) struct StoryLines {
    /// From the headline on, each with its kind.
    pub lines: Vec<(usize, String, LineKind)>,
    pub headline: String,
}

/// Finds the longest run of sentences and the headline above it. `None` if the text is only a story, or if none is
/// found.
pub(super) fn locate_story(lines: &[(usize, String)]) -> Option<StoryLines> {
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
    Some(StoryLines { lines, headline })
}

/// A classified line of a page.
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

    /// Sharing, topics, pointers: between headline and text they do not end the story; in the text they are left out.
    fn is_tool(&self) -> bool {
        matches!(
            self.kind,
            LineKind::End | LineKind::Share | LineKind::Furniture | LineKind::ReadAlso { .. } | LineKind::Tags(_)
        )
    }

    /// Whether it may be a headline by itself, whatever is around it.
    fn may_be_headline(&self) -> bool {
        let text = self.text;
        HEADLINE_WORDS.contains(&self.words)
            && matches!(self.kind, LineKind::Title | LineKind::Prose)
            && !self.is_call
            && lead::credited(text).is_none()
            && !byline::is_labelled(text)
            && !byline::is_byline(text)
            && !is_attribution_line(text)
            && !text.starts_with('.')
            && !text.ends_with(['.', ':', '،', ','])
    }

    /// Whether it is cut off with an ellipsis: then it is the beginning of another story.
    fn is_cut(&self) -> bool {
        self.words <= CUT_WORDS_MAX && (self.text.ends_with('…') || self.text.ends_with("..."))
    }

    fn is_caption(&self) -> bool {
        is_caption_of(self.text, self.words)
    }

    fn is_aside(&self) -> bool {
        body::is_aside_line(self.text, &self.key, self.words)
    }

    /// Whether it is part of the text when it is inside it: not a pointer, a call, a caption with its credit or a
    /// button.
    fn is_of_the_text(&self) -> bool {
        let points = POINTERS.iter().any(|pointer| self.key.starts_with(pointer));
        let appeals = APPEALS.iter().any(|appeal| self.key.contains(appeal));
        let is_button = self.words <= BUTTON_WORDS_MAX && !self.is_prose() && !self.text.contains(':');
        !self.is_cut() && !appeals && !points && !is_button && !self.is_caption() && !self.is_aside()
    }
}

/// The lines of a page, and the keys of those it repeats.
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

    /// The headline above the text from `first` to `last`: the line that shares most words with it.
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
        // Directly above a byline, a date or a deck.
        score += match self.lines.get(at + 1) {
            Some(next) if matches!(next.kind, LineKind::Date(_) | LineKind::Byline(_)) => 25,
            Some(next) if is_attribution_line(next.text) => 25,
            Some(next) if next.is_prose() => 12,
            _ => 0,
        };
        Some(score - i32::try_from((first - at) / 2).ok()?)
    }

    /// A line near the likeliest headline that is the headline instead. Of two full lines, the upper is the headline
    /// and the lower the deck. A shorter line under a longer one is the caption of a picture. Two or three words above
    /// it are its kicker.
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

    /// The headline and the lines between it and the text.
    fn header(&self, title: usize, first: usize) -> Vec<&Line<'a>> {
        let header = self.lines.get(title..first).unwrap_or_default();
        let others = header.iter().position(|line| zones::is_related_link(line.text)).unwrap_or(header.len());
        let text_from = header.iter().position(Line::is_prose).unwrap_or(header.len());
        let is_kept = |at: usize, line: &Line| {
            at == 0
                || !line.is_tool()
                    && !line.is_call
                    && (at <= text_from || line.is_of_the_text() && !self.is_repeated(line))
        };
        header.iter().take(others).enumerate().filter(|(at, line)| is_kept(*at, line)).map(|(_, line)| line).collect()
    }

    /// The lines of the text without rows of lines that are not sentences: one alone is a subheading, several are
    /// headlines of other stories, tools and the like. Items of a list stay.
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

    /// Short lines after the text: its signature.
    fn tail(&self, last: usize) -> Vec<&Line<'a>> {
        let behind = self.lines.iter().skip(last + 1).take(TAIL_MAX);
        let told = behind.filter(|line| !line.is_call && !line.is_aside());
        let ends = |line: &Line| {
            let furniture = phrases::furniture(&line.key, line.words);
            furniture.is_some_and(|(what, _)| what == phrases::Furniture::End) || line.words > TAIL_WORDS_MAX
        };
        told.take_while(|line| !ends(line)).collect()
    }

    /// First and last sentence of the run that is the story: the first run that has many words. A run is worth the
    /// words of its sentences. Other lines reduce its worth, headlines of other stories most. A run ends when its worth
    /// has dropped too far since its last sentence (the X-drop of sequence alignment: Altschul et al., «Gapped BLAST»,
    /// 1997).
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

/// A run of lines that are mostly sentences.
#[derive(Default)]
struct Run {
    first: usize,
    /// The line at which it was worth most.
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

/// Words of a kicker that may be mistaken for the headline, at most.
const KICKER_WORDS_MAX: usize = 3;

/// Whether a line is about the story but not part of it: the owner of its picture; its author, time and place.
fn is_attribution_line(text: &str) -> bool {
    let is_signed = byline::without_label(text).len() < text.len() && text.contains([',', '،', '|']);
    let is_dated = || arabic::date::find(text).is_some_and(|found| found.date.full().is_some());
    text.contains('©') || is_signed || text.contains(['|', '•', '·']) && is_dated()
}

/// Whether a line is a caption with the owner of the picture.
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
/// Words with which papers ask for money.
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
/// Words of a button, at most. A subheading as short as this is lost from the text.
const BUTTON_WORDS_MAX: usize = 2;
/// Words of a caption, at most.
const CAPTION_WORDS_MAX: usize = 50;

/// Score of a headline, at least: it shares so many hundredths of its words with the text, or is where headlines are.
const SCORE_MIN: i32 = 14;
/// Words of a line that may be the deck under a headline, at least.
const DECK_WORDS_MIN: usize = 11;
/// Hundredths of the best run's worth from which an earlier run is the story: readers' comments may be longer than the
/// story.
const EARLIER_SHARE: i32 = 40;
/// Words of a run that can be a story, at least.
const RUN_WORDS_MIN: usize = 60;

/// The words of a key that say what it is about, without their articles.
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

/// Words of a teaser that was cut off, at most.
const CUT_WORDS_MAX: usize = 16;
/// Words of a sentence that count, at most.
const PROSE_WORDS_MAX: usize = 60;
/// The cost of a button or a call, in words.
const TOOL_COST: i32 = 3;
/// The cost of any other line that is not a sentence.
const LINE_COST: i32 = 6;
/// The cost of a line that may be the headline of another story.
const HEADLINE_COST: i32 = 12;
/// The cost of the lines between two sentences, at most.
const COST_MAX: i32 = 54;
