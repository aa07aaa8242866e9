//! Any text inside a file of each format, so that every reader is reached: the first byte chooses the format.
#![no_main]

use libfuzzer_sys::fuzz_target;

/// What stands before and after the text.
const FRAMES: [(&str, &str); 14] = [
    ("<rss version='2.0'><channel><title>t</title><item>", "</item></channel></rss>"),
    ("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'><item>", "</item></rdf:RDF>"),
    ("<feed xmlns='http://www.w3.org/2005/Atom'><entry>", "</entry></feed>"),
    ("<CHANNEL><ITEM>", "</ITEM></CHANNEL>"),
    ("<nitf><head><docdata>", "</docdata></head><body><body.content><p>x</p></body.content></body></nitf>"),
    ("<nitf><body><body.head/><body.content>", "</body.content></body></nitf>"),
    ("<NewsML><NewsItem><Identification/><NewsComponent>", "</NewsComponent></NewsItem></NewsML>"),
    ("<newsItem guid='a' version='1'><itemMeta/><contentMeta>", "</contentMeta></newsItem>"),
    ("<newsItem guid='a' version='1'><contentSet><inlineXML>", "</inlineXML></contentSet></newsItem>"),
    ("<conceptItem guid='a'><concept><type qcode='cpnat:event'/>", "</concept></conceptItem>"),
    ("{\"uri\":\"a\",\"versioncreated\":\"2026-01-01T00:00:00Z\",", "}"),
    ("\u{1}gns0042 3 pol 120  gns 0042\r\n\r\nslug/\r\n\u{2}", "\u{3}101545 GMT Mar 26\r\n\u{4}"),
    ("\u{16}\u{16}\u{1}a0101\u{1f}_x\r\nr i\u{13}\u{11} BC-Port 03-14 0118\r\n\u{2}", "\u{3}GNS-WF-03-14-26 0910GMT<\r\n\u{4}"),
    ("BEGIN:VCALENDAR\nBEGIN:VEVENT\n", "\nEND:VEVENT\nEND:VCALENDAR\n"),
];

fuzz_target!(|input: (u8, &str)| {
    let (choice, text) = input;
    let (before, after) = FRAMES[usize::from(choice) % FRAMES.len()];
    let file = format!("{before}{text}{after}");
    let Ok(reading) = wire::read(file.as_bytes(), &wire::Context::default()) else { return };
    for item in &reading.items {
        if let Some(body) = &item.body {
            assert_eq!(body.validate(), Ok(()));
        }
    }
});
