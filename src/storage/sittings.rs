//! Sittings of the commission, and what the rules must know of them.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike as _, NaiveDate, NaiveTime, Utc};
use diesel::{dsl::count_star, prelude::*};

use super::{
    access::open_to_member,
    as_text::AsText,
    cases::find_case,
    committee_items::committee_facts,
    completeness::noted,
    documents::documents_of_case,
    history::taken_in_round,
    last_step::last_step,
    letters::on_the_desk,
    notices::letters_missing_in,
    schema::{agenda_items, cases, letters, recusals, sittings},
    seats::{attendance, headcount, seats_on},
};
use crate::{
    Now,
    procedure::{
        Case, CaseId, Facts, ItemState, MissingDocuments, Reopening, RuleSet, Sitting,
        SittingFacts, SittingId, SittingOutcome, SittingState, UserId, Version,
    },
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = sittings, check_for_backend(diesel::pg::Pg))]
struct SittingRow {
    id: uuid::Uuid,
    version: i32,
    number: i32,
    held_on: NaiveDate,
    starts_at: NaiveTime,
    place: String,
    state: AsText<SittingState>,
}

/// When a sitting was opened, closed and its minutes approved, and who wrote them.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = sittings, check_for_backend(diesel::pg::Pg))]
pub struct SittingTimes {
    pub opened_at: Option<DateTime<Utc>>,
    pub closed_at: Option<DateTime<Utc>>,
    pub approved_at: Option<DateTime<Utc>>,
    pub secretary: String,
}

pub fn find_sitting(conn: &mut PgConnection, id: SittingId) -> QueryResult<Sitting> {
    let row = sittings::table.find(id.0).select(SittingRow::as_select()).first(conn)?;
    with_items(conn, row)
}

/// As [`find_sitting`], and nobody else may change the sitting until we commit.
pub fn lock_sitting(conn: &mut PgConnection, id: SittingId) -> QueryResult<Sitting> {
    let row = sittings::table
        .find(id.0)
        .select(SittingRow::as_select())
        .for_no_key_update()
        .first(conn)?;
    with_items(conn, row)
}

/// Holds a sitting as it is until we commit, beside others who do the same.
pub fn hold_sitting(conn: &mut PgConnection, id: SittingId) -> QueryResult<()> {
    let held: uuid::Uuid =
        sittings::table.find(id.0).select(sittings::id).for_share().first(conn)?;
    debug_assert_eq!(held, id.0);
    Ok(())
}

pub fn sitting_times(conn: &mut PgConnection, id: SittingId) -> QueryResult<SittingTimes> {
    sittings::table.find(id.0).select(SittingTimes::as_select()).first(conn)
}

fn with_items(conn: &mut PgConnection, row: SittingRow) -> QueryResult<Sitting> {
    let items: Vec<Item> = agenda_items::table
        .filter(agenda_items::sitting_id.eq(row.id))
        .select((agenda_items::case_id, agenda_items::state))
        .load(conn)?;
    Ok(sitting(row, &items))
}

/// A line of an agenda: of which case, and what became of it.
type Item = (uuid::Uuid, AsText<ItemState>);

fn sitting(row: SittingRow, items: &[Item]) -> Sitting {
    let stay = items.iter().filter(|it| it.1.0 != ItemState::Withdrawn);
    Sitting {
        id: SittingId(row.id),
        version: Version(row.version),
        number: row.number,
        held_on: row.held_on,
        starts_at: row.starts_at,
        place: row.place,
        state: row.state.0,
        cases: stay.map(|it| it.0).collect::<BTreeSet<_>>().len(),
        items_open: items.iter().filter(|it| it.1.0 == ItemState::Open).count(),
    }
}

/// Which sittings a list asks for.
#[derive(Debug, Clone, Copy)]
pub struct SittingsQuery {
    /// Only those open to this member; otherwise all.
    pub member: Option<UserId>,
    /// The last line of the page before.
    pub after: Option<(NaiveDate, SittingId)>,
    pub limit: i64,
}

/// Sittings, the latest first.
pub fn sittings(
    conn: &mut PgConnection,
    asked: SittingsQuery,
    now: Now,
) -> QueryResult<Vec<Sitting>> {
    let mut query = sittings::table.select(SittingRow::as_select()).into_boxed();
    if let Some(member) = asked.member {
        query = query.filter(open_to_member(member, now));
    }
    if let Some((day, id)) = asked.after {
        let same_day = sittings::held_on.eq(day).and(sittings::id.lt(id.0));
        query = query.filter(sittings::held_on.lt(day).or(same_day));
    }
    let rows: Vec<SittingRow> = query
        .order((sittings::held_on.desc(), sittings::id.desc()))
        .limit(asked.limit)
        .load(conn)?;
    with_agendas(conn, rows)
}

