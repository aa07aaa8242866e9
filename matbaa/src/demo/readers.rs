//! What readers wrote under the stories, and what a moderator decided. The comments are screened as on a real paper.

use anyhow::{Context, bail};
use newsroom::screening::{Verdict, fingerprint};
use newsroom::{CommentRefusal, Decision, Doubt, NewComment, ReportReason, Said, SecretToken, Timestamp, Tx};

use super::files::{CommentFile, StoryFile};
use super::timeline::Replay;

/// Seconds until a moderator has decided on a comment.
pub const MODERATED_SECONDS: i64 = 60;

/// A comment, its story and the comment that it answers.
#[derive(Clone)]
pub struct DemoComment<'a> {
    pub file: &'a StoryFile,
    pub comment: &'a CommentFile,
    /// Its number, and the number of the comment that it answers.
    pub key: String,
    pub answers: Option<String>,
}

impl<'a> DemoComment<'a> {
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
pub async fn post_comment(
    replay: &mut Replay<'_>,
    at: Timestamp,
    demo_comment: &DemoComment<'_>,
) -> anyhow::Result<()> {
    let comment = demo_comment.comment;
    let (_, story) = replay.story(&demo_comment.file.name)?;
    let answers = match &demo_comment.answers {
        Some(key) => Some(replay.comments.get(key).context("what it answers")?.public_id.clone()),
        None => None,
    };
    let text = comment.text.trim().to_owned();
    let screened = replay.screener.screen(replay.newsroom.reads(), &comment.name, &text).await?;
    let mut doubts: Vec<Doubt> = comment.sent_after.map(Doubt::TooFast).into_iter().collect();
    doubts.extend(screened.reasons.into_iter().map(Doubt::Screened));
    let new = NewComment {
        story,
        answers,
        name: comment.name.clone(),
        email: comment.email.clone(),
        print: fingerprint(&text).cast_signed(),
        text,
        key: format!("demo/{}", demo_comment.key),
        own_key: SecretToken::random(),
        reader: format!("demo/{}", comment.name),
        block: format!("demo/{}", comment.name),
        doubts,
        is_spam: screened.verdict == Verdict::Spam,
    };
    let all = replay.newsroom.write(at, async |tx| newsroom::say(tx, std::slice::from_ref(&new)).await).await?;
    let Some(Said::Taken(taken)) = all.into_iter().next() else { bail!("the comment was not taken") };
    replay.comments.insert(demo_comment.key.clone(), taken);
    Ok(())
}

/// A moderator decides; then readers like and report the comment.
pub async fn moderate_comment(
    replay: &Replay<'_>,
    at: Timestamp,
    demo_comment: &DemoComment<'_>,
) -> anyhow::Result<()> {
    let (comment, moderator) = (demo_comment.comment, replay.staff.moderator());
    let taken = replay.comments.get(&demo_comment.key).context("the comment")?;
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
    Ok(replay.newsroom.write(at, act).await?)
}
