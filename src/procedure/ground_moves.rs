//! Grounds of § 5 that were found, fell away, and were set aside by a body: counted for the report
//! of a year, from dated events and not from how things stand today.

use chrono::NaiveDate;

use super::{Case, Finding, FoundGround, Ground, Outcome, PersonId, StepKind, names::named};

named! {
    pub enum GroundChange {
        Found = "found", "festgestellt";
        FellAway = "fell_away", "weggefallen";
        /// Admitted all the same, with a recorded deviation from § 5(2).
        SetAside = "set_aside", "durch Abweichung überwunden";
    }
}

/// Something that became of a ground for a person, on the day that was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroundMove {
    pub person: PersonId,
    pub ground: Ground,
    pub change: GroundChange,
    pub on: NaiveDate,
}

/// How often, for persons.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct GroundCount {
    pub found: usize,
    pub fell_away: usize,
    pub set_aside: usize,
}

impl Outcome {
    /// What the step made of grounds. A Wiederaufnahme begins anew: nothing has fallen away by it;
    /// nor by taking back that something was found, which then is not counted either.
    pub fn ground_moves(&self) -> Vec<GroundMove> {
        match self.event().step.kind() {
            StepKind::Reopen | StepKind::TakeBack => Vec::new(),
            _ => between(self.before(), self.case()).collect(),
        }
    }
}

impl GroundCount {
    pub const fn add(&mut self, change: GroundChange, times: usize) {
        match change {
            GroundChange::Found => self.found += times,
            GroundChange::FellAway => self.fell_away += times,
            GroundChange::SetAside => self.set_aside += times,
        }
    }
}

fn between<'a>(before: &'a Case, after: &'a Case) -> impl Iterator<Item = GroundMove> {
    before.persons.iter().zip(&after.persons).flat_map(|(was, is)| {
        let (person, known) = (is.id, &was.findings);
        is.findings.iter().flat_map(move |(ground, found)| {
            let changes = changes(*ground, known.get(ground), found);
            changes.map(move |(change, on)| GroundMove { person, ground: *ground, change, on })
        })
    })
}

fn changes(
    ground: Ground,
    was: Option<&FoundGround>,
    is: &FoundGround,
) -> impl Iterator<Item = (GroundChange, NaiveDate)> + use<> {
    let was_there = was.is_some_and(|it| it.finding == Finding::Present);
    let is_there = is.finding == Finding::Present;
    let found = (is_there && !was_there).then_some((GroundChange::Found, is.found_on));
    // What cannot fall away was found in error, and nothing was lifted by saying so.
    let gone = is.removed_on.filter(|_| was_there && !is_there && ground.is_curable());
    let answered = was.is_some_and(|it| it.deviation.is_some());
    let aside = is.deviation.as_ref().filter(|_| !answered).map(|it| it.on);
    let gone = gone.map(|on| (GroundChange::FellAway, on));
    let aside = aside.map(|on| (GroundChange::SetAside, on));
    found.into_iter().chain(gone).chain(aside)
}
