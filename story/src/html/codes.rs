//! Codes that a content management system (CMS) puts into a stored text and replaces when it displays it: the
//! shortcodes of WordPress (`[caption]…[/caption]`, <https://codex.wordpress.org/Shortcode_API>) and those of Joomla's
//! plugins (`{loadposition ads}`). A code is replaced by the HTML it stands for, if there is any. For the others, the
//! words inside stay and the name is reported. Brackets that are not codes (`[sic]`, `[1]`, `[AFP]`) stay as they are.

use std::collections::HashMap;

use crate::embed;
use crate::render::escape;

/// Codes of WordPress itself and common additions to it. Others are recognised by their attributes or by their end.
const WORDPRESS: &[&str] = &[
    "caption",
    "wp_caption",
    "gallery",
    "embed",
    "video",
    "audio",
    "playlist",
    "youtube",
    "vimeo",
    "dailymotion",
    "tweet",
    "twitter",
    "instagram",
    "facebook",
    "soundcloud",
    "contact-form-7",
    "contact-form",
    "googlemaps",
    "gview",
];

/// Codes of Joomla's plugins and of K2.
const JOOMLA: &[&str] = &[
    "loadposition",
    "loadmodule",
    "loadmoduleid",
    "mosimage",
    "mospagebreak",
    "jcomments",
    "emailcloak",
    "k2splitter",
    "gallery",
    "youtube",
    "vimeo",
    "dailymotion",
    "mp3",
    "mp4",
    "flv",
    "audio",
    "video",
    "modal",
    "source",
    "module",
    "simplepopup",
    "phocagallery",
    "igallery",
];

/// Codes that stand for something elsewhere, given by an address, an id or a file. Their content is not text.
const OF_AN_ADDRESS: &[&str] = &[
    "embed",
    "youtube",
    "vimeo",
    "dailymotion",
    "tweet",
    "twitter",
    "instagram",
    "facebook",
    "soundcloud",
    "video",
    "audio",
    "playlist",
    "mp3",
    "mp4",
    "flv",
    "gallery",
    "phocagallery",
    "igallery",
];

/// Codes whose content is a quotation.
const QUOTATIONS: &[&str] = &["quote", "blockquote", "pullquote", "su_quote", "su_pullquote"];

/// Bytes of a code from its bracket to its end, at most.
const CODE_BYTES_MAX: usize = 2_000;

/// The text without its codes, and the names of those that have no equivalent here. Linear in the length of the text.
pub(super) fn without_codes(html: &str) -> (String, Vec<String>) {
    let (ends, mut left_out) = (Ends::of(html), Vec::new());
    let last_tag = html.rfind('>').unwrap_or(0);
    let mut out = String::with_capacity(html.len());
    let (mut at, mut copied) = (0, 0);
    while let Some(next) = html[at..].find(['<', '[', '{']).map(|found| at + found) {
        let put = match html.as_bytes()[next] {
            b'<' if next > last_tag => Put::as_it_is(html.len()),
            b'<' => past_tag(html, next),
            _ => Code::at(html, next).map_or(Put::as_it_is(next + 1), |code| code.put(html, &ends, &mut left_out)),
        };
        at = put.after;
        if let Some(words) = put.words {
            out.push_str(&html[copied..next]);
            out.push_str(&words);
            copied = at;
        }
    }
    out.push_str(&html[copied..]);
    (out, left_out)
}

/// The replacement of a piece of the text, and where the text continues.
struct Put {
    words: Option<String>,
    after: usize,
}

impl Put {
    fn as_it_is(after: usize) -> Self {
        Self { words: None, after }
    }

    fn instead(words: impl Into<String>, after: usize) -> Self {
        Self { words: Some(words.into()), after }
    }
}

