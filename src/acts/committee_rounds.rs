use chrono::{NaiveDate, NaiveTime};
use diesel::PgConnection;

use crate::{
    Now, Problem,
    procedure::{
        self, Actor, CaseId, CommitteeRound, CommitteeRoundId, CommitteeSeat, CommitteeSeatId,
        Right, RoundOutcome, RoundState, RoundStep, SeatHolder, Version, Violation, naming_errors,
        placing_obstacles,
    },
    storage::{self, Account, Action, Entry, ObjectKind, RoundItem},
};

/// A round as it is planned.
#[derive(Debug, Clone)]
pub struct RoundPlan {
    pub id: CommitteeRoundId,
    pub held_on: NaiveDate,
    pub starts_at: NaiveTime,
    pub place: String,
}

/// The door to a round: checks the right and writes the read entry. The caller commits it before
/// anything is shown.
pub fn disclose_round(
    conn: &mut PgConnection,
    by: &Actor,
    id: CommitteeRoundId,
    now: Now,
) -> Result<(), Problem> {
    let hat = by.hat(Right::ReadRounds.roles()).ok_or(Problem::Forbidden)?;
    let reads_all = by.may(Right::PrepareRounds);
    if !reads_all && storage::assigned_in(conn, (by.user, id), now)?.is_empty() {
        return Err(Problem::NotFound);
    }
    let round = storage::find_round(conn, id)?;
    let entry = Entry::read(Action::CommitteeRoundRead, by.user, hat)
        .object_read(ObjectKind::CommitteeRound, round.id.0);
    Ok(storage::append(conn, &entry)?)
}

/// The cases of a round that are open to a user, not those taken off, with their read entries: one
/// for each case that is shown on a sheet. The caller commits it before anything is shown.
pub fn disclose_sheets(
    conn: &mut PgConnection,
    by: &Actor,
    (id, only): (CommitteeRoundId, Option<i32>),
    now: Now,
) -> Result<Vec<RoundItem>, Problem> {
    let hat = by.hat(Right::ReadRounds.roles()).ok_or(Problem::Forbidden)?;
    let mut items = storage::round_items(conn, id)?;
    if !by.may(Right::PrepareRounds) {
        let own = storage::assigned_in(conn, (by.user, id), now)?;
        items.retain(|it| own.contains(&it.case));
    }
    items.retain(|it| {
        let shown = it.state.is_on_it() && !it.recused.contains(&by.user);
        shown && only.is_none_or(|only| it.position == only)
    });
    if items.is_empty() {
        return Err(Problem::NotFound);
    }
    let entry = |it: &RoundItem| {
        Entry::read(Action::CaseRead, by.user, hat)
            .subject(it.pseudonym)
            .object_read(ObjectKind::CommitteeRound, id.0)
    };
    storage::append_all(conn, &items.iter().map(entry).collect::<Vec<_>>())?;
    Ok(items)
}

pub fn plan_round(
    conn: &mut PgConnection,
    by: &Actor,
    plan: &RoundPlan,
    now: Now,
) -> Result<CommitteeRoundId, Problem> {
    let hat = by.hat(Right::PrepareRounds.roles()).ok_or(Problem::Forbidden)?;
    if plan.held_on < now.today {
        return Err(Problem::field(
            "held_on",
            "Der Tag der Vorprüfung liegt in der Vergangenheit.",
        ));
    }
    if plan.place.is_empty() || plan.place.chars().count() > 200 {
        let sentence = "Bitte Ort oder Form angeben (höchstens 200 Zeichen).";
        return Err(Problem::field("place", sentence));
    }
    if storage::committee_on(conn, plan.held_on)?.is_empty() {
        return Err(Violation::NoCommittee.into());
    }
    let round = CommitteeRound {
        id: plan.id,
        version: Version(1),
        held_on: plan.held_on,
        starts_at: plan.starts_at,
        place: plan.place.clone(),
        state: RoundState::Planned,
        items: 0,
        items_open: 0,
    };
    storage::plan_round(conn, &round)?;
    let entry = Entry::change(Action::CommitteeRoundPlanned, by.user, hat)
        .object(ObjectKind::CommitteeRound, plan.id.0, 1)
        .states(None, Some(round.state.name()));
    storage::append(conn, &entry)?;
    Ok(plan.id)
}

/// Publishes, closes or cancels a round. With its publication every member is expected to be there.
pub fn take_round_step(
    conn: &mut PgConnection,
    by: &Actor,
    (id, seen): (CommitteeRoundId, Version),
    step: RoundStep,
    now: Now,
) -> Result<RoundOutcome, Problem> {
    let round = locked(conn, (id, seen))?;
    let seats = storage::committee_on(conn, round.held_on)?;
    let outcome = procedure::take_round_step(&round, (step, seats.len()), by, now.today)?;
    if step == RoundStep::Publish {
        let expected: Vec<_> = seats.iter().map(|it| (it.id, SeatHolder::Member)).collect();
        storage::save_presence(conn, id, &expected)?;
    }
    let rules = storage::rules(conn)?;
    let minutes = match step {
        RoundStep::Close => {
            let there = storage::presence(conn, id)?;
            Some(storage::minuted(conn, (id, &there), &rules)?)
        }
        RoundStep::Publish | RoundStep::Cancel => None,
    };
    storage::save_round(conn, (&outcome, minutes.as_ref()), (now, &rules))?;
    let version = outcome.round().version.0;
    let entry = Entry::change(Action::CommitteeRoundStepTaken, by.user, outcome.hat())
        .object(ObjectKind::CommitteeRound, id.0, version)
        .rule(step.name())
        .states(Some(outcome.from().name()), Some(outcome.round().state.name()))
        .versions(Some(round.version.0), Some(version));
    storage::append(conn, &entry)?;
    Ok(outcome)
}

