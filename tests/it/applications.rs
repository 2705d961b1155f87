//! The three applications of `demo/antraege`, invented people in real form: each e-mail is
//! registered with the PDFs that came with it, and taken to its end.

use std::fs;

use hfk::{
    mail,
    procedure::{Ground, LetterKind, OtherEnding, Standing, StepKind},
};

use crate::{
    form::Form,
    records::{assert_intact, assert_replays, lines, standings},
    secretariat::{Ballot, House, Typed, begun_at, ok, words},
};

const DORDEVIC: Typed = &[
    ("representative_name", "Rechtsanwältin Brüggemann"),
    ("representative_organisation", "Kanzlei Brüggemann"),
    ("representative_reference", "118/26-B"),
    ("power_of_attorney_on", "01.10.2026"),
    ("persons-0-family_name", "Đorđević"),
    ("persons-0-given_names", "Zoran"),
    ("persons-0-born", "14.03.1984"),
    ("persons-0-birth_place", "Niš"),
    ("persons-0-represented", "ja"),
    ("persons-1-family_name", "Đorđević"),
    ("persons-1-given_names", "Milica"),
    ("persons-1-born", "02.11.1987"),
    ("persons-1-family_role", "spouse"),
    ("persons-1-represented", "ja"),
    ("persons-2-family_name", "Đorđević"),
    ("persons-2-given_names", "Luka"),
    ("persons-2-born", "30.01.2011"),
    ("persons-2-family_role", "child"),
    ("persons-2-represented", "ja"),
    ("persons-3-family_name", "Đorđević"),
    ("persons-3-given_names", "Ana"),
    ("persons-3-born", "19.06.2014"),
    ("persons-3-family_role", "child"),
    ("persons-3-represented", "ja"),
];

/// The Vollmacht of the counselling centre is to follow, so letters go to her.
const NGUYEN: Typed = &[
    ("representative_organisation", "Beratungsstelle Nordpark"),
    ("persons-0-family_name", "Nguyễn"),
    ("persons-0-given_names", "Thị Hồng Hạnh"),
    ("persons-0-born", "1991"),
    ("persons-0-birth_place", "Nghệ An"),
    ("persons-0-street", "Am Nordpark 3"),
    ("persons-0-postal_code", "41069"),
    ("persons-0-town", "Mönchengladbach"),
    ("persons-0-entered", "2016"),
];

const YILDIZ: Typed = &[
    ("persons-0-family_name", "Yıldız"),
    ("persons-0-given_names", "Emre"),
    ("persons-0-born", "29.02.1996"),
    ("persons-0-birth_place", "Şırnak"),
    ("persons-0-street", "Unionstraße 12"),
    ("persons-0-postal_code", "44137"),
    ("persons-0-town", "Dortmund"),
    ("persons-0-entered", "2015"),
];

#[test]
fn the_three_applications_are_registered_with_their_papers_and_taken_to_their_end() {
    let mut house = House::new();
    let office = house.at("2026-10-26 10:00");
    let dordevic = arrives(office, "familie-dordevic", ("Stadt Gelsenkirchen", 4, DORDEVIC));
    let nguyen = arrives(office, "frau-nguyen", ("Stadt Mönchengladbach", 1, NGUYEN));
    let yildiz = arrives(office, "herr-yildiz", ("Stadt Dortmund", 1, YILDIZ));
    house.at("2026-10-27 09:40");
    check(&house, [&dordevic, &nguyen, &yildiz]);

    let office = house.at("2026-11-05 09:40");
    office.ends(&yildiz, OtherEnding::FamilyTitle, &["Emre Yıldız"], "Stadt Dortmund, 04.11.2026");
    office.files(&yildiz);
    let sitting = hold_the_sitting(&mut house, &dordevic, &nguyen);
    let office = house.at("2026-11-12 09:10");
    office.clerk_takes(&dordevic, StepKind::SendErsuchen, &[]);
    office.clerk_takes(&nguyen, StepKind::SendNoRequest, &[]);
    office.releases_the_notices(&sitting);
    office.files(&nguyen);
    let office = house.at("2026-11-19 10:00");
    office.hears_the_decision(&dordevic, true, "Aufenthaltserlaubnisse sind erteilt.");
    office.files(&dordevic);

    let all = |case: &str| standings(&house.app, case).into_iter().map(|it| it.1);
    assert!(all(&dordevic).eq([Standing::Followed; 4]));
    assert!(all(&nguyen).eq([Standing::NoRequestRecommended]));
    assert!(all(&yildiz).eq([Standing::Other(OtherEnding::FamilyTitle)]));
    letters_carry_the_names(&house, [&dordevic, &nguyen, &yildiz]);
    for case in [&dordevic, &nguyen, &yildiz] {
        assert_replays(&house.app, case);
    }
    assert_intact(&house.app);
}

