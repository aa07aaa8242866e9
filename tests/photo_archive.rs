//! The photo archive: who finds and describes which pictures, what it learns from published stories, and that the search
//! follows every change.

use std::io::Cursor;

use http::StatusCode;
use image::{ImageFormat, Rgb, RgbImage};
use journeys::browser::{Browser, PASSWORD, between};
use journeys::{Paper, address, journey, photo_with_xmp, staff};
use newsroom::{
    Actor, ArchiveField, ArchiveFilter, Bar, Beginning, Change, Clock, Content, Error, LeadPicture, Move, Picture,
    PublicId, RightsChange, Story, Tx, With,
};
use sea_orm::ConnectionTrait;

async fn add_file(paper: &Paper, file: Vec<u8>) -> Picture {
    let prepared = newsroom::prepare_picture(&paper.newsroom, file.into()).await.unwrap();
    write(paper, async |tx| newsroom::add_picture(tx, &Actor::console(), None, &prepared).await).await.unwrap()
}

/// A photo of its own for each number.
fn photo(number: u8) -> Vec<u8> {
    let mut jpeg = Cursor::new(Vec::new());
    RgbImage::from_pixel(300, 200, Rgb([number, 90, 90])).write_to(&mut jpeg, ImageFormat::Jpeg).unwrap();
    jpeg.into_inner()
}

async fn write<T>(paper: &Paper, act: impl AsyncFnOnce(&mut Tx) -> newsroom::Result<T>) -> newsroom::Result<T> {
    paper.newsroom.write(paper.clock.now(), act).await
}

async fn add(paper: &Paper, actor: &Actor, story: Option<&Story>, number: u8) -> Picture {
    let prepared = newsroom::prepare_picture(&paper.newsroom, photo(number).into()).await.unwrap();
    let prepared = prepared.named(&format!("C:\\photos\\DSC_{number:04}.JPG"));
    let story = story.map(|story| &story.public_id);
    write(paper, async |tx| newsroom::add_picture(tx, actor, story, &prepared).await).await.unwrap()
}

async fn describe(
    paper: &Paper,
    actor: &Actor,
    picture: &Picture,
    field: ArchiveField,
    value: &str,
) -> newsroom::Result<()> {
    let values = [(field, value.to_owned())];
    write(paper, async |tx| newsroom::describe_picture(tx, actor, &picture.public_id, &values).await).await
}

async fn value(paper: &Paper, picture: &Picture, field: ArchiveField) -> String {
    let console = Actor::console();
    let found = newsroom::archived_picture(paper.newsroom.reads(), &console, &picture.public_id).await.unwrap();
    found.record.value(field)
}

fn lead(picture: &Picture, caption: &str, credit: &str) -> Option<LeadPicture> {
    let text = |text: &str| Some(text.to_owned());
    Some(LeadPicture {
        picture_id: Some(picture.id),
        caption: text(caption),
        credit: text(credit),
        alt: text("ما يُرى"),
        ..LeadPicture::default()
    })
}

async fn with_lead(paper: &Paper, headline: &str, lead: Option<LeadPicture>) -> Content {
    Content { lead, ..paper.content("world", headline).await }
}

