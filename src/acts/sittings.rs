use chrono::{Datelike as _, NaiveDate, NaiveTime};
use diesel::PgConnection;

use super::{cases::save_step, minutes};
use crate::{
    Now, Problem,
    now::wall_time,
    procedure::{
        self, Actor, Case, CaseId, LetterId, RhythmGap, Right, Sitting, SittingId, SittingOutcome,
        SittingState, SittingStep, Step, UserId, Version, Violation, has_no_agenda_yet,
        notices_obstacles,
    },
    storage::{self, Action, Entry, Holder, ObjectKind, Presence, Seat, Serial},
};

/// A sitting as it is planned.
#[derive(Debug, Clone)]
pub struct Plan {
    pub id: SittingId,
    pub held_on: NaiveDate,
    pub starts_at: NaiveTime,
    pub place: String,
    /// Schriftführung.
    pub secretary: String,
}

/// The sittings that the history of a case names, and those on whose agenda it can be put.
pub fn sittings_of_case(
    conn: &mut PgConnection,
    (case, named): (&Case, &[SittingId]),
    now: Now,
) -> Result<Vec<Sitting>, Problem> {
    let mut sittings = storage::sittings_with(conn, named)?;
    if has_no_agenda_yet(case) {
        let taking = storage::sittings_ahead(conn, None, now)?;
        sittings.extend(taking.into_iter().filter(|it| !named.contains(&it.id)));
    }
    Ok(sittings)
}

/// The door to a sitting: checks the right and writes the read entry. The caller commits it
/// before anything is shown.
pub fn disclose_sitting(
    conn: &mut PgConnection,
    by: &Actor,
    id: SittingId,
    now: Now,
) -> Result<(), Problem> {
    let hat = by.hat(Right::ReadSittings.roles()).ok_or(Problem::Forbidden)?;
    if !by.may(Right::PrepareSittings) && !storage::is_invited(conn, by.user, id, now)? {
        return Err(Problem::NotFound);
    }
    let sitting = storage::find_sitting(conn, id)?;
    let entry = Entry::read(Action::SittingRead, by.user, hat)
        .object_read(ObjectKind::Sitting, sitting.id.0);
    Ok(storage::append(conn, &entry)?)
}

/// As [`disclose_sitting`], for a paper of the sitting: invitation or minutes. It names every
/// item, so it is not there for somebody recused in one; and a member reads no invitation but
/// that of the own seat.
pub fn disclose_paper(
    conn: &mut PgConnection,
    by: &Actor,
    (id, letter): (SittingId, LetterId),
    now: Now,
) -> Result<(), Problem> {
    let hat = by.hat(Right::ReadSittings.roles()).ok_or(Problem::Forbidden)?;
    let open = by.may(Right::PrepareSittings)
        || storage::is_invited(conn, by.user, id, now)?
            && storage::is_meant_for(conn, by.user, letter)?;
    if !open {
        return Err(Problem::NotFound);
    }
    if storage::is_recused_on_agenda(conn, by.user, id)? {
        return Err(Problem::NotFound);
    }
    let entry =
        Entry::read(Action::LetterRead, by.user, hat).object_read(ObjectKind::Letter, letter.0);
    Ok(storage::append(conn, &entry)?)
}

/// Plans a sitting and draws its number of the year.
pub fn plan_sitting(
    conn: &mut PgConnection,
    by: &Actor,
    plan: &Plan,
    now: Now,
) -> Result<SittingId, Problem> {
    let hat = by.hat(Right::PrepareSittings.roles()).ok_or(Problem::Forbidden)?;
    if plan.held_on < now.today {
        return Err(Problem::field("held_on", "Der Tag der Sitzung liegt in der Vergangenheit."));
    }
    if plan.secretary.chars().count() > 200 {
        return Err(Problem::field("secretary", "Bitte höchstens 200 Zeichen."));
    }
    if plan.place.is_empty() || plan.place.chars().count() > 200 {
        return Err(Problem::field("place", "Bitte den Ort angeben (höchstens 200 Zeichen)."));
    }
    let sitting = Sitting {
        id: plan.id,
        version: Version(1),
        number: storage::draw(conn, Serial::Sitting, plan.held_on.year())?,
        held_on: plan.held_on,
        starts_at: plan.starts_at,
        place: plan.place.clone(),
        state: SittingState::Planned,
        cases: 0,
        items_open: 0,
    };
    storage::plan_sitting(conn, &sitting, &plan.secretary)?;
    let entry = Entry::change(Action::SittingPlanned, by.user, hat)
        .object(ObjectKind::Sitting, plan.id.0, 1)
        .states(None, Some(sitting.state.name()));
    storage::append(conn, &entry)?;
    Ok(plan.id)
}

