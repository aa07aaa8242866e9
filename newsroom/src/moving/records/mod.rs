//! Parses one line of JSON into one story, for `matbaa import jsonl`.
//!
//! It opens no file, asks no clock and stores nothing: bytes in, a [`Record`] or a [`Refusal`] out. It never panics,
//! whatever the bytes. A [`RecordNotice`] reports parts of a record that could not be imported.

mod fields;
mod times;

use std::fmt;

use arabic::Language;
use chrono_tz::Tz;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use story::html::NoticeKind;
use story::{Block, Document, Ids, Node, Text};

pub use fields::{Field, record_fields};
use fields::{Fields, cut, kind};
use times::Moment;

use crate::base::ids::DocumentIds;
use crate::moving::importing::ImportedStory;
use crate::paper::old_address::{as_written, old_address};
use crate::paper::sections::usable_section_slug;
use crate::stories::content::{Content, LeadPicture, StoryLine};
use crate::stories::model::Origin;
use crate::stories::parts::Part;

/// The source of records that name none.
const USUAL_SOURCE: &str = "jsonl";
/// Characters of a source's name, which is in an index.
const SOURCE_CHARS_MAX: usize = 100;
/// Characters of an external id: an index row of PostgreSQL holds 2,704 bytes.
const EXTERNAL_ID_CHARS_MAX: usize = 400;

/// The options for reading records.
#[derive(Debug, Clone)]
pub struct RecordReader {
    /// The zone of times without an offset: the paper's.
    pub zone: Tz,
    /// Whether a story may lack its date and text, because it will not be published.
    pub drafts: bool,
    /// Slug of the section for records that name none.
    pub section: String,
}

/// A parsed record.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// The story; its section is a slug that may not exist yet.
    pub story: ImportedStory,
    /// The section, as the record names it.
    pub section_name: String,
    /// The lead picture.
    pub photo: Option<PhotoSource>,
    /// Fields that are not known.
    pub unknown_fields: Vec<String>,
    /// What could not be imported.
    pub notices: Vec<RecordNotice>,
}

/// Where a record's picture is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PhotoSource {
    /// A file, relative to the folder of the records.
    File(String),
    /// A URL.
    Address(String),
}

/// Something that could not be imported with a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecordNotice {
    /// A picture in the text.
    BodyPicture,
    /// A frame, video or audio in the text.
    BodyMedia,
    /// A link that is not allowed in a story; its text was kept.
    Link,
    /// Text beyond the limits of a story.
    Truncated,
    /// A writer or topic whose name has no letter.
    EmptyName,
    /// An invalid old address.
    OldUrl,
    /// A code of the old system in the text, as in `[gallery]`.
    Code,
    /// Tags in a field of one line.
    Tags,
    /// Text that was struck through.
    Struck,
}

impl RecordNotice {
    /// The notice as text, after a line number.
    pub fn words(self) -> &'static str {
        match self {
            Self::BodyPicture => "a picture inside the text was left out; only `photo` is taken in",
            Self::BodyMedia => "a frame, video or sound inside the text was left out",
            Self::Link => "a link whose address may not stand in a story was left out, its words were kept",
            Self::Truncated => "the text is longer than a story may be; the rest was left out",
            Self::EmptyName => "a writer or topic without a letter in its name was left out",
            Self::Code => {
                "a code of the old system inside the text ([gallery], {loadposition}) was left out; words inside it were kept"
            }
            Self::Struck => "words that were struck through were left out",
            Self::Tags => "tags in a headline, name or other line were left out; their words were kept",
            Self::OldUrl => "old_url is no address of a page; no redirect will lead from it",
        }
    }
}

/// Why a line was refused: one reason or more, each with what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The reasons, in English.
    pub reasons: Vec<String>,
}

impl Refusal {
    fn because(reason: impl Into<String>) -> Self {
        Self { reasons: vec![reason.into()] }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reasons.join("; "))
    }
}

impl std::error::Error for Refusal {}

