//! Exif 2.32 (CIPA DC-008-2019): what cameras write.

use exif::{Exif, In, Reader, Tag, Value};

use super::moment::Moment;
use super::texts::Charset;
use super::{Field, Found, Standard, add, degrees};

/// The fields that are texts.
const TEXTS: [(Tag, Field); 3] =
    [(Tag::ImageDescription, Field::Caption), (Tag::Make, Field::Make), (Tag::Model, Field::Model)];

/// Adds what `tiff` says, which begins with its byte order. What is damaged is passed over.
pub(super) fn read(tiff: &[u8], found: &mut Vec<Found>) {
    let read = Reader::new().continue_on_error(true).read_raw(tiff.to_vec());
    let Ok(exif) = read.or_else(|error| error.distill_partial_result(|_| ())) else { return };
    let texts = [Tag::ImageDescription, Tag::Artist, Tag::Copyright, Tag::Make, Tag::Model];
    // The standard wants ASCII. Programs write whatever they have.
    let charset = Charset::guess(texts.iter().filter_map(|tag| bytes(&exif, *tag)));
    let text = |tag| bytes(&exif, tag).map(|bytes| charset.decode(bytes));
    for (tag, field) in TEXTS {
        add(found, Standard::Exif, field, text(tag));
    }
    let artists = text(Tag::Artist).unwrap_or_default();
    add(found, Standard::Exif, Field::Creator, artists.split(';').map(str::to_owned));
    // The photographer's notice, then the editor's.
    add(found, Standard::Exif, Field::Copyright, text(Tag::Copyright));
    let moment = |tag, offset| {
        let moment = Moment::read(&text(tag)?)?;
        Some(text(offset).map_or(moment, |offset| moment.ahead(&offset)))
    };
    let taken = moment(Tag::DateTimeOriginal, Tag::OffsetTimeOriginal)
        .or_else(|| moment(Tag::DateTimeDigitized, Tag::OffsetTimeDigitized));
    add(found, Standard::Exif, Field::Taken, taken.map(|moment| moment.to_string()));
    let position = coordinate(&exif, Tag::GPSLatitude, Tag::GPSLatitudeRef, 90.0).zip(coordinate(
        &exif,
        Tag::GPSLongitude,
        Tag::GPSLongitudeRef,
        180.0,
    ));
    add(found, Standard::Exif, Field::Position, position.map(|(north, east)| format!("{north:.6},{east:.6}")));
}

/// The bytes of a text, without the zeros that end it.
fn bytes(exif: &Exif, tag: Tag) -> Option<&[u8]> {
    match &exif.get_field(tag, In::PRIMARY)?.value {
        Value::Ascii(texts) => texts.iter().map(Vec::as_slice).find(|text| !text.trim_ascii().is_empty()),
        Value::Byte(bytes) | Value::Undefined(bytes, _) => Some(bytes.as_slice()),
        _ => None,
    }
}

/// Degrees from the equator northwards or from Greenwich eastwards, at most `most`.
fn coordinate(exif: &Exif, tag: Tag, side: Tag, most: f64) -> Option<f64> {
    let parts: Vec<f64> = match &exif.get_field(tag, In::PRIMARY)?.value {
        Value::Rational(parts) => parts.iter().filter(|part| part.denom > 0).map(exif::Rational::to_f64).collect(),
        // Some programs write degrees, minutes and seconds as a text.
        Value::Ascii(texts) => {
            let text = String::from_utf8_lossy(texts.first()?).into_owned();
            let parts = text.split([',', ' ', ';']).filter(|part| !part.is_empty());
            parts.map(|part| part.parse().ok()).collect::<Option<_>>()?
        }
        _ => return None,
    };
    let is_behind = matches!(bytes(exif, side)?.first()?, b'S' | b's' | b'W' | b'w');
    let degrees = if is_behind { -degrees(&parts) } else { degrees(&parts) };
    (!parts.is_empty() && degrees.is_finite() && degrees.abs() <= most).then_some(degrees)
}
