//! Acts on the rights of a picture: they are written down, and the picture is withdrawn from everything that readers see.

use axum::extract::Path;
use axum::response::Response;
use chrono::NaiveDate;
use http::StatusCode;
use newsroom::{Error, PublicId, RightsChange};

use super::one::{Refused, page};
use super::rights_view::current;
use super::room::{ROOM, Tries};
use crate::base::fields::Fields;
use crate::desk::problem::{DeskProblem, or_conflict, refused};
use crate::desk::{DeskContext, Form};

/// The rights that a form says. Refuses a day that is none with [`Error::BadTime`].
fn read(form: &Fields) -> newsroom::Result<RightsChange> {
    let typed = form.text("last_day").trim();
    let bad = || Error::BadTime { text: typed.to_owned() };
    let last_day = match typed {
        "" => None,
        typed => {
            let western = arabic::digits::to_western(typed);
            let read = western.parse::<NaiveDate>().ok();
            Some(read.or_else(|| arabic::date::read(&western)?.full()).ok_or_else(bad)?)
        }
    };
    let languages = form.all("language").filter_map(|code| code.parse().ok()).collect();
    Ok(RightsChange { owner: form.text("owner").to_owned(), terms: form.text("terms").to_owned(), languages, last_day })
}

/// `POST /newsroom/photos/{id}/rights`: `owner`, `terms`, `last_day`, several `language`, and `was`.
pub async fn change_rights(desk: DeskContext, Path(id): Path<PublicId>, form: Form) -> Result<Response, DeskProblem> {
    let words = desk.words();
    let done = desk.write(async |tx| {
        let stands = newsroom::picture_to_govern(tx, desk.actor(), &id).await?;
        Ok(match current(&words, &stands).merge(&form) {
            Ok(merged) => {
                let change = read(&merged)?;
                Ok(newsroom::change_picture_rights(tx, desk.actor(), &id, &change).await?)
            }
            Err(conflict) => Err(conflict),
        })
    });
    match or_conflict(done.await)? {
        Ok(()) => Ok(desk.redirect(&format!("{ROOM}/{id}?done=saved"))),
        Err(error) => {
            let (status, problem) = refused(&words, error)?;
            again(&desk, &id, status, Refused::Rights(problem, &form)).await
        }
    }
}

/// `POST /newsroom/photos/{id}/withdraw`: `reason`.
pub async fn withdraw(desk: DeskContext, Path(id): Path<PublicId>, form: Form) -> Result<Response, DeskProblem> {
    let mut tries = Tries::default();
    let done = loop {
        let withdraw =
            async |tx: &mut newsroom::Tx| newsroom::withdraw_picture(tx, desk.actor(), &id, form.text("reason")).await;
        let done = desk.write(withdraw).await;
        if !tries.again(&done).await {
            break done;
        }
    };
    match done {
        Ok(_) => Ok(desk.redirect(&format!("{ROOM}/{id}?done=photo-withdrawn"))),
        Err(error) => {
            let (status, problem) = refused(&desk.words(), error)?;
            again(&desk, &id, status, Refused::Withdrawing(problem, &form)).await
        }
    }
}

/// `POST /newsroom/photos/{id}/allow`
pub async fn allow(desk: DeskContext, Path(id): Path<PublicId>, _: Form) -> Result<Response, DeskProblem> {
    desk.write(async |tx| newsroom::allow_picture_again(tx, desk.actor(), &id).await).await?;
    Ok(desk.redirect(&format!("{ROOM}/{id}?done=saved")))
}

async fn again(
    desk: &DeskContext,
    id: &PublicId,
    status: StatusCode,
    refused: Refused<'_>,
) -> Result<Response, DeskProblem> {
    let one = newsroom::archived_picture(desk.db(), desk.actor(), id).await?;
    page(desk, &one, status, refused).await
}
