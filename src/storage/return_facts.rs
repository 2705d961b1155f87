//! What is known of a return that is being prepared: for secretariat and chair alone, and in no
//! other table (§ 97a AufenthG).

use chrono::NaiveDate;
use diesel::prelude::*;

use super::{
    as_text::AsText,
    schema::{persons, return_facts},
};
use crate::{
    Now, Problem,
    procedure::{CaseId, PersonId, ReturnFact, ReturnFactId, ReturnFactKind, UserId},
};

/// As it was noted, and the day on which it ended if it has.
#[derive(Debug, Clone)]
pub struct KeptReturnFact {
    pub id: ReturnFactId,
    pub fact: ReturnFact,
    pub ended_on: Option<NaiveDate>,
}

type Row =
    ((uuid::Uuid, uuid::Uuid, AsText<ReturnFactKind>), (NaiveDate, String, Option<NaiveDate>));

/// Of all persons of a case, those that stand first.
pub fn return_facts_of(conn: &mut PgConnection, case: CaseId) -> QueryResult<Vec<KeptReturnFact>> {
    let rows: Vec<Row> = return_facts::table
        .inner_join(persons::table)
        .filter(persons::case_id.eq(case.0))
        .order((
            return_facts::ended_on.desc().nulls_first(),
            return_facts::on_day,
            return_facts::id,
        ))
        .select((
            (return_facts::id, return_facts::person_id, return_facts::kind),
            (return_facts::on_day, return_facts::source, return_facts::ended_on),
        ))
        .load(conn)?;
    let kept = |((id, person, kind), (on, source, ended_on)): Row| KeptReturnFact {
        id: ReturnFactId(id),
        fact: ReturnFact { person: PersonId(person), kind: kind.0, on, source },
        ended_on,
    };
    Ok(rows.into_iter().map(kept).collect())
}

pub fn add_return_fact(
    conn: &mut PgConnection,
    it: &ReturnFact,
    (by, now): (UserId, Now),
) -> QueryResult<()> {
    diesel::insert_into(return_facts::table)
        .values((
            return_facts::person_id.eq(it.person.0),
            return_facts::kind.eq(AsText(it.kind)),
            return_facts::on_day.eq(it.on),
            return_facts::source.eq(&it.source),
            return_facts::noted_by.eq(by.0),
            return_facts::noted_at.eq(now.at),
        ))
        .execute(conn)?;
    Ok(())
}

/// It is ended once; whoever comes second saw an old page.
pub fn end_return_fact(
    conn: &mut PgConnection,
    id: ReturnFactId,
    until: NaiveDate,
    (by, now): (UserId, Now),
) -> Result<(), Problem> {
    let this = return_facts::table.find(id.0).filter(return_facts::ended_on.is_null());
    let ended = diesel::update(this)
        .set((
            return_facts::ended_on.eq(until),
            return_facts::ended_by.eq(by.0),
            return_facts::ended_at.eq(now.at),
        ))
        .execute(conn)?;
    if ended == 1 { Ok(()) } else { Err(Problem::Stale) }
}
