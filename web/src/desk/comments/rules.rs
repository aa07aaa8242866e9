//! Rules for comments: of the paper, of each section and of one story, and the switch that freezes all comments.

use arabic::Language;
use axum::extract::Path;
use axum::response::Response;
use http::StatusCode;
use minijinja::{Value, context};
use newsroom::{
    Action, CommentPolicy, CommentSettings, Error, House, Localized, PublicId, Section, Subject, Timestamp,
};

use super::room::{DAY_SECONDS, ROOM, lasting, may_everywhere};
use crate::base::fields::Fields;
use crate::base::form_merge::CurrentFields;
use crate::base::messages::Words;
use crate::desk::problem::{DeskProblem, or_conflict, refused};
use crate::desk::{DeskContext, Form};

/// Periods in days for which figures are shown.
const BACK: [i64; 3] = [1, 7, 30];
/// Maximum number of days after which comments on a story close.
const CLOSE_DAYS_MAX: u32 = 3_650;

/// The choices for a policy. With `above`, the first choice is to inherit the policy.
pub fn policies(words: &Words, chosen: Option<CommentPolicy>, above: Option<&str>) -> Vec<Value> {
    let above = above.map(|id| context! { word => "", name => words.message(id), chosen => chosen.is_none() });
    let own = CommentPolicy::ALL.iter().map(|&policy| {
        context! { word => policy.word(), name => words.message(&format!("policy-{}", policy.word())), chosen => chosen == Some(policy) }
    });
    above.into_iter().chain(own).collect()
}

/// `GET /newsroom/comments/settings`
pub async fn settings(desk: DeskContext) -> Result<Response, DeskProblem> {
    page(&desk, StatusCode::OK, None).await
}

async fn page(desk: &DeskContext, status: StatusCode, problem: Option<String>) -> Result<Response, DeskProblem> {
    if !desk.actor().may_somewhere(Action::Moderate, House::default()) {
        return Err(DeskProblem::Forbidden);
    }
    let (words, language) = (desk.words(), desk.language());
    let settings = newsroom::load_paper(desk.db()).await?.comments;
    let sections = newsroom::all_sections(desk.db()).await?;
    let own = |desk_id| desk.actor().may(Action::Moderate, Subject::Desk(desk_id), House::default()).is_ok();
    let sections: Vec<Section> = sections.into_iter().filter(|section| own(section.desk_id)).collect();
    let was_sections = section_fields(&words, language, &sections).digests();
    let sections = sections.iter().map(|section| {
        context! { id => section.id, name => section.name.get(language), policies => policies(&words, section.comments, Some("policy-as-paper")) }
    });
    let everywhere = may_everywhere(desk);
    let mut numbers = Vec::new();
    for days in BACK.into_iter().filter(|_| everywhere) {
        let since = Timestamp(desk.now().0 - days * DAY_SECONDS * 1_000_000);
        let day = newsroom::comment_numbers(desk.db(), since).await?;
        let n = |number: i64| words.number(usize::try_from(number).unwrap_or(0));
        numbers.push(context! {
            name => words.counted("comments-last-days", days), said => n(day.said), approved => n(day.approved),
            rejected => n(day.rejected), spam => n(day.spam), waiting => n(day.waiting),
            wait => day.median_wait.map(|seconds| lasting(&words, seconds, "comments-for")),
        });
    }
    let values = context! {
        room => ROOM,
        was => settings_fields(&words, &settings).digests(),
        was_sections => was_sections,
        may_everywhere => everywhere,
        frozen => settings.frozen,
        policies => policies(&words, Some(settings.policy), None),
        days => settings.close_after_days,
        days_max => CLOSE_DAYS_MAX,
        rules => context! { ar => &settings.rules.ar, fr => &settings.rules.fr, en => &settings.rules.en },
        sections => sections.collect::<Vec<_>>(),
        numbers => numbers,
        problem => problem,
    };
    desk.page_with(status, "comment-settings.html", values)
}

/// The current values of the form with the paper's rules.
fn settings_fields(words: &Words, settings: &CommentSettings) -> CurrentFields {
    let (policy, rules) = (settings.policy.word(), &settings.rules);
    let called = |language: Language| format!("{} ({})", words.message("comment-rules"), language.own_name());
    CurrentFields::default()
        .checkbox("frozen", words.message("comments-freeze"), settings.frozen)
        .choice("policy", words.message("comments-policy"), policy, words.message(&format!("policy-{policy}")))
        .text(
            "days",
            words.message("comments-days"),
            settings.close_after_days.map(|days| days.to_string()).unwrap_or_default(),
        )
        .text("rules-ar", called(Language::Arabic), &*rules.ar)
        .text("rules-fr", called(Language::French), rules.fr.clone().unwrap_or_default())
        .text("rules-en", called(Language::English), rules.en.clone().unwrap_or_default())
}

