//! A step that was a mistake is taken back: its letters, its deadline and all that it said with it.

use hfk::procedure::{ItemState, LetterKind, Role, Stage, StepKind, Violation};

use super::{
    paper::{awaiting_statement, check, press, take, with},
    reopening::with_ersuchen,
    representing::{COUPLE, COVERS_BOTH, LAWYER, asked, confirms, ends, on_the_desk, typed},
    requesting::FAMILY,
};
use crate::{
    app::{Browser, Page, TestApp},
    form::Form,
    records::{assert_intact, assert_replays, case_id, file, lines},
    secretariat::{Ballot, House, followed, ok, take as takes},
};

const MISTAKE: &str = "Falscher <Fall>.";

fn taking_back(case: &str) -> String {
    format!("{case}/schritte/{}", StepKind::TakeBack)
}

/// Takes back the last step of a case, and returns its page.
#[track_caller]
fn takes_back(by: &Browser, case: &str) -> Page {
    takes(by, case, StepKind::TakeBack, |form| form.fill("reason", MISTAKE));
    ok(by.get(case))
}

/// The section of the page of a case under this anchor.
fn section(page: &Page, anchor: &str) -> String {
    let (_, rest) = page.body.split_once(&format!("<section id=\"{anchor}\">")).unwrap();
    let end = rest.find("<section id=").unwrap_or(rest.len());
    rest[..end].to_owned()
}

/// Whether each letter of this kind was taken back with its step.
fn withdrawn(kind: LetterKind) -> String {
    format!(
        "SELECT coalesce(withdrawn_as = 'taken_back', false)::text AS line FROM letters WHERE kind = '{kind}'"
    )
}

#[test]
fn a_request_goes_with_its_letter_and_its_deadline_and_stays_in_the_history() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = awaiting_statement(&app, &clerk);
    let form = ok(clerk.get(&taking_back(&case)));
    form.assert_says("Der Schritt „Stellungnahme anfordern“ gilt danach nicht mehr");
    form.assert_says("Der Fall steht wieder im Stand „Angenommen“");
    form.assert_says("Zurückgezogen wird, was nicht abgesandt ist:");
    let empty = check(&clerk, &case, "take_back", &[("reason", " ")]);
    assert_eq!(empty.status, 422);
    empty.assert_says("Bitte ausfüllen: Grund.");

    let checked = check(&clerk, &case, "take_back", &[("reason", MISTAKE)]);
    checked.assert_says("in den Stand „<strong>Angenommen</strong>“");
    checked.assert_says("Die Frist bis 04.01.2027 ist zurückgenommen; es läuft keine mehr.");
    checked.assert_says("Bitte um Stellungnahme an Stadt");
    checked.assert_says("Es entsteht kein Schreiben.");
    let page = take(&clerk, &case, "take_back", &[("reason", MISTAKE)]);
    page.assert_says("<s>Stellungnahme anfordern</s>");
    page.assert_says("zurückgenommen am 23.11.2026");
    page.assert_says("Grund: Falscher &lt;Fall&gt;.");
    page.assert_says("zurückgezogen am 23.11.2026");
    page.assert_says("der Schritt ist zurückgenommen");
    page.assert_says("Zurzeit ist keine Frist gesetzt.");
    assert_eq!(file(&app, &case).case.stage, Stage::Admitted);
    let kept = "SELECT what || ' ' || due_on || ' ' || reason AS line FROM deadline_history \
                ORDER BY version, position";
    assert_eq!(
        lines(&mut app.db(), kept),
        ["opened 2027-01-04 ", "withdrawn 2027-01-04 Falscher <Fall>."]
    );
    let logged = "SELECT action || coalesce(' ' || rule, '') AS line FROM audit.entries \
                  WHERE rule = 'take_back' OR action = 'letter_withdrawn' ORDER BY seq";
    assert_eq!(lines(&mut app.db(), logged), ["step_taken take_back", "letter_withdrawn"]);
    assert_replays(&app, &case);
    assert_intact(&app);

    // It can be taken anew, and that again be taken back.
    take(&clerk, &case, "request_statement", &[]);
    takes_back(&clerk, &case);
    assert_eq!(file(&app, &case).case.stage, Stage::Admitted);
    assert_replays(&app, &case);
}

