//! The command line, run as people run it.

use std::path::{Path, PathBuf};

use journeys::{run, shared};
use serde_json::Value;

/// The fields of a story in a gold file.
const FIELDS: [&str; 11] = [
    "headline",
    "kicker",
    "deck",
    "lead_image",
    "published_on",
    "language",
    "desk_byline",
    "agencies_line",
    "byline_as_printed",
    "read_count",
    "body_paragraphs",
];

fn twin() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../story/tests/pages/twin.txt")
}

fn as_str(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn gold_of(page: &Path) -> Value {
    let gold = page.with_file_name(format!("{}.gold.json", page.file_stem().unwrap().to_str().unwrap()));
    serde_json::from_str(&std::fs::read_to_string(gold).unwrap()).unwrap()
}

fn photo(folder: &Path) -> PathBuf {
    let file = folder.join("photo.jpg");
    image::RgbImage::from_pixel(900, 600, image::Rgb([120, 90, 60])).save(&file).unwrap();
    file
}

/// Imports a page with a photo and compares what is stored with its gold file.
fn press(page: &Path) -> (tempfile::TempDir, Value) {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let photo = photo(folder.path());
    let data = as_str(&data);
    let ran = run(&[
        "import",
        "page",
        "--data",
        data,
        "--section",
        "world",
        "--photo",
        as_str(&photo),
        "--publish",
        as_str(page),
    ]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let id = ran.out.split(" as ").nth(1).unwrap().split(' ').next().unwrap().to_owned();
    let shown = run(&["story", "show", "--data", data, "--json", &id]);
    assert_eq!(shown.code, 0, "{}", shown.err);
    let story: Value = serde_json::from_str(&shown.out).unwrap();
    let gold = gold_of(page);
    for field in FIELDS.iter().filter(|field| **field != "lead_image") {
        assert_eq!(story[field], gold[field], "{field}");
    }
    for part in ["caption", "archive"] {
        assert_eq!(story["lead_image"][part], gold["lead_image"][part], "{part}");
    }
    assert_eq!(story["live"], "published");
    let again = run(&["import", "page", "--data", data, "--publish", as_str(page)]);
    assert_eq!(again.code, 0);
    assert!(again.out.contains("already imported") && again.out.contains(&id), "{}", again.out);
    (folder, story)
}

#[test]
fn the_twin_of_the_seed_page_is_pressed() {
    let gold = gold_of(&twin());
    let ran = run(&["import", "page", "--json", as_str(&twin())]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let read: Value = serde_json::from_str(&ran.out).unwrap();
    for field in FIELDS {
        assert_eq!(read[field], gold[field], "{field}");
    }
    press(&twin());
}

#[test]
fn the_seed_page_is_pressed() {
    let Some(page) = shared("corpora/seed/page.txt", "the_seed_page_is_pressed") else { return };
    let ran = run(&["import", "page", "--json", as_str(&page)]);
    let read: Value = serde_json::from_str(&ran.out).unwrap();
    let gold = gold_of(&page);
    for field in FIELDS {
        assert_eq!(read[field], gold[field], "{field}");
    }
    let (_folder, story) = press(&page);
    assert_eq!(story["read_count"], 2268);
    assert_eq!(story["body_paragraphs"].as_array().unwrap().len(), 11);
}

#[test]
fn json_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let ran = run(&["import", "page", "--data", as_str(&data), "--json", as_str(&twin())]);
    assert_eq!(ran.code, 0);
    assert!(!data.exists());
}

#[test]
fn bad_pages_are_refused_with_file_line_and_reason_and_the_rest_goes_in() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let file = folder.path().join(name);
        std::fs::write(&file, bytes).unwrap();
        file
    };
    let empty = write("empty.txt", b" \n\n ");
    let binary = write("binary.txt", &[0, 1, 2, 3, 255, 254, 0, 0, 7, 9, 0, 1]);
    let no_body = write("nobody.txt", "عنوان وحيد بلا متن\n".as_bytes());
    let impossible = write(
        "date.txt",
        "عودة القطار\n31 فيفري 2016 ق. م\nعاد القطار أمس إلى سكته بعد توقف طويل دام عامين كاملين.\n".as_bytes(),
    );
    let data = folder.path().join("data");
    let args = |files: &[&PathBuf]| {
        let mut args =
            vec!["import".to_owned(), "page".into(), "--data".into(), as_str(&data).into(), "--publish".into()];
        args.extend(files.iter().map(|file| as_str(file).to_owned()));
        args
    };
    let go = |files: &[&PathBuf]| {
        let args = args(files);
        run(&args.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let none = go(&[&empty, &binary]);
    assert_eq!(none.code, 2, "nothing imported: {none:?}");
    let some = go(&[&empty, &binary, &twin(), &no_body, &impossible]);
    assert_eq!(some.code, 1, "some refused: {some:?}");
    assert_eq!(some.out.matches("added as").count(), 1);
    for (file, reason) in
        [(&empty, "empty"), (&binary, "binary"), (&no_body, "no story was found"), (&impossible, "31 فيفري 2016")]
    {
        let line = some
            .err
            .lines()
            .find(|line| line.starts_with(as_str(file)))
            .unwrap_or_else(|| panic!("{file:?}: {some:?}"));
        assert!(line.contains(reason), "{line}");
    }
    assert!(some.err.contains("date.txt:2:"), "the line is named: {}", some.err);
    let missing = go(&[&folder.path().join("nowhere.txt")]);
    assert_eq!(missing.code, 2);
    assert!(missing.err.contains("nowhere.txt: cannot be read"));
}

#[test]
fn a_bad_photo_leaves_no_half_story() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let fake = folder.path().join("photo.jpg");
    std::fs::write(&fake, "no picture at all").unwrap();
    let ran = run(&["import", "page", "--data", as_str(&data), "--photo", as_str(&fake), "--publish", as_str(&twin())]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("the picture was refused"), "{}", ran.err);
    let again = run(&["import", "page", "--data", as_str(&data), "--publish", as_str(&twin())]);
    assert!(again.out.contains("added as"), "the refused one had left nothing: {}", again.out);
}

#[test]
fn config_says_what_is_in_force_and_whence_and_keeps_passwords() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("matbaa.toml");
    std::fs::write(&file, "listen = \"127.0.0.1:9000\"\nurl = \"https://paper.example\"\n").unwrap();
    let data = as_str(folder.path());
    let ran = run(&["config", "--data", data, "--database", "postgres://desk:geheim@db.example/paper"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains(&format!("listen = 127.0.0.1:9000    # {}", file.display())), "{}", ran.out);
    assert!(ran.out.contains("data = ") && ran.out.contains("# flag --data"), "{}", ran.out);
    assert!(ran.out.contains("log = info    # default"), "{}", ran.out);
    assert!(ran.out.contains("postgres://desk:…@db.example/paper") && !ran.out.contains("geheim"), "{}", ran.out);
    std::fs::write(&file, "lisen = \"127.0.0.1:9000\"\n").unwrap();
    let wrong = run(&["config", "--data", data]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("lisen") && wrong.err.contains("matbaa.toml"), "{}", wrong.err);
}

#[test]
fn a_settings_mistake_is_explained() {
    let folder = tempfile::tempdir().unwrap();
    let data = as_str(folder.path());
    let ran = run(&["settings", "--data", data, "set", "months", "klingon"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("months"), "{}", ran.err);
    assert_eq!(run(&["settings", "--data", data, "set", "months", "maghrebi"]).code, 0);
    assert!(run(&["settings", "--data", data]).out.contains("months = \"maghrebi\""));
}

#[test]
fn migrate_shows_and_applies() {
    let folder = tempfile::tempdir().unwrap();
    let data = as_str(folder.path());
    assert!(run(&["migrate", "--status", "--data", data]).out.contains("pending"));
    assert_eq!(run(&["migrate", "--data", data]).code, 0);
    assert!(run(&["migrate", "--status", "--data", data]).out.contains("applied"));
}

/// What the page of the seed story must show, as on the page from which we started.
#[tokio::test]
async fn the_seed_page_is_read_as_it_was_printed() {
    let Some(page) = shared("corpora/seed/page.txt", "the_seed_page_is_read_as_it_was_printed") else { return };
    let (folder, story) = press(&page);
    let newsroom = newsroom::Newsroom::open(&folder.path().join("data"), None).await.unwrap();
    let config = web::SiteConfig { url: "http://localhost:8080".into(), ..web::SiteConfig::default() };
    let site = web::Site::new(newsroom, std::sync::Arc::new(newsroom::SystemClock), config, None).unwrap();
    let reader = journeys::Reader::of(site);
    let short = reader.get(&format!("/s/{}", story["id"].as_str().unwrap())).await;
    let html = reader.get(short.header("location")).await.text();
    let gold = gold_of(&page);
    let shown = story::html::read(&html, &mut newsroom::DocumentIds).0;
    let words = story::render::plain_text(&shown);
    for field in ["headline", "kicker", "byline_as_printed"] {
        assert!(words.contains(gold[field].as_str().unwrap()), "{field} is not on the page");
    }
    for paragraph in gold["body_paragraphs"].as_array().unwrap() {
        assert!(words.contains(paragraph.as_str().unwrap()), "a paragraph is not on the page: {paragraph}");
    }
    assert_eq!(html.matches("صورة: أرشيف").count(), 1);
    for text in
        ["03 أيلول 2016", "2268 قراءة", "رأيك في الموضوع", "التعليقات ملك لصاحبها ولا تخص الجريدة", "التعليق مغلق"]
    {
        assert!(words.contains(text), "{text} is not on the page");
    }
    let body = html.split_once("<div class=\"body\">").unwrap().1.split_once("</div>").unwrap().0;
    assert_eq!(body.matches("<p").count(), 11);
}

#[test]
fn agency_files_are_printed_and_nothing_is_stored() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let feed = folder.path().join("feed.txt");
    let item = "<item><title>وصول سفينة</title><guid>g1</guid><description>&lt;p&gt;رست السفينة.&lt;/p&gt;</description></item>";
    std::fs::write(&feed, format!("<rss version='2.0'><channel><title>واحة</title>{item}</channel></rss>")).unwrap();
    let bomb = folder.path().join("bomb.xml");
    std::fs::write(&bomb, "<!DOCTYPE rss [<!ENTITY a 'b'>]><rss/>").unwrap();
    let absent = folder.path().join("absent.xml");

    let ran = run(&["wire", "read", "--json", "--data", as_str(&data), as_str(&feed), as_str(&bomb)]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let printed: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(printed["files"][0]["format"], "rss");
    assert_eq!(printed["files"][0]["items"][0]["headline"], "وصول سفينة");
    assert_eq!(printed["files"][1]["outcome"], "refused");
    assert!(printed["files"][1]["reason"].as_str().unwrap().contains("entities"));
    assert!(!data.exists(), "nothing is stored");

    let ran = run(&["wire", "read", as_str(&absent), as_str(&feed)]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("absent.xml") && ran.out.contains("وصول سفينة"), "{} {}", ran.err, ran.out);
    let ran = run(&["wire", "read", "--zone", "Moon/Crater", as_str(&feed)]);
    assert_eq!(ran.code, 2);
}
