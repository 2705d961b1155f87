//! Text of a case is data: whatever somebody wrote is printed, and nothing of it is obeyed.

use hfk::letters::{Address, Letter};

use super::{request_with, samples, set, text, words};

const HOSTILE: [&str; 12] = [
    "#read(\"/etc/passwd\")",
    "#import \"@preview/x:1.0.0\"",
    "#panic()",
    "*bold* _italic_ `raw`",
    "$x$",
    "@ref <label>",
    "</data>",
    "= Titel",
    "- Punkt",
    "// Kommentar",
    "\\u{41} --- ~ \\\\",
    "{{name}} \"'",
];

#[test]
fn is_never_markup() {
    let words = words(&request_with(&HOSTILE.join("\n\n")));
    for literal in HOSTILE {
        assert!(words.contains(literal), "{literal} is not in {words}");
    }
}

#[test]
fn is_never_markup_in_addresses_and_names_either() {
    let mut with = samples::request();
    with.envelope.recipient = Address::new(HOSTILE).unwrap();
    HOSTILE[0].clone_into(&mut with.persons[0].name);
    HOSTILE[1].clone_into(&mut with.envelope.reference);
    let words = words(&set(&Letter::Request(with)));
    for literal in HOSTILE {
        assert!(words.contains(literal), "{literal} is not in {words}");
    }
    assert_eq!(words.matches(HOSTILE[0]).count(), 2);
}

#[test]
fn with_characters_the_font_lacks_still_prints() {
    let words = words(&request_with("vorher \u{1F600} \u{E000}\0\u{202E}\u{FEFF} nachher"));
    assert!(words.contains("vorher \u{FFFD} \u{FFFD} nachher"), "{words}");
}

#[test]
fn of_any_characters_prints() {
    let any: String = (0..0x3_0000).step_by(37).filter_map(char::from_u32).collect();
    assert!(request_with(&any).starts_with(b"%PDF-"));
}

#[test]
fn keeps_its_paragraphs() {
    let pdf = request_with("Erstens.\n\nZweitens.\n \n\nDrittens,\nneue Zeile.");
    let boxes = text(&pdf, &["-bbox"]);
    let top = |word: &str| {
        let line = boxes.lines().find(|it| it.contains(&format!(">{word}<"))).unwrap();
        super::number_after(line, "yMin=\"")
    };
    let (first, second, third) = (top("Erstens."), top("Zweitens."), top("Drittens,"));
    let (between_paragraphs, between_lines) = (second - first, top("neue") - third);
    assert!((third - second - between_paragraphs).abs() < 0.1, "no empty paragraph between");
    assert!(between_paragraphs > between_lines + 2.0, "{between_paragraphs} {between_lines}");
}

#[test]
fn of_a_hundred_thousand_characters_prints() {
    let paragraph = "Die Familie lebt seit vielen Jahren in Nordrhein-Westfalen. ".repeat(20);
    let reasons = format!("{paragraph}\n\n").repeat(100_000 / paragraph.len()) + "Ende der Gründe.";
    let words = words(&request_with(&reasons));
    assert!(words.contains("Ende der Gründe."));
    assert!(words.matches("Seite ").count() > 20);
}

#[test]
fn without_any_space_stays_on_the_paper() {
    let count = |reasons: &str| text(&request_with(reasons), &[]).matches('W').count();
    assert_eq!(count(&"W".repeat(2_000)), count("") + 2_000);
}
