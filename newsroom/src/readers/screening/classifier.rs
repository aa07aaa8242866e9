//! A naive Bayes classifier for comments, trained by the moderators' decisions, which can explain its results.
//!
//! Nothing is pre-trained: a paper learns only from the comments that its own moderators accept and reject. A comment
//! is the set of its folded words, its pairs of words, and a few features (a link, a number, capitals, repeated
//! letters, length). The database stores for each token how many accepted and how many rejected comments had it. The
//! weight of a token is the logarithm of how much more often rejected comments have it. The weights of a comment are
//! added to the prior odds of a rejection and converted to a probability. Only the [`HEAVIEST`] tokens count, so that
//! length alone is no evidence. With fewer than [`DECISIONS_MIN`] decisions of each kind there is no result.
//!
//! Personal data: words with digits or @ are left out, and only a digest of each word is stored. The words shown to a
//! moderator as reasons are taken from the comment in question. [`unlearn`] reverses the training with a comment
//! exactly. Rare tokens are deleted when there are more than [`TOKENS_MAX`].

use std::collections::{BTreeMap, HashMap};

use arabic::evasion;
use arabic::links::{LinkKind, links};
use rules::{Action, Actor, House};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sha2::{Digest, Sha256};
use store::source::Source;

use crate::base::error::{Error, Result};
use crate::base::tx::Tx;

/// Decisions of each kind required for a result.
pub const DECISIONS_MIN: i64 = 50;
/// Tokens of one comment that are used.
pub const TOKENS_OF_ONE_MAX: usize = 300;
/// Rows of the table of tokens.
pub const TOKENS_MAX: i64 = 60_000;
/// The number of heaviest tokens that are used for the result.
const HEAVIEST: usize = 24;
/// The number of heaviest tokens that are shown.
const SHOWN: usize = 4;
/// Known tokens required for a result.
const KNOWN_MIN: usize = 3;
/// Added to every count, so that unseen tokens do not have probability 0.
const SMOOTHING: f64 = 0.5;
/// The largest weight of one token.
const WEIGHT_MAX: f64 = 3.0;
/// The length of words that are used, in letters.
const WORD_LETTERS: std::ops::RangeInclusive<usize> = 2..=24;
/// The table is trimmed every so many decisions.
const TRIM_EVERY: i64 = 200;
/// Letters of a short comment at most, and of a long one at least.
const SHORT: usize = 20;
const LONG: usize = 600;

/// A token of a comment.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Token {
    /// The word, two words separated by a space, or the name of a feature.
    pub word: String,
    /// Whether it is a feature.
    pub is_feature: bool,
}

impl Token {
    /// Its key in the database.
    fn digest(&self) -> i64 {
        let mut sha = Sha256::new();
        sha.update([u8::from(self.is_feature)]);
        sha.update(self.word.as_bytes());
        let bytes = sha.finalize();
        i64::from_be_bytes(std::array::from_fn(|at| bytes[at]))
    }
}

/// The names of features.
pub const FEATURES: [&str; 7] = ["link", "phone", "capitals", "repeats", "short", "long", "marks"];

/// The tokens of a text, each once, in their order.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: BTreeMap<Token, usize> = BTreeMap::new();
    let mut add = |word: String, is_feature: bool| {
        let place = tokens.len();
        if place < TOKENS_OF_ONE_MAX {
            tokens.entry(Token { word, is_feature }).or_insert(place);
        }
    };
    for name in features(text) {
        add(name.to_owned(), true);
    }
    // An address counts as a feature; its parts, and those of an e-mail address, are not used as words.
    let own: String = text
        .split_whitespace()
        .filter(|word| !word.contains('@') && !word.contains("//"))
        .collect::<Vec<_>>()
        .join(" ");
    let mut before: Option<String> = None;
    for word in evasion::key(&own).split(' ') {
        let word = twice_at_most(word);
        let counts = WORD_LETTERS.contains(&word.chars().count()) && !word.chars().any(|c| c.is_numeric());
        if !counts {
            before = None;
            continue;
        }
        if let Some(before) = before {
            add(format!("{before} {word}"), false);
        }
        add(word.clone(), false);
        before = Some(word);
    }
    let mut all: Vec<(Token, usize)> = tokens.into_iter().collect();
    all.sort_by_key(|(_, place)| *place);
    all.into_iter().map(|(token, _)| token).collect()
}