/// Skips a tag, in whose attributes no code counts. The comments of WordPress that divide a text end a paragraph.
fn past_tag(html: &str, at: usize) -> Put {
    if let Some(comment) = html[at..].strip_prefix("<!--") {
        let parts = ["more", "nextpage"].iter().any(|name| comment.starts_with(name));
        return match comment.find("-->") {
            Some(end) if parts => Put::instead("\n\n", at + 4 + end + 3),
            Some(end) => Put::as_it_is(at + 4 + end + 3),
            None => Put::as_it_is(html.len()),
        };
    }
    let is_tag = html[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
    match html[at..].find('>').filter(|_| is_tag) {
        Some(end) => Put::as_it_is(at + end + 1),
        None => Put::as_it_is(at + 1),
    }
}

/// The places of the ends of codes (`[/caption]`), by bracket and name.
struct Ends(HashMap<(char, String), Vec<(usize, usize)>>);

impl Ends {
    fn of(html: &str) -> Self {
        let mut ends: HashMap<_, Vec<_>> = HashMap::new();
        for (at, _) in html.match_indices("[/").chain(html.match_indices("{/")) {
            if let Some(code) = Code::at(html, at) {
                ends.entry((code.bracket, code.name)).or_default().push((at, code.after));
            }
        }
        Self(ends)
    }

    fn has(&self, code: &Code) -> bool {
        self.0.contains_key(&(code.bracket, code.name.clone()))
    }

    /// Start and end of the first end of `code` after it.
    fn after(&self, code: &Code) -> Option<(usize, usize)> {
        let all = self.0.get(&(code.bracket, code.name.clone()))?;
        all.get(all.partition_point(|(at, _)| *at < code.after)).copied()
    }
}

/// `[name attributes]`, or an end `[/name]`.
struct Code<'a> {
    bracket: char,
    name: String,
    attributes: &'a str,
    is_end: bool,
    /// In double brackets: WordPress displays it in single ones.
    is_quoted: bool,
    after: usize,
}

impl<'a> Code<'a> {
    fn at(html: &'a str, at: usize) -> Option<Self> {
        let (bracket, close) = if html[at..].starts_with('[') { ('[', ']') } else { ('{', '}') };
        let is_quoted = bracket == '[' && html[at + 1..].starts_with('[');
        let from = at + 1 + usize::from(is_quoted);
        let is_end = html[from..].starts_with('/');
        let from = from + usize::from(is_end);
        let is_of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        let length = html[from..].find(|c| !is_of_name(c))?;
        let name = &html[from..from + length];
        if length > 40 || !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let rest = &html[from + length..super::cut::floor(html, from + length + CODE_BYTES_MAX)];
        if !rest.starts_with(|c: char| c == close || c.is_whitespace() || matches!(c, '=' | '/' | '\u{a0}')) {
            return None;
        }
        let mut quote = None;
        let mut end = None;
        for (index, c) in rest.char_indices() {
            match (quote, c) {
                (Some(open), c) if c == open => quote = None,
                (Some(_), _) => {}
                (None, '"' | '\'') => quote = Some(c),
                (None, c) if c == close => {
                    end = Some(index);
                    break;
                }
                (None, c) if c == bracket || c == '<' => break,
                _ => {}
            }
        }
        let end = end?;
        let after = from + length + end + 1;
        let is_quoted = is_quoted && html[after..].starts_with(']');
        let attributes = rest[..end].trim();
        Some(Self { bracket, name: name.to_ascii_lowercase(), attributes, is_end, is_quoted, after })
    }

