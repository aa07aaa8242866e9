//! What was said lately, by fingerprint: a comment that says the same again waits for a moderator.
//!
//! In memory, of bounded size; what other nodes took in is looked up once a minute. «شكرا» is said by many people: short
//! texts count only when the same reader says them again.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use newsroom::screening::{Likeness, fingerprint, likeness};
use newsroom::{Doubt, Newsroom, PublicId, Timestamp};

/// Comments remembered.
const RECENT_MAX: usize = 2_000;
/// Seconds for which they are.
const RECENT_SECONDS: i64 = 86_400;
/// Seconds after which the database is asked again.
const LOOK_SECONDS: i64 = 60;

struct One {
    id: PublicId,
    print: i64,
    reader: Option<String>,
}

#[derive(Default)]
struct Memory {
    ones: VecDeque<One>,
    looked_at: Option<Timestamp>,
}

/// What was said lately.
#[derive(Default)]
pub struct Recent(Mutex<Memory>);

/// The fingerprint of a text, as it is stored: its bits.
pub fn print(text: &str) -> i64 {
    fingerprint(text).cast_signed()
}

impl Recent {
    /// Whether `text` was said before.
    pub async fn said_before(
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
            memory.ones = prints.into_iter().rev().map(|(id, print, reader)| One { id, print, reader }).collect();
        }
        let print = fingerprint(text);
        let memory = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let said = |one: &One| match likeness(print, one.print.cast_unsigned()) {
            _ if own == Some(&one.id) => None,
            Likeness::Same => Some(true),
            Likeness::SameAndShort if one.reader.as_deref() == Some(reader) => Some(true),
            Likeness::Near => Some(false),
            Likeness::SameAndShort | Likeness::Different => None,
        };
        let same = memory.ones.iter().rev().find_map(|one| Some((one, said(one)?)));
        Ok(same.map(|(one, exactly)| Doubt::SaidBefore { of: one.id.clone(), exactly }))
    }

    /// Remembers a comment that was taken.
    pub fn remember(&self, id: &PublicId, print: i64, reader: &str) {
        let mut memory = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if memory.ones.len() >= RECENT_MAX {
            memory.ones.pop_front();
        }
        memory.ones.push_back(One { id: id.clone(), print, reader: Some(reader.to_owned()) });
    }

    fn is_old(&self, now: Timestamp) -> bool {
        let memory = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        memory.looked_at.is_none_or(|at| at.plus_seconds(LOOK_SECONDS) <= now)
    }
}
