//! Pictures: served only while a published story uses them, in files that carry no trace of the camera.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use journeys::browser::{Browser, between};
use journeys::{Paper, address, journey};
use newsroom::{Clock, LeadPicture, Picture};

/// A JPEG of 1000 x 800 pixels with an Exif block that names a place and says that the camera was held sideways.
fn photo_with_gps() -> Vec<u8> {
    let image = RgbImage::from_fn(1000, 800, |x, y| Rgb([(x / 4) as u8, (y / 4) as u8, 90]));
    let mut jpeg = Vec::new();
    DynamicImage::ImageRgb8(image).write_to(&mut Cursor::new(&mut jpeg), ImageFormat::Jpeg).unwrap();
    let mut tiff: Vec<u8> = b"MM\0\x2a\0\0\0\x08".to_vec();
    // IFD0: orientation 6 (turn right), and a pointer to the GPS block.
    tiff.extend([
        0, 2, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38, 0, 0, 0, 0,
    ]);
    // GPS: latitude reference «N».
    tiff.extend([0, 1, 0, 1, 0, 2, 0, 0, 0, 2, b'N', 0, 0, 0, 0, 0, 0, 0]);
    let mut segment = b"Exif\0\0".to_vec();
    segment.extend(tiff);
    let length = (segment.len() + 2) as u16;
    let mut with = jpeg[..2].to_vec();
    with.extend([0xff, 0xe1]);
    with.extend(length.to_be_bytes());
    with.extend(segment);
    with.extend(&jpeg[2..]);
    with
}

async fn add(paper: &Paper, bytes: Vec<u8>) -> Picture {
    let prepared = newsroom::prepare_picture(&paper.newsroom, bytes.into()).await.unwrap();
    paper
        .newsroom
        .write(paper.clock.now(), async |tx| {
            newsroom::add_picture(tx, &newsroom::Actor::console(), None, &prepared).await
        })
        .await
        .unwrap()
}

journey! {
    async fn a_photo_is_upright_and_carries_no_place(paper: Paper) {
        let picture = add(&paper, photo_with_gps()).await;
        assert_eq!((picture.width, picture.height), (800, 1000), "turned as the camera was held");
        let again = add(&paper, photo_with_gps()).await;
        assert_eq!(again, picture, "the same bytes are the same picture");

        let mut content = paper.content("world", "خبر مصور").await;
        content.lead = Some(LeadPicture {
            picture_id: Some(picture.id),
            caption: Some("أرشيف".into()),
            alt: Some("خبر مصور".into()),
            archive: true,
            focal: (5, 2),
            ..LeadPicture::default()
        });
        let draft = paper.draft(&content).await;
        let file = format!("/media/{}/480.jpg", picture.public_id);
        assert_eq!(paper.get(&file).await.status, 404, "no live story uses it");
        let story = paper.publish(&draft).await;

        for name in ["240.jpg", "480.jpg", "720.jpg", "240.webp", "480.webp", "720.webp", "share.jpg"] {
            let answer = paper.get(&format!("/media/{}/{name}", picture.public_id)).await;
            assert_eq!(answer.status, 200, "{name}");
            assert!(answer.header("content-security-policy").contains("sandbox"));
            assert!(!answer.bytes.windows(4).any(|four| four == b"Exif"), "{name} carries metadata");
        }
        for missing in ["960.jpg", "1.jpg", "original.jpg", "480.png", "../x", "share.webp"] {
            assert_eq!(paper.get(&format!("/media/{}/{missing}", picture.public_id)).await.status, 404, "{missing}");
        }

        let page = paper.get(&address("world", &story)).await.text();
        assert_eq!(page.matches("صورة: أرشيف").count(), 1, "the label, once");
        assert!(page.contains("width=\"720\" height=\"900\" alt=\"خبر مصور\" class=\"fy2\""), "size and text always");
        assert!(page.contains("720.webp 720w") && page.contains("type=\"image/webp\""));
        assert!(page.contains(&format!("og:image\" content=\"http://localhost:8080/media/{}/share.jpg", picture.public_id)));
    }
}

