use serde::{Deserialize, Serialize};

use crate::procedure::{ListFault, clean};

/// The most a list may have: 10 MB.
pub const MAX_LIST: usize = 10 * 1024 * 1024;

const MAX_ROWS: usize = 10_000;
const MAX_COLUMNS: usize = 200;
const MAX_CELL: usize = 100_000;

/// A sheet as it was written, from its first row that is not empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    pub rows: Vec<Row>,
    /// Other sheets of the same file, which nobody reads.
    pub ignored_sheets: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// As the program counts in which the list is kept, from 1.
    pub number: usize,
    pub cells: Vec<String>,
}

impl Row {
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

impl Sheet {
    /// Adds a row; an empty one counts and is left out.
    pub(super) fn push(&mut self, number: usize, cells: &[String]) -> Result<(), ListFault> {
        let mut cells: Vec<_> = cells.iter().map(|it| clean(it)).collect();
        let filled = cells.iter().rposition(|it| !it.is_empty()).map_or(0, |it| it + 1);
        cells.truncate(filled);
        if filled == 0 {
            return Ok(());
        }
        if filled > MAX_COLUMNS {
            return Err(ListFault::TooManyColumns);
        }
        if cells.iter().any(|it| it.chars().count() > MAX_CELL) {
            return Err(ListFault::LongCell);
        }
        if self.rows.len() > MAX_ROWS {
            return Err(ListFault::TooManyRows);
        }
        self.rows.push(Row { number, cells });
        Ok(())
    }

    pub(super) fn finish(self) -> Result<Self, ListFault> {
        if self.rows.is_empty() { Err(ListFault::Empty) } else { Ok(self) }
    }
}
