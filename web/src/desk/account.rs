//! A person's own account: name and language, notices by mail, password, second factors.

use axum::response::Response;
use http::StatusCode;
use minijinja::{Value, context};
use newsroom::{NoticeMail, NoticeWay};

use super::problem::{DeskProblem, refused};
use super::{DeskContext, Form, cookies, views};
use crate::base::messages::Words;

/// `GET /newsroom/account`
pub async fn show(desk: DeskContext) -> Result<Response, DeskProblem> {
    let values = account(&desk).await?;
    desk.page("account.html", values)
}

/// Saves name and language.
pub async fn change(desk: DeskContext, form: Form) -> Result<Response, DeskProblem> {
    let language = form.text("language").parse().unwrap_or(desk.language());
    let name = form.text("name");
    let changed = desk.write(async |tx| newsroom::set_profile(tx, desk.actor(), name, language).await).await;
    match changed {
        Ok(()) => Ok(desk.redirect("/newsroom/account?done=saved")),
        Err(error) => form_with_error(&desk, error, context! { profile_problem => true }).await,
    }
}

/// Saves which notices are sent by mail.
pub async fn notices(desk: DeskContext, form: Form) -> Result<Response, DeskProblem> {
    let way = NoticeWay::from_word(form.text("way")).ok_or(DeskProblem::Missing)?;
    let hour = form.text("hour").parse().map_err(|_| DeskProblem::Missing)?;
    desk.write(async |tx| newsroom::set_notice_mail(tx, desk.actor(), NoticeMail { way, hour }).await).await?;
    Ok(desk.redirect("/newsroom/account?done=saved"))
}

/// Saves a new password. All sessions end, and this browser gets a new one.
pub async fn password(desk: DeskContext, form: Form) -> Result<Response, DeskProblem> {
    let changed = async {
        if !desk.actor().proof_is_fresh() {
            return Err(newsroom::Error::ProofIsOld);
        }
        let own = [desk.person().name.as_str(), desk.person().email.as_str()];
        let password = desk.site().passwords().hash(form.exactly("password"), &own).await?;
        let device = desk.device().name;
        desk.write(async |tx| newsroom::change_password(tx, desk.actor(), &password, device).await).await
    };
    match changed.await {
        Ok(token) => {
            let mut response = desk.redirect("/newsroom/account?done=password");
            cookies::put_session(response.headers_mut(), &token);
            Ok(response)
        }
        Err(error) => form_with_error(&desk, error, context! { password_problem => true }).await,
    }
}

async fn form_with_error(desk: &DeskContext, error: newsroom::Error, which: Value) -> Result<Response, DeskProblem> {
    let (status, sentence) = refused(&desk.words(), error)?;
    let values = context! { ..account(desk).await?, ..which };
    desk.page_with(status, "account.html", context! { problem => sentence, ..values })
}

async fn account(desk: &DeskContext) -> Result<Value, DeskProblem> {
    let has = newsroom::factors(desk.db(), desk.person().id).await?;
    let (frame, words) = (desk.site().last_frame(), desk.words());
    let chosen = newsroom::notice_mail_of(desk.db(), desk.person().id).await?;
    let ways = NoticeWay::ALL.iter().map(|&way| {
        let (name, means) = way_words(&words, way);
        context! { word => way.word(), name => name, means => means, chosen => way == chosen.way }
    });
    let hours: Vec<Value> = (0..24_i8)
        .map(|hour| context! { hour => hour, shown => format!("{hour:02}:00"), chosen => hour == chosen.hour })
        .collect();
    let languages = arabic::Language::ALL.map(|language| {
        context! {
            code => language.code(),
            name => language.own_name(),
            chosen => language == desk.language(),
        }
    });
    Ok(context! {
        name => desk.person().name.as_str(),
        email => desk.person().email.as_str(),
        languages => languages,
        roles => views::grants(&desk.words(), &frame, desk.language(), &desk.person().grants),
        totp => has.totp,
        passkeys => has.passkeys,
        codes_left => has.recovery_codes,
        any_factor => has.any(),
        owes_factor => desk.owes_factor() && !has.any(),
        passkeys_work => desk.site().passkeys().is_some(),
        mails => desk.site().mail().is_some(),
        ways => ways.collect::<Vec<_>>(),
        hours => hours,
        zone => frame.paper.zone.name(),
    })
}

/// Name and explanation of a way of being notified.
fn way_words(words: &Words, way: NoticeWay) -> (String, String) {
    match way {
        NoticeWay::Asking => (words.message("notice-mail-asking"), words.message("notice-mail-asking-means")),
        NoticeWay::AtOnce => (words.message("notice-mail-at-once"), words.message("notice-mail-at-once-means")),
        NoticeWay::Daily => (words.message("notice-mail-daily"), words.message("notice-mail-daily-means")),
        NoticeWay::Never => (words.message("notice-mail-never"), words.message("notice-mail-never-means")),
    }
}

/// The page with new recovery codes. They are shown only once.
pub fn codes_page(desk: &DeskContext, codes: &[String], next: &str) -> Result<Response, DeskProblem> {
    desk.page_with(StatusCode::OK, "codes.html", context! { codes => codes.to_vec(), next => next })
}
