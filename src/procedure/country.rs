//! A state of the official list: of whom somebody is a national, or where somebody was born.

use std::{collections::HashMap, fmt, str::FromStr, sync::LazyLock};

use chrono::Datelike as _;
use serde::{Deserialize, Serialize};

use super::{
    countries::{COUNTRIES, Entry},
    search_name::plain_letters,
};

/// A line of the list; equal are those with one key. Also what stands for no state: staatenlos,
/// ungeklärt, ohne Angabe.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Country(&'static Entry);

/// What was typed for a state and is none, with those that may be meant.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("„{typed}“ steht nicht in der Liste der Staaten. {}", hint(near))]
pub struct UnknownCountry {
    pub typed: String,
    pub near: Vec<Country>,
}

fn hint(near: &[Country]) -> String {
    match near {
        [] => "Bitte Namen oder dreistelligen Schlüssel angeben, einen Staat je Feld.".to_owned(),
        near => {
            let names: Vec<_> = near.iter().map(|it| it.name()).collect();
            format!("Gemeint: {}? Bitte einen Staat je Feld.", names.join(" oder "))
        }
    }
}

impl Country {
    /// How alike a name must look to be proposed, from 0 to 1.
    const NEAR: f64 = 0.85;
    const MOST_NEAR: usize = 3;

    pub fn all() -> impl Iterator<Item = Self> {
        COUNTRIES.iter().map(Self)
    }

    /// Three digits, as official statistics have it.
    pub const fn key(self) -> &'static str {
        self.0.key
    }

    pub const fn name(self) -> &'static str {
        self.0.name
    }

    /// The name; of a state that is no more with its years: `Serbien und Montenegro (2003–2006)`.
    pub fn label(self) -> String {
        match (self.0.from, self.0.to) {
            (_, None) => self.name().to_owned(),
            (None, Some(to)) => format!("{} (bis {})", self.name(), to.year()),
            (Some(from), Some(to)) => format!("{} ({}–{})", self.name(), from.year(), to.year()),
        }
    }

    /// Nobody is a national of another state beside it.
    pub fn stands_alone(self) -> bool {
        matches!(self.key(), "997" | "999")
    }

    /// Nobody was born in it.
    pub fn is_no_place(self) -> bool {
        self.key() == "997"
    }

    /// By key or name, also an older name or the adjective, in upper or lower case, with or
    /// without umlauts and signs.
    pub fn named(typed: &str) -> Result<Self, UnknownCountry> {
        find(typed).ok_or_else(|| UnknownCountry { typed: typed.to_owned(), near: near(typed) })
    }

    /// Those named in a text one after the other, and whether it says nothing else.
    pub fn all_in(text: &str) -> (Vec<Self>, bool) {
        if let Some(it) = find(text) {
            return (vec![it], true);
        }
        let parts = text.split([',', ';', '/', '\n']).flat_map(|it| it.split(" und "));
        let mut found: Vec<Self> = Vec::new();
        let mut complete = true;
        for part in parts.map(str::trim).filter(|it| !it.is_empty()) {
            match find(part) {
                Some(it) if found.contains(&it) => (),
                Some(it) => found.push(it),
                None => complete = false,
            }
        }
        (found, complete)
    }
}

fn find(text: &str) -> Option<Country> {
    text.trim().parse().ok().or_else(|| BY_NAME.get(&folded(text)).copied())
}

/// Those that a text with several states names; else what looks alike, the likest first.
fn near(typed: &str) -> Vec<Country> {
    let (mut near, _) = Country::all_in(typed);
    if near.is_empty() {
        let typed = folded(typed);
        let likeness = |it: (&String, &Country)| (strsim::jaro_winkler(it.0, &typed), *it.1);
        let mut alike: Vec<_> = BY_NAME.iter().map(likeness).collect();
        alike.retain(|it| it.0 >= Country::NEAR);
        alike.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        for (_, it) in alike {
            if !near.contains(&it) {
                near.push(it);
            }
        }
    }
    near.truncate(Country::MOST_NEAR);
    near
}

/// Every name of every state, as it is compared.
static BY_NAME: LazyLock<HashMap<String, Country>> = LazyLock::new(|| {
    let named = |it: Country| {
        let also = it.0.also.split(';').map(str::to_owned);
        let names = [it.name().to_owned(), it.label()].into_iter().chain(also);
        names.map(move |name| (folded(&name), it))
    };
    Country::all().flat_map(named).filter(|it| !it.0.is_empty()).collect()
});

/// `Türkei`, `Tuerkei` and `TURKEI` are one name.
fn folded(name: &str) -> String {
    let plain = plain_letters(name);
    [("ae", "a"), ("oe", "o"), ("ue", "u")]
        .iter()
        .fold(plain, |it, (two, one)| it.replace(two, one))
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.key(), self.name())
    }
}

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("unbekannter Staatsschlüssel „{0}“")]
pub struct UnknownKey(String);

/// By its key alone.
impl FromStr for Country {
    type Err = UnknownKey;

    fn from_str(key: &str) -> Result<Self, UnknownKey> {
        Self::all().find(|it| it.key() == key).ok_or_else(|| UnknownKey(key.to_owned()))
    }
}

impl TryFrom<String> for Country {
    type Error = UnknownKey;

    fn try_from(key: String) -> Result<Self, UnknownKey> {
        key.parse()
    }
}

impl From<Country> for String {
    fn from(it: Country) -> Self {
        it.key().to_owned()
    }
}

impl PartialEq for Country {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Country {}

impl PartialOrd for Country {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Country {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key().cmp(other.key())
    }
}
