//! Bans of readers: by address block, e-mail address, or a pattern of names and addresses.
//!
//! A banned reader is told so, with the end of the ban. A block is stored as the keyed hash that comments have, so that
//! nobody can read an IP address here. Such a ban lasts at most 30 days, because the block may belong to somebody else
//! later.

use arabic::normalize;
use rules::Actor;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Cond, Expr, ExprTrait, Order, Query};
use serde_json::json;
use store::clock::Timestamp;
use store::id::PublicId;
use store::source::Source;

use super::{READER_SECONDS, allow_everywhere};
use crate::base::error::{Error, Result};
use crate::base::texts::refuse_long;
use crate::base::tx::Tx;
use crate::base::worded::worded;
use crate::people::staff;

/// Characters of a pattern and of a note.
pub const BAN_CHARS_MAX: usize = 200;
/// Seconds of a ban with an end, at most.
pub const BAN_SECONDS_MAX: i64 = 365 * 86_400;
/// Bans in force at once; each comment is compared with all of them.
const BANS_MAX: usize = 5_000;

/// The kind of a ban.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum BanKind {
    /// The address block of a comment.
    Block,
    /// An e-mail address.
    Email,
    /// A pattern for names and e-mail addresses, with `*` for any text: `*@spam.example`.
    Pattern,
}

worded!(BanKind);

/// A ban.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ban {
    /// Internal id.
    pub id: i64,
    /// Its kind.
    pub kind: BanKind,
    /// The hash, address or pattern.
    pub(crate) value: String,
    /// Its end; `None` for a ban without end.
    pub until: Option<Timestamp>,
    /// When it was made.
    pub made_at: Timestamp,
    /// The moderator.
    pub made_by: Option<i64>,
    /// The reason, for colleagues.
    pub note: String,
    /// The comment that was the reason.
    pub about: Option<PublicId>,
}

impl Ban {
    /// The address or pattern, for moderators; `None` for a block.
    pub fn shown(&self) -> Option<&str> {
        (self.kind != BanKind::Block).then_some(&self.value)
    }
}

/// The bans in force, for checking comments.
pub(crate) struct Bans(Vec<Ban>);

impl Bans {
    pub async fn in_force(db: &impl Source, now: Timestamp) -> Result<Self> {
        Ok(Self(bans(db, now).await?))
    }

    /// The first ban that applies.
    pub fn hit(&self, block: &str, email: Option<&str>, name: &str) -> Option<&Ban> {
        let name = normalize::key(name);
        self.0.iter().find(|ban| match ban.kind {
            BanKind::Block => ban.value == block,
            BanKind::Email => email == Some(&*ban.value),
            BanKind::Pattern => {
                email.is_some_and(|email| fits(&ban.value, email))
                    || !name.is_empty() && fits(&normalize::key(&ban.value), &name)
            }
        })
    }
}

impl Bans {
    /// Refuses with [`Error::Banned`] if a ban applies to one of these blocks, the address or the name.
    pub fn refuse(&self, blocks: &[&str], email: Option<&str>, name: &str) -> Result<()> {
        let hits = blocks.iter().filter_map(|block| self.hit(block, email, name));
        // Reports the longest ban; one without end is the longest.
        let longest = hits.max_by_key(|ban| ban.until.map_or(i64::MAX, |until| until.0));
        longest.map_or(Ok(()), |ban| Err(Error::Banned { until: ban.until }))
    }
}

