//! Sign-in: whether the answer to a wrong password takes as long for an address that somebody has as for one that
//! nobody has. A difference could be measured from outside and would reveal who works here.

use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, ensure};
use axum::body::Body;
use http::{Request, StatusCode, header};
use newsroom::{Actor, AttemptOrigin, Clock, Device, ManualClock, NewPerson, Newsroom, Timestamp};
use web::{App, Site, SiteConfig};

use crate::report::Report;
use crate::{Plan, median};

/// Attempts of each kind in a round: enough for a stable median.
const ATTEMPTS: usize = 60;
/// Seconds between two attempts: by then the sign-in has forgotten the previous one.
const BETWEEN_SECONDS: i64 = 901;

/// Alternates attempts with a known and an unknown address, and times each from the request to the answer.
pub async fn measure(plan: &Plan, report: &mut Report) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let newsroom = Newsroom::open(folder.path(), None).await?;
    let clock = ManualClock::at(Timestamp(1_700_000_000_000_000));
    let config = SiteConfig { url: "http://localhost:8080".into(), ..SiteConfig::default() };
    let site = Site::new(newsroom.clone(), Arc::new(clock.clone()), config, None).map_err(anyhow::Error::msg)?;
    somebody(&site, &newsroom, &clock).await?;
    let app = web::app(site);
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for _ in 0..plan.rounds * ATTEMPTS {
        for (email, times) in [("known@paper.example", &mut known), ("other@paper.example", &mut unknown)] {
            clock.advance_seconds(BETWEEN_SECONDS);
            times.push(attempt(&app, email).await?);
        }
    }
    let (known, unknown) = (median(known), median(unknown));
    let apart = (known - unknown).abs() / unknown * 100.0;
    report.line(
        "wrong password at a known address",
        &format!("**{apart:.1} %** apart ({known:.2} ms)"),
        &format!("at an unknown one, {unknown:.2} ms, medians of {}", plan.rounds * ATTEMPTS),
        "under 5 %",
    );
    Ok(())
}

async fn somebody(site: &Site, newsroom: &Newsroom, clock: &ManualClock) -> anyhow::Result<()> {
    let password = site.passwords().hash("the quiet harbour at five", &[]).await?;
    let origin = AttemptOrigin::default();
    newsroom
        .write(clock.now(), async |tx| {
            let token = newsroom::first_admin_link(tx, &Actor::console()).await?;
            let who = NewPerson {
                name: "Somebody",
                email: "known@paper.example",
                language: arabic::Language::English,
                password: &password,
            };
            newsroom::accept_first_admin(tx, &token, &who, Device { origin: &origin, name: "bench" }).await
        })
        .await?;
    Ok(())
}

/// Milliseconds from the request to the answer.
async fn attempt(app: &App, email: &str) -> anyhow::Result<f64> {
    let form = format!("email={}&password=not+this+one+at+all", email.replace('@', "%40"));
    let request = Request::post("/newsroom/sign-in")
        .header(header::HOST, "localhost:8080")
        .header(header::ORIGIN, "http://localhost:8080")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(form))
        .context("a request")?;
    let began = Instant::now();
    let answer = app.answer(request).await;
    ensure!(answer.status() == StatusCode::UNPROCESSABLE_ENTITY, "the sign-in page answered {}", answer.status());
    Ok(began.elapsed().as_secs_f64() * 1_000.0)
}
