//! What the law asks of each step before it may be taken. Every guard names its paragraph
//! in the sentence of its [`Violation`].

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{
    AdmissionVote, Body, Case, Facts, Finding, FindingEntry, OtherEnding, PersonId, Recommendation,
    Registration, RuleSet, SittingFacts, SittingState, Standing, Step, StepKind, Tier, Totals,
    Violation, quorum_met,
};

/// Guards that need nothing filled in.
pub(super) fn guard_kind(case: &Case, facts: &Facts, kind: StepKind, found: &mut Vec<Violation>) {
    match kind {
        StepKind::DecideAdmissibility => {
            let checked = case.persons.iter().filter(|it| it.standing == Standing::Open);
            when(found, !checked.into_iter().all(super::Person::all_checked), || {
                Violation::GroundsUnchecked
            });
        }
        StepKind::RecordVote => match &facts.sitting {
            None => found.push(Violation::NoSitting),
            Some(sitting) => voting(sitting, found),
        },
        StepKind::TakeOffAgenda | StepKind::Adjourn | StepKind::Reinquire => {
            when(found, decided(case), || Violation::AlreadyVoted);
        }
        StepKind::SendErsuchen => {
            let with = case.any(|it| it == Standing::Ersuchen);
            when(found, !with, || Violation::NobodyWithErsuchen);
        }
        StepKind::SendNoRequest => {
            let with = case.any(|it| it == Standing::Ersuchen);
            when(found, with, || Violation::ErsuchenToBeSent);
        }
        StepKind::ReleaseNotice => releasing(case, facts, found),
        StepKind::File => filing(case, facts, found),
        StepKind::BeginAdmissibility
        | StepKind::RecordFindings
        | StepKind::ProposeAdmissibility
        | StepKind::RequestStatement
        | StepKind::RecordStatement
        | StepKind::PlaceOnAgenda
        | StepKind::RecordIntention
        | StepKind::RecordFinalDecision
        | StepKind::EndOtherwise => (),
    }
}

/// Guards over what was filled in.
pub(super) fn guard(
    case: &Case,
    facts: &Facts,
    step: &Step,
    (today, rules): (NaiveDate, &RuleSet),
    found: &mut Vec<Violation>,
) {
    match step {
        Step::BeginAdmissibility
        | Step::SendErsuchen
        | Step::SendNoRequest
        | Step::ReleaseNotice
        | Step::File => (),
        Step::RecordFindings { entries } => findings(case, entries, found),
        Step::ProposeAdmissibility { reasons, .. } => needed(reasons, "Begründung", found),
        Step::DecideAdmissibility { body, decided_on, votes } => {
            happened(case, *decided_on, today, found);
            admission(case, facts, (*body, votes), rules, found);
        }
        Step::RequestStatement { questions } => fits(questions, "Fragen", found),
        Step::RecordStatement { received_on, dated_on, text, .. } => {
            happened(case, *received_on, today, found);
            when(found, dated_on > received_on, || Violation::InFuture(*dated_on));
            needed(text, "Wortlaut der Stellungnahme", found);
        }
        Step::PlaceOnAgenda { .. } => placing(facts, found),
        Step::TakeOffAgenda { reasons } => needed(reasons, "Grund", found),
        Step::RecordVote { persons, totals, reasons, recommendation } => {
            resolution(case, facts, persons, (*totals, reasons), found);
            recommending(facts, *totals, recommendation.as_ref(), found);
        }
        Step::Adjourn { to_clarify } => needed(to_clarify, "Was zu klären ist", found),
        Step::Reinquire { questions } => needed(questions, "Fragen", found),
        Step::RecordIntention { follows, reported_on, reasons } => {
            happened(case, *reported_on, today, found);
            fits(reasons, "Gründe", found);
            when(found, !follows && reasons.is_empty(), || Violation::AuthorityReasonsMissing);
        }
        Step::RecordFinalDecision { decided_on, followed, not_followed, reasons } => {
            happened(case, *decided_on, today, found);
            fits(reasons, "Gründe", found);
            each_once(case, Standing::Ersuchen, followed.iter().chain(not_followed), found);
            when(found, !not_followed.is_empty() && reasons.is_empty(), || {
                Violation::AuthorityReasonsMissing
            });
        }
        Step::EndOtherwise { persons, ending, ended_on, evidence, handed_to } => {
            happened(case, *ended_on, today, found);
            needed(evidence, "Nachweis", found);
            fits(handed_to, "Aufnehmende Kommission", found);
            when(found, *ending == OtherEnding::HandedOver && handed_to.is_empty(), || {
                Violation::ReceiverMissing
            });
            still_running(case, persons, found);
        }
    }
}

