//! Which case a Folgeantrag follows.

use chrono::NaiveDate;
use diesel::{dsl::max, prelude::*};

use super::{
    as_text::AsText,
    schema::{cases, follow_ups, persons, standing_events as events},
};
use crate::procedure::{
    CaseId, CaseResult, Earlier, FileNumber, Receipt, Stage, Standing, StepKind,
};

/// What is shown of the case that another one follows.
#[derive(Debug, Clone)]
pub struct EarlierCase {
    pub id: CaseId,
    pub number: FileNumber,
    pub stage: Stage,
    pub received_on: NaiveDate,
    /// Since when it is filed, if it is.
    pub filed_on: Option<NaiveDate>,
    pub result: CaseResult,
}

pub fn earlier_case(conn: &mut PgConnection, id: CaseId) -> QueryResult<EarlierCase> {
    let (number, stage, received_on): (AsText<FileNumber>, AsText<Stage>, NaiveDate) = cases::table
        .find(id.0)
        .select((cases::file_number, cases::stage, cases::received_on))
        .first(conn)?;
    let standings: Vec<AsText<Standing>> = persons::table
        .inner_join(cases::table)
        .filter(cases::id.eq(id.0).and(persons::round.eq(cases::round)))
        .select(persons::standing)
        .load(conn)?;
    let result = CaseResult::of(standings.into_iter().map(|it| it.0));
    let filed_on: Option<NaiveDate> = events::table
        .filter(events::case_id.eq(id.0).and(events::step.eq(StepKind::File.name())))
        .select(max(events::on_day))
        .first(conn)?;
    let filed_on = filed_on.filter(|_| stage.0 == Stage::Filed);
    Ok(EarlierCase { id, number: number.0, stage: stage.0, received_on, filed_on, result })
}

/// What a case follows, if it is a Folgeantrag.
pub fn follow_up(conn: &mut PgConnection, id: CaseId) -> QueryResult<Option<Earlier>> {
    let row: Option<(uuid::Uuid, String)> = follow_ups::table
        .find(id.0)
        .select((follow_ups::earlier_id, follow_ups::news))
        .first(conn)
        .optional()?;
    Ok(row.map(|(earlier, news)| Earlier { case: CaseId(earlier), news }))
}

pub(super) fn save_follow_ups<'a>(
    conn: &mut PgConnection,
    receipts: impl Iterator<Item = &'a Receipt>,
) -> QueryResult<()> {
    let row = |it: &Receipt| {
        let earlier = it.registration().earlier.clone()?;
        Some((
            follow_ups::case_id.eq(it.case().id.0),
            follow_ups::earlier_id.eq(earlier.case.0),
            follow_ups::news.eq(earlier.news),
        ))
    };
    let rows: Vec<_> = receipts.filter_map(row).collect();
    if !rows.is_empty() {
        diesel::insert_into(follow_ups::table).values(rows).execute(conn)?;
    }
    Ok(())
}
