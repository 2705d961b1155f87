//! The table of the procedure: who may take a step, from where, where it leads, and which letters it
//! writes.

use super::{LetterKind, Role, Stage, names::named};

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
        SendErsuchen = "send_ersuchen", "Ersuchen stellen";
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
pub(super) const KNOWING_RETURN_DATES: &[Role] = &[Role::Clerk, Role::Chair];

/// Where the case stands after a step.
#[derive(Debug, Clone, Copy)]
pub enum Leads {
    /// It stays, or goes back to where a step was taken.
    Nowhere,
    To(Stage),
    /// From `Ready` on. Before that it is on an agenda for its Annahme alone, and stays.
    OnceReady(Stage),
    /// As its persons stand.
    ByPersons(&'static [Stage]),
}

impl Leads {
    /// Every stage to which the step can lead.
    pub const fn stages(&self) -> &[Stage] {
        match self {
            Self::Nowhere => &[],
            Self::To(only) | Self::OnceReady(only) => std::slice::from_ref(only),
            Self::ByPersons(some) => some,
        }
    }
}

/// Who may take a step, from which stages, and where the case can then stand.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    pub from: &'static [Stage],
    pub to: Leads,
    pub by: &'static [Role],
    pub letters: &'static [LetterKind],
    pub paragraph: &'static str,
}

impl Rule {
    /// Where the step can lead from here. Where the persons decide, it never leads back, to
    /// `Admitted` only out of the Vorprüfung, and to `Decided` only once the commission sits.
    pub fn leads_to(&self, from: Stage) -> impl Iterator<Item = Stage> {
        let is_near = move |it: Stage| match it {
            Stage::Admitted => from >= Stage::Admissibility,
            Stage::Decided => from >= Stage::OnAgenda,
            _ => true,
        };
        let can_be = move |it: Stage| match self.to {
            Leads::Nowhere | Leads::To(_) => true,
            Leads::OnceReady(_) => from >= Stage::Ready,
            Leads::ByPersons(_) => it >= from && is_near(it),
        };
        self.to.stages().iter().copied().filter(move |it| can_be(*it))
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
        use {Leads::*, LetterKind::*, Role::{Chair, Clerk, PreCheck}, Stage::*, StepKind::*};
        const STAFF: &[Role] = &[Clerk, Chair];
        const CHECKING: &[Stage] = &[Admissibility, Admitted, StatementRequested, Ready, OnAgenda];
        const BEFORE_THE_AGENDA: &[Stage] = &[Admissibility, Admitted, StatementRequested, Ready];
        match self {
            //                          from                                      to                                          by                          letters        paragraph
            BeginAdmissibility   => rule(&[Received],                              To(Admissibility),                          STAFF,                      &[],           "§ 5 HFKVO"),
            RecordFindings       => rule(Stage::BEFORE_FILING,                     Nowhere,                                    &[Clerk, Chair, PreCheck],  &[],           "§ 5 HFKVO"),
            ProposeAdmissibility => rule(&[Admissibility],                         Nowhere,                                    STAFF,                      &[],           "§ 3 Abs. 3 HFKVO"),
            DecideAdmissibility  => rule(CHECKING,                                 ByPersons(&[Admitted, Decided, Closing]),   &[PreCheck, Chair],         &[L5a, L5b],   "§ 3 Abs. 3, § 5 HFKVO"),
            RequestStatement     => rule(&[Admitted],                              To(StatementRequested),                     STAFF,                      &[L4],         "§ 3 Abs. 2 HFKVO"),
            RecordStatement      => rule(&[StatementRequested],                    To(Ready),                                  STAFF,                      &[],           "§ 3 Abs. 2 HFKVO"),
            AddStatement         => rule(&[Ready, OnAgenda],                       Nowhere,                                    STAFF,                      &[],           "§ 3 Abs. 2 HFKVO"),
            RemindAuthority      => rule(&[StatementRequested, AwaitingAuthority], Nowhere,                                    STAFF,                      &[L4, L9],     "Vorgabe der Geschäftsstelle"),
            PlaceOnAgenda        => rule(BEFORE_THE_AGENDA,                        OnceReady(OnAgenda),                        STAFF,                      &[],           "§ 6 HFKVO"),
            RecordVote           => rule(&[OnAgenda],                              ByPersons(&[OnAgenda, Decided]),            STAFF,                      &[],           "§ 6 Abs. 3 HFKVO"),
            SendErsuchen         => rule(&[Decided],                               To(AwaitingAuthority),                      STAFF,                      &[L6, L7],     "§ 7 HFKVO, § 23a AufenthG"),
            SendNoRequest        => rule(&[Decided],                               To(Closing),                                STAFF,                      &[L7],         "§ 7 HFKVO"),
            ReleaseNotice        => rule(&[AwaitingAuthority, Closing],            Nowhere,                                    &[Chair],                   &[L8],         "§ 7 HFKVO"),
            RecordIntention      => rule(&[AwaitingAuthority],                     Nowhere,                                    STAFF,                      &[],           "§ 7 Abs. 3 HFKVO"),
            RecordFinalDecision  => rule(&[AwaitingAuthority],                     To(Closing),                                STAFF,                      &[],           "§ 7 Abs. 3 HFKVO"),
            File                 => rule(&[Closing],                               To(Filed),                                  STAFF,                      &[],           "Aktenordnung"),
            TakeOffAgenda        => rule(CHECKING,                                 OnceReady(Ready),                           STAFF,                      &[],           "§ 6 HFKVO"),
            Adjourn              => rule(CHECKING,                                 OnceReady(Ready),                           STAFF,                      &[],           "§ 6 HFKVO"),
            Reinquire            => rule(&[Ready, OnAgenda],                       To(StatementRequested),                     STAFF,                      &[L4],         "§ 3 Abs. 2 HFKVO"),
            RequestDocuments     => rule(Stage::GATHERING,                         Nowhere,                                    STAFF,                      &[L3],         "Vorgabe der Geschäftsstelle"),
            ChangeDeadline       => rule(&[StatementRequested, AwaitingAuthority], Nowhere,                                    STAFF,                      &[],           "Vorgabe der Geschäftsstelle, § 31 VwVfG"),
            // The authority that has an Ersuchen decides on it, or passes it on itself.
            ChangeAuthority      => rule(Stage::BEFORE_THE_ERSUCHEN,               Nowhere,                                    STAFF,                      &[L2, L4],     "§ 5 Abs. 1 Nr. 2 HFKVO"),
            ChangeUrgency        => rule(Stage::OPEN,                              Nowhere,                                    STAFF,                      &[],           "§ 59 Abs. 1 AufenthG, Vorgabe der Geschäftsstelle"),
            EndOtherwise         => rule(Stage::OPEN,                              ByPersons(&[Admitted, Decided, Closing]),   STAFF,                      &[L10, L11],   "§ 23a AufenthG"),
            // Not from `Closing`: the round that ends there still owes its letters, and its
            // notice leaves with the others of its sitting.
            Reopen               => rule(&[Filed],                                 To(Received),                               STAFF,                      &[L1, L2],     "Vorgabe der Geschäftsstelle"),
            // Of these, whoever could take the step.
            TakeBack             => rule(Stage::ALL,                               Nowhere,                                    &[Clerk, Chair, PreCheck],  &[],           "Vorgabe der Geschäftsstelle"),
        }
    }
}

const fn rule(
    from: &'static [Stage],
    to: Leads,
    by: &'static [Role],
    letters: &'static [LetterKind],
    paragraph: &'static str,
) -> Rule {
    Rule { from, to, by, letters, paragraph }
}
