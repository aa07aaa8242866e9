//! The one engine for what comes due on the clock: each job is done in one transaction with the mark that it is done, or
//! given up and told. What is due stands in [`store::jobs`], its kinds in [`crate::base::jobs`]; a new kind is a variant there
//! and a line in each `match` here.

use rules::Move;
use store::clock::Timestamp;
use store::dialect;
use store::jobs::{self, Job, NewJob, When};
use store::source::Source;

use crate::base::edition::hold_paper;
use crate::base::error::{Error, Result};
use crate::base::jobs::{Kind, Lane, Mark, words_of};
use crate::base::newsroom::Newsroom;
use crate::base::tx::Tx;
use crate::front;
use crate::paper::settings::load_paper;
use crate::people::notice_mail;
use crate::stories::{thinning, timed_moves, timers, workflow};

/// The hour at which old saves are thinned out: nobody is at the desk.
const VERSIONS_HOUR: i8 = 3;

/// What became of jobs that were due.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DueReport {
    /// Done.
    pub done: usize,
    /// Of these, later after their time than their kind allows: a second where somebody waits for it.
    pub late: usize,
    /// Could not be done; who wanted them was told why.
    pub failed: usize,
}

/// What a job comes to.
enum Step {
    /// It is done.
    Done,
    /// It is done for today, and has come as far as this.
    DoneUpTo(i64),
    /// It has come as far as this, and there is more.
    More(i64),
}

/// How far one transaction brought a job.
enum Ran {
    /// Another node was faster, or it was called off.
    Elsewhere,
    /// It is done.
    Through,
    /// There is more to do: the job as it waits now.
    Partly(Job),
}

/// When the next job of the clock is due; `None` where nothing waits.
pub async fn next_due(db: &impl Source) -> Result<Option<Timestamp>> {
    Ok(jobs::next_due(db, &words_of(Lane::Clock)).await?)
}

/// Has the paper's own daily jobs come round, where they do not yet.
pub async fn begin_daily_jobs(newsroom: &Newsroom, now: Timestamp) -> Result<()> {
    let kind = Kind::ThinVersions.word();
    if jobs::waiting_about(newsroom.reads(), kind, None).await?.is_some() {
        return Ok(());
    }
    let begin = newsroom.write(now, async |tx| {
        let zone = load_paper(tx.db()).await?.zone;
        let when = When::daily(tx.now(), zone.name(), VERSIONS_HOUR)?;
        let job = NewJob { kind, about: None, data: &Mark(0).text(), made_by: None, when };
        Ok(jobs::set_unless_waiting(tx.db(), &job, tx.now()).await?)
    });
    begin.await
}

/// Turns wall times into instants anew, for jobs and embargoes; says how many moved.
pub async fn recompute_walls(newsroom: &Newsroom, now: Timestamp) -> Result<usize> {
    let zone = load_paper(newsroom.reads()).await?.zone;
    let recompute = newsroom.write(now, async |tx| {
        tx.suppress_wake();
        Ok(jobs::recompute(tx.db(), zone.name(), tx.now()).await? + timers::recompute_embargoes(tx).await?)
    });
    recompute.await
}

/// Does what is due at `now`: kind after kind, each in the order of its times. What the database refuses of one job holds up
/// none of the others. Safe to run on several nodes and to run again.
pub async fn run_due(newsroom: &Newsroom, now: Timestamp) -> Result<DueReport> {
    let mut report = DueReport::default();
    let due = jobs::due_now(newsroom.reads(), &words_of(Lane::Clock), now).await?.into_iter();
    let mut due: Vec<(Kind, Job)> = due.filter_map(|job| Some((Kind::from_word(&job.kind)?, job))).collect();
    if due.is_empty() {
        return Ok(report);
    }
    due.sort_by_key(|(kind, _)| *kind);
    let zone = load_paper(newsroom.reads()).await?.zone;
    for (kind, job) in due {
        let id = job.id;
        match run(newsroom, now, (kind, job, zone.name()), &mut report).await {
            Err(error) if error.outage().is_some() => return Err(error),
            // It stays due.
            Err(error) => {
                tracing::error!(job = id, kind = kind.word(), %error, "a job that is due could not be looked after")
            }
            Ok(()) => {}
        }
    }
    Ok(report)
}

