//! Wiedervorlagen, and the absences through which they come to a deputy.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    dsl::{exists, not},
    prelude::*,
};

use super::{
    as_text::AsText,
    schema::{absences, cases, recalls, recusals, users},
};
use crate::{
    Now, Problem,
    procedure::{Absence, AbsenceId, CaseId, FileNumber, Recall, RecallEnd, RecallId, UserId},
};

/// A Wiedervorlage of a case, with what became of it.
#[derive(Debug, Clone)]
pub struct KeptRecall {
    pub id: RecallId,
    pub recall: Recall,
    /// On whose desk, by name.
    pub name: String,
    pub settled: Option<(RecallEnd, DateTime<Utc>)>,
}

type Row = (
    (uuid::Uuid, uuid::Uuid, NaiveDate, String),
    (uuid::Uuid, String),
    (Option<AsText<RecallEnd>>, Option<DateTime<Utc>>),
);

/// All of a case, those to come first, each by its day.
pub fn recalls_of(conn: &mut PgConnection, case: CaseId) -> QueryResult<Vec<KeptRecall>> {
    let rows: Vec<Row> = recalls::table
        .inner_join(users::table.on(users::id.eq(recalls::user_id)))
        .filter(recalls::case_id.eq(case.0))
        .order((recalls::settled.is_not_null(), recalls::on_day, recalls::id))
        .select((
            (recalls::id, recalls::case_id, recalls::on_day, recalls::note),
            (users::id, users::name),
            (recalls::settled, recalls::settled_at),
        ))
        .load(conn)?;
    let kept = |((id, case, on, note), (user, name), (settled, at)): Row| KeptRecall {
        id: RecallId(id),
        recall: Recall { case: CaseId(case), on, note, user: UserId(user) },
        name,
        settled: settled.map(|it| it.0).zip(at),
    };
    Ok(rows.into_iter().map(kept).collect())
}

pub fn add_recall(
    conn: &mut PgConnection,
    id: RecallId,
    it: &Recall,
    (by, now): (UserId, Now),
) -> QueryResult<()> {
    diesel::insert_into(recalls::table)
        .values((
            recalls::id.eq(id.0),
            recalls::case_id.eq(it.case.0),
            recalls::user_id.eq(it.user.0),
            recalls::on_day.eq(it.on),
            recalls::note.eq(&it.note),
            recalls::noted_by.eq(by.0),
            recalls::noted_at.eq(now.at),
        ))
        .execute(conn)?;
    Ok(())
}

/// It is settled once; whoever comes second saw an old page.
pub fn settle_recall(
    conn: &mut PgConnection,
    (case, id): (CaseId, RecallId),
    end: RecallEnd,
    (by, now): (UserId, Now),
) -> Result<(), Problem> {
    let open = recalls::settled.is_null().and(recalls::case_id.eq(case.0));
    let settled = diesel::update(recalls::table.find(id.0).filter(open))
        .set((
            recalls::settled.eq(AsText(end)),
            recalls::settled_by.eq(by.0),
            recalls::settled_at.eq(now.at),
        ))
        .execute(conn)?;
    if settled == 1 { Ok(()) } else { Err(Problem::Stale) }
}

/// A Wiedervorlage on a desk that a user sees to, without its note: that is read in the case.
#[derive(Debug, Clone)]
pub struct DueRecall {
    pub id: RecallId,
    pub case: CaseId,
    pub number: FileNumber,
    pub urgent: bool,
    pub on: NaiveDate,
    /// Whose it is, and until when they are away; `None`: the user's own.
    pub instead_of: Option<(String, NaiveDate)>,
}

type DueRow = (
    (uuid::Uuid, uuid::Uuid, AsText<FileNumber>, bool),
    (NaiveDate, uuid::Uuid, String),
    Option<NaiveDate>,
);

