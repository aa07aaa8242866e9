//! What the members of a ninjs item must be, as far as we use them (ninjs schemas 1.0 to 3.1).

use crate::json::Json;
use crate::reading::Source;
use crate::refusal::{Notice, Refusal};

/// What a member is.
#[derive(Clone, Copy, PartialEq)]
enum Is {
    Text,
    /// A text, or a number that is taken as one.
    Word,
    Number,
    List,
    Object,
    /// A list in ninjs 2, an object in ninjs 1.
    Many,
    Time,
    OneOf(&'static [&'static str]),
}

/// Members that we use.
const USED: &[(&str, Is)] = &[
    ("uri", Is::Text),
    ("guid", Is::Text),
    (
        "type",
        Is::OneOf(&[
            "text",
            "audio",
            "video",
            "picture",
            "graphic",
            "composite",
            "component",
            "event",
            "planning",
            "collection",
        ]),
    ),
    ("mimetype", Is::Text),
    ("version", Is::Word),
    ("firstcreated", Is::Time),
    ("versioncreated", Is::Time),
    ("embargoed", Is::Time),
    ("expires", Is::Time),
    ("pubstatus", Is::OneOf(&["usable", "withheld", "canceled", "cancelled", "embargoed"])),
    ("urgency", Is::Number),
    ("copyrightnotice", Is::Text),
    ("usageterms", Is::Text),
    ("ednote", Is::Text),
    ("language", Is::Text),
    ("subject", Is::List),
    ("subjects", Is::List),
    ("place", Is::List),
    ("places", Is::List),
    ("infosource", Is::List),
    ("byline", Is::Text),
    ("by", Is::Text),
    ("headline", Is::Text),
    ("headlines", Is::List),
    ("descriptions", Is::List),
    ("bodies", Is::List),
    ("slugline", Is::Text),
    ("located", Is::Text),
    ("title", Is::Text),
    ("renditions", Is::Many),
    ("associations", Is::Many),
    ("altids", Is::Many),
];

/// Members that we know and do not use, in lower case, with what they are where that is simple.
const KNOWN: &[(&str, Option<Is>)] = &[
    ("representationtype", Some(Is::OneOf(&["complete", "incomplete", "full", "partial", "associated"]))),
    ("profile", Some(Is::Text)),
    ("contentcreated", Some(Is::Text)),
    ("copyrightholder", Some(Is::Text)),
    ("rightsinfo", Some(Is::Object)),
    ("charcount", Some(Is::Number)),
    ("wordcount", Some(Is::Number)),
    ("digitalsourcetype", Some(Is::Object)),
    ("standard", Some(Is::Object)),
    ("$standard", Some(Is::Object)),
    ("$schema", None),
    ("person", Some(Is::List)),
    ("people", Some(Is::List)),
    ("organisation", Some(Is::List)),
    ("organisations", Some(Is::List)),
    ("event", Some(Is::List)),
    ("events", Some(Is::List)),
    ("object", Some(Is::List)),
    ("objects", Some(Is::List)),
    ("genre", Some(Is::List)),
    ("genres", Some(Is::List)),
    ("trustindicator", Some(Is::List)),
    ("trustindicators", Some(Is::List)),
    ("advice", Some(Is::List)),
    ("infosources", Some(Is::List)),
    ("eventdetails", Some(Is::Object)),
    ("planneditem", None),
    ("plannedcoverage", None),
    ("newscoverage", None),
    ("newscoveragestatus", None),
    ("sociallinks", None),
];

/// Members outside the standard that we read, because several agencies write them.
const EXTENSIONS: [&str; 13] = [
    "service",
    "source",
    "priority",
    "editorialpriority",
    "keywords",
    "provider",
    "bylines",
    "authors",
    "replacing",
    "job",
    "slug",
    "sector",
    "photographer",
];

/// Checks an item. What a known dialect adds to the standard is no news.
///
/// # Errors
/// The first used member that is not what it should be.
pub(super) fn check(value: &Json, source: &mut Source) -> Result<(), Refusal> {
    let mut odd = Vec::new();
    for (name, member) in value.members() {
        let lower = name.to_ascii_lowercase();
        if let Some((_, is)) = USED.iter().find(|(used, _)| *used == lower) {
            if let Some(what) = fault(member, *is) {
                return Err(Refusal::Member { member: name.clone(), what });
            }
        } else if let Some((_, is)) = KNOWN.iter().find(|(known, _)| *known == lower) {
            if let Some(what) = is.and_then(|is| fault(member, is)) {
                source.notice(Notice::at(name.clone(), what));
            }
            inner(name, member, source);
        } else if let Some(stem) = ["body_", "headline_", "description_"].iter().find(|stem| lower.starts_with(**stem))
        {
            if !matches!(member, Json::Text(_) | Json::Null) {
                return Err(Refusal::Member {
                    member: name.clone(),
                    what: format!("is {}, not a text", member.kind()),
                });
            }
            let is_word = lower
                .get(stem.len()..)
                .is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'));
            if !is_word {
                odd.push(name.clone());
            }
        } else if !EXTENSIONS.contains(&lower.as_str()) {
            odd.push(name.clone());
        }
    }
    let is_dialect = !source.dialect.name.is_empty();
    if !odd.is_empty() && !is_dialect {
        odd.truncate(12);
        source.notice(Notice::new(format!("members that ninjs does not know: {}", odd.join(", "))));
    }
    inside(value, source);
    places(value, source);
    Ok(())
}

