//! The office, its committee and the commission at work: every deed goes through the form of its
//! page and the page that checks it, as people do it.

use std::{
    io::Write as _,
    process::{Command, Stdio},
    thread,
};

use chrono::{NaiveDateTime, TimeZone as _};
use chrono_tz::Europe::Berlin;
use hfk::{
    procedure::{
        CommitteeSeat, CommitteeSeatId, Finding, Ground, Land, LetterKind, OtherEnding, Role,
        RoundStep, SeatId, StepKind, UserId,
    },
    storage::{self, Account, Seat},
};
use uuid::Uuid;

use crate::{
    app::{Browser, Page, TestApp},
    form::Form,
};

/// A step with what is typed into its form.
pub type Typed<'a> = &'a [(&'a str, &'a str)];

/// A married couple in Unna, as it is typed at the registration.
pub const COUPLE: Typed = &[
    ("received_on", "20.11.2026"),
    ("channel", "post"),
    ("persons-0-family_name", "Ionescu"),
    ("persons-0-given_names", "Ana"),
    ("persons-0-born", "1990"),
    ("persons-0-street", "Am Wall 1"),
    ("persons-0-town", "Unna"),
    ("persons-1-family_name", "Ionescu"),
    ("persons-1-given_names", "Mihai"),
    ("persons-1-born", "1988"),
    ("persons-1-family_role", "spouse"),
    ("persons-1-street", "Am Wall 1"),
    ("persons-1-town", "Unna"),
];

/// Bodies that propose a member, as many as the commission has seats.
const BODIES: [&str; 9] = [
    "Geschäftsstelle",
    "Evangelische Kirche",
    "Katholische Kirche",
    "Freie Wohlfahrtspflege",
    "Flüchtlingsrat NRW",
    "Pro Asyl",
    "Ärztekammer",
    "Kommunale Ausländerbehörden",
    "Ministerium",
];

/// The house with everybody in it.
pub struct House {
    pub app: TestApp,
    clerk: Account,
    chair: Account,
    /// A member of the Vorprüfungsausschuss.
    pub committee: Account,
    /// Who stands in for that member.
    pub deputy: Account,
    /// One of the members, with an account.
    pub member: Account,
    /// Another.
    pub second_member: Account,
    hour: Option<Hour>,
}

/// Who sits at a screen at this hour; sessions do not outlive it.
struct Hour {
    clerk: Browser,
    chair: Browser,
    committee: Browser,
    deputy: Browser,
}

/// A letter as the applicant or the authority holds it.
#[derive(Debug)]
pub struct Letter {
    pub kind: LetterKind,
    pub recipient: String,
    /// The name under which a browser saves it.
    pub file_name: String,
    /// Its words, one space between any two.
    pub text: String,
    /// It was not sent, and is not going to be.
    pub withdrawn: bool,
}

/// The decision of the commission about some persons of a case.
pub struct Ballot<'a> {
    pub persons: &'a [&'a str],
    pub yes: usize,
    pub reasons: &'a str,
    /// An Empfehlung that everybody is for.
    pub advice: Option<&'a str>,
}

impl House {
    pub fn new() -> Self {
        Self::in_land(Land::NordrheinWestfalen)
    }

    /// The office of another Land.
    pub fn in_land(land: Land) -> Self {
        let app = TestApp::start();
        let [clerk, chair] = [Role::Clerk, Role::Chair].map(|it| app.user(&[it]));
        let [committee, deputy] = [Role::PreCheck; 2].map(|it| app.user(&[it]));
        let [member, second_member] = [Role::Member; 2].map(|it| app.user(&[it]));
        storage::settle_land(&mut app.db(), land).unwrap();
        let hour = None;
        let mut house = Self { app, clerk, chair, committee, deputy, member, second_member, hour };
        house.seat_the_commission();
        house.seat_the_committee();
        house
    }

