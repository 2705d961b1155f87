//! A case as the rules see it.

use std::{cmp::Ordering, collections::BTreeMap};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    AuthorityId, Body, CaseId, CaseResult, Catalogue, Channel, Deadline, DocumentId, Finding,
    Ground, ItemSubject, PersonId, Role, SittingId, Stage, Standing, Step, Tier, UserId, Violation,
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
    /// The sitting on whose agenda the case stands, or that decided it; what decided on the
    /// Annahme alone is known by the agenda.
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

    /// Those who are admitted and on whose admission a body has to decide anew.
    pub fn reconsidered(&self) -> Vec<PersonId> {
        self.ids_where(|it| it.standing == Standing::Admitted && it.awaits_admission())
    }

    /// Those on whom the commission has yet to vote.
    pub fn to_be_decided(&self) -> Vec<PersonId> {
        self.ids_where(|it| it.standing.is_to_be_decided())
    }

    /// Those on whom the commission decides next and whose findings are too old on this day
    /// (`RuleSet::findings_hold_from`): for the Annahme those who wait for it, else for the vote.
    pub fn with_stale_findings(&self, hold_from: NaiveDate) -> Vec<PersonId> {
        let voted_on = self.stage >= Stage::OnAgenda;
        let asked = |it: &Person| {
            if voted_on { it.standing.is_to_be_decided() } else { it.awaits_admission() }
        };
        self.ids_where(|it| asked(it) && it.has_stale_finding(hold_from))
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

    /// On whose agenda the case stands, and what for.
    pub fn agenda_item(&self) -> Option<(SittingId, ItemSubject)> {
        on_agenda(self.stage, self.sitting)
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

/// On whose agenda a case of this stage and sitting stands. Until it is put there as ready it is
/// about the Annahme; afterwards the sitting is the one that decided it.
pub(super) fn on_agenda(
    stage: Stage,
    sitting: Option<SittingId>,
) -> Option<(SittingId, ItemSubject)> {
    let subject = match stage.cmp(&Stage::OnAgenda) {
        Ordering::Less => ItemSubject::Admission,
        Ordering::Equal => ItemSubject::Request,
        Ordering::Greater => return None,
    };
    sitting.map(|it| (it, subject))
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
