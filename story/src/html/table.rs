//! The grid of a foreign table: rows of equal length, spans filled, headers recognised.

use super::tree::Handle;
use crate::limits::{TABLE_COLUMNS_MAX, TABLE_ROWS_MAX};

/// A table as a grid.
pub(super) struct Grid<'a> {
    pub caption: Option<Handle<'a>>,
    /// Rows of equal length; `None` where a span covers the place or a cell is missing.
    pub rows: Vec<Vec<Option<Handle<'a>>>>,
    pub header_row: bool,
    pub header_column: bool,
    /// Whether it looks like data rather than like a page laid out in a table.
    pub is_data: bool,
    /// Whether rows or columns were left out.
    pub cut: bool,
}

/// The grid; `None` if there is no cell.
pub(super) fn rows(table: Handle) -> Option<Grid> {
    let mut grid =
        Grid { caption: None, rows: vec![], header_row: false, header_column: false, is_data: false, cut: false };
    let mut hanging: Vec<usize> = Vec::new(); // rows that the cell above still covers, by column
    let mut head = false;
    for row in row_elements(table, &mut grid) {
        if grid.rows.len() == TABLE_ROWS_MAX {
            grid.cut = true;
            break;
        }
        let cells: Vec<Handle> = row.0.children().filter(|c| matches!(c.name(), "td" | "th")).collect();
        if cells.is_empty() {
            continue;
        }
        head |= grid.rows.is_empty() && row.1;
        let mut line: Vec<Option<Handle>> = Vec::new();
        for cell in cells {
            skip_covered(&mut line, &mut hanging);
            let (wide, tall) = (span(cell, "colspan", TABLE_COLUMNS_MAX), span(cell, "rowspan", TABLE_ROWS_MAX));
            for part in 0..wide {
                let column = line.len();
                line.push((part == 0).then_some(cell));
                hanging.resize(hanging.len().max(column + 1), 0);
                hanging[column] = tall - 1;
            }
            if line.len() >= TABLE_COLUMNS_MAX {
                break;
            }
        }
        skip_covered(&mut line, &mut hanging);
        grid.cut |= line.len() > TABLE_COLUMNS_MAX;
        line.truncate(TABLE_COLUMNS_MAX);
        grid.rows.push(line);
    }
    let width = grid.rows.iter().map(Vec::len).max()?;
    grid.rows.iter_mut().for_each(|row| row.resize(width, None));
    let header = |cell: &Option<Handle>| cell.is_some_and(|cell| cell.name() == "th");
    let of_row = |cell: &Option<Handle>| cell.is_some_and(|cell| cell.attr("scope") == Some("row"));
    let silent = |cell: &Option<Handle>| {
        cell.is_none_or(|cell| cell.descendants().all(|d| d.text().is_none_or(|t| t.trim().is_empty())))
    };
    let all_head =
        |row: &[Option<Handle>]| row.iter().all(|c| (header(c) && !of_row(c)) || silent(c)) && row.iter().any(header);
    grid.header_row =
        head || (grid.rows.first().is_some_and(|row| all_head(row)) && (grid.rows.len() > 1 || width > 1));
    let body = &grid.rows[usize::from(grid.header_row)..];
    grid.header_column = !body.is_empty()
        && body.iter().all(|row| row.first().is_some_and(|c| header(c) || silent(c)))
        && body.iter().any(|row| row.first().is_some_and(header));
    let nested = table.descendants().any(|d| d.name() == "table");
    let layout = matches!(table.attr("role"), Some("presentation" | "none"));
    let headed = grid.header_row || grid.header_column || grid.caption.is_some();
    grid.is_data = !nested && !layout && (headed || (width > 1 && grid.rows.len() > 1));
    Some(grid)
}

/// The rows, and whether each is in a `thead`.
fn row_elements<'a>(table: Handle<'a>, grid: &mut Grid<'a>) -> Vec<(Handle<'a>, bool)> {
    let mut rows = Vec::new();
    for child in table.children() {
        match child.name() {
            "tr" => rows.push((child, false)),
            "thead" | "tbody" | "tfoot" => {
                rows.extend(child.children().filter(|c| c.name() == "tr").map(|row| (row, child.name() == "thead")));
            }
            "caption" => grid.caption = Some(child),
            _ => {}
        }
    }
    rows
}

fn skip_covered(line: &mut Vec<Option<Handle>>, hanging: &mut [usize]) {
    while let Some(rows) = hanging.get_mut(line.len()).filter(|rows| **rows > 0) {
        *rows -= 1;
        line.push(None);
    }
}

fn span(cell: Handle, name: &str, max: usize) -> usize {
    cell.attr(name).and_then(|n| n.trim().parse().ok()).unwrap_or(1).clamp(1, max)
}
