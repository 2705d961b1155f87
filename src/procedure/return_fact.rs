//! What is known of a return that is being prepared: its day is secret (§ 59(1) s. 8, § 97a
//! AufenthG). It stands in no finding, no event and no letter, and makes an Eilfall of the case.

use chrono::NaiveDate;

use super::{
    Case, FieldError, Finding, FindingEntry, PersonId, Stage, StatedPerson, Statement, Step,
    StepKind, Violation, names::named,
};

named! {
    pub enum ReturnFactKind {
        ReturnDate = "return_date", "Termin der Rückführung";
        Flight = "flight", "gebuchter Flug";
        Detention = "detention", "Abschiebungshaft";
        Wanted = "wanted", "Fahndung";
    }
}

impl ReturnFactKind {
    /// Whether with it the day of the return stands (§ 5(2) Nr. 6). The others are true since a day.
    pub const fn is_date(self) -> bool {
        matches!(self, Self::ReturnDate | Self::Flight)
    }

    const fn hurries(self) -> bool {
        !matches!(self, Self::Wanted)
    }
}

/// As it was noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnFact {
    pub person: PersonId,
    pub kind: ReturnFactKind,
    /// The day of the return, or since when it is so.
    pub on: NaiveDate,
    /// Who said so.
    pub source: String,
}

impl ReturnFact {
    pub const MAX_SOURCE: usize = 500;
    /// What an Eilfall says of itself in the history, where no day may stand.
    const WHY: &'static str = "Vermerk zur Rückführung";

    /// What keeps it from being noted beside those of the case that have not ended.
    pub fn errors<'a>(
        &self,
        mut others: impl Iterator<Item = &'a Self>,
        today: NaiveDate,
    ) -> Vec<FieldError> {
        let same = |it: &Self| (it.person, it.kind, it.on) == (self.person, self.kind, self.on);
        let wrong = [
            (self.kind.is_date() && self.on < today, "on", "Dieser Tag ist schon vorbei."),
            (!self.kind.is_date() && self.on > today, "on", "Der Beginn liegt in der Zukunft."),
            (others.any(same), "on", "Das ist schon vermerkt."),
            (self.source.trim().is_empty(), "source", "Bitte angeben, woher das bekannt ist."),
            (
                self.source.chars().count() > Self::MAX_SOURCE,
                "source",
                "Quelle: höchstens 500 Zeichen.",
            ),
        ];
        let wrong = wrong.into_iter().filter(|it| it.0);
        wrong.map(|(_, field, sentence)| FieldError::new(field, sentence)).collect()
    }

    /// The step that follows from it for the case, if one does: the ground is there, and the case
    /// is an Eilfall, which nothing else than a step makes it.
    pub fn calls_for(&self, case: &Case, today: NaiveDate) -> Option<Step> {
        let ground = case.catalogue.return_date().filter(|_| self.kind.is_date());
        let known = |ground| {
            case.person(self.person).is_some_and(|it| it.finding(ground) == Finding::Present)
        };
        let hurries = self.kind.hurries() && !case.urgent;
        match ground {
            Some(ground) if hurries || !known(ground) => {
                let entry = FindingEntry::of(self.person, ground, Finding::Present, "");
                let entry = FindingEntry { found_on: Some(today), ..entry };
                Some(Step::RecordFindings { entries: vec![entry] })
            }
            None if hurries && self.concerns_somebody_in(case) => {
                Some(Step::ChangeUrgency { urgent: true, reason: Self::WHY.to_owned() })
            }
            _ => None,
        }
    }

    fn concerns_somebody_in(&self, case: &Case) -> bool {
        let open = StepKind::ChangeUrgency.rule().from.contains(&case.stage);
        open && case.person(self.person).is_some_and(|it| !it.standing.is_ended())
    }

    /// The step that follows when it has ended: without another day that stands, the ground has
    /// fallen away. That is found today: the day on which it ended may have been that of the return,
    /// and more people read a finding. An Eilfall stays one until somebody has dealt with it.
    pub fn ends_with<'a>(
        &self,
        mut others: impl Iterator<Item = &'a Self>,
        case: &Case,
        today: NaiveDate,
    ) -> Option<Step> {
        let ground = case.catalogue.return_date().filter(|_| self.kind.is_date())?;
        let there = case.person(self.person)?.finding(ground) == Finding::Present;
        if !there || others.any(|it| it.person == self.person && it.kind.is_date()) {
            return None;
        }
        let entry = FindingEntry::of(self.person, ground, Finding::Absent, "");
        let entry = FindingEntry { found_on: Some(today), removed_on: Some(today), ..entry };
        Some(Step::RecordFindings { entries: vec![entry] })
    }
}

impl Statement {
    /// The days of a return that the authority tells of.
    pub fn return_facts(&self) -> Vec<ReturnFact> {
        let source = format!("Stellungnahme vom {}", self.dated_on.format("%d.%m.%Y"));
        let fact = |it: &StatedPerson| {
            let (kind, source) = (ReturnFactKind::ReturnDate, source.clone());
            Some(ReturnFact { person: it.person, kind, on: it.return_date?, source })
        };
        self.persons.iter().filter_map(fact).collect()
    }
}

impl Case {
    /// What keeps a return from being noted: a filed case prepares for nothing.
    pub fn return_fact_obstacles(&self, person: PersonId) -> Vec<Violation> {
        let filed = self.stage == Stage::Filed;
        let stranger = self.person(person).is_none();
        let found =
            [(filed, Violation::FiledPreparesNothing), (stranger, Violation::NotOfThisCase)];
        found.into_iter().filter(|it| it.0).map(|it| it.1).collect()
    }
}
