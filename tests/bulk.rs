//! Archives of any size: stories imported in bulk are like stories imported one by one.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use journeys::{Paper, Ran, address, journey, matbaa};
use newsroom::{BulkLoader, BulkOutcome, BulkStory, Clock, Event, RecordReader, StoryList, Toward};
use sea_orm::{ConnectionTrait, Statement};

/// A record to which a test adds `more` fields.
pub fn record(id: u32, more: &str) -> String {
    let comma = if more.is_empty() { "" } else { "," };
    format!(
        r#"{{"source":"old","external_id":"{id}","headline":"خبر رقم {id}","section":"world","published_at":"2016-08-{:02}T10:00:00+01:00","body_html":"<p>فقرة أولى في الخبر رقم {id}.</p><p>فقرة ثانية.</p>"{comma}{more}}}"#,
        id % 28 + 1
    )
}

/// Which of the varied records has a picture: one with a caption.
const WITH_PICTURE: usize = 1;

/// Rich records of every kind, for comparing the two ways of importing.
fn varied(source: &str) -> Vec<String> {
    let mut lines: Vec<String> = vec![
        record(1, r#""kicker":"عاجل","deck":"سطر تحت العنوان","slug":"khabar one","topics":["ماء","سدود","المَاء"],"writers":["سلمى بن عيسى","إلياس"],"read_count":2268"#),
        record(2, r#""desk_byline":"ق. د","agencies_line":"الوكالات","byline":"ق. د/ الوكالات","caption":"الوزراء","archive":true,"updated_at":"2016-09-01T08:00:00Z""#),
        record(3, r#""old_url":"https://old.example/world/3/خبر","place":"وهران","credit":"و. المنار","topics":["ماء"],"language":"fr""#),
        r#"{"id":4,"title":"Un titre","section":"culture","date":"2016-01-02","lang":"fr","body":"<h2>Un</h2><blockquote><p>Dit-il</p><footer>Lui</footer></blockquote><ul><li>a</li><li>b</li></ul><table><tr><th>x</th></tr><tr><td>1</td></tr></table>"}"#.into(),
        r#"{"id":5,"title":"؟!","section":"world","date":"2016-01-02 23:30","body":["فقرة","<ليس وسما>"],"modified":"2016-01-02 23:00"}"#.into(),
    ];
    // Enough for more than one statement of every size.
    lines.extend((10..90).map(|id| record(id, r#""topics":["ماء","سدود"],"writers":["سلمى بن عيسى"]"#)));
    let source = format!(r#""source":"{source}""#);
    lines
        .iter()
        .map(|line| {
            line.replace(r#""source":"old""#, &source).replacen(
                '{',
                &format!("{{{source},"),
                usize::from(!line.contains("\"source\"")),
            )
        })
        .collect()
}

fn reader() -> RecordReader {
    RecordReader { zone: chrono_tz_of_the_paper(), drafts: false, section: "news".into() }
}

fn chrono_tz_of_the_paper() -> chrono_tz::Tz {
    newsroom::Paper::default().zone
}

/// Rows of a query as text, for comparison.
async fn rows(paper: &Paper, sql: &str) -> Vec<String> {
    let db = paper.newsroom.db();
    let found = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    found.iter().map(|row| row.try_get::<String>("", "line").unwrap()).collect()
}

/// Everything that is stored about the stories of a source, except ids, which always differ.
async fn stored(paper: &Paper, source: &str) -> BTreeMap<&'static str, Vec<String>> {
    let text = |columns: &str| {
        columns
            .split(' ')
            .map(|column| format!("coalesce(cast({column} as text), '∅')"))
            .collect::<Vec<_>>()
            .join(" || '|' || ")
    };
    let stories = text(
        "s.external_id s.edition_id s.section_id s.desk_id s.language s.live s.work s.slug s.published_at s.published_day \
         s.day_only s.changed_at s.embargo_until s.comment_policy s.read_base s.reads s.origin_digest s.old_address s.created_at",
    );
    let versions = text(
        "s.external_id v.number v.made_at v.reason v.section_id v.language v.kicker v.headline v.deck v.slug v.place \
         v.desk_byline v.writers v.agencies_line v.byline_as_printed v.lead_picture_id v.lead_caption v.lead_credit \
         v.lead_alt v.lead_archive v.has_lead v.lead_focal_x v.lead_focal_y v.topics v.excerpt v.word_count",
    );
    let publications = text("s.external_id p.from_at p.to_at");
    let mut all = BTreeMap::new();
    let mut add = async |name, columns: &str, join: &str| {
        let sql = format!("SELECT {columns} AS line FROM stories s {join} WHERE s.source = '{source}' ORDER BY 1");
        all.insert(name, rows(paper, &sql).await);
    };
    add("stories", &stories, "").await;
    add(
        "versions",
        &versions,
        "JOIN story_versions v ON v.story_id = s.id AND v.id = s.live_version AND s.work_version IS NULL",
    )
    .await;
    add("publications", &publications, "JOIN publications p ON p.story_id = s.id AND p.version_id = s.live_version")
        .await;
    for (table, column) in
        [("story_topics", "topic_id"), ("story_writers", "writer_id"), ("story_pictures", "picture_id")]
    {
        let columns = text(&format!("s.external_id x.{column} x.position x.published_at"));
        add(table, &columns, &format!("JOIN {table} x ON x.story_id = s.id")).await;
    }
    all
}

/// The texts of stories, without the random ids of their blocks.
async fn texts(paper: &Paper, source: &str) -> Vec<String> {
    let sql = format!(
        "SELECT v.body AS line FROM stories s JOIN story_versions v ON v.id = s.live_version WHERE s.source = '{source}' ORDER BY s.external_id"
    );
    let strip = |body: &String| {
        let mut document = story::Document::from_json(body).unwrap();
        let mut number = 0;
        for block in &mut document.blocks {
            number += 1;
            block.id = story::BlockId::parse(&format!("b{number}")).unwrap();
        }
        document.to_json()
    };
    rows(paper, &sql).await.iter().map(strip).collect()
}

async fn days(paper: &Paper) -> BTreeMap<String, i64> {
    let lines =
        rows(paper, "SELECT language || ' ' || day || '=' || cast(stories as text) AS line FROM archive_days").await;
    lines
        .iter()
        .map(|line| line.split_once('=').unwrap())
        .map(|(day, count)| (day.into(), count.parse().unwrap()))
        .collect()
}

journey! {
    async fn a_story_loaded_with_thousands_is_like_one_imported_alone(paper: Paper) {
        paper.section("world").await;
        paper.section("culture").await;
        let now = paper.clock.now();
        let mut jpeg = std::io::Cursor::new(Vec::new());
        image::RgbImage::from_pixel(400, 300, image::Rgb([120, 90, 60])).write_to(&mut jpeg, image::ImageFormat::Jpeg).unwrap();
        let picture = newsroom::prepare_picture(&paper.newsroom, jpeg.into_inner().into()).await.unwrap();
        for (number, line) in varied("alone").iter().enumerate() {
            let story = reader().read(line.as_bytes()).unwrap().story;
            let picture = (number == WITH_PICTURE).then_some(&picture);
            paper.newsroom.write(now, async |tx| newsroom::import_story(tx, &newsroom::Actor::console(), &story, picture, true).await).await.unwrap();
        }
        let before = days(&paper).await;
        let head = newsroom::head(paper.newsroom.db()).await.unwrap();
        let mut loader = BulkLoader::open(&paper.newsroom, &newsroom::Actor::console(), true).await.unwrap();
        let ready = |line: &String| {
            let record = reader().read(line.as_bytes()).unwrap();
            BulkStory::prepare(record.story, record.section_name, loader.zone(), true).unwrap()
        };
        let mut stories: Vec<BulkStory> = varied("together").iter().map(ready).collect();
        stories[WITH_PICTURE].set_picture(picture);
        let outcomes = loader.load(now, &mut stories).await.unwrap();
        assert!(outcomes.iter().all(|outcome| *outcome == BulkOutcome::Added));

        let (alone, together) = (stored(&paper, "alone").await, stored(&paper, "together").await);
        assert_eq!(alone["stories"].len(), 85);
        assert_eq!(alone["versions"].len(), 85);
        for (table, rows) in &alone {
            assert_eq!(rows, &together[table], "{table}");
        }
        assert_eq!(alone["story_pictures"].len(), 1);
        assert!(!alone["story_topics"].is_empty() && !alone["story_writers"].is_empty());
        assert_eq!(texts(&paper, "alone").await, texts(&paper, "together").await);
        let doubled: BTreeMap<String, i64> = before.into_iter().map(|(day, count)| (day, count * 2)).collect();
        assert_eq!(days(&paper).await, doubled);

        let log = newsroom::read_log(paper.newsroom.db(), head, 100).await.unwrap();
        assert_eq!(log.len(), 1, "one line a batch");
        let Event::Bulk { first, last } = log[0].event else { panic!("{log:?}") };
        assert!(first + 84 <= last);

        // New ids continue after those of the bulk import.
        let after = paper.published("world", "بعد الأرشيف").await;
        assert!(after.id > last);
        let outcomes = loader.load(now, &mut stories).await.unwrap();
        assert!(outcomes.iter().all(|outcome| *outcome == BulkOutcome::Unchanged));
    }
}

journey! {
    async fn a_batch_that_names_a_story_twice_takes_both_in_order(paper: Paper) {
        let mut loader = BulkLoader::open(&paper.newsroom, &newsroom::Actor::console(), true).await.unwrap();
        let lines = [record(1, ""), record(2, ""), record(1, r#""kicker":"تحديث""#), record(1, r#""kicker":"تحديث""#)];
        let ready = |line: &String| {
            let record = reader().read(line.as_bytes()).unwrap();
            BulkStory::prepare(record.story, record.section_name, loader.zone(), true).unwrap()
        };
        let mut stories: Vec<BulkStory> = lines.iter().map(ready).collect();
        let outcomes = loader.load(paper.clock.now(), &mut stories).await.unwrap();
        use BulkOutcome::{Added, Unchanged, Updated};
        assert_eq!(outcomes, [Added, Added, Updated, Unchanged]);
        let known = newsroom::story_by_external_id(paper.newsroom.db(), "old", "1").await.unwrap().unwrap();
        let version = newsroom::version(paper.newsroom.db(), known.live_version.unwrap()).await.unwrap();
        assert_eq!((version.number, version.content.kicker.as_deref()), (2, Some("تحديث")));
        assert_eq!(known.changed_at, Some(paper.clock.now()));
    }
}

/// A file of the test with these lines.
pub fn file(paper: &Paper, name: &str, lines: &[String]) -> PathBuf {
    let file = paper.folder.path().join(name);
    std::fs::write(&file, lines.join("\n") + "\n").unwrap();
    file
}

/// The command `matbaa import jsonl` for this paper.
fn command(paper: &Paper, args: &[&str]) -> Command {
    let mut command = Command::new(matbaa());
    command.args(["import", "jsonl"]).args(args).arg("--data").arg(paper.folder.path()).env_remove("MATBAA_DATA");
    if let Some(newsroom::DatabaseChoice::Postgres(address)) = &paper.database {
        command.args(["--database", address]);
    }
    command
}

pub fn import(paper: &Paper, args: &[&str]) -> Ran {
    let output = command(paper, args).output().unwrap();
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

pub async fn story(paper: &Paper, id: &str) -> newsroom::Story {
    newsroom::story_by_external_id(paper.newsroom.db(), "old", id)
        .await
        .unwrap()
        .unwrap_or_else(|| panic!("{id} is not in"))
}

async fn count(paper: &Paper, table: &str) -> i64 {
    rows(paper, &format!("SELECT cast(count(*) as text) AS line FROM {table}")).await[0].parse().unwrap()
}

journey! {
    async fn an_archive_comes_in_once_and_its_changes_follow(paper: Paper) {
        let mut lines: Vec<String> = (1..=300).map(|id| record(id, "")).collect();
        let archive = file(&paper, "archive.jsonl", &lines);
        let archive = archive.to_str().unwrap();
        let first = import(&paper, &[archive]);
        assert_eq!((first.code, first.out.as_str()), (0, "300 added, 0 updated, 0 unchanged, 0 refused\n"), "{}", first.err);
        assert!(first.err.contains("added the section world"), "{}", first.err);
        let head = newsroom::head(paper.newsroom.db()).await.unwrap();
        let again = import(&paper, &[archive]);
        assert_eq!((again.code, again.out.as_str()), (0, "0 added, 0 updated, 300 unchanged, 0 refused\n"));
        assert_eq!(newsroom::head(paper.newsroom.db()).await.unwrap(), head, "nothing new for readers");

        lines[6] = record(7, r#""kicker":"تصحيح","updated_at":"2016-09-01T12:00:00+01:00","topics":["ماء"]"#);
        lines.push(record(301, ""));
        file(&paper, "archive.jsonl", &lines);
        let changed = import(&paper, &[archive]);
        assert_eq!((changed.code, changed.out.as_str()), (0, "1 added, 1 updated, 299 unchanged, 0 refused\n"));
        let seventh = story(&paper, "7").await;
        let version = newsroom::version(paper.newsroom.db(), seventh.live_version.unwrap()).await.unwrap();
        assert_eq!((version.number, version.content.kicker.as_deref()), (2, Some("تصحيح")));
        assert_eq!(seventh.changed_at.unwrap().utc().to_rfc3339(), "2016-09-01T11:00:00+00:00");
        assert_eq!(seventh.published_at.unwrap().utc().to_rfc3339(), "2016-08-08T09:00:00+00:00", "it keeps its date");
        assert_eq!(days(&paper).await.values().sum::<i64>(), 301);
        let topic = newsroom::names::by_slug::<newsroom::Topic>(paper.newsroom.db(), "ماء").await.unwrap().unwrap();
        let page = newsroom::list(paper.newsroom.db(), StoryList::Under(newsroom::NameKind::Topic, topic.id), arabic::Language::Arabic, &Toward::Newest, 5);
        assert_eq!(page.await.unwrap().cards.len(), 1);
        let page = paper.get(&address("world", &seventh)).await;
        assert_eq!(page.status, 200);
        assert!(page.text().contains("تصحيح"));
    }
}

journey! {
    async fn an_import_publishes_its_own_version_and_leaves_what_people_are_at(paper: Paper) {
        let archive = file(&paper, "a.jsonl", &[record(1, r#""desk_byline":"ق. د""#)]);
        let archive = archive.to_str().unwrap();
        assert_eq!(import(&paper, &[archive]).code, 0);
        // Somebody is working on an update of it, in each of its states.
        let desk = paper.section("world").await.desk_id;
        let editor = newsroom::Actor::person(2, vec![newsroom::Grant::at(newsroom::Role::DeskEditor, [desk])], true);
        let now = async || story(&paper, "1").await;
        let go = async |made| {
            let id = now().await.public_id;
            let at = newsroom::Wall::at(newsroom::Clock::now(&paper.clock).plus_seconds(600), "Africa/Algiers").ok();
            let with = newsroom::With { at: at.filter(|_| made == newsroom::Move::Schedule), ..newsroom::With::default() };
            let act = async |tx: &mut newsroom::Tx| newsroom::make_move(tx, &newsroom::Actor::console(), &id, made, with).await;
            paper.newsroom.write(newsroom::Clock::now(&paper.clock), act).await.unwrap();
        };
        let own = now().await;
        let content = newsroom::version(paper.newsroom.db(), own.live_version.unwrap()).await.unwrap().content;
        let change = journeys::headed("تحديث المحرر", content.body);
        let act = async |tx: &mut newsroom::Tx| newsroom::save_part(tx, &editor, &own.public_id, own.revisions[0], change).await;
        paper.newsroom.write(newsroom::Clock::now(&paper.clock), act).await.unwrap();
        for (round, made) in [None, Some(newsroom::Move::Submit), Some(newsroom::Move::Approve), Some(newsroom::Move::Schedule)].into_iter().enumerate() {
            if let Some(made) = made {
                go(made).await;
            }
            let before = now().await;
            let kicker = format!("من الأرشيف {round}");
            file(&paper, "a.jsonl", &[record(1, &format!(r#""desk_byline":"ق. د","kicker":"{kicker}""#))]);
            let again = import(&paper, &[archive]);
            assert_eq!((again.code, again.out.as_str()), (0, "0 added, 1 updated, 0 unchanged, 0 refused\n"), "{}", again.err);
            let after = now().await;
            let live = newsroom::version(paper.newsroom.db(), after.live_version.unwrap()).await.unwrap().content;
            assert_eq!((live.kicker.as_deref(), live.headline.as_str()), (Some(kicker.as_str()), "خبر رقم 1"), "its own version");
            let at = |story: &newsroom::Story| (story.work, story.work_version, story.approved_version, story.title.clone());
            assert_eq!(at(&after), at(&before), "{round}");
        }
        // The approved update is published on time.
        paper.clock.advance_seconds(600);
        assert_eq!(newsroom::run_due(&paper.newsroom, newsroom::Clock::now(&paper.clock)).await.unwrap().done, 1);
        assert!(paper.get(&address("world", &now().await)).await.text().contains("تحديث المحرر"));
    }
}

journey! {
    async fn a_story_taken_off_the_site_stays_off(paper: Paper) {
        let archive = file(&paper, "a.jsonl", &[record(1, "")]);
        assert_eq!(import(&paper, &[archive.to_str().unwrap()]).code, 0);
        paper.newsroom.db().execute_unprepared("UPDATE stories SET live = 'killed'").await.unwrap();
        file(&paper, "a.jsonl", &[record(1, r#""kicker":"عودة""#)]);
        let again = import(&paper, &[archive.to_str().unwrap()]);
        assert_eq!(again.code, 0, "{}", again.err);
        assert!(again.err.contains("taken off the site"), "{}", again.err);
        let kept = story(&paper, "1").await;
        assert_eq!(kept.live, newsroom::Live::Killed);
        assert!(kept.work_version > kept.live_version);
    }
}

journey! {
    async fn bad_lines_are_named_and_the_rest_goes_in(paper: Paper) {
        let mut lines = vec![record(1, "")];
        lines.push("{\"external_id\": 2".into());
        lines.push(String::new());
        lines.push(record(4, r#""colour":"red","size":1"#));
        lines.push(record(5, "").replace("2016-08-06T10:00:00+01:00", "غدا"));
        lines.push(record(6, "").replace("خبر رقم 6\"", &format!("{}\"", "ك".repeat(301))));
        lines.push(record(7, r#""colour":"blue""#));
        lines.push(record(8, r#""section":"؟""#).replace(r#""section":"world","#, ""));
        let mut bytes = lines.join("\r\n").into_bytes();
        bytes.extend(b"\r\n{\"headline\":\"");
        bytes.extend(std::iter::repeat_n(b'x', 17 << 20));
        bytes.extend(b"\"}\r\n{\"id\":\"\xff\"}\r\n");
        bytes.extend(record(11, "").as_bytes());
        bytes.splice(0..0, "\u{FEFF}".bytes());
        let archive = paper.folder.path().join("bad.jsonl");
        std::fs::write(&archive, bytes).unwrap();
        let name = archive.to_str().unwrap();
        let ran = import(&paper, &[name]);
        assert_eq!((ran.code, ran.out.as_str()), (1, "4 added, 0 updated, 0 unchanged, 6 refused\n"), "{}", ran.err);
        for (line, reason) in [
            (2, "cut off"),
            (4, "notice: the field \"colour\" is unknown"),
            (4, "notice: the field \"size\" is unknown"),
            (5, "published_at: «غدا» is no time"),
            (6, "headline has 301 characters; the limit is 300"),
            (8, "section: \"؟\" has no letter"),
            (9, "longer than 16 MiB"),
            (10, "not UTF-8 from byte 8 on"),
        ] {
            let begin = format!("{name}:{line}: ");
            assert!(ran.err.lines().any(|one| one.starts_with(&begin) && one.contains(reason)), "{line} {reason}: {}", ran.err);
        }
        assert_eq!(ran.err.matches("colour").count(), 1, "each name once: {}", ran.err);
        story(&paper, "11").await;

        let stopped = import(&paper, &["--max-bad", "2", name]);
        assert_eq!(stopped.code, 2, "{}", stopped.err);
        assert!(stopped.err.contains("stopped at line 6"), "{}", stopped.err);
        let nothing = file(&paper, "nothing.jsonl", &["[]".into(), "null".into()]);
        assert_eq!(import(&paper, &[nothing.to_str().unwrap()]).code, 2);
        let empty = file(&paper, "empty.jsonl", &[String::new()]);
        let empty = import(&paper, &[empty.to_str().unwrap()]);
        assert_eq!(empty.code, 2);
        assert!(empty.err.contains("there is no story in it"), "{}", empty.err);
        assert_eq!(import(&paper, &["/nowhere/at/all.jsonl"]).code, 2);
    }
}

journey! {
    async fn drafts_wait_on_the_desk(paper: Paper) {
        let undated = r#"{"source":"old","id":1,"title":"بلا تاريخ","section":"world"}"#.to_owned();
        let archive = file(&paper, "drafts.jsonl", &[undated, record(2, "")]);
        let name = archive.to_str().unwrap();
        let head = newsroom::head(paper.newsroom.db()).await.unwrap();
        let ran = import(&paper, &["--draft", name]);
        assert_eq!((ran.code, ran.out.as_str()), (0, "2 added, 0 updated, 0 unchanged, 0 refused\n"), "{}", ran.err);
        let log = newsroom::read_log(paper.newsroom.db(), head, 10).await.unwrap();
        assert!(log.iter().all(|row| matches!(row.event, Event::Desk(_) | Event::Section(_))), "only the section is news: {log:?}");
        let draft = story(&paper, "2").await;
        assert_eq!((draft.live, draft.work), (newsroom::Live::Never, newsroom::Work::Draft));
        assert!(draft.work_version.is_some() && draft.live_version.is_none());
        assert_eq!((count(&paper, "publications").await, days(&paper).await.len()), (0, 0));
        let fresh = file(&paper, "undated.jsonl", &[r#"{"id":1,"title":"بلا تاريخ","body":"نص"}"#.to_owned()]);
        let refused = import(&paper, &[fresh.to_str().unwrap()]);
        assert_eq!(refused.code, 2);
        assert!(refused.err.contains("no date") && refused.err.contains("--draft"), "{}", refused.err);
    }
}

journey! {
    async fn sections_are_found_by_slug_or_name_or_made(paper: Paper) {
        paper.section("world").await;
        let with = |id: u32, section: &str| record(id, "").replace(r#""section":"world""#, &format!(r#""section":"{section}""#));
        let lines = [with(1, "العالم"), with(2, "World"), with(3, "Live"), with(4, "sports"), with(5, "عين على الماضي")];
        let archive = file(&paper, "sections.jsonl", &lines);
        let ran = import(&paper, &[archive.to_str().unwrap()]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let sections = newsroom::all_sections(paper.newsroom.db()).await.unwrap();
        let named: Vec<(&str, &str)> = sections.iter().map(|one| (one.slug.as_str(), one.name.ar.as_str())).collect();
        let expected = [("world", "العالم"), ("live-section", "Live"), ("sports", "الرياضة"), ("عين-على-الماضي", "عين على الماضي")];
        assert_eq!(named, expected);
        let desks = newsroom::all_desks(paper.newsroom.db()).await.unwrap();
        assert_eq!(desks.len(), 4, "a desk of its own for each");
        assert_eq!(story(&paper, "1").await.section_id, story(&paper, "2").await.section_id);
    }
}

journey! {
    async fn an_archive_may_come_through_a_pipe(paper: Paper) {
        let mut child =
            command(&paper, &["-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let lines: Vec<String> = (1..=40).map(|id| record(id, "")).collect();
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), lines.join("\r\n").as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(String::from_utf8_lossy(&output.stdout), "40 added, 0 updated, 0 unchanged, 0 refused\n");
    }
}

journey! {
    async fn photos_are_taken_in_once_and_later_when_they_were_missing(paper: Paper) {
        let folder = paper.folder.path();
        std::fs::create_dir(folder.join("photos")).unwrap();
        let picture = image::RgbImage::from_pixel(400, 300, image::Rgb([120, 90, 60]));
        picture.save(folder.join("photos/a.jpg")).unwrap();
        std::fs::write(folder.join("bad.jpg"), b"no picture").unwrap();
        let whole = std::fs::read(folder.join("photos/a.jpg")).unwrap();
        std::fs::write(folder.join("cut.jpg"), &whole[..whole.len() - 40]).unwrap();
        let lines = [
            record(1, r#""photo":"photos/a.jpg","caption":"القطار""#),
            record(2, r#""photo":"photos\\a.jpg""#),
            record(3, r#""photo":"later.jpg""#),
            record(4, r#""photo":"bad.jpg""#),
            record(5, r#""photo":"../../etc/passwd""#),
            record(6, r#""photo":"https://old.example/a.jpg","caption":"الميناء""#),
            record(7, r#""photo":"cut.jpg""#),
        ];
        let archive = file(&paper, "photos.jsonl", &lines);
        let name = archive.to_str().unwrap();
        let ran = import(&paper, &[name]);
        assert_eq!((ran.code, ran.out.as_str()), (0, "7 added, 0 updated, 0 unchanged, 0 refused\n"), "{}", ran.err);
        for (line, reason) in [
            (3, "later.jpg cannot be read"),
            (4, "bad.jpg the picture was refused"),
            (5, "beside or below"),
            (7, "cut.jpg the picture was refused: it is damaged"),
        ] {
            let begin = format!("{name}:{line}: notice: ");
            assert!(ran.err.lines().any(|one| one.starts_with(&begin) && one.contains(reason)), "{line}: {}", ran.err);
        }
        assert!(ran.err.contains("1 photos are addresses on the web"), "{}", ran.err);
        assert_eq!(count(&paper, "pictures").await, 1, "one picture, two stories");
        assert_eq!(count(&paper, "story_pictures").await, 2);
        let page = paper.get(&address("world", &story(&paper, "1").await)).await.text();
        assert!(page.contains("<img") && page.contains("القطار"));
        let sixth = story(&paper, "6").await;
        let version = newsroom::version(paper.newsroom.db(), sixth.live_version.unwrap()).await.unwrap();
        assert_eq!(version.content.lead.unwrap().caption.as_deref(), Some("الميناء"));

        let again = import(&paper, &[name]);
        assert_eq!(again.out, "0 added, 0 updated, 7 unchanged, 0 refused\n", "{}", again.err);
        image::RgbImage::from_pixel(300, 400, image::Rgb([20, 90, 60])).save(folder.join("later.jpg")).unwrap();
        let found = import(&paper, &[name]);
        assert_eq!(found.out, "0 added, 1 updated, 6 unchanged, 0 refused\n", "{}", found.err);
        assert_eq!(count(&paper, "pictures").await, 2);
    }
}

journey! {
    async fn what_an_archive_does_not_say_of_a_photo_its_file_says(paper: Paper) {
        let elements = "<dc:description><rdf:Alt><rdf:li xml:lang='x-default'>سفن في الميناء</rdf:li></rdf:Alt></dc:description>\
             <dc:creator><rdf:Seq><rdf:li>ليلى بن عيسى</rdf:li></rdf:Seq></dc:creator>\
             <photoshop:DateCreated>1999-05-01</photoshop:DateCreated>\
             <plus:LicenseEndDate>2010-01-01</plus:LicenseEndDate>";
        std::fs::write(paper.folder.path().join("a.jpg"), journeys::photo_with_xmp(1, elements)).unwrap();
        let lines = [
            record(1, r#""photo":"a.jpg""#),
            record(2, r#""photo":"a.jpg","caption":"القطار","credit":"مصور آخر""#),
            record(3, r#""photo":"a.jpg","alt":"ما يُرى""#),
        ];
        let archive = file(&paper, "files.jsonl", &lines);
        let ran = import(&paper, &[archive.to_str().unwrap()]);
        assert_eq!((ran.code, ran.out.as_str()), (0, "3 added, 0 updated, 0 unchanged, 0 refused\n"), "{}", ran.err);
        for (id, caption, credit, alt, is_archive) in [
            ("1", "سفن في الميناء", "ليلى بن عيسى", "سفن في الميناء", true),
            ("2", "القطار", "مصور آخر", "القطار", false),
            ("3", "سفن في الميناء", "ليلى بن عيسى", "ما يُرى", true),
        ] {
            let version = story(&paper, id).await.live_version.expect("what was published stays, whatever has ended since");
            let lead = newsroom::version(paper.newsroom.db(), version).await.unwrap().content.lead.unwrap();
            let said = [&lead.caption, &lead.credit, &lead.alt].map(|text| text.clone().unwrap());
            assert_eq!((said.each_ref().map(String::as_str), lead.archive), ([caption, credit, alt], is_archive), "{id}");
        }
        let again = import(&paper, &[archive.to_str().unwrap()]);
        assert_eq!(again.out, "0 added, 0 updated, 3 unchanged, 0 refused\n", "{}", again.err);
    }
}

journey! {
    async fn old_addresses_of_every_shape_lead_to_the_story(paper: Paper) {
        let lines = [
            record(1, r#""old_url":"https://old.example/politics/123/اتفاق""#),
            record(2, r#""old_url":"http://old.example/index.php?id=2&lang=ar#top""#),
            record(3, r#""old_url":"/2016/08/03/qadim/""#),
            record(4, r#""old_url":"/world/7zk3m9qa/x""#),
        ];
        let archive = file(&paper, "old.jsonl", &lines);
        assert_eq!(import(&paper, &[archive.to_str().unwrap()]).code, 0);
        for (id, old) in [
            ("1", "/politics/123/%D8%A7%D8%AA%D9%81%D8%A7%D9%82"),
            ("1", "/politics/123/%d8%a7%d8%aa%d9%81%d8%a7%d9%82?utm_source=x"),
            ("2", "/index.php?id=2&lang=ar"),
            ("3", "/2016/08/03/qadim/"),
            ("4", "/world/7zk3m9qa/x"),
        ] {
            let answer = paper.get(old).await;
            let home = address("world", &story(&paper, id).await);
            assert_eq!((answer.status.as_u16(), answer.header("location")), (308, home.as_str()), "{old}");
        }
        for missing in ["/politics/124/x", "/index.php?id=3", "/world/7zk3m9qb/x"] {
            assert_eq!(paper.get(missing).await.status, 404, "{missing}");
        }
        let answer = paper.get("/nothing/here/").await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (308, "/nothing/here"), "a stray slash");
        let posted = paper.ask(http::Request::post("/politics/123/%D8%A7%D8%AA%D9%81%D8%A7%D9%82").header("host", "localhost"));
        assert_eq!(posted.await.status, 405, "only who reads is led on");
        paper.newsroom.db().execute_unprepared("UPDATE stories SET live = 'killed' WHERE external_id = '2'").await.unwrap();
        assert_eq!(paper.get("/index.php?id=2&lang=ar").await.status, 410);
    }
}

journey! {
    async fn a_load_killed_anywhere_goes_on_where_it_was(paper: Paper) {
        const STORIES: u32 = 6_000;
        let lines: Vec<String> = (1..=STORIES).map(|id| record(id, r#""topics":["ماء","سدود"]"#)).collect();
        let archive = file(&paper, "long.jsonl", &lines);
        let name = archive.to_str().unwrap();
        let mut kills_within = 0;
        for round in 0_u64..12 {
            let before = count(&paper, "stories").await;
            let mut load = command(&paper, &[name]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
            // Some runs are killed before anything is written, most of them while they write.
            let mut ended = false;
            while round % 4 > 0 && !ended && count(&paper, "stories").await == before {
                tokio::time::sleep(Duration::from_millis(5)).await;
                ended = load.try_wait().unwrap().is_some();
            }
            tokio::time::sleep(Duration::from_millis(round * 37 % 90)).await;
            ended |= load.try_wait().unwrap().is_some();
            let _ = load.kill();
            load.wait().unwrap();
            let stories = count(&paper, "stories").await;
            assert_eq!(stories, count(&paper, "story_versions").await, "whole stories only");
            assert_eq!(stories, days(&paper).await.values().sum::<i64>());
            kills_within += u32::from(stories > 0 && stories < i64::from(STORIES));
            if ended {
                break;
            }
        }
        assert!(kills_within >= 1, "no kill fell within the load");
        let last = import(&paper, &[name]);
        assert_eq!(last.code, 0, "the next start needs no hands: {}", last.err);
        assert_eq!(count(&paper, "stories").await, i64::from(STORIES));
        assert_eq!(rows(&paper, "SELECT cast(count(distinct external_id) as text) AS line FROM stories").await, [STORIES.to_string()]);
        for table in ["story_versions", "publications"] {
            assert_eq!(count(&paper, table).await, i64::from(STORIES), "{table}");
        }
        assert_eq!(count(&paper, "story_topics").await, 2 * i64::from(STORIES));
        let by_day = rows(&paper, "SELECT language || ' ' || published_day || '=' || cast(count(*) as text) AS line FROM stories GROUP BY language, published_day").await;
        let by_day: BTreeMap<String, i64> =
            by_day.iter().map(|line| line.split_once('=').unwrap()).map(|(day, count)| (day.into(), count.parse().unwrap())).collect();
        assert_eq!(days(&paper).await, by_day, "the archive by date counts every story");
        let log = newsroom::read_log(paper.newsroom.db(), 0, 1_000).await.unwrap();
        assert_eq!(log.len() as i64, newsroom::head(paper.newsroom.db()).await.unwrap(), "the log has no gap");
    }
}

journey! {
    async fn two_loads_of_one_archive_at_once_make_one_archive(paper: Paper) {
        let lines: Vec<String> = (1..=2_500).map(|id| record(id, &format!(r#""topics":["ماء","موضوع {}"]"#, id % 40))).collect();
        let archive = file(&paper, "twice.jsonl", &lines);
        let start = || command(&paper, &[archive.to_str().unwrap()]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let both = [start(), start()];
        let mut added = 0;
        for load in both {
            let output = load.wait_with_output().unwrap();
            let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
            assert_eq!(output.status.code(), Some(0), "{err}");
            added += out.split(' ').next().unwrap().parse::<i64>().unwrap();
        }
        assert_eq!(added, 2_500);
        assert_eq!(count(&paper, "stories").await, 2_500);
        assert_eq!(days(&paper).await.values().sum::<i64>(), 2_500);
    }
}

journey! {
    async fn a_load_waits_for_whoever_writes_at_the_same_time(paper: Paper) {
        paper.section("world").await;
        let archive = file(&paper, "busy.jsonl", &[record(1, r#""topics":["ماء"]"#)]);
        let load = |archive: &PathBuf| command(&paper, &[archive.to_str().unwrap()]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let console = newsroom::Actor::console();
        // Longer than a person at the desk would be made to wait for a lock.
        let load = paper.newsroom.write(newsroom::Clock::now(&paper.clock), async |tx| {
            newsroom::ensure_topic(tx, &console, "ماء").await?;
            let load = load(&archive);
            tokio::time::sleep(Duration::from_secs(5)).await;
            Ok(load)
        });
        let output = load.await.unwrap().wait_with_output().unwrap();
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!((output.status.code(), &*out), (Some(0), "1 added, 0 updated, 0 unchanged, 0 refused\n"), "{err}");
        assert_eq!(count(&paper, "topics").await, 1);
    }
}

#[test]
fn the_generator_is_read_by_the_import() {
    let folder = tempfile::tempdir().unwrap();
    let args = ["generate", "--stories", "60", "--seed", "5", "--until", "2016-09-03"];
    let (once, again) = (journeys::run(&args), journeys::run(&args));
    assert_eq!((once.code, once.out.lines().count()), (0, 60));
    assert_eq!(once.out, again.out);
    let file = folder.path().join("generated.jsonl");
    std::fs::write(&file, &once.out).unwrap();
    let data = folder.path().join("data");
    let ran = journeys::run(&["import", "jsonl", "--data", data.to_str().unwrap(), file.to_str().unwrap()]);
    assert_eq!((ran.code, ran.out.as_str()), (0, "60 added, 0 updated, 0 unchanged, 0 refused\n"), "{}", ran.err);
}

journey! {
    async fn an_archive_that_calls_a_merged_section_by_its_name_goes_where_it_went(paper: Paper) {
        let (gone, stays) = (paper.section("culture").await, paper.section("society").await);
        let console = newsroom::Actor::console();
        let merge = paper.newsroom.write(paper.clock.now(), async |tx| newsroom::merge_sections(tx, &console, gone.id, stays.id).await);
        merge.await.unwrap();
        let line = record(1, "").replace(r#""section":"world""#, &format!(r#""section":"{}""#, gone.name.ar));
        let archive = file(&paper, "by-name.jsonl", &[line]);
        let ran = import(&paper, &[archive.to_str().unwrap()]);
        assert_eq!((ran.code, ran.out.as_str()), (0, "1 added, 0 updated, 0 unchanged, 0 refused\n"), "{}", ran.err);
        assert_eq!(story(&paper, "1").await.section_id, stays.id, "it made no section of that name");
    }
}
