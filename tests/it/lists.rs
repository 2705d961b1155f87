//! Which lists are read, and how. Each is read by the program itself in a process of its own.

use std::{fs::File, io::Write as _, time::Instant};

use hfk::{
    lists::{ListReader, MAX_LIST, Sheet},
    procedure::ListFault,
};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

#[track_caller]
fn read(bytes: &[u8]) -> Result<Sheet, ListFault> {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    let file = File::open(file.path()).unwrap();
    let reader = ListReader::new(env!("CARGO_BIN_EXE_hfk").into());
    actix_web::rt::System::new().block_on(reader.read(file)).unwrap()
}

/// Each row as `number: cell|cell`.
#[track_caller]
fn rows(bytes: &[u8]) -> Vec<String> {
    let sheet = read(bytes).unwrap();
    sheet.rows.iter().map(|it| format!("{}: {}", it.number, it.cells.join("|"))).collect()
}

/// A workbook of one sheet, filled by `fill`.
fn workbook(fill: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(book.add_worksheet());
    book.save_to_buffer().unwrap()
}

mod csv {
    use super::*;

    const READ: [&str; 2] = ["1: Name|Ort", "2: Müller|Köln; Deutz"];

    #[test]
    fn is_read_whatever_separates_its_fields() {
        for text in [
            "Name;Ort\r\nMüller;\"Köln; Deutz\"\r\n",
            "Name,Ort\nMüller,Köln; Deutz\n",
            "Name\tOrt\rMüller\tKöln; Deutz\r",
        ] {
            assert_eq!(rows(text.as_bytes()), READ, "{text:?}");
        }
        let named = "sep=;\r\nName;Ort\r\nMüller;\"Köln; Deutz\"\r\n";
        assert_eq!(rows(named.as_bytes()), ["2: Name|Ort", "3: Müller|Köln; Deutz"]);
    }

    #[test]
    fn is_read_whatever_it_is_written_in() {
        let text = "Name;Ort\r\nMüller;\"Köln; Deutz\"";
        let utf16 = |mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| {
            mark.into_iter().chain(text.encode_utf16().flat_map(bytes)).collect::<Vec<_>>()
        };
        for bytes in [
            [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
            encoding_rs::WINDOWS_1252.encode(text).0.into_owned(),
            utf16([0xFF, 0xFE], u16::to_le_bytes),
            utf16([0xFE, 0xFF], u16::to_be_bytes),
        ] {
            assert_eq!(rows(&bytes), READ);
        }
    }

    #[test]
    fn keeps_line_breaks_and_quotation_marks_within_quotes() {
        let text = "Name;Grund\n\"Müller\";\"Er sagte:\r\n\"\"Ja.\"\"\"\nMaier;x\n";
        assert_eq!(
            rows(text.as_bytes()),
            ["1: Name|Grund", "2: Müller|Er sagte:\n\"Ja.\"", "3: Maier|x"]
        );
    }

    #[test]
    fn counts_empty_rows_as_the_spreadsheet_does() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["", "Name;Ort", ";", "", "", "A;B", " ; ", "C;D"].join(end);
            assert_eq!(rows(text.as_bytes()), ["2: Name|Ort", "6: A|B", "8: C|D"], "{end:?}");
        }
    }

    #[test]
    fn with_an_open_quotation_mark_is_refused() {
        assert_eq!(read(b"Name;Ort\n\"A;B\nC;D\n"), Err(ListFault::OpenQuote));
    }
}

mod xlsx {
    use super::*;

    #[test]
    fn gives_cells_as_people_would_type_them() {
        let bytes = workbook(|sheet| {
            let date = Format::new().set_num_format("dd.mm.yyyy");
            let day = ExcelDateTime::from_ymd(1984, 3, 14).unwrap();
            sheet.write(0, 0, "Name").unwrap();
            sheet.write(2, 1, "Đorđević").unwrap();
            sheet.write_with_format(2, 2, &day, &date).unwrap();
            sheet.write(2, 3, 44787).unwrap();
            sheet.write(2, 4, 123_456_789_012_i64).unwrap();
            sheet.write(2, 5, 12.2019).unwrap();
            sheet.write(2, 6, true).unwrap();
        });
        assert_eq!(
            rows(&bytes),
            ["1: Name", "3: |Đorđević|14.03.1984|44787|123456789012|12.2019|ja"]
        );
    }

    #[test]
    fn counts_days_from_1904_where_the_file_says_so() {
        // As old programs on Apple computers wrote it: day 29 293 of that count.
        let workbook_xml = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr date1904="1"/><sheets><sheet name="Liste" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
        let sheet = r#"<row r="1"><c r="A1" s="1"><v>29293</v></c></row>"#;
        assert_eq!(rows(&archive(workbook_xml, sheet)), ["1: 14.03.1984"]);
    }

