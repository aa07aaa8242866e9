//! Reading a story out of one saved page, HTML or plain text, as editors keep them from other papers and old sites.
//!
//! [`read`] takes the bytes and gives a [`SavedPage`]: the story's parts without menus, tools, sharing, comments and footers. It opens no file and
//! knows no clock, never panics, always ends, and takes time about linear in the page. What it was not sure of, or left out, it tells
//! in [`SavedPage::notices`]; what makes a page useless is a [`PageError`].
//!
//! Every field is chosen among what all witnesses say of it: lines around the story ([`zones`]), elements by their names, what
//! machines are told ([`machine`]); [`explain`] gives them back. Lines by themselves are judged by [`line`].

mod body;
mod byline;
mod dates;
mod decode;
mod dom;
mod focus;
mod html;
mod lead;
pub mod line;
mod machine;
mod names;
mod phrases;
mod picture;
mod relative;
mod signed;
mod sources;
mod text;
mod titles;
mod topics;
mod vocabulary;
mod why;
mod wrap;
mod zones;

pub use why::Reason;

use chrono::{NaiveDate, NaiveTime};
use chrono_tz::Tz;
use serde::Serialize;

/// The largest page read, in bytes: a saved news page has some hundred kilobytes; this one would hold a book.
pub const PAGE_BYTES_MAX: usize = 8 << 20;

/// A story as a saved page shows it. Fields without a value are `None` (`null` in JSON), never guessed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct SavedPage {
    /// One line, tidied.
    pub headline: String,
    /// The short line over (or right before) the headline.
    pub kicker: Option<String>,
    /// The sentence under the headline that is not part of the body.
    pub deck: Option<String>,
    /// The photo at the head, if the page shows or names one.
    pub lead_image: Option<LeadImage>,
    /// Day of publication as printed; a Hijri date alone is converted.
    pub published_on: Option<NaiveDate>,
    /// Time beside the date, in the paper's own zone.
    pub published_time: Option<NaiveTime>,
    /// `ar`, `fr` or `en`, by the letters and words of the body.
    pub language: String,
    /// The desk that signs: «ق. د», «القسم الدولي».
    pub desk_byline: Option<String>,
    /// People who sign.
    pub writers: Vec<String>,
    /// Agencies credited, as printed: «الوكالات», «رويترز / أ ف ب».
    pub agencies_line: Option<String>,
    /// Where the byline says it was written.
    pub place: Option<String>,
    /// The byline without labels such as «كتبه» or «بقلم».
    pub byline_as_printed: Option<String>,
    /// Reads counted by the page.
    pub read_count: Option<u64>,
    /// One string per paragraph, blanks folded, no empty ones; at least one.
    pub body_paragraphs: Vec<String>,
    /// Topics (tags, keywords) the page names.
    pub topics: Vec<String>,
    /// What an editor should look at.
    pub notices: Vec<Notice>,
}

/// The photo of a saved page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct LeadImage {
    /// As printed, without the word «صورة»; the archive word alone stays («أرشيف»), before a caption it goes.
    pub caption: Option<String>,
    /// Whether the page says that the photo is from the archive.
    pub archive: bool,
    /// Who took it or owns it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
    /// Its address as the page gives it.
    pub file: Option<String>,
}

/// Something about the reading that an editor should know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// Line of the decoded file, from 1; `None` for HTML and for the page as a whole.
    pub line: Option<usize>,
    /// What it is.
    #[serde(flatten)]
    pub kind: NoticeKind,
}

/// Kinds of [`Notice`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "text", rename_all = "snake_case")]
pub enum NoticeKind {
    /// The encoding was recognised by its letters, not declared.
    GuessedEncoding(String),
    /// Some bytes were no characters and became U+FFFD.
    BrokenCharacters,
    /// The page gives no date.
    NoDate,
    /// A date that does not exist stands beside the one taken.
    ImpossibleDate(String),
    /// A pointer to another story was taken out of the body.
    ReadAlsoDropped(String),
    /// The story was taken to end before this line.
    EndedAt(String),
    /// The headline is the name of the file: the page shows none.
    HeadlineFromName,
}

/// Why a page gives no story.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PageError {
    /// No visible character.
    #[error("the page is empty")]
    Empty,
    /// A picture, an archive or another file that is no text.
    #[error("this is no text but binary data")]
    Binary,
    /// Text, but in none of the encodings that Arabic pages use.
    #[error("the encoding of the page was not recognised; save it as UTF-8")]
    UnknownEncoding,
    /// Text before which no headline stands. Line of the first paragraph (1 in HTML).
    #[error("no headline was found before the text that begins at line {line}")]
    NoHeadline {
        /// From 1.
        line: usize,
    },
    /// A headline without a story. Line of the headline (1 in HTML).
    #[error("no story was found after the headline at line {line}")]
    NoBody {
        /// From 1.
        line: usize,
    },
    /// The only date of the page does not exist.
    #[error("line {line} gives a day that does not exist: {text}")]
    ImpossibleDate {
        /// From 1; 1 in HTML.
        line: usize,
        /// The date as printed.
        text: String,
    },
    /// More than [`PAGE_BYTES_MAX`].
    #[error("the page has {bytes} bytes; {PAGE_BYTES_MAX} are read at most")]
    TooLarge {
        /// Size of the file.
        bytes: usize,
    },
}

