//! What is said of a document: by whoever names it after it has come.

use chrono::NaiveDate;

use super::{DocumentKind, FieldError, PersonId, Sensitivity};

/// Everything of a document that can be said anew. The bytes never change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description {
    pub name: String,
    /// None: nobody has said yet what it is.
    pub kind: Option<DocumentKind>,
    pub sensitivity: Sensitivity,
    /// None: the case as a whole.
    pub person: Option<PersonId>,
    /// What the paper itself says.
    pub dated_on: Option<NaiveDate>,
    pub received_on: NaiveDate,
}

impl Description {
    /// What is wrong with it, by field.
    pub fn errors(&self, today: NaiveDate) -> Vec<FieldError> {
        let too_late = self.dated_on.is_some_and(|it| it > self.received_on);
        let found = [
            (self.name.is_empty(), "name", "Bitte das Dokument bezeichnen."),
            (self.name.chars().count() > 200, "name", "Die Bezeichnung hat mehr als 200 Zeichen."),
            (self.received_on > today, "received_on", "Der Eingang liegt in der Zukunft."),
            (too_late, "dated_on", "Das Schriftstück ist jünger als sein Eingang."),
        ];
        let wrong = found.into_iter().filter(|it| it.0);
        wrong
            .map(|(_, field, sentence)| FieldError {
                field: field.to_owned(),
                sentence: sentence.to_owned(),
            })
            .collect()
    }

    /// The names of the fields in which the two differ.
    pub fn differences(&self, other: &Self) -> Vec<&'static str> {
        let fields = [
            (self.name != other.name, "name"),
            (self.kind != other.kind, "kind"),
            (self.sensitivity != other.sensitivity, "sensitivity"),
            (self.person != other.person, "person"),
            (self.dated_on != other.dated_on, "dated_on"),
            (self.received_on != other.received_on, "received_on"),
        ];
        fields.into_iter().filter(|it| it.0).map(|it| it.1).collect()
    }
}

/// What is said of a file that takes the place of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    pub dated_on: Option<NaiveDate>,
    pub received_on: NaiveDate,
    /// May be left out.
    pub reason: String,
}

impl Replacement {
    pub const MAX_REASON: usize = 500;

    /// The new version is what the one before was, of other days.
    pub fn describe(&self, before: &Description) -> Description {
        let (dated_on, received_on) = (self.dated_on, self.received_on);
        Description { dated_on, received_on, ..before.clone() }
    }

    /// What is wrong with it, by field.
    pub fn errors(&self, before: &Description, today: NaiveDate) -> Vec<FieldError> {
        let mut errors = self.describe(before).errors(today);
        if self.reason.chars().count() > Self::MAX_REASON {
            let sentence = format!("Der Grund hat mehr als {} Zeichen.", Self::MAX_REASON);
            errors.push(FieldError { field: "reason".to_owned(), sentence });
        }
        errors
    }
}
