//! What a search for people asks.

use super::{
    PartialDate, PersonDetails,
    search_name::{name_key, plain_letters, plain_reference},
};

/// A search for people: by name and date of birth, which both must fit, or by a reference of
/// another office, which proves a person by itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersonSearch {
    /// Each must be found among the names of the person.
    pub words: Vec<SearchWord>,
    pub born: Option<PartialDate>,
    pub reference: Option<String>,
}

/// A word of a name in its two search forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchWord {
    pub letters: String,
    pub key: String,
}

impl PersonSearch {
    /// More words make a search slower and not better.
    const MAX_WORDS: usize = 6;
    /// Anything shorter stands in too many references.
    const MIN_REFERENCE: usize = 4;

    pub fn new(name: &str, born: Option<PartialDate>, reference: &str) -> Self {
        let letters = plain_letters(name);
        let words = letters.split(' ').filter(|it| !it.is_empty()).take(Self::MAX_WORDS);
        let word = |it: &str| SearchWord { letters: it.to_owned(), key: name_key(it) };
        let reference = Some(plain_reference(reference));
        let long_enough = |it: &String| it.chars().count() >= Self::MIN_REFERENCE;
        Self { words: words.map(word).collect(), born, reference: reference.filter(long_enough) }
    }

    /// Out of one line: what reads as a date is the date of birth, other words with digits
    /// are a reference, the rest is the name.
    pub fn of_line(line: &str) -> Self {
        let (numbers, name): (Vec<&str>, Vec<&str>) =
            line.split_whitespace().partition(|it| it.contains(|it: char| it.is_ascii_digit()));
        let born = |it: &str| it.parse::<PartialDate>().ok();
        let date = numbers.iter().find_map(|it| born(it));
        let reference: Vec<&str> = numbers.into_iter().filter(|it| born(it).is_none()).collect();
        Self::new(&name.join(" "), date, &reference.concat())
    }

    /// For somebody with the same name and date of birth as this person.
    pub fn like(person: &PersonDetails) -> Self {
        Self::new(&person.list_name(), Some(person.born), "")
    }

    /// Nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.born.is_none() && self.reference.is_none()
    }
}
