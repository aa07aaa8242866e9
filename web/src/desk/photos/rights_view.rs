//! The rights of a picture on its page and in the list.

use arabic::Language;
use minijinja::{Value, context};
use newsroom::{Action, ArchivedPicture, Bar, RightsStanding};

use crate::base::dates::Dates;
use crate::base::fields::Fields;
use crate::base::form_merge::CurrentFields;
use crate::base::messages::Words;
use crate::desk::problem::DeskProblem;
use crate::desk::stories::name_of;
use crate::desk::{DeskContext, views};

/// Whether the person may change rights.
pub fn may_govern(desk: &DeskContext) -> bool {
    newsroom::allowed(desk.actor(), Action::GovernPictures).is_ok()
}

/// How far a picture may be used: text and CSS class.
pub fn standing(desk: &DeskContext, one: &ArchivedPicture) -> Value {
    let (words, frame) = (desk.words(), desk.site().last_frame());
    let (name, class) = match one.rights.standing(frame.paper.today(desk.now())) {
        RightsStanding::Free if one.rights.languages.is_empty() => (words.message("photo-free"), "live"),
        RightsStanding::Free => {
            let names: Vec<&str> = one.rights.languages.iter().map(|language| language.own_name()).collect();
            (words.named("photo-free-in", "languages", &names.join("، ")), "ok")
        }
        RightsStanding::EndsIn(days) => (words.counted("photo-ends-in", days), "review"),
        RightsStanding::Barred(Bar::Withdrawn) => (words.message("photo-withdrawn"), "back"),
        RightsStanding::Barred(Bar::Ended(_) | Bar::Language(_)) => (words.message("photo-ended"), "back"),
    };
    context! { name => name, class => class }
}

/// The template values of the rights. With `typed`, what was typed is given back.
pub async fn values(desk: &DeskContext, one: &ArchivedPicture, typed: Option<&Fields>) -> Result<Value, DeskProblem> {
    let (words, frame, language) = (desk.words(), desk.site().last_frame(), desk.language());
    let rights = &one.rights;
    let text = |name: &str, stands: &str| typed.map_or(stands, |typed| typed.text(name)).to_owned();
    let chosen = |language: Language| match typed {
        Some(typed) => typed.all("language").any(|code| code == language.code()),
        None => rights.languages.contains(&language),
    };
    let languages = frame.paper.languages.iter().map(|one| {
        context! { code => one.code(), name => one.own_name(), chosen => chosen(*one) }
    });
    let withdrawn = match &rights.withdrawn {
        Some(withdrawn) => {
            let people = newsroom::all_people(desk.db()).await?;
            Some(context! {
                reason => withdrawn.reason.as_str(),
                at => views::instant(&frame, withdrawn.at),
                by => withdrawn.by.and_then(|by| name_of(&people, by)),
            })
        }
        None => None,
    };
    let last_day = rights.last_day.map(|day| day.to_string()).unwrap_or_default();
    Ok(context! {
        standing => standing(desk, one),
        owner => text("owner", &rights.owner),
        terms => text("terms", &rights.terms),
        last_day => text("last_day", &last_day),
        last_day_named => rights.last_day.map(|day| Dates::new(&frame.paper, language).day(day)),
        languages => languages.collect::<Vec<_>>(),
        has_languages => frame.paper.languages.len() > 1,
        withdrawn => withdrawn,
        may_govern => may_govern(desk),
        was => typed.map_or_else(|| current(&words, one).digests(), |typed| typed.text("was").to_owned()),
        owner_max => newsroom::OWNER_CHARS_MAX,
        terms_max => newsroom::TERMS_CHARS_MAX,
    })
}

/// The fields of the form with their current values.
pub fn current(words: &Words, one: &ArchivedPicture) -> CurrentFields {
    let rights = &one.rights;
    let day = rights.last_day.map(|day| day.to_string()).unwrap_or_default();
    let ticked = rights.languages.iter().map(|language| (language.code(), language.own_name().to_owned()));
    CurrentFields::default()
        .text("owner", words.message("photo-owner"), &*rights.owner)
        .text("terms", words.message("photo-terms"), &*rights.terms)
        .text("last_day", words.message("photo-last-day"), day)
        .checkboxes("language", words.message("photo-languages"), ticked)
}
