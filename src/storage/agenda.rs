//! The agenda of a sitting.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use diesel::{dsl::max, prelude::*};
use uuid::Uuid;

use super::{
    as_text::AsText,
    history::from_json,
    persons::{Iso, Stands, findings_in, standings_in},
    rounds::taken_up_since,
    schema::{agenda_items, cases, persons, recusals, standing_events as events},
};
use crate::procedure::{
    AgendaChange, Body, CaseId, FileNumber, ItemState, ItemSubject, Person, PersonId, RuleSet,
    SittingId, Stage, Standing, Step, StepKind, UserId, Version, told_apart,
};

/// One line of an agenda (Tagesordnungspunkt).
#[derive(Debug, Clone)]
pub struct AgendaItem {
    pub position: i32,
    pub case: CaseId,
    pub version: Version,
    pub number: FileNumber,
    pub people: String,
    pub persons: Vec<ItemPerson>,
    /// What was done about it on this agenda and still holds.
    pub steps: Vec<Step>,
    pub stage: Stage,
    pub subject: ItemSubject,
    pub state: ItemState,
    pub urgent: bool,
    pub recused: Vec<UserId>,
    /// The names of everybody in the case.
    names: Vec<(PersonId, String)>,
}

impl AgendaItem {
    /// The names of those persons of the case.
    pub fn names(&self, of: &[PersonId]) -> String {
        let about = self.names.iter().filter(|it| of.contains(&it.0));
        about.map(|it| it.1.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// How the persons stand by what this sitting has decided, and nobody else. Of an Annahme that
    /// is what was decided then, whatever has come after it.
    pub fn results(&self, rules: &RuleSet) -> Vec<ItemPerson> {
        if self.subject == ItemSubject::Request {
            let decided = self.persons.iter().filter(|it| it.standing.is_decided());
            return decided.cloned().collect();
        }
        let votes = self.steps.iter().flat_map(|it| match it {
            Step::DecideAdmissibility { body: Body::Commission, votes, .. } => votes.as_slice(),
            _ => &[],
        });
        let result = |id: PersonId, standing| ItemPerson { id, name: self.names(&[id]), standing };
        votes
            .filter_map(|it| Some((it, it.standing(Body::Commission, rules)?)))
            .flat_map(|(it, standing)| it.persons.iter().map(move |id| result(*id, standing)))
            .collect()
    }
}

/// A person of the case on an agenda.
#[derive(Debug, Clone)]
pub struct ItemPerson {
    pub id: PersonId,
    /// `Zoran Đorđević`
    pub name: String,
    /// Of a case that was taken up again since: where the person stood after this sitting.
    pub standing: Standing,
}

type ItemRow = (
    ((i32, i32), Uuid, i32, AsText<FileNumber>, String),
    (AsText<Stage>, AsText<ItemSubject>, AsText<ItemState>, bool),
);

/// The agenda in its order, in as many queries for twenty items as for one; items taken off
/// stay on it as such.
pub fn agenda(conn: &mut PgConnection, sitting: SittingId) -> QueryResult<Vec<AgendaItem>> {
    let rows: Vec<ItemRow> = agenda_items::table
        .inner_join(cases::table)
        .filter(agenda_items::sitting_id.eq(sitting.0))
        .order(agenda_items::position)
        .select((
            (
                (agenda_items::position, agenda_items::opened_version),
                cases::id,
                cases::version,
                cases::file_number,
                cases::people,
            ),
            (cases::stage, agenda_items::subject, agenda_items::state, cases::urgent),
        ))
        .load(conn)?;
    let ids: Vec<_> = rows.iter().map(|it| it.0.1).collect();
    let then = taken_up_since(conn, sitting)?.standings;
    let people = people_in(conn, &ids, &then)?;
    let recused = recused_in(conn, &ids)?;
    let mut steps = steps_on(conn, sitting, &ids)?;
    let item = |((line, case, version, number, label), of_item): ItemRow| {
        let ((position, put_there), (stage, subject, became, urgent)) = (line, of_item);
        let people = people.get(&case).map(Vec::as_slice).unwrap_or_default();
        let known = people.iter().filter_map(|(id, name, standing)| {
            Some(ItemPerson { id: *id, name: name.clone(), standing: (*standing)? })
        });
        AgendaItem {
            position,
            case: CaseId(case),
            version: Version(version),
            number: number.0,
            people: label,
            persons: known.collect(),
            steps: steps.remove(&(case, put_there)).unwrap_or_default(),
            stage: stage.0,
            subject: subject.0,
            state: became.0,
            urgent,
            recused: recused.get(&case).cloned().unwrap_or_default(),
            names: people.iter().map(|it| (it.0, it.1.clone())).collect(),
        }
    };
    Ok(rows.into_iter().map(item).collect())
}

/// Those of these cases in which a finding is too old on a day (`RuleSet::findings_hold_from`).
pub fn cases_with_stale_findings(
    conn: &mut PgConnection,
    cases: &[CaseId],
    hold_from: NaiveDate,
) -> QueryResult<BTreeSet<CaseId>> {
    let ids: Vec<_> = cases.iter().map(|it| it.0).collect();
    let standings = standings_in(conn, &ids)?;
    let mut findings = findings_in(conn, &ids)?;
    let mut is_stale = |&(id, round, standing): &Stands| {
        let findings = findings.remove(&id.0).unwrap_or_default();
        Person { id, round, standing, findings }.has_stale_finding(hold_from)
    };
    let stale = standings.into_iter().filter(|it| it.1.iter().any(&mut is_stale));
    Ok(stale.map(|it| CaseId(it.0)).collect())
}

/// What was done on an agenda, by the case and the version that had put it there.
fn steps_on(
    conn: &mut PgConnection,
    sitting: SittingId,
    of: &[Uuid],
) -> QueryResult<BTreeMap<(Uuid, i32), Vec<Step>>> {
    const TOLD: [StepKind; 6] = [
        StepKind::PlaceOnAgenda,
        StepKind::DecideAdmissibility,
        StepKind::RecordVote,
        StepKind::Adjourn,
        StepKind::Reinquire,
        StepKind::TakeOffAgenda,
    ];
    let rows: Vec<(Uuid, i32, serde_json::Value)> = events::table
        .filter(events::case_id.eq_any(of))
        .filter(events::step.eq_any(TOLD.map(StepKind::name)))
        .order((events::case_id, events::version))
        .select((events::case_id, events::version, events::payload))
        .load(conn)?;
    let mut told: BTreeMap<_, Vec<_>> = BTreeMap::new();
    let mut opened: Option<(Uuid, i32)> = None;
    for (case, version, payload) in rows {
        let step: Step = from_json(payload)?;
        if let Step::PlaceOnAgenda { sitting: on } = step {
            opened = (on == sitting).then_some((case, version));
        } else if let Some(line) = opened.filter(|it| it.0 == case) {
            told.entry(line).or_default().push(step);
        }
    }
    Ok(told)
}

/// A person of a case, and how they stand: nobody knows of those who ended in an earlier round
/// that this sitting did not decide.
type Known = (PersonId, String, Option<Standing>);

/// Everybody in these cases.
fn people_in(
    conn: &mut PgConnection,
    of: &[Uuid],
    then: &BTreeMap<Uuid, Standing>,
) -> QueryResult<BTreeMap<Uuid, Vec<Known>>> {
    type Row = (Uuid, Uuid, (String, String, AsText<Iso>), (AsText<Standing>, bool));
    let rows: Vec<Row> = persons::table
        .inner_join(cases::table)
        .filter(persons::case_id.eq_any(of))
        .order((persons::case_id, persons::position))
        .select((
            persons::case_id,
            persons::id,
            (persons::given_names, persons::family_name, persons::born),
            (persons::standing, persons::round.eq(cases::round)),
        ))
        .load(conn)?;
    let mut found: BTreeMap<_, Vec<_>> = BTreeMap::new();
    let mut borne: BTreeMap<_, usize> = BTreeMap::new();
    for (case, _, (given, family, _), _) in &rows {
        *borne.entry((*case, given.clone(), family.clone())).or_default() += 1;
    }
    for (case, id, (given, family, born), (standing, of_this_round)) in rows {
        let known = then.get(&id).copied().or(of_this_round.then_some(standing.0));
        let name = format!("{given} {family}").trim().to_owned();
        let shared = borne.get(&(case, given, family)).is_some_and(|it| *it > 1);
        let name = if shared { told_apart(&name, &born.0.0) } else { name };
        found.entry(case).or_default().push((PersonId(id), name, known));
    }
    Ok(found)
}

/// Who is recused in which of these cases.
pub(super) fn recused_in(
    conn: &mut PgConnection,
    cases: &[Uuid],
) -> QueryResult<BTreeMap<Uuid, Vec<UserId>>> {
    let rows: Vec<(Uuid, Uuid)> = recusals::table
        .filter(recusals::case_id.eq_any(cases))
        .select((recusals::case_id, recusals::user_id))
        .load(conn)?;
    let mut found: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (case, user) in rows {
        found.entry(case).or_default().push(UserId(user));
    }
    Ok(found)
}

/// Puts a case on an agenda, or says what became of its item. Each time it is put there it has a line
/// for itself; only a step `back` opens again what it had settled.
pub(super) fn save_item(
    conn: &mut PgConnection,
    (case, version): (CaseId, Version),
    AgendaChange { sitting, subject, state }: AgendaChange,
    back: bool,
) -> QueryResult<()> {
    let of_case = agenda_items::table
        .filter(agenda_items::sitting_id.eq(sitting.0).and(agenda_items::case_id.eq(case.0)));
    let state_is = agenda_items::state.eq(AsText(state));
    match (state, back) {
        (ItemState::Open, false) => add_item(conn, (case, version), (sitting, subject)),
        (ItemState::Open, true) => {
            let put_there: Option<i32> = events::table
                .filter(events::case_id.eq(case.0))
                .filter(events::step.eq(StepKind::PlaceOnAgenda.name()))
                .select(max(events::version))
                .first(conn)?;
            let line = of_case.filter(agenda_items::opened_version.nullable().eq(put_there));
            diesel::update(line).set(state_is).execute(conn).map(drop)
        }
        _ => {
            let open = of_case.filter(agenda_items::state.eq(AsText(ItemState::Open)));
            diesel::update(open).set(state_is).execute(conn).map(drop)
        }
    }
}

fn add_item(
    conn: &mut PgConnection,
    (case, version): (CaseId, Version),
    (sitting, subject): (SittingId, ItemSubject),
) -> QueryResult<()> {
    let last: Option<i32> = agenda_items::table
        .filter(agenda_items::sitting_id.eq(sitting.0))
        .select(max(agenda_items::position))
        .first(conn)?;
    diesel::insert_into(agenda_items::table)
        .values((
            agenda_items::sitting_id.eq(sitting.0),
            agenda_items::case_id.eq(case.0),
            agenda_items::subject.eq(AsText(subject)),
            agenda_items::opened_version.eq(version.0),
            agenda_items::position.eq(last.unwrap_or(0) + 1),
            agenda_items::state.eq(AsText(ItemState::Open)),
        ))
        .execute(conn)?;
    Ok(())
}
