//! Documents that lay with the wrong case.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::{
    as_text::AsText,
    schema::{cases, consents, document_moves as moves, documents, users},
};
use crate::{
    Now,
    procedure::{CaseId, DocumentId, FileNumber, Role, UserId},
};

/// A document came to a case from another, or went there.
#[derive(Debug, Clone)]
pub struct DocumentMove {
    pub at: DateTime<Utc>,
    pub by: String,
    pub hat: Role,
    pub direction: Direction,
    pub other: CaseId,
    /// None: the other case is not open to the reader, nor what came from it or went there.
    pub what: Option<WhatMoved>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    In,
    Out,
}

#[derive(Debug, Clone)]
pub struct WhatMoved {
    /// As the document is called now.
    pub name: String,
    pub number: FileNumber,
    pub reason: String,
}

type Row = (
    (DateTime<Utc>, String, AsText<Role>),
    (uuid::Uuid, uuid::Uuid, String, AsText<FileNumber>, String),
);

/// What a case tells of documents that came from elsewhere or went there, latest first.
pub fn moves_of(conn: &mut PgConnection, case: CaseId) -> QueryResult<Vec<DocumentMove>> {
    let other =
        cases::id.ne(case.0).and(cases::id.eq(moves::from_case).or(cases::id.eq(moves::to_case)));
    let rows: Vec<Row> = moves::table
        .inner_join(users::table)
        .inner_join(documents::table)
        .inner_join(cases::table.on(other))
        .filter(moves::from_case.eq(case.0).or(moves::to_case.eq(case.0)))
        .order((moves::moved_at.desc(), moves::id))
        .select((
            (moves::moved_at, users::name, moves::hat),
            (moves::from_case, cases::id, documents::name, cases::file_number, moves::reason),
        ))
        .load(conn)?;
    let movement = |((at, by, hat), (from, other, name, number, reason)): Row| DocumentMove {
        at,
        by,
        hat: hat.0,
        direction: if from == case.0 { Direction::Out } else { Direction::In },
        other: CaseId(other),
        what: Some(WhatMoved { name, number: number.0, reason }),
    };
    Ok(rows.into_iter().map(movement).collect())
}

/// From one case to another, by whom and why.
#[derive(Debug, Clone, Copy)]
pub struct NewMove<'a> {
    /// In its newest version.
    pub document: DocumentId,
    pub from: CaseId,
    pub to: CaseId,
    pub reason: &'a str,
    pub by: UserId,
    pub hat: Role,
}

/// Moves a document in all its versions. Of the persons of the old case it says
/// nothing any more, and it proves none of their consents.
pub fn move_documents(
    conn: &mut PgConnection,
    versions: &[DocumentId],
    it: NewMove,
    now: Now,
) -> QueryResult<()> {
    let ids: Vec<_> = versions.iter().map(|it| it.0).collect();
    let proven = consents::table.filter(consents::document_id.eq_any(&ids));
    diesel::update(proven).set(consents::document_id.eq(None::<uuid::Uuid>)).execute(conn)?;
    // In one statement: every version is where the one that it replaces is.
    diesel::update(documents::table.filter(documents::id.eq_any(&ids)))
        .set((
            documents::case_id.eq(it.to.0),
            documents::person_id.eq(None::<uuid::Uuid>),
            documents::version.eq(documents::version + 1),
        ))
        .execute(conn)?;
    diesel::insert_into(moves::table)
        .values((
            moves::document_id.eq(it.document.0),
            moves::from_case.eq(it.from.0),
            moves::to_case.eq(it.to.0),
            moves::reason.eq(it.reason),
            moves::moved_by.eq(it.by.0),
            moves::hat.eq(AsText(it.hat)),
            moves::moved_at.eq(now.at),
        ))
        .execute(conn)?;
    Ok(())
}
