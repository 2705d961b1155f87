use chrono::NaiveDate;
use diesel::prelude::*;

use super::schema::authorities;
use crate::procedure::{Address, AuthorityId};

/// An Ausländerbehörde as the register has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authority {
    pub id: AuthorityId,
    /// `Stadt Gelsenkirchen`
    pub name: String,
    pub address: Address,
}

pub(super) type AuthorityColumns = (
    authorities::id,
    authorities::authority,
    authorities::street,
    authorities::postal_code,
    authorities::town,
);
pub(super) type AuthorityRow = (i32, String, String, String, String);

pub(super) const COLUMNS: AuthorityColumns = (
    authorities::id,
    authorities::authority,
    authorities::street,
    authorities::postal_code,
    authorities::town,
);

impl From<AuthorityRow> for Authority {
    fn from((id, name, street, postal_code, town): AuthorityRow) -> Self {
        Self { id: AuthorityId(id), name, address: Address { street, postal_code, town } }
    }
}

impl Authority {
    /// The address field of a letter; parts the register does not have are left out.
    pub fn address_lines(&self) -> Vec<String> {
        let mut lines = vec![self.name.clone(), "Ausländerbehörde".to_owned()];
        if self.name.contains("Ausländerbehörde") {
            lines.truncate(1);
        }
        lines.extend(self.address.lines());
        lines
    }
}

#[diesel::dsl::auto_type(no_type_alias)]
fn is_competent(day: NaiveDate) -> _ {
    let not_ended = authorities::valid_to.is_null().or(authorities::valid_to.ge(day));
    authorities::valid_from.le(day).and(not_ended)
}

/// One of those competent on `day`.
pub fn find_authority(
    conn: &mut PgConnection,
    id: AuthorityId,
    day: NaiveDate,
) -> QueryResult<Option<Authority>> {
    let this = authorities::table.find(id.0).filter(is_competent(day)).select(COLUMNS);
    let row: Option<AuthorityRow> = this.first(conn).optional()?;
    Ok(row.map(Authority::from))
}

/// The authorities competent on `day`, by name.
pub fn authorities(conn: &mut PgConnection, day: NaiveDate) -> QueryResult<Vec<Authority>> {
    let all = authorities::table.filter(is_competent(day)).order(authorities::name);
    let rows: Vec<AuthorityRow> = all.select(COLUMNS).load(conn)?;
    Ok(rows.into_iter().map(Authority::from).collect())
}
