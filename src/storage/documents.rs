use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;

use super::{
    as_text::AsText,
    files::StoredFile,
    schema::{documents, users},
};
use crate::{
    Now,
    procedure::{
        CaseId, Description, DocumentId, DocumentKind, PersonId, Sensitivity, UserId, Version,
    },
};

#[derive(Debug, Clone)]
pub struct Document {
    pub id: DocumentId,
    pub case: CaseId,
    pub version: Version,
    pub description: Description,
    /// The version of this document that it replaces.
    pub replaces: Option<DocumentId>,
    pub sha256: Vec<u8>,
    pub size: i64,
    pub uploaded_by: String,
    pub uploaded_at: DateTime<Utc>,
}

/// A file that is stored and now gets its row.
#[derive(Debug, Clone)]
pub struct NewDocument {
    pub id: DocumentId,
    pub name: String,
    pub kind: Option<DocumentKind>,
    pub received_on: NaiveDate,
    pub file: StoredFile,
}

pub fn add_document(
    conn: &mut PgConnection,
    case: CaseId,
    it: &NewDocument,
    by: UserId,
    now: Now,
) -> QueryResult<()> {
    diesel::insert_into(documents::table)
        .values((
            documents::id.eq(it.id.0),
            documents::case_id.eq(case.0),
            documents::version.eq(1),
            documents::name.eq(&it.name),
            documents::kind.eq(it.kind.map(AsText)),
            documents::sensitivity.eq(AsText(usual_sensitivity(it.kind))),
            documents::sha256.eq(&it.file.sha256),
            documents::size.eq(it.file.size),
            documents::received_on.eq(it.received_on),
            documents::uploaded_by.eq(by.0),
            documents::uploaded_at.eq(now.at),
        ))
        .execute(conn)?;
    Ok(())
}

fn usual_sensitivity(kind: Option<DocumentKind>) -> Sensitivity {
    kind.map_or(Sensitivity::Normal, DocumentKind::usual_sensitivity)
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = documents, check_for_backend(diesel::pg::Pg))]
struct Row {
    id: uuid::Uuid,
    case_id: uuid::Uuid,
    version: i32,
    name: String,
    kind: Option<AsText<DocumentKind>>,
    sensitivity: AsText<Sensitivity>,
    person_id: Option<uuid::Uuid>,
    dated_on: Option<NaiveDate>,
    replaces: Option<uuid::Uuid>,
    sha256: Vec<u8>,
    size: i64,
    received_on: NaiveDate,
    uploaded_at: DateTime<Utc>,
}

fn document((row, uploaded_by): (Row, String)) -> Document {
    Document {
        id: DocumentId(row.id),
        case: CaseId(row.case_id),
        version: Version(row.version),
        description: Description {
            name: row.name,
            kind: row.kind.map(|it| it.0),
            sensitivity: row.sensitivity.0,
            person: row.person_id.map(PersonId),
            dated_on: row.dated_on,
            received_on: row.received_on,
        },
        replaces: row.replaces.map(DocumentId),
        sha256: row.sha256,
        size: row.size,
        uploaded_by,
        uploaded_at: row.uploaded_at,
    }
}

pub fn documents_of_case(conn: &mut PgConnection, case: CaseId) -> QueryResult<Vec<Document>> {
    let rows: Vec<(Row, String)> = documents::table
        .inner_join(users::table)
        .filter(documents::case_id.eq(case.0))
        .order((documents::uploaded_at.desc(), documents::name))
        .select((Row::as_select(), users::name))
        .load(conn)?;
    Ok(rows.into_iter().map(document).collect())
}

/// Holds the documents of a case until the end of the transaction, in one order everywhere.
pub fn lock_documents(conn: &mut PgConnection, case: CaseId) -> QueryResult<Vec<Document>> {
    documents::table
        .filter(documents::case_id.eq(case.0))
        .order(documents::id)
        .select(documents::id)
        .for_update()
        .load::<uuid::Uuid>(conn)?;
    documents_of_case(conn, case)
}

pub fn describe_document(
    conn: &mut PgConnection,
    id: DocumentId,
    version: Version,
    it: &Description,
) -> QueryResult<()> {
    diesel::update(documents::table.find(id.0))
        .set((
            documents::version.eq(version.0),
            documents::name.eq(&it.name),
            documents::kind.eq(it.kind.map(AsText)),
            documents::sensitivity.eq(AsText(it.sensitivity)),
            documents::person_id.eq(it.person.map(|it| it.0)),
            documents::dated_on.eq(it.dated_on),
            documents::received_on.eq(it.received_on),
        ))
        .execute(conn)?;
    Ok(())
}

pub fn find_document(conn: &mut PgConnection, id: DocumentId) -> QueryResult<Document> {
    let row: (Row, String) = documents::table
        .inner_join(users::table)
        .filter(documents::id.eq(id.0))
        .select((Row::as_select(), users::name))
        .first(conn)?;
    Ok(document(row))
}
