//! Outages of the storage, derived from the errors of the database and the file system.
//!
//! An [`Outage`] passes or somebody ends it: the same act may succeed later. Any other error of a database is a bug in
//! this program ([`Error::Database`]).
//!
//! Codes: SQLite's result codes (sqlite.org/rescode.html), PostgreSQL's appendix A (SQLSTATE).

use sea_orm::sqlx;
use sea_orm::{DbErr, RuntimeErr};

/// Why the storage is unavailable now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Outage {
    /// The disk is full. Nothing can be written; stored data can be read.
    #[error("the disk is full")]
    Full,
    /// The disk or the database is read-only. Stored data can be read.
    #[error("the disk is read-only")]
    ReadOnly,
    /// The database cannot be reached, or does not answer in time.
    #[error("the database does not answer")]
    Away,
    /// Another transaction has held a lock for too long.
    #[error("another transaction holds a lock of the database")]
    Busy,
    /// The store of the pictures' files cannot be reached, or refuses.
    #[error("the store of the pictures does not do it")]
    MediaAway,
    /// The database has found its own file damaged. Only a person can repair it.
    #[error("the database is damaged")]
    Damaged,
}

impl Outage {
    /// Its word in metrics and answers.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Whether stored data can still be read.
    pub fn can_be_read(self) -> bool {
        matches!(self, Self::Full | Self::ReadOnly | Self::Busy | Self::MediaAway)
    }

    pub(crate) fn of_database(error: &DbErr) -> Option<Self> {
        let error = match error {
            DbErr::Conn(RuntimeErr::SqlxError(error))
            | DbErr::Exec(RuntimeErr::SqlxError(error))
            | DbErr::Query(RuntimeErr::SqlxError(error)) => error,
            DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => return Some(Self::Away),
            _ => return None,
        };
        Self::of_sqlx(error)
    }

    fn of_sqlx(error: &sqlx::Error) -> Option<Self> {
        use sqlx::Error as E;
        match error {
            E::Database(said) => {
                let code = said.code()?;
                match said.try_downcast_ref::<sqlx::sqlite::SqliteError>() {
                    Some(_) => Self::of_sqlite(code.parse().ok()?),
                    None => Self::of_sqlstate(&code),
                }
            }
            E::Io(error) => Self::of_io(error).or(Some(Self::Away)),
            E::Tls(_) | E::Protocol(_) | E::PoolTimedOut | E::PoolClosed | E::WorkerCrashed => Some(Self::Away),
            // The state of this connection is not what was expected; another connection will do.
            E::BeginFailed | E::InvalidSavePointStatement => Some(Self::Away),
            _ => None,
        }
    }

    /// The outage of a SQLite extended result code.
    pub(crate) fn of_sqlite(code: i32) -> Option<Self> {
        /// Failures of reading: SQLITE_IOERR_READ, _SHORT_READ, _CORRUPTFS.
        const UNREADABLE: [i32; 3] = [266, 522, 8458];
        Some(match code & 0xff {
            5 | 6 => Self::Busy,
            8 => Self::ReadOnly,
            10 if UNREADABLE.contains(&code) => Self::Damaged,
            // Writing, syncing or growing a file failed: quotas and a full tmpfs are reported this way.
            10 | 13 => Self::Full,
            11 | 26 => Self::Damaged,
            14 => Self::Away,
            _ => return None,
        })
    }

    fn of_sqlstate(code: &str) -> Option<Self> {
        Some(match code {
            "53100" | "58030" => Self::Full,
            "25006" => Self::ReadOnly,
            "55P03" | "40001" | "40P01" | "57014" => Self::Busy,
            "XX001" | "XX002" => Self::Damaged,
            "25P03" => Self::Away,
            _ if ["08", "53", "57P"].iter().any(|class| code.starts_with(class)) => Self::Away,
            _ => return None,
        })
    }

    /// The outage of a file system error.
    pub(crate) fn of_io(error: &std::io::Error) -> Option<Self> {
        use std::io::ErrorKind as K;
        match error.kind() {
            K::StorageFull | K::QuotaExceeded => Some(Self::Full),
            K::ReadOnlyFilesystem => Some(Self::ReadOnly),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_databases_say_is_understood() {
        let sqlite = [(13, Outage::Full), (778, Outage::Full), (4874, Outage::Full), (8, Outage::ReadOnly)];
        for (code, outage) in
            sqlite.into_iter().chain([(5, Outage::Busy), (11, Outage::Damaged), (266, Outage::Damaged)])
        {
            assert_eq!(Outage::of_sqlite(code), Some(outage), "{code}");
        }
        assert_eq!(Outage::of_sqlite(2067), None, "a unique key is no outage");
        let states =
            [("53100", Outage::Full), ("57P03", Outage::Away), ("08006", Outage::Away), ("40P01", Outage::Busy)];
        for (code, outage) in states {
            assert_eq!(Outage::of_sqlstate(code), Some(outage), "{code}");
        }
        assert_eq!(Outage::of_sqlstate("23505"), None);
    }
}
