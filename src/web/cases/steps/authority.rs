use maud::{Markup, html};

use super::{
    filled::{Filled, Named},
    title,
};
use crate::{
    procedure::{FinalDecision, GrantedTitle, Intention, PersonDetails, PersonId, Standing},
    web::cases::{
        sheet::CaseSheet,
        typed::{Reading, Typed},
    },
};

const REPORTED: Named = ("reported_on", "Gemeldet am");
const BEFORE: Named = ("before_deciding", "Gemeldet vor der Entscheidung");
const DECIDED: Named = ("decided_on", "Entschieden am");
const REASONS: Named = ("reasons", "Gründe der Ausländerbehörde");
const NEEDED_IF_NOT: &str = "Nötig, wenn dem Ersuchen nicht gefolgt wird.";

/// § 7(3) asks that it is so.
pub(super) fn intention_blank() -> Typed {
    Typed::new(vec![(BEFORE.0.to_owned(), "ja".to_owned())])
}

pub(super) fn intention_fields(form: Filled) -> Markup {
    html! {
        (form.field(REPORTED).date())
        @for (at, person) in with_ersuchen(form.case) {
            (form.field((&intends(at), &form.case.file.name_of(person.id))).radios([
                ("folgt", "folgt dem Ersuchen"),
                ("folgt_nicht", "folgt dem Ersuchen nicht"),
            ]))
        }
        (form.field(BEFORE).radios([("ja", "ja"), ("nein", "nein, erst danach")]))
        (form.field(REASONS).hint(NEEDED_IF_NOT).optional().area(6))
    }
}

pub(super) fn intention(reading: &mut Reading, case: &CaseSheet) -> Option<Intention> {
    let reported_on = reading.day(REPORTED);
    let answers = each(reading, case, intends, ("folgt", "folgt_nicht"));
    let before_deciding = match reading.typed.get(BEFORE.0) {
        "ja" => Some(true),
        "nein" => Some(false),
        _ => {
            reading.wrong(BEFORE.0, format_args!("Bitte wählen: {}.", BEFORE.1));
            None
        }
    };
    let (followed, not_followed) = answers?;
    Some(Intention {
        reported_on: reported_on?,
        reasons: reading.text(REASONS.0),
        follows: None,
        followed,
        not_followed,
        before_deciding: Some(before_deciding?),
    })
}

pub(super) fn decision_fields(form: Filled) -> Markup {
    html! {
        (form.field(DECIDED).date())
        @for (at, person) in with_ersuchen(form.case) {
            (form.field((&decides(at), &form.case.file.name_of(person.id))).radios([
                ("befolgt", "Ersuchen befolgt"),
                ("nicht_befolgt", "Ersuchen nicht befolgt"),
            ]))
            (title::fields(form, (at, person)))
        }
        (form.field(REASONS).hint(NEEDED_IF_NOT).optional().area(6))
    }
}

pub(super) fn decision(reading: &mut Reading, case: &CaseSheet) -> Option<FinalDecision> {
    let decided_on = reading.day(DECIDED);
    let answers = each(reading, case, decides, ("befolgt", "nicht_befolgt"));
    let titles: Vec<_> = with_ersuchen(case).map(|it| title::read(reading, it)).collect();
    let (followed, not_followed) = answers?;
    Some(FinalDecision {
        decided_on: decided_on?,
        followed,
        not_followed,
        reasons: reading.text(REASONS.0),
        titles: titles.into_iter().filter(GrantedTitle::is_known).collect(),
    })
}

/// For whom it is yes, and for whom no; `None` if somebody is left out.
fn each(
    reading: &mut Reading,
    case: &CaseSheet,
    field: fn(usize) -> String,
    (yes, no): (&str, &str),
) -> Option<(Vec<PersonId>, Vec<PersonId>)> {
    let (mut followed, mut not_followed): (Vec<PersonId>, Vec<PersonId>) = Default::default();
    let mut complete = true;
    for (at, person) in with_ersuchen(case) {
        let field = field(at);
        match reading.typed.get(&field) {
            it if it == yes => followed.push(person.id),
            it if it == no => not_followed.push(person.id),
            _ => {
                reading
                    .wrong(&field, format_args!("Bitte wählen: {}.", case.file.name_of(person.id)));
                complete = false;
            }
        }
    }
    complete.then_some((followed, not_followed))
}

fn intends(at: usize) -> String {
    format!("intention-{at}")
}

fn decides(at: usize) -> String {
    format!("decision-{at}")
}

/// The persons about whom the authority decides, each with its place.
fn with_ersuchen(case: &CaseSheet) -> impl Iterator<Item = (usize, &PersonDetails)> {
    let people = case.file.details.iter().zip(&case.file.case.persons).enumerate();
    let asked = people.filter(|(_, it)| it.1.standing == Standing::Ersuchen);
    asked.map(|(at, it)| (at, it.0))
}
