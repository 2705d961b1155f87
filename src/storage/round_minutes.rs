//! The short minutes of a round: made of what is recorded, and kept as they were at its end.

use std::collections::BTreeMap;

use diesel::prelude::*;
use uuid::Uuid;

use super::{
    as_text::AsText,
    persons::{findings_in, people_in},
    schema::{case_events, cases, committee_round_items, committee_rounds},
};
use crate::procedure::{
    AdmissionVote, Body, CaseId, CommitteeRoundId, CommitteeSeat, FileNumber, Finding, FoundGround,
    Ground, MinutedCase, MinutedSeat, MinutedVote, PersonDetails, PersonId, RoundItemState,
    RoundMinutes, RuleSet, SeatHolder, Step, protected_streets, without_streets,
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
        seats: seats.iter().map(seat).collect(),
        cases: cases.collect::<QueryResult<_>>()?,
    })
}

fn seat((seat, holder): &(CommitteeSeat, SeatHolder)) -> MinutedSeat {
    MinutedSeat {
        position: seat.position,
        chair: seat.chair,
        holder: *holder,
        name: seat.named(*holder).map(|it| it.0.to_owned()).unwrap_or_default(),
    }
}

fn case(
    ((position, id, number, label), (state, payload)): ItemRow,
    (people, findings): (&[PersonDetails], &Findings),
    rules: &RuleSet,
) -> QueryResult<MinutedCase> {
    let step: Option<Step> = payload
        .map(serde_json::from_value)
        .transpose()
        .map_err(|it| diesel::result::Error::DeserializationError(it.into()))?;
    let votes = match &step {
        Some(Step::DecideAdmissibility { votes, .. }) => votes.as_slice(),
        _ => &[],
    };
    Ok(MinutedCase {
        position,
        case: CaseId(id),
        number: number.0.to_string(),
        people: label,
        state: state.0,
        votes: votes.iter().map(|it| vote(it, (people, findings), rules)).collect(),
    })
}

fn vote(
    it: &AdmissionVote,
    (people, findings): (&[PersonDetails], &Findings),
    rules: &RuleSet,
) -> MinutedVote {
    let of = |id: &PersonId| people.iter().find(|it| it.id == *id);
    let admitted = it.admits(Body::PreCheckCommittee, rules);
    let reasons = match (&it.deviation, admitted) {
        (Some(deviation), Some(true)) => deviation.clone(),
        _ => rules.law.says(&grounds(&it.persons, findings)),
    };
    MinutedVote {
        persons: it.persons.iter().filter_map(of).map(PersonDetails::full_name).collect(),
        totals: it.totals,
        admitted,
        reasons: without_streets(&reasons, &protected_streets(people)),
    }
}

/// What stood in the way of these persons.
fn grounds(persons: &[PersonId], findings: &Findings) -> String {
    let found = persons.iter().filter_map(|it| findings.get(&it.0)).flatten();
    let present = found.filter(|it| it.1.finding == Finding::Present).map(|it| *it.0);
    let grounds: std::collections::BTreeSet<Ground> = present.collect();
    let lines = grounds.iter().map(|it| format!("{} ({})", it.label(), it.paragraph()));
    lines.collect::<Vec<_>>().join("; ")
}

/// The minutes of a round that is closed.
pub fn round_minutes(
    conn: &mut PgConnection,
    round: CommitteeRoundId,
) -> QueryResult<Option<RoundMinutes>> {
    let content: Option<serde_json::Value> =
        committee_rounds::table.find(round.0).select(committee_rounds::minutes).first(conn)?;
    content
        .map(serde_json::from_value)
        .transpose()
        .map_err(|it| diesel::result::Error::DeserializationError(it.into()))
}
