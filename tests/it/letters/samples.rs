//! One letter of each type, with the names that letters must be able to print.

use chrono::{NaiveDate, NaiveTime};
use hfk::letters::{
    Address, AgendaItem, Attendance, ClosingNotice, DocumentsRequest, Envelope, Handover,
    Invitation, Letter, Letterhead, Minutes, MinutesItem, NoRequest, NotAdmittedPerson,
    NotAdmittedToApplicant, NotAdmittedToAuthority, Occasion, OtherEndingConfirmation, PersonLine,
    ReceiptConfirmation, ReceiptInformation, ReplyReminder, Request, RequestedPaper,
    ResolutionRecord, StatementRequest,
};

pub const REASONS: &str = "Die Mutter lebt seit elf Jahren in Solingen und arbeitet seit 2021 als \
    Pflegehelferin. Ihr Arbeitgeber beschreibt sie als „unverzichtbar“.\n\nBeide Kinder sind hier \
    geboren und gehen zur Schule; das ältere ist wegen einer Erkrankung auf die Behandlung in der \
    Universitätsklinik angewiesen.\n\nEine Rückkehr träfe die Familie härter als andere \
    Ausreisepflichtige in vergleichbarer Lage.";

pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn time(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).unwrap()
}

fn envelope(recipient: &[&str]) -> Envelope {
    Envelope {
        letterhead: Letterhead {
            phone: Some("0211 0000-1234".to_owned()),
            email: Some("haertefallkommission@example.org".to_owned()),
            ..Letterhead::default()
        },
        recipient: Address::new(recipient).unwrap(),
        date: day(2026, 11, 22),
        reference: "15-39.22-2026-0388".to_owned(),
        their_reference: None,
        contact: "Frau Özdemir-Weiß".to_owned(),
    }
}

pub fn to_applicant() -> Envelope {
    let lawyer = [
        "Kanzlei Brücke & Partner",
        "Rechtsanwältin Søs Ó Briain",
        "Am Markt 7a",
        "42651 Solingen",
    ];
    Envelope { their_reference: Some("412/26 Ób".to_owned()), ..envelope(&lawyer) }
}

pub fn to_authority() -> Envelope {
    envelope(&["Stadt Solingen", "Ausländerbehörde", "Postfach 10 01 65", "42601 Solingen"])
}

fn person(name: &str, born: &str) -> PersonLine {
    PersonLine { name: name.to_owned(), born: born.to_owned() }
}

pub fn persons() -> Vec<PersonLine> {
    vec![
        person("Ljiljana Đorđević", "14.03.1984"),
        person("Nguyễn Thị Hồng Hạnh", "1991"),
        person("Yıldız Şahin", "03.2015"),
    ]
}

pub fn request() -> Request {
    Request {
        envelope: Envelope { their_reference: Some("33.2-DOR-17".to_owned()), ..to_authority() },
        persons: persons(),
        sitting_on: day(2026, 11, 19),
        reasons: REASONS.to_owned(),
        to_ministry: false,
        report_by: day(2027, 1, 4),
        report_explanation: "4 Wochen ab 21.12.2026; Ende am Montag, 18.01.2027".to_owned(),
    }
}

/// The first request; its reminders and further ones differ in the occasion.
pub fn statement_request() -> StatementRequest {
    StatementRequest {
        envelope: to_authority(),
        persons: persons(),
        due_on: day(2027, 1, 4),
        due_explanation: "6 Wochen ab 22.11.2026; das Ende fiele auf Sonntag, daher Montag, \
            04.01.2027"
            .to_owned(),
        questions: vec![
            "Liegt ein gültiger Nationalpass vor?".to_owned(),
            "Welche Nachweise über den Schulbesuch der Kinder sind dort bekannt?".to_owned(),
        ],
        enclosures: vec!["Antrag vom 03.11.2026".to_owned(), "Schulzeugnisse".to_owned()],
        occasion: Occasion::First,
    }
}

