//! Who gets post: the representative for whom the Vollmacht covers; children at their parents';
//! every other adult at home.

use chrono::NaiveDate;

use super::{
    Address, FamilyRole, PersonDetails, PersonId, PowerOfAttorney, RepresentativeId,
    power_in_force,
    power_of_attorney::{EndReason, german},
};

/// One letter of an order: where it goes, of whom it speaks, and why it goes there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    pub lines: Vec<String>,
    pub persons: Vec<PersonId>,
    /// The representative's own reference.
    pub their_reference: Option<String>,
    pub why: String,
    /// The representative to whom it goes.
    pub proxy: Option<RepresentativeId>,
}

impl Recipient {
    /// The competent authority.
    pub fn authority(lines: Vec<String>, persons: Vec<PersonId>) -> Self {
        Self {
            lines,
            persons,
            their_reference: None,
            why: "Zuständige Ausländerbehörde laut Register.".to_owned(),
            proxy: None,
        }
    }

    /// The ministry that can order a title, where an Ersuchen goes there.
    pub fn ministry(lines: Vec<String>, persons: Vec<PersonId>) -> Self {
        let why =
            "Ein Ersuchen richtet sich an das Ministerium (§ 23a Abs. 1 AufenthG).".to_owned();
        Self { why, ..Self::authority(lines, persons) }
    }
}

/// The people of a case, as far as it matters for their post.
#[derive(Debug, Clone, Copy)]
pub struct Family<'a> {
    pub persons: &'a [PersonDetails],
    pub powers: &'a [PowerOfAttorney],
    /// The day of the letter: on it somebody is of age or not, a Vollmacht in force or not.
    pub today: NaiveDate,
}

/// To whom a letter about some persons goes: the representative for those whom the Vollmacht
/// covers; the others at home, one letter to a couple and its children. Minors are represented
/// by their parents (§ 1629 BGB); whoever is of age gets a letter of their own.
pub fn applicant_side(about: &[&PersonDetails], family: Family) -> Vec<Recipient> {
    let mut by_proxy: Vec<(&PowerOfAttorney, Vec<&PowerOfAttorney>)> = Vec::new();
    let mut at_home: Vec<(Place, Vec<&PersonDetails>)> = Vec::new();
    for person in about.iter().copied() {
        if let Some(power) = power_in_force(family.powers, person.id, family.today) {
            add(&mut by_proxy, |it| is_one_letter(it, power), power, power);
        } else {
            let place = family.place_of(person);
            add(&mut at_home, |it| *it == place, place, person);
        }
    }
    let to_proxies = by_proxy.iter().map(|(to, powers)| to_proxy(to, powers));
    to_proxies.chain(at_home.iter().map(|(place, it)| family.letter(place, it))).collect()
}

fn add<K, T>(groups: &mut Vec<(K, Vec<T>)>, fits: impl Fn(&K) -> bool, key: K, it: T) {
    match groups.iter_mut().find(|it| fits(&it.0)) {
        Some(group) => group.1.push(it),
        None => groups.push((key, vec![it])),
    }
}

fn is_one_letter(a: &PowerOfAttorney, b: &PowerOfAttorney) -> bool {
    a.representative == b.representative && a.reference == b.reference
}

fn to_proxy(to: &PowerOfAttorney, powers: &[&PowerOfAttorney]) -> Recipient {
    let mut days: Vec<_> = powers.iter().filter_map(|it| it.given_on).collect();
    days.sort_unstable();
    days.dedup();
    let days: Vec<_> = days.into_iter().map(german).collect();
    Recipient {
        lines: to.details.address_lines(),
        persons: powers.iter().map(|it| it.person).collect(),
        their_reference: Some(to.reference.clone()).filter(|it| !it.is_empty()),
        why: format!(
            "Bevollmächtigung: Die Vollmacht vom {} umfasst diese Personen.",
            days.join(" und vom ")
        ),
        proxy: Some(to.representative),
    }
}

/// Who opens the letter, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place<'a> {
    address: &'a Address,
    hands: Hands,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hands {
    /// Who applies, with husband or wife, also for their children.
    Couple,
    /// The parents of who applies or of brothers and sisters.
    Parents,
    /// An adult for nobody else.
    Alone(PersonId),
}

impl Hands {
    const fn are_of(self, role: FamilyRole) -> bool {
        match self {
            Self::Couple => matches!(role, FamilyRole::Applicant | FamilyRole::Spouse),
            Self::Parents => matches!(role, FamilyRole::Parent),
            Self::Alone(_) => false,
        }
    }
}