    fn put(&self, html: &str, ends: &Ends, left_out: &mut Vec<String>) -> Put {
        if self.is_quoted {
            return Put::instead(format!("[{}{}]", self.name, spaced(self.attributes)), self.after + 1);
        }
        if !self.is_one(ends) {
            return Put::as_it_is(self.after);
        }
        let is_quotation = QUOTATIONS.contains(&self.name.as_str());
        if self.is_end {
            return Put::instead(if is_quotation { "</blockquote>" } else { "" }, self.after);
        }
        let end = ends.after(self);
        let inside = end.map_or("", |(at, _)| &html[self.after..at]);
        let past = end.map_or(self.after, |(_, after)| after);
        match self.name.as_str() {
            "caption" | "wp_caption" if end.is_some() => Put::instead(self.figure(inside), past),
            name if OF_AN_ADDRESS.contains(&name) => match self.stands_for(inside) {
                Some(html) => Put::instead(html, past),
                None => {
                    left_out.push(self.name.clone());
                    Put::instead("\n\n", past)
                }
            },
            _ if is_quotation && end.is_some() => Put::instead("<blockquote>", self.after),
            _ => {
                left_out.push(self.name.clone());
                Put::instead("", self.after)
            }
        }
    }

    /// Whether it is a code and not a word in brackets.
    fn is_one(&self, ends: &Ends) -> bool {
        let name = self.name.as_str();
        if self.bracket == '{' {
            return JOOMLA.contains(&name);
        }
        let has_attributes = self.attributes.split_whitespace().any(|word| {
            word.split_once('=').is_some_and(|(name, value)| {
                name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-') && !value.is_empty()
            })
        });
        WORDPRESS.contains(&name) || has_attributes || ends.has(self)
    }

    /// `[caption]<img> words[/caption]` as a figure. In older texts the words are an attribute.
    fn figure(&self, inside: &str) -> String {
        let picture = inside.rfind("<img").and_then(|at| inside[at..].find('>').map(|end| at + end + 1)).unwrap_or(0);
        let rest = &inside[picture..];
        let link_end = rest.trim_start().strip_prefix("</a>").map_or(0, |after| rest.len() - after.len());
        let words = match attribute(self.attributes, "caption") {
            Some(words) => escaped(words),
            None => rest[link_end..].trim().to_owned(),
        };
        let (media, words) = (&inside[..picture + link_end], words);
        format!("<figure>{media}<figcaption>{words}</figcaption></figure>")
    }

    /// The element for a code with an address.
    fn stands_for(&self, inside: &str) -> Option<String> {
        let address = self.address(inside)?;
        let shown = escaped(&address);
        if embed::canonical(&address).is_some() {
            return Some(format!("<p>{shown}</p>"));
        }
        match self.name.as_str() {
            "video" | "audio" | "mp3" | "mp4" | "flv" | "playlist" => Some(format!("<video src=\"{shown}\"></video>")),
            "gallery" | "phocagallery" | "igallery" => None,
            _ => Some(format!("<p><a href=\"{shown}\">{shown}</a></p>")),
        }
    }

    /// The address in the content or in an attribute; for the large video sites an id is enough.
    fn address(&self, inside: &str) -> Option<String> {
        let plain = |text: &str| text.replace("&amp;", "&").replace("&#038;", "&").replace("&#38;", "&");
        let is_part = |c: char| !c.is_whitespace() && !matches!(c, '"' | '\'' | '<' | '>' | ']' | '[');
        for text in [inside, self.attributes] {
            if let Some(at) = text.find("http://").or_else(|| text.find("https://")) {
                let end = text[at..].find(|c| !is_part(c)).map_or(text.len(), |length| at + length);
                return Some(plain(&text[at..end]));
            }
        }
        let page = match self.name.as_str() {
            "youtube" => "https://www.youtube.com/watch?v=",
            "vimeo" => "https://vimeo.com/",
            "dailymotion" => "https://www.dailymotion.com/video/",
            _ => return None,
        };
        let words =
            [inside.trim(), attribute(self.attributes, "id").unwrap_or(self.attributes.trim_start_matches('='))];
        let is_id = |word: &&str| {
            (5..=20).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
        };
        words.into_iter().find(is_id).map(|id| format!("{page}{id}"))
    }
}

/// The value of `name="…"`.
fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let from =
        attributes.match_indices(name).map(|(at, _)| at + name.len()).find(|at| attributes[*at..].starts_with('='))?;
    let value = &attributes[from + 1..];
    match value.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        Some(quote) => value[1..].split(quote).next(),
        None => value.split_whitespace().next(),
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape::push(&mut out, text);
    out
}

