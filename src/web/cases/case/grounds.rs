use chrono::NaiveDate;
use maud::{Markup, html};

use super::overview::shown;
use crate::{
    procedure::{Deviation, Finding, FoundGround, Ground, Person, Stage, Step, StepKind, Tier},
    web::{
        cases::sheet::CaseSheet,
        components::{Tone, alert, grouped_table},
        days::german,
        numbers::counted,
    },
};

/// What was found on each ground of § 5 for each person. Grounds about which there is nothing
/// to say are folded.
pub(super) fn grounds(case: &CaseSheet) -> Markup {
    let persons = &case.file.case.persons;
    let of_all = |finding| move |it: &&Ground| persons.iter().all(|p| p.finding(**it) == finding);
    let all = case.file.case.catalogue.grounds();
    let unchecked: Vec<_> = all.iter().filter(of_all(Finding::NotChecked)).copied().collect();
    let absent: Vec<_> = all.iter().filter(of_all(Finding::Absent)).copied().collect();
    let told = |it: &&Ground| !unchecked.contains(it) && !absent.contains(it);
    let told: Vec<_> = all.iter().filter(told).copied().collect();
    html! {
        p.muted { "Ausschlussgründe nach " (case.file.case.catalogue.label()) }
        @if unchecked.len() == all.len() {
            p { "Noch ist kein Grund geprüft." }
        } @else {
            @if !told.is_empty() { (findings(case, &told)) }
            (folded(case, &absent, "bei allen Personen „liegt nicht vor“"))
            (folded(case, &unchecked, "noch bei keiner Person geprüft"))
        }
        (stale_note(case))
        (found_since(case))
        (proposal(case))
    }
}

/// What a ground found after the Annahme asks for; where that can be done, for whoever can.
fn found_since(case: &CaseSheet) -> Markup {
    let concerned = case.file.case.reconsidered();
    let names: Vec<_> = concerned.iter().map(|it| case.file.name_of(*it)).collect();
    let (place, words) = if case.facts.is_for_commission() {
        ("/sitzungen", "Zu den Sitzungen")
    } else {
        ("/vorpruefung", "Zu den Vorprüfungen")
    };
    html! { @if !names.is_empty() {
        (alert(Tone::Warning, "Seit der Annahme ist ein Ausschlussgrund hinzugekommen", &html! {
            p { "Vor einem Ersuchen ist über die Annahme neu zu beschließen: " (names.join(", ")) "." }
            @if case.is_internal() { p { a.kern-link href=(place) { (words) } } }
        }))
    } }
}

/// What the secretariat proposes, for whoever reads the case while a body has to decide on it. On a
/// ground found after the Annahme it has proposed nothing.
fn proposal(case: &CaseSheet) -> Markup {
    let steps = case.of_this_round().filter_map(|it| it.event.as_ref());
    let mut proposed = steps.filter_map(|it| match &it.step {
        Step::ProposeAdmissibility { proposal, reasons } => Some((proposal, reasons)),
        _ => None,
    });
    let last = proposed.next().filter(|_| case.file.case.stage == Stage::Admissibility);
    html! { @if let Some((proposal, reasons)) = last {
        h3 { "Vorschlag der Geschäftsstelle: " (proposal.label()) }
        div.written { (shown(case, reasons)) }
    } }
}

fn folded(case: &CaseSheet, grounds: &[Ground], words: &str) -> Markup {
    html! { @if !grounds.is_empty() {
        details {
            summary { (counted(grounds.len(), "Grund", "Gründe")) ": " (words) }
            (findings(case, grounds))
        }
    } }
}

fn findings(case: &CaseSheet, grounds: &[Ground]) -> Markup {
    let names = case.file.details.iter().map(|it| {
        if it.given_names.is_empty() { it.family_name.as_str() } else { it.given_names.as_str() }
    });
    let heads: Vec<&str> = std::iter::once("Grund").chain(names).collect();
    let of_tier = |tier: Tier| {
        let grounds = grounds.iter().filter(move |it| it.tier() == tier);
        grounds.map(|it| line(case, *it)).collect::<Vec<_>>()
    };
    let heading = |it: Tier| case.file.case.catalogue.heading(it);
    let groups: Vec<_> = Tier::ALL.iter().map(|it| (heading(*it), of_tier(*it))).collect();
    grouped_table("Befunde zu den Ausschlussgründen je Person", &heads, &groups)
}

