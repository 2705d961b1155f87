//! What the law asks of each step before it may be taken. Every guard names its paragraph
//! in the sentence of its [`Violation`].

mod admissibility; // § 5: findings and admission
mod sittings; // § 6: sittings and votes
mod authority; // what the authority is asked, says, intends and decides
mod taking_back; // what can still be undone

use chrono::NaiveDate;

use super::{
    Actor, Body, Case, Competence, DeadlineChange, Facts, OtherEnding, PersonId, Registration,
    RequestedDocument, RuleSet, SittingFacts, SittingState, Stage, Standing, Step, StepKind,
    Violation, deadline_change::change_obstacles,
};
pub(super) use admissibility::no_body_decides;
pub use admissibility::{body_obstacles, committee_obstacles};

/// What stands in the way of a step before anything is filled in.
pub(super) fn of_the_case(case: &Case, facts: &Facts, kind: StepKind) -> Vec<Violation> {
    let mut guard = Guard::new(case, facts);
    match kind {
        StepKind::DecideAdmissibility => {
            guard.somebody_awaits_admission();
            guard.all_grounds_checked();
            let missing = facts.documents_missing;
            guard.when(missing > 0, || Violation::DocumentsMissing(missing));
        }
        StepKind::RecordVote => {
            guard.sitting_is_open();
            guard.quorum_is_present();
            guard.findings_are_fresh();
        }
        StepKind::PlaceOnAgenda => guard.can_come_to_a_sitting(),
        StepKind::TakeOffAgenda => guard.nobody_is_decided(),
        // From the agenda the commission adjourns and inquires, so it sits; for want of a quorum
        // too. Before that the secretariat asks further by itself.
        StepKind::Reinquire if case.stage != Stage::OnAgenda => (),
        StepKind::Adjourn | StepKind::Reinquire => {
            guard.sitting_is_open();
            guard.nobody_is_decided();
        }
        StepKind::RemindAuthority => {
            let resting = case.deadline.and_then(|it| it.rests_since);
            guard.found.extend(resting.map(Violation::DeadlineRests));
            guard.found.extend(facts.deadline_runs_until.map(Violation::DeadlineRuns));
        }
        StepKind::SendErsuchen => {
            let with = case.any(|it| it == Standing::Ersuchen);
            guard.when(!with, || Violation::NobodyWithErsuchen);
        }
        StepKind::SendNoRequest => {
            let with = case.any(|it| it == Standing::Ersuchen);
            guard.when(with, || Violation::ErsuchenToBeSent);
        }
        StepKind::ReleaseNotice => guard.notice_may_leave(),
        StepKind::File => guard.nothing_is_outstanding(),
        StepKind::TakeBack => guard.last_step_can_be_taken_back(),
        StepKind::Reopen => guard.when(facts.reopening_barred, || Violation::ReopeningBarred),
        StepKind::ChangeDeadline => guard.when(case.deadline.is_none(), || Violation::NoDeadline),
        StepKind::BeginAdmissibility
        | StepKind::RecordFindings
        | StepKind::ProposeAdmissibility
        | StepKind::RequestStatement
        | StepKind::RecordStatement
        | StepKind::AddStatement
        | StepKind::RecordIntention
        | StepKind::RecordFinalDecision
        | StepKind::RequestDocuments
        | StepKind::ChangeAuthority
        | StepKind::ChangeUrgency
        | StepKind::EndOtherwise => (),
    }
    guard.found
}

