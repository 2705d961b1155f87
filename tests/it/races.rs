//! Many at once: nothing is lost, nothing happens twice, the chain does not fork.

use std::{
    collections::BTreeSet,
    thread,
    time::{Duration, Instant},
};

use diesel::{Connection as _, PgConnection, connection::SimpleConnection as _};
use hfk::{
    Problem,
    procedure::{self, Actor, OtherEnding, Role, Stage, Step, StepKind},
    storage,
};

use crate::{
    app::{Browser, Page, TestApp},
    form::Form,
    records::{assert_intact, assert_replays, count, file, lines},
    secretariat::{House, begun, ok},
};

const WRITERS: usize = 32;

const PERSON: &[(&str, &str)] = &[
    ("received_on", "20.11.2026"),
    ("channel", "post"),
    ("persons-0-family_name", "Hüseynov"),
    ("persons-0-given_names", "Fəridə"),
    ("persons-0-born", "1990"),
    ("persons-0-street", "Am Wall 1"),
    ("persons-0-town", "Unna"),
];

/// Does the same on every thread at the same moment.
pub fn at_once<T: Send, U: Send>(each: Vec<T>, deed: impl Fn(T) -> U + Sync) -> Vec<U> {
    let start = std::sync::Barrier::new(each.len());
    thread::scope(|scope| {
        let (start, deed) = (&start, &deed);
        let wait = |it| {
            scope.spawn(move || {
                start.wait();
                deed(it)
            })
        };
        let running: Vec<_> = each.into_iter().map(wait).collect();
        running.into_iter().map(|it| it.join().unwrap()).collect()
    })
}

/// As [`at_once`], and nobody gets past their first change of this table before all whom the pool
/// lets in wait for it or for each other: each has read what stood there before the others came.
pub fn held_up<T: Send, U: Send>(
    app: &TestApp,
    table: &str,
    each: Vec<T>,
    deed: impl Fn(T) -> U + Send + Sync,
) -> Vec<U> {
    let let_in = each.len().min(app.config().db_pool as usize);
    let hold = format!("LOCK TABLE {table} IN EXCLUSIVE MODE");
    while_held(app, &hold, let_in, || at_once(each, deed), |_| ())
}

/// Does `deed` while somebody holds what `hold` locks, who lets go once so many wait for it or for
/// each other, after `meanwhile`.
pub fn while_held<T: Send>(
    app: &TestApp,
    hold: &str,
    waiting: usize,
    deed: impl FnOnce() -> T + Send,
    meanwhile: impl FnOnce(&mut PgConnection),
) -> T {
    while_at_it(app, (hold, "ROLLBACK"), waiting, deed, meanwhile)
}

/// As [`while_held`]; `end` says whether what was done meanwhile stays.
fn while_at_it<T: Send>(
    app: &TestApp,
    (hold, end): (&str, &str),
    waiting: usize,
    deed: impl FnOnce() -> T + Send,
    meanwhile: impl FnOnce(&mut PgConnection),
) -> T {
    let (mut holder, mut watcher) = (app.db(), app.db());
    holder.batch_execute(&format!("BEGIN; {hold}")).unwrap();
    thread::scope(|scope| {
        let running = scope.spawn(deed);
        let begun = Instant::now();
        while count(&mut watcher, WAITING) < i64::try_from(waiting).unwrap() {
            assert!(begun.elapsed() < Duration::from_secs(10), "nobody waits after: {hold}");
            thread::sleep(Duration::from_millis(5));
        }
        meanwhile(&mut watcher);
        holder.batch_execute(end).unwrap();
        running.join().unwrap()
    })
}

const WAITING: &str = "pg_locks JOIN pg_stat_activity USING (pid)
    WHERE NOT granted AND datname = current_database()";

/// The pool is small and the server patient for two seconds: who is told to come back does so.
pub fn patiently(send: impl Fn() -> Page) -> Page {
    for _ in 0..50 {
        let page = send();
        if page.status != 503 {
            return page;
        }
    }
    send()
}

fn register(house: &House) -> String {
    house.registers("Kreis Unna", 1, PERSON)
}

