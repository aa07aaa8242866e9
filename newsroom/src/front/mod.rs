//! Manual layouts: the front page, and the top of the page of a section. Places are filled by hand or by a rule; no
//! story is twice above the fold.
//!
//! The present layout is in `slots` (stories) and `slot_rules`. It is changed by [`arrange`], which keeps a history
//! (`history.rs`), or by a scheduled arrangement (`waiting.rs`). `compose.rs` makes the page for readers.
//!
//! May import: `base`, `paper`, `people`, `stories`.

mod arrangement;
mod arranging;
pub(crate) mod breaking;
pub(crate) mod budget;
mod compose;
mod history;
mod merging;
mod places;
mod slots;
mod waiting;

pub use arrangement::{Arrangement, Filling, Merged, Place, Shift, SlotRule};
pub use arranging::{arrange, arrangement_on, bring_back, fill_slots, undo_last};
pub(crate) use arranging::{live_story, remove_story};
pub use compose::{FrontPage, Picked, front_page, front_page_as, section_opening, section_opening_as, section_order};
pub use history::{Kept, Why, arrangements_kept};
pub(crate) use merging::follow_merged_section;
pub use places::{Slot, arrangement, arrangement_mark, front_mark, places_by_hand, slots};
pub use slots::SLOTS;
pub use waiting::{
    ARRANGEMENTS_WAITING_MAX, Waiting, arrangements_waiting, call_off_arrangement, schedule_arrangement,
};
pub(crate) use waiting::{apply_waiting, give_up, notify_lapsed, read as read_waiting, remove_deleted_story};
