//! Whatever is done to a case, in whatever order: the database keeps all of it, and keeps it once.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};

use chrono::NaiveTime;
use diesel::{Connection as _, PgConnection, RunQueryDsl as _, sql_query};
use hfk::{Now, Problem, acts, procedure::*, storage};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRng, TestRunner},
};
use uuid::Uuid;

use super::{
    journey::{SEATS, SITTING, application},
    replay::{Throw, throws},
};
use crate::{
    app::TestApp,
    records::{assert_matched, assert_replayed, assert_verified, auditor, count, lines},
};

/// How many of the commission come to every sitting.
const PRESENT: u16 = 8;

/// What is done next.
#[derive(Debug, Clone)]
enum Deed {
    Step(Throw),
    /// The step that the page of the chair offers first, or what that waits for.
    Onward(Throw),
    /// The sitting is published, opened, closed; then another is planned.
    SittingGoesOn,
    LettersAreSent,
}

fn deeds() -> impl Strategy<Value = Deed> {
    let throw = || throws().prop_map(|it| it.with_present(PRESENT));
    prop_oneof![
        3 => throw().prop_map(Deed::Step),
        6 => throw().prop_map(Deed::Onward),
        1 => Just(Deed::SittingGoesOn),
        1 => Just(Deed::LettersAreSent),
    ]
}

/// A case, and everybody who has to do with it.
struct Office {
    clerk: Actor,
    chair: Actor,
    others: Vec<Actor>,
    case: CaseId,
    /// The sitting on whose agenda cases are put.
    sitting: SittingId,
    now: Now,
    /// As the service, by which everything is done.
    conn: PgConnection,
    records: Records,
    reached: BTreeSet<Stage>,
    // Last, so that the connections are closed before it goes.
    app: TestApp,
}

impl Office {
    fn open(persons: usize) -> Self {
        let app = TestApp::start();
        let actor = |roles: &[Role]| {
            let account = app.user(roles);
            Actor { user: account.id, roles: account.roles }
        };
        let conn = PgConnection::establish(app.config().database.as_str()).unwrap();
        let mut it = Self {
            clerk: actor(&[Role::Clerk]),
            chair: actor(&[Role::Chair, Role::PreCheck]),
            others: vec![actor(&[Role::PreCheck]), actor(&[Role::Member])],
            case: CaseId(Uuid::now_v7()),
            sitting: SITTING,
            now: app.now(),
            conn,
            records: Records::of(&app),
            reached: BTreeSet::new(),
            app,
        };
        (1..=SEATS).for_each(|position| it.add_seat(position.into()));
        let (clerk, case, now) = (it.clerk.clone(), it.case, it.now);
        it.done(|conn| acts::register(conn, &clerk, case, application(persons), now)).unwrap();
        it.plan_a_sitting();
        it
    }

    fn add_seat(&self, position: i32) {
        let seat = storage::Seat {
            id: SeatId(Uuid::now_v7()),
            position,
            body: format!("Verband {position}"),
            chair: position == 1,
            member: format!("Mitglied {position}"),
            member_user: None,
            deputy: String::new(),
            deputy_user: None,
        };
        storage::add_seat(&mut self.app.db(), &seat, self.now.today).unwrap();
    }

    /// Does it, or nothing at all; and what refuses it is a rule, never the database.
    fn done<T>(
        &mut self,
        deed: impl FnOnce(&mut PgConnection) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let before = self.records.held.clone();
        let done = self.conn.transaction(deed);
        self.records.read();
        if let Err(problem) = &done {
            assert!(!matches!(problem, Problem::Broken(_)), "{problem:?}");
            assert_eq!(self.records.held, before, "in spite of {problem:?}");
        }
        done
    }

    fn case(&mut self) -> Case {
        storage::find_case(&mut self.conn, self.case).unwrap().case
    }

    fn act(&mut self, deed: &Deed) {
        let before = self.records.held.clone();
        match deed {
            Deed::Step(throw) => {
                let people = [&self.clerk, &self.chair].into_iter().chain(&self.others);
                let roles = Roles::new(throw.roles.clone()).unwrap();
                let by = people.into_iter().find(|it| it.roles == roles).unwrap().clone();
                let case = self.case();
                let last = self.facts(&case).last_step;
                self.step(&case, throw.step(&case, last.as_ref()), &by);
            }
            Deed::Onward(throw) => self.onward(throw),
            Deed::SittingGoesOn => self.sitting_goes_on(),
            Deed::LettersAreSent => self.letters_are_sent(),
        }
        if self.records.held != before {
            let case = self.case();
            self.records.assert_kept(&case);
            self.reached.insert(case.stage);
        }
    }

