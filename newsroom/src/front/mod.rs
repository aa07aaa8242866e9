//! Pages laid out by hand: the front page, and what opens the page of a section. Places filled by hand or by a rule, no
//! story twice above the fold.
//!
//! What stands is in `slots` (stories) and `slot_rules`; a change of it goes through [`arrange`], which keeps what stood
//! before and after (`history.rs`), and may wait for an hour (`waiting.rs`). What readers get of it is made in `compose.rs`.
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
pub(crate) use arranging::{let_go, live_story};
pub use compose::{FrontPage, Picked, front_page, front_page_as, section_opening, section_opening_as, section_order};
pub use history::{Kept, Why, arrangements_kept};
pub(crate) use merging::follow_merged_section;
pub use places::{Slot, arrangement, front_mark, places_by_hand, sheet_mark, slots};
pub use slots::SLOTS;
pub use waiting::{
    ARRANGEMENTS_WAITING_MAX, Waiting, arrangements_waiting, call_off_arrangement, schedule_arrangement,
};
pub(crate) use waiting::{forget, give_up, read as read_waiting, take_effect, tell_what_lapses};