    fn seat_the_commission(&mut self) {
        for (position, body) in (1..).zip(BODIES) {
            let account: Option<&Account> = match position {
                1 => Some(&self.chair),
                2 => Some(&self.member),
                3 => Some(&self.second_member),
                _ => None,
            };
            let user: Option<UserId> = account.map(|it| it.id);
            let seat = Seat {
                id: SeatId(Uuid::now_v7()),
                position,
                body: body.to_owned(),
                chair: position == 1,
                member: format!("Mitglied {position}"),
                member_user: user,
                deputy: format!("Stellvertretung {position}"),
                deputy_user: None,
            };
            storage::add_seat(&mut self.app.db(), &seat, "2025-01-01".parse().unwrap()).unwrap();
        }
    }

    /// The chair, a member with an account and one without, each with a deputy.
    fn seat_the_committee(&mut self) {
        let seat = |position, member: Option<&Account>, deputy: Option<&Account>| CommitteeSeat {
            id: CommitteeSeatId(Uuid::now_v7()),
            position,
            chair: position == 1,
            member: member.map_or_else(|| format!("Mitglied {position}"), |it| it.name.clone()),
            member_user: member.map(|it| it.id),
            deputy: deputy.map_or_else(|| format!("Vertretung {position}"), |it| it.name.clone()),
            deputy_user: deputy.map(|it| it.id),
        };
        let seats = [
            seat(1, Some(&self.chair), None),
            seat(2, Some(&self.committee), Some(&self.deputy)),
            seat(3, None, None),
        ];
        let from = "2025-01-01".parse().unwrap();
        storage::name_committee(&mut self.app.db(), &seats, from).unwrap();
    }

    /// `2026-11-23 10:00` by the clock on the wall: everybody signs in at that hour.
    pub fn at(&mut self, local: &str) -> &Self {
        let local = NaiveDateTime::parse_from_str(local, "%Y-%m-%d %H:%M").unwrap();
        self.app.set_clock(Berlin.from_local_datetime(&local).unwrap().to_utc());
        self.hour = Some(Hour {
            clerk: self.app.sign_in_as(&self.clerk.login),
            chair: self.app.sign_in_as(&self.chair.login),
            committee: self.app.sign_in_as(&self.committee.login),
            deputy: self.app.sign_in_as(&self.deputy.login),
        });
        self
    }

    fn hour(&self) -> &Hour {
        self.hour.as_ref().expect("it is some hour: call `at` first")
    }

    pub fn clerk(&self) -> &Browser {
        &self.hour().clerk
    }

    pub fn chair(&self) -> &Browser {
        &self.hour().chair
    }

    /// The member of the committee with an account.
    pub fn committee(&self) -> &Browser {
        &self.hour().committee
    }

    pub fn deputy(&self) -> &Browser {
        &self.hour().deputy
    }

    #[track_caller]
    pub fn clerk_takes(&self, case: &str, kind: StepKind, typed: Typed) {
        take(self.clerk(), case, kind, |form| form.fill_all(typed));
    }
}

/// The office.
impl House {
    /// Registers an application; returns the address of its case.
    #[track_caller]
    pub fn registers(&self, authority: &str, persons: usize, typed: Typed) -> String {
        let form = begun(self.clerk());
        self.registers_with(form, authority, persons, typed)
    }

    /// As [`House::registers`], from a form that may be filled in part.
    #[track_caller]
    pub fn registers_with(
        &self,
        mut form: Form,
        authority: &str,
        persons: usize,
        typed: Typed,
    ) -> String {
        let by = self.clerk();
        for _ in 1..persons {
            form = Form::on(&ok(form.press(by, "person")), "/faelle/neu");
        }
        let form = form.choose("authority", &[authority]).fill_all(typed);
        let check = ok(form.press(by, "Weiter: Angaben prüfen"));
        let page = Form::on(&check, "/faelle/neu").press(by, "registrieren");
        assert_eq!(page.status, 303, "{}", page.body);
        let case = page.location.unwrap();
        ok(by.get(&case)).assert_says("Eingegangen");
        case
    }

