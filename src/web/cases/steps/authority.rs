use maud::{Markup, html};

use super::filled::{Filled, Named};
use crate::{
    procedure::{PersonDetails, PersonId, Standing, Step},
    web::cases::{sheet::CaseSheet, typed::Reading},
};

const FOLLOWS: Named = ("follows", "Beabsichtigte Entscheidung");
const REPORTED: Named = ("reported_on", "Gemeldet am");
const DECIDED: Named = ("decided_on", "Entschieden am");
const REASONS: Named = ("reasons", "Gründe der Ausländerbehörde");
const NEEDED_IF_NOT: &str = "Nötig, wenn dem Ersuchen nicht gefolgt wird (§ 7 Abs. 3 HFKVO).";

pub(super) fn intention_fields(form: Filled) -> Markup {
    html! {
        (form.field(FOLLOWS).radios([("ja", "folgt dem Ersuchen"), ("nein", "folgt dem Ersuchen nicht")]))
        (form.field(REPORTED).date())
        (form.field(REASONS).hint(NEEDED_IF_NOT).optional().area(6))
    }
}

pub(super) fn intention(reading: &mut Reading) -> Option<Step> {
    let follows = match reading.typed.get(FOLLOWS.0) {
        "ja" => Some(true),
        "nein" => Some(false),
        _ => {
            reading.wrong(FOLLOWS.0, "Bitte wählen: Beabsichtigte Entscheidung.");
            None
        }
    };
    let reported_on = reading.day(REPORTED);
    let reasons = reading.text(REASONS.0);
    Some(Step::RecordIntention { follows: follows?, reported_on: reported_on?, reasons })
}

pub(super) fn decision_fields(form: Filled) -> Markup {
    html! {
        (form.field(DECIDED).date())
        @for (field, person) in with_ersuchen(form.case) {
            @let name = person.full_name();
            (form.field((&field, &name)).radios([
                ("befolgt", "Ersuchen befolgt"),
                ("nicht_befolgt", "Ersuchen nicht befolgt"),
            ]))
        }
        (form.field(REASONS).hint(NEEDED_IF_NOT).optional().area(6))
    }
}

pub(super) fn decision(reading: &mut Reading, case: &CaseSheet) -> Option<Step> {
    let decided_on = reading.day(DECIDED);
    let (mut followed, mut not_followed): (Vec<PersonId>, Vec<PersonId>) = Default::default();
    let mut complete = true;
    for (field, person) in with_ersuchen(case) {
        match reading.typed.get(&field) {
            "befolgt" => followed.push(person.id),
            "nicht_befolgt" => not_followed.push(person.id),
            _ => {
                reading.wrong(&field, format_args!("Bitte wählen: {}.", person.full_name()));
                complete = false;
            }
        }
    }
    let reasons = reading.text(REASONS.0);
    let decided_on = decided_on.filter(|_| complete)?;
    Some(Step::RecordFinalDecision { decided_on, followed, not_followed, reasons })
}

/// The persons about whom the authority decides, each with its field.
fn with_ersuchen(case: &CaseSheet) -> Vec<(String, &PersonDetails)> {
    let people = case.file.details.iter().zip(&case.file.case.persons).enumerate();
    let asked = people.filter(|(_, it)| it.1.standing == Standing::Ersuchen);
    asked.map(|(at, it)| (format!("decision-{at}"), it.0)).collect()
}
