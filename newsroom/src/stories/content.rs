//! The content of a story, and the one table of its lines of text.
//!
//! To add a line of text, add it to [`StoryLine`], as a column of `story_versions`, as a message (`field-…`), and where
//! it is typed and shown. Code that handles all lines of a story iterates over [`StoryLine::ALL`].

use arabic::Language;
use sea_orm::Set;
use serde_json::json;
use store::digest::digest;
use story::Document;

use crate::base::entity::story_version;
use crate::base::error::{Error, Result};
use crate::base::texts::refuse_long;
use crate::base::worded::worded;
use crate::stories::parts::Part;
use crate::stories::proposed::Proposed;

/// Characters allowed in a headline or kicker (SECURITY-CONTRACT section 5).
const HEADLINE_CHARS_MAX: usize = 300;
/// Characters allowed in a deck.
const DECK_CHARS_MAX: usize = 1_000;
/// Characters allowed in a caption.
const CAPTION_CHARS_MAX: usize = 2_000;
/// Characters allowed in any other line: bylines, credits, places.
const LINE_CHARS_MAX: usize = 300;

/// Related stories at most.
pub const RELATED_MAX: usize = 8;

/// Hex digits of a digest of the content: 64 bits.
const DIGEST_LETTERS: usize = 16;

/// A line of text of a story. Its word is its column, its name in forms and JSON and, with hyphens after `field-`, its
/// message.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[strum(serialize_all = "snake_case")]
pub enum StoryLine {
    /// The line above the headline.
    Kicker,
    /// The headline.
    Headline,
    /// The paragraph below the headline.
    Deck,
    /// The place of reporting, for the dateline.
    Place,
    /// The desk in the byline, as in «ق. د».
    DeskByline,
    /// The agencies credited, as in «الوكالات».
    AgenciesLine,
    /// The byline exactly as printed, if the fields above do not express all of it.
    BylineAsPrinted,
}

worded!(StoryLine);

impl StoryLine {
    /// The part to which it belongs.
    pub fn part(self) -> Part {
        match self {
            Self::Kicker | Self::Headline | Self::Deck | Self::Place => Part::Text,
            Self::DeskByline | Self::AgenciesLine | Self::BylineAsPrinted => Part::Facts,
        }
    }

    /// The lines of `part`.
    pub fn of(part: Part) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(move |line| line.part() == part)
    }

    /// The limit in characters.
    pub fn chars_max(self) -> usize {
        match self {
            Self::Kicker | Self::Headline => HEADLINE_CHARS_MAX,
            Self::Deck => DECK_CHARS_MAX,
            Self::Place | Self::DeskByline | Self::AgenciesLine | Self::BylineAsPrinted => LINE_CHARS_MAX,
        }
    }

    /// Its names in archives, besides its own.
    pub(crate) fn aliases(self) -> &'static [&'static str] {
        match self {
            Self::Kicker => &["surtitle", "overline"],
            Self::Headline => &["title"],
            Self::Deck => &["subtitle", "standfirst"],
            Self::Place => &["dateline"],
            Self::AgenciesLine => &["agencies", "agency"],
            Self::DeskByline | Self::BylineAsPrinted => &[],
        }
    }
}

/// The picture above a story, with its caption and credit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LeadPicture {
    /// The stored picture; `None` if only its caption is known, as in a page saved as text.
    pub picture_id: Option<i64>,
    /// What it shows, for everyone.
    pub caption: Option<String>,
    /// Who made it.
    pub credit: Option<String>,
    /// The alternative text.
    pub alt: Option<String>,
    /// Whether it is labelled as an archive picture.
    pub archive: bool,
    /// The focal point, on a grid of 11 x 11 from the top left corner.
    pub focal: (u8, u8),
}

impl LeadPicture {
    /// Fills what is empty with what the picture's file proposes. The label is only set if nothing was said of the
    /// picture before.
    pub fn fill(&mut self, proposed: Proposed) {
        let Proposed { caption, credit, alt, is_archive } = proposed;
        self.archive |= is_archive && self.caption.is_none();
        self.caption = self.caption.take().or(caption);
        self.credit = self.credit.take().or(credit);
        self.alt = self.alt.take().or(alt);
    }

    /// Fills a missing alternative text with the caption, or with the headline if the caption only says that the
    /// picture is from the archive. For imports, where nobody can describe the picture.
    fn describe(&mut self, headline: &str) {
        if self.alt.as_deref().is_some_and(|alt| !alt.trim().is_empty()) {
            return;
        }
        let says = |caption: &str| {
            let bare = caption.trim();
            !bare.is_empty() && !story::render::ARABIC_LABELS.archive_words.contains(&bare)
        };
        self.alt = self.caption.clone().filter(|caption| says(caption)).or_else(|| Some(headline.to_owned()));
    }
}

