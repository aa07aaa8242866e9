//! Input made to cost more than its length: twice as much of it takes about twice as long.

use std::time::{Duration, Instant};

/// How much of each pattern is read.
const REPEATS: usize = 20_000;
/// Time for the larger of two inputs, in a debug build on a busy machine: quadratic work takes minutes.
const TIME_MAX: Duration = Duration::from_secs(30);

fn took(text: &str) -> Duration {
    let begin = Instant::now();
    let _ = wire::read(text.as_bytes(), &wire::Context::default());
    begin.elapsed()
}

#[test]
fn no_pattern_costs_more_than_its_length() {
    let numbered = |form: &str| (0..REPEATS).map(|n| form.replace('#', &n.to_string())).collect::<String>();
    let feed = |inner: &str| format!("<rss version='2.0'><channel><item>{inner}</item></channel></rss>");
    let nitf = |inner: &str| format!("<nitf><head><docdata>{inner}</docdata></head><body/></nitf>");
    let newsml = |inner: &str| format!("<NewsML><NewsItem><NewsComponent>{inner}</NewsComponent></NewsItem></NewsML>");
    let g2 = |inner: &str| {
        format!("<newsItem guid='a' version='1'><itemMeta/><contentMeta>{inner}</contentMeta></newsItem>")
    };
    let ttnitf = |inner: &str| {
        format!("<newsItem guid='a'><contentSet><inlineXML><BODY>{inner}</BODY></inlineXML></contentSet></newsItem>")
    };
    let message = "\u{16}\u{16}\u{1}a0101\u{1f}_x\nr i\u{13}\u{11} s\n\u{2}^BC-Port, 1st Ld-Writethru,1<\n^H<\n\t   x\n\u{3}\n\u{4}";
    for (name, text) in [
        ("links", feed(&numbered("<link rel='via' href='http://a/#'/>"))),
        ("categories", feed(&numbered("<category>#</category>"))),
        ("media", feed(&numbered("<enclosure url='http://a/#'/>"))),
        ("places", nitf(&numbered("<evloc city='#'/>"))),
        ("subjects", g2(&numbered("<subject qcode='a:#'/>"))),
        ("components", newsml(&numbered("<NewsComponent><ContentItem><DataContent/></ContentItem></NewsComponent>"))),
        ("contents", newsml(&numbered("<ContentItem Href='#'><MediaType FormalName='Photo'/></ContentItem>"))),
        ("parts", ttnitf(&format!("{}{}", "<X/>".repeat(REPEATS), "<TEXT><RUBRIK>a</RUBRIK></TEXT>".repeat(REPEATS)))),
        ("takes", message.repeat(REPEATS / 4)),
        ("full stops", feed(&format!("<description>{}</description>", ".".repeat(REPEATS * 5)))),
        ("open tags", feed(&format!("<description>{}</description>", "&lt;div class=\"by\"&gt;".repeat(REPEATS)))),
        ("namespaces", feed(&format!("<x:a xmlns:x='{}'/>", "n".repeat(200)).repeat(REPEATS))),
        ("members", format!("{{\"uri\":\"a\"{}}}", numbered(",\"m#\":1"))),
        ("header fields", format!("From: a\nTo: b\nDate: c\n{}\n\ntext", "Subject: d\n".repeat(REPEATS))),
        ("lines", "a b c\n\n".repeat(REPEATS)),
    ] {
        let half = took(&text[..text.floor_char_boundary(text.len() / 2)]);
        let whole = took(&text);
        assert!(whole < TIME_MAX, "{name}: {} bytes took {whole:?}, half of them {half:?}", text.len());
    }
}

#[test]
fn declarations_of_namespaces_are_counted() {
    let declared = |count: usize| {
        let all: String = (0..count).map(|n| format!(" xmlns:a{n}='u'")).collect();
        format!("<feed{all}><entry{}/></feed>", all.replace(":a", ":b"))
    };
    assert!(wire::read(declared(200).as_bytes(), &wire::Context::default()).is_ok());
    let deep: String = (0..10)
        .map(|n| format!("<p{n}:x{}>", (0..200).map(|m| format!(" xmlns:p{n}{m}='u'")).collect::<String>()))
        .collect();
    let refused = wire::read(format!("<feed>{deep}").as_bytes(), &wire::Context::default()).unwrap_err();
    assert!(matches!(refused.reason, wire::Refusal::Limit { .. }), "{refused}");
}

#[test]
fn files_that_are_too_long_are_refused_unread() {
    let long = " ".repeat(wire::TEXT_BYTES_MAX) + "<rss/>";
    let refused = wire::read(long.as_bytes(), &wire::Context::default()).unwrap_err();
    assert!(matches!(refused.reason, wire::Refusal::Limit { limit: wire::TEXT_BYTES_MAX, .. }), "{refused}");
}
