//! Asking for password or passkey again before acts that cannot be undone.

use axum::response::Response;
use http::StatusCode;
use minijinja::context;

use super::problem::{DeskProblem, refused};
use super::{DeskContext, Form, Visitor, passkeys, views};

/// `GET /newsroom/proof`
pub async fn show(desk: DeskContext, visitor: Visitor) -> Result<Response, DeskProblem> {
    page(&desk, StatusCode::OK, &visitor.to(), None).await
}

/// Checks the password and redirects back.
pub async fn password(desk: DeskContext, visitor: Visitor, form: Form) -> Result<Response, DeskProblem> {
    let (passwords, password) = (desk.site().passwords(), form.exactly("password"));
    let origin = desk.device().origin;
    let proved = newsroom::prove_password(desk.newsroom(), passwords, desk.session(), password, origin, desk.now());
    answer(&desk, &visitor, proved.await).await
}

/// Checks a passkey and redirects back.
pub async fn passkey(desk: DeskContext, visitor: Visitor, form: Form) -> Result<Response, DeskProblem> {
    let keys = desk.site().passkeys().ok_or(DeskProblem::Unsafe)?;
    let (ceremony, given) = (passkeys::ceremony(&form)?, form.exactly("answer"));
    let proved = desk.write(async |tx| keys.prove(tx, desk.session(), &ceremony, given).await).await;
    answer(&desk, &visitor, proved).await
}

async fn answer(desk: &DeskContext, visitor: &Visitor, proved: newsroom::Result<()>) -> Result<Response, DeskProblem> {
    match proved {
        Ok(()) => Ok(desk.redirect(&visitor.to())),
        Err(error) => {
            let (status, sentence) = refused(&desk.words(), error)?;
            page(desk, status, &visitor.to(), Some(sentence)).await
        }
    }
}

async fn page(
    desk: &DeskContext,
    status: StatusCode,
    to: &str,
    problem: Option<String>,
) -> Result<Response, DeskProblem> {
    let has = newsroom::factors(desk.db(), desk.person().id).await?;
    let values = context! {
        password_form => views::with_query_value("/newsroom/proof", "", "to", to),
        passkey_form => views::with_query_value("/newsroom/proof/passkey", "", "to", to),
        problem => problem,
        passkey => has.passkeys > 0 && desk.site().passkeys().is_some(),
    };
    desk.page_with(status, "proof.html", values)
}
