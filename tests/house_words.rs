//! House words: who may keep them, the hints they give, on this node and another; the paper's own style; spelling with
//! and without a dictionary.

use std::path::{Path, PathBuf};

use journeys::browser::Browser;
use journeys::{Paper, journey, staff};
use newsroom::{Clock, Error, HouseKind, HouseWord, HouseWording, Story};
use serde_json::{Value, json};
use web::{Site, SiteConfig};

const ROOM: &str = "/newsroom/house-words";

fn wording(kind: HouseKind, word: &str, wrong: &[&str], instead: &str) -> HouseWording {
    let wrong = wrong.iter().map(|one| (*one).to_owned()).collect();
    let some = |text: &str| Some(text.to_owned());
    HouseWording {
        kind,
        language: arabic::Language::Arabic,
        word: word.into(),
        wrong,
        instead: some(instead),
        reason: None,
    }
}

async fn tell(paper: &Paper, says: HouseWording) -> i64 {
    let console = newsroom::Actor::console();
    let now = paper.clock.now();
    paper.newsroom.write(now, async |tx| newsroom::add_word::<HouseWord>(tx, &console, says).await).await.unwrap().id
}

/// The kind, the words and the first replacement of every hint for one line.
async fn hinted(
    browser: &mut Browser,
    story: &Story,
    text: &str,
    foreign: Value,
) -> Vec<(String, String, Option<String>)> {
    let body = json!({ "lang": "ar", "lines": [{ "key": "0", "text": text, "foreign": foreign }] });
    let answer = browser.send_json(&format!("/newsroom/stories/{}/hints", story.public_id), &body.to_string()).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let value: Value = serde_json::from_str(&answer.text()).unwrap();
    let units: Vec<u16> = text.encode_utf16().collect();
    let at = |hint: &Value, name: &str| usize::try_from(hint[name].as_u64().unwrap()).unwrap();
    let read = |hint: &Value| {
        let part = String::from_utf16(&units[at(hint, "from")..at(hint, "to")]).unwrap();
        let first = hint["replacements"].get(0).and_then(Value::as_str).map(str::to_owned);
        (hint["kind"].as_str().unwrap().to_owned(), part, first)
    };
    value["lines"][0]["hints"].as_array().unwrap().iter().map(read).collect()
}

fn is(kind: &str, part: &str, better: Option<&str>) -> (String, String, Option<String>) {
    (kind.to_owned(), part.to_owned(), better.map(str::to_owned))
}

/// A separate folder with a small Arabic and a small English dictionary, deleted when dropped.
struct Dictionaries(PathBuf);

impl Dictionaries {
    fn new(on: &Paper) -> Self {
        let folder = std::env::temp_dir().join(format!("matbaa-dictionaries-{}-{:p}", std::process::id(), on));
        std::fs::create_dir_all(&folder).unwrap();
        let file = |name: &str, text: &str| std::fs::write(folder.join(name), text).unwrap();
        file("ar.aff", "SET UTF-8\nTRY ابتيل\n");
        file("ar.dic", "5\nوصل\nالقطار\nإلى\nالمدينة\nقال\n");
        file("en_US.aff", "SET UTF-8\n");
        file("en_US.dic", "2\nthe\nmarkets\n");
        Self(folder)
    }

    fn site(&self, paper: &Paper) -> Site {
        site_with(paper, &self.0)
    }
}

impl Drop for Dictionaries {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}

fn site_with(paper: &Paper, dictionaries: &Path) -> Site {
    let config =
        SiteConfig { url: "http://localhost:8080".into(), dictionaries: dictionaries.into(), ..SiteConfig::default() };
    paper.site_with(config)
}

