//! Letters, typeset for real and read back with `pdftotext` (poppler-utils).

mod case_text;
mod closing_notice;
mod letterhead;
mod samples;

use std::{
    fs,
    io::Write as _,
    process::{Command, Stdio},
    sync::LazyLock,
    thread,
};

use hfk::{
    letters::{Address, EmptyAddress, Letter, Occasion, Request, StatementRequest, typeset},
    procedure::Land,
};

/// Every sample with its PDF, which also lies in `target/tmp/letters` for people to look at.
static SAMPLES: LazyLock<Vec<(Letter, Vec<u8>)>> = LazyLock::new(|| {
    let folder = concat!(env!("CARGO_TARGET_TMPDIR"), "/letters");
    fs::create_dir_all(folder).unwrap();
    let typeset = |letter: Letter| {
        let pdf = set(&letter);
        fs::write(format!("{folder}/{}_{}", letter.kind_name(), letter.file_name()), &pdf).unwrap();
        (letter, pdf)
    };
    samples::all().into_iter().map(typeset).collect()
});

/// The PDF as Nordrhein-Westfalen sends it.
fn set(letter: &Letter) -> Vec<u8> {
    typeset(letter, Land::NordrheinWestfalen.law()).unwrap()
}

/// What `pdftotext` reads in the PDF.
fn text(pdf: &[u8], options: &[&str]) -> String {
    let mut child = Command::new("pdftotext")
        .args(options)
        .args(["-enc", "UTF-8", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("pdftotext of poppler-utils is installed");
    let mut input = child.stdin.take().unwrap();
    let output = thread::scope(|scope| {
        scope.spawn(move || input.write_all(pdf).unwrap());
        child.wait_with_output().unwrap()
    });
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

/// The words, one space between any two.
pub fn words(pdf: &[u8]) -> String {
    text(pdf, &[]).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn request_with(reasons: &str) -> Vec<u8> {
    let reasons = reasons.to_owned();
    set(&Letter::Request(Request { reasons, ..samples::request() }))
}

#[test]
fn every_letter_reads_as_agreed() {
    for (letter, pdf) in &*SAMPLES {
        let text = text(pdf, &[]);
        let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
        insta::assert_snapshot!(letter.kind_name(), lines.join("\n").replace('\u{c}', "=====\n"));
    }
}

#[test]
fn the_same_letter_is_the_same_bytes() {
    for (letter, pdf) in &*SAMPLES {
        assert_eq!(set(letter), *pdf, "{}", letter.kind_name());
    }
}

#[test]
fn a_stored_letter_is_the_same_letter() {
    for letter in samples::all() {
        let json = serde_json::to_value(&letter).unwrap();
        assert_eq!(json["kind"], letter.kind_name());
        assert_eq!(serde_json::from_value::<Letter>(json).unwrap(), letter);
    }
}

#[test]
fn names_and_dates_print_correctly() {
    for (letter, pdf) in &*SAMPLES {
        let text = words(pdf);
        for expected in names_and_dates(letter) {
            assert!(text.contains(expected), "{} lacks {expected}:\n{text}", letter.kind_name());
        }
    }
}

fn names_and_dates(letter: &Letter) -> &'static [&'static str] {
    match letter {
        Letter::Minutes(_) => &["Ljiljana Đorđević", "Nguyễn Thị Hồng Hạnh", "17. Dezember 2026"],
        Letter::Invitation(_) => &["Jörg Łukaszewski", "Đorđević", "17. Dezember 2026"],
        _ => &["Ljiljana Đorđević", "Nguyễn Thị Hồng Hạnh", "Yıldız Şahin", "22. November 2026"],
    }
}

/// Nobody has a claim to the commission, and it decides nothing that could be challenged.
#[test]
fn no_letter_speaks_of_claims_objections_or_administrative_decisions() {
    for (letter, pdf) in &*SAMPLES {
        let text = words(pdf).to_lowercase();
        for word in ["anspruch", "widerspruch", "bescheid", "rechtsbehelf", "klage", "betreff:"] {
            assert!(!text.contains(word), "{} says {word}", letter.kind_name());
        }
    }
}

#[test]
fn a_reminder_names_the_letters_before_it_and_encloses_nothing() {
    let (asked_on, was_due_on) = (samples::day(2026, 11, 23), Some(samples::day(2027, 1, 4)));
    let with = |reminded_on| {
        let occasion = Occasion::Reminder { asked_on, reminded_on, was_due_on };
        let enclosures = Vec::new();
        let letter = StatementRequest { occasion, enclosures, ..samples::statement_request() };
        words(&set(&Letter::StatementRequest(letter)))
    };
    let first = with(None);
    assert!(first.contains("Erinnerung: Bitte um Stellungnahme"), "{first}");
    assert!(
        first.contains(
            "wir haben Sie mit Schreiben vom 23. November 2026 um eine Stellungnahme gebeten. Sie \
             liegt uns noch nicht vor; erbeten war sie bis zum 4. Januar 2027."
        ),
        "{first}"
    );
    assert!(!first.contains("Anlagen"), "{first}");
    let second = with(Some(samples::day(2027, 1, 5)));
    assert!(
        second.contains("gebeten und zuletzt am 5. Januar 2027 daran erinnert. Sie"),
        "{second}"
    );
}

/// Another Land has another regulation, and other words.
#[test]
fn no_letter_of_niedersachsen_cites_the_regulation_of_nrw() {
    for letter in samples::all() {
        let text = words(&typeset(&letter, Land::Niedersachsen.law()).unwrap());
        for word in [
            " HFKVO",
            "(HFKVO",
            " der Härtefallkommissionsverordnung",
            "Härtefallkommission des Landes Nordrhein",
            "er Antrag ",
            " Antrag für",
            "des Antrags",
            "eines Antrags",
            "anwesenden Mitglieder",
        ] {
            // What people wrote stays as they wrote it.
            let written = serde_json::to_string(&letter).unwrap().contains(word.trim());
            assert!(written || !text.contains(word), "{word} in {}: {text}", letter.kind_name());
        }
    }
    let notice = samples::all().into_iter().find(|it| it.kind_name() == "L5a").unwrap();
    let text = words(&typeset(&notice, Land::Niedersachsen.law()).unwrap());
    assert!(
        text.contains("die Eingabe an die Härtefallkommission ist vorgeprüft worden. Sie ist für")
    );
    assert!(text.contains("Mitteilung über die Nichtannahme der Eingabe"));
}

/// What was written before there were further ones and reminders is typeset as it was meant.
#[test]
fn a_request_without_occasion_and_enclosures_is_a_first_one() {
    let mut json = serde_json::to_value(samples::statement_request()).unwrap();
    json.as_object_mut().unwrap().retain(|name, _| name != "occasion" && name != "enclosures");
    let letter: StatementRequest = serde_json::from_value(json).unwrap();
    assert_eq!((letter.occasion, letter.enclosures), (Occasion::First, Vec::new()));
}

#[test]
fn optional_parts_leave_nothing_behind() {
    let mut without = samples::request();
    without.envelope.letterhead.phone = None;
    without.envelope.letterhead.email = None;
    without.envelope.their_reference = None;
    let text = words(&set(&Letter::Request(without)));
    for label in ["Ihr Zeichen", "Telefon", "E-Mail", "none"] {
        assert!(!text.contains(label), "{label} is left behind: {text}");
    }
}

#[test]
fn minutes_without_reasons_and_checkpoint_leave_their_headings_out() {
    let mut minutes = samples::minutes();
    minutes.checkpoint = None;
    minutes.secretary.clear();
    minutes.items[0].resolutions[0].reasons = Some("\n".to_owned());
    let text = words(&set(&Letter::Minutes(minutes)));
    for label in ["Gründe", "Prüfpunkt", "Schriftführung:", "none"] {
        assert!(!text.contains(label), "{label} is left behind: {text}");
    }
}

#[test]
fn an_address_has_no_empty_lines_and_at_least_one() {
    let address = Address::new(["Herrn", "", "  ", " A. Şahin "]).unwrap();
    assert_eq!(address.lines(), ["Herrn", "A. Şahin"]);
    assert_eq!(Address::new(["", " "]), Err(EmptyAddress));
    assert!(serde_json::from_str::<Address>(r#"[""]"#).is_err());
}

/// DIN 5008 form B: the window of the envelope shows 20–105 mm by 45–90 mm.
#[test]
fn a_long_address_stays_in_the_window() {
    let mut with = samples::request();
    let lines =
        (1..=9).map(|it| format!("Zeile{it} der sehr langen Anschrift der Landeshauptstadt"));
    with.envelope.recipient = Address::new(lines).unwrap();
    let pdf = set(&Letter::Request(with));
    let boxes = text(&pdf, &["-bbox", "-l", "1"]);
    let lines: Vec<&str> = boxes.lines().filter(|it| it.contains(">Zeile")).collect();
    assert_eq!(lines.len(), 9);
    for line in boxes.lines().filter(|it| it.contains(">Zeile") || it.contains(">Landeshauptstadt"))
    {
        let millimetres = |edge| number_after(line, edge) / 72.0 * 25.4;
        assert!(millimetres("xMin=\"") >= 20.0 && millimetres("xMax=\"") <= 105.0, "{line}");
        assert!(millimetres("yMin=\"") >= 45.0 && millimetres("yMax=\"") <= 90.0, "{line}");
    }
}

fn number_after(line: &str, label: &str) -> f64 {
    let (_, rest) = line.split_once(label).unwrap();
    rest.split('"').next().unwrap().parse().unwrap()
}