    #[test]
    fn gives_what_a_formula_came_to_and_not_the_formula() {
        let bytes = workbook(|sheet| {
            let formula = Formula::new("=HYPERLINK(\"http://boese.example\",\"Klick\")");
            sheet.write(0, 0, formula.set_result("Klick")).unwrap();
            sheet.write(0, 1, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
        });
        assert_eq!(rows(&bytes), ["1: Klick|#DIV/0!"]);
    }

    #[test]
    fn names_the_sheets_that_nobody_reads() {
        let mut book = Workbook::new();
        for (name, hidden) in [("Alt", true), ("Fälle", false), ("Notizen", false)] {
            let sheet = book.add_worksheet().set_name(name).unwrap().set_hidden(hidden);
            sheet.write(0, 0, name).unwrap();
        }
        book.worksheet_from_name("Fälle").unwrap().set_active(true);
        let sheet = read(&book.save_to_buffer().unwrap()).unwrap();
        assert_eq!(sheet.rows[0].cells, ["Fälle"]);
        assert_eq!(sheet.ignored_sheets, ["Alt", "Notizen"]);
    }

    #[test]
    fn with_merged_cells_is_refused() {
        let bytes = workbook(|sheet| {
            sheet.merge_range(1, 0, 2, 0, "15-39.22-2019-0012", &Format::new()).unwrap();
        });
        assert_eq!(read(&bytes), Err(ListFault::MergedCells));
    }

    /// Whatever it is called: by what is in it.
    #[test]
    fn with_macros_is_refused() {
        let mut bytes = workbook(|sheet| {
            sheet.write(0, 0, "Name").unwrap();
        });
        // The name of a part stands as it is in the archive.
        let at = bytes.windows(8).position(|it| it == b"docProps").unwrap();
        bytes.splice(at..at, *b"xl/vbaProject.bin");
        assert_eq!(read(&bytes), Err(ListFault::Macros));
    }

    #[test]
    fn of_an_empty_sheet_is_refused() {
        assert_eq!(read(&workbook(|_| ())), Err(ListFault::Empty));
    }
}

/// A minimal workbook with these parts.
fn archive(workbook: &str, rows: &str) -> Vec<u8> {
    let sheet = format!(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#
    );
    let relations = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    let styles = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;
    let root = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    zip(&[
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/styles.xml", styles.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

const PLAIN: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Liste" sheetId="1" r:id="rId1"/></sheets></workbook>"#;

fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let fast = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .compression_level(Some(1));
    for (name, bytes) in parts {
        archive.start_file(*name, fast).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

mod hostile {
    use super::*;

    #[track_caller]
    fn refused_in_time(bytes: &[u8], fault: ListFault) {
        let started = Instant::now();
        assert_eq!(read(bytes), Err(fault));
        assert!(started.elapsed().as_secs() < 25, "{:?}", started.elapsed());
    }

    #[test]
    fn what_is_no_list_is_refused() {
        assert_eq!(read(b""), Err(ListFault::Empty));
        assert_eq!(read(b"\r\n ; \r\n"), Err(ListFault::Empty));
        assert_eq!(read(&crate::pdf::one_page()), Err(ListFault::NoList));
        assert_eq!(read(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), Err(ListFault::NoList));
        assert_eq!(read(b"\x7fELF\x02\x01\x01\0\0"), Err(ListFault::NoList));
        assert_eq!(read(&zip(&[("content.xml", b"<x/>")])), Err(ListFault::NoList));
        assert_eq!(
            read(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 xl/workbook.xml"),
            Err(ListFault::OldFormat)
        );
        assert_eq!(read(b"\xFF\xFEN\0a"), Err(ListFault::NoList), "half a character");
    }

    #[test]
    fn a_damaged_workbook_is_refused() {
        let whole = archive(PLAIN, r#"<row r="1"><c r="A1"><v>1</v></c></row>"#);
        assert_eq!(rows(&whole), ["1: 1"]);
        for cut in [whole.len() / 2, whole.len() - 30] {
            assert_eq!(read(&whole[..cut]), Err(ListFault::Damaged), "{cut}");
        }
        assert_eq!(read(&archive(PLAIN, "<row><c r=\"A1\"")), Err(ListFault::Damaged));
    }

    #[test]
    fn a_cell_far_out_costs_nothing() {
        for (cell, fault) in [
            ("A1048576", ListFault::TooManyRows),
            ("XFD1", ListFault::TooManyColumns),
            ("XFD1048576", ListFault::TooManyRows),
        ] {
            let row = format!(r#"<row><c r="{cell}"><v>1</v></c></row>"#);
            refused_in_time(&archive(PLAIN, &row), fault);
        }
    }

    /// Little to send, more to unpack than a child may have.
    #[test]
    fn a_zip_bomb_is_ended() {
        let rows = format!(
            r#"<row r="1"><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row>"#,
            "x".repeat(180 << 20)
        );
        let bomb = archive(PLAIN, &rows);
        assert!(bomb.len() < MAX_LIST, "{}", bomb.len());
        refused_in_time(&bomb, ListFault::Overburdened);
    }

    #[test]
    fn too_much_is_refused_by_its_name() {
        let row = |cells: usize| "x;".repeat(cells) + "\n";
        assert_eq!(read(&vec![b'x'; MAX_LIST + 1]), Err(ListFault::TooLarge));
        assert_eq!(read(row(201).as_bytes()), Err(ListFault::TooManyColumns));
        assert_eq!(read(row(1).repeat(10_002).as_bytes()), Err(ListFault::TooManyRows));
        assert_eq!(read(row(1).repeat(10_001).as_bytes()).unwrap().rows.len(), 10_001);
        assert_eq!(read("x".repeat(100_001).as_bytes()), Err(ListFault::LongCell));
    }
}