/// Publishes, opens, closes, approves or cancels a sitting; invitations and minutes are written with it.
pub fn take_sitting_step(
    conn: &mut PgConnection,
    by: &Actor,
    (id, seen): (SittingId, Version),
    step: SittingStep,
    now: Now,
) -> Result<SittingOutcome, Problem> {
    let sitting = storage::lock_sitting(conn, id)?;
    if sitting.version != seen {
        return Err(Problem::Stale);
    }
    let outcome = procedure::take_sitting_step(&sitting, step, by, now.today)?;
    let rules = storage::rules(conn)?;
    storage::save_sitting(conn, &outcome, (now, &rules))?;
    if let Some(kind) = outcome.letter() {
        let letters = minutes::papers(conn, outcome.sitting(), kind, by, now)?;
        storage::write_letters(conn, &letters, by.user, now)?;
    }
    let version = outcome.sitting().version.0;
    let entry = Entry::change(Action::SittingStepTaken, by.user, outcome.hat())
        .object(ObjectKind::Sitting, id.0, version)
        .rule(step.name())
        .states(Some(outcome.from().name()), Some(outcome.sitting().state.name()))
        .versions(Some(sitting.version.0), Some(version));
    storage::append(conn, &entry)?;
    Ok(outcome)
}

/// Who takes a seat, or leaves it.
#[derive(Debug, Clone, Copy)]
pub enum Movement {
    Arrives(Holder),
    Leaves,
}

/// Records that somebody came or left: it changes quorum and majority of what follows.
pub fn record_attendance(
    conn: &mut PgConnection,
    by: &Actor,
    (id, seat): (SittingId, procedure::SeatId),
    (movement, at): (Movement, NaiveTime),
    now: Now,
) -> Result<(), Problem> {
    let hat = by.hat(Right::PrepareSittings.roles()).ok_or(Problem::Forbidden)?;
    let sitting = storage::lock_sitting(conn, id)?;
    if !sitting.state.takes_attendance() {
        let needed = SittingState::Open;
        return Err(Violation::SittingNot { is: sitting.state, needed }.into());
    }
    if sitting.held_on > now.today || (sitting.held_on == now.today && at > wall_time(now.at)) {
        return Err(Problem::field("at", "Diese Uhrzeit liegt in der Zukunft."));
    }
    let seats = storage::seats_on(conn, sitting.held_on)?;
    let seat = seats.iter().find(|it| it.id == seat).ok_or(Problem::NotFound)?;
    let mut on_seat = storage::attendance(conn, id)?;
    on_seat.retain(|it| it.seat == seat.id);
    match movement {
        Movement::Arrives(holder) => {
            may_arrive(seat, &on_seat, holder, at)?;
            storage::arrive(conn, id, seat.id, holder, at)?;
        }
        Movement::Leaves => {
            may_leave(&on_seat, at)?;
            storage::leave(conn, id, seat.id, at)?;
        }
    }
    let entry = Entry::change(Action::AttendanceRecorded, by.user, hat).object(
        ObjectKind::Sitting,
        id.0,
        sitting.version.0,
    );
    Ok(storage::append(conn, &entry)?)
}

