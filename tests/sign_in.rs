//! Signing in: who can, who is refused, and what the answers never reveal.

use http::StatusCode;
use journeys::browser::{Browser, PASSWORD, between};
use journeys::{Paper, journey};
use newsroom::{Actor, Clock};

const SESSION: &str = "__Host-matbaa";

async fn audited(paper: &Paper) -> Vec<String> {
    let rows = newsroom::audit_rows_after(paper.newsroom.reads(), 0, 1_000).await.unwrap();
    rows.into_iter().map(|row| row.act).collect()
}

async fn is_in(browser: &mut Browser) -> bool {
    browser.ask("GET", "/newsroom/account", None, &[]).await.status == StatusCode::OK
}

/// The code that an app shows now.
fn code(secret: &str, paper: &Paper) -> String {
    code_in(secret, paper, 0)
}

/// The code of an app whose clock is so many seconds ahead.
fn code_in(secret: &str, paper: &Paper, ahead: i64) -> String {
    let secret = totp_rs::Secret::try_from_base32(secret.replace(' ', "")).unwrap();
    let builder =
        totp_rs::Builder::new().with_algorithm(totp_rs::Algorithm::SHA1).with_digits(6).with_step_duration(30);
    let totp = builder.with_secret(secret).build_noncompliant();
    totp.generate(u64::try_from(paper.clock.now().0 / 1_000_000 + ahead).unwrap()).to_string()
}

/// Sets up an app for codes. Returns its secret and the recovery codes.
async fn with_app(browser: &mut Browser, paper: &Paper) -> (String, Vec<String>) {
    let page = browser.open("/newsroom/account/totp").await.text();
    let secret = between(&page, "<p class=\"code\"><bdi dir=\"ltr\">", "</bdi>").unwrap();
    let page = browser.send("/newsroom/account/totp", &[("code", &code(&secret, paper))]).await.text();
    let codes: Vec<String> =
        page.split("<li><code>").skip(1).filter_map(|rest| rest.split("</code>").next()).map(str::to_owned).collect();
    assert_eq!(codes.len(), 10, "{page}");
    (secret, codes)
}

journey! {
    async fn the_first_admin_comes_in_once(paper: Paper) {
        let console = Actor::console();
        let link = async || {
            let made = paper.newsroom.write(paper.clock.now(), async |tx| newsroom::first_admin_link(tx, &console).await);
            format!("/newsroom/first/{}", made.await.unwrap().reveal())
        };
        let (older, path) = (link().await, link().await);
        let mut browser = paper.browser();
        assert_eq!(browser.open(&older).await.status, StatusCode::GONE, "a newer link voids it");
        let page = browser.open(&path).await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.header("cache-control"), "no-store");
        assert!(page.header("content-security-policy").contains("img-src 'self' data: blob:"));
        let weak = [("name", "نادية"), ("email", "a@b.example"), ("password", "123456789012")];
        assert_eq!(browser.send(&path, &weak).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let good = [("name", "نادية"), ("email", "A@b.example"), ("password", PASSWORD)];
        let answer = browser.send(&path, &good).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        // S-SIGN-IN: the session's cookie
        let cookies: Vec<_> = answer.headers.get_all("set-cookie").iter().map(|line| line.to_str().unwrap()).collect();
        assert_eq!(cookies.len(), 2);
        for line in cookies {
            assert!(line.starts_with("__Host-matbaa") && line.contains("Path=/;"), "{line}");
            assert!(line.contains("Secure") && line.contains("HttpOnly") && line.contains("SameSite=Lax"), "{line}");
        }
        let page = browser.open("/newsroom").await;
        assert!(page.text().contains("المواد") && page.text().contains("الأشخاص"), "{}", page.text());
        let mut second = paper.browser();
        assert_eq!(second.open(&path).await.status, StatusCode::GONE, "used");
        assert_eq!(second.send(&path, &good).await.status, StatusCode::GONE, "used");
        let person = newsroom::person_by_email(paper.newsroom.reads(), "a@B.example").await.unwrap().unwrap();
        assert!(person.is(newsroom::Role::Admin) && person.is(newsroom::Role::EditorInChief));
        assert!(audited(&paper).await.ends_with(&["person_add".into(), "sign_in".into()]));
    }
}