fn desks(house: &House, count: usize) -> Vec<Browser> {
    (0..count).map(|_| house.app.sign_in(Role::Clerk)).collect()
}

/// Every one has the page that checks the step open; they press at the same moment.
fn checked(by: &Browser, case: &str, kind: StepKind, typed: &[(&str, &str)]) -> Form {
    let path = format!("{case}/schritte/{kind}");
    let page = ok(by.get(&path));
    let check = if page.body.contains("Bitte prüfen: ") {
        page
    } else {
        let form = Form::on(&page, "/pruefen").fill_all(typed);
        ok(form.press(by, "Weiter: Angaben prüfen"))
    };
    Form::on(&check, &path)
}

#[test]
fn of_many_who_take_a_step_on_one_case_exactly_one_does() {
    let mut house = House::new();
    let case = register(house.at("2026-11-23 10:00"));
    let typed = [("proposal", "admit"), ("reasons", "Siehe Befunde.")];
    house.clerk_takes(&case, StepKind::BeginAdmissibility, &[]);
    let before = file(&house.app, &case).case.version.0;
    let ready: Vec<_> = desks(&house, WRITERS)
        .into_iter()
        .map(|by| (checked(&by, &case, StepKind::ProposeAdmissibility, &typed), by))
        .collect();
    let answers = at_once(ready, |(form, by)| patiently(|| form.press(&by, "festhalten")).status);
    let done = answers.iter().filter(|it| **it == 303).count();
    let stale = answers.iter().filter(|it| **it == 409).count();
    assert_eq!((done, stale), (1, WRITERS - 1), "{answers:?}");
    assert_eq!(file(&house.app, &case).case.version.0, before + 1);
    assert_replays(&house.app, &case);
    assert_intact(&house.app);
}

#[test]
fn a_case_is_not_decided_twice() {
    let mut house = House::new();
    let case = register(house.at("2026-11-23 10:00"));
    house.checks(&case, &[]);
    house.convenes_the_committee(&[&case]);
    let yes = [("body", "vpa"), ("decided_on", "heute"), ("votes-0-yes", "3")];
    let no = [("body", "vpa"), ("decided_on", "heute"), ("votes-0-no", "3")];
    let ready: Vec<_> = (0..8)
        .map(|n| {
            // The committee would not even see the case once it is decided.
            let by = house.app.sign_in(Role::Chair);
            let typed = if n % 2 == 0 { yes } else { no };
            (checked(&by, &case, StepKind::DecideAdmissibility, &typed), by)
        })
        .collect();
    let answers = at_once(ready, |(form, by)| patiently(|| form.press(&by, "festhalten")).status);
    assert_eq!(answers.iter().filter(|it| **it == 303).count(), 1, "{answers:?}");
    assert!(answers.iter().all(|it| matches!(it, 303 | 409)), "{answers:?}");
    let decisions = "case_events WHERE step = 'decide_admissibility'";
    assert_eq!(count(&mut house.app.db(), decisions), 1);
    assert_replays(&house.app, &case);
    assert_intact(&house.app);
}

/// Each has the list of cases of another round open.
#[test]
fn a_case_is_put_on_one_round_of_the_committee_and_no_more() {
    let mut house = House::new();
    let case = register(house.at("2026-11-23 10:00"));
    house.checks(&case, &[]);
    let ready: Vec<_> = desks(&house, 8)
        .into_iter()
        .map(|by| {
            let path = format!("{}/faelle", house.plans_a_round("heute"));
            let form = Form::on(&ok(by.get(&path)), &path);
            let value = form.offered("fall", case.trim_start_matches("/faelle/"));
            (form.fill("fall", &value), by)
        })
        .collect();
    let press = |(form, by): (Form, Browser)| {
        patiently(|| form.press(&by, "In die Vorprüfung aufnehmen")).status
    };
    let answers = at_once(ready, press);
    assert_eq!(answers.iter().filter(|it| **it == 303).count(), 1, "{answers:?}");
    assert_eq!(answers.iter().filter(|it| **it == 409).count(), 7, "{answers:?}");
    assert_eq!(count(&mut house.app.db(), "committee_round_items WHERE state = 'open'"), 1);
    assert_intact(&house.app);
}

