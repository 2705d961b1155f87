//! A step, with what the actor must supply to take it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    AdmissionVote, AuthorityId, Base, Body, Channel, DeadlineChange, DocumentId, DocumentKind,
    Facts, FinalDecision, Finding, Ground, Inquiry, Intention, OtherEnding, PaperOf, PersonId,
    Proposal, Role, RuleSet, SittingFacts, SittingId, Statement, StepKind, TakeBack, Totals,
    step_kind::KNOWING_RETURN_DATES,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Step {
    BeginAdmissibility,
    RecordFindings {
        entries: Vec<FindingEntry>,
    },
    ProposeAdmissibility {
        proposal: Proposal,
        reasons: String,
    },
    DecideAdmissibility {
        body: Body,
        decided_on: NaiveDate,
        votes: Vec<AdmissionVote>,
    },
    RequestStatement(Inquiry),
    RecordStatement(Statement),
    /// Another answer that nobody has asked for.
    AddStatement(Statement),
    PlaceOnAgenda {
        sitting: SittingId,
    },
    TakeOffAgenda {
        reasons: String,
    },
    RecordVote {
        persons: Vec<PersonId>,
        totals: Totals,
        reasons: String,
        recommendation: Option<Recommendation>,
    },
    Adjourn {
        to_clarify: String,
    },
    Reinquire(Inquiry),
    /// The authority has not answered within its time.
    RemindAuthority,
    SendErsuchen,
    SendNoRequest,
    ReleaseNotice,
    RecordIntention(Intention),
    RecordFinalDecision(FinalDecision),
    RequestDocuments {
        documents: Vec<RequestedDocument>,
        /// All of it was asked for before.
        reminder: bool,
    },
    ChangeDeadline {
        change: DeadlineChange,
        reason: String,
    },
    /// Wegzug within the Land, or competence that was delegated: another authority answers now.
    ChangeAuthority(Competence),
    /// Whether the case is an Eilfall: it becomes one, or somebody has dealt with it.
    ChangeUrgency {
        urgent: bool,
        reason: String,
    },
    EndOtherwise {
        persons: Vec<PersonId>,
        ending: OtherEnding,
        ended_on: NaiveDate,
        evidence: String,
        /// The document of the case that proves it.
        #[serde(default)]
        document: Option<DocumentId>,
        handed_to: String,
    },
    File,
    /// A second application in the same file.
    Reopen {
        /// The day the new application arrived.
        received_on: NaiveDate,
        channel: Channel,
        /// What is new since the procedure ended.
        news: String,
        urgent: bool,
        /// Those for whom it begins again.
        persons: Vec<PersonId>,
    },
    /// The last step that still stands was a mistake.
    TakeBack(TakeBack),
}

/// Which authority is competent from now on, and which was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Competence {
    pub authority: AuthorityId,
    /// Since when, by the day of the move or of the delegation.
    pub since: NaiveDate,
    pub reasons: String,
    /// Both as the register called them when it was recorded.
    pub before: String,
    pub name: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingEntry {
    pub person: PersonId,
    pub ground: Ground,
    pub finding: Finding,
    pub note: String,
    /// Who said so: „Auskunft der Ausländerbehörde vom …“.
    #[serde(default)]
    pub source: String,
    /// A document of the case that shows it.
    #[serde(default)]
    pub evidence: Option<DocumentId>,
    /// None: on the day on which it is recorded.
    #[serde(default)]
    pub found_on: Option<NaiveDate>,
    /// The day on which a ground that was there had fallen away. None: that on which it is found.
    #[serde(default)]
    pub removed_on: Option<NaiveDate>,
}

impl FindingEntry {
    pub const MAX_SOURCE: usize = 500;

    /// What is found today, without more than a note.
    pub fn of(person: PersonId, ground: Ground, finding: Finding, note: impl Into<String>) -> Self {
        let (source, evidence) = (String::new(), None);
        let note = note.into();
        Self { person, ground, finding, note, source, evidence, found_on: None, removed_on: None }
    }

    /// Whether something says on what the finding rests.
    pub fn is_proven(&self) -> bool {
        let said = [&self.note, &self.source].iter().any(|it| !it.trim().is_empty());
        said || self.evidence.is_some()
    }
}

/// A paper that a letter asks for, in the words the list had for it then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestedDocument {
    pub of: PaperOf,
    pub label: String,
    pub kind: DocumentKind,
}

