//! Metadata of a story for machines: a schema.org NewsArticle as JSON-LD.

use newsroom::{
    Correction, CorrectionKind, FileField as Field, FileMetadata as Metadata, LeadPicture, Picture, Rendition, Section,
    Story, Topic, Version, Writer,
};
use serde_json::{Value, json};

use crate::base::addresses::Addresses;
use crate::base::dates::Dates;
use crate::readers::pages::context::ReaderContext;

/// The arguments of [`news_article`].
pub struct Structured<'a> {
    /// The page's context.
    pub context: &'a ReaderContext,
    /// The story.
    pub story: &'a Story,
    /// The version shown.
    pub version: &'a Version,
    /// Its section.
    pub section: &'a Section,
    /// The writers in the byline.
    pub writers: &'a [Writer],
    /// Its topics.
    pub topics: &'a [Topic],
    /// Its corrections and other notes.
    pub corrections: &'a [Correction],
    /// The lead picture, and what its file says.
    pub picture: Option<(&'a Picture, &'a Metadata)>,
    /// Its address.
    pub path: &'a str,
    /// The description.
    pub description: &'a str,
}

/// A schema.org NewsArticle, escaped for a `<script type="application/ld+json">`.
pub fn news_article(of: &Structured<'_>) -> String {
    let Structured { context, story, version, .. } = of;
    let dates = Dates::new(&context.frame.paper, context.language);
    let url = context.addresses.absolute(of.path);
    let mut publisher = json!({
        "@type": "NewsMediaOrganization",
        "name": context.paper_name(),
        "url": context.addresses.absolute(&context.addresses.home()),
    });
    if let Some(logo) = &context.frame.paper.logo {
        let url = context.addresses.absolute(&Addresses::logo(logo));
        publisher["logo"] = json!({ "@type": "ImageObject", "url": url, "width": logo.width, "height": logo.height });
    }
    let mut authors: Vec<Value> = of
        .writers
        .iter()
        .map(|writer| {
            let page = context.addresses.absolute(&context.addresses.name(writer));
            json!({ "@type": "Person", "name": writer.name, "url": page })
        })
        .collect();
    let bodies = [&version.content.desk_byline, &version.content.agencies_line].into_iter().flatten();
    authors.extend(bodies.map(|name| json!({ "@type": "Organization", "name": name })));
    if authors.is_empty() {
        authors.push(publisher.clone());
    }
    let published = match (story.published_at, story.published_day) {
        (_, Some(day)) if story.day_only => day.to_string(),
        (Some(at), _) => dates.iso(at),
        _ => String::new(),
    };
    let modified = story.changed_at.map_or_else(|| published.clone(), |changed| dates.iso(changed));
    let mut article = json!({
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": url,
        "url": url,
        "headline": version.content.headline,
        "description": of.description,
        "inLanguage": context.language.code(),
        "articleSection": of.section.name.get(context.language),
        "datePublished": published,
        "dateModified": modified,
        "author": authors,
        "publisher": publisher,
        "wordCount": version.word_count,
        "isAccessibleForFree": true,
    });
    if let Some((picture, metadata)) = of.picture {
        let address = context.addresses.absolute(&Addresses::picture(&picture.public_id, Rendition::Share));
        article["image"] = json!([image(address, version.content.lead.as_ref(), metadata)]);
    }
    if let Some(kicker) = &version.content.kicker {
        article["alternativeHeadline"] = json!(kicker);
    }
    if !of.topics.is_empty() {
        article["keywords"] = of.topics.iter().map(|topic| Value::from(topic.name.as_str())).collect();
    }
    if let Some(place) = &version.content.place {
        article["contentLocation"] = json!({ "@type": "Place", "name": place });
        article["dateline"] = json!(place);
    }
    let corrections: Vec<Value> = of
        .corrections
        .iter()
        .filter(|note| matches!(note.kind, CorrectionKind::Correction | CorrectionKind::Clarification))
        .map(|note| json!({ "@type": "CorrectionComment", "text": note.text, "datePublished": dates.iso(note.at) }))
        .collect();
    if !corrections.is_empty() {
        article["correction"] = corrections.into();
    }
    escape_for_script(&article.to_string())
}

/// A schema.org ImageObject of the lead picture, with the IPTC metadata that search engines show beside pictures. A
/// licence is named only by an address of the web.
fn image(address: String, lead: Option<&LeadPicture>, metadata: &Metadata) -> Value {
    let mut image = json!({ "@type": "ImageObject", "url": address, "width": 1200, "height": 630 });
    let words = |text: Option<&str>| text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let licence = words(metadata.value(Field::Licence));
    let named = [
        ("caption", words(lead.and_then(|lead| lead.caption.as_deref()))),
        ("creditText", words(lead.and_then(|lead| lead.credit.as_deref()))),
        ("copyrightNotice", words(metadata.value(Field::Copyright))),
        ("license", licence.filter(|address| address.starts_with("https://") || address.starts_with("http://"))),
    ];
    for (name, text) in named {
        if let Some(text) = text {
            image[name] = json!(text);
        }
    }
    let creators = metadata.values(Field::Creator).iter().filter_map(|name| words(Some(name)));
    let creators: Vec<Value> = creators.map(|name| json!({ "@type": "Person", "name": name })).collect();
    if !creators.is_empty() {
        image["creator"] = creators.into();
    }
    image
}

/// Escapes JSON so that it cannot close the surrounding element.
fn escape_for_script(json: &str) -> String {
    json.replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_never_ends_its_script() {
        let escaped = escape_for_script(&json!({ "a": "</script><!-- & \u{2028}" }).to_string());
        assert!(!escaped.contains(['<', '>', '&', '\u{2028}']), "{escaped}");
        let back: Value = serde_json::from_str(&escaped).unwrap();
        assert_eq!(back["a"], "</script><!-- & \u{2028}");
    }
}
