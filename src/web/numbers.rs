//! Numbers as people here write and type them.

/// `12 345`, with a space that does not break.
pub(in crate::web) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

/// `1,4 MB`, `312 kB`
pub(in crate::web) fn file_size(bytes: i64) -> String {
    let tenths = bytes / 100_000;
    if tenths >= 10 {
        return format!("{},{} MB", tenths / 10, tenths % 10);
    }
    format!("{} kB", (bytes / 1000).max(1))
}

/// A limit as it is stated: `25 MB`
pub(in crate::web) fn megabytes(bytes: usize) -> String {
    format!("{} MB", bytes / (1024 * 1024))
}

/// `1 Schreiben`, `3 Personen`
pub(in crate::web) fn counted(number: usize, one: &str, more: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {more}") }
}

/// Nobody counts more people than this.
const MOST_PEOPLE: u16 = 500;

/// A number of people; nothing typed is nobody.
pub(in crate::web) fn parse_count(typed: &str) -> Option<u16> {
    let typed = typed.trim();
    if typed.is_empty() { Some(0) } else { typed.parse().ok().filter(|it| *it <= MOST_PEOPLE) }
}
