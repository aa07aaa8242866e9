//! What a reader gives: items with their fields as the file states them. A field that the file does not state is empty.

use serde::Serialize;
use story::Document;

use crate::time::Moment;

/// One item of a file: a text, a picture, a package, an event.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// `text`, `picture`, `video`, `audio`, `graphic`, `composite`, `event`, `planning`, or the word of the dialect.
    pub kind: String,
    /// The id as the file gives it.
    pub guid: Option<String>,
    /// Version or revision, without the letter of an amendment.
    pub version: Option<String>,
    /// Number of the item on the wire: letters of the source and a number, or the dialect's own number.
    pub sequence: Option<String>,
    /// Language tag as written.
    pub language: Option<String>,
    /// Headline, without end marks.
    pub headline: Option<String>,
    /// Second headline, abstract or lead given apart from the body.
    pub subheadline: Option<String>,
    /// Slug line.
    pub slugline: Option<String>,
    /// Take key: `1st Ld-Writethru`, `URGENT`, `تصويب`.
    pub take: Option<String>,
    /// Keywords, in the order of the file.
    pub keywords: Vec<String>,
    /// Writer, as written.
    pub byline: Option<String>,
    /// Dateline.
    pub dateline: Option<Dateline>,
    /// Who provides the item.
    pub source: Option<String>,
    /// Credit line.
    pub credit: Option<String>,
    /// Copyright notice.
    pub copyright: Option<String>,
    /// When it was sent.
    pub sent: Option<Moment>,
    /// When its first version was made.
    pub created: Option<Moment>,
    /// When this version was made.
    pub modified: Option<Moment>,
    /// Not to be published before.
    pub embargo_until: Option<Moment>,
    /// Not to be published after.
    pub expires: Option<Moment>,
    /// Begin of an event.
    pub starts: Option<Moment>,
    /// End of an event.
    pub ends: Option<Moment>,
    /// Urgency from the field of that name or the header of IPTC 7901; 1 is the highest.
    pub urgency: Option<u8>,
    /// Priority as written in another field, a letter or a number.
    pub priority: Option<String>,
    /// Categories with their schemes.
    pub categories: Vec<Code>,
    /// Subject codes with their schemes.
    pub subjects: Vec<Code>,
    /// Places the item is about.
    pub places: Vec<Place>,
    /// Whether it may be used.
    pub status: Status,
    /// Limits of use.
    pub usage: Option<String>,
    /// Note to editors; never public.
    pub ednote: Option<String>,
    /// The body; `None` if the item has none.
    pub body: Option<Document>,
    /// Pictures, videos, files; nothing of them is fetched.
    pub media: Vec<Media>,
    /// Links to other items and pages.
    pub links: Vec<Link>,
}

/// Whether an item may be used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It may.
    #[default]
    Usable,
    /// Not before a time.
    Embargoed,
    /// Not until the agency says so.
    Withheld,
    /// It is killed, with every story made of it.
    Canceled,
}

impl Status {
    /// The status that a word or qcode of IPTC's publishing status names.
    pub(crate) fn of(word: &str) -> Option<Status> {
        let word = word.trim().rsplit([':', '/']).next().unwrap_or_default().to_ascii_lowercase();
        match word.as_str() {
            "usable" => Some(Status::Usable),
            "embargoed" | "embargo" => Some(Status::Embargoed),
            "withheld" | "withhold" => Some(Status::Withheld),
            "canceled" | "cancelled" | "killed" | "kill" => Some(Status::Canceled),
            _ => None,
        }
    }
}

/// Where and when an item was written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Dateline {
    /// As sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The place alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Whether it opens the first paragraph; it is then left out of the body.
    pub run_in: bool,
}

/// A code as written, with its scheme. Nothing is looked up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Code {
    /// The code.
    pub code: String,
    /// Whose code it is.
    pub scheme: String,
}

impl Code {
    pub(crate) fn new(code: impl Into<String>, scheme: impl Into<String>) -> Code {
        Code { code: code.into(), scheme: scheme.into() }
    }
}

