//! The deadline of a case, and what became of those it had.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    dsl::{exists, not},
    prelude::*,
};

use super::{
    as_text::AsText,
    schema::{case_events, cases, deadline_history as history, recusals, users},
};
use crate::procedure::{
    CaseId, Deadline, DeadlineEntry, DeadlineKind, DeadlineMove, FileNumber, Outcome, UserId,
};

/// The columns of a case: the next date for the worklist, or what rests meanwhile.
#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = cases, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
pub(super) struct DeadlineColumns {
    deadline_kind: Option<AsText<DeadlineKind>>,
    deadline_on: Option<NaiveDate>,
    resting_kind: Option<AsText<DeadlineKind>>,
    resting_due_on: Option<NaiveDate>,
    resting_since: Option<NaiveDate>,
}

/// Those columns for a row that has more.
pub(super) const COLUMNS: (
    cases::deadline_kind,
    cases::deadline_on,
    cases::resting_kind,
    cases::resting_due_on,
    cases::resting_since,
) = (
    cases::deadline_kind,
    cases::deadline_on,
    cases::resting_kind,
    cases::resting_due_on,
    cases::resting_since,
);

impl From<Option<Deadline>> for DeadlineColumns {
    fn from(deadline: Option<Deadline>) -> Self {
        let runs = deadline.filter(|it| it.is_running());
        let rests = deadline.filter(|it| !it.is_running());
        Self {
            deadline_kind: runs.map(|it| AsText(it.kind)),
            deadline_on: runs.map(|it| it.due_on),
            resting_kind: rests.map(|it| AsText(it.kind)),
            resting_due_on: rests.map(|it| it.due_on),
            resting_since: rests.and_then(|it| it.rests_since),
        }
    }
}

impl DeadlineColumns {
    pub(super) fn deadline(self) -> Option<Deadline> {
        let rests_since = self.resting_since;
        let kind = self.deadline_kind.or(self.resting_kind)?.0;
        let due_on = self.deadline_on.or(self.resting_due_on)?;
        Some(Deadline { kind, due_on, rests_since })
    }
}

/// A deadline that runs, by the number of its case.
#[derive(Debug, Clone)]
pub struct OpenDeadline {
    pub case: CaseId,
    pub number: FileNumber,
    pub deadline: Deadline,
}

/// Deadlines that run, the next first; none of cases in which `user` is recused.
pub fn open_deadlines(
    conn: &mut PgConnection,
    user: UserId,
    limit: i64,
) -> QueryResult<Vec<OpenDeadline>> {
    let recused = recusals::table
        .filter(recusals::case_id.eq(cases::id))
        .filter(recusals::user_id.eq(user.0));
    let rows: Vec<(uuid::Uuid, AsText<FileNumber>, DeadlineColumns)> = cases::table
        .filter(cases::deadline_on.is_not_null().and(not(exists(recused))))
        .order((cases::deadline_on, cases::id))
        .limit(limit)
        .select((cases::id, cases::file_number, COLUMNS))
        .load(conn)?;
    let open = |(case, number, due): (_, AsText<FileNumber>, DeadlineColumns)| {
        Some(OpenDeadline { case: CaseId(case), number: number.0, deadline: due.deadline()? })
    };
    Ok(rows.into_iter().filter_map(open).collect())
}

/// A line of the history of deadlines, with when and by whom.
#[derive(Debug, Clone)]
pub struct KeptDeadline {
    pub entry: DeadlineEntry,
    pub at: DateTime<Utc>,
    pub by: String,
}

type Row = (
    (AsText<DeadlineKind>, AsText<DeadlineMove>, NaiveDate, String, String),
    (DateTime<Utc>, String),
);

/// What became of the deadlines of a case, the latest first.
pub fn deadlines_of(conn: &mut PgConnection, case: CaseId) -> QueryResult<Vec<KeptDeadline>> {
    let of_event =
        case_events::case_id.eq(history::case_id).and(case_events::version.eq(history::version));
    let rows: Vec<Row> = history::table
        .inner_join(case_events::table.on(of_event))
        .inner_join(users::table.on(users::id.eq(case_events::by_user)))
        .filter(history::case_id.eq(case.0))
        .order((history::version.desc(), history::position.desc()))
        .select((
            (history::kind, history::what, history::due_on, history::why, history::reason),
            (case_events::at, users::name),
        ))
        .load(conn)?;
    let kept = |((kind, what, due_on, why, reason), (at, by)): Row| {
        let entry = DeadlineEntry { kind: kind.0, what: what.0, due_on, why, reason };
        KeptDeadline { entry, at, by }
    };
    Ok(rows.into_iter().map(kept).collect())
}

/// Keeps what steps did to deadlines; their events are written already.
pub(super) fn save_deadlines<'a>(
    conn: &mut PgConnection,
    outcomes: impl Iterator<Item = &'a Outcome>,
) -> QueryResult<()> {
    let row = |of: &'a Outcome, (position, it): (i32, &'a DeadlineEntry)| {
        (
            history::case_id.eq(of.id().0),
            history::version.eq(of.case().version.0),
            history::position.eq(position),
            history::kind.eq(AsText(it.kind)),
            history::what.eq(AsText(it.what)),
            history::due_on.eq(it.due_on),
            history::why.eq(&it.why),
            history::reason.eq(&it.reason),
        )
    };
    let rows: Vec<_> =
        outcomes.flat_map(|of| (0..).zip(of.deadlines()).map(move |it| row(of, it))).collect();
    if rows.is_empty() {
        return Ok(());
    }
    diesel::insert_into(history::table).values(rows).execute(conn)?;
    Ok(())
}
