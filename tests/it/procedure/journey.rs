//! A family on its way through the procedure, by real steps and in no other way.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};
use hfk::procedure::*;
use uuid::Uuid;

pub const MOTHER: PersonId = PersonId(Uuid::from_u128(1));
pub const FATHER: PersonId = PersonId(Uuid::from_u128(2));
pub const CHILD: PersonId = PersonId(Uuid::from_u128(3));
pub const STRANGER: PersonId = PersonId(Uuid::from_u128(99));
pub const SITTING: SittingId = SittingId(Uuid::from_u128(500));
/// The grounds of the wording in force.
pub const GROUNDS: &[Ground] = Catalogue::Nrw2016.grounds();
/// Appointed seats of the commission.
pub const SEATS: u16 = 9;

pub fn day(iso: &str) -> NaiveDate {
    iso.parse().unwrap()
}

pub fn received_on() -> NaiveDate {
    day("2026-11-02")
}

pub fn today() -> NaiveDate {
    day("2026-11-16")
}

pub fn nrw() -> RuleSet {
    RuleSet::nrw(&[]).unwrap()
}

pub fn actor(roles: &[Role]) -> Actor {
    Actor { user: UserId(Uuid::from_u128(7)), roles: Roles::new(roles.to_vec()).unwrap() }
}

pub fn person(id: PersonId, family_role: FamilyRole) -> PersonDetails {
    let given_names = match family_role {
        FamilyRole::Child => "Đurđica",
        FamilyRole::Spouse => "Zoran",
        _ => "Amra",
    };
    PersonDetails {
        id,
        family_name: "Đorđević".into(),
        given_names: given_names.into(),
        birth_name: String::new(),
        other_names: Vec::new(),
        born: if family_role.is_child() { "2014" } else { "1984" }.parse().unwrap(),
        birth_place: "Niš".into(),
        birth_country: Country::named("Jugoslawien").ok(),
        birth_country_note: String::new(),
        nationalities: Country::named("serbisch").into_iter().collect(),
        nationality_note: String::new(),
        sex: Sex::Unknown,
        marital_status: MaritalStatus::Unknown,
        family_role,
        address: address("Musterweg 1", "44787", "Bochum"),
        entered: None,
        residence_status: ResidenceStatus::Toleration,
        status_until: None,
        references: Vec::new(),
        former_addresses: Vec::new(),
        status_since: None,
        language: String::new(),
        interpreter_needed: false,
        address_protected: false,
    }
}

pub fn address(street: &str, postal_code: &str, town: &str) -> Address {
    Address { street: street.into(), postal_code: postal_code.into(), town: town.into() }
}

/// An application for mother, father and child, in this order, as many as are asked for.
pub fn application(persons: usize) -> Registration {
    let roles = [FamilyRole::Applicant, FamilyRole::Spouse].into_iter();
    let roles = roles.chain(std::iter::repeat(FamilyRole::Child));
    let ids = (1..).map(|it| PersonId(Uuid::from_u128(it)));
    Registration {
        received_on: received_on(),
        channel: Channel::Post,
        authority: AuthorityId(11),
        reasons: "Wir leben seit 2014 in Bochum.".into(),
        urgent: false,
        persons: ids.zip(roles).take(persons).map(|(id, role)| person(id, role)).collect(),
        appointment: None,
        earlier: None,
    }
}

/// The case stands on a round of today to which the whole committee comes.
pub fn facts() -> Facts {
    let round = RoundFacts { held_on: today(), voting: 3, recused: 0 };
    let committee = CommitteeFacts { seats: 3, stands: BeforeCommittee::OnRound(round) };
    let bodies = Land::NordrheinWestfalen.law().bodies.value;
    Facts { bodies, committee, ..Facts::default() }
}

/// What `take` was asked, and what the rules knew; all of it can be changed by a test.
pub struct Journey {
    pub case: Case,
    pub facts: Facts,
    pub rules: RuleSet,
    pub today: NaiveDate,
    received: Case,
    events: Vec<Event>,
    moves: Vec<GroundMove>,
    /// The steps that still stand, each with the case as it found it.
    standing: Vec<(LastStep, Case)>,
}