#[test]
fn what_was_sent_stays_and_a_withdrawn_letter_is_not_sent() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let (sent, kept) = (awaiting_statement(&app, &clerk), awaiting_statement(&app, &clerk));
    app.typeset();
    let open = check(&clerk, &sent, "take_back", &[("reason", MISTAKE)]);
    ok(clerk.get(&sent));
    let note = clerk.post(&format!("{sent}/schreiben/abgesandt"), &[]);
    assert_eq!(note.status, 303);
    let refusal = Violation::LetterHasLeft(StepKind::RequestStatement).to_string();
    let late = press(&clerk, &taking_back(&sent), &open, "festhalten");
    assert_eq!(late.status, 409);
    late.assert_says(&refusal);
    assert_eq!(clerk.get(&taking_back(&sent)).status, 409);
    ok(clerk.get(&sent)).assert_says(&refusal);
    assert_eq!(file(&app, &sent).case.stage, Stage::StatementRequested);

    takes_back(&clerk, &kept);
    let l4 = format!(
        "SELECT coalesce(sent_on::text, withdrawn_as) AS line FROM letters \
         WHERE kind = 'L4' AND case_id = '{}'",
        case_id(&kept)
    );
    clerk.post(&format!("{kept}/schreiben/abgesandt"), &[]);
    assert_eq!(lines(&mut app.db(), &l4), ["taken_back"]);
    assert_intact(&app);
}

#[test]
fn a_form_that_has_seen_another_last_step_takes_nothing_back() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = awaiting_statement(&app, &clerk);
    let open = check(&clerk, &case, "take_back", &[("reason", MISTAKE)]);
    takes_back(&app.sign_in(Role::Clerk), &case);
    let stale = press(&clerk, &taking_back(&case), &open, "festhalten");
    assert_eq!(stale.status, 409);
    stale.assert_says("Der Fall hat sich inzwischen geändert");
    stale.assert_says("Der Schritt ist jetzt nicht mehr möglich: Dieser Schritt ist vorbehalten");
    stale.assert_says("Falscher &lt;Fall&gt;.");
    assert_eq!(file(&app, &case).case.stage, Stage::Admitted);
    assert_replays(&app, &case);
}

/// A whole letter to the authority is in the file of somebody else.
#[test]
fn a_statement_is_one_no_more_and_its_deadline_runs_again() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = awaiting_statement(&app, &clerk);
    let deadline = file(&app, &case).case.deadline;
    let statement = [
        ("received_on", "heute"),
        ("dated_on", "heute"),
        ("position", "against"),
        ("text", "Gehört zu einem anderen Vorgang."),
    ];
    take(&clerk, &case, "record_statement", &statement);
    let version = file(&app, &case).case.version.0;
    let page = takes_back(&clerk, &case);
    assert_eq!(file(&app, &case).case.deadline, deadline);
    let said = section(&page, "stellungnahme");
    assert!(said.contains("Noch liegt keine Stellungnahme"), "{said}");
    assert!(!said.contains("anderen Vorgang"), "{said}");
    assert!(section(&page, "verlauf").contains("Gehört zu einem anderen Vorgang."));
    section(&page, "fristen").split_once("fortgesetzt").expect("it runs again");
    let leave = format!("{case}/stellungnahmen/{version}");
    assert_eq!(clerk.post(&leave, &[("tun", "freigeben")]).status, 404);
    assert_replays(&app, &case);
}

#[test]
fn the_reply_of_the_authority_is_awaited_again_and_the_chair_has_nothing_to_note() {
    let mut house = House::new();
    let (case, _) = with_ersuchen(&mut house);
    let office = house.at("2027-01-05 10:00");
    let typed = [
        ("reported_on", "04.01.2027"),
        ("intention-0", "folgt_nicht"),
        ("before_deciding", "ja"),
        ("reasons", "Der Lebensunterhalt ist offen."),
    ];
    office.clerk_takes(&case, StepKind::RecordIntention, &typed);
    ok(office.chair().get("/")).assert_says("Ersuchen nicht gefolgt");
    let version = file(&office.app, &case).case.version.0;
    let page = takes_back(office.clerk(), &case);
    assert!(!section(&page, "ersuchen").contains("Lebensunterhalt"), "{}", page.body);
    page.assert_says("Beabsichtigte Entscheidung erfassen …");
    assert!(!ok(office.chair().get("/")).body.contains("Ersuchen nicht gefolgt"));
    let note = format!("{case}/nichtbefolgung/{version}");
    assert_eq!(office.chair().post(&note, &[]).status, 404);

    takes(office.clerk(), &case, StepKind::RecordFinalDecision, |form| {
        form.fill_all(&[("decided_on", "heute"), ("decision-0", "befolgt"), ("reasons", "")])
    });
    assert_eq!(file(&office.app, &case).case.stage, Stage::Closing);
    takes_back(office.clerk(), &case);
    let deadline = file(&office.app, &case).case.deadline.unwrap();
    assert_eq!(deadline.due_on, "2027-01-07".parse().unwrap());
    assert!(!ok(office.chair().get("/")).body.contains("1 von 1 Personen"));
    assert_replays(&office.app, &case);
    assert_intact(&office.app);
}

