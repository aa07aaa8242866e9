//! Pages opened by a link from a message: the first admin's account, an invitation, a new password.

use arabic::Language;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use minijinja::{Value, context};
use newsroom::{AccountRefusal, Error, MailJob, NewPerson, SecretToken};

use super::problem::{DeskProblem, refusal, status_of};
use super::{OpenForm, Visitor, views};

/// The form for the first admin.
pub async fn first(visitor: Visitor, Path(token): Path<String>) -> Result<Response, DeskProblem> {
    visitor.require_secure()?;
    let token = parse_token(&token)?;
    match newsroom::first_admin_open(visitor.newsroom().reads(), &token, visitor.now()).await? {
        true => visitor.page(StatusCode::OK, "first-admin.html", context! {}),
        false => Err(link_spent()),
    }
}

/// Creates the first admin's account and signs in.
pub async fn accept_first(
    visitor: Visitor,
    Path(token): Path<String>,
    form: OpenForm,
) -> Result<Response, DeskProblem> {
    visitor.require_secure()?;
    let token = parse_token(&token)?;
    if !newsroom::first_admin_open(visitor.newsroom().reads(), &token, visitor.now()).await? {
        return Err(link_spent());
    }
    let (name, email, language) = (form.text("name"), form.text("email"), visitor.language());
    let made = async {
        let password = visitor.site().passwords().hash(form.exactly("password"), &[name, email]).await?;
        let who = NewPerson { name, email, language, password: &password };
        let act = async |tx: &mut newsroom::Tx| newsroom::accept_first_admin(tx, &token, &who, visitor.device()).await;
        visitor.newsroom().write(visitor.now(), act).await
    };
    // The first admin of a paper without sections goes to the settings, to set up the paper.
    let is_new = newsroom::all_sections(visitor.newsroom().reads()).await?.is_empty();
    let to = if is_new { "/newsroom/settings?done=welcome" } else { "/newsroom" };
    match made.await {
        Ok(signed_in) => Ok(visitor.signed_in(&signed_in, to)),
        Err(error) => form_with_error(&visitor, "first-admin.html", &error, context! { name => name, email => email }),
    }
}

/// The form for an invited person.
pub async fn invitation(visitor: Visitor, Path(token): Path<String>) -> Result<Response, DeskProblem> {
    visitor.require_secure()?;
    let (visitor, invitation) = open_invitation(visitor, &parse_token(&token)?).await?;
    let values = invited(&visitor, &invitation);
    visitor.page(StatusCode::OK, "invitation.html", values)
}

/// Creates the invited person's account and signs in.
pub async fn accept_invitation(
    visitor: Visitor,
    Path(token): Path<String>,
    form: OpenForm,
) -> Result<Response, DeskProblem> {
    visitor.require_secure()?;
    let token = parse_token(&token)?;
    let (visitor, invitation) = open_invitation(visitor, &token).await?;
    let (name, email, language) = (form.text("name"), invitation.email.as_str(), visitor.language());
    let made = async {
        let password = visitor.site().passwords().hash(form.exactly("password"), &[name, email]).await?;
        let who = NewPerson { name, email, language, password: &password };
        let act = async |tx: &mut newsroom::Tx| newsroom::accept_invitation(tx, &token, &who, visitor.device()).await;
        visitor.newsroom().write(visitor.now(), act).await
    };
    match made.await {
        Ok(signed_in) => Ok(visitor.signed_in(&signed_in, "/newsroom")),
        Err(error) => {
            let values = context! { name => name, ..invited(&visitor, &invitation) };
            form_with_error(&visitor, "invitation.html", &error, values)
        }
    }
}

/// The form for requesting a link to set a new password.
pub async fn forgotten(visitor: Visitor) -> Result<Response, DeskProblem> {
    visitor.require_secure()?;
    let values = context! { mail => visitor.site().mail().is_some() };
    visitor.page(StatusCode::OK, "forgotten.html", values)
}