/// What is wrong with a member. `null` is as if it were absent; so is a list of texts for a text, as some services
/// write.
fn fault(member: &Json, is: Is) -> Option<String> {
    let texts = |member: &Json| matches!(member, Json::List(list) if list.iter().all(|one| one.raw().is_some()));
    let fits = match (is, member) {
        (_, Json::Null) => true,
        (Is::Text | Is::Time, Json::Text(_)) => true,
        (Is::Text, member) => texts(member),
        // ninjs 1 says a text; services write whole numbers.
        (Is::Word, Json::Number(number)) => number.fract() == 0.0,
        (Is::Word, member) => member.raw().is_some(),
        (Is::Number, Json::Number(number)) => return (number.fract() != 0.0).then(|| "is no whole number".to_owned()),
        (Is::List, Json::List(_)) | (Is::Object, Json::Object(_)) => true,
        (Is::Many, Json::List(_) | Json::Object(_)) => true,
        (Is::OneOf(words), Json::Text(word)) => {
            let known = words.iter().any(|known| known.eq_ignore_ascii_case(word));
            return (!known).then(|| format!("is {word:?}, which is none of its words"));
        }
        _ => false,
    };
    (!fits).then(|| format!("is {}, which it must not be", member.kind()))
}

/// Members inside known objects that are told from others by their kind.
fn inner(name: &str, member: &Json, source: &mut Source) {
    let texts = member.list().iter().flat_map(Json::members);
    let objects = ["importance", "lifetime"];
    for (inner, value) in texts.filter(|(inner, _)| objects.contains(&inner.as_str())) {
        if fault(value, Is::Object).is_some() {
            source.notice(Notice::at(format!("{name}.{inner}"), "is not an object"));
        }
    }
    let times = ["startdate", "expectedstartdate", "enddate", "expectedenddate"];
    let dates = member.get("dates").map(Json::members).unwrap_or_default();
    let stated: Vec<&(String, Json)> =
        dates.iter().filter(|(inner, _)| times.contains(&inner.to_ascii_lowercase().as_str())).collect();
    for (inner, value) in &stated {
        if value.raw().is_some_and(|text| !is_truncated_date(text)) {
            source.notice(Notice::at(format!("{name}.dates.{inner}"), "is no date"));
        }
    }
    let has = |what: &str| stated.iter().any(|(inner, _)| inner.eq_ignore_ascii_case(what));
    if has("startdate") && has("expectedstartdate") {
        source.notice(Notice::at(format!("{name}.dates"), "a start that is known and one that is expected"));
    }
    let linked = member.get("linkedrights").or(member.get("encodedrights"));
    if name.eq_ignore_ascii_case("rightsinfo") && linked.is_some_and(|linked| linked.raw().is_none()) {
        source.notice(Notice::at(name.to_owned(), "rights that are no text"));
    }
}

/// Whether it is a time, a day, a month or a year.
fn is_truncated_date(text: &str) -> bool {
    let is_part = |text: &str| text.split('-').all(|part| part.bytes().all(|b| b.is_ascii_digit())) && text.len() <= 7;
    crate::time::read(text).is_some() || is_part(text)
}

/// What is odd inside the objects of the item.
fn inside(value: &Json, source: &mut Source) {
    if source.dialect.name.is_empty() {
        for (path, what) in super::inner::check(value, &is_known) {
            source.notice(Notice::at(path, what));
        }
    }
    let all = value.get("associations");
    let of_list = all.map(Json::list).unwrap_or_default().iter();
    let of_object = all.map(Json::members).unwrap_or_default().iter().map(|(_, one)| one);
    let is_nameless = |one: &Json| !matches!(one, Json::Null) && one.get("uri").is_none() && one.get("guid").is_none();
    if of_list.chain(of_object).any(is_nameless) {
        source.notice(Notice::at("associations", "an association without a uri"));
    }
    for name in ["headlines", "bodies", "descriptions"] {
        let all = value.get(name).map(Json::list).unwrap_or_default();
        if all.iter().any(|one| one.get("value").and_then(Json::raw).is_none()) {
            source.notice(Notice::at(name, "an entry without a text"));
        }
    }
    if value.get("uri").is_none() && value.get("guid").is_none() {
        source.notice(Notice::new("the item has no uri"));
    }
    if matches!(value.get("urgency"), Some(Json::Number(number)) if !(1.0..=9.0).contains(number)) {
        source.notice(Notice::at("urgency", "is not 1 to 9"));
    }
}

fn is_known(name: &str) -> bool {
    let stems = ["body_", "headline_", "description_"];
    name == "name"
        || USED.iter().any(|(used, _)| *used == name)
        || KNOWN.iter().any(|(known, _)| *known == name)
        || EXTENSIONS.contains(&name)
        || stems.iter().any(|stem| name.starts_with(stem))
}

/// Places whose geometry is not GeoJSON.
fn places(value: &Json, source: &mut Source) {
    for place in value.get("places").map(Json::list).unwrap_or_default() {
        if let Some(geometry) = place.get("geojson").filter(|geometry| geometry.get("type").is_none()) {
            source.notice(Notice::at("places.geojson", format!("is {} without a type", geometry.kind())));
        }
    }
}