/// Shortens a run of the same letter to two.
fn twice_at_most(word: &str) -> String {
    let mut out: Vec<char> = Vec::new();
    for c in word.chars() {
        if !(out.len() > 1 && out.ends_with(&[c, c])) {
            out.push(c);
        }
    }
    out.into_iter().collect()
}

fn features(text: &str) -> Vec<&'static str> {
    let found = links(text);
    let letters: Vec<char> = text.chars().filter(|c| c.is_alphabetic()).collect();
    let cased = letters.iter().filter(|c| c.is_lowercase() || c.is_uppercase()).count();
    let capitals = letters.iter().filter(|c| c.is_uppercase()).count();
    let chars: Vec<char> = text.chars().collect();
    let repeats = chars.windows(4).any(|four| four[0].is_alphabetic() && four.iter().all(|c| *c == four[0]));
    let marks = chars.windows(3).any(|three| three.iter().all(|c| matches!(c, '!' | '?' | '؟')));
    let all = [
        found.iter().any(|link| link.kind != LinkKind::Phone),
        found.iter().any(|link| link.kind == LinkKind::Phone),
        cased > 12 && capitals * 3 > cased * 2,
        repeats,
        letters.len() < SHORT,
        letters.len() > LONG,
        marks,
    ];
    FEATURES.into_iter().zip(all).filter(|(_, has)| *has).map(|(name, _)| name).collect()
}

/// A token with its weight: above 0 for rejected comments, below for accepted ones.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighed {
    /// The token.
    pub token: Token,
    /// Its weight, a natural logarithm.
    pub weight: f64,
}

/// The result for a comment.
#[derive(Debug, Clone, PartialEq)]
pub struct Opinion {
    /// The probability of a rejection, 0 to 1.
    pub probability: f64,
    /// The heaviest tokens, heaviest first.
    pub heaviest: Vec<Weighed>,
}

/// The counts for judging a comment.
#[derive(Debug, Clone, Default)]
pub struct Counts {
    /// Accepted comments.
    pub ok: i64,
    /// Rejected comments.
    pub bad: i64,
    /// For each token, by digest: the numbers of accepted and rejected comments that have it.
    by_token: HashMap<i64, (i64, i64)>,
}

impl Counts {
    /// Reads the counts of these tokens in one query.
    pub async fn read(db: &impl Source, tokens: &[Token]) -> Result<Self> {
        let mut counts = Self::default();
        let totals = Query::select()
            .columns(["ok_count", "bad_count"])
            .from("screen_head")
            .and_where(Expr::col("id").eq(1))
            .take();
        if let Some(row) = db.rows(&totals).await?.into_iter().next() {
            let mut columns = row.columns();
            (counts.ok, counts.bad) = (columns.take()?, columns.take()?);
        }
        if !counts.are_enough() || tokens.is_empty() {
            return Ok(counts);
        }
        let query = Query::select()
            .columns(["token", "ok_count", "bad_count"])
            .from("screen_tokens")
            .and_where(Expr::col("token").is_in(tokens.iter().map(Token::digest)))
            .take();
        for row in db.rows(&query).await? {
            let mut columns = row.columns();
            let token: i64 = columns.take()?;
            counts.by_token.insert(token, (columns.take()?, columns.take()?));
        }
        Ok(counts)
    }

    fn are_enough(&self) -> bool {
        self.ok >= DECISIONS_MIN && self.bad >= DECISIONS_MIN
    }

