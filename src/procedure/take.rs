//! The one door by which a case changes.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{
    Actor, AgendaChange, Before, Body, Case, CaseId, DeadlineEntry, Event, Facts, FoundGround,
    Ground, ItemState, LetterKind, LetterOrder, PersonId, Role, RoundItemState, RuleSet, Stage,
    Standing, Step, StepKind, Version, Violation, apply::apply, deadline_change::deadline_entries,
    guards,
};

/// What a permitted step did. Only [`take`] makes one, and `storage` saves nothing else:
/// a case cannot change except by a step, nor silently.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    before: Case,
    case: Case,
    event: Event,
    letters: Vec<LetterOrder>,
    agenda: Option<AgendaChange>,
    deadlines: Vec<DeadlineEntry>,
}

impl Outcome {
    /// The case as it stands after the step.
    pub fn case(&self) -> &Case {
        &self.case
    }
    /// The case as the step found it.
    pub fn before(&self) -> &Case {
        &self.before
    }
    /// The persons who now stand elsewhere, by where they stand.
    pub fn changed_standings(&self) -> BTreeMap<Standing, Vec<PersonId>> {
        let mut changed: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (was, is) in self.before.persons.iter().zip(&self.case.persons) {
            if was.standing != is.standing {
                changed.entry(is.standing).or_default().push(is.id);
            }
        }
        changed
    }
    /// The findings that are new or other than before.
    pub fn changed_findings(&self) -> impl Iterator<Item = (PersonId, Ground, &FoundGround)> {
        self.before.persons.iter().zip(&self.case.persons).flat_map(|(was, is)| {
            let changed = is.findings.iter().filter(|(at, it)| was.findings.get(at) != Some(it));
            changed.map(|(at, it)| (is.id, *at, it))
        })
    }
    /// The findings of which nothing is left but the history.
    pub fn removed_findings(&self) -> impl Iterator<Item = (PersonId, Ground)> {
        self.before.persons.iter().zip(&self.case.persons).flat_map(|(was, is)| {
            let gone = was.findings.keys().filter(|it| !is.findings.contains_key(it));
            gone.map(|it| (is.id, *it))
        })
    }
    /// What the step has changed, as it was: with it the step can be taken back. That it was taken
    /// back is not.
    pub fn changed_from(&self) -> Option<Before> {
        let can_be_taken_back = self.event.step.kind() != StepKind::TakeBack;
        can_be_taken_back.then(|| Before::between(&self.before, &self.case))
    }
    pub fn event(&self) -> &Event {
        &self.event
    }
    /// The letters the step calls for.
    pub fn letters(&self) -> &[LetterOrder] {
        &self.letters
    }
    /// What became of the deadline of the case, in its order.
    pub fn deadlines(&self) -> &[DeadlineEntry] {
        &self.deadlines
    }
    /// What became of the case's item on an agenda, if the step touched it.
    pub fn agenda(&self) -> Option<AgendaChange> {
        self.agenda
    }
    /// What became of the case's item on a round of the committee, if the step touched it.
    pub fn round_item(&self) -> Option<RoundItemState> {
        let still = self.case.is_before_committee();
        match self.event.step {
            Step::DecideAdmissibility { body: Body::PreCheckCommittee, .. } => {
                Some(if still { RoundItemState::HandedOver } else { RoundItemState::Decided })
            }
            Step::DecideAdmissibility { .. } => Some(RoundItemState::TakenOff),
            _ => (self.before.is_before_committee() && !still).then_some(RoundItemState::TakenOff),
        }
    }
    /// The closing notice leaves with this step.
    pub fn releases_notice(&self) -> bool {
        self.letters.iter().any(|it| it.kind == LetterKind::L8)
    }
    /// The persons for whom the procedure begins again; empty unless the step is a Wiederaufnahme.
    pub fn taken_up_again(&self) -> Vec<PersonId> {
        let again = self.case.round != self.before.round;
        self.case.ids_where(|_| again)
    }
    pub fn id(&self) -> CaseId {
        self.case.id
    }
}

