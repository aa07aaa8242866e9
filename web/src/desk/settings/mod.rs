//! The paper's settings: name, dates and imprint, sections and desks, templates of stories, static pages.

mod forms;
pub mod sections;

use arabic::Language;
use axum::response::Response;
use http::StatusCode;
use minijinja::{Value, context};
use newsroom::{Action, FeedText, House, Logo, Paper, Reservation};

use self::forms::{LINES, PaperForm};
use super::multipart::{FileForm, MultipartForm};
use super::problem::{DeskProblem, or_conflict, refused};
use super::stories::KINDS;
use super::{DeskContext, Form};
use crate::base::addresses::Addresses;
use crate::base::crawlers::{Group, LIST_DAY};
use crate::base::form_merge::Conflict;
use crate::base::messages::Words;
use crate::base::spelling::Dictionaries;

/// Those of [`LINES`] that get a larger field.
const LONG_LINES: [&str; 2] = ["imprint", "comments_disclaimer"];
/// The labels of settings that can be refused.
const LABELS: [(&str, &str); 8] = [
    ("zone", "setting-zone"),
    ("languages", "languages"),
    ("issue", "setting-issue"),
    ("months", "setting-months"),
    ("hijri_offset", "setting-hijri"),
    ("name", "setting-name"),
    ("crawlers", "setting-crawlers"),
    ("text_mining", "setting-mining-policy"),
];
/// The sets of month names.
const MONTHS: [&str; 6] = ["levantine", "gulf", "egyptian", "maghrebi", "moroccan", "dual"];
/// Time zones offered in the list. Any other can be typed.
const ZONES: [&str; 12] = [
    "Africa/Algiers",
    "Africa/Tunis",
    "Africa/Casablanca",
    "Africa/Tripoli",
    "Africa/Cairo",
    "Africa/Khartoum",
    "Asia/Beirut",
    "Asia/Damascus",
    "Asia/Amman",
    "Asia/Baghdad",
    "Asia/Riyadh",
    "Asia/Dubai",
];

/// `GET /newsroom/settings`
pub async fn show(desk: DeskContext) -> Result<Response, DeskProblem> {
    page(&desk, StatusCode::OK, None).await
}

fn may(desk: &DeskContext, action: Action) -> bool {
    desk.actor().may_somewhere(action, House::default())
}

async fn page(desk: &DeskContext, status: StatusCode, problem: Option<String>) -> Result<Response, DeskProblem> {
    if !may(desk, Action::ChangePaper) && !may(desk, Action::ChangeSite) {
        return Err(DeskProblem::Forbidden);
    }
    let (words, language) = (desk.words(), desk.language());
    let paper = newsroom::load_paper(desk.db()).await?;
    let map = paper.to_map()?;
    let text = |key: &str| map.get(key).cloned().unwrap_or_default();
    let lines = LINES.map(|key| {
        let value = text(key);
        let in_language = |code: &str| value.get(code).and_then(|text| text.as_str()).unwrap_or_default().to_owned();
        context! { key => key, is_long => LONG_LINES.contains(&key), label => words.message(&format!("setting-{}", key.replace('_', "-"))), ar => in_language("ar"), fr => in_language("fr"), en => in_language("en") }
    });
    let style = |key: &str| text("house_style").get(key).cloned().unwrap_or_default();
    let sections = newsroom::all_sections(desk.db()).await?;
    let desks = newsroom::all_desks(desk.db()).await?;
    let section_views = sections.iter().map(|section| {
        context! {
            id => section.id, slug => section.slug.clone(), is_closed => !section.is_open(), position => section.position,
            was => forms::section_fields(&words, section, "").digests(),
            ar => section.name.ar.clone(), fr => section.name.fr.clone(), en => section.name.en.clone(),
            desks => desks.iter().map(|one| context! { id => one.id, name => one.name.get(language), chosen => one.id == section.desk_id }).collect::<Vec<_>>(),
        }
    });
    let templates = KINDS.map(|kind| {
        let own = paper.templates.get(kind).cloned().unwrap_or_default();
        context! { kind => kind, name => words.message(&format!("kind-{kind}")), kicker => own.kicker, desk_byline => own.desk_byline, body => own.body }
    });
    let pages = newsroom::all_static_pages(desk.db()).await?;
    let pages = pages.iter().map(|page| {
        context! { was => forms::static_page_fields(&words, Some(page)).digests(), slug => page.slug.clone(), lang => page.language.code(), language => page.language.own_name(), title => page.title.clone(), body => story::notation::write(&page.body), position => page.position }
    });
    let mut was = std::collections::BTreeMap::new();
    for (form, name) in PaperForm::ALL {
        was.insert(name, form.fields(&words, &paper)?.digests());
    }
    let values = context! {
        was => was,
        new_page => forms::static_page_fields(&words, None).digests(),
        lines => lines,
        logos => [("light", &paper.logo), ("dark", &paper.logo_dark)].map(|(ground, logo)| context! {
            ground => ground,
            label => words.message(&format!("setting-logo-{ground}")),
            file => logo.as_ref().map(|logo| context! { src => Addresses::logo(logo), width => logo.width, height => logo.height }),
        }),
        director => paper.publication_director.as_str(),
        contact => paper.contact_email.as_str(),
        zone => paper.zone.name(),
        zones => ZONES,
        months => MONTHS.map(|one| context! { word => one, name => words.message(&format!("months-{one}")), chosen => text("months").as_str() == Some(one) }),
        eastern => text("digits").as_str() == Some("eastern"),
        hijri => paper.hijri_offset,
        issue_day => paper.issue.as_ref().map(|issue| issue.day.to_string()),
        issue_number => paper.issue.as_ref().map(|issue| issue.number),
        languages => Language::ALL.map(|one| context! { code => one.code(), name => one.own_name(), chosen => paper.languages.contains(&one), first => paper.languages.first() == Some(&one) }),
        sections => Value::from_iter(section_views),
        desks => desks.iter().map(|one| context! { id => one.id, name => one.name.get(language) }).collect::<Vec<_>>(),
        templates => templates,
        pages => Value::from_iter(pages),
        quotes => ["guillemets", "curly", "straight"].map(|one| context! { word => one, name => words.message(&format!("quotes-{one}")), chosen => style("quotes").as_str() == Some(one) }),
        house_digits => [("any", ""), ("western", "0123456789"), ("eastern", "٠١٢٣٤٥٦٧٨٩")].map(|(one, digits)| context! { word => one, digits => digits, name => words.message(&format!("house-digits-{one}")), chosen => style("digits").as_str().unwrap_or("any") == one }),
        spelling => paper.languages.iter().map(|one| context! { name => one.own_name(), installed => desk.site().dictionaries().is_installed(*one), package => Dictionaries::package(*one) }).collect::<Vec<_>>(),
        machines => machines(&words, &paper),
        desks_publish => paper.desks_publish,
        own_approval => paper.own_approval,
        second_factor => paper.second_factor_required,
        may_paper => may(desk, Action::ChangePaper),
        may_site => may(desk, Action::ChangeSite),
        problem => problem,
    };
    desk.page_with(status, "settings.html", values)
}