    /// The result for a comment with these tokens; `None` with too few decisions or too few known tokens.
    pub fn opinion(&self, tokens: &[Token]) -> Option<Opinion> {
        if !self.are_enough() {
            return None;
        }
        let share = |count: i64, all: i64| (count as f64 + SMOOTHING) / (all as f64 + 2.0 * SMOOTHING);
        let mut weighed: Vec<Weighed> = tokens
            .iter()
            .filter_map(|token| {
                let (ok, bad) = *self.by_token.get(&token.digest())?;
                // A token that occurred only once is no evidence.
                if ok + bad < 2 {
                    return None;
                }
                let weight = (share(bad, self.bad) / share(ok, self.ok)).ln().clamp(-WEIGHT_MAX, WEIGHT_MAX);
                Some(Weighed { token: token.clone(), weight })
            })
            .collect();
        if weighed.len() < KNOWN_MIN {
            return None;
        }
        weighed.sort_by(|one, other| {
            other.weight.abs().total_cmp(&one.weight.abs()).then_with(|| one.token.cmp(&other.token))
        });
        weighed.truncate(HEAVIEST);
        let odds = (self.bad as f64 / self.ok as f64).ln() + weighed.iter().map(|one| one.weight).sum::<f64>();
        weighed.truncate(SHOWN);
        Some(Opinion { probability: 1.0 / (1.0 + (-odds).exp()), heaviest: weighed })
    }
}

/// Learns from a moderator's decision: `good` if the comment was accepted. The calling act has checked the right for
/// the story; this refuses only actors who moderate nothing at all.
pub async fn learn(tx: &mut Tx, actor: &Actor, text: &str, good: bool) -> Result<()> {
    moderates(actor)?;
    count(tx, good, 1).await?;
    let tokens = digests(text);
    let (ok, bad) = if good { (1_i64, 0_i64) } else { (0, 1) };
    for token in &tokens {
        let column = if good { "ok_count" } else { "bad_count" };
        let insert = Query::insert()
            .into_table("screen_tokens")
            .columns(["token", "ok_count", "bad_count"])
            .values_panic([(*token).into(), ok.into(), bad.into()])
            .on_conflict(
                OnConflict::column("token").value(column, Expr::col(("screen_tokens", column)).add(1)).to_owned(),
            )
            .to_owned();
        tx.db().execute(&insert).await?;
    }
    let decided = decisions(tx.db()).await?;
    if (decided.0 + decided.1) % TRIM_EVERY == 0 {
        trim(tx).await?;
    }
    Ok(())
}

/// Reverses learning from a text, because a decision was undone or the comment was erased. The counts are then as
/// before, except for tokens that were trimmed meanwhile.
pub async fn unlearn(tx: &mut Tx, actor: &Actor, text: &str, good: bool) -> Result<()> {
    moderates(actor)?;
    unlearn_unchecked(tx, text, good).await
}

/// Like [`unlearn`], for acts that have checked the right: a reader may edit or erase a comment.
pub(crate) async fn unlearn_unchecked(tx: &mut Tx, text: &str, good: bool) -> Result<()> {
    count(tx, good, -1).await?;
    let tokens = digests(text);
    if tokens.is_empty() {
        return Ok(());
    }
    let column = if good { "ok_count" } else { "bad_count" };
    let less = Query::update()
        .table("screen_tokens")
        .value(column, Expr::col(column).sub(1))
        .and_where(Expr::col("token").is_in(tokens.iter().copied()))
        .and_where(Expr::col(column).gt(0))
        .to_owned();
    tx.db().execute(&less).await?;
    let gone = Query::delete()
        .from_table("screen_tokens")
        .and_where(Expr::col("token").is_in(tokens.iter().copied()))
        .and_where(Expr::col("ok_count").eq(0))
        .and_where(Expr::col("bad_count").eq(0))
        .to_owned();
    tx.db().execute(&gone).await?;
    Ok(())
}

