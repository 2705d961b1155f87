//! Five invented families from receipt to filing, each with another ending, all through the
//! pages. Whoever reads this has seen the procedure.

use hfk::procedure::{
    Ground, Land, LetterKind, OtherEnding, PersonDetails, Role, Standing, StepKind,
};

use crate::{
    app::Browser,
    records::{assert_intact, assert_replays, file, standings},
    secrecy::walk,
    secretariat::{Ballot, House, Letter, Typed, ok},
};

use LetterKind::{L1, L2, L4, L5a, L5b, L6, L7, L8, L11};

/// A family with its parents and two children; the Vollmacht covers all but the father.
const ZIVKOVIC: Typed = &[
    ("received_on", "20.11.2026"),
    ("channel", "email"),
    ("reasons", "Die Kinder sind in Köln geboren. Frau Živković pflegt ihre Mutter."),
    ("representative_name", "Rechtsanwältin Sørensen-Groß"),
    ("representative_street", "Hof 7"),
    ("representative_postal_code", "50667"),
    ("representative_town", "Köln"),
    ("representative_reference", "118/26-S"),
    ("power_of_attorney_on", "01.11.2026"),
    ("persons-0-family_name", "Živković"),
    ("persons-0-given_names", "Slađana"),
    ("persons-0-born", "14.03.1987"),
    ("persons-0-represented", "ja"),
    ("persons-1-family_name", "Živković"),
    ("persons-1-given_names", "Anđela"),
    ("persons-1-born", "19.06.2014"),
    ("persons-1-family_role", "child"),
    ("persons-1-represented", "ja"),
    ("persons-2-family_name", "Živković"),
    ("persons-2-given_names", "Miloš"),
    ("persons-2-born", "2017"),
    ("persons-2-family_role", "child"),
    ("persons-2-represented", "ja"),
    ("persons-3-family_name", "Živković"),
    ("persons-3-given_names", "Dragiša"),
    ("persons-3-born", "02.09.1984"),
    ("persons-3-family_role", "spouse"),
    ("persons-3-street", "Ahornweg 4"),
    ("persons-3-postal_code", "50733"),
    ("persons-3-town", "Köln"),
];

const MOTHER_AND_CHILDREN: [&str; 3] = ["Slađana Živković", "Anđela Živković", "Miloš Živković"];
const FATHER: [&str; 1] = ["Dragiša Živković"];

/// Everybody who lives alone, without a representative.
macro_rules! single {
    ($family:literal, $given:literal, $born:literal, $town:literal) => {
        &[
            ("received_on", "19.11.2026"),
            ("channel", "post"),
            ("reasons", "Ich lebe seit 2014 hier und arbeite in der Pflege."),
            ("persons-0-family_name", $family),
            ("persons-0-given_names", $given),
            ("persons-0-born", $born),
            ("persons-0-street", "Lindenstraße 12"),
            ("persons-0-postal_code", "45888"),
            ("persons-0-town", $town),
        ]
    };
}

const TRAN: Typed = single!("Trần", "Thị Mỹ Duyên", "05.1991", "Gelsenkirchen");
const YILDIRIM: Typed = single!("Yıldırım", "Çağla", "29.02.1996", "Herne");
const GISCA: Typed = single!("Gîscă", "Ștefan", "1979", "Bielefeld");
const OLAWALE: Typed = single!("Ọláwálé", "Ṣadé", "17.08.1993", "Unna");

/// The five cases as they lie on the desk.
struct Cases {
    zivkovic: String,
    tran: String,
    yildirim: String,
    gisca: String,
    olawale: String,
}

impl Cases {
    fn all(&self) -> [&str; 5] {
        [&self.zivkovic, &self.tran, &self.yildirim, &self.gisca, &self.olawale]
    }

    /// Those that come before the commission.
    fn heard(&self) -> [&str; 3] {
        [&self.zivkovic, &self.tran, &self.gisca]
    }
}

#[test]
fn five_families_from_receipt_to_filing() {
    five_families_in(Land::NordrheinWestfalen);
}

