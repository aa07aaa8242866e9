//! Announced events in French and English: a plan and its day.

use crate::clause::{BACK_MAX, is_end};
use crate::model::Event;
use crate::para::Para;
use crate::text::Text;
use chrono::NaiveDate;

/// The events of a French or English paragraph: a plan and its day.
pub(crate) fn find(para: &Para, day: NaiveDate) -> Vec<Event> {
    let text = &para.text;
    let mut found = Vec::new();
    for time in &para.times {
        if time.days.to <= day || time.days.from < day {
            continue;
        }
        let mut from = time.from;
        let mut plan = None;
        while from > 0 && !is_end(text, from - 1) && time.from - from < BACK_MAX {
            from -= 1;
            if plan.is_none() && is_western_plan(text, from) {
                plan = Some(from);
            }
        }
        let Some(plan) = plan else { continue };
        let Some((start, end)) = text.bytes(from, time.end) else { continue };
        let what = text.text.get(start..end).unwrap_or_default().to_owned();
        found.push(Event {
            paragraph: para.index,
            text: what.clone(),
            what,
            date_from: time.days.from,
            date_to: time.days.to,
            who: Vec::new(),
            place: None,
            rule: "plan and day",
            because: format!("{} + {}", text.written(plan, plan + 1), text.written(time.from, time.end)),
            start,
            end,
        });
    }
    found
}

fn is_western_plan(text: &Text, at: usize) -> bool {
    match text.key(at) {
        "will" => crate::tables::western::EVENT_VERBS
            .split_whitespace()
            .any(|verb| (at + 1..at + 4).any(|at| text.key(at) == verb)),
        "scheduled" | "planned" | "prevu" | "prevue" | "prevus" | "prevues" | "programme" | "programmee" => true,
        word => {
            tense_is_future(word)
                && crate::tables::western::EVENT_STEMS.split_whitespace().any(|stem| word.starts_with(stem))
        }
    }
}

fn tense_is_future(word: &str) -> bool {
    crate::times::is_french_future(word)
}
