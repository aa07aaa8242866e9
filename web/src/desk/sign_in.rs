//! Signing in and out.

use axum::response::Response;
use http::StatusCode;
use minijinja::context;
use newsroom::{SecondFactor, SignIn};

use super::problem::{DeskProblem, refused};
use super::{DeskContext, Form, OpenForm, Visitor, cookies};

/// `GET /newsroom/sign-in`
pub async fn show(visitor: Visitor) -> Result<Response, DeskProblem> {
    visitor.require_secure()?;
    if !newsroom::anybody_has_password(visitor.newsroom().reads()).await? {
        return visitor.page(StatusCode::OK, "nobody-yet.html", context! {});
    }
    form(&visitor, StatusCode::OK, "", None)
}

/// Checks e-mail address and password.
pub async fn create(visitor: Visitor, form_sent: OpenForm) -> Result<Response, DeskProblem> {
    visitor.require_secure()?;
    let (email, password) = (form_sent.text("email"), form_sent.exactly("password"));
    let who = SignIn { email, password, device: visitor.device() };
    let passwords = visitor.site().passwords();
    match newsroom::sign_in(visitor.newsroom(), passwords, &who, visitor.now()).await {
        Ok(signed_in) if signed_in.owes_factor => {
            let to = super::views::with_query_value("/newsroom/sign-in/factor", "", "to", &visitor.to());
            Ok(visitor.signed_in(&signed_in, &to))
        }
        Ok(signed_in) => Ok(visitor.signed_in(&signed_in, &visitor.to())),
        Err(error) => {
            let (status, sentence) = refused(&visitor.words(), error)?;
            form(&visitor, status, email, Some(sentence))
        }
    }
}

/// The form for the second factor, after the password.
pub async fn factor(visitor: Visitor) -> Result<Response, DeskProblem> {
    let (visitor, has) = awaiting_factor(visitor).await?;
    factor_form(&visitor, has, StatusCode::OK, None)
}

/// Checks a code of the app or a recovery code.
pub async fn check_factor(visitor: Visitor, form_sent: OpenForm) -> Result<Response, DeskProblem> {
    let (visitor, has) = awaiting_factor(visitor).await?;
    let Some((token, _)) = &visitor.session else { return Err(DeskProblem::SignedOut) };
    let factor = match form_sent.text("recovery") {
        "" => SecondFactor::Totp(form_sent.text("code")),
        recovery => SecondFactor::Recovery(recovery),
    };
    let passed = newsroom::pass_second_factor(visitor.newsroom(), token, factor, visitor.device(), visitor.now()).await;
    match passed {
        Ok(signed_in) => Ok(visitor.signed_in(&signed_in, &visitor.to())),
        Err(error) => {
            let (status, sentence) = refused(&visitor.words(), error)?;
            factor_form(&visitor, has, status, Some(sentence))
        }
    }
}

/// Signs out: ends the session.
pub async fn sign_out(desk: DeskContext, _: Form) -> Result<Response, DeskProblem> {
    desk.write(async |tx| newsroom::end_session(tx, desk.actor(), desk.session().id).await).await?;
    let mut response = desk.redirect("/newsroom/sign-in?done=signed-out");
    cookies::drop_session(response.headers_mut());
    Ok(response)
}

/// The visitor whose second factor is missing, and the factors they have.
async fn awaiting_factor(visitor: Visitor) -> Result<(Visitor, newsroom::Factors), DeskProblem> {
    let back = DeskProblem::SignIn { to: visitor.to() };
    let Some((_, half)) = visitor.session.as_ref().filter(|(_, session)| session.owes_factor) else { return Err(back) };
    let has = newsroom::factors(visitor.newsroom().reads(), half.person.id).await?;
    let language = half.person.language;
    Ok((visitor.in_language(language), has))
}

fn form(visitor: &Visitor, status: StatusCode, email: &str, problem: Option<String>) -> Result<Response, DeskProblem> {
    let values = context! {
        email => email,
        problem => problem,
        passkeys => visitor.site().passkeys().is_some(),
    };
    visitor.page(status, "sign-in.html", values)
}

fn factor_form(
    visitor: &Visitor,
    has: newsroom::Factors,
    status: StatusCode,
    problem: Option<String>,
) -> Result<Response, DeskProblem> {
    let values = context! {
        problem => problem,
        totp => has.totp,
        passkey => has.passkeys > 0 && visitor.site().passkeys().is_some(),
        recovery => has.recovery_codes > 0,
    };
    visitor.page(status, "factor.html", values)
}
