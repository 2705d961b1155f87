//! The worklist: cases by urgency, one keyset page at a time.

use chrono::NaiveDate;
use diesel::{
    dsl::{exists, not},
    prelude::*,
};

use super::{
    access::reconsidered,
    as_text::AsText,
    schema::{authorities, cases, persons, recusals},
};
use crate::procedure::{CaseId, Deadline, DeadlineKind, FileNumber, Stage, UserId, Version};

diesel::define_sql_function! { fn lower(text: diesel::sql_types::Text) -> diesel::sql_types::Text; }

/// One line of the worklist.
#[derive(Debug, Clone)]
pub struct WorklistRow {
    pub id: CaseId,
    pub version: Version,
    pub number: FileNumber,
    pub people: String,
    pub authority: String,
    pub stage: Stage,
    pub urgent: bool,
    pub received_on: NaiveDate,
    pub deadline: Option<Deadline>,
    /// Where the next page begins.
    pub key: String,
}

/// What the worklist is asked for.
#[derive(Debug, Clone, Default)]
pub struct WorklistQuery {
    /// No stage: all that are not filed.
    pub stages: Vec<Stage>,
    /// Beside those stages, the cases in which a ground found after the Annahme waits.
    pub reconsidered: bool,
    /// The beginning of a family name.
    pub name: Option<String>,
    /// The key of the last line of the page before.
    pub after: Option<String>,
    pub limit: i64,
}

/// Where the keys of filed cases begin (see the column `worklist_key`).
const FILED: &str = "2";

type Row = (
    (uuid::Uuid, i32, AsText<FileNumber>, AsText<Stage>, bool, NaiveDate),
    (Option<AsText<DeadlineKind>>, Option<NaiveDate>, String),
    (String, String),
);

/// A page of the cases that `user` may see: those with a recusal of theirs are not there.
pub fn worklist(
    conn: &mut PgConnection,
    user: UserId,
    asked: &WorklistQuery,
) -> QueryResult<Vec<WorklistRow>> {
    let recused = recusals::table
        .filter(recusals::case_id.eq(cases::id))
        .filter(recusals::user_id.eq(user.0));
    let mut query =
        cases::table.inner_join(authorities::table).filter(not(exists(recused))).into_boxed();
    query = if asked.stages.is_empty() {
        query.filter(cases::worklist_key.lt(FILED))
    } else {
        let among = cases::stage.eq_any(asked.stages.iter().map(|it| it.name()));
        if asked.reconsidered {
            query.filter(among.or(cases::id.eq_any(reconsidered())))
        } else {
            query.filter(among)
        }
    };
    if let Some(key) = &asked.after {
        query = query.filter(cases::worklist_key.gt(key));
    }
    if let Some(name) = &asked.name {
        let begins = format!("{}%", name.to_lowercase().replace(['%', '_', '\\'], ""));
        let named = persons::table
            .filter(lower(persons::family_name).like(begins))
            .select(persons::case_id);
        query = query.filter(cases::id.eq_any(named));
    }
    let rows: Vec<Row> = query
        .order(cases::worklist_key)
        .limit(asked.limit)
        .select((
            (
                cases::id,
                cases::version,
                cases::file_number,
                cases::stage,
                cases::urgent,
                cases::received_on,
            ),
            (cases::deadline_kind, cases::deadline_on, authorities::authority),
            (cases::people, cases::worklist_key),
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(line).collect())
}

fn line(
    (
        (id, version, number, stage, urgent, received_on),
        (kind, due_on, authority),
        (people, key),
    ): Row,
) -> WorklistRow {
    let deadline = kind.zip(due_on).map(|(kind, due_on)| Deadline { kind: kind.0, due_on });
    WorklistRow {
        id: CaseId(id),
        version: Version(version),
        number: number.0,
        people,
        authority,
        stage: stage.0,
        urgent,
        received_on,
        deadline,
        key,
    }
}
