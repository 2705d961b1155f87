//! XLSX. Cells are read one after the other: a sheet may say that it is a thousand times larger than it is.

use std::io::Cursor;

use calamine::{
    Cell, DataRef, ExcelDateTime, Reader as _, SheetType, SheetVisible, Xlsx, XlsxError,
};

use super::Sheet;
use crate::procedure::ListFault;

/// No list is written so far down or to the right: what stands there was left by mistake.
const LAST: (u32, u32) = (100_000, 1_000);

pub(super) fn read(bytes: &[u8]) -> Result<Sheet, ListFault> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|it| fault(&it))?;
    let sheets = workbook.sheets_metadata().to_vec();
    let is_list = |it: &&calamine::Sheet| {
        it.typ == SheetType::WorkSheet && it.visible == SheetVisible::Visible
    };
    let first = sheets.iter().find(is_list).ok_or(ListFault::Empty)?;
    let merged = workbook.merge_cells_by_sheet_name(&first.name).map_err(|it| fault(&it))?;
    if !merged.is_empty() {
        return Err(ListFault::MergedCells);
    }
    let mut sheet = rows(&mut workbook, &first.name)?;
    let others = sheets.iter().filter(|it| it.name != first.name);
    sheet.ignored_sheets = others.map(|it| it.name.clone()).collect();
    sheet.finish()
}

fn rows(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Sheet, ListFault> {
    let mut cells = workbook.worksheet_cells_reader(name).map_err(|it| fault(&it))?;
    let (mut sheet, mut number, mut row) = (Sheet::default(), 0, Vec::new());
    while let Some(cell) = cells.next_cell().map_err(|it| fault(&it))? {
        let (at_row, at_column) = cell.get_position();
        let text = text(&cell);
        if text.is_empty() {
            continue;
        }
        if at_row > LAST.0 {
            return Err(ListFault::TooManyRows);
        }
        if at_column > LAST.1 {
            return Err(ListFault::TooManyColumns);
        }
        if at_row != number {
            sheet.push(number as usize + 1, &std::mem::take(&mut row))?;
            number = at_row;
        }
        row.resize(row.len().max(at_column as usize + 1), String::new());
        row[at_column as usize] = text;
    }
    sheet.push(number as usize + 1, &row)?;
    Ok(sheet)
}

fn fault(error: &XlsxError) -> ListFault {
    match error {
        XlsxError::Password => ListFault::OldFormat,
        _ => ListFault::Damaged,
    }
}

/// A cell as people would type it. Of a formula this is what it came to last.
fn text(cell: &Cell<DataRef<'_>>) -> String {
    match cell.get_value() {
        DataRef::Empty => String::new(),
        DataRef::String(it) => it.clone(),
        DataRef::SharedString(it) => (*it).to_owned(),
        DataRef::Int(it) => it.to_string(),
        // Shown without an exponent, and without a fraction where there is none.
        DataRef::Float(it) => it.to_string(),
        DataRef::Bool(it) => if *it { "ja" } else { "nein" }.to_owned(),
        DataRef::DateTime(it) if it.is_datetime() => day(it),
        DataRef::DateTime(it) => it.as_f64().to_string(),
        DataRef::DateTimeIso(it) => it.split('T').next().unwrap_or_default().to_owned(),
        DataRef::DurationIso(it) => it.clone(),
        DataRef::Error(it) => it.to_string(),
    }
}

fn day(it: &ExcelDateTime) -> String {
    let (year, month, day, ..) = it.to_ymd_hms_milli();
    format!("{day:02}.{month:02}.{year:04}")
}
