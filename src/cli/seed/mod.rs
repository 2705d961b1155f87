//! `hfk seed`: as many invented cases as asked for, over ten years and all stages, the same
//! for the same seed. They go through the real rules and are taken over in bulk.

mod course; // the way of one case
mod invented; // people who do not exist

use anyhow::{Context as _, ensure};
use chrono::{Datelike as _, Days, NaiveDate, NaiveTime};
use clap::Args;
use diesel::{Connection as _, PgConnection};
use fastrand::Rng;

use super::{connect, fresh_id, now};
use crate::{
    Now, acts,
    config::Environment,
    procedure::{
        Actor, Calendar, CaseId, Channel, OtherEnding, Registration, Role, Roles, RuleSet, Sitting,
        SittingFacts, SittingId, SittingState, Stage, UserId, Version, receive,
    },
    storage::{self, Account, Authority, Serial},
};
use course::{Course, Fate, moment};

/// How many cases are taken over in one go.
const CHUNK: usize = 400;
/// The account in whose name they stand.
const LOGIN: &str = "beispieldaten";
/// Over how many days applications arrived.
const SPAN: u64 = 3_650;

#[derive(Args)]
pub struct Wanted {
    /// How many cases
    #[arg(long, default_value_t = 1_000)]
    pub cases: usize,
    /// The same number gives the same people and cases
    #[arg(long, default_value_t = 1)]
    pub random_seed: u64,
}

/// Fills the database of the operator, all or nothing.
pub(super) fn run(wanted: &Wanted, env: &Environment) -> anyhow::Result<()> {
    let (now, started) = (now(), std::time::Instant::now());
    connect(&env.owner_database()?)?.transaction(|conn| {
        let by = somebody(conn, now)?;
        fill(conn, wanted, &by, now)
    })?;
    println!("{} cases in {:.1} s", wanted.cases, started.elapsed().as_secs_f64());
    Ok(())
}

/// Invented cases were handled by nobody: an account that cannot sign in.
fn somebody(conn: &mut PgConnection, now: Now) -> anyhow::Result<Actor> {
    let roles = Roles::new(vec![Role::Clerk, Role::Chair, Role::PreCheck]);
    let roles = roles.context("content roles go together")?;
    if let Some(account) = storage::find_login(conn, LOGIN)? {
        return Ok(Actor { user: account.id, roles });
    }
    let account = Account {
        id: UserId(fresh_id()),
        login: LOGIN.to_owned(),
        name: "Beispieldaten".to_owned(),
        roles: roles.clone(),
        password_hash: "-".to_owned(),
        must_change_password: false,
        locked_at: Some(now.at),
    };
    storage::create_account(conn, &account, now)?;
    Ok(Actor { user: account.id, roles })
}

/// Fills the register. The caller's connection is inside one transaction.
pub fn fill(conn: &mut PgConnection, wanted: &Wanted, by: &Actor, now: Now) -> anyhow::Result<()> {
    let mut rng = Rng::with_seed(wanted.random_seed);
    let authorities = storage::authorities(conn, now.today)?;
    ensure!(!authorities.is_empty(), "the register of authorities is empty");
    let rules = storage::rules(conn).context("settings")?;
    let days = sittings(conn, &mut rng, now)?;
    let received = (0..wanted.cases).map(|_| arrival(&mut rng, now.today)).collect();
    let desk = Desk { authorities, rules, days, by, today: now.today, fate: by_age };
    desk.take_in(conn, &mut rng, received)
}

/// Young cases only, none of which has been on an agenda, beside what the register holds; for
/// the demo, which plans its own sittings.
pub fn fill_desk(conn: &mut PgConnection, cases: usize, now: Now) -> anyhow::Result<()> {
    let by = somebody(conn, now)?;
    let mut rng = Rng::with_seed(1);
    let ahead = storage::sittings_ahead(conn, None, now)?;
    let desk = Desk {
        authorities: storage::authorities(conn, now.today)?,
        rules: storage::rules(conn).context("settings")?,
        days: ahead.iter().map(|it| facts(it, 0)).collect(),
        by: &by,
        today: now.today,
        fate: |rng, _| Fate::Until(BEFORE_THE_SITTING[rng.usize(..BEFORE_THE_SITTING.len())]),
    };
    let received = (0..cases).map(|_| now.today - Days::new(rng.u64(1..100))).collect();
    desk.take_in(conn, &mut rng, received)
}

const BEFORE_THE_SITTING: [Stage; 5] = [
    Stage::Received,
    Stage::Admissibility,
    Stage::Admitted,
    Stage::StatementRequested,
    Stage::Ready,
];

/// Ten years, with more in the last months: open cases are young.
fn arrival(rng: &mut Rng, today: NaiveDate) -> NaiveDate {
    let back = if rng.f32() < 0.2 { rng.u64(0..200) } else { rng.u64(200..SPAN) };
    today - Days::new(back)
}

