use super::*;

fn reader() -> RecordReader {
    RecordReader { zone: chrono_tz::Africa::Algiers, drafts: false, section: "news".into() }
}

fn read(json: &str) -> Result<Record, Refusal> {
    reader().read(json.as_bytes())
}

const WHOLE: &str = r#"{"source":"joomla","external_id":42,"old_url":"https://old.example/politics/42/قمة","slug":"","kicker":"قمة",
 "headline":"وزراء  الماء يتفقون","deck":"سطر","section":"World","desk_byline":"ق. د","writers":["سلمى","سلمى",{"name":"إلياس"}],
 "agencies_line":"AFP, Reuters","topics":"ماء، سدود","published_at":"2016-09-03T14:30:00","updated_at":"2016-09-04",
 "photo":"photos/a.jpg","caption":"الوزراء","credit":"و. المنار","archive":1,"read_count":"2,268","language":"ar-DZ",
 "body_html":"<p>فقرة أولى.</p><p>فقرة <b>ثانية</b>.<script>x</script></p>","colour":"red"}"#;

#[test]
fn a_whole_record_is_read() {
    let record = read(&WHOLE.replace('\n', "")).unwrap();
    let story = &record.story;
    assert_eq!((story.origin.source.as_str(), story.origin.external_id.as_str()), ("joomla", "42"));
    assert_eq!(story.origin.old_address.as_deref(), Some("/politics/42/%D9%82%D9%85%D8%A9"));
    assert_eq!((story.section.as_str(), record.section_name.as_str()), ("world", "World"));
    assert_eq!(story.content.headline, "وزراء الماء يتفقون");
    assert_eq!(story.writers, ["سلمى", "إلياس"]);
    assert_eq!(story.topics, ["ماء", "سدود"]);
    assert_eq!(story.content.agencies_line.as_deref(), Some("AFP, Reuters"));
    assert_eq!(story.published_at.unwrap().utc().to_rfc3339(), "2016-09-03T13:30:00+00:00");
    assert_eq!(story.changed_at.unwrap().utc().to_rfc3339(), "2016-09-03T23:00:00+00:00");
    assert_eq!(story.read_count, 2268);
    let lead = story.content.lead.as_ref().unwrap();
    assert!(lead.archive && lead.caption.as_deref() == Some("الوزراء"));
    assert_eq!(record.photo, Some(PhotoSource::File("photos/a.jpg".into())));
    assert_eq!(story::render::plain_text(&story.content.body), "فقرة أولى.\n\nفقرة ثانية.");
    assert_eq!(record.unknown_fields, ["colour"]);
    assert_eq!(record.notices, []);
}

#[test]
fn aliases_mean_the_same_story() {
    let ours = r#"{"external_id":"1","headline":"خبر","old_url":"/a/1","read_count":7,"writers":["سلمى"],"topics":["ماء"],
        "published_at":"2016-09-03","body_html":"<p>نص</p>","section":"world","updated_at":"2016-09-05","language":"ar"}"#;
    let theirs = r#"{"id":1,"title":"خبر","url":"https://x.example/a/1","views":"٧","author":"سلمى","tags":["ماء"],
        "date":"2016-09-03","content":"<p>نص</p>","category":["world"],"modified":"2016-09-05","lang":"ar"}"#;
    let (ours, theirs) = (read(&ours.replace('\n', "")).unwrap(), read(&theirs.replace('\n', "")).unwrap());
    let plain = |record: &Record| {
        let mut story = record.story.clone();
        story.content.body = Document::default();
        story
    };
    assert_eq!(plain(&ours), plain(&theirs), "digest included");
}

