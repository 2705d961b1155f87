//! Which papers a case has, lacks, does not need or waits for. Nothing of it is kept: it follows
//! from the list, the persons, the documents and what the secretariat has noted.

use std::collections::BTreeSet;

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{
    Checklist, ChecklistItem, Condition, DocumentKind, Mark, Per, PersonDetails, PersonId, named,
};

named! {
    pub enum PaperState {
        Present = "present", "vorhanden";
        Missing = "missing", "fehlt";
        NotNeeded = "not_needed", "nicht erforderlich";
        Requested = "requested", "nachgefordert";
    }
}

/// A named document, as far as the list asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    pub kind: DocumentKind,
    /// None: of the case as a whole.
    pub person: Option<PersonId>,
    pub dated_on: Option<NaiveDate>,
    pub received_on: NaiveDate,
}

impl Paper {
    /// Whoever has not noted its date knows at least when it was there.
    fn day(&self) -> NaiveDate {
        self.dated_on.unwrap_or(self.received_on)
    }
}

/// A line of the list for one person or for the case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PaperOf {
    /// The key of the item.
    pub item: String,
    /// None: the case as a whole.
    pub person: Option<PersonId>,
}

/// Not needed in this case although the list asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    pub of: PaperOf,
    pub reason: String,
}

/// Asked for in a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentRequest {
    pub of: PaperOf,
    pub requested_on: NaiveDate,
    pub due_on: NaiveDate,
}

/// All that the states follow from.
#[derive(Debug, Clone, Copy)]
pub struct Intake<'a> {
    /// Those whose procedure runs.
    pub persons: &'a [&'a PersonDetails],
    pub represented: bool,
    pub papers: &'a [Paper],
    pub marks: &'a BTreeSet<(PersonId, Mark)>,
    pub waivers: &'a [Waiver],
    pub requests: &'a [DocumentRequest],
    pub today: NaiveDate,
    /// The day on which papers must still hold: that of the sitting.
    pub sitting_on: NaiveDate,
}

/// Where one line of the list stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChecklistLine<'a> {
    pub item: &'a ChecklistItem,
    pub person: Option<PersonId>,
    pub state: PaperState,
    /// The day of a paper that is there, but too old on the day of the sitting.
    pub outdated: Option<NaiveDate>,
    /// Why it is not needed, where somebody has said so.
    pub reason: Option<String>,
    /// By when it was asked for.
    pub due_on: Option<NaiveDate>,
}

impl ChecklistLine<'_> {
    pub fn of(&self) -> PaperOf {
        PaperOf { item: self.item.key.clone(), person: self.person }
    }

    /// Not there although it should be, asked for or not.
    pub fn is_lacking(&self) -> bool {
        matches!(self.state, PaperState::Missing | PaperState::Requested)
    }

    /// Somebody waits for it.
    pub fn is_outstanding(&self) -> bool {
        self.item.required && self.is_lacking()
    }
}

/// The list for this case: a line for each item and, where it is asked of each, each person.
pub fn completeness<'a>(list: &'a Checklist, intake: Intake) -> Vec<ChecklistLine<'a>> {
    let lines = list.items().iter().flat_map(|item| {
        let of: Vec<Option<&PersonDetails>> = match item.per {
            Per::Case => vec![None],
            Per::Person => intake.persons.iter().copied().map(Some).collect(),
        };
        of.into_iter().map(move |person| intake.line(item, person))
    });
    lines.collect()
}

impl Intake<'_> {
    fn line<'a>(
        &self,
        item: &'a ChecklistItem,
        person: Option<&PersonDetails>,
    ) -> ChecklistLine<'a> {
        let id = person.map(|it| it.id);
        let here = |of: &PaperOf| of.item == item.key && of.person == id;
        let papers: Vec<&Paper> = self.papers.iter().filter(|it| self.fits(it, item, id)).collect();
        let fresh = papers.iter().any(|it| self.holds(it, item));
        let reason = self.waivers.iter().find(|it| here(&it.of)).map(|it| it.reason.clone());
        let answered =
            |asked: &DocumentRequest| papers.iter().any(|it| it.received_on > asked.requested_on);
        let open = self.requests.iter().filter(|it| here(&it.of) && !answered(it));
        let due_on = open.map(|it| it.due_on).max();
        let state = match (fresh, self.is_needed(item, person), &reason, due_on) {
            (true, ..) => PaperState::Present,
            (_, false, ..) | (_, _, Some(_), _) => PaperState::NotNeeded,
            (.., Some(_)) => PaperState::Requested,
            (.., None) => PaperState::Missing,
        };
        let lacking = matches!(state, PaperState::Missing | PaperState::Requested);
        ChecklistLine {
            item,
            person: id,
            state,
            outdated: papers.iter().map(|it| it.day()).max().filter(|_| lacking),
            reason: reason.filter(|_| state == PaperState::NotNeeded),
            due_on: due_on.filter(|_| state == PaperState::Requested),
        }
    }

    /// A paper of the case as a whole proves nothing of one of several persons.
    fn fits(&self, paper: &Paper, item: &ChecklistItem, person: Option<PersonId>) -> bool {
        let only_one = paper.person.is_none() && self.persons.len() == 1;
        paper.kind == item.fulfilled_by && (person.is_none() || paper.person == person || only_one)
    }

    /// „Nicht älter als 3 Monate“, measured at the day of the sitting.
    fn holds(&self, paper: &Paper, item: &ChecklistItem) -> bool {
        let until = |it: u32| paper.day().checked_add_months(Months::new(it));
        item.valid_months.and_then(until).is_none_or(|it| it >= self.sitting_on)
    }

    fn is_needed(&self, item: &ChecklistItem, person: Option<&PersonDetails>) -> bool {
        let somebody = |fits: &dyn Fn(&PersonDetails) -> bool| match person {
            Some(it) => fits(it),
            None => self.persons.iter().any(|it| fits(it)),
        };
        let minor = |it: &PersonDetails| it.born.age(self.today) < 18;
        match item.condition {
            Condition::Always => true,
            Condition::Represented => self.represented,
            Condition::Adult => somebody(&|it| !minor(it)),
            Condition::Child => somebody(&minor),
            by_mark => {
                let mark = by_mark.mark();
                somebody(&|it| mark.is_some_and(|mark| self.marks.contains(&(it.id, mark))))
            }
        }
    }
}
