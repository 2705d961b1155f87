//! Annahme or Nichtannahme: what the deciding body made of the pre-check (§ 3(3), § 5 HFKVO).

use serde::{Deserialize, Serialize};

use super::{PersonId, Role, RuleSet, Standing, Totals, names::named};

named! {
    /// Who decides on admission. Never the secretariat.
    pub enum Body {
        /// Where the regulation lets the chair alone find that a ground stands in the way.
        Chair = "vorsitz", "Vorsitz";
        PreCheckCommittee = "vpa", "Vorprüfungsausschuss";
        Commission = "hfk", "Härtefallkommission";
    }
}

impl Body {
    /// Who records what the body has decided: its members where the committee did, the chair
    /// being one of them (§ 3(3)); the chair alone where the commission did, which the chair
    /// represents (§ 3(1)).
    pub const fn recorded_by(self) -> &'static [Role] {
        match self {
            Self::PreCheckCommittee => &[Role::PreCheck, Role::Chair],
            Self::Chair | Self::Commission => &[Role::Chair],
        }
    }
}

named! {
    /// What the secretariat proposes to the body.
    pub enum Proposal {
        Admit = "admit", "Annahme";
        DoNotAdmit = "do_not_admit", "Nichtannahme";
    }
}

/// What was counted on the question „Annahme?“ for some persons of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdmissionVote {
    pub persons: Vec<PersonId>,
    pub totals: Totals,
    /// Why the body admits although a ground of § 5(2) was found.
    pub deviation: Option<String>,
}

impl AdmissionVote {
    /// `Some(true)` Annahme, `Some(false)` Nichtannahme; `None` when another body has to decide:
    /// the commission after the committee, the committee after the chair.
    pub fn admits(&self, body: Body, rules: &RuleSet) -> Option<bool> {
        let (totals, seats) = (self.totals, rules.pre_check_seats);
        match body {
            Body::Chair => (totals.no() == 1).then_some(false),
            Body::Commission => Some(rules.carries(totals)),
            Body::PreCheckCommittee if totals.yes() * 2 > seats => Some(true),
            Body::PreCheckCommittee if rules.not_admitted_unanimously => {
                (totals.no() == seats).then_some(false)
            }
            Body::PreCheckCommittee => (totals.no() * 2 > seats).then_some(false),
        }
    }

    /// How its persons stand by it; `None` as in [`AdmissionVote::admits`].
    pub fn standing(&self, body: Body, rules: &RuleSet) -> Option<Standing> {
        let admitted = self.admits(body, rules)?;
        Some(if admitted { Standing::Admitted } else { Standing::NotAdmitted })
    }
}
