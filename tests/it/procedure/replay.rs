//! Whatever is tried, in whatever order, by whomever: the invariants of the procedure hold.

use std::{cell::RefCell, collections::BTreeSet};

use hfk::procedure::*;
use proptest::{
    prelude::*,
    test_runner::{Config, TestRng, TestRunner},
};
use uuid::Uuid;

use super::{journey::*, model::Model};

/// One throw: which step is tried, with what, by whom, and what the rules know meanwhile.
#[derive(Debug, Clone)]
pub struct Throw {
    pick: usize,
    /// Whether the step is one that the stage allows and speaks of persons it may speak of.
    apt: bool,
    mask: u8,
    present: u16,
    yes: u16,
    text: &'static str,
    finding: Finding,
    ground: Ground,
    ending: OtherEnding,
    body: Body,
    pub roles: Vec<Role>,
    sitting: Option<SittingState>,
    released: bool,
    outstanding: usize,
    days: i64,
}

pub fn throws() -> impl Strategy<Value = Throw> {
    let aptly = prop::bool::weighted(0.9);
    let what = (any::<usize>(), aptly, 1..32u8, 4..10u16, 0..12u16);
    let text = prop_oneof![6 => Just("Wegen der Kinder."), 1 => Just(" ")];
    let finding = prop::sample::select(Finding::ALL);
    let which = (finding, prop::sample::select(GROUNDS), prop::sample::select(OtherEnding::ALL));
    let role = prop::sample::select(vec![Role::Clerk, Role::Member, Role::PreCheck]);
    let who = (aptly, role, prop::sample::select(Body::ALL));
    let state = prop::sample::select(vec![SittingState::Open, SittingState::Closed]);
    let facts = (prop::option::weighted(0.9, state), prop::bool::ANY, 0..2usize, -40..20i64);
    (what, text, which, who, facts).prop_map(
        |((pick, apt, mask, present, yes), text, (finding, ground, ending), who, facts)| {
            let (chair, role, body) = who;
            let (sitting, released, outstanding, days) = facts;
            let roles = if chair { vec![Role::Chair, Role::PreCheck] } else { vec![role] };
            Throw {
                pick,
                apt,
                mask,
                present,
                yes,
                text,
                finding,
                ground,
                ending,
                body,
                roles,
                sitting,
                released,
                outstanding,
                days,
            }
        },
    )
}

impl Throw {
    pub fn with_present(self, present: u16) -> Self {
        Self { present, ..self }
    }

    fn kind(&self, case: &Case) -> StepKind {
        let fits = |it: &&StepKind| is_foreseen(case, **it);
        // Were what leads aside as likely as every other step, few families would come to a vote, and
        // fewer to what follows it.
        let likely = |it: &&StepKind| match it {
            StepKind::EndOtherwise | StepKind::TakeBack => self.mask < 5,
            StepKind::RequestDocuments
            | StepKind::ChangeDeadline
            | StepKind::ChangeAuthority
            | StepKind::ChangeUrgency => self.mask < 10,
            _ => true,
        };
        let apt: Vec<_> = StepKind::ALL.iter().filter(fits).filter(likely).collect();
        match apt.as_slice() {
            [_, ..] if self.apt => *apt[self.pick % apt.len()],
            _ => StepKind::ALL[self.pick % StepKind::ALL.len()],
        }
    }

    /// Some persons: of the standing the step asks for, or anybody at all.
    fn persons(&self, case: &Case, standing: Standing) -> Vec<PersonId> {
        if self.apt {
            return case.ids_where(|it| it.standing == standing);
        }
        let ids = (1..=5).map(|it| PersonId(Uuid::from_u128(it)));
        ids.enumerate().filter(|(bit, _)| self.mask >> bit & 1 == 1).map(|it| it.1).collect()
    }

    fn totals(&self) -> Totals {
        let yes = self.yes.min(self.present);
        Totals::new(self.present, 0, yes, self.present - yes, 0).unwrap()
    }

    fn day(&self) -> chrono::NaiveDate {
        let days = if self.apt { 0 } else { self.days };
        today() + chrono::Duration::days(days)
    }

