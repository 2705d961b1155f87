//! What authorities make of an Ersuchen: those that do not follow, those that are silent, how often
//! one follows.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::{
    dsl::{count_star, exists, not},
    prelude::*,
};

use super::{
    as_text::AsText,
    deadlines::{self, DeadlineColumns},
    schema::{cases, persons, recusals, refusals, standing_events as events},
};
use crate::{
    Now,
    procedure::{
        Awaited, CaseId, Deadline, FileNumber, FollowRate, Outcome, Standing, StepKind, UserId,
        Version,
    },
};

/// A case in which the authority did not follow, or will not, of which the chair has not taken note.
#[derive(Debug, Clone)]
pub struct Refusal {
    pub case: CaseId,
    pub number: FileNumber,
    pub urgent: bool,
    pub recorded_on: NaiveDate,
}

/// A case whose authority has been reminded.
#[derive(Debug, Clone)]
pub struct Reminded {
    pub case: CaseId,
    pub number: FileNumber,
    pub deadline: Deadline,
    pub awaited: Awaited,
}

/// What goes to the chair's list, if the step is such.
pub(super) fn save_refusal(conn: &mut PgConnection, outcome: &Outcome) -> QueryResult<()> {
    if outcome.event().step.refuses() {
        let case = outcome.case();
        let row = (refusals::case_id.eq(case.id.0), refusals::version.eq(case.version.0));
        diesel::insert_into(refusals::table).values(row).execute(conn)?;
    }
    Ok(())
}

/// Eilfälle first, then the oldest; none of a case in which `user` is recused.
pub fn unnoted_refusals(
    conn: &mut PgConnection,
    user: UserId,
    limit: i64,
) -> QueryResult<Vec<Refusal>> {
    let recused = recusals::table
        .filter(recusals::case_id.eq(cases::id))
        .filter(recusals::user_id.eq(user.0));
    let rows: Vec<(uuid::Uuid, AsText<FileNumber>, bool, NaiveDate)> =
        refusals::table
            .inner_join(events::table.on(
                events::case_id.eq(refusals::case_id).and(events::version.eq(refusals::version)),
            ))
            .inner_join(cases::table.on(cases::id.eq(refusals::case_id)))
            .filter(refusals::noted_at.is_null())
            .filter(not(exists(recused)))
            .order((cases::urgent.desc(), events::at, cases::id))
            .limit(limit)
            .select((cases::id, cases::file_number, cases::urgent, events::on_day))
            .load(conn)?;
    let refusal = |(case, number, urgent, recorded_on): (_, AsText<_>, _, _)| Refusal {
        case: CaseId(case),
        number: number.0,
        urgent,
        recorded_on,
    };
    Ok(rows.into_iter().map(refusal).collect())
}

/// The chair takes note of it; returns whether that is new.
pub fn note_refusal(
    conn: &mut PgConnection,
    (case, version): (CaseId, Version),
    (by, now): (UserId, Now),
) -> QueryResult<bool> {
    let this = refusals::table.find((case.0, version.0)).filter(refusals::noted_at.is_null());
    let noted = (refusals::noted_by.eq(by.0), refusals::noted_at.eq(now.at));
    Ok(diesel::update(this).set(noted).execute(conn)? == 1)
}

/// A step of a case that waits, with number and deadline of the case.
type Waiting = (uuid::Uuid, AsText<FileNumber>, DeadlineColumns, AsText<StepKind>, NaiveDate);

/// Cases past their deadline whose authority has been reminded and has not answered, the longest
/// over first; none in which `user` is recused.
pub fn reminded_cases(
    conn: &mut PgConnection,
    user: UserId,
    today: NaiveDate,
) -> QueryResult<Vec<Reminded>> {
    let recused = recusals::table
        .filter(recusals::case_id.eq(cases::id))
        .filter(recusals::user_id.eq(user.0));
    let waiting = StepKind::RemindAuthority.rule().from.iter().map(|it| it.name());
    let rows: Vec<Waiting> = events::table
        .inner_join(cases::table)
        .filter(cases::stage.eq_any(waiting).and(cases::deadline_on.lt(today)))
        .filter(not(exists(recused)))
        .filter(events::round.eq(cases::round))
        .filter(events::step.eq_any(Awaited::TOLD_BY.iter().map(|it| it.name())))
        .order((cases::deadline_on, cases::id, events::version))
        .select((cases::id, cases::file_number, deadlines::COLUMNS, events::step, events::on_day))
        .load(conn)?;
    let mut steps: BTreeMap<uuid::Uuid, Vec<(StepKind, NaiveDate)>> = BTreeMap::new();
    for (id, _, _, step, day) in &rows {
        steps.entry(*id).or_default().push((step.0, *day));
    }
    let mut found: Vec<Reminded> = Vec::new();
    for (id, number, deadline, ..) in rows {
        let steps = steps.remove(&id).unwrap_or_default();
        let awaited = Awaited::after(steps).filter(|it| !it.reminded_on.is_empty());
        if let (Some(awaited), Some(deadline)) = (awaited, deadline.deadline()) {
            found.push(Reminded { case: CaseId(id), number: number.0, deadline, awaited });
        }
    }
    Ok(found)
}

/// How often Ersuchen were followed, of all that were answered.
pub fn follow_rate(conn: &mut PgConnection) -> QueryResult<FollowRate> {
    let answered = [Standing::Followed, Standing::NotFollowed].map(Standing::name);
    let rows: Vec<(AsText<Standing>, i64)> = persons::table
        .filter(persons::standing.eq_any(answered))
        .group_by(persons::standing)
        .select((persons::standing, count_star()))
        .load(conn)?;
    let counted = |(standing, count): (AsText<Standing>, i64)| {
        (standing.0, u64::try_from(count).unwrap_or_default())
    };
    Ok(FollowRate::of(rows.into_iter().map(counted)))
}
