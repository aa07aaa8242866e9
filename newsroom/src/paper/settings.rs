//! The settings of the paper: its name, dates and digits, its imprint and more. Each has a row of its own, so that two
//! people can change two settings at once.

use std::collections::BTreeMap;

use arabic::Language;
use arabic::date::{Digits, MonthNames};
use arabic::typography::HouseStyle;
use chrono::NaiveDate;
use rules::{Action, Actor, House, Subject};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use serde::{Deserialize, Serialize};
use store::clock::Timestamp;
use store::source::Source;

use crate::base::edition::MAIN_EDITION;
use crate::base::error::{Error, Result};
use crate::base::events::Event;
use crate::base::happened::RightsGrowth;
use crate::base::localized::Localized;
use crate::base::tx::Tx;
use crate::paper::comment_settings::CommentSettings;
use crate::paper::logos::Logo;
use crate::paper::machines::{Crawlers, FeedText, TextMining};

/// How issues of the paper are numbered: one more every day, counted from a known day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssueNumbering {
    /// A day whose number is known.
    pub day: NaiveDate,
    /// The number on that day.
    pub number: i64,
}

/// The initial content of a story of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct StoryTemplate {
    /// The line above the headline.
    pub kicker: Option<String>,
    /// The desk in the byline.
    pub desk_byline: Option<String>,
    /// The text, in the plain notation.
    pub body: String,
}

/// Everything about the paper that is not a story. Missing settings take these defaults.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Paper {
    /// The masthead.
    pub name: Localized,
    /// The line below the masthead.
    pub motto: Localized,
    /// Shown at the top of every page instead of the name.
    pub logo: Option<Logo>,
    /// The same for dark backgrounds; without it the logo is shown there on a light plate.
    pub logo_dark: Option<Logo>,
    /// The publisher, for the footer.
    pub imprint: Localized,
    /// The publication director, as required by press laws.
    pub publication_director: String,
    /// The address for readers.
    pub contact_email: String,
    /// IANA time zone of the newsroom.
    pub zone: chrono_tz::Tz,
    /// Month names in dates of the Arabic pages.
    pub months: MonthNames,
    /// Digits of the Arabic pages; applied at rendering.
    pub digits: Digits,
    /// Days added to the computed Hijri date, -2 to 2, because sighting the moon decides.
    pub hijri_offset: i8,
    /// Issue numbers, if the paper has them.
    pub issue: Option<IssueNumbering>,
    /// Languages with pages of their own; those of the first one are at the root.
    pub languages: Vec<Language>,
    /// The line under the heading of the comment box.
    pub comments_disclaimer: Localized,
    /// The settings for comments; sections and stories may override the policy.
    pub comments: CommentSettings,
    /// The initial content of stories, by kind; other kinds have the built-in one.
    pub templates: BTreeMap<String, StoryTemplate>,
    /// Quotation marks and digits that hints suggest.
    pub house_style: HouseStyle,
    /// How much of a story the feeds contain.
    pub feed_text: FeedText,
    /// The authority in the ids of feed items (RFC 4151): the paper's first public host. It never changes once set.
    pub feed_authority: Option<String>,
    /// Which crawlers may read the site.
    pub crawlers: Crawlers,
    /// The declaration about the rights of text and data mining.
    pub text_mining: TextMining,
    /// Desk editors publish the stories of their desks themselves.
    pub desks_publish: bool,
    /// People may approve their own stories.
    pub own_approval: bool,
    /// Admins and editors-in-chief must have a second factor.
    pub second_factor_required: bool,
}

impl Default for Paper {
    fn default() -> Self {
        Self {
            name: Localized { ar: "مطبعة".into(), fr: Some("Matbaa".into()), en: Some("Matbaa".into()) },
            motto: Localized::default(),
            logo: None,
            logo_dark: None,
            imprint: Localized::default(),
            publication_director: String::new(),
            contact_email: String::new(),
            zone: chrono_tz::Africa::Algiers,
            months: MonthNames::Levantine,
            digits: Digits::Western,
            hijri_offset: 0,
            issue: None,
            languages: vec![Language::Arabic],
            templates: BTreeMap::new(),
            house_style: HouseStyle::default(),
            feed_text: FeedText::default(),
            feed_authority: None,
            crawlers: Crawlers::default(),
            text_mining: TextMining::default(),
            desks_publish: true,
            own_approval: false,
            second_factor_required: false,
            comments: CommentSettings::default(),
            comments_disclaimer: Localized {
                ar: "التعليقات ملك لصاحبها ولا تخص الجريدة".into(),
                fr: Some("Les commentaires n’engagent que leurs auteurs".into()),
                en: Some("Comments belong to their writers and do not speak for the newspaper".into()),
            },
        }
    }
}

