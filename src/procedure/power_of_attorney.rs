//! Who acts for whom, since when and until when. NRW has no rule of its own for the
//! Härtefallkommission: § 14 VwVfG is the model. A Vollmacht is one person's; a family that signs
//! one sheet has given as many as it has members, and each can take their own back.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    DocumentId, FieldError, PersonId, Registration, Representative, RepresentativeId, Version,
    names::named,
};

named! {
    /// Why somebody no longer acts for a person.
    pub enum EndReason {
        Revoked = "revoked", "widerrufen";
        Resigned = "resigned", "Mandat niedergelegt";
        Replaced = "replaced", "Wechsel der Vertretung";
        Shown = "shown", "Vollmacht vorgelegt";
        Mistaken = "mistaken", "irrtümlich eingetragen";
    }
}

impl EndReason {
    /// Those that somebody states; the others follow from a new Vollmacht.
    pub const STATED: [Self; 3] = [Self::Revoked, Self::Resigned, Self::Mistaken];
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// The first day on which it holds no more: that on which the office learned of it
    /// (§ 14(1) s. 4 VwVfG).
    pub on: NaiveDate,
    pub reason: EndReason,
    pub note: String,
}

impl Ended {
    pub const MAX_NOTE: usize = 500;
}

/// Somebody acts for one person of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PowerOfAttorney {
    /// Counted within the case.
    pub number: i32,
    pub person: PersonId,
    pub representative: RepresentativeId,
    /// As the register has them.
    pub details: Representative,
    /// The representative's own reference.
    pub reference: String,
    /// The day of the Vollmacht; without one it covers nobody.
    pub given_on: Option<NaiveDate>,
    /// The document of the case that proves it.
    pub document: Option<DocumentId>,
    /// Since when it holds towards the office.
    pub begins_on: NaiveDate,
    pub ended: Option<Ended>,
}

impl PowerOfAttorney {
    /// Whether somebody says on that day that they act for the person, proven or not.
    pub fn is_current(&self, on: NaiveDate) -> bool {
        self.begins_on <= on && self.ended.as_ref().is_none_or(|it| on < it.on)
    }

    /// Whether letters about the person go to the representative on that day.
    pub fn is_in_force(&self, on: NaiveDate) -> bool {
        self.given_on.is_some() && self.is_current(on)
    }

    /// Whether both were entered as one: a family's sheet, ended for the same reason.
    pub fn is_one_with(&self, other: &Self) -> bool {
        let own = Self { number: other.number, person: other.person, ..self.clone() };
        own == *other
    }

    /// Whether it will still hold on that day or begins to hold later.
    fn holds_after(&self, day: NaiveDate) -> bool {
        self.ended.as_ref().is_none_or(|it| day < it.on && self.begins_on < it.on)
    }
}

/// Who may write for a person on a day: at most one Vollmacht is in force (so the database has it).
pub fn power_in_force(
    powers: &[PowerOfAttorney],
    person: PersonId,
    on: NaiveDate,
) -> Option<&PowerOfAttorney> {
    powers.iter().find(|it| it.person == person && it.is_in_force(on))
}

/// Grows with every Vollmacht that begins, ends or is proven, none of which is taken back.
pub fn representation_version(powers: &[PowerOfAttorney]) -> Version {
    let steps =
        |it: &PowerOfAttorney| 1 + i32::from(it.ended.is_some()) + i32::from(it.document.is_some());
    Version(powers.iter().map(steps).sum())
}

/// Somebody is named who acts for persons of a case, at its registration or later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appointment {
    pub representative: RepresentativeId,
    pub details: Representative,
    pub reference: String,
    pub given_on: Option<NaiveDate>,
    pub document: Option<DocumentId>,
    /// Whom the Vollmacht covers.
    pub persons: Vec<PersonId>,
    pub begins_on: NaiveDate,
}

impl Appointment {
    pub fn errors(&self, today: NaiveDate) -> Vec<FieldError> {
        let length = self.reference.chars().count();
        let too_long = format!("Höchstens {} Zeichen; das sind {length}.", Registration::MAX_LINE);
        let given = |fits: &dyn Fn(NaiveDate) -> bool| self.given_on.is_some_and(fits);
        let checks = [
            (length > Registration::MAX_LINE, "representative_reference", too_long.as_str()),
            (
                given(&|it| it > today),
                "power_of_attorney_on",
                "Die Vollmacht ist in der Zukunft datiert.",
            ),
            (
                self.given_on.is_none() && !self.persons.is_empty(),
                "power_of_attorney_on",
                "Ohne Datum der Vollmacht kann sie niemanden umfassen.",
            ),
            (
                self.given_on.is_some() && self.persons.is_empty(),
                "power_of_attorney_on",
                "Bitte ankreuzen, welche Personen die Vollmacht umfasst.",
            ),
            (
                self.begins_on > today,
                "begins_on",
                "Die Vertretung kann nicht in der Zukunft beginnen.",
            ),
            (
                given(&|it| it <= today && it > self.begins_on),
                "begins_on",
                "Die Vertretung kann nicht vor dem Datum der Vollmacht beginnen.",
            ),
        ];
        let found = checks.iter().filter(|it| it.0).map(|it| FieldError::new(it.1, it.2));
        self.details.errors().into_iter().chain(found).collect()
    }

