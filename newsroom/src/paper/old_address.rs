//! Normalises the addresses that stories had on a former site, so that the addresses in its export, in links from
//! elsewhere and in requests of browsers match.

use std::borrow::Cow;

use crate::paper::ornaments;

/// Bytes of an address: what every browser and proxy supports.
const OLD_ADDRESS_BYTES_MAX: usize = 2_048;

/// Parameters of an address at most for [`candidates`] to try each one left out.
const LEFT_OUT_OF_MAX: usize = 5;

/// File names of a folder's index page.
const INDEX_FILES: [&str; 6] = ["index.php", "index.html", "index.htm", "index.asp", "index.aspx", "default.aspx"];

/// Endings of the AMP version of a page.
const AMP_ENDINGS: [&str; 4] = ["/amp", "/amp.html", ".amp.html", ".amp"];

/// The key (path and query) of a story's old address, the same for all its spellings. `None` if it cannot be the
/// address of a story: empty, the front page, another scheme, or longer than 2,048 bytes.
///
/// These make no difference: the scheme (http or https) and the host; a trailing slash, doubled slashes, `index.php`
/// and similar files, AMP endings; the case and necessity of escapes; the order of parameters; parameters that only
/// tell where a reader comes from or how the page is laid out ([`crate::is_ornament`]). The fragment is dropped.
pub fn old_address(url: &str) -> Option<String> {
    let (path, query) = path_and_query(url)?;
    key(&path_key(&path), &query.map(parameters).unwrap_or_default())
}

/// Every key under which the story at `url` may be stored, the most likely first: its own key, then those without one
/// parameter, because no list names all parameters that networks and newsletters add to links.
pub fn candidates(url: &str) -> Vec<String> {
    let Some((path, query)) = path_and_query(url) else { return Vec::new() };
    let path = path_key(&path);
    let all = query.map(parameters).unwrap_or_default();
    let mut fewer: Vec<Vec<String>> = vec![all.clone()];
    if all.len() <= LEFT_OUT_OF_MAX {
        let some = |chosen: u32| all.iter().enumerate().filter(move |(at, _)| chosen & (1 << at) != 0);
        fewer.extend((0..(1_u32 << all.len()) - 1).map(|chosen| some(chosen).map(|(_, pair)| pair.clone()).collect()));
    } else {
        fewer.push(Vec::new());
    }
    fewer.sort_by_key(|parameters| std::cmp::Reverse(parameters.len()));
    fewer.iter().filter_map(|parameters| key(&path, parameters)).collect()
}

fn key(path: &str, parameters: &[String]) -> Option<String> {
    let address = match parameters {
        [] => path.to_owned(),
        some => format!("{}?{}", if path.is_empty() { "/" } else { path }, some.join("&")),
    };
    (!address.is_empty() && address.len() <= OLD_ADDRESS_BYTES_MAX).then_some(address)
}

/// Path and query of an address, with escapes normalised and nothing else changed: the id of a record in an archive
/// that has no other id.
pub fn as_written(url: &str) -> Option<String> {
    let (path, query) = path_and_query(url)?;
    let literal = |byte: u8, escaped: bool| match escaped {
        true => is_plain(byte),
        false => byte.is_ascii_graphic() && !b"%\"<>\\^`{|}".contains(&byte),
    };
    let path = written(&path, literal);
    let address = match query {
        Some(query) => format!("{path}?{}", written(query, literal)),
        None => path,
    };
    (address != "/" && address.len() <= OLD_ADDRESS_BYTES_MAX).then_some(address)
}

/// The path with its leading slash, and the query; `None` if the scheme is neither http nor https.
fn path_and_query(url: &str) -> Option<(Cow<'_, str>, Option<&str>)> {
    let url = url.trim();
    let url = url.split('#').next().unwrap_or_default();
    let below_host = |rest: &'_ str| rest.find(['/', '?']).unwrap_or(rest.len());
    let address = match url.split_once("://") {
        Some((scheme, rest)) if scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
            if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
                return None;
            }
            &rest[below_host(rest)..]
        }
        _ => match url.strip_prefix("//") {
            Some(rest) => &rest[below_host(rest)..],
            None => url,
        },
    };
    let (path, query) = match address.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (address, None),
    };
    let path = if path.starts_with('/') { Cow::Borrowed(path) } else { Cow::Owned(format!("/{path}")) };
    Some((path, query))
}

/// The folder of an index file, as `/world` for `/world/index.html`; `None` if the path does not end with one.
pub fn folder_of_index(path: &str) -> Option<&str> {
    let (folder, file) = path.trim_end_matches('/').rsplit_once('/')?;
    let stands_for = INDEX_FILES.iter().any(|index| index.eq_ignore_ascii_case(file));
    stands_for.then_some(if folder.is_empty() { "/" } else { folder })
}