/// An Empfehlung to the authority on applying the law in force; it needs the majority of an Ersuchen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recommendation {
    pub totals: Totals,
    pub text: String,
}

impl Step {
    /// The sitting the step names, where it names one.
    pub const fn sitting(&self) -> Option<SittingId> {
        match self {
            Self::PlaceOnAgenda { sitting } => Some(*sitting),
            // To whose agenda the case comes back.
            Self::TakeBack(it) => it.before.sitting,
            _ => None,
        }
    }

    /// The authority does not follow the Ersuchen for somebody, or will not.
    pub fn refuses(&self) -> bool {
        match self {
            Self::RecordIntention(it) => it.refuses(),
            Self::RecordFinalDecision(it) => it.refuses(),
            _ => false,
        }
    }

    /// What the authority has said, if that is what the step records.
    pub const fn statement(&self) -> Option<&Statement> {
        match self {
            Self::RecordStatement(it) | Self::AddStatement(it) => Some(it),
            _ => None,
        }
    }

    /// As [`Step::statement`], to put in what is kept apart.
    pub const fn statement_mut(&mut self) -> Option<&mut Statement> {
        match self {
            Self::RecordStatement(it) | Self::AddStatement(it) => Some(it),
            _ => None,
        }
    }

    /// With the number of those who could vote in its counts, where the majority is one of them all:
    /// a fact of the day, which nobody types.
    #[must_use]
    pub fn among(mut self, facts: &Facts, rules: &RuleSet) -> Self {
        if rules.law.majority.value.of != Base::Members {
            return self;
        }
        let Some(SittingFacts { seats, .. }) = facts.sitting else { return self };
        match &mut self {
            Self::RecordVote { totals, recommendation, .. } => {
                *totals = totals.among(seats);
                if let Some(it) = recommendation {
                    it.totals = it.totals.among(seats);
                }
            }
            Self::DecideAdmissibility { body: Body::Commission, votes, .. } => {
                for it in votes {
                    it.totals = it.totals.among(seats);
                }
            }
            _ => (),
        }
        self
    }

    /// Who may take the step with these particulars; never more than the table allows.
    pub fn by(&self) -> &'static [Role] {
        match self {
            Self::RecordFindings { entries }
                if entries.iter().any(|it| it.ground.is_return_date()) =>
            {
                KNOWING_RETURN_DATES
            }
            Self::DecideAdmissibility { body, .. } => body.recorded_by(),
            Self::TakeBack(it) => it.taken.rule().by,
            _ => self.kind().rule().by,
        }
    }

    pub const fn kind(&self) -> StepKind {
        match self {
            Self::BeginAdmissibility => StepKind::BeginAdmissibility,
            Self::RecordFindings { .. } => StepKind::RecordFindings,
            Self::ProposeAdmissibility { .. } => StepKind::ProposeAdmissibility,
            Self::DecideAdmissibility { .. } => StepKind::DecideAdmissibility,
            Self::RequestStatement(_) => StepKind::RequestStatement,
            Self::RecordStatement(_) => StepKind::RecordStatement,
            Self::AddStatement(_) => StepKind::AddStatement,
            Self::PlaceOnAgenda { .. } => StepKind::PlaceOnAgenda,
            Self::TakeOffAgenda { .. } => StepKind::TakeOffAgenda,
            Self::RecordVote { .. } => StepKind::RecordVote,
            Self::Adjourn { .. } => StepKind::Adjourn,
            Self::Reinquire(_) => StepKind::Reinquire,
            Self::RemindAuthority => StepKind::RemindAuthority,
            Self::SendErsuchen => StepKind::SendErsuchen,
            Self::SendNoRequest => StepKind::SendNoRequest,
            Self::ReleaseNotice => StepKind::ReleaseNotice,
            Self::RecordIntention(_) => StepKind::RecordIntention,
            Self::RecordFinalDecision(_) => StepKind::RecordFinalDecision,
            Self::RequestDocuments { .. } => StepKind::RequestDocuments,
            Self::ChangeDeadline { .. } => StepKind::ChangeDeadline,
            Self::ChangeAuthority(_) => StepKind::ChangeAuthority,
            Self::ChangeUrgency { .. } => StepKind::ChangeUrgency,
            Self::EndOtherwise { .. } => StepKind::EndOtherwise,
            Self::File => StepKind::File,
            Self::Reopen { .. } => StepKind::Reopen,
            Self::TakeBack(_) => StepKind::TakeBack,
        }
    }
}
