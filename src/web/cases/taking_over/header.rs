use super::column::Column;
use crate::lists::{Row, Sheet};

/// The headings of a list: which column of ours stands where.
pub(super) struct Header {
    columns: Vec<(usize, Column)>,
    /// Headings that say nothing to us; what stands below is not read.
    pub(super) unknown: Vec<String>,
    /// The number of its row.
    row: usize,
}

impl Header {
    /// Above the headings there may be a title.
    const LATEST: usize = 10;

    /// Finds the row of headings, or says why the list cannot be read.
    pub(super) fn of(sheet: &Sheet) -> Result<Self, String> {
        let row = sheet
            .rows
            .iter()
            .take(Self::LATEST)
            .max_by_key(|it| (known(it), usize::MAX - it.number));
        let row = row.filter(|it| known(it) >= 2).ok_or(
            "In den ersten Zeilen steht keine Kopfzeile mit den Namen der Spalten. Bitte die Vorlage ansehen.",
        )?;
        let mut header = Self { columns: Vec::new(), unknown: Vec::new(), row: row.number };
        for (at, heading) in row.cells.iter().enumerate().filter(|it| !it.1.is_empty()) {
            match Column::headed(heading) {
                None => header.unknown.push(heading.clone()),
                Some(column) if header.has(column) => {
                    return Err(format!(
                        "Zwei Spalten heißen „{}“ oder bedeuten dasselbe. Bitte eine davon umbenennen oder löschen.",
                        column.label()
                    ));
                }
                Some(column) => header.columns.push((at, column)),
            }
        }
        let missing: Vec<_> = Column::NEEDED.iter().filter(|it| !header.has(**it)).collect();
        if missing.is_empty() {
            return Ok(header);
        }
        let names: Vec<_> = missing.iter().map(|it| format!("„{}“", it.label())).collect();
        Err(format!("In der Kopfzeile (Zeile {}) fehlt: {}.", header.row, names.join(", ")))
    }

    pub(super) fn has(&self, column: Column) -> bool {
        self.columns.iter().any(|it| it.1 == column)
    }

    /// What a row has in this column; empty when the list has no such column.
    pub(super) fn cell<'a>(&self, row: &'a Row, column: Column) -> &'a str {
        self.columns.iter().find(|it| it.1 == column).map_or("", |it| row.cell(it.0))
    }

    /// The rows below that hold something in a column of ours.
    pub(super) fn rows(&self, sheet: Sheet) -> Vec<Row> {
        let filled = |it: &Row| self.columns.iter().any(|(at, _)| !it.cell(*at).is_empty());
        sheet.rows.into_iter().filter(|it| it.number > self.row && filled(it)).collect()
    }
}

fn known(row: &Row) -> usize {
    row.cells.iter().filter(|it| Column::headed(it).is_some()).count()
}