/// The normalised path; empty for the root.
fn path_key(path: &str) -> String {
    let written =
        written(path, |byte, escaped| is_plain(byte) || b"!$&'()*+,:;=@".contains(&byte) || (byte == b'/' && !escaped));
    let mut segments: Vec<&str> = written.split('/').filter(|segment| !segment.is_empty()).collect();
    // A site without URL rewriting has its program name before every path.
    let is_before = |first: &str| first.eq_ignore_ascii_case("index.php") || first == "amp";
    while segments.len() > 1 && is_before(segments[0]) {
        segments.remove(0);
    }
    if segments.last().is_some_and(|last| INDEX_FILES.iter().any(|file| file.eq_ignore_ascii_case(last))) {
        segments.pop();
    }
    let key: String = segments.iter().flat_map(|segment| ["/", segment]).collect();
    let is_twin = |ending: &&&str| key.len() > ending.len() && key.ends_with(**ending);
    match AMP_ENDINGS.iter().find(is_twin) {
        Some(ending) if ending.ends_with(".html") && ending.starts_with('.') => {
            format!("{}.html", key.strip_suffix(ending).unwrap_or(&key))
        }
        Some(ending) => key.strip_suffix(ending).unwrap_or(&key).to_owned(),
        None => key,
    }
}

/// The parameters that select a story, sorted.
fn parameters(query: &str) -> Vec<String> {
    let mut parameters: Vec<(String, Option<String>)> = query
        .split('&')
        .map(|pair| pair.strip_prefix("amp;").unwrap_or(pair))
        .map(|pair| match pair.split_once('=') {
            Some((name, value)) => (query_word(name), Some(query_word(value))),
            None => (query_word(pair), None),
        })
        .filter(|(name, value)| !name.is_empty() && !ornaments::is_ornament(name, value.as_deref().unwrap_or_default()))
        .collect();
    parameters.sort();
    let of_joomla = parameters.iter().any(|(name, value)| {
        name == "option" && value.as_deref().is_some_and(|value| matches!(value, "com_content" | "com_k2"))
    });
    if of_joomla {
        parameters.retain(|(name, _)| !matches!(name.as_str(), "Itemid" | "catid"));
        parameters.iter_mut().filter(|(name, _)| name == "id").for_each(|(_, value)| without_alias(value));
    }
    let pair = |(name, value)| match value {
        Some(value) => format!("{name}={value}"),
        None => name,
    };
    parameters.into_iter().map(pair).collect()
}

/// Joomla's `42:an-alias` is article 42 under any alias.
fn without_alias(id: &mut Option<String>) {
    if let Some(id) = id
        && let Some((number, _)) = id.split_once(':')
        && !number.is_empty()
        && number.bytes().all(|byte| byte.is_ascii_digit())
    {
        *id = number.to_owned();
    }
}

/// Decodes a name or value of a query, in which `+` is a space.
fn query_word(word: &str) -> String {
    written(&word.replace('+', "%20"), |byte, _| is_plain(byte) || b"!$'()*,:;@/".contains(&byte))
}

/// Unreserved characters, which are never escaped (RFC 3986 section 2.3).
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)
}