/// The public ids of the pictures on a page of the room, newest first.
async fn shown(browser: &mut Browser, query: &str) -> Vec<String> {
    let page = browser.open(&format!("/newsroom/photos?{query}")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let text = page.text();
    text.split("<li class=\"pic\">").skip(1).filter_map(|one| between(one, "/newsroom/media/", "/")).collect()
}

fn asked(words: &str) -> String {
    format!("q={}", arabic::slug::percent_encode_path(words))
}

journey! {
    async fn the_desk_decides_over_the_file_and_over_stories(paper: Paper) {
        let console = Actor::console();
        let picture = add(&paper, &console, None, 1).await;
        for field in ArchiveField::ALL {
            assert_eq!(value(&paper, &picture, *field).await, "", "{field:?}");
        }
        // The first published story tells what the picture shows; a draft does not.
        let first = with_lead(&paper, "خبر أول", lead(&picture, "السد في الربيع", "مراد العيد")).await;
        let draft = paper.draft(&first).await;
        assert_eq!(value(&paper, &picture, ArchiveField::Caption).await, "");
        let first = paper.publish(&draft).await;
        assert_eq!(value(&paper, &picture, ArchiveField::Caption).await, "السد في الربيع");
        assert_eq!(value(&paper, &picture, ArchiveField::Credit).await, "مراد العيد");
        // A later story changes nothing, the first one does.
        let second = paper.draft(&with_lead(&paper, "خبر ثان", lead(&picture, "السد أمس", "أخرى")).await).await;
        paper.publish(&second).await;
        assert_eq!(value(&paper, &picture, ArchiveField::Caption).await, "السد في الربيع");
        paper.revise(&first, &with_lead(&paper, "خبر أول", lead(&picture, "السد الكبير في الربيع", "مراد العيد")).await).await;
        paper.publish(&first).await;
        assert_eq!(value(&paper, &picture, ArchiveField::Caption).await, "السد الكبير في الربيع");
        // What the desk decides stays, and is proposed for the next story.
        describe(&paper, &console, &picture, ArchiveField::Caption, "سد الوادي الكبير").await.unwrap();
        paper.revise(&first, &with_lead(&paper, "خبر أول", lead(&picture, "شرح آخر", "مراد العيد")).await).await;
        paper.publish(&first).await;
        assert_eq!(value(&paper, &picture, ArchiveField::Caption).await, "سد الوادي الكبير");
        let today = "2016-09-03".parse().unwrap();
        let proposed = newsroom::proposed_for(paper.newsroom.reads(), &picture, today).await.unwrap();
        assert_eq!(proposed.caption.as_deref(), Some("سد الوادي الكبير"));
        // Words that readers no longer see are forgotten.
        let with = With { words: Some("سبب".into()), ..With::default() };
        let off = async |tx: &mut Tx| newsroom::make_move(tx, &console, &first.public_id, Move::Unpublish, with).await;
        write(&paper, off).await.unwrap();
        assert_eq!(value(&paper, &picture, ArchiveField::Credit).await, "");
        assert_eq!(value(&paper, &picture, ArchiveField::Caption).await, "سد الوادي الكبير");
        // An emptied field says that nothing is known.
        describe(&paper, &console, &picture, ArchiveField::Caption, " ").await.unwrap();
        assert_eq!(value(&paper, &picture, ArchiveField::Caption).await, "");
        let bad = describe(&paper, &console, &picture, ArchiveField::Taken, "أمس").await;
        assert!(matches!(bad, Err(Error::BadTime { .. })));
        let long = describe(&paper, &console, &picture, ArchiveField::Credit, &"ا".repeat(301)).await;
        assert!(matches!(long, Err(Error::TooLong { field: "credit", .. })));
    }
}

journey! {
    async fn who_added_a_picture_describes_it_and_others_need_the_right(paper: Paper) {
        let staff = staff(&paper).await;
        let own = add(&paper, &staff.reporter, None, 1).await;
        let file_name = {
            let found = newsroom::archived_picture(paper.newsroom.reads(), &staff.reporter, &own.public_id).await.unwrap();
            assert_eq!(found.added_by, staff.reporter.person_id());
            found.file_name
        };
        assert_eq!(file_name, "DSC_0001.JPG", "folders are left out");
        describe(&paper, &staff.reporter, &own, ArchiveField::Caption, "شرح").await.unwrap();
        let others = describe(&paper, &staff.stranger, &own, ArchiveField::Caption, "غيره").await;
        assert!(matches!(others, Err(Error::Forbidden { .. })), "{others:?}");
        describe(&paper, &staff.editor, &own, ArchiveField::Caption, "شرح المحرر").await.unwrap();

        // Who may not see a draft does not find its picture, and cannot describe it.
        let content = paper.content("world", "سر").await;
        let story = paper.begun(&staff.reporter, &content, Beginning::default()).await;
        let secret = add(&paper, &staff.reporter, Some(&story), 2).await;
        let list = async |actor: &Actor| {
            let page = newsroom::archive_list(paper.newsroom.reads(), actor, ArchiveFilter::default(), 60).await.unwrap();
            page.pictures.into_iter().map(|one| one.picture.id).collect::<Vec<_>>()
        };
        assert_eq!(list(&staff.reporter).await, [secret.id, own.id]);
        assert_eq!(list(&staff.stranger).await, [own.id]);
        // Nor does the number of what a search finds tell of it.
        let both = [own.id, secret.id];
        let found = ArchiveFilter { found: Some(&both), ..ArchiveFilter::default() };
        for (actor, total) in [(&staff.reporter, 2), (&staff.stranger, 1)] {
            assert_eq!(newsroom::archive_total(paper.newsroom.reads(), actor, found).await.unwrap(), total);
        }
        let id = secret.public_id.clone();
        let hidden = newsroom::archived_picture(paper.newsroom.reads(), &staff.stranger, &id).await;
        assert!(matches!(hidden, Err(Error::NotFound { .. })));
        let hidden = describe(&paper, &staff.stranger, &secret, ArchiveField::Alt, "وصف").await;
        assert!(matches!(hidden, Err(Error::NotFound { .. })));
        // One of many that may not be described: none is.
        let ids: Vec<PublicId> = vec![own.public_id.clone(), id];
        let values = [(ArchiveField::Place, "مرسى الريح".to_owned())];
        let all = async |tx: &mut Tx| newsroom::describe_pictures(tx, &staff.stranger, &ids, &values, true).await;
        assert!(write(&paper, all).await.is_err());
        assert_eq!(value(&paper, &own, ArchiveField::Place).await, "");
        let all = async |tx: &mut Tx| newsroom::describe_pictures(tx, &staff.editor, &ids, &values, true).await;
        write(&paper, all).await.unwrap();
        assert_eq!(value(&paper, &secret, ArchiveField::Place).await, "مرسى الريح");
        let counts = newsroom::lacking_pictures(paper.newsroom.reads(), &staff.editor).await.unwrap();
        assert_eq!(counts, [1, 2, 2], "caption, credit, alternative text");
    }
}

journey! {
    async fn a_picture_is_found_by_any_form_of_its_words_and_only_by_its_present_ones(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let console = Actor::console();
        let one = add(&paper, &console, None, 1).await;
        let other = add(&paper, &console, None, 2).await;
        let (one_id, other_id) = (one.public_id.to_string(), other.public_id.to_string());
        for (field, text) in [
            (ArchiveField::Caption, "رافعات الميناء الشرقي عند الغروب"),
            (ArchiveField::Persons, "إلياس حداد، سلمى بن عيسى"),
            (ArchiveField::Place, "مرسى الريح"),
            (ArchiveField::Keywords, "شحن"),
            (ArchiveField::Taken, "2016-08-29"),
        ] {
            describe(&paper, &console, &one, field, text).await.unwrap();
        }
        for words in ["بالموانئ", "رافعة", "الياس", "لمرسى", "DSC_0001", "0001", "\"عند الغروب\""] {
            assert_eq!(shown(&mut chief, &asked(words)).await, [one_id.as_str()], "{words}");
        }
        for query in ["person=حداد", "place=الريح", "date=2016-08", "date=29/08/2016", "person=سلمى&date=2016"] {
            assert_eq!(shown(&mut chief, &query.replace(' ', "+")).await, [one_id.as_str()], "{query}");
        }
        for query in ["person=مرسى", "place=سلمى", "date=2015", "person=سلمى&date=2017"] {
            assert!(shown(&mut chief, query).await.is_empty(), "{query}");
        }
        // Words under which readers see it are found, those of a draft are not.
        let content = with_lead(&paper, "عودة الملاحة", lead(&other, "باخرة تدخل الحوض", "وكالة")).await;
        let draft = paper.draft(&content).await;
        assert!(shown(&mut chief, &asked("باخرة")).await.is_empty());
        paper.clock.advance_seconds(1);
        let live = paper.publish(&draft).await;
        for words in ["البواخر", "الملاحة"] {
            assert_eq!(shown(&mut chief, &asked(words)).await, [other_id.as_str()], "{words}");
        }
        paper.clock.advance_seconds(1);
        describe(&paper, &console, &one, ArchiveField::Caption, "سفينة").await.unwrap();
        assert!(shown(&mut chief, &asked("رافعات")).await.is_empty(), "the old caption is no longer there");
        assert_eq!(shown(&mut chief, &asked("السفن")).await, [one_id]);
        paper.clock.advance_seconds(1);
        let with = With { words: Some("سبب".into()), ..With::default() };
        let off = async |tx: &mut Tx| newsroom::make_move(tx, &console, &live.public_id, Move::Kill, with).await;
        write(&paper, off).await.unwrap();
        assert!(shown(&mut chief, &asked("باخرة")).await.is_empty(), "readers no longer see it");
        // Nothing to look for, and a date that is none, are said.
        for query in ["q=؟؟", "date=أمس", "person=!!"] {
            let page = chief.open(&format!("/newsroom/photos?{query}")).await;
            assert!(page.text().contains("class=\"problem\""), "{query}");
        }
    }
}

journey! {
    async fn pictures_come_without_a_story_and_what_is_refused_is_said(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let mut reporter = paper.invited(&mut chief, "r@paper.example", "reporter").await;
        let mut moderator = paper.invited(&mut chief, "m@paper.example", "moderator").await;
        let room = "/newsroom/photos";
        assert_eq!(moderator.open(room).await.status, StatusCode::FORBIDDEN);
        assert_eq!(moderator.send_file(room, &[], &photo(1)).await.status, StatusCode::FORBIDDEN);
        reporter.open(room).await;
        let added = reporter.send_file(room, &[], &photo(1)).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text());
        let page = reporter.open(added.header("location")).await.text();
        assert!(page.contains("a.png") && page.contains("300 × 200"), "{page}");
        reporter.open(room).await;
        for (file, sentence) in [(&b"<svg></svg>"[..], "SVG"), (&b""[..], ""), (&photo(2)[..400], "")] {
            let refused = reporter.send_file(room, &[], file).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text());
            let text = refused.text();
            let said = between(&text, "id=\"problem\">", "<").unwrap();
            assert!(said.contains(sentence) && !said.is_empty(), "{said}");
        }
        assert_eq!(shown(&mut chief, "").await.len(), 1);
        // A crop leads to its original.
        let none = chief.open("/newsroom/photos/zzzzzzzz").await;
        assert_eq!(none.status, StatusCode::NOT_FOUND);
    }
}

