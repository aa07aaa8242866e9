//! Differences give back both texts, read correctly in Arabic, and are safe to show.
#![allow(clippy::unwrap_used)]

mod support;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use proptest::collection::vec;
use proptest::prelude::*;
use story::difference::{
    Change, FormChange, Kind, Labels, Mark, Property, Run, of_documents, of_fields, runs_inline_html,
    runs_side_by_side_html,
};
use story::*;
use support::{document, words};

const LABELS: Labels<'static> =
    Labels { old: "قبل", new: "بعد", moved: "نُقلت", form: "الشكل فقط", names: &BTreeMap::new() };

fn shown(old: &str, new: &str) -> String {
    let sign = |run: &Run| match run.kind {
        Kind::Same => run.text.clone(),
        Kind::Added => format!("+{}+", run.text),
        Kind::Removed => format!("-{}-", run.text),
    };
    of_fields(old, new, None).iter().map(sign).collect()
}

#[test]
fn words_are_never_cut() {
    assert_eq!(shown("قال الوزير إن الماء حق", "قال وزير المياه إن الماء حق"), "قال -الوزير-+وزير المياه+ إن الماء حق");
    // Vowel signs stay with their word; a word with other signs is another word.
    assert_eq!(shown("كَتَبَ الكاتب", "كُتِبَ الكاتب"), "-كَتَبَ-+كُتِبَ+ الكاتب");
    assert_eq!(shown("وبالمدرسة", "بالمدرسة"), "-وبالمدرسة-+بالمدرسة+");
    assert_eq!(shown("الـ500 متر", "الـ600 متر"), "-الـ500-+الـ600+ متر");
    assert_eq!(shown("نص", "نص"), "نص");
    assert_eq!(shown("", "نص"), "+نص+");
    assert_eq!(shown("نص", ""), "-نص-");
    assert_eq!(shown("حضر، ثم مضى.", "حضر. ثم مضى!"), "حضر-،-+.+ ثم مضى-.-+!+");
}

#[test]
fn neighbouring_changes_are_one() {
    assert_eq!(shown("في بيت صغير أمس", "في دار كبيرة أمس"), "في -بيت صغير-+دار كبيرة+ أمس");
}

#[test]
fn what_reads_from_left_to_right_is_one_word() {
    assert_eq!(shown("سجل في الدقيقة 90+4.", "سجل في الدقيقة 90+5."), "سجل في الدقيقة -90+4-+90+5+.");
    let runs = of_fields("سجل في الدقيقة 90+4.", "سجل في الدقيقة 90+5.", None);
    assert_eq!(
        runs_inline_html(&runs, "ar"),
        "سجل في الدقيقة <del><bdi dir=\"ltr\">90+4</bdi></del><ins><bdi dir=\"ltr\">90+5</bdi></ins>."
    );
    let (old, new) = runs_side_by_side_html(&runs, "ar");
    assert_eq!(old, "سجل في الدقيقة <del><bdi dir=\"ltr\">90+4</bdi></del>.");
    assert_eq!(new, "سجل في الدقيقة <ins><bdi dir=\"ltr\">90+5</bdi></ins>.");
}

fn marked(pieces: &[(&str, Marks)]) -> Block {
    let mut text = Text::new();
    pieces.iter().for_each(|(words, marks)| text.push_str(words, marks));
    Block::new(BlockId::parse("a1").unwrap(), Node::Paragraph(text))
}

fn forms(old: Block, new: Block) -> Vec<FormChange> {
    let of = |block| Document { blocks: vec![block] };
    of_documents(&of(old), &of(new), None).blocks.remove(0).forms
}

