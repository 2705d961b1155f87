//! The cases on rounds of the Vorprüfungsausschuss, and what became of them.

use chrono::NaiveDate;
use diesel::{dsl::max, prelude::*};
use uuid::Uuid;

use super::{
    agenda::recused_in,
    as_text::AsText,
    committee::{committee_on, presence},
    schema::{cases, committee_round_items, committee_rounds, standing_events},
    sittings::recused,
};
use crate::procedure::{
    BeforeCommittee, Case, CaseId, CommitteeFacts, CommitteeRoundId, FileNumber, RoundFacts,
    RoundItemState, RoundState, StepKind, UserId, Version, count_seats,
};

/// One case on a round.
#[derive(Debug, Clone)]
pub struct RoundItem {
    pub position: i32,
    pub case: CaseId,
    pub pseudonym: Uuid,
    pub number: FileNumber,
    pub people: String,
    pub state: RoundItemState,
    pub urgent: bool,
    pub recused: Vec<UserId>,
}

type ItemRow = ((i32, Uuid, Uuid, AsText<FileNumber>, String), (AsText<RoundItemState>, bool));

/// The cases of a round in their order; those taken off stay on it as such.
pub fn round_items(
    conn: &mut PgConnection,
    round: CommitteeRoundId,
) -> QueryResult<Vec<RoundItem>> {
    let rows: Vec<ItemRow> = committee_round_items::table
        .inner_join(cases::table)
        .filter(committee_round_items::round_id.eq(round.0))
        .order(committee_round_items::position)
        .select((
            (
                committee_round_items::position,
                cases::id,
                cases::pseudonym,
                cases::file_number,
                cases::people,
            ),
            (committee_round_items::state, cases::urgent),
        ))
        .load(conn)?;
    let ids: Vec<_> = rows.iter().map(|it| it.0.1).collect();
    let mut recused = recused_in(conn, &ids)?;
    let item =
        |((position, case, pseudonym, number, people), (state, urgent)): ItemRow| RoundItem {
            position,
            case: CaseId(case),
            pseudonym,
            number: number.0,
            people,
            state: state.0,
            urgent,
            recused: recused.remove(&case).unwrap_or_default(),
        };
    Ok(rows.into_iter().map(item).collect())
}

/// Puts a case on a round; returns whether it now stands there. It does not while it stands open on
/// a round already, which an index keeps from being so.
pub fn add_item(
    conn: &mut PgConnection,
    round: CommitteeRoundId,
    case: CaseId,
) -> QueryResult<bool> {
    let last: Option<i32> = committee_round_items::table
        .filter(committee_round_items::round_id.eq(round.0))
        .select(max(committee_round_items::position))
        .first(conn)?;
    let added = diesel::insert_into(committee_round_items::table)
        .values((
            committee_round_items::round_id.eq(round.0),
            committee_round_items::case_id.eq(case.0),
            committee_round_items::position.eq(last.unwrap_or(0) + 1),
            committee_round_items::state.eq(AsText(RoundItemState::Open)),
        ))
        .on_conflict_do_nothing()
        .execute(conn)?;
    Ok(added == 1)
}

/// Which of these cases stand open on a round.
pub fn on_a_round(conn: &mut PgConnection, cases: &[CaseId]) -> QueryResult<Vec<CaseId>> {
    let found: Vec<Uuid> = committee_round_items::table
        .filter(committee_round_items::case_id.eq_any(cases.iter().map(|it| it.0)))
        .filter(committee_round_items::state.eq(AsText(RoundItemState::Open)))
        .select(committee_round_items::case_id)
        .load(conn)?;
    Ok(found.into_iter().map(CaseId).collect())
}

/// Takes an open case off; returns which it was.
pub fn take_off(
    conn: &mut PgConnection,
    round: CommitteeRoundId,
    position: i32,
) -> QueryResult<Option<CaseId>> {
    let open = committee_round_items::table
        .find((round.0, position))
        .filter(committee_round_items::state.eq(AsText(RoundItemState::Open)));
    let taken: Option<Uuid> = diesel::update(open)
        .set(committee_round_items::state.eq(AsText(RoundItemState::TakenOff)))
        .returning(committee_round_items::case_id)
        .get_result(conn)
        .optional()?;
    Ok(taken.map(CaseId))
}

/// The case as the rules of the committee see it.
pub(super) fn committee_facts(
    conn: &mut PgConnection,
    case: &Case,
    today: NaiveDate,
) -> QueryResult<CommitteeFacts> {
    if !case.is_before_committee() {
        return Ok(CommitteeFacts::default());
    }
    let seats = u16::try_from(committee_on(conn, today)?.len()).unwrap_or(u16::MAX);
    Ok(CommitteeFacts { seats, stands: stands(conn, case.id)? })
}

