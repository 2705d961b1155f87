//! The closing notices of a sitting, which leave together.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::{
    dsl::{count_star, exists},
    prelude::*,
};

use super::{
    as_text::AsText,
    persons::people_in,
    powers_of_attorney::powers_in,
    rounds::{Since, taken_up_since},
    schema::{agenda_items, cases, persons},
    sittings::sittings_with,
};
use crate::procedure::{
    CaseId, FileNumber, ItemSubject, PersonDetails, PersonId, PowerOfAttorney, Sitting, SittingId,
    Stage, Standing, StepKind, notices_obstacles,
};

/// A case decided in a sitting, as far as its closing notice goes: who was decided about,
/// not what was.
#[derive(Debug, Clone)]
pub struct NoticeCase {
    pub position: i32,
    pub id: CaseId,
    pub number: FileNumber,
    pub stage: Stage,
    pub released_at: Option<DateTime<Utc>>,
    pub powers: Vec<PowerOfAttorney>,
    /// Everybody in the case: the parents get the post of their children.
    pub family: Vec<PersonDetails>,
    decided: Vec<PersonId>,
}

impl NoticeCase {
    pub fn decided(&self) -> impl Iterator<Item = &PersonDetails> {
        self.family.iter().filter(|it| self.decided.contains(&it.id))
    }
}

type Row = ((i32, uuid::Uuid, AsText<FileNumber>, AsText<Stage>), Option<DateTime<Utc>>);

/// The cases decided in a sitting, in the order of its agenda.
pub fn notices_of(conn: &mut PgConnection, sitting: SittingId) -> QueryResult<Vec<NoticeCase>> {
    let since = taken_up_since(conn, sitting)?;
    let voted_on = Stage::since_the_vote().map(Stage::name);
    let decided = cases::sitting_id.eq(sitting.0).and(cases::stage.eq_any(voted_on));
    let decided_then = cases::id.eq_any(since.released_at.keys());
    let rows: Vec<Row> = agenda_items::table
        .inner_join(cases::table)
        .filter(agenda_items::sitting_id.eq(sitting.0))
        .filter(agenda_items::subject.eq(AsText(ItemSubject::Request)))
        .filter(decided.assume_not_null().or(decided_then))
        .order(agenda_items::position)
        .select((
            (agenda_items::position, cases::id, cases::file_number, cases::stage),
            cases::notice_released_at,
        ))
        .load(conn)?;
    let ids: Vec<_> = rows.iter().map(|it| it.0.1).collect();
    let people = people_in(conn, &ids)?;
    let mut powers = powers_in(conn, &ids)?;
    let powers_of = |it: &Row| powers.remove(&it.0.1).unwrap_or_default();
    let with_powers: Vec<_> = rows.iter().map(powers_of).collect();
    let rows = rows.into_iter().zip(with_powers);
    Ok(rows.map(|(row, powers)| notice(row, powers, &people, &since)).collect())
}

/// Held sittings whose closing notices can be released and have not been, the earliest first.
pub fn sittings_awaiting_notices(conn: &mut PgConnection) -> QueryResult<Vec<Sitting>> {
    let decided = Standing::all().filter(|it| it.is_decided()).map(Standing::name);
    let with_decision = persons::table
        .filter(persons::case_id.eq(cases::id).and(persons::round.eq(cases::round)))
        .filter(persons::standing.eq_any(decided));
    let waiting: Vec<Option<uuid::Uuid>> = cases::table
        .filter(cases::notice_released_at.is_null().and(cases::sitting_id.is_not_null()))
        .filter(cases::stage.eq_any(StepKind::ReleaseNotice.rule().from.iter().map(|it| it.name())))
        .filter(exists(with_decision))
        .select(cases::sitting_id)
        .distinct()
        .limit(24)
        .load(conn)?;
    let ids: Vec<_> = waiting.into_iter().flatten().collect();
    let missing = letters_missing_in(conn, &ids)?;
    let missing_in = |id: SittingId| missing.get(&id.0).copied().unwrap_or_default();
    let ids: Vec<_> = ids.into_iter().map(SittingId).collect();
    let mut sittings = sittings_with(conn, &ids)?;
    sittings.retain(|it| notices_obstacles(it.state, missing_in(it.id)).is_empty());
    sittings.sort_by_key(|it| (it.held_on, it.id));
    Ok(sittings)
}

/// How many cases of each of these sittings are decided but lack their letter to the authority.
pub(super) fn letters_missing_in(
    conn: &mut PgConnection,
    sittings: &[uuid::Uuid],
) -> QueryResult<BTreeMap<uuid::Uuid, usize>> {
    let rows: Vec<(Option<uuid::Uuid>, i64)> = cases::table
        .filter(cases::sitting_id.eq_any(sittings))
        .filter(cases::stage.eq(AsText(Stage::Decided)))
        .group_by(cases::sitting_id)
        .select((cases::sitting_id, count_star()))
        .load(conn)?;
    let counted = |(id, count): (Option<_>, i64)| Some((id?, usize::try_from(count).ok()?));
    Ok(rows.into_iter().filter_map(counted).collect())
}

fn notice(
    ((position, id, number, stage), released_at): Row,
    powers: Vec<PowerOfAttorney>,
    people: &[(CaseId, Option<Standing>, PersonDetails)],
    since: &Since,
) -> NoticeCase {
    let family = || people.iter().filter(|it| it.0.0 == id);
    let standing = |it: &(CaseId, Option<Standing>, PersonDetails)| match since.released_at.get(&id)
    {
        Some(_) => since.standings.get(&it.2.id.0).copied(),
        None => it.1,
    };
    NoticeCase {
        position,
        id: CaseId(id),
        number: number.0,
        stage: stage.0,
        released_at: since.released_at.get(&id).copied().unwrap_or(released_at),
        powers,
        family: family().map(|it| it.2.clone()).collect(),
        decided: family()
            .filter(|it| standing(it).is_some_and(Standing::is_decided))
            .map(|it| it.2.id)
            .collect(),
    }
}
