//! The form of a vote: what was typed, what it means, how it is shown.

use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

use super::item::Sheet;
use crate::{
    procedure::{FieldError, PersonId, Recommendation, Step, Totals, Violation, clean},
    web::{
        clock::fresh_id,
        components::{Field, Look, button, hidden, post_form},
        numbers,
        session::SignedIn,
    },
};

/// A vote as typed: numbers stay text until they are understood.
#[derive(Clone, Default, Deserialize)]
pub(super) struct Ballot {
    pub(super) key: Uuid,
    pub(super) version: i32,
    /// Present and recused as the form showed them.
    present: u16,
    recused: u16,
    #[serde(default)]
    pub(super) person: Vec<PersonId>,
    yes: String,
    no: String,
    abstain: String,
    reasons: String,
    advice: String,
    advice_yes: String,
    advice_no: String,
    advice_abstain: String,
    /// Which button was pressed.
    #[serde(default)]
    pub(super) tun: Press,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Press {
    #[default]
    Check,
    Change,
    Record,
}

impl Ballot {
    /// Everybody still to be decided, nothing counted.
    pub(super) fn blank(sheet: &Sheet) -> Self {
        let person = undecided(sheet).map(|it| it.0).collect();
        Self { person, ..Self::default() }.renewed(sheet)
    }

    /// The same votes on the case and the room as they are now.
    pub(super) fn renewed(self, sheet: &Sheet) -> Self {
        let room = sheet.room.headcount(Some(sheet.item));
        let version = sheet.item.version.0;
        Self { key: fresh_id(), version, present: room.present, recused: room.recused, ..self }
    }

    pub(super) fn step(&self) -> Result<Step, Vec<FieldError>> {
        let mut errors = Vec::new();
        let totals = self.totals(["yes", "no", "abstain"], &mut errors);
        let recommendation = self.recommendation(&mut errors);
        match totals {
            Some(totals) if errors.is_empty() => Ok(Step::RecordVote {
                persons: self.person.clone(),
                totals,
                reasons: clean(&self.reasons),
                recommendation,
            }),
            _ => Err(errors),
        }
    }

    fn recommendation(&self, errors: &mut Vec<FieldError>) -> Option<Recommendation> {
        let typed = [&self.advice, &self.advice_yes, &self.advice_no, &self.advice_abstain];
        if typed.iter().all(|it| it.trim().is_empty()) {
            return None;
        }
        let totals = self.totals(["advice_yes", "advice_no", "advice_abstain"], errors)?;
        Some(Recommendation { totals, text: clean(&self.advice) })
    }

    /// Counts of one question; an empty field is nobody.
    fn totals(&self, fields: [&str; 3], errors: &mut Vec<FieldError>) -> Option<Totals> {
        let counts = fields.map(|it| (it, numbers::parse_count(self.typed(it))));
        for (field, _) in counts.iter().filter(|it| it.1.is_none()) {
            errors.push(FieldError::new(
                *field,
                format!("{}: bitte eine ganze Zahl angeben.", label(field)),
            ));
        }
        let [(_, Some(yes)), (_, Some(no)), (_, Some(abstain))] = counts else { return None };
        let totals = Totals::new(self.present, self.recused, yes, no, abstain);
        totals.map_err(|it: Violation| errors.push(FieldError::new(fields[0], it.to_string()))).ok()
    }

    fn typed(&self, field: &str) -> &str {
        match field {
            "yes" => &self.yes,
            "no" => &self.no,
            "abstain" => &self.abstain,
            "advice_yes" => &self.advice_yes,
            "advice_no" => &self.advice_no,
            _ => &self.advice_abstain,
        }
    }

    /// Everything typed, going along unseen.
    pub(super) fn unseen(&self) -> Markup {
        html! {
            (hidden("key", self.key))
            (hidden("version", self.version))
            (hidden("present", self.present))
            (hidden("recused", self.recused))
            @for it in &self.person { (hidden("person", it)) }
            @for it in ["yes", "no", "abstain", "advice_yes", "advice_no", "advice_abstain"] {
                (hidden(it, self.typed(it)))
            }
            (hidden("reasons", &self.reasons))
            (hidden("advice", &self.advice))
        }
    }
}

/// What is counted in a field.
fn label(field: &str) -> &'static str {
    match field {
        "yes" | "advice_yes" => "Ja",
        "no" | "advice_no" => "Nein",
        _ => "Enthaltung",
    }
}

