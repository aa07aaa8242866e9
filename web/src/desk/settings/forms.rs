//! The forms of the paper's settings: the current values of each, and how a form changes the paper.

use arabic::Language;
use newsroom::{Action, Crawlers, Localized, Paper, Section, StaticPage, StoryTemplate};

use crate::base::crawlers::Group;
use crate::base::fields::Fields;
use crate::base::form_merge::CurrentFields;
use crate::base::messages::Words;
use crate::desk::stories::KINDS;

/// Settings that are one line in each language.
pub const LINES: [&str; 4] = ["name", "motto", "imprint", "comments_disclaimer"];

/// A form that changes the paper's settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperForm {
    /// Name, dates, imprint, languages.
    Paper,
    /// House style for hints.
    Language,
    /// Feeds, crawlers, text and data mining.
    Machines,
    /// Rights and second factor.
    Site,
    /// Templates of new stories.
    Templates,
}

impl PaperForm {
    /// All forms, with the name of each one's digests on the page.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Paper, "paper"),
        (Self::Language, "language"),
        (Self::Machines, "machines"),
        (Self::Site, "site"),
        (Self::Templates, "templates"),
    ];

    /// The right that is required to send it.
    pub fn action(self) -> Action {
        if self == Self::Site { Action::ChangeSite } else { Action::ChangePaper }
    }

    /// The fields with their current values in `paper`.
    pub fn fields(self, words: &Words, paper: &Paper) -> newsroom::Result<CurrentFields> {
        let map = paper.to_map()?;
        let of = |key: &str, inner: &str| {
            map.get(key).and_then(|value| value.get(inner)).and_then(|text| text.as_str()).unwrap_or_default()
        };
        let word = |key: &str| map.get(key).and_then(|value| value.as_str()).unwrap_or_default();
        let label = |id: &str| words.message(id);
        Ok(match self {
            Self::Paper => {
                let mut shown = CurrentFields::default();
                for key in LINES {
                    for language in Language::ALL {
                        let code = language.code();
                        let called = label(&format!("setting-{}", key.replace('_', "-")));
                        let called = format!("{called} ({})", language.own_name());
                        shown = shown.text(format!("{key}-{code}"), called, of(key, code));
                    }
                }
                let issue = paper.issue.as_ref();
                let months = word("months");
                shown
                    .text("director", label("publication-director"), &*paper.publication_director)
                    .text("contact", label("setting-contact"), &*paper.contact_email)
                    .text("zone", label("setting-zone"), paper.zone.name())
                    .choice("months", label("setting-months"), months, label(&format!("months-{months}")))
                    .checkbox("eastern", label("setting-eastern"), word("digits") == "eastern")
                    .text("hijri", label("setting-hijri"), paper.hijri_offset.to_string())
                    .text(
                        "issue_day",
                        label("setting-issue-day"),
                        issue.map(|one| one.day.to_string()).unwrap_or_default(),
                    )
                    .text(
                        "issue_number",
                        label("setting-issue-number"),
                        issue.map(|one| one.number.to_string()).unwrap_or_default(),
                    )
                    .checkboxes(
                        "language",
                        label("languages"),
                        Language::ALL
                            .into_iter()
                            .filter(|one| paper.languages.contains(one))
                            .map(|one| (one.code(), one.own_name().to_owned())),
                    )
                    .choice(
                        "first",
                        label("setting-first-language"),
                        paper.languages.first().map_or("", |first| first.code()),
                        paper.languages.first().map_or("", |first| first.own_name()),
                    )
            }
            Self::Language => {
                let quotes = of("house_style", "quotes");
                let digits = Some(of("house_style", "digits")).filter(|digits| !digits.is_empty()).unwrap_or("any");
                CurrentFields::default()
                    .choice("quotes", label("setting-quotes"), quotes, label(&format!("quotes-{quotes}")))
                    .choice("digits", label("setting-house-digits"), digits, label(&format!("house-digits-{digits}")))
            }
            Self::Machines => {
                let (text, mining) = (word("feed_text"), of("text_mining", "reservation"));
                let groups = Group::ALL.iter().filter(|group| group.is_allowed(&paper.crawlers));
                CurrentFields::default()
                    .choice("feed_text", label("setting-feed-text"), text, label(&format!("feed-text-{text}")))
                    .checkboxes(
                        "crawler",
                        label("setting-crawlers"),
                        groups.map(|group| (group.word(), label(&format!("crawlers-{}", group.word())))),
                    )
                    .text("refused", label("crawlers-refused"), paper.crawlers.refused.join("\n"))
                    .text("allowed", label("crawlers-allowed"), paper.crawlers.allowed.join("\n"))
                    .choice(
                        "mining",
                        label("setting-mining"),
                        mining,
                        label(&format!("mining-{}", mining.replace('_', "-"))),
                    )
                    .text("policy", label("setting-mining-policy"), &*paper.text_mining.policy)
            }
            Self::Site => CurrentFields::default()
                .checkbox("desks_publish", label("setting-desks-publish"), paper.desks_publish)
                .checkbox("own_approval", label("setting-own-approval"), paper.own_approval)
                .checkbox("second_factor", label("setting-second-factor"), paper.second_factor_required),
            Self::Templates => KINDS.iter().fold(CurrentFields::default(), |shown, kind| {
                let own = paper.templates.get(*kind).cloned().unwrap_or_default();
                let called = |field: &str| format!("{}: {}", label(&format!("kind-{kind}")), label(field));
                shown
                    .text(format!("{kind}-kicker"), called("field-kicker"), own.kicker.unwrap_or_default())
                    .text(
                        format!("{kind}-desk_byline"),
                        called("field-desk-byline"),
                        own.desk_byline.unwrap_or_default(),
                    )
                    .text(format!("{kind}-body"), called("field-body"), own.body)
            }),
        })
    }

    /// Applies `form` to `paper`. The error is «setting: what was expected».
    pub fn set(self, form: &Fields, paper: &mut Paper) -> Result<(), String> {
        match self {
            Self::Paper => set_paper(form, paper),
            Self::Language => {
                let digits = Some(form.text("digits")).filter(|digits| *digits != "any");
                paper.set("house_style", serde_json::json!({ "quotes": form.text("quotes"), "digits": digits }))
            }
            Self::Machines => set_machines(form, paper),
            Self::Site => {
                paper.desks_publish = form.has("desks_publish");
                paper.own_approval = form.has("own_approval");
                paper.second_factor_required = form.has("second_factor");
                Ok(())
            }
            Self::Templates => {
                set_templates(form, paper);
                Ok(())
            }
        }
    }
}