impl RecordReader {
    /// Parses one line without its line break.
    pub fn read(&self, line: &[u8]) -> Result<Record, Refusal> {
        let mut fields = Fields::new(object(line)?);
        let source = fields.id("source", SOURCE_CHARS_MAX).unwrap_or_else(|| USUAL_SOURCE.to_owned());
        let given_id = fields.id("external_id", EXTERNAL_ID_CHARS_MAX);
        let old_url = fields.line("old_url");
        let old_address = old_url.as_deref().and_then(old_address);
        let mut notices = Vec::new();
        if old_url.is_some() && old_address.is_none() {
            notices.push(RecordNotice::OldUrl);
        }
        let written = old_url.as_deref().and_then(as_written);
        let external_id = given_id.or_else(|| written.clone().filter(|id| id.len() <= EXTERNAL_ID_CHARS_MAX));
        if external_id.is_none() {
            fields.problems.push("external_id is missing; give the story's id in the old system".into());
        }
        let mut content = Content::plain(0, Language::Arabic, "", Document::default())
            .with_lines(Part::Text, |line| fields.line(line.word()));
        if content.headline.is_empty() {
            fields.problems.push("headline is missing".into());
        }
        content.language = self.language(&mut fields);
        let (section, section_name) = self.section(&mut fields);
        content.slug = fields.line("slug").map(|slug| unescaped(&slug)).unwrap_or_default();
        let writers = named(fields.names("writers"), &mut notices);
        let topics = named(fields.names("topics"), &mut notices);
        bylines(&mut fields, !writers.is_empty(), &mut content);
        let (published, changed) = self.times(&mut fields);
        let (lead, photo) = lead(&mut fields, &content.headline);
        content.lead = lead;
        let read_count = fields.count("read_count");
        let body = body(&mut fields);
        notices.extend(std::iter::repeat_n(RecordNotice::Tags, fields.tagged_lines));
        if matches!(body, Body::None) && !self.drafts {
            fields.problems.push("body_html is missing; --draft takes stories without a text".into());
        }
        let Some(external_id) = external_id.filter(|_| fields.problems.is_empty()) else {
            return Err(Refusal { reasons: fields.problems });
        };
        let mut story = ImportedStory {
            origin: Origin { source, external_id, digest: String::new(), old_address },
            section,
            writers,
            topics,
            content,
            published_on: published.map(|moment| moment.day(self.zone)),
            published_time: None,
            published_at: match published {
                Some(Moment::At(at)) => Some(at),
                _ => None,
            },
            changed_at: changed.map(|moment| moment.begins(self.zone)),
            read_count,
        };
        story.origin.digest = digest(&story, written.as_deref(), photo.as_ref(), &body);
        story.content.body = body.read(&mut notices);
        if story.content.body.blocks.is_empty() && !self.drafts {
            return Err(Refusal::because("body_html holds no text; --draft takes stories without a text"));
        }
        notices.sort_unstable();
        Ok(Record { story, section_name, photo, unknown_fields: fields.unused(), notices })
    }

    fn language(&self, fields: &mut Fields) -> Language {
        let tag = fields.line("language");
        tag.map_or(Ok(Language::Arabic), |tag| tag.parse()).unwrap_or_else(|error: arabic::UnknownLanguage| {
            fields.problems.push(format!("language: {error}"));
            Language::Arabic
        })
    }

    /// Slug and name of the section.
    fn section(&self, fields: &mut Fields) -> (String, String) {
        let Some(name) = fields.first_line("section") else { return (self.section.clone(), self.section.clone()) };
        let slug = usable_section_slug(&name).unwrap_or_else(|| {
            fields.problems.push(format!("section: {:?} has no letter an address could be made of", cut(&name)));
            String::new()
        });
        if name.chars().count() > SOURCE_CHARS_MAX {
            fields.problems.push(format!("section has more than {SOURCE_CHARS_MAX} characters"));
        }
        (slug, name)
    }

    /// When it was published, and when it was changed after that.
    fn times(&self, fields: &mut Fields) -> (Option<Moment>, Option<Moment>) {
        let mut one = |name: &str| {
            let text = fields.line(name)?;
            times::read(&text, self.zone).unwrap_or_else(|reason| {
                fields.problems.push(format!("{name}: {reason}"));
                None
            })
        };
        let (at, on, updated) = (one("published_at"), one("published_on"), one("updated_at"));
        let on = on.map(|moment| Moment::OnDay(moment.day(self.zone)));
        let published = match (at, on) {
            (Some(Moment::At(at)), _) => Some(Moment::At(at)),
            (day, on) => day.or(on),
        };
        if published.is_none() && !self.drafts && fields.problems.is_empty() {
            let reason = "the story has no date; give published_at or published_on, or import with --draft";
            fields.problems.push(reason.into());
        }
        let changed = published.zip(updated).filter(|(published, updated)| match published {
            Moment::At(at) => updated.begins(self.zone) > *at,
            Moment::OnDay(day) => updated.day(self.zone) > *day,
        });
        (published, changed.map(|(_, updated)| updated))
    }
}

