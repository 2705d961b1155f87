//! What the Vorprüfungsausschuss has on one sheet of each case: asked once for all of them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use uuid::Uuid;

use super::{
    as_text::AsText,
    history::from_json,
    persons::{findings_in, people_in},
    requests::unanswered_in,
    schema::{authorities, cases, standing_events},
};
use crate::procedure::{
    CaseId, Catalogue, FoundGround, Ground, PaperOf, PersonDetails, Proposal, Standing, Step,
    StepKind,
};

/// A case on one sheet.
#[derive(Debug, Clone)]
pub struct CheckSheet {
    pub case: CaseId,
    pub authority: String,
    pub received_on: NaiveDate,
    pub catalogue: Catalogue,
    /// Those of this round of the procedure.
    pub persons: Vec<SheetPerson>,
    /// What the secretariat proposed last, and why.
    pub proposal: Option<(Proposal, String)>,
    /// What was asked for and has not arrived.
    pub missing: Vec<PaperOf>,
}

#[derive(Debug, Clone)]
pub struct SheetPerson {
    pub details: PersonDetails,
    pub standing: Standing,
    pub findings: BTreeMap<Ground, FoundGround>,
}

/// In the order of `of`.
pub fn check_sheets(conn: &mut PgConnection, of: &[CaseId]) -> QueryResult<Vec<CheckSheet>> {
    type Row = (Uuid, String, NaiveDate, AsText<Catalogue>);
    let ids: Vec<Uuid> = of.iter().map(|it| it.0).collect();
    let rows: Vec<Row> = cases::table
        .inner_join(authorities::table)
        .filter(cases::id.eq_any(&ids))
        .select((cases::id, authorities::name, cases::received_on, cases::catalogue))
        .load(conn)?;
    let mut persons = persons_by_case(conn, &ids)?;
    let mut proposals = proposals_in(conn, &ids)?;
    let mut missing = unanswered_in(conn, &ids)?;
    let sheet = |(id, authority, received_on, catalogue): Row| CheckSheet {
        case: CaseId(id),
        authority,
        received_on,
        catalogue: catalogue.0,
        persons: persons.remove(&id).unwrap_or_default(),
        proposal: proposals.remove(&id),
        missing: missing.remove(&id).unwrap_or_default(),
    };
    let mut sheets: Vec<_> = rows.into_iter().map(sheet).collect();
    sheets.sort_by_key(|it| of.iter().position(|id| *id == it.case));
    Ok(sheets)
}

fn persons_by_case(
    conn: &mut PgConnection,
    of: &[Uuid],
) -> QueryResult<BTreeMap<Uuid, Vec<SheetPerson>>> {
    let mut findings = findings_in(conn, of)?;
    let mut found: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (case, standing, details) in people_in(conn, of)? {
        let Some(standing) = standing else { continue };
        let findings = findings.remove(&details.id.0).unwrap_or_default();
        found.entry(case.0).or_default().push(SheetPerson { details, standing, findings });
    }
    Ok(found)
}

/// The latest of this round of the procedure.
fn proposals_in(
    conn: &mut PgConnection,
    of: &[Uuid],
) -> QueryResult<BTreeMap<Uuid, (Proposal, String)>> {
    let rows: Vec<(Uuid, serde_json::Value)> = standing_events::table
        .inner_join(cases::table.on(cases::id.eq(standing_events::case_id)))
        .filter(standing_events::case_id.eq_any(of))
        .filter(standing_events::round.eq(cases::round))
        .filter(standing_events::step.eq(StepKind::ProposeAdmissibility.name()))
        .order(standing_events::version)
        .select((standing_events::case_id, standing_events::payload))
        .load(conn)?;
    let mut found = BTreeMap::new();
    for (case, payload) in rows {
        if let Step::ProposeAdmissibility { proposal, reasons } = from_json(payload)? {
            found.insert(case, (proposal, reasons));
        }
    }
    Ok(found)
}