/// Both would begin the same round.
#[test]
fn of_many_who_take_a_case_up_again_exactly_one_does() {
    let mut house = House::new();
    let case = register(house.at("2026-11-23 10:00"));
    house.ends(&case, OtherEnding::Withdrawn, &["Fəridə"], "Schreiben vom 23.11.2026");
    house.files(&case);
    let typed = [("received_on", "heute"), ("channel", "fax"), ("news", "Eine Lehrstelle.")];
    let ready: Vec<_> = desks(&house, 8)
        .into_iter()
        .map(|by| (checked(&by, &case, StepKind::Reopen, &typed), by))
        .collect();
    let press = |(form, by): (Form, Browser)| patiently(|| form.press(&by, "festhalten")).status;
    let answers = held_up(&house.app, "earlier_rounds", ready, press);
    let done = answers.iter().filter(|it| **it == 303).count();
    let stale = answers.iter().filter(|it| **it == 409).count();
    assert_eq!((done, stale), (1, 7), "{answers:?}");
    assert_eq!(count(&mut house.app.db(), "earlier_rounds"), 1);
    assert_replays(&house.app, &case);
    assert_intact(&house.app);
}

/// A case with a step whose letter lies typeset on the desk.
fn with_letter(house: &mut House) -> String {
    let case = register(house.at("2026-11-23 10:00"));
    house.checks(&case, &[]);
    house.committee_decides(&case, true, None);
    house.clerk_takes(&case, StepKind::RequestStatement, &[]);
    house.app.typeset();
    case
}

/// None of them takes back the step before.
#[test]
fn of_many_who_take_back_a_step_exactly_one_does() {
    let mut house = House::new();
    let case = with_letter(&mut house);
    let typed = [("reason", "Versehen.")];
    let ready: Vec<_> = desks(&house, 8)
        .into_iter()
        .map(|by| (checked(&by, &case, StepKind::TakeBack, &typed), by))
        .collect();
    let press = |(form, by): (Form, Browser)| patiently(|| form.press(&by, "festhalten")).status;
    let answers = held_up(&house.app, "letters", ready, press);
    let done = answers.iter().filter(|it| **it == 303).count();
    let stale = answers.iter().filter(|it| **it == 409).count();
    assert_eq!((done, stale), (1, 7), "{answers:?}");
    assert_eq!(file(&house.app, &case).case.stage, Stage::Admitted);
    assert_eq!(count(&mut house.app.db(), "case_events WHERE takes_back IS NOT NULL"), 1);
    assert_replays(&house.app, &case);
    assert_intact(&house.app);
}

const SENT_AND_TAKEN_BACK: &str = "letters JOIN case_events AS back \
    ON back.case_id = letters.case_id AND back.takes_back = letters.case_version \
    WHERE sent_on IS NOT NULL";

#[test]
fn a_step_is_not_taken_back_while_its_letter_leaves_the_house() {
    let mut house = House::new();
    let case = with_letter(&mut house);
    let by = house.app.sign_in(Role::Clerk);
    let form = checked(&by, &case, StepKind::TakeBack, &[("reason", "Versehen.")]);
    let leaves =
        "UPDATE letters SET sent_on = written_at::date, sent_by = written_by WHERE kind = 'L4'";
    let press = move || form.press(&by, "festhalten");
    let page = while_at_it(&house.app, (leaves, "COMMIT"), 1, press, |_| ());
    assert_eq!(page.status, 409, "{}", page.body);
    page.assert_says("Ein Schreiben zu „Stellungnahme anfordern“ ist abgesandt");
    assert_eq!(file(&house.app, &case).case.stage, Stage::StatementRequested);
    assert_eq!(count(&mut house.app.db(), SENT_AND_TAKEN_BACK), 0);
    assert_replays(&house.app, &case);
}

