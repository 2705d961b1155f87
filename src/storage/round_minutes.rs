//! The short minutes of a round: made of what is recorded, and kept as they were at its end.

use std::collections::BTreeMap;

use diesel::prelude::*;
use uuid::Uuid;

use super::{
    as_text::AsText,
    history::from_json,
    persons::{findings_in, people_in},
    schema::{case_events, cases, committee_round_items, committee_rounds},
};
use crate::procedure::{
    CaseId, CommitteeRoundId, CommitteeSeat, FileNumber, FoundGround, Ground, MinutedCase,
    MinutedSeat, MinutedVote, PersonDetails, PersonId, RoundItemState, RoundMinutes, RuleSet,
    SeatHolder, Step,
};

type Findings = BTreeMap<Uuid, BTreeMap<Ground, FoundGround>>;
type ItemRow =
    ((i32, Uuid, AsText<FileNumber>, String), (AsText<RoundItemState>, Option<serde_json::Value>));

/// What the minutes would say now.
pub fn minuted(
    conn: &mut PgConnection,
    (round, seats): (CommitteeRoundId, &[(CommitteeSeat, SeatHolder)]),
    rules: &RuleSet,
) -> QueryResult<RoundMinutes> {
    let rows: Vec<ItemRow> = committee_round_items::table
        .inner_join(cases::table)
        .left_join(
            case_events::table.on(case_events::case_id
                .eq(committee_round_items::case_id)
                .and(committee_round_items::decided_version.eq(case_events::version.nullable()))),
        )
        .filter(committee_round_items::round_id.eq(round.0))
        .order(committee_round_items::position)
        .select((
            (committee_round_items::position, cases::id, cases::file_number, cases::people),
            (committee_round_items::state, case_events::payload.nullable()),
        ))
        .load(conn)?;
    let ids: Vec<Uuid> = rows.iter().map(|it| it.0.1).collect();
    let people: Vec<PersonDetails> = people_in(conn, &ids)?.into_iter().map(|it| it.2).collect();
    let findings = findings_in(conn, &ids)?;
    let cases = rows.into_iter().map(|it| case(it, (&people, &findings), rules));
    Ok(RoundMinutes {
        seats: seats.iter().map(|(seat, holder)| MinutedSeat::of(seat, *holder)).collect(),
        cases: cases.collect::<QueryResult<_>>()?,
    })
}

fn case(
    ((position, id, number, label), (state, payload)): ItemRow,
    (people, findings): (&[PersonDetails], &Findings),
    rules: &RuleSet,
) -> QueryResult<MinutedCase> {
    let step: Option<Step> = payload.map(from_json).transpose()?;
    let votes = match &step {
        Some(Step::DecideAdmissibility { votes, .. }) => votes.as_slice(),
        _ => &[],
    };
    let found = |id: PersonId| findings.get(&id.0);
    Ok(MinutedCase {
        position,
        case: CaseId(id),
        number: number.0.to_string(),
        people: label,
        state: state.0,
        votes: votes.iter().map(|it| MinutedVote::of(it, (people, &found), rules)).collect(),
    })
}

/// The minutes of a round that is closed.
pub fn round_minutes(
    conn: &mut PgConnection,
    round: CommitteeRoundId,
) -> QueryResult<Option<RoundMinutes>> {
    let content: Option<serde_json::Value> =
        committee_rounds::table.find(round.0).select(committee_rounds::minutes).first(conn)?;
    content.map(from_json).transpose()
}
