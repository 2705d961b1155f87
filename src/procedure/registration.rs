//! An application as received (Eingang), and the receipt it becomes.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    Actor, Appointment, AuthorityId, Case, CaseId, FileNumber, Inherited, LetterKind, LetterOrder,
    Person, PersonDetails, PowerOfAttorney, Right, Role, Round, RuleSet, Stage, Standing, Version,
    Violation,
    names::named,
    person_errors::{Errors, person_errors},
};

named! {
    pub enum Channel {
        Online = "online", "Online-Antrag";
        Post = "post", "Post";
        Fax = "fax", "Fax";
        Email = "email", "E-Mail";
        DeMail = "de_mail", "De-Mail";
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// The day it arrived, not the day it was entered.
    pub received_on: NaiveDate,
    pub channel: Channel,
    pub authority: AuthorityId,
    /// The Begründung, as the applicant wrote it.
    pub reasons: String,
    pub urgent: bool,
    pub persons: Vec<PersonDetails>,
    /// Whoever acts for persons of the application.
    pub appointment: Option<Appointment>,
    /// A Folgeantrag names the case it follows.
    #[serde(default)]
    pub earlier: Option<Earlier>,
}

/// The case that a Folgeantrag follows, and what is new since. No rule of NRW on a second
/// application is known: the Geschäftsstelle decides that it is one, and records why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    pub case: CaseId,
    pub news: String,
}

/// What is wrong with one field, and where. `field` is the name of the form's field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    pub field: String,
    pub sentence: String,
}

impl FieldError {
    pub fn new(field: impl Into<String>, sentence: impl Into<String>) -> Self {
        Self { field: field.into(), sentence: sentence.into() }
    }
}

impl Registration {
    /// The day of the HFKVO: an earlier year is a slip of the keyboard.
    const EARLIEST: NaiveDate =
        NaiveDate::from_ymd_opt(2004, 12, 14).expect("a day of the calendar");

    pub const MAX_PERSONS: usize = 20;
    pub const MAX_REASONS: usize = 100_000;
    pub const MAX_LINE: usize = 200;
    /// Other names, foreign references.
    pub const MAX_LIST: usize = 20;
    pub const MAX_NATIONALITIES: usize = 5;
    pub const MAX_NEWS: usize = 5_000;

    /// Everything that keeps this application from being registered, field by field.
    pub fn errors(&self, today: NaiveDate) -> Vec<FieldError> {
        let mut errors = Errors::default();
        errors.when(
            self.received_on > today,
            "received_on",
            "Das Eingangsdatum liegt in der Zukunft.",
        );
        errors.when(
            self.received_on < Self::EARLIEST,
            "received_on",
            "Vor der Verordnung vom 14.12.2004 gab es keine Anträge; bitte das Jahr prüfen.",
        );
        errors.too_long(&self.reasons, Self::MAX_REASONS, "reasons");
        if let Some(it) = &self.earlier {
            errors.when(
                it.news.is_empty(),
                "news",
                "Bitte angeben, was seit dem früheren Vorgang neu ist.",
            );
            errors.too_long(&it.news, Self::MAX_NEWS, "news");
        }
        let count = self.persons.len();
        errors.when(count == 0, "persons", "Ein Antrag betrifft mindestens eine Person.");
        errors.when(count > Self::MAX_PERSONS, "persons", "Ein Vorgang hat höchstens 20 Personen.");
        for (position, person) in self.persons.iter().enumerate() {
            errors.found.extend(person_errors(position, person, today));
        }
        if let Some(it) = &self.appointment {
            errors.found.extend(it.errors(today));
        }
        errors.found
    }

    /// The Vollmachten with which the case begins.
    pub fn powers(&self) -> Vec<PowerOfAttorney> {
        let everybody: Vec<_> = self.persons.iter().map(|it| it.id).collect();
        self.appointment.iter().flat_map(|it| it.powers(&everybody, 0)).collect()
    }
}

/// A registered application. Only [`receive`] and [`take_over`](super::take_over) make one, and
/// `storage` opens a case with nothing else.
#[derive(Debug, Clone, PartialEq)]
pub struct Receipt {
    case: Case,
    number: FileNumber,
    registration: Registration,
    hat: Role,
    letters: Vec<LetterOrder>,
    inherited: Option<Inherited>,
}

impl Receipt {
    pub(super) fn new(case: Case, number: FileNumber, of: Registration, hat: Role) -> Self {
        Self { case, number, registration: of, hat, letters: Vec::new(), inherited: None }
    }

    pub(super) fn inheriting(self, inherited: Inherited) -> Self {
        Self { inherited: Some(inherited), ..self }
    }

    pub fn case(&self) -> &Case {
        &self.case
    }
    pub fn number(&self) -> &FileNumber {
        &self.number
    }
    pub fn registration(&self) -> &Registration {
        &self.registration
    }
    pub fn hat(&self) -> Role {
        self.hat
    }
    pub fn letters(&self) -> &[LetterOrder] {
        &self.letters
    }
    /// How far the case had come before, if it was taken over from a list.
    pub fn inherited(&self) -> Option<&Inherited> {
        self.inherited.as_ref()
    }
}

/// Registers an application: it is received, the applicant side gets L1, the authority L2.
pub fn receive(
    registration: Registration,
    id: CaseId,
    number: FileNumber,
    by: &Actor,
    (today, rules): (NaiveDate, &RuleSet),
) -> Result<Receipt, Vec<Violation>> {
    let Some(hat) = by.hat(Right::Register.roles()) else {
        return Err(vec![Violation::NotYourRole]);
    };
    let errors = registration.errors(today);
    if !errors.is_empty() {
        return Err(errors.into_iter().map(|it| Violation::Field(it.sentence)).collect());
    }
    let case = opened(&registration, id, rules);
    let everybody = case.ids_where(|_| true);
    let letter = |kind| LetterOrder { kind, persons: everybody.clone() };
    let letters = vec![letter(LetterKind::L1), letter(LetterKind::L2)];
    Ok(Receipt { letters, ..Receipt::new(case, number, registration, hat) })
}

/// The case of an application that has just arrived.
pub(super) fn opened(registration: &Registration, id: CaseId, rules: &RuleSet) -> Case {
    let person = |it: &PersonDetails| Person {
        id: it.id,
        round: Round::FIRST,
        standing: Standing::Open,
        findings: BTreeMap::new(),
    };
    Case {
        id,
        version: Version(1),
        stage: Stage::Received,
        round: Round::FIRST,
        catalogue: rules.law.catalogue_on(registration.received_on),
        received_on: registration.received_on,
        channel: registration.channel,
        authority: registration.authority,
        urgent: registration.urgent,
        deadline: None,
        sitting: None,
        persons: registration.persons.iter().map(person).collect(),
    }
}