    fn admission(&self, case: &Case) -> Step {
        let persons =
            if self.apt { case.awaiting_admission() } else { self.persons(case, Standing::Open) };
        let totals = match self.body {
            Body::Commission => self.totals(),
            Body::Chair => Totals::new(1, 0, self.yes % 2, 1 - self.yes % 2, 0).unwrap(),
            Body::PreCheckCommittee => {
                Totals::new(3, 0, self.yes % 4, 3 - self.yes % 4, 0).unwrap()
            }
        };
        let (first, others) = persons.split_at(persons.len().min(1));
        let vote = |persons: &[PersonId], totals| AdmissionVote {
            persons: persons.to_vec(),
            totals,
            deviation: self.pick.is_multiple_of(2).then(|| self.text.to_owned()),
        };
        let all = Totals::new(self.present, 0, self.present, 0, 0).unwrap();
        let rest = if self.body == Body::Commission { all } else { totals };
        let votes = vec![vote(first, totals), vote(others, rest)];
        let votes = votes.into_iter().filter(|it| !it.persons.is_empty()).collect();
        Step::DecideAdmissibility { body: self.body, decided_on: self.day(), votes }
    }

    fn findings(&self, case: &Case) -> Step {
        let persons = self.persons(case, Standing::Open);
        let mut persons = if persons.is_empty() { case.ids_where(|_| true) } else { persons };
        let fits = |it: &Ground| !self.apt || case.stage.takes_finding(*it);
        // When all is checked, what is found anew is mostly one thing about one person.
        let checked = case.of_this_round().all(|it| case.is_checked(it));
        let anew = checked && self.mask > 8 && fits(&self.ground);
        if anew {
            persons = vec![persons[self.pick % persons.len()]];
        }
        let of = |person| {
            move |ground: &Ground| {
                let odd = *ground == self.ground && (anew || self.mask.is_multiple_of(3));
                let finding = if odd { self.finding } else { Finding::Absent };
                let note = if ground.is_return_date() { "" } else { self.text };
                FindingEntry::of(person, *ground, finding, note)
            }
        };
        let meant = |it: &Ground| !anew || *it == self.ground;
        let grounds: Vec<_> = GROUNDS.iter().filter(|it| fits(it) && meant(it)).collect();
        let entries = persons
            .into_iter()
            .flat_map(|it| grounds.iter().copied().map(of(it)).collect::<Vec<_>>())
            .collect();
        Step::RecordFindings { entries }
    }

    fn vote(&self, case: &Case) -> Step {
        let mut persons = self.persons(case, Standing::Admitted);
        if self.mask.is_multiple_of(2) {
            persons.truncate(1);
        }
        let totals = self.totals();
        let recommended =
            self.mask > 16 && !Land::NordrheinWestfalen.law().majority.value.is_reached(totals);
        let recommendation =
            recommended.then(|| Recommendation { totals, text: self.text.to_owned() });
        Step::RecordVote { persons, totals, reasons: self.text.to_owned(), recommendation }
    }

    fn final_decision(&self, case: &Case) -> Step {
        let persons = self.persons(case, Standing::Ersuchen);
        let (followed, not_followed) = persons.split_at(self.pick % (persons.len() + 1));
        Step::RecordFinalDecision(FinalDecision {
            decided_on: self.day(),
            followed: followed.to_vec(),
            not_followed: not_followed.to_vec(),
            reasons: self.text.to_owned(),
            titles: followed.iter().map(|it| GrantedTitle::unknown(*it)).collect(),
        })
    }

    fn intention(&self, case: &Case) -> Intention {
        let persons = self.persons(case, Standing::Ersuchen);
        let (followed, not_followed) = persons.split_at(self.pick % (persons.len() + 1));
        Intention {
            reported_on: self.day(),
            reasons: self.text.to_owned(),
            follows: None,
            followed: followed.to_vec(),
            not_followed: not_followed.to_vec(),
            before_deciding: Some(self.mask > 16),
        }
    }

    fn request(&self, case: &Case) -> Step {
        let persons = self.persons(case, Standing::Open).into_iter().map(Some).chain([None]);
        let document = |person| RequestedDocument {
            of: PaperOf { item: "consent".into(), person },
            label: self.text.to_owned(),
            kind: DocumentKind::Consent,
        };
        let documents = persons.map(document).collect();
        Step::RequestDocuments { documents, reminder: self.mask > 16 }
    }

    fn deadline(&self) -> Step {
        let by = Period::Days(u32::from(self.mask));
        let change = match self.pick % 5 {
            0 => DeadlineChange::ExtendTo(self.day()),
            1 => DeadlineChange::ExtendBy(by),
            2 => DeadlineChange::Pause,
            3 => DeadlineChange::Resume,
            _ => DeadlineChange::Withdraw,
        };
        Step::ChangeDeadline { change, reason: self.text.to_owned() }
    }

