//! Names of slots, rules and times.

use minijinja::Value;
use newsroom::{Place, SlotRule, Timestamp};

use crate::base::messages::Words;
use crate::desk::{DeskContext, views};

/// The name of a slot.
pub fn place_name(words: &Words, place: Place) -> String {
    match place.name {
        "lead" => words.message("front-place-lead"),
        _ => words.counted("front-place-second", place.position + 1),
    }
}

/// The name of a rule.
pub(super) fn rule_name(desk: &DeskContext, rule: SlotRule) -> String {
    let (words, frame) = (desk.words(), desk.site().last_frame());
    let section = match rule {
        SlotRule::Newest => None,
        SlotRule::Section(id) => frame.section(id).map(|section| section.name.get(desk.language()).to_owned()),
    };
    section.map_or_else(|| words.message("front-rule-newest"), |name| words.named("front-rule-section", "name", &name))
}

/// A time as text: the hour, with the day if it is not today.
pub(super) fn hour(desk: &DeskContext, at: Timestamp) -> String {
    let frame = desk.site().last_frame();
    let local = at.utc().with_timezone(&frame.paper.zone);
    let is_today = local.date_naive() == frame.paper.today(desk.now());
    local.format(if is_today { "%H:%M" } else { "%Y-%m-%d %H:%M" }).to_string()
}

/// A time in the format of the desk.
pub(super) fn at(desk: &DeskContext, at: Timestamp) -> Value {
    views::instant(&desk.site().last_frame(), at)
}