fn with_agendas(conn: &mut PgConnection, rows: Vec<SittingRow>) -> QueryResult<Vec<Sitting>> {
    let ids: Vec<_> = rows.iter().map(|it| it.id).collect();
    let items: Vec<(uuid::Uuid, Item)> = agenda_items::table
        .filter(agenda_items::sitting_id.eq_any(ids))
        .select((agenda_items::sitting_id, (agenda_items::case_id, agenda_items::state)))
        .load(conn)?;
    let of = |id| items.iter().filter(|it| it.0 == id).map(|it| it.1).collect::<Vec<_>>();
    Ok(rows
        .into_iter()
        .map(|row| {
            let states = of(row.id);
            sitting(row, &states)
        })
        .collect())
}

/// These sittings, without the state of their agendas.
pub fn sittings_with(conn: &mut PgConnection, ids: &[SittingId]) -> QueryResult<Vec<Sitting>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<SittingRow> = sittings::table
        .filter(sittings::id.eq_any(ids.iter().map(|it| it.0)))
        .select(SittingRow::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(|it| sitting(it, &[])).collect())
}

/// Sittings on whose agenda a case can still be put, the next first: those still to come and
/// the one under way; of a member those that are open to them.
pub fn sittings_ahead(
    conn: &mut PgConnection,
    member: Option<UserId>,
    now: Now,
) -> QueryResult<Vec<Sitting>> {
    let taking = SittingState::ALL.iter().filter(|it| it.takes_items()).map(|it| it.name());
    let mut query = sittings::table
        .filter(sittings::state.eq_any(taking))
        .select(SittingRow::as_select())
        .into_boxed();
    if let Some(member) = member {
        query = query.filter(open_to_member(member, now));
    }
    let rows = query.order((sittings::held_on, sittings::id)).limit(24).load(conn)?;
    with_agendas(conn, rows)
}

/// The day of the next sitting on whose agenda a case can still be put.
pub fn next_sitting_on(
    conn: &mut PgConnection,
    today: NaiveDate,
) -> QueryResult<Option<NaiveDate>> {
    let taking = SittingState::ALL.iter().filter(|it| it.takes_items()).map(|it| it.name());
    sittings::table
        .filter(sittings::state.eq_any(taking).and(sittings::held_on.ge(today)))
        .select(diesel::dsl::min(sittings::held_on))
        .first(conn)
}

/// The sittings from one day to another, by their states.
pub fn sitting_days(
    conn: &mut PgConnection,
    (from, until): (NaiveDate, NaiveDate),
) -> QueryResult<Vec<(NaiveDate, SittingState)>> {
    let rows: Vec<(NaiveDate, AsText<SittingState>)> = sittings::table
        .filter(sittings::held_on.between(from, until))
        .select((sittings::held_on, sittings::state))
        .load(conn)?;
    Ok(rows.into_iter().map(|it| (it.0, it.1.0)).collect())
}

pub fn plan_sitting(conn: &mut PgConnection, it: &Sitting, secretary: &str) -> QueryResult<()> {
    diesel::insert_into(sittings::table)
        .values((
            sittings::id.eq(it.id.0),
            sittings::version.eq(it.version.0),
            sittings::year.eq(it.held_on.year()),
            sittings::number.eq(it.number),
            sittings::held_on.eq(it.held_on),
            sittings::starts_at.eq(it.starts_at),
            sittings::place.eq(&it.place),
            sittings::state.eq(AsText(it.state)),
            sittings::secretary.eq(secretary),
        ))
        .execute(conn)?;
    Ok(())
}

/// Writes what a step made of a sitting. The caller has locked it.
pub fn save_sitting(
    conn: &mut PgConnection,
    outcome: &SittingOutcome,
    (now, rules): (Now, &RuleSet),
) -> QueryResult<()> {
    let it = outcome.sitting();
    let this = sittings::table.find(it.id.0);
    diesel::update(this)
        .set((sittings::version.eq(it.version.0), sittings::state.eq(AsText(it.state))))
        .execute(conn)?;
    match it.state {
        SittingState::Open => {
            diesel::update(this).set(sittings::opened_at.eq(now.at)).execute(conn)?
        }
        SittingState::Closed => {
            diesel::update(this).set(sittings::closed_at.eq(now.at)).execute(conn)?
        }
        SittingState::Approved => {
            let until = sittings::access_until.eq(rules.access_until(now.at));
            diesel::update(this).set((sittings::approved_at.eq(now.at), until)).execute(conn)?
        }
        SittingState::Planned | SittingState::Published | SittingState::Cancelled => 0,
    };
    Ok(())
}