/// The current values of the form with the sections' policies.
fn section_fields(words: &Words, language: Language, sections: &[Section]) -> CurrentFields {
    sections.iter().fold(CurrentFields::default(), |shown, section| {
        let policy = section.comments.map(CommentPolicy::word);
        let said = policy.map_or_else(|| "policy-as-paper".to_owned(), |policy| format!("policy-{policy}"));
        let field = format!("section-{}", section.id);
        shown.choice(field, section.name.get(language), policy.unwrap_or_default(), words.message(&said))
    })
}

/// `POST /newsroom/comments/settings`: `policy`, `days` (empty for never), `frozen`, `rules-ar`, `rules-fr`, `rules-en`.
pub async fn change_settings(desk: DeskContext, form: Form) -> Result<Response, DeskProblem> {
    let words = desk.words();
    let close_after_days = |form: &Fields| match form.text("days") {
        "" => Some(None),
        days => days.parse::<u32>().ok().filter(|days| (1..=CLOSE_DAYS_MAX).contains(days)).map(Some),
    };
    if close_after_days(&form).is_none() {
        return page(&desk, StatusCode::UNPROCESSABLE_ENTITY, Some(words.message("comments-days-bad"))).await;
    }
    CommentPolicy::from_word(form.text("policy")).ok_or(DeskProblem::Missing)?;
    let done = desk.write(async |tx| {
        newsroom::lock_paper(tx).await?;
        let mut paper = newsroom::load_paper(tx.db()).await?;
        let form = match settings_fields(&words, &paper.comments).merge(&form) {
            Ok(form) => form,
            Err(conflict) => return Ok(Err(conflict)),
        };
        let text = |code: &str| form.text(&format!("rules-{code}")).replace("\r\n", "\n");
        let some = |code: &str| Some(text(code)).filter(|text| !text.is_empty());
        paper.comments = CommentSettings {
            policy: CommentPolicy::from_word(form.text("policy")).unwrap_or(paper.comments.policy),
            close_after_days: close_after_days(&form).flatten(),
            frozen: form.has("frozen"),
            rules: Localized { ar: text("ar"), fr: some("fr"), en: some("en") },
        };
        newsroom::change_paper(tx, desk.actor(), &paper).await.map(Ok)
    });
    answer(&desk, or_conflict(done.await)?).await
}

/// `POST /newsroom/comments/settings/sections`: `section-ID` for each section; empty to use the paper's policy.
pub async fn change_sections(desk: DeskContext, form: Form) -> Result<Response, DeskProblem> {
    desk.require(newsroom::Action::Moderate)?;
    let (words, language) = (desk.words(), desk.language());
    let done = desk.write(async |tx| {
        newsroom::lock_paper(tx).await?;
        let sections = newsroom::all_sections(tx.db()).await?;
        let form = match section_fields(&words, language, &sections).merge(&form) {
            Ok(form) => form,
            Err(conflict) => return Ok(Err(conflict)),
        };
        for section in sections {
            let field = format!("section-{}", section.id);
            let policy = CommentPolicy::from_word(form.text(&field));
            if form.has(&field) && policy != section.comments {
                newsroom::set_section_comments(tx, desk.actor(), section.id, policy).await?;
            }
        }
        Ok(Ok(()))
    });
    answer(&desk, or_conflict(done.await)?).await
}

async fn answer(desk: &DeskContext, done: newsroom::Result<()>) -> Result<Response, DeskProblem> {
    match done {
        Ok(()) => Ok(desk.redirect(&format!("{ROOM}/settings?done=saved"))),
        Err(error) => {
            let (status, problem) = refused(&desk.words(), error)?;
            page(desk, status, Some(problem)).await
        }
    }
}

/// `POST /newsroom/stories/{id}/comments`: `policy`; empty to use the section's policy.
pub async fn story_policy(desk: DeskContext, Path(id): Path<String>, form: Form) -> Result<Response, DeskProblem> {
    let id: PublicId = id.parse().map_err(|_| DeskProblem::Missing)?;
    let policy = CommentPolicy::from_word(form.text("policy"));
    match desk.write(async |tx| newsroom::set_story_comments(tx, desk.actor(), &id, policy).await).await {
        Ok(()) => Ok(desk.redirect(&format!("/newsroom/stories/{id}?done=saved"))),
        Err(Error::NotFound { .. }) => Err(DeskProblem::Missing),
        Err(error) => Err(error.into()),
    }
}
