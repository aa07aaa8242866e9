//! The search index of the photo archive.

use arabic::Language;
use newsroom::{ChangePosition, Newsroom, PhotoWords, Timestamp};

use crate::base::row_index::{ChangedRow, IndexedRows, RowIndex};

/// Pictures read at once, each with the stories that show it.
const PICTURES: u64 = 500;

/// The search index of pictures. Persons stand where stories have topics, places where they have a section, and makers
/// where they have a byline.
pub type PhotoIndex = RowIndex<Photos>;

/// The pictures of the archive.
pub struct Photos;

impl IndexedRows for Photos {
    const NAME: &'static str = "pictures";

    async fn changed_after(newsroom: &Newsroom, after: ChangePosition) -> newsroom::Result<Vec<ChangedRow>> {
        let zone = newsroom::load_paper(newsroom.reads()).await?.zone;
        let words = newsroom::photo_words(newsroom.reads(), after, PICTURES, zone).await?;
        let row = |one: &PhotoWords| ChangedRow { id: one.id, at: one.words_at, entry: Some(entry(one)) };
        Ok(words.iter().map(row).collect())
    }

    async fn changed_at(newsroom: &Newsroom, id: i64) -> newsroom::Result<Option<Timestamp>> {
        newsroom::photo_words_at(newsroom.reads(), id).await
    }
}

/// What the index keeps of a picture.
fn entry(photo: &PhotoWords) -> search::Story {
    search::Story {
        head: photo.head(),
        byline: photo.makers(),
        topic_names: photo.persons(),
        section_names: photo.places(),
        // A phrase may stand in any of them.
        body: [photo.persons(), photo.places(), photo.makers(), photo.body()].concat(),
        ..search::Story::empty(photo.id.unsigned_abs(), Language::Arabic, photo.at.0)
    }
}