/// Registered out of the inbox: day, way and papers come from the e-mail, byte for byte.
fn arrives(
    office: &House,
    folder: &str,
    (authority, persons, typed): (&str, usize, Typed),
) -> String {
    let path = format!("{}/demo/antraege/{folder}/eingang.eml", env!("CARGO_MANIFEST_DIR"));
    let raw = fs::read(path).unwrap();
    let (mail, contents) = mail::read(&raw);
    let paper = |name: &str| {
        let at = mail.attachments.iter().position(|it| it.name == name).unwrap();
        &contents[at]
    };
    let application = words(paper("Haertefallantrag.pdf"));
    assert!(application.chars().count() > 500, "{application}");

    let by = office.clerk();
    let form = Form::on(&ok(by.get("/posteingang")), "/posteingang").attach("file", &raw);
    let address = form.press(by, "E-Mails übernehmen").location.unwrap();
    let id = address.trim_start_matches("/posteingang/");
    let form = begun_at(by, &format!("/faelle/neu?mail={id}"));
    assert_eq!(form.value("channel"), "email");
    let sent = mail.sent_at.unwrap().format("%d.%m.%Y").to_string();
    assert_eq!(form.value("received_on"), sent);

    let form = form.fill("reasons", &application);
    let case = office.registers_with(form, authority, persons, typed);
    let id = case.trim_start_matches("/faelle/");
    let sql = format!(
        "SELECT id || ' ' || name AS line FROM documents WHERE case_id = '{id}' AND kind IS DISTINCT FROM 'correspondence'"
    );
    let stored = lines(&mut office.app.db(), &sql);
    assert_eq!(stored.len(), mail.attachments.len(), "{stored:?}");
    for (id, name) in stored.iter().map(|it| it.split_once(' ').unwrap()) {
        // Some of them are about health, and ask what for.
        let purpose = [("zweck", "handling")];
        let page = ok(by.post(&format!("/dokumente/{id}"), &purpose));
        assert!(&page.bytes == paper(name), "{name} is not what came");
    }
    case
}

fn check(house: &House, [dordevic, nguyen, yildiz]: [&str; 3]) {
    house.checks(dordevic, &[(0, Ground::SeriousOffences, "Urteil von 2018, erlassen 2021")]);
    house.checks(nguyen, &[]);
    house.checks(yildiz, &[(0, Ground::OtherProcedure, "Eheschließung beabsichtigt")]);
    house.committee_decides(dordevic, true, Some("Acht Jahre ohne neue Straftat."));
    house.committee_decides(nguyen, true, None);
    house.committee_decides(yildiz, true, Some("Ob es zur Eheschließung kommt, ist offen."));
    for case in [dordevic, nguyen, yildiz] {
        house.clerk_takes(case, StepKind::RequestStatement, &[]);
    }
}

fn hold_the_sitting(house: &mut House, dordevic: &str, nguyen: &str) -> String {
    let office = house.at("2026-11-06 09:40");
    let against = "Der Lebensunterhalt ist nicht vollständig gesichert.";
    office.hears_the_authority(dordevic, "against", against, "06.11.2026");
    office.hears_the_authority(nguyen, "none", "Keine Äußerung in der Sache.", "06.11.2026");
    let sitting = office.plans_a_sitting("11.11.2026");
    office.puts_on_the_agenda(&sitting, &[dordevic, nguyen]);
    office.chair_takes(&sitting, "publish");
    let room = house.at("2026-11-11 10:04");
    room.everybody_comes(&sitting);
    room.chair_takes(&sitting, "open");
    let family = ["Zoran", "Milica", "Luka", "Ana"];
    let rooted = "Die Kinder sind hier verwurzelt; die Erkrankung der Mutter ist nachgewiesen.";
    let ballot = Ballot { persons: &family, yes: 8, reasons: rooted, advice: None };
    room.votes(&sitting, dordevic, &ballot);
    let advice = Some("Eine Aufenthaltserlaubnis nach § 25 Abs. 4a AufenthG erneut zu prüfen.");
    let ballot = Ballot { persons: &["Thị Hồng Hạnh"], yes: 3, reasons: "", advice };
    room.votes(&sitting, nguyen, &ballot);
    house.at("2026-11-11 12:30").chair_takes(&sitting, "close");
    sitting
}

fn letters_carry_the_names(house: &House, cases: [&str; 3]) {
    use LetterKind::{L1, L2, L4, L6, L7, L8, L11};
    let expected = [vec![L1, L2, L4, L6, L8], vec![L1, L2, L4, L7, L8], vec![L1, L2, L4, L11]];
    let names = ["Milica Đorđević", "Thị Hồng Hạnh Nguyễn", "Emre Yıldız"];
    for ((case, kinds), name) in cases.into_iter().zip(expected).zip(names) {
        let mut letters = house.letters(case);
        letters.sort_by_key(|it| it.kind);
        assert_eq!(letters.iter().map(|it| it.kind).collect::<Vec<_>>(), kinds);
        for letter in &letters {
            assert!(letter.text.contains(name), "{letter:?}");
            for line in letter.recipient.lines() {
                assert!(letter.text.contains(line), "{line} in {letter:?}");
            }
        }
    }
}