#[test]
fn of_sending_a_letter_and_taking_back_its_step_one_happens() {
    let mut house = House::new();
    let case = with_letter(&mut house);
    let (one, other) = (house.app.sign_in(Role::Clerk), house.app.sign_in(Role::Clerk));
    let back = checked(&one, &case, StepKind::TakeBack, &[("reason", "Versehen.")]);
    let note = Form::on(&ok(other.get(&case)), "/schreiben/abgesandt");
    let ready = vec![(back, one, "festhalten"), (note, other, "")];
    let press = |(form, by, button): (Form, Browser, &str)| patiently(|| form.press(&by, button));
    let answers = held_up(&house.app, "letters", ready, press);
    let taken_back = answers[0].status == 303;
    assert!(taken_back || answers[0].status == 409, "{}", answers[0].body);
    let conn = &mut house.app.db();
    assert_eq!(count(conn, SENT_AND_TAKEN_BACK), 0);
    let gone = count(conn, "letters WHERE kind = 'L4' AND withdrawn_as = 'taken_back'") == 1;
    let sent = count(conn, "letters WHERE kind = 'L4' AND sent_on IS NOT NULL") == 1;
    assert_eq!((gone, sent), (taken_back, !taken_back));
    assert_replays(&house.app, &case);
    assert_intact(&house.app);
}

/// The lock is left out on purpose: everybody has read the same version.
#[test]
fn of_many_who_save_without_the_lock_one_does_and_the_others_are_stale() {
    let mut house = House::new();
    let case = register(house.at("2026-11-23 10:00"));
    let conn = &mut house.app.db();
    let (file, rules, now) =
        (file(&house.app, &case), storage::rules(conn).unwrap(), house.app.now());
    let facts = storage::facts(conn, &file.case, None, &rules, now.today).unwrap();
    let clerk = house.app.user(&[Role::Clerk]);
    let by = Actor { user: clerk.id, roles: clerk.roles };
    let begin = Step::BeginAdmissibility;
    let outcome = procedure::take(&file.case, &facts, begin, &by, (now.today, &rules)).unwrap();
    let conns: Vec<_> = (0..8).map(|_| house.app.db()).collect();
    let saved = at_once(conns, |mut conn| {
        conn.transaction(|conn| storage::save(conn, &outcome, now)).map_err(|it| it.to_string())
    });
    let stale = Problem::Stale.to_string();
    assert_eq!(saved.iter().filter(|it| it.is_ok()).count(), 1, "{saved:?}");
    assert_eq!(saved.iter().filter(|it| **it == Err(stale.clone())).count(), 7, "{saved:?}");
    assert_eq!(count(conn, "case_events WHERE version = 2"), 1);
    assert_replays(&house.app, &case);
}

#[test]
fn many_on_many_cases_all_succeed_and_the_chain_does_not_fork() {
    let mut house = House::new();
    house.at("2026-11-23 10:00");
    let cases: Vec<String> = (0..WRITERS).map(|_| register(&house)).collect();
    let ready: Vec<_> = desks(&house, WRITERS).into_iter().zip(cases.clone()).collect();
    let answers = at_once(ready, |(by, case)| {
        let form = patiently(|| by.get(&format!("{case}/schritte/begin_admissibility")));
        let form = Form::on(&form, "/schritte/begin_admissibility");
        let first = patiently(|| form.press(&by, "festhalten")).status;
        let path = format!("{case}/schritte/propose_admissibility");
        let form = Form::on(&patiently(|| by.get(&path)), "/pruefen");
        let form = form.fill("proposal", "admit").fill("reasons", "Siehe Befunde.");
        let check = patiently(|| form.press(&by, "Weiter: Angaben prüfen"));
        let form = Form::on(&check, &path);
        (first, patiently(|| form.press(&by, "festhalten")).status)
    });
    assert_eq!(answers, [(303, 303); WRITERS]);
    for case in &cases {
        let case_now = file(&house.app, case).case;
        assert_eq!((case_now.version.0, case_now.stage), (3, Stage::Admissibility));
        assert_replays(&house.app, case);
    }
    assert_intact(&house.app);
}

