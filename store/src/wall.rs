//! Times in the future, as people mean them: a wall time and its zone.
//!
//! «Publish at half past six» stays half past six if a government changes its clocks before then. The instant is
//! computed again from the zone data of the machine (the system's data first, those in the binary if it has none).

use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::clock::Timestamp;

/// Why a wall time is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WallError {
    /// It cannot be parsed, or its zone is unknown.
    #[error("{text:?} is not a time")]
    BadTime {
        /// As it was given.
        text: String,
    },
    /// It does not exist: clocks go forward over it.
    #[error("{text:?} is skipped when clocks go forward; the time after it is {becomes:?}")]
    SkippedTime {
        /// As it was given.
        text: String,
        /// The wall time that it would become.
        becomes: String,
    },
}

type Result<T> = std::result::Result<T, WallError>;

/// A wall time with its zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wall {
    /// `2026-11-24T18:30:00`, to the second.
    pub wall: String,
    /// IANA name, as in `Africa/Algiers`.
    pub zone: String,
}

impl Wall {
    /// Parses `2026-11-24T18:30`, with or without seconds, as a form sends it. [`WallError::BadTime`] if it is not a
    /// time or the zone is unknown.
    pub fn read(wall: &str, zone: &str) -> Result<Self> {
        let bad = || WallError::BadTime { text: format!("{wall} {zone}") };
        let time: DateTime = wall.trim().parse().map_err(|_| bad())?;
        let time = time.with().subsec_nanosecond(0).build().map_err(|_| bad())?;
        TimeZone::get(zone).map_err(|_| bad())?;
        Ok(Self { wall: time.to_string(), zone: zone.to_owned() })
    }

    /// Like [`Wall::read`], for a time that somebody chooses: [`WallError::SkippedTime`] if clocks go forward over it
    /// that day.
    pub fn chosen(wall: &str, zone: &str) -> Result<Self> {
        let chosen = Self::read(wall, zone)?;
        let shown = Self::at(chosen.instant()?, zone)?;
        match shown == chosen {
            true => Ok(chosen),
            false => Err(WallError::SkippedTime { text: chosen.wall, becomes: shown.wall }),
        }
    }

    /// Its instant. A wall time that is skipped when clocks go forward is moved by the length of the gap; one that
    /// happens twice is taken the first time (RFC 5545 section 3.3.5).
    pub fn instant(&self) -> Result<Timestamp> {
        let bad = || WallError::BadTime { text: format!("{} {}", self.wall, self.zone) };
        let time: DateTime = self.wall.parse().map_err(|_| bad())?;
        let zone = TimeZone::get(&self.zone).map_err(|_| bad())?;
        let zoned = zone.to_ambiguous_zoned_datetime(time).compatible().map_err(|_| bad())?;
        Ok(Timestamp(zoned.timestamp().as_microsecond()))
    }

    /// The wall time in `zone` at `at`.
    pub fn at(at: Timestamp, zone: &str) -> Result<Self> {
        let bad = || WallError::BadTime { text: format!("{} {zone}", at.0) };
        let instant = jiff::Timestamp::from_microsecond(at.0).map_err(|_| bad())?;
        let time = TimeZone::get(zone).map_err(|_| bad())?.to_datetime(instant);
        Self::read(&time.to_string(), zone)
    }