journey! {
    async fn an_imported_paper_has_its_photos_described(paper: Paper) {
        let staff = staff(&paper).await;
        let picture = add(&paper, &Actor::console(), None, 1).await;
        let content = with_lead(&paper, "خبر", lead(&picture, "السد", "مراد")).await;
        let draft = paper.draft(&content).await;
        paper.publish(&draft).await;
        // A crop of it in another story belongs to the same record, and both stories are listed.
        let crop = newsroom::Crop { x: 0, y: 0, width: 200, height: 200 };
        let prepared = newsroom::prepare_crop(&paper.newsroom, &picture, crop).await.unwrap();
        let story = paper.begun(&staff.reporter, &paper.content("world", "مسودة").await, Beginning::default()).await;
        let cut = async |tx: &mut Tx| {
            newsroom::add_crop(tx, &staff.reporter, &story.public_id, &picture, crop, &prepared).await
        };
        let crop = write(&paper, cut).await.unwrap();
        let save = Change::Pictures(lead(&crop, "سد", "مراد"));
        let save = async |tx: &mut Tx| newsroom::save_part(tx, &staff.reporter, &story.public_id, 0, save).await;
        write(&paper, save).await.unwrap();
        let db = paper.newsroom.reads();
        let found = newsroom::archived_picture(db, &staff.reporter, &crop.public_id).await.unwrap();
        assert_eq!(found.picture, picture);
        let uses = newsroom::picture_uses(db, &staff.reporter, picture.id).await.unwrap();
        let told: Vec<(&str, bool)> = uses.iter().map(|one| (one.headline.as_str(), one.is_seen)).collect();
        assert_eq!(told, [("مسودة", true), ("خبر", true)]);
        let uses = newsroom::picture_uses(db, &staff.stranger, picture.id).await.unwrap();
        assert_eq!(uses.len(), 1, "a stranger knows of the published one");
        // An update that takes another picture is no business of theirs either.
        let other = add(&paper, &Actor::console(), None, 9).await;
        let live = newsroom::story_by_public_id(db, &draft.public_id).await.unwrap().unwrap();
        let update = Change::Pictures(lead(&other, "سد", "مراد"));
        let from = live.revisions[1];
        let save = async |tx: &mut Tx| newsroom::save_part(tx, &staff.editor, &live.public_id, from, update).await;
        write(&paper, save).await.unwrap();
        assert_eq!(newsroom::picture_uses(db, &staff.editor, other.id).await.unwrap().len(), 1);
        assert!(newsroom::picture_uses(db, &staff.stranger, other.id).await.unwrap().is_empty());
    }
}

