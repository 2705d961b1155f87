//! The agenda of a sitting.

use std::collections::BTreeMap;

use diesel::{dsl::max, prelude::*};
use uuid::Uuid;

use super::{
    as_text::AsText,
    persons::Iso,
    rounds::taken_up_since,
    schema::{agenda_items, cases, persons, recusals},
};
use crate::procedure::{
    AgendaChange, CaseId, FileNumber, ItemState, ItemSubject, PersonId, SittingId, Stage, Standing,
    UserId, Version, told_apart,
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
    pub stage: Stage,
    pub subject: ItemSubject,
    pub state: ItemState,
    pub urgent: bool,
    pub recused: Vec<UserId>,
}

impl AgendaItem {
    /// The names of those of its persons.
    pub fn names(&self, of: &[PersonId]) -> String {
        let about = self.persons.iter().filter(|it| of.contains(&it.id));
        about.map(|it| it.name.as_str()).collect::<Vec<_>>().join(", ")
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
    (i32, Uuid, i32, AsText<FileNumber>, String),
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
            (agenda_items::position, cases::id, cases::version, cases::file_number, cases::people),
            (cases::stage, agenda_items::subject, agenda_items::state, cases::urgent),
        ))
        .load(conn)?;
    let ids: Vec<_> = rows.iter().map(|it| it.0.1).collect();
    let then = taken_up_since(conn, sitting)?.standings;
    let persons = persons_in(conn, &ids, &then)?;
    let recused = recused_in(conn, &ids)?;
    let item =
        |((position, case, version, number, people), (stage, subject, state, urgent)): ItemRow| {
            AgendaItem {
                position,
                case: CaseId(case),
                version: Version(version),
                number: number.0,
                people,
                persons: persons.get(&case).cloned().unwrap_or_default(),
                stage: stage.0,
                subject: subject.0,
                state: state.0,
                urgent,
                recused: recused.get(&case).cloned().unwrap_or_default(),
            }
        };
    Ok(rows.into_iter().map(item).collect())
}

/// The persons about whom the item is or was: those of this round, and those whom this sitting
/// decided in an earlier one.
fn persons_in(
    conn: &mut PgConnection,
    of: &[Uuid],
    then: &BTreeMap<Uuid, Standing>,
) -> QueryResult<BTreeMap<Uuid, Vec<ItemPerson>>> {
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
        let Some(standing) = known else { continue };
        let name = format!("{given} {family}").trim().to_owned();
        let shared = borne.get(&(case, given, family)).is_some_and(|it| *it > 1);
        let name = if shared { told_apart(&name, &born.0.0) } else { name };
        let person = ItemPerson { id: PersonId(id), name, standing };
        found.entry(case).or_default().push(person);
    }
    Ok(found)
}

fn recused_in(conn: &mut PgConnection, cases: &[Uuid]) -> QueryResult<BTreeMap<Uuid, Vec<UserId>>> {
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

/// Puts a case on an agenda, or says what became of its item.
pub(super) fn save_item(
    conn: &mut PgConnection,
    case: CaseId,
    AgendaChange { sitting, subject, state }: AgendaChange,
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
            agenda_items::position.eq(last.unwrap_or(0) + 1),
            agenda_items::state.eq(AsText(state)),
        ))
        .on_conflict((agenda_items::sitting_id, agenda_items::case_id, agenda_items::subject))
        .do_update()
        .set(agenda_items::state.eq(AsText(state)))
        .execute(conn)?;
    Ok(())
}
