//! Values for templates, with addresses, dates and texts already formatted.

use arabic::Language;
use arabic::slug::readable_path;
use chrono::NaiveDate;
use newsroom::{Byline, Card, LeadPicture, Picture, PictureFormat, Rendition};
use serde::Serialize;

use crate::base::addresses::{Addresses, MEDIA};
use crate::base::dates::{Dates, TimeView};
use crate::base::frame::Frame;
use crate::base::messages::Words;

/// A link.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Link {
    /// The address, readable (not percent-encoded).
    pub href: String,
    /// The text of the link.
    pub name: String,
    /// The slug, for comparisons.
    pub slug: String,
}

/// The page itself: the content of `<head>`, and the links to newer and older pages of a list.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PageView {
    /// `<title>`.
    pub title: String,
    /// The title without the paper's name.
    pub headline: String,
    /// Description for search engines and shared links.
    pub description: String,
    /// `front`, `section`, `story`, `list`, `archive`, `static` or `problem`.
    pub kind: &'static str,
    /// `website` or `article`.
    pub og_type: &'static str,
    /// Slug of the section marked in the bar.
    pub section: String,
    /// The canonical address, absolute.
    pub canonical: Option<String>,
    /// The same page in other languages.
    pub alternates: Vec<Alternate>,
    /// The feeds of this page.
    pub feeds: Vec<FeedLink>,
    /// The picture for shared links.
    pub share_picture: Option<SharePicture>,
    /// The page of newer stories.
    pub newer: Option<String>,
    /// The page of older stories.
    pub older: Option<String>,
    /// Whether search engines must not index it.
    pub noindex: bool,
    /// Whether this is a preview that readers cannot see. Its links open in a new tab.
    pub is_preview: bool,
    /// The notice on a preview.
    pub preview: Option<String>,
}

impl PageView {
    /// A page with the title `headline` of a paper named `paper`.
    pub fn new(kind: &'static str, headline: &str, paper: &str) -> Self {
        Self {
            title: format!("{headline} · {paper}"),
            headline: headline.to_owned(),
            kind,
            og_type: "website",
            ..Self::default()
        }
    }

    /// An error page.
    pub fn problem(headline: &str) -> Self {
        Self {
            title: headline.to_owned(),
            headline: headline.to_owned(),
            kind: "problem",
            noindex: true,
            ..Self::default()
        }
    }
}

/// The same page in another language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alternate {
    /// BCP 47 tag.
    pub lang: &'static str,
    /// Absolute address.
    pub href: String,
}

/// A feed of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FeedLink {
    /// Media type.
    #[serde(rename = "type")]
    pub media_type: &'static str,
    /// Its title.
    pub title: String,
    /// Its address.
    pub href: String,
}

/// The picture for shared links: a JPEG of 1200 x 630.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SharePicture {
    /// Absolute address.
    pub href: String,
    /// Alternative text.
    pub alt: String,
}

/// A picture in a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PictureView {
    /// The JPEG for browsers that ignore `srcset`.
    pub src: String,
    /// The JPEG for small views.
    pub small_src: String,
    /// `srcset` of WebP files. Browsers without WebP, which are rare, use the JPEG in `src`.
    pub webp: String,
    /// `srcset` for pictures up to a third of the page wide.
    pub webp_card: String,
    /// `srcset` for thumbnails.
    pub webp_small: String,
    /// Width of `src` in pixels.
    pub width: u32,
    /// Height of `src` in pixels.
    pub height: u32,
    /// Alternative text.
    pub alt: String,
    /// CSS classes for the focal point.
    pub focal: String,
}

/// Maximum width of the JPEG in `src`, in pixels.
const PLAIN_WIDTH: u32 = 720;
/// Maximum width of files up to a third of the page wide: 20 rem at three pixels per point.
const CARD_WIDTH: u32 = 960;
/// Maximum width of thumbnails: 7.5 rem at three pixels per point.
const SMALL_WIDTH: u32 = 480;

/// The view of a picture.
pub fn picture_view(picture: &Picture, alt: &str, focal: (u8, u8)) -> PictureView {
    picture_view_below(MEDIA, picture, alt, focal)
}

/// The view of a picture whose files are below `media`.
pub fn picture_view_below(media: &str, picture: &Picture, alt: &str, focal: (u8, u8)) -> PictureView {
    let plain = plain_width(picture);
    let file = |width, format| Addresses::picture_below(media, &picture.public_id, Rendition::Width(width, format));
    let set = |most: u32| {
        let most = width_up_to(picture, most);
        let fitting = picture.widths().into_iter().filter(|width| *width <= most);
        let files = fitting.map(|width| format!("{} {width}w", file(width, PictureFormat::WebP)));
        files.collect::<Vec<_>>().join(", ")
    };
    let mut focal_classes = Vec::new();
    if focal.0 != 5 {
        focal_classes.push(format!("fx{}", focal.0));
    }
    if focal.1 != 5 {
        focal_classes.push(format!("fy{}", focal.1));
    }
    PictureView {
        src: file(plain, PictureFormat::Jpeg),
        small_src: file(width_up_to(picture, SMALL_WIDTH), PictureFormat::Jpeg),
        webp: set(u32::MAX),
        webp_card: set(CARD_WIDTH),
        webp_small: set(SMALL_WIDTH),
        width: plain,
        height: picture.height_at(plain),
        alt: alt.to_owned(),
        focal: focal_classes.join(" "),
    }
}

