//! Names as they are looked for: in the letters A–Z (the search form of DIN 91379), and as a key
//! in which common transliterations of one name meet.

use unicode_normalization::UnicodeNormalization as _;

use super::{ForeignReference, PersonDetails};

/// What the names of a person are found by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchName {
    /// All names in plain letters, for what is nearly the same.
    pub letters: String,
    /// The key of each word, sorted, each once: for what is the same name, spelled otherwise.
    pub keys: Vec<String>,
}

impl SearchName {
    /// Of the present name, the name at birth and every other spelling.
    pub fn of(person: &PersonDetails) -> Self {
        let names = [&person.family_name, &person.given_names, &person.birth_name];
        let others = person.other_names.iter().map(|it| &it.name);
        let names: Vec<_> = names.into_iter().chain(others).map(String::as_str).collect();
        Self::of_text(&names.join(" "))
    }

    fn of_text(names: &str) -> Self {
        let letters = plain_letters(names);
        let mut keys: Vec<_> = letters.split(' ').map(name_key).collect();
        keys.retain(|it| !it.is_empty());
        keys.sort_unstable();
        keys.dedup();
        Self { letters, keys }
    }
}

/// Whether two people may be one: the same present name, however spelled, in any order, and dates
/// of birth that do not contradict each other.
pub fn look_the_same(a: &PersonDetails, b: &PersonDetails) -> bool {
    let keys = |it: &PersonDetails| SearchName::of_text(&it.list_name()).keys;
    keys(a) == keys(b) && a.born.may_be(b.born)
}

/// A name in lower-case letters a–z, its words apart by one space: `Đorđević` is `dordevic`,
/// `Ó Briain` is `o briain`. What is written in no Latin letters has no search form.
pub fn plain_letters(name: &str) -> String {
    let words = name.split(|it: char| it.is_whitespace() || ",;/.-–()".contains(it));
    let plain =
        |word: &str| word.nfkd().flat_map(char::to_lowercase).map(plain_letter).collect::<String>();
    let words: Vec<_> = words.map(plain).filter(|it| !it.is_empty()).collect();
    words.join(" ")
}

/// Letters that are no base letter with a mark. Marks, apostrophes and digits have none.
fn plain_letter(it: char) -> &'static str {
    match it {
        'a'..='z' => {
            let at = it as usize - 'a' as usize;
            &A_TO_Z[at..=at]
        }
        'æ' => "ae",
        'ƀ' | 'ɓ' => "b",
        'ƈ' => "c",
        'đ' | 'ð' | 'ɖ' | 'ɗ' | 'ẟ' => "d",
        'ə' | 'ǝ' | 'ɛ' => "e",
        'ǥ' | 'ɠ' => "g",
        'ħ' => "h",
        'ƕ' => "hv",
        'ı' | 'ɨ' | 'ɩ' => "i",
        'ĸ' | 'ƙ' => "k",
        'ł' | 'ƚ' => "l",
        'ŋ' | 'ɲ' | 'ƞ' => "n",
        'ø' | 'ɵ' | 'ɔ' => "o",
        'œ' => "oe",
        'ẜ' | 'ẝ' => "s",
        'ß' => "ss",
        'ŧ' | 'ƭ' => "t",
        'þ' => "th",
        'ʉ' | 'ʊ' => "u",
        'ʋ' => "v",
        'ƿ' => "w",
        'ƴ' => "y",
        'ƶ' | 'ʒ' => "z",
        _ => "",
    }
}

const A_TO_Z: &str = "abcdefghijklmnopqrstuvwxyz";

/// The key of one word in plain letters. Consonants are told apart by sound, vowels only at the
/// ends, where transliterations agree: Mohammed, Muhammad and Mohamad are one name, Mahmud is
/// another. Words of up to four sounds keep all their vowels, or too many would be one.
pub fn name_key(word: &str) -> String {
    let sounds = sounds(word);
    let last = sounds.len().saturating_sub(1);
    let short = sounds.len() <= 4;
    let first_vowel = sounds.iter().position(|it| is_vowel(*it));
    let kept = sounds
        .iter()
        .enumerate()
        .filter(|(at, it)| short || !is_vowel(**it) || Some(*at) == first_vowel || *at == last);
    kept.map(|it| *it.1).collect()
}

const fn is_vowel(it: char) -> bool {
    matches!(it, 'a' | 'i' | 'u')
}

/// The sounds of a word: doubled letters once, a mute h at the end not at all.
fn sounds(word: &str) -> Vec<char> {
    // In front of a vowel, y and j are one consonant: Yusuf, Jusuf.
    let (mut sounds, mut rest) = match word.strip_prefix(['y', 'j']) {
        Some(rest) => (vec!['j'], rest),
        None => (Vec::new(), word),
    };
    while let Some(letter) = rest.chars().next() {
        let several = SOUNDS.iter().find(|it| rest.starts_with(it.0));
        let single = letter.to_string();
        let (letters, sound) =
            several.map_or((single.as_str(), single.as_str()), |it| (it.0, it.1));
        for it in sound.chars() {
            if sounds.last() != Some(&it) {
                sounds.push(it);
            }
        }
        rest = &rest[letters.len()..];
    }
    if sounds.len() > 2 && sounds.last() == Some(&'h') {
        sounds.pop();
    }
    sounds
}

/// What is written in several ways, the longest first, and the one sound it stands for here.
/// Umlauts are written out or not (ö, oe, o); the others are the usual German, English, French
/// and Slavic spellings.
#[rustfmt::skip]
const SOUNDS: &[(&str, &str)] = &[
    ("tsch", "k"), ("sch", "s"),
    ("ch", "k"), ("ck", "k"), ("dh", "d"), ("dj", "d"), ("gh", "g"), ("kh", "k"), ("ph", "f"),
    ("sh", "s"), ("th", "t"), ("zh", "s"),
    ("ae", "a"), ("ee", "i"), ("ie", "i"), ("oe", "u"), ("oo", "u"), ("ou", "u"), ("ue", "u"),
    ("c", "k"), ("q", "k"), ("w", "v"), ("x", "ks"), ("z", "s"),
    ("e", "a"), ("j", "i"), ("o", "u"), ("y", "i"),
];

/// All references of a person, each as [`plain_reference`], with what people write in front.
pub fn plain_references(person: &PersonDetails) -> String {
    let one = |it: &ForeignReference| plain_reference(&format!("{}{}", it.kind.prefix(), it.text));
    person.references.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// A foreign reference without blanks and signs: `7 654 321-138` and `7654321138` are the same.
pub fn plain_reference(text: &str) -> String {
    text.to_lowercase().chars().filter(|it| it.is_alphanumeric()).collect()
}
