//! Stories: their data, and how they are written, moved, published, listed, corrected and deleted; their pictures.
//!
//! May import: `base`, `paper`, `people`.

pub(crate) mod approval;
pub(crate) mod archive;
pub(crate) mod byline;
pub(crate) mod content;
pub(crate) mod corrections;
pub(crate) mod crops;
pub(crate) mod deletion;
pub(crate) mod desk_list;
pub(crate) mod desk_texts;
pub(crate) mod drafts;
pub(crate) mod facts;
pub(crate) mod lists;
pub(crate) mod live_stories;
pub(crate) mod locks;
pub(crate) mod model;
pub(crate) mod moved_stories;
pub(crate) mod opening_threads;
pub(crate) mod parts;
pub(crate) mod photo_archive;
pub(crate) mod photo_texts;
pub(crate) mod picture_metadata;
pub(crate) mod picture_picker;
pub(crate) mod picture_places;
pub(crate) mod picture_rights;
pub(crate) mod pictures;
pub(crate) mod presence;
pub(crate) mod preview;
pub(crate) mod proposed;
pub(crate) mod publishing;
pub(crate) mod related;
pub(crate) mod remarks;
pub(crate) mod renditions;
pub(crate) mod restoring;
pub(crate) mod saved_filters;
pub(crate) mod state;
pub(crate) mod thinning;
pub(crate) mod timed_moves;
pub(crate) mod timers;
pub(crate) mod translations;
pub(crate) mod under;
pub(crate) mod unread_pictures;
pub(crate) mod versions;
pub(crate) mod visibility;
pub(crate) mod workflow;