#[test]
fn links_and_marks_that_changed_are_told() {
    let plain = Marks::default();
    let link = |to: &str| Marks { link: Some(to.into()), ..Marks::default() };
    let strong = Marks { strong: true, ..Marks::default() };
    let told = |words: &str, old: Option<&str>, new: Option<&str>| FormChange::Link {
        words: words.into(),
        old: old.map(Into::into),
        new: new.map(Into::into),
    };
    let (here, there) = ("https://example.org/a", "https://example.org/b");
    // The target changed, nothing else.
    assert_eq!(
        forms(
            marked(&[("اقرأ ", plain.clone()), ("البيان", link(here)), (" كاملا.", plain.clone())]),
            marked(&[("اقرأ ", plain.clone()), ("البيان", link(there)), (" كاملا.", plain.clone())]),
        ),
        [told("البيان", Some(here), Some(there))]
    );
    // The words of the link changed, too.
    assert_eq!(
        forms(
            marked(&[("المصدر: ", plain.clone()), ("الوزارة", link(here))]),
            marked(&[("المصدر: ", plain.clone()), ("المعارضة", link(there))]),
        ),
        [told("الوزارة", Some(here), None), told("المعارضة", None, Some(there))]
    );
    // The words around it changed, the link did not.
    assert_eq!(
        forms(
            marked(&[("في ", plain.clone()), ("البيان", link(here))]),
            marked(&[("من ", plain.clone()), ("البيان", link(here))]),
        ),
        []
    );
    assert_eq!(
        forms(
            marked(&[("لم يقتل أحد.", plain.clone())]),
            marked(&[("لم ", plain.clone()), ("يقتل أحد", strong), (".", plain)])
        ),
        [FormChange::Mark { words: "يقتل أحد".into(), mark: Mark::Strong, added: true }]
    );
}

#[test]
fn changed_properties_are_told_and_shown_safely() {
    let table = |header_row| {
        let row = |words: &str| vec![Text::plain(words), Text::plain("1")];
        let rows = vec![row("المدينة"), row("وهران")];
        Block::new(
            BlockId::parse("t1").unwrap(),
            Node::Table(Table { caption: "أسعار".into(), header_row, header_column: false, rows }),
        )
    };
    let changed = |property, old: &str, new: &str| FormChange::Property { property, old: old.into(), new: new.into() };
    assert_eq!(forms(table(false), table(true)), [changed(Property::HeaderRow, "no", "yes")]);
    let subheading =
        Block::new(BlockId::parse("a1").unwrap(), Node::Subheading { level: 2, text: Text::plain("عنوان") });
    assert_eq!(forms(block("a1", "عنوان"), subheading), [changed(Property::Kind, "paragraph", "subheading")]);
    let rtl = Block { dir: Some(Direction::Rtl), ..block("a1", "عنوان") };
    assert_eq!(forms(block("a1", "عنوان"), rtl), [changed(Property::Dir, "", "rtl")]);

    let names =
        BTreeMap::from([("header-row".to_owned(), "عناوين <1>".to_owned()), ("yes".to_owned(), "نعم".to_owned())]);
    let labels = Labels { names: &names, ..LABELS };
    let of = |block| Document { blocks: vec![block] };
    let difference = of_documents(&of(table(false)), &of(table(true)), None);
    let expected = "<ul class=\"forms\"><li><span class=\"note\">عناوين &lt;1&gt;</span> <del><bdi>no</bdi></del> <ins><bdi>نعم</bdi></ins></li></ul>";
    for html in [difference.inline_html("ar", &labels), difference.side_by_side_html("ar", &labels)] {
        assert_eq!(html.matches(expected).count(), 1, "{html}");
    }
}

fn block(name: &str, words: &str) -> Block {
    Block::new(BlockId::parse(name).unwrap(), Node::Paragraph(Text::plain(words)))
}

fn changes(old: &[Block], new: &[Block]) -> Vec<(String, Change, bool)> {
    let (old, new) = (Document { blocks: old.to_vec() }, Document { blocks: new.to_vec() });
    let difference = of_documents(&old, &new, None);
    let name = |block: &difference::BlockDifference| block.new.as_ref().or(block.old.as_ref()).unwrap().id.to_string();
    difference.blocks.iter().map(|block| (name(block), block.change, block.moved)).collect()
}

#[test]
fn blocks_are_known_by_id_and_their_moves_are_seen() {
    let (a, b, c, d) = (block("a", "أول"), block("b", "ثان"), block("c", "ثالث"), block("d", "رابع"));
    let told = |name: &str, change, moved| (name.to_owned(), change, moved);
    assert_eq!(
        changes(&[a.clone(), b.clone(), c.clone()], &[b.clone(), c.clone(), a.clone()]),
        [told("b", Change::Same, false), told("c", Change::Same, false), told("a", Change::Same, true)]
    );
    assert_eq!(
        changes(&[a.clone(), b.clone(), c.clone()], &[a.clone(), block("c", "ثالث جديد"), d.clone()]),
        [
            told("a", Change::Same, false),
            told("b", Change::Removed, false),
            told("c", Change::Changed, false),
            told("d", Change::Added, false)
        ]
    );
    // Pasted again with other ids: matched by their words.
    assert_eq!(
        changes(&[a.clone(), b.clone()], &[block("x", "أول"), block("y", "ثان")])
            .iter()
            .filter(|c| c.1 == Change::Same)
            .count(),
        2
    );
}