#[test]
fn the_same_five_families_in_niedersachsen() {
    five_families_in(Land::Niedersachsen);
}

/// The two grounds of the story, as the wordings of the Land have them: one that leaves no choice,
/// one that asks for reasons.
fn grounds_of(land: Land) -> (Ground, Ground) {
    match land {
        Land::NordrheinWestfalen => (Ground::NotObligedToLeave, Ground::SeriousOffences),
        Land::Niedersachsen => (Ground::NiNotObligedToLeave, Ground::NiShortStay),
    }
}

fn five_families_in(land: Land) {
    let mut house = House::in_land(land);
    let cases = register(house.at("2026-11-23 10:00"));
    check(house.at("2026-11-24 09:00"), &cases, grounds_of(land));
    house.at("2026-11-26 11:00").files(&cases.yildirim);
    hear_the_authorities(house.at("2026-12-04 08:30"), &cases);
    every_page_is_in_the_words_of(land, house.clerk());
    let sitting = hold_the_sitting(&mut house, &cases);
    release(house.at("2026-12-18 09:00"), &sitting, &cases);
    let later = house.at("2027-01-20 10:15");
    later.hears_the_decision(&cases.zivkovic, true, "");
    later.hears_the_decision(&cases.gisca, false, "Die Straftaten stehen dem entgegen.");
    for case in cases.heard() {
        later.files(case);
    }

    every_page_is_in_the_words_of(land, house.chair());
    everybody_stands_where_they_should(&house, &cases);
    let post = Post::of(&house, &cases);
    every_letter_says_what_it_should(&post);
    an_ersuchen_goes_to_who_decides_on_it(&post, land);
    every_letter_names_its_case_and_people(&house, &cases, &post);
    the_closing_notice_is_the_same_for_all(&house, &cases, &post);
    nobody_learns_the_outcome_from_a_closing_notice(&post);
    for case in cases.all() {
        assert_replays(&house.app, case);
    }
    assert_intact(&house.app);
}

/// One Land does not cite the regulation of another.
fn every_page_is_in_the_words_of(land: Land, by: &Browser) {
    let others: &[&str] = match land {
        Land::NordrheinWestfalen => &["NHärteKVO", "Vorprüfungsgremium", "Eingabe erfassen"],
        Land::Niedersachsen => &[
            "HFKVO",
            "er Vorprüfungsausschuss",
            "Der Antrag ",
            "Antrag erfass",
            "Erneuter Antrag",
            "Begründung des Antrags",
        ],
    };
    let mut pages = 0;
    walk(by, &mut |path, page| {
        pages += 1;
        for word in others {
            if let Some(at) = page.body.find(word) {
                let from = page.body.floor_char_boundary(at.saturating_sub(150));
                panic!("{path}: …{}", &page.body[from..at + word.len()]);
            }
        }
    });
    assert!(pages > 50, "{pages} pages");
}

fn register(office: &House) -> Cases {
    Cases {
        zivkovic: office.registers("Stadt Köln", 4, ZIVKOVIC),
        tran: office.registers("Stadt Gelsenkirchen", 1, TRAN),
        yildirim: office.registers("Stadt Herne", 1, YILDIRIM),
        gisca: office.registers("Stadt Bielefeld", 1, GISCA),
        olawale: office.registers("Kreis Unna", 1, OLAWALE),
    }
}