fn object(line: &[u8]) -> Result<Map<String, Value>, Refusal> {
    let text = std::str::from_utf8(line).map_err(|error| {
        Refusal::because(format!("not UTF-8 from byte {} on; convert the file to UTF-8", error.valid_up_to() + 1))
    })?;
    match serde_json::from_str(text) {
        Ok(Value::Object(values)) => Ok(values),
        Ok(other) => Err(Refusal::because(format!("one JSON object a line was expected, found {}", kind(&other)))),
        Err(error) if error.is_eof() => {
            Err(Refusal::because("the JSON object is cut off; one whole object a line is expected"))
        }
        Err(error) => {
            // The parser's line number refers to this one line; only the column is useful in a message.
            let said = error.to_string();
            let said = said.split(" at line ").next().unwrap_or_default();
            Err(Refusal::because(format!("not JSON at column {}: {said}", error.column())))
        }
    }
}

/// Decodes a slug: old systems store it escaped (`%d8%a7…`), and may cut it in the middle of a letter.
fn unescaped(slug: &str) -> String {
    let bytes: Vec<u8> = percent_encoding::percent_decode_str(slug).collect();
    let mut readable = String::with_capacity(bytes.len());
    bytes.utf8_chunks().for_each(|chunk| readable.push_str(chunk.valid()));
    // Half an escape at the end is dropped.
    let cut = readable.rfind('%').filter(|at| slug.contains('%') && readable.len() - at <= 2);
    readable.truncate(cut.unwrap_or(readable.len()));
    readable
}

/// Names from which an address can be made.
fn named(names: Vec<String>, notices: &mut Vec<RecordNotice>) -> Vec<String> {
    let all = names.len();
    let named: Vec<String> = names.into_iter().filter(|name| !arabic::slug::slug(name).is_empty()).collect();
    notices.extend(std::iter::repeat_n(RecordNotice::EmptyName, all - named.len()));
    named
}

/// Desk, agencies and the byline as printed. A byline without other parts is the desk's; beside other parts it is the
/// printed line.
fn bylines(fields: &mut Fields, has_writers: bool, content: &mut Content) {
    content.desk_byline = fields.line("desk_byline");
    content.agencies_line = fields.joined("agencies_line");
    let printed = fields.line("byline");
    if content.desk_byline.is_none() && content.agencies_line.is_none() && !has_writers {
        content.desk_byline = printed;
    } else {
        content.byline_as_printed = printed;
    }
}

/// The lead picture and its source. A picture without any description gets the headline as its alternative text.
fn lead(fields: &mut Fields, headline: &str) -> (Option<LeadPicture>, Option<PhotoSource>) {
    let photo = fields.first_line("photo").map(|photo| {
        let is_address =
            ["http://", "https://", "//"].iter().any(|begin| photo.to_ascii_lowercase().starts_with(begin));
        if is_address { PhotoSource::Address(photo) } else { PhotoSource::File(photo) }
    });
    let caption = fields.line("caption");
    let credit = fields.line("credit");
    let mut alt = fields.line("alt");
    let archive = fields.flag("archive");
    let has_file = matches!(photo, Some(PhotoSource::File(_)));
    if has_file && caption.is_none() && alt.is_none() {
        alt = Some(headline.to_owned()).filter(|headline| !headline.is_empty());
    }
    let says = has_file || caption.is_some() || credit.is_some() || alt.is_some() || archive;
    let lead = says.then_some(LeadPicture { picture_id: None, caption, credit, alt, archive, focal: (5, 5) });
    (lead, photo)
}

/// A body to be converted.
enum Body {
    None,
    Html(String),
    Paragraphs(Vec<String>),
}

fn body(fields: &mut Fields) -> Body {
    let clean = |text: String| if text.contains('\0') { text.replace('\0', "") } else { text };
    match fields.value("body_html") {
        None => Body::None,
        Some(Value::String(html)) => Body::Html(clean(html)),
        Some(Value::Array(list)) => {
            let mut paragraphs = Vec::with_capacity(list.len());
            for part in list {
                match part {
                    Value::String(text) => paragraphs.push(clean(fields.plain(&text))),
                    other => {
                        let reason =
                            format!("body_html: HTML or a list of paragraphs was expected, found {}", kind(&other));
                        fields.problems.push(reason);
                        break;
                    }
                }
            }
            Body::Paragraphs(paragraphs)
        }
        Some(other) => {
            fields.problems.push(format!("body_html: a text was expected, found {}", kind(&other)));
            Body::Paragraphs(Vec::new())
        }
    }
}

