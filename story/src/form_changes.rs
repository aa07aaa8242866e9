//! The changes of a block besides its words: targets of links, marks, structure. Promise: two blocks with the same
//! words that are not equal have at least one change here, unless whole fields changed places (a caption became the
//! credit).

use std::collections::{BTreeMap, BTreeSet};

use strum::VariantArray;

use crate::document::{Block, InfoPart, List, ListItem, Node, Part, Photo};
use crate::run::{Kind, Run};
use crate::text::Marks;

/// Characters of the words that are quoted with a change, at most.
const WORDS_CHARS_MAX: usize = 80;

/// A change of form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormChange {
    /// A link was added, removed or changed.
    Link {
        /// The words of the link.
        words: String,
        /// The old address.
        old: Option<String>,
        /// The new address.
        new: Option<String>,
    },
    /// Words gained or lost a mark.
    Mark {
        /// The words.
        words: String,
        /// Which mark.
        mark: Mark,
        /// Whether they have it now.
        added: bool,
    },
    /// A property of the block's structure changed.
    Property {
        /// The property.
        property: Property,
        /// The old value; empty if it had none.
        old: String,
        /// The new value; empty if it has none.
        new: String,
    },
}

/// A mark other than a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Mark {
    /// Importance.
    Strong,
    /// Stress.
    Emphasis,
    /// Words of another language.
    Foreign,
    /// A confirmed statement.
    Statement,
}

impl Mark {
    /// Its name in the node table.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Its value on some text, for comparison; `None` if the text does not have it.
    fn of(self, marks: &Marks) -> Option<String> {
        match self {
            Self::Strong => marks.strong.then(String::new),
            Self::Emphasis => marks.emphasis.then(String::new),
            Self::Foreign => marks.foreign.as_ref().map(|foreign| format!("{} {}", foreign.lang, foreign.dir.as_str())),
            Self::Statement => marks.statement.clone(),
        }
    }
}

/// A property of a block's structure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Property {
    /// The kind of block.
    Kind,
    /// Its own direction.
    Dir,
    /// Its own language.
    Lang,
    /// Level of a subheading.
    Level,
    /// Whether lists are numbered, and which item is under which; the parts of other blocks.
    Shape,
    /// The pictures.
    Picture,
    /// Alternative texts.
    Alt,
    /// Whether a picture is from the archive.
    Archive,
    /// Whether a picture is decorative.
    Decorative,
    /// The point of a picture that stays visible.
    Focal,
    /// Whether the first row of a table names its columns.
    HeaderRow,
    /// Whether the first column of a table names its rows.
    HeaderColumn,
    /// The address of an embed.
    Address,
}

impl Property {
    /// Its key in labels.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// The changes between the old and the new block; for an added or removed block, its links. `runs` are those of its
/// plain texts.
pub(crate) fn of_block(old: Option<&Block>, new: Option<&Block>, runs: &[Run]) -> Vec<FormChange> {
    let mut all = marks(old, new, runs);
    if let (Some(old), Some(new)) = (old, new) {
        let (was, is) = (properties(old), properties(new));
        let all_properties: BTreeSet<Property> = was.keys().chain(is.keys()).copied().collect();
        // A block of another kind differs in everything, so the change of kind says enough.
        let other_kind = was.get(&Property::Kind) != is.get(&Property::Kind);
        let compared = all_properties.into_iter().filter(|property| !other_kind || *property == Property::Kind);
        all.extend(compared.filter_map(|property| {
            let value = |all: &BTreeMap<Property, String>| all.get(&property).cloned().unwrap_or_default();
            let (old, new) = (value(&was), value(&is));
            (old != new).then_some(FormChange::Property { property, old, new })
        }));
    }
    all
}

type Letter<'a> = (char, &'a Marks);

static PLAIN: Marks = Marks { emphasis: false, strong: false, link: None, foreign: None, statement: None };

/// The letters of a block's plain text with their marks.
fn letters(block: Option<&Block>) -> Vec<Letter<'_>> {
    let mut letters: Vec<Letter> = Vec::new();
    for (at, (before, part)) in block.map(Block::parted).unwrap_or_default().into_iter().enumerate() {
        if at > 0 {
            letters.push((before, &PLAIN));
        }
        match part {
            Part::Text(text) => {
                let spans = text.spans().iter();
                letters.extend(spans.flat_map(|span| span.text.chars().map(move |letter| (letter, &span.marks))));
            }
            Part::Field(field) => letters.extend(field.chars().map(|letter| (letter, &PLAIN))),
        }
    }
    letters
}

/// A letter of both versions or of one.
struct Pair<'a> {
    letter: char,
    old: Option<&'a Marks>,
    new: Option<&'a Marks>,
}

