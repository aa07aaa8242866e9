//! Passkeys. These pages need a script, because only a script can talk to the device.

use axum::Json;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use minijinja::context;
use newsroom::{AccountRefusal, Error, SecretToken};
use serde_json::json;

use super::account::codes_page;
use super::problem::{DeskProblem, refused};
use super::{DeskContext, Form, OpenForm, Visitor, views};

/// The challenge for the device when somebody signs in or proves who they are.
pub async fn challenge(visitor: Visitor, _: OpenForm) -> Result<Response, DeskProblem> {
    visitor.require_secure()?;
    let passkeys = visitor.site().passkeys().ok_or(DeskProblem::Unsafe)?;
    let asked = visitor.newsroom().write(visitor.now(), async |tx| passkeys.begin_sign_in(tx).await).await?;
    Ok(challenge_response(&asked))
}

/// Signs in with the device's response.
pub async fn sign_in(visitor: Visitor, form: OpenForm) -> Result<Response, DeskProblem> {
    visitor.require_secure()?;
    let passkeys = visitor.site().passkeys().ok_or(DeskProblem::Unsafe)?;
    let ceremony = ceremony(&form)?;
    let answer = form.exactly("answer");
    let signed_in = newsroom::sign_in_with_passkey(
        visitor.newsroom(),
        passkeys,
        &ceremony,
        answer,
        visitor.device(),
        visitor.now(),
    );
    match signed_in.await {
        Ok(signed_in) => Ok(visitor.signed_in(&signed_in, &visitor.to())),
        Err(error) => {
            let (status, sentence) = refused(&visitor.words(), error)?;
            visitor.page(status, "sign-in.html", context! { problem => sentence, passkeys => true })
        }
    }
}

/// The person's passkeys, and a form for adding one.
pub async fn show(desk: DeskContext) -> Result<Response, DeskProblem> {
    page(&desk, StatusCode::OK, None).await
}

/// The challenge for the device for a new passkey.
pub async fn new_challenge(desk: DeskContext, _: Form) -> Result<Response, DeskProblem> {
    let passkeys = desk.site().passkeys().ok_or(DeskProblem::Unsafe)?;
    let asked = desk.write(async |tx| passkeys.begin_adding(tx, desk.actor()).await).await?;
    Ok(challenge_response(&asked))
}

/// Saves the new passkey.
pub async fn add(desk: DeskContext, form: Form) -> Result<Response, DeskProblem> {
    let passkeys = desk.site().passkeys().ok_or(DeskProblem::Unsafe)?;
    let ceremony = ceremony(&form)?;
    let (name, answer) = (form.text("name"), form.exactly("answer"));
    let name = if name.is_empty() { views::browser_name(desk.device().name) } else { name.to_owned() };
    let added = desk.write(async |tx| passkeys.add(tx, desk.actor(), &ceremony, &name, answer).await).await;
    match added {
        Ok(codes) if codes.is_empty() => Ok(desk.redirect("/newsroom/account/passkeys?done=passkey")),
        Ok(codes) => codes_page(&desk, &codes, "/newsroom/account/passkeys?done=passkey"),
        Err(error) => {
            let (status, sentence) = refused(&desk.words(), error)?;
            page(&desk, status, Some(sentence)).await
        }
    }
}

/// Removes a passkey.
pub async fn remove(desk: DeskContext, Path(id): Path<i64>, _: Form) -> Result<Response, DeskProblem> {
    let owed = desk.owes_factor();
    desk.write(async |tx| newsroom::remove_passkey(tx, desk.actor(), id, owed).await).await?;
    Ok(desk.redirect("/newsroom/account/passkeys?done=passkey-removed"))
}

async fn page(desk: &DeskContext, status: StatusCode, problem: Option<String>) -> Result<Response, DeskProblem> {
    if !desk.actor().proof_is_fresh() {
        return Err(Error::ProofIsOld.into());
    }
    let frame = desk.site().last_frame();
    let kept = newsroom::passkeys_of(desk.db(), desk.actor()).await?;
    let kept = kept.into_iter().map(|key| {
        context! {
            id => key.id,
            name => key.name,
            created => views::instant(&frame, key.created_at),
            used => key.used_at.map(|at| views::instant(&frame, at)),
        }
    });
    let values = context! {
        kept => kept.collect::<Vec<_>>(),
        suggested => views::browser_name(desk.device().name),
        problem => problem,
        work => desk.site().passkeys().is_some(),
    };
    desk.page_with(status, "passkeys.html", values)
}

/// The token of the challenge that a form responds to.
pub fn ceremony(form: &crate::base::fields::Fields) -> Result<SecretToken, DeskProblem> {
    let token = SecretToken::parse(form.text("ceremony"));
    token.ok_or_else(|| DeskProblem::from(Error::Account(AccountRefusal::BadPasskey)))
}

fn challenge_response((token, question): &(SecretToken, serde_json::Value)) -> Response {
    Json(json!({ "ceremony": token.reveal(), "question": question })).into_response()
}