impl Paper {
    /// The settings that affect rights.
    pub fn house(&self) -> rules::House {
        rules::House { desks_publish: self.desks_publish, own_approval: self.own_approval }
    }

    /// Number of the issue of `day`, if the paper numbers its issues.
    pub fn issue_number(&self, day: NaiveDate) -> Option<i64> {
        let issue = self.issue.as_ref()?;
        Some(issue.number + (day - issue.day).num_days()).filter(|number| *number > 0)
    }

    /// Changes one setting from its JSON value, as `matbaa settings set` does. The error says what was expected.
    pub fn set(&mut self, key: &str, value: serde_json::Value) -> Result<(), String> {
        let mut all = self.to_map().map_err(|error| error.to_string())?;
        let known = all.keys().cloned().collect::<Vec<_>>().join(", ");
        let slot = all.get_mut(key).ok_or_else(|| format!("no setting is called {key}; there are: {known}"))?;
        *slot = value;
        let changed: Self = serde_json::from_value(serde_json::Value::Object(all.into_iter().collect()))
            .map_err(|error| format!("{key}: {error}"))?;
        if !(-2..=2).contains(&changed.hijri_offset) {
            return Err("hijri_offset: a number of days from -2 to 2".into());
        }
        if changed.languages.is_empty() {
            return Err("languages: at least one of ar, fr, en".into());
        }
        if changed.feed_authority.as_deref().is_some_and(|name| !is_authority(name)) {
            return Err("feed_authority: a host name of the paper's own, as in paper.example".into());
        }
        changed.crawlers.check()?;
        changed.text_mining.check()?;
        *self = changed;
        Ok(())
    }

    /// Every setting as JSON, by name.
    pub fn to_map(&self) -> Result<BTreeMap<String, serde_json::Value>> {
        match serde_json::to_value(self).map_err(Error::damaged)? {
            serde_json::Value::Object(fields) => Ok(fields.into_iter().collect()),
            other => Err(Error::damaged(format!("settings are {other}"))),
        }
    }
}

/// Reads the settings; missing ones have their defaults.
pub async fn load_paper(db: &impl Source) -> Result<Paper> {
    let query = Query::select()
        .columns(["key", "value"])
        .from("settings")
        .and_where(Expr::col("edition_id").eq(MAIN_EDITION))
        .to_owned();
    let mut fields = serde_json::Map::new();
    for row in db.rows(&query).await? {
        let mut columns = row.columns();
        let (key, value): (String, String) = (columns.take()?, columns.take()?);
        let value = serde_json::from_str(&value).map_err(|error| Error::damaged(format!("setting {key}: {error}")))?;
        fields.insert(key, value);
    }
    serde_json::from_value(fields.into()).map_err(|error| Error::damaged(format!("settings: {error}")))
}

/// Stores the settings that have changed.
async fn save_paper(tx: &mut Tx, paper: &Paper) -> Result<()> {
    let before = load_paper(tx.db()).await?.to_map()?;
    let stored_nothing = before == Paper::default().to_map()?;
    for (key, value) in paper.to_map()? {
        if !stored_nothing && before.get(&key) == Some(&value) {
            continue;
        }
        let upsert = Query::insert()
            .into_table("settings")
            .columns(["edition_id", "key", "value"])
            .values_panic([MAIN_EDITION.into(), key.as_str().into(), value.to_string().into()])
            .on_conflict(OnConflict::columns(["edition_id", "key"]).update_column("value").to_owned())
            .to_owned();
        tx.db().execute(&upsert).await?;
        tx.announce(Event::Setting(key.to_owned()));
    }
    Ok(())
}