fn until(day: &str) -> RightsChange {
    RightsChange { owner: "وكالة".into(), last_day: Some(day.parse().unwrap()), ..RightsChange::default() }
}

async fn set_rights(paper: &Paper, picture: &Picture, rights: RightsChange) {
    let act =
        async |tx: &mut Tx| newsroom::change_picture_rights(tx, &Actor::console(), &picture.public_id, &rights).await;
    write(paper, act).await.unwrap();
}

async fn try_publish(paper: &Paper, story: &Story) -> newsroom::Result<Story> {
    let now = newsroom::PublishedWhen::Now;
    write(paper, async |tx| newsroom::publish(tx, &Actor::console(), story.id, now).await).await
}

fn barred<T: std::fmt::Debug>(done: newsroom::Result<T>) -> Bar {
    match done {
        Err(Error::PictureBarred { why, .. }) => why,
        other => panic!("{other:?}"),
    }
}

journey! {
    // P2: the file of an agency says until when, and nobody has to type it
    async fn a_last_day_in_the_file_counts_until_the_desk_decides(paper: Paper) {
        let ends = "<plus:LicenseEndDate>2016-09-03</plus:LicenseEndDate>";
        let picture = add_file(&paper, photo_with_xmp(1, ends)).await;
        let early = paper.draft(&with_lead(&paper, "في وقته", lead(&picture, "السد", "وكالة")).await).await;
        try_publish(&paper, &early).await.unwrap();
        let late = paper.draft(&with_lead(&paper, "متأخر", lead(&picture, "السد", "وكالة")).await).await;
        paper.clock.advance_seconds(86_400);
        assert_eq!(barred(try_publish(&paper, &late).await), Bar::Ended("2016-09-03".parse().unwrap()));
        set_rights(&paper, &picture, RightsChange { owner: "وكالة".into(), ..RightsChange::default() }).await;
        try_publish(&paper, &late).await.unwrap();
        // The same file once more changes nothing that the desk decided.
        add_file(&paper, photo_with_xmp(1, ends)).await;
        let again = paper.draft(&with_lead(&paper, "بعد ذلك", lead(&picture, "السد", "وكالة")).await).await;
        try_publish(&paper, &again).await.unwrap();
    }
}

journey! {
    async fn search_engines_learn_who_made_the_lead_picture(paper: Paper) {
        let elements = "<dc:creator><rdf:Seq><rdf:li>ليلى بن عيسى</rdf:li></rdf:Seq></dc:creator>\
             <dc:rights><rdf:Alt><rdf:li xml:lang='x-default'>© الساحل</rdf:li></rdf:Alt></dc:rights>\
             <xmpRights:WebStatement>https://coast.example/rights?a=1</xmpRights:WebStatement>";
        for (number, address, named) in [(1, "https://", true), (2, "javascript:", false)] {
            let picture = add_file(&paper, photo_with_xmp(number, &elements.replace("https://", address))).await;
            let draft = paper.draft(&with_lead(&paper, "الميناء", lead(&picture, "السفن", "وكالة")).await).await;
            let live = try_publish(&paper, &draft).await.unwrap();
            let page = paper.get(&journeys::address("world", &live)).await.text();
            let json = between(&page, "<script type=\"application/ld+json\">", "</script>").unwrap();
            let article: serde_json::Value = serde_json::from_str(&json).unwrap();
            let image = &article["image"][0];
            assert_eq!(image["creator"], serde_json::json!([{ "@type": "Person", "name": "ليلى بن عيسى" }]));
            assert_eq!((image["creditText"].as_str(), image["copyrightNotice"].as_str()), (Some("وكالة"), Some("© الساحل")));
            let licence = named.then_some("https://coast.example/rights?a=1");
            assert_eq!(image["license"].as_str(), licence, "only an address of the web");
        }
    }
}