/// § 5(1) leaves no choice; § 5(2) needs reasons for going on.
fn check(house: &House, cases: &Cases, (no_choice, with_reasons): (Ground, Ground)) {
    house.checks(&cases.zivkovic, &[]);
    house.checks(&cases.tran, &[]);
    house.checks(&cases.yildirim, &[(0, no_choice, "Auskunft vom 23.11.2026")]);
    house.checks(&cases.gisca, &[(0, with_reasons, "Auskunft des Bundeszentralregisters")]);
    house.checks(&cases.olawale, &[]);
    let proposal = [("proposal", "admit"), ("reasons", "Siehe Befunde.")];
    house.clerk_takes(&cases.gisca, StepKind::ProposeAdmissibility, &proposal);

    house.committee_decides(&cases.zivkovic, true, None);
    house.committee_decides(&cases.tran, true, None);
    house.committee_decides(&cases.yildirim, false, None);
    house.committee_decides(&cases.gisca, true, Some("Die Strafe ist erlassen."));
    house.committee_decides(&cases.olawale, true, None);
    for case in [&cases.zivkovic, &cases.tran, &cases.gisca, &cases.olawale] {
        let questions =
            [("questions", "Ist die Identität geklärt?\nWie lange besteht die Duldung?")];
        house.clerk_takes(case, StepKind::RequestStatement, &questions);
    }
}

fn hear_the_authorities(office: &House, cases: &Cases) {
    for case in cases.heard().into_iter().chain([cases.olawale.as_str()]) {
        let text = "Die Voraussetzungen liegen nach Aktenlage nicht vor.";
        office.hears_the_authority(case, "against", text, "03.12.2026");
    }
    // She married before the commission could sit.
    let evidence = "Mitteilung des Kreises Unna vom 02.12.2026";
    office.ends(&cases.olawale, OtherEnding::FamilyTitle, &["Ṣadé Ọláwálé"], evidence);
    office.files(&cases.olawale);
}

fn hold_the_sitting(house: &mut House, cases: &Cases) -> String {
    let office = house.at("2026-12-04 14:00");
    let sitting = office.plans_a_sitting("17.12.2026");
    office.puts_on_the_agenda(&sitting, &cases.heard());
    office.chair_takes(&sitting, "publish");

    let room = house.at("2026-12-17 10:04");
    room.everybody_comes(&sitting);
    room.chair_takes(&sitting, "open");
    let rooted = "Die Kinder sind in Köln verwurzelt.\n\nDie Pflege der Großmutter ist gesichert.";
    let for_them = Ballot { persons: &MOTHER_AND_CHILDREN, yes: 7, reasons: rooted, advice: None };
    room.votes(&sitting, &cases.zivkovic, &for_them);
    let not_for_him = Ballot { persons: &FATHER, yes: 2, reasons: "", advice: None };
    room.votes(&sitting, &cases.zivkovic, &not_for_him);
    let advice = Some("Eine Aufenthaltserlaubnis nach § 25b AufenthG zu prüfen.");
    let tran = Ballot { persons: &["Thị Mỹ Duyên Trần"], yes: 4, reasons: "", advice };
    room.votes(&sitting, &cases.tran, &tran);
    let long_ago = "Die Taten liegen lange zurück; er ist seither nicht aufgefallen.";
    let gisca = Ballot { persons: &["Ștefan Gîscă"], yes: 5, reasons: long_ago, advice: None };
    room.votes(&sitting, &cases.gisca, &gisca);
    house.at("2026-12-17 12:30").chair_takes(&sitting, "close");
    sitting
}

/// First the authorities, then all notices together.
fn release(house: &House, sitting: &str, cases: &Cases) {
    house.clerk_takes(&cases.zivkovic, StepKind::SendErsuchen, &[]);
    house.clerk_takes(&cases.tran, StepKind::SendNoRequest, &[]);
    let early = house.chair().get(&format!("{sitting}/mitteilungen"));
    ok(early).assert_says("Die Freigabe ist noch nicht möglich");
    house.clerk_takes(&cases.gisca, StepKind::SendErsuchen, &[]);
    house.releases_the_notices(sitting);
}

fn everybody_stands_where_they_should(house: &House, cases: &Cases) {
    let of =
        |case: &str| standings(&house.app, case).into_iter().map(|it| it.1).collect::<Vec<_>>();
    let followed = Standing::Followed;
    assert_eq!(of(&cases.zivkovic), [followed, followed, followed, Standing::NoRequest]);
    assert_eq!(of(&cases.tran), [Standing::NoRequestRecommended]);
    assert_eq!(of(&cases.yildirim), [Standing::NotAdmitted]);
    assert_eq!(of(&cases.gisca), [Standing::NotFollowed]);
    assert_eq!(of(&cases.olawale), [Standing::Other(OtherEnding::FamilyTitle)]);
}

