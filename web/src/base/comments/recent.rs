//! Fingerprints of recent comments. A comment that repeats one of them waits for a moderator.
//!
//! Kept in memory, in a list of bounded size, and read again from the database once a minute to include comments that
//! other nodes accepted. Many people write «شكرا», so a short text only counts if the same reader repeats it.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use newsroom::screening::{Likeness, fingerprint, likeness};
use newsroom::{Doubt, Newsroom, PublicId, Timestamp};

/// Maximum number of comments remembered.
const RECENT_MAX: usize = 2_000;
/// How long they are remembered, in seconds.
const RECENT_SECONDS: i64 = 86_400;
/// Seconds after which the list is read again from the database.
const LOOK_SECONDS: i64 = 60;

struct RecentComment {
    id: PublicId,
    print: i64,
    reader: Option<String>,
}

#[derive(Default)]
struct Entries {
    comments: VecDeque<RecentComment>,
    looked_at: Option<Timestamp>,
}

/// The recent comments.
#[derive(Default)]
pub struct RecentComments(Mutex<Entries>);

/// The fingerprint of a text, as it is stored.
pub fn fingerprint_bits(text: &str) -> i64 {
    fingerprint(text).cast_signed()
}

impl RecentComments {
    /// Whether `text` repeats a recent comment. `own` is the comment itself, if it is stored already.
    pub async fn find_repetition(
        &self,
        newsroom: &Newsroom,
        now: Timestamp,
        text: &str,
        reader: &str,
        own: Option<&PublicId>,
    ) -> newsroom::Result<Option<Doubt>> {
        if self.is_old(now) {
            let since = now.plus_seconds(-RECENT_SECONDS);
            let prints = newsroom::comment_prints(newsroom.reads(), since, RECENT_MAX as u64).await?;
            let mut memory = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            memory.looked_at = Some(now);
            memory.comments =
                prints.into_iter().rev().map(|(id, print, reader)| RecentComment { id, print, reader }).collect();
        }
        let print = fingerprint(text);
        let memory = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let said = |one: &RecentComment| match likeness(print, one.print.cast_unsigned()) {
            _ if own == Some(&one.id) => None,
            Likeness::Same => Some(true),
            Likeness::SameAndShort if one.reader.as_deref() == Some(reader) => Some(true),
            Likeness::Near => Some(false),
            Likeness::SameAndShort | Likeness::Different => None,
        };
        let same = memory.comments.iter().rev().find_map(|one| Some((one, said(one)?)));
        Ok(same.map(|(one, exactly)| Doubt::SaidBefore { of: one.id.clone(), exactly }))
    }

    /// Remembers a comment that was accepted.
    pub fn remember(&self, id: &PublicId, print: i64, reader: &str) {
        let mut memory = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if memory.comments.len() >= RECENT_MAX {
            memory.comments.pop_front();
        }
        memory.comments.push_back(RecentComment { id: id.clone(), print, reader: Some(reader.to_owned()) });
    }

    fn is_old(&self, now: Timestamp) -> bool {
        let memory = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        memory.looked_at.is_none_or(|at| at.plus_seconds(LOOK_SECONDS) <= now)
    }
}
