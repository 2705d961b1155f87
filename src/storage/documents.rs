use chrono::{DateTime, NaiveDate, Utc};
use diesel::{dsl::AsSelect, pg::Pg, prelude::*};

use super::{
    as_text::AsText,
    files::StoredFile,
    schema::{documents, users},
};
use crate::{
    Now, Problem,
    procedure::{
        CaseId, Description, DocumentId, DocumentKind, PersonId, Replacement, Sensitivity, UserId,
        Version,
    },
};

#[derive(Debug, Clone)]
pub struct Document {
    pub id: DocumentId,
    pub case: CaseId,
    pub version: Version,
    pub description: Description,
    /// The version of this document that it replaces, and why if somebody has said so.
    pub replaces: Option<DocumentId>,
    pub replacement_reason: String,
    /// The version that replaces it. None: this is the newest, the one that counts.
    pub replaced_by: Option<DocumentId>,
    pub sha256: Vec<u8>,
    pub size: i64,
    pub uploaded_by: String,
    pub uploaded_at: DateTime<Utc>,
}

impl Document {
    pub fn is_newest(&self) -> bool {
        self.replaced_by.is_none()
    }
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

#[derive(Insertable)]
#[diesel(table_name = documents)]
struct NewRow<'a> {
    id: uuid::Uuid,
    case_id: uuid::Uuid,
    version: i32,
    name: &'a str,
    kind: Option<AsText<DocumentKind>>,
    sensitivity: AsText<Sensitivity>,
    person_id: Option<uuid::Uuid>,
    dated_on: Option<NaiveDate>,
    replaces: Option<uuid::Uuid>,
    replacement_reason: &'a str,
    sha256: &'a [u8],
    size: i64,
    received_on: NaiveDate,
    uploaded_by: uuid::Uuid,
    uploaded_at: DateTime<Utc>,
}

pub fn add_document(
    conn: &mut PgConnection,
    case: CaseId,
    it: &NewDocument,
    by: UserId,
    now: Now,
) -> QueryResult<()> {
    let row = NewRow {
        id: it.id.0,
        case_id: case.0,
        version: 1,
        name: &it.name,
        kind: it.kind.map(AsText),
        sensitivity: AsText(usual_sensitivity(it.kind)),
        person_id: None,
        dated_on: None,
        replaces: None,
        replacement_reason: "",
        sha256: &it.file.sha256,
        size: it.file.size,
        received_on: it.received_on,
        uploaded_by: by.0,
        uploaded_at: now.at,
    };
    diesel::insert_into(documents::table).values(row).execute(conn)?;
    Ok(())
}

/// Puts a new version in the place of the newest. A document is replaced once; whoever comes
/// second saw an old page.
pub fn replace_document(
    conn: &mut PgConnection,
    (replaced, id): (&Document, DocumentId),
    it: &Replacement,
    file: &StoredFile,
    (by, now): (UserId, Now),
) -> Result<(), Problem> {
    let description = it.describe(&replaced.description);
    let row = NewRow {
        id: id.0,
        case_id: replaced.case.0,
        version: 1,
        name: &description.name,
        kind: description.kind.map(AsText),
        sensitivity: AsText(description.sensitivity),
        person_id: description.person.map(|it| it.0),
        dated_on: description.dated_on,
        replaces: Some(replaced.id.0),
        replacement_reason: &it.reason,
        sha256: &file.sha256,
        size: file.size,
        received_on: description.received_on,
        uploaded_by: by.0,
        uploaded_at: now.at,
    };
    let insert = diesel::insert_into(documents::table).values(row);
    let added = insert.on_conflict(documents::replaces).do_nothing().execute(conn)?;
    if added == 1 { Ok(()) } else { Err(Problem::Stale) }
}

fn usual_sensitivity(kind: Option<DocumentKind>) -> Sensitivity {
    kind.map_or(Sensitivity::Normal, DocumentKind::usual_sensitivity)
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = documents, check_for_backend(Pg))]
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
    replacement_reason: String,
    sha256: Vec<u8>,
    size: i64,
    received_on: NaiveDate,
    uploaded_at: DateTime<Utc>,
}

diesel::alias!(documents as newer: Newer);

/// The row, who uploaded it, and the version that replaces it.
type Found = (Row, String, Option<uuid::Uuid>);

#[diesel::dsl::auto_type(no_type_alias)]
fn found() -> _ {
    let row: AsSelect<Row, Pg> = Row::as_select();
    documents::table
        .inner_join(users::table)
        .left_join(newer.on(newer.field(documents::replaces).eq(documents::id.nullable())))
        .select((row, users::name, newer.field(documents::id).nullable()))
}

fn document((row, uploaded_by, replaced_by): Found) -> Document {
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
        replacement_reason: row.replacement_reason,
        replaced_by: replaced_by.map(DocumentId),
        sha256: row.sha256,
        size: row.size,
        uploaded_by,
        uploaded_at: row.uploaded_at,
    }
}

/// All versions of all documents.
pub fn documents_of_case(conn: &mut PgConnection, case: CaseId) -> QueryResult<Vec<Document>> {
    let rows: Vec<Found> = found()
        .filter(documents::case_id.eq(case.0))
        .order((documents::uploaded_at.desc(), documents::name))
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
    let row: Found = found().filter(documents::id.eq(id.0)).first(conn)?;
    Ok(document(row))
}