journey! {
    async fn a_word_is_added_found_changed_taken_off_and_put_back(paper: Paper) {
        let mut chief = paper.first_admin().await;
        chief.open(ROOM).await;
        let fields = [("kind", "name"), ("lang", "ar"), ("word", "القذّافي"), ("wrong", "القدافي\r\nقذافى، القذاقي"), ("instead", ""), ("reason", "")];
        assert_eq!(chief.send(ROOM, &fields).await.status, 303);
        let twice = chief.send(ROOM, &fields).await;
        assert_eq!(twice.status, 422, "{}", twice.text());
        // Found in any form of its letters, and by a wrong form.
        for words in ["قذافي", "القذاقي"] {
            let found = chief.open(&format!("{ROOM}?kind=name&q={}", arabic::slug::percent_encode_path(words))).await.text();
            assert!(found.contains("القذّافي") && found.contains("القدافي"), "{found}");
        }
        assert!(!chief.open(&format!("{ROOM}?kind=avoided")).await.text().contains("القذّافي"));
        let id = newsroom::all_words::<HouseWord>(paper.newsroom.db()).await.unwrap()[0].id;
        let at = format!("{ROOM}/{id}");
        chief.open(&at).await;
        assert_eq!(chief.send(&at, &[("kind", "name"), ("lang", "ar"), ("word", "القذافي"), ("wrong", "القدافي")]).await.status, 303);
        let word = newsroom::listed_word::<HouseWord>(paper.newsroom.db(), id).await.unwrap();
        assert_eq!((word.says.word.as_str(), word.says.wrong.as_slice()), ("القذافي", &["القدافي".to_owned()][..]));
        let gone = chief.send(&format!("{at}/remove"), &[]).await;
        assert_eq!(gone.header("location"), format!("{ROOM}?removed={id}"));
        assert!(chief.open(gone.header("location")).await.text().contains(&format!("{at}/back")));
        assert_eq!(newsroom::all_words::<HouseWord>(paper.newsroom.db()).await.unwrap(), []);
        assert_eq!(chief.send(&format!("{at}/remove"), &[]).await.status, 404);
        assert_eq!(chief.send(&format!("{at}/back"), &[]).await.status, 303);
        assert_eq!(newsroom::all_words::<HouseWord>(paper.newsroom.db()).await.unwrap(), [word]);
        let acts = chief.open("/newsroom/audit").await.text();
        assert!(acts.contains("إعادة كلمة إلى معجم الصحيفة"), "{acts}");
    }
}

journey! {
    async fn only_who_keeps_the_paper_keeps_its_words(paper: Paper) {
        let staff = staff(&paper).await;
        let id = tell(&paper, wording(HouseKind::Known, "سوناطراك", &[], "")).await;
        let now = paper.clock.now();
        for actor in [&staff.reporter, &staff.editor] {
            let says = wording(HouseKind::Known, "كلمة", &[], "");
            let added = paper.newsroom.write(now, async |tx| newsroom::add_word::<HouseWord>(tx, actor, says.clone()).await).await;
            assert!(matches!(added, Err(Error::Forbidden { .. })), "{added:?}");
            let gone = paper.newsroom.write(now, async |tx| newsroom::remove_word::<HouseWord>(tx, actor, id).await).await;
            assert!(matches!(gone, Err(Error::Forbidden { .. })));
            let sheet = paper.newsroom.write(now, async |tx| newsroom::import_words::<HouseWord>(tx, actor, vec![says.clone()]).await).await;
            assert!(matches!(sheet, Err(Error::Forbidden { .. })));
        }
        let mut chief = paper.first_admin().await;
        let mut reporter = paper.invited(&mut chief, "r@paper.example", "reporter").await;
        assert_eq!(reporter.open(ROOM).await.status, 403);
        assert_eq!(reporter.open(&format!("{ROOM}/sheet")).await.status, 403);
        assert_eq!(reporter.send_json(&format!("{ROOM}/known"), &json!({ "lang": "ar", "word": "كلمة" }).to_string()).await.status, 403);
    }
}

