//! What a person has several of, on the form. Each line is a field, `persons-0-other_names-0`; one
//! that has a kind has it beside, `persons-0-other_names_kind-0`.

use std::str::FromStr;

use maud::{Markup, html};

use super::people;
use crate::{
    procedure::{
        Country, FieldError, ForeignReference, NameKind, OtherName, PersonDetails, ReferenceKind,
        Registration,
    },
    web::{
        cases::typed::{Reading, Typed},
        components::Field,
    },
};

/// The `datalist` of all states, which [`countries`] shows.
const COUNTRIES: &str = "staaten";
/// Empty lines that are offered below what is there.
const MORE: usize = 2;
/// How many nationalities are asked for, unless there are more.
const NATIONALITIES: usize = 3;

/// A list whose lines have a kind.
#[derive(Clone, Copy)]
pub(super) enum List {
    OtherNames,
    References,
}

impl List {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::OtherNames => "other_names",
            Self::References => "references",
        }
    }

    const fn labels(self) -> (&'static str, &'static str) {
        match self {
            Self::OtherNames => ("Art des Namens", "Anderer Name"),
            Self::References => ("Stelle", "Fremdes Aktenzeichen"),
        }
    }

    /// The first of them is the one that is most often meant.
    fn kinds(self) -> Vec<(&'static str, &'static str)> {
        match self {
            Self::OtherNames => NameKind::ALL.iter().map(|it| (it.name(), it.label())).collect(),
            Self::References => {
                ReferenceKind::ALL.iter().map(|it| (it.name(), it.label())).collect()
            }
        }
    }

    fn field(self, person: usize, line: usize) -> String {
        line_field(person, self.name(), line)
    }

    fn kind_field(self, person: usize, line: usize) -> String {
        line_field(person, &format!("{}_kind", self.name()), line)
    }

    /// Kind and text of each line in which something was typed: lines left empty close up.
    pub(super) fn typed(self, typed: &Typed, person: usize) -> Vec<(&str, &str)> {
        let line =
            |at| (typed.get(&self.kind_field(person, at)), typed.get(&self.field(person, at)));
        let lines = (0..Registration::MAX_LIST + MORE).map(line);
        lines.filter(|it| !it.1.trim().is_empty()).collect()
    }

    /// As [`List::typed`], each with its kind read.
    fn read<K: FromStr>(self, reading: &mut Reading, person: usize) -> Option<Vec<(K, String)>> {
        let typed = reading.typed;
        let mut lines = Some(Vec::new());
        for (at, (kind, text)) in self.typed(typed, person).into_iter().enumerate() {
            let Ok(kind) = kind.parse() else {
                let sentence = format!("Bitte wählen: {}.", self.labels().0);
                reading.wrong(&self.kind_field(person, at), sentence);
                lines = None;
                continue;
            };
            if let Some(lines) = &mut lines {
                lines.push((kind, crate::procedure::clean(text)));
            }
        }
        lines
    }

    /// What is there, and empty lines for more.
    pub(super) fn fields(self, typed: &Typed, errors: &[FieldError], person: usize) -> Markup {
        let kinds = self.kinds();
        let there = self.typed(typed, person);
        let lines = (there.len() + MORE).min(Registration::MAX_LIST.max(there.len()));
        let (kind_label, label) = self.labels();
        html! {
            @for at in 0..lines {
                @let (kind, text) = there.get(at).copied().unwrap_or((kinds[0].0, ""));
                @let (kind_field, field) = (self.kind_field(person, at), self.field(person, at));
                div.fields.line {
                    (Field::new(&kind_field, &numbered(kind_label, at)).value(kind).errors(errors)
                        .select(kinds.iter().copied()))
                    (Field::new(&field, &numbered(label, at)).value(text).errors(errors).optional().text())
                }
            }
        }
    }
}

fn line_field(person: usize, list: &str, line: usize) -> String {
    people::field(person, &format!("{list}-{line}"))
}

/// `Anderer Name`, `Anderer Name 2`
fn numbered(label: &str, at: usize) -> String {
    if at == 0 { label.to_owned() } else { format!("{label} {}", at + 1) }
}

pub(super) fn other_names(reading: &mut Reading, person: usize) -> Option<Vec<OtherName>> {
    let lines = List::OtherNames.read::<NameKind>(reading, person)?;
    Some(lines.into_iter().map(|(kind, name)| OtherName { kind, name }).collect())
}

