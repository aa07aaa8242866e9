//! What readers wrote under the stories, and what a moderator decided. The comments are screened as on a real paper.

use anyhow::{Context, bail};
use newsroom::screening::{Verdict, fingerprint};
use newsroom::{CommentRefusal, Decision, DoorKey, Doubt, NewComment, ReportReason, Said, Timestamp, Tx};

use super::files::{CommentFile, StoryFile};
use super::timeline::Telling;

/// Seconds until a moderator has decided on a comment.
pub const JUDGED_SECONDS: i64 = 60;

/// A comment, its story and the comment that it answers.
#[derive(Clone)]
pub struct Speech<'a> {
    pub file: &'a StoryFile,
    pub comment: &'a CommentFile,
    /// Its number, and the number of the comment that it answers.
    pub key: String,
    pub answers: Option<String>,
}

impl<'a> Speech<'a> {
    /// All comments on a story.
    pub fn all(file: &'a StoryFile) -> Vec<Self> {
        let mut all = Vec::new();
        for (number, comment) in file.head.comment.iter().enumerate() {
            let first = format!("{}/{number}", file.name);
            for (below, answer) in comment.answer.iter().enumerate() {
                let key = format!("{first}/{below}");
                all.push(Self { file, comment: answer, key, answers: Some(first.clone()) });
            }
            all.push(Self { file, comment, key: first, answers: None });
        }
        all
    }
}

/// A reader sends the comment.
pub async fn said(telling: &mut Telling<'_>, at: Timestamp, speech: &Speech<'_>) -> anyhow::Result<()> {
    let comment = speech.comment;
    let (_, story) = telling.story(&speech.file.name)?;
    let answers = match &speech.answers {
        Some(key) => Some(telling.comments.get(key).context("what it answers")?.public_id.clone()),
        None => None,
    };
    let text = comment.text.trim().to_owned();
    let screened = telling.screener.screen(telling.newsroom.reads(), &comment.name, &text).await?;
    let mut doubts: Vec<Doubt> = comment.sent_after.map(Doubt::TooFast).into_iter().collect();
    doubts.extend(screened.reasons.into_iter().map(Doubt::Screened));
    let new = NewComment {
        story,
        answers,
        name: comment.name.clone(),
        email: comment.email.clone(),
        print: fingerprint(&text).cast_signed(),
        text,
        key: format!("demo/{}", speech.key),
        own_key: DoorKey::random(),
        reader: format!("demo/{}", comment.name),
        block: format!("demo/{}", comment.name),
        doubts,
        is_spam: screened.verdict == Verdict::Spam,
    };
    let all = telling.newsroom.write(at, async |tx| newsroom::say(tx, std::slice::from_ref(&new)).await).await?;
    let Some(Said::Taken(taken)) = all.into_iter().next() else { bail!("the comment was not taken") };
    telling.comments.insert(speech.key.clone(), taken);
    Ok(())
}

/// A moderator decides; then readers like and report the comment.
pub async fn judged(telling: &Telling<'_>, at: Timestamp, speech: &Speech<'_>) -> anyhow::Result<()> {
    let (comment, moderator) = (speech.comment, telling.staff.moderator());
    let taken = telling.comments.get(&speech.key).context("what was said")?;
    let decision = match &comment.refused {
        _ if comment.waits => None,
        _ if comment.spam => Some(Decision::Spam),
        Some(reason) => Some(Decision::Reject(CommentRefusal::from_word(reason).context("why it was refused")?)),
        None => Some(Decision::Approve),
    };
    let mut reports = Vec::new();
    for reason in &comment.reports {
        reports.push(ReportReason::from_word(reason).context("why it was reported")?);
    }
    let act = async |tx: &mut Tx| {
        if let Some(decision) = decision {
            newsroom::decide(tx, &moderator, &taken.public_id, &taken.seen(), decision).await?;
        }
        for like in 0..comment.likes {
            newsroom::like_comment(tx, &taken.public_id, &format!("demo/{like}"), "demo").await?;
        }
        for (number, reason) in reports.into_iter().enumerate() {
            newsroom::report_comment(tx, &taken.public_id, &format!("demo/{number}"), "demo", reason).await?;
        }
        Ok(())
    };
    Ok(telling.newsroom.write(at, act).await?)
}