journey! {
    async fn a_word_is_hinted_as_soon_as_it_stands_in_the_list_on_every_node(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let story = paper.draft(&paper.content("world", "خبر").await).await;
        let text = "بعد تصفية والقدافي";
        assert_eq!(hinted(&mut chief, &story, text, json!([])).await, []);
        // Another node, whose own memory has been filled.
        let mut other = Browser::of(site_with(&paper, Path::new("/nowhere")));
        other.take_over_from(&chief);
        assert_eq!(hinted(&mut other, &story, text, json!([])).await, []);
        tell(&paper, wording(HouseKind::Avoided, "تصفية", &[], "قتل")).await;
        let id = tell(&paper, wording(HouseKind::Name, "القذافي", &["القدافي"], "")).await;
        let both = [is("house", "تصفية", Some("قتل")), is("house", "القدافي", Some("القذافي"))];
        for browser in [&mut chief, &mut other] {
            assert_eq!(hinted(browser, &story, text, json!([])).await, both);
        }
        let console = newsroom::Actor::console();
        let now = paper.clock.now();
        paper.newsroom.write(now, async |tx| newsroom::remove_word::<HouseWord>(tx, &console, id).await).await.unwrap();
        assert_eq!(hinted(&mut other, &story, text, json!([])).await, both[..1]);
        // House words take precedence over typography, and a word gives one hint.
        tell(&paper, wording(HouseKind::Avoided, "الإتفاق", &[], "الصفقة")).await;
        assert_eq!(hinted(&mut chief, &story, "الإتفاق ,", json!([])).await[0], is("house", "الإتفاق", Some("الصفقة")));
    }
}

journey! {
    async fn hints_ask_for_the_quotation_marks_and_digits_of_the_paper(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let story = paper.draft(&paper.content("world", "خبر").await).await;
        let text = "قال \"نعم\" 7";
        assert_eq!(hinted(&mut chief, &story, text, json!([])).await, [is("typography", "\"", Some("«")), is("typography", "\"", Some("»"))]);
        let page = chief.open("/newsroom/settings").await.text();
        assert!(page.contains("لغة الجريدة"), "{page}");
        assert_eq!(chief.send("/newsroom/settings/language", &[("quotes", "straight"), ("digits", "eastern")]).await.status, 303);
        assert_eq!(hinted(&mut chief, &story, text, json!([])).await, [is("typography", "7", Some("٧"))]);
        assert_eq!(chief.send("/newsroom/settings/language", &[("quotes", "klingon"), ("digits", "any")]).await.status, 422);
    }
}

journey! {
    async fn spelling_is_there_with_a_dictionary_and_silent_without(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let story = paper.draft(&paper.content("world", "خبر").await).await;
        let text = "وصل القطاار إلى A320 the marquets وسوناطراك";
        let mut without = Browser::of(site_with(&paper, Path::new("/nowhere")));
        without.take_over_from(&chief);
        assert_eq!(hinted(&mut without, &story, text, json!([])).await, []);
        assert!(without.open("/newsroom/settings").await.text().contains("hunspell-ar"));
        let dictionaries = Dictionaries::new(&paper);
        let mut with = Browser::of(dictionaries.site(&paper));
        with.take_over_from(&chief);
        assert!(!with.open("/newsroom/settings").await.text().contains("hunspell-ar"));
        let two = [is("spelling", "القطاار", None), is("spelling", "وسوناطراك", None)];
        assert_eq!(hinted(&mut with, &story, text, json!([])).await, two);
        // Words marked as English are looked up in English.
        let at = text[..text.find("the").unwrap()].encode_utf16().count();
        let foreign = json!([{ "from": at, "to": at + 12, "lang": "en" }]);
        let three = hinted(&mut with, &story, text, foreign).await;
        assert_eq!(three[1], is("spelling", "marquets", None));
        let suggest = format!("/newsroom/stories/{}/hints/suggest", story.public_id);
        let offered = with.send_json(&suggest, &json!({ "lang": "ar", "word": "القطاار" }).to_string()).await.text();
        assert!(offered.contains("القطار"), "{offered}");
        assert_eq!(without.send_json(&suggest, &json!({ "lang": "ar", "word": "القطاار" }).to_string()).await.text(), "{\"suggestions\":[]}");
        // A word is learned from the bubble; and a writer's name is known with any prefix or suffix.
        let learnt = with.send_json(&format!("{ROOM}/known"), &json!({ "lang": "ar", "word": "سوناطراك" }).to_string()).await;
        assert_eq!(learnt.status, 200, "{}", learnt.text());
        assert_eq!(hinted(&mut with, &story, text, json!([])).await, two[..1]);
        let console = newsroom::Actor::console();
        let now = paper.clock.now();
        paper.newsroom.write(now, async |tx| newsroom::ensure_writer(tx, &console, "بشير القطاار").await).await.unwrap();
        assert_eq!(hinted(&mut with, &story, text, json!([])).await, []);
        chief.open(ROOM).await;
    }
}

