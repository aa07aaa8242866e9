//! Places on the map: GeoRSS Simple and GML, W3C Geo. GeoRSS writes latitude first; here longitude is first, as in
//! GeoJSON.

use crate::xml::Element;

/// Numbers of one geometry.
const NUMBERS_MAX: usize = 20_000;

/// A geometry.
#[derive(Clone, Debug, PartialEq)]
pub struct Geometry {
    /// `Point`, `LineString`, `Polygon` or `Box`.
    pub kind: &'static str,
    /// Longitude and latitude of each point.
    pub points: Vec<(f64, f64)>,
}

/// The geometry of an element of GeoRSS or GML.
pub(super) fn read(element: Element) -> Option<Geometry> {
    let swaps = !is_longitude_first(element);
    let kind = match element.name().to_ascii_lowercase().as_str() {
        "point" => "Point",
        "line" | "linestring" => "LineString",
        "polygon" => "Polygon",
        "box" | "envelope" => "Box",
        "where" => return element.children().find_map(read),
        _ => return None,
    };
    let numbers: Vec<f64> = element
        .raw_text()
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter(|word| !word.is_empty())
        .take(NUMBERS_MAX)
        .map_while(|word| word.parse().ok())
        .collect();
    let size = dimension(element);
    let pairs = numbers.chunks_exact(size).filter_map(|chunk| Some((*chunk.first()?, *chunk.get(1)?)));
    let points: Vec<(f64, f64)> = pairs.map(|(a, b)| if swaps { (b, a) } else { (a, b) }).collect();
    (!points.is_empty()).then_some(Geometry { kind, points })
}

/// Adds `geo:lat` or `geo:long` to a point.
pub(super) fn add_coordinate(geometry: &mut Option<Geometry>, name: &str, element: Element) {
    let Some(number) = element.text().and_then(|text| text.parse().ok()) else { return };
    let point = geometry.get_or_insert(Geometry { kind: "Point", points: vec![(0.0, 0.0)] });
    match (name, point.points.first_mut()) {
        ("lat", Some(first)) => first.1 = number,
        ("long" | "lon", Some(first)) => first.0 = number,
        _ => {}
    }
}

/// Numbers for each point: two, or more where `srsDimension` says so.
fn dimension(element: Element) -> usize {
    let all = std::iter::once(element).chain(element.descendants());
    let stated = all.filter_map(|e| e.attr("srsDimension").or(e.attr("dimension"))).find_map(|n| n.trim().parse().ok());
    stated.filter(|size| (2..=4).contains(size)).unwrap_or(2)
}

/// Whether the reference system has the east first: all but the geographic ones of GPS.
fn is_longitude_first(element: Element) -> bool {
    const GEOGRAPHIC: [&str; 3] = ["4326", "WGS84", "4258"];
    let all = std::iter::once(element).chain(element.descendants());
    let name = all.filter_map(|e| e.attr("srsName")).next();
    name.is_some_and(|name| !GEOGRAPHIC.iter().any(|known| name.contains(known)))
}
