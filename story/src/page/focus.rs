//! Where the story is in the text of a whole page, menus and other stories around it.

use std::collections::HashSet;

use super::{
    body,
    byline::{self, words},
    lead,
    line::{self, LineKind},
    phrases::{self, line_key},
    titles,
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
    /// From the headline on.
    pub lines: Vec<(usize, String)>,
    pub headline: String,
}

/// Finds the longest run of sentences and the headline over it; `None` where the text is a story alone, or none is found.
pub(super) fn find(lines: &[(usize, String)]) -> Option<Focus> {
    if lines.len() < LINES_MIN {
        return None;
    }
    let (first, last) = longest_run(lines)?;
    let about: HashSet<String> =
        lines.get(first..=last)?.iter().take(COMPARED_MAX).flat_map(|(_, text)| telling(text)).collect();
    let from = first.saturating_sub(HEADER_MAX);
    let mut repeated: HashSet<String> = HashSet::new();
    let mut seen: HashSet<String> = HashSet::new();
    for (_, text) in lines {
        let key = line_key(text);
        if !seen.insert(key.clone()) {
            repeated.insert(key);
        }
    }
    let scored = (from..first).filter_map(|at| {
        let (_, text) = lines.get(at)?;
        let key = line_key(text);
        let count = words(text);
        let kind = line::classify(text);
        let fits = HEADLINE_WORDS.contains(&count)
            && matches!(kind, LineKind::Title | LineKind::Prose)
            && !titles::is_call(&key);
        if !fits
            || lead::credited(text).is_some()
            || text.starts_with('.')
            || byline::is_labelled(text)
            || byline::is_byline(text)
            || is_of_the_frame(text)
            || text.ends_with(['.', ':', '،', ','])
        {
            return None;
        }
        let told = telling(text);
        let shared = told.iter().filter(|word| about.contains(*word)).count();
        let mut score = i32::try_from(shared * 100 / told.len().max(4)).unwrap_or_default();
        score += i32::try_from(count.min(10)).unwrap_or_default();
        score += if repeated.contains(&key) { 10 } else { 0 };
        // Right over a byline, a date or a deck.
        let next = lines.get(at + 1).map(|(_, next)| (line::classify(next), is_of_the_frame(next)));
        score += match next {
            Some((LineKind::Date(_) | LineKind::Byline(_), _) | (_, true)) => 25,
            Some((LineKind::Prose, _)) => 12,
            _ => 0,
        };
        score -= i32::try_from((first - at) / 2).unwrap_or_default();
        Some((score, at))
    });
    let scored: Vec<(i32, usize)> = scored.collect();
    if std::env::var_os("DBG").is_some() {
        eprintln!("run {first}..{last}: {} / {}", lines[first].1, lines[last].1);
        for (s, a) in &scored {
            eprintln!("{s} {a} {}", lines[*a].1);
        }
    }
    let (best, below) =
        scored.iter().copied().max_by_key(|(score, _)| *score).filter(|(score, _)| *score >= SCORE_MIN)?;
    let title = over_or_under(lines, &scored, best, below).unwrap_or(below);
    let headline = lines.get(title)?.1.clone();
    let end = (last + 1 + TAIL_MAX).min(lines.len());
    // Between headline and text, tools and pointers are no end of the story; in the text, they are left out.
    let header = lines.get(title..first)?;
    let others = header.iter().position(|(_, text)| super::zones::is_of_others(text)).unwrap_or(header.len());
    let is_tool = |text: &str| {
        matches!(
            line::classify(text),
            LineKind::End | LineKind::Share | LineKind::Furniture | LineKind::ReadAlso { .. } | LineKind::Tags(_)
        )
    };
    let text_from = header.iter().position(|(_, text)| line::classify(text) == LineKind::Prose).unwrap_or(header.len());
    let mut kept: Vec<(usize, String)> = header
        .iter()
        .take(others)
        .enumerate()
        .filter(|(at, (_, text))| *at <= text_from || is_of_the_text(text) && !repeated.contains(&line_key(text)))
        .filter(|(at, (_, text))| *at == 0 || !is_tool(text) && !titles::is_call(&line_key(text)))
        .map(|(_, line)| line.clone())
        .collect();
    kept.extend(without_rows(
        lines
            .get(first..=last)?
            .iter()
            .filter(|(_, text)| {
                is_of_the_text(text) && !(repeated.contains(&line_key(text)) && line::classify(text) != LineKind::Prose)
            })
            .cloned()
            .collect(),
    ));
    for (line, text) in lines.get(last + 1..end)? {
        let key = line_key(text);
        if titles::is_call(&key) || body::is_aside_line(text) {
            continue;
        }
        if phrases::furniture(&key, words(text)).is_some_and(|(what, _)| what == phrases::Furniture::End)
            || words(text) > TAIL_WORDS_MAX
        {
            break;
        }
        kept.push((*line, text.clone()));
    }
    Some(Focus { lines: kept, headline })
}

