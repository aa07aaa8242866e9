//! The logo of the paper: set and removed at the desk, on every page, as a file that never changes, in the data for
//! machines.

use std::io::Cursor;

use http::Request;
use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};
use journeys::browser::between;
use journeys::{address, journey};

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut png = Cursor::new(Vec::new());
    DynamicImage::from(RgbaImage::from_pixel(width, height, Rgba([120, 10, 10, 200])))
        .write_to(&mut png, ImageFormat::Png)
        .unwrap();
    png.into_inner()
}

journey! {
    async fn a_logo_takes_the_names_place_and_gives_it_back(paper: Paper) {
        let story = paper.published("world", "خبر تحت الشعار").await;
        let mut chief = paper.first_admin().await;
        let answer = chief.send_file("/newsroom/settings/logo", &[("ground", "light")], &png(1_920, 240)).await;
        assert_eq!(answer.status.as_u16(), 303, "{}", answer.text());

        let front = paper.get("/").await.text();
        let image = between(&front, "<img class=\"logo plate\"", ">").unwrap();
        assert!(image.contains("width=\"960\" height=\"120\"") && image.contains("alt=\"مطبعة\""), "{image}");
        let src = between(&image, "src=\"", "\"").unwrap();
        let file = paper.get(&src).await;
        assert_eq!((file.status.as_u16(), file.header("content-type")), (200, "image/png"));
        assert!(file.header("cache-control").contains("immutable"));
        let page = paper.get(&address("world", &story)).await.text();
        assert!(page.contains(&src), "the story's page has it too");
        let data = between(&page, "application/ld+json\">", "</script>").unwrap();
        assert!(data.contains("ImageObject") && data.contains(&src[1..]), "{data}");

        let answer = chief.send_file("/newsroom/settings/logo", &[("ground", "dark")], &png(400, 100)).await;
        assert_eq!(answer.status.as_u16(), 303);
        let front = paper.get("/").await.text();
        assert!(front.contains("<source media=\"(prefers-color-scheme: dark)\"") && front.contains("<img class=\"logo\""));

        // A file that is not a picture changes nothing, and the answer says why.
        let refused = chief.send_file("/newsroom/settings/logo", &[("ground", "light")], b"<svg onload=alert(1)>").await;
        assert_eq!(refused.status.as_u16(), 422);
        assert!(refused.text().contains("role=\"alert\""));
        assert!(paper.get("/").await.text().contains(&src));

        chief.send("/newsroom/settings/logo/remove", &[("ground", "light")]).await;
        assert!(!paper.get("/").await.text().contains("class=\"logo"));
        assert_eq!(paper.get(&src).await.status.as_u16(), 404, "no setting names it any more");
    }
}

journey! {
    async fn only_who_keeps_the_paper_changes_its_logo(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let mut reporter = paper.invited(&mut chief, "reporter@paper.example", "reporter").await;
        let answer = reporter.send_file("/newsroom/settings/logo", &[("ground", "light")], &png(400, 100)).await;
        assert_eq!(answer.status.as_u16(), 403);
        let foreign = Request::post("/newsroom/settings/logo").header("content-type", "multipart/form-data; boundary=x");
        assert_ne!(paper.ask(foreign).await.status.as_u16(), 200);
        assert!(!paper.get("/").await.text().contains("class=\"logo"));
    }
}