#[test]
fn a_change_of_form_alone_is_a_change() {
    let marks = Marks { strong: true, ..Marks::default() };
    let strong = Block::new(
        BlockId::parse("a").unwrap(),
        Node::Paragraph([Span { text: "أول".into(), marks }].into_iter().collect()),
    );
    let (old, new) = (Document { blocks: vec![block("a", "أول")] }, Document { blocks: vec![strong] });
    let difference = of_documents(&old, &new, None);
    assert!(difference.blocks[0].is_form_only() && !difference.is_empty());
    assert!(difference.inline_html("ar", &LABELS).contains("<span class=\"note\">الشكل فقط</span>"));
}

#[test]
fn another_id_is_no_change_and_a_line_more_is_one() {
    let line = |id: &str| Block { node: Node::Separator, ..block(id, "") };
    let old = Document { blocks: vec![block("a", "أول"), line("b")] };
    let exchanged = Document { blocks: vec![block("a", "أول"), line("c")] };
    assert!(of_documents(&old, &exchanged, None).is_empty());
    let longer = Document { blocks: vec![block("a", "أول"), line("b"), line("c")] };
    assert!(!of_documents(&old, &longer, None).is_empty());
}

#[test]
fn html_is_escaped_and_knows_its_direction() {
    let old = Document { blocks: vec![block("a", "<b>قديم</b> 90+4\nسطر")] };
    let mut french = block("f", "Été 2016");
    french.lang = Some("fr".into());
    let new = Document { blocks: vec![block("a", "<script>جديد</script> 90+4\nسطر"), french] };
    let difference = of_documents(&old, &new, None);
    for html in [difference.inline_html("ar", &LABELS), difference.side_by_side_html("ar", &LABELS)] {
        assert!(html.contains("class=\"difference\" lang=\"ar\" dir=\"rtl\""), "{html}");
        assert!(!html.contains("<script") && !html.contains("<b>") && html.contains("<br>سطر"), "{html}");
        assert!(html.contains("<bdi dir=\"ltr\">90+4</bdi>") && html.contains("lang=\"fr\""), "{html}");
    }
}

#[test]
fn two_long_texts_without_a_common_word_end_in_time() {
    let long = |letter: char| (0..40_000).map(|n| format!("{letter}{n} ")).collect::<String>();
    let (old, new) = (long('ا'), long('ب'));
    let begun = Instant::now();
    let runs = of_fields(&old, &new, Some(begun + Duration::from_millis(300)));
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    assert_eq!(without(&runs, Kind::Added), old.as_str());
    assert_eq!(without(&runs, Kind::Removed), new.as_str());
}

fn without(runs: &[Run], kind: Kind) -> String {
    runs.iter().filter(|run| run.kind != kind).map(|run| run.text.as_str()).collect()
}

/// A version and a later one: blocks removed, exchanged, rewritten, added.
fn two_versions() -> impl Strategy<Value = (Document, Document)> {
    (document(true), document(false), vec(any::<(u8, prop::sample::Index)>(), 0..6), words()).prop_map(
        |(old, other, acts, words)| {
            let mut new = old.clone();
            for (act, at) in acts {
                if new.blocks.is_empty() {
                    break;
                }
                let at = at.index(new.blocks.len());
                match act % 4 {
                    0 => drop(new.blocks.remove(at)),
                    1 => new.blocks.swap(0, at),
                    2 => {
                        new.blocks[at].node = Node::Paragraph(Text::plain(format!(
                            "{} {words}",
                            new.blocks[at].plain_text().replace('\t', " ")
                        )))
                    }
                    _ => {
                        let fresh = other.blocks.iter().find(|b| {
                            new.blocks.iter().all(|n| n.id != b.id) && old.blocks.iter().all(|o| o.id != b.id)
                        });
                        new.blocks.extend(fresh.cloned());
                    }
                }
            }
            (old, new)
        },
    )
}