pub(super) fn references(reading: &mut Reading, person: usize) -> Option<Vec<ForeignReference>> {
    let lines = List::References.read::<ReferenceKind>(reading, person)?;
    Some(lines.into_iter().map(|(kind, text)| ForeignReference { kind, text }).collect())
}

pub(super) fn nationalities(reading: &mut Reading, person: usize) -> Option<Vec<Country>> {
    let typed = reading.typed;
    let read = |(at, text): (usize, &str)| {
        let field = line_field(person, "nationalities", at);
        Country::named(text).map_err(|it| reading.wrong(&field, it)).ok()
    };
    // All of them are read, so that all that is wrong is said.
    let all: Vec<_> =
        typed_nationalities(typed, person).into_iter().enumerate().map(read).collect();
    all.into_iter().collect()
}

/// `None` is no error when nothing was typed.
pub(super) fn country_if_any(reading: &mut Reading, field: &str) -> Option<Country> {
    let text = reading.text(field);
    if text.is_empty() {
        return None;
    }
    Country::named(&text).map_err(|it| reading.wrong(field, it)).ok()
}

pub(super) fn typed_nationalities(typed: &Typed, person: usize) -> Vec<&str> {
    let texts = (0..=Registration::MAX_NATIONALITIES)
        .map(|at| typed.get(&line_field(person, "nationalities", at)));
    texts.filter(|it| !it.trim().is_empty()).collect()
}

/// The field of one nationality; only the first is asked for in sight.
pub(super) fn nationality(
    typed: &Typed,
    errors: &[FieldError],
    (person, at): (usize, usize),
) -> Markup {
    let there = typed_nationalities(typed, person);
    let field = line_field(person, "nationalities", at);
    let text = there.get(at).copied().unwrap_or_default();
    let label = match at {
        0 => "Staatsangehörigkeit".to_owned(),
        at => format!("{}. Staatsangehörigkeit", at + 1),
    };
    Field::new(&field, &label)
        .value(text)
        .errors(errors)
        .optional()
        .hint(if at == 0 { "Staat oder Schlüssel; auch staatenlos, ungeklärt" } else { "" })
        .suggestions(COUNTRIES)
        .text()
}

/// All but the first.
pub(super) fn more_nationalities(typed: &Typed, errors: &[FieldError], person: usize) -> Markup {
    let fields = typed_nationalities(typed, person).len().max(NATIONALITIES);
    html! { @for at in 1..fields { (nationality(typed, errors, (person, at))) } }
}

pub(super) fn birth_country(field: Field) -> Markup {
    field.optional().suggestions(COUNTRIES).text()
}

/// What fields of states suggest; once on a page, behind its form.
pub(in crate::web::cases) fn countries() -> Markup {
    html! {
        datalist id=(COUNTRIES) {
            @for it in Country::all() { option value=(it.label()) label=(it.key()) {} }
        }
    }
}

/// The lists of somebody who is registered already, as fields of the first person of a form.
pub(super) fn described(it: &PersonDetails) -> Vec<(String, String)> {
    let names = it.other_names.iter().map(|it| (it.kind.name(), it.name.as_str()));
    let references = it.references.iter().map(|it| (it.kind.name(), it.text.as_str()));
    let countries = (0..).zip(&it.nationalities);
    countries
        .map(|(at, it)| (line_field(0, "nationalities", at), it.label()))
        .chain(lines(List::OtherNames, names))
        .chain(lines(List::References, references))
        .collect()
}

fn lines<'a>(
    list: List,
    lines: impl Iterator<Item = (&'a str, &'a str)>,
) -> impl Iterator<Item = (String, String)> {
    (0..).zip(lines).flat_map(move |(at, (kind, text))| {
        [(list.kind_field(0, at), kind.to_owned()), (list.field(0, at), text.to_owned())]
    })
}

/// A reference that was searched for becomes the first line; its kind is what it begins with.
pub(super) fn begin_reference(typed: &mut Typed, text: &str) {
    if !text.trim().is_empty() {
        typed.set(&List::References.kind_field(0, 0), ReferenceKind::of_text(text).name());
        typed.set(&List::References.field(0, 0), text);
    }
}
