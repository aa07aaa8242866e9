//! One value of a table, the same in both databases, and its text form: a row is a JSON array on one line.

use sea_orm::Value;
use serde_json::Value as Json;

use crate::error::{Error, Result};
use crate::shape::{Cell, CellKind};

impl Cell {
    /// As JSON. Floating-point numbers are strings in the shortest form that reads back exactly, because JSON readers
    /// round numbers differently. Bytes are hex.
    fn to_json(&self) -> Json {
        match self {
            Cell::Null => Json::Null,
            Cell::Int(number) => Json::from(*number),
            Cell::Real(number) => Json::from(format!("{number:?}")),
            Cell::Bool(flag) => Json::from(*flag),
            Cell::Text(text) => Json::from(text.as_str()),
            Cell::Bytes(bytes) => Json::from(crate::digest::hex(bytes)),
        }
    }

    fn from_json(kind: CellKind, json: Json) -> Option<Cell> {
        Some(match (kind, json) {
            (_, Json::Null) => Cell::Null,
            (CellKind::Int, Json::Number(number)) => Cell::Int(number.as_i64()?),
            (CellKind::Real, Json::String(text)) => Cell::Real(text.parse().ok()?),
            (CellKind::Bool, Json::Bool(flag)) => Cell::Bool(flag),
            (CellKind::Text, Json::String(text)) => Cell::Text(text),
            (CellKind::Bytes, Json::String(text)) => Cell::Bytes(bytes(&text)?),
            _ => return None,
        })
    }

    /// As a bound value. NULL has the type of its column, because PostgreSQL requires one.
    pub fn into_value(self, kind: CellKind) -> Value {
        match (self, kind) {
            (Cell::Null, CellKind::Int) => Value::BigInt(None),
            (Cell::Null, CellKind::Real) => Value::Double(None),
            (Cell::Null, CellKind::Bool) => Value::Bool(None),
            (Cell::Null, CellKind::Text) => Value::String(None),
            (Cell::Null, CellKind::Bytes) => Value::Bytes(None),
            (Cell::Int(number), _) => number.into(),
            (Cell::Real(number), _) => number.into(),
            (Cell::Bool(flag), _) => flag.into(),
            (Cell::Text(text), _) => text.into(),
            (Cell::Bytes(bytes), _) => bytes.into(),
        }
    }
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    if !hex.len().is_multiple_of(2) || !hex.is_ascii() {
        return None;
    }
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).ok()).collect()
}

/// Appends the row as a line.
pub(super) fn write_line(out: &mut Vec<u8>, row: &[Cell]) -> Result<()> {
    let row = Json::Array(row.iter().map(Cell::to_json).collect());
    serde_json::to_writer(&mut *out, &row).map_err(Error::damaged)?;
    out.push(b'\n');
    Ok(())
}

/// Parses the row of a line; `None` if it does not fit these columns.
pub(super) fn read_line(line: &[u8], kinds: &[CellKind]) -> Option<Vec<Cell>> {
    let Ok(Json::Array(values)) = serde_json::from_slice(line) else { return None };
    if values.len() != kinds.len() {
        return None;
    }
    values.into_iter().zip(kinds).map(|(value, kind)| Cell::from_json(*kind, value)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_exactly() {
        use CellKind::{Bool, Bytes, Int, Real, Text};
        let kinds = [Int, Int, Real, Real, Bool, Text, Bytes, Text];
        let row = vec![
            Cell::Int(i64::MAX),
            Cell::Int(i64::MIN),
            Cell::Real(0.1 + 0.2),
            Cell::Real(f64::MIN_POSITIVE),
            Cell::Bool(true),
            Cell::Text("قال\n\"\u{2028}\u{0}".into()),
            Cell::Bytes(vec![0, 255]),
            Cell::Null,
        ];
        let mut line = Vec::new();
        write_line(&mut line, &row).unwrap();
        assert_eq!(line.iter().filter(|byte| **byte == b'\n').count(), 1);
        assert_eq!(read_line(&line, &kinds), Some(row));
        for bad in
            ["[]", "[1]", "{}", "[1,2,\"x\",\"1\",true,\"\",\"\",\"\"]", "[1.5,2,\"1\",\"1\",true,\"\",\"\",\"\"]"]
        {
            assert_eq!(read_line(bad.as_bytes(), &kinds), None, "{bad}");
        }
    }
}