/// Whether `pattern` matches `text`; `*` matches any text.
fn fits(pattern: &str, text: &str) -> bool {
    let (mut rest, mut pieces) = (text, pattern.split('*'));
    let Some(first) = pieces.next() else { return false };
    let Some(after) = rest.strip_prefix(first) else { return false };
    rest = after;
    let pieces: Vec<&str> = pieces.collect();
    let Some((last, middle)) = pieces.split_last() else { return rest.is_empty() };
    for piece in middle {
        match rest.find(piece) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// The bans in force at `now`, newest first.
pub async fn bans(db: &impl Source, now: Timestamp) -> Result<Vec<Ban>> {
    let query = Query::select()
        .columns(["id", "kind", "value", "until", "made_at", "made_by", "note", "about"])
        .from("comment_bans")
        .and_where(Expr::col("lifted_at").is_null())
        .cond_where(Cond::any().add(Expr::col("until").is_null()).add(Expr::col("until").gt(now.0)))
        .order_by("id", Order::Desc)
        .limit(BANS_MAX as u64)
        .to_owned();
    let one = |row: store::row::Row| {
        let mut row = row.columns();
        let id = row.take()?;
        let kind: String = row.take()?;
        Ok(Ban {
            id,
            kind: BanKind::from_word(&kind).ok_or_else(|| Error::damaged(format!("ban {id}: {kind}")))?,
            value: row.take()?,
            until: row.take::<Option<i64>>()?.map(Timestamp),
            made_at: Timestamp(row.take()?),
            made_by: row.take()?,
            note: row.take()?,
            about: row.take::<Option<String>>()?.map(|id| id.parse().map_err(Error::damaged)).transpose()?,
        })
    };
    db.rows(&query).await?.into_iter().map(one).collect()
}

/// Bans the author of the comment `about` by block or e-mail address, or everybody who matches `pattern`, for `seconds`
/// or without end. Returns the ban's id.
///
/// Refuses with [`Error::NotFound`] if the comment no longer has the hash or address, with [`Error::BadTime`] a ban
/// longer than a year (or, for a block, longer than 30 days or without end), and with [`Error::WordsMissing`] a pattern
/// that would match everybody.
pub async fn ban(
    tx: &mut Tx,
    actor: &Actor,
    kind: BanKind,
    about: Option<&PublicId>,
    pattern: &str,
    seconds: Option<i64>,
    note: &str,
) -> Result<i64> {
    allow_everywhere(actor)?;
    let longest = if kind == BanKind::Block { READER_SECONDS } else { BAN_SECONDS_MAX };
    let lasts = |seconds: i64| (1..=longest).contains(&seconds);
    if !seconds.map_or(kind != BanKind::Block, lasts) {
        return Err(Error::BadTime { text: format!("{} s", seconds.unwrap_or(0)) });
    }
    refuse_long([("pattern", pattern, BAN_CHARS_MAX), ("note", note, BAN_CHARS_MAX)])?;
    let comment = match about {
        Some(id) => Some(super::comment(tx.db(), id).await?),
        None => None,
    };
    let gone = || Error::not_found("comment's", kind.word());
    let value = match kind {
        BanKind::Block => comment.as_ref().and_then(|comment| comment.block.clone()).ok_or_else(gone)?,
        BanKind::Email => match comment.as_ref().and_then(|comment| comment.email.clone()) {
            Some(email) => email,
            None => staff::normal_email(pattern).ok_or_else(gone)?,
        },
        BanKind::Pattern => {
            let pattern = normalize::tidy(pattern).to_lowercase();
            // The pattern must have at least two letters or digits.
            if pattern.chars().filter(|c| c.is_alphanumeric()).count() < 2 {
                return Err(Error::WordsMissing);
            }
            pattern
        }
    };
    if bans(tx.db(), tx.now()).await?.len() >= BANS_MAX {
        return Err(Error::TooLong { field: "bans", length: BANS_MAX + 1, limit: BANS_MAX });
    }
    let until = seconds.map(|seconds| tx.now().plus_seconds(seconds).0);
    let insert = Query::insert()
        .into_table("comment_bans")
        .columns(["kind", "value", "until", "made_at", "made_by", "note", "about"])
        .values_panic([
            kind.word().into(),
            value.into(),
            until.into(),
            tx.now().0.into(),
            actor.person_id().into(),
            normalize::tidy(note).into(),
            about.map(PublicId::to_string).into(),
        ])
        .returning_col("id")
        .to_owned();
    let row = tx.db().query_one(&insert).await?.ok_or_else(|| Error::damaged("a ban without its row"))?;
    let id: i64 = row.try_get("", "id")?;
    tx.audit(
        actor,
        "ban_reader",
        format!("ban/{id}"),
        json!({ "kind": kind.word(), "until": until, "comment": about }),
    );
    Ok(id)
}

/// Ends a ban; does nothing if it has ended.
pub async fn lift_ban(tx: &mut Tx, actor: &Actor, id: i64) -> Result<()> {
    allow_everywhere(actor)?;
    let lift = Query::update()
        .table("comment_bans")
        .value("lifted_at", tx.now().0)
        .and_where(Expr::col("id").eq(id))
        .and_where(Expr::col("lifted_at").is_null())
        .to_owned();
    if tx.db().execute(&lift).await?.rows_affected() > 0 {
        tx.audit(actor, "lift_ban", format!("ban/{id}"), json!({}));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_star_stands_for_anything() {
        for (pattern, text) in [
            ("*@spam.example", "a@spam.example"),
            ("buy*now", "buy it now"),
            ("*casino*", "best casino here"),
            ("same", "same"),
            ("a*", "a"),
        ] {
            assert!(fits(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in
            [("*@spam.example", "a@spam.example.org"), ("same", "same more"), ("buy*now", "buy"), ("ab*ba", "aba")]
        {
            assert!(!fits(pattern, text), "{pattern} {text}");
        }
    }
}