fn stands(conn: &mut PgConnection, case: CaseId) -> QueryResult<BeforeCommittee> {
    let this = cases::table.find(case.0);
    if this.select(hand_over().single_value().is_not_null()).first(conn)? {
        return Ok(BeforeCommittee::HandedOver);
    }
    let round: Option<(Uuid, NaiveDate)> = open_items(case)
        .filter(committee_rounds::state.eq(AsText(RoundState::Published)))
        .select((committee_rounds::id, committee_rounds::held_on))
        .first(conn)
        .optional()?;
    let Some((round, held_on)) = round else { return Ok(BeforeCommittee::NotYet) };
    let there = presence(conn, CommitteeRoundId(round))?;
    let (voting, recused) = count_seats(&there, &recused(conn, case)?);
    Ok(BeforeCommittee::OnRound(RoundFacts { held_on, voting, recused }))
}

#[diesel::dsl::auto_type(no_type_alias)]
fn open_items(case: CaseId) -> _ {
    let (case, open): (Uuid, &'static str) = (case.0, RoundItemState::Open.name());
    committee_round_items::table
        .inner_join(committee_rounds::table)
        .filter(committee_round_items::case_id.eq(case))
        .filter(committee_round_items::state.eq(open))
}

/// That the committee handed the case of the row over, if that is the last that was decided on its
/// admission in this round of the procedure.
#[diesel::dsl::auto_type(no_type_alias)]
pub(super) fn hand_over() -> _ {
    let (decide, handed_over): (&'static str, &'static str) =
        (StepKind::DecideAdmissibility.name(), RoundItemState::HandedOver.name());
    let last = standing_events::table
        .filter(standing_events::case_id.eq(cases::id).and(standing_events::round.eq(cases::round)))
        .filter(standing_events::step.eq(decide))
        .order(standing_events::version.desc())
        .select(standing_events::version)
        .limit(1_i64)
        .single_value();
    committee_round_items::table
        .filter(committee_round_items::case_id.eq(cases::id))
        .filter(committee_round_items::state.eq(handed_over))
        .filter(committee_round_items::decided_version.eq(last))
        .select(committee_round_items::position)
        .limit(1_i64)
}

/// That the case of the row stands open on a published round.
#[diesel::dsl::auto_type(no_type_alias)]
pub(super) fn on_published_round() -> _ {
    let (open, published): (&'static str, &'static str) =
        (RoundItemState::Open.name(), RoundState::Published.name());
    committee_round_items::table
        .inner_join(committee_rounds::table)
        .filter(committee_round_items::case_id.eq(cases::id))
        .filter(committee_round_items::state.eq(open))
        .filter(committee_rounds::state.eq(published))
        .select(committee_round_items::position)
        .limit(1_i64)
}

/// Holds the published rounds with the case as they are until we commit: that on which it stands
/// open, and those that would take it back.
pub fn hold_rounds_of(conn: &mut PgConnection, case: CaseId) -> QueryResult<()> {
    let with_case = committee_round_items::table
        .filter(committee_round_items::case_id.eq(case.0))
        .select(committee_round_items::round_id);
    let held: Vec<Uuid> = committee_rounds::table
        .filter(committee_rounds::id.eq_any(with_case))
        .filter(committee_rounds::state.eq(AsText(RoundState::Published)))
        .order(committee_rounds::id)
        .select(committee_rounds::id)
        .for_share()
        .load(conn)?;
    debug_assert!(held.is_sorted());
    Ok(())
}

/// What was decided by this event was taken back: the case is open again on its round.
pub fn reopen_item(conn: &mut PgConnection, case: CaseId, decided: Version) -> QueryResult<()> {
    let settled = committee_round_items::table
        .filter(committee_round_items::case_id.eq(case.0))
        .filter(committee_round_items::decided_version.eq(decided.0));
    let none: Option<i32> = None;
    diesel::update(settled)
        .set((
            committee_round_items::state.eq(AsText(RoundItemState::Open)),
            committee_round_items::decided_version.eq(none),
        ))
        .execute(conn)?;
    Ok(())
}

/// How the round stands in which the committee decided by this event, if it did.
pub(super) fn round_of_decision(
    conn: &mut PgConnection,
    case: CaseId,
    decided: Version,
) -> QueryResult<Option<RoundState>> {
    let state: Option<AsText<RoundState>> = committee_round_items::table
        .inner_join(committee_rounds::table)
        .filter(committee_round_items::case_id.eq(case.0))
        .filter(committee_round_items::decided_version.eq(decided.0))
        .select(committee_rounds::state)
        .first(conn)
        .optional()?;
    Ok(state.map(|it| it.0))
}

/// Says what became of the open item of a case, and by which event.
pub fn settle_item(
    conn: &mut PgConnection,
    (case, state): (CaseId, RoundItemState),
    decided: Version,
) -> QueryResult<()> {
    let open = committee_round_items::table
        .filter(committee_round_items::case_id.eq(case.0))
        .filter(committee_round_items::state.eq(AsText(RoundItemState::Open)));
    let decided = (state != RoundItemState::TakenOff).then_some(decided.0);
    diesel::update(open)
        .set((
            committee_round_items::state.eq(AsText(state)),
            committee_round_items::decided_version.eq(decided),
        ))
        .execute(conn)?;
    Ok(())
}
