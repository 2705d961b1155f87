//! Who gets post: the representative for whom the Vollmacht covers; children at their parents';
//! every other adult at home.

use chrono::NaiveDate;

use super::{Address, FamilyRole, PersonDetails, PersonId, Representative};

/// One letter of an order: where it goes, of whom it speaks, and why it goes there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    pub lines: Vec<String>,
    pub persons: Vec<PersonId>,
    /// The representative's own reference.
    pub their_reference: Option<String>,
    pub why: &'static str,
    /// It goes to the representative.
    pub by_proxy: bool,
}

impl Recipient {
    /// The competent authority.
    pub const fn authority(lines: Vec<String>, persons: Vec<PersonId>) -> Self {
        Self {
            lines,
            persons,
            their_reference: None,
            why: "Zuständige Ausländerbehörde laut Register.",
            by_proxy: false,
        }
    }
}

/// The people of a case, as far as it matters for their post.
#[derive(Debug, Clone, Copy)]
pub struct Family<'a> {
    pub persons: &'a [PersonDetails],
    pub representative: Option<&'a Representative>,
    /// The day of the letter: on it somebody is of age or not.
    pub today: NaiveDate,
}

/// To whom a letter about some persons goes: the representative for those whom the Vollmacht
/// covers; the others at home, one letter to a couple and its children. Minors are represented
/// by their parents (§ 1629 BGB); whoever is of age gets a letter of their own.
pub fn applicant_side(about: &[&PersonDetails], family: Family) -> Vec<Recipient> {
    let covered = |it: &&PersonDetails| family.representative.is_some() && it.represented;
    let (by_proxy, themselves): (Vec<&PersonDetails>, Vec<&PersonDetails>) =
        about.iter().copied().partition(covered);
    let mut recipients = Vec::new();
    if let (Some(representative), false) = (family.representative, by_proxy.is_empty()) {
        recipients.push(Recipient {
            lines: representative.address_lines(),
            persons: by_proxy.iter().map(|it| it.id).collect(),
            their_reference: Some(representative.reference.clone()).filter(|it| !it.is_empty()),
            why: "Bevollmächtigung: Die Vollmacht umfasst diese Personen.",
            by_proxy: true,
        });
    }
    let mut at_home: Vec<(Place, Vec<&PersonDetails>)> = Vec::new();
    for person in themselves {
        let place = family.place_of(person);
        match at_home.iter_mut().find(|it| it.0 == place) {
            Some(it) => it.1.push(person),
            None => at_home.push((place, vec![person])),
        }
    }
    recipients.extend(at_home.iter().map(|(place, persons)| family.letter(place, persons)));
    recipients
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
        let all_minors = persons.iter().all(|it| self.is_minor(it));
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
            why: if all_minors {
                "Minderjährig, ohne Vollmacht: Schreiben geht an die gesetzliche Vertretung (§ 1629 BGB)."
            } else {
                "Keine Vollmacht, die diese Personen umfasst: Schreiben geht an sie selbst."
            },
            by_proxy: false,
        }
    }
}