journey! {
    async fn a_story_whose_picture_has_no_file_shows_no_figure(paper: Paper) {
        let mut content = paper.content("world", "خبر").await;
        content.lead = Some(LeadPicture { caption: Some("السد".into()), ..LeadPicture::default() });
        let draft = paper.draft(&content).await;
        let story = paper.publish(&draft).await;
        assert!(!paper.get(&address("world", &story)).await.text().contains("<figure"));
    }
}

journey! {
    async fn what_is_no_picture_is_refused(paper: Paper) {
        for bytes in [b"".to_vec(), b"<svg onload=alert(1)>".to_vec(), photo_with_gps()[..600].to_vec()] {
            let refused = newsroom::prepare_picture(&paper.newsroom, bytes.into()).await;
            assert!(matches!(refused, Err(newsroom::Error::BadPicture { .. })), "{refused:?}");
        }
        assert!(!paper.folder.path().join("media/originals").exists(), "nothing of it stays");
    }
}

/// A JPEG of 900 x 600 pixels whose right third is blue and whose rest is red.
fn two_colours() -> Vec<u8> {
    let image = RgbImage::from_fn(900, 600, |x, _| if x < 600 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) });
    let mut jpeg = Vec::new();
    DynamicImage::ImageRgb8(image).write_to(&mut Cursor::new(&mut jpeg), ImageFormat::Jpeg).unwrap();
    jpeg
}

async fn lead_of(paper: &Paper, id: &str) -> LeadPicture {
    let id = id.parse().unwrap();
    let story = newsroom::story_by_public_id(paper.newsroom.db(), &id).await.unwrap().unwrap();
    newsroom::version(paper.newsroom.db(), story.newest_version().unwrap()).await.unwrap().content.lead.unwrap()
}

/// The revision in the form of the lead picture.
async fn pictures_rev(chief: &mut Browser, page: &str) -> String {
    let html = chief.open(page).await.text();
    let part = between(&html, "id=\"pictures\"", "</section>").unwrap();
    between(&part, "name=\"rev\" value=\"", "\"").unwrap()
}

async fn picture(paper: &Paper, id: i64) -> Picture {
    newsroom::pictures_by_ids(paper.newsroom.db(), &[id]).await.unwrap().remove(0)
}

