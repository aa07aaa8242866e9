//! The front page from the desk's side: the page itself with its places, the drawer of stories, the breaking strip, one
//! page and one language at a time. The page of a section is laid out in the same room.

mod breaking;
mod breaking_view;
mod find;
mod history;
mod names;
mod page;
mod sheet;
mod slots;
mod stage;
mod working;

pub use breaking::{end as end_breaking, set as set_breaking};
pub(super) use names::place_name;
pub use page::show;
pub use slots::{arrange, bring_back, call_off, undo};
pub use stage::{candidates, preview, preview_of_form, stage};
