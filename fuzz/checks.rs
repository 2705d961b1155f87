//! What is true of whatever comes in. The fuzz targets try it on bytes that nobody has thought of;
//! the tests of the program on all that were ever remarkable (`corpus/`).

use chrono::{Datelike as _, NaiveDate};
use hfk::{
    mail::read,
    pdf::{Surface, inspect},
    procedure::{FileNumber, FileNumberPattern, PartialDate, clean},
    web::{parse_day, parse_time},
};

/// It gets a verdict, and the same in whatever pieces it arrives.
pub fn pdf(raw: &[u8]) {
    let (mut whole, mut in_pieces) = (Surface::default(), Surface::default());
    whole.see(raw);
    raw.chunks(7).for_each(|it| in_pieces.see(it));
    assert_eq!(whole.verdict(), in_pieces.verdict());
    assert_eq!(whole.size(), raw.len());
    // Which one it gets nobody can know beforehand.
    let _verdict = inspect(raw);
}

/// What comes out fits the columns it is kept in, and can stand on a page and on paper.
pub fn mail(raw: &[u8]) {
    let (mail, contents) = read(raw);
    for line in [&mail.sender, &mail.reply_to, &mail.subject] {
        assert!(line.chars().count() <= 500 && is_one_line(line), "{line:?}");
    }
    assert!(mail.body.chars().count() <= 200_000);
    assert_eq!(clean(&mail.body), mail.body);
    assert!(mail.sent_at.is_none_or(|it| (1990..=2199).contains(&it.year())));
    assert!(contents.len() <= 1_000);
    let sizes: Vec<_> = mail.attachments.iter().map(|it| it.size).collect();
    assert_eq!(sizes, contents.iter().map(Vec::len).collect::<Vec<_>>());
    for it in &mail.attachments {
        assert!((1..=200).contains(&it.name.chars().count()), "{:?}", it.name);
        assert!(is_one_line(&it.name) && !it.name.contains(['/', '\\']), "{:?}", it.name);
        assert!(it.size > 0);
    }
}

/// It reads as it is stored: without marks that end a line or turn one around.
fn is_one_line(text: &str) -> bool {
    let turns = |it: char| matches!(it, '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    clean(text) == text && !text.contains(['\n', '\t']) && !text.contains(turns)
}

/// What was understood as a date means the same when it is written and read again.
pub fn dates(raw: &[u8]) {
    let text = String::from_utf8_lossy(raw);
    let today = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap_or_default();
    if let Ok(date) = text.parse::<PartialDate>() {
        assert_eq!(date.iso().parse(), Ok(date));
        assert_eq!(date.to_string().parse(), Ok(date));
        assert_eq!(date.earliest().year(), date.year());
        assert!(date.may_be(date) && date.age(today) < 200);
    }
    if let Some(day) = parse_day(&text, today) {
        assert!((1900..=2199).contains(&day.year()), "{text:?} is {day}");
        assert_eq!(parse_day(&day.format("%d.%m.%Y").to_string(), today), Some(day));
        let stands = |it: char| it.is_ascii_digit() || it == '.' || it.is_whitespace();
        assert!(!text.contains('.') || text.chars().all(stands), "{text:?} is {day}");
    }
    if let Some(time) = parse_time(&text) {
        assert_eq!(parse_time(&time.format("%H:%M").to_string()), Some(time));
    }
}

/// In the first line a pattern, in the rest numbers: no number is given twice, and each is found
/// again in what somebody writes.
pub fn file_number(raw: &[u8]) {
    let text = String::from_utf8_lossy(raw);
    let (pattern, rest) = text.split_once('\n').unwrap_or((&text, ""));
    if let Ok(pattern) = pattern.parse::<FileNumberPattern>() {
        let numbers = [(2026, 1), (2026, 2), (2027, 1), (2026, 9_999_999)];
        let mut numbers: Vec<_> =
            numbers.iter().filter_map(|it| pattern.number(it.0, it.1).ok()).collect();
        numbers.sort();
        numbers.dedup();
        assert_eq!(numbers.len(), 4, "{pattern:?}");
        // Too long perhaps, but said so.
        let _number = pattern.number(i32::MIN, u32::MAX);
        for number in numbers {
            let found = FileNumber::all_in(&format!("Ihr Az.: „{number}“, Unterlagen"));
            assert!(found.contains(&number), "{number} in {found:?}");
        }
    }
    if let Ok(number) = rest.parse::<FileNumber>() {
        assert_eq!(number.to_string().parse(), Ok(number));
    }
    assert!(FileNumber::all_in(&text).len() <= 20);
}