journey! {
    // P2: use after the last day and in other languages is blocked, published uses are warned of and stay
    async fn a_picture_is_used_as_long_and_where_it_may(paper: Paper) {
        let picture = add(&paper, &Actor::console(), None, 1).await;
        let last = "2016-09-03".parse().unwrap();
        set_rights(&paper, &picture, until("2016-09-03")).await;
        let live = paper.draft(&with_lead(&paper, "على الصفحة", lead(&picture, "السد", "وكالة")).await).await;
        let live = paper.publish(&live).await;
        let late = paper.draft(&with_lead(&paper, "متأخر", lead(&picture, "السد", "وكالة")).await).await;
        paper.clock.advance_seconds(86_400);
        assert_eq!(barred(try_publish(&paper, &late).await), Bar::Ended(last));
        let approve = async |tx: &mut Tx| {
            let console = Actor::console();
            newsroom::make_move(tx, &console, &late.public_id, Move::Submit, With::default()).await?;
            newsroom::make_move(tx, &console, &late.public_id, Move::Approve, With::default()).await
        };
        assert_eq!(barred(write(&paper, approve).await), Bar::Ended(last));
        // The rest of a story that shows it already can still be corrected.
        paper.revise(&live, &with_lead(&paper, "على الصفحة، مصححا", lead(&picture, "السد", "وكالة")).await).await;
        let live = try_publish(&paper, &live).await.unwrap();
        assert_eq!(live.title, "على الصفحة، مصححا");
        // Renewed rights let it out.
        set_rights(&paper, &picture, until("2016-09-30")).await;
        try_publish(&paper, &late).await.unwrap();
        let french = RightsChange { languages: vec![arabic::Language::French], ..RightsChange::default() };
        set_rights(&paper, &picture, french).await;
        let other = paper.draft(&with_lead(&paper, "بالعربية", lead(&picture, "السد", "وكالة")).await).await;
        assert_eq!(barred(try_publish(&paper, &other).await), Bar::Language(arabic::Language::Arabic));
        let mut content = with_lead(&paper, "En français", lead(&picture, "Le barrage", "Agence")).await;
        content.language = arabic::Language::French;
        let other = paper.draft(&content).await;
        try_publish(&paper, &other).await.unwrap();
    }
}

journey! {
    // E17, P2: a picture leaves everything that readers see, and does not come back by accident
    async fn a_withdrawn_picture_is_gone_from_every_page_at_once(paper: Paper) {
        let staff = staff(&paper).await;
        let console = Actor::console();
        let picture = add(&paper, &console, None, 1).await;
        let crop = newsroom::Crop { x: 0, y: 0, width: 200, height: 200 };
        let as_lead = paper.draft(&with_lead(&paper, "صورة رئيسية", lead(&picture, "سد", "وكالة")).await).await;
        let prepared = newsroom::prepare_crop(&paper.newsroom, &picture, crop).await.unwrap();
        let cut = async |tx: &mut Tx| {
            newsroom::add_crop(tx, &console, &as_lead.public_id, &picture, crop, &prepared).await
        };
        let crop = write(&paper, cut).await.unwrap();
        let as_lead = paper.publish(&as_lead).await;
        let only = {
            let mut content = with_lead(&paper, "لا شيء غير صورة", lead(&crop, "جزء", "وكالة")).await;
            let mut ids = newsroom::DocumentIds;
            let photo = story::Photo {
                picture: story::PictureId::parse(crop.public_id.as_str()).unwrap(),
                caption: "جزء".into(),
                credit: "وكالة".into(),
                alt: "ما يُرى".into(),
                archive: false,
                decorative: false,
                focal: None,
            };
            let node = story::Node::Gallery { caption: String::new(), photos: vec![photo] };
            content.body.blocks = vec![story::Block::new(story::Ids::new(&mut ids).fresh(), node)];
            let draft = paper.draft(&content).await;
            paper.publish(&draft).await
        };
        let draft = paper.draft(&with_lead(&paper, "مسودة", lead(&picture, "سد", "وكالة")).await).await;
        let pages = [address("world", &as_lead), address("world", &only), "/".into(), "/world".into()];
        let names = [picture.public_id.as_str().to_owned(), crop.public_id.as_str().to_owned()];
        let has = async |path: &str| {
            let page = paper.get(path).await;
            assert_eq!(page.status, 200, "{path}");
            let text = page.text();
            names.iter().any(|name| text.contains(&format!("/media/{name}/")))
        };
        for path in &pages {
            assert!(has(path).await, "{path} shows it");
        }
        let files = [&picture, &crop].map(|one| format!("/media/{}/{}.jpg", one.public_id, one.widths()[0]));
        for file in &files {
            assert_eq!(paper.get(file).await.status, 200);
        }
        let withdraw = async |actor: &Actor, reason: &str| {
            write(&paper, async |tx| newsroom::withdraw_picture(tx, actor, &picture.public_id, reason).await).await
        };
        assert!(matches!(withdraw(&staff.editor, "سبب").await, Err(Error::Forbidden { .. })));
        assert!(matches!(withdraw(&console, " ").await, Err(Error::WordsMissing)));
        let revisions = newsroom::find_story(paper.newsroom.reads(), as_lead.id).await.unwrap().revisions;
        assert_eq!(withdraw(&console, "بطلب صاحبها").await.unwrap(), 2);
        for path in &pages {
            assert!(!has(path).await, "{path} shows it no longer");
        }
        for file in &files {
            assert_eq!(paper.get(file).await.status, 404, "{file}");
        }
        let text = paper.get(&address("world", &only)).await.text();
        assert!(text.contains("لا شيء غير صورة"), "a story of nothing else keeps its page");
        // Whoever has the story open does not put it back, and no draft with it is published.
        let stale = Change::Pictures(lead(&picture, "سد", "وكالة"));
        let id = &as_lead.public_id;
        let saved = async |tx: &mut Tx| newsroom::save_part(tx, &console, id, revisions[1], stale).await;
        assert!(matches!(write(&paper, saved).await, Ok(newsroom::Saved::Conflict { .. })));
        assert_eq!(barred(try_publish(&paper, &draft).await), Bar::Withdrawn);
        // It may be used again once that is allowed, and comes back by no other way.
        let allow = async |tx: &mut Tx| newsroom::allow_picture_again(tx, &console, &picture.public_id).await;
        write(&paper, allow).await.unwrap();
        assert!(!has(&pages[0]).await);
        try_publish(&paper, &draft).await.unwrap();
        assert_eq!(paper.get(&files[0]).await.status, 200);
    }
}

