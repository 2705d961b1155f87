//! Papers that a letter asked for.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::{
    dsl::{exists, min, not},
    prelude::*,
};

use super::{
    as_text::AsText,
    schema::{cases, document_requests, documents, recusals, standing_requests as requests},
};
use crate::procedure::{
    CaseId, DocumentRequest, FileNumber, PaperOf, PersonId, RequestedDocument, Stage, UserId,
    Version,
};

pub(super) fn requests_of(
    conn: &mut PgConnection,
    case: CaseId,
) -> QueryResult<Vec<DocumentRequest>> {
    let rows: Vec<(String, Option<uuid::Uuid>, NaiveDate, NaiveDate)> = requests::table
        .filter(requests::case_id.eq(case.0))
        .select((requests::item, requests::person_id, requests::requested_on, requests::due_on))
        .load(conn)?;
    let request = |(item, person, requested_on, due_on): (_, Option<_>, _, _)| DocumentRequest {
        of: PaperOf { item, person: person.map(PersonId) },
        requested_on,
        due_on,
    };
    Ok(rows.into_iter().map(request).collect())
}

/// Keeps what a letter asks for: of each paper the last time counts that was not taken back.
pub fn save_requests(
    conn: &mut PgConnection,
    (case, version): (CaseId, Version),
    asked: &[RequestedDocument],
    (requested_on, due_on): (NaiveDate, NaiveDate),
) -> QueryResult<()> {
    let row = |it: &RequestedDocument| {
        (
            document_requests::case_id.eq(case.0),
            document_requests::version.eq(version.0),
            document_requests::item.eq(it.of.item.clone()),
            document_requests::kind.eq(AsText(it.kind)),
            document_requests::person_id.eq(it.of.person.map(|it| it.0)),
            document_requests::requested_on.eq(requested_on),
            document_requests::due_on.eq(due_on),
        )
    };
    let rows: Vec<_> = asked.iter().map(row).collect();
    diesel::insert_into(document_requests::table).values(rows).execute(conn)?;
    Ok(())
}

diesel::alias!(documents as newer: Newer);

/// A case that waits for papers, and since when they are due.
#[derive(Debug, Clone)]
pub struct AwaitedPapers {
    pub case: CaseId,
    pub number: FileNumber,
    pub urgent: bool,
    pub due_on: NaiveDate,
}

/// That a paper has arrived since it was asked for.
#[diesel::dsl::auto_type(no_type_alias)]
fn arrived() -> _ {
    let replaced = newer.filter(newer.field(documents::replaces).eq(documents::id.nullable()));
    let of_whom = documents::person_id.is_not_distinct_from(requests::person_id);
    documents::table
        .filter(documents::case_id.eq(requests::case_id))
        .filter(documents::kind.eq(requests::kind.nullable()))
        .filter(requests::person_id.is_null().or(of_whom))
        .filter(documents::received_on.ge(requests::requested_on))
        .filter(not(exists(replaced)))
}

/// What was asked for in these cases and has not arrived.
pub(super) fn unanswered_in(
    conn: &mut PgConnection,
    of: &[uuid::Uuid],
) -> QueryResult<BTreeMap<uuid::Uuid, Vec<PaperOf>>> {
    let rows: Vec<(uuid::Uuid, String, Option<uuid::Uuid>)> = requests::table
        .filter(requests::case_id.eq_any(of).and(not(exists(arrived()))))
        .order((requests::case_id, requests::item))
        .select((requests::case_id, requests::item, requests::person_id))
        .load(conn)?;
    let mut found: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (case, item, person) in rows {
        found.entry(case).or_default().push(PaperOf { item, person: person.map(PersonId) });
    }
    Ok(found)
}

/// Cases whose requests end by this day and have not been answered, the oldest first; none in
/// which `user` is recused.
pub fn awaited_papers(
    conn: &mut PgConnection,
    user: UserId,
    due_by: NaiveDate,
    limit: i64,
) -> QueryResult<Vec<AwaitedPapers>> {
    type Row = (uuid::Uuid, AsText<FileNumber>, bool, Option<NaiveDate>);
    let recused = recusals::table
        .filter(recusals::case_id.eq(cases::id))
        .filter(recusals::user_id.eq(user.0));
    let rows: Vec<Row> = requests::table
        .inner_join(cases::table)
        .filter(requests::due_on.le(due_by))
        .filter(cases::stage.eq_any(Stage::GATHERING.iter().map(|it| it.name())))
        .filter(not(exists(arrived())).and(not(exists(recused))))
        .group_by((cases::id, cases::file_number, cases::urgent))
        .order((cases::urgent.desc(), min(requests::due_on), cases::id))
        .limit(limit)
        .select((cases::id, cases::file_number, cases::urgent, min(requests::due_on)))
        .load(conn)?;
    let awaited = |(case, number, urgent, due_on): Row| {
        Some(AwaitedPapers { case: CaseId(case), number: number.0, urgent, due_on: due_on? })
    };
    Ok(rows.into_iter().filter_map(awaited).collect())
}
