//! Prevents a hostile tag from costing quadratic time: the tokenizer compares each attribute of a tag with all before
//! it.

use std::borrow::Cow;

/// Attributes of one tag that are passed on, at most. Word writes about ten.
const TAG_ATTRIBUTES_MAX: usize = 256;

/// The HTML with tags of more than 256 attributes closed early. It follows the attribute states of the HTML standard
/// (section 13.2.5), so that it counts what the tokenizer counts. Linear in the length of the HTML.
pub(super) fn without_attribute_bombs(html: &str) -> Cow<'_, str> {
    let bytes = html.as_bytes();
    let mut out: Option<String> = None;
    let (mut copied, mut at) = (0, 0);
    while let Some(found) = html[at..].find('<').map(|offset| at + offset) {
        at = found + 1;
        if !bytes.get(at).is_some_and(|b| b.is_ascii_alphabetic() || *b == b'/') {
            continue;
        }
        match scan(bytes, at) {
            Tag::Ends(end) => at = end,
            Tag::Bomb(cut) => {
                let end = bytes[cut..].iter().position(|b| matches!(b, b'<' | b'>')).map_or(bytes.len(), |o| cut + o);
                let kept = out.get_or_insert_default();
                kept.push_str(&html[copied..cut]);
                if bytes.get(end) != Some(&b'>') {
                    kept.push('>');
                }
                (copied, at) = (end, end);
            }
        }
    }
    match out {
        Some(mut out) => {
            out.push_str(&html[copied..]);
            Cow::Owned(out)
        }
        None => Cow::Borrowed(html),
    }
}

enum Tag {
    /// The tag ends before this byte.
    Ends(usize),
    /// The first attribute over the limit begins at this byte.
    Bomb(usize),
}

fn scan(bytes: &[u8], start: usize) -> Tag {
    let white = |b: u8| matches!(b, b' ' | b'\t' | b'\n' | b'\r' | 0x0C);
    let skip = |mut at: usize, test: &dyn Fn(u8) -> bool| {
        while at < bytes.len() && test(bytes[at]) {
            at += 1;
        }
        at
    };
    let mut at = skip(start + 1, &|b| !white(b) && b != b'/' && b != b'>');
    let mut count = 0;
    loop {
        at = skip(at, &|b| white(b) || b == b'/');
        match bytes.get(at) {
            None => return Tag::Ends(at),
            Some(b'>') => return Tag::Ends(at + 1),
            Some(_) => {}
        }
        count += 1;
        if count > TAG_ATTRIBUTES_MAX {
            return Tag::Bomb(at);
        }
        // The first byte of a name may be '=' itself.
        at = skip(at + 1, &|b| !white(b) && !matches!(b, b'/' | b'>' | b'='));
        let after = skip(at, &white);
        if bytes.get(after) != Some(&b'=') {
            continue;
        }
        at = skip(after + 1, &white);
        at = match bytes.get(at) {
            Some(quote @ (b'"' | b'\'')) => (skip(at + 1, &|b| b != *quote) + 1).min(bytes.len()),
            Some(b'>') => at,
            _ => skip(at, &|b| !white(b) && b != b'>'),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_tags_pass_untouched() {
        let html = r#"<p class="a b" style='x: y'>1 < 2 <br/> <a href=x/y>ب</a>"#;
        assert!(matches!(without_attribute_bombs(html), Cow::Borrowed(_)));
    }

    #[test]
    fn a_bomb_is_closed_early() {
        let names: String = (0..1000).map(|n| format!(" a{n}")).collect();
        for html in [format!("<p{names}>متن</p>"), format!("<p = \"{names}>متن</p>"), format!("<p{names}")] {
            let cut = without_attribute_bombs(&html);
            assert!(cut.matches(" a").count() <= TAG_ATTRIBUTES_MAX, "{cut}");
            assert_eq!(cut.contains("متن"), html.contains("متن"));
        }
    }
}