journey! {
    // P2: the day before, a list of the published uses
    async fn people_are_told_the_day_before_that_rights_end(paper: Paper) {
        let mut chief = paper.first_admin().await;
        paper.invited(&mut chief, "p@paper.example", "photo_editor").await;
        paper.invited(&mut chief, "r@paper.example", "reporter").await;
        let picture = add(&paper, &Actor::console(), None, 1).await;
        let story = paper.draft(&with_lead(&paper, "قصة", lead(&picture, "السد", "وكالة")).await).await;
        paper.publish(&story).await;
        // The last day is the day after tomorrow.
        set_rights(&paper, &picture, until("2016-09-05")).await;
        newsroom::begin_daily_jobs(&paper.newsroom, paper.clock.now()).await.unwrap();
        let person = async |email: &str| {
            newsroom::person_by_email(paper.newsroom.reads(), email).await.unwrap().unwrap().id
        };
        let (editor, reporter) = (person("p@paper.example").await, person("r@paper.example").await);
        let told = async |person: i64| {
            let notices = newsroom::notices_of(paper.newsroom.reads(), person, None, 50).await.unwrap();
            notices.into_iter().filter(|notice| notice.act == "picture_ends").collect::<Vec<_>>()
        };
        let mut counts = Vec::new();
        for _ in 0..4 {
            paper.clock.advance_seconds(86_400);
            newsroom::run_due(&paper.newsroom, paper.clock.now()).await.unwrap();
            counts.push(told(editor).await.len());
        }
        assert_eq!(counts, [1, 1, 1, 1], "once, on the day before the last");
        let notice = &told(editor).await[0];
        assert_eq!((notice.story_id, notice.note.as_deref()), (Some(story.id), Some("السد")));
        assert!(told(reporter).await.is_empty());
        // Of a new last day they are told anew.
        set_rights(&paper, &picture, until("2016-09-20")).await;
        paper.clock.advance_seconds(15 * 86_400);
        newsroom::run_due(&paper.newsroom, paper.clock.now()).await.unwrap();
        assert_eq!(told(editor).await.len(), 2);
        let mut again = paper.browser();
        again.open("/newsroom/sign-in").await;
        again.sign_in("p@paper.example", PASSWORD).await;
        let page = again.open("/newsroom/notices").await.text();
        assert!(page.contains("تنتهي حقوق صورة غدا"), "{page}");
    }
}

