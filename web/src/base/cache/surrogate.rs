//! Values for `Surrogate-Key`, with which a cache in front of the site can be told what to drop (a convention of
//! content delivery networks). They are coarser than the page cache's own records, never finer.

use arabic::Language;
use newsroom::{Sight, StoryList};

/// The keys of a page made from `sights`, separated by spaces. Every page has the key `frame`.
pub fn surrogate_keys(sights: &[Sight], language: Language) -> String {
    let mut keys = vec!["frame".to_owned()];
    for sight in sights {
        let key = match sight {
            Sight::List { story_list, .. } => match story_list {
                StoryList::Edition => format!("edition-{}", language.code()),
                StoryList::Section(id) => format!("section-{id}-{}", language.code()),
                StoryList::Desk(id) => format!("desk-{id}-{}", language.code()),
                StoryList::Under(kind, id) => format!("{}-{id}", kind.word()),
                StoryList::Day(day) => format!("day-{day}"),
            },
            Sight::Slots(arranged_page) => arranged_page.subject().replace('/', "-"),
            Sight::Month(..) => format!("archive-{}", language.code()),
            Sight::Known(kind, id) => format!("{}-{id}", kind.word()),
            Sight::Comments(_) | Sight::AllComments => "comments".to_owned(),
            Sight::MostRead
            | Sight::Corrections(_)
            | Sight::Name(..)
            | Sight::Picture(_)
            | Sight::Related(_)
            | Sight::Story(_)
            | Sight::Until(_) => continue,
        };
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys.join(" ")
}