journey! {
    async fn a_photo_is_cut_by_a_form_and_by_hand_and_its_original_stays(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let story = paper.published("world", "خبر مصور").await;
        let (id, page) = (story.public_id.to_string(), format!("/newsroom/stories/{}", story.public_id));
        let now = pictures_rev(&mut chief, &page).await;
        assert_eq!(chief.send_file(&format!("{page}/picture"), &[("rev", &now)], &two_colours()).await.status, 303);
        let original = picture(&paper, lead_of(&paper, &id).await.picture_id.unwrap()).await;

        // With the form alone: square, as far to the right as possible. Its caption stays.
        let now = pictures_rev(&mut chief, &page).await;
        let square = [("rev", now.as_str()), ("caption", "الميناء"), ("focal_x", "10"), ("focal_y", "5"), ("shape", "1:1")];
        assert_eq!(chief.send(&format!("{page}/pictures"), &square).await.status, 303);
        let lead = lead_of(&paper, &id).await;
        let piece = picture(&paper, lead.picture_id.unwrap()).await;
        assert_eq!((piece.width, piece.height, lead.focal, lead.caption.as_deref()), (600, 600, (5, 5), Some("الميناء")));
        let crop = newsroom::Crop { x: 300, y: 0, width: 600, height: 600 };
        let framing = newsroom::framing_of(paper.newsroom.db(), &piece).await.unwrap();
        assert_eq!(framing, newsroom::Framing { original: original.clone(), crop: Some(crop) });

        // A script asks for the original and cuts from it again: the blue third alone.
        let known: serde_json::Value = serde_json::from_str(&chief.open(&format!("{page}/framing/{}", piece.public_id)).await.text()).unwrap();
        assert_eq!((known["original"].as_str(), known["width"].as_u64(), known["crop"]["x"].as_u64()), (Some(original.public_id.as_str()), Some(900), Some(300)));
        let ask = |x: u32, width: u32| serde_json::json!({ "picture": original.public_id.as_str(), "crop": { "x": x, "y": 0, "width": width, "height": 600 } }).to_string();
        let answer = chief.send_json(&format!("{page}/framing"), &ask(600, 300)).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let blue: serde_json::Value = serde_json::from_str(&answer.text()).unwrap();
        let blue = blue["id"].as_str().unwrap();
        assert_eq!(lead_of(&paper, &id).await, lead, "no story changes by that");
        let now = pictures_rev(&mut chief, &page).await;
        assert_eq!(chief.send(&format!("{page}/pictures"), &[("rev", &now), ("framed", blue)]).await.status, 303);
        let shown = chief.open(&format!("/newsroom/media/{blue}/240.jpg")).await;
        let pixels = image::load_from_memory(&shown.bytes).unwrap().to_rgb8();
        assert!(pixels.pixels().all(|pixel| pixel.0[2] > 150), "the blue third and nothing else");
        // Once published, readers get this picture; the original is in no published story.
        let published = paper.get(&format!("/media/{}/240.jpg", original.public_id)).await.status;
        assert_eq!(published, 404);

        // A crop of the whole is the original itself.
        let now = pictures_rev(&mut chief, &page).await;
        assert_eq!(chief.send(&format!("{page}/pictures"), &[("rev", &now), ("shape", "whole")]).await.status, 303);
        assert_eq!(lead_of(&paper, &id).await.picture_id, Some(original.id));

        // A crop that is not possible is refused with the reason, and nothing changes.
        for (x, width) in [(700, 300), (0, 99), (u32::MAX, 200)] {
            let refused = chief.send_json(&format!("{page}/framing"), &ask(x, width)).await;
            assert_eq!(refused.status, 422, "{x} {width}");
            assert!(refused.text().contains("لا يمكن هذا القص"), "{}", refused.text());
        }
        let other = add(&paper, photo_with_gps()).await;
        let now = pictures_rev(&mut chief, &page).await;
        assert_eq!(chief.send(&format!("{page}/pictures"), &[("rev", &now), ("framed", other.public_id.as_str())]).await.status, 404);
        assert_eq!(chief.send(&format!("{page}/pictures"), &[("rev", &now), ("shape", "7:5")]).await.status, 422);
        assert_eq!(lead_of(&paper, &id).await.picture_id, Some(original.id));
        // People without the right are refused before a file is opened: nothing is cut, by script or by form.
        let mut reporter = paper.invited(&mut chief, "reporter@paper.example", "reporter").await;
        reporter.open("/newsroom/account").await;
        let files = || std::fs::read_dir(paper.folder.path().join("media/originals")).unwrap().count();
        let before = files();
        let refused = reporter.send_json(&format!("{page}/framing"), &ask(10, 300)).await;
        assert!(refused.status == 403 || refused.status == 404, "{}", refused.status);
        let refused = reporter.send(&format!("{page}/pictures"), &[("rev", "1"), ("shape", "4:5")]).await;
        assert!(refused.status == 403 || refused.status == 404, "{}", refused.status);
        assert_eq!(files(), before);
        // Both crops are in the audit log, with their original.
        let log = chief.open("/newsroom/audit").await.text();
        assert_eq!(log.matches("<td>قص صورة</td>").count(), 2, "{log}");
    }
}

