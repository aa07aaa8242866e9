//! Shared by the pages for moderation: the room's address, durations in words, and terms of bans.

use minijinja::{Value, context};
use newsroom::{Action, House, Subject, Timestamp};

use crate::base::messages::Words;
use crate::desk::DeskContext;

/// The room's address.
pub const ROOM: &str = "/newsroom/comments";
/// Seconds in a day.
pub const DAY_SECONDS: i64 = 86_400;
/// Possible durations of a ban in days; 0 means until it is lifted.
const TERMS: [i64; 5] = [1, 7, 30, 365, 0];

/// The time since `at`, in words.
pub fn ago(words: &Words, now: Timestamp, at: Timestamp) -> String {
    lasting(words, (now.0 - at.0).max(0) / 1_000_000, "comments-ago")
}

/// A duration in words. `id` is the beginning of the message's id, to which the unit is added.
pub fn lasting(words: &Words, seconds: i64, id: &str) -> String {
    match seconds {
        ..3_600 => words.counted(&format!("{id}-minutes"), (seconds / 60).max(1)),
        3_600..DAY_SECONDS => words.counted(&format!("{id}-hours"), seconds / 3_600),
        _ => words.counted(&format!("{id}-days"), seconds / DAY_SECONDS),
    }
}

/// Whether the person moderates for the whole paper.
pub fn may_everywhere(desk: &DeskContext) -> bool {
    desk.actor().may(Action::Moderate, Subject::Paper, House::default()).is_ok()
}

/// The possible durations of a ban, for a form.
pub fn terms(words: &Words) -> Vec<Value> {
    let one = |days: i64| {
        let name = match days {
            0 => words.message("ban-until-lifted"),
            days => words.counted("ban-days", days),
        };
        context! { days => days, name => name }
    };
    TERMS.map(one).to_vec()
}
