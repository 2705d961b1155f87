//! Deadlines are opened and closed by steps, and changed with a reason; the dates before stay.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Case, Deadline, DeadlineKind, Due, Event, Period, RuleSet, Step, Violation, named};

named! {
    /// What became of a deadline.
    pub enum DeadlineMove {
        Opened = "opened", "gesetzt";
        Closed = "closed", "erledigt";
        Extended = "extended", "verlängert";
        Paused = "paused", "angehalten";
        Resumed = "resumed", "fortgesetzt";
        Withdrawn = "withdrawn", "zurückgenommen";
    }
}

/// What the secretariat makes of an open deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineChange {
    ExtendTo(NaiveDate),
    /// From the end of the period before (§ 190 BGB).
    ExtendBy(Period),
    Pause,
    Resume,
    Withdraw,
}

impl DeadlineChange {
    pub const fn makes(self) -> DeadlineMove {
        match self {
            Self::ExtendTo(_) | Self::ExtendBy(_) => DeadlineMove::Extended,
            Self::Pause => DeadlineMove::Paused,
            Self::Resume => DeadlineMove::Resumed,
            Self::Withdraw => DeadlineMove::Withdrawn,
        }
    }
}

/// A line of the history of deadlines: the day it was then due on, why then, and why changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadlineEntry {
    pub kind: DeadlineKind,
    pub what: DeadlineMove,
    pub due_on: NaiveDate,
    pub why: String,
    pub reason: String,
}

impl RuleSet {
    /// By when something is due that is asked for today: by a letter, but for the decision, which
    /// is awaited since the authority has said what it intends.
    fn due_from(&self, kind: DeadlineKind, today: NaiveDate) -> Due {
        match kind {
            DeadlineKind::Statement => self.due_after_letter(self.statement_period, today),
            DeadlineKind::AuthorityReply => self.due_after_letter(self.reply_period, today),
            DeadlineKind::AuthorityDecision => self.decision_period.due(today, &self.calendar),
        }
    }

    /// The deadline that a step of today sets.
    pub(super) fn opens(&self, kind: DeadlineKind, today: NaiveDate) -> Deadline {
        Deadline::new(kind, self.due_from(kind, today).on)
    }
}

impl Deadline {
    /// What is left of it after a change.
    pub(super) fn after(
        self,
        change: DeadlineChange,
        (today, rules): (NaiveDate, &RuleSet),
    ) -> Option<Self> {
        let rests_since = (change == DeadlineChange::Pause).then_some(today);
        let due_on = self.due_after(change, (today, rules)).on;
        let withdrawn = change == DeadlineChange::Withdraw;
        (!withdrawn).then_some(Self { kind: self.kind, due_on, rests_since })
    }

    /// The day on which it is due after a change, and why then.
    pub(super) fn due_after(
        self,
        change: DeadlineChange,
        (today, rules): (NaiveDate, &RuleSet),
    ) -> Due {
        let calendar = &rules.calendar;
        match change {
            DeadlineChange::ExtendTo(day) => calendar.due_on(day, "verlängert"),
            DeadlineChange::ExtendBy(period) => period.due(self.due_on, calendar),
            DeadlineChange::Resume => {
                let since = self.rests_since.unwrap_or(today);
                let rested = (today - since).num_days().max(0).unsigned_abs();
                let (since, today) = (since.format("%d.%m.%Y"), today.format("%d.%m.%Y"));
                let days = if rested == 1 { "1 Tag" } else { &format!("{rested} Tage") };
                let start = format!("ruhte {days} ab {since}, fortgesetzt am {today}");
                calendar.due_on(self.due_on + Days::new(rested), &start)
            }
            DeadlineChange::Pause | DeadlineChange::Withdraw => {
                Due { on: self.due_on, why: String::new() }
            }
        }
    }
}

/// What stands in the way of a change: what rests goes on before it is extended; what is over can
/// be extended (§ 31(7) VwVfG) and no longer paused.
pub(super) fn change_obstacles(
    case: &Case,
    change: DeadlineChange,
    (today, rules): (NaiveDate, &RuleSet),
) -> Option<Violation> {
    let it = case.deadline?;
    match (change, it.rests_since) {
        (DeadlineChange::Withdraw, _) | (DeadlineChange::Resume, Some(_)) => None,
        (DeadlineChange::Resume, None) => Some(Violation::DeadlineNotPaused),
        (_, Some(since)) => Some(Violation::DeadlineRests(since)),
        (DeadlineChange::Pause, None) => {
            it.is_over(today).then_some(Violation::DeadlineOver(it.due_on))
        }
        (DeadlineChange::ExtendTo(_) | DeadlineChange::ExtendBy(_), None) => {
            match it.due_after(change, (today, rules)).on {
                new if new <= it.due_on => Some(Violation::DeadlineNotLater(it.due_on)),
                new if new < today => Some(Violation::DeadlinePast(new)),
                _ => None,
            }
        }
    }
}

/// What a step did to the deadline of a case.
pub(super) fn deadline_entries(
    (before, after): (&Case, &Case),
    event: &Event,
    rules: &RuleSet,
) -> Vec<DeadlineEntry> {
    let entry = |it: Deadline, what, why, reason: &str| DeadlineEntry {
        kind: it.kind,
        what,
        due_on: it.due_on,
        why,
        reason: reason.to_owned(),
    };
    if before.deadline == after.deadline {
        return Vec::new();
    }
    if let (Step::ChangeDeadline { change, reason }, Some(was)) = (&event.step, before.deadline) {
        let why = was.due_after(*change, (event.on, rules)).why;
        return vec![entry(after.deadline.unwrap_or(was), change.makes(), why, reason)];
    }
    if let Step::TakeBack(it) = &event.step {
        let because = |deadline, what| entry(deadline, what, String::new(), &it.reason);
        let set_by_it = before.deadline.map(|it| because(it, DeadlineMove::Withdrawn));
        let again = after.deadline.map(|it| {
            let rests = if it.is_running() { DeadlineMove::Resumed } else { DeadlineMove::Paused };
            because(it, rests)
        });
        return set_by_it.into_iter().chain(again).collect();
    }
    let closed = before.deadline.map(|it| entry(it, DeadlineMove::Closed, String::new(), ""));
    let opened = after.deadline.map(|it| {
        let why = rules.due_from(it.kind, event.on).why;
        entry(it, DeadlineMove::Opened, why, "")
    });
    closed.into_iter().chain(opened).collect()
}