/// The numbers of accepted and rejected comments learned from.
pub async fn decisions(db: &impl Source) -> Result<(i64, i64)> {
    let counts = Counts::read(db, &[]).await?;
    Ok((counts.ok, counts.bad))
}

fn moderates(actor: &Actor) -> Result<()> {
    let action = Action::Moderate;
    if actor.may_somewhere(action, House::default()) { Ok(()) } else { Err(Error::Forbidden { action }) }
}

/// Sorted, so that two decisions at the same time cannot deadlock.
fn digests(text: &str) -> Vec<i64> {
    let mut digests: Vec<i64> = tokens(text).iter().map(Token::digest).collect();
    digests.sort_unstable();
    digests.dedup();
    digests
}

/// Counts a decision; the lock on its row also serialises decisions.
async fn count(tx: &Tx, good: bool, by: i64) -> Result<()> {
    let column = if good { "ok_count" } else { "bad_count" };
    let mut update = Query::update();
    update.table("screen_head").value(column, Expr::col(column).add(by)).and_where(Expr::col("id").eq(1));
    if by < 0 {
        update.and_where(Expr::col(column).gt(0));
    }
    tx.db().execute(&update.to_owned()).await?;
    Ok(())
}

/// Deletes the rarest tokens while there are too many.
async fn trim(tx: &Tx) -> Result<()> {
    for rare in 1..=4_i64 {
        let count = Query::select().expr(Expr::col("token").count()).from("screen_tokens").take();
        let rows = match tx.db().rows(&count).await?.into_iter().next() {
            Some(row) => row.columns().take::<i64>()?,
            None => 0,
        };
        if rows <= TOKENS_MAX {
            break;
        }
        let drop = Query::delete()
            .from_table("screen_tokens")
            .and_where(Expr::col("ok_count").add(Expr::col("bad_count")).lte(rare))
            .to_owned();
        tx.db().execute(&drop).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokens(text).into_iter().filter(|token| !token.is_feature).map(|token| token.word).collect()
    }

    #[test]
    fn tokens_are_folded_words_and_pairs_without_what_may_name_somebody() {
        assert_eq!(words("زُرْ الملفَّ الشخصى"), ["زر", "زر الملف", "الملف", "الملف الشخصي", "الشخصي"]);
        assert_eq!(words("nabil77@example.com 0555123456 أبو22 ok"), ["ok"]);
        assert_eq!(words("جمييييل"), ["جمييل"]);
        let named: Vec<String> = tokens("CLICK HERE NOW AND WIN A PRIZE!!! www.a.com")
            .into_iter()
            .filter(|token| token.is_feature)
            .map(|token| token.word)
            .collect();
        assert_eq!(named, ["link", "capitals", "marks"]);
    }

    #[test]
    fn it_says_nothing_before_enough_was_decided() {
        let tokens = tokens("اربح المال من بيتك");
        let by_token = tokens.iter().map(|token| (token.digest(), (0, 40))).collect();
        let mut counts = Counts { ok: 49, bad: 60, by_token };
        assert_eq!(counts.opinion(&tokens), None);
        counts.ok = 50;
        let opinion = counts.opinion(&tokens).unwrap();
        assert!(opinion.probability > 0.95 && opinion.heaviest.len() == SHOWN, "{opinion:?}");
        assert!(opinion.heaviest.iter().all(|one| one.weight > 0.0));
        // Unknown words give no result.
        assert_eq!(counts.opinion(&super::tokens("كلام آخر تماما لا يعرفه")), None);
    }

    #[test]
    fn one_text_has_so_many_tokens_at_most() {
        let long: Vec<String> = (0..2_000)
            .map(|n| ["ا", "ب", "ج", "د", "ه"].map(|c| c.repeat(1 + n % 3)).join("") + &"س".repeat(n % 2))
            .collect();
        assert!(tokens(&long.join(" ")).len() <= TOKENS_OF_ONE_MAX);
    }
}