/// What is wrong with what was filled in.
pub(super) fn of_the_particulars(
    case: &Case,
    facts: &Facts,
    step: &Step,
    by: &Actor,
    (today, rules): (NaiveDate, &RuleSet),
) -> Vec<Violation> {
    let mut guard = Guard::new(case, facts);
    match step {
        Step::BeginAdmissibility
        | Step::RemindAuthority
        | Step::SendErsuchen
        | Step::SendNoRequest
        | Step::ReleaseNotice
        | Step::File => (),
        Step::RecordFindings { entries } => {
            guard.when(by.hat(step.by()).is_none(), || Violation::OpenTo(step.by()));
            guard.findings(entries, today);
        }
        Step::ProposeAdmissibility { reasons, .. } => guard.filled_in(reasons, "Begründung"),
        Step::DecideAdmissibility { body, decided_on, votes } => {
            let stranger = by.hat(step.by()).is_none();
            guard.when(stranger, || Violation::RecordedForBody(*body));
            guard.happened(*decided_on, today);
            guard.admission(*body, votes, rules);
            guard.found.extend(body_obstacles(*body, case, facts));
            match body {
                Body::Chair => (),
                Body::PreCheckCommittee => {
                    guard.committee_decided(*decided_on, votes, (today, rules));
                }
                Body::Commission => guard.commission_decided(*decided_on, votes, today),
            }
        }
        Step::ChangeDeadline { change, reason } => guard.deadline(*change, reason, (today, rules)),
        Step::RequestStatement(it) => guard.not_too_long(&it.questions, "Fragen"),
        Step::RecordStatement(it) | Step::AddStatement(it) => guard.statement(it, today),
        Step::PlaceOnAgenda { sitting } => {
            guard.agenda_takes_items(facts.sitting.as_ref().filter(|it| it.id == *sitting));
        }
        Step::TakeOffAgenda { reasons } => guard.filled_in(reasons, "Grund"),
        Step::RecordVote { persons, totals, reasons, recommendation } => {
            guard.persons_to_decide(persons);
            guard.resolution(persons, *totals, reasons, rules);
            guard.recommendation(rules.carries(*totals), recommendation.as_ref());
        }
        Step::Adjourn { to_clarify } => guard.filled_in(to_clarify, "Was zu klären ist"),
        Step::Reinquire(it) => guard.asks_further(it),
        Step::RecordIntention(it) => guard.intention(it, today),
        Step::RecordFinalDecision(it) => guard.final_decision(it, today),
        Step::RequestDocuments { documents, .. } => guard.requested(documents),
        Step::ChangeAuthority(to) => guard.another_authority(to, today),
        Step::ChangeUrgency { urgent, reason } => guard.urgency(*urgent, reason),
        Step::EndOtherwise { persons, ending, ended_on, evidence, handed_to, .. } => {
            guard.happened(*ended_on, today);
            guard.still_running(persons);
            guard.filled_in(evidence, "Nachweis");
            guard.receiver(*ending, handed_to);
        }
        Step::Reopen { received_on, news, persons, .. } => {
            guard.happened(*received_on, today);
            guard.second_application(news, persons);
        }
        Step::TakeBack(it) => guard.takes_back_the_last(it),
    }
    guard.found
}

struct Guard<'a> {
    case: &'a Case,
    facts: &'a Facts,
    found: Vec<Violation>,
}

/// What is asked of many steps.
impl<'a> Guard<'a> {
    fn new(case: &'a Case, facts: &'a Facts) -> Self {
        Self { case, facts, found: Vec::new() }
    }

    fn when(&mut self, wrong: bool, violation: impl FnOnce() -> Violation) {
        if wrong {
            self.found.push(violation());
        }
    }

    fn filled_in(&mut self, text: &str, field: &'static str) {
        self.when(is_blank(text), || Violation::Missing(field));
        self.not_too_long(text, field);
    }

    fn not_too_long(&mut self, text: &str, field: &'static str) {
        self.not_longer_than(Registration::MAX_REASONS, text, field);
    }

    fn not_longer_than(&mut self, most: usize, text: &str, field: &'static str) {
        self.when(text.chars().count() > most, || Violation::TooLong { field, most });
    }

    /// What is recorded has happened, and not before the application was there.
    fn happened(&mut self, day: NaiveDate, today: NaiveDate) {
        self.found.extend(self.case.day_obstacles(day, today));
    }

