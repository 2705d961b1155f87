//! A case as the rules see it, and what they must know besides.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    AuthorityId, Body, CaseId, CaseResult, Catalogue, Channel, Deadline, DocumentId, Finding,
    Ground, LastStep, PersonId, Role, SittingId, SittingState, Stage, Standing, Step, Tier, UserId,
    Violation,
};

/// Counts the changes of a case: a form that has seen an older one never overwrites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Version(pub i32);

/// Counts how often the procedure of a case has begun: at its registration, and with every
/// Wiederaufnahme again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Round(pub i32);

impl Round {
    pub const FIRST: Self = Self(1);

    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    pub id: CaseId,
    pub version: Version,
    pub stage: Stage,
    pub round: Round,
    /// The wording of the grounds against which this round is checked.
    pub catalogue: Catalogue,
    /// The day on which the application arrived with which this round began.
    pub received_on: NaiveDate,
    pub channel: Channel,
    /// The competent Ausländerbehörde.
    pub authority: AuthorityId,
    /// Eilfall: stands on top of every list.
    pub urgent: bool,
    pub deadline: Option<Deadline>,
    /// The sitting on whose agenda the case stands, or that decided it.
    pub sitting: Option<SittingId>,
    pub persons: Vec<Person>,
}

impl Case {
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.persons.iter().find(|it| it.id == id)
    }

    /// The persons of this round. Whoever ended in an earlier one and was not taken up again is
    /// asked nothing, decided about no more and written to no more.
    pub fn of_this_round(&self) -> impl Iterator<Item = &Person> {
        self.persons.iter().filter(|it| it.round == self.round)
    }

    /// The persons of this round for whom it is so.
    pub fn ids_where(&self, fits: impl Fn(&Person) -> bool) -> Vec<PersonId> {
        self.of_this_round().filter(|it| fits(it)).map(|it| it.id).collect()
    }

    /// Whether somebody of this round stands so.
    pub fn any(&self, fits: impl Fn(Standing) -> bool) -> bool {
        self.of_this_round().any(|it| fits(it.standing))
    }

    /// Those on whose admission a body has to decide: at first everybody, and after the
    /// Annahme whoever is concerned by a ground found since.
    pub fn awaiting_admission(&self) -> Vec<PersonId> {
        self.ids_where(Person::awaits_admission)
    }

    /// Those on whom the commission has yet to vote.
    pub fn to_be_decided(&self) -> Vec<PersonId> {
        self.ids_where(|it| it.standing.is_to_be_decided())
    }

    /// How many of those have findings that are too old on this day (`RuleSet::findings_hold_from`).
    pub fn with_stale_findings(&self, hold_from: NaiveDate) -> usize {
        self.ids_where(|it| it.standing.is_to_be_decided() && it.has_stale_finding(hold_from)).len()
    }

    /// Whether every ground of the catalogue is checked for the person.
    pub fn is_checked(&self, person: &Person) -> bool {
        let grounds = self.catalogue.grounds().iter();
        grounds.copied().all(|it| person.finding(it) != Finding::NotChecked)
    }

    /// Whether the case is before the body that decides on admission.
    pub fn is_before_committee(&self) -> bool {
        let again = self.stage > Stage::Admissibility && !self.awaiting_admission().is_empty();
        self.stage == Stage::Admissibility || again
    }

    /// Whether every ground is checked for everybody on whose admission a body has to decide.
    pub fn awaits_only_the_decision(&self) -> bool {
        let mut waiting = self.persons.iter().filter(|it| it.awaits_admission());
        waiting.all(|it| self.is_checked(it))
    }

    /// Why something cannot have happened on this day: it is still to come, or the application
    /// was not there yet.
    pub fn day_obstacles(&self, day: NaiveDate, today: NaiveDate) -> Vec<Violation> {
        let late = (day > today).then_some(Violation::InFuture(day));
        let early = (day < self.received_on).then_some(Violation::BeforeReceipt(day));
        late.into_iter().chain(early).collect()
    }

    /// What this round comes to.
    pub fn result(&self) -> CaseResult {
        CaseResult::of(self.of_this_round().map(|it| it.standing))
    }
}

