//! One story: its text, its picture, its facts, the moves it can make, and its versions.

mod deleting;
mod framing;
mod helpers;
mod links;
mod links_view;
mod loading;
mod moving;
mod now;
mod oembed;
mod page;
mod preview;
mod remarks;
mod remarks_view;
mod saving;
mod typing;
mod upload;
mod versions;

pub use deleting::{confirm as confirm_delete, delete};
pub use framing::{frame, framing};
pub use helpers::{embed, paste, photo, pictures as stored_pictures};
pub use links::{links, offered as offered_links};
pub use moving::{assign, break_embargo, copy, embargo, end, follow_up, moved, note, translate};
pub use now::{now, present};
pub use oembed::title as embed_title;
pub use page::show;
pub use preview::{frame as preview_frame, make as make_preview_link, revoke as revoke_preview_link, show as preview};
pub use remarks::{act as remark_act, add as add_remark, list as remarks};
pub use saving::{facts, pictures, release, take, take_over, text};
pub use typing::{keep, merge, text as typed_text};
pub use upload::{media, upload};
pub use versions::{compare, list as versions, restore};