journey! {
    async fn the_first_link_is_good_for_half_an_hour(paper: Paper) {
        let console = Actor::console();
        let made = paper.newsroom.write(paper.clock.now(), async |tx| newsroom::first_admin_link(tx, &console).await);
        let path = format!("/newsroom/first/{}", made.await.unwrap().reveal());
        paper.clock.advance_seconds(30 * 60);
        assert_eq!(paper.browser().open(&path).await.status, StatusCode::GONE);
    }
}

journey! {
    async fn an_invitation_brings_somebody_in_with_the_roles_it_names(paper: Paper) {
        let desk = paper.section("world").await.desk_id.to_string();
        let mut chief = paper.first_admin().await;
        chief.open("/newsroom/people/invite").await;
        let fields = [("email", "salma@paper.example"), ("language", "fr"), ("role", "reporter"), ("desks-reporter", desk.as_str())];
        let page = chief.send("/newsroom/people/invite", &fields).await.text();
        let link = between(&page, "value=\"http://localhost:8080", "\"").unwrap();
        let mut salma = paper.browser();
        let page = salma.open(&link).await;
        assert!(page.text().contains("Reporter") && page.text().contains("Monde"), "in French, with its desk");
        assert_eq!(salma.send(&link, &[("name", "Salma"), ("password", "salma")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(salma.send(&link, &[("name", "Salma"), ("password", PASSWORD)]).await.status, StatusCode::SEE_OTHER);
        let person = newsroom::person_by_email(paper.newsroom.reads(), "salma@paper.example").await.unwrap().unwrap();
        assert_eq!(person.grants, [newsroom::Grant::at(newsroom::Role::Reporter, [desk.parse().unwrap()])]);
        assert_eq!(paper.browser().open(&link).await.status, StatusCode::GONE, "once");
        // Nobody grants what they may not grant: a reporter grants nothing, and does not even see the room.
        assert_eq!(salma.open("/newsroom/people").await.status, StatusCode::FORBIDDEN);
        assert!(!salma.open("/newsroom/account").await.text().contains("/newsroom/people"));
        let answer = salma.send("/newsroom/people/invite", &[("email", "x@y.example"), ("role", "reporter"), ("desks-reporter", "all")]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        // Once withdrawn or too old, it opens nothing.
        chief.open("/newsroom/people/invite").await;
        let page = chief.send("/newsroom/people/invite", &[("email", "murad@paper.example"), ("role", "reviser"), ("desks-reviser", "all")]).await.text();
        let link = between(&page, "value=\"http://localhost:8080", "\"").unwrap();
        paper.clock.advance_seconds(7 * 86_400 - 3_600);
        assert_eq!(paper.browser().open(&link).await.status, StatusCode::OK);
        paper.clock.advance_seconds(3_600);
        assert_eq!(paper.browser().open(&link).await.status, StatusCode::GONE);
    }
}

journey! {
    async fn roles_are_given_by_those_who_may_and_the_last_ones_are_kept(paper: Paper) {
        let mut first = paper.first_admin().await;
        let mut admin = paper.invited(&mut first, "admin@paper.example", "admin").await;
        let chief = newsroom::person_by_email(paper.newsroom.reads(), "chief@paper.example").await.unwrap().unwrap();
        let other = newsroom::person_by_email(paper.newsroom.reads(), "admin@paper.example").await.unwrap().unwrap();
        let of = |person: &newsroom::Person, act: &str| format!("/newsroom/people/{}/{act}", person.public_id);
        // Nobody grants anything to themselves; the last editor-in-chief stays one; an admin who is not one cannot
        // create another access to an editor-in-chief's account.
        admin.open(&format!("/newsroom/people/{}", other.public_id)).await;
        for (path, fields, status) in [
            (of(&other, "roles"), vec![("role", "admin"), ("role", "editor_in_chief")], StatusCode::UNPROCESSABLE_ENTITY),
            (of(&chief, "roles"), vec![("role", "admin")], StatusCode::CONFLICT),
            (of(&chief, "close"), vec![], StatusCode::CONFLICT),
            (of(&chief, "reset-link"), vec![], StatusCode::FORBIDDEN),
            (of(&chief, "reset-factors"), vec![], StatusCode::FORBIDDEN),
        ] {
            assert_eq!(admin.send(&path, &fields).await.status, status, "{path}");
        }
        // The last editor-in-chief stays one, and their account stays open.
        first.open("/newsroom/people").await;
        assert_eq!(first.send(&of(&chief, "roles"), &[("role", "admin")]).await.status, StatusCode::CONFLICT);
        assert_eq!(first.send(&of(&chief, "close"), &[]).await.status, StatusCode::CONFLICT);
        // The account of the other admin can be closed; the one who is left is then the last.
        assert_eq!(first.send(&of(&other, "close"), &[]).await.status, StatusCode::SEE_OTHER);
        assert!(!is_in(&mut admin).await, "a closed account ends the sessions");
        assert_eq!(admin.sign_in("admin@paper.example", PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let answer = first.send(&of(&chief, "roles"), &[("role", "editor_in_chief")]).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text());
        let acts = audited(&paper).await;
        assert!(acts.contains(&"person_close".to_owned()) && !acts.contains(&"roles_change".to_owned()), "{acts:?}");
    }
}

journey! {
    async fn a_role_that_comes_ends_the_sessions_and_one_that_goes_is_gone_at_once(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let mut salma = paper.invited(&mut chief, "salma@paper.example", "reporter").await;
        let person = newsroom::person_by_email(paper.newsroom.reads(), "salma@paper.example").await.unwrap().unwrap();
        let path = format!("/newsroom/people/{}/roles", person.public_id);
        chief.open("/newsroom/people").await;
        let rise = [("role", "reporter"), ("desks-reporter", "all"), ("role", "desk_editor"), ("desks-desk_editor", "all")];
        assert_eq!(chief.send(&path, &rise).await.status, StatusCode::SEE_OTHER);
        assert!(!is_in(&mut salma).await, "new rights begin with a new session");
        salma.sign_in("salma@paper.example", PASSWORD).await;
        assert!(is_in(&mut salma).await);
        assert_eq!(chief.send(&path, &[("role", "moderator"), ("desks-moderator", "all")]).await.status, StatusCode::SEE_OTHER);
        salma.sign_in("salma@paper.example", PASSWORD).await;
        assert!(!salma.open("/newsroom/account").await.text().contains("/newsroom/stories"), "no part in stories any more");
    }
}

journey! {
    async fn wrong_passwords_are_slowed_down_for_that_pair_alone(paper: Paper) {
        let paper = paper.behind(&["127.0.0.1"]);
        let mut known = paper.first_admin().await;
        known.address = Some("203.0.113.7".into());
        let mut stranger = paper.browser();
        stranger.address = Some("203.0.113.7".into());
        for _ in 0..5 {
            let answer = stranger.sign_in("chief@paper.example", "not this one at all").await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        // S-SIGN-IN: slowed down, then paused
        assert_eq!(stranger.sign_in("chief@paper.example", PASSWORD).await.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(stranger.sign_in("nobody@paper.example", PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let mut elsewhere = paper.browser();
        elsewhere.address = Some("198.51.100.9".into());
        assert_eq!(elsewhere.sign_in("chief@paper.example", PASSWORD).await.status, StatusCode::SEE_OTHER);
        assert_eq!(known.sign_in("chief@paper.example", PASSWORD).await.status, StatusCode::SEE_OTHER, "was inside before");
        paper.clock.advance_seconds(31);
        assert_eq!(stranger.sign_in("chief@paper.example", "not this one at all").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        paper.clock.advance_seconds(31);
        assert_eq!(stranger.sign_in("chief@paper.example", PASSWORD).await.status, StatusCode::TOO_MANY_REQUESTS, "longer now");
        paper.clock.advance_seconds(15 * 60);
        assert_eq!(stranger.sign_in("chief@paper.example", PASSWORD).await.status, StatusCode::SEE_OTHER);
        // Twenty from one block, on any accounts: everybody in that block who has not signed in before must wait.
        let mut many = paper.browser();
        many.address = Some("192.0.2.1".into());
        for name in 0..20 {
            many.sign_in(&format!("n{name}@paper.example"), "not this one at all").await;
        }
        assert_eq!(many.sign_in("chief@paper.example", PASSWORD).await.status, StatusCode::TOO_MANY_REQUESTS);
        known.address = Some("192.0.2.1".into());
        assert_eq!(known.sign_in("chief@paper.example", PASSWORD).await.status, StatusCode::SEE_OTHER);
    }
}

journey! {
    async fn signing_in_does_not_say_who_works_here(paper: Paper) {
        paper.first_admin().await;
        let mut answers = Vec::new();
        for email in ["chief@paper.example", "nobody@paper.example", "no address", ""] {
            let answer = paper.browser().sign_in(email, "not this one at all").await;
            let page = answer.text().replace(&format!("value=\"{email}\""), "value=\"…\"");
            answers.push((answer.status, page));
        }
        assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
        let mut asked = Vec::new();
        for email in ["chief@paper.example", "nobody@paper.example"] {
            let answer = paper.browser().send("/newsroom/forgotten", &[("email", email)]).await;
            asked.push((answer.status, answer.text()));
        }
        assert_eq!(asked[0], asked[1]);
    }
}

journey! {
    async fn a_code_of_the_app_is_taken_once(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let (secret, _) = with_app(&mut chief, &paper).await;
        let mut browser = paper.browser();
        let answer = browser.sign_in("chief@paper.example", PASSWORD).await;
        assert!(answer.header("location").starts_with("/newsroom/sign-in/factor"));
        let half = browser.cookies[SESSION].clone();
        assert!(!is_in(&mut browser).await, "half a session opens nothing");
        let used = code(&secret, &paper);
        let answer = browser.send("/newsroom/sign-in/factor", &[("code", &used)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "the code that confirmed the app is spent");
        paper.clock.advance_seconds(30);
        let fresh = code(&secret, &paper);
        assert_eq!(browser.send("/newsroom/sign-in/factor", &[("code", "000000")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(browser.send("/newsroom/sign-in/factor", &[("code", &fresh)]).await.status, StatusCode::SEE_OTHER);
        assert!(is_in(&mut browser).await);
        assert_ne!(browser.cookies[SESSION], half, "a new key when rights rise");
        // S-SIGN-IN: each code once
        let mut second = paper.browser();
        second.sign_in("chief@paper.example", PASSWORD).await;
        assert_eq!(second.send("/newsroom/sign-in/factor", &[("code", &fresh)]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        // The half session lasts ten minutes.
        paper.clock.advance_seconds(10 * 60);
        let late = second.send("/newsroom/sign-in/factor", &[("code", &code(&secret, &paper))]).await;
        assert!(late.header("location").starts_with("/newsroom/sign-in?"), "{}", late.status);
    }
}

// Row totp-drift of the reports: the clocks of phones are wrong, and their keyboards have other digits.
journey! {
    async fn a_code_is_taken_half_a_minute_early_or_late_in_any_digits(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let page = chief.open("/newsroom/account/totp").await.text();
        let secret = between(&page, "<p class=\"code\"><bdi dir=\"ltr\">", "</bdi>").unwrap();
        let late = code_in(&secret, &paper, -30);
        assert!(chief.send("/newsroom/account/totp", &[("code", &late)]).await.text().contains("<li><code>"), "taken half a minute late");
        let mut browser = paper.browser();
        browser.sign_in("chief@paper.example", PASSWORD).await;
        let early = code_in(&secret, &paper, 30);
        let eastern: String = early.chars().map(|digit| char::from_u32('٠' as u32 + digit.to_digit(10).unwrap()).unwrap()).collect();
        let typed: String = [eastern.chars().take(3).collect::<String>(), eastern.chars().skip(3).collect()].join(" ");
        assert_eq!(browser.send("/newsroom/sign-in/factor", &[("code", &typed)]).await.status, StatusCode::SEE_OTHER, "{typed}");
        assert!(is_in(&mut browser).await);
        // A code that is further off is refused.
        let mut other = paper.browser();
        other.sign_in("chief@paper.example", PASSWORD).await;
        let far = code_in(&secret, &paper, 120);
        assert_eq!(other.send("/newsroom/sign-in/factor", &[("code", &far)]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

journey! {
    async fn a_recovery_code_opens_once(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let (_, codes) = with_app(&mut chief, &paper).await;
        let mut browser = paper.browser();
        browser.sign_in("chief@paper.example", PASSWORD).await;
        let spoken = codes[3].to_uppercase().replace('-', " ");
        assert_eq!(browser.send("/newsroom/sign-in/factor", &[("recovery", &spoken)]).await.status, StatusCode::SEE_OTHER);
        assert!(is_in(&mut browser).await);
        let mut second = paper.browser();
        second.sign_in("chief@paper.example", PASSWORD).await;
        assert_eq!(second.send("/newsroom/sign-in/factor", &[("recovery", &codes[3])]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(second.send("/newsroom/sign-in/factor", &[("recovery", &codes[4])]).await.status, StatusCode::SEE_OTHER);
        // New codes make the old ones invalid.
        second.open("/newsroom/account").await;
        assert_eq!(second.send("/newsroom/account/codes", &[]).await.status, StatusCode::OK);
        let mut third = paper.browser();
        third.sign_in("chief@paper.example", PASSWORD).await;
        assert_eq!(third.send("/newsroom/sign-in/factor", &[("recovery", &codes[5])]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        // Those who run the machine can remove a lost factor.
        let person = newsroom::person_by_email(paper.newsroom.reads(), "chief@paper.example").await.unwrap().unwrap();
        let console = Actor::console();
        paper.newsroom.write(paper.clock.now(), async |tx| newsroom::reset_factors(tx, &console, person.id).await).await.unwrap();
        assert!(!is_in(&mut browser).await);
        assert_eq!(browser.sign_in("chief@paper.example", PASSWORD).await.header("location"), "/newsroom");
        assert!(audited(&paper).await.contains(&"factors_reset".to_owned()));
    }
}

journey! {
    async fn where_a_second_factor_is_required_nothing_opens_before_it_is_set_up(paper: Paper) {
        let mut settings = newsroom::load_paper(paper.newsroom.reads()).await.unwrap();
        settings.second_factor_required = true;
        paper.newsroom.write(paper.clock.now(), async |tx| newsroom::change_paper(tx, &newsroom::Actor::console(), &settings).await).await.unwrap();
        let mut chief = paper.first_admin().await;
        let answer = chief.ask("GET", "/newsroom/people", None, &[]).await;
        assert_eq!(answer.header("location"), "/newsroom/account?done=factor-owed");
        with_app(&mut chief, &paper).await;
        assert_eq!(chief.open("/newsroom/people").await.status, StatusCode::OK);
        chief.open("/newsroom/account").await;
        let kept = chief.send("/newsroom/account/totp/remove", &[]).await;
        assert_eq!(kept.status, StatusCode::UNPROCESSABLE_ENTITY, "the last one stays");
        let mut reporter = paper.invited(&mut chief, "salma@paper.example", "reporter").await;
        assert_eq!(reporter.open("/newsroom/stories").await.status, StatusCode::OK, "a reporter owes none");
    }
}

journey! {
    async fn sessions_end_by_hand_by_time_and_with_the_password(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let mut phone = paper.browser();
        phone.sign_in("chief@paper.example", PASSWORD).await;
        let mut tablet = paper.browser();
        tablet.sign_in("chief@paper.example", PASSWORD).await;
        paper.clock.advance_seconds(90);
        chief.open("/newsroom/account/sessions").await;
        let person = newsroom::person_by_email(paper.newsroom.reads(), "chief@paper.example").await.unwrap().unwrap();
        let kept = newsroom::sessions_of(paper.newsroom.reads(), &person.actor(true), paper.clock.now()).await.unwrap();
        assert_eq!(kept.len(), 3);
        // One by one; nobody ends another person's session.
        let path = format!("/newsroom/account/sessions/{}/end", kept.iter().map(|session| session.id).max().unwrap());
        let mut other = paper.invited(&mut chief, "salma@paper.example", "reporter").await;
        assert_eq!(other.send(&path, &[]).await.status, StatusCode::NOT_FOUND);
        chief.open("/newsroom/account/sessions").await;
        assert_eq!(chief.send(&path, &[]).await.status, StatusCode::SEE_OTHER);
        assert!(!is_in(&mut tablet).await && is_in(&mut phone).await);
        // By changing the password.
        let before = chief.cookies[SESSION].clone();
        assert_eq!(chief.send("/newsroom/account/password", &[("password", "another phrase for today")]).await.status, StatusCode::SEE_OTHER);
        assert!(is_in(&mut chief).await && !is_in(&mut phone).await);
        assert_ne!(chief.cookies[SESSION], before);
        assert_eq!(phone.sign_in("chief@paper.example", PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        // By signing out.
        chief.open("/newsroom/account").await;
        let key = chief.cookies[SESSION].clone();
        chief.send("/newsroom/sign-out", &[]).await;
        assert!(!chief.cookies.contains_key(SESSION));
        chief.cookies.insert(SESSION.into(), key);
        assert!(!is_in(&mut chief).await, "ended here and everywhere");
        // Without a request for twelve hours, and after fourteen days in any case.
        chief.sign_in("chief@paper.example", "another phrase for today").await;
        paper.clock.advance_seconds(12 * 3_600 - 1);
        assert!(is_in(&mut chief).await);
        paper.clock.advance_seconds(12 * 3_600);
        assert!(!is_in(&mut chief).await);
        chief.sign_in("chief@paper.example", "another phrase for today").await;
        for _ in 0..14 * 4 - 1 {
            paper.clock.advance_seconds(6 * 3_600);
            assert!(is_in(&mut chief).await);
        }
        paper.clock.advance_seconds(6 * 3_600);
        assert!(!is_in(&mut chief).await);
    }
}

journey! {
    async fn an_old_proof_is_asked_for_again_and_leads_back(paper: Paper) {
        let mut chief = paper.first_admin().await;
        paper.clock.advance_seconds(15 * 60 + 1);
        let answer = chief.ask("GET", "/newsroom/account/totp", None, &[]).await;
        assert_eq!(answer.header("location"), "/newsroom/proof?to=%2Fnewsroom%2Faccount%2Ftotp");
        let proof = answer.header("location").to_owned();
        chief.open(&proof).await;
        assert_eq!(chief.send(&proof, &[("password", "not this one at all")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(chief.send(&proof, &[("password", PASSWORD)]).await.header("location"), "/newsroom/account/totp");
        assert_eq!(chief.open("/newsroom/account/totp").await.status, StatusCode::OK);
        let nowhere = chief.open("/newsroom/nothing/here").await;
        assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
        assert!(nowhere.text().contains("ليس لك أن تراه"), "the desk's own page");
        // Only to paths of this site.
        let astray = "/newsroom/proof?to=https%3A%2F%2Fevil.example%2F";
        assert_eq!(chief.send(astray, &[("password", PASSWORD)]).await.header("location"), "/newsroom");
        let mut stranger = paper.browser();
        let astray = "/newsroom/sign-in?to=%2F%2Fevil.example%2Fnewsroom";
        let answer = stranger.send(astray, &[("email", "chief@paper.example"), ("password", PASSWORD)]).await;
        assert_eq!(answer.header("location"), "/newsroom");
        let answer = paper.browser().ask("GET", "/newsroom/people?x=1", None, &[]).await;
        assert_eq!(answer.header("location"), "/newsroom/sign-in?to=%2Fnewsroom%2Fpeople%3Fx%3D1");
    }
}

journey! {
    async fn nothing_is_changed_from_elsewhere_or_without_the_token(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let ours = ("origin", "http://localhost:8080");
        let form = journeys::browser::form(&[("name", "أحد آخر"), ("language", "ar")]);
        for (headers, status) in [
            (vec![], StatusCode::FORBIDDEN),
            (vec![("origin", "https://evil.example")], StatusCode::FORBIDDEN),
            (vec![("origin", "null")], StatusCode::FORBIDDEN),
            (vec![ours, ("sec-fetch-site", "cross-site")], StatusCode::FORBIDDEN),
            // From here, but without the token of the session.
            (vec![ours, ("sec-fetch-site", "same-origin")], StatusCode::FORBIDDEN),
        ] {
            let answer = chief.ask("POST", "/newsroom/account", Some(&form), &headers).await;
            assert_eq!(answer.status, status, "{headers:?}");
            assert!(answer.text().contains("x-request-id") || !answer.header("x-request-id").is_empty());
        }
        // The token of another session is not accepted.
        let mut other = paper.browser();
        other.sign_in("chief@paper.example", PASSWORD).await;
        let page = other.open("/newsroom/account").await.text();
        let token = between(&page, "name=\"token\" value=\"", "\"").unwrap();
        let form = journeys::browser::form(&[("name", "أحد آخر"), ("token", &token)]);
        assert_eq!(chief.ask("POST", "/newsroom/account", Some(&form), &[ours]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(chief.ask("GET", "/newsroom/sign-out", None, &[]).await.status, StatusCode::METHOD_NOT_ALLOWED);
        let person = newsroom::person_by_email(paper.newsroom.reads(), "chief@paper.example").await.unwrap().unwrap();
        assert_eq!(person.name, "نادية شريف");
        let large = format!("name={}", "a".repeat(3 << 20));
        assert_eq!(chief.ask("POST", "/newsroom/account", Some(&large), &[ours]).await.status, StatusCode::PAYLOAD_TOO_LARGE);
        // A correct request is accepted.
        chief.open("/newsroom/account").await;
        assert_eq!(chief.send("/newsroom/account", &[("name", "نادية"), ("language", "en")]).await.status, StatusCode::SEE_OTHER);
        assert!(chief.open("/newsroom/account").await.text().contains("My account"));
    }
}

journey! {
    async fn nobody_signs_in_over_an_open_line(paper: Paper) {
        paper.first_admin().await;
        let config = web::SiteConfig { url: "http://paper.example".into(), ..web::SiteConfig::default() };
        let mut browser = Browser::of(paper.site_with(config));
        let answer = browser.ask("GET", "/newsroom/sign-in", None, &[]).await;
        assert_eq!(answer.status, StatusCode::OK, "on the machine itself");
        let request = http::Request::get("/newsroom/sign-in").header("host", "paper.example");
        let config = web::SiteConfig { url: "http://paper.example".into(), ..web::SiteConfig::default() };
        let answer = journeys::Reader::of(paper.site_with(config)).ask(request).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert!(answer.text().contains("HTTPS") && answer.text().contains("localhost"), "with the remedy");
    }
}

journey! {
    async fn no_secret_for_signing_in_is_stored_as_it_is(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let (_, codes) = with_app(&mut chief, &paper).await;
        let page = {
            chief.open("/newsroom/people/invite").await;
            chief.send("/newsroom/people/invite", &[("email", "x@y.example"), ("role", "moderator"), ("desks-moderator", "all")]).await.text()
        };
        let link = between(&page, "/newsroom/invitation/", "\"").unwrap();
        let secrets: Vec<String> = chief.cookies.values().cloned().chain(codes).chain([link, PASSWORD.to_owned()]).collect();
        for file in ["matbaa.sqlite", "matbaa.sqlite-wal"] {
            let Ok(bytes) = std::fs::read(paper.folder.path().join(file)) else { continue };
            for secret in &secrets {
                let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
                assert!(!found, "{file} holds {secret}");
            }
        }
        let rows = newsroom::audit_rows_after(paper.newsroom.reads(), 0, 1_000).await.unwrap();
        let told = format!("{rows:?}");
        for personal in ["paper.example", "y.example", "نادية"] {
            assert!(!told.contains(personal), "the audit log holds {personal}");
        }
    }
}

#[test]
fn who_runs_the_machine_can_make_a_link_and_passwords_are_not_shown() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    let ran = journeys::run(&["admin", "--data", data, "--url", "https://paper.example/"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let key = ran.out.trim().strip_prefix("https://paper.example/newsroom/first/").unwrap();
    assert!(newsroom::SecretToken::parse(key).is_some(), "{key}");
    let ran = journeys::run(&["admin", "--data", data, "--reset-factor", "nobody@paper.example"]);
    assert!(ran.code != 0 && ran.err.contains("nobody@paper.example"), "{}", ran.err);
    let settings =
        "mail_host = \"mail.example\"\nmail_user = \"desk\"\nmail_password = \"geheim\"\nmail_from = \"a@b.example\"\n";
    std::fs::write(folder.path().join("matbaa.toml"), settings).unwrap();
    let ran = journeys::run(&["config", "--data", data]);
    assert!(ran.code == 0 && ran.out.contains("mail_user = desk") && !ran.out.contains("geheim"), "{}", ran.out);
    std::fs::write(folder.path().join("matbaa.toml"), settings.replace("mail_from", "#")).unwrap();
    let ran = journeys::run(&["config", "--data", data]);
    assert!(ran.code != 0 && ran.err.contains("mail_from") && !ran.err.contains("geheim"), "{}", ran.err);
}