/// What the rules must know besides the case: its sitting (or the one named), the letters.
pub fn facts(
    conn: &mut PgConnection,
    case: &Case,
    named: Option<SittingId>,
    rules: &RuleSet,
    today: NaiveDate,
) -> QueryResult<Facts> {
    let sitting = match named.or(case.sitting) {
        Some(id) => Some(sitting_facts(conn, id, case.id, rules)?),
        None => None,
    };
    let unsent = letters::case_id.eq(case.id.0).and(on_the_desk());
    let unsent: i64 = letters::table.filter(unsent).select(count_star()).first(conn)?;
    let released = cases::table.find(case.id.0).select(cases::notice_released_at.is_not_null());
    Ok(Facts {
        sitting,
        bodies: rules.law.bodies.value,
        committee: committee_facts(conn, case, today)?,
        letters_outstanding: usize::try_from(unsent).unwrap_or(usize::MAX),
        notice_released: released.first(conn)?,
        taken: taken_in_round(conn, case, Facts::NOTED)?,
        deadline_runs_until: case.deadline.and_then(|it| it.runs_until(today)),
        documents_missing: documents_in_the_way(conn, case, rules, today)?,
        findings_stale: rules.findings_in_the_way(case, today),
        reopening_barred: rules.reopening == Reopening::Barred,
        last_step: last_step(conn, case)?,
    })
}

/// Required papers that are not there, if the secretariat lets them hold up the Annahme; each has
/// to hold today.
fn documents_in_the_way(
    conn: &mut PgConnection,
    case: &Case,
    rules: &RuleSet,
    today: NaiveDate,
) -> QueryResult<usize> {
    let holds_up = rules.missing_documents == MissingDocuments::HoldUp;
    if !holds_up || !case.stage.checks_grounds() {
        return Ok(0);
    }
    let (file, noted) = (find_case(conn, case.id)?, noted(conn, case.id)?);
    let documents = documents_of_case(conn, case.id)?;
    let lines = noted.lines(&rules.checklist, (&file, &documents), (today, today));
    Ok(lines.iter().filter(|it| it.is_outstanding()).count())
}

fn sitting_facts(
    conn: &mut PgConnection,
    id: SittingId,
    case: CaseId,
    rules: &RuleSet,
) -> QueryResult<SittingFacts> {
    let row: SittingRow = sittings::table.find(id.0).select(SittingRow::as_select()).first(conn)?;
    let seats = seats_on(conn, row.held_on)?;
    let room = headcount(&seats, &attendance(conn, id)?, &recused(conn, case)?, rules);
    Ok(SittingFacts {
        id,
        state: row.state.0,
        held_on: row.held_on,
        seats: room.seats,
        quorum: rules.law.quorum.value.needed(room.seats),
        present: room.present,
        recused: room.recused,
        letters_to_authority_missing: letters_to_authority_missing(conn, id)?,
    })
}

/// Cases of a sitting that are decided but whose authority has not been written to.
pub fn letters_to_authority_missing(conn: &mut PgConnection, id: SittingId) -> QueryResult<usize> {
    let missing = letters_missing_in(conn, &[id.0])?;
    Ok(missing.get(&id.0).copied().unwrap_or_default())
}

/// Who is recused in a case.
pub fn recused(conn: &mut PgConnection, case: CaseId) -> QueryResult<Vec<UserId>> {
    let rows: Vec<uuid::Uuid> = recusals::table
        .filter(recusals::case_id.eq(case.0))
        .select(recusals::user_id)
        .load(conn)?;
    Ok(rows.into_iter().map(UserId).collect())
}

/// Records a recusal; returns whether it is new.
pub fn record_recusal(
    conn: &mut PgConnection,
    case: CaseId,
    user: UserId,
    by: UserId,
    now: Now,
) -> QueryResult<bool> {
    let row = (
        recusals::case_id.eq(case.0),
        recusals::user_id.eq(user.0),
        recusals::recorded_by.eq(by.0),
        recusals::recorded_at.eq(now.at),
    );
    let added =
        diesel::insert_into(recusals::table).values(row).on_conflict_do_nothing().execute(conn)?;
    Ok(added == 1)
}
