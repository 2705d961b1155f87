//! Every step of the procedure: who may take it, from where, where it leads, and which letters it writes.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    AdmissionVote, AuthorityId, Base, Body, Channel, DeadlineChange, DocumentId, DocumentKind,
    Facts, FinalDecision, Finding, Ground, Inquiry, Intention, LetterKind, OtherEnding, PaperOf,
    PersonId, Proposal, Role, RuleSet, SittingId, Stage, Statement, TakeBack, Totals, names::named,
};

/// A step, with what the actor must supply to take it.
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

named! {
    /// A step without its particulars. The order is the order in which steps are offered.
    pub enum StepKind {
        BeginAdmissibility = "begin_admissibility", "Vorprüfung beginnen";
        RecordFindings = "record_findings", "Befunde zu den Ausschlussgründen erfassen";
        ProposeAdmissibility = "propose_admissibility", "Vorschlag der Geschäftsstelle";
        DecideAdmissibility = "decide_admissibility", "Beschluss über die Annahme";
        RequestStatement = "request_statement", "Stellungnahme anfordern";
        RecordStatement = "record_statement", "Stellungnahme erfassen";
        AddStatement = "add_statement", "Weitere Stellungnahme erfassen";
        RemindAuthority = "remind_authority", "Ausländerbehörde erinnern";
        PlaceOnAgenda = "place_on_agenda", "Auf die Tagesordnung setzen";
        RecordVote = "record_vote", "Beschluss der Kommission festhalten";
        SendErsuchen = "send_ersuchen", "Ersuchen an die Ausländerbehörde richten";
        SendNoRequest = "send_no_request", "Ausländerbehörde über das Ergebnis unterrichten";
        ReleaseNotice = "release_notice", "Mitteilung über die Beendigung freigeben";
        RecordIntention = "record_intention", "Beabsichtigte Entscheidung erfassen";
        RecordFinalDecision = "record_final_decision", "Entscheidung der Ausländerbehörde erfassen";
        File = "file", "z.d.A. verfügen";
        TakeOffAgenda = "take_off_agenda", "Von der Tagesordnung nehmen";
        Adjourn = "adjourn", "Vertagen";
        Reinquire = "reinquire", "Zurück zur Aufklärung";
        RequestDocuments = "request_documents", "Unterlagen nachfordern";
        ChangeDeadline = "change_deadline", "Frist ändern";
        ChangeAuthority = "change_authority", "Zuständige Ausländerbehörde ändern";
        ChangeUrgency = "change_urgency", "Eilfall setzen oder aufheben";
        EndOtherwise = "end_otherwise", "Andere Erledigung";
        Reopen = "reopen", "Wiederaufnahme";
        TakeBack = "take_back", "Letzten Schritt zurücknehmen";
    }
}

/// The day of a return is for secretariat and chair alone (§ 97a AufenthG).
const KNOWING_RETURN_DATES: &[Role] = &[Role::Clerk, Role::Chair];

/// Who may take a step, from which stages, and where the case can then stand.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    pub from: &'static [Stage],
    /// None: the case stays, or goes back to where a step was taken. One: it goes there. More: it
    /// depends on how its persons stand.
    pub to: &'static [Stage],
    pub by: &'static [Role],
    pub letters: &'static [LetterKind],
    pub paragraph: &'static str,
}

impl Rule {
    /// Where the step can lead from here. Where the persons decide, it never leads back, to
    /// `Admitted` only out of the Vorprüfung, and to `Decided` only once the commission sits.
    pub fn leads_to(&self, from: Stage) -> impl Iterator<Item = Stage> {
        let by_persons = self.to.len() > 1;
        let is_near = move |it: Stage| match it {
            Stage::Admitted => from >= Stage::Admissibility,
            Stage::Decided => from >= Stage::OnAgenda,
            _ => true,
        };
        let ahead = move |it: &Stage| *it >= from && is_near(*it);
        self.to.iter().copied().filter(move |it| !by_persons || ahead(it))
    }
}