impl Body {
    fn read(self, notices: &mut Vec<RecordNotice>) -> Document {
        match self {
            Self::None => Document::default(),
            Self::Html(html) => {
                let (document, left_out) = story::html::read_stored(&html, &mut DocumentIds);
                notices.extend(left_out.iter().filter_map(|notice| match notice.kind {
                    NoticeKind::Picture { .. } => Some(RecordNotice::BodyPicture),
                    NoticeKind::Frame { .. } | NoticeKind::Media { .. } => Some(RecordNotice::BodyMedia),
                    NoticeKind::Link { .. } => Some(RecordNotice::Link),
                    NoticeKind::Struck { .. } => Some(RecordNotice::Struck),
                    NoticeKind::Code { .. } => Some(RecordNotice::Code),
                    NoticeKind::TableCut | NoticeKind::Truncated => Some(RecordNotice::Truncated),
                    _ => None,
                }));
                document
            }
            Self::Paragraphs(paragraphs) => {
                let mut source = DocumentIds;
                let mut ids = Ids::new(&mut source);
                let texts = paragraphs.iter().map(|text| Text::from_elsewhere(text)).filter(|text| !text.is_empty());
                let blocks = texts.map(|text| Block::new(ids.fresh(), Node::Paragraph(text))).collect();
                Document { blocks }
            }
        }
    }
}

/// SHA-256, in hex, of everything that belongs to the story. The read count is not included, because it grows every
/// day. Names of fields, their order and white space do not matter.
fn digest(story: &ImportedStory, old_address: Option<&str>, photo: Option<&PhotoSource>, body: &Body) -> String {
    let mut hash = Sha256::new();
    let mut add = |text: &str| {
        hash.update(text.len().to_le_bytes());
        hash.update(text);
    };
    let content = &story.content;
    let lead = content.lead.as_ref();
    let lines = [
        old_address,
        Some(&story.section),
        Some(content.language.code()),
        content.kicker.as_deref(),
        Some(&content.headline),
        content.deck.as_deref(),
        Some(&content.slug),
        content.place.as_deref(),
        content.desk_byline.as_deref(),
        content.agencies_line.as_deref(),
        content.byline_as_printed.as_deref(),
        lead.and_then(|lead| lead.caption.as_deref()),
        lead.and_then(|lead| lead.credit.as_deref()),
        lead.and_then(|lead| lead.alt.as_deref()),
        photo.map(|photo| match photo {
            PhotoSource::File(name) | PhotoSource::Address(name) => name.as_str(),
        }),
    ];
    for line in lines {
        add(if line.is_some() { "+" } else { "-" });
        add(line.unwrap_or_default());
    }
    add(if lead.is_some_and(|lead| lead.archive) { "archive" } else { "" });
    for names in [&story.writers, &story.topics] {
        add(&names.len().to_string());
        names.iter().for_each(|name| add(name));
    }
    let time = |at: Option<store::clock::Timestamp>| at.map_or_else(String::new, |at| at.0.to_string());
    add(&time(story.published_at));
    add(&story.published_on.map_or_else(String::new, |day| day.to_string()));
    add(&time(story.changed_at));
    match body {
        Body::None => add(""),
        Body::Html(html) => add(html),
        Body::Paragraphs(paragraphs) => paragraphs.iter().for_each(|text| add(text)),
    }
    // Lines added in later builds count only if they are not empty, so that the digests of earlier imports stay the
    // same.
    for line in StoryLine::ALL.iter().filter(|line| !FIRST_LINES.contains(line)) {
        content.line(*line).into_iter().for_each(&mut add);
    }
    store::digest::hex(&hash.finalize())
}

/// The lines of a story in the first build with imports; each has its position in the digest.
const FIRST_LINES: [StoryLine; 7] = [
    StoryLine::Kicker,
    StoryLine::Headline,
    StoryLine::Deck,
    StoryLine::Place,
    StoryLine::DeskByline,
    StoryLine::AgenciesLine,
    StoryLine::BylineAsPrinted,
];

#[cfg(test)]
mod tests;
