//! Settings of the paper: stored, and used by pages at once.

use arabic::Language;
use journeys::browser::{Browser, between};
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

/// The mark of the form that is sent to `action`, on the page as `person` sees it; `holding` distinguishes similar
/// forms.
async fn was(person: &mut Browser, page: &str, action: &str, holding: &str) -> String {
    let html = person.open(page).await.text();
    let form =
        html.split("<form").find(|form| form.contains(&format!("action=\"{action}\"")) && form.contains(holding));
    between(form.unwrap_or_else(|| panic!("no form for {action} on {page}")), "name=\"was\" value=\"", "\"").unwrap()
}

/// The form of the paper as it is, with changes.
fn paper_form<'a>(was: &'a str, changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let standing = [
        ("was", was),
        ("name-ar", "مطبعة"),
        ("name-fr", ""),
        ("name-en", ""),
        ("motto-ar", ""),
        ("motto-fr", ""),
        ("motto-en", ""),
        ("imprint-ar", ""),
        ("imprint-fr", ""),
        ("imprint-en", ""),
        ("comments_disclaimer-fr", ""),
        ("comments_disclaimer-en", ""),
        ("director", ""),
        ("contact", ""),
        ("zone", "Africa/Algiers"),
        ("months", "levantine"),
        ("hijri", "0"),
        ("issue_day", ""),
        ("issue_number", ""),
        ("language", "ar"),
        ("language", "fr"),
        ("language", "en"),
        ("first", "ar"),
    ];
    let kept = standing.into_iter().filter(|(name, _)| changed.iter().all(|(other, _)| other != name));
    kept.chain(changed.iter().copied()).collect()
}

journey! {
    async fn two_who_change_settings_at_once_both_have_what_they_changed(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let page = "/newsroom/settings";
        let disclaimer = newsroom::load_paper(paper.newsroom.db()).await.unwrap().comments_disclaimer.ar;
        let both = was(&mut chief, page, "/newsroom/settings/paper", "name-ar").await;
        let mine = [("motto-ar", "يومية مستقلة"), ("comments_disclaimer-ar", disclaimer.as_str())];
        let answer = chief.send("/newsroom/settings/paper", &paper_form(&both, &mine)).await;
        assert_eq!(answer.status.as_u16(), 303, "{}", answer.text());
        let theirs = [("contact", "desk@paper.example"), ("comments_disclaimer-ar", disclaimer.as_str())];
        assert_eq!(chief.send("/newsroom/settings/paper", &paper_form(&both, &theirs)).await.status.as_u16(), 303);
        let now = newsroom::load_paper(paper.newsroom.db()).await.unwrap();
        assert_eq!((now.motto.ar.as_str(), now.contact_email.as_str()), ("يومية مستقلة", "desk@paper.example"));

        // Both change the same line: the second is told, sees both values, and may send again.
        let late = [("motto-ar", "شعار ثان"), ("comments_disclaimer-ar", disclaimer.as_str())];
        let answer = chief.send("/newsroom/settings/paper", &paper_form(&both, &late)).await;
        assert_eq!(answer.status.as_u16(), 409);
        let html = answer.text();
        assert!(html.contains("يومية مستقلة") && html.contains("شعار ثان"), "{html}");
        assert_eq!(newsroom::load_paper(paper.newsroom.db()).await.unwrap().motto.ar, "يومية مستقلة");
        assert!(html.contains("name=\"contact\" value=\"desk@paper.example\""), "what was not changed goes along as it stands");
        let fresh = between(&html, "name=\"was\" value=\"", "\"").unwrap();
        assert_eq!(chief.send("/newsroom/settings/paper", &paper_form(&fresh, &late)).await.status.as_u16(), 303);
        assert_eq!(newsroom::load_paper(paper.newsroom.db()).await.unwrap().motto.ar, "شعار ثان");
    }
}