#[test]
fn a_digest_is_about_the_story_alone() {
    let digest = |json: &str| read(json).unwrap().story.origin.digest;
    let one = digest(r#"{"id":1,"headline":"خبر","date":"2016-09-03","body":"نص","views":5}"#);
    assert_eq!(one, digest(r#"{ "views": 6000, "body":"نص", "title":" خبر ","published_on":"2016-09-03", "id":"1"}"#));
    for other in [
        r#"{"id":1,"headline":"خبر آخر","date":"2016-09-03","body":"نص"}"#,
        r#"{"id":1,"headline":"خبر","date":"2016-09-04","body":"نص"}"#,
        r#"{"id":1,"headline":"خبر","date":"2016-09-03","body":"نصوص"}"#,
        r#"{"id":1,"headline":"خبر","kicker":"خ","date":"2016-09-03","body":"نص"}"#,
        r#"{"id":1,"headline":"خبر","date":"2016-09-03","body":"نص","topics":["ماء"]}"#,
    ] {
        assert_ne!(one, digest(other), "{other}");
    }
}

#[test]
fn a_byline_alone_is_the_desks() {
    let with = |more: &str| {
        let story =
            read(&format!(r#"{{"id":1,"title":"خ","date":"2016-09-03","body":"ن","byline":"ق. د/ الوكالات"{more}}}"#));
        let story = story.unwrap().story;
        (story.content.desk_byline, story.content.byline_as_printed)
    };
    assert_eq!(with(""), (Some("ق. د/ الوكالات".into()), None));
    assert_eq!(with(r#","desk_byline":"ق. د""#), (Some("ق. د".into()), Some("ق. د/ الوكالات".into())));
    assert_eq!(with(r#","writers":["سلمى"]"#), (None, Some("ق. د/ الوكالات".into())));
}

fn refused(json: &str, reason: &str) {
    let refusal = read(json).expect_err(json);
    assert!(refusal.to_string().contains(reason), "{json}: {refusal}");
}

#[test]
fn what_is_wrong_is_said() {
    refused("", "cut off");
    refused("{\"id\":1", "cut off");
    refused("[1]", "found a list");
    refused("{\"id\":1 \"title\":2}", "not JSON at column 9");
    refused("{}", "external_id is missing");
    refused("{}", "headline is missing");
    refused(r#"{"id":1,"title":"خ","body":"ن"}"#, "no date");
    refused(r#"{"id":1,"title":"خ","body":"ن","date":"أمس"}"#, "«أمس» is no time");
    refused(r#"{"id":1,"title":"خ","date":"2016-09-03"}"#, "body_html is missing");
    refused(r#"{"id":1,"title":"خ","date":"2016-09-03","body":"<p> </p>"}"#, "holds no text");
    refused(r#"{"id":1,"title":"خ","date":"2016-09-03","body":"ن","language":"de"}"#, "ar, fr and en");
    refused(r#"{"id":1,"title":"خ","date":"2016-09-03","body":"ن","section":"؟!"}"#, "section");
    refused(r#"{"id":1,"title":["خ"],"date":"2016-09-03","body":"ن"}"#, "headline: a text was expected, found a list");
    refused(r#"{"id":1,"title":"خ","date":"2016-09-03","body":"ن","views":-1}"#, "read_count");
    refused(r#"{"id":1,"title":"خ","date":"2016-09-03","body":{"a":1}}"#, "body_html: a text was expected");
    let broken = reader().read(b"{\"id\":1,\"title\":\"\xd8\"}").expect_err("half a letter");
    assert!(broken.to_string().contains("not UTF-8 from byte 18"), "{broken}");
}

#[test]
fn drafts_need_neither_date_nor_text() {
    let drafts = RecordReader { drafts: true, ..reader() };
    let record = drafts.read(r#"{"id":1,"title":"خ"}"#.as_bytes()).unwrap();
    assert_eq!((record.story.published_on, record.story.content.body.blocks.len()), (None, 0));
    assert_eq!(record.story.section, "news");
}

#[test]
fn what_stays_behind_is_noticed() {
    let record = read(
        r#"{"old_url":"/x/1","title":"خ\u0000بر","date":"2016-09-03","tags":["؟","ماء"],"image":"https://x.example/a.jpg",
        "body":"<p>ن\u0000ص<img src='a.jpg'><a href='javascript:1'>رابط</a></p><video src=x></video>"}"#
            .replace('\n', "")
            .as_str(),
    )
    .unwrap();
    assert_eq!(record.story.origin.external_id, "/x/1", "an old address is an id");
    assert_eq!(record.story.content.headline, "خبر");
    assert_eq!(record.photo, Some(PhotoSource::Address("https://x.example/a.jpg".into())));
    assert_eq!(record.story.content.lead, None);
    use RecordNotice::{BodyMedia, BodyPicture, EmptyName, Link};
    assert_eq!(record.notices, [BodyPicture, BodyMedia, Link, EmptyName]);
}

#[test]
fn the_documents_table_names_every_field() {
    let table = include_str!("../../../../docs/import-jsonl.md");
    for field in record_fields() {
        let row = table.lines().find(|line| line.starts_with(&format!("| `{}` |", field.name)));
        let row = row.unwrap_or_else(|| panic!("docs/import-jsonl.md has no row for {}", field.name));
        for alias in field.aliases {
            assert!(
                row.contains(&format!("`{alias}`")),
                "docs/import-jsonl.md: {} lacks its alias {alias}",
                field.name
            );
        }
    }
    let rows = table.lines().filter(|line| line.starts_with("| `")).count();
    assert_eq!(rows, record_fields().count(), "a row of docs/import-jsonl.md is no field");
}

#[test]
fn lines_are_read_as_their_readers_saw_them() {
    let record = read(
        r##"{"id":"a&amp;b","title":"&#8220;المرفأ&#8221; &amp; البحر","kicker":"<b>من</b> &laquo;المرسى&raquo;","date":"2016-09-03",
        "tags":["ثقافة &amp; فنون"],"author":"نبيل &#8211; ك; سلمى &amp;amp; إلياس","slug":"%d8%b9%d9%88%d8%af%d8%a9-%d8%a7%d9%84%d9","url":"/?p=6170&amp;lang=ar",
        "body":["فقرة &quot;أولى&quot;"]}"##
            .replace('\n', "")
            .as_str(),
    )
    .unwrap();
    let story = &record.story;
    assert_eq!(story.origin.external_id, "a&amp;b", "an id is what it was");
    assert_eq!(story.content.headline, "“المرفأ” & البحر");
    assert_eq!(story.content.kicker.as_deref(), Some("من «المرسى»"));
    assert_eq!(story.topics, ["ثقافة & فنون"]);
    assert_eq!(story.writers, ["نبيل – ك", "سلمى & إلياس"]);
    assert_eq!(story.content.slug, "عودة-ال");
    assert_eq!(story.origin.old_address.as_deref(), Some("/?lang=ar&p=6170"));
    assert_eq!(record.notices, [RecordNotice::Tags]);
}

#[test]
fn codes_inside_the_text_are_told() {
    let record =
        read(r#"{"id":1,"title":"خبر","date":"2016-09-03","body":"أول\n\n[gallery ids=\"1\"]\n\nثان<br>\n\nثالث"}"#)
            .unwrap();
    assert_eq!(record.story.content.body.blocks.len(), 3);
    assert_eq!(record.notices, [RecordNotice::Code]);
}

// Found by a fuzzer: a DEL in a list of paragraphs made the story invalid.
#[test]
fn a_list_of_paragraphs_holds_no_control_characters() {
    let line = "{\"id\":1,\"headline\":\"خبر\",\"date\":\"2016-09-03\",\"body\":[\"قال\\u007f الوزير\\u000bاليوم\",\"\\u0001\"]}";
    let reader = RecordReader { zone: chrono_tz::UTC, drafts: false, section: "news".into() };
    let body = reader.read(line.as_bytes()).unwrap().story.content.body;
    assert_eq!(body.validate(), Ok(()));
    assert_eq!(body.blocks.len(), 1);
    assert_eq!(body.blocks[0].plain_text(), "قال الوزير اليوم");
}
