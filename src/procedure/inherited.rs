//! Cases that were kept in a list before this register, and are taken over from it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    Actor, Case, CaseId, FieldError, FileNumber, PersonId, Receipt, Registration, Right, RuleSet,
    Stage, Standing, Violation, registration::opened,
};

/// How far a case had come in the list that was kept before.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inherited {
    /// The day it was closed; `None` while it is open.
    pub closed_on: Option<NaiveDate>,
    /// How the procedure ended, for each person of a closed case.
    pub endings: BTreeMap<PersonId, Standing>,
}

impl Inherited {
    /// What keeps a case from being taken over so. The fields are `closed_on` and
    /// `persons-0-ending`, `persons-1-ending`, …
    pub fn errors(&self, of: &Registration, today: NaiveDate) -> Vec<FieldError> {
        let mut errors = Vec::new();
        let mut wrong = |field: &str, sentence: String| {
            errors.push(FieldError { field: field.to_owned(), sentence });
        };
        if let Some(closed_on) = self.closed_on {
            if closed_on > today {
                wrong("closed_on", "Die Erledigung liegt in der Zukunft.".to_owned());
            }
            if closed_on < of.received_on {
                wrong("closed_on", "Die Erledigung liegt vor dem Eingang.".to_owned());
            }
        }
        for (position, person) in of.persons.iter().enumerate() {
            if let Some(sentence) = self.ending_error(person.id) {
                wrong(&format!("persons-{position}-ending"), sentence);
            }
        }
        errors
    }

    fn ending_error(&self, person: PersonId) -> Option<String> {
        match (self.closed_on, self.endings.get(&person)) {
            (None, None) => None,
            (Some(_), Some(ending)) if ending.is_ended() => None,
            (Some(_), Some(ending)) => Some(format!(
                "„{}“ beendet kein Verfahren; bei einem erledigten Vorgang steht hier, womit es endete.",
                ending.label()
            )),
            (Some(_), None) => Some(
                "Der Vorgang ist erledigt; bitte angeben, womit das Verfahren für diese Person endete."
                    .to_owned(),
            ),
            (None, Some(_)) => Some(
                "Ein Ergebnis steht nur bei erledigten Vorgängen; bitte auch angeben, wann er erledigt war."
                    .to_owned(),
            ),
        }
    }
}

/// Takes over a case that was handled before, elsewhere. It is received, like any other, and waits
/// for its Vorprüfung; or it is filed, with what each person's procedure came to, and stays so
/// until it is taken up again. No letter is written: what was sent elsewhere is not sent again. In no other way does a case begin
/// behind its receipt: what was between is in the old papers, and this register never saw it.
pub fn take_over(
    registration: Registration,
    inherited: Inherited,
    (id, number): (CaseId, FileNumber),
    by: &Actor,
    (today, rules): (NaiveDate, &RuleSet),
) -> Result<Receipt, Vec<Violation>> {
    let Some(hat) = by.hat(Right::TakeOver.roles()) else {
        return Err(vec![Violation::NotYourRole]);
    };
    let mut errors = registration.errors(today);
    errors.extend(inherited.errors(&registration, today));
    if !errors.is_empty() {
        return Err(errors.into_iter().map(|it| Violation::Field(it.sentence)).collect());
    }
    let case = inherit(opened(&registration, id, rules), &inherited);
    Ok(Receipt::new(case, number, registration, hat).inheriting(inherited))
}

/// A case as received, with what it had come to before. It is also what a replay of the history
/// of such a case begins with.
pub fn inherit(received: Case, inherited: &Inherited) -> Case {
    if inherited.closed_on.is_none() {
        return received;
    }
    let mut case = Case { stage: Stage::Filed, urgent: false, deadline: None, ..received };
    for person in &mut case.persons {
        person.standing = inherited.endings.get(&person.id).copied().unwrap_or(person.standing);
    }
    case
}
