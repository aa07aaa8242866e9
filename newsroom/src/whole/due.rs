//! Does the jobs of the lane `Clock`. Each job is done in one transaction with the mark that it is done, or given up,
//! and people are notified. [`store::jobs`] stores the jobs and [`crate::base::jobs`] lists their kinds; a new kind is
//! a variant there and a line in each `match` here.

use rules::Move;
use store::clock::Timestamp;
use store::dialect;
use store::jobs::{self, Job, NewJob, When};
use store::source::Source;

use crate::base::edition::lock_paper;
use crate::base::error::{Error, Result};
use crate::base::jobs::{Kind, Lane, Mark, words_of};
use crate::base::newsroom::Newsroom;
use crate::base::tx::Tx;
use crate::front;
use crate::paper::settings::load_paper;
use crate::people::notice_mail;
use crate::stories::photo_archive::ending;
use crate::stories::{thinning, timed_moves, timers, workflow};

/// The hour at which old saves are thinned out, when nobody is at the desk.
const VERSIONS_HOUR: i8 = 3;
/// The hour at which people are told of rights that end tomorrow.
const PICTURES_HOUR: i8 = 8;

/// The results of due jobs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DueReport {
    /// Done.
    pub done: usize,
    /// Done later than their kind allows: a second if somebody waits for it.
    pub late: usize,
    /// Given up; the people who wanted them were told why.
    pub failed: usize,
}

/// The result of a job's work.
enum Step {
    /// Complete.
    Done,
    /// Complete for today, up to this cursor.
    DoneUpTo(i64),
    /// Done up to this cursor, and there is more.
    More(i64),
}

/// The result of one transaction of a job.
enum Ran {
    /// Another node was faster, or the job was cancelled.
    Elsewhere,
    /// It is done.
    Through,
    /// There is more to do: the job as it waits now.
    Partly(Job),
}

/// When the next job of this lane is due; `None` if none waits.
pub async fn next_due(db: &impl Source) -> Result<Option<Timestamp>> {
    Ok(jobs::next_due(db, &words_of(Lane::Clock)).await?)
}

/// The paper's own daily jobs, each with its hour.
const DAILY: [(Kind, i8); 2] = [(Kind::ThinVersions, VERSIONS_HOUR), (Kind::EndingPictures, PICTURES_HOUR)];

/// Adds the paper's own daily jobs if they are missing.
pub async fn begin_daily_jobs(newsroom: &Newsroom, now: Timestamp) -> Result<()> {
    for (kind, hour) in DAILY {
        let kind = kind.word();
        if jobs::waiting_about(newsroom.reads(), kind, None).await?.is_some() {
            continue;
        }
        let begin = newsroom.write(now, async |tx| {
            let zone = load_paper(tx.db()).await?.zone;
            let when = When::daily(tx.now(), zone.name(), hour)?;
            let job = NewJob { kind, about: None, data: &Mark(0).text(), made_by: None, when };
            Ok(jobs::set_unless_waiting(tx.db(), &job, tx.now()).await?)
        });
        begin.await?;
    }
    Ok(())
}

/// Computes the instants of wall times again, for jobs and embargoes; returns how many moved.
pub async fn recompute_walls(newsroom: &Newsroom, now: Timestamp) -> Result<usize> {
    let zone = load_paper(newsroom.reads()).await?.zone;
    let recompute = newsroom.write(now, async |tx| {
        tx.suppress_wake();
        Ok(jobs::recompute(tx.db(), zone.name(), tx.now()).await? + timers::recompute_embargoes(tx).await?)
    });
    recompute.await
}

/// Does the jobs that are due at `now`, by kind and then by time. A database error in one job does not stop the others.
/// Several nodes may call it, and it may be called again.
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
            // The job stays due.
            Err(error) => {
                tracing::error!(job = id, kind = kind.word(), %error, "a due job could not be processed")
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
                tracing::error!(job = job.id, kind = kind.word(), late_seconds, "a job was done late");
            }
            Ok(())
        }
        // The database is away or refused it: the job stays due.
        Err(error) if error.is_of_database() => Err(error),
        Err(refusal) => {
            report.failed += 1;
            tracing::error!(job = job.id, kind = kind.word(), %refusal, "a due job was given up");
            match newsroom.write(now, async |tx| give_up(tx, kind, (&job, zone), &refusal).await).await {
                // The job is ended in any case, so that it does not come back five times a second.
                Err(error) if !error.is_of_database() => {
                    tracing::error!(job = job.id, kind = kind.word(), %error, "a job was given up, and nobody could be notified");
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

/// Does the job and marks it as done, in one transaction.
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

/// Locks what the job will change before the job itself, in the same order as the desk.
async fn hold(tx: &mut Tx, kind: Kind, job: &Job) -> Result<()> {
    match kind {
        Kind::Publish => workflow::lock_pages(tx, Move::Publish).await?,
        Kind::Unpublish => workflow::lock_pages(tx, Move::Unpublish).await?,
        Kind::LayOut => lock_paper(tx).await?,
        _ => {}
    }
    match (kind, job.about) {
        (Kind::Publish | Kind::Unpublish, Some(story)) => Ok(dialect::lock_row(tx.db(), "stories", story).await?),
        _ => Ok(()),
    }
}

/// Does the work of each kind.
async fn act(tx: &mut Tx, kind: Kind, job: &Job) -> Result<Step> {
    match kind {
        Kind::Publish | Kind::Unpublish => {
            timed_moves::make_due_move(tx, &timers::read(job.clone())?).await?;
            Ok(Step::Done)
        }
        Kind::LayOut => {
            front::apply_waiting(tx, &front::read_waiting(job)?).await?;
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
        Kind::EndingPictures => {
            let today = tx.now().day_in(load_paper(tx.db()).await?.zone);
            let has_more = ending::tell_of_ends(tx, today).await?;
            Ok(if has_more { Step::More(0) } else { Step::Done })
        }
        Kind::InvitationMail | Kind::ResetMail | Kind::NoticeMail | Kind::DigestMail => {
            Err(Error::damaged(format!("{} is no work of the clock", kind.word())))
        }
    }
}

/// Marks a job as given up and notifies people; a daily one runs again tomorrow.
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