#[test]
fn a_reminder_that_was_none_is_not_counted() {
    let mut house = House::new();
    let (case, _) = with_ersuchen(&mut house);
    let office = house.at("2027-01-08 10:00");
    office.clerk_takes(&case, StepKind::RemindAuthority, &[]);
    let page = takes_back(office.clerk(), &case);
    page.assert_says("1. Erinnerung fällig");
    assert_eq!(lines(&mut office.app.db(), &withdrawn(LetterKind::L9)), ["true"]);
}

#[test]
fn a_vote_is_retaken_in_the_room_and_the_minutes_know_the_second_alone() {
    let mut house = House::new();
    let case = house.at("2026-11-23 10:00").registers("Kreis Unna", 2, FAMILY);
    house.checks(&case, &[]);
    house.committee_decides(&case, true, None);
    house.clerk_takes(&case, StepKind::RequestStatement, &[]);
    house.hears_the_authority(&case, "none", "Keine Äußerung.", "23.11.2026");
    let sitting = house.plans_a_sitting("10.12.2026");
    house.puts_on_the_agenda(&sitting, &[&case]);
    house.chair_takes(&sitting, "publish");
    let room = house.at("2026-12-10 10:04");
    room.everybody_comes(&sitting);
    room.chair_takes(&sitting, "open");
    let of = |yes, reasons| Ballot { persons: &["Ana", "Mihai"], yes, reasons, advice: None };
    room.votes(&sitting, &case, &of(8, "Verwechselte Begründung."));
    assert_eq!(file(&room.app, &case).case.stage, Stage::Decided);
    let (_, page) = room.item(&sitting, &case);
    page.assert_says("„Beschluss der Kommission festhalten“ zurücknehmen");
    page.assert_says(&taking_back(&case));
    takes_back(room.clerk(), &case);
    let (_, page) = room.item(&sitting, &case);
    assert!(!page.body.contains("zurücknehmen"), "{}", page.body);
    room.votes(&sitting, &case, &of(2, "Richtige Begründung."));
    room.chair_takes(&sitting, "close");
    let refused = room.clerk().get(&taking_back(&case));
    assert_eq!(refused.status, 409);
    refused.assert_says("Die Sitzung ist „geschlossen“");
    let (_, page) = room.item(&sitting, &case);
    assert!(!page.body.contains("zurücknehmen"), "{}", page.body);
    let minutes = "SELECT content::text AS line FROM letters WHERE kind = 'L13'";
    let minutes = lines(&mut room.app.db(), minutes).remove(0);
    assert!(minutes.contains("Richtige Begründung."), "{minutes}");
    assert!(!minutes.contains("Verwechselte"), "{minutes}");

    room.clerk_takes(&case, StepKind::SendNoRequest, &[]);
    let l7 = room.letters(&case).into_iter().find(|it| it.kind == LetterKind::L7).unwrap();
    assert!(!l7.text.contains("Verwechselte"), "{}", l7.text);
    assert_replays(&room.app, &case);
    assert_intact(&room.app);
}

#[test]
fn what_came_on_the_agenda_by_mistake_is_off_it_and_hidden_from_members() {
    let mut house = House::new();
    let case = house.at("2026-11-23 10:00").registers("Kreis Unna", 2, FAMILY);
    house.checks(&case, &[]);
    house.committee_decides(&case, true, None);
    house.clerk_takes(&case, StepKind::RequestStatement, &[]);
    house.hears_the_authority(&case, "none", "Keine Äußerung.", "23.11.2026");
    let sitting = house.plans_a_sitting("10.12.2026");
    house.puts_on_the_agenda(&sitting, &[&case]);
    house.chair_takes(&sitting, "publish");
    let member = house.app.sign_in_as(&house.member.login);
    ok(member.get(&case));
    takes_back(house.clerk(), &case);
    assert_eq!(member.get(&case).status, 404);
    let items = "SELECT state AS line FROM agenda_items";
    assert_eq!(lines(&mut house.app.db(), items), [ItemState::Withdrawn.name()]);
    house.puts_on_the_agenda(&sitting, &[&case]);
    ok(member.get(&case));
    assert_replays(&house.app, &case);
}