/// One person of a case, as the rules see them.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    pub id: PersonId,
    /// The round in which the person stands so.
    pub round: Round,
    pub standing: Standing,
    pub findings: BTreeMap<Ground, FoundGround>,
}

/// What was found on one ground for one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundGround {
    pub finding: Finding,
    pub note: String,
    pub source: String,
    pub evidence: Option<DocumentId>,
    pub found_on: NaiveDate,
    /// The day on which a ground that was there had fallen away, or was found to have been none.
    pub removed_on: Option<NaiveDate>,
    pub deviation: Option<Deviation>,
}

/// A body admitted the person although a ground of § 5(2) is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deviation {
    pub on: NaiveDate,
    pub body: Body,
    pub reasons: String,
}

impl Person {
    pub fn finding(&self, ground: Ground) -> Finding {
        self.findings.get(&ground).map_or(Finding::NotChecked, |it| it.finding)
    }

    /// The grounds found to be there.
    pub fn grounds_present(&self, tier: Tier) -> impl Iterator<Item = Ground> {
        let of_tier = self.findings.iter().filter(move |it| it.0.tier() == tier);
        of_tier.filter(|it| it.1.finding == Finding::Present).map(|it| *it.0)
    }

    /// The grounds that are there and that no decision on admission has answered.
    pub fn grounds_unanswered(&self, tier: Tier) -> impl Iterator<Item = Ground> {
        let answered = |it: &Ground| self.findings.get(it).is_some_and(|it| it.deviation.is_some());
        self.grounds_present(tier).filter(move |it| !answered(it))
    }

    pub fn awaits_admission(&self) -> bool {
        let concerned = || Tier::ALL.iter().any(|it| self.grounds_unanswered(*it).next().is_some());
        match self.standing {
            Standing::Open => true,
            Standing::Admitted => concerned(),
            _ => false,
        }
    }

    /// Whether a finding is older than the secretariat lets it be before a sitting, which is
    /// from `day` on (`RuleSet::findings_hold_from`). What is decided does not grow stale.
    pub fn is_stale(&self, found: &FoundGround, day: NaiveDate) -> bool {
        let waits = self.standing == Standing::Open || self.standing.is_to_be_decided();
        waits && found.finding != Finding::NotChecked && found.found_on < day
    }

    pub fn has_stale_finding(&self, day: NaiveDate) -> bool {
        self.findings.values().any(|it| self.is_stale(it, day))
    }
}

/// What the rules must know that does not stand in the case itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// The sitting the step names, else the one of the case.
    pub sitting: Option<SittingFacts>,
    /// Seats of the commission today; vacant ones count by the settings.
    pub seats: u16,
    pub committee: CommitteeFacts,
    /// Letters written but not yet sent.
    pub letters_outstanding: usize,
    /// The closing notice (Mitteilung über die Beendigung) was released.
    pub notice_released: bool,
    /// The authority has reported what it intends to decide (§ 7(3)).
    pub intention_reported: bool,
    /// The last day of the deadline of the case, if that is still to come.
    pub deadline_runs_until: Option<NaiveDate>,
    /// Required papers that are not there, where the secretariat lets them stand in the way.
    pub documents_missing: usize,
    /// Persons to be decided about whose findings are too old, where the secretariat lets that
    /// stand in the way.
    pub findings_stale: usize,
    /// The secretariat takes up no case again: a second application is a Folgeantrag.
    pub reopening_barred: bool,
    /// What can be taken back, if anything.
    pub last_step: Option<LastStep>,
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

/// What happened to a case: one line of its history, enough to replay it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    pub step: Step,
    pub from: Stage,
    pub to: Stage,
    pub by: UserId,
    pub hat: Role,
    pub on: NaiveDate,
}
