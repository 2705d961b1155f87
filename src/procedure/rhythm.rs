//! How often the commission has to sit (§ 3, § 6 HFKVO), and whether it is about to fall behind.

use chrono::{Datelike as _, Days, Months, NaiveDate};

use super::{RuleSet, SittingState, named};

named! {
    /// At least one sitting in each.
    pub enum Rhythm {
        Month = "Monat", "Monat";
        /// Enough where a Vorprüfungsausschuss exists.
        Quarter = "Quartal", "Quartal";
        /// No source asks for one.
        None = "keiner", "keiner";
    }
}

/// A month or quarter without a sitting that was held or is still to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RhythmGap {
    pub rhythm: Rhythm,
    pub first: NaiveDate,
    pub last: NaiveDate,
    /// Who asks for it.
    pub source: &'static str,
    /// The last day on which an invitation can leave in time for a sitting on its last working day.
    pub invite_by: NaiveDate,
}

/// So many days before a month or quarter begins, a sitting in it should be planned.
const AHEAD: u64 = 28;

/// The month or quarter of today, and the next one when it begins soon, as far as no sitting was
/// held in it and none is to come.
pub fn rhythm_gaps(
    sittings: &[(NaiveDate, SittingState)],
    today: NaiveDate,
    rules: &RuleSet,
) -> Vec<RhythmGap> {
    let rhythm = rules.sitting_rhythm;
    if rhythm == Rhythm::None {
        return Vec::new();
    }
    let (first, next) = (rhythm.first_day(today), rhythm.next(rhythm.first_day(today)));
    let is_near = next <= today + Days::new(AHEAD);
    let counts = |(day, state): &(NaiveDate, SittingState)| match state {
        SittingState::Open | SittingState::Closed | SittingState::Approved => true,
        SittingState::Planned | SittingState::Published => *day >= today,
        SittingState::Cancelled => false,
    };
    let gap = |first: NaiveDate| {
        let last = rhythm.next(first) - Days::new(1);
        let held = |it: &(NaiveDate, SittingState)| (first..=last).contains(&it.0) && counts(it);
        let invite_by = invite_by(last, rules);
        let gap = RhythmGap { rhythm, first, last, source: rules.law.sittings_asked_by, invite_by };
        (!sittings.iter().any(held)).then_some(gap)
    };
    [Some(first), is_near.then_some(next)].into_iter().flatten().filter_map(gap).collect()
}

/// The days of sittings that [`rhythm_gaps`] asks for.
pub fn rhythm_days(today: NaiveDate, rules: &RuleSet) -> (NaiveDate, NaiveDate) {
    let rhythm = rules.sitting_rhythm;
    let first = rhythm.first_day(today);
    (first, rhythm.next(rhythm.next(first)) - Days::new(1))
}

fn invite_by(last: NaiveDate, rules: &RuleSet) -> NaiveDate {
    let calendar = &rules.calendar;
    let before = |day: NaiveDate| std::iter::successors(Some(day), NaiveDate::pred_opt);
    let sitting = before(last).find(|it| calendar.is_working_day(*it)).unwrap_or(last);
    let in_time = |it: &NaiveDate| calendar.add_working_days(*it, rules.folder_days) <= sitting;
    let mut days = before(sitting).filter(|it| calendar.is_working_day(*it));
    days.find(in_time).unwrap_or(sitting)
}

impl Rhythm {
    const fn months(self) -> u32 {
        match self {
            Self::Month | Self::None => 1,
            Self::Quarter => 3,
        }
    }

    fn first_day(self, day: NaiveDate) -> NaiveDate {
        let month = day.month0() / self.months() * self.months();
        NaiveDate::from_ymd_opt(day.year(), month + 1, 1).unwrap_or(day)
    }

    fn next(self, first: NaiveDate) -> NaiveDate {
        first + Months::new(self.months())
    }
}
