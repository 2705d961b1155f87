use maud::{Markup, html};

use super::filled::Filled;
use crate::{
    procedure::{Finding, FindingEntry, Ground, Person, Step, Tier, Violation},
    web::{
        cases::{
            sheet::CaseSheet,
            typed::{Reading, Typed},
        },
        components::{Field, Look, named_button},
    },
};

/// Presses of these buttons end with the place of a person.
const ALL_ABSENT: &str = "abwesend-";

fn finding_field(at: usize, ground: Ground) -> String {
    format!("finding-{at}-{ground}")
}

fn note_field(at: usize, ground: Ground) -> String {
    format!("note-{at}-{ground}")
}

/// The grounds on which a finding can be recorded now. The return date is for secretariat and
/// chair only (§ 97a AufenthG).
fn offered(case: &CaseSheet) -> impl Iterator<Item = Ground> {
    let (stage, internal) = (case.file.case.stage, case.is_internal());
    let open = move |it: &Ground| stage.takes_finding(*it) && (internal || !it.is_return_date());
    case.file.case.catalogue.grounds().iter().copied().filter(open)
}

/// The persons of this round, each with the place in the case.
fn asked(case: &CaseSheet) -> impl Iterator<Item = (usize, &Person)> {
    let case = &case.file.case;
    case.persons.iter().enumerate().filter(|it| it.1.round == case.round)
}

/// The findings as they stand.
pub(super) fn blank(case: &CaseSheet) -> Typed {
    let mut typed = Typed::default();
    for (at, person) in asked(case) {
        for ground in offered(case) {
            typed.set(&finding_field(at, ground), person.finding(ground).name());
            let note = person.findings.get(&ground).map_or("", |it| it.note.as_str());
            typed.set(&note_field(at, ground), note);
        }
    }
    typed
}

/// „Alle übrigen liegen nicht vor“ for one person: what was not checked yet becomes absent.
pub(super) fn press(typed: &mut Typed) -> bool {
    let pressed = typed.pressed().strip_prefix(ALL_ABSENT).and_then(|it| it.parse().ok());
    let Some(at) = pressed else { return false };
    for ground in Ground::ALL {
        let field = finding_field(at, *ground);
        if typed.get(&field) == Finding::NotChecked.name() {
            typed.set(&field, Finding::Absent.name());
        }
    }
    true
}

pub(super) fn fields(form: Filled) -> Markup {
    html! {
        p.muted { "Bei „liegt vor“ bitte angeben, worauf sich der Befund stützt. Ein feststehender Rückführungstermin ist nur hier zu vermerken; er erscheint in keinem Schreiben an die Antragstellerseite." }
        @for (at, _) in asked(form.case) {
            @let person = &form.case.file.details[at];
            details.person open {
                summary { (person.full_name()) }
                fieldset.kern-fieldset {
                    legend.kern-sr-only { "Befunde für " (person.full_name()) }
                    @for tier in Tier::ALL { (tier_fields(form, at, *tier)) }
                    (confirmation(form, at))
                    div.buttons {
                        @let press = format!("{ALL_ABSENT}{at}");
                        (named_button(Look::Secondary, "Alle übrigen liegen nicht vor", ("tun", &press)))
                    }
                }
            }
        }
    }
}

fn tier_fields(form: Filled, at: usize, tier: Tier) -> Markup {
    let grounds: Vec<_> = offered(form.case).filter(|it| it.tier() == tier).collect();
    html! {
        @if !grounds.is_empty() { h3 { (form.case.file.case.catalogue.heading(tier)) } }
        @for ground in grounds {
            @let (finding, note) = (finding_field(at, ground), note_field(at, ground));
            @let label = format!("{} {}", ground.number(), ground.label());
            @let note_label = format!("Beleg zu {}", ground.paragraph());
            div.finding {
                (form.field((&finding, &label)).select(Finding::ALL.iter().map(|it| (it.name(), it.label()))))
                (form.field((&note, &note_label)).optional().text())
            }
        }
    }
}

fn confirmation(form: Filled, at: usize) -> Markup {
    let field = format!("confirm-{at}");
    let checked_before =
        form.case.file.case.persons.get(at).is_some_and(|it| !it.findings.is_empty());
    html! { @if checked_before {
        (Field::new(&field, "Auch die unveränderten Befunde heute erneut bestätigen").value(form.typed.get(&field)).check_box())
    } }
}

/// What changed, and what was confirmed again.
pub(super) fn read(reading: &mut Reading, case: &CaseSheet) -> Step {
    let mut entries = Vec::new();
    for (at, person) in asked(case) {
        for ground in offered(case) {
            entries.extend(entry(reading, person, at, ground));
        }
    }
    if entries.is_empty() {
        reading.wrong("", "An den Befunden ist nichts geändert und nichts bestätigt.");
    }
    Step::RecordFindings { entries }
}

fn entry(
    reading: &mut Reading,
    person: &Person,
    at: usize,
    ground: Ground,
) -> Option<FindingEntry> {
    let note_field = note_field(at, ground);
    let finding: Finding = reading.choice((&finding_field(at, ground), ground.label()))?;
    let note = reading.text(&note_field);
    if finding == Finding::Present && note.is_empty() {
        reading.wrong(&note_field, Violation::FindingNeedsNote(ground));
    }
    let known = person.findings.get(&ground);
    let changed = person.finding(ground) != finding || known.map_or("", |it| &it.note) != note;
    let confirmed = known.is_some() && reading.typed.ticked(&format!("confirm-{at}"));
    (changed || confirmed).then_some(FindingEntry { person: person.id, ground, finding, note })
}