journey! {
    async fn rights_are_written_down_and_a_picture_withdrawn_in_the_room(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let mut reporter = paper.invited(&mut chief, "r@paper.example", "reporter").await;
        let picture = add(&paper, &Actor::console(), None, 1).await;
        let story = paper.draft(&with_lead(&paper, "قصة", lead(&picture, "السد", "وكالة")).await).await;
        let story = paper.publish(&story).await;
        let page = format!("/newsroom/photos/{}", picture.public_id);
        let was = |text: &str| {
            let form = text.split("id=\"rights\"").nth(1).unwrap().to_owned();
            between(&form, "name=\"was\" value=\"", "\"").unwrap()
        };
        let shown = chief.open(&page).await.text();
        let rights = format!("{page}/rights");
        for (day, expected) in [("٣١/٠٢/٢٠١٦", 422), ("غدا", 422), ("2016-09-05", 303)] {
            let fields = [("owner", "وكالة الساحل"), ("terms", "الموقع فقط"), ("last_day", day), ("was", &was(&shown))];
            let answer = chief.send(&rights, &fields).await;
            assert_eq!(answer.status, expected, "{day}: {}", answer.text());
            assert!(expected == 303 || answer.text().contains("وكالة الساحل"), "what was typed is given back");
        }
        let listed = async |browser: &mut Browser, query: &str| self::shown(browser, query).await.len();
        assert_eq!(listed(&mut chief, "rights=ends").await, 1);
        assert_eq!(listed(&mut chief, "rights=barred").await, 0);
        reporter.open("/newsroom/photos").await;
        for (path, fields) in [(&rights, vec![]), (&format!("{page}/withdraw"), vec![("reason", "سبب")]), (&format!("{page}/allow"), vec![])] {
            assert_eq!(reporter.send(path, &fields).await.status, 403, "{path}");
        }
        assert!(!reporter.open(&page).await.text().contains("id=\"rights\""));
        chief.open(&page).await;
        let refused = chief.send(&format!("{page}/withdraw"), &[("reason", " ")]).await;
        assert_eq!(refused.status, 422);
        assert_eq!(chief.send(&format!("{page}/withdraw"), &[("reason", "بطلب صاحبها")]).await.status, 303);
        assert!(!paper.get(&address("world", &story)).await.text().contains(picture.public_id.as_str()));
        assert_eq!(listed(&mut chief, "rights=barred").await, 1);
        assert!(chief.open(&page).await.text().contains("بطلب صاحبها"));
        let versions = chief.open(&format!("/newsroom/stories/{}/versions", story.public_id)).await.text();
        assert!(versions.contains("سُحبت صورة"), "{versions}");
    }
}

journey! {
    async fn a_replaced_file_is_in_every_published_story_at_once(paper: Paper) {
        let console = Actor::console();
        let staff = staff(&paper).await;
        let old = add(&paper, &console, None, 1).await;
        describe(&paper, &console, &old, ArchiveField::Place, "مرسى الريح").await.unwrap();
        set_rights(&paper, &old, until("2016-09-30")).await;
        let live = paper.draft(&with_lead(&paper, "منشورة", lead(&old, "سد", "وكالة")).await).await;
        let live = paper.publish(&live).await;
        let draft = paper.draft(&with_lead(&paper, "مسودة", lead(&old, "سد", "وكالة")).await).await;
        let page = address("world", &live);
        assert!(paper.get(&page).await.text().contains(old.public_id.as_str()));
        let file = async |number: u8| newsroom::prepare_picture(&paper.newsroom, photo(number).into()).await.unwrap();
        let (same, other) = (file(1).await, file(2).await);
        let replace = async |actor: &Actor, prepared: &newsroom::PreparedPicture| {
            write(&paper, async |tx| newsroom::replace_picture(tx, actor, &old.public_id, prepared).await).await
        };
        assert!(matches!(replace(&staff.editor, &other).await, Err(Error::Forbidden { .. })));
        assert!(matches!(replace(&console, &same).await, Err(Error::AlreadyThere { .. })));
        let (new, stories) = replace(&console, &other).await.unwrap();
        assert_eq!(stories, 1);
        let text = paper.get(&page).await.text();
        assert!(text.contains(new.public_id.as_str()) && !text.contains(old.public_id.as_str()));
        assert!(text.contains("سد"), "the story's own caption stays");
        let name = |picture: &Picture| format!("/media/{}/240.jpg", picture.public_id);
        assert_eq!(paper.get(&name(&new)).await.status, 200);
        assert_eq!(paper.get(&name(&old)).await.status, 404, "no story shows the old one");
        assert_eq!(value(&paper, &new, ArchiveField::Place).await, "مرسى الريح");
        let found = newsroom::archived_picture(paper.newsroom.reads(), &console, &new.public_id).await.unwrap();
        assert_eq!(found.rights.owner, "وكالة");
        let found = newsroom::archived_picture(paper.newsroom.reads(), &console, &old.public_id).await.unwrap();
        assert_eq!(found.rights.replaced_by, Some(new.id));
        // A draft keeps the old file, which may still be used.
        try_publish(&paper, &draft).await.unwrap();
        // A withdrawn picture is not brought back by another file.
        let withdraw = async |tx: &mut Tx| newsroom::withdraw_picture(tx, &console, &old.public_id, "سبب").await;
        write(&paper, withdraw).await.unwrap();
        assert_eq!(barred(replace(&console, &file(3).await).await), Bar::Withdrawn);
    }
}