/// Changes the settings of the paper. Names, dates, imprint and templates require the right `ChangePaper`; settings of
/// rights and sign-in require `ChangeSite`; those of comments require `Moderate` for the whole paper. The audit log
/// records which settings changed.
pub async fn change_paper(tx: &mut Tx, actor: &Actor, paper: &Paper) -> Result<()> {
    /// Settings that require `ChangeSite`.
    const SITE: [&str; 3] = ["desks_publish", "own_approval", "second_factor_required"];
    let before = load_paper(tx.db()).await?.to_map()?;
    let after = paper.to_map()?;
    let changed: Vec<&String> =
        after.iter().filter(|(key, value)| before.get(*key) != Some(value)).map(|(key, _)| key).collect();
    for key in &changed {
        let action = match key.as_str() {
            "comments" => Action::Moderate,
            site if SITE.contains(&site) => Action::ChangeSite,
            _ => Action::ChangePaper,
        };
        crate::base::allow::allow(actor, action, Subject::Paper, House::default(), ("setting", key))?;
    }
    if changed.is_empty() {
        return Ok(());
    }
    tx.audit(actor, "change_paper", "paper", serde_json::json!({ "settings": changed }));
    for setting in ["desks_publish", "own_approval"] {
        if changed.iter().any(|key| *key == setting) && after.get(setting) == Some(&true.into()) {
            tx.rights_grew(actor, RightsGrowth::Setting, setting, None);
        }
    }
    save_paper(tx, paper).await
}

/// Stores `host` as the authority in the ids of feed items, if none is stored yet. If the paper moves later, the ids
/// stay the same and readers do not get old stories again. Names that are not public (localhost, IP addresses, names
/// without a dot) are not stored.
pub async fn keep_feed_authority(tx: &mut Tx, host: &str) -> Result<()> {
    let mut paper = load_paper(tx.db()).await?;
    if paper.feed_authority.is_none() && is_authority(host) {
        paper.feed_authority = Some(host.to_ascii_lowercase());
        save_paper(tx, &paper).await?;
    }
    Ok(())
}

/// Whether `name` is a DNS name that can belong to a paper.
fn is_authority(name: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let last = name.rsplit('.').next().unwrap_or_default();
    name.len() <= 253
        && name.contains('.')
        && name.split('.').all(is_label)
        && last.bytes().any(|byte| byte.is_ascii_alphabetic())
}

impl Paper {
    /// The present day in the zone of the paper.
    pub fn today(&self, now: Timestamp) -> NaiveDate {
        now.day_in(self.zone)
    }
}

/// The settings that affect rights.
pub async fn house(db: &impl Source) -> Result<House> {
    Ok(load_paper(db).await?.house())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feed_s_name_is_a_public_one() {
        for name in ["paper.example", "www.xn--mgbh0fb.xn--mgbai9azgqp6j", "a-b.c.d"] {
            assert!(is_authority(name), "{name}");
        }
        for name in
            ["", "localhost", "127.0.0.1", "[::1]", "::1", "a..b", ".a.b", "a.b.", "-a.b", "a b.c", "a_b.c", "server1"]
        {
            assert!(!is_authority(name), "{name}");
        }
    }

    #[test]
    fn issues_count_days_from_a_known_one() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let paper = Paper { issue: Some(IssueNumbering { day: day("2016-09-03"), number: 4218 }), ..Paper::default() };
        assert_eq!(paper.issue_number(day("2016-09-04")), Some(4219));
        assert_eq!(paper.issue_number(day("1990-01-01")), None, "before the first issue there is no number");
        assert_eq!(Paper::default().issue_number(day("2016-09-04")), None);
    }

    #[test]
    fn a_setting_is_set_by_name_and_refused_with_its_reason() {
        let mut paper = Paper::default();
        paper.set("months", "maghrebi".into()).unwrap();
        assert_eq!(paper.months, MonthNames::Maghrebi);
        assert!(paper.set("months", "klingon".into()).unwrap_err().starts_with("months:"));
        assert!(paper.set("hijri_offset", 3.into()).unwrap_err().contains("-2 to 2"));
        assert!(paper.set("colour", "red".into()).unwrap_err().contains("there are:"));
        assert_eq!(paper.months, MonthNames::Maghrebi, "a refused change changes nothing");
    }
}
