//! The moment of a request. It enters at the edge (web, command line) and is passed down.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Europe::Berlin;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    pub at: DateTime<Utc>,
    /// The calendar day in Europe/Berlin, by which all periods run.
    pub today: NaiveDate,
}

impl Now {
    pub fn from(at: DateTime<Utc>) -> Self {
        Self { at, today: at.with_timezone(&Berlin).date_naive() }
    }
}

/// `22.11.2026, 14:05` as the clock on the wall in Düsseldorf shows it.
pub fn wall_clock(at: DateTime<Utc>) -> String {
    at.with_timezone(&Berlin).format("%d.%m.%Y, %H:%M").to_string()
}

/// The time of day on that clock.
pub fn wall_time(at: DateTime<Utc>) -> NaiveTime {
    at.with_timezone(&Berlin).time()
}