/// The whole content of a version.
#[derive(Debug, Clone, PartialEq)]
pub struct Content {
    /// Its section.
    pub section_id: i64,
    /// Its language.
    pub language: Language,
    /// The line above the headline.
    pub kicker: Option<String>,
    /// The headline.
    pub headline: String,
    /// The paragraph below the headline.
    pub deck: Option<String>,
    /// The slug in the address; derived from the headline if empty.
    pub slug: String,
    /// The place of reporting, for the dateline.
    pub place: Option<String>,
    /// The desk in the byline, as in «ق. د».
    pub desk_byline: Option<String>,
    /// Ids of the writers in the byline, in order.
    pub writers: Vec<i64>,
    /// The agencies credited, as in «الوكالات».
    pub agencies_line: Option<String>,
    /// The byline exactly as printed, if the fields above do not express all of it.
    pub byline_as_printed: Option<String>,
    /// The picture above the text.
    pub lead: Option<LeadPicture>,
    /// Ids of its topics, in order.
    pub topics: Vec<i64>,
    /// Internal ids of related stories, in order; [`RELATED_MAX`] at most.
    pub related: Vec<i64>,
    /// Its thread.
    pub thread: Option<i64>,
    /// The text.
    pub body: Document,
}

impl Content {
    /// A content with only a section, a language, a headline and a body.
    pub fn plain(section_id: i64, language: Language, headline: &str, body: Document) -> Self {
        Self {
            section_id,
            language,
            kicker: None,
            headline: headline.to_owned(),
            deck: None,
            slug: String::new(),
            place: None,
            desk_byline: None,
            writers: Vec::new(),
            agencies_line: None,
            byline_as_printed: None,
            lead: None,
            topics: Vec::new(),
            related: Vec::new(),
            thread: None,
            body,
        }
    }

    /// The text of a line, if it is not empty.
    pub fn line(&self, line: StoryLine) -> Option<&str> {
        match line {
            StoryLine::Kicker => self.kicker.as_deref(),
            StoryLine::Headline => Some(self.headline.as_str()).filter(|headline| !headline.is_empty()),
            StoryLine::Deck => self.deck.as_deref(),
            StoryLine::Place => self.place.as_deref(),
            StoryLine::DeskByline => self.desk_byline.as_deref(),
            StoryLine::AgenciesLine => self.agencies_line.as_deref(),
            StoryLine::BylineAsPrinted => self.byline_as_printed.as_deref(),
        }
    }

    /// Sets the text of a line.
    pub fn set_line(&mut self, line: StoryLine, text: Option<String>) {
        match line {
            StoryLine::Kicker => self.kicker = text,
            StoryLine::Headline => self.headline = text.unwrap_or_default(),
            StoryLine::Deck => self.deck = text,
            StoryLine::Place => self.place = text,
            StoryLine::DeskByline => self.desk_byline = text,
            StoryLine::AgenciesLine => self.agencies_line = text,
            StoryLine::BylineAsPrinted => self.byline_as_printed = text,
        }
    }

    /// Writes the lines to the row of a version.
    pub(crate) fn put_lines(&self, row: &mut story_version::ActiveModel) {
        row.kicker = Set(self.kicker.clone());
        row.headline = Set(self.headline.clone());
        row.deck = Set(self.deck.clone());
        row.place = Set(self.place.clone());
        row.desk_byline = Set(self.desk_byline.clone());
        row.agencies_line = Set(self.agencies_line.clone());
        row.byline_as_printed = Set(self.byline_as_printed.clone());
    }

    /// Takes the lines from the row of a version.
    pub(crate) fn take_lines(&mut self, row: &mut story_version::Model) {
        self.kicker = row.kicker.take();
        self.headline = std::mem::take(&mut row.headline);
        self.deck = row.deck.take();
        self.place = row.place.take();
        self.desk_byline = row.desk_byline.take();
        self.agencies_line = row.agencies_line.take();
        self.byline_as_printed = row.byline_as_printed.take();
    }

    /// Copies every line of `part` from `from`.
    pub fn copy_lines(&mut self, part: Part, from: &Self) {
        StoryLine::of(part).for_each(|line| self.set_line(line, from.line(line).map(str::to_owned)));
    }

    /// The same content, with every line of `part` set to the result of `says`.
    pub fn with_lines(mut self, part: Part, mut says: impl FnMut(StoryLine) -> Option<String>) -> Self {
        StoryLine::of(part).for_each(|line| self.set_line(line, says(line)));
        self
    }

    /// Whether the lead picture of an import has everything that could be proposed: a caption, a credit and an alternative
    /// text, for which the headline may stand in.
    pub(crate) fn describes_lead(&self) -> bool {
        let is_whole = |lead: &LeadPicture| {
            let alt = lead.alt.as_ref().filter(|alt| **alt != self.headline);
            lead.caption.is_some() && lead.credit.is_some() && alt.is_some()
        };
        self.lead.as_ref().is_some_and(is_whole)
    }