/// What is on the desk of a user until that day, Eilfälle first, and on the desks of those whom
/// they stand in for today; nothing of cases in which they are recused.
pub fn recalls_until(
    conn: &mut PgConnection,
    user: UserId,
    (today, until): (NaiveDate, Option<NaiveDate>),
    limit: i64,
) -> QueryResult<Vec<DueRecall>> {
    let recused = recusals::table
        .filter(recusals::case_id.eq(cases::id))
        .filter(recusals::user_id.eq(user.0));
    let stands_in = absences::user_id
        .eq(recalls::user_id)
        .and(absences::deputy.eq(user.0))
        .and(absences::withdrawn_at.is_null())
        .and(absences::from_day.le(today).and(absences::until_day.ge(today)));
    let mut query = recalls::table
        .inner_join(cases::table)
        .inner_join(users::table.on(users::id.eq(recalls::user_id)))
        .left_join(absences::table.on(stands_in))
        .filter(recalls::settled.is_null().and(not(exists(recused))))
        .filter(recalls::user_id.eq(user.0).or(absences::id.is_not_null()))
        .into_boxed();
    if let Some(day) = until {
        query = query.filter(recalls::on_day.le(day));
    }
    let rows: Vec<DueRow> = query
        .order((cases::urgent.desc(), recalls::on_day, recalls::id))
        .limit(limit)
        .select((
            (recalls::id, cases::id, cases::file_number, cases::urgent),
            (recalls::on_day, recalls::user_id, users::name),
            absences::until_day.nullable(),
        ))
        .load(conn)?;
    let due = |((id, case, number, urgent), (on, owner, name), away_until): DueRow| DueRecall {
        id: RecallId(id),
        case: CaseId(case),
        number: number.0,
        urgent,
        on,
        instead_of: away_until.filter(|_| owner != user.0).map(|it| (name, it)),
    };
    Ok(rows.into_iter().map(due).collect())
}

/// An absence that is noted, with the names of both.
#[derive(Debug, Clone)]
pub struct KeptAbsence {
    pub id: AbsenceId,
    pub absence: Absence,
    pub name: String,
    pub deputy: String,
}

diesel::alias!(users as deputies: Deputies);

type AbsenceRow = ((uuid::Uuid, NaiveDate, NaiveDate), (uuid::Uuid, String), (uuid::Uuid, String));

/// The absences that have not ended by that day, the next first.
pub fn absences_from(conn: &mut PgConnection, day: NaiveDate) -> QueryResult<Vec<KeptAbsence>> {
    let rows: Vec<AbsenceRow> = absences::table
        .inner_join(users::table.on(users::id.eq(absences::user_id)))
        .inner_join(deputies.on(deputies.field(users::id).eq(absences::deputy)))
        .filter(absences::withdrawn_at.is_null().and(absences::until_day.ge(day)))
        .order((absences::from_day, absences::id))
        .select((
            (absences::id, absences::from_day, absences::until_day),
            (users::id, users::name),
            (deputies.field(users::id), deputies.field(users::name)),
        ))
        .load(conn)?;
    let kept = |((id, from, until), (user, name), (deputy, deputy_name)): AbsenceRow| KeptAbsence {
        id: AbsenceId(id),
        absence: Absence { user: UserId(user), from, until, deputy: UserId(deputy) },
        name,
        deputy: deputy_name,
    };
    Ok(rows.into_iter().map(kept).collect())
}

pub fn add_absence(
    conn: &mut PgConnection,
    id: AbsenceId,
    it: &Absence,
    (by, now): (UserId, Now),
) -> QueryResult<()> {
    diesel::insert_into(absences::table)
        .values((
            absences::id.eq(id.0),
            absences::user_id.eq(it.user.0),
            absences::from_day.eq(it.from),
            absences::until_day.eq(it.until),
            absences::deputy.eq(it.deputy.0),
            absences::noted_by.eq(by.0),
            absences::noted_at.eq(now.at),
        ))
        .execute(conn)?;
    Ok(())
}

/// It is taken back once; whoever comes second saw an old page.
pub fn withdraw_absence(
    conn: &mut PgConnection,
    id: AbsenceId,
    (by, now): (UserId, Now),
) -> Result<(), Problem> {
    let this = absences::table.find(id.0).filter(absences::withdrawn_at.is_null());
    let withdrawn = diesel::update(this)
        .set((absences::withdrawn_by.eq(by.0), absences::withdrawn_at.eq(now.at)))
        .execute(conn)?;
    if withdrawn == 1 { Ok(()) } else { Err(Problem::Stale) }
}
