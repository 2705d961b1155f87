//! What a person has agreed to, and who reads on when it is taken back.

use chrono::NaiveDate;

use super::{Actor, DocumentId, FieldError, PersonId, Role, Sensitivity, named};

named! {
    pub enum ConsentKind {
        Processing = "processing", "Einwilligung in die Datenverarbeitung";
        MedicalRelease = "medical_release", "Schweigepflichtsentbindung";
    }
}

/// A consent as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    pub person: PersonId,
    pub kind: ConsentKind,
    /// For what, and towards whom.
    pub scope: String,
    pub given_on: NaiveDate,
    /// The paper that proves it.
    pub document: Option<DocumentId>,
}

impl Consent {
    pub const MAX_SCOPE: usize = 500;

    pub fn errors(&self, today: NaiveDate) -> Vec<FieldError> {
        let mut errors = Vec::new();
        let length = self.scope.chars().count();
        if length == 0 || length > Self::MAX_SCOPE {
            errors.push(FieldError::new(
                "scope",
                format!("Umfang: 1 bis {} Zeichen.", Self::MAX_SCOPE),
            ));
        }
        if self.given_on > today {
            errors.push(FieldError::new("given_on", "Das Datum liegt in der Zukunft."));
        }
        errors
    }
}

/// Whether somebody who may read a case may read a document of it. What doctors said goes no
/// further than the secretariat once the release from their confidentiality is revoked (Art. 7(3)
/// DSGVO): the secretariat has to know what it must no longer show.
pub fn may_read_document(actor: &Actor, sensitivity: Sensitivity, release_revoked: bool) -> bool {
    is_secretariat(actor) || !release_revoked || sensitivity != Sensitivity::Health
}

/// Whether somebody reads, besides the newest version of a document, those that it replaced. What
/// was replaced may have been wrong: those who decide have what counts.
pub fn may_read_replaced(actor: &Actor) -> bool {
    is_secretariat(actor)
}

fn is_secretariat(actor: &Actor) -> bool {
    actor.roles.has(Role::Clerk) || actor.roles.has(Role::Chair)
}