    /// One for each person: whoever shows no Vollmacht speaks for everybody and covers nobody.
    pub fn powers(&self, everybody: &[PersonId], last_number: i32) -> Vec<PowerOfAttorney> {
        let persons = if self.persons.is_empty() { everybody } else { &self.persons };
        let power = |(number, person): (i32, &PersonId)| PowerOfAttorney {
            number,
            person: *person,
            representative: self.representative,
            details: self.details.clone(),
            reference: self.reference.clone(),
            given_on: self.given_on,
            document: self.document,
            begins_on: self.begins_on,
            ended: None,
        };
        (last_number + 1..).zip(persons).map(power).collect()
    }
}

/// What becomes of the Vollmachten of a case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RepresentationChange {
    /// By their numbers.
    pub ended: Vec<(i32, Ended)>,
    pub begun: Vec<PowerOfAttorney>,
}

impl RepresentationChange {
    /// The Vollmachten as they stand after it.
    pub fn applied_to(&self, powers: &[PowerOfAttorney]) -> Vec<PowerOfAttorney> {
        let ended = |it: &PowerOfAttorney| {
            let now = self.ended.iter().find(|end| end.0 == it.number).map(|end| end.1.clone());
            PowerOfAttorney { ended: now.or_else(|| it.ended.clone()), ..it.clone() }
        };
        powers.iter().map(ended).chain(self.begun.iter().cloned()).collect()
    }
}

/// Names somebody who acts for persons. A Vollmacht ends the one that covered the same person until
/// that day: letters go to one place. Without a Vollmacht nothing ends.
pub fn appoint(
    powers: &[PowerOfAttorney],
    appointment: &Appointment,
    everybody: &[PersonId],
    today: NaiveDate,
) -> Result<RepresentationChange, Vec<FieldError>> {
    let mut errors = appointment.errors(today);
    let last_number = powers.iter().map(|it| it.number).max().unwrap_or_default();
    let begun = appointment.powers(everybody, last_number);
    let mut ended = Vec::new();
    for new in &begun {
        for old in powers.iter().filter(|it| it.person == new.person) {
            match end_before(old, new) {
                Ok(None) => (),
                Ok(Some(it)) => ended.push((old.number, it)),
                Err(it) => errors.push(it),
            }
        }
    }
    errors.dedup();
    if errors.is_empty() { Ok(RepresentationChange { ended, begun }) } else { Err(errors) }
}

/// How a Vollmacht of the same person ends when a new one begins, if it does.
fn end_before(old: &PowerOfAttorney, new: &PowerOfAttorney) -> Result<Option<Ended>, FieldError> {
    let end = |reason| Ended { on: new.begins_on.max(old.begins_on), reason, note: String::new() };
    let same = old.representative == new.representative;
    match (old.given_on.is_some(), new.given_on.is_some()) {
        _ if !old.holds_after(new.begins_on) => Ok(None),
        (_, false) if same => Err(FieldError::new(
            "representative",
            "Diese Vertretung ist für diese Personen schon eingetragen.",
        )),
        (true, true) if old.ended.is_some() || old.begins_on > new.begins_on => {
            Err(FieldError::new(
                "begins_on",
                format!(
                    "An diesem Tag gilt schon eine andere Vollmacht ({}, ab {}{}).",
                    old.details.short_name(),
                    german(old.begins_on),
                    old.ended
                        .as_ref()
                        .map(|it| format!(" bis {}", german(it.on)))
                        .unwrap_or_default(),
                ),
            ))
        }
        (true, true) => Ok(Some(end(EndReason::Replaced))),
        (false, true) if same && old.ended.is_none() => Ok(Some(end(EndReason::Shown))),
        _ => Ok(None),
    }
}

/// Ends Vollmachten by their numbers. What was entered by mistake never held.
pub fn end_representation(
    powers: &[PowerOfAttorney],
    numbers: &[i32],
    ended: &Ended,
    today: NaiveDate,
) -> Result<RepresentationChange, Vec<FieldError>> {
    let open = |it: &&PowerOfAttorney| it.ended.is_none() && numbers.contains(&it.number);
    let chosen: Vec<_> = powers.iter().filter(open).collect();
    let mistaken = ended.reason == EndReason::Mistaken;
    let checks = [
        (chosen.is_empty(), "numbers", "Bitte wählen, für wen die Vertretung endet."),
        (ended.on > today, "ended_on", "Das Ende liegt in der Zukunft."),
        (
            !mistaken && chosen.iter().any(|it| ended.on < it.begins_on),
            "ended_on",
            "Das Ende liegt vor dem Beginn der Vertretung.",
        ),
        (ended.note.chars().count() > Ended::MAX_NOTE, "note", "Bemerkung: höchstens 500 Zeichen."),
    ];
    let errors: Vec<_> =
        checks.iter().filter(|it| it.0).map(|it| FieldError::new(it.1, it.2)).collect();
    if !errors.is_empty() {
        return Err(errors);
    }
    let end = |it: &PowerOfAttorney| {
        let on = if mistaken { it.begins_on } else { ended.on };
        (it.number, Ended { on, ..ended.clone() })
    };
    Ok(RepresentationChange { ended: chosen.into_iter().map(end).collect(), begun: Vec::new() })
}

pub(super) fn german(day: NaiveDate) -> String {
    day.format("%d.%m.%Y").to_string()
}
