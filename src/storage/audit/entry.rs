use serde::Serialize;
use uuid::Uuid;

use crate::procedure::{Role, UserId};

use super::{Action, ObjectKind, Outcome, Purpose};

/// One line of the log, before the database gives it number, time and hash.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    pub(super) chain: i16,
    pub(super) actor: Option<UserId>,
    pub(super) hat: Option<Role>,
    pub(super) action: Action,
    pub(super) subject: Option<Uuid>,
    pub(super) object_kind: Option<ObjectKind>,
    pub(super) object_id: Option<Uuid>,
    pub(super) object_version: Option<i32>,
    pub(super) purpose: Option<Purpose>,
    pub(super) outcome: Outcome,
    pub(super) rule: Option<String>,
    pub(super) from_state: Option<String>,
    pub(super) to_state: Option<String>,
    pub(super) from_version: Option<i32>,
    pub(super) to_version: Option<i32>,
    pub(super) idempotency_key: Option<Uuid>,
    pub(super) fields: Option<String>,
}

impl Entry {
    /// A change, a decision, administration, in the hat in which it was done.
    pub fn change(action: Action, by: UserId, hat: Role) -> Self {
        Self { hat: Some(hat), ..Self::own_account(action, by) }
    }

    /// Something was read; to be appended before it is shown. The purpose is that of the hat.
    pub fn read(action: Action, by: UserId, hat: Role) -> Self {
        Self::change(action, by, hat).purpose(Purpose::of(hat))
    }

    /// Signing in and out and the own password: done by a user in no hat.
    pub fn own_account(action: Action, by: UserId) -> Self {
        Self { actor: Some(by), ..Self::by_system(action) }
    }

    /// Done by no user: the command line, the worker, a failed sign-in of somebody unknown.
    pub fn by_system(action: Action) -> Self {
        Self {
            chain: action.chain(),
            actor: None,
            hat: None,
            action,
            subject: None,
            object_kind: None,
            object_id: None,
            object_version: None,
            purpose: None,
            outcome: Outcome::Done,
            rule: None,
            from_state: None,
            to_state: None,
            from_version: None,
            to_version: None,
            idempotency_key: None,
            fields: None,
        }
    }

    /// The random pseudonym of the case or person: never its id, which others know.
    #[must_use]
    pub fn subject(self, pseudonym: Uuid) -> Self {
        self.subject_of(Some(pseudonym))
    }

    /// As [`Entry::subject`], of what may belong to no case.
    #[must_use]
    pub fn subject_of(self, pseudonym: Option<Uuid>) -> Self {
        Self { subject: pseudonym, ..self }
    }

    /// The object and the version it has now.
    #[must_use]
    pub fn object(self, kind: ObjectKind, id: Uuid, version: i32) -> Self {
        Self { object_version: Some(version), ..self.object_read(kind, id) }
    }

    /// An object of which no version was made.
    #[must_use]
    pub fn object_read(self, kind: ObjectKind, id: Uuid) -> Self {
        Self { object_kind: Some(kind), object_id: Some(id), ..self }
    }

    /// For a purpose other than that of the hat.
    #[must_use]
    pub fn purpose(self, purpose: Purpose) -> Self {
        Self { purpose: Some(purpose), ..self }
    }

    /// Names of states; none before when it begins.
    #[must_use]
    pub fn states(self, from: Option<&str>, to: Option<&str>) -> Self {
        let (from_state, to_state) = (from.map(str::to_owned), to.map(str::to_owned));
        Self { from_state, to_state, ..self }
    }

    #[must_use]
    pub fn versions(self, from: Option<i32>, to: Option<i32>) -> Self {
        Self { from_version: from, to_version: to, ..self }
    }

    /// By which rule: the name of the step, or a paragraph. Never text somebody typed.
    #[must_use]
    pub fn rule(self, rule: &str) -> Self {
        Self { rule: Some(rule.to_owned()), ..self }
    }

    #[must_use]
    pub fn key(self, idempotency_key: Uuid) -> Self {
        Self { idempotency_key: Some(idempotency_key), ..self }
    }

    /// The names of the fields that changed, never what they hold.
    #[must_use]
    pub fn fields(self, names: &[&str]) -> Self {
        Self { fields: (!names.is_empty()).then(|| names.join(",")), ..self }
    }

    /// Tried and not permitted.
    #[must_use]
    pub fn refused(self) -> Self {
        Self { outcome: Outcome::Refused, ..self }
    }
}