/// Queues the mail for any address. Whether the address belongs to somebody is looked up when the mail is sent, so that
/// the response and its timing do not reveal it.
pub async fn ask_reset(visitor: Visitor, form: OpenForm) -> Result<Response, DeskProblem> {
    visitor.require_secure()?;
    let email = form.text("email").to_owned();
    if visitor.site().mail().is_some() {
        let origin = visitor.device().origin.clone();
        let asked = visitor.newsroom().write(visitor.now(), async |tx| {
            newsroom::ask_reset(tx, &email, &origin).await?;
            newsroom::leave_mail(tx, &MailJob::Reset { email: email.clone() }).await
        });
        match asked.await {
            Ok(_) | Err(Error::Account(AccountRefusal::Paused(_))) => {}
            Err(error) => return Err(error.into()),
        }
        visitor.site().mail_signal().wake();
    }
    let values = context! { mail => visitor.site().mail().is_some(), asked => true };
    visitor.page(StatusCode::OK, "forgotten.html", values)
}

/// The form for a new password.
pub async fn reset(visitor: Visitor, Path(token): Path<String>) -> Result<Response, DeskProblem> {
    visitor.require_secure()?;
    let token = parse_token(&token)?;
    let person =
        newsroom::reset_open(visitor.newsroom().reads(), &token, visitor.now()).await?.ok_or_else(link_spent)?;
    let language = person.language;
    visitor.in_language(language).page(StatusCode::OK, "reset.html", context! { email => person.email })
}

/// Saves the new password.
pub async fn accept_reset(
    visitor: Visitor,
    Path(token): Path<String>,
    form: OpenForm,
) -> Result<Response, DeskProblem> {
    visitor.require_secure()?;
    let token = parse_token(&token)?;
    let person =
        newsroom::reset_open(visitor.newsroom().reads(), &token, visitor.now()).await?.ok_or_else(link_spent)?;
    let visitor = visitor.in_language(person.language);
    let made = async {
        let own = [person.name.as_str(), person.email.as_str()];
        let password = visitor.site().passwords().hash(form.exactly("password"), &own).await?;
        let act = async |tx: &mut newsroom::Tx| newsroom::reset_password(tx, &token, &password).await;
        visitor.newsroom().write(visitor.now(), act).await
    };
    match made.await {
        Ok(()) => Ok(Redirect::to("/newsroom/sign-in?done=reset").into_response()),
        Err(error) => form_with_error(&visitor, "reset.html", &error, context! { email => person.email }),
    }
}

async fn open_invitation(
    visitor: Visitor,
    token: &SecretToken,
) -> Result<(Visitor, newsroom::Invitation), DeskProblem> {
    let invitation =
        newsroom::invitation(visitor.newsroom().reads(), token, visitor.now()).await?.ok_or_else(link_spent)?;
    let language: Language = invitation.language;
    Ok((visitor.in_language(language), invitation))
}

fn invited(visitor: &Visitor, invitation: &newsroom::Invitation) -> Value {
    let frame = visitor.site().last_frame();
    let roles = views::grants(&visitor.words(), &frame, visitor.language(), &invitation.grants);
    context! {
        email => invitation.email.as_str(),
        by => invitation.by.as_ref().map(|by| by.name.as_str()),
        roles => roles,
    }
}

/// Shows the form again with an error message.
fn form_with_error(visitor: &Visitor, template: &str, error: &Error, values: Value) -> Result<Response, DeskProblem> {
    match refusal(&visitor.words(), error) {
        Some(_) if matches!(error, Error::Account(AccountRefusal::LinkSpent)) => Err(link_spent()),
        Some(sentence) => visitor.page(status_of(error), template, context! { problem => sentence, ..values }),
        None => {
            tracing::error!(%error, "a page opened by a link failed");
            Err(DeskProblem::Internal)
        }
    }
}

fn parse_token(token: &str) -> Result<SecretToken, DeskProblem> {
    SecretToken::parse(token).ok_or_else(link_spent)
}

fn link_spent() -> DeskProblem {
    DeskProblem::from(Error::Account(AccountRefusal::LinkSpent))
}