    /// Adds a PDF to the documents of a case.
    #[track_caller]
    pub fn uploads(&self, case: &str, (name, pdf): (&str, &[u8]), received_on: &str) {
        let by = self.clerk();
        let form = Form::on(&ok(by.get(case)), "/dokumente");
        let form = form.fill("received_on", received_on).attach(name, pdf);
        followed(by, &form.press(by, "Dokumente hochladen")).assert_says(name);
    }

    /// Opens the Vorprüfung and rules out every ground but these, by the position of the person.
    #[track_caller]
    pub fn checks(&self, case: &str, present: &[(usize, Ground, &str)]) {
        self.clerk_takes(case, StepKind::BeginAdmissibility, &[]);
        take(self.clerk(), case, StepKind::RecordFindings, |mut form| {
            for (at, ground, note) in present {
                form = form.fill(&format!("finding-{at}-{ground}"), Finding::Present.name());
                form = form.fill(&format!("note-{at}-{ground}"), note);
            }
            let mut at = 0;
            while form.has_button(&format!("abwesend-{at}")) {
                let page = ok(form.press(self.clerk(), &format!("abwesend-{at}")));
                form = Form::on(&page, "/pruefen");
                at += 1;
            }
            form
        });
    }

    #[track_caller]
    pub fn hears_the_authority(&self, case: &str, position: &str, text: &str, on: &str) {
        let typed = [("received_on", on), ("dated_on", on), ("position", position), ("text", text)];
        self.clerk_takes(case, StepKind::RecordStatement, &typed);
    }

    /// The procedure of everybody in the case ends from outside.
    #[track_caller]
    pub fn ends(&self, case: &str, ending: OtherEnding, persons: &[&str], evidence: &str) {
        take(self.clerk(), case, StepKind::EndOtherwise, |form| {
            let typed = [("ending", ending.name()), ("ended_on", "heute"), ("evidence", evidence)];
            form.choose("persons", persons).fill_all(&typed)
        });
    }

    /// The authority decides on those for whom there is an Ersuchen, each the same.
    #[track_caller]
    pub fn hears_the_decision(&self, case: &str, follows: bool, reasons: &str) {
        assert_eq!(self.is_offered(case), "Beabsichtigte Entscheidung erfassen …");
        let intends = if follows { "folgt" } else { "folgt_nicht" };
        take(self.clerk(), case, StepKind::RecordIntention, |form| {
            each(form, "intention", intends)
                .fill_all(&[("reported_on", "heute"), ("reasons", reasons)])
        });
        assert_eq!(self.is_offered(case), "Entscheidung der Ausländerbehörde erfassen …");
        let decides = if follows { "befolgt" } else { "nicht_befolgt" };
        take(self.clerk(), case, StepKind::RecordFinalDecision, |form| {
            each(form, "decision", decides)
                .fill_all(&[("decided_on", "heute"), ("reasons", reasons)])
        });
    }

    /// The step that the page of a case offers the clerk first.
    fn is_offered(&self, case: &str) -> String {
        let page = ok(self.clerk().get(case)).body;
        let (_, next) = page.split_once("Nächster Schritt</h2>").unwrap();
        let (_, button) = next.split_once("<span class=\"kern-label\">").unwrap();
        button.split_once("</span>").unwrap().0.to_owned()
    }

    /// Letters are typeset, and leave the house.
    #[track_caller]
    pub fn sends_the_letters(&self, case: &str) {
        self.app.typeset();
        let form = Form::on(&ok(self.clerk().get(case)), "/schreiben/abgesandt");
        followed(self.clerk(), &form.press(self.clerk(), "")).assert_says("abgesandt am");
    }

    #[track_caller]
    pub fn files(&self, case: &str) {
        self.sends_the_letters(case);
        self.clerk_takes(case, StepKind::File, &[]);
        ok(self.clerk().get(case)).assert_says("z.d.A.");
    }

