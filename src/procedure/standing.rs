//! Where each person stands, and what a case comes to: its outcome follows from its persons.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{UnknownName, names::named};

/// One list of endings, each with its name as one after the vote.
macro_rules! endings {
    ($($variant:ident = $name:literal, $label:literal;)+) => {
        named! {
            /// "Andere Erledigung": what ends a person's procedure from outside, with its legal basis.
            pub enum OtherEnding { $($variant = $name, $label;)+ }
        }

        impl OtherEnding {
            const fn after_ersuchen(self) -> (&'static str, &'static str) {
                match self {
                    $(Self::$variant => (
                        concat!($name, "_after_ersuchen"),
                        concat!($label, " (nach dem Ersuchen)"),
                    ),)+
                }
            }
        }
    };
}

endings! {
    Withdrawn = "withdrawn", "Rücknahme";
    Title25 = "title_25", "Aufenthaltserlaubnis nach § 25 AufenthG";
    Title25a = "title_25a", "Aufenthaltserlaubnis nach § 25a AufenthG";
    Title25b = "title_25b", "Aufenthaltserlaubnis nach § 25b AufenthG";
    Toleration60a = "toleration_60a", "Duldung nach § 60a AufenthG";
    Training60c = "training_60c", "Ausbildungsduldung nach § 60c AufenthG";
    Employment60d = "employment_60d", "Beschäftigungsduldung nach § 60d AufenthG";
    Opportunity104c = "opportunity_104c", "Chancen-Aufenthaltsrecht nach § 104c AufenthG";
    FamilyTitle = "family_title", "Aufenthaltstitel aus familiären Gründen";
    EuRight = "eu_right", "Aufenthaltsrecht nach EU-Recht";
    OtherTitle = "other_title", "Anderer Aufenthaltstitel";
    Departed = "departed", "Freiwillige Ausreise";
    Deported = "deported", "Abschiebung";
    HandedOver = "handed_over", "Abgabe an ein anderes Land";
    Untraceable = "untraceable", "Unbekannt verzogen";
    Died = "died", "Tod";
    NotObliged = "not_obliged", "Nicht mehr ausreisepflichtig";
}

impl OtherEnding {
    /// The legal basis, where the ending has one.
    pub const fn basis(self) -> Option<&'static str> {
        Some(match self {
            Self::Title25 => "§ 25 AufenthG",
            Self::Title25a => "§ 25a AufenthG",
            Self::Title25b => "§ 25b AufenthG",
            Self::Toleration60a => "§ 60a AufenthG",
            Self::Training60c => "§ 60c AufenthG",
            Self::Employment60d => "§ 60d AufenthG",
            Self::Opportunity104c => "§ 104c AufenthG",
            Self::FamilyTitle => "§§ 27 bis 36a AufenthG",
            Self::EuRight => "FreizügG/EU",
            Self::Deported => "§ 58 AufenthG",
            Self::HandedOver => "§ 5 Abs. 1 Nr. 2 und 4 HFKVO",
            Self::Untraceable => "§ 5 Abs. 2 Nr. 3 HFKVO",
            Self::NotObliged => "§ 5 Abs. 1 Nr. 3 HFKVO",
            Self::Withdrawn | Self::OtherTitle | Self::Departed | Self::Died => return None,
        })
    }

    /// Whether somebody is still there to receive a letter without a representative.
    pub const fn reachable(self) -> bool {
        !matches!(self, Self::Deported | Self::Untraceable | Self::Died)
    }
}

/// Where one person of a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Standing {
    /// Nothing decided yet.
    Open,
    /// Annahme: the commission takes the person's case up.
    Admitted,
    /// An Ersuchen was resolved; the authority has not decided finally.
    Ersuchen,
    NotAdmitted,
    NoRequest,
    /// No Ersuchen, but an Empfehlung to the authority.
    NoRequestRecommended,
    Followed,
    NotFollowed,
    Other(OtherEnding),
    /// The commission had resolved an Ersuchen; the procedure ended before the authority decided.
    Lapsed(OtherEnding),
}

