//! The register of representatives.

use diesel::prelude::*;

use super::{as_text::AsText, schema::representatives};
use crate::{
    Problem,
    procedure::{
        Address, RegisteredRepresentative, Representative, RepresentativeId, RepresentativeKind,
        Version, plain_letters,
    },
};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = representatives, check_for_backend(diesel::pg::Pg))]
pub(super) struct RepresentativeRow {
    pub(super) id: uuid::Uuid,
    version: i32,
    name: String,
    organisation: String,
    kind: AsText<RepresentativeKind>,
    street: String,
    postal_code: String,
    town: String,
    phone: String,
    email: String,
    de_mail: String,
    bebpo: String,
    search_letters: String,
}

impl RepresentativeRow {
    fn new(id: RepresentativeId, version: Version, it: &Representative) -> Self {
        let search_letters = search_letters(it);
        let it = it.clone();
        Self {
            id: id.0,
            version: version.0,
            name: it.name,
            organisation: it.organisation,
            kind: AsText(it.kind),
            street: it.address.street,
            postal_code: it.address.postal_code,
            town: it.address.town,
            phone: it.phone,
            email: it.email,
            de_mail: it.de_mail,
            bebpo: it.bebpo,
            search_letters,
        }
    }
}

fn search_letters(it: &Representative) -> String {
    plain_letters(&format!("{} {} {}", it.name, it.organisation, it.address.town))
}

impl From<RepresentativeRow> for Representative {
    fn from(row: RepresentativeRow) -> Self {
        Self {
            name: row.name,
            organisation: row.organisation,
            kind: row.kind.0,
            address: Address { street: row.street, postal_code: row.postal_code, town: row.town },
            phone: row.phone,
            email: row.email,
            de_mail: row.de_mail,
            bebpo: row.bebpo,
        }
    }
}

impl From<RepresentativeRow> for RegisteredRepresentative {
    fn from(row: RepresentativeRow) -> Self {
        let (id, version) = (RepresentativeId(row.id), Version(row.version));
        Self { id, version, details: row.into() }
    }
}

pub fn find_representative(
    conn: &mut PgConnection,
    id: RepresentativeId,
) -> QueryResult<RegisteredRepresentative> {
    let row = representatives::table.find(id.0).select(RepresentativeRow::as_select());
    row.first(conn).map(RegisteredRepresentative::from)
}

/// Those whose name, organisation or town have all of these words, in every spelling; everybody
/// without a word. In the order of their names.
pub fn find_representatives(
    conn: &mut PgConnection,
    words: &str,
    limit: i64,
) -> QueryResult<Vec<RegisteredRepresentative>> {
    let mut query = representatives::table.into_boxed();
    for word in plain_letters(words).split_whitespace() {
        query = query.filter(representatives::search_letters.like(format!("%{word}%")));
    }
    let rows: Vec<RepresentativeRow> = query
        .order((representatives::search_letters, representatives::id))
        .limit(limit)
        .select(RepresentativeRow::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(RegisteredRepresentative::from).collect())
}

/// Enters those whom the register does not have yet; returns whom it now has.
pub fn enter_representatives<'a>(
    conn: &mut PgConnection,
    new: impl Iterator<Item = (RepresentativeId, &'a Representative)>,
) -> QueryResult<Vec<RepresentativeId>> {
    let rows: Vec<_> = new.map(|(id, it)| RepresentativeRow::new(id, Version(1), it)).collect();
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let entered: Vec<uuid::Uuid> = diesel::insert_into(representatives::table)
        .values(rows)
        .on_conflict_do_nothing()
        .returning(representatives::id)
        .get_results(conn)?;
    Ok(entered.into_iter().map(RepresentativeId).collect())
}

/// Describes somebody anew, as `seen` plus one; whoever comes second saw an old page.
pub fn amend_representative(
    conn: &mut PgConnection,
    (id, seen): (RepresentativeId, Version),
    it: &Representative,
) -> Result<Version, Problem> {
    let version = Version(seen.0 + 1);
    let this = representatives::table.find(id.0).filter(representatives::version.eq(seen.0));
    let saved = diesel::update(this).set(RepresentativeRow::new(id, version, it)).execute(conn)?;
    if saved == 1 { Ok(version) } else { Err(Problem::Stale) }
}

/// What those are found by who were entered by no program.
pub(super) fn fill(conn: &mut PgConnection) -> QueryResult<()> {
    let rows: Vec<RepresentativeRow> = representatives::table
        .filter(representatives::search_letters.eq(""))
        .select(RepresentativeRow::as_select())
        .load(conn)?;
    for row in rows {
        let (id, details) = (row.id, Representative::from(row));
        diesel::update(representatives::table.find(id))
            .set(representatives::search_letters.eq(search_letters(&details)))
            .execute(conn)?;
    }
    Ok(())
}
