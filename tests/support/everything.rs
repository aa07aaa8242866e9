//! Everything in a database. The tables are listed from the schema, so that future tables are included.

use newsroom::Newsroom;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::{Map, Value};

/// Every row of every table: the name of the table, and the row by its columns.
pub async fn every_row(newsroom: &Newsroom) -> Vec<(String, Map<String, Value>)> {
    let is_sqlite = newsroom.db().get_database_backend() == DbBackend::Sqlite;
    let tables = match is_sqlite {
        true => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite#_%' ESCAPE '#'",
        false => "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema()",
    };
    let mut all = Vec::new();
    for table in texts(newsroom, tables).await {
        let rows = match is_sqlite {
            true => {
                let columns = texts(newsroom, &format!("SELECT name FROM pragma_table_info('{table}')")).await;
                let pairs: Vec<String> = columns.iter().map(|name| format!("'{name}', \"{name}\"")).collect();
                format!("SELECT json_object({}) FROM \"{table}\"", pairs.join(", "))
            }
            false => format!("SELECT row_to_json(t)::text FROM \"{table}\" t"),
        };
        for row in texts(newsroom, &rows).await {
            match serde_json::from_str(&row).expect("a row") {
                Value::Object(row) => all.push((table.clone(), row)),
                other => panic!("{table}: {other}"),
            }
        }
    }
    all
}

/// The first column of a result.
pub async fn texts(newsroom: &Newsroom, sql: &str) -> Vec<String> {
    let statement = Statement::from_string(newsroom.db().get_database_backend(), sql.to_owned());
    let rows = newsroom.db().query_all_raw(statement).await.expect("an answer");
    rows.iter().map(|row| row.try_get_by_index(0).expect("a text")).collect()
}
