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
/// Lines without a sentence that may lie within a story: subheadings, advertisements, a picture's caption.
const GAP_MAX: usize = 6;
/// Lines before the text among which its headline is looked for.
const HEADER_MAX: usize = 24;
/// Lines behind the text that still belong to it.
const TAIL_MAX: usize = 5;
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
        let next = lines.get(at + 1).map(|(_, next)| line::classify(next));
        score += match next {
            Some(LineKind::Date(_) | LineKind::Byline(_)) => 25,
            Some(LineKind::Prose) => 12,
            _ => 0,
        };
        score -= i32::try_from((first - at) / 2).unwrap_or_default();
        Some((score, at))
    });
    let scored: Vec<(i32, usize)> = scored.collect();
    let (best, below) =
        scored.iter().copied().max_by_key(|(score, _)| *score).filter(|(score, _)| *score >= SCORE_MIN)?;
    // Two full lines one over the other are headline and deck.
    let is_deck = lines.get(below).is_some_and(|(_, text)| words(text) >= DECK_WORDS_MIN);
    let over = scored
        .iter()
        .filter(|(score, at)| is_deck && *at < below && below - at <= 2 && score * 2 >= best)
        .map(|(_, at)| *at)
        .next_back();
    let title = over.unwrap_or(below);
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
    let mut kept: Vec<(usize, String)> = header
        .iter()
        .take(others)
        .enumerate()
        .filter(|(at, (_, text))| *at == 0 || !is_tool(text))
        .map(|(_, line)| line.clone())
        .collect();
    kept.extend(lines.get(first..=last)?.iter().filter(|(_, text)| !body::is_aside_line(text)).cloned());
    for (line, text) in lines.get(last + 1..end)? {
        let key = line_key(text);
        if phrases::furniture(&key, words(text)).is_some_and(|(what, _)| what == phrases::Furniture::End)
            || words(text) > 8
        {
            break;
        }
        kept.push((*line, text.clone()));
    }
    Some(Focus { lines: kept, headline })
}

/// A headline shares this much with the text, in hundredths, or stands where headlines stand.
const SCORE_MIN: i32 = 14;
/// Words of a line that may be the deck under a headline.
const DECK_WORDS_MIN: usize = 11;
/// Lines of four words or more without a sentence, one after another, that are other stories' headlines.
const TEASERS_MIN: usize = 5;
/// Hundredths of the longest run's words that make an earlier run the story: readers' comments may be longer than it.
const EARLIER_SHARE: usize = 40;
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

/// First and last sentence of the run that is the story: the first of those with many words in them.
fn longest_run(lines: &[(usize, String)]) -> Option<(usize, usize)> {
    let mut runs: Vec<(usize, usize, usize)> = Vec::new();
    let mut run: Option<(usize, usize, usize)> = None;
    let mut teasers = 0;
    for (at, (_, text)) in lines.iter().enumerate() {
        let kind = line::classify(text);
        let is_text = kind == LineKind::Prose && !titles::is_call(&line_key(text));
        teasers = if is_text { 0 } else { teasers + usize::from(words(text) >= 4) };
        let over =
            teasers >= TEASERS_MIN || kind == LineKind::End || run.is_some_and(|(_, last, _)| at > last + GAP_MAX);
        if over {
            runs.extend(run.take());
        }
        if is_text {
            let (first, _, sum) = run.unwrap_or((at, at, 0));
            run = Some((first, at, sum + words(text)));
        }
    }
    runs.extend(run);
    let most = runs.iter().map(|(_, _, sum)| *sum).max()?;
    let is_story = |sum: usize| sum == most || sum >= RUN_WORDS_MIN && sum * 100 >= most * EARLIER_SHARE;
    runs.into_iter().find(|(_, _, sum)| is_story(*sum)).map(|(first, last, _)| (first, last))
}
