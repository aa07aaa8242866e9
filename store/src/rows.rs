//! Inserts many rows into one table with statements of a few fixed sizes. Each statement is built once and stays
//! prepared in the connection, instead of one statement for each row or a new one for every number of rows.

use std::collections::HashMap;

use sea_orm::sea_query::{Alias, Expr, Query, Values};
use sea_orm::{
    ActiveModelTrait, ActiveValue, ConnectionTrait, DbBackend, EntityTrait, IdenStatic, Iterable, Statement, Value,
};

use crate::error::{Error, Result};

/// Rows in one statement, largest first. 64 rows of 28 values stay far below the limits of bound values (32,766 in
/// SQLite, 65,535 in PostgreSQL), and larger statements are no faster.
const STEPS: [usize; 3] = [64, 8, 1];

/// Statements already built, by table and number of rows.
#[derive(Debug, Default)]
pub struct Statements {
    built: HashMap<(&'static str, usize), String>,
}

/// Rows to be inserted into one table.
#[derive(Debug)]
pub struct Rows {
    table: &'static str,
    columns: Vec<&'static str>,
    values: Vec<Value>,
}

impl Rows {
    /// No rows yet, with these columns.
    pub fn new(table: &'static str, columns: impl IntoIterator<Item = &'static str>) -> Self {
        Self { table, columns: columns.into_iter().collect(), values: Vec::new() }
    }

    /// Rows of an entity. Columns that a row leaves unset (its id) are filled by the database.
    pub fn of<E: EntityTrait>(table: &'static str, row: &E::ActiveModel) -> Self {
        let is_set = |column: &E::Column| !matches!(row.get(*column), ActiveValue::NotSet);
        Self::new(table, E::Column::iter().filter(is_set).map(|column| column.as_str()))
    }

    /// Adds a row: one value for each column, in their order.
    pub fn push(&mut self, row: impl IntoIterator<Item = Value>) {
        self.values.extend(row);
    }

    /// Adds a row of an entity.
    pub fn push_model<E: EntityTrait>(&mut self, mut row: E::ActiveModel) {
        let values = E::Column::iter().filter_map(|column| row.take(column).into_value());
        self.values.extend(values);
    }

    /// Inserts the rows in order.
    pub async fn insert(self, db: &impl ConnectionTrait, statements: &mut Statements) -> Result<()> {
        let width = self.columns.len();
        let backend = db.get_database_backend();
        if width == 0 || !self.values.len().is_multiple_of(width) {
            return Err(Error::damaged(format!("rows of {} have different columns", self.table)));
        }
        let mut left = self.values.len() / width;
        let mut values = self.values.into_iter();
        for step in STEPS {
            while left >= step {
                let sql = statements.insert(backend, self.table, &self.columns, step);
                let bound = Values(values.by_ref().take(step * width).collect());
                db.execute_raw(Statement { sql, values: Some(bound), db_backend: backend }).await?;
                left -= step;
            }
        }
        Ok(())
    }
}

impl Statements {
    fn insert(&mut self, backend: DbBackend, table: &'static str, columns: &[&'static str], rows: usize) -> String {
        let built = self.built.entry((table, rows)).or_insert_with(|| {
            let mut insert = Query::insert().into_table(table).columns(columns.iter().copied()).to_owned();
            for _ in 0..rows {
                insert.values_panic(columns.iter().map(|_| Expr::val(0)));
            }
            backend.build(&insert).sql
        });
        built.clone()
    }
}

/// Inserts rows into a table whose name and columns are known at run time only, with statements of the same sizes.
/// Keeps a few rows in memory.
pub struct Loader {
    table: String,
    columns: Vec<String>,
    waiting: Vec<Value>,
    built: HashMap<usize, String>,
}

impl Loader {
    /// No rows yet, with these columns.
    pub fn new(table: String, columns: Vec<String>) -> Self {
        Self { table, columns, waiting: Vec::new(), built: HashMap::new() }
    }

    /// Adds a row, with one value for each column; inserts a full batch.
    pub async fn push(&mut self, db: &impl ConnectionTrait, row: impl IntoIterator<Item = Value>) -> Result<()> {
        self.waiting.extend(row);
        if self.waiting.len() >= STEPS[0] * self.columns.len() { self.finish(db).await } else { Ok(()) }
    }

    /// Inserts the remaining rows.
    pub async fn finish(&mut self, db: &impl ConnectionTrait) -> Result<()> {
        let width = self.columns.len().max(1);
        let backend = db.get_database_backend();
        let mut left = self.waiting.len() / width;
        let mut values = std::mem::take(&mut self.waiting).into_iter();
        for step in STEPS {
            while left >= step {
                let sql = self.sql(backend, step);
                let bound = Values(values.by_ref().take(step * width).collect());
                db.execute_raw(Statement { sql, values: Some(bound), db_backend: backend }).await?;
                left -= step;
            }
        }
        Ok(())
    }

    fn sql(&mut self, backend: DbBackend, rows: usize) -> String {
        let (table, columns) = (&self.table, &self.columns);
        let built = self.built.entry(rows).or_insert_with(|| {
            let names = columns.iter().map(|column| Alias::new(column.as_str()));
            let mut insert = Query::insert().into_table(Alias::new(table.as_str())).columns(names).to_owned();
            for _ in 0..rows {
                insert.values_panic(columns.iter().map(|_| Expr::val(0)));
            }
            backend.build(&insert).sql
        });
        built.clone()
    }
}

/// Deletes every row of a table.
pub async fn clear(db: &impl ConnectionTrait, table: &str) -> Result<()> {
    db.execute(&Query::delete().from_table(Alias::new(table)).to_owned()).await?;
    Ok(())
}