fn when(found: &mut Vec<Violation>, wrong: bool, violation: impl FnOnce() -> Violation) {
    if wrong {
        found.push(violation());
    }
}

fn needed(text: &str, field: &'static str, found: &mut Vec<Violation>) {
    when(found, text.trim().is_empty(), || Violation::Missing(field));
    fits(text, field, found);
}

fn fits(text: &str, field: &'static str, found: &mut Vec<Violation>) {
    let most = Registration::MAX_REASONS;
    when(found, text.chars().count() > most, || Violation::TooLong { field, most });
}

/// What is recorded has happened, and not before the application was there.
fn happened(case: &Case, day: NaiveDate, today: NaiveDate, found: &mut Vec<Violation>) {
    when(found, day > today, || Violation::InFuture(day));
    when(found, day < case.received_on, || Violation::BeforeReceipt(day));
}

fn findings(case: &Case, entries: &[FindingEntry], found: &mut Vec<Violation>) {
    for entry in entries {
        when(found, case.person(entry.person).is_none(), || Violation::PersonNotToBeDecided);
        let unproven = entry.finding == Finding::Present && entry.note.trim().is_empty();
        when(found, unproven, || Violation::FindingNeedsNote(entry.ground));
        fits(&entry.note, "Fundstelle", found);
    }
}

fn admission(
    case: &Case,
    facts: &Facts,
    (body, votes): (Body, &[AdmissionVote]),
    rules: &RuleSet,
    found: &mut Vec<Violation>,
) {
    each_once(case, Standing::Open, votes.iter().flat_map(|it| &it.persons), found);
    for vote in votes {
        body_could_decide(body, vote.totals, facts.seats, rules, found);
        match vote.admits(body, rules) {
            None => found.push(Violation::CommissionMustDecide),
            Some(true) => admitted(case, vote, found),
            Some(false) => (),
        }
    }
}

/// Who sat: at most the committee's seats, or a quorum of the commission.
fn body_could_decide(
    body: Body,
    totals: Totals,
    seats: u16,
    rules: &RuleSet,
    found: &mut Vec<Violation>,
) {
    match body {
        Body::PreCheckCommittee => {
            let (seats, given) = (rules.pre_check_seats, totals.present() + totals.recused());
            when(found, given > seats, || Violation::TooManySeats { seats, given });
        }
        Body::Commission => {
            let (present, base) = (totals.present(), base(seats, totals.recused(), rules));
            when(found, !quorum_met(present, base), || Violation::NoQuorum {
                present,
                needed: base.div_ceil(2),
            });
        }
    }
}

/// § 5(1) leaves no choice; § 5(2) asks why the body goes on all the same.
fn admitted(case: &Case, vote: &AdmissionVote, found: &mut Vec<Violation>) {
    let unreasoned = vote.deviation.as_ref().is_none_or(|it| it.trim().is_empty());
    for person in vote.persons.iter().filter_map(|it| case.person(*it)) {
        found.extend(person.grounds_present(Tier::Excluded).map(Violation::ExcludedByGround));
        if unreasoned {
            let grounds = person.grounds_present(Tier::ShouldBeExcluded);
            found.extend(grounds.map(Violation::DeviationMissing));
        }
    }
}

fn placing(facts: &Facts, found: &mut Vec<Violation>) {
    match &facts.sitting {
        None => found.push(Violation::NoSitting),
        Some(it) => when(found, !it.state.takes_items(), || Violation::AgendaClosed(it.state)),
    }
}

/// § 6(2): nothing is voted on outside an open sitting, or without a quorum.
fn voting(sitting: &SittingFacts, found: &mut Vec<Violation>) {
    let (is, needed) = (sitting.state, SittingState::Open);
    when(found, is != needed, || Violation::SittingNot { is, needed });
    let (present, seats) = (sitting.present, sitting.seats);
    when(found, is == needed && !quorum_met(present, seats), || Violation::NoQuorum {
        present,
        needed: seats.div_ceil(2),
    });
}