journey! {
    async fn a_lost_file_is_made_again_and_a_lost_original_is_named(paper: Paper) {
        let picture = add(&paper, photo_with_gps()).await;
        let mut content = paper.content("world", "خبر مصور").await;
        let (caption, alt) = (Some("السد".into()), Some("السد عند الفجر".into()));
        content.lead = Some(LeadPicture { picture_id: Some(picture.id), caption, alt, archive: true, ..LeadPicture::default() });
        let draft = paper.draft(&content).await;
        paper.publish(&draft).await;
        let media = paper.folder.path().join("media");
        let key = picture.key("480.webp".parse().unwrap());
        let before = std::fs::read(media.join(&key)).unwrap();
        std::fs::remove_file(media.join(&key)).unwrap();
        let answer = paper.get(&format!("/media/{}/480.webp", picture.public_id)).await;
        assert_eq!((answer.status.as_u16(), answer.bytes), (200, before), "what was lost is made again");
        assert!(media.join(&key).exists());
        // A name that the picture never had needs no decoding and creates nothing.
        assert_eq!(paper.get(&format!("/media/{}/960.webp", picture.public_id)).await.status, 404);

        let original = format!("originals/{}/{}", &picture.digest[..2], picture.digest);
        std::fs::remove_file(media.join(&original)).unwrap();
        std::fs::remove_file(media.join(&key)).unwrap();
        assert_eq!(paper.fresh_reader().get(&format!("/media/{}/480.webp", picture.public_id)).await.status, 404);
        let (target, scratch) = (paper.folder.path().join("backup"), tempfile::tempdir().unwrap());
        let mut lost = Vec::new();
        let mut told = |progress| {
            if let newsroom::BackupProgress::Lost(key) = progress {
                lost.push(key);
            }
        };
        let (manifest, _) = newsroom::back_up(&paper.newsroom, &target, paper.clock.now(), &mut told).await.unwrap();
        assert_eq!((manifest.media.missing, lost), (1, vec![original.clone(), key.clone()]));
        let check = newsroom::verify_backup(&target, scratch.path(), None).await.unwrap();
        assert!(check.is_good());
        assert_eq!(check.lost, [original, key]);
    }
}

/// A JPEG with IIM, texts in Windows-1256 as an old program wrote them, undeclared.
fn photo_of_an_agency() -> Vec<u8> {
    let mut iim = Vec::new();
    for (number, text) in [(120, "سفن في الميناء"), (80, "ليلى بن عيسى"), (110, "الوكالات"), (90, "مرسى الريح")]
    {
        let (text, ..) = encoding_rs::WINDOWS_1256.encode(text);
        iim.extend([0x1c, 2, number, 0, text.len() as u8]);
        iim.extend(text.as_ref());
    }
    iim.extend([0x1c, 2, 55, 0, 8]);
    iim.extend(b"20150619");
    iim.resize(iim.len() + iim.len() % 2, 0);
    let length = u32::try_from(iim.len()).unwrap().to_be_bytes();
    let segment = [b"Photoshop 3.0\08BIM\x04\x04\0\0".as_slice(), &length, &iim].concat();
    let length = u16::try_from(segment.len() + 2).unwrap().to_be_bytes();
    let jpeg = two_colours();
    [&jpeg[..2], &[0xff, 0xed], &length, &segment, &jpeg[2..]].concat()
}

fn texts(lead: &LeadPicture) -> (Option<&str>, Option<&str>, bool) {
    (lead.caption.as_deref(), lead.credit.as_deref(), lead.archive)
}

journey! {
    async fn what_a_file_says_fills_what_is_empty(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let story = paper.published("world", "خبر مصور").await;
        let (id, page) = (story.public_id.to_string(), format!("/newsroom/stories/{}", story.public_id));
        let now = pictures_rev(&mut chief, &page).await;
        assert_eq!(chief.send_file(&format!("{page}/picture"), &[("rev", &now)], &photo_of_an_agency()).await.status, 303);
        let lead = lead_of(&paper, &id).await;
        let expected = (Some("سفن في الميناء"), Some("ليلى بن عيسى / الوكالات"), true);
        assert_eq!(texts(&lead), expected, "taken in 2015, so it is from the archive");

        // In the text it is the same, whoever uploads it.
        let answer = chief.send_file(&format!("{page}/photos"), &[], &photo_of_an_agency()).await;
        let told: serde_json::Value = serde_json::from_str(&answer.text()).unwrap();
        assert_eq!((told["caption"].as_str(), told["credit"].as_str(), told["archive"].as_bool()), (expected.0, expected.1, Some(true)));

        // A file that says nothing leaves nothing of the other picture.
        let now = pictures_rev(&mut chief, &page).await;
        assert_eq!(chief.send_file(&format!("{page}/picture"), &[("rev", &now)], &two_colours()).await.status, 303);
        assert_eq!(texts(&lead_of(&paper, &id).await), (None, None, false));

        // What readers get says whose it is, and not where it was taken.
        let picture = picture(&paper, lead.picture_id.unwrap()).await;
        for name in ["480.jpg", "480.webp", "share.jpg"] {
            let file = chief.open(&format!("/newsroom/media/{}/{name}", picture.public_id)).await.bytes;
            let says = |what: &str| file.windows(what.len()).any(|window| window == what.as_bytes());
            assert!(says("ليلى بن عيسى") && says("الوكالات") && !says("مرسى الريح"), "{name}");
        }
    }
}