#[test]
fn papers_are_awaited_as_they_were_before() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = office.registers("Kreis Unna", 2, FAMILY);
    let asks = |office: &House| {
        let path = format!("{case}/schritte/{}", StepKind::RequestDocuments);
        let form = Form::on(&ok(office.clerk().get(&path)), "/pruefen");
        let form = form.choose("papers", &["Einwilligung in die Datenverarbeitung: Ana"]);
        let check = ok(form.press(office.clerk(), "Weiter: Angaben prüfen"));
        followed(office.clerk(), &Form::on(&check, &path).press(office.clerk(), "festhalten"));
    };
    asks(office);
    let office = house.at("2026-12-16 10:00");
    asks(office);
    let due = "SELECT due_on::text AS line FROM standing_requests";
    assert_eq!(lines(&mut office.app.db(), due), ["2027-01-06"]);
    takes_back(office.clerk(), &case);
    assert_eq!(lines(&mut office.app.db(), due), ["2026-12-14"]);
    ok(office.clerk().get("/")).assert_says("Nachgeforderte Unterlagen");
    let page = takes_back(office.clerk(), &case);
    assert!(lines(&mut office.app.db(), due).is_empty());
    assert!(!ok(office.clerk().get("/")).body.contains("Nachgeforderte Unterlagen"));
    page.assert_says("zurückgenommen am 16.12.2026");
    assert_eq!(lines(&mut office.app.db(), &withdrawn(LetterKind::L3)), ["true", "true"]);
    assert_replays(&office.app, &case);
    assert_intact(&office.app);
}

#[test]
fn a_letter_that_was_written_anew_goes_with_its_step_too() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = office.registers("Kreis Unna", 2, &typed(&[COUPLE, LAWYER, COVERS_BOTH]));
    asked(office, &case);
    let check = ok(ends(office, &case, &["Ana"], &[("reason", "revoked")]));
    confirms(office, &case, &check, "Ende festhalten");
    assert_eq!(on_the_desk(office, &case).iter().filter(|it| it.starts_with("L3")).count(), 2);
    takes_back(office.clerk(), &case);
    assert_eq!(
        on_the_desk(office, &case),
        ["L1 Ana Ionescu", "L1 Rechtsanwältin Sørensen-Groß", "L2 Kreis Unna"]
    );
    assert_intact(&office.app);
}

#[test]
fn a_finding_is_removed_and_its_eilfall_with_it() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = awaiting_statement(&app, &clerk);
    let before = file(&app, &case).case;
    let found = [("finding-0-P5-2-1", "present"), ("note-0-P5-2-1", "Verfügung vom 3.11.2026")];
    let page = ok(clerk.get(&format!("{case}/schritte/record_findings")));
    let mut typed = super::paper::unseen(&page);
    for (name, value) in super::paper::nothing_found(1)
        .into_iter()
        .chain(found.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
    {
        typed = with(typed, &name, &value);
    }
    let path = format!("{case}/schritte/record_findings");
    let checked = super::paper::send(&clerk, &format!("{path}/pruefen"), &typed);
    assert_eq!(press(&clerk, &path, &checked, "festhalten").status, 303);
    let counts = |words: &str| ok(clerk.get("/zaehlung/ausschlussgruende")).body.contains(words);
    assert!(!counts("In diesem Jahr ist kein Grund festgestellt."));
    take(&clerk, &case, "change_urgency", &[("reason", "Haft")]);
    takes_back(&clerk, &case);
    let page = takes_back(&clerk, &case);
    let now = file(&app, &case).case;
    assert_eq!((now.persons, now.urgent), (before.persons, false));
    page.assert_says("<s>Befunde zu den Ausschlussgründen erfassen</s>");
    assert!(counts("In diesem Jahr ist kein Grund festgestellt."));
    assert_replays(&app, &case);
}

#[test]
fn a_step_of_the_time_before_cannot_be_taken_back() {
    use diesel::connection::SimpleConnection as _;
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = awaiting_statement(&app, &clerk);
    app.db()
        .batch_execute(
            "ALTER TABLE case_events DISABLE TRIGGER history_stays;
             UPDATE case_events SET before = NULL;
             ALTER TABLE case_events ENABLE TRIGGER history_stays;",
        )
        .unwrap();
    let refused = clerk.get(&taking_back(&case));
    assert_eq!(refused.status, 409);
    refused.assert_says(&Violation::NotKeptBefore(StepKind::RequestStatement).to_string());
}

#[test]
fn the_database_refuses_to_take_the_same_step_back_twice() {
    use diesel::{RunQueryDsl as _, sql_query};
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = awaiting_statement(&app, &clerk);
    takes_back(&clerk, &case);
    let again = "INSERT INTO case_events SELECT (jsonb_populate_record(e, '{\"version\": 99}')).* \
                 FROM case_events e WHERE step = 'take_back'";
    let error = sql_query(again).execute(&mut app.db()).unwrap_err().to_string();
    assert!(error.contains("case_events_taken_back_once"), "{error}");
}
