//! One rich story as readers see it, and the docs that are printed from the node table.

mod support;

use arabic::digits::Digits;
use story::Document;
use story::render::{Context, feed_html, inline_html, reader_html};
use support::{context, picture};

const RICH: &str = include_str!("rich.json");

#[test]
fn a_rich_story() {
    let document = Document::from_json(RICH).unwrap();
    document.check_complete().unwrap();
    insta::assert_snapshot!("reader", reader_html(&document, &context(&picture)));
    let mut page = context(&picture);
    page.origin = "https://paper.example";
    insta::assert_snapshot!("feed", feed_html(&document, &page).replace("><", ">\n<"));
}

#[test]
fn a_missing_picture_leaves_no_figure() {
    let document = Document::from_json(RICH).unwrap();
    let html = reader_html(&document, &context(&story::render::NoPictures));
    assert!(!html.contains("<figure") && !html.contains("<img"), "{html}");
}

#[test]
fn strings_for_templates() {
    assert_eq!(
        inline_html("فوز <2-1> في الدقيقة 90+4"),
        "فوز &lt;<bdi dir=\"ltr\">2-1</bdi>&gt; في الدقيقة <bdi dir=\"ltr\">90+4</bdi>"
    );
    assert_eq!(inline_html("وزعت 45 000 نسخة"), "وزعت <bdi dir=\"ltr\" class=\"number\">45 000</bdi> نسخة");
    assert_eq!(inline_html("Score 90+4"), "Score 90+4");
}

#[test]
fn the_docs_are_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/story-document.md");
    let (start, end) = ("<!-- printed from the node table -->\n", "<!-- end of the printed part -->\n");
    let text = std::fs::read_to_string(path).unwrap();
    let (before, rest) = text.split_once(start).unwrap();
    let (printed, after) = rest.split_once(end).unwrap();
    let wanted = format!("\n{}\n", story::schema_markdown());
    if printed != wanted && std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, format!("{before}{start}{wanted}{end}{after}")).unwrap();
        return;
    }
    assert_eq!(printed, wanted, "run UPDATE_DOCS=1 cargo test -p story --test reader_page");
}

#[test]
fn readers_follow_addresses_that_stand_in_the_text() {
    let page = |words: &str| reader_html(&story::plain::read(words, &mut support::counter()), &context(&picture));
    let shown = page("التفاصيل (https://example.org/live?a=1&b=2)، وعلى http://example.org. ثم xhttps://no وhttps:/x");
    assert!(shown.contains(r#"(<a href="https://example.org/live?a=1&amp;b=2"><bdi dir="ltr">https://example.org/live?a=1&amp;b=2</bdi></a>)"#), "{shown}");
    assert!(shown.contains(r#"<a href="http://example.org">"#), "{shown}");
    assert_eq!(shown.matches("<a ").count(), 2, "{shown}");
}

#[test]
fn numbers_are_shown_in_the_digits_of_the_page_and_no_others() {
    let html = "<p>عام 2016 <i lang=\"fr\">le 14 juillet</i> و45 000 و90+4 في A320</p><p lang=\"fr\">Le 5 mai</p>";
    let (document, _) = story::html::read(html, &mut support::counter());
    let page = |digits| reader_html(&document, &Context { digits, ..context(&picture) });
    let (western, eastern) = (page(Digits::Western), page(Digits::Eastern));
    assert!(western.contains("2016") && western.contains("45 000"), "{western}");
    for words in ["عام ٢٠١٦ ", "le 14 juillet", "٤٥\u{a0}٠٠٠", "٩٠+٤", "A320", "Le 5 mai"] {
        assert!(eastern.contains(words), "{words}: {eastern}");
    }
}