/// Template values for the form about feeds, crawlers and text mining.
fn machines(words: &Words, paper: &Paper) -> Value {
    let (crawlers, mining) = (&paper.crawlers, &paper.text_mining);
    let texts = [("full", FeedText::Full), ("excerpt", FeedText::Excerpt)];
    let said = [
        ("unsaid", Reservation::Unsaid),
        ("reserved", Reservation::Reserved),
        ("not_reserved", Reservation::NotReserved),
    ];
    context! {
        texts => texts.map(|(word, text)| context! { word => word, name => words.message(&format!("feed-text-{word}")), chosen => text == paper.feed_text }),
        groups => Group::ALL.iter().map(|group| context! {
            word => group.word(),
            name => words.message(&format!("crawlers-{}", group.word())),
            means => words.message(&format!("crawlers-{}-means", group.word())),
            allowed => group.is_allowed(crawlers),
            agents => group.agents().map(|(agent, operator)| context! { name => agent, operator => operator }).collect::<Vec<_>>(),
        }).collect::<Vec<_>>(),
        known => words.named("crawlers-known", "day", LIST_DAY),
        refused => crawlers.refused.join("\n"),
        allowed => crawlers.allowed.join("\n"),
        said => said.map(|(word, one)| context! { word => word, name => words.message(&format!("mining-{}", word.replace('_', "-"))), chosen => one == mining.reservation }),
        policy => mining.policy.as_str(),
        authority => paper.feed_authority.as_deref(),
    }
}

/// `POST /newsroom/settings/machines`
pub async fn machines_form(desk: DeskContext, form: Form) -> Result<Response, DeskProblem> {
    save_form(&desk, PaperForm::Machines, &form).await
}

/// Merges a form into the current settings and saves them.
async fn save_form(desk: &DeskContext, of: PaperForm, form: &Form) -> Result<Response, DeskProblem> {
    let words = desk.words();
    change(desk, of.action(), |paper| {
        let meant = of.fields(&words, paper)?.merge(form);
        Ok(match meant {
            Ok(form) => of.set(&form, paper).map_err(SettingError::Refused),
            Err(conflict) => Err(SettingError::Conflict(conflict)),
        })
    })
    .await
}

/// Why the settings were not saved.
enum SettingError {
    /// A value was refused: «setting: what was expected».
    Refused(String),
    /// Somebody else has changed the same setting.
    Conflict(Conflict),
}