/// A place as the file names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// `city`, `area`, `country`, `venue` or `place`.
    pub kind: &'static str,
    /// Its name or code.
    pub name: String,
}

impl Place {
    pub(crate) fn new(kind: &'static str, name: impl Into<String>) -> Place {
        Place { kind, name: name.into() }
    }
}

/// A picture, video, sound or file that belongs to an item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Media {
    /// `picture`, `graphic`, `video`, `audio` or `file`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guid: Option<String>,
    /// Its address or file name, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
    /// Media type as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mime: Option<String>,
    /// Caption.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// Who made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
    /// Whom to credit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
    /// Its sizes: name and pixels.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub renditions: Vec<String>,
    /// The bytes of an attachment.
    #[serde(skip)]
    pub bytes: Option<Vec<u8>>,
}

impl Media {
    pub(crate) fn new(kind: impl Into<String>) -> Media {
        Media { kind: kind.into(), ..Media::default() }
    }

    /// The kind that a media type names; `file` for others.
    pub(crate) fn kind_of(mime: &str) -> &'static str {
        let of = |begin: &str| mime.get(..begin.len()).is_some_and(|head| head.eq_ignore_ascii_case(begin));
        match () {
            () if of("image/") => "picture",
            () if of("video/") => "video",
            () if of("audio/") => "audio",
            () => "file",
        }
    }
}

/// How an item relates to another item or page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    /// The relation.
    pub rel: Rel,
    /// Id or address of the other.
    pub to: String,
}

impl Link {
    pub(crate) fn new(rel: Rel, to: impl Into<String>) -> Link {
        Link { rel, to: to.into() }
    }
}

/// Relations between items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rel {
    /// Replaces the other whole.
    UpdateOf,
    /// A later version of the same item.
    PreviousVersion,
    /// Says what was wrong in the other.
    CorrectionOf,
    /// Continues the other.
    AddTo,
    /// Withdraws the other.
    Kills,
    /// Made from the other.
    DerivedFrom,
    /// Made from the other without editing.
    ProcessedFrom,
    /// Follows the other in a running story.
    EvolvedFrom,
    /// About the same.
    AssociatedWith,
    /// Further reading.
    SeeAlso,
    /// A package and its parts.
    HasPart,
    /// The same content as delivered elsewhere.
    Delivered,
    /// The page of the item.
    Page,
}

impl Item {
    pub(crate) fn text() -> Item {
        Item { kind: "text".into(), ..Item::default() }
    }

    pub(crate) fn link(&mut self, rel: Rel, to: impl Into<String>) {
        let link = Link::new(rel, to);
        if !link.to.is_empty() {
            add(&mut self.links, link);
        }
    }

    /// An item that is usable, but not before a time after it was sent, is embargoed.
    pub(crate) fn settle_status(&mut self) {
        let made = self.sent.or(self.modified).or(self.created);
        let is_later = |until: &Moment| made.is_none_or(|made| until.instant() > made.instant());
        if self.status == Status::Usable && self.embargo_until.as_ref().is_some_and(is_later) {
            self.status = Status::Embargoed;
        }
    }

    pub(crate) fn subject(&mut self, code: Code) {
        if !code.code.is_empty() {
            add(&mut self.subjects, code);
        }
    }

    pub(crate) fn category(&mut self, code: Code) {
        if !code.code.is_empty() {
            add(&mut self.categories, code);
        }
    }

    pub(crate) fn place(&mut self, place: Place) {
        if !place.name.is_empty() {
            add(&mut self.places, place);
        }
    }
}

/// Entries of one list of an item, such as its subjects: no agency sends more than about 100.
pub(crate) const LIST_MAX: usize = 500;

/// Adds what is not there yet, up to the limit.
pub(crate) fn add<T: PartialEq>(list: &mut Vec<T>, new: T) {
    if list.len() < LIST_MAX && !list.contains(&new) {
        list.push(new);
    }
}