/// A sitting a month, all held but the next.
fn sittings(conn: &mut PgConnection, rng: &mut Rng, now: Now) -> anyhow::Result<Vec<SittingFacts>> {
    let first = now.today - Days::new(SPAN);
    let calendar = Calendar::default();
    let mut days = Vec::new();
    for month in 0..SPAN / 30 + 2 {
        let held_on = calendar.working_day_from(first + Days::new(month * 30));
        let planned = held_on >= now.today;
        let sitting = Sitting {
            id: SittingId(uuid::Uuid::from_u128(rng.u128(..))),
            version: Version(1),
            number: storage::draw(conn, Serial::Sitting, held_on.year())?,
            held_on,
            starts_at: NaiveTime::from_hms_opt(10, 0, 0).unwrap_or_default(),
            place: "Düsseldorf, Völklinger Str. 4".to_owned(),
            state: if planned { SittingState::Published } else { SittingState::Approved },
            cases: 0,
            items_open: 0,
        };
        storage::plan_sitting(conn, &sitting, "")?;
        days.push(facts(&sitting, rng.u16(6..=9)));
    }
    Ok(days)
}

fn facts(sitting: &Sitting, present: u16) -> SittingFacts {
    SittingFacts {
        id: sitting.id,
        state: sitting.state,
        held_on: sitting.held_on,
        seats: 9,
        quorum: 5,
        present,
        recused: 0,
        letters_to_authority_missing: 0,
    }
}

struct Desk<'a> {
    authorities: Vec<Authority>,
    rules: RuleSet,
    days: Vec<SittingFacts>,
    by: &'a Actor,
    today: NaiveDate,
    /// How a case goes that arrived so many days ago.
    fate: fn(&mut Rng, i64) -> Fate,
}

impl Desk<'_> {
    fn take_in(
        &self,
        conn: &mut PgConnection,
        rng: &mut Rng,
        mut received: Vec<NaiveDate>,
    ) -> anyhow::Result<()> {
        received.sort_unstable();
        for days in received.chunks(CHUNK) {
            let mut courses = Vec::with_capacity(days.len());
            for day in days {
                courses.push(self.case(conn, rng, *day)?);
            }
            acts::import(conn, self.by, &courses).context("cases")?;
        }
        Ok(())
    }

    fn case(
        &self,
        conn: &mut PgConnection,
        rng: &mut Rng,
        received_on: NaiveDate,
    ) -> anyhow::Result<storage::Course> {
        let serial = storage::draw(conn, Serial::FileNumber, received_on.year())?;
        let number = self.rules.file_number.number(received_on.year(), u32::try_from(serial)?)?;
        let id = CaseId(uuid::Uuid::from_u128(rng.u128(..)));
        let registration = self.registration(rng, received_on);
        let receipt = receive(registration, id, number, self.by, (received_on, &self.rules))
            .map_err(|it| anyhow::anyhow!("{it:?}"))?;
        let registered = moment(received_on, rng.u32(0..480));
        let fate = (self.fate)(rng, (self.today - received_on).num_days());
        let mut course = Course {
            by: self.by,
            rules: &self.rules,
            rng,
            today: self.today,
            days: &self.days,
            fate,
            case: receipt.case().clone(),
            outcomes: Vec::new(),
        };
        course.run().map_err(|it| anyhow::anyhow!("{it:?}"))?;
        Ok(storage::Course { receipt, registered, outcomes: course.outcomes })
    }

    fn registration(&self, rng: &mut Rng, received_on: NaiveDate) -> Registration {
        let authority = invented::pick(rng, &self.authorities);
        let town = authority.name.trim_start_matches("Stadt ").to_owned();
        let persons = invented::family(rng, &town, received_on);
        let represented = rng.f32() < 0.6;
        Registration {
            received_on,
            channel: *invented::pick(rng, Channel::ALL),
            authority: authority.id,
            reasons: REASONS[rng.usize(..REASONS.len())].to_owned(),
            urgent: false,
            appointment: represented.then(|| invented::appointment(rng, &persons, received_on)),
            persons,
            earlier: None,
        }
    }
}

/// Old cases are over; young ones stand where their age lets them.
fn by_age(rng: &mut Rng, days: i64) -> Fate {
    if days < 150 && rng.f32() < 0.5 {
        return Fate::Until(Stage::ALL[rng.usize(..Stage::ALL.len() - 1)]);
    }
    match rng.u32(0..100) {
        0..28 => Fate::Ersuchen,
        28..58 => Fate::NoRequest,
        58..82 => Fate::NotAdmitted,
        _ => Fate::EndsOtherwise(*invented::pick(rng, OtherEnding::ALL)),
    }
}

const REASONS: &[&str] = &[
    "Die Familie lebt seit vielen Jahren in Nordrhein-Westfalen. Die Kinder besuchen hier die Schule, \
     die Eltern arbeiten und sichern den Lebensunterhalt. Eine Rückkehr würde die Kinder aus ihrem \
     Leben reißen.",
    "Die Antragstellerin ist schwer erkrankt und hier in ständiger Behandlung. Im Herkunftsland ist \
     die Behandlung nicht gewährleistet. Angehörige leben dort nicht mehr.",
    "Der Antragsteller hat hier eine Ausbildung abgeschlossen und arbeitet seitdem in seinem Beruf. \
     Er engagiert sich im Verein und in der Gemeinde.",
];
