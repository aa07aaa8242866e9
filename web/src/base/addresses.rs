//! Every address of the reader's site, written in one place. Paths are percent-encoded, ready for `href`.

use arabic::Language;
use arabic::slug::percent_encode_path;
use newsroom::{Card, Desk, Named, PublicId, SecretToken, Section, StaticPage};

/// Path below which pictures are served.
pub const MEDIA: &str = "/media";
/// The same at the desk, with rights checked for each picture.
pub const DESK_MEDIA: &str = "/newsroom/media";

/// Writes addresses for one language.
#[derive(Debug, Clone)]
pub struct Addresses {
    origin: String,
    prefix: &'static str,
}

impl Addresses {
    /// Addresses below `origin` (scheme and host, no trailing slash) for `language`. Pages in `primary` have no
    /// language prefix.
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

    /// The encoded path of a page in this language. `rest` is not encoded and begins with a slash.
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

    /// The address to which comments on a story are posted.
    pub fn comments(&self, story: &PublicId) -> String {
        self.path(&format!("/comments/{story}"))
    }

    /// The path below which the feeds of all comments are served.
    pub fn comments_of_all(&self) -> String {
        self.path("/comments")
    }

    /// The page of comments that follow the thread of `comment`.
    pub fn comments_after(&self, story: &PublicId, comment: &PublicId) -> String {
        self.path(&format!("/comments/{story}/after/{comment}"))
    }

    /// The address to which an act on a comment is posted: `like`, `report` or `reply`.
    pub fn comment(&self, comment: &PublicId, act: &str) -> String {
        self.path(&format!("/comments/on/{comment}/{act}"))
    }

    /// The address from which a script gets a token for the comment form.
    pub fn comment_token(&self) -> String {
        self.path("/comments/token")
    }

    /// The page on which the author of a comment sees that comment.
    pub fn own_comment(&self, token: &SecretToken) -> String {
        self.path(&format!("/comments/mine/{}", token.reveal()))
    }

    /// The page of the story that a card shows.
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

    /// The page of all corrections.
    pub fn corrections(&self) -> String {
        self.path("/corrections")
    }

    /// The most-read page, for one section or for all.
    pub fn most_read(&self, section: Option<&Section>) -> String {
        let page = self.path("/most-read");
        section.map_or(page.clone(), |section| format!("{page}?section={}", percent_encode_path(&section.slug)))
    }

    /// The search.
    pub fn search(&self) -> String {
        self.path("/search")
    }

    /// The archive of all years, of a year, of a month or of a day.
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

    /// The page that lists all feeds.
    pub fn feeds(&self) -> String {
        self.path("/feeds")
    }

    /// The list of all feeds as OPML.
    pub fn opml(&self) -> String {
        self.path("/feeds.opml")
    }

    /// A feed below a page of the site: `rss.xml`, `atom.xml` or `feed.json`.
    pub fn feed(&self, page: &str, file: &str) -> String {
        format!("{}/{file}", page.trim_end_matches('/'))
    }

    /// The paper's logo. The name contains a hash of its content, so it can be cached for ever.
    pub fn logo(logo: &newsroom::Logo) -> String {
        format!("/media/logo/{}", logo.file_name())
    }

    /// The address of a picture's file.
    pub fn picture(id: &PublicId, rendition: newsroom::Rendition) -> String {
        Self::picture_below(MEDIA, id, rendition)
    }

    /// The address of a picture's file below the path `media`.
    pub fn picture_below(media: &str, id: &PublicId, rendition: newsroom::Rendition) -> String {
        format!("{media}/{id}/{rendition}")
    }
}