fn spaced(attributes: &str) -> String {
    if attributes.is_empty() || attributes.starts_with('=') { attributes.to_owned() } else { format!(" {attributes}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &str, names: &[&str]) {
        let (out, left_out) = without_codes(html);
        assert_eq!(
            (out.as_str(), left_out.iter().map(String::as_str).collect::<Vec<_>>()),
            (expected, names.to_vec()),
            "{html}"
        );
    }

    #[test]
    fn what_a_code_stands_for_comes_along() {
        check(
            "[caption id=\"attachment_1\" width=\"600\"]<a href=\"x\"><img src=\"a.jpg\" /></a> قبالة المرفأ[/caption]",
            "<figure><a href=\"x\"><img src=\"a.jpg\" /></a><figcaption>قبالة المرفأ</figcaption></figure>",
            &[],
        );
        check(
            "[caption width=\"6\" caption=\"السد & البحيرة\"]<img src='a.jpg'>[/caption]",
            "<figure><img src='a.jpg'><figcaption>السد &amp; البحيرة</figcaption></figure>",
            &[],
        );
        check(
            "[embed width=\"5\"]https://youtu.be/abcdefghijk?a=1&amp;b[/embed]",
            "<p>https://youtu.be/abcdefghijk?a=1&amp;b</p>",
            &[],
        );
        check(
            "[youtube=https://www.youtube.com/watch?v=abcdefghijk]",
            "<p>https://www.youtube.com/watch?v=abcdefghijk</p>",
            &[],
        );
        check("{youtube}abcdefghijk{/youtube}", "<p>https://www.youtube.com/watch?v=abcdefghijk</p>", &[]);
        check(
            "[embed]https://elsewhere.example/x[/embed]",
            "<p><a href=\"https://elsewhere.example/x\">https://elsewhere.example/x</a></p>",
            &[],
        );
        check("[audio src=\"https://a.example/b.mp3\"]", "<video src=\"https://a.example/b.mp3\"></video>", &[]);
        check("[su_quote cite=\"x\"]قال[/su_quote]", "<blockquote>قال</blockquote>", &[]);
    }

    #[test]
    fn of_other_codes_the_words_stay() {
        check("أ[gallery ids=\"1,2\"]ب", "أ\n\nب", &["gallery"]);
        check("{gallery}holiday/photos{/gallery}ب", "\n\nب", &["gallery"]);
        check("{loadposition ads-1} نص {jcomments on}", " نص ", &["loadposition", "jcomments"]);
        check("[vc_row][vc_column width=\"1/2\"]نص[/vc_column][/vc_row]", "نص", &["vc_row", "vc_column"]);
        check("[box]نص[/box] [/box]", "نص ", &["box"]);
        check("أ<!--more-->ب<!-- wp:paragraph -->", "أ\n\nب<!-- wp:paragraph -->", &[]);
    }

    #[test]
    fn words_in_brackets_are_no_codes() {
        for text in [
            "قال [sic] ثم [...] و[1] و[AFP] و[الصورة: أرشيف] و[see page 4]",
            "{نص} {a} {x: 1} {loadpositions x}",
            "[a href=] [b",
            "[[name]",
            "x < y [ z",
            "<a title=\"[gallery]\">أ</a>",
            "[/closed]",
        ] {
            let expected = text.replace("[/closed]", "");
            check(text, &expected, &[]);
        }
        check("اكتب [[gallery]] أو [[caption width=\"2\"]]", "اكتب [gallery] أو [caption width=\"2\"]", &[]);
    }

    proptest::proptest! {
        #[test]
        fn no_text_is_too_odd(html in r#"([\[\]{}/<>"'= a-c-]|gallery|caption|<!--|-->|ش){0,40}"#) {
            let (_, left_out) = without_codes(&html);
            proptest::prop_assert!(left_out.len() <= html.len());
        }
    }
}
