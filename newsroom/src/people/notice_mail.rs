//! Notices by mail: which of them a person wants, and when they are sent.
//!
//! The mail of a notice is a job written in the notice's own transaction and done [`NOTICE_GRACE_SECONDS`] later; a
//! digest is a daily job. The content is decided when the mail is made: nothing that was seen at the desk meanwhile,
//! nothing about a story that the person may no longer see, and nothing to a person whose account is closed or who
//! never had access.

use rules::Actor;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Order, Query};
use serde_json::json;
use store::jobs::{self, NewJob, When};
use store::source::Source;

use crate::base::error::{Error, Result};
use crate::base::jobs::{Kind, MailJob, Mark, leave_mail, leave_mail_for};
use crate::base::tx::Tx;
use crate::base::worded::worded;
use crate::paper::settings::load_paper;
use crate::people::notices::{self};
use crate::people::staff::{self};

/// Seconds between a notice and its mail: people at the desk see the notice there first and get no mail.
pub const NOTICE_GRACE_SECONDS: i64 = 120;
/// The default hour of a digest.
const USUAL_HOUR: i8 = 8;
/// Acts that ask something of the person: a story came back, was assigned to them, could not be published, a colleague
/// asks for help; and all acts by which rights grow.
const ASKING: &[&str] = &[
    "send_back",
    "assign",
    "give_up",
    "mention",
    "schedule_dropped",
    "schedule_lapses",
    "arrangement_skipped",
    "arrangement_partly",
    "arrangement_failed",
    "arrangement_lapses",
    "rights_roles",
    "rights_invited",
    "rights_came",
    "rights_reopened",
    "rights_door",
    "rights_first_link",
    "rights_first",
    "rights_setting",
    "rights_section",
];

/// Which notices are mailed, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, strum::EnumString, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum NoticeWay {
    /// Those that ask something of the person, at once. The default.
    #[default]
    Asking,
    /// All, at once.
    AtOnce,
    /// All that were not seen, once a day.
    Daily,
    /// None.
    Never,
}

worded!(NoticeWay);

impl NoticeWay {
    /// Whether a notice of `act` is mailed at once.
    fn sends_at_once(self, act: &str) -> bool {
        match self {
            Self::Asking => ASKING.contains(&act),
            Self::AtOnce => true,
            Self::Daily | Self::Never => false,
        }
    }
}

/// The choice of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoticeMail {
    /// Which notices, and when.
    pub way: NoticeWay,
    /// The hour of the digest in the zone of the paper, 0 to 23.
    pub hour: i8,
}

impl Default for NoticeMail {
    fn default() -> Self {
        Self { way: NoticeWay::default(), hour: USUAL_HOUR }
    }
}

/// The choice of a person, or the default.
pub async fn notice_mail_of(db: &impl Source, person: i64) -> Result<NoticeMail> {
    let query = Query::select()
        .columns(["way", "hour"])
        .from("notice_mail")
        .and_where(Expr::col("person_id").eq(person))
        .to_owned();
    let Some(row) = db.rows(&query).await?.into_iter().next() else { return Ok(NoticeMail::default()) };
    let mut row = row.columns();
    let (word, hour): (String, i64) = (row.take()?, row.take()?);
    let way = NoticeWay::from_word(&word).ok_or_else(|| Error::damaged(format!("notices go no way {word:?}")))?;
    Ok(NoticeMail { way, hour: i8::try_from(hour).map_err(Error::damaged)? })
}

/// Stores the choice of the actor. A digest covers notices that come from now on.
pub async fn set_notice_mail(tx: &mut Tx, actor: &Actor, chosen: NoticeMail) -> Result<()> {
    let person = staff::person(tx.db(), staff::own_id(actor)?).await?;
    if !(0..=23).contains(&chosen.hour) {
        return Err(Error::BadTime { text: format!("{}:00", chosen.hour) });
    }
    let put = Query::insert()
        .into_table("notice_mail")
        .columns(["person_id", "way", "hour"])
        .values_panic([person.id.into(), chosen.way.word().into(), i64::from(chosen.hour).into()])
        .on_conflict(OnConflict::column("person_id").update_columns(["way", "hour"]).to_owned())
        .to_owned();
    tx.db().execute(&put).await?;
    let kind = Kind::Digest.word();
    match chosen.way {
        NoticeWay::Daily => {
            let mark = match jobs::waiting_about(tx.db(), kind, Some(person.id)).await? {
                Some(job) => Mark::of(&job)?,
                None => Mark(newest(tx.db(), person.id).await?),
            };
            let zone = load_paper(tx.db()).await?.zone;
            let when = When::daily(tx.now(), zone.name(), chosen.hour)?;
            let data = mark.text();
            let job = NewJob { kind, about: Some(person.id), data: &data, made_by: Some(person.id), when };
            jobs::set(tx.db(), &job, tx.now()).await?;
        }
        _ => jobs::call_off_about(tx.db(), kind, Some(person.id)).await?,
    }
    let details = json!({ "way": chosen.way.word(), "hour": chosen.hour });
    tx.audit(actor, "notice_mail_change", person.subject(), details);
    Ok(())
}

/// Adds the mail job of a notice, if it is to be mailed at once.
pub(crate) async fn post(tx: &mut Tx, person: i64, notice: i64, act: &str) -> Result<()> {
    if !tx.mails() || !notice_mail_of(tx.db(), person).await?.way.sends_at_once(act) {
        return Ok(());
    }
    let due = tx.now().plus_seconds(NOTICE_GRACE_SECONDS);
    leave_mail_for(tx, &MailJob::Notice { notice }, due).await?;
    Ok(())
}

/// Adds the mail job of a person's digest: the unseen notices after `mark`, if there are any. Returns the new mark.
pub(crate) async fn digest(tx: &mut Tx, person: i64, mark: i64) -> Result<i64> {
    if !tx.mails() {
        return Ok(mark);
    }
    let waiting = Query::select()
        .column("id")
        .from("notifications")
        .and_where(Expr::col("person_id").eq(person))
        .and_where(Expr::col("id").gt(mark))
        .and_where(Expr::col("read_at").is_null())
        .order_by("id", Order::Desc)
        .limit(1)
        .to_owned();
    let Some(row) = tx.db().rows(&waiting).await?.into_iter().next() else { return Ok(mark) };
    let up_to: i64 = row.columns().take()?;
    leave_mail(tx, &MailJob::Digest { person, after: mark, up_to }).await?;
    Ok(up_to)
}

async fn newest(db: &impl Source, person: i64) -> Result<i64> {
    Ok(notices::notices_of(db, person, None, 1).await?.first().map_or(0, |notice| notice.id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_asks_something_goes_out_until_somebody_chooses() {
        assert_eq!(NoticeMail::default(), NoticeMail { way: NoticeWay::Asking, hour: 8 });
        for (act, asks) in [
            ("send_back", true),
            ("assign", true),
            ("give_up", true),
            ("mention", true),
            ("reply", false),
            ("submit", false),
            ("kill", false),
        ] {
            let at_once: Vec<bool> = NoticeWay::ALL.iter().map(|way| way.sends_at_once(act)).collect();
            assert_eq!(at_once, [asks, true, false, false], "{act}");
        }
        for way in NoticeWay::ALL {
            assert_eq!(NoticeWay::from_word(way.word()), Some(*way));
        }
    }
}