    /// Every letter of a case, as the page of the case leads to it, read back out of the PDF.
    #[track_caller]
    pub fn letters(&self, case: &str) -> Vec<Letter> {
        self.app.typeset();
        let page = ok(self.clerk().get(case));
        let id = case.trim_start_matches("/faelle/").parse().unwrap();
        let rows = storage::letters_of_case(&mut self.app.db(), id).unwrap();
        let letter = |it: &storage::LetterRow| {
            let path = format!("/schreiben/{}", it.id);
            page.assert_says(&format!("href=\"{path}\""));
            let pdf = ok(self.clerk().get(&path));
            assert_eq!(pdf.header("content-type"), Some("application/pdf"));
            Letter {
                kind: it.kind,
                recipient: it.recipient.clone(),
                file_name: pdf.header("content-disposition").unwrap().to_owned(),
                text: words(&pdf.bytes),
                withdrawn: it.withdrawn.is_some(),
            }
        };
        rows.iter().filter(|it| it.sha256.is_some()).map(letter).collect()
    }
}

/// The Vorprüfungsausschuss.
impl House {
    /// Plans a round; returns its address.
    #[track_caller]
    pub fn plans_a_round(&self, held_on: &str) -> String {
        let by = self.clerk();
        let form = Form::on(&ok(by.get("/vorpruefung/neu")), "/vorpruefung/neu");
        let form =
            form.fill("held_on", held_on).fill("starts_at", "09:00").fill("place", "Telefon");
        let page = form.press(by, "Vorprüfung planen");
        followed(by, &page);
        page.location.unwrap().trim_end_matches("/faelle").to_owned()
    }

    /// Puts checked cases on a round, all at once.
    #[track_caller]
    pub fn puts_before_the_committee(&self, round: &str, cases: &[&str]) {
        let by = self.clerk();
        let path = format!("{round}/faelle");
        let mut form = Form::on(&ok(by.get(&path)), &path);
        for case in cases {
            let value = form.offered("fall", case.trim_start_matches("/faelle/"));
            form = form.fill("fall", &value);
        }
        followed(by, &form.press(by, "In die Vorprüfung aufnehmen"));
    }

    /// The chair takes a step of the round.
    #[track_caller]
    pub fn chair_takes_round(&self, round: &str, step: RoundStep) {
        let by = self.chair();
        let path = format!("{round}/schritte/{step}");
        followed(by, &Form::on(&ok(by.get(&path)), &path).press(by, ""));
    }

    /// A round of today with these cases, published.
    #[track_caller]
    pub fn convenes_the_committee(&self, cases: &[&str]) -> String {
        let round = self.plans_a_round("heute");
        self.puts_before_the_committee(&round, cases);
        self.chair_takes_round(&round, RoundStep::Publish);
        round
    }

    /// Whether a case stands open on a round.
    fn is_before_the_committee(&self, case: &str) -> bool {
        let id = case.trim_start_matches("/faelle/").parse().unwrap();
        !storage::on_a_round(&mut self.app.db(), &[id]).unwrap().is_empty()
    }

    /// Three of one mind about everybody, on a round of today if the case is on none.
    #[track_caller]
    pub fn committee_decides(&self, case: &str, admits: bool, deviation: Option<&str>) {
        if !self.is_before_the_committee(case) {
            self.convenes_the_committee(&[case]);
        }
        take(&self.hour().committee, case, StepKind::DecideAdmissibility, |mut form| {
            if form.value("separately") == "ja" {
                let page = ok(form.press(&self.hour().committee, "gemeinsam"));
                form = Form::on(&page, "/pruefen");
            }
            let (yes, no) = if admits { ("3", "0") } else { ("0", "3") };
            let typed = [("votes-0-yes", yes), ("votes-0-no", no)];
            let form = form.fill_all(&[("body", "vpa"), ("decided_on", "heute")]).fill_all(&typed);
            match deviation {
                Some(reasons) => form.fill("votes-0-deviation", reasons),
                None => form,
            }
        });
    }
}

