//! When a letter that was sent by post counts as received.
//!
//! § 41(2) s. 1 VwVfG NRW says so of administrative acts. The letters of a Härtefallkommission are
//! none, and each names its last day as a date, which goes before (§ 31(2) VwVfG NRW). So a period
//! runs from the day of its letter, unless the secretariat sets otherwise; then for every period
//! that a letter begins, to the authority and to the applicant side alike.
//!
//! The day on which a letter counts as received is a point in time and no period: it stays where
//! it is on a Saturday, a Sunday or a holiday. § 31(3) VwVfG and § 193 BGB move ends of periods
//! alone, and the wording in force since 2025 has changed nothing but the number of days (OVG
//! Lüneburg, 28.02.2011, 4 LA 44/10, on the same sentence in § 37(2) SGB X).

use std::{fmt, str::FromStr};

use chrono::{Days, NaiveDate};

/// „Bekanntgabe durch die Post“, as the secretariat has set it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Posting {
    /// § 41(2) VwVfG NRW as it stood on the day of the letter.
    ByStatute,
    /// So many days after posting; with 0 the period runs from the day of the letter.
    Days(u8),
}

impl Posting {
    /// The fourth day after posting since 1 January 2025 (Postrechtsmodernisierungsgesetz), the
    /// third before.
    const STATUTE: [(NaiveDate, u8); 2] = [(first_of(2025), 4), (NaiveDate::MIN, 3)];
    const MOST_DAYS: u8 = 10;

    /// The day on which a letter counts as received.
    pub fn received_on(self, letter_of: NaiveDate) -> NaiveDate {
        letter_of + Days::new(self.days(letter_of).into())
    }

    /// Why the letter counts as received on that day; nothing where it is the day of the letter.
    pub(super) fn explain(self, letter_of: NaiveDate) -> Option<String> {
        let days = self.days(letter_of);
        let posted = letter_of.format("%d.%m.%Y");
        (days > 0)
            .then(|| format!("Aufgabe zur Post am {posted}, Bekanntgabe am {days}. Tag danach"))
    }

    fn days(self, letter_of: NaiveDate) -> u8 {
        match self {
            Self::Days(days) => days,
            Self::ByStatute => {
                Self::STATUTE.iter().find(|it| it.0 <= letter_of).map_or(0, |it| it.1)
            }
        }
    }
}

const fn first_of(year: i32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, 1, 1) {
        Some(day) => day,
        None => NaiveDate::MIN,
    }
}

impl fmt::Display for Posting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ByStatute => f.write_str("gesetzlich"),
            Self::Days(days) => write!(f, "{days}"),
        }
    }
}

impl FromStr for Posting {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text == Self::ByStatute.to_string() {
            return Ok(Self::ByStatute);
        }
        let days = text.parse().ok().filter(|it| *it <= Self::MOST_DAYS);
        days.map(Self::Days).ok_or_else(|| {
            format!(
                "Bitte „gesetzlich“ (§ 41 Abs. 2 VwVfG NRW: 4. Tag nach der Aufgabe zur Post) oder \
                 eine ganze Zahl von 0 bis {} angeben; bei 0 läuft die Frist ab dem Tag des Schreibens.",
                Self::MOST_DAYS
            )
        })
    }
}