fn undecided<'a>(sheet: &'a Sheet) -> impl Iterator<Item = (PersonId, &'a str)> {
    let open = sheet.item.persons.iter().filter(|it| it.standing.is_to_be_decided());
    open.map(|it| (it.id, it.name.as_str()))
}

pub(super) fn form(by: &SignedIn, sheet: &Sheet, ballot: &Ballot, errors: &[FieldError]) -> Markup {
    let people: Vec<_> = undecided(sheet).map(|it| (it.0.to_string(), it.1)).collect();
    let options = people.iter().map(|it| (it.0.as_str(), it.1));
    let chosen: Vec<_> = ballot.person.iter().map(ToString::to_string).collect();
    let fields = html! {
        (hidden("key", ballot.key))
        (hidden("version", ballot.version))
        (hidden("present", ballot.present))
        (hidden("recused", ballot.recused))
        (Field::new("person", "Über wen wird abgestimmt?")
            .hint("Über Gruppen kann getrennt abgestimmt werden: erst die einen ankreuzen, danach die anderen.")
            .choices(options, &chosen))
        fieldset.kern-fieldset {
            legend.kern-label { "Stimmen für ein Ersuchen" }
            (needed(ballot, sheet))
            (sum(["yes", "no", "abstain"], ballot, errors))
        }
        (Field::new("reasons", "Gründe").at_times()
            .hint("Pflicht bei einem Ersuchen; sie stehen im Protokoll und im Schreiben.")
            .value(&ballot.reasons).errors(errors).area(8))
        (advice(ballot, errors))
        div.buttons { (button(Look::Primary, "Prüfen")) }
    };
    html! {
        section {
            h2 { "Abstimmung" }
            (post_form(by, &format!("{}/beschluss", sheet.room.item_address(sheet.item.position)), &fields))
        }
    }
}

fn needed(ballot: &Ballot, sheet: &Sheet) -> Markup {
    let majority = sheet.room.rules.law.majority;
    let seats = sheet.room.headcount(Some(sheet.item)).seats;
    let silent = Totals::new(ballot.present, ballot.recused, 0, 0, ballot.present);
    let needed = silent.map_or(0, |it| majority.value.needed(it.among(seats)));
    html! {
        p.kern-hint {
            "Gezählt werden nur Summen. Anwesend bei diesem Punkt: " strong { (ballot.present) }
            @if ballot.recused > 0 { " (ohne " (ballot.recused) " Befangene)" }
            ". Nötig: " (majority.value.words()) ", also " strong { (needed) }
            " Ja (" (majority.source) "). Ja, Nein und Enthaltungen ergeben zusammen " (ballot.present) "."
        }
    }
}

fn sum(fields: [&'static str; 3], ballot: &Ballot, errors: &[FieldError]) -> Markup {
    html! {
        div.sum { @for field in fields {
            (Field::new(field, label(field)).value(ballot.typed(field)).errors(errors).number())
        } }
    }
}

/// Rarely needed, so out of the way until it is.
fn advice(ballot: &Ballot, errors: &[FieldError]) -> Markup {
    let open = !ballot.advice.is_empty() || errors.iter().any(|it| it.field.starts_with("advice"));
    html! {
        details open[open] {
            summary { "Kein Ersuchen, aber eine Empfehlung an die Ausländerbehörde?" }
            p.kern-hint { "Nur wenn kein Ersuchen beschlossen ist. Die Empfehlung braucht eine eigene Abstimmung mit derselben Mehrheit." }
            (Field::new("advice", "Wortlaut der Empfehlung").at_times().value(&ballot.advice).errors(errors).area(5))
            fieldset.kern-fieldset {
                legend.kern-label { "Stimmen für die Empfehlung" }
                (sum(["advice_yes", "advice_no", "advice_abstain"], ballot, errors))
            }
        }
    }
}
