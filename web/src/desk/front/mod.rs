//! Laying out the front page, or a section's page, by hand: the page with its slots, the drawer of stories and the
//! breaking strip, for one page in one language at a time.

mod arranged_page;
mod breaking;
mod breaking_view;
mod draft;
mod find;
mod history;
mod names;
mod page;
mod slots;
mod stage;

pub use breaking::{end as end_breaking, set as set_breaking};
pub(super) use names::place_name;
pub use page::show;
pub use slots::{arrange, bring_back, cancel_scheduled, undo};
pub use stage::{candidates, preview, preview_of_form, stage};