impl Standing {
    const PLAIN: [(Self, &'static str, &'static str); 8] = [
        (Self::Open, "open", "offen"),
        (Self::Admitted, "admitted", "angenommen"),
        (Self::Ersuchen, "ersuchen", "Ersuchen"),
        (Self::NotAdmitted, "not_admitted", "nicht angenommen"),
        (Self::NoRequest, "no_request", "kein Ersuchen"),
        (Self::NoRequestRecommended, "no_request_recommended", "kein Ersuchen, Empfehlung"),
        (Self::Followed, "followed", "Ersuchen befolgt"),
        (Self::NotFollowed, "not_followed", "Ersuchen nicht befolgt"),
    ];

    pub fn all() -> impl Iterator<Item = Self> {
        let plain = Self::PLAIN.iter().map(|it| it.0);
        let endings = || OtherEnding::ALL.iter().copied();
        plain.chain(endings().map(Self::Other)).chain(endings().map(Self::Lapsed))
    }

    /// Whether the person can still receive a letter without a representative.
    pub const fn is_reachable(self) -> bool {
        match self {
            Self::Other(ending) | Self::Lapsed(ending) => ending.reachable(),
            _ => true,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Other(ending) => ending.name(),
            Self::Lapsed(ending) => ending.after_ersuchen().0,
            plain => Self::PLAIN.iter().find(|it| it.0 == plain).map_or("", |it| it.1),
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Other(ending) => ending.label(),
            Self::Lapsed(ending) => ending.after_ersuchen().1,
            plain => Self::PLAIN.iter().find(|it| it.0 == plain).map_or("", |it| it.2),
        }
    }

    /// Whether the procedure is over for this person.
    pub const fn is_ended(self) -> bool {
        !matches!(self, Self::Open | Self::Admitted | Self::Ersuchen)
    }

    /// Whether the commission has yet to decide on an Ersuchen for this person.
    pub const fn is_to_be_decided(self) -> bool {
        matches!(self, Self::Admitted)
    }

    /// Whether the commission has decided on an Ersuchen for this person.
    pub const fn is_decided(self) -> bool {
        matches!(
            self,
            Self::Ersuchen
                | Self::NoRequest
                | Self::NoRequestRecommended
                | Self::Followed
                | Self::NotFollowed
                | Self::Lapsed(_)
        )
    }

    /// Whether what the commission has decided is still to be told to the authority, or could be.
    pub const fn concerns_authority(self) -> bool {
        matches!(self, Self::Ersuchen | Self::NoRequest | Self::NoRequestRecommended)
    }

    /// Where a person stands whose procedure ends from outside: what the commission has resolved
    /// stays resolved.
    #[must_use]
    pub const fn ended_by(self, ending: OtherEnding) -> Self {
        if self.is_decided() { Self::Lapsed(ending) } else { Self::Other(ending) }
    }

    /// What the person counts as in the yearly report.
    pub const fn result(self) -> CaseResult {
        match self {
            Self::Open | Self::Admitted => CaseResult::Open,
            Self::Ersuchen | Self::Followed | Self::NotFollowed | Self::Lapsed(_) => {
                CaseResult::Ersuchen
            }
            Self::NoRequest | Self::NoRequestRecommended => CaseResult::NoRequest,
            Self::NotAdmitted => CaseResult::NotAdmitted,
            Self::Other(_) => CaseResult::Other,
        }
    }
}

impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Standing {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, UnknownName> {
        Self::all().find(|it| it.name() == text).ok_or_else(|| UnknownName(text.to_owned()))
    }
}

impl TryFrom<String> for Standing {
    type Error = UnknownName;

    fn try_from(text: String) -> Result<Self, UnknownName> {
        text.parse()
    }
}

impl From<Standing> for String {
    fn from(standing: Standing) -> Self {
        standing.name().to_owned()
    }
}

named! {
    /// The columns of the yearly report (persons), and with the first that applies, of cases.
    pub enum CaseResult {
        Ersuchen = "ersuchen", "Ersuchen";
        Open = "open", "offen";
        NoRequest = "no_request", "kein Ersuchen";
        NotAdmitted = "not_admitted", "Nichtannahme";
        Other = "other", "andere Erledigung";
    }
}

impl CaseResult {
    /// What a case comes to: an Ersuchen for one person makes it a case with an Ersuchen;
    /// otherwise it is open while one person is; otherwise the first ending that applies.
    pub fn of(standings: impl IntoIterator<Item = Standing>) -> Self {
        standings.into_iter().map(Standing::result).min().unwrap_or(Self::Open)
    }
}
