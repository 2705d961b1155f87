//! When an authority that does not answer is reminded, and when the chair is told of it.

use chrono::{Days, NaiveDate};

use super::{RuleSet, StepKind};

/// What the authority was asked for and has not answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Awaited {
    pub asked_on: NaiveDate,
    /// The day on which it said what it intends, while its decision is still awaited.
    pub heard_on: Option<NaiveDate>,
    /// The days of the reminders since, the latest last.
    pub reminded_on: Vec<NaiveDate>,
}

impl Awaited {
    /// The steps that say what the authority was asked and whether it has answered: no other changes
    /// what [`Awaited::after`] says.
    pub const TOLD_BY: &[StepKind] = &[
        StepKind::RequestStatement,
        StepKind::Reinquire,
        StepKind::RecordStatement,
        StepKind::SendErsuchen,
        StepKind::RecordIntention,
        StepKind::RecordFinalDecision,
        StepKind::RemindAuthority,
        StepKind::ChangeAuthority,
    ];

    /// Out of the steps of a round in their order, each with its day. `None`: nothing was asked, or
    /// all is answered.
    pub fn after(steps: impl IntoIterator<Item = (StepKind, NaiveDate)>) -> Option<Self> {
        steps.into_iter().fold(None, |awaited, (step, on)| match (step, awaited) {
            (StepKind::RequestStatement | StepKind::Reinquire | StepKind::SendErsuchen, _) => {
                Some(Self { asked_on: on, heard_on: None, reminded_on: Vec::new() })
            }
            // Another authority is asked instead, and has its own time.
            (StepKind::ChangeAuthority, Some(_)) => {
                Some(Self { asked_on: on, heard_on: None, reminded_on: Vec::new() })
            }
            (StepKind::RecordStatement | StepKind::RecordFinalDecision, _) => None,
            // It is not silent: its decision is waited for anew.
            (StepKind::RecordIntention, Some(awaited)) => {
                Some(Self { heard_on: Some(on), reminded_on: Vec::new(), ..awaited })
            }
            (StepKind::RemindAuthority, Some(mut awaited)) => {
                awaited.reminded_on.push(on);
                Some(awaited)
            }
            (_, awaited) => awaited,
        })
    }
}

/// What is to be done about a silent authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reminding {
    /// Not before this day.
    From(NaiveDate),
    /// The reminder of this number is due, the first being 1.
    Due(usize),
    /// It has not answered the reminders either: a matter for the chair.
    ForChair,
}

/// The first reminder is due on the day after the deadline, each further one on the day after that
/// which the last letter has named; when the number the secretariat has set is used up, the chair is
/// told. A deadline that is extended after a reminder is waited for again.
pub fn reminding(
    awaited: &Awaited,
    due_on: NaiveDate,
    today: NaiveDate,
    rules: &RuleSet,
) -> Reminding {
    let heard_or_asked = awaited.reminded_on.last().copied().max(awaited.heard_on);
    let last = heard_or_asked.map(|it| rules.due_after_reminder(it).on);
    let from = last.map_or(due_on, |it| it.max(due_on)) + Days::new(1);
    let sent = awaited.reminded_on.len();
    match () {
        () if today < from => Reminding::From(from),
        () if sent >= rules.reminders_before_chair as usize => Reminding::ForChair,
        () => Reminding::Due(sent + 1),
    }
}