/// Takes a step, or says everything that stands in its way.
pub fn take(
    case: &Case,
    facts: &Facts,
    step: Step,
    by: &Actor,
    (today, rules): (NaiveDate, &RuleSet),
) -> Result<Outcome, Vec<Violation>> {
    let (kind, step) = (step.kind(), step.among(facts, rules));
    let mut violations = obstacles(case, facts, kind, by);
    if violations.is_empty() {
        violations = guards::of_the_particulars(case, facts, &step, by, (today, rules));
    }
    let open_to = match kind {
        StepKind::TakeBack => open_to(case, facts, kind),
        _ => step.by(),
    };
    let Some(hat) = by.hat(open_to).filter(|_| violations.is_empty()) else {
        return Err(violations);
    };
    let (next, letters) = apply(case, &step, (today, rules));
    let agenda = agenda_change(case, &next, &step);
    let event = Event { step, from: case.stage, to: next.stage, by: by.user, hat, on: today };
    let deadlines = deadline_entries((case, &next), &event, rules);
    Ok(Outcome { before: case.clone(), case: next, event, letters, agenda, deadlines })
}

/// What stands in the way of a step before anything is filled in: what a disabled button says.
pub fn obstacles(case: &Case, facts: &Facts, kind: StepKind, by: &Actor) -> Vec<Violation> {
    let mut violations = Vec::new();
    let open_to = open_to(case, facts, kind);
    if by.hat(open_to).is_none() {
        violations.push(not_your_role(kind, open_to));
    }
    if !is_foreseen(case, kind) {
        let of_stage = kind.rule().from.contains(&case.stage);
        let off_agenda = of_stage.then_some(Violation::NoSitting);
        violations.push(off_agenda.unwrap_or_else(|| wrong_stage(kind, case.stage)));
        return violations;
    }
    violations.extend(guards::of_the_case(case, facts, kind));
    if kind == StepKind::DecideAdmissibility {
        violations.extend(guards::no_body_decides(case, facts, by));
    }
    violations
}

/// Whether the step belongs where the case stands: in its stage, and to what stands on an agenda.
pub fn is_foreseen(case: &Case, kind: StepKind) -> bool {
    let leaves_agenda = matches!(kind, StepKind::TakeOffAgenda | StepKind::Adjourn);
    kind.rule().from.contains(&case.stage) && (!leaves_agenda || case.agenda_item().is_some())
}

/// Whether the case can stand on an agenda and stands on none: ready for its vote, or with somebody
/// on whose admission a body has to decide.
pub fn has_no_agenda_yet(case: &Case) -> bool {
    let of_use = case.stage == Stage::Ready || !case.awaiting_admission().is_empty();
    is_foreseen(case, StepKind::PlaceOnAgenda) && case.agenda_item().is_none() && of_use
}

/// A step is taken back by whoever could take it, not by more.
fn open_to(case: &Case, facts: &Facts, kind: StepKind) -> &'static [Role] {
    match &facts.last_step {
        Some(it) if kind == StepKind::TakeBack => it.by,
        _ => kind.open_to(case.stage),
    }
}

/// The step the page offers first: the first that nothing stands in the way of, leaving
/// out what only leads aside.
pub fn next_step(case: &Case, facts: &Facts, by: &Actor) -> Option<StepKind> {
    first_that_leads_on(case, facts, |kind| obstacles(case, facts, kind, by).is_empty())
}

/// As [`next_step`], whoever takes it: what they wait for to whom no step is open. `None` when
/// no step is what is waited for: a sitting, the sending of letters, nothing at all.
pub fn awaited_step(case: &Case, facts: &Facts) -> Option<StepKind> {
    first_that_leads_on(case, facts, |kind| {
        is_foreseen(case, kind) && guards::of_the_case(case, facts, kind).is_empty()
    })
}

