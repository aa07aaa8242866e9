//! The rooms in the navigation of the desk, each with the right that is required to see it. This only affects the
//! display; the newsroom checks the rights for every act.

use minijinja::{Value, context};
use newsroom::{Action, Actor, House};

use super::views;
use crate::base::messages::Words;

/// A room in the navigation.
struct Room {
    /// Its address; it is the current one on every page below it.
    path: &'static str,
    /// Its name.
    name: fn(&Words) -> String,
    /// It is shown to people with one of these rights on at least one desk, to everybody if none is named: to those who
    /// get the page.
    shown_to: &'static [Action],
}

/// The room with a number that a script keeps up to date.
const NOTICES: &str = "/newsroom/notices";

/// All rooms, in the order of the navigation.
const ROOMS: &[Room] = &[
    Room { path: "/newsroom/stories", name: |words| words.message("room-stories"), shown_to: &[Action::See] },
    Room {
        path: "/newsroom/front",
        name: |words| words.message("room-front"),
        shown_to: &[Action::Arrange, Action::Break],
    },
    Room { path: "/newsroom/photos", name: |words| words.message("room-photos"), shown_to: &[Action::See] },
    Room { path: "/newsroom/budget", name: |words| words.message("room-budget"), shown_to: &[Action::See] },
    Room { path: "/newsroom/comments", name: |words| words.message("room-comments"), shown_to: &[Action::Moderate] },
    Room { path: "/newsroom/topics", name: |words| words.message("room-topics"), shown_to: &[Action::ChangePaper] },
    Room { path: "/newsroom/threads", name: |words| words.message("threads"), shown_to: &[Action::ChangePaper] },
    Room { path: "/newsroom/writers", name: |words| words.message("room-writers"), shown_to: &[Action::ChangePaper] },
    Room {
        path: "/newsroom/house-words",
        name: |words| words.message("room-house-words"),
        shown_to: &[Action::ChangePaper],
    },
    Room { path: NOTICES, name: |words| words.message("room-notices"), shown_to: &[] },
    Room { path: "/newsroom/people", name: |words| words.message("people"), shown_to: &[Action::Invite] },
    Room {
        path: "/newsroom/settings",
        name: |words| words.message("settings"),
        shown_to: &[Action::ChangePaper, Action::ChangeSite],
    },
    Room { path: "/newsroom/audit", name: |words| words.message("audit-log"), shown_to: &[Action::ReadAudit] },
];

/// The navigation for `actor` on the page at `path`. `unread` is the number of unread notices.
pub fn navigation(words: &Words, actor: &Actor, path: &str, unread: usize) -> Vec<Value> {
    let shown = ROOMS.iter().filter(|room| {
        let may = |right: &Action| actor.may_somewhere(*right, House::default());
        room.shown_to.is_empty() || room.shown_to.iter().any(may)
    });
    shown
        .map(|room| {
            let below = path.strip_prefix(room.path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
            let word = room.path.rsplit('/').next();
            let count = (room.path == NOTICES).then_some(unread);
            let count = count.and_then(|count| views::short_count(words, count));
            context! { href => room.path, word => word, name => (room.name)(words), current => below, count => count, hot => true }
        })
        .collect()
}
