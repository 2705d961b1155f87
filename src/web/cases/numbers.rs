//! Numbers as people here write them.

/// `12 345`, with a space that does not break.
pub(super) fn grouped(number: usize) -> String {
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
pub(super) fn file_size(bytes: i64) -> String {
    let tenths = bytes / 100_000;
    if tenths >= 10 {
        return format!("{},{} MB", tenths / 10, tenths % 10);
    }
    format!("{} kB", (bytes / 1000).max(1))
}

/// `1 Schreiben`, `3 Personen`
pub(super) fn counted(number: usize, one: &str, more: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {more}") }
}