fn locked(
    conn: &mut PgConnection,
    (id, seen): (CommitteeRoundId, Version),
) -> Result<CommitteeRound, Problem> {
    let round = storage::lock_round(conn, id)?;
    if round.version == seen { Ok(round) } else { Err(Problem::Stale) }
}

/// Puts a case before the committee.
pub fn add_to_round(
    conn: &mut PgConnection,
    by: &Actor,
    (id, case): (CommitteeRoundId, CaseId),
    now: Now,
) -> Result<(), Problem> {
    let hat = by.hat(Right::PrepareRounds.roles()).ok_or(Problem::Forbidden)?;
    super::cases::readable(conn, by, case, now)?;
    let round = storage::lock_round(conn, id)?;
    let file = storage::lock_case(conn, case)?;
    let rules = storage::rules(conn)?;
    let facts = storage::facts(conn, &file.case, None, &rules, now.today)?;
    let obstacles = placing_obstacles(&round, &file.case, facts.committee.stands);
    if !obstacles.is_empty() {
        return Err(obstacles.into());
    }
    if !storage::add_item(conn, id, case)? {
        return Err(Violation::OnAnotherRound.into());
    }
    let version = storage::touch_round(conn, &round)?;
    let entry = Entry::change(Action::CommitteeItemAdded, by.user, hat)
        .subject(file.pseudonym)
        .object(ObjectKind::CommitteeRound, id.0, version.0);
    Ok(storage::append(conn, &entry)?)
}

/// Takes an open case off: its papers are closed to the committee from then on.
pub fn take_off_round(
    conn: &mut PgConnection,
    by: &Actor,
    (id, seen): (CommitteeRoundId, Version),
    position: i32,
    now: Now,
) -> Result<(), Problem> {
    let hat = by.hat(Right::PrepareRounds.roles()).ok_or(Problem::Forbidden)?;
    let round = locked(conn, (id, seen))?;
    if !round.state.takes_items() {
        return Err(Violation::RoundTakesNoItems(round.state).into());
    }
    let case = storage::take_off(conn, id, position)?.ok_or(Violation::RoundItemSettled)?;
    super::cases::readable(conn, by, case, now)?;
    let version = storage::touch_round(conn, &round)?;
    let entry = Entry::change(Action::CommitteeItemTakenOff, by.user, hat)
        .subject(storage::pseudonym(conn, case)?)
        .object(ObjectKind::CommitteeRound, id.0, version.0);
    Ok(storage::append(conn, &entry)?)
}

/// Records who is on the seats: the member, the deputy, or nobody.
pub fn record_presence(
    conn: &mut PgConnection,
    by: &Actor,
    (id, seen): (CommitteeRoundId, Version),
    holders: &[(CommitteeSeatId, SeatHolder)],
) -> Result<(), Problem> {
    let hat = by.hat(Right::PrepareRounds.roles()).ok_or(Problem::Forbidden)?;
    let round = locked(conn, (id, seen))?;
    if !round.state.is_running() {
        return Err(Violation::RoundTakesNoItems(round.state).into());
    }
    let seats = storage::presence(conn, id)?;
    let seat = |id| seats.iter().map(|it| &it.0).find(|it| it.id == id);
    for (of, holder) in holders {
        let seat = seat(*of).ok_or(Problem::NotFound)?;
        if *holder == SeatHolder::Deputy && seat.named(*holder).is_none() {
            return Err(Violation::NoDeputy.into());
        }
    }
    storage::save_presence(conn, id, holders)?;
    let version = storage::touch_round(conn, &round)?;
    let entry = Entry::change(Action::CommitteePresenceRecorded, by.user, hat).object(
        ObjectKind::CommitteeRound,
        id.0,
        version.0,
    );
    Ok(storage::append(conn, &entry)?)
}

/// Whoever can be named for a seat of the committee.
pub fn committee_candidates(conn: &mut PgConnection) -> Result<Vec<Account>, Problem> {
    let mut accounts = storage::accounts(conn)?;
    let may_sit = |it: &Account| CommitteeSeat::HELD_BY.iter().any(|role| it.roles.has(*role));
    accounts.retain(|it| it.locked_at.is_none() && may_sit(it));
    Ok(accounts)
}

/// Names the committee from a day on (§ 3(3)): its chair, its members, their deputies.
pub fn name_committee(
    conn: &mut PgConnection,
    by: &Actor,
    seats: &[CommitteeSeat],
    from: NaiveDate,
) -> Result<(), Problem> {
    let hat = by.hat(Right::NameCommittee.roles()).ok_or(Problem::Forbidden)?;
    let errors = naming_errors(seats);
    if !errors.is_empty() {
        return Err(Problem::Invalid(errors));
    }
    let candidates = committee_candidates(conn)?;
    let mut users = seats.iter().flat_map(|it| [it.member_user, it.deputy_user]).flatten();
    if users.any(|it| candidates.iter().all(|account| account.id != it)) {
        return Err(Problem::NotFound);
    }
    let named = storage::committee_named_from(conn)?;
    if let Some(later) = named.filter(|it| *it > from) {
        let sentence = format!(
            "Schon ab dem {} ist besetzt; eine neue Besetzung gilt frühestens ab diesem Tag.",
            later.format("%d.%m.%Y")
        );
        return Err(Problem::field("from", sentence));
    }
    storage::name_committee(conn, seats, from)?;
    let entry = |it: &CommitteeSeat| {
        Entry::change(Action::CommitteeNamed, by.user, hat).object_read(ObjectKind::Seat, it.id.0)
    };
    Ok(storage::append_all(conn, &seats.iter().map(entry).collect::<Vec<_>>())?)
}
