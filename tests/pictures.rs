//! Pictures: answered only while a live story uses them, in files that carry no trace of the camera.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use journeys::{Paper, address, journey};
use newsroom::{Clock, LeadPicture, Picture};

/// A JPEG of 1000 x 800 with an EXIF block that names a place and says that the camera was held sideways.
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
