//! CSV, as German and English programs write it.

use csv::{ReaderBuilder, StringRecord};

use super::Sheet;
use crate::procedure::ListFault;

const SEPARATORS: [char; 3] = [';', ',', '\t'];

pub(super) fn read(text: &str) -> Result<Sheet, ListFault> {
    // A quotation mark within quotes is doubled, so that they are always even.
    if !text.matches('"').count().is_multiple_of(2) {
        return Err(ListFault::OpenQuote);
    }
    // Some programs say in a line of its own by what fields are separated.
    let named = text.strip_prefix("sep=").and_then(|it| it.chars().next());
    let separator = named.unwrap_or_else(|| most_frequent(text));
    let separator = u8::try_from(separator).map_err(|_| ListFault::NoList)?;
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let (mut sheet, mut record, mut number) = (Sheet::default(), StringRecord::new(), 0);
    loop {
        let at = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        number += 1 + empty_lines(text, at);
        match reader.read_record(&mut record) {
            Ok(true) if number == 1 && named.is_some() => (),
            Ok(true) => {
                let cells: Vec<_> = record.iter().map(str::to_owned).collect();
                sheet.push(number, &cells)?;
            }
            Ok(false) => return sheet.finish(),
            Err(_) => return Err(ListFault::Damaged),
        }
    }
}

/// The reader passes over lines in which nothing stands; the program that wrote them counts them.
fn empty_lines(text: &str, at: usize) -> usize {
    let (before, rest) = text.split_at_checked(at).unwrap_or((text, ""));
    // The end of the line before may be only half read.
    let rest = if before.ends_with('\r') { rest.strip_prefix('\n').unwrap_or(rest) } else { rest };
    let breaks = &rest[..rest.len() - rest.trim_start_matches(['\r', '\n']).len()];
    breaks.replace("\r\n", "\n").chars().count()
}

/// What stands most often outside quotes in the first lines.
fn most_frequent(text: &str) -> char {
    let mut quoted = false;
    let mut counts = SEPARATORS.map(|it| (it, 0));
    for it in text.lines().take(10).flat_map(str::chars) {
        quoted ^= it == '"';
        if let Some(count) = counts.iter_mut().find(|count| count.0 == it && !quoted) {
            count.1 += 1;
        }
    }
    // Of equals the first: `max_by_key` would take the last.
    counts.iter().rev().max_by_key(|it| it.1).map_or(';', |it| it.0)
}