pub fn closing_notice() -> ClosingNotice {
    ClosingNotice {
        envelope: to_applicant(),
        persons: persons(),
        authority: "Ausländerbehörde der Stadt Solingen".to_owned(),
    }
}

/// Every type of letter once, all optional parts filled in.
pub fn all() -> Vec<Letter> {
    [letters_to_applicant(), letters_to_authority(), papers_of_a_sitting()].concat()
}

fn letters_to_applicant() -> Vec<Letter> {
    let (envelope, persons) = (to_applicant(), persons());
    vec![
        Letter::ReceiptConfirmation(ReceiptConfirmation {
            envelope: envelope.clone(),
            persons: persons.clone(),
            received_on: day(2026, 11, 3),
        }),
        Letter::DocumentsRequest(documents_request()),
        Letter::NotAdmittedToApplicant(NotAdmittedToApplicant {
            envelope: envelope.clone(),
            persons: persons.clone(),
        }),
        Letter::ClosingNotice(closing_notice()),
        Letter::Handover(Handover {
            envelope: envelope.clone(),
            persons: persons.clone(),
            commission: "Härtefallkommission des Landes Niedersachsen, Hannover".to_owned(),
        }),
        Letter::OtherEndingConfirmation(OtherEndingConfirmation {
            envelope,
            persons,
            ending: "Erteilung einer Aufenthaltserlaubnis nach § 25b AufenthG".to_owned(),
        }),
    ]
}

pub fn documents_request() -> DocumentsRequest {
    let paper = |label: &str, person: Option<&str>| RequestedPaper {
        label: label.to_owned(),
        person: person.map(str::to_owned),
    };
    DocumentsRequest {
        envelope: to_applicant(),
        persons: persons(),
        documents: vec![
            paper("Einwilligung in die Datenverarbeitung", Some("Yıldız Şahin")),
            paper("Vertretungsvollmacht", None),
        ],
        due_on: day(2026, 12, 14),
        due_explanation: "3 Wochen ab 22.11.2026; das Ende fiele auf Sonntag, daher Montag, \
                          14.12.2026"
            .to_owned(),
        reminder: false,
    }
}

fn letters_to_authority() -> Vec<Letter> {
    let (envelope, persons) = (to_authority(), persons());
    vec![
        Letter::ReceiptInformation(ReceiptInformation {
            envelope: envelope.clone(),
            persons: persons.clone(),
            received_on: day(2026, 11, 3),
            standstill_request: Some(
                "Wir bitten Sie, bis zur Entscheidung keine Abschiebung einzuleiten.".to_owned(),
            ),
        }),
        Letter::StatementRequest(statement_request()),
        Letter::NotAdmittedToAuthority(NotAdmittedToAuthority {
            envelope: envelope.clone(),
            persons: not_admitted(),
        }),
        Letter::Request(request()),
        Letter::ReplyReminder(ReplyReminder {
            envelope: envelope.clone(),
            persons: persons.clone(),
            asked_on: day(2026, 9, 14),
            reminded_on: Some(day(2026, 11, 2)),
            was_due_on: Some(day(2026, 10, 12)),
            intention_known: false,
            to_ministry: false,
            due_on: day(2026, 12, 7),
            due_explanation: "2 Wochen ab 23.11.2026".to_owned(),
        }),
        Letter::NoRequest(NoRequest {
            envelope,
            persons,
            sitting_on: day(2026, 11, 19),
            recommendation: Some(
                "Die Kommission empfiehlt, § 25a AufenthG für das ältere Kind zu prüfen."
                    .to_owned(),
            ),
        }),
    ]
}

