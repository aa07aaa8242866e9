//! Time as it is stored, and the clock that is passed in.
//!
//! Past times are UTC with microseconds, one integer in both databases, so that order, equality and arithmetic are the
//! same everywhere. (Text times in SQLite compare wrongly as soon as their precisions differ.)

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use serde::{Deserialize, Serialize};

/// Microseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The same instant as a chrono value; instants beyond chrono's range become the epoch.
    pub fn utc(self) -> DateTime<Utc> {
        Utc.timestamp_micros(self.0).single().unwrap_or(DateTime::UNIX_EPOCH)
    }

    /// The calendar day of this instant in `zone`.
    pub fn day_in(self, zone: chrono_tz::Tz) -> NaiveDate {
        self.utc().with_timezone(&zone).date_naive()
    }

    /// The first instant of `day` in `zone`. If midnight does not exist that day, the first instant that does.
    pub fn start_of_day(day: NaiveDate, zone: chrono_tz::Tz) -> Self {
        (0..=3)
            .filter_map(|hour| day.and_hms_opt(hour, 0, 0))
            .find_map(|local| zone.from_local_datetime(&local).earliest())
            .map_or_else(|| Self(day.and_hms_opt(0, 0, 0).map_or(0, |t| t.and_utc().timestamp_micros())), Self::from)
    }

    /// This instant moved by `seconds`.
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }
}

impl From<DateTime<Utc>> for Timestamp {
    fn from(at: DateTime<Utc>) -> Self {
        Self(at.timestamp_micros())
    }
}

impl From<DateTime<chrono_tz::Tz>> for Timestamp {
    fn from(at: DateTime<chrono_tz::Tz>) -> Self {
        Self(at.timestamp_micros())
    }
}

/// A source of the present time. The binary passes [`SystemClock`]; tests pass a [`ManualClock`] and move it.
pub trait Clock: Send + Sync + 'static {
    /// The present instant.
    fn now(&self) -> Timestamp;
}

/// The machine's own clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Utc::now().into()
    }
}

/// A clock that stands still until it is moved. Clones share the same time.
#[derive(Debug, Clone)]
pub struct ManualClock(Arc<AtomicI64>);

impl ManualClock {
    /// A clock standing at `now`.
    pub fn at(now: Timestamp) -> Self {
        Self(Arc::new(AtomicI64::new(now.0)))
    }

    /// Moves the clock forward.
    pub fn advance_seconds(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_local_midnight() {
        let day = NaiveDate::from_ymd_opt(2016, 9, 3).unwrap();
        let start = Timestamp::start_of_day(day, chrono_tz::Africa::Algiers);
        assert_eq!(start.utc().to_rfc3339(), "2016-09-02T23:00:00+00:00");
        assert_eq!(start.day_in(chrono_tz::Africa::Algiers), day);
    }

    #[test]
    fn a_day_without_midnight_begins_at_its_first_hour() {
        // Egypt moved its clocks at midnight: 2014-05-16 began at 01:00.
        let day = NaiveDate::from_ymd_opt(2014, 5, 16).unwrap();
        let start = Timestamp::start_of_day(day, chrono_tz::Africa::Cairo);
        assert_eq!(start.day_in(chrono_tz::Africa::Cairo), day);
        assert_eq!(start.plus_seconds(-1).day_in(chrono_tz::Africa::Cairo), day.pred_opt().unwrap());
    }
}
