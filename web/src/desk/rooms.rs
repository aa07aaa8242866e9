//! The rooms of the desk, as the rail shows them: data, each with the right that shows it. Showing decides nothing; every
//! act is asked about in the newsroom.

use minijinja::{Value, context};
use newsroom::{Action, Actor, House};

use crate::base::messages::Words;

/// A room of the desk.
struct Room {
    /// Its address; it is the current one on every page below it.
    path: &'static str,
    /// Its name.
    name: fn(&Words) -> String,
    /// Whoever may do this somewhere sees it.
    shown_to: Action,
}

/// The room whose number is kept true by a script.
const NOTICES: &str = "/newsroom/notices";
/// The largest number that is written out.
const COUNT_MAX: usize = 99;

/// Every room, in the order of the rail.
const ROOMS: &[Room] = &[
    Room { path: "/newsroom/stories", name: |words| words.message("room-stories"), shown_to: Action::See },
    Room { path: "/newsroom/front", name: |words| words.message("room-front"), shown_to: Action::Arrange },
    Room { path: "/newsroom/budget", name: |words| words.message("room-budget"), shown_to: Action::See },
    Room { path: "/newsroom/comments", name: |words| words.message("room-comments"), shown_to: Action::Moderate },
    Room { path: "/newsroom/topics", name: |words| words.message("room-topics"), shown_to: Action::ChangePaper },
    Room { path: "/newsroom/threads", name: |words| words.message("threads"), shown_to: Action::ChangePaper },
    Room { path: "/newsroom/writers", name: |words| words.message("room-writers"), shown_to: Action::ChangePaper },
    Room {
        path: "/newsroom/house-words",
        name: |words| words.message("room-house-words"),
        shown_to: Action::ChangePaper,
    },
    Room { path: NOTICES, name: |words| words.message("room-notices"), shown_to: Action::See },
    Room { path: "/newsroom/people", name: |words| words.message("people"), shown_to: Action::Invite },
    Room { path: "/newsroom/settings", name: |words| words.message("settings"), shown_to: Action::Invite },
    Room { path: "/newsroom/audit", name: |words| words.message("audit-log"), shown_to: Action::ReadAudit },
];

/// The rail for `actor`, who has `unread` notices, on the page at `path`.
pub fn rail(words: &Words, actor: &Actor, path: &str, unread: usize) -> Vec<Value> {
    let shown = ROOMS.iter().filter(|room| actor.may_somewhere(room.shown_to, House::default()));
    shown
        .map(|room| {
            let below = path.strip_prefix(room.path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
            let word = room.path.rsplit('/').next();
            let count = Some(unread).filter(|unread| room.path == NOTICES && *unread > 0);
            let many = count.is_some_and(|count| count > COUNT_MAX);
            let count = count.map(|count| words.number(count.min(COUNT_MAX)));
            let count = count.map(|count| if many { count + "+" } else { count });
            context! { href => room.path, word => word, name => (room.name)(words), current => below, count => count, hot => true }
        })
        .collect()
}
