//! What a picture may be used for: its owner and terms, the languages of the paper, and the last day. A picture that was
//! withdrawn may not be used at all.

use std::collections::{HashMap, HashSet};

use arabic::Language;
use chrono::NaiveDate;
use rules::Live;
use sea_orm::ColumnTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use store::clock::Timestamp;
use store::source::{self, Source};

pub use crate::base::barred::Bar;

use crate::base::entity::picture;
use crate::base::error::{Error, Result};
use crate::base::tx::Tx;
use crate::paper::languages::language_from;
use crate::stories::content::Content;
use crate::stories::model::Story;
use crate::stories::pictures::{self, Picture, pictures_in};
use crate::stories::versions;

/// Days before the last one on which the end of the rights is near.
const NEAR_DAYS: i64 = 7;

/// The rights of a picture.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PictureRights {
    /// Who owns it; empty if nobody wrote it down.
    pub owner: String,
    /// What it may be used for, in words.
    pub terms: String,
    /// The languages of the paper in which it may be used; empty for all.
    pub languages: Vec<Language>,
    /// The last day on which it may be used; `None` for ever.
    pub last_day: Option<NaiveDate>,
    /// Since when it may not be used at all.
    pub withdrawn: Option<Withdrawn>,
    /// The picture by which it was replaced, by internal id.
    pub replaced_by: Option<i64>,
}

/// That a picture was withdrawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawn {
    /// When.
    pub at: Timestamp,
    /// By whom, by internal id.
    pub by: Option<i64>,
    /// Why.
    pub reason: String,
}

/// How far a picture may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Without a limit in time that is near.
    Free,
    /// For so many days after today.
    EndsIn(i64),
    /// Not at all.
    Barred(Bar),
}

impl PictureRights {
    /// The codes of its languages with spaces between them, as they are stored.
    pub(crate) fn language_codes(&self) -> String {
        self.languages.iter().map(|language| language.code()).collect::<Vec<_>>().join(" ")
    }

    /// Why it may not be used in a story in `language` on `today`; `None` if it may.
    pub fn bar(&self, language: Language, today: NaiveDate) -> Option<Bar> {
        let ended = self.last_day.filter(|last| *last < today);
        match (&self.withdrawn, ended) {
            (Some(_), _) => Some(Bar::Withdrawn),
            (None, Some(last)) => Some(Bar::Ended(last)),
            (None, None) if !self.languages.is_empty() && !self.languages.contains(&language) => {
                Some(Bar::Language(language))
            }
            (None, None) => None,
        }
    }

    /// How far it may be used on `today`, in the languages in which it may.
    pub fn standing(&self, today: NaiveDate) -> Standing {
        let language = self.languages.first().copied().unwrap_or(Language::Arabic);
        let left = self.last_day.map(|last| (last - today).num_days());
        match (self.bar(language, today), left) {
            (Some(bar), _) => Standing::Barred(bar),
            (None, Some(days)) if days <= NEAR_DAYS => Standing::EndsIn(days),
            (None, _) => Standing::Free,
        }
    }
}

/// The last day of those rights whose end is near on `today`.
pub(crate) fn near_end(today: NaiveDate) -> NaiveDate {
    today.checked_add_days(chrono::Days::new(NEAR_DAYS.unsigned_abs())).unwrap_or(today)
}