    fn facts(&mut self, case: &Case) -> Facts {
        let rules = storage::rules(&mut self.conn).unwrap();
        storage::facts(&mut self.conn, case, None, &rules, self.now.today).unwrap()
    }

    fn onward(&mut self, throw: &Throw) {
        let (case, chair) = (self.case(), self.chair.clone());
        let facts = self.facts(&case);
        match next_step(&case, &facts, &chair) {
            Some(kind) => self.step(&case, throw.step_of(kind, (&case, None)), &chair),
            None if case.sitting.is_some() && !facts.notice_released => self.sitting_goes_on(),
            None => self.letters_are_sent(),
        }
    }

    /// Takes a step; sends the same form again, and one that has not seen what it did.
    fn step(&mut self, before: &Case, mut step: Step, by: &Actor) {
        match &mut step {
            Step::PlaceOnAgenda { sitting } => *sitting = self.sitting,
            // Nobody has named a committee: it is for the commission, on the day of its sitting.
            Step::DecideAdmissibility { decided_on, .. } => *decided_on = self.now.today,
            _ => (),
        }
        let (seen, key, now) = ((self.case, before.version), Uuid::now_v7(), self.now);
        let letters = self.records.letters();
        let taken = self.done(|conn| {
            let mut outcome = None;
            let location = acts::once(conn, by, key, |conn| {
                outcome = Some(acts::take_step(conn, by, seen, step.clone(), now)?);
                Ok(format!("/faelle/{}", seen.0))
            })?;
            Ok((location, outcome.unwrap()))
        });
        let Ok((location, outcome)) = taken else { return };
        self.records.assert_written(&outcome, letters);
        let once = self.records.held.clone();
        let again = self.done(|conn| acts::once(conn, by, key, |_| panic!("done twice")));
        assert_eq!(again.unwrap(), location, "the same key leads where it led");
        let stale = self.done(|conn| acts::take_step(conn, by, seen, step, now));
        // Who has taken it may not read the case any more.
        assert!(matches!(stale, Err(Problem::Stale | Problem::NotFound)), "{stale:?}");
        assert_eq!(self.records.held, once);
    }

    fn plan_a_sitting(&mut self) {
        let (clerk, now) = (self.clerk.clone(), self.now);
        let plan = acts::Plan {
            id: self.sitting,
            held_on: now.today,
            starts_at: NaiveTime::MIN,
            place: "Düsseldorf".into(),
            secretary: String::new(),
        };
        self.done(|conn| acts::plan_sitting(conn, &clerk, &plan, now)).unwrap();
    }

    fn sitting_goes_on(&mut self) {
        let (chair, now) = (self.chair.clone(), self.now);
        let sitting = storage::find_sitting(&mut self.conn, self.sitting).unwrap();
        let step = match sitting.state {
            SittingState::Planned => SittingStep::Publish,
            SittingState::Published => SittingStep::Open,
            SittingState::Open => SittingStep::Close,
            _ => {
                self.sitting = SittingId(Uuid::now_v7());
                return self.plan_a_sitting();
            }
        };
        let seen = (sitting.id, sitting.version);
        let taken = self.done(|conn| acts::take_sitting_step(conn, &chair, seen, step, now));
        if taken.is_ok() && step == SittingStep::Open {
            let seats = storage::seats_on(&mut self.conn, now.today).unwrap();
            let comes = (acts::Movement::Arrives(storage::Holder::Member), NaiveTime::MIN);
            for seat in &seats[..PRESENT.into()] {
                let seat = (sitting.id, seat.id);
                self.done(|conn| acts::record_attendance(conn, &chair, seat, comes, now)).unwrap();
            }
        }
    }

    fn letters_are_sent(&mut self) {
        // As if they were typeset.
        let typeset = "UPDATE letters SET sha256 = sha256(convert_to(content::text, 'UTF8')), \
            size = 1 WHERE sha256 IS NULL";
        let (clerk, case, now) = (self.clerk.clone(), self.case, self.now);
        let sent = self.done(|conn| {
            sql_query(typeset).execute(conn)?;
            acts::mark_letters_sent(conn, &clerk, case, now)
        });
        assert!(matches!(sent, Ok(()) | Err(Problem::Refused(_))), "{sent:?}");
    }
}

