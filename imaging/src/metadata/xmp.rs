//! XMP (ISO 16684-1) with the schemas of the IPTC Photo Metadata Standard 2023.1.
//!
//! A packet with a document type is passed over: it could define entities, which XMP has no use for.

use roxmltree::{Document, Node, ParsingOptions};

use super::moment::Moment;
use super::texts::Charset;
use super::{Field, Found, Standard, add, degrees};

/// Elements and texts of a packet, at most.
const NODES_MAX: u32 = 200_000;

/// Attributes of an element, at most.
const ATTRIBUTES_MAX: usize = 1_000;
/// Declarations of namespaces, at most.
const NAMESPACES_MAX: usize = 500;

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const XML: &str = "http://www.w3.org/XML/1998/namespace";
const DC: &str = "http://purl.org/dc/elements/1.1/";
const PHOTOSHOP: &str = "http://ns.adobe.com/photoshop/1.0/";
const RIGHTS: &str = "http://ns.adobe.com/xap/1.0/rights/";
const XAP: &str = "http://ns.adobe.com/xap/1.0/";
const CORE: &str = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/";
const EXT: &str = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";
const PLUS: &str = "http://ns.useplus.org/ldf/xmp/1.0/";
const PRISM: &str = "http://prismstandard.org/namespaces/basic/2.0/";
const CREATIVE_COMMONS: &str = "http://creativecommons.org/ns#";
const TIFF: &str = "http://ns.adobe.com/tiff/1.0/";
const EXIF: &str = "http://ns.adobe.com/exif/1.0/";

/// Where the values of a field stand, the first that is there.
const PROPERTIES: [(Field, &str, &str); 28] = [
    (Field::Caption, DC, "description"),
    (Field::Headline, PHOTOSHOP, "Headline"),
    (Field::Title, DC, "title"),
    (Field::Creator, DC, "creator"),
    (Field::CreatorTitle, PHOTOSHOP, "AuthorsPosition"),
    (Field::Credit, PHOTOSHOP, "Credit"),
    (Field::Source, PHOTOSHOP, "Source"),
    (Field::Copyright, DC, "rights"),
    (Field::UsageTerms, RIGHTS, "UsageTerms"),
    (Field::Instructions, PHOTOSHOP, "Instructions"),
    (Field::Keywords, DC, "subject"),
    (Field::Persons, EXT, "PersonInImage"),
    (Field::Sublocation, CORE, "Location"),
    (Field::City, PHOTOSHOP, "City"),
    (Field::Province, PHOTOSHOP, "State"),
    (Field::Country, PHOTOSHOP, "Country"),
    (Field::AltText, CORE, "AltTextAccessibility"),
    (Field::CaptionWriter, PHOTOSHOP, "CaptionWriter"),
    (Field::Make, TIFF, "Make"),
    (Field::Model, TIFF, "Model"),
    (Field::Taken, PHOTOSHOP, "DateCreated"),
    (Field::Taken, EXIF, "DateTimeOriginal"),
    (Field::Taken, XAP, "CreateDate"),
    (Field::Expires, PLUS, "LicenseEndDate"),
    (Field::Expires, PRISM, "expirationDate"),
    (Field::Licence, RIGHTS, "WebStatement"),
    (Field::Licence, CREATIVE_COMMONS, "license"),
    (Field::Position, EXIF, "GPSLatitude"),
];

/// The parts of a place in the structures of the IPTC extension.
const PLACE: [(Field, &str); 4] = [
    (Field::Sublocation, "Sublocation"),
    (Field::City, "City"),
    (Field::Province, "ProvinceState"),
    (Field::Country, "CountryName"),
];

