//! Archives that other systems exported wrongly, one of each kind, from `corpora/reports/reader` beside the repository.
//! Readers find in them what the old site showed.

use std::path::Path;

use journeys::{Paper, address, journey, shared};
use newsroom::Story;

use crate::bulk::import;

/// The folder of the reports; `None`, with a report, if it is absent.
fn reports(test: &str) -> Option<std::path::PathBuf> {
    shared("corpora/reports/reader", test)
}

fn load(paper: &Paper, folder: &Path, name: &str) -> journeys::Ran {
    import(paper, &[folder.join(name).to_str().unwrap()])
}

async fn story(paper: &Paper, id: &str) -> Option<Story> {
    newsroom::story_by_external_id(paper.newsroom.db(), "t", id).await.unwrap()
}

/// The page of a story as readers get it.
async fn page(paper: &Paper, id: &str) -> String {
    let story = story(paper, id).await.unwrap_or_else(|| panic!("{id} is not in"));
    let answer = paper.get(&address("national", &story)).await;
    assert_eq!(answer.status, 200, "{id}");
    answer.text()
}

journey! {
    async fn what_was_escaped_is_read_as_it_was_shown(paper: Paper) {
        let Some(folder) = reports("escaped archives") else { return };
        assert_eq!(load(&paper, &folder, "entities.jsonl").code, 0);
        assert_eq!(load(&paper, &folder, "slug-encoded.jsonl").code, 0);
        let entities = story(&paper, "e1").await.unwrap();
        let version = newsroom::version(paper.newsroom.db(), entities.live_version.unwrap()).await.unwrap();
        let content = &version.content;
        assert!(content.headline.contains('“') && content.headline.contains(" & ") && !content.headline.contains("&#"), "{}", content.headline);
        assert!(content.kicker.as_deref().unwrap().contains('«'));
        assert_eq!((content.writers.len(), content.topics.len()), (1, 1));
        assert!(!entities.slug.contains("8220") && !entities.slug.contains("amp"), "{}", entities.slug);
        assert!(!page(&paper, "e1").await.contains("&amp;#"));
        let encoded = story(&paper, "s1").await.unwrap();
        assert!(encoded.slug.chars().all(|c| c == '-' || ('\u{621}'..='\u{64a}').contains(&c)), "{}", encoded.slug);
    }
}

journey! {
    async fn old_addresses_of_the_reports_lead_on(paper: Paper) {
        let Some(folder) = reports("old addresses") else { return };
        assert_eq!(load(&paper, &folder, "old-addresses.jsonl").code, 0);
        for (id, asked) in [
            ("r1", "/?p=6170"),
            ("r1", "/?p=6170&fbclid=x"),
            ("r2", "/2016/09/03/%D9%85%D9%83%D8%AA%D8%A8%D8%A9-%D8%AB%D8%A7%D9%86%D9%8A%D8%A9"),
            ("r2", "/2016/09/03/%d9%85%d9%83%d8%aa%d8%a8%d8%a9-%d8%ab%d8%a7%d9%86%d9%8a%d8%a9/"),
            ("r3", "/index.php?option=com_content&view=article&id=5:khabar&fbclid=x"),
            ("r3", "/index.php?id=5%3Akhabar&option=com_content&view=article"),
            ("r4", "/story/144-library.html?fbclid=x"),
            ("r5", "/index.php?news=299686&utm_source=x"),
        ] {
            let home = address("national", &story(&paper, id).await.unwrap());
            let answer = paper.get(asked).await;
            assert_eq!((answer.status.as_u16(), answer.header("location")), (308, home.as_str()), "{asked}");
        }
    }
}

journey! {
    async fn classic_texts_have_their_paragraphs_and_no_codes(paper: Paper) {
        let Some(folder) = reports("classic texts") else { return };
        let loaded = load(&paper, &folder, "wordpress-classic.jsonl");
        assert_eq!(loaded.code, 0, "{}", loaded.err);
        assert!(loaded.err.contains("a code of the old system"), "{}", loaded.err);
        for (id, blocks) in [("w1", 3), ("w2", 4), ("w3", 4), ("w4", 5), ("w5", 4)] {
            let story = story(&paper, id).await.unwrap();
            let version = newsroom::version(paper.newsroom.db(), story.live_version.unwrap()).await.unwrap();
            assert_eq!(version.content.body.blocks.len(), blocks, "{id}");
        }
        let shown = page(&paper, "w4").await;
        assert!(!shown.contains("[caption") && !shown.contains("[gallery") && !shown.contains("[embed"));
    }
}

journey! {
    async fn odd_records_come_in_or_are_refused_with_their_reason(paper: Paper) {
        let Some(folder) = reports("odd records") else { return };
        let loaded = load(&paper, &folder, "odd-json.jsonl");
        for (id, is_in) in [("o1", true), ("o2", false), ("o3", true), ("o4", true), ("o5", false), ("o6", false), ("o7", true), ("o8", true)] {
            assert_eq!(story(&paper, id).await.is_some(), is_in, "{id}: {}", loaded.err);
        }
        assert_eq!(loaded.err.lines().filter(|line| line.contains("read_count")).count(), 2, "{}", loaded.err);
        let rest = load(&paper, &folder, "wp-rest.jsonl");
        assert!(rest.code == 0 || rest.err.contains("headline"), "{}", rest.err);
    }
}

journey! {
    async fn photos_of_the_reports_keep_their_colours_or_are_told(paper: Paper) {
        let Some(folder) = reports("photos") else { return };
        let loaded = load(&paper, &folder, "photos.jsonl");
        assert!(loaded.err.lines().any(|line| line.contains("truncated.jpg") && line.contains("damaged")), "{}", loaded.err);
        for (id, expected) in [("q_icc-p3.jpg", [251_u8, 0, 18]), ("q_cmyk-adobe.jpg", [255, 0, 0]), ("q_grey16.png", [156, 156, 156])] {
            let story = story(&paper, id).await.unwrap();
            let version = newsroom::version(paper.newsroom.db(), story.live_version.unwrap()).await.unwrap();
            let picture = version.content.lead.unwrap().picture_id.unwrap_or_else(|| panic!("{id} has no photo"));
            let picture = newsroom::pictures_by_ids(paper.newsroom.db(), &[picture]).await.unwrap().remove(0);
            let shown = paper.get(&format!("/media/{}/share.jpg", picture.public_id)).await;
            let pixels = image::load_from_memory(&shown.bytes).unwrap().to_rgb8();
            let far = |pixel: &image::Rgb<u8>| pixel.0.iter().zip(expected).map(|(is, should)| is.abs_diff(should)).max().unwrap();
            // The red that a print shows on a screen depends on the inks; that it is red does not.
            let allowed = if id.contains("cmyk") { 70 } else { 6 };
            let near = pixels.pixels().filter(|pixel| far(pixel) <= allowed).count();
            assert!(near * 20 >= pixels.pixels().count(), "{id}: {near} pixels near {expected:?}");
        }
        let upright = story(&paper, "q_orient6.jpg").await.unwrap();
        let version = newsroom::version(paper.newsroom.db(), upright.live_version.unwrap()).await.unwrap();
        let picture = newsroom::pictures_by_ids(paper.newsroom.db(), &[version.content.lead.unwrap().picture_id.unwrap()]).await.unwrap().remove(0);
        assert!(picture.height > picture.width, "{} x {}", picture.width, picture.height);
    }
}
