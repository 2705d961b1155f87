//! Who has seen which document: a projection of the read chain, so that a page can say what is
//! new to its reader.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use diesel::{
    dsl::{count_star, exists, max, not},
    prelude::*,
};

use super::{
    as_text::AsText,
    schema::{cases, document_views as views, documents, recusals},
};
use crate::{
    Now,
    procedure::{CaseId, DocumentId, FileNumber, UserId},
};

/// Notes that a user has seen documents; returns how many they had not seen before.
pub fn mark_seen(
    conn: &mut PgConnection,
    user: UserId,
    seen: &[DocumentId],
    now: Now,
) -> QueryResult<usize> {
    let row = |it: &DocumentId| {
        (views::document_id.eq(it.0), views::user_id.eq(user.0), views::seen_at.eq(now.at))
    };
    let rows: Vec<_> = seen.iter().map(row).collect();
    diesel::insert_into(views::table).values(rows).on_conflict_do_nothing().execute(conn)
}

/// The views of a document by a user.
#[diesel::dsl::auto_type(no_type_alias)]
fn seen_by(user: UserId) -> _ {
    let user: uuid::Uuid = user.0;
    views::table.filter(views::document_id.eq(documents::id)).filter(views::user_id.eq(user))
}

/// The documents of a case, in all versions, that a user has not seen. What they uploaded
/// themselves is not new to them.
pub fn unseen_documents(
    conn: &mut PgConnection,
    case: CaseId,
    user: UserId,
) -> QueryResult<BTreeSet<DocumentId>> {
    let ids: Vec<uuid::Uuid> = documents::table
        .filter(documents::case_id.eq(case.0).and(documents::uploaded_by.ne(user.0)))
        .filter(not(exists(seen_by(user))))
        .select(documents::id)
        .load(conn)?;
    Ok(ids.into_iter().map(DocumentId).collect())
}

/// A case with documents that are new to somebody.
#[derive(Debug, Clone)]
pub struct NewDocuments {
    pub case: CaseId,
    pub number: FileNumber,
    pub urgent: bool,
    pub count: i64,
}

diesel::alias!(documents as newer: Newer);

/// Cases in which documents have come since then that a user has not seen, the latest first; none
/// in which they are recused.
pub fn cases_with_new_documents(
    conn: &mut PgConnection,
    user: UserId,
    since: DateTime<Utc>,
    limit: i64,
) -> QueryResult<Vec<NewDocuments>> {
    type Row = (uuid::Uuid, AsText<FileNumber>, bool, i64);
    let recused = recusals::table
        .filter(recusals::case_id.eq(documents::case_id))
        .filter(recusals::user_id.eq(user.0));
    let replaced = newer.filter(newer.field(documents::replaces).eq(documents::id.nullable()));
    let rows: Vec<Row> = documents::table
        .inner_join(cases::table)
        .filter(documents::uploaded_at.ge(since).and(documents::uploaded_by.ne(user.0)))
        .filter(not(exists(seen_by(user))).and(not(exists(replaced))).and(not(exists(recused))))
        .group_by((cases::id, cases::file_number, cases::urgent))
        .order((cases::urgent.desc(), max(documents::uploaded_at).desc(), cases::id))
        .limit(limit)
        .select((cases::id, cases::file_number, cases::urgent, count_star()))
        .load(conn)?;
    let found = |(case, number, urgent, count): Row| NewDocuments {
        case: CaseId(case),
        number: number.0,
        urgent,
        count,
    };
    Ok(rows.into_iter().map(found).collect())
}
