//! The three promises: exact through the editor's JSON, exact through the interchange form, and equal text and kinds
//! through the readers' HTML, whose second rendering equals the first.

mod support;

use proptest::prelude::*;
use story::render::{feed_html, interchange_html, reader_html};
use story::{Document, Node, html, plain};
use support::{context, counter, document, picture};

fn kinds(document: &Document) -> Vec<&'static str> {
    document.blocks.iter().map(|block| block.node.name()).collect()
}

/// The words that readers see, with white space collapsed.
fn seen(document: &Document) -> Vec<String> {
    let words = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    document.blocks.iter().map(|block| words(block.plain_text())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn json_is_exact(doc in document(true)) {
        prop_assert_eq!(doc.validate(), Ok(()));
        prop_assert_eq!(Document::from_json(&doc.to_json()), Ok(doc));
    }

    #[test]
    fn interchange_is_exact(doc in document(true)) {
        let (back, notices) = html::read(&interchange_html(&doc), &mut counter());
        prop_assert_eq!(notices, vec![]);
        prop_assert_eq!(back, doc);
    }

    #[test]
    fn reader_html_keeps_text_and_kinds(doc in document(false)) {
        let first = reader_html(&doc, &context(&picture));
        let (back, notices) = html::read(&first, &mut counter());
        prop_assert_eq!(notices, vec![], "{}", first);
        prop_assert_eq!(back.validate(), Ok(()));
        prop_assert_eq!(kinds(&back), kinds(&doc), "{}", first);
        prop_assert_eq!(seen(&back), seen(&doc), "{}", first);
        prop_assert_eq!(reader_html(&back, &context(&picture)), first);
    }

    #[test]
    fn rough_text_settles_after_one_reading(doc in document(true)) {
        let (once, _) = html::read(&reader_html(&doc, &context(&picture)), &mut counter());
        let html = reader_html(&once, &context(&picture));
        let (twice, _) = html::read(&html, &mut counter());
        prop_assert_eq!(once.validate(), Ok(()));
        prop_assert_eq!(seen(&twice), seen(&once));
        prop_assert_eq!(reader_html(&twice, &context(&picture)), html);
    }

    #[test]
    fn no_rendering_is_active(doc in document(true)) {
        for out in [reader_html(&doc, &context(&picture)), interchange_html(&doc), feed_html(&doc, &context(&picture))] {
            prop_assert!(!out.contains("<script") && !out.contains("<!--"), "{}", out);
        }
    }

    #[test]
    fn any_bytes_give_a_valid_document(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let text = String::from_utf8_lossy(&bytes);
        check_readers(&text)?;
    }

    #[test]
    fn any_soup_of_tags_gives_a_valid_document(parts in prop::collection::vec(prop::sample::select(SOUP.to_vec()), 0..60)) {
        check_readers(&parts.concat())?;
    }
}

const SOUP: &[&str] = &[
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<b>",
    "</b>",
    "<i lang=fr>",
    "</i>",
    "<a href=https://e.example/>",
    "</a>",
    "<ul>",
    "</ul>",
    "<ol>",
    "<li>",
    "</li>",
    "<table>",
    "</table>",
    "<tr>",
    "<td colspan=3>",
    "<td rowspan=900>",
    "<th>",
    "<blockquote>",
    "</blockquote>",
    "<footer>",
    "<h2 id=s-abc>",
    "</h2>",
    "<br>",
    "<hr>",
    "<img src=x data-picture=7zk3m9qa>",
    "<figure class=gallery>",
    "<figure>",
    "<figcaption>",
    "</figure>",
    "نص ",
    "text",
    "\n",
    "\n\n",
    "&nbsp;",
    "&#0;",
    "\u{0}",
    "<script>",
    "</script>",
    "<style>",
    "<textarea>",
    "<!--",
    "-->",
    "<div class=infobox>",
    "<div class=verse><p class=couplet><span class=hemistich>",
    "<div class=question-answer><p class=question>",
    "<div class=answer>",
    "<div class=pull-quote>",
    "<div class=table>",
    "<p style='mso-list:l0 level9'>",
    "<article data-matbaa-story=1>",
    "<p data-node=paragraph data-a-id='\"a\"'>",
    "<pre>",
    "<pre class=wp-block-verse>",
    "<div data-embed=https://t.me/a/1>",
    "<caption>",
    "<thead>",
    "<span data-statement=x>",
    "<q>",
    "https://t.me/a/1",
    "<iframe src=//t.me/a/1>",
    "</iframe>",
    "<noscript>",
    "<svg>",
    "<o:p>",
    "<template>",
];

fn check_readers(text: &str) -> Result<(), TestCaseError> {
    let (document, _) = html::read(text, &mut counter());
    prop_assert_eq!(document.validate(), Ok(()));
    prop_assert_eq!(document.check_complete(), Ok(()));
    prop_assert_eq!(Document::from_json(&document.to_json()), Ok(document));
    let document = plain::read(text, &mut counter());
    prop_assert_eq!(document.validate(), Ok(()));
    prop_assert!(document.blocks.iter().all(|block| matches!(block.node, Node::Paragraph(_))));
    Ok(())
}
