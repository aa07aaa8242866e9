//! Shared by the pages of the photo archive: its address, the names of fields, and how a picture looks in lists.

use std::time::Duration;

use minijinja::{Value, context};
use newsroom::{Action, ArchiveField, ArchivedPicture, Lack, Outage};

use super::moments::moment_text;
use super::rights_view::standing;
use crate::base::dates::Dates;
use crate::base::messages::Words;
use crate::desk::problem::DeskProblem;
use crate::desk::stories::thumb;
use crate::desk::{DeskContext, views};

/// The room's address.
pub const ROOM: &str = "/newsroom/photos";

/// The address of a picture's page.
pub fn path_of(one: &ArchivedPicture) -> String {
    format!("{ROOM}/{}", one.picture.public_id)
}

/// Requires the right to see stories on at least one desk: whoever sees no stories sees no pictures either.
pub fn require_sight(desk: &DeskContext) -> Result<(), DeskProblem> {
    desk.require(Action::See)
}

/// Whether the person may add pictures.
pub fn may_add(desk: &DeskContext) -> bool {
    desk.actor().may_somewhere(Action::UploadPicture, newsroom::House::default())
}

/// The label of a field.
pub fn field_name(words: &Words, field: ArchiveField) -> String {
    match field {
        ArchiveField::Caption => words.message("field-caption"),
        ArchiveField::Credit => words.message("field-credit"),
        ArchiveField::Alt => words.message("field-alt"),
        ArchiveField::Taken => words.message("photo-taken"),
        ArchiveField::Place => words.message("photo-place"),
        ArchiveField::Persons => words.message("photo-persons"),
        ArchiveField::Keywords => words.message("photo-keywords"),
    }
}

/// What a picture lacks, in words.
pub fn lack_name(words: &Words, lack: Lack) -> String {
    match lack {
        Lack::Caption => words.message("photos-lack-caption"),
        Lack::Credit => words.message("photos-lack-credit"),
        Lack::Alt => words.message("photos-lack-alt"),
    }
}

/// The template values of a picture in a list.
pub fn card(desk: &DeskContext, one: &ArchivedPicture) -> Value {
    let (words, frame) = (desk.words(), desk.site().last_frame());
    let text = |field| Some(one.record.value(field)).filter(|text| !text.is_empty());
    let dates = Dates::new(&frame.paper, desk.language());
    let taken = text(ArchiveField::Taken).map(|taken| moment_text(&dates, &taken));
    let missing: Vec<String> = one.lacks().into_iter().map(|lack| lack_name(&words, lack)).collect();
    context! {
        id => one.picture.public_id.as_str(),
        href => path_of(one),
        thumb => thumb(&one.picture.public_id, &one.picture),
        width => one.picture.width,
        height => one.picture.height,
        caption => text(ArchiveField::Caption),
        alt => text(ArchiveField::Alt),
        credit => text(ArchiveField::Credit),
        taken => taken,
        added => views::instant(&frame, one.added_at),
        added_on => dates.day(frame.paper.today(one.added_at)),
        file_name => Some(one.file_name.as_str()).filter(|name| !name.is_empty()),
        missing => missing,
        standing => standing(desk, one),
    }
}

/// The tries of an act that changes many stories at once: other transactions go first.
#[derive(Default)]
pub struct Tries(usize);

impl Tries {
    /// How often an act is tried, and the pause in between.
    const MAX: usize = 4;
    const PAUSE: Duration = Duration::from_millis(150);

    /// Whether to try again, because others held what the act needs. Waits a moment before.
    pub async fn again<T: Sync>(&mut self, done: &newsroom::Result<T>) -> bool {
        self.0 += 1;
        let is_busy = done.as_ref().err().and_then(newsroom::Error::outage) == Some(Outage::Busy);
        if !is_busy || self.0 >= Self::MAX {
            return false;
        }
        tokio::time::sleep(Self::PAUSE).await;
        true
    }
}
