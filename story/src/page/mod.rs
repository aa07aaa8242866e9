//! Reads a story from one saved page, HTML or plain text, as editors keep them from other papers and old sites.
//!
//! [`read`] takes the bytes and returns a [`SavedPage`]: the story's parts without menus, tools, sharing, comments and
//! footers. It opens no file and has no clock, never panics, always ends, and takes time about linear in the page.
//! Whatever was uncertain or left out is in [`SavedPage::notices`]; a page that is useless gives a [`PageError`].
//!
//! Every field is chosen from several sources: lines around the story ([`zones`]), elements by their names, and
//! machine-readable data ([`metadata`]). [`explain`] returns all of them. [`line`] classifies single lines.

mod body;
mod byline;
mod dates;
mod decode;
mod dom;
mod html;
mod lead;
pub mod line;
mod metadata;
mod names;
mod phrases;
mod picture;
mod relative;
mod signed;
mod sources;
mod story_lines;
mod text;
mod titles;
mod topics;
mod trace;
mod vocabulary;
mod wrap;
mod zones;

pub use trace::Reason;

use chrono::{NaiveDate, NaiveTime};
use chrono_tz::Tz;
use serde::Serialize;

/// The largest page that is read, in bytes. A saved news page has some hundred kilobytes; this would hold a book.
pub const PAGE_BYTES_MAX: usize = 8 << 20;

/// A story as a saved page shows it. Fields without a value are `None` (`null` in JSON), never guessed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct SavedPage {
    /// One line, cleaned.
    pub headline: String,
    /// The short line above (or directly before) the headline.
    pub kicker: Option<String>,
    /// The sentence under the headline that is not part of the body.
    pub deck: Option<String>,
    /// The photo at the head, if the page shows or names one.
    pub lead_image: Option<LeadImage>,
    /// Day of publication as printed. If only a Hijri date is printed, it is converted.
    pub published_on: Option<NaiveDate>,
    /// Time beside the date, in the paper's own zone.
    pub published_time: Option<NaiveTime>,
    /// `ar`, `fr` or `en`, by the letters and words of the body.
    pub language: String,
    /// The desk in the byline: «ق. د», «القسم الدولي».
    pub desk_byline: Option<String>,
    /// The people in the byline.
    pub writers: Vec<String>,
    /// Agencies credited, as printed: «الوكالات», «رويترز / أ ف ب».
    pub agencies_line: Option<String>,
    /// Where the story was written, by its byline.
    pub place: Option<String>,
    /// The byline without labels such as «كتبه» or «بقلم».
    pub byline_as_printed: Option<String>,
    /// The read count that the page shows.
    pub read_count: Option<u64>,
    /// One string per paragraph, runs of white space collapsed, none empty; at least one.
    pub body_paragraphs: Vec<String>,
    /// Topics (tags, keywords) the page names.
    pub topics: Vec<String>,
    /// What an editor should check.
    pub notices: Vec<Notice>,
}

/// The photo of a saved page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct LeadImage {
    /// As printed, without the word «صورة». The word for archive is kept if it is alone («أرشيف») and removed before a
    /// caption.
    pub caption: Option<String>,
    /// Whether the page says that the photo is from the archive.
    pub archive: bool,
    /// The photographer or owner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
    /// Its address as in the page.
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
    /// The encoding was recognised by the frequency of letters, not by a declaration.
    GuessedEncoding(String),
    /// Some bytes were not characters and became U+FFFD.
    BrokenCharacters,
    /// The page has no date.
    NoDate,
    /// The page has a date that does not exist beside the one taken.
    ImpossibleDate(String),
    /// A pointer to another story was removed from the body.
    ReadAlsoDropped(String),
    /// The story was assumed to end before this line.
    EndedAt(String),
    /// The page has no headline, so it is the name of the file.
    HeadlineFromName,
}

/// Why a page contains no story.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PageError {
    /// No visible character.
    #[error("the page is empty")]
    Empty,
    /// A picture, an archive or another file that is not text.
    #[error("this is no text but binary data")]
    Binary,
    /// Text, but in none of the encodings that Arabic pages use.
    #[error("the encoding of the page was not recognised; save it as UTF-8")]
    UnknownEncoding,
    /// Text without a headline before it. Line of the first paragraph (1 in HTML).
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
    /// The line to look at, from 1, if the error is about one.
    pub fn line(&self) -> Option<usize> {
        match self {
            Self::NoHeadline { line } | Self::NoBody { line } | Self::ImpossibleDate { line, .. } => Some(*line),
            Self::Empty | Self::Binary | Self::UnknownEncoding | Self::TooLarge { .. } => None,
        }
    }
}

/// Reads one saved page.
///
/// `name_hint` is the file's name: its extension (`.html`, `.txt`) decides if the bytes leave a doubt. Encodings: UTF-8
/// and UTF-16 with or without byte order mark, the one that the HTML declares, and Windows-1256, ISO-8859-6 and
/// Windows-1252 by the frequency of letters.
///
/// # Errors
/// Every variant of [`PageError`]. A page without date, byline or photo is not an error.
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

/// Like [`read`], for a page of a paper in `zone`: a time with an offset, which sites write for machines, becomes the
/// paper's local time.
///
/// # Errors
/// Those of [`read`].
pub fn read_in(bytes: &[u8], name_hint: Option<&str>, zone: Tz) -> Result<SavedPage, PageError> {
    explain(bytes, name_hint, Some(zone)).map(|(page, _)| page)
}

/// Like [`read`] or [`read_in`], with every value that was considered for a field, its source and its weight.
///
/// # Errors
/// Those of [`read`].
pub fn explain(bytes: &[u8], name_hint: Option<&str>, zone: Option<Tz>) -> Result<(SavedPage, Vec<Reason>), PageError> {
    let mut trace = trace::Trace::default();
    if bytes.len() > PAGE_BYTES_MAX {
        return Err(PageError::TooLarge { bytes: bytes.len() });
    }
    let decoded = decode::decode(bytes)?;
    if !decoded.text.chars().any(|c| c.is_alphanumeric()) {
        return Err(PageError::Empty);
    }
    let mut page = if is_html(&decoded.text, name_hint) {
        html::read(&decoded.text, zone, &mut trace)
    } else {
        text::read(&decoded.text, &mut trace)
    }?;
    page.language = language(&page).to_owned();
    if page.published_on.is_none() {
        page.notices.push(Notice { line: None, kind: NoticeKind::NoDate });
    }
    page.notices.extend(decoded.notices.into_iter().map(|kind| Notice { line: None, kind }));
    Ok((page, trace.reasons))
}

/// Whether the text is markup: by its first tag, or by the file's name if it contains tags.
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

/// The language of headline and body: Arabic by script, French and English by their most common words.
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