/// The rights of these originals, by internal id. One without a limit may be left out.
pub async fn rights_of(db: &impl Source, originals: &[i64]) -> Result<HashMap<i64, PictureRights>> {
    let query = Query::select()
        .columns(["picture_id", "owner", "terms", "languages", "last_day"])
        .columns(["withdrawn_at", "withdrawn_by", "reason", "replaced_by"])
        .from("picture_rights")
        .and_where(Expr::col("picture_id").is_in(originals.iter().copied()))
        .to_owned();
    let mut rights = HashMap::new();
    for row in db.rows(&query).await? {
        let mut row = row.columns();
        let (id, owner, terms): (i64, String, String) = (row.take()?, row.take()?, row.take()?);
        let (languages, last_day): (String, Option<String>) = (row.take()?, row.take()?);
        let (at, by, reason): (Option<i64>, Option<i64>, String) = (row.take()?, row.take()?, row.take()?);
        let replaced_by: Option<i64> = row.take()?;
        let languages = languages.split_whitespace().map(language_from).collect::<Result<_>>()?;
        let last_day = last_day.map(|day| day.parse().map_err(Error::damaged)).transpose()?;
        let withdrawn = at.map(|at| Withdrawn { at: Timestamp(at), by, reason });
        rights.insert(id, PictureRights { owner, terms, languages, last_day, withdrawn, replaced_by });
    }
    Ok(rights)
}

/// The pictures of `content` that may not be used in it on `today`, with the reasons, in no order.
pub async fn barred_pictures(db: &impl Source, content: &Content, today: NaiveDate) -> Result<Vec<(Picture, Bar)>> {
    let (lead, in_text) = (content.lead.as_ref().and_then(|lead| lead.picture_id), pictures_in(&content.body));
    if lead.is_none() && in_text.is_empty() {
        return Ok(Vec::new());
    }
    let of_content =
        sea_orm::Condition::any().add(picture::Column::Id.is_in(lead)).add(picture::Column::PublicId.is_in(&in_text));
    let mut query = source::rows_of::<picture::Model>();
    let rows: Vec<picture::Model> = source::each(db, query.cond_where(of_content)).await?;
    let originals: Vec<i64> = rows.iter().map(|row| row.original_id.unwrap_or(row.id)).collect();
    let rights = rights_of(db, &originals).await?;
    let mut barred = Vec::new();
    for row in rows {
        let rights = rights.get(&row.original_id.unwrap_or(row.id));
        if let Some(bar) = rights.and_then(|rights| rights.bar(content.language, today)) {
            barred.push((pictures::read(row)?, bar));
        }
    }
    Ok(barred)
}

/// Refuses with [`Error::PictureBarred`] a content of `story` with a picture that may not be used on `today`. Pictures
/// that readers see in the story already do not count unless they were withdrawn: the rest of it can still be corrected.
pub(crate) async fn check(tx: &Tx, story: &Story, content: &Content, today: NaiveDate) -> Result<()> {
    let barred = barred_pictures(tx.db(), content, today).await?;
    if barred.is_empty() {
        return Ok(());
    }
    let live = match story.live_version.filter(|_| story.live == Live::Published) {
        Some(live) => Some(versions::version(tx.db(), live).await?.content),
        None => None,
    };
    let shown: HashSet<String> =
        live.as_ref().map(|live| pictures_in(&live.body).into_iter().collect()).unwrap_or_default();
    let leads = live.as_ref().and_then(|live| live.lead.as_ref()?.picture_id);
    let is_shown = |picture: &Picture| leads == Some(picture.id) || shown.contains(picture.public_id.as_str());
    match barred.into_iter().find(|(picture, bar)| *bar == Bar::Withdrawn || !is_shown(picture)) {
        Some((picture, why)) => Err(Error::PictureBarred { picture: picture.public_id, why }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rights_end_with_their_last_day() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let rights = PictureRights { last_day: Some(day("2016-09-10")), ..PictureRights::default() };
        let standings =
            ["2016-09-01", "2016-09-03", "2016-09-10", "2016-09-11"].map(|today| rights.standing(day(today)));
        let ended = Standing::Barred(Bar::Ended(day("2016-09-10")));
        assert_eq!(standings, [Standing::Free, Standing::EndsIn(7), Standing::EndsIn(0), ended]);
        let french = PictureRights { languages: vec![Language::French], ..PictureRights::default() };
        assert_eq!(french.bar(Language::French, day("2016-09-03")), None);
        assert_eq!(french.bar(Language::Arabic, day("2016-09-03")), Some(Bar::Language(Language::Arabic)));
        assert_eq!(french.standing(day("2016-09-03")), Standing::Free);
    }
}