/// One person on a seat at a time: the deputy only while the member is not there.
fn may_arrive(
    seat: &Seat,
    on_seat: &[Presence],
    holder: Holder,
    at: NaiveTime,
) -> Result<(), Problem> {
    if on_seat.iter().any(|it| it.left_at.is_none()) {
        return Err(Violation::SeatTaken.into());
    }
    if seat.holder(holder).0.is_empty() {
        return Err(Violation::SeatVacant.into());
    }
    let until = on_seat.iter().filter_map(|it| it.left_at).max();
    let starts_anew = on_seat.iter().all(|it| it.came_at < at);
    match until {
        Some(until) if at < until || !starts_anew => {
            let sentence = format!("Dieser Platz war bis {} besetzt.", until.format("%H:%M"));
            Err(Problem::field("at", sentence))
        }
        _ => Ok(()),
    }
}

fn may_leave(on_seat: &[Presence], at: NaiveTime) -> Result<(), Problem> {
    match on_seat.iter().find(|it| it.left_at.is_none()) {
        None => Err(Violation::SeatEmpty.into()),
        Some(it) if at < it.came_at => {
            let sentence = format!(
                "Gekommen um {}; das Gehen kann nicht davor liegen.",
                it.came_at.format("%H:%M")
            );
            Err(Problem::field("at", sentence))
        }
        Some(_) => Ok(()),
    }
}

/// Records a recusal (Befangenheit): one's own, or by the secretariat what a member declared.
/// From now on the user does not see the case.
pub fn record_recusal(
    conn: &mut PgConnection,
    by: &Actor,
    (case, user): (CaseId, UserId),
    now: Now,
) -> Result<(), Problem> {
    let hat = by.hat(Right::RecordRecusal.roles()).ok_or(Problem::Forbidden)?;
    super::cases::readable(conn, by, case, now)?;
    if user != by.user && !by.may(Right::PrepareSittings) {
        return Err(Problem::Forbidden);
    }
    if let Some(sitting) = storage::sitting_of(conn, case)? {
        storage::lock_sitting(conn, sitting)?;
    }
    storage::record_recusal(conn, case, user, by.user, now)?;
    let entry = Entry::change(Action::RecusalRecorded, by.user, hat)
        .subject(storage::pseudonym(conn, case)?)
        .object_read(ObjectKind::Case, case.0);
    Ok(storage::append(conn, &entry)?)
}

/// Releases the closing notices (L8) of a sitting: all of them, in one moment.
pub fn release_notices(
    conn: &mut PgConnection,
    by: &Actor,
    id: SittingId,
    now: Now,
) -> Result<usize, Problem> {
    if !by.may(Right::ReleaseNotices) {
        return Err(Problem::Forbidden);
    }
    let sitting = storage::lock_sitting(conn, id)?;
    let missing = storage::letters_to_authority_missing(conn, id)?;
    let obstacles = notices_obstacles(sitting.state, missing);
    if !obstacles.is_empty() {
        return Err(obstacles.into());
    }
    let waiting = storage::awaiting_notice(conn, id)?;
    if waiting.is_empty() {
        return Err(Violation::NothingDecided.into());
    }
    let rules = storage::rules(conn)?;
    // All locks before the first entry: the head of the chain comes last.
    let files: Vec<_> =
        waiting.iter().map(|it| storage::lock_case(conn, *it)).collect::<Result<_, _>>()?;
    let mut entries = Vec::new();
    for file in &files {
        let facts = storage::facts(conn, &file.case, None, &rules, now.today)?;
        let step = Step::ReleaseNotice;
        let outcome = procedure::take(&file.case, &facts, step, by, (now.today, &rules))?;
        entries.extend(save_step(conn, by, file, &outcome, now)?);
    }
    storage::append_all(conn, &entries)?;
    Ok(entries.len())
}

/// The months or quarters in which the commission would not sit as it has to.
pub fn rhythm_gaps(conn: &mut PgConnection, today: NaiveDate) -> Result<Vec<RhythmGap>, Problem> {
    let rules = storage::rules(conn)?;
    let sittings = storage::sitting_days(conn, procedure::rhythm_days(today, &rules))?;
    Ok(procedure::rhythm_gaps(&sittings, today, &rules))
}