    fn end_otherwise(&self, case: &Case) -> Step {
        let mut persons = case.ids_where(|it| !it.standing.is_ended());
        persons.truncate(if self.mask > 2 { 1 } else { 9 });
        let persons = if self.apt { persons } else { self.persons(case, Standing::Open) };
        Step::EndOtherwise {
            persons,
            ending: self.ending,
            ended_on: self.day(),
            evidence: self.text.to_owned(),
            document: None,
            handed_to: self.text.to_owned(),
        }
    }

    fn statement(&self, case: &Case) -> Statement {
        let said = |person| StatedPerson {
            obliged_to_leave: Some(Said::No),
            convicted: Some(Said::Yes),
            ..StatedPerson::silent(person)
        };
        let persons = self.persons(case, Standing::Admitted).into_iter().map(said).collect();
        Statement { persons, ..Statement::brief(self.day(), Position::None, self.text) }
    }

    fn reopen(&self, case: &Case) -> Step {
        let everybody = case.persons.iter().map(|it| it.id).enumerate();
        let some = everybody.filter(|(bit, _)| self.mask >> bit & 1 == 1).map(|it| it.1).collect();
        Step::Reopen {
            received_on: self.day(),
            channel: Channel::Fax,
            news: self.text.to_owned(),
            urgent: self.mask > 16,
            persons: if self.apt { some } else { self.persons(case, Standing::Open) },
        }
    }

    fn take_back(&self, last: Option<&LastStep>) -> Step {
        let last = last.and_then(|it| it.taken_back(self.text.to_owned()));
        let unheard_of = || TakeBack {
            version: Version(i32::from(self.mask)),
            taken: StepKind::File,
            reason: self.text.to_owned(),
            before: Before {
                stage: Stage::Closing,
                urgent: false,
                deadline: None,
                sitting: Some(SITTING),
                standings: vec![(MOTHER, Standing::Other(self.ending))],
                findings: vec![(MOTHER, self.ground, None)],
            },
        };
        Step::TakeBack(last.filter(|_| self.apt).unwrap_or_else(unheard_of))
    }

    pub fn step(&self, case: &Case, last: Option<&LastStep>) -> Step {
        self.step_of(self.kind(case), (case, last))
    }

    pub fn step_of(&self, kind: StepKind, (case, last): (&Case, Option<&LastStep>)) -> Step {
        let text = self.text.to_owned();
        match kind {
            StepKind::BeginAdmissibility => Step::BeginAdmissibility,
            StepKind::RecordFindings => self.findings(case),
            StepKind::ProposeAdmissibility => {
                Step::ProposeAdmissibility { proposal: Proposal::Admit, reasons: text }
            }
            StepKind::DecideAdmissibility => self.admission(case),
            StepKind::RequestStatement => Step::RequestStatement(Inquiry::of(text)),
            StepKind::RecordStatement => Step::RecordStatement(self.statement(case)),
            StepKind::AddStatement => Step::AddStatement(self.statement(case)),
            StepKind::RemindAuthority => Step::RemindAuthority,
            StepKind::PlaceOnAgenda => Step::PlaceOnAgenda { sitting: SITTING },
            StepKind::TakeOffAgenda => Step::TakeOffAgenda { reasons: text },
            StepKind::RecordVote => self.vote(case),
            StepKind::Adjourn => Step::Adjourn { to_clarify: text },
            StepKind::Reinquire => Step::Reinquire(Inquiry::of(text)),
            StepKind::SendErsuchen => Step::SendErsuchen,
            StepKind::SendNoRequest => Step::SendNoRequest,
            StepKind::ReleaseNotice => Step::ReleaseNotice,
            StepKind::RequestDocuments => self.request(case),
            StepKind::RecordIntention => Step::RecordIntention(self.intention(case)),
            StepKind::RecordFinalDecision => self.final_decision(case),
            StepKind::ChangeDeadline => self.deadline(),
            StepKind::ChangeAuthority => Step::ChangeAuthority(Competence {
                authority: AuthorityId(case.authority.0 + i32::from(self.mask > 4)),
                since: self.day(),
                reasons: text,
                before: String::new(),
                name: "Stadt Unna".to_owned(),
            }),
            StepKind::ChangeUrgency => {
                Step::ChangeUrgency { urgent: self.apt != case.urgent, reason: text }
            }
            StepKind::EndOtherwise => self.end_otherwise(case),
            StepKind::File => Step::File,
            StepKind::Reopen => self.reopen(case),
            StepKind::TakeBack => self.take_back(last),
        }
    }