    /// The first time after `after` at which it is the full hour `hour` in `zone`: once a day, also on days on which
    /// clocks change.
    pub fn next_hour(after: Timestamp, zone: &str, hour: i8) -> Result<Self> {
        let bad = || WallError::BadTime { text: format!("{hour}:00 {zone}") };
        let today: DateTime = Self::at(after, zone)?.wall.parse().map_err(|_| bad())?;
        // On the same day or the next.
        for days in 0..=1_i64 {
            let day = today.date().checked_add(jiff::Span::new().days(days)).map_err(|_| bad())?;
            let time = jiff::civil::Time::new(hour, 0, 0, 0).map_err(|_| bad())?;
            let wall = Self { wall: day.to_datetime(time).to_string(), zone: zone.to_owned() };
            if wall.instant()? > after {
                return Ok(wall);
            }
        }
        Err(bad())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(wall: &str, zone: &str) -> String {
        Wall::read(wall, zone).unwrap().instant().unwrap().utc().to_rfc3339()
    }

    #[test]
    fn wall_times_come_to_instants() {
        for (wall, zone, expected) in [
            ("2026-11-24T18:30", "Africa/Algiers", "2026-11-24T17:30:00+00:00"),
            ("2026-11-24T18:30:15", "Asia/Riyadh", "2026-11-24T15:30:15+00:00"),
            // Europe's clocks go forward at 02:00 on 29 March 2026: 02:30 does not exist.
            ("2026-03-29T02:30", "Europe/Paris", "2026-03-29T01:30:00+00:00"),
            // And back at 03:00 on 25 October 2026: 02:30 happens twice.
            ("2026-10-25T02:30", "Europe/Paris", "2026-10-25T00:30:00+00:00"),
            // Egypt goes forward at midnight: the day begins at one.
            ("2025-04-25T00:30", "Africa/Cairo", "2025-04-24T22:30:00+00:00"),
        ] {
            assert_eq!(utc(wall, zone), expected, "{wall} {zone}");
        }
    }

    #[test]
    fn a_time_that_no_clock_shows_is_not_chosen() {
        for (wall, zone, becomes) in [
            ("2027-03-28T02:30", "Europe/Paris", Some("2027-03-28T03:30:00")),
            ("2025-04-25T00:30", "Africa/Cairo", Some("2025-04-25T01:30:00")),
            ("2027-03-28T03:00", "Europe/Paris", None),
            ("2027-03-28T01:59:59", "Europe/Paris", None),
            ("2026-10-25T02:30", "Europe/Paris", None),
        ] {
            let skipped = match Wall::chosen(wall, zone) {
                Err(WallError::SkippedTime { becomes, .. }) => Some(becomes),
                chosen => chosen.map(|_| None).unwrap(),
            };
            assert_eq!(skipped.as_deref(), becomes, "{wall} {zone}");
        }
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for (wall, zone) in
            [("", "UTC"), ("tomorrow", "UTC"), ("2026-13-01T00:00", "UTC"), ("2026-11-24T18:30", "Nowhere/City")]
        {
            assert!(matches!(Wall::read(wall, zone), Err(WallError::BadTime { .. })), "{wall} {zone}");
        }
    }

    #[test]
    fn the_next_hour_of_a_day_is_found_across_moved_clocks() {
        let after = |at: &str| Timestamp(at.parse::<jiff::Timestamp>().unwrap().as_microsecond());
        for (at, zone, hour, expected) in [
            ("2026-11-24T06:59:59Z", "Africa/Algiers", 8, "2026-11-24T08:00:00"),
            ("2026-11-24T07:00:00Z", "Africa/Algiers", 8, "2026-11-25T08:00:00"),
            // Clocks go forward at 02:00 on 29 March 2026: a job set for two runs at three, once.
            ("2026-03-29T00:59:59Z", "Europe/Paris", 2, "2026-03-29T02:00:00"),
            ("2026-03-29T01:00:00Z", "Europe/Paris", 2, "2026-03-30T02:00:00"),
            // And back at 03:00 on 25 October 2026: two o’clock happens twice, and the job runs the first time.
            ("2026-10-25T00:00:00Z", "Europe/Paris", 2, "2026-10-26T02:00:00"),
        ] {
            assert_eq!(Wall::next_hour(after(at), zone, hour).unwrap().wall, expected, "{at} {zone}");
        }
        assert!(Wall::next_hour(after("2026-11-24T06:59:59Z"), "Africa/Algiers", 24).is_err());
    }

    #[test]
    fn an_instant_is_shown_on_a_wall_and_read_back() {
        let at = Timestamp(1_472_904_000_000_000);
        let wall = Wall::at(at, "Africa/Algiers").unwrap();
        assert_eq!(wall.wall, "2016-09-03T13:00:00");
        assert_eq!(wall.instant().unwrap(), at);
    }
}
