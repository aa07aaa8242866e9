//! What the pages of the room have in common: its address, how long ago something was, and how long a ban can last.

use minijinja::{Value, context};
use newsroom::{Action, House, Subject, Timestamp};

use crate::base::messages::Words;
use crate::desk::Desk;

/// The room's address.
pub const ROOM: &str = "/newsroom/comments";
/// Seconds of a day.
pub const DAY_SECONDS: i64 = 86_400;
/// Days for which somebody can be banned; 0 is until it is lifted.
const TERMS: [i64; 5] = [1, 7, 30, 365, 0];

/// How long ago, in words.
pub fn ago(words: &Words, now: Timestamp, at: Timestamp) -> String {
    lasting(words, (now.0 - at.0).max(0) / 1_000_000, "comments-ago")
}

/// So many seconds in words: the message that begins with `id`, by its unit.
pub fn lasting(words: &Words, seconds: i64, id: &str) -> String {
    match seconds {
        ..3_600 => words.counted(&format!("{id}-minutes"), (seconds / 60).max(1)),
        3_600..DAY_SECONDS => words.counted(&format!("{id}-hours"), seconds / 3_600),
        _ => words.counted(&format!("{id}-days"), seconds / DAY_SECONDS),
    }
}

/// Whether somebody moderates for the whole paper.
pub fn may_everywhere(desk: &Desk) -> bool {
    desk.actor().may(Action::Moderate, Subject::Paper, House::default()).is_ok()
}

/// How long a ban can last.
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