journey! {
    // P4: near-duplicates by what is seen in them
    async fn pictures_that_look_alike_are_named(paper: Paper) {
        let staff = staff(&paper).await;
        let console = Actor::console();
        let scene = |seed: u32, size: (u32, u32), quality: u8| {
            let pixels = RgbImage::from_fn(size.0, size.1, |x, y| {
                let (x, y) = (x * 600 / size.0, y * 400 / size.1);
                let wave = |by: u32| (((x * (seed + by) + y * (by + 3)) % 600) * 255 / 600) as u8;
                Rgb([wave(1), wave(2), wave(3)])
            });
            let mut jpeg = Vec::new();
            image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, quality).encode_image(&pixels).unwrap();
            jpeg
        };
        let add = async |file: Vec<u8>, story: Option<&Story>| {
            let prepared = newsroom::prepare_picture(&paper.newsroom, file.into()).await.unwrap();
            let story = story.map(|story| &story.public_id);
            let add = async |tx: &mut Tx| newsroom::add_picture(tx, &console, story, &prepared).await;
            write(&paper, add).await.unwrap()
        };
        let one = add(scene(1, (900, 600), 90), None).await;
        let smaller = add(scene(1, (600, 400), 60), None).await;
        let other = add(scene(2, (900, 600), 90), None).await;
        let draft = paper.begun(&staff.reporter, &paper.content("world", "سر").await, Beginning::default()).await;
        let secret = add(scene(1, (750, 500), 75), Some(&draft)).await;
        let like = async |actor: &Actor, picture: &Picture| {
            let like = newsroom::like_pictures(paper.newsroom.reads(), actor, picture.id).await.unwrap();
            like.into_iter().map(|like| like.one.picture.id).collect::<Vec<_>>()
        };
        let mut all = like(&staff.reporter, &one).await;
        all.sort_unstable();
        assert_eq!(all, [smaller.id, secret.id]);
        assert_eq!(like(&staff.stranger, &one).await, [smaller.id], "whoever does not see the draft is not told of it");
        assert!(like(&staff.reporter, &other).await.is_empty());
        // Pictures that an older release has read get their fingerprints in the background.
        let forget = "UPDATE picture_metadata SET words_at = 0, likeness = NULL, likeness_0 = NULL, likeness_1 = NULL, \
                      likeness_2 = NULL, likeness_3 = NULL";
        paper.newsroom.db().execute_unprepared(forget).await.unwrap();
        assert!(like(&staff.reporter, &one).await.is_empty());
        while newsroom::read_unread_pictures(&paper.newsroom, 2, paper.clock.now()).await.unwrap() > 0 {}
        assert_eq!(like(&staff.reporter, &one).await.len(), 2);
    }
}

journey! {
    async fn what_is_published_while_a_picture_is_withdrawn_does_not_show_it(paper: Paper) {
        let console = Actor::console();
        let one = add(&paper, &console, None, 1).await;
        let other = add(&paper, &console, None, 2).await;
        let mut drafts = Vec::new();
        for number in 0..12 {
            let (first, second) = if number % 2 == 0 { (&one, &other) } else { (&other, &one) };
            let mut content = with_lead(&paper, &format!("خبر {number}"), lead(first, "سد", "وكالة")).await;
            let photo = story::Photo {
                picture: story::PictureId::parse(second.public_id.as_str()).unwrap(),
                caption: format!("صورة {number}"),
                credit: "وكالة".into(),
                alt: "ما يُرى".into(),
                archive: false,
                decorative: false,
                focal: None,
            };
            let mut ids = newsroom::DocumentIds;
            content.body.blocks.push(story::Block::new(story::Ids::new(&mut ids).fresh(), story::Node::Photo(photo)));
            drafts.push(paper.draft(&content).await);
        }
        // Whoever loses to another transaction tries again, as people do.
        let mut acts = tokio::task::JoinSet::new();
        for draft in drafts.clone() {
            let (newsroom, now) = (paper.newsroom.clone(), paper.clock.now());
            acts.spawn(async move {
                loop {
                    let publish = async |tx: &mut Tx| {
                        newsroom::publish(tx, &Actor::console(), draft.id, newsroom::PublishedWhen::Now).await
                    };
                    match newsroom.write(now, publish).await {
                        Ok(_) => return true,
                        Err(Error::PictureBarred { why: Bar::Withdrawn, .. }) => return false,
                        Err(error) => assert!(error.outage().is_some(), "{error}"),
                    }
                }
            });
        }
        let (newsroom, now, id) = (paper.newsroom.clone(), paper.clock.now(), one.public_id.clone());
        acts.spawn(async move {
            loop {
                let withdraw =
                    async |tx: &mut Tx| newsroom::withdraw_picture(tx, &Actor::console(), &id, "بطلب صاحبها").await;
                match newsroom.write(now, withdraw).await {
                    Ok(_) => return true,
                    Err(error) => assert!(error.outage().is_some(), "{error}"),
                }
            }
        });
        let done = acts.join_all().await;
        let published = done.iter().filter(|is_done| **is_done).count() - 1;
        let mut live = 0;
        for draft in &drafts {
            let story = newsroom::find_story(paper.newsroom.reads(), draft.id).await.unwrap();
            if let Some(version) = story.live_version {
                live += 1;
                let content = newsroom::version(paper.newsroom.reads(), version).await.unwrap().content;
                let text = format!("{:?} {:?}", content.lead.and_then(|lead| lead.picture_id), content.body);
                assert!(!text.contains(one.public_id.as_str()) && !text.contains(&format!("Some({})", one.id)), "{text}");
            }
        }
        assert_eq!(live, published);
        assert_eq!(value(&paper, &other, ArchiveField::Credit).await, if published > 0 { "وكالة" } else { "" });
    }
}
