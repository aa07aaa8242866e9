//! Members inside the objects of a ninjs item (ninjs schemas 1.0 to 3.1). Nothing here is a reason to refuse an item:
//! what we do not use may be wrong, and the desk is told.

use crate::json::Json;

/// Notices of one item about what stands inside its objects.
const NOTICES_MAX: usize = 12;
/// Objects of one item that are looked at.
const OBJECTS_MAX: usize = 20_000;

/// Members that are texts.
const TEXTS: &[&str] = &[
    "area",
    "aspectratio",
    "audience",
    "bitrate",
    "code",
    "contenttype",
    "country",
    "creator",
    "enddate",
    "eventstatus",
    "exchange",
    "expectedduration",
    "format",
    "frequency",
    "href",
    "id",
    "lang",
    "langid",
    "linkedrights",
    "encodedrights",
    "literal",
    "locality",
    "mimetype",
    "name",
    "on",
    "postalcode",
    "rel",
    "role",
    "scantype",
    "schema",
    "scheme",
    "startdate",
    "symbol",
    "symboltype",
    "ticker",
    "title",
    "transportprotocol",
    "until",
    "uri",
    "value",
    "videocodec",
    "version",
    "embargoeduntil",
    "plannedcoveragestatus",
    "media",
    "usage",
    "variant",
];
/// Members that are numbers.
const NUMBERS: &[&str] = &[
    "confidence",
    "count",
    "duration",
    "framerate",
    "height",
    "interval",
    "rangefrom",
    "rangeto",
    "relevance",
    "significance",
    "sizeinbytes",
    "width",
    "wordcount",
    "charcount",
    "x",
    "y",
];
/// Members that are objects or lists, or that have a form of their own.
const OTHERS: &[&str] = &[
    "address",
    "audiences",
    "commissioned",
    "contactinfo",
    "dates",
    "exclaudience",
    "expectedenddate",
    "expectedstartdate",
    "geojson",
    "geometry_geojson",
    "itemcount",
    "lines",
    "organiser",
    "poi",
    "recurrence",
    "recurrencedates",
    "recurrencerules",
    "references",
    "symbols",
    "type",
    "rels",
    "importance",
    "lifetime",
    "advice",
    "advices",
    "email",
    "phone",
    "web",
    "city",
    "line",
    "region",
    "state",
];
/// Members whose content is another standard's.
const FOREIGN: [&str; 2] = ["geojson", "geometry_geojson"];

/// What is odd inside the objects of an item; `is_item` tells the members of a whole item.
pub(super) fn check(item: &Json, is_item: &dyn Fn(&str) -> bool) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let members = item.members().iter().filter(|(name, _)| is_item(&name.to_ascii_lowercase()));
    let mut stack: Vec<(String, &Json)> = members.map(|(name, value)| (name.clone(), value)).collect();
    let mut seen = 0;
    while let Some((path, value)) = stack.pop().filter(|_| seen < OBJECTS_MAX && found.len() < NOTICES_MAX) {
        seen += 1;
        // Names of associations, renditions and other ids are the agency's own.
        let is_named = path.ends_with("associations") || path.ends_with("renditions") || path.ends_with("altids");
        stack.extend(value.list().iter().map(|one| (format!("{path}[]"), one)));
        for (name, member) in value.members() {
            let lower = name.to_ascii_lowercase();
            if is_named || FOREIGN.contains(&lower.as_str()) {
                stack.extend((is_named && !path.ends_with("altids")).then(|| (format!("{path}[]"), member)));
                continue;
            }
            let what = match member {
                Json::Null => continue,
                Json::Text(_) if TEXTS.contains(&lower.as_str()) => continue,
                Json::Number(_) if NUMBERS.contains(&lower.as_str()) => continue,
                _ if TEXTS.contains(&lower.as_str()) || NUMBERS.contains(&lower.as_str()) => {
                    format!("is {}, which it must not be", member.kind())
                }
                _ if OTHERS.contains(&lower.as_str()) || is_item(&lower) => {
                    stack.push((format!("{path}.{name}"), member));
                    continue;
                }
                _ => "is not known to ninjs".to_owned(),
            };
            found.push((format!("{path}.{name}"), what));
        }
    }
    found.truncate(NOTICES_MAX);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_odd_inside_is_reported_by_its_path() {
        let text = r#"{"subject": [{"code": 7, "name": "x"}], "renditions": {"own": {"href": "a", "width": "10"}},
            "place": [{"name": "y", "geometry_geojson": {"any": 1}}], "person": [{"odd": 1}]}"#;
        let found = check(&crate::json::parse(text).unwrap(), &|name| {
            matches!(name, "subject" | "renditions" | "place" | "person")
        });
        let paths: Vec<&str> = found.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(paths, ["person[].odd", "renditions[].width", "subject[].code"]);
    }
}