/// All that was sent, by family.
struct Post {
    zivkovic: Vec<Letter>,
    tran: Vec<Letter>,
    yildirim: Vec<Letter>,
    gisca: Vec<Letter>,
    olawale: Vec<Letter>,
}

impl Post {
    fn of(house: &House, cases: &Cases) -> Self {
        let [zivkovic, tran, yildirim, gisca, olawale] = cases.all().map(|it| house.letters(it));
        Self { zivkovic, tran, yildirim, gisca, olawale }
    }

    fn all(&self) -> [&[Letter]; 5] {
        [&self.zivkovic, &self.tran, &self.yildirim, &self.gisca, &self.olawale]
    }

    fn notices(&self) -> impl Iterator<Item = &Letter> {
        self.all().into_iter().flatten().filter(|it| it.kind == L8)
    }
}

fn every_letter_says_what_it_should(post: &Post) {
    assert_eq!(kinds(&post.zivkovic), [L1, L1, L2, L4, L6, L7, L8, L8]);
    assert_eq!(kinds(&post.tran), [L1, L2, L4, L7, L8]);
    assert_eq!(kinds(&post.yildirim), [L1, L2, L5a, L5b]);
    assert_eq!(kinds(&post.gisca), [L1, L2, L4, L6, L8]);
    assert_eq!(kinds(&post.olawale), [L1, L2, L4, L11]);

    let to_cologne = one(&post.zivkovic, L6);
    to_cologne.says(&["Slađana Živković", "Anđela Živković", "Miloš Živković"]);
    to_cologne.says(&["Die Kinder sind in Köln verwurzelt.", "17. Dezember 2026"]);
    to_cologne.does_not_say(&["Dragiša", "Ja-Stimmen"]);
    let about_him = one(&post.zivkovic, L7);
    about_him.says(&["Stadt Köln", "Dragiša Živković"]);
    about_him.does_not_say(&["Slađana", "Anđela", "verwurzelt"]);
    one(&post.tran, L7).says(&["Stadt Gelsenkirchen", "§ 25b AufenthG zu prüfen"]);
    one(&post.yildirim, L5b).says(&["ausreisepflichtig"]);
    one(&post.yildirim, L5a).does_not_say(&["ausreisepflichtig", "§ 5 Abs. 1"]);
    one(&post.gisca, L4).says(&["Ist die Identität geklärt?"]);
    let to_bielefeld = one(&post.gisca, L6);
    to_bielefeld.says(&["Ștefan Gîscă", "Die Taten liegen lange zurück"]);
    one(&post.olawale, L11).says(&["Ṣadé Ọláwálé", "familiären Gründen"]);
}

fn an_ersuchen_goes_to_who_decides_on_it(post: &Post, land: Land) {
    let (to_cologne, to_bielefeld) = (one(&post.zivkovic, L6), one(&post.gisca, L6));
    match land {
        Land::NordrheinWestfalen => {
            to_cologne.says(&["Stadt Köln"]);
            to_bielefeld.says(&["Stadt Bielefeld", "eine Aufenthaltserlaubnis zu erteilen"]);
        }
        Land::Niedersachsen => {
            to_cologne.says(&["30169 Hannover", "eine Aufenthaltserlaubnis erteilt wird"]);
            to_cologne.does_not_say(&["Härtefallkommissionsverordnung"]);
        }
    }
}

/// The file number, every line of the address, and those the letter speaks of.
fn every_letter_names_its_case_and_people(house: &House, cases: &Cases, post: &Post) {
    for (case, letters) in cases.all().into_iter().zip(post.all()) {
        let file = file(&house.app, case);
        for letter in letters {
            letter.says(&[&file.number.to_string()]);
            letter.says(&letter.recipient.lines().collect::<Vec<_>>());
            let named = |it: &PersonDetails| letter.text.contains(&it.full_name());
            assert!(file.details.iter().any(named), "{letter:?}");
        }
    }
}

