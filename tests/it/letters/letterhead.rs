//! The sender on every sheet: what may be set, and that there is room for it.

use hfk::letters::{HeadLine, Letter, Letterhead, Request};

use super::{samples, set, text};

/// Where the recipient begins under the sender's line (DIN 5008), in millimetres.
const FIELD: f64 = 62.7;

/// Words of this many characters, as long as they occur in the names of authorities.
fn filled(most: usize) -> String {
    let words = "Geschäftsstelle der Härtefallkommission beim Ministerium ".repeat(4);
    let text: String = words.chars().take(most).collect();
    format!("{:m<most$}", text.trim_end())
}

fn longest() -> Letterhead {
    let line = |it: HeadLine| match it {
        HeadLine::Phone => "0".repeat(it.most()),
        HeadLine::Email => format!("{}@behoerde.example", "a".repeat(it.most() - 17)),
        _ => filled(it.most()),
    };
    let lines: Vec<_> = HeadLine::ALL.iter().map(|it| (*it, line(*it))).collect();
    Letterhead::read(|it| &lines.iter().find(|line| line.0 == it).unwrap().1).unwrap()
}

/// Top and bottom of every word of the first sheet, in millimetres from its upper edge.
fn places(pdf: &[u8]) -> Vec<(String, f64, f64)> {
    let boxes = text(pdf, &["-bbox", "-l", "1"]);
    let number = |line: &str, name: &str| -> f64 {
        let (_, rest) = line.split_once(&format!("{name}=\"")).unwrap();
        rest.split_once('"').unwrap().0.parse::<f64>().unwrap() / 72.0 * 25.4
    };
    let word = |line: &str| {
        let (_, word) = line.split_once('>').unwrap();
        let word = word.split_once('<').unwrap().0.to_owned();
        (word, number(line, "yMin"), number(line, "yMax"))
    };
    boxes.lines().filter(|it| it.contains("<word")).map(word).collect()
}

#[test]
fn the_longest_lines_leave_the_address_field_alone() {
    let mut letter = samples::request();
    letter.envelope.letterhead = longest();
    let recipient = letter.envelope.recipient.lines()[0].clone();
    let pdf = set(&Letter::Request(Request { ..letter }));
    let places = places(&pdf);
    let first = recipient.split(' ').next().unwrap();
    let address = places.iter().position(|it| it.0 == first).unwrap();
    for (word, top, bottom) in &places[..address] {
        // Either the letterhead, above the field, or the sender's line within its zone.
        let fits = *bottom <= 45.0 || (*top >= 45.0 && *bottom <= FIELD);
        assert!(fits, "{word}: {top} to {bottom}");
    }
    assert!(places[address].1 >= FIELD, "{:?}", places[address]);
}

#[test]
fn what_is_wrong_is_said_at_each_line() {
    let typed = |line: HeadLine| match line {
        HeadLine::Ministry => "  ",
        HeadLine::Phone => "nach Feierabend",
        HeadLine::Email => "poststelle@behoerde",
        HeadLine::Town => "40219 Düsseldorf und noch sehr viel mehr, das nicht auf die Zeile passt",
        _ => "Härtefall \n kommission",
    };
    let errors = Letterhead::read(typed).unwrap_err();
    let said: Vec<_> = errors.iter().map(|it| format!("{}: {}", it.field, it.sentence)).collect();
    insta::assert_snapshot!(said.join("\n"), @r"
    ministry: Bitte angeben: Ministerium.
    town: Bitte höchstens 60 Zeichen: Postleitzahl und Ort.
    phone: Bitte eine Telefonnummer angeben, zum Beispiel 0211 837-0.
    email: Bitte eine E-Mail-Adresse angeben, zum Beispiel poststelle@behoerde.de.
    ");
    for line in HeadLine::ALL {
        assert_eq!(longest().line(*line).chars().count(), line.most(), "{line}");
    }
}

#[test]
fn what_was_written_before_there_was_a_sign_line_has_the_usual_one() {
    let mut json = serde_json::to_value(Letterhead::default()).unwrap();
    json.as_object_mut().unwrap().remove("sign_line");
    assert_eq!(serde_json::from_value::<Letterhead>(json).unwrap(), Letterhead::default());
}
