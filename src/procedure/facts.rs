//! What the rules must know of a step besides the case.

use chrono::NaiveDate;

use super::{Body, LastStep, SittingId, SittingState, StepKind};

/// What the rules must know that does not stand in the case itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// The sitting the step names, else the one of the case.
    pub sitting: Option<SittingFacts>,
    /// Who decides on admission under the regulation.
    pub bodies: &'static [Body],
    pub committee: CommitteeFacts,
    /// Letters written but not yet sent.
    pub letters_outstanding: usize,
    /// The closing notice (Mitteilung über die Beendigung) was released.
    pub notice_released: bool,
    /// Which of [`Facts::NOTED`] were taken in this round and still stand.
    pub taken: Vec<StepKind>,
    /// The last day of the deadline of the case, if that is still to come.
    pub deadline_runs_until: Option<NaiveDate>,
    /// Required papers that are not there, where the secretariat lets them stand in the way.
    pub documents_missing: usize,
    /// Persons who wait for a decision and whose findings are too old, where the secretariat lets that
    /// stand in the way.
    pub findings_stale: usize,
    /// The secretariat takes up no case again: a second application is a Folgeantrag.
    pub reopening_barred: bool,
    /// What can be taken back, if anything.
    pub last_step: Option<LastStep>,
}

impl Facts {
    /// Steps that leave the case where it is and are led to once: what the secretariat proposes, what
    /// the authority intends (§ 7(3)).
    pub const NOTED: &'static [StepKind] =
        &[StepKind::ProposeAdmissibility, StepKind::RecordIntention];

    /// Whether the Annahme is for the commission to decide, in a sitting: there is no committee,
    /// or it came to no decision (§ 3(3)).
    pub fn is_for_commission(&self) -> bool {
        self.committee.seats == 0 || self.committee.stands == BeforeCommittee::HandedOver
    }
}

/// The Vorprüfungsausschuss, and where the case stands before it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CommitteeFacts {
    /// Its seats today. None: there is no committee, and the commission decides.
    pub seats: u16,
    pub stands: BeforeCommittee,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum BeforeCommittee {
    /// On no published round.
    #[default]
    NotYet,
    /// Open on a published round.
    OnRound(RoundFacts),
    /// The committee came to no decision on somebody; the commission decides.
    HandedOver,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoundFacts {
    pub held_on: NaiveDate,
    /// Seats that vote on this case: the member is there, or the deputy, and not recused.
    pub voting: u16,
    /// Seats on which somebody is who is recused in it.
    pub recused: u16,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SittingFacts {
    pub id: SittingId,
    pub state: SittingState,
    pub held_on: NaiveDate,
    /// The base of the quorum: the seats on the day of the sitting, less those that do not
    /// count by the settings (vacant, or of members recused in this case).
    pub seats: u16,
    /// How many of them must be present.
    pub quorum: u16,
    /// Members present now for this case, without the recused.
    pub present: u16,
    /// Members recused in this case who are otherwise present.
    pub recused: u16,
    /// Cases of this sitting decided but without their letter to the authority.
    pub letters_to_authority_missing: usize,
}
