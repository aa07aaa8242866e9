//! What a picture may be used for: its owner and terms, the languages of the paper, and the last day. A picture that was
//! withdrawn may not be used at all.

use std::collections::HashMap;

use arabic::Language;
use chrono::NaiveDate;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use store::clock::Timestamp;
use store::source::Source;

pub use crate::base::barred::Bar;

use crate::base::error::{Error, Result};
use crate::base::tx::Tx;
use crate::paper::languages::language_from;

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

/// The columns of what the desk writes down.
pub(crate) const TERMS: [&str; 4] = ["owner", "terms", "languages", "last_day"];

/// Writes down owner, terms, languages and last day; `over` says what happens if the picture has rights already.
pub(crate) async fn put_terms(tx: &Tx, picture: i64, rights: &PictureRights, over: OnConflict) -> Result<()> {
    let put = Query::insert()
        .into_table("picture_rights")
        .columns(["picture_id"].into_iter().chain(TERMS))
        .values_panic([
            picture.into(),
            rights.owner.as_str().into(),
            rights.terms.as_str().into(),
            rights.language_codes().into(),
            rights.last_day.map(|day| day.to_string()).into(),
        ])
        .on_conflict(over)
        .to_owned();
    tx.db().execute(&put).await?;
    Ok(())
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
