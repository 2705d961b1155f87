//! What the persons of a case have agreed to.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::{as_text::AsText, schema::consents};
use crate::{
    Now, Problem,
    procedure::{CaseId, Consent, ConsentId, ConsentKind, DocumentId, PersonId, UserId},
};

/// A consent, and since when it no longer holds.
#[derive(Debug, Clone)]
pub struct KeptConsent {
    pub id: ConsentId,
    pub consent: Consent,
    pub revoked_on: Option<NaiveDate>,
}

type Row = (
    (uuid::Uuid, uuid::Uuid, AsText<ConsentKind>, String),
    (NaiveDate, Option<uuid::Uuid>, Option<NaiveDate>),
);

/// All of a case, the latest first.
pub fn consents_of(conn: &mut PgConnection, case: CaseId) -> QueryResult<Vec<KeptConsent>> {
    let rows: Vec<Row> = consents::table
        .filter(consents::case_id.eq(case.0))
        .order((consents::given_on.desc(), consents::id.desc()))
        .select((
            (consents::id, consents::person_id, consents::kind, consents::scope),
            (consents::given_on, consents::document_id, consents::revoked_on),
        ))
        .load(conn)?;
    let kept = |((id, person, kind, scope), (given_on, document, revoked_on)): Row| KeptConsent {
        id: ConsentId(id),
        consent: Consent {
            person: PersonId(person),
            kind: kind.0,
            scope,
            given_on,
            document: document.map(DocumentId),
        },
        revoked_on,
    };
    Ok(rows.into_iter().map(kept).collect())
}

/// The persons of a case whose release of the doctors is revoked, and who gave no other.
#[derive(Debug, Clone, Default)]
pub struct RevokedReleases(BTreeSet<PersonId>);

impl RevokedReleases {
    pub fn of(conn: &mut PgConnection, case: CaseId) -> QueryResult<Self> {
        let all = consents_of(conn, case)?;
        let releases = || all.iter().filter(|it| it.consent.kind == ConsentKind::MedicalRelease);
        let persons = |holds: bool| {
            let some = releases().filter(move |it| it.revoked_on.is_none() == holds);
            some.map(|it| it.consent.person).collect::<BTreeSet<_>>()
        };
        Ok(Self(&persons(false) - &persons(true)))
    }

    /// A paper of nobody in particular may be about anybody.
    pub fn concern(&self, person: Option<PersonId>) -> bool {
        person.map_or(!self.0.is_empty(), |it| self.0.contains(&it))
    }
}

pub fn add_consents(
    conn: &mut PgConnection,
    case: CaseId,
    given: &[(ConsentId, Consent)],
    (by, now): (UserId, Now),
) -> QueryResult<()> {
    let row = |(id, it): &(ConsentId, Consent)| {
        (
            consents::id.eq(id.0),
            consents::case_id.eq(case.0),
            consents::person_id.eq(it.person.0),
            consents::kind.eq(AsText(it.kind)),
            consents::scope.eq(it.scope.clone()),
            consents::given_on.eq(it.given_on),
            consents::document_id.eq(it.document.map(|it| it.0)),
            consents::recorded_by.eq(by.0),
            consents::recorded_at.eq(now.at),
        )
    };
    let rows: Vec<_> = given.iter().map(row).collect();
    diesel::insert_into(consents::table).values(rows).execute(conn)?;
    Ok(())
}

/// A consent is revoked once; whoever comes second saw an old page.
pub fn revoke_consent(
    conn: &mut PgConnection,
    id: ConsentId,
    revoked_on: NaiveDate,
    by: UserId,
) -> Result<(), Problem> {
    let this = consents::table.find(id.0).filter(consents::revoked_on.is_null());
    let set = (consents::revoked_on.eq(revoked_on), consents::revoked_by.eq(by.0));
    let revoked = diesel::update(this).set(set).execute(conn)?;
    if revoked == 1 { Ok(()) } else { Err(Problem::Stale) }
}
