//! Negotiation of the content encoding (RFC 9110 section 12.5.3).

use http::{HeaderMap, header};

/// A content encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// Not compressed.
    Identity,
    /// RFC 1952.
    Gzip,
    /// RFC 7932.
    Brotli,
    /// RFC 8878.
    Zstd,
}

impl Encoding {
    /// The compressing encodings, best compression first.
    pub const COMPRESSING: [Self; 3] = [Self::Brotli, Self::Zstd, Self::Gzip];

    /// The value for `Content-Encoding`; `None` for `Identity`.
    pub fn word(self) -> Option<&'static str> {
        match self {
            Self::Identity => None,
            Self::Gzip => Some("gzip"),
            Self::Brotli => Some("br"),
            Self::Zstd => Some("zstd"),
        }
    }

    /// The accepted encoding with the best compression. Weights only matter where they refuse an encoding (`q=0`):
    /// browsers give all encodings the same weight, and the smallest page loads fastest.
    pub fn negotiate(headers: &HeaderMap) -> Self {
        let mut taken = [false; 3];
        let mut refused = [false; 3];
        for value in headers.get_all(header::ACCEPT_ENCODING) {
            let Ok(value) = value.to_str() else { continue };
            for offer in value.split(',') {
                let (word, rest) = offer.split_once(';').unwrap_or((offer, ""));
                let list = if is_zero(rest) { &mut refused } else { &mut taken };
                let word = word.trim();
                for (place, encoding) in Self::COMPRESSING.into_iter().enumerate() {
                    if word == "*" || encoding.word().is_some_and(|known| known.eq_ignore_ascii_case(word)) {
                        list[place] = true;
                    }
                }
            }
        }
        let places = taken.into_iter().zip(refused);
        let chosen = places.zip(Self::COMPRESSING).find(|((taken, refused), _)| *taken && !*refused);
        chosen.map_or(Self::Identity, |(_, encoding)| encoding)
    }
}

fn is_zero(parameters: &str) -> bool {
    let weight = parameters.split(';').find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("q").then_some(value.trim())
    });
    weight.is_some_and(|weight| weight.parse::<f32>().is_ok_and(|weight| weight <= 0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_form_the_reader_takes() {
        for (accepted, chosen) in [
            ("", Encoding::Identity),
            ("gzip, deflate, br, zstd", Encoding::Brotli),
            ("gzip", Encoding::Gzip),
            ("GZIP", Encoding::Gzip),
            ("gzip;q=1.0, br;q=0", Encoding::Gzip),
            ("zstd, gzip", Encoding::Zstd),
            ("*", Encoding::Brotli),
            ("*;q=0", Encoding::Identity),
            ("br;q=0, *", Encoding::Zstd),
            ("identity", Encoding::Identity),
            ("gzippy, brr", Encoding::Identity),
            (";;;q=,=,", Encoding::Identity),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, accepted.parse().unwrap());
            assert_eq!(Encoding::negotiate(&headers), chosen, "{accepted}");
        }
    }
}