async fn run(
    newsroom: &Newsroom,
    now: Timestamp,
    (kind, mut job, zone): (Kind, Job, &str),
    report: &mut DueReport,
) -> Result<()> {
    let ended = loop {
        match newsroom.write(now, async |tx| step(tx, kind, &job, zone).await).await {
            Ok(Ran::Partly(more)) => job = more,
            ended => break ended,
        }
    };
    match ended {
        Ok(Ran::Elsewhere | Ran::Partly(_)) => Ok(()),
        Ok(Ran::Through) => {
            report.done += 1;
            if now > job.due_at.plus_seconds(kind.late_seconds()) {
                report.late += 1;
                let late_seconds = (now.0 - job.due_at.0) / 1_000_000;
                tracing::error!(job = job.id, kind = kind.word(), late_seconds, "done late");
            }
            Ok(())
        }
        // The database is away, or refuses it: it stays due.
        Err(error) if error.is_of_database() => Err(error),
        Err(refusal) => {
            report.failed += 1;
            tracing::error!(job = job.id, kind = kind.word(), %refusal, "what was due could not be done");
            match newsroom.write(now, async |tx| give_up(tx, kind, (&job, zone), &refusal).await).await {
                // It must not come back five times a second.
                Err(error) if !error.is_of_database() => {
                    tracing::error!(job = job.id, kind = kind.word(), %error, "nobody could be told");
                    let end = async |tx: &mut Tx| {
                        jobs::give_up(tx.db(), &job, &refusal.to_string(), zone, tx.now()).await?;
                        Ok(())
                    };
                    newsroom.write(now, end).await
                }
                told => told,
            }
        }
    }
}

/// The job and the mark that it is done, together.
async fn step(tx: &mut Tx, kind: Kind, job: &Job, zone: &str) -> Result<Ran> {
    hold(tx, kind, job).await?;
    if !jobs::claim(tx.db(), job, zone, tx.now()).await? {
        return Ok(Ran::Elsewhere);
    }
    match act(tx, kind, job).await? {
        Step::Done => {}
        Step::DoneUpTo(mark) => jobs::rewrite(tx.db(), job.id, &Mark(mark).text()).await?,
        Step::More(mark) => return Ok(Ran::Partly(jobs::go_on(tx.db(), job, Mark(mark).text()).await?)),
    }
    Ok(Ran::Through)
}

/// Locks what the job will change before the job itself, in the order in which the desk locks them.
async fn hold(tx: &mut Tx, kind: Kind, job: &Job) -> Result<()> {
    match kind {
        Kind::Publish => workflow::hold_pages(tx, Move::Publish).await?,
        Kind::Unpublish => workflow::hold_pages(tx, Move::Unpublish).await?,
        Kind::LayOut => hold_paper(tx).await?,
        _ => {}
    }
    match (kind, job.about) {
        (Kind::Publish | Kind::Unpublish, Some(story)) => Ok(dialect::lock_row(tx.db(), "stories", story).await?),
        _ => Ok(()),
    }
}

/// Does what each kind does.
async fn act(tx: &mut Tx, kind: Kind, job: &Job) -> Result<Step> {
    match kind {
        Kind::Publish | Kind::Unpublish => {
            timed_moves::make_due_move(tx, &timers::read(job.clone())?).await?;
            Ok(Step::Done)
        }
        Kind::LayOut => {
            front::take_effect(tx, &front::read_waiting(job)?).await?;
            Ok(Step::Done)
        }
        Kind::Digest => {
            let person = job.about.ok_or_else(|| Error::damaged(format!("job {} is nobody's digest", job.id)))?;
            Ok(Step::DoneUpTo(notice_mail::digest(tx, person, Mark::of(job)?.0).await?))
        }
        Kind::ThinVersions => Ok(match thinning::thin_out(tx, Mark::of(job)?.0).await? {
            (to, true) => Step::DoneUpTo(to),
            (to, false) => Step::More(to),
        }),
        Kind::InvitationMail | Kind::ResetMail | Kind::NoticeMail | Kind::DigestMail => {
            Err(Error::damaged(format!("{} is no work of the clock", kind.word())))
        }
    }
}

/// The mark that a job was given up, and what its kind does then: a daily one comes round tomorrow.
async fn give_up(tx: &mut Tx, kind: Kind, (job, zone): (&Job, &str), refusal: &Error) -> Result<()> {
    hold(tx, kind, job).await?;
    if !jobs::give_up(tx.db(), job, &refusal.to_string(), zone, tx.now()).await? {
        return Ok(());
    }
    match kind {
        Kind::Publish | Kind::Unpublish => timed_moves::give_up(tx, &timers::read(job.clone())?).await,
        Kind::LayOut => front::give_up(tx, &front::read_waiting(job)?).await,
        _ => Ok(()),
    }
}
