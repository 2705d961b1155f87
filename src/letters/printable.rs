//! Case text made safe to print. PDF/A refuses a text with a letter that the font lacks,
//! and a letter must not fail because somebody pasted an emoji.

use std::borrow::Cow;

use serde_json::Value;
use unicode_normalization::UnicodeNormalization as _;

use super::press::has_glyph;

/// Stands for a character that the font cannot print.
const REPLACEMENT: char = '\u{FFFD}';

/// A longer run without a space gets places where it may be broken.
const LONGEST_WORD: usize = 64;
/// So many of the widest letter fit in a line.
const LONGEST_PART: usize = 40;
const MAY_BREAK_HERE: &str = "\u{200B}";

/// Makes every text in `data` printable.
pub(super) fn make_printable(data: &mut Value) {
    match data {
        Value::String(text) => *text = printable(text),
        Value::Array(values) => values.iter_mut().for_each(make_printable),
        Value::Object(fields) => fields.values_mut().for_each(make_printable),
        Value::Null | Value::Bool(_) | Value::Number(_) => (),
    }
}

fn printable(text: &str) -> String {
    let text: String = text.replace("\r\n", "\n").nfc().filter_map(glyph_or_substitute).collect();
    text.split_inclusive(char::is_whitespace).map(breakable).collect()
}

fn breakable(word: &str) -> Cow<'_, str> {
    if word.trim_end().chars().count() <= LONGEST_WORD {
        return word.into();
    }
    let characters: Vec<char> = word.chars().collect();
    let parts: Vec<String> = characters.chunks(LONGEST_PART).map(String::from_iter).collect();
    parts.join(MAY_BREAK_HERE).into()
}

fn glyph_or_substitute(it: char) -> Option<char> {
    match it {
        '\n' => Some(it),
        '\r' | '\u{2028}' | '\u{2029}' => Some('\n'),
        it if it.is_whitespace() => Some(if has_glyph(it) { it } else { ' ' }),
        it if is_invisible(it) => None,
        it if is_private(it) || !has_glyph(it) => Some(REPLACEMENT),
        it => Some(it),
    }
}

/// Controls, joiners, marks of direction and variation: they have no shape, and some
/// would make the text read differently than it is stored.
const fn is_invisible(it: char) -> bool {
    matches!(it,
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{AD}' | '\u{34F}' | '\u{61C}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
        | '\u{FFF0}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Private use, whose meaning nobody can know: PDF/A forbids it.
const fn is_private(it: char) -> bool {
    matches!(it, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}')
}
