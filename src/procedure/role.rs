use serde::{Deserialize, Serialize};

use super::{UserId, names::named};

named! {
    /// What a user is, by appointment. One user may be several of them, but never
    /// administration or audit beside a role that sees cases.
    pub enum Role {
        Clerk = "SB", "Sachbearbeitung";
        Chair = "VS", "Vorsitz";
        Member = "M", "Mitglied der Kommission";
        PreCheck = "VPA", "Vorprüfungsausschuss";
        Administrator = "ADM", "Administration";
        Auditor = "REV", "Datenschutz und Revision";
    }
}

impl Role {
    /// Roles that see what is in a case. Administration and audit never do.
    pub const fn sees_cases(self) -> bool {
        !matches!(self, Self::Administrator | Self::Auditor)
    }
}

/// The roles of one user: at least one, and content never mixed with administration or audit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Roles(Vec<Role>);

impl Roles {
    /// `None` for no role at all, or for a mix of content roles with ADM or REV.
    pub fn new(mut roles: Vec<Role>) -> Option<Self> {
        roles.sort_unstable();
        roles.dedup();
        let content = roles.iter().filter(|it| it.sees_cases()).count();
        (!roles.is_empty() && (content == 0 || content == roles.len())).then_some(Self(roles))
    }

    pub fn has(&self, role: Role) -> bool {
        self.0.contains(&role)
    }

    pub fn iter(&self) -> impl Iterator<Item = Role> {
        self.0.iter().copied()
    }
}

/// A signed-in user, as the rules see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    pub user: UserId,
    pub roles: Roles,
}

impl UserId {
    /// Stands in the history for what the program does by itself. Nobody signs in with it.
    pub const AUTOMATIC: Self = Self(uuid::Uuid::from_u128(1));
}

impl Actor {
    /// The program itself, which acts for the secretariat and by its rules.
    pub fn automatic() -> Self {
        Self { user: UserId::AUTOMATIC, roles: Roles(vec![Role::Clerk]) }
    }

    /// The hat in which this user may do something open to `by`; the event stores it.
    pub fn hat(&self, by: &[Role]) -> Option<Role> {
        by.iter().copied().find(|it| self.roles.has(*it))
    }
}
