//! Opaque ids: random, so that they say nothing and can stand in addresses and logs.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($($(#[$meta:meta])* $name:ident;)+) => {$(
        $(#[$meta])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

id! {
    CaseId;
    PersonId;
    UserId;
    /// A login session; a meeting of the commission is a sitting.
    SessionId;
    SittingId;
    /// A seat of the commission: a member and a personal deputy (§ 2 HFKVO).
    SeatId;
    /// A meeting of the Vorprüfungsausschuss.
    CommitteeRoundId;
    /// A seat of the Vorprüfungsausschuss (§ 3(3) HFKVO).
    CommitteeSeatId;
    LetterId;
    DocumentId;
    ConsentId;
    RepresentativeId;
    ReturnFactId;
    VulnerabilityId;
    /// A Wiedervorlage.
    RecallId;
    /// A colleague is away.
    AbsenceId;
    /// An e-mail that has arrived.
    MailId;
    /// A list of cases that waits to be taken over.
    ListId;
    /// A change of a setting that waits for a second person.
    ProposalId;
}

/// An Ausländerbehörde of the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AuthorityId(pub i32);