journey! {
    async fn pictures_from_before_are_read_once(paper: Paper) {
        use sea_orm::ConnectionTrait;
        let picture = add(&paper, photo_of_an_agency()).await;
        let db = paper.newsroom.db();
        let read = async || newsroom::read_unread_pictures(&paper.newsroom, 10, paper.clock.now()).await.unwrap();
        assert_eq!(read().await, 0, "a new picture is read when it is added");
        let before = newsroom::metadata_of(paper.newsroom.reads(), picture.id).await.unwrap();
        db.execute_unprepared("DELETE FROM picture_metadata").await.unwrap();
        let lost = add(&paper, two_colours()).await;
        db.execute_unprepared("DELETE FROM picture_metadata").await.unwrap();
        std::fs::remove_file(paper.folder.path().join(format!("media/originals/{}/{}", &lost.digest[..2], lost.digest))).unwrap();
        assert_eq!(read().await, 2);
        assert_eq!(newsroom::metadata_of(paper.newsroom.reads(), picture.id).await.unwrap(), before);
        assert!(newsroom::metadata_of(paper.newsroom.reads(), lost.id).await.unwrap().found.is_empty());
        assert_eq!(read().await, 0, "nor is one whose file is lost read again and again");
    }
}

journey! {
    async fn files_that_are_lost_or_changed_are_named_and_made_again(paper: Paper) {
        let (one, other) = (add(&paper, photo_with_gps()).await, add(&paper, two_colours()).await);
        let media = paper.folder.path().join("media");
        let file = |picture: &Picture, name: &str| format!("renditions/{}/{}/{name}", &picture.digest[..2], picture.digest);
        let original = |picture: &Picture| format!("originals/{}/{}", &picture.digest[..2], picture.digest);
        let verify = async |repair: bool| {
            let mut told = Vec::new();
            let mut hear = |fault| told.push(fault);
            let report = newsroom::verify_media(&paper.newsroom, repair, &mut hear).await.unwrap();
            told.sort_by_key(|fault| format!("{fault:?}"));
            (report.faults, report.orphans, told)
        };
        assert_eq!(verify(false).await, (0, 0, Vec::new()));
        std::fs::remove_file(media.join(file(&one, "480.webp"))).unwrap();
        std::fs::copy(media.join(file(&one, "240.jpg")), media.join(file(&one, "720.jpg"))).unwrap();
        std::fs::write(media.join(original(&other)), b"cut").unwrap();
        std::fs::write(media.join(file(&other, "9.webp")), b"").unwrap();
        use newsroom::MediaFault::{Changed, MadeAgain, Missing, Orphan};
        let of_other = [Changed(original(&other)), Orphan(file(&other, "9.webp"))];
        let (lost, wrong) = (file(&one, "480.webp"), file(&one, "720.jpg"));
        let told = vec![of_other[0].clone(), Changed(wrong.clone()), Missing(lost.clone()), of_other[1].clone()];
        let (faults, orphans, mut found) = verify(false).await;
        assert_eq!((faults, orphans), (3, 1));
        found.sort_by_key(|fault| told.iter().position(|one| one == fault));
        assert_eq!(found, told);
        let (faults, orphans, found) = verify(true).await;
        assert_eq!((faults, orphans), (1, 1), "the original cannot be made again");
        assert!(found.contains(&MadeAgain(lost)) && found.contains(&MadeAgain(wrong)), "{found:?}");
        assert_eq!(verify(false).await.0, 1);
    }
}
