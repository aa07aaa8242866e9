//! Arbitrary valid documents: every node, every mark, awkward text.
#![allow(dead_code, clippy::unwrap_used)] // test support; not every test uses all of it

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use story::render::{Context, Picture, Rendition};
use story::*;

/// Finds every picture.
pub fn picture(id: &PictureId) -> Option<Picture> {
    let rendition = |kind: &str, width| Rendition { url: format!("/p/{id}/{width}.{kind}"), width };
    Some(Picture {
        src: format!("/p/{id}/800.jpg"),
        width: 800,
        height: 533,
        jpeg: vec![rendition("jpg", 400), rendition("jpg", 800)],
        webp: vec![rendition("webp", 400), rendition("webp", 800)],
        sizes: "(min-width: 40rem) 38rem, 100vw".into(),
    })
}

pub fn counter() -> impl FnMut() -> u64 {
    let mut n = 0u64;
    move || {
        n = n.wrapping_add(0x9E37_79B9_7F4A_7C15);
        n
    }
}

/// Words that once caused a fault somewhere: markup, entities, runs, marks, bidi.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[ا-ي]{1,7}",
        2 => "[a-zA-Z0-9]{1,7}",
        2 => prop::sample::select(vec![
            "90+4", "12.5", "M€", "2014-2016", "<script>", "&amp;", "&#x6a;", "\"'>", "a@b.example", "https://example.org/", "«قال»", "—",
            "]]>", "<!--", "javascript:alert(1)", "C++", "٢٠١٦", "ـــ", "👩‍🚀", "-", "الـ500", "%",
        ]).prop_map(str::to_owned),
    ]
}

/// One line; never blank, no white space at its ends, single spaces.
pub fn words() -> impl Strategy<Value = String> {
    vec(word(), 1..6).prop_map(|words| words.join(" "))
}

fn field() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), words()]
}

pub fn marks() -> impl Strategy<Value = Marks> {
    let link = option::weighted(
        0.2,
        prop::sample::select(vec!["https://example.org/a?b=1&c=2", "/sport/7zk3m9qa/x", "mailto:desk@example.org"]),
    );
    let dir = prop::sample::select(vec![Direction::Auto, Direction::Rtl, Direction::Ltr]);
    let foreign = option::weighted(0.2, (prop::sample::select(vec!["fr", "en-GB", "ber-Latn"]), dir));
    let statement = option::weighted(0.2, "[A-Za-z0-9_-]{1,8}");
    (prop::bool::weighted(0.2), prop::bool::weighted(0.2), link, foreign, statement).prop_map(
        |(emphasis, strong, link, foreign, statement)| Marks {
            emphasis,
            strong,
            link: link.map(str::to_owned),
            foreign: foreign.map(|(lang, dir)| Foreign { lang: lang.to_owned(), dir }),
            statement,
        },
    )
}

/// Marked text that is not blank. `rough` text has spaces, breaks and bidi controls anywhere.
fn text(rough: bool) -> BoxedStrategy<Text> {
    let piece = if rough {
        prop_oneof![
            words().boxed(),
            "[ \t\n\u{A0}]{1,3}".boxed(),
            "[\u{200E}\u{200F}\u{202B}\u{202C}\u{061C}\u{2069}]{1,3}".boxed(),
            "\\PC{1,6}".prop_map(|s: String| s).boxed()
        ]
        .boxed()
    } else {
        prop_oneof![8 => words().prop_map(|w| format!("{w} ")).boxed(), 4 => words().boxed(), 1 => words().prop_map(|w| format!("{w}\n")).boxed()].boxed()
    };
    let spans = vec((piece, marks()), 1..5);
    let text = spans.prop_map(move |spans| {
        let text: Text = spans.into_iter().map(|(text, marks)| Span { text, marks }).collect();
        if rough { text } else { text.trimmed() }
    });
    text.boxed()
}