fn resolution(
    case: &Case,
    facts: &Facts,
    persons: &[PersonId],
    (totals, reasons): (Totals, &str),
    found: &mut Vec<Violation>,
) {
    when(found, persons.is_empty(), || Violation::NoPersons);
    let mut named = BTreeSet::new();
    for id in persons {
        let votable = case.person(*id).is_some_and(|it| it.standing == Standing::Admitted);
        when(found, !votable || !named.insert(id), || Violation::PersonNotToBeDecided);
    }
    presence(facts, totals, found);
    // § 5(1) leaves no choice, also when the ground appears only after the Annahme.
    for person in persons.iter().filter_map(|it| case.person(*it)).filter(|_| totals.carries()) {
        found.extend(person.grounds_present(Tier::Excluded).map(Violation::ExcludedByGround));
    }
    // § 6: an Ersuchen needs written reasons.
    when(found, totals.carries() && reasons.trim().is_empty(), || Violation::ReasonsMissing);
    fits(reasons, "Gründe", found);
}

/// The totals are those of the members the attendance list has in the room.
fn presence(facts: &Facts, totals: Totals, found: &mut Vec<Violation>) {
    if let Some(sitting) = &facts.sitting {
        let (expected, given) = (sitting.present, totals.present());
        let differs = expected != given || sitting.recused != totals.recused();
        when(found, differs, || Violation::PresenceDiffers { expected, given });
    }
}

fn recommending(
    facts: &Facts,
    on_ersuchen: Totals,
    recommendation: Option<&Recommendation>,
    found: &mut Vec<Violation>,
) {
    let Some(it) = recommendation else { return };
    when(found, on_ersuchen.carries(), || Violation::RecommendationBesideErsuchen);
    when(found, it.text.trim().is_empty(), || Violation::RecommendationWithoutText);
    fits(&it.text, "Empfehlung", found);
    presence(facts, it.totals, found);
}

/// All closing notices of a sitting leave together, after its letters to the authorities.
fn releasing(case: &Case, facts: &Facts, found: &mut Vec<Violation>) {
    when(found, !decided(case), || Violation::NothingDecided);
    when(found, facts.notice_released, || Violation::NoticeAlreadyReleased);
    if let Some(sitting) = &facts.sitting {
        let missing = sitting.letters_to_authority_missing;
        found.extend(notices_obstacles(sitting.state, missing));
    }
}

/// What stands in the way of all closing notices of a sitting, whose letters to the
/// authorities are missing in so many cases.
pub fn notices_obstacles(state: SittingState, letters_missing: usize) -> Vec<Violation> {
    let mut found = Vec::new();
    let held = matches!(state, SittingState::Closed | SittingState::Approved);
    when(&mut found, !held, || Violation::SittingNot { is: state, needed: SittingState::Closed });
    when(&mut found, letters_missing > 0, || Violation::LettersToAuthorityMissing(letters_missing));
    found
}

fn filing(case: &Case, facts: &Facts, found: &mut Vec<Violation>) {
    let notice_due = decided(case) && !facts.notice_released;
    when(found, notice_due, || Violation::NoticeOutstanding);
    let outstanding = facts.letters_outstanding;
    when(found, outstanding > 0, || Violation::LettersOutstanding(outstanding));
}

/// Whether the commission has decided about anybody in this case.
fn decided(case: &Case) -> bool {
    case.any(Standing::is_decided)
}

fn still_running(case: &Case, persons: &[PersonId], found: &mut Vec<Violation>) {
    when(found, persons.is_empty(), || Violation::NoPersons);
    for id in persons {
        let running = case.person(*id).is_some_and(|it| !it.standing.is_ended());
        when(found, !running, || Violation::PersonEnded);
    }
}

/// The step names each person of this standing exactly once, and nobody else.
fn each_once<'a>(
    case: &Case,
    standing: Standing,
    named: impl Iterator<Item = &'a PersonId>,
    found: &mut Vec<Violation>,
) {
    let mut named: Vec<PersonId> = named.copied().collect();
    named.sort_unstable();
    let mut asked = case.ids_where(|it| it.standing == standing);
    asked.sort_unstable();
    when(found, named != asked || asked.is_empty(), || Violation::NotEveryPersonOnce);
}

/// The base of the quorum: a recused member's seat still counts unless set otherwise.
fn base(seats: u16, recused: u16, rules: &RuleSet) -> u16 {
    if rules.recused_seats_count { seats } else { seats.saturating_sub(recused) }
}