async fn change(
    desk: &DeskContext,
    action: Action,
    to: impl FnOnce(&mut Paper) -> newsroom::Result<Result<(), SettingError>>,
) -> Result<Response, DeskProblem> {
    desk.require(action)?;
    let done = desk.write(async |tx| {
        newsroom::lock_paper(tx).await?;
        let mut paper = newsroom::load_paper(tx.db()).await?;
        let set = to(&mut paper)?;
        if set.is_ok() {
            newsroom::change_paper(tx, desk.actor(), &paper).await?;
        }
        Ok(set)
    });
    match done.await {
        Ok(Ok(())) => answer(desk, Ok(())).await,
        Ok(Err(SettingError::Conflict(conflict))) => Err(conflict.into()),
        Ok(Err(SettingError::Refused(reason))) => {
            tracing::info!(%reason, "a setting was refused");
            let words = desk.words();
            // The part before the colon names the setting.
            let key = reason.split(':').next().unwrap_or_default();
            let problem = match LABELS.iter().find(|(setting, _)| *setting == key) {
                Some((_, label)) => words.named("setting-refused-one", "setting", &words.message(label)),
                None => words.message("setting-refused"),
            };
            page(desk, StatusCode::UNPROCESSABLE_ENTITY, Some(problem)).await
        }
        Err(error) => answer(desk, Err(error)).await,
    }
}

async fn answer(desk: &DeskContext, done: newsroom::Result<()>) -> Result<Response, DeskProblem> {
    match done {
        Ok(()) => Ok(desk.redirect("/newsroom/settings?done=saved")),
        Err(error) => {
            let (status, problem) = refused(&desk.words(), error)?;
            page(desk, status, Some(problem)).await
        }
    }
}

/// `POST /newsroom/settings/paper`
pub async fn paper(desk: DeskContext, form: Form) -> Result<Response, DeskProblem> {
    save_form(&desk, PaperForm::Paper, &form).await
}

fn logo_of<'a>(paper: &'a mut Paper, ground: &str) -> &'a mut Option<Logo> {
    if ground == "dark" { &mut paper.logo_dark } else { &mut paper.logo }
}

/// `POST /newsroom/settings/logo`: `token`, `ground` (`light` or `dark`) and a `file`, up to 40 MiB.
pub async fn logo(desk: DeskContext, form: MultipartForm) -> Result<Response, DeskProblem> {
    desk.require(Action::ChangePaper)?;
    let form = FileForm::read(&desk, form).await?;
    match newsroom::prepare_logo(desk.newsroom(), form.file.clone()).await {
        Ok(logo) => {
            let set = |paper: &mut Paper| {
                *logo_of(paper, form.text("ground")) = Some(logo);
                Ok(Ok(()))
            };
            change(&desk, Action::ChangePaper, set).await
        }
        Err(error) => answer(&desk, Err(error)).await,
    }
}

/// `POST /newsroom/settings/logo/remove`: `ground`
pub async fn remove_logo(desk: DeskContext, form: Form) -> Result<Response, DeskProblem> {
    let set = |paper: &mut Paper| {
        *logo_of(paper, form.text("ground")) = None;
        Ok(Ok(()))
    };
    change(&desk, Action::ChangePaper, set).await
}

/// `POST /newsroom/settings/language`: `quotes`, `digits`: the house style for hints.
pub async fn language(desk: DeskContext, form: Form) -> Result<Response, DeskProblem> {
    save_form(&desk, PaperForm::Language, &form).await
}

/// `POST /newsroom/settings/site`
pub async fn site(desk: DeskContext, form: Form) -> Result<Response, DeskProblem> {
    save_form(&desk, PaperForm::Site, &form).await
}

/// `POST /newsroom/settings/templates`
pub async fn templates(desk: DeskContext, form: Form) -> Result<Response, DeskProblem> {
    save_form(&desk, PaperForm::Templates, &form).await
}

/// `POST /newsroom/settings/pages`: adds or changes a static page. An existing page can only be changed by its own
/// form.
pub async fn static_page(desk: DeskContext, form: Form) -> Result<Response, DeskProblem> {
    desk.require(Action::ChangePaper)?;
    let language: Language = form.text("lang").parse().map_err(|_| DeskProblem::Missing)?;
    let slug = arabic::slug::slug(if form.text("slug").is_empty() { form.text("title") } else { form.text("slug") });
    let words = desk.words();
    let done = desk.write(async |tx| {
        newsroom::lock_paper(tx).await?;
        let pages = newsroom::all_static_pages(tx.db()).await?;
        let known = pages.into_iter().find(|page| page.slug == slug && page.language == language);
        let form = match forms::static_page_fields(&words, known.as_ref()).merge(&form) {
            Ok(form) => form,
            Err(conflict) => return Ok(Err(conflict)),
        };
        let position = form.text("position").parse().unwrap_or(0);
        let before = known.map(|page| page.body).unwrap_or(story::Document { blocks: Vec::new() });
        let (body, _) = story::notation::read(form.exactly("body"), &before, &mut newsroom::DocumentIds)?;
        newsroom::put_static_page(tx, desk.actor(), &slug, language, form.text("title"), &body, position).await?;
        Ok(Ok(()))
    });
    answer(&desk, or_conflict(done.await)?).await
}