/// A block with the same words and another structure; sometimes the same block.
fn reformed(block: &Block, act: u8) -> Block {
    let mut new = block.clone();
    match (act, &mut new.node) {
        (0, _) => new.dir = Some(Direction::Rtl),
        (1, node) => *node = Node::Paragraph(Text::plain(block.plain_text().replace('\t', " "))),
        (2, Node::Table(table)) => table.header_row = !table.header_row,
        (2 | 3, Node::List(list)) => list.ordered = !list.ordered,
        (_, Node::Paragraph(text)) => {
            let marks = |text: &Span| Marks { strong: !text.marks.strong, ..text.marks.clone() };
            let mut other = Text::new();
            text.spans().iter().for_each(|span| other.push_str(&span.text, &marks(span)));
            *text = other;
        }
        _ => {}
    }
    new
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_change_that_no_word_shows_is_told(old in document(true), acts in vec(0_u8..6, 12)) {
        let blocks = old.blocks.iter().zip(acts.iter().cycle()).map(|(block, act)| reformed(block, *act)).collect();
        let difference = of_documents(&old, &Document { blocks }, None);
        for block in difference.blocks {
            let pictures = block.new.as_ref().is_some_and(|side| ["photo", "gallery"].contains(&side.node));
            prop_assert!(!block.is_form_only() || !block.forms.is_empty() || pictures, "{block:?}");
            prop_assert!(block.change != Change::Same || block.forms.is_empty(), "{block:?}");
        }
    }

    #[test]
    fn runs_give_both_texts((old, new) in two_versions()) {
        let difference = of_documents(&old, &new, None);
        let mut seen_old: Vec<(usize, String)> = Vec::new();
        let mut seen_new: Vec<(usize, String)> = Vec::new();
        for block in &difference.blocks {
            prop_assert!(block.runs.iter().all(|run| !run.text.is_empty()));
            prop_assert!(block.runs.windows(2).all(|two| two[0].kind != two[1].kind));
            if let Some(side) = &block.old {
                prop_assert_eq!(&old.blocks[side.index].id, &side.id);
                seen_old.push((side.index, without(&block.runs, Kind::Added)));
            }
            if let Some(side) = &block.new {
                seen_new.push((side.index, without(&block.runs, Kind::Removed)));
            }
        }
        let texts = |document: &Document| document.blocks.iter().map(Block::plain_text).enumerate().collect::<Vec<_>>();
        prop_assert_eq!(&seen_new, &texts(&new), "the new version in its order");
        seen_old.sort();
        prop_assert_eq!(&seen_old, &texts(&old));
        // Ids are not words: a line that was replaced by the same line is no change.
        let without_ids = |document: &Document| {
            document.blocks.iter().map(|block| (block.dir, block.lang.clone(), block.node.clone())).collect::<Vec<_>>()
        };
        prop_assert!(!difference.is_empty() || without_ids(&old) == without_ids(&new));
        prop_assert!(old != new || difference.is_empty());
        for html in [difference.inline_html("ar", &LABELS), difference.side_by_side_html("fr", &LABELS)] {
            prop_assert!(!html.contains("<script") && !html.contains("<!--"), "{}", html);
            for tag in ["ins", "del", "bdi", "td", "div"] {
                let count = |sign: String| html.matches(&sign).count();
                prop_assert_eq!(count(format!("<{tag}>")) + count(format!("<{tag} ")), count(format!("</{tag}>")), "{}", tag);
            }
        }
    }

    #[test]
    fn fields_give_both_texts(old in "[اأبتن \u{64B}\u{651}a0-9+\n.،]{0,40}", new in "[اأبتن \u{64B}\u{651}a0-9+\n.،]{0,40}") {
        let runs = of_fields(&old, &new, None);
        prop_assert_eq!(without(&runs, Kind::Added), old.as_str());
        prop_assert_eq!(without(&runs, Kind::Removed), new.as_str());
        // No run begins with a sign that belongs to a letter before it.
        for (kind, text) in [(Kind::Added, &old), (Kind::Removed, &new)] {
            let mut at = 0;
            for run in runs.iter().filter(|run| run.kind != kind) {
                let letter = text[..at].chars().next_back().is_some_and(|c| matches!(c, 'ا' | 'أ' | 'ب' | 'ت' | 'ن'));
                prop_assert!(!(letter && run.text.starts_with(['\u{64B}', '\u{651}'])), "{:?}", runs);
                at += run.text.len();
            }
        }
    }
}
