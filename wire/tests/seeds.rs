//! Small invented samples, one for each format: the seeds of the fuzz target. They need no corpus.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::path::Path;

use wire::{Context, Format, Item, Outcome, Reading, Rel, Status};

/// A seed without its first byte, which chooses the context in the fuzz target.
fn seed(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/seeds/wire").join(name);
    std::fs::read(path).unwrap()[1..].to_vec()
}

fn read(name: &str) -> Reading {
    let reading = wire::read(&seed(name), &Context::default()).unwrap();
    assert!(reading.notices.is_empty(), "{name}: {:?}", reading.notices);
    reading
}

fn only(name: &str, format: Format) -> Item {
    let reading = read(name);
    assert_eq!((reading.format, reading.items.len()), (format, 1), "{name}");
    reading.items.into_iter().next().unwrap()
}

fn headline(item: &Item) -> &str {
    item.headline.as_deref().unwrap()
}

fn first(item: &Item) -> String {
    wire::outline(item.body.as_ref().unwrap()).first.unwrap()
}

#[test]
fn feeds() {
    let item = only("rss.xml", Format::Rss);
    assert_eq!((headline(&item), first(&item).as_str()), ("سفن & رصيف", "رست سفينة."));
    assert_eq!(item.media[0].caption.as_deref(), Some("سفينة"));
    assert_eq!(item.links[0].to, "https://argo.example/1");
    let item = only("atom.xml", Format::Atom);
    assert_eq!((headline(&item), item.byline.as_deref()), ("سفن", Some("لينا")));
    assert_eq!(item.links[0].to, "https://argo.example/1");
    let item = only("feed.json", Format::JsonFeed);
    assert_eq!((headline(&item), item.media[0].kind.as_str()), ("Ships", "audio"));
}

#[test]
fn a_feed_after_the_warnings_of_a_server_comes_in() {
    let feed = [b"Warning: no such file in x.php on line 3\n".to_vec(), seed("rss.xml")].concat();
    let reading = wire::read(&feed, &Context::default()).unwrap();
    assert_eq!((reading.format, reading.items.len(), reading.notices.len()), (Format::Rss, 1, 1));
}

#[test]
fn nitf() {
    let item = only("nitf.xml", Format::Nitf);
    assert_eq!((headline(&item), item.subheadline.as_deref()), ("Ships wait", Some("For hours")));
    assert_eq!(item.byline.as_deref(), Some("By Lina Paz, Correspondent"));
    assert_eq!((item.urgency, item.ednote.as_deref()), (Some(3), Some("note")));
    let dateline = item.dateline.as_ref().unwrap();
    assert_eq!((dateline.text.as_deref(), dateline.run_in), (Some("ARGO (GNS) -"), true));
    let outline = wire::outline(item.body.as_ref().unwrap());
    assert_eq!((outline.paragraphs, outline.headings, outline.tables, outline.lists), (1, 1, 1, 1));
    assert_eq!(item.media[0].href.as_deref(), Some("a.jpg"));
}

#[test]
fn newsml1() {
    let item = only("newsml1.xml", Format::Newsml1);
    assert_eq!((headline(&item), item.version.as_deref()), ("سفن", Some("2")));
    assert_eq!(item.links[0].rel, Rel::UpdateOf);
    assert_eq!(item.links[0].to, "urn:newsml:argo.example:20260502:1:1");
    assert_eq!(item.dateline.as_ref().unwrap().place.as_deref(), Some("الميناء"));
    let media = &item.media[0];
    assert_eq!((media.guid.as_deref(), media.caption.as_deref()), (Some("p"), Some("سفينة")));
    assert_eq!(media.renditions, ["a.jpg 20x10"]);
}

#[test]
fn newsml_g2() {
    let reading = read("g2.xml");
    let [text, package] = reading.items.try_into().unwrap();
    assert_eq!((headline(&text), first(&text).as_str()), ("سفن", "رست سفينة."));
    assert_eq!(text.links.iter().map(|link| link.rel).collect::<Vec<_>>(), [Rel::SeeAlso, Rel::CorrectionOf]);
    assert_eq!((package.kind.as_str(), package.links[0].rel), ("composite", Rel::HasPart));
}

#[test]
fn a_broken_item_of_a_message_is_set_aside() {
    let message = String::from_utf8(seed("g2.xml")).unwrap();
    let message = message.replace("<packageItem guid=\"urn:argo:2\"", "<knowledgeItem/><packageItem");
    let reading = wire::read(message.as_bytes(), &Context::default()).unwrap();
    assert_eq!((reading.outcome, reading.items.len()), (Outcome::Read, 1));
    let aside: Vec<_> =
        reading.notices.iter().filter(|notice| notice.set_aside).map(|notice| notice.place.as_str()).collect();
    assert_eq!(aside, ["item 2", "item 3"]);
}

#[test]
fn a_canceled_item_kills_itself() {
    let message = String::from_utf8(seed("g2.xml")).unwrap().replace("stat:usable", "stat:canceled");
    let reading = wire::read(message.as_bytes(), &Context::default()).unwrap();
    assert_eq!(reading.items[0].status, Status::Canceled);
    assert!(reading.items[0].links.iter().any(|link| link.rel == Rel::Kills && link.to == "urn:argo:1"));
}

#[test]
fn ninjs() {
    let item = only("ninjs.json", Format::Ninjs);
    assert_eq!((headline(&item), first(&item).as_str()), ("Ships wait", "They wait."));
    assert_eq!(item.media[0].renditions, ["original 20x10"]);
    let wrong = String::from_utf8(seed("ninjs.json")).unwrap().replace("\"urgency\":3", "\"urgency\":\"high\"");
    let refused = wire::read(wrong.as_bytes(), &Context::default()).unwrap_err();
    assert!(refused.to_string().contains("urgency"), "{refused}");
}

#[test]
fn old_wires_and_mail() {
    let item = only("iptc7901.txt", Format::Iptc7901);
    assert_eq!((headline(&item), item.take.as_deref()), ("Ships wait", Some("1ST LEAD")));
    let item = only("anpa.tst", Format::Anpa1312);
    assert_eq!((headline(&item), item.take.as_deref()), ("Ships wait", Some("1st Ld-Writethru")));
    assert_eq!(item.media[0].guid.as_deref(), Some("ARG101"));
    let reading = read("mail.eml");
    assert_eq!(
        (headline(&reading.items[0]), reading.charset.actual.as_str()),
        ("سفن", "windows-1256 in quoted-printable")
    );
    assert_eq!(reading.items[0].media[0].href.as_deref(), Some("a.png"));
}

#[test]
fn events_and_releases() {
    let reading = read("calendar.ics");
    assert_eq!((reading.format, reading.outcome), (Format::Events, Outcome::OtherKind));
    let item = only("release.xml", Format::AgencyXml);
    assert_eq!((headline(&item), item.subheadline.as_deref()), ("سفن", Some("ميناء")));
}

#[test]
fn plain_text_has_a_headline_if_an_empty_line_follows() {
    let reading = wire::read("Ships wait\n\nThey came.\n\nThey left.\n".as_bytes(), &Context::default()).unwrap();
    assert_eq!((reading.format, headline(&reading.items[0])), (Format::Text, "Ships wait"));
    assert_eq!(wire::outline(reading.items[0].body.as_ref().unwrap()).paragraphs, 2);
    let reading = wire::read("They came.\nThey left.\n".as_bytes(), &Context::default()).unwrap();
    assert_eq!(reading.items[0].headline, None);
}