fn marks(old: Option<&Block>, new: Option<&Block>, runs: &[Run]) -> Vec<FormChange> {
    let (was, is) = (letters(old), letters(new));
    if was.iter().chain(&is).all(|(_, marks)| marks.is_plain()) {
        return Vec::new();
    }
    let (mut was_left, mut is_left) = (was.iter(), is.iter());
    let mut pairs = Vec::with_capacity(was.len().max(is.len()));
    for run in runs {
        for letter in run.text.chars() {
            let old = if run.kind == Kind::Added { None } else { was_left.next().map(|(_, marks)| *marks) };
            let new = if run.kind == Kind::Removed { None } else { is_left.next().map(|(_, marks)| *marks) };
            pairs.push(Pair { letter, old, new });
        }
    }
    let link = |marks: Option<&Marks>| marks.and_then(|marks| marks.link.clone());
    let links = stretches(&pairs, |pair| {
        let (old, new) = (link(pair.old), link(pair.new));
        (old != new).then_some((old, new))
    });
    let mut all: Vec<FormChange> =
        links.into_iter().map(|(words, (old, new))| FormChange::Link { words, old, new }).collect();
    for &mark in Mark::VARIANTS {
        let changed = stretches(&pairs, |pair| {
            // Added and removed words were added and removed with all their marks.
            let (old, new) = (mark.of(pair.old?), mark.of(pair.new?));
            (old != new).then_some((old, new))
        });
        all.extend(changed.into_iter().map(|(words, (_, new))| FormChange::Mark { words, mark, added: new.is_some() }));
    }
    all
}

/// Joins neighbours for which `says` returns the same, and gives their words.
fn stretches<T: PartialEq>(pairs: &[Pair], says: impl Fn(&Pair) -> Option<T>) -> Vec<(String, T)> {
    let mut all: Vec<(String, T)> = Vec::new();
    let mut open = false;
    for pair in pairs {
        let Some(now) = says(pair) else {
            open = false;
            continue;
        };
        match all.last_mut().filter(|(_, before)| open && *before == now) {
            Some((words, _)) => words.push(pair.letter),
            None => all.push((pair.letter.to_string(), now)),
        }
        open = true;
    }
    all.into_iter().map(|(words, said)| (short(&words), said)).collect()
}

fn short(words: &str) -> String {
    let words = words.trim();
    match words.char_indices().nth(WORDS_CHARS_MAX) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words.to_owned(),
    }
}

fn yes(is: bool) -> String {
    if is { "yes" } else { "no" }.to_owned()
}

fn properties(block: &Block) -> BTreeMap<Property, String> {
    let mut all = BTreeMap::from([(Property::Kind, block.node.name().to_owned())]);
    let mut put = |property, value: String| {
        if !value.is_empty() {
            all.insert(property, value);
        }
    };
    put(Property::Dir, block.dir.map(|dir| dir.as_str().to_owned()).unwrap_or_default());
    put(Property::Lang, block.lang.clone().unwrap_or_default());
    match &block.node {
        Node::Subheading { level, .. } => put(Property::Level, level.to_string()),
        Node::List(list) => put(Property::Shape, shape(list)),
        Node::Photo(photo) => photos(std::slice::from_ref(photo), &mut put),
        Node::Gallery { photos: all, .. } => photos(all, &mut put),
        Node::Table(table) => {
            put(Property::HeaderRow, yes(table.header_row));
            put(Property::HeaderColumn, yes(table.header_column));
            put(Property::Shape, format!("{} × {}", table.rows.len(), table.rows.first().map_or(0, Vec::len)));
        }
        Node::Embed(embed) => put(Property::Address, embed.url.clone()),
        Node::Infobox(info) => {
            let part = |part: &InfoPart| match part {
                InfoPart::Paragraph(_) => "¶".to_owned(),
                InfoPart::List(list) => shape(list),
            };
            put(Property::Shape, info.parts.iter().map(part).collect::<Vec<_>>().join(" "));
        }
        Node::Quotation(quotation) => put(Property::Shape, quotation.paragraphs.len().to_string()),
        Node::Verse(couplets) => put(Property::Shape, couplets.len().to_string()),
        Node::QuestionAnswer(pair) => put(Property::Shape, pair.answer.len().to_string()),
        Node::Paragraph(_) | Node::PullQuote(_) | Node::Separator => {}
    }
    all
}

fn photos(photos: &[Photo], put: &mut impl FnMut(Property, String)) {
    let each = |of: &dyn Fn(&Photo) -> String| photos.iter().map(of).collect::<Vec<_>>().join(" · ");
    put(Property::Picture, each(&|photo| photo.picture.as_str().to_owned()));
    put(Property::Alt, each(&|photo| photo.alt.clone()));
    put(Property::Archive, each(&|photo| yes(photo.archive)));
    put(Property::Decorative, each(&|photo| yes(photo.decorative)));
    put(
        Property::Focal,
        each(&|photo| photo.focal.map(|focal| format!("{},{}", focal.x, focal.y)).unwrap_or_default()),
    );
}

/// Writes «1. (• •) 2.» as `1(••)1`: numbered or not, and which item is under which.
fn shape(list: &List) -> String {
    let sign = if list.ordered { "1" } else { "•" };
    let item = |item: &ListItem| match &item.list {
        Some(below) => format!("{sign}({})", shape(below)),
        None => sign.to_owned(),
    };
    list.items.iter().map(item).collect()
}