/// The commission.
impl House {
    /// Plans a sitting; returns its address.
    #[track_caller]
    pub fn plans_a_sitting(&self, held_on: &str) -> String {
        let by = self.clerk();
        let form = Form::on(&ok(by.get("/sitzungen/neu")), "/sitzungen/neu");
        let form = form.fill("held_on", held_on).fill("starts_at", "10:00");
        let page = form.fill("place", "Düsseldorf, Raum 217").press(by, "Sitzung planen");
        let page = if page.status == 200 {
            Form::on(&page, "/sitzungen/neu").press(by, "Trotzdem so planen")
        } else {
            page
        };
        followed(by, &page);
        page.location.unwrap()
    }

    /// Puts ready cases on the agenda, all at once.
    #[track_caller]
    pub fn puts_on_the_agenda(&self, sitting: &str, cases: &[&str]) {
        let by = self.clerk();
        let path = format!("{sitting}/tagesordnung");
        let mut form = Form::on(&ok(by.get(&path)), &path);
        for case in cases {
            let id = case.trim_start_matches("/faelle/");
            let value = form.offered("fall", id);
            form = form.fill("fall", &value);
        }
        followed(by, &form.press(by, "Auf die Tagesordnung setzen"));
    }

    /// The chair takes a step of the sitting.
    #[track_caller]
    pub fn chair_takes(&self, sitting: &str, step: &str) {
        let by = self.chair();
        let path = format!("{sitting}/schritte/{step}");
        let form = Form::on(&ok(by.get(&path)), &path);
        followed(by, &form.press(by, ""));
    }

    /// All nine members come at ten.
    #[track_caller]
    pub fn everybody_comes(&self, sitting: &str) {
        let by = self.clerk();
        for _ in BODIES {
            let form = Form::on(&ok(by.get(sitting)), "/anwesenheit").fill("at", "10:00");
            followed(by, &form.press(by, "Mitglied kommt"));
        }
    }

    /// A sitting of today with these cases, opened, and everybody there.
    #[track_caller]
    pub fn opens_a_sitting(&self, cases: &[&str]) -> String {
        let sitting = self.plans_a_sitting("heute");
        self.puts_on_the_agenda(&sitting, cases);
        self.chair_takes(&sitting, "publish");
        self.chair_takes(&sitting, "open");
        self.everybody_comes(&sitting);
        sitting
    }

    /// The commission decides on the Annahme of everybody, with so many of nine for it.
    #[track_caller]
    pub fn commission_decides(&self, sitting: &str, case: &str, yes: usize) {
        let by = self.chair();
        let decision = format!("{case}/schritte/{}", StepKind::DecideAdmissibility);
        ok(by.get(&self.item(sitting, case).0)).assert_says(&decision);
        let form = Form::on(&ok(by.get(&decision)), "/pruefen");
        let no = (BODIES.len() - yes).to_string();
        let form = form.fill_all(&[("votes-0-yes", &yes.to_string()), ("votes-0-no", &no)]);
        let check = ok(form.press(by, "Weiter: Angaben prüfen"));
        let page = Form::on(&check, &decision).press(by, "festhalten");
        assert_eq!(page.location.as_deref(), Some(sitting), "{}", page.body);
    }

    /// Votes about some persons of a case that stands on the agenda.
    #[track_caller]
    pub fn votes(&self, sitting: &str, case: &str, ballot: &Ballot) {
        let by = self.clerk();
        let (path, page) = self.item(sitting, case);
        let no = (BODIES.len() - ballot.yes).to_string();
        let form = Form::on(&page, "/beschluss").choose("person", ballot.persons);
        let form = form.fill("yes", &ballot.yes.to_string()).fill("no", &no);
        let mut form = form.fill("reasons", ballot.reasons);
        if let Some(text) = ballot.advice {
            form = form.fill("advice", text).fill("advice_yes", &BODIES.len().to_string());
        }
        let check = ok(form.press(by, "Prüfen"));
        check.assert_says("Bitte prüfen");
        let page = Form::on(&check, &format!("{path}/beschluss")).press(by, "Beschluss festhalten");
        followed(by, &page);
    }

