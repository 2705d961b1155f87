//! Protected addresses (Auskunftssperre, § 51 BMG): on no paper but the envelope of the post that
//! goes there.

use super::{Address, PersonDetails};

/// What stands in a text where a protected address stood.
pub const REDACTED: &str = "[Anschrift gesperrt]";
/// Anything shorter is no street with a number.
const SHORTEST: usize = 4;

/// The streets that are protected: of those who live there, and of those who did while they were.
pub fn protected_streets<'a>(people: impl IntoIterator<Item = &'a PersonDetails>) -> Vec<String> {
    people.into_iter().flat_map(protected_addresses).map(|it| it.street.clone()).collect()
}

fn protected_addresses(person: &PersonDetails) -> impl Iterator<Item = &Address> {
    let present = person.address_protected.then_some(&person.address);
    let former = person.former_addresses.iter().filter(|it| it.protected);
    present.into_iter().chain(former.map(|it| &it.address))
}

/// The text without these streets, in whatever case, with whatever signs and blanks, and with
/// `straße` written out or not.
pub fn without_streets(text: &str, streets: &[String]) -> String {
    let needles = streets.iter().map(|it| sounds(&plain(it)));
    let needles: Vec<Vec<char>> = needles.filter(|it| it.len() >= SHORTEST).collect();
    needles.iter().fold(text.to_owned(), |text, needle| without(&text, needle))
}

fn without(text: &str, needle: &[char]) -> String {
    let letters = plain(text);
    let (mut kept, mut from, mut at) = (String::new(), 0, 0);
    while let Some(window) = letters.get(at..at + needle.len()) {
        if sounds(window) == needle {
            kept.push_str(&text[from..window[0].start]);
            kept.push_str(REDACTED);
            from = window[needle.len() - 1].end;
            at += needle.len();
        } else {
            at += 1;
        }
    }
    kept + &text[from..]
}

/// A letter or digit in lower case, and where in the text it stands for something.
struct Plain {
    letter: char,
    start: usize,
    end: usize,
}

fn sounds(plain: &[Plain]) -> Vec<char> {
    plain.iter().map(|it| it.letter).collect()
}

/// Of `straße` and `strasse` stays `str`, which is how they are shortened.
fn plain(text: &str) -> Vec<Plain> {
    let mut plain: Vec<Plain> = Vec::new();
    for (start, it) in text.char_indices().filter(|it| it.1.is_alphanumeric()) {
        let end = start + it.len_utf8();
        plain.extend(it.to_lowercase().map(|letter| Plain { letter, start, end }));
        for long in ["straße", "strasse"] {
            let begin = plain.len().saturating_sub(long.chars().count());
            if plain[begin..].iter().map(|it| it.letter).eq(long.chars()) {
                plain.truncate(begin + 3);
                plain[begin + 2].end = end;
            }
        }
    }
    plain
}

/// The lines of a letter's recipient as they may be shown to whoever must not see protected
/// addresses.
pub fn open_lines(lines: &[String], people: &[PersonDetails]) -> Vec<String> {
    let protected = people.iter().flat_map(protected_addresses);
    let hidden: Vec<String> = protected.flat_map(Address::lines).collect();
    let mut open: Vec<String> = lines.iter().filter(|it| !hidden.contains(it)).cloned().collect();
    if open.len() < lines.len() {
        open.push(REDACTED.to_owned());
    }
    open
}