/// Adds what `packet` says.
pub(super) fn read(packet: &[u8], found: &mut Vec<Found>) {
    let text = decoded(packet);
    if !is_modest(&text) {
        return;
    }
    let options = ParsingOptions { allow_dtd: false, nodes_limit: NODES_MAX, ..ParsingOptions::default() };
    let Ok(document) = Document::parse_with_options(text.trim_matches(['\0', '\u{FEFF}', ' ', '\n', '\r']), options)
    else {
        return;
    };
    let rdf = document.descendants().filter(|node| node.has_tag_name((RDF, "RDF")));
    let descriptions: Vec<Node<'_, '_>> =
        rdf.flat_map(|rdf| rdf.children().filter(|node| node.has_tag_name((RDF, "Description")))).collect();
    let property = |space: &str, name: &str| {
        descriptions.iter().map(|node| values(*node, space, name)).find(|values| !values.is_empty()).unwrap_or_default()
    };
    for (field, space, name) in PROPERTIES {
        let values = property(space, name);
        match field {
            Field::Taken | Field::Expires => {
                let moments = values.iter().find_map(|text| Moment::read(text));
                add(found, Standard::Xmp, field, moments.map(|moment| moment.to_string()));
            }
            Field::Position => {
                let north = values.first().and_then(|text| coordinate(text));
                let east = property(space, "GPSLongitude").first().and_then(|text| coordinate(text));
                let position = north.zip(east).map(|(north, east)| format!("{north:.6},{east:.6}"));
                add(found, Standard::Xmp, field, position);
            }
            _ => add(found, Standard::Xmp, field, values),
        }
    }
    for place in ["LocationShown", "LocationCreated"] {
        let places =
            descriptions.iter().flat_map(|node| node.children()).filter(|node| node.has_tag_name((EXT, place)));
        for (field, name) in PLACE {
            let parts = places.clone().flat_map(|node| node.descendants()).flat_map(|node| values(node, EXT, name));
            add(found, Standard::Xmp, field, parts.take(1));
        }
    }
}

/// Whether no element has more attributes and the packet has no more namespaces than any program writes: the parser
/// compares each attribute of an element with all others, and copies the namespaces of the parent into each element that
/// declares one.
fn is_modest(text: &str) -> bool {
    // `>` may stand in a value, `<` may not.
    let attributes = text.split('<').map(|element| element.matches('=').count());
    attributes.max().unwrap_or_default() <= ATTRIBUTES_MAX && text.matches("xmlns").count() <= NAMESPACES_MAX
}

/// The packet's text: UTF-8, or UTF-16 by its byte order mark or by the zeros beside `<`.
fn decoded(packet: &[u8]) -> String {
    let wide = match packet {
        [0xfe, 0xff, ..] | [0, b'<', ..] => encoding_rs::UTF_16BE,
        [0xff, 0xfe, ..] | [b'<', 0, ..] => encoding_rs::UTF_16LE,
        _ => return Charset::Utf8.decode(packet),
    };
    wide.decode_with_bom_removal(packet).0.into_owned()
}

/// The values of a property of `node`: an attribute, a text, an address, the items of a list, or of several languages one.
fn values(node: Node<'_, '_>, space: &str, name: &str) -> Vec<String> {
    if let Some(value) = node.attribute((space, name)) {
        return vec![value.to_owned()];
    }
    let Some(property) = node.children().find(|child| child.has_tag_name((space, name))) else { return Vec::new() };
    let list = property.children().find(Node::is_element);
    let items = |list: Node<'_, '_>| {
        let items = list.children().filter(|item| item.has_tag_name((RDF, "li")));
        items.map(|item| (item.attribute((XML, "lang")).unwrap_or_default().to_owned(), text(item))).collect::<Vec<_>>()
    };
    match list {
        Some(list) if list.has_tag_name((RDF, "Alt")) => one_language(items(list)),
        Some(list) if list.has_tag_name((RDF, "Bag")) || list.has_tag_name((RDF, "Seq")) => {
            items(list).into_iter().map(|(_, text)| text).collect()
        }
        Some(structure) => vec![text(structure)],
        None => vec![property.attribute((RDF, "resource")).map_or_else(|| text(property), str::to_owned)],
    }
}

/// Of several languages the default; if that is empty the Arabic text, else the first.
fn one_language(items: Vec<(String, String)>) -> Vec<String> {
    let is_full = |item: &&(String, String)| !item.1.trim().is_empty();
    let of = |is_it: fn(&str) -> bool| items.iter().filter(is_full).find(|(language, _)| is_it(language));
    let chosen = of(|language| language == "x-default")
        .or_else(|| of(|language| language == "ar" || language.starts_with("ar-")))
        .or_else(|| of(|_| true));
    chosen.map(|(_, text)| text.clone()).into_iter().collect()
}

/// All text within.
fn text(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect()
}

/// Degrees as XMP writes them: `36,45.228N` or `36,45,13N`.
fn coordinate(text: &str) -> Option<f64> {
    let text = text.trim();
    let side = text.chars().last()?.to_ascii_uppercase();
    let parts: Vec<f64> =
        text.get(..text.len() - 1)?.split(',').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    if !(2..=3).contains(&parts.len()) {
        return None;
    }
    let degrees = degrees(&parts);
    let (sign, most) = match side {
        'N' => (1.0, 90.0),
        'S' => (-1.0, 90.0),
        'E' => (1.0, 180.0),
        'W' => (-1.0, 180.0),
        _ => return None,
    };
    (degrees.is_finite() && (0.0..=most).contains(&degrees)).then_some(sign * degrees)
}
