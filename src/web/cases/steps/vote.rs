use maud::{Markup, html};

use super::{
    ending::persons_of,
    filled::{Filled, Named},
};
use crate::{
    procedure::{Recommendation, RuleSet, SittingFacts, Step, Totals},
    web::{
        cases::{
            sheet::CaseSheet,
            typed::{Reading, Typed},
        },
        components::Field,
    },
};

const PERSONS: Named = ("persons", "Beschlossen wird über");
const REASONS: Named = ("reasons", "Gründe");
const RECOMMENDATION: Named = ("recommendation", "Wortlaut der Empfehlung");

/// Everybody about whom nothing is decided yet is voted on together.
pub(super) fn blank(case: &CaseSheet) -> Typed {
    let admitted = case.file.case.to_be_decided();
    let field = |id: crate::procedure::PersonId| (PERSONS.0.to_owned(), id.to_string());
    Typed::new(admitted.into_iter().map(field).collect())
}

pub(super) fn fields(form: Filled) -> Markup {
    let admitted = form.case.file.case.to_be_decided();
    let people: Vec<_> = form
        .case
        .file
        .details_of(&admitted)
        .map(|it| (it.id.to_string(), form.case.file.name_of(it.id)))
        .collect();
    let recommended = ["recommendation", "recommendation_yes", "recommendation_no"];
    let open = recommended.iter().any(|it| !form.typed.get(it).is_empty());
    html! {
        (form.field(PERSONS)
            .hint("Über Personen, die verschieden beurteilt werden, nacheinander beschließen.")
            .choices(people.iter().map(|it| (it.0.as_str(), it.1.as_str())), &form.typed.all(PERSONS.0)))
        @if let Some(sitting) = &form.case.facts.sitting { (presence(sitting, &form.case.rules)) }
        fieldset.kern-fieldset.ballot {
            legend.kern-label { "Stimmen zur Frage „Ersuchen?“" }
            (ballot(form, ""))
        }
        (form.field(REASONS).hint("Ein Ersuchen braucht schriftliche Gründe; sie stehen im Protokoll und im Schreiben.").optional().area(8))
        details open[open] {
            summary { "Kein Ersuchen, aber eine Empfehlung an die Ausländerbehörde" }
            fieldset.kern-fieldset.ballot {
                legend.kern-label { "Stimmen zur Frage „Empfehlung?“" }
                (ballot(form, "recommendation_"))
            }
            (form.field(RECOMMENDATION).optional().area(4))
        }
    }
}

fn presence(sitting: &SittingFacts, rules: &RuleSet) -> Markup {
    let majority = rules.law.majority;
    let silent = Totals::new(sitting.present, sitting.recused, 0, 0, sitting.present);
    let needed = silent.map_or(0, |it| majority.value.needed(it.among(sitting.seats)));
    html! {
        p {
            "Laut Anwesenheit stimmen " strong { (sitting.present) } " Mitglieder ab"
            @if sitting.recused > 0 { ", " (sitting.recused) " befangen" }
            ". Ein Ersuchen braucht mindestens " strong { (needed) } " Ja-Stimmen: " (majority.value.words()) " (" (majority.source) ")."
        }
    }
}

const VOTES: [Named; 3] = [("yes", "Ja"), ("no", "Nein"), ("abstain", "Enthaltung")];

fn ballot(form: Filled, prefix: &str) -> Markup {
    html! { div.sum { @for (name, label) in VOTES {
        @let field = format!("{prefix}{name}");
        (Field::new(&field, label).value(form.typed.get(&field)).errors(form.errors).number())
    } } }
}

/// Present and recused are those of the attendance list, never typed.
pub(super) fn read(reading: &mut Reading, case: &CaseSheet) -> Option<Step> {
    let persons = persons_of(reading, PERSONS, &case.file.case.ids_where(|_| true));
    let sitting = case.facts.sitting.as_ref();
    let on_ersuchen = totals(reading, "", sitting);
    let reasons = reading.text(REASONS.0);
    let text = reading.text(RECOMMENDATION.0);
    let voted =
        VOTES.iter().any(|it| !reading.text(&format!("recommendation_{}", it.0)).is_empty());
    let recommendation = if voted || !text.is_empty() {
        Some(Recommendation { totals: totals(reading, "recommendation_", sitting)?, text })
    } else {
        None
    };
    Some(Step::RecordVote { persons: persons?, totals: on_ersuchen?, reasons, recommendation })
}

fn totals(reading: &mut Reading, prefix: &str, sitting: Option<&SittingFacts>) -> Option<Totals> {
    let [yes, no, abstain] =
        VOTES.map(|(name, label)| reading.count((&format!("{prefix}{name}"), label)));
    let (present, recused) = sitting.map_or((0, 0), |it| (it.present, it.recused));
    let counted = Totals::new(present, recused, yes?, no?, abstain?);
    counted.map_err(|it| reading.wrong(&format!("{prefix}yes"), it)).ok()
}
