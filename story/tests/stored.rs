//! Texts as a CMS stores them, as a table: stored text in, one line per block out.

mod support;

use story::html::NoticeKind;
use story::{Document, Node, html};
use support::counter;

fn outline(document: &Document) -> Vec<String> {
    let line = |node: &Node| match node {
        Node::Embed(embed) => format!("embed {}", embed.url),
        Node::Quotation(_) => format!("quote {}", words(node)),
        Node::List(_) => format!("list {}", words(node)),
        Node::Table(_) => format!("table {}", words(node)),
        Node::Separator => "---".into(),
        _ => words(node),
    };
    document.blocks.iter().map(|block| line(&block.node)).collect()
}

fn words(node: &Node) -> String {
    node.texts().iter().map(|text| text.to_plain().replace('\n', "⏎")).collect::<Vec<_>>().join(" ¶ ")
}

fn check(source: &str, expected: &[&str]) -> Vec<NoticeKind> {
    let (document, notices) = html::read_stored(source, &mut counter());
    document.validate().unwrap_or_else(|error| panic!("{source}: {error}"));
    assert_eq!(outline(&document), expected, "{source}");
    notices.into_iter().map(|notice| notice.kind).collect()
}

#[test]
fn a_blank_line_ends_a_paragraph_whatever_stands_around_it() {
    for source in [
        "أول\n\nثان\n\nثالث",
        "أول\r\n\r\nثان\r\n \t\r\nثالث\r\n",
        "<p>أول</p>\nثان\n\nثالث",
        "<p>أول\n\nثان\n\nثالث",
        "أول\n\n<div class=\"box\">ثان</div>\n\nثالث",
        "<div>أول\n\nثان</div>\nثالث",
        "أول\n\n&nbsp;\n\n<strong>ثان</strong>\n\nثالث",
        "<!-- wp:paragraph -->\n<p>أول</p>\n<!-- /wp:paragraph -->\n\n<p>ثان</p>\n\n<p>ثالث</p>",
        "أول<!--more-->ثان\n\nثالث",
        "أول<hr id=\"system-readmore\" />ثان\n\nثالث",
        "<span>أول\n\nثان</span>\n\nثالث",
    ] {
        assert!(check(source, &["أول", "ثان", "ثالث"]).is_empty(), "{source}");
    }
}

#[test]
fn a_line_end_is_what_it_was_there() {
    check("أول\nسطره الثاني\n\nثان", &["أول⏎سطره الثاني", "ثان"]);
    check("أول<br />\nسطره الثاني\n\nثان", &["أول⏎سطره الثاني", "ثان"]);
    check("<p>نص مقطوع\nفي المصدر</p>\n<p>ثان</p>", &["نص مقطوع في المصدر", "ثان"]);
    check("أول\n\n<ul>\n<li>بند\nطويل</li>\n<li>آخر</li>\n</ul>\n\nثان", &["أول", "list بند طويل ¶ آخر", "ثان"]);
    let cut = "قال المدير إن العمل في المرفأ يتواصل ليلا ونهارا\n".repeat(4);
    let whole = cut.trim().replace('\n', " ");
    check(&format!("{cut}\n{cut}"), &[&whole, &whole]);
    let line = "قال المدير إن العمل في المرفأ يتواصل ليلا ونهارا ".repeat(5);
    check(&format!("{line}\n{line}"), &[line.trim(), line.trim()]);
    check("<pre>بيت\nبيت</pre>", &["بيت⏎بيت"]);
}

#[test]
fn codes_are_read_or_told() {
    let told = check(
        "أول\n\n[caption id=\"a\" width=\"600\"]<img src=\"a.jpg\" width=\"600\" /> قبالة المرفأ[/caption]\n\nثان\n\n[gallery ids=\"1,2\"]\n\nثالث\n\n[embed]https://www.youtube.com/watch?v=abcdefghijk[/embed]",
        &["أول", "قبالة المرفأ", "ثان", "ثالث", "embed https://www.youtube.com/watch?v=abcdefghijk"],
    );
    let [NoticeKind::Code { name }, NoticeKind::Picture { src, .. }] = &told[..] else { panic!("{told:?}") };
    assert_eq!((name.as_str(), src.as_str()), ("gallery", "a.jpg"));
    check(
        "أول [sic]\n\nhttps://youtu.be/abcdefghijk\n\nثان [1]",
        &["أول [sic]", "embed https://www.youtube.com/watch?v=abcdefghijk", "ثان [1]"],
    );
    check("<p>[su_quote]قال[/su_quote]</p><p>ثان</p>", &["quote قال", "ثان"]);
    check(
        "<p>{loadposition ads}</p><p>أول</p>{youtube}abcdefghijk{/youtube}",
        &["أول", "embed https://www.youtube.com/watch?v=abcdefghijk"],
    );
}

#[test]
fn the_archives_of_others_keep_their_paragraphs() {
    let Some(file) = omitted::shared("corpora/reports/reader/wordpress-classic.jsonl", "archives of others") else {
        return;
    };
    let lines = std::fs::read_to_string(file).unwrap();
    let blocks: Vec<usize> = lines
        .lines()
        .map(|line| {
            let record: serde_json::Value = serde_json::from_str(line).unwrap();
            let (document, _) = html::read_stored(record["body"].as_str().unwrap(), &mut counter());
            assert!(document.blocks.iter().all(|block| !words(&block.node).contains('[')), "{line}");
            document.blocks.len()
        })
        .collect();
    assert_eq!(blocks, [3, 4, 4, 5, 4]);
}

proptest::proptest! {
    #[test]
    fn no_stored_text_breaks_the_reader(source in r#"(<p>|</p>|<br>|\n|\n\n|\[caption a="b"\]|\[/caption\]|\[gallery\]|\{gallery\}|<img src=x>|<li>|ش|a |<|\[){0,30}"#) {
        let (document, _) = html::read_stored(&source, &mut counter());
        proptest::prop_assert!(document.validate().is_ok());
    }
}