    /// The step names each of these persons exactly once, and nobody else.
    fn each_once<'p>(
        &mut self,
        mut asked: Vec<PersonId>,
        named: impl Iterator<Item = &'p PersonId>,
    ) {
        let mut named: Vec<PersonId> = named.copied().collect();
        named.sort_unstable();
        asked.sort_unstable();
        self.when(named != asked || asked.is_empty(), || Violation::NotEveryPersonOnce);
    }

    /// The sitting of the case, as it is now.
    fn sitting(&self) -> Option<&'a SittingFacts> {
        self.facts.sitting.as_ref().filter(|it| self.case.sitting == Some(it.id))
    }

    /// Whether the commission has decided about anybody in this case.
    fn decided(&self) -> bool {
        self.case.any(Standing::is_decided)
    }
}

/// § 7 and the end.
impl Guard<'_> {
    /// All closing notices of a sitting leave together, after its letters to the authorities.
    fn notice_may_leave(&mut self) {
        self.when(!self.decided(), || Violation::NothingDecided);
        self.when(self.facts.notice_released, || Violation::NoticeAlreadyReleased);
        let Some(sitting) = self.sitting() else {
            self.when(self.decided(), || Violation::NoSitting);
            return;
        };
        let missing = sitting.letters_to_authority_missing;
        self.found.extend(notices_obstacles(sitting.state, missing));
    }

    fn nothing_is_outstanding(&mut self) {
        let notice_due = self.decided() && !self.facts.notice_released;
        self.when(notice_due, || Violation::NoticeOutstanding);
        let outstanding = self.facts.letters_outstanding;
        self.when(outstanding > 0, || Violation::LettersOutstanding(outstanding));
    }

    fn still_running(&mut self, persons: &[PersonId]) {
        self.when(persons.is_empty(), || Violation::NoPersons);
        self.all_running(persons);
    }

    fn all_running(&mut self, persons: &[PersonId]) {
        for id in persons {
            match self.case.person(*id) {
                None => self.found.push(Violation::NotOfThisCase),
                Some(it) => self.when(it.standing.is_ended(), || Violation::PersonEnded),
            }
        }
    }

    fn deadline(&mut self, change: DeadlineChange, reason: &str, of_today: (NaiveDate, &RuleSet)) {
        self.found.extend(change_obstacles(self.case, change, of_today));
        self.filled_in(reason, "Grund");
    }

    fn urgency(&mut self, urgent: bool, reason: &str) {
        self.when(urgent == self.case.urgent, || Violation::UrgencyStands);
        self.filled_in(reason, "Grund");
    }

    fn requested(&mut self, documents: &[RequestedDocument]) {
        self.when(documents.is_empty(), || Violation::NothingRequested);
        let persons: Vec<_> = documents.iter().filter_map(|it| it.of.person).collect();
        self.all_running(&persons);
    }

    fn second_application(&mut self, news: &str, persons: &[PersonId]) {
        self.when(is_blank(news), || Violation::Missing("Was ist neu"));
        self.not_longer_than(Registration::MAX_NEWS, news, "Was ist neu");
        self.when(persons.is_empty(), || Violation::NoPersons);
        let stranger = persons.iter().any(|it| self.case.person(*it).is_none());
        self.when(stranger, || Violation::NotOfThisCase);
    }

    fn another_authority(&mut self, to: &Competence, today: NaiveDate) {
        self.when(to.since > today, || Violation::InFuture(to.since));
        self.when(to.authority == self.case.authority, || Violation::SameAuthority);
        self.filled_in(&to.reasons, "Grund");
    }

    fn receiver(&mut self, ending: OtherEnding, handed_to: &str) {
        let missing = ending == OtherEnding::HandedOver && is_blank(handed_to);
        self.when(missing, || Violation::ReceiverMissing);
        self.not_too_long(handed_to, "Aufnehmende Kommission");
    }
}

/// What stands in the way of all closing notices of a sitting, whose letters to the
/// authorities are missing in so many cases.
pub fn notices_obstacles(state: SittingState, letters_missing: usize) -> Vec<Violation> {
    let mut found = Vec::new();
    if !state.is_held() {
        found.push(Violation::SittingNot { is: state, needed: SittingState::Closed });
    }
    if letters_missing > 0 {
        found.push(Violation::LettersToAuthorityMissing(letters_missing));
    }
    found
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}