    fn set_facts(&self, it: &mut Journey) {
        match self.sitting {
            None => it.facts.sitting = None,
            Some(state) => it.sitting(state).present = self.present,
        }
        it.facts.notice_released = self.released;
        it.facts.letters_outstanding = self.outstanding;
        it.facts.deadline_runs_until = (self.mask < 8).then(today);
        if let Some(last) = &mut it.facts.last_step {
            last.letter_left = self.outstanding > 0;
            last.sitting = self.sitting;
        }
    }
}

/// Tries one step; if it is permitted, what it did must be right, and the case goes on.
fn try_one(
    (it, model): (&mut Journey, &mut Model),
    throw: &Throw,
) -> Result<Option<StepKind>, TestCaseError> {
    throw.set_facts(it);
    let step = throw.step(&it.case, it.facts.last_step.as_ref());
    let by = actor(&throw.roles);
    let kind = step.kind();
    let in_the_way = obstacles(&it.case, &it.facts, kind, &by);
    let before = it.case.clone();
    let answer = it.try_take_as(step.clone(), &by);
    model.agrees((&step, &it.facts, &by), &answer)?;
    let outcome = match answer {
        Err(found) => {
            prop_assert!(!found.is_empty(), "refused without a reason");
            prop_assert!(in_the_way.is_empty() || found == in_the_way);
            return Ok(None);
        }
        Ok(outcome) => outcome,
    };
    prop_assert!(in_the_way.is_empty(), "taken in spite of {in_the_way:?}");
    prop_assert_eq!(outcome.before(), &before);
    is_consistent(&before, &outcome)?;
    if kind == StepKind::TakeBack {
        let version = outcome.case().version;
        prop_assert_eq!(outcome.case(), &Case { version, ..it.as_before().clone() });
        prop_assert!(outcome.letters().is_empty());
    } else {
        is_lawful(&before, &outcome)?;
    }
    it.go_to(&outcome);
    Ok(Some(kind))
}

fn is_consistent(before: &Case, outcome: &Outcome) -> Result<(), TestCaseError> {
    let (case, event, rule) = (outcome.case(), outcome.event(), outcome.event().step.kind().rule());
    prop_assert_eq!(case.version, Version(before.version.0 + 1));
    prop_assert!(rule.from.contains(&before.stage));
    match rule.to {
        Leads::Nowhere if event.step.kind() == StepKind::TakeBack => (),
        Leads::Nowhere => prop_assert_eq!(case.stage, before.stage),
        Leads::To(only) => prop_assert_eq!(case.stage, only),
        Leads::OnceReady(_) | Leads::ByPersons(_) => {
            let led = rule.leads_to(before.stage).any(|it| it == case.stage);
            prop_assert!(case.stage == before.stage || led);
        }
    }
    prop_assert_eq!((event.from, event.to), (before.stage, case.stage));
    prop_assert!(rule.by.contains(&event.hat));
    for letter in outcome.letters() {
        prop_assert!(rule.letters.contains(&letter.kind));
        let mut persons = letter.persons.clone();
        persons.dedup();
        prop_assert!(!persons.is_empty() && persons == letter.persons);
        let of_this_round = |id| case.of_this_round().any(|it| it.id == id);
        prop_assert!(persons.iter().all(|it| of_this_round(*it)));
    }
    prop_assert_eq!(outcome.deadlines().is_empty(), before.deadline == case.deadline);
    prop_assert!(case.stage != Stage::OnAgenda || case.sitting.is_some());
    prop_assert_eq!(outcome.agenda().is_some(), before.agenda_item() != case.agenda_item());
    Ok(())
}

fn is_lawful(before: &Case, outcome: &Outcome) -> Result<(), TestCaseError> {
    let case = outcome.case();
    let again = outcome.taken_up_again();
    prop_assert_eq!(again.is_empty(), outcome.event().step.kind() != StepKind::Reopen);
    for (was, is) in before.persons.iter().zip(&case.persons) {
        prop_assert_eq!(was.id, is.id);
        let goes_on = !was.standing.is_ended() || again.contains(&was.id);
        prop_assert!(goes_on || was.standing == is.standing, "ended is ended");
        prop_assert!(is.round == case.round || is.standing.is_ended(), "left in another round");
        let anew = is.standing == Standing::Open && is.grounds_present(Tier::Excluded).count() == 0;
        prop_assert!(!again.contains(&is.id) || anew, "taken up again as if it were new");
        let newly = |standing| is.standing == standing && was.standing != standing;
        let excluded = is.grounds_present(Tier::Excluded).next().is_some();
        prop_assert!(!newly(Standing::Admitted) || case.is_checked(is) && !excluded, "§ 5(1)");
        prop_assert!(!newly(Standing::Ersuchen) || !excluded, "§ 5(1)");
        let unanswered = is.grounds_unanswered(Tier::ShouldBeExcluded).next().is_some();
        let goes_on = newly(Standing::Ersuchen) || newly(Standing::Admitted);
        prop_assert!(!goes_on || !unanswered, "§ 5(2)");
        let voted = newly(Standing::Ersuchen) || newly(Standing::NoRequest);
        prop_assert!(!voted || before.stage == Stage::OnAgenda, "§ 6");
    }
    if case.stage >= Stage::Closing {
        prop_assert!(!case.any(|it| !it.is_ended()), "nobody is left behind");
        prop_assert!(case.deadline.is_none() && !case.urgent);
    }
    Ok(())
}

