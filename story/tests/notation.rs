//! The notation gives back exactly the original, whatever the text contains, and never fails on what is typed.
#![allow(clippy::unwrap_used)]

mod support;

use proptest::collection::vec;
use proptest::prelude::*;
use story::notation::{self, NoticeKind};
use story::*;
use support::{counter, document, marks};

/// Everything that has a meaning in the notation, in pieces.
const SIGNS: &[&str] = &[
    "*",
    "**",
    "_",
    "__",
    "[",
    "]",
    "](",
    "(",
    ")",
    "](https://example.org/a_(b)",
    "[x](/a)",
    "[](/a)",
    "[x](javascript:y)",
    "{",
    "}",
    "{}",
    "{fr:",
    "{fr} ",
    "{,ltr} ",
    "{ar-DZ,rtl:",
    "{*:",
    "{_:",
    "{#s-1:",
    "\\",
    "\\\n",
    "\n",
    "\n\n",
    "\n \n",
    " ",
    "  ",
    "\t",
    "\u{A0}",
    "##",
    "## ",
    "### ",
    "#### ",
    ">",
    "> ",
    ">> ",
    "— ",
    "-",
    "- ",
    "  - ",
    "    - ",
    "• ",
    "* ",
    "1. ",
    "٢) ",
    "12- ",
    "2016. ",
    "/",
    "/ ",
    " // ",
    "//",
    "س: ",
    "ج: ",
    "Q:",
    "A:",
    "***",
    "---",
    "⟦",
    "⟧",
    "⟦photo k3f9x2⟧ صورة",
    "قال",
    "الوزير",
    "5*3*2",
    "a_b_c",
    "word",
    "«قول»",
    "90+4",
    "\u{200F}",
    "\u{FEFF}",
    "\u{2028}",
    "\r\n",
    "\u{B}",
    "\u{C}",
];

fn sign() -> impl Strategy<Value = String> {
    prop::sample::select(SIGNS).prop_map(str::to_owned)
}

/// Marked text made of signs; may be empty.
fn text() -> impl Strategy<Value = Text> {
    let welcome = |text: String| text.replace("\r\n", "\n").replace(['\u{B}', '\u{C}'], "\n");
    vec((vec(sign(), 1..4).prop_map(move |s| welcome(s.concat())), marks()), 0..4)
        .prop_map(|spans| spans.into_iter().map(|(text, marks)| Span { text, marks }).collect())
}

fn node_of_signs() -> impl Strategy<Value = Node> {
    let item = || text().prop_map(|text| ListItem { text, list: None });
    let list = (any::<bool>(), vec((item(), option_list()), 1..4)).prop_map(|(ordered, items)| List {
        ordered,
        items: items.into_iter().map(|(item, list)| ListItem { list, ..item }).collect(),
    });
    prop_oneof![
        4 => text().prop_map(Node::Paragraph),
        1 => (2u8..=3, text()).prop_map(|(level, text)| Node::Subheading { level, text }),
        1 => (vec(text(), 1..3), text()).prop_map(|(paragraphs, speaker)| Node::Quotation(Quotation { paragraphs, speaker })),
        1 => text().prop_map(Node::PullQuote),
        1 => list.prop_map(Node::List),
        1 => vec((text(), text()).prop_map(|(first, second)| Couplet { first, second }), 1..3).prop_map(Node::Verse),
        1 => (text(), vec(text(), 1..3)).prop_map(|(question, answer)| Node::QuestionAnswer(QuestionAnswer { question, answer })),
        1 => Just(Node::Separator),
    ]
}

fn option_list() -> impl Strategy<Value = Option<List>> {
    let leaf = || (any::<bool>(), vec(text().prop_map(|text| ListItem { text, list: None }), 1..3));
    prop::option::of((leaf(), prop::option::of(leaf())).prop_map(|((ordered, mut items), deepest)| {
        items[0].list = deepest.map(|(ordered, items)| List { ordered, items });
        List { ordered, items }
    }))
}

