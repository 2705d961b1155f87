use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;

use super::{
    files::StoredFile,
    schema::{documents, users},
};
use crate::{
    Now,
    procedure::{CaseId, DocumentId, UserId},
};

#[derive(Debug, Clone)]
pub struct Document {
    pub id: DocumentId,
    pub case: CaseId,
    pub name: String,
    pub sha256: Vec<u8>,
    pub size: i64,
    pub received_on: NaiveDate,
    pub uploaded_by: String,
    pub uploaded_at: DateTime<Utc>,
}

/// A file that is stored and now gets its row.
#[derive(Debug, Clone)]
pub struct NewDocument {
    pub id: DocumentId,
    pub case: CaseId,
    pub name: String,
    pub received_on: NaiveDate,
    pub file: StoredFile,
}

pub fn add_document(
    conn: &mut PgConnection,
    it: &NewDocument,
    by: UserId,
    now: Now,
) -> QueryResult<()> {
    diesel::insert_into(documents::table)
        .values((
            documents::id.eq(it.id.0),
            documents::case_id.eq(it.case.0),
            documents::name.eq(&it.name),
            documents::sha256.eq(&it.file.sha256),
            documents::size.eq(it.file.size),
            documents::received_on.eq(it.received_on),
            documents::uploaded_by.eq(by.0),
            documents::uploaded_at.eq(now.at),
        ))
        .execute(conn)?;
    Ok(())
}

type Row = ((uuid::Uuid, uuid::Uuid, String, Vec<u8>, i64), (NaiveDate, String, DateTime<Utc>));

impl From<Row> for Document {
    fn from(
        ((id, case, name, sha256, size), (received_on, uploaded_by, uploaded_at)): Row,
    ) -> Self {
        Self {
            id: DocumentId(id),
            case: CaseId(case),
            name,
            sha256,
            size,
            received_on,
            uploaded_by,
            uploaded_at,
        }
    }
}

type Columns = (
    (documents::id, documents::case_id, documents::name, documents::sha256, documents::size),
    (documents::received_on, users::name, documents::uploaded_at),
);
const COLUMNS: Columns = (
    (documents::id, documents::case_id, documents::name, documents::sha256, documents::size),
    (documents::received_on, users::name, documents::uploaded_at),
);

pub fn documents_of_case(conn: &mut PgConnection, case: CaseId) -> QueryResult<Vec<Document>> {
    let rows: Vec<Row> = documents::table
        .inner_join(users::table)
        .filter(documents::case_id.eq(case.0))
        .order((documents::uploaded_at.desc(), documents::name))
        .select(COLUMNS)
        .load(conn)?;
    Ok(rows.into_iter().map(Document::from).collect())
}

pub fn find_document(conn: &mut PgConnection, id: DocumentId) -> QueryResult<Document> {
    let row: Row = documents::table
        .inner_join(users::table)
        .filter(documents::id.eq(id.0))
        .select(COLUMNS)
        .first(conn)?;
    Ok(row.into())
}
