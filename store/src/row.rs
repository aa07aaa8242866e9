//! Rows of a result, read column by column, from either source.

use sea_orm::{QueryResult, TryGetable};

use crate::error::{Error, Result};

/// One row of a result, read column by column in the order of the query.
pub enum Row {
    /// From the connection pool.
    Pooled(QueryResult),
    /// From SQLite in this thread.
    Direct(Vec<rusqlite::types::Value>),
}

impl Row {
    /// Begins to read at the first column.
    pub fn columns(self) -> Columns {
        Columns { row: self, next: 0 }
    }
}

/// A row being read.
pub struct Columns {
    row: Row,
    next: usize,
}

impl Columns {
    /// The next column. [`Error::Damaged`] if it holds a type that the code does not expect.
    pub fn take<T: Cell>(&mut self) -> Result<T> {
        let index = self.next;
        self.next += 1;
        match &mut self.row {
            Row::Pooled(row) => Ok(row.try_get_by_index(index)?),
            Row::Direct(values) => {
                let value = values.get_mut(index).map(|value| std::mem::replace(value, rusqlite::types::Value::Null));
                value
                    .and_then(T::from_sqlite)
                    .ok_or_else(|| Error::damaged(format!("column {} of a row holds another type", index + 1)))
            }
        }
    }
}

/// A type that a column can hold.
pub trait Cell: TryGetable + Sized {
    /// Converts a value of SQLite.
    fn from_sqlite(value: rusqlite::types::Value) -> Option<Self>;
}

impl Cell for i64 {
    fn from_sqlite(value: rusqlite::types::Value) -> Option<Self> {
        match value {
            rusqlite::types::Value::Integer(number) => Some(number),
            _ => None,
        }
    }
}

impl Cell for f64 {
    fn from_sqlite(value: rusqlite::types::Value) -> Option<Self> {
        match value {
            rusqlite::types::Value::Real(number) => Some(number),
            rusqlite::types::Value::Integer(number) => Some(number as Self),
            _ => None,
        }
    }
}

impl Cell for bool {
    fn from_sqlite(value: rusqlite::types::Value) -> Option<Self> {
        i64::from_sqlite(value).map(|number| number != 0)
    }
}

impl Cell for String {
    fn from_sqlite(value: rusqlite::types::Value) -> Option<Self> {
        match value {
            rusqlite::types::Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl<T: Cell> Cell for Option<T> {
    fn from_sqlite(value: rusqlite::types::Value) -> Option<Self> {
        match value {
            rusqlite::types::Value::Null => Some(None),
            other => T::from_sqlite(other).map(Some),
        }
    }
}

/// A row that can be read from its columns, in the order of the table.
pub trait FromColumns: Sized {
    /// Reads the row.
    fn from_columns(columns: &mut Columns) -> Result<Self>;
}

/// A table whose whole rows are read.
pub trait Table: FromColumns {
    /// Its name.
    const NAME: &'static str;
    /// Its columns, quoted and separated by commas, in the order in which a row is read.
    const COLUMNS: &'static str;
}