    /// Makes this picture the lead of an import. What the source does not say of it is `proposed`. A proposed description
    /// replaces the headline, which stands in for one.
    pub(crate) fn put_imported_lead(&mut self, picture: i64, proposed: Proposed) {
        let headline = self.headline.clone();
        let lead = self.lead.get_or_insert_with(|| LeadPicture { focal: (5, 5), ..LeadPicture::default() });
        lead.picture_id = Some(picture);
        if lead.alt.as_ref() == Some(&headline) {
            lead.alt = None;
        }
        lead.fill(proposed);
        lead.describe(&headline);
    }

    /// A digest of the whole content: equal digests mean equal contents.
    pub fn digest(&self) -> String {
        let lines: Vec<Option<&str>> = StoryLine::ALL.iter().map(|line| self.line(*line)).collect();
        // Without `..`, so that a new field has to be named here.
        let Self {
            kicker: _,
            headline: _,
            deck: _,
            place: _,
            desk_byline: _,
            agencies_line: _,
            byline_as_printed: _,
            section_id,
            language,
            slug,
            writers,
            lead,
            topics,
            related,
            thread,
            body,
        } = self;
        let lead = lead.as_ref().map(|lead| {
            let LeadPicture { picture_id, caption, credit, alt, archive, focal } = lead;
            json!([picture_id, caption, credit, alt, archive, focal])
        });
        let facts = json!([section_id, language.code(), slug, writers, topics, related, thread]);
        let words = json!([lines, facts, lead, body.to_json()]);
        let mut digest = digest(words.to_string().as_bytes());
        digest.truncate(DIGEST_LETTERS);
        digest
    }

    /// Refuses lines over their limits and too many related stories; the error names the field.
    pub fn check_lengths(&self) -> Result<()> {
        let lead = self.lead.as_ref();
        let lines = StoryLine::ALL.iter().map(|line| (line.word(), self.line(*line), line.chars_max()));
        let of_picture = [
            ("caption", lead.and_then(|l| l.caption.as_deref()), CAPTION_CHARS_MAX),
            ("alt_text", lead.and_then(|l| l.alt.as_deref()), CAPTION_CHARS_MAX),
            ("credit", lead.and_then(|l| l.credit.as_deref()), LINE_CHARS_MAX),
        ];
        if self.related.len() > RELATED_MAX {
            return Err(Error::TooLong { field: "related", length: self.related.len(), limit: RELATED_MAX });
        }
        refuse_long(lines.chain(of_picture).map(|(field, text, limit)| (field, text.unwrap_or_default(), limit)))
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::ActiveModelTrait;

    use super::*;

    #[test]
    fn every_line_is_read_where_it_was_written_and_kept_in_its_column() {
        let nothing = Content::plain(1, Language::Arabic, "", Document { blocks: Vec::new() });
        for line in StoryLine::ALL {
            let mut content = nothing.clone();
            content.set_line(*line, Some(line.word().to_owned()));
            let said: Vec<_> = StoryLine::ALL.iter().filter_map(|one| content.line(*one)).collect();
            assert_eq!(said, [line.word()]);
            assert_ne!(content.digest(), nothing.digest(), "{line:?}");
            let mut row = <story_version::ActiveModel as Default>::default();
            content.put_lines(&mut row);
            let column: story_version::Column = line.word().parse().unwrap();
            assert_eq!(row.get(column).unwrap(), line.word().into(), "{line:?}");
            let long = "ط".repeat(line.chars_max() + 1);
            content.set_line(*line, Some(long));
            let refused = content.check_lengths();
            assert!(matches!(refused, Err(Error::TooLong { field, .. }) if field == line.word()), "{line:?}");
        }
    }

    #[test]
    fn a_change_of_one_part_leaves_the_lines_of_the_others() {
        let body = || Document { blocks: Vec::new() };
        let one = StoryLine::ALL.iter().fold(Content::plain(1, Language::Arabic, "", body()), |mut content, line| {
            content.set_line(*line, Some("قبل".to_owned()));
            content
        });
        let mut other = Content::plain(1, Language::Arabic, "بعد", body());
        other.copy_lines(Part::Facts, &one);
        for line in StoryLine::ALL {
            let expected = match line.part() {
                Part::Facts => Some("قبل"),
                _ => Some("بعد").filter(|_| *line == StoryLine::Headline),
            };
            assert_eq!(other.line(*line), expected, "{line:?}");
        }
    }

    #[test]
    fn an_imported_picture_is_described_by_what_there_is() {
        let described = |alt: Option<&str>, caption: Option<&str>| {
            let owned = |text: Option<&str>| text.map(str::to_owned);
            let mut lead = LeadPicture { alt: owned(alt), caption: owned(caption), ..LeadPicture::default() };
            lead.describe("عنوان");
            lead.alt.unwrap_or_default()
        };
        assert_eq!(described(Some("جسر عند الغروب"), Some("الجسر")), "جسر عند الغروب");
        assert_eq!(described(None, Some("الجسر")), "الجسر");
        assert_eq!(described(Some(" "), Some("صورة: أرشيف")), "عنوان");
        assert_eq!(described(None, None), "عنوان");
    }
}