/// Whether the case can be put on an agenda and nothing else is waited for: it is ready for its
/// vote, or the Annahme is for the commission to decide.
pub fn waits_for_an_agenda(case: &Case, facts: &Facts) -> bool {
    let turn = case.stage == Stage::Ready || facts.is_for_commission();
    let can = || guards::of_the_case(case, facts, StepKind::PlaceOnAgenda).is_empty();
    turn && has_no_agenda_yet(case) && can()
}

fn first_that_leads_on(
    case: &Case,
    facts: &Facts,
    is_open: impl Fn(StepKind) -> bool,
) -> Option<StepKind> {
    let unchecked = !case.of_this_round().all(|it| case.is_checked(it));
    let leads_on = |kind: StepKind| match kind {
        StepKind::RecordFindings => case.stage == Stage::Admissibility && unchecked,
        // Whoever can record the body's decision need not propose it.
        StepKind::ProposeAdmissibility => {
            !unchecked && !facts.taken.contains(&kind) && !is_open(StepKind::DecideAdmissibility)
        }
        StepKind::PlaceOnAgenda => waits_for_an_agenda(case, facts),
        StepKind::TakeOffAgenda
        | StepKind::Adjourn
        | StepKind::Reinquire
        | StepKind::AddStatement
        | StepKind::RemindAuthority
        | StepKind::RequestDocuments
        | StepKind::ChangeDeadline
        | StepKind::ChangeUrgency
        | StepKind::EndOtherwise
        | StepKind::ChangeAuthority
        | StepKind::Reopen
        | StepKind::TakeBack => false,
        // § 7(3): the authority says what it intends before it decides.
        StepKind::RecordIntention => !facts.taken.contains(&kind),
        _ => true,
    };
    StepKind::ALL.iter().copied().find(|it| leads_on(*it) && is_open(*it))
}

/// The case as its history says it must stand: the events applied one by one, each by the
/// rules of its moment, since settings change; without the guards, which asked for facts of
/// their moment. `Err` names the first version that does not follow from the one before.
pub fn replay<'a>(
    received: Case,
    history: impl IntoIterator<Item = (&'a Event, &'a RuleSet)>,
) -> Result<Case, Version> {
    history.into_iter().try_fold(received, |case, (event, rules)| {
        let (next, _) = apply(&case, &event.step, (event.on, rules));
        let follows = case.stage == event.from && next.stage == event.to;
        if follows { Ok(next) } else { Err(next.version) }
    })
}

fn agenda_change(before: &Case, after: &Case, step: &Step) -> Option<AgendaChange> {
    let (stood, stands) = (before.agenda_item(), after.agenda_item());
    if stood == stands {
        return None;
    }
    if let Some((sitting, subject)) = stands {
        return Some(AgendaChange { sitting, subject, state: ItemState::Open });
    }
    let state = match step {
        Step::DecideAdmissibility { body: Body::Commission, .. } => ItemState::Decided,
        Step::Adjourn { .. } => ItemState::Adjourned,
        Step::Reinquire(_) => ItemState::Reinquired,
        _ if after.any(Standing::is_decided) => ItemState::Decided,
        _ => ItemState::Withdrawn,
    };
    stood.map(|(sitting, subject)| AgendaChange { sitting, subject, state })
}

pub(super) fn not_your_role(kind: StepKind, by: &'static [Role]) -> Violation {
    match kind {
        StepKind::DecideAdmissibility => Violation::DecidedByBodyOnly,
        _ => Violation::OpenTo(by),
    }
}

/// The sentence of the regulation where it has one, else the plain one.
fn wrong_stage(kind: StepKind, stage: Stage) -> Violation {
    match kind {
        StepKind::RequestStatement if stage < Stage::Admitted => Violation::NotAdmittedYet,
        StepKind::PlaceOnAgenda if stage < Stage::Ready => Violation::StatementMissing,
        StepKind::SendErsuchen | StepKind::SendNoRequest if stage < Stage::Decided => {
            Violation::NotDecidedYet
        }
        _ => Violation::WrongStage(kind, stage),
    }
}