    /// The item of a case on the agenda: its address, and its page.
    #[track_caller]
    pub fn item(&self, sitting: &str, case: &str) -> (String, Page) {
        let id = case.trim_start_matches("/faelle/").parse().unwrap();
        let sitting_id = sitting.trim_start_matches("/sitzungen/").parse().unwrap();
        let agenda = storage::agenda(&mut self.app.db(), sitting_id).unwrap();
        let item = agenda.iter().find(|it| it.case == id).expect("the case is on the agenda");
        let path = format!("{sitting}/top/{}", item.position);
        let page = ok(self.clerk().get(&path));
        (path, page)
    }

    #[track_caller]
    pub fn takes_off_the_agenda(&self, sitting: &str, case: &str) {
        let by = self.clerk();
        let path = format!("{}/absetzen", self.item(sitting, case).0);
        let form = Form::on(&ok(by.get(&path)), &path).fill("text", "Neue Unterlagen.");
        followed(by, &form.press(by, "Von der Tagesordnung nehmen"));
    }

    /// Records that a member is recused in a case of the agenda.
    #[track_caller]
    pub fn recuses(&self, sitting: &str, case: &str, member: &Account) {
        let by = self.clerk();
        let path = format!("{}/befangenheit", self.item(sitting, case).0);
        let form = Form::on(&ok(by.get(&path)), &path);
        let form = form.fill("user", &member.id.to_string());
        followed(by, &form.press(by, "Befangenheit festhalten"));
    }

    /// All closing notices of a sitting, in one moment.
    #[track_caller]
    pub fn releases_the_notices(&self, sitting: &str) {
        let by = self.chair();
        let path = format!("{sitting}/mitteilungen");
        let form = Form::on(&ok(by.get(&path)), &path);
        followed(by, &form.press(by, "Mitteilungen zu"));
    }
}

/// Fills in a step, checks it, and takes it.
#[track_caller]
pub fn take(by: &Browser, case: &str, kind: StepKind, fill: impl FnOnce(Form) -> Form) {
    let path = format!("{case}/schritte/{kind}");
    let page = ok(by.get(&path));
    let check = if page.body.contains(&format!("action=\"{path}/pruefen\"")) {
        ok(fill(Form::on(&page, "/pruefen")).press(by, "Weiter: Angaben prüfen"))
    } else {
        page
    };
    check.assert_says("Bitte prüfen: ");
    let page = followed(by, &Form::on(&check, &path).press(by, "festhalten"));
    assert!(!page.body.contains("Fehler: "), "{}", page.body);
}

/// The same answer for everybody of whom the form asks.
fn each(form: Form, field: &str, answer: &str) -> Form {
    let fields = (0..20).map(|at| format!("{field}-{at}"));
    fields.fold(form, |form, it| if form.offers(&it) { form.fill(&it, answer) } else { form })
}

/// The form of a new case, behind a search that finds nobody.
#[track_caller]
pub fn begun(by: &Browser) -> Form {
    begun_at(by, "/faelle/neu")
}

/// As [`begun`], from an address that says more.
#[track_caller]
pub fn begun_at(by: &Browser, address: &str) -> Form {
    let search = Form::on(&ok(by.get(address)), "/faelle/neu/suche");
    let found = ok(search.fill("persons-0-family_name", "Xyzzy").press(by, "Person suchen"));
    let form = Form::on(&found, "/faelle/neu").press(by, "Neuen Vorgang anlegen");
    Form::on(&ok(form), "/faelle/neu")
}

#[track_caller]
pub fn ok(page: Page) -> Page {
    assert_eq!(page.status, 200, "{:?}: {}", page.location, page.body);
    page
}

/// Where an answer leads.
#[track_caller]
pub fn followed(by: &Browser, page: &Page) -> Page {
    assert_eq!(page.status, 303, "{}", page.body);
    ok(by.get(page.location.as_deref().unwrap()))
}

/// What `pdftotext` reads in a PDF, one space between any two words.
pub fn words(pdf: &[u8]) -> String {
    let mut child = Command::new("pdftotext")
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
    let text = String::from_utf8(output.stdout).unwrap();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