journey! {
    async fn the_first_language_is_chosen_and_stays_chosen(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let page = "/newsroom/settings";
        let languages = async || newsroom::load_paper(paper.newsroom.db()).await.unwrap().languages;
        let mut send = async |changed: &[(&str, &str)]| {
            let was = was(&mut chief, page, "/newsroom/settings/paper", "name-ar").await;
            let answer = chief.send("/newsroom/settings/paper", &paper_form(&was, changed)).await;
            assert_eq!(answer.status.as_u16(), 303, "{}", answer.text());
            chief.open(page).await.text()
        };
        let french = [Language::French, Language::Arabic, Language::English];
        let html = send(&[("first", "fr")]).await;
        assert_eq!(languages().await, french);
        assert!(html.contains("<option value=\"fr\" selected>"), "{html}");
        send(&[("first", "fr"), ("contact", "desk@paper.example")]).await;
        assert_eq!(languages().await, french, "another setting does not move it");
        assert_eq!(paper.get("/fr").await.header("location"), "/");
        // If it is removed, the first of the remaining languages takes its place.
        send(&[("first", "fr"), ("language", "en")]).await;
        assert_eq!(languages().await, [Language::English]);
    }
}

journey! {
    async fn two_who_write_a_static_page_at_once_lose_no_paragraph(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let (page, action) = ("/newsroom/settings", "/newsroom/settings/pages");
        let begun = [("title", "من نحن"), ("lang", "ar"), ("slug", "about"), ("position", "1"), ("body", "الفقرة الأولى.")];
        assert_eq!(chief.send(action, &begun).await.status.as_u16(), 303);
        let both = was(&mut chief, page, action, "value=\"about\"").await;
        for (body, status) in [("الفقرة الأولى.\r\n\r\nفقرة سلمى.", 303), ("الفقرة الأولى.\r\n\r\nفقرة كريم.", 409)] {
            let fields = [
                ("was", both.as_str()),
                ("title", "من نحن"),
                ("lang", "ar"),
                ("slug", "about"),
                ("position", "1"),
                ("body", body),
            ];
            let answer = chief.send(action, &fields).await;
            assert_eq!(answer.status.as_u16(), status, "{body}");
            if status == 409 {
                assert!(answer.text().contains("فقرة سلمى") && answer.text().contains("فقرة كريم"));
            }
        }
        // A page that is added under the same name does not replace it either.
        let empty = was(&mut chief, page, action, "id=\"p-t\"").await;
        let added = [("was", empty.as_str()), ("title", "about"), ("lang", "ar"), ("body", "صفحة أخرى")];
        assert_eq!(chief.send(action, &added).await.status.as_u16(), 409);
        let kept = newsroom::all_static_pages(paper.newsroom.db()).await.unwrap();
        assert_eq!(kept.len(), 1);
        assert!(story::render::plain_text(&kept[0].body).contains("فقرة سلمى"));
    }
}

journey! {
    async fn two_who_change_a_name_a_section_or_the_rules_at_once_hear_of_each_other(paper: Paper) {
        let mut chief = paper.first_admin().await;
        chief.send("/newsroom/topics", &[("name", "المياه"), ("slug", ""), ("about", "")]).await;
        let topic = between(&chief.open("/newsroom/topics").await.text(), "href=\"/newsroom/topics/", "\"").unwrap();
        let address = format!("/newsroom/topics/{topic}");
        let both = was(&mut chief, &address, &address, "n-name").await;
        let named = |name, about| [("was", both.as_str()), ("name", name), ("slug", "المياه"), ("about", about)];
        assert_eq!(chief.send(&address, &named("مياه الشرب", "")).await.status.as_u16(), 303);
        assert_eq!(chief.send(&address, &named("الماء", "")).await.status.as_u16(), 409);
        assert_eq!(chief.send(&address, &named("المياه", "نبذة")).await.status.as_u16(), 303, "only the words about it were changed");
        assert!(chief.open(&address).await.text().contains("مياه الشرب"));

        let (rules, action) = ("/newsroom/comments/settings", "/newsroom/comments/settings");
        let both = was(&mut chief, rules, action, "rules-ar").await;
        let stands = newsroom::load_paper(paper.newsroom.db()).await.unwrap().comments;
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let (fr, en) = (text(&stands.rules.fr), text(&stands.rules.en));
        for (days, status) in [("7", 303), ("9", 409)] {
            let fields = [
                ("was", both.as_str()),
                ("policy", stands.policy.word()),
                ("days", days),
                ("rules-ar", &stands.rules.ar),
                ("rules-fr", &fr),
                ("rules-en", &en),
            ];
            assert_eq!(chief.send(action, &fields).await.status.as_u16(), status, "{days}");
        }
        assert_eq!(newsroom::load_paper(paper.newsroom.db()).await.unwrap().comments.close_after_days, Some(7));
    }
}
