//! Settings of the paper: kept, and seen by pages at once.

use journeys::journey;
use newsroom::Clock;

journey! {
    async fn month_names_and_digits_change_at_rendering_only(paper: Paper) {
        let story = paper.published("world", "اتفاق من 12 بندا في 3 سنوات").await;
        let address = journeys::address("world", &story);
        for (months, digits, date, headline) in [
            ("levantine", "western", "03 أيلول 2016", "12 بندا"),
            ("maghrebi", "western", "03 سبتمبر 2016", "12 بندا"),
            ("moroccan", "western", "03 شتنبر 2016", "12 بندا"),
            ("dual", "western", "03 أيلول/سبتمبر 2016", "12 بندا"),
            ("egyptian", "eastern", "٠٣ سبتمبر ٢٠١٦", "١٢ بندا"),
        ] {
            let mut settings = newsroom::load_paper(paper.newsroom.db()).await.unwrap();
            settings.set("months", months.into()).unwrap();
            settings.set("digits", digits.into()).unwrap();
            paper.newsroom.write(paper.clock.now(), async |tx| newsroom::change_paper(tx, &newsroom::Actor::console(), &settings).await).await.unwrap();
            let page = paper.get(&address).await.text();
            assert!(page.contains(date), "{months}: {date} is not on the page");
            assert!(page.contains(headline), "{digits}: {headline} is not on the page");
            assert!(page.contains("datetime=\"2016-09-03T13:00:00+01:00\""), "machines read the same in every setting");
        }
    }
}

journey! {
    async fn the_hijri_date_moves_by_its_offset(paper: Paper) {
        paper.published("world", "خبر").await;
        for (offset, hijri) in [(0, "2 ذو الحجة 1437"), (-1, "1 ذو الحجة 1437"), (2, "4 ذو الحجة 1437")] {
            let mut settings = newsroom::load_paper(paper.newsroom.db()).await.unwrap();
            settings.set("hijri_offset", offset.into()).unwrap();
            paper.newsroom.write(paper.clock.now(), async |tx| newsroom::change_paper(tx, &newsroom::Actor::console(), &settings).await).await.unwrap();
            assert!(paper.get("/").await.text().contains(hijri), "{offset}: {hijri}");
        }
    }
}