fn not_admitted() -> Vec<NotAdmittedPerson> {
    let grounds = [
        vec!["kein ordnungsgemäßer Wohnsitz in NRW", "keine ladungsfähige Adresse"],
        vec!["nicht im Bundesgebiet"],
        vec![],
    ];
    let with_grounds = |(person, grounds): (PersonLine, Vec<&str>)| NotAdmittedPerson {
        person,
        grounds: grounds.into_iter().map(str::to_owned).collect(),
    };
    persons().into_iter().zip(grounds).map(with_grounds).collect()
}

fn papers_of_a_sitting() -> Vec<Letter> {
    let member = ["Herrn Pfarrer", "Jörg Łukaszewski", "Kirchplatz 1", "44135 Dortmund"];
    let items = [("15-39.22-2026-0388", "Đorđević (3 Personen)"), ("15-39.22-2026-0401", "Şahin")];
    let item = |(position, (reference, persons)): (i32, (&str, &str))| AgendaItem {
        position,
        reference: reference.to_owned(),
        subject: "Ersuchen".to_owned(),
        persons: persons.to_owned(),
    };
    vec![
        Letter::Invitation(Invitation {
            envelope: Envelope { reference: "Sitzung 11/2026".to_owned(), ..envelope(&member) },
            number: 11,
            day: day(2026, 12, 17),
            starts_at: time(10, 0),
            place: "Völklinger Str. 4, Raum 3.12, 40219 Düsseldorf".to_owned(),
            items: (1..).zip(items).map(item).collect(),
        }),
        Letter::Minutes(minutes()),
    ]
}

pub fn minutes() -> Minutes {
    let seat = |seat: &str, name: &str, from, to| Attendance {
        seat: seat.to_owned(),
        name: name.to_owned(),
        from,
        to,
    };
    Minutes {
        letterhead: Letterhead::default(),
        number: 11,
        day: day(2026, 12, 17),
        opened_at: time(10, 5),
        closed_at: time(15, 40),
        place: "Völklinger Str. 4, Raum 3.12, 40219 Düsseldorf".to_owned(),
        chair: "Dr. Änne Weiß".to_owned(),
        secretary: "Ruaidhrí Ó Briain".to_owned(),
        attendance: vec![
            seat("Vorsitz", "Dr. Änne Weiß", time(10, 5), time(15, 40)),
            seat("Evangelische Kirche", "Jörg Łukaszewski", time(10, 5), time(12, 30)),
            seat("Flüchtlingsrat NRW (Stellvertretung)", "Zoë Çelik", time(10, 20), time(15, 40)),
        ],
        items: vec![decided_item(), adjourned_item()],
        checkpoint: Some(
            "1 12077 03ab5577a0b45d3366c8e0f1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5\n\
             2 48213 9f2c1e77a0b45d3366c8e0f1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5"
                .to_owned(),
        ),
    }
}

fn decided_item() -> MinutesItem {
    let resolution = |persons: &str, yes, no, abstain, carried, result: &str| ResolutionRecord {
        question: "Soll die Ausländerbehörde ersucht werden?".to_owned(),
        persons: persons.to_owned(),
        present: 7,
        recused: 1,
        yes,
        no,
        abstain,
        carried,
        result: result.to_owned(),
        reasons: carried.then(|| REASONS.to_owned()),
    };
    MinutesItem {
        position: 1,
        reference: "15-39.22-2026-0388".to_owned(),
        subject: "Ersuchen".to_owned(),
        persons: "Ljiljana Đorđević, Nguyễn Thị Hồng Hạnh, Yıldız Şahin".to_owned(),
        resolutions: vec![
            resolution("Ljiljana Đorđević, Yıldız Şahin", 5, 1, 1, true, "Ersuchen"),
            resolution("Nguyễn Thị Hồng Hạnh", 3, 2, 2, false, "kein Ersuchen"),
        ],
    }
}

fn adjourned_item() -> MinutesItem {
    MinutesItem {
        position: 2,
        reference: "15-39.22-2026-0401".to_owned(),
        subject: "Annahme".to_owned(),
        persons: "Yıldız Şahin".to_owned(),
        resolutions: vec![],
    }
}
