//! What the authority makes of an Ersuchen: what it intends, what it decides, how often it follows
//! (§ 7(3) HFKVO, § 23a AufenthG).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{PersonId, Standing, names::named};

/// What the authority says it will do. Reports of the time before say it of everybody at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intention {
    pub reported_on: NaiveDate,
    pub reasons: String,
    /// Said of everybody at once, in reports of the time before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<bool>,
    #[serde(default)]
    pub followed: Vec<PersonId>,
    #[serde(default)]
    pub not_followed: Vec<PersonId>,
    /// It reported before it decided, as § 7(3) asks. None: nobody has noted it.
    #[serde(default)]
    pub before_deciding: Option<bool>,
}

impl Intention {
    pub fn refuses(&self) -> bool {
        self.follows == Some(false) || !self.not_followed.is_empty()
    }
}

/// What the authority has decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FinalDecision {
    pub decided_on: NaiveDate,
    pub followed: Vec<PersonId>,
    pub not_followed: Vec<PersonId>,
    pub reasons: String,
    /// What was granted, as far as it is known.
    #[serde(default)]
    pub titles: Vec<GrantedTitle>,
}

impl FinalDecision {
    pub const fn refuses(&self) -> bool {
        !self.not_followed.is_empty()
    }
}

/// The title of one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantedTitle {
    pub person: PersonId,
    /// `§ 23a AufenthG`
    pub basis: String,
    pub valid_from: Option<NaiveDate>,
    pub valid_until: Option<NaiveDate>,
    pub conditions: Vec<TitleCondition>,
    /// The other condition, in words.
    pub other_condition: String,
}

impl GrantedTitle {
    pub const MAX_BASIS: usize = 100;

    /// Nothing is known of it yet.
    pub const fn unknown(person: PersonId) -> Self {
        Self {
            person,
            basis: String::new(),
            valid_from: None,
            valid_until: None,
            conditions: Vec::new(),
            other_condition: String::new(),
        }
    }

    pub fn is_known(&self) -> bool {
        *self != Self::unknown(self.person)
    }
}

named! {
    /// On what the title was made to depend.
    pub enum TitleCondition {
        Livelihood = "livelihood", "Lebensunterhalt gesichert";
        Undertaking = "undertaking", "Verpflichtungserklärung nach § 68 AufenthG";
        Other = "other", "andere Bedingung";
    }
}

/// How often Ersuchen were followed, by persons about whom the authority has decided.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FollowRate {
    pub followed: u64,
    pub decided: u64,
}

impl FollowRate {
    /// Out of how many persons stand where. What is still open is not counted.
    pub fn of(standings: impl IntoIterator<Item = (Standing, u64)>) -> Self {
        standings.into_iter().fold(Self::default(), |rate, (standing, persons)| {
            let followed = if standing == Standing::Followed { persons } else { 0 };
            let refused = if standing == Standing::NotFollowed { persons } else { 0 };
            Self { followed: rate.followed + followed, decided: rate.decided + followed + refused }
        })
    }

    /// In whole percent, rounded half up; `None` while nothing is decided.
    pub fn percent(self) -> Option<u64> {
        (self.followed * 200 + self.decided).checked_div(self.decided * 2)
    }
}
