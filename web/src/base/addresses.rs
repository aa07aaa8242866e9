//! Every address of the reader's site, written in one place. Paths are percent-encoded, ready for `href`.

use arabic::Language;
use arabic::slug::percent_encode_path;
use newsroom::{Card, Desk, DoorKey, Named, PublicId, Section, StaticPage};

/// Below this readers find pictures.
pub const MEDIA: &str = "/media";

/// Writes addresses for one language.
#[derive(Debug, Clone)]
pub struct Addresses {
    origin: String,
    prefix: &'static str,
}

impl Addresses {
    /// Addresses below `origin` (scheme and host, no slash at the end) for `language`, where `primary` stands at the root.
    pub fn new(origin: &str, language: Language, primary: Language) -> Self {
        let prefix = match language {
            same if same == primary => "",
            Language::Arabic => "/ar",
            Language::French => "/fr",
            Language::English => "/en",
        };
        Self { origin: origin.to_owned(), prefix }
    }

    /// A path with its origin.
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    /// The front page.
    pub fn home(&self) -> String {
        if self.prefix.is_empty() { "/".into() } else { self.prefix.into() }
    }

    /// A path of this language below its prefix; `rest` is decoded and begins with a slash.
    fn path(&self, rest: &str) -> String {
        percent_encode_path(&format!("{}{rest}", self.prefix))
    }

    /// A section's page.
    pub fn section(&self, section: &Section) -> String {
        self.path(&format!("/{}", section.slug))
    }

    /// A story's page.
    pub fn story(&self, section_slug: &str, id: &PublicId, slug: &str) -> String {
        if slug.is_empty() {
            return self.path(&format!("/{section_slug}/{id}"));
        }
        self.path(&format!("/{section_slug}/{id}/{slug}"))
    }

    /// Where comments on a story are sent.
    pub fn comments(&self, story: &PublicId) -> String {
        self.path(&format!("/comments/{story}"))
    }

    /// Below this stand the feeds of all comments.
    pub fn comments_of_all(&self) -> String {
        self.path("/comments")
    }

    /// Comments on a story after the thread of `comment`.
    pub fn comments_after(&self, story: &PublicId, comment: &PublicId) -> String {
        self.path(&format!("/comments/{story}/after/{comment}"))
    }

    /// What a reader does with a comment: `like`, `report`, `reply`.
    pub fn comment(&self, comment: &PublicId, act: &str) -> String {
        self.path(&format!("/comments/on/{comment}/{act}"))
    }

    /// What a script asks for a token.
    pub fn comment_token(&self) -> String {
        self.path("/comments/token")
    }

    /// A comment to whoever wrote it.
    pub fn own_comment(&self, key: &DoorKey) -> String {
        self.path(&format!("/comments/mine/{}", key.reveal()))
    }

    /// The page of a story in a list.
    pub fn card(&self, card: &Card, sections: &[Section]) -> String {
        let section = sections.iter().find(|section| section.id == card.section_id);
        self.story(section.map_or("s", |section| &section.slug), &card.public_id, &card.slug)
    }

    /// The short address for sharing.
    pub fn short(&self, id: &PublicId) -> String {
        format!("/s/{id}")
    }

    /// The page of a topic, a writer or a thread.
    pub fn name<T: Named>(&self, name: &T) -> String {
        self.path(&format!("/{}/{}", T::KIND.word(), name.naming().slug))
    }

    /// A desk's page.
    pub fn desk(&self, desk: &Desk) -> String {
        self.path(&format!("/desk/{}", desk.slug))
    }

    /// A static page.
    pub fn page(&self, page: &StaticPage) -> String {
        self.path(&format!("/page/{}", page.slug))
    }

    /// What the paper has put right.
    pub fn corrections(&self) -> String {
        self.path("/corrections")
    }

    /// What is read most, in one section or in all.
    pub fn most_read(&self, section: Option<&Section>) -> String {
        let page = self.path("/most-read");
        section.map_or(page.clone(), |section| format!("{page}?section={}", percent_encode_path(&section.slug)))
    }

    /// The archive of everything, a year, a month or a day.
    pub fn archive(&self, year: Option<i32>, month: Option<u32>, day: Option<u32>) -> String {
        let mut rest = String::from("/archive");
        if let Some(year) = year {
            rest.push_str(&format!("/{year:04}"));
        }
        for part in [month, day].into_iter().flatten() {
            rest.push_str(&format!("/{part:02}"));
        }
        self.path(&rest)
    }

    /// The page of all feeds.
    pub fn feeds(&self) -> String {
        self.path("/feeds")
    }

    /// All feeds for feed readers.
    pub fn opml(&self) -> String {
        self.path("/feeds.opml")
    }

    /// A feed below a page of the site: `rss.xml`, `atom.xml` or `feed.json`.
    pub fn feed(&self, page: &str, file: &str) -> String {
        format!("{}/{file}", page.trim_end_matches('/'))
    }

    /// The paper's logo: named by its content, so that it may be kept for ever.
    pub fn logo(logo: &newsroom::Logo) -> String {
        format!("/media/logo/{}", logo.file_name())
    }

    /// Where readers find a file of a picture.
    pub fn picture(id: &PublicId, rendition: newsroom::Rendition) -> String {
        Self::picture_below(MEDIA, id, rendition)
    }

    /// A file of a picture, in the media below `media`.
    pub fn picture_below(media: &str, id: &PublicId, rendition: newsroom::Rendition) -> String {
        format!("{media}/{id}/{rendition}")
    }
}