impl Journey {
    /// Mother, father, child: just registered.
    pub fn family() -> Self {
        Self::of(3)
    }

    pub fn of(persons: usize) -> Self {
        Self::in_land(Land::NordrheinWestfalen, persons)
    }

    pub fn in_land(land: Land, persons: usize) -> Self {
        let number = "15-39.22-2026-0001".parse().unwrap();
        let id = CaseId(Uuid::from_u128(100));
        let clerk = actor(&[Role::Clerk]);
        let rules = RuleSet::of(land, &[]).unwrap();
        let receipt =
            receive(application(persons), id, number, &clerk, (received_on(), &rules)).unwrap();
        Self {
            case: receipt.case().clone(),
            facts: Facts { bodies: rules.law.bodies.value, ..facts() },
            rules,
            today: today(),
            received: receipt.case().clone(),
            events: Vec::new(),
            moves: Vec::new(),
            standing: Vec::new(),
        }
    }

    /// The family in this stage: mother and child get an Ersuchen, the father does not, the
    /// authority follows for the child alone.
    pub fn at(stage: Stage) -> Self {
        let mut it = Self::family();
        it.go_to_stage(stage);
        it
    }

    /// The family at its end, and taken up again for these persons.
    pub fn reopened(persons: &[PersonId]) -> Self {
        let mut it = Self::at(Stage::Filed);
        it.take(reopening(persons));
        let last_step = it.facts.last_step.take();
        it.facts = Facts { last_step, ..facts() };
        it
    }

    pub fn go_to_stage(&mut self, stage: Stage) {
        while self.case.stage != stage {
            self.go_on();
        }
    }

    fn go_on(&mut self) {
        match self.case.stage {
            Stage::Received => {
                self.take(Step::BeginAdmissibility);
                self.find_nothing();
            }
            Stage::Admissibility => self.admit_everybody(),
            Stage::Admitted => drop(self.take(Step::RequestStatement(Inquiry::default()))),
            Stage::StatementRequested => drop(self.take(statement_of(today()))),
            Stage::Ready => {
                self.sitting(SittingState::Planned);
                self.take(Step::PlaceOnAgenda { sitting: SITTING });
                self.sitting(SittingState::Open);
            }
            Stage::OnAgenda => {
                self.vote_on(&[MOTHER, CHILD], yes());
                self.vote_on(&[FATHER], no());
                self.sitting(SittingState::Closed);
            }
            Stage::Decided if !self.case.any(|it| it == Standing::Ersuchen) => {
                drop(self.take(Step::SendNoRequest));
            }
            Stage::Decided => drop(self.take(Step::SendErsuchen)),
            Stage::AwaitingAuthority => {
                self.take(Step::ReleaseNotice);
                self.facts.notice_released = true;
                self.take(final_decision(&[CHILD], &[MOTHER], "Straftat vom 03.11.2026"));
            }
            Stage::Closing => drop(self.take(Step::File)),
            Stage::Filed => panic!("a filed case goes nowhere"),
        }
    }

    /// On those of them who wait for it.
    fn vote_on(&mut self, persons: &[PersonId], totals: Totals) {
        let waiting = |it: &Person| it.standing == Standing::Admitted && persons.contains(&it.id);
        let persons = self.case.ids_where(waiting);
        if !persons.is_empty() {
            self.take(vote(&persons, totals));
        }
    }

    /// The sitting of the case as the rules see it now: eight of nine seats in the room.
    pub fn sitting(&mut self, state: SittingState) -> &mut SittingFacts {
        let present = if state == SittingState::Open { 8 } else { 0 };
        if let Some(it) = &mut self.facts.last_step {
            it.sitting = Some(state);
        }
        self.facts.sitting.insert(SittingFacts {
            id: SITTING,
            state,
            held_on: today(),
            seats: SEATS,
            quorum: self.rules.law.quorum.value.needed(SEATS),
            present,
            recused: 0,
            letters_to_authority_missing: 0,
        })
    }