/// What the database holds of it all.
struct Records {
    owner: PgConnection,
    auditor: PgConnection,
    /// One query for all tables, so that none is left out.
    of_all_tables: String,
    /// What it gave when it was last read: a line for each table.
    held: Vec<String>,
}

impl Records {
    fn of(app: &TestApp) -> Self {
        let of_each = "SELECT format( \
                'SELECT concat(%L, md5(string_agg(it::text, chr(10) ORDER BY it::text))) AS line \
                 FROM %I.%I AS it', table_name || ' ', table_schema, table_name) AS line \
            FROM information_schema.tables \
            WHERE table_schema IN ('public', 'audit') AND table_type = 'BASE TABLE'";
        let mut owner = app.db();
        let of_all_tables = lines(&mut owner, of_each).join(" UNION ALL ");
        Self { owner, auditor: auditor(app), of_all_tables, held: Vec::new() }
    }

    fn read(&mut self) {
        self.held = lines(&mut self.owner, &self.of_all_tables);
        self.held.sort_unstable();
    }

    /// Of whom letters of which kind speak, and how often.
    fn letters(&mut self) -> BTreeMap<String, usize> {
        let sql = "SELECT kind || ' ' || unnest(persons) AS line FROM letters";
        let mut found = BTreeMap::new();
        for it in lines(&mut self.owner, sql) {
            *found.entry(it).or_default() += 1;
        }
        found
    }

    /// Each letter that the step calls for is there, once, where there is somebody to receive it.
    fn assert_written(&mut self, outcome: &Outcome, before: BTreeMap<String, usize>) {
        let case = outcome.case();
        let is_there = |id| case.person(id).is_some_and(|it| it.standing.is_reachable());
        let (mut expected, mut found) = (before, self.letters());
        for order in outcome.letters() {
            let to_applicants = order.kind.addressee() == Addressee::ApplicantSide;
            for id in order.persons.iter().filter(|it| !to_applicants || is_there(**it)) {
                *expected.entry(format!("{} {id}", order.kind)).or_default() += 1;
            }
        }
        if case.authority != outcome.before().authority {
            // What waits to be sent to the one before is written anew to this one.
            let called_for = |it: &String| {
                let kind = it.split(' ').next();
                outcome.letters().iter().any(|it| kind == Some(it.kind.name()))
            };
            found.retain(|it, _| called_for(it));
            expected.retain(|it, _| called_for(it));
        }
        assert_eq!(found, expected, "{:?}", outcome.event());
    }

    /// Change and entry, one to one; the chain verifies; the history gives the case as it stands;
    /// on one agenda at most, and with one deadline.
    fn assert_kept(&mut self, case: &Case) {
        let owner = &mut self.owner;
        assert_matched(owner);
        assert_verified(&mut self.auditor);
        assert_replayed(owner, case.id);
        let open = count(owner, "agenda_items WHERE state = 'open'");
        assert_eq!(open, i64::from(case.agenda_item().is_some()), "{}", case.stage);
        // What was taken back has set none, and ended none.
        let holds = "deadline_history JOIN standing_events USING (case_id, version) WHERE what";
        let opened = count(owner, &format!("{holds} = 'opened'"));
        let ended = count(owner, &format!("{holds} IN ('closed', 'withdrawn')"));
        assert_eq!(opened - ended, i64::from(case.deadline.is_some()), "{}", case.stage);
    }
}

#[test]
fn whatever_is_done_is_kept_and_kept_once() {
    let reached = RefCell::new(BTreeSet::new());
    // One for every 40 of `PROPTEST_CASES`.
    let cases = (Config::default().cases / 40).max(6);
    let config =
        Config { cases, failure_persistence: None, max_shrink_iters: 0, ..Config::default() };
    let rng = TestRng::deterministic_rng(config.rng_algorithm);
    let lives = (1..4usize, prop::collection::vec(deeds(), 40..60));
    TestRunner::new_with_rng(config, rng)
        .run(&lives, |(persons, deeds)| {
            let mut office = Office::open(persons);
            for it in &deeds {
                office.act(it);
            }
            reached.borrow_mut().append(&mut office.reached);
            Ok(())
        })
        .unwrap();
    assert!(reached.borrow().iter().eq(Stage::ALL), "reached only {:?}", reached.borrow());
}
