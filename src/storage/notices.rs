//! The closing notices of a sitting, which leave together.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::{
    as_text::AsText,
    history,
    persons::people_in,
    schema::{agenda_items, cases},
};
use crate::procedure::{
    CaseId, FileNumber, PersonDetails, PersonId, Representative, SittingId, Stage, Standing,
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
    pub representative: Option<Representative>,
    /// Everybody in the case: the parents get the post of their children.
    pub family: Vec<PersonDetails>,
    decided: Vec<PersonId>,
}

impl NoticeCase {
    pub fn decided(&self) -> impl Iterator<Item = &PersonDetails> {
        self.family.iter().filter(|it| self.decided.contains(&it.id))
    }
}

type Row = (
    (i32, uuid::Uuid, AsText<FileNumber>, AsText<Stage>),
    (Option<DateTime<Utc>>, Option<serde_json::Value>),
);

/// The cases decided in a sitting, in the order of its agenda.
pub fn notices_of(conn: &mut PgConnection, sitting: SittingId) -> QueryResult<Vec<NoticeCase>> {
    let rows: Vec<Row> = agenda_items::table
        .inner_join(cases::table)
        .filter(agenda_items::sitting_id.eq(sitting.0).and(cases::sitting_id.eq(sitting.0)))
        .filter(cases::stage.ne(AsText(Stage::OnAgenda)))
        .order(agenda_items::position)
        .select((
            (agenda_items::position, cases::id, cases::file_number, cases::stage),
            (cases::notice_released_at, cases::representative),
        ))
        .load(conn)?;
    let ids: Vec<_> = rows.iter().map(|it| it.0.1).collect();
    let people = people_in(conn, &ids)?;
    rows.into_iter().map(|row| notice(row, &people)).collect()
}

fn notice(
    ((position, id, number, stage), (released_at, representative)): Row,
    people: &[(CaseId, Standing, PersonDetails)],
) -> QueryResult<NoticeCase> {
    let family = || people.iter().filter(|it| it.0.0 == id);
    Ok(NoticeCase {
        position,
        id: CaseId(id),
        number: number.0,
        stage: stage.0,
        released_at,
        representative: representative.map(history::from_json).transpose()?,
        family: family().map(|it| it.2.clone()).collect(),
        decided: family().filter(|it| it.1.is_decided()).map(|it| it.2.id).collect(),
    })
}