#[test]
fn the_same_form_sent_eight_times_at_once_registers_once_and_answers_the_same() {
    let mut house = House::new();
    house.at("2026-11-23 10:00");
    let by = house.clerk();
    let form = begun(by);
    let form = form.choose("authority", &["Kreis Unna"]).fill_all(PERSON);
    let check = ok(form.press(by, "Weiter: Angaben prüfen"));
    let form = Form::on(&check, "/faelle/neu");
    let answers = at_once((0..8).map(|_| by.tab()).collect(), |by| {
        patiently(|| form.press(&by, "registrieren"))
    });
    let places: BTreeSet<_> = answers.iter().map(|it| (it.status, it.location.clone())).collect();
    assert_eq!(places.len(), 1, "{places:?}");
    assert_eq!(answers[0].status, 303, "{}", answers[0].body);
    let conn = &mut house.app.db();
    assert_eq!((count(conn, "cases"), count(conn, "persons")), (1, 1));
    assert_eq!(count(conn, "letters WHERE kind = 'L1'"), 1);
    assert_intact(&house.app);
}

#[test]
fn file_numbers_have_no_gap_and_no_double() {
    let mut house = House::new();
    house.at("2026-11-23 10:00");
    let ready: Vec<_> = desks(&house, WRITERS)
        .into_iter()
        .enumerate()
        .map(|(n, by)| {
            let form = begun(&by);
            let form = form.choose("authority", &["Kreis Unna"]).fill_all(PERSON);
            let check = ok(form.press(&by, "Weiter: Angaben prüfen"));
            (n, Form::on(&check, "/faelle/neu"), by)
        })
        .collect();
    let answers = at_once(ready, |(n, form, by)| {
        // Some are refused; that uses up no number.
        let form =
            if n % 4 == 0 { form.hide("persons-0-family_name", &"x".repeat(500)) } else { form };
        patiently(|| form.press(&by, "registrieren")).status
    });
    let registered = answers.iter().filter(|it| **it == 303).count();
    assert_eq!(registered, WRITERS - WRITERS / 4, "{answers:?}");
    let numbers =
        lines(&mut house.app.db(), "SELECT file_number AS line FROM cases ORDER BY file_number");
    let expected: Vec<_> = (1..=registered).map(|n| format!("15-39.22-2026-{n:04}")).collect();
    assert_eq!(numbers, expected);
    assert_intact(&house.app);
}

#[test]
fn of_two_votes_about_the_same_person_one_stands() {
    let mut house = House::new();
    let office = house.at("2026-12-04 10:00");
    let case = register(office);
    office.checks(&case, &[]);
    office.committee_decides(&case, true, None);
    office.clerk_takes(&case, StepKind::RequestStatement, &[]);
    office.hears_the_authority(&case, "none", "Keine Äußerung.", "04.12.2026");
    let sitting = office.plans_a_sitting("17.12.2026");
    office.puts_on_the_agenda(&sitting, &[&case]);
    office.chair_takes(&sitting, "publish");
    let room = house.at("2026-12-17 10:04");
    room.everybody_comes(&sitting);
    room.chair_takes(&sitting, "open");
    let ballots = [("7", "2"), ("2", "7")];
    let ready: Vec<_> = (0..8)
        .map(|n| {
            let by = room.app.sign_in(Role::Clerk);
            let (path, _) = room.item(&sitting, &case);
            let (yes, no) = ballots[n % 2];
            let form = Form::on(&ok(by.get(&path)), "/beschluss").fill("yes", yes).fill("no", no);
            let check = ok(form.fill("reasons", "Verwurzelt.").press(&by, "Prüfen"));
            (Form::on(&check, "/beschluss"), by)
        })
        .collect();
    let answers =
        at_once(ready, |(form, by)| patiently(|| form.press(&by, "Beschluss festhalten")).status);
    assert_eq!(answers.iter().filter(|it| **it == 303).count(), 1, "{answers:?}");
    assert!(answers.iter().all(|it| matches!(it, 303 | 409)), "{answers:?}");
    let votes = "case_events WHERE step = 'record_vote'";
    assert_eq!(count(&mut room.app.db(), votes), 1);
    assert_replays(&room.app, &case);
    assert_intact(&room.app);
}