/// Width of the file in `src`: the largest up to [`PLAIN_WIDTH`].
pub fn plain_width(picture: &Picture) -> u32 {
    width_up_to(picture, PLAIN_WIDTH)
}

/// The largest width up to `most`, or the smallest one.
fn width_up_to(picture: &Picture, most: u32) -> u32 {
    let widths = picture.widths();
    widths.iter().copied().filter(|width| *width <= most).max().or(widths.first().copied()).unwrap_or(picture.width)
}

/// A story in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CardView {
    /// The public id.
    pub id: String,
    /// The address of its page.
    pub href: String,
    /// The section.
    pub section: Link,
    /// BCP 47 tag.
    pub lang: &'static str,
    /// The line above the headline.
    pub kicker: Option<String>,
    /// The headline.
    pub headline: String,
    /// The deck, or the beginning of the text.
    pub deck: Option<String>,
    /// The byline in one line.
    pub byline: Option<String>,
    /// When it was published.
    pub time: TimeView,
    /// The picture.
    pub picture: Option<PictureView>,
    /// The read count as shown.
    pub reads: i64,
}

/// Makes cards for one page.
pub struct Cards<'a> {
    /// What all pages share.
    pub frame: &'a Frame,
    /// Addresses in the page's language.
    pub addresses: &'a Addresses,
    /// Dates in the page's language.
    pub dates: Dates<'a>,
    /// The page's day.
    pub today: NaiveDate,
    /// The page's language.
    pub language: Language,
}

impl Cards<'_> {
    /// One card.
    pub fn one(&self, card: &Card) -> CardView {
        CardView {
            id: card.public_id.to_string(),
            href: readable_path(&self.addresses.card(card, &self.frame.sections)),
            section: self.section(card.section_id),
            lang: card.language.code(),
            kicker: card.kicker.clone(),
            headline: card.headline.clone(),
            deck: card.deck.clone(),
            byline: Byline::of_card(card).text(),
            time: self.dates.brief(card.published_at, card.published_day, card.day_only, self.today),
            picture: card.picture.as_ref().map(|picture| picture_view(picture, &card.alt, card.focal)),
            reads: card.read_count,
        }
    }

    /// Several cards.
    pub fn many(&self, cards: &[Card]) -> Vec<CardView> {
        cards.iter().map(|card| self.one(card)).collect()
    }

    /// A section as a link.
    pub fn section(&self, id: i64) -> Link {
        self.frame.section(id).map_or_else(Link::default, |section| Link {
            href: readable_path(&self.addresses.section(section)),
            name: section.name.get(self.language).to_owned(),
            slug: section.slug.clone(),
        })
    }
}

/// The figure above a story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FigureView {
    /// The picture.
    pub picture: PictureView,
    /// The label «صورة: أرشيف», if it is an archive picture.
    pub label: Option<String>,
    /// The caption; `None` if it only repeats the label.
    pub caption: Option<String>,
    /// The credit: «تصوير: …».
    pub credit: Option<String>,
}

/// The figure of a lead picture. A caption that only says «أرشيف» is dropped.
pub fn figure_view(media: &str, lead: &LeadPicture, picture: &Picture, headline: &str, words: &Words) -> FigureView {
    let only_archive = |caption: &str| story::render::ARABIC_LABELS.archive_words.contains(&caption.trim());
    let caption = lead.caption.clone().filter(|caption| !only_archive(caption));
    let alt = lead.alt.as_deref().or(caption.as_deref()).unwrap_or(headline);
    FigureView {
        picture: picture_view_below(media, picture, alt, lead.focal),
        label: lead.archive.then(|| words.message("archive-photo")),
        caption: caption.clone(),
        credit: lead.credit.as_deref().map(|name| words.named("credit-line", "name", name)),
    }
}

/// The picture for shared links.
pub fn share_picture(addresses: &Addresses, picture: &Picture, alt: Option<&str>) -> SharePicture {
    SharePicture {
        href: addresses.absolute(&Addresses::picture(&picture.public_id, Rendition::Share)),
        alt: alt.unwrap_or_default().to_owned(),
    }
}

/// The picture for links shared to a page whose first card is this one.
pub fn share_picture_of_card(addresses: &Addresses, card: &Card) -> Option<SharePicture> {
    card.picture.as_ref().map(|picture| share_picture(addresses, picture, Some(&card.alt)))
}
