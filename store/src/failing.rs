//! Converts errors of the database and the file system into errors of this crate.

use sea_orm::DbErr;

use crate::error::Error;
use crate::outage::Outage;

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        match Outage::of_database(&error) {
            Some(outage) => Self::Storage { outage, cause: error.to_string() },
            None => Self::Database(error),
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        let code = match &error {
            rusqlite::Error::SqliteFailure(code, _) => Some(code.extended_code),
            _ => None,
        };
        match code.and_then(Outage::of_sqlite) {
            Some(outage) => Self::Storage { outage, cause: error.to_string() },
            None => Self::Database(DbErr::Custom(error.to_string())),
        }
    }
}

impl From<object_store::Error> for Error {
    fn from(error: object_store::Error) -> Self {
        let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(&error);
        while let Some(one) = cause {
            if let Some(outage) = one.downcast_ref::<std::io::Error>().and_then(Outage::of_io) {
                return Self::Storage { outage, cause: error.to_string() };
            }
            cause = one.source();
        }
        match error {
            // A folder fails with an error of the file system.
            object_store::Error::Generic { store: "S3", .. }
            | object_store::Error::PermissionDenied { .. }
            | object_store::Error::Unauthenticated { .. } => {
                Self::Storage { outage: Outage::MediaAway, cause: error.to_string() }
            }
            error => Self::Media(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_found_below_the_media_store() {
        let full = std::io::Error::from(std::io::ErrorKind::StorageFull);
        let error = object_store::Error::Generic { store: "local", source: Box::new(full) };
        assert!(matches!(Error::from(error), Error::Storage { outage: Outage::Full, .. }));
    }
}