    /// On the agenda of an open sitting, with so many in the room.
    pub fn before_commission(&mut self, present: u16) {
        self.sitting(SittingState::Planned);
        self.take(Step::PlaceOnAgenda { sitting: SITTING });
        self.sitting(SittingState::Open).present = present;
    }

    pub fn find_nothing(&mut self) {
        let persons = self.case.ids_where(|it| !it.standing.is_ended());
        let grounds = self.case.catalogue.grounds();
        let entries = persons
            .iter()
            .flat_map(|id| grounds.iter().map(|ground| entry(*id, *ground, Finding::Absent)));
        let entries = entries.collect();
        self.take(Step::RecordFindings { entries });
    }

    pub fn find(&mut self, person: PersonId, ground: Ground, finding: Finding) {
        self.take(Step::RecordFindings { entries: vec![entry(person, ground, finding)] });
    }

    pub fn admit_everybody(&mut self) {
        let open = self.case.ids_where(|it| it.standing == Standing::Open);
        self.take(by_committee(vec![admission(&open, 3, 0)]));
    }

    /// By whoever the table names first.
    pub fn try_take(&self, step: Step) -> Result<Outcome, Vec<Violation>> {
        let by = actor(&step.by()[..1]);
        self.try_take_as(step, &by)
    }

    pub fn try_take_as(&self, step: Step, by: &Actor) -> Result<Outcome, Vec<Violation>> {
        take(&self.case, &self.facts, step, by, (self.today, &self.rules))
    }

    pub fn take(&mut self, step: Step) -> Outcome {
        let name = step.kind().label();
        let outcome = self.try_take(step).unwrap_or_else(|it| panic!("{name}: {}", sentences(&it)));
        self.go_to(&outcome);
        outcome
    }

    pub fn go_to(&mut self, outcome: &Outcome) {
        let (event, case) = (outcome.event(), outcome.case());
        match &event.step {
            Step::TakeBack(_) => drop(self.standing.pop()),
            step => {
                let last = LastStep {
                    version: case.version,
                    kind: step.kind(),
                    by: step.by(),
                    before: outcome.changed_from(),
                    letter_left: false,
                    round: None,
                    sitting: None,
                };
                self.standing.push((last, outcome.before().clone()));
            }
        }
        let sitting = self.facts.sitting.as_ref().map(|it| it.state);
        let last = self.standing.last().map(|it| it.0.clone());
        self.facts.last_step = last.map(|it| LastStep { sitting, ..it });
        self.case = case.clone();
        self.events.push(event.clone());
        self.moves.extend(outcome.ground_moves());
    }

    /// The case as the last step found it that still stands.
    pub fn as_before(&self) -> &Case {
        &self.standing.last().expect("a step still stands").1
    }

    /// The act that takes back the last step.
    pub fn taking_back(&self, reason: &str) -> Step {
        let last = self.facts.last_step.as_ref().expect("a step still stands");
        Step::TakeBack(last.taken_back(reason.to_owned()).expect("it is known what was before"))
    }

    /// Everything that stands in the way, as the user reads it.
    #[track_caller]
    pub fn refusal(&self, step: Step) -> String {
        sentences(&self.try_take(step).expect_err("the step is refused"))
    }

    #[track_caller]
    pub fn refusal_as(&self, role: Role, step: Step) -> String {
        sentences(&self.try_take_as(step, &actor(&[role])).expect_err("the step is refused"))
    }

    pub fn standing(&self, person: PersonId) -> Standing {
        self.case.person(person).unwrap().standing
    }

    /// The case as its history alone says it must stand.
    pub fn replayed(&self) -> Result<Case, Version> {
        replay(self.received.clone(), self.events.iter().map(|it| (it, &self.rules)))
    }

    /// What became of the grounds in a year, as it is counted.
    pub fn grounds_counted(&self, year: i32) -> BTreeMap<Ground, GroundCount> {
        let mut counted: BTreeMap<_, GroundCount> = BTreeMap::new();
        for it in self.moves.iter().filter(|it| it.on.year() == year) {
            counted.entry(it.ground).or_default().add(it.change, 1);
        }
        counted
    }

    pub fn events(&self) -> &[Event] {
        &self.events
    }
}

