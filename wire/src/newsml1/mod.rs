//! NewsML 1.x (IPTC NewsML 1.2 functional specification): items made of nested components.

mod component;
mod roles;

use crate::body;
use crate::item::{Code, Dateline, Item, Place, Rel, Status};
use crate::nitf;
use crate::reading::Source;
use crate::refusal::Notice;
use crate::text::{clean, is_number, scheme_of, subject_scheme};
use crate::xml::Element;
use component::Parts;
use roles::{Roles, named};

/// Reads the items of a `NewsML` element.
pub(crate) fn read(root: Element, source: &mut Source) -> Vec<Item> {
    let envelope = root.child("NewsEnvelope");
    let mut items = Vec::new();
    for (at, element) in root.all("NewsItem").enumerate() {
        if element.child("NewsComponent").is_none() && element.child("Update").is_none() {
            source.notice(Notice::aside(format!("item {}", at + 1), "a NewsItem without a component"));
            continue;
        }
        items.push(item(element, envelope, source));
    }
    items
}

fn item(element: Element, envelope: Option<Element>, source: &mut Source) -> Item {
    let mut item = Item::text();
    identity(&mut item, element);
    let management = element.child("NewsManagement");
    if let Some(management) = management {
        managed(&mut item, management, source);
    }
    if let Some(envelope) = envelope {
        item.sent = envelope.text_of("DateAndTime").and_then(|time| source.moment("DateAndTime", &time));
        item.priority = envelope.child("Priority").and_then(named);
    }
    if let Some(main) = element.child("NewsComponent") {
        let roles = Roles::of(main);
        let parts = Parts::of(main, &roles);
        lines(&mut item, &parts, source);
        administration(&mut item, &parts, element);
        description(&mut item, &parts, source);
        content(&mut item, &parts);
    }
    item.settle_status();
    if item.language.is_none() {
        item.language = element.attr("xml:lang").and_then(clean);
    }
    finish(&mut item, source);
    item
}

fn identity(item: &mut Item, element: Element) {
    let Some(id) = element.path("Identification/NewsIdentifier") else { return };
    item.guid = id.text_of("PublicIdentifier").or_else(|| id.text_of("NewsItemId"));
    let Some(revision) = id.child("RevisionId") else { return };
    item.version = revision.text();
    let previous =
        revision.attr("PreviousRevision").map(str::trim).filter(|number| is_number(number, 1) && *number != "0");
    if let (Some(previous), Some(guid)) = (previous, &item.guid)
        && let Some((stem, last)) = guid.rsplit_once(':')
        && last.starts_with(|c: char| c.is_ascii_digit())
    {
        let former = format!("{stem}:{previous}");
        item.link(Rel::UpdateOf, former);
    }
}

fn managed(item: &mut Item, management: Element, source: &mut Source) {
    let mut of = |name: &str| management.text_of(name).and_then(|time| source.moment(name, &time));
    item.created = of("FirstCreated");
    item.modified = of("ThisRevisionCreated");
    item.status = management.child("Status").and_then(named).and_then(|word| Status::of(&word)).unwrap_or_default();
    item.urgency = management.child("Urgency").and_then(named).and_then(|number| number.parse().ok());
    if let Some(time) = management.path("StatusWillChange/DateAndTime").and_then(Element::text) {
        let embargoed = matches!(item.status, Status::Embargoed | Status::Withheld);
        item.embargo_until = source.moment("StatusWillChange", &time).filter(|_| embargoed);
    }
    for (name, rel) in [("AssociatedWith", Rel::AssociatedWith), ("DerivedFrom", Rel::DerivedFrom)] {
        for link in management.all(name) {
            item.link(rel, link.attr("NewsItem").map(str::trim).unwrap_or_default());
        }
    }
    for note in management.all("Instruction").chain(management.all("EditorialNote")) {
        item.ednote = item.ednote.take().or_else(|| note.text());
    }
}

fn lines(item: &mut Item, parts: &Parts, source: &Source) {
    let settings = &source.dialect.newsml1;
    item.headline = parts.line("HeadLine");
    item.subheadline = parts.line("SubHeadLine").filter(|second| item.headline.as_ref() != Some(second));
    item.byline = parts.line("ByLine").map(|by| match parts.line("ByLineTitle") {
        Some(title) => format!("{by}, {title}"),
        None => by,
    });
    item.credit = parts.line("CreditLine");
    item.copyright = parts.line("CopyrightLine");
    item.dateline = parts.line("DateLine").map(|text| Dateline { text: Some(text), place: None, run_in: false });
    item.slugline = parts.line("SlugLine").filter(|_| settings.has_slug);
    for keyword in parts.lines("KeywordLine") {
        if settings.keyword_line_is_category {
            let scheme = source.dialect.scheme_or(item.guid.as_deref());
            item.category(Code::new(keyword, scheme));
        } else {
            item.keywords.push(keyword);
        }
    }
    if let Some(advice) = parts.typed_line("AdvisoryLine") {
        item.ednote = item.ednote.take().or(Some(advice));
    }
}

