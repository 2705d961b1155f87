use crate::{
    procedure::FieldError,
    web::{
        cases::{sheet::CaseSheet, typed::Typed},
        components::Field,
    },
};

/// A form with what was typed into it, and what is wrong with that.
#[derive(Clone, Copy)]
pub(super) struct Filled<'a> {
    pub(super) case: &'a CaseSheet,
    pub(super) typed: &'a Typed,
    pub(super) errors: &'a [FieldError],
}

impl<'a> Filled<'a> {
    pub(super) fn field(self, (name, label): (&'a str, &'a str)) -> Field<'a> {
        Field::new(name, label).value(self.typed.get(name)).errors(self.errors)
    }
}

/// A field of a form: its name and its label, the same in the form and in what is said of it.
pub(super) type Named = (&'static str, &'static str);
