//! The choice of the database.

use std::path::PathBuf;
use std::str::FromStr;

use crate::error::{Error, Result};

/// Which database holds the paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DatabaseChoice {
    /// A SQLite file, created if it does not exist.
    Sqlite(PathBuf),
    /// A PostgreSQL address, `postgres://user@host/name` or `postgres:///name?host=/run/postgresql`.
    Postgres(String),
}

impl FromStr for DatabaseChoice {
    type Err = Error;

    fn from_str(address: &str) -> Result<Self> {
        if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            return Ok(Self::Postgres(address.to_owned()));
        }
        match address.strip_prefix("sqlite:") {
            Some(path) if !path.is_empty() => Ok(Self::Sqlite(path.trim_start_matches("//").into())),
            _ => Err(Error::BadDatabaseAddress(hide_password(address))),
        }
    }
}

/// An address that may be shown: the password, if any, becomes three dots.
pub fn hide_password(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    let Some((login, host)) = rest.rsplit_once('@') else { return address.to_owned() };
    match login.split_once(':') {
        Some((user, _)) => format!("{scheme}://{user}:…@{host}"),
        None => address.to_owned(),
    }
}

impl std::fmt::Display for DatabaseChoice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres(address) => f.write_str(&hide_password(address)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_address_is_read_and_shown_without_its_password() {
        assert_eq!("sqlite:/var/paper.db".parse::<DatabaseChoice>().unwrap().to_string(), "sqlite:/var/paper.db");
        let postgres: DatabaseChoice = "postgres://desk:geheim@db.example/paper".parse().unwrap();
        assert_eq!(postgres.to_string(), "postgres://desk:…@db.example/paper");
        for bad in ["", "mysql://x/y", "sqlite:", "paper.db"] {
            assert!(bad.parse::<DatabaseChoice>().is_err(), "{bad}");
        }
    }
}