/// A line beside the likeliest headline that is the headline all the same. Two full lines one over the other are headline and
/// deck; a shorter line under a longer one is what a picture shows; two or three words over it are its kicker.
fn over_or_under(lines: &[(usize, String)], scored: &[(i32, usize)], best: i32, likeliest: usize) -> Option<usize> {
    let count = |at: usize| lines.get(at).map_or(0, |(_, text)| words(text));
    let near = |share: i32, reach: usize| {
        let fits = move |(score, at): &&(i32, usize)| score * 100 >= best * share && at.abs_diff(likeliest) <= reach;
        scored.iter().filter(fits).map(|(_, at)| *at)
    };
    match count(likeliest) {
        DECK_WORDS_MIN.. => near(50, 2).rfind(|at| *at < likeliest),
        ..=KICKER_WORDS_MAX => near(60, 2).find(|at| *at > likeliest && count(*at) > KICKER_WORDS_MAX + 1),
        _ => near(60, 3).rfind(|at| *at < likeliest && count(*at) > count(likeliest)),
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

/// Whether a line within a story's text is a part of it: no pointer, no call, no caption with its credit, no button.
fn is_of_the_text(text: &str) -> bool {
    let key = line_key(text);
    let count = words(text);
    let points = POINTERS.iter().any(|pointer| key.starts_with(pointer));
    let is_button = count <= BUTTON_WORDS_MAX && line::classify(text) != LineKind::Prose && !text.contains(':');
    let is_cut = count <= CUT_WORDS_MAX && (text.ends_with('…') || text.ends_with("..."));
    let appeals = APPEALS.iter().any(|appeal| key.contains(appeal));
    !is_cut && !appeals && !points && !is_button && !is_caption(text) && !body::is_aside_line(text)
}

/// Whether a line says what a picture shows and whose it is.
pub(super) fn is_caption(text: &str) -> bool {
    let is_marked = words(text) > 2 && text.contains('©') || text.contains("(C) ") || lead::credited(text).is_some();
    is_marked && words(text) <= CAPTION_WORDS_MAX
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

/// The lines of a text without rows of lines that are no sentences: one is a subheading, several are headlines of other stories,
/// tools and the like. What begins as the item of a list stays.
fn without_rows(lines: Vec<(usize, String)>) -> Vec<(usize, String)> {
    let is_item =
        |text: &str| text.starts_with(['-', '•', '–', '*', '·']) || text.starts_with(|c: char| c.is_ascii_digit());
    let is_other = |text: &str| line::classify(text) != LineKind::Prose && !is_item(text);
    let others: Vec<bool> = lines.iter().map(|(_, text)| is_other(text)).collect();
    let beside = |at: usize| others.get(at).copied().unwrap_or(false);
    let in_row = |at: usize| others[at] && (beside(at + 1) || at.checked_sub(1).is_some_and(beside));
    lines.into_iter().enumerate().filter(|(at, _)| !in_row(*at)).map(|(_, line)| line).collect()
}

/// A headline shares this much with the text, in hundredths, or stands where headlines stand.
const SCORE_MIN: i32 = 14;
/// Words of a line that may be the deck under a headline.
const DECK_WORDS_MIN: usize = 11;
/// Hundredths of the longest run's words that make an earlier run the story: readers' comments may be longer than it.
const EARLIER_SHARE: i32 = 40;
/// Words of a run that can be a story.
const RUN_WORDS_MIN: usize = 60;

fn telling(text: &str) -> HashSet<String> {
    let key = line_key(text);
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

/// First and last sentence of the run that is the story: the first of those with many words in them. A run is worth its
/// words; lines that are no sentences cost, other stories' headlines most, and what has cost too much since its last
/// sentence is over (the X-drop of sequence alignment: Altschul et al., «Gapped BLAST», 1997).
fn longest_run(lines: &[(usize, String)]) -> Option<(usize, usize)> {
    let mut runs: Vec<Run> = Vec::new();
    let mut open: Option<Run> = None;
    for (at, (_, text)) in lines.iter().enumerate() {
        let kind = line::classify(text);
        let count = words(text);
        let key = line_key(text);
        let is_call = titles::is_call(&key);
        // What is cut off in the middle is the beginning of another story.
        let is_cut = text.ends_with(['…']) || text.ends_with("...");
        if kind == LineKind::Prose && !is_call && !(is_cut && count <= CUT_WORDS_MAX) {
            let run = open.get_or_insert(Run { first: at, last: at, worth: 0, most: 0, words: 0 });
            run.worth += i32::try_from(count.min(PROSE_WORDS_MAX)).unwrap_or_default();
            run.words += count;
            if run.worth >= run.most {
                (run.most, run.last) = (run.worth, at);
            }
            continue;
        }
        let Some(run) = &mut open else { continue };
        run.worth -= match kind {
            LineKind::End => COST_MAX + 1,
            LineKind::Share | LineKind::Furniture => TOOL_COST,
            _ if is_call || count <= 2 => TOOL_COST,
            _ if body::is_aside_line(text) => HEADLINE_COST,
            _ if count >= 4 => HEADLINE_COST,
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

/// Lines in which sentences prevail.
struct Run {
    first: usize,
    /// The line with which it was worth most.
    last: usize,
    worth: i32,
    most: i32,
    words: usize,
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