fn set_paper(form: &Fields, paper: &mut Paper) -> Result<(), String> {
    for key in LINES {
        paper.set(key, localized(form, key))?;
    }
    paper.set("publication_director", form.text("director").into())?;
    paper.set("contact_email", form.text("contact").into())?;
    paper.set("zone", form.text("zone").into())?;
    paper.set("months", form.text("months").into())?;
    paper.set("digits", if form.has("eastern") { "eastern" } else { "western" }.into())?;
    paper.set("hijri_offset", form.text("hijri").parse::<i64>().unwrap_or(0).into())?;
    let issue = match (form.text("issue_day"), form.text("issue_number").parse::<i64>()) {
        (day, Ok(number)) if !day.is_empty() => serde_json::json!({ "day": day, "number": number }),
        _ => serde_json::Value::Null,
    };
    paper.set("issue", issue)?;
    let mut languages: Vec<&str> = form.all("language").collect();
    // The first language has no prefix in addresses. If the form does not name one, it stays the same.
    let stands = paper.languages.first().map_or("", |first| first.code());
    let first = Some(form.text("first")).filter(|first| !first.is_empty()).unwrap_or(stands);
    if let Some(at) = languages.iter().position(|code| *code == first) {
        languages[..=at].rotate_right(1);
    }
    paper.set("languages", languages.into())
}

/// Fields: `feed_text`, `crawler` for each allowed group, `refused`, `allowed`, `mining`, `policy`.
fn set_machines(form: &Fields, paper: &mut Paper) -> Result<(), String> {
    let may = |group: Group| form.all("crawler").any(|word| word == group.word());
    let agents = |name: &str| -> Vec<String> { form.text(name).split_whitespace().map(str::to_owned).collect() };
    let crawlers = Crawlers {
        search: may(Group::Search),
        answers: may(Group::Answers),
        training: may(Group::Training),
        archive: may(Group::Archive),
        refused: agents("refused"),
        allowed: agents("allowed"),
    };
    paper.set("feed_text", form.text("feed_text").into())?;
    paper.set("crawlers", serde_json::json!(crawlers))?;
    paper.set("text_mining", serde_json::json!({ "reservation": form.text("mining"), "policy": form.text("policy") }))
}

fn set_templates(form: &Fields, paper: &mut Paper) {
    for kind in KINDS {
        let some = |name: &str| Some(form.text(&format!("{kind}-{name}")).to_owned()).filter(|text| !text.is_empty());
        let body = form.exactly(&format!("{kind}-body")).replace("\r\n", "\n");
        let own = StoryTemplate { kicker: some("kicker"), desk_byline: some("desk_byline"), body };
        match own == StoryTemplate::default() {
            true => paper.templates.remove(kind),
            false => paper.templates.insert(kind.to_owned(), own),
        };
    }
}

fn localized(form: &Fields, key: &str) -> serde_json::Value {
    let mut value = serde_json::Map::new();
    for code in ["ar", "fr", "en"] {
        // White space, including line breaks, is collapsed.
        let text = form.text(&format!("{key}-{code}")).split_whitespace().collect::<Vec<_>>().join(" ");
        if code == "ar" || !text.is_empty() {
            value.insert(code.to_owned(), text.into());
        }
    }
    value.into()
}

/// The names of a section in a form.
pub fn name_in(form: &Fields) -> Localized {
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    Localized { ar: form.text("name-ar").to_owned(), fr: some(form.text("name-fr")), en: some(form.text("name-en")) }
}

/// The current values of a section's form. `desk` is the name of its desk.
pub fn section_fields(words: &Words, section: &Section, desk: &str) -> CurrentFields {
    let some = |text: &Option<String>| text.clone().unwrap_or_default();
    let called = |language: Language| format!("{} ({})", words.message("name"), language.own_name());
    CurrentFields::default()
        .text("name-ar", called(Language::Arabic), &*section.name.ar)
        .text("name-fr", called(Language::French), some(&section.name.fr))
        .text("name-en", called(Language::English), some(&section.name.en))
        .choice("desk", words.message("desk"), section.desk_id.to_string(), desk)
        .text("position", words.message("setting-position"), section.position.to_string())
}

/// The current values of a static page's form; empty for a new page.
pub fn static_page_fields(words: &Words, page: Option<&StaticPage>) -> CurrentFields {
    let body = page.map(|page| story::notation::write(&page.body)).unwrap_or_default();
    CurrentFields::default()
        .text("title", words.message("page-title"), page.map(|page| page.title.clone()).unwrap_or_default())
        .text("body", words.message("field-body"), body)
}