fn administration(item: &mut Item, parts: &Parts, element: Element) {
    item.source = parts
        .party("Provider")
        .or_else(|| element.path("Identification/NewsIdentifier/ProviderId").and_then(Element::text));
    item.byline = item.byline.take().or_else(|| parts.party("Creator"));
    item.usage = parts.find("RightsMetadata", "UsageType").and_then(|usage| usage.text().or_else(|| named(usage)));
    item.guid = item.guid.take().or_else(|| parts.find("DescriptiveMetada", "guid").and_then(Element::text));
}

fn description(item: &mut Item, parts: &Parts, source: &Source) {
    let own = source.dialect.scheme_or(item.source.as_deref());
    item.language = parts.described("Language").next().and_then(named);
    let properties: Vec<Element> = parts.described("Property").collect();
    let words = properties.iter().filter(|property| property.attr("FormalName") == Some("Keyword"));
    let mut keywords: Vec<String> = words.filter_map(|word| word.attr("Value").and_then(clean)).collect();
    keywords.extend(parts.main.descendants().filter(|e| e.is("item_keyword")).filter_map(Element::text));
    keywords.append(&mut item.keywords);
    item.keywords = keywords;
    for group in parts.described("SubjectCode") {
        for subject in group.children() {
            let Some(code) = subject.attr("FormalName").and_then(clean) else { continue };
            let vocabulary = subject.attr("Vocabulary").filter(|_| source.dialect.scheme.is_empty());
            let scheme = vocabulary.and_then(|urn| urn.split(':').nth(2)).map_or_else(|| own.clone(), scheme_of);
            item.subject(Code::new(code.clone(), subject_scheme(&code, &scheme)));
            if let Some(category) = subject.attr("cat").and_then(clean) {
                item.category(Code::new(category, own.clone()));
            }
        }
    }
    for location in parts.described("Location") {
        for property in location.all("Property") {
            let kind = match property.attr("FormalName") {
                Some("City") => "city",
                Some("Country") => "country",
                Some("Area" | "CountryArea" | "Region" | "State") => "area",
                _ => continue,
            };
            item.place(Place::new(kind, property.attr("Value").and_then(clean).unwrap_or_default()));
        }
    }
}

fn content(item: &mut Item, parts: &Parts) {
    let main = parts.main;
    item.body = component::text(main, parts.roles);
    if let Some(nitf) = main.find("nitf") {
        nitf::fill(item, nitf);
    }
    item.headline = item.headline.take().or_else(|| component::text_of_role(parts, &["headline", "title"]));
    item.subheadline = item.subheadline.take().or_else(|| component::text_of_role(parts, &["lead"]));
    item.media = component::media(parts);
    // A package names its parts.
    for part in main.descendants().filter(|e| e.is("NewsItemRef")) {
        item.link(Rel::HasPart, part.attr("NewsItem").unwrap_or_default().trim());
    }
    if item.body.is_none() && item.media.is_empty() {
        item.kind = "composite".into();
        return;
    }
    let picture = item.media.first().map(|medium| medium.kind.clone());
    if let (None, Some(kind)) = (&item.body, picture) {
        item.kind = kind;
        // The advice on a picture limits its use; on a text it is a note to editors.
        item.usage = item.usage.take().or_else(|| parts.typed_line("AdvisoryLine"));
        item.ednote = item.ednote.take().filter(|note| item.usage.as_ref() != Some(note));
    }
}

/// Puts right what spans several fields: takes, notes in the body, the dateline.
fn finish(item: &mut Item, source: &Source) {
    crate::takes::of_slug(item);
    crate::takes::note_in_body(item);
    body::take_sign_off(item);
    let city = item.places.iter().find(|place| place.kind == "city").map(|place| place.name.clone());
    if let Some(dateline) = &mut item.dateline {
        let text = dateline.text.clone().unwrap_or_default();
        let is_there = |city: &String| text.to_lowercase().contains(&city.to_lowercase());
        let hints = crate::dateline::Hints::default();
        dateline.place = city.filter(is_there).or_else(|| crate::dateline::place(&text, &hints));
    }
    body::take_dateline(item, source.dialect.agencies);
}