fn document_of_signs() -> impl Strategy<Value = Document> {
    let dir =
        || prop::option::weighted(0.2, prop::sample::select(vec![Direction::Auto, Direction::Rtl, Direction::Ltr]));
    let lang = || prop::option::weighted(0.2, prop::sample::select(vec!["fr", "ar-DZ", "auto", "ltr"]));
    vec((node_of_signs(), dir(), lang()), 0..5).prop_map(|blocks| {
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

fn read(text: &str, from: &Document) -> (Document, Vec<NoticeKind>) {
    let (document, notices) = notation::read(text, from, &mut counter()).unwrap();
    (document, notices.into_iter().map(|notice| notice.kind).collect())
}

fn check_exact(doc: &Document) -> std::result::Result<(), TestCaseError> {
    let text = notation::write(doc);
    let (back, notices) = read(&text, doc);
    prop_assert_eq!(notices, vec![], "{}", text);
    prop_assert_eq!(&back, doc, "{}", text);
    // As a browser sends it.
    let (back, _) = read(&text.replace('\n', "\r\n"), doc);
    prop_assert_eq!(&back, doc, "{}", text);
    Ok(())
}

fn check_typed(text: &str, from: &Document) -> std::result::Result<(), TestCaseError> {
    let (once, _) = read(text, from);
    prop_assert_eq!(once.validate(), Ok(()));
    let written = notation::write(&once);
    let (twice, notices) = read(&written, &once);
    prop_assert_eq!(notices, vec![], "{}", written);
    prop_assert_eq!(&twice, &once, "{}", written);
    prop_assert_eq!(notation::write(&twice), written);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn what_was_written_comes_back(doc in document(true)) {
        check_exact(&doc)?;
    }

    #[test]
    fn what_is_full_of_signs_comes_back_and_is_never_locked(doc in document_of_signs()) {
        prop_assert_eq!(doc.validate(), Ok(()));
        check_exact(&doc)?;
        let text = notation::write(&doc);
        let locked = |block: &Block| text.contains(&format!("⟦{} {}⟧", block.node.name(), block.id));
        prop_assert!(!doc.blocks.iter().any(locked), "{}", text);
    }

    #[test]
    fn whatever_is_typed_is_read(text in "\\PC{0,80}", doc in document(false)) {
        check_typed(&text, &doc)?;
    }

    #[test]
    fn whatever_signs_are_typed_are_read(signs in vec(sign(), 0..40), doc in document(false)) {
        check_typed(&signs.concat(), &doc)?;
        check_typed(&format!("{}\n\n{}", notation::write(&doc), signs.concat()), &doc)?;
    }

    #[test]
    fn a_text_cut_anywhere_is_read(doc in document(true), at in any::<prop::sample::Index>()) {
        let text = notation::write(&doc);
        let characters: Vec<char> = text.chars().collect();
        let end = if characters.is_empty() { 0 } else { at.index(characters.len()) };
        check_typed(&characters[..end].iter().collect::<String>(), &doc)?;
    }
}

fn id(id: &str) -> BlockId {
    BlockId::parse(id).unwrap()
}

fn paragraph(name: &str, words: &str) -> Block {
    Block::new(id(name), Node::Paragraph(Text::plain(words)))
}

fn photo(name: &str) -> Block {
    let photo = Photo {
        caption: "الميناء عند الفجر".into(), ..Photo::new(PictureId::parse("7zk3m9qa").unwrap())
    };
    Block::new(id(name), Node::Photo(photo))
}

fn names(document: &Document) -> Vec<&str> {
    document.blocks.iter().map(|block| block.id.as_str()).collect()
}

#[test]
fn a_story_as_it_is_typed() {
    let typed = "\
قال *الوزير* إن {fr:Le Monde} كتبت في [الرابط](https://example.org/a_(b)) عن 5 * 3 وعن a_b@x.example.
وهذا سطر ثان.

## خلفية
كلام بلا سطر فارغ بعد العنوان

> «الماء حق».
> «ولن نتنازل».
— وزير المياه

>> لن نعود إلى الوراء
- أولا
  1. فرع
  2. فرع ثان
- ثانيا

/ قفا نبك من ذكرى حبيب ومنزل // بسقط اللوى بين الدخول فحومل
س: لماذا؟
ج: لأن.
ج: ثم إن.

***

{fr} Un paragraphe.";
    let (document, notices) = read(typed, &Document::default());
    assert_eq!(notices, []);
    let kinds: Vec<&str> = document.blocks.iter().map(|block| block.node.name()).collect();
    let expected = [
        "paragraph",
        "subheading",
        "paragraph",
        "quotation",
        "pull_quote",
        "list",
        "verse",
        "question_answer",
        "separator",
        "paragraph",
    ];
    assert_eq!(kinds, expected);
    let Node::Paragraph(text) = &document.blocks[0].node else { panic!() };
    assert_eq!(text.to_plain(), "قال الوزير إن Le Monde كتبت في الرابط عن 5 * 3 وعن a_b@x.example.\nوهذا سطر ثان.");
    assert!(text.spans().iter().any(|span| span.marks.strong && span.text == "الوزير"));
    assert!(text.spans().iter().any(|s| s.marks.link.as_deref() == Some("https://example.org/a_(b)")));
    let Node::List(list) = &document.blocks[5].node else { panic!() };
    assert_eq!(
        (list.items.len(), list.items[0].list.as_ref().map(|l| (l.ordered, l.items.len()))),
        (2, Some((true, 2)))
    );
    let Node::QuestionAnswer(pair) = &document.blocks[7].node else { panic!() };
    assert_eq!(pair.answer.len(), 2);
    assert_eq!(document.blocks[9].lang.as_deref(), Some("fr"));
    // It is shown as it was typed, except for the blank lines between blocks.
    let shown = notation::write(&document);
    assert!(!shown.contains('\\'), "{shown}");
    assert_eq!(
        shown.lines().filter(|line| !line.is_empty()).collect::<Vec<_>>(),
        typed.lines().filter(|line| !line.is_empty()).collect::<Vec<_>>()
    );
}

#[test]
fn signs_that_mean_nothing_stay() {
    for text in [
        "5*3*2 = 30",
        "#يوم_وطني_للشجرة",
        "*نجمة وحدها",
        "كلام [بين قوسين] وبعده",
        "السطر - فيه شرطة",
        "-5 درجات",
        "2016. سنة",
        "#وسم",
        "{إن الله}",
        r"C:\dir",
        "//",
    ] {
        let (document, notices) = read(text, &Document::default());
        assert_eq!((document.blocks.len(), document.blocks[0].plain_text().as_str()), (1, text));
        assert_eq!(document.blocks[0].node.name(), "paragraph", "{text}");
        assert_eq!(notices, []);
        assert_eq!(notation::write(&document), text);
    }
    let (document, _) = read(r"\## ليس عنوانا \*ولا هذا\*", &Document::default());
    assert_eq!(document.blocks[0].plain_text(), "## ليس عنوانا *ولا هذا*");
}

#[test]
fn habits_from_elsewhere_are_understood() {
    let (document, _) = read("**مهم** __مشدد__\n\n* بند\n* بند\n\n٣) ثالث\n\n• نقطة", &Document::default());
    let Node::Paragraph(text) = &document.blocks[0].node else { panic!() };
    assert!(text.spans()[0].marks.strong && text.spans()[2].marks.emphasis);
    let lists: Vec<bool> = document.blocks[1..].iter().map(|b| matches!(&b.node, Node::List(l) if l.ordered)).collect();
    assert_eq!(lists, [false, true, false]);
}

#[test]
fn locked_blocks_come_back_whatever_happens_around_them() {
    let before =
        Document { blocks: vec![paragraph("a1", "أول"), photo("p1"), paragraph("a2", "ثان"), photo("p2")] };
    let text = notation::write(&before);
    assert!(text.contains("\n⟦photo p1⟧ الميناء عند الفجر\n"), "{text}");

    let (moved, notices) = read("⟦photo p2⟧ الميناء عند الفجر\nكلام جديد\n⟦photo p1⟧ الميناء عند الفجر\nأول", &before);
    assert_eq!(notices, []);
    assert_eq!((&moved.blocks[0], &moved.blocks[2]), (&before.blocks[3], &before.blocks[1]));
    assert_eq!(moved.blocks[3].id, id("a1"));

    let (less, notices) = read("أول\n\n⟦photo p1⟧\n\n⟦photo p1⟧\n\n⟦photo zz⟧ ضائعة", &before);
    assert_eq!(names(&less), ["a1", "p1"]);
    let told = [
        NoticeKind::LockedWords { id: id("p1") },
        NoticeKind::RepeatedBlock { id: id("p1") },
        NoticeKind::UnknownBlock { id: "zz".into() },
        NoticeKind::BlockRemoved { id: id("p2"), node: "photo" },
    ];
    assert_eq!(notices, told);
}

#[test]
fn ids_follow_their_blocks() {
    let words = ["وصل القطار إلى الجبل أمس", "قال المدير إن الرحلات ستنتظم", "أما الأسعار فلن تتغير هذا العام", "خاتمة"];
    let before = Document { blocks: (0..4).map(|n| paragraph(&format!("b{n}"), words[n])).collect() };
    let after = |text: &str| read(text, &before).0;
    // One word changed, one paragraph added before it.
    let changed = after(&format!(
        "تمهيد جديد تماما\n\n{}\n\nقال المدير إن الرحلات لن تنتظم\n\n{}\n\n{}",
        words[0], words[2], words[3]
    ));
    assert_eq!(names(&changed)[1..], ["b0", "b1", "b2", "b3"]);
    assert!(!before.blocks.iter().any(|block| block.id == changed.blocks[0].id));
    // Two exchanged places.
    assert_eq!(names(&after(&[words[2], words[1], words[0], words[3]].join("\n\n"))), ["b2", "b1", "b0", "b3"]);
    // One rewritten completely.
    assert_eq!(names(&after(&[words[0], "شيء آخر", words[2], words[3]].join("\n\n"))), ["b0", "b1", "b2", "b3"]);
    // One removed.
    assert_eq!(names(&after(&[words[0], words[2], words[3]].join("\n\n"))), ["b0", "b2", "b3"]);
    // One split in two: the longer part keeps the id.
    let cut = after(&[words[0], "قال المدير إن الرحلات", "ستنتظم", words[2], words[3]].join("\n\n"));
    assert_eq!((cut.blocks.len(), names(&cut)[1]), (5, "b1"));
}

#[test]
fn addresses_that_may_not_be_linked_to_stay_text() {
    let (document, notices) = read("[اضغط](javascript:alert(1)) و[هنا](www.example.org)", &Document::default());
    assert_eq!(document.blocks[0].plain_text(), "[اضغط](javascript:alert(1)) و[هنا](www.example.org)");
    assert_eq!(notices, ["javascript:alert(1)", "www.example.org"].map(|href| NoticeKind::Link { href: href.into() }));
}

#[test]
fn what_is_too_long_is_refused_by_its_block() {
    let long = format!("قصير\n\n{}", "كلمة ".repeat(50_000));
    let error = notation::read(&long, &Document::default(), &mut counter()).unwrap_err();
    assert_eq!((error.place().block, matches!(error, Error::TooLong { part: "story", .. })), (Some(1), true));
    let many = "ب\n\n".repeat(2_001);
    assert!(matches!(notation::read(&many, &Document::default(), &mut counter()), Err(Error::TooMany { .. })));
    let huge = "ب".repeat(limits::FOREIGN_BYTES_MAX);
    assert!(matches!(notation::read(&huge, &Document::default(), &mut counter()), Err(Error::TooLong { .. })));
}

#[test]
fn the_worst_texts_take_no_long_time() {
    let begun = std::time::Instant::now();
    for piece in ["[](", "[", "{fr:", "*a ", "_a ", "](", "{", "\\", "⟦", "- ", "{fr} ", "[](a", "}", "**", "{*:a}"] {
        let text = piece.repeat(190_000 / piece.chars().count());
        if let Ok((document, _)) = notation::read(&text, &Document::default(), &mut counter()) {
            notation::write(&document);
        }
    }
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
}

#[test]
fn the_help_says_what_is_true() {
    for language in arabic::Language::ALL {
        let help = notation::help(language);
        for sign in
            ["##", "> ", ">> ", "- ", "1. ", "/ ", " // ", "***", "](https://example.org)", "⟦photo k3f9x2⟧", "\\*"]
        {
            assert!(help.contains(sign), "{sign} in {language:?}");
        }
    }
}
