//! Addresses that stories had at their former home, in one written form, so that what the old site printed and what a
//! browser asks for meet.

/// Bytes of an address kept: what every browser and proxy carries.
const OLD_ADDRESS_BYTES_MAX: usize = 2_048;

/// Path and query of an old address, percent-encoded in one way; `None` for what is no address of a story: nothing, the
/// root alone, another scheme, more than 2,048 bytes.
///
/// Scheme, host and fragment are left out, since the paper answers for its own host only. Letters outside ASCII are
/// encoded, `%41` is `A`, hex digits are capitals; nothing else changes, so a query keeps its order and a path its
/// final slash.
pub fn old_address(url: &str) -> Option<String> {
    let url = url.trim();
    let without_fragment = url.split('#').next().unwrap_or_default();
    let path = match without_fragment.split_once("://") {
        Some((scheme, rest)) if scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
            if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
                return None;
            }
            rest.find(['/', '?']).map_or("", |at| &rest[at..])
        }
        _ => match without_fragment.strip_prefix("//") {
            Some(rest) => rest.find(['/', '?']).map_or("", |at| &rest[at..]),
            None => without_fragment,
        },
    };
    if path.is_empty() || path == "/" {
        return None;
    }
    let slash = if path.starts_with('/') { "" } else { "/" };
    let address = format!("{slash}{}", encoded(path));
    (address.len() <= OLD_ADDRESS_BYTES_MAX).then_some(address)
}

fn encoded(path: &str) -> String {
    use std::fmt::Write;
    let bytes = path.as_bytes();
    let mut out = String::with_capacity(path.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let escape = bytes.get(at + 1..at + 3).filter(|_| byte == b'%').and_then(hex);
        at += if escape.is_some() { 3 } else { 1 };
        let literal = match escape {
            Some(code) => code.is_ascii_alphanumeric() || matches!(code, b'-' | b'.' | b'_' | b'~'),
            None => {
                byte.is_ascii_graphic()
                    && !matches!(byte, b'%' | b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}')
            }
        };
        let byte = escape.unwrap_or(byte);
        if literal {
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

    #[test]
    fn one_address_has_one_form() {
        let arabic = Some("/politics/123/%D8%A7%D8%AA%D9%81%D8%A7%D9%82".to_owned());
        for same in [
            "https://old.example/politics/123/اتفاق",
            "//old.example/politics/123/اتفاق#comments",
            "/politics/123/%d8%a7%d8%aa%d9%81%d8%a7%d9%82",
            " politics/123/%D8%A7تفاق ",
        ] {
            assert_eq!(old_address(same), arabic, "{same}");
        }
        let again = arabic.as_deref().and_then(old_address);
        assert_eq!(again, arabic, "twice is once");
    }

    #[test]
    fn queries_stay_and_no_address_is_none() {
        assert_eq!(old_address("http://a.example?p=12&x=a b").as_deref(), Some("/?p=12&x=a%20b"));
        assert_eq!(
            old_address("/index.php/world/item/42-q?print=1").as_deref(),
            Some("/index.php/world/item/42-q?print=1")
        );
        assert_eq!(old_address("/100%/%zz%2f").as_deref(), Some("/100%25/%25zz%2F"));
        for none in ["", "  ", "/", "https://a.example", "https://a.example/", "ftp://a.example/x", "#top"] {
            assert_eq!(old_address(none), None, "{none}");
        }
        assert_eq!(old_address(&"/x".repeat(2_000)), None);
    }
}
