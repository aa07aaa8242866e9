//! Mailed links and guessed passwords: what somebody else has in hand becomes invalid when the owner says so.

use http::StatusCode;
use journeys::browser::PASSWORD;
use journeys::{Paper, journey};
use newsroom::{Actor, Clock, Grant, Role, SecretToken};

const OTHER: &str = "لون آخر على ورق أبيض";

async fn link(paper: &Paper, email: &str) -> SecretToken {
    let made = paper.newsroom.write(paper.clock.now(), async |tx| newsroom::reset_token_for_mail(tx, email).await);
    made.await.unwrap().expect("somebody has this address").0
}

async fn opens(paper: &Paper, token: &SecretToken) -> bool {
    newsroom::reset_open(paper.newsroom.reads(), token, paper.clock.now()).await.unwrap().is_some()
}

journey! {
    // S-SIGN-IN: mailed links become invalid with the next change of password and with signing out everywhere
    async fn a_mailed_link_dies_with_a_new_password_and_with_signing_out_everywhere(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let email = "chief@paper.example";
        let person = newsroom::person_by_email(paper.newsroom.reads(), email).await.unwrap().unwrap();
        let invited = async || {
            let grants = [Grant::everywhere(Role::Moderator)];
            let made = paper.newsroom.write(paper.clock.now(), async |tx| {
                newsroom::invite(tx, &person.actor(true), "friend@paper.example", arabic::Language::Arabic, &grants).await
            });
            made.await.unwrap().1
        };
        let stands = async |token: &SecretToken| {
            newsroom::invitation(paper.newsroom.reads(), token, paper.clock.now()).await.unwrap().is_some()
        };
        let (before, invitation) = (link(&paper, email).await, invited().await);
        assert!(opens(&paper, &before).await && stands(&invitation).await);
        let fields = [("password", OTHER)];
        chief.open("/newsroom/account").await;
        assert_eq!(chief.send("/newsroom/account/password", &fields).await.status, StatusCode::SEE_OTHER);
        assert!(!opens(&paper, &before).await, "the password has changed since");
        assert!(!stands(&invitation).await, "and what was made in their name before is void");
        let page = chief.clone().open(&format!("/newsroom/reset/{}", before.reveal())).await;
        assert_eq!(page.status, StatusCode::GONE);

        let (before, invitation) = (link(&paper, email).await, invited().await);
        chief.open("/newsroom/account/sessions").await;
        assert_eq!(chief.send("/newsroom/account/sessions/others/end", &[]).await.status, StatusCode::SEE_OTHER);
        assert!(!opens(&paper, &before).await && !stands(&invitation).await);

        // Using one makes the others invalid too; one made afterwards works.
        let first = link(&paper, email).await;
        let mut reset = paper.browser();
        let path = format!("/newsroom/reset/{}", first.reveal());
        reset.open(&path).await;
        assert_eq!(reset.send(&path, &[("password", PASSWORD)]).await.status, StatusCode::SEE_OTHER);
        assert!(!opens(&paper, &first).await);
        assert!(opens(&paper, &link(&paper, email).await).await);
        let _ = Actor::console();
    }
}

journey! {
    // S-SIGN-IN: guesses against one account are bounded over all blocks together, without locking out a known device
    async fn an_account_is_guessed_at_a_hundred_times_a_day_from_wherever(paper: Paper) {
        let paper = paper.behind(&["127.0.0.1"]);
        let email = "chief@paper.example";
        let mut known = paper.first_admin().await;
        known.address = Some("203.0.113.7".into());
        for n in 0..100 {
            let mut stranger = paper.browser();
            stranger.address = Some(format!("198.51.{}.{}", n / 50, n % 50));
            let answer = stranger.sign_in(email, "not this one at all").await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{n}");
            paper.clock.advance_seconds(60);
        }
        // Another machine with the right password has to wait, and is told how long.
        let mut new = paper.browser();
        new.address = Some("192.0.2.77".into());
        let paused = new.sign_in(email, PASSWORD).await;
        assert_eq!(paused.status, StatusCode::TOO_MANY_REQUESTS);
        let seconds: i64 = paused.header("retry-after").parse().expect("seconds to wait");
        assert!((86_400 - 6_100..=86_400).contains(&seconds), "{seconds}");
        // Nobody else has to wait, and somebody who has signed in before gets in.
        assert_eq!(new.sign_in("nobody@paper.example", PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(known.sign_in(email, PASSWORD).await.status, StatusCode::SEE_OTHER);
        paper.clock.advance_seconds(seconds);
        assert_eq!(new.sign_in(email, PASSWORD).await.status, StatusCode::SEE_OTHER);
    }
}

journey! {
    // S-SIGN-IN: a paused sign-in says when to try again
    async fn a_paused_sign_in_says_when_to_come_back(paper: Paper) {
        paper.first_admin().await;
        let mut stranger = paper.browser();
        for _ in 0..5 {
            stranger.sign_in("chief@paper.example", "not this one at all").await;
        }
        let paused = stranger.sign_in("chief@paper.example", PASSWORD).await;
        assert_eq!((paused.status, paused.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "31"));
        assert_eq!(stranger.open("/newsroom/sign-in").await.header("retry-after"), "", "only where somebody waits");
    }
}