impl<'a> Family<'a> {
    fn is_minor(&self, person: &PersonDetails) -> bool {
        person.born.age(self.today) < 18
    }

    fn adults(&self, hands: Hands) -> impl Iterator<Item = &'a PersonDetails> {
        let today = self.today;
        let adults = self.persons.iter().filter(move |it| it.born.age(today) >= 18);
        adults.filter(move |it| hands.are_of(it.family_role) || hands == Hands::Alone(it.id))
    }

    /// A minor's post goes to the parents, who may live elsewhere.
    fn place_of(&self, person: &'a PersonDetails) -> Place<'a> {
        let hands = match (self.is_minor(person), person.family_role) {
            (true, role) if role.is_child() => Hands::Couple,
            (true, _) => Hands::Parents,
            (false, role) => [Hands::Couple, Hands::Parents]
                .into_iter()
                .find(|it| it.are_of(role))
                .unwrap_or(Hands::Alone(person.id)),
        };
        let home = &person.address;
        let with_parents = || self.adults(hands).any(|it| it.address == *home);
        let elsewhere = || self.adults(hands).map(|it| &it.address).next();
        let address = if !self.is_minor(person) || with_parents() {
            home
        } else {
            elsewhere().unwrap_or(home)
        };
        Place { address, hands }
    }

    fn letter(&self, place: &Place<'a>, persons: &[&PersonDetails]) -> Recipient {
        let for_minors = persons.iter().any(|it| self.is_minor(it));
        let named = |it: &&PersonDetails| for_minors || persons.iter().any(|one| one.id == it.id);
        let here = self.adults(place.hands).filter(|it| it.address == *place.address);
        let mut lines: Vec<String> = here.filter(named).map(PersonDetails::full_name).collect();
        if lines.is_empty() {
            let children: Vec<_> = persons.iter().map(|it| it.full_name()).collect();
            lines = vec!["Gesetzliche Vertretung von".to_owned(), children.join(", ")];
        }
        lines.extend(place.address.lines());
        Recipient {
            lines,
            persons: persons.iter().map(|it| it.id).collect(),
            their_reference: None,
            why: self.why_at_home(persons),
            proxy: None,
        }
    }

    /// Why no Vollmacht takes the letter elsewhere; person by person where it differs.
    fn why_at_home(&self, persons: &[&PersonDetails]) -> String {
        let all_minors = persons.iter().all(|it| self.is_minor(it));
        let mut reasons: Vec<(String, Vec<String>)> = Vec::new();
        for person in persons {
            let reason = self.lacking_power(person.id);
            add(&mut reasons, |it| *it == reason, reason.clone(), person.full_name());
        }
        let (nobody_in_force, goes) = if all_minors {
            (
                "Minderjährig, ohne Vollmacht",
                "Schreiben geht an die gesetzliche Vertretung (§ 1629 BGB).",
            )
        } else {
            ("Keine Vollmacht, die diese Personen umfasst", "Schreiben geht an sie selbst.")
        };
        let told: Vec<_> = match reasons.as_slice() {
            [(reason, _)] if reason.is_empty() => vec![nobody_in_force.to_owned()],
            [(reason, _)] => vec![format!("{nobody_in_force} ({reason})")],
            several => {
                let line = |(reason, names): &(String, Vec<String>)| {
                    let reason = if reason.is_empty() { "keine Vollmacht" } else { reason };
                    format!("{} ({reason})", names.join(", "))
                };
                several.iter().map(line).collect()
            }
        };
        format!("{}: {goes}", told.join(", "))
    }

    /// What is known of Vollmachten of somebody for whom none is in force; empty if there is nothing.
    fn lacking_power(&self, person: PersonId) -> String {
        let own = || self.powers.iter().filter(|it| it.person == person);
        let ended = own().filter(|it| it.given_on.is_some()).filter_map(|it| it.ended.as_ref());
        let over = ended.filter(|it| it.on <= self.today && it.reason != EndReason::Mistaken);
        let last = over.max_by_key(|it| it.on);
        let last = last.map(|it| format!("{} am {}", it.reason.label(), german(it.on)));
        let unproven = own().filter(|it| it.given_on.is_none() && it.is_current(self.today));
        let unproven =
            unproven.map(|it| format!("{} hat keine vorgelegt", it.details.short_name()));
        last.into_iter().chain(unproven).collect::<Vec<_>>().join(", ")
    }
}