pub fn entry(person: PersonId, ground: Ground, finding: Finding) -> FindingEntry {
    let note = if ground.is_return_date() { "" } else { "Akte der ABH, Bl. 12" };
    FindingEntry::of(person, ground, finding, note)
}

pub fn totals(present: u16, yes: u16, no: u16, abstain: u16) -> Totals {
    Totals::new(present, 0, yes, no, abstain).unwrap()
}

/// Five of the eight present.
pub fn yes() -> Totals {
    totals(8, 5, 2, 1)
}

/// Four of the eight present: a tie.
pub fn no() -> Totals {
    totals(8, 4, 3, 1)
}

pub fn admission(persons: &[PersonId], yes: u16, no: u16) -> AdmissionVote {
    let totals = totals(yes + no, yes, no, 0);
    AdmissionVote { persons: persons.to_vec(), totals, deviation: None }
}

/// What became of the item about an Ersuchen.
pub const fn item(state: ItemState) -> AgendaChange {
    AgendaChange { sitting: SITTING, subject: ItemSubject::Request, state }
}

pub fn by_committee(votes: Vec<AdmissionVote>) -> Step {
    Step::DecideAdmissibility { body: Body::PreCheckCommittee, decided_on: today(), votes }
}

pub fn by_commission(votes: Vec<AdmissionVote>) -> Step {
    Step::DecideAdmissibility { body: Body::Commission, decided_on: today(), votes }
}

pub fn statement() -> Step {
    statement_of(day("2026-11-13"))
}

pub fn statement_of(received_on: NaiveDate) -> Step {
    let text = "Aus hiesiger Sicht liegen keine dringenden Gründe vor.";
    let statement = Statement::brief(received_on, Position::Against, text);
    Step::RecordStatement(Statement { dated_on: day("2026-11-11"), ..statement })
}

pub fn vote(persons: &[PersonId], totals: Totals) -> Step {
    Step::RecordVote {
        persons: persons.to_vec(),
        totals,
        reasons: "Die Kinder sind hier verwurzelt.".into(),
        recommendation: None,
    }
}

pub fn vote_with(persons: &[PersonId], totals: Totals, recommended: Totals) -> Step {
    Step::RecordVote {
        persons: persons.to_vec(),
        totals,
        reasons: String::new(),
        recommendation: Some(Recommendation {
            totals: recommended,
            text: "Die Kommission empfiehlt, § 25b AufenthG zu prüfen.".into(),
        }),
    }
}

pub fn final_decision(followed: &[PersonId], not_followed: &[PersonId], reasons: &str) -> Step {
    Step::RecordFinalDecision(FinalDecision {
        decided_on: today(),
        followed: followed.to_vec(),
        not_followed: not_followed.to_vec(),
        reasons: reasons.into(),
        titles: Vec::new(),
    })
}

pub fn intention(followed: &[PersonId], not_followed: &[PersonId], reasons: &str) -> Intention {
    Intention {
        reported_on: today(),
        reasons: reasons.into(),
        follows: None,
        followed: followed.to_vec(),
        not_followed: not_followed.to_vec(),
        before_deciding: Some(true),
    }
}

pub fn ending(persons: &[PersonId], ending: OtherEnding) -> Step {
    Step::EndOtherwise {
        persons: persons.to_vec(),
        ending,
        ended_on: today(),
        evidence: "Schreiben vom 13.11.2026".into(),
        document: None,
        handed_to: if ending == OtherEnding::HandedOver { "Niedersachsen" } else { "" }.into(),
    }
}

pub fn reopening(persons: &[PersonId]) -> Step {
    Step::Reopen {
        received_on: today(),
        channel: Channel::Fax,
        news: "Der Vater hat eine Ausbildungsstelle.".into(),
        urgent: false,
        persons: persons.to_vec(),
    }
}

/// The kinds of letters a step called for, with the persons of whom each speaks.
pub fn letters(outcome: &Outcome) -> Vec<(LetterKind, Vec<PersonId>)> {
    outcome.letters().iter().map(|it| (it.kind, it.persons.clone())).collect()
}
