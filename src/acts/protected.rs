//! No letter says a protected address; only the address field of the post that goes there has it.

use serde_json::Value;

use crate::procedure::{Addressee, without_streets};

/// Takes these streets out of what a letter says. The address field of a letter to the applicant
/// side stays: it is where the post goes.
pub(super) fn redact(letter: &mut Value, streets: &[String], to: Addressee) {
    match letter {
        Value::String(text) => *text = without_streets(text, streets),
        Value::Array(values) => values.iter_mut().for_each(|it| redact(it, streets, to)),
        Value::Object(fields) => {
            let goes_there = |name: &str| to == Addressee::ApplicantSide && name == "recipient";
            let said = fields.iter_mut().filter(|it| !goes_there(it.0));
            said.for_each(|it| redact(it.1, streets, to));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => (),
    }
}
