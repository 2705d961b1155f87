//! What people typed into a form, kept as it was until it is understood.

use std::{collections::BTreeSet, fmt::Display, str::FromStr};

use chrono::NaiveDate;
use maud::{Markup, html};
use serde::Deserialize;

use crate::{
    Problem,
    procedure::{FieldError, PartialDate, clean},
    web::{components::hidden, days, numbers},
};

/// Fields of the form itself; everything else somebody typed or chose.
const OF_THE_FORM: [&str; 4] = ["csrf", "key", "version", "tun"];

/// The fields of a form in their order; a name may occur several times.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(transparent)]
pub(in crate::web) struct Typed {
    fields: Vec<(String, String)>,
}

impl Typed {
    pub(super) fn new(fields: Vec<(String, String)>) -> Self {
        Self { fields }
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|it| it.0 == name)
    }

    /// As the form goes from top to bottom, in whose order browsers send it; what is wrong with
    /// the whole comes first.
    pub(super) fn sort(&self, errors: &mut [FieldError]) {
        let sent = |name: &str| self.fields.iter().position(|it| it.0 == name);
        errors.sort_by_key(|it| match it.field.as_str() {
            "" => 0,
            name => sent(name).map_or(usize::MAX, |it| it + 1),
        });
    }

    /// Empty when the field was not sent.
    pub(in crate::web) fn get(&self, name: &str) -> &str {
        self.fields.iter().find(|it| it.0 == name).map_or("", |it| it.1.as_str())
    }

    pub(super) fn all(&self, name: &str) -> Vec<String> {
        self.fields.iter().filter(|it| it.0 == name).map(|it| it.1.clone()).collect()
    }

    pub(super) fn ticked(&self, name: &str) -> bool {
        self.get(name) == "ja"
    }

    pub(in crate::web) fn set(&mut self, name: &str, value: impl Into<String>) {
        self.fields.retain(|it| it.0 != name);
        self.fields.push((name.to_owned(), value.into()));
    }

    /// What was typed and not only chosen, to be copied from.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        let typed = self.fields.iter().filter(|it| !OF_THE_FORM.contains(&it.0.as_str()));
        typed.map(|it| it.1.as_str()).filter(|it| it.contains(char::is_whitespace))
    }

    /// Renames fields, or drops those for which there is no new name.
    pub(super) fn rename(&mut self, new_name: impl Fn(&str) -> Option<String>) {
        let fields = std::mem::take(&mut self.fields);
        let renamed = fields.into_iter().filter_map(|it| Some((new_name(&it.0)?, it.1)));
        self.fields = renamed.collect();
    }

    /// Which button was pressed.
    pub(super) fn pressed(&self) -> &str {
        self.get("tun")
    }

    /// What the page needs of the form itself: idempotency key or version.
    pub(in crate::web) fn own<T: FromStr>(&self, name: &str) -> Result<T, Problem> {
        self.get(name).parse().map_err(|_| {
            Problem::Unreadable(
                "Die Seite war unvollständig. Es ist nichts gespeichert; bitte laden Sie sie neu."
                    .to_owned(),
            )
        })
    }

    /// Everything typed, going along unseen.
    pub(super) fn unseen(&self) -> Markup {
        let typed = self.fields.iter().filter(|it| !OF_THE_FORM.contains(&it.0.as_str()));
        html! { @for (name, value) in typed { (hidden(name, value)) } }
    }
}

/// Reads what was typed and collects what is wrong with it, so that all of it can be said at once.
pub(super) struct Reading<'a> {
    pub(super) typed: &'a Typed,
    pub(super) today: NaiveDate,
    errors: Vec<FieldError>,
}

impl<'a> Reading<'a> {
    pub(super) fn new(typed: &'a Typed, today: NaiveDate) -> Self {
        Self { typed, today, errors: Vec::new() }
    }

    pub(super) fn wrong(&mut self, field: &str, sentence: impl Display) {
        self.errors.push(FieldError { field: field.to_owned(), sentence: sentence.to_string() });
    }

    /// What was read, unless something was wrong.
    pub(super) fn finish<T>(mut self, read: Option<T>) -> Result<T, Vec<FieldError>> {
        match read {
            Some(it) if self.errors.is_empty() => Ok(it),
            _ => {
                self.typed.sort(&mut self.errors);
                Err(self.errors)
            }
        }
    }

    pub(super) fn text(&self, field: &str) -> String {
        clean(self.typed.get(field))
    }

    pub(super) fn needed(&mut self, (field, label): (&str, &str)) -> Option<String> {
        let text = self.text(field);
        if text.is_empty() {
            self.wrong(field, format_args!("Bitte ausfüllen: {label}."));
            return None;
        }
        Some(text)
    }

    pub(super) fn day(&mut self, (field, label): (&str, &str)) -> Option<NaiveDate> {
        let day = days::parse(self.typed.get(field), self.today);
        if day.is_none() {
            self.wrong(field, format_args!("{label}: bitte ein Datum angeben (TT.MM.JJJJ)."));
        }
        day
    }

    /// `None` is no error when nothing was typed.
    pub(super) fn day_if_any(&mut self, named: (&str, &str)) -> Option<NaiveDate> {
        if self.text(named.0).is_empty() { None } else { self.day(named) }
    }

    pub(super) fn partial_day(&mut self, (field, label): (&str, &str)) -> Option<PartialDate> {
        let day = self.text(field).parse::<PartialDate>();
        day.map_err(|it| self.wrong(field, format_args!("{label}: {it}"))).ok()
    }

    /// `None` is no error when nothing was typed.
    pub(super) fn partial_day_if_any(&mut self, named: (&str, &str)) -> Option<PartialDate> {
        if self.text(named.0).is_empty() { None } else { self.partial_day(named) }
    }

    pub(super) fn choice<T: FromStr>(&mut self, (field, label): (&str, &str)) -> Option<T> {
        let chosen = self.typed.get(field).parse().ok();
        if chosen.is_none() {
            self.wrong(field, format_args!("Bitte wählen: {label}."));
        }
        chosen
    }

    /// What was ticked, each once; nothing ticked is wrong.
    pub(super) fn several<T: FromStr + Ord>(
        &mut self,
        (field, label): (&str, &str),
    ) -> Option<BTreeSet<T>> {
        let ticked = self.typed.all(field);
        let read: Option<BTreeSet<T>> = ticked.iter().map(|it| it.parse().ok()).collect();
        let read = read.filter(|it| !it.is_empty());
        if read.is_none() {
            self.wrong(field, format_args!("Bitte ankreuzen: {label}."));
        }
        read
    }

    pub(super) fn count(&mut self, (field, label): (&str, &str)) -> Option<u16> {
        let number = numbers::parse_count(self.typed.get(field));
        if number.is_none() {
            self.wrong(field, format_args!("{label}: bitte eine ganze Zahl angeben."));
        }
        number
    }
}