impl StepKind {
    /// Who may take the step at this stage. Outside the check of the grounds only a return date
    /// is found.
    pub fn open_to(self, stage: Stage) -> &'static [Role] {
        match self {
            Self::RecordFindings if !stage.checks_grounds() => KNOWING_RETURN_DATES,
            _ => self.rule().by,
        }
    }

    /// The step as something to do: what a button says.
    pub const fn deed(self) -> &'static str {
        match self {
            Self::ProposeAdmissibility => "Vorschlag der Geschäftsstelle festhalten",
            Self::DecideAdmissibility => "Beschluss über die Annahme festhalten",
            Self::EndOtherwise => "Andere Erledigung festhalten",
            Self::Reinquire => "Zurück zur Aufklärung geben",
            Self::Reopen => "Verfahren wiederaufnehmen",
            named_by_what_is_done => named_by_what_is_done.label(),
        }
    }

    /// The procedure, on one screen.
    #[rustfmt::skip]
    pub const fn rule(self) -> Rule {
        use {LetterKind::*, Role::{Chair, Clerk, PreCheck}, Stage::*, StepKind::*};
        const STAFF: &[Role] = &[Clerk, Chair];
        const CHECKING: &[Stage] = &[Admissibility, Admitted, StatementRequested, Ready, OnAgenda];
        match self {
            //                               from                          to                     by                          letters                 paragraph
            BeginAdmissibility   => rule(&[Received],                    &[Admissibility],       STAFF,                      &[],                    "§ 5 HFKVO"),
            RecordFindings       => rule(Stage::BEFORE_FILING,           &[],                    &[Clerk, Chair, PreCheck],  &[],                    "§ 5 HFKVO"),
            ProposeAdmissibility => rule(&[Admissibility],               &[],                    STAFF,                      &[],                    "§ 3 Abs. 3 HFKVO"),
            DecideAdmissibility  => rule(CHECKING,                       &[Admitted, Decided, Closing], &[PreCheck, Chair],         &[L5a, L5b],            "§ 3 Abs. 3, § 5 HFKVO"),
            RequestStatement     => rule(&[Admitted],                    &[StatementRequested],  STAFF,                      &[L4],                  "§ 3 Abs. 2 HFKVO"),
            RecordStatement      => rule(&[StatementRequested],          &[Ready],               STAFF,                      &[],                    "§ 3 Abs. 2 HFKVO"),
            AddStatement         => rule(&[Ready, OnAgenda],             &[],                    STAFF,                      &[],                    "§ 3 Abs. 2 HFKVO"),
            RemindAuthority      => rule(&[StatementRequested, AwaitingAuthority], &[],          STAFF,                      &[L4, L9],                  "Vorgabe der Geschäftsstelle"),
            PlaceOnAgenda        => rule(&[Ready],                       &[OnAgenda],            STAFF,                      &[],                    "§ 6 HFKVO"),
            RecordVote           => rule(&[OnAgenda],                    &[OnAgenda, Decided],   STAFF,                      &[],                    "§ 6 Abs. 3 HFKVO"),
            SendErsuchen         => rule(&[Decided],                     &[AwaitingAuthority],   STAFF,                      &[L6, L7],              "§ 7 HFKVO, § 23a AufenthG"),
            SendNoRequest        => rule(&[Decided],                     &[Closing],             STAFF,                      &[L7],                  "§ 7 HFKVO"),
            ReleaseNotice        => rule(&[AwaitingAuthority, Closing],  &[],                    &[Chair],                   &[L8],                  "§ 7 HFKVO"),
            RecordIntention      => rule(&[AwaitingAuthority],           &[],                    STAFF,                      &[],                    "§ 7 Abs. 3 HFKVO"),
            RecordFinalDecision  => rule(&[AwaitingAuthority],           &[Closing],             STAFF,                      &[],                    "§ 7 Abs. 3 HFKVO"),
            File                 => rule(&[Closing],                     &[Filed],               STAFF,                      &[],                    "Aktenordnung"),
            TakeOffAgenda        => rule(&[OnAgenda],                    &[Ready],               STAFF,                      &[],                    "§ 6 HFKVO"),
            Adjourn              => rule(&[OnAgenda],                    &[Ready],               STAFF,                      &[],                    "§ 6 HFKVO"),
            Reinquire            => rule(&[Ready, OnAgenda],             &[StatementRequested],  STAFF,                      &[L4],                  "§ 3 Abs. 2 HFKVO"),
            RequestDocuments     => rule(Stage::GATHERING,               &[],                    STAFF,                      &[L3],                  "Vorgabe der Geschäftsstelle"),
            ChangeDeadline       => rule(&[StatementRequested, AwaitingAuthority], &[],          STAFF,                      &[],                    "Vorgabe der Geschäftsstelle, § 31 VwVfG"),
            // The authority that has an Ersuchen decides on it, or passes it on itself.
            ChangeAuthority      => rule(Stage::GATHERING,               &[],                    STAFF,                      &[L2, L4],              "§ 5 Abs. 1 Nr. 2 HFKVO"),
            ChangeUrgency        => rule(Stage::OPEN,                    &[],                    STAFF,                      &[],                    "§ 59 Abs. 1 AufenthG, Vorgabe der Geschäftsstelle"),
            EndOtherwise         => rule(Stage::OPEN,                    &[Admitted, Decided, Closing], STAFF,                      &[L10, L11],            "§ 23a AufenthG"),
            // Not from `Closing`: the round that ends there still owes its letters, and its
            // notice leaves with the others of its sitting.
            Reopen               => rule(&[Filed],                       &[Received],            STAFF,                      &[L1, L2],              "Vorgabe der Geschäftsstelle"),
            // Of these, whoever could take the step.
            TakeBack             => rule(Stage::ALL,                     &[],                    &[Clerk, Chair, PreCheck],  &[],                    "Vorgabe der Geschäftsstelle"),
        }
    }
}

const fn rule(
    from: &'static [Stage],
    to: &'static [Stage],
    by: &'static [Role],
    letters: &'static [LetterKind],
    paragraph: &'static str,
) -> Rule {
    Rule { from, to, by, letters, paragraph }
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
        let in_sitting = facts.sitting.as_ref().map_or(facts.seats, |it| it.seats);
        match &mut self {
            Self::RecordVote { totals, recommendation, .. } => {
                *totals = totals.among(in_sitting);
                if let Some(it) = recommendation {
                    it.totals = it.totals.among(in_sitting);
                }
            }
            Self::DecideAdmissibility { body: Body::Commission, votes, .. } => {
                for it in votes {
                    it.totals = it.totals.among(facts.seats);
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