/// Apart from names, dates of birth, authority and file number nothing differs.
fn the_closing_notice_is_the_same_for_all(house: &House, cases: &Cases, post: &Post) {
    let files = cases.all().map(|it| file(&house.app, it));
    let mut own = ["Ihr Zeichen:", "118/26-S"].map(str::to_owned).to_vec();
    for file in &files {
        own.extend(file.details.iter().flat_map(|it| [it.full_name(), it.born.to_string()]));
        own.extend([file.number.to_string(), file.authority.name.clone()]);
    }
    own.extend(post.notices().flat_map(|it| it.recipient.lines()).map(str::to_owned));
    // What is longer first, so that no part of it is left.
    own.sort_by_key(|it| std::cmp::Reverse(it.len()));
    let without = |it: &Letter| {
        let text = own.iter().fold(it.text.clone(), |text, own| text.replace(own, ""));
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let mut texts: Vec<_> = post.notices().map(without).collect();
    assert_eq!(texts.len(), 4, "two for the first family, one for each of two others");
    texts.dedup();
    assert_eq!(texts.len(), 1, "{texts:#?}");
}

fn nobody_learns_the_outcome_from_a_closing_notice(post: &Post) {
    for notice in post.notices() {
        for word in ["ersuchen", "empfehlung", "nichtannahme", "folgt"] {
            assert!(!notice.text.to_lowercase().contains(word), "{word} in {notice:?}");
            assert!(!notice.file_name.to_lowercase().contains(word), "{word} in {notice:?}");
        }
    }
    let own: Vec<_> = post.notices().filter(|it| it.recipient.contains("Dragiša")).collect();
    assert_eq!(own.len(), 1, "he was not covered by the Vollmacht");
    own[0].does_not_say(&["Slađana", "Sørensen"]);
}

impl Letter {
    #[track_caller]
    fn says(&self, words: &[&str]) {
        for it in words {
            assert!(self.text.contains(it), "{} lacks “{it}”: {}", self.kind, self.text);
        }
    }

    #[track_caller]
    fn does_not_say(&self, words: &[&str]) {
        for it in words {
            assert!(!self.text.contains(it), "{} says “{it}”: {}", self.kind, self.text);
        }
    }
}

fn one(letters: &[Letter], kind: LetterKind) -> &Letter {
    let of_kind: Vec<_> = letters.iter().filter(|it| it.kind == kind).collect();
    assert_eq!(of_kind.len(), 1, "{kind}");
    of_kind[0]
}

fn kinds(letters: &[Letter]) -> Vec<LetterKind> {
    let mut kinds: Vec<_> = letters.iter().map(|it| it.kind).collect();
    kinds.sort();
    kinds
}

/// The member reads what the agenda opens, and no longer than that.
#[test]
fn a_member_reads_a_case_only_while_it_stands_on_a_published_agenda() {
    let mut house = House::new();
    let office = house.at("2026-12-04 10:00");
    let case = office.registers("Stadt Herne", 1, YILDIRIM);
    office.checks(&case, &[]);
    office.committee_decides(&case, true, None);
    office.clerk_takes(&case, StepKind::RequestStatement, &[]);
    office.hears_the_authority(&case, "none", "Keine Äußerung.", "04.12.2026");
    let sitting = office.plans_a_sitting("17.12.2026");
    let member = office.app.sign_in_as(&office.member.login);
    office.puts_on_the_agenda(&sitting, &[&case]);
    assert_eq!(member.get(&case).status, 404);
    assert_eq!(member.get(&sitting).status, 404);
    office.chair_takes(&sitting, "publish");
    assert_eq!(member.get(&case).status, 200);
    assert_eq!(member.get(&sitting).status, 200);
    assert_eq!(office.app.sign_in(Role::Member).get(&case).status, 404);
    office.takes_off_the_agenda(&sitting, &case);
    assert_eq!(member.get(&case).status, 404);
}