impl PageError {
    /// The line to look at, from 1, where the error is about one.
    pub fn line(&self) -> Option<usize> {
        match self {
            Self::NoHeadline { line } | Self::NoBody { line } | Self::ImpossibleDate { line, .. } => Some(*line),
            Self::Empty | Self::Binary | Self::UnknownEncoding | Self::TooLarge { .. } => None,
        }
    }
}

/// Reads one saved page.
///
/// `name_hint` is the file's name: its ending (`.html`, `.txt`) decides where the bytes leave a doubt. Encodings: UTF-8 and UTF-16 with or
/// without mark, the one that HTML declares, Windows-1256, ISO-8859-6 and Windows-1252 by their letters.
///
/// # Errors
/// Every variant of [`PageError`]; a page without date, byline or photo is no error.
///
/// ```
/// let page = "عودة القطار إلى الجبل\n03 أيلول 2016 ق. م/ الوكالات\n512\nعاد القطار أمس إلى سكته بعد توقف طويل.";
/// let page = story::page::read(page.as_bytes(), Some("train.txt")).unwrap();
/// assert_eq!(page.headline, "عودة القطار إلى الجبل");
/// assert_eq!((page.read_count, page.agencies_line.as_deref()), (Some(512), Some("الوكالات")));
/// ```
pub fn read(bytes: &[u8], name_hint: Option<&str>) -> Result<SavedPage, PageError> {
    explain(bytes, name_hint, None).map(|(page, _)| page)
}

/// As [`read`], for a page of a paper in `zone`: a time with an offset, which sites write for machines, becomes the
/// paper's local time.
///
/// # Errors
/// As [`read`].
pub fn read_in(bytes: &[u8], name_hint: Option<&str>, zone: Tz) -> Result<SavedPage, PageError> {
    explain(bytes, name_hint, Some(zone)).map(|(page, _)| page)
}

/// As [`read`] or [`read_in`], with every value that was considered for a field, where it was found and how sure that is.
///
/// # Errors
/// As [`read`].
pub fn explain(bytes: &[u8], name_hint: Option<&str>, zone: Option<Tz>) -> Result<(SavedPage, Vec<Reason>), PageError> {
    let mut why = why::Why::default();
    if bytes.len() > PAGE_BYTES_MAX {
        return Err(PageError::TooLarge { bytes: bytes.len() });
    }
    let decoded = decode::decode(bytes)?;
    if !decoded.text.chars().any(|c| c.is_alphanumeric()) {
        return Err(PageError::Empty);
    }
    let mut page = if is_html(&decoded.text, name_hint) {
        html::read(&decoded.text, zone, &mut why)
    } else {
        text::read(&decoded.text, &mut why)
    }?;
    page.language = language(&page).to_owned();
    if page.published_on.is_none() {
        page.notices.push(Notice { line: None, kind: NoticeKind::NoDate });
    }
    page.notices.extend(decoded.notices.into_iter().map(|kind| Notice { line: None, kind }));
    Ok((page, why.reasons))
}

/// Whether the text is markup: by its first tag, or by its name when tags are in it at all.
fn is_html(text: &str, name_hint: Option<&str>) -> bool {
    let start: String = text.trim_start().chars().take(4096).collect::<String>().to_ascii_lowercase();
    let tagged = [
        "<!doctype",
        "<html",
        "<head",
        "<body",
        "<meta",
        "<div",
        "<article",
        "<p>",
        "<p ",
        "<h1",
        "<table",
        "<section",
        "<span",
    ]
    .iter()
    .any(|tag| start.contains(tag));
    let begins = start.starts_with('<');
    match name_hint.and_then(|name| name.rsplit('.').next()).map(str::to_ascii_lowercase).as_deref() {
        Some("html" | "htm" | "xhtml") => begins || tagged,
        Some("txt" | "text") => begins && tagged,
        _ => begins && tagged || start.contains("<!doctype html") || start.contains("<html"),
    }
}

/// The language of headline and body: Arabic by script, French and English by their commonest words.
fn language(page: &SavedPage) -> &'static str {
    let (mut arabic, mut latin, mut french, mut english) = (0usize, 0usize, 0usize, 0usize);
    for text in page.body_paragraphs.iter().chain([&page.headline]) {
        arabic += text.chars().filter(|c| matches!(c, '\u{0620}'..='\u{06FF}')).count();
        let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
        latin += letters;
        if letters == 0 {
            continue;
        }
        for word in text.split(|c: char| !c.is_alphabetic()) {
            match word.to_lowercase().as_str() {
                "le" | "la" | "les" | "des" | "du" | "et" | "est" | "une" | "dans" | "pour" | "que" | "qui" | "sur"
                | "aux" | "d" | "l" => french += 1,
                "the" | "of" | "and" | "to" | "in" | "is" | "that" | "was" | "for" | "with" | "on" | "has" | "by" => {
                    english += 1
                }
                _ => {}
            }
        }
    }
    match (arabic >= latin, french >= english) {
        (true, _) => "ar",
        (false, true) => "fr",
        (false, false) => "en",
    }
}
