//! Setting up authenticator apps and recovery codes.

use axum::response::Response;
use http::StatusCode;
use minijinja::context;
use newsroom::Error;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};

use super::account::codes_page;
use super::problem::{DeskProblem, refused};
use super::{DeskContext, Form};

/// Number of characters between two spaces in the displayed secret.
const SECRET_GROUP: usize = 4;

/// Shows a new secret as a QR code and as text.
pub async fn offer(desk: DeskContext) -> Result<Response, DeskProblem> {
    page(&desk, StatusCode::OK, None).await
}

/// Checks the first code of the app.
pub async fn confirm(desk: DeskContext, form: Form) -> Result<Response, DeskProblem> {
    let code = form.text("code");
    match desk.write(async |tx| newsroom::confirm_totp(tx, desk.actor(), code).await).await {
        Ok(codes) if codes.is_empty() => Ok(desk.redirect("/newsroom/account?done=totp")),
        Ok(codes) => codes_page(&desk, &codes, "/newsroom/account?done=totp"),
        Err(error) => {
            let (status, sentence) = refused(&desk.words(), error)?;
            page(&desk, status, Some(sentence)).await
        }
    }
}

/// Removes the authenticator app.
pub async fn remove(desk: DeskContext, _: Form) -> Result<Response, DeskProblem> {
    let owed = desk.owes_factor();
    desk.write(async |tx| newsroom::remove_totp(tx, desk.actor(), owed).await).await?;
    Ok(desk.redirect("/newsroom/account?done=totp-removed"))
}

/// Creates ten new recovery codes.
pub async fn codes(desk: DeskContext, _: Form) -> Result<Response, DeskProblem> {
    let codes = desk.write(async |tx| newsroom::new_recovery_codes(tx, desk.actor()).await).await?;
    codes_page(&desk, &codes, "/newsroom/account")
}

async fn page(desk: &DeskContext, status: StatusCode, problem: Option<String>) -> Result<Response, DeskProblem> {
    if !desk.actor().proof_is_fresh() {
        return Err(Error::ProofIsOld.into());
    }
    let frame = desk.site().last_frame();
    let paper = frame.paper.name.get(desk.language()).to_owned();
    let offer = desk.write(async |tx| newsroom::offer_totp(tx, desk.actor(), &paper).await).await?;
    let letters: Vec<char> = offer.secret.chars().collect();
    let secret = letters.chunks(SECRET_GROUP).map(String::from_iter).collect::<Vec<_>>().join(" ");
    let values = context! { picture => picture(&offer.url)?, secret => secret, problem => problem };
    desk.page_with(status, "totp.html", values)
}

/// A QR code as a data URL with an SVG. It is dark on white in both colour schemes, because scanners need that.
fn picture(text: &str) -> Result<String, DeskProblem> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(|error| {
        tracing::error!(%error, "a QR code could not be drawn");
        DeskProblem::Internal
    })?;
    let drawn = code.render::<svg::Color<'_>>().min_dimensions(240, 240).quiet_zone(true).build();
    Ok(format!("data:image/svg+xml,{}", utf8_percent_encode(&drawn, NON_ALPHANUMERIC)))
}
