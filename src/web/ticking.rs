//! Cases ticked on a list, to be put on an agenda or before the committee; each for itself.

use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    clock::fresh_id,
    components::{Tone, badge, done, table, tick_box},
    days,
    refused::Refused,
};
use crate::{
    Problem,
    procedure::{CaseId, Law, Version, Violation},
    storage::WorklistRow,
};

/// What was ticked.
#[derive(Deserialize)]
pub(in crate::web) struct Ticked {
    /// Per case: `<id>:<version>:<idempotency key>`.
    #[serde(default)]
    fall: Vec<String>,
}

pub(in crate::web) struct Choice {
    pub(in crate::web) case: CaseId,
    pub(in crate::web) seen: Version,
    pub(in crate::web) key: Uuid,
}

impl Ticked {
    pub(in crate::web) fn choices(&self) -> Result<Vec<Choice>, Problem> {
        let choice = |it: &String| {
            let mut parts = it.split(':');
            let (case, seen, key) = (parts.next()?, parts.next()?, parts.next()?);
            let seen = Version(seen.parse().ok()?);
            Some(Choice { case: case.parse().ok()?, seen, key: key.parse().ok()? })
        };
        let all: Option<Vec<_>> = self.fall.iter().map(choice).collect();
        all.ok_or_else(|| {
            Problem::Unreadable(
                "Die Auswahl war nicht lesbar. Bitte laden Sie die Seite neu.".to_owned(),
            )
        })
    }
}

/// What became of each ticked case, in the order of the list.
#[derive(Default)]
pub(in crate::web) struct Results(Vec<(CaseId, Result<(), Problem>)>);

impl Results {
    pub(in crate::web) fn add(&mut self, case: CaseId, result: Result<(), Problem>) {
        self.0.push((case, result));
    }

    /// Why the list is shown again, unless every one of at least one case was taken.
    pub(in crate::web) fn refusal(&self) -> Result<Option<Refused>, Problem> {
        let sentence = match self.0.as_slice() {
            [] => "Bitte mindestens einen Vorgang ankreuzen.",
            all if all.iter().all(|it| it.1.is_ok()) => return Ok(None),
            _ => "Nicht alle Vorgänge sind aufgenommen; das Ergebnis steht unten für jeden.",
        };
        Refused::of(Violation::Field(sentence.to_owned()).into()).map(Some)
    }

    /// One line for each, by the list as it was before.
    pub(in crate::web) fn report(&self, before: &[&WorklistRow], law: &Law) -> Markup {
        let name = |case: &CaseId| {
            let row = before.iter().find(|it| it.case.id == *case);
            row.map_or_else(
                || "Ein Vorgang".to_owned(),
                |it| format!("{} {}", it.number, it.people),
            )
        };
        html! { @if !self.0.is_empty() {
            section aria-labelledby="ergebnis" {
                h2 id="ergebnis" { "Ergebnis je Vorgang" }
                ul.why { @for (case, result) in &self.0 {
                    li { @match result {
                        Ok(()) => { (done(&name(case))) " – aufgenommen" },
                        Err(problem) => { "✗ " (name(case)) " – " (law.says(&problem.to_string())) },
                    } }
                } }
            }
        } }
    }
}

/// The list to tick; the boxes of several lists on a page are counted from `first` on.
pub(in crate::web) fn list(caption: &str, rows: &[WorklistRow], first: usize) -> Markup {
    const HEADS: [&str; 5] =
        ["Aufnehmen", "Aktenzeichen", "Personen", "Ausländerbehörde", "Eingang"];
    let lines: Vec<_> = rows.iter().zip(first..).map(line).collect();
    table(caption, &HEADS, &lines)
}

fn line((it, n): (&WorklistRow, usize)) -> Vec<Markup> {
    let value = format!("{}:{}:{}", it.case.id, it.case.version.0, fresh_id());
    vec![
        tick_box(&format!("fall-{n}"), ("fall", &value), &it.number.to_string()),
        html! {
            a.kern-link.number href={ "/faelle/" (it.case.id) } { (it.number) }
            @if it.case.urgent { " " (badge(Tone::Danger, "Eilfall")) }
        },
        html! { (it.people) },
        html! { (it.authority) },
        html! { time datetime=(it.case.received_on) { (days::german(it.case.received_on)) } },
    ]
}