fn list(rough: bool) -> BoxedStrategy<List> {
    let leaf = move || {
        (any::<bool>(), vec(text(rough).prop_map(|text| ListItem { text, list: None }), 1..4))
            .prop_map(|(ordered, items)| List { ordered, items })
    };
    let level = move |inner: BoxedStrategy<List>| {
        let item = (text(rough), option::weighted(0.3, inner)).prop_map(|(text, list)| ListItem { text, list });
        (any::<bool>(), vec(item, 1..4)).prop_map(|(ordered, items)| List { ordered, items }).boxed()
    };
    level(level(leaf().boxed()))
}

fn photo() -> impl Strategy<Value = Photo> {
    let focal = option::of((0u8..=10, 0u8..=10).prop_map(|(x, y)| Focal { x, y }));
    ("[0-9a-hjkmnp-tv-z]{8}", field(), field(), field(), any::<bool>(), any::<bool>(), focal).prop_map(
        |(id, caption, credit, alt, archive, decorative, focal)| Photo {
            caption,
            credit,
            alt,
            archive,
            decorative,
            focal,
            ..Photo::new(PictureId::parse(&id).unwrap())
        },
    )
}

fn embed() -> impl Strategy<Value = Embed> {
    let url = prop::sample::select(vec![
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "https://x.com/a_b/status/123",
        "https://t.me/chan/4",
    ]);
    (url, field()).prop_map(|(url, title)| Embed { url: url.to_owned(), title })
}

fn table(rough: bool) -> impl Strategy<Value = Table> {
    (1usize..4, 1usize..4).prop_flat_map(move |(rows, columns)| {
        let rows = vec(vec(text(rough), columns), rows);
        (field(), any::<bool>(), any::<bool>(), rows).prop_map(|(caption, header_row, header_column, rows)| Table {
            caption,
            header_row,
            header_column,
            rows,
        })
    })
}

pub fn node(rough: bool) -> BoxedStrategy<Node> {
    let paragraphs = move || vec(text(rough), 1..3);
    let part = prop_oneof![text(rough).prop_map(InfoPart::Paragraph), list(rough).prop_map(InfoPart::List)];
    let couplet = (text(rough), prop_oneof![Just(Text::new()), text(rough)])
        .prop_map(|(first, second)| Couplet { first, second });
    prop_oneof![
        text(rough).prop_map(Node::Paragraph),
        (2u8..=3, text(rough)).prop_map(|(level, text)| Node::Subheading { level, text }),
        (paragraphs(), prop_oneof![Just(Text::new()), text(rough)])
            .prop_map(|(paragraphs, speaker)| Node::Quotation(Quotation { paragraphs, speaker })),
        text(rough).prop_map(Node::PullQuote),
        list(rough).prop_map(Node::List),
        photo().prop_map(Node::Photo),
        (field(), vec(photo(), 1..4)).prop_map(|(caption, photos)| Node::Gallery { caption, photos }),
        table(rough).prop_map(Node::Table),
        embed().prop_map(Node::Embed),
        (field(), vec(part, 1..4)).prop_map(|(title, parts)| Node::Infobox(Infobox { title, parts })),
        vec(couplet, 1..3).prop_map(Node::Verse),
        (text(rough), paragraphs())
            .prop_map(|(question, answer)| Node::QuestionAnswer(QuestionAnswer { question, answer })),
        Just(Node::Separator),
    ]
    .boxed()
}

pub fn document(rough: bool) -> impl Strategy<Value = Document> {
    let dir = option::weighted(0.2, prop::sample::select(vec![Direction::Auto, Direction::Rtl, Direction::Ltr]));
    // The HTML reader drops a language that the letters contradict, so only rough documents have one here.
    let langs = prop::sample::select(vec!["fr", "ar-DZ"]);
    let lang = if rough { option::weighted(0.2, langs).boxed() } else { Just(None).boxed() };
    vec((node(rough), dir, lang), 0..6).prop_map(|blocks| {
        let mut source = counter();
        let mut ids = Ids::new(&mut source);
        let block = |(node, dir, lang): (Node, _, Option<&str>)| Block {
            dir,
            lang: lang.map(str::to_owned),
            ..Block::new(ids.fresh(), node)
        };
        Document { blocks: blocks.into_iter().map(block).collect() }
    })
}

pub fn context(pictures: &dyn story::render::Pictures) -> Context<'_> {
    Context::arabic(pictures)
}
