//! Links between the takes of a stream: by the numbers they name, else by their slug.

use crate::item::{Item, Rel, Status};
use crate::text::is_number;

/// Earlier items of a stream among which the takes of a story are looked for.
const LOOK_BACK: usize = 500;

/// Links each item to the earlier ones that its take key is about.
pub(super) fn link(items: &mut [Item]) {
    for at in 0..items.len() {
        let (before, rest) = items.split_at_mut(at);
        let Some(item) = rest.first_mut() else { continue };
        let replaced = take_references(item);
        let take = item.take.clone().unwrap_or_default().to_uppercase();
        let named = named(item);
        let near = before.get(before.len().saturating_sub(LOOK_BACK)..).unwrap_or_default();
        let same: Vec<&Item> = near.iter().filter(|other| other.slugline == item.slugline && is_story(other)).collect();
        let number = |other: &&Item| other.sequence.clone().unwrap_or_default();
        let last: Vec<String> =
            same.iter().rev().find(|other| !is_add(other)).iter().map(|other| number(other)).collect();
        let or_last = |named: Vec<String>| if named.is_empty() { last.clone() } else { named };
        let (rel, to) = match () {
            () if take.contains("KILL") || take.contains("WITHDRAW") || take.contains("ELIMINATION") => {
                item.status = Status::Canceled;
                (Rel::Kills, or_last(named))
            }
            () if take.contains("CORRECT") => (Rel::CorrectionOf, or_last(named)),
            () if take.contains("ADD") => (Rel::AddTo, last),
            () if take.contains("WRITETHRU") || take.contains("LD") || take.contains("SUB") => {
                (Rel::UpdateOf, same.iter().map(number).chain(replaced).collect())
            }
            () => continue,
        };
        to.into_iter().for_each(|to| item.link(rel, to));
    }
}

/// Whether a word is a number of the wire: a letter and four digits.
fn is_number_of_wire(word: &str) -> bool {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    word.len() - digits.len() == 1 && digits.len() == 4 && is_number(digits, 4)
}

/// Takes the numbers of other items out of a take key: `1st Ld-Writethru, a0410`.
fn take_references(item: &mut Item) -> Vec<String> {
    let take = item.take.take().unwrap_or_default();
    let (numbers, words): (Vec<&str>, Vec<&str>) = take.split(", ").partition(|part| is_number_of_wire(part));
    item.take = crate::text::clean(&words.join(", "));
    numbers.into_iter().map(str::to_owned).collect()
}

fn is_add(item: &Item) -> bool {
    item.take.as_ref().is_some_and(|take| take.contains("Add"))
}

/// Whether it is a story, not a message about one.
fn is_story(item: &Item) -> bool {
    let take = item.take.clone().unwrap_or_default().to_uppercase();
    item.status == Status::Usable && !take.contains("CORRECT") && !take.contains("ADVISORY")
}

/// Numbers of other items that the notes or the text name: `a0107`.
fn named(item: &Item) -> Vec<String> {
    let text: Vec<String> = item.body.iter().flat_map(|body| &body.blocks).map(story::Block::plain_text).collect();
    let all = format!("{} {}", item.ednote.clone().unwrap_or_default(), text.join(" "));
    let words = all.split(|c: char| !c.is_ascii_alphanumeric());
    let mut found: Vec<String> = Vec::new();
    for word in words.filter(|word| is_number_of_wire(word)) {
        if Some(word) != item.sequence.as_deref() && !found.iter().any(|known| known == word) {
            found.push(word.to_owned());
        }
    }
    found
}
