//! Return dates that authorities have told of: kept apart from the history, which others read.

use diesel::prelude::*;

use super::{history::HistoryLine, schema::stated_return_dates as dates};
use crate::procedure::{CaseId, Outcome, PersonId};

pub(super) fn save_return_dates(conn: &mut PgConnection, outcome: &Outcome) -> QueryResult<()> {
    let Some(statement) = outcome.event().step.statement() else { return Ok(()) };
    let case = outcome.case();
    let row = |(person, on): (PersonId, chrono::NaiveDate)| {
        (
            dates::case_id.eq(case.id.0),
            dates::version.eq(case.version.0),
            dates::person_id.eq(person.0),
            dates::return_on.eq(on),
        )
    };
    let stated = statement.persons.iter().filter_map(|it| Some((it.person, it.return_date?)));
    let rows: Vec<_> = stated.map(row).collect();
    if !rows.is_empty() {
        diesel::insert_into(dates::table).values(rows).execute(conn)?;
    }
    Ok(())
}

/// Puts the return dates back into the statements of a history; for secretariat and chair alone.
pub fn with_return_dates(
    conn: &mut PgConnection,
    case: CaseId,
    history: &mut [HistoryLine],
) -> QueryResult<()> {
    let speaks_of_persons = |it: &HistoryLine| {
        let statement = it.event.as_ref().and_then(|it| it.step.statement());
        statement.is_some_and(|it| !it.persons.is_empty())
    };
    if !history.iter().any(speaks_of_persons) {
        return Ok(());
    }
    let rows: Vec<(i32, uuid::Uuid, chrono::NaiveDate)> = dates::table
        .filter(dates::case_id.eq(case.0))
        .select((dates::version, dates::person_id, dates::return_on))
        .load(conn)?;
    for line in history {
        let statement = line.event.as_mut().and_then(|it| it.step.statement_mut());
        for said in statement.into_iter().flat_map(|it| &mut it.persons) {
            let here = |it: &&(i32, _, _)| it.0 == line.version.0 && it.1 == said.person.0;
            said.return_date = rows.iter().find(here).map(|it| it.2);
        }
    }
    Ok(())
}