/// Escapes every byte of `text` except those for which `literal` is true; `literal` also learns whether the byte was
/// escaped in `text`.
fn written(text: &str, literal: impl Fn(u8, bool) -> bool) -> String {
    use std::fmt::Write;
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let escape = bytes.get(at + 1..at + 3).filter(|_| byte == b'%').and_then(hex);
        at += if escape.is_some() { 3 } else { 1 };
        let byte = escape.unwrap_or(byte);
        if literal(byte, escape.is_some()) {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

fn hex(digits: &[u8]) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    match digits {
        [high, low] => Some(digit(*high)? * 16 + digit(*low)?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all_meet(key: &str, spellings: &[&str]) {
        for spelling in spellings {
            assert_eq!(old_address(spelling).as_deref(), Some(key), "{spelling}");
        }
        assert_eq!(old_address(key).as_deref(), Some(key), "a key is its own key");
    }

    #[test]
    fn paths_meet_in_every_spelling() {
        all_meet(
            "/politics/123/%D8%A7%D8%AA%D9%81%D8%A7%D9%82",
            &[
                "https://old.example/politics/123/اتفاق",
                "http://www.old.example:8080/politics/123/اتفاق/",
                "//old.example/politics/123/اتفاق#comments",
                "/politics/123/%d8%a7%d8%aa%d9%81%d8%a7%d9%82",
                "/politics//123/%D8%A7%d8%aa%d9%81%D8%A7%D9%82?fbclid=IwAR0&utm_source=rss",
                "/index.php/politics/123/اتفاق",
                "/politics/123/اتفاق/amp/?share=facebook",
                "/amp/politics/123/اتفاق",
                "/amp/index.php/politics/123/اتفاق",
                "/politics/123/اتفاق?amp",
                " politics/123/%D8%A7تفاق ",
            ],
        );
        all_meet(
            "/story/144-library.html",
            &["/story/144-library.amp.html", "/story/144%2Dlibrary.html?outputType=amp"],
        );
        all_meet("/a,b:c(d)", &["/a%2Cb%3ac%28d%29", "/a,b:c(d)/index.html", "/a,b:c(d)/index.php"]);
    }

    #[test]
    fn parameters_meet_in_any_order_without_their_ornaments() {
        all_meet(
            "/?p=6170",
            &["https://old.example?p=6170", "/index.php?p=6170", "/?utm_medium=x&p=6170&gclid=1", "?p=6170"],
        );
        all_meet(
            "/news?cat=a%20b&id=3",
            &["/news?id=3&cat=a+b", "/news/?cat=a%20b&amp;id=3&", "/news?&id=3&cat=a b#top"],
        );
        all_meet(
            "/?id=5&option=com_content&view=article",
            &[
                "/index.php?option=com_content&view=article&id=5:khabar",
                "/index.php?view=article&id=5%3Akhabar&option=com_content&Itemid=12&catid=3",
                "/index.php?option=com_content&view=article&id=5&tmpl=component&print=1",
            ],
        );
    }

    #[test]
    fn what_chooses_another_story_stays() {
        for (one, other) in [
            ("/?p=1", "/?p=2"),
            ("/?p=1", "/?page_id=1"),
            ("/index.php?option=com_k2&view=item&id=4", "/index.php?option=com_k2&view=item&id=5"),
            ("/story?id=1", "/story"),
            ("/a%2Fb", "/a/b"),
            ("/x?id=5:a", "/x?id=5:b"),
            ("/100%25", "/100"),
        ] {
            assert_ne!(old_address(one), old_address(other), "{one} {other}");
        }
        assert_eq!(old_address("/100%/%zz%2f").as_deref(), Some("/100%25/%25zz%2F"));
        assert_eq!(
            old_address("/news/%c7%ca%dd.html").as_deref(),
            Some("/news/%C7%CA%DD.html"),
            "bytes of windows-1256"
        );
    }

    #[test]
    fn no_address_of_a_story_is_none() {
        for none in [
            "",
            "  ",
            "/",
            "https://a.example",
            "https://a.example/",
            "ftp://a.example/x",
            "#top",
            "/index.php",
            "/?utm_source=x",
            "//a.example/index.html?fbclid=1",
        ] {
            assert_eq!(old_address(none), None, "{none}");
        }
        assert_eq!(old_address(&"/x".repeat(2_000)), None);
    }

    #[test]
    fn a_file_stands_for_its_folder() {
        for (path, folder) in [
            ("/index.php", Some("/")),
            ("/fr/Index.html", Some("/fr")),
            ("/world/index.htm/", Some("/world")),
            ("/world", None),
            ("/", None),
            ("/index.php/world", None),
        ] {
            assert_eq!(folder_of_index(path), folder, "{path}");
        }
    }

    #[test]
    fn an_address_as_written_keeps_its_order_and_slash() {
        assert_eq!(as_written("http://a.example/x/?b=1&a=%2c#top").as_deref(), Some("/x/?b=1&a=%2C"));
        assert_eq!(as_written("https://a.example/"), None);
    }

    #[test]
    fn an_unknown_parameter_is_left_out_last() {
        assert_eq!(candidates("/?p=5&ref=fb"), ["/?p=5&ref=fb", "/?p=5", "/?ref=fb"]);
        assert_eq!(candidates("/a/b?from=home"), ["/a/b?from=home", "/a/b"]);
        assert_eq!(candidates("/a/b/"), ["/a/b"]);
        assert_eq!(candidates("/?a&b&c&d&e").len(), 31);
        assert_eq!(candidates("/x?a&b&c&d&e&f&g").len(), 2);
        assert!(candidates("/").is_empty());
    }

    proptest::proptest! {
        #[test]
        fn a_key_is_its_own_key(url in "(/|/index.php|/amp|/a/)?[a-zم/%&=?;:.+0-9-]{0,40}") {
            if let Some(key) = old_address(&url) {
                let again = old_address(&key);
                proptest::prop_assert_eq!(again.as_deref(), Some(&*key));
            }
        }
    }
}