fn line(case: &CaseSheet, ground: Ground) -> Vec<Markup> {
    let head = html! { span.wrap { (ground.number()) " " (ground.label()) } };
    let marks = case.file.case.persons.iter().map(|it| mark(case, it, ground));
    std::iter::once(head).chain(marks).collect()
}

/// Word, sign and border; never colour alone.
fn mark(case: &CaseSheet, person: &Person, ground: Ground) -> Markup {
    let Some(found) = person.findings.get(&ground) else {
        return html! { span.mark { (Finding::NotChecked.label()) } };
    };
    let stale = person.is_stale(found, hold_from(case));
    let (class, sign) = match found.finding {
        Finding::Present => ("mark present", "! "),
        Finding::Unclear => ("mark unclear", "? "),
        _ if stale => ("mark stale", "△ "),
        Finding::Absent | Finding::NotChecked => ("mark", ""),
    };
    html! {
        span class=(class) { span aria-hidden="true" { (sign) } (found.finding.label()) }
        @if stale { br; span.muted { "△ erneut prüfen, Stand " (german(found.found_on)) } }
        @if let Some(day) = found.removed_on { br; span.muted { (gone(ground)) " am " (german(day)) } }
        (note(case, ground, found))
        (basis(case, found))
        @if let Some(it) = &found.deviation { (deviation(case, it)) }
    }
}

/// Why a body went on although the ground is there.
fn deviation(case: &CaseSheet, it: &Deviation) -> Markup {
    let body = case.rules.law.body_name(it.body);
    html! {
        br; span.muted { "Abweichung beschlossen: " (body) ", " (german(it.on)) }
        @if !it.reasons.is_empty() {
            details { summary { "Gründe der Abweichung" } div.written { (shown(case, &it.reasons)) } }
        }
    }
}

/// What cannot fall away was found in error.
const fn gone(ground: Ground) -> &'static str {
    if ground.is_curable() { "weggefallen" } else { "Befund berichtigt" }
}

/// Who said so, and the document that shows it, for whoever may open that.
fn basis(case: &CaseSheet, found: &FoundGround) -> Markup {
    let document = found.evidence.and_then(|it| case.newest(it));
    html! {
        @if !found.source.is_empty() { br; span.muted { "Quelle: " (shown(case, &found.source)) } }
        @if let Some(it) = document {
            br; a.kern-link href={ "/dokumente/" (it.id) } { (it.description.name) }
        }
        @if matches!(found.finding, Finding::Present | Finding::Unclear) {
            br; span.muted { "festgestellt am " (german(found.found_on)) }
        }
    }
}

/// The day of a return is for secretariat and chair only (§ 97a AufenthG), and it may stand in the note.
fn note(case: &CaseSheet, ground: Ground, found: &FoundGround) -> Markup {
    let secret = ground.is_return_date() && !case.is_internal();
    html! { @if !found.note.is_empty() {
        br; span.muted { @if secret { "Beleg nur für die Geschäftsstelle" } @else { "Beleg: " (found.note) } }
    } }
}

/// From which day on a finding holds: today, and on the day of the sitting that is ahead.
fn hold_from(case: &CaseSheet) -> NaiveDate {
    let sitting = case.facts.sitting.as_ref().map(|it| it.held_on);
    case.rules.findings_hold_from(sitting.unwrap_or(case.now.today).max(case.now.today))
}

fn stale_note(case: &CaseSheet) -> Markup {
    let day = hold_from(case);
    let stale = case.file.case.persons.iter().any(|it| it.has_stale_finding(day));
    html! { @if stale {
        p.muted {
            "△ Befunde, die älter sind als " (counted(case.rules.stale_weeks as usize, "Woche", "Wochen"))
            ", sind vor der Sitzung erneut zu bestätigen (Vorgabe der Geschäftsstelle)."
            @if case.is_internal() { " " a.kern-link href={ (case.address()) "/schritte/" (StepKind::RecordFindings) } { "Erneut bestätigen" } }
        }
    } }
}