journey! {
    async fn a_sheet_comes_in_and_goes_out(paper: Paper) {
        let mut chief = paper.first_admin().await;
        tell(&paper, wording(HouseKind::Name, "القذافي", &[], "")).await;
        chief.open(ROOM).await;
        let sheet = "name\tar\tالقذافي\tالقدافي|القذاقي\nknown\tfr\tSonatrach\nname\tfr\tKadhafi\n";
        let done = chief.send_file(&format!("{ROOM}/sheet"), &[], sheet.as_bytes()).await;
        assert_eq!(done.status, 200, "{}", done.text());
        assert!(done.text().contains("أُضيف: 2") && done.text().contains("تغير: 1"), "{}", done.text());
        let out = chief.open(&format!("{ROOM}/sheet")).await;
        assert!(out.header("content-type").starts_with("text/tab-separated-values"));
        let (words, refused) = newsroom::read_house_words(&out.text());
        assert_eq!((words.len(), refused.len()), (3, 0));
        assert_eq!(words[0].wrong, ["القدافي", "القذاقي"]);
        // Lines that cannot be read are named; the others are imported.
        chief.open(ROOM).await;
        let partly = chief.send_file(&format!("{ROOM}/sheet"), &[], "known\tar\tكلمة\nbad\tar\tx\n".as_bytes()).await;
        assert_eq!(partly.status, 422);
        assert!(partly.text().contains("السطر 2") && partly.text().contains("أُضيف: 1"), "{}", partly.text());
        assert_eq!(chief.send_file(&format!("{ROOM}/sheet"), &[], &[0xff, 0xfe]).await.status, 422);
        assert_eq!(newsroom::all_words::<HouseWord>(paper.newsroom.db()).await.unwrap().len(), 4);
    }
}

journey! {
    async fn a_writer_who_is_called_otherwise_is_known_to_hints_under_the_new_name(paper: Paper) {
        let console = newsroom::Actor::console();
        let (db, now) = (paper.newsroom.reads(), paper.clock.now());
        let id = paper.newsroom.write(now, async |tx| newsroom::ensure_writer(tx, &console, "سلمى بن عيسى").await).await.unwrap();
        let before = newsroom::house_words_mark(db).await.unwrap();
        let naming = |name| newsroom::Naming { name, ..newsroom::Naming::default() };
        let act = async |tx: &mut newsroom::Tx| newsroom::names::change::<newsroom::Writer>(tx, &console, id, naming("سلمى بنت عيسى")).await;
        paper.newsroom.write(now, act).await.unwrap();
        let after = newsroom::house_words_mark(db).await.unwrap();
        assert_ne!(after, before, "browsers ask for the names again");
        let names = newsroom::names_of_the_paper(db).await.unwrap();
        assert!(names.contains(&"سلمى بنت عيسى".to_owned()) && !names.contains(&"سلمى بن عيسى".to_owned()), "{names:?}");
        // Changes other than the name do not affect them.
        let about = newsroom::Naming { about: "تكتب عن الماء", ..naming("سلمى بنت عيسى") };
        let act = async |tx: &mut newsroom::Tx| newsroom::names::change::<newsroom::Writer>(tx, &console, id, about).await;
        paper.newsroom.write(now, act).await.unwrap();
        assert_eq!(newsroom::house_words_mark(db).await.unwrap(), after);
    }
}
