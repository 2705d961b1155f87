//! A step that was taken by mistake is taken back by an act of its own: nothing is overwritten.

use serde::{Deserialize, Serialize};

use super::{
    Case, Deadline, Finding, FoundGround, Ground, ItemSubject, PersonId, Role, RoundState,
    SittingId, SittingState, Stage, Standing, StepKind, Version, case::on_agenda,
};

/// What a step has changed, as it was before: enough to put it back without the rules of its day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Before {
    pub stage: Stage,
    pub urgent: bool,
    pub deadline: Option<Deadline>,
    pub sitting: Option<SittingId>,
    /// Of the persons who stand elsewhere since.
    pub standings: Vec<(PersonId, Standing)>,
    /// What was found; none: nothing was recorded on this ground.
    pub findings: Vec<(PersonId, Ground, Option<FoundGround>)>,
}

impl Before {
    pub(super) fn between(before: &Case, after: &Case) -> Self {
        let (mut standings, mut findings) = (Vec::new(), Vec::new());
        for (was, is) in before.persons.iter().zip(&after.persons) {
            if was.standing != is.standing {
                standings.push((was.id, was.standing));
            }
            for (ground, found) in &is.findings {
                let known = was.findings.get(ground);
                if known != Some(found) {
                    findings.push((was.id, *ground, known.cloned()));
                }
            }
        }
        let Case { stage, urgent, deadline, sitting, .. } = *before;
        Self { stage, urgent, deadline, sitting, standings, findings }
    }

    /// On whose agenda the case stood.
    pub fn agenda_item(&self) -> Option<(SittingId, ItemSubject)> {
        on_agenda(self.stage, self.sitting)
    }

    pub(super) fn put_back(&self, case: &mut Case) {
        (case.stage, case.urgent) = (self.stage, self.urgent);
        (case.deadline, case.sitting) = (self.deadline, self.sitting);
        for person in &mut case.persons {
            let stood = self.standings.iter().find(|it| it.0 == person.id);
            person.standing = stood.map_or(person.standing, |it| it.1);
            for (_, ground, found) in self.findings.iter().filter(|it| it.0 == person.id) {
                match found {
                    Some(it) => person.findings.insert(*ground, it.clone()),
                    None => person.findings.remove(ground),
                };
            }
        }
    }

    /// Whether the step found that a return stands, or that it does so no more.
    fn concerns_return_date(&self, case: &Case) -> bool {
        let is_there = |id: PersonId, ground| {
            case.person(id).is_some_and(|it| it.finding(ground) == Finding::Present)
        };
        self.findings.iter().filter(|it| it.1.is_return_date()).any(|(id, ground, was)| {
            was.as_ref().is_some_and(|it| it.finding == Finding::Present) || is_there(*id, *ground)
        })
    }
}

/// Which step is taken back, why, and what it had changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeBack {
    /// The version that the step made.
    pub version: Version,
    pub taken: StepKind,
    pub reason: String,
    pub before: Before,
}

/// The last step of the round that still stands, and what taking it back asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastStep {
    pub version: Version,
    pub kind: StepKind,
    /// Who could take it can take it back, and nobody else.
    pub by: &'static [Role],
    /// None: it was not kept when the step was recorded.
    pub before: Option<Before>,
    /// A letter of it has left the house.
    pub letter_left: bool,
    /// How the sitting stands on whose agenda the case was before it, or is since.
    pub sitting: Option<SittingState>,
    /// How the round of the committee stands in which it was decided, if it was.
    pub round: Option<RoundState>,
}

impl LastStep {
    /// The act that takes it back, if that can be done at all.
    pub fn taken_back(&self, reason: String) -> Option<TakeBack> {
        let before = self.before.clone()?;
        Some(TakeBack { version: self.version, taken: self.kind, reason, before })
    }

    /// Whether something else corrects it, which leaves in sight that it has happened.
    pub(super) fn is_corrected_otherwise(&self, case: &Case) -> bool {
        match self.kind {
            StepKind::Reopen | StepKind::ReleaseNotice | StepKind::ChangeAuthority => true,
            // What is known of a return is kept apart, and its end with it (§ 97a AufenthG).
            StepKind::RecordFindings => {
                self.before.as_ref().is_some_and(|it| it.concerns_return_date(case))
            }
            _ => false,
        }
    }

    /// Whether it happened to the case on an agenda, or brought it there.
    pub(super) fn is_of_agenda(&self, case: &Case) -> bool {
        let before = self.before.as_ref().and_then(Before::agenda_item);
        before.or(case.agenda_item()).is_some()
    }
}

/// The sentence that says what corrects it instead.
pub(super) const fn corrected_by(kind: StepKind) -> &'static str {
    match kind {
        StepKind::Reopen => {
            "Eine Wiederaufnahme wird nicht zurückgenommen; das Verfahren endet durch „Andere Erledigung“."
        }
        StepKind::ReleaseNotice => {
            "Die Mitteilungen einer Sitzung gehen gemeinsam hinaus; die Freigabe wird nicht zurückgenommen (§ 7 HFKVO)."
        }
        StepKind::ChangeAuthority => {
            "Die Zuständigkeit wird nicht zurückgenommen, sondern noch einmal geändert."
        }
        _ => {
            "Ein Befund zum Termin der Rückführung wird nicht zurückgenommen; bitte bei der Person unter „Rückführung“ ändern, was bekannt ist."
        }
    }
}