#[test]
fn random_families_keep_the_law() {
    let stages = RefCell::new(BTreeSet::new());
    let steps = RefCell::new(BTreeSet::new());
    // `PROPTEST_CASES=10000` takes more of them.
    let cases = Config::default().cases.max(500);
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let rng = TestRng::deterministic_rng(config.rng_algorithm);
    let family = (1..5usize, prop::collection::vec(throws(), 1..90));
    TestRunner::new_with_rng(config, rng)
        .run(&family, |(persons, throws)| {
            let mut it = Journey::of(persons);
            let mut model = Model::received(&it.case, it.today);
            for throw in &throws {
                steps.borrow_mut().extend(try_one((&mut it, &mut model), throw)?);
                stages.borrow_mut().insert(it.case.stage);
            }
            prop_assert_eq!(it.replayed(), Ok(it.case.clone()));
            Ok(())
        })
        .unwrap();
    assert!(stages.borrow().iter().eq(Stage::ALL), "reached only {:?}", stages.borrow());
    let taken = steps.borrow();
    let never: Vec<_> = StepKind::ALL.iter().filter(|it| !taken.contains(it)).collect();
    assert!(never.is_empty(), "never taken: {never:?}");
}

#[test]
fn a_step_is_stored_under_its_own_name_and_reads_back() {
    let mut stored = BTreeSet::new();
    proptest!(|(persons in 1..5usize, throw in throws(), pick: usize)| {
        let it = Journey::of(persons);
        let step = Throw { pick, apt: false, ..throw }.step(&it.case, None);
        let json = serde_json::to_value(&step).unwrap();
        prop_assert_eq!(json["step"].as_str(), Some(step.kind().name()));
        prop_assert_eq!(&serde_json::from_value::<Step>(json).unwrap(), &step);
    });
    for pick in 0..StepKind::ALL.len() {
        let throw = Throw { pick, ..a_throw() };
        let step = throw.step(&Journey::family().case, None);
        let json = serde_json::to_string(&step).unwrap();
        assert_eq!(serde_json::from_str::<Step>(&json).unwrap(), step);
        stored.insert(step.kind());
    }
    assert_eq!(stored.len(), StepKind::ALL.len());
}

fn a_throw() -> Throw {
    Throw {
        pick: 0,
        apt: false,
        mask: 1,
        present: 8,
        yes: 5,
        text: "Wegen der Kinder.",
        finding: Finding::Present,
        ground: Ground::EntryBan,
        ending: OtherEnding::Departed,
        body: Body::Commission,
        roles: vec![Role::Chair],
        sitting: None,
        released: false,
        outstanding: 0,
        days: 0,
    }
}

mod replay_finds {
    use super::*;

    #[test]
    fn the_case_as_it_is() {
        for stage in Stage::ALL {
            let it = Journey::at(*stage);
            assert_eq!(it.replayed().as_ref(), Ok(&it.case), "{stage}");
        }
    }

    #[test]
    fn a_history_with_a_gap() {
        let it = Journey::at(Stage::Decided);
        let events = it.events().iter().filter(|it| it.step.kind() != StepKind::RecordStatement);
        let replayed = replay(Journey::family().case, events.map(|event| (event, &it.rules)));
        let gap = it.events().iter().position(|it| it.step.kind() == StepKind::RecordStatement);
        assert_eq!(replayed, Err(Version(2 + i32::try_from(gap.unwrap()).unwrap())));
    }

    #[test]
    fn a_decision_by_the_settings_of_its_day() {
        let mut it = Journey::at(Stage::Admissibility);
        it.take(by_committee(vec![admission(&[MOTHER, FATHER, CHILD], 2, 1)]));
        let then = RuleSet::nrw(&[]).unwrap();
        let events = it.events().iter().map(|it| (it, &then));
        let replayed = replay(Journey::family().case, events);
        assert_eq!(replayed.as_ref(), Ok(&it.case));
    }
}
