//! A sitting of the commission (§ 6 HFKVO) and its own small table of steps.

use chrono::{NaiveDate, NaiveTime};

use super::{Actor, LetterKind, Role, SittingId, Version, Violation, names::named};

named! {
    pub enum SittingState {
        Planned = "planned", "geplant";
        Published = "published", "eingeladen";
        Open = "open", "eröffnet";
        Closed = "closed", "geschlossen";
        Approved = "approved", "Protokoll genehmigt";
        Cancelled = "cancelled", "abgesagt";
    }
}

impl SittingState {
    /// Whether cases can still be put on the agenda, as an item or as a supplement.
    pub const fn takes_items(self) -> bool {
        matches!(self, Self::Planned | Self::Published | Self::Open)
    }

    /// Whether it has been held: there are resolutions, and minutes of them.
    pub const fn is_held(self) -> bool {
        matches!(self, Self::Closed | Self::Approved)
    }

    /// Whether who came and went can be recorded.
    pub const fn takes_attendance(self) -> bool {
        matches!(self, Self::Published | Self::Open)
    }
}

named! {
    /// What became of an agenda item (Tagesordnungspunkt).
    pub enum ItemState {
        Open = "open", "offen";
        Decided = "decided", "beschlossen";
        Adjourned = "adjourned", "vertagt";
        Reinquired = "reinquired", "zurück zur Aufklärung";
        Withdrawn = "withdrawn", "von der Tagesordnung genommen";
    }
}

named! {
    /// What an agenda item is about.
    pub enum ItemSubject {
        /// The commission decides on the Annahme: no committee does, or it came to no decision.
        Admission = "admission", "Annahme";
        /// It decides on an Ersuchen; before that, on a ground of § 5 that has appeared since.
        Request = "request", "Ersuchen";
    }
}

/// What became of a case's item, and on which agenda.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AgendaChange {
    pub sitting: SittingId,
    pub subject: ItemSubject,
    pub state: ItemState,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sitting {
    pub id: SittingId,
    pub version: Version,
    /// `11` of „Nr. 11/2026“.
    pub number: i32,
    pub held_on: NaiveDate,
    pub starts_at: NaiveTime,
    pub place: String,
    pub state: SittingState,
    /// How many cases stand on its agenda, without those taken off.
    pub cases: usize,
    /// How many of its items wait for a result.
    pub items_open: usize,
}

named! {
    pub enum SittingStepKind {
        Publish = "publish", "Einladung mit Tagesordnung versenden";
        Open = "open", "Sitzung eröffnen";
        Close = "close", "Sitzung schließen";
        Approve = "approve", "Protokoll genehmigen";
        Cancel = "cancel", "Sitzung absagen";
    }
}

/// A step of a sitting; none needs particulars.
pub type SittingStep = SittingStepKind;

pub struct SittingRule {
    pub from: &'static [SittingState],
    pub to: SittingState,
    pub by: &'static [Role],
    pub letter: Option<LetterKind>,
}

impl SittingStepKind {
    #[rustfmt::skip]
    pub const fn rule(self) -> SittingRule {
        use {LetterKind::{L12, L13}, Role::{Chair, Clerk}, SittingState as S};
        match self {
            //                              from                         to             by               letter
            Self::Publish => rule(&[S::Planned],                 S::Published,  &[Chair],         Some(L12)),
            Self::Open    => rule(&[S::Published],               S::Open,       &[Chair, Clerk],  None),
            Self::Close   => rule(&[S::Open],                    S::Closed,     &[Chair, Clerk],  Some(L13)),
            Self::Approve => rule(&[S::Closed],                  S::Approved,   &[Chair],         None),
            Self::Cancel  => rule(&[S::Planned, S::Published],   S::Cancelled,  &[Chair],         None),
        }
    }
}

const fn rule(
    from: &'static [SittingState],
    to: SittingState,
    by: &'static [Role],
    letter: Option<LetterKind>,
) -> SittingRule {
    SittingRule { from, to, by, letter }
}

/// What a permitted step made of a sitting. Only [`take_sitting_step`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SittingOutcome {
    sitting: Sitting,
    from: SittingState,
    step: SittingStep,
    hat: Role,
}

impl SittingOutcome {
    pub fn sitting(&self) -> &Sitting {
        &self.sitting
    }
    pub fn from(&self) -> SittingState {
        self.from
    }
    pub fn step(&self) -> SittingStep {
        self.step
    }
    pub fn hat(&self) -> Role {
        self.hat
    }
    pub fn letter(&self) -> Option<LetterKind> {
        self.step.rule().letter
    }
}

pub fn sitting_obstacles(
    sitting: &Sitting,
    step: SittingStepKind,
    by: &Actor,
    today: NaiveDate,
) -> Vec<Violation> {
    let rule = step.rule();
    let mut found = Vec::new();
    if by.hat(rule.by).is_none() {
        found.push(Violation::OpenTo(rule.by));
    }
    if !rule.from.contains(&sitting.state) {
        found.push(Violation::SittingWrongState(step.label(), sitting.state));
        return found;
    }
    match step {
        SittingStepKind::Publish if sitting.cases == 0 => found.push(Violation::AgendaEmpty),
        SittingStepKind::Open if sitting.held_on > today => {
            found.push(Violation::SittingNotToday(sitting.held_on));
        }
        SittingStepKind::Close | SittingStepKind::Cancel if sitting.items_open > 0 => {
            found.push(Violation::ItemsOpen(sitting.items_open));
        }
        _ => (),
    }
    found
}

pub fn take_sitting_step(
    sitting: &Sitting,
    step: SittingStep,
    by: &Actor,
    today: NaiveDate,
) -> Result<SittingOutcome, Vec<Violation>> {
    let found = sitting_obstacles(sitting, step, by, today);
    let Some(hat) = by.hat(step.rule().by).filter(|_| found.is_empty()) else {
        return Err(found);
    };
    let next = Sitting {
        state: step.rule().to,
        version: Version(sitting.version.0 + 1),
        ..sitting.clone()
    };
    Ok(SittingOutcome { sitting: next, from: sitting.state, step, hat })
}
