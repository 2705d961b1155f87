//! What a step leads to: foreseen from the table, and exactly, once everything is filled in.

use maud::{Markup, html};

use super::{
    letter_words::{Outgoing, outgoing},
    person_words::names,
    representation,
    sheet::CaseSheet,
    step_words::sitting_name,
    taken_back,
};
use crate::{
    acts,
    procedure::{
        AgendaChange, DeadlineEntry, DeadlineMove, ItemState, Leads, LetterKind, Outcome,
        RoundItemState, Statement, Step, StepKind, TakeBack,
    },
    web::days::german,
};

/// One or two sentences from the table: where the case goes, which letters it writes.
pub(super) fn foreseen(kind: StepKind, case: &CaseSheet) -> String {
    if kind == StepKind::TakeBack {
        return taken_back::foreseen(case);
    }
    let rule = kind.rule();
    let stage = |label: &str| format!("„{label}“");
    let to = rule.leads_to(case.file.case.stage);
    let to: Vec<_> = to.map(|it| stage(it.label())).collect();
    let for_admission = matches!(rule.to, Leads::OnceReady(_)) && to.is_empty();
    let goes = match to.as_slice() {
        [] if for_admission => format!(
            "Es geht um die Annahme; der Fall bleibt im Stand {}.",
            stage(case.file.case.stage.label())
        ),
        [] => format!("Der Fall bleibt im Stand {}.", stage(case.file.case.stage.label())),
        [only] => format!("Der Fall kommt in den Stand {only}."),
        some => format!("Der Fall kommt je nach Ergebnis in den Stand {}.", some.join(" oder ")),
    };
    let letters: Vec<_> = rule.letters.iter().map(|it| letter(*it, case)).collect();
    let writes = match letters.as_slice() {
        [] => "Es entsteht kein Schreiben.".to_owned(),
        [only] => format!("Es entsteht: {only}."),
        some => format!("Je nach Ergebnis entstehen: {}.", some.join("; ")),
    };
    format!("{goes} {writes}")
}

/// Where letters to the applicant side go, before a step that writes some is filled in.
pub(super) fn receivers(kind: StepKind, case: &CaseSheet) -> Markup {
    use crate::procedure::Addressee;
    let writes = kind.rule().letters.iter().any(|it| it.addressee() == Addressee::ApplicantSide);
    html! { @if writes { (representation::receivers(case, &case.file.powers)) } }
}

/// `Bitte um Stellungnahme an Stadt Gelsenkirchen`
fn letter(kind: LetterKind, case: &CaseSheet) -> String {
    use crate::procedure::Addressee;
    let to = match kind.addressee() {
        Addressee::Authority if kind.follows_ersuchen() && case.rules.asks_ministry() => {
            "das Ministerium"
        }
        Addressee::Authority => case.file.authority.name.as_str(),
        Addressee::ApplicantSide => "die Antragstellerseite",
        Addressee::Commission => "die Kommission",
    };
    format!("{} an {to}", kind.label())
}

/// All that the step will have done: stage, deadline, persons, letters with their recipients.
pub(super) fn exact(outcome: &Outcome, case: &CaseSheet) -> Markup {
    let mut recipients = acts::recipients(&case.file, outcome, &case.rules);
    if let Step::ChangeAuthority(to) = &outcome.event().step {
        for (_, recipient) in &mut recipients {
            recipient.lines = vec![to.name.clone()];
        }
    }
    let letters: Vec<_> =
        recipients.iter().map(|(order, to)| Outgoing { kind: order.kind, to }).collect();
    html! {
        ul {
            li { (stage(outcome)) }
            @if let Some(change) = outcome.agenda() { li { (agenda(change, case)) } }
            @for (standing, persons) in outcome.changed_standings() {
                li { (names(&persons, &case.file.details)) ": " strong { (standing.label()) } }
            }
            @if outcome.round_item() == Some(RoundItemState::HandedOver) {
                li { (names(&outcome.case().awaiting_admission(), &case.file.details)) ": " strong { "an die Kommission gegeben" } "; sie beschließt über die Annahme in einer Sitzung." }
            }
            @for it in outcome.deadlines() { li { (due(it, outcome.case().deadline.is_some())) } }
            @if let Step::TakeBack(it) = &outcome.event().step { (undone(it, case)) }
            @if matches!(outcome.event().step, Step::RequestDocuments { .. }) { li { (requested(case)) } }
            @if outcome.case().urgent != outcome.before().urgent {
                li { @if outcome.case().urgent { "Der Fall wird zum Eilfall und steht in jeder Liste oben." } @else { "Der Fall ist kein Eilfall mehr." } }
            }
            @for it in outcome.event().step.statement().map(Statement::return_facts).unwrap_or_default() {
                li { (names(&[it.person], &case.file.details)) ": Der Termin der Rückführung wird geschützt vermerkt; er steht damit fest, und der Fall ist ein Eilfall." }
            }
            @if letters.is_empty() { li { "Es entsteht kein Schreiben." } } @else {
                li { "Diese Schreiben werden erstellt und warten auf die Absendung:" }
            }
        }
        @if !letters.is_empty() { (outgoing(&letters, &case.file.details, &case.by.actor)) }
    }
}

/// Where the case stands on an agenda from then on, or what became of its item.
fn agenda(change: AgendaChange, case: &CaseSheet) -> Markup {
    let sitting = case.sitting(change.sitting).map(sitting_name).unwrap_or_default();
    let subject = change.subject.label();
    html! { @match change.state {
        ItemState::Open => { "Der Fall steht auf der Tagesordnung der Sitzung " (sitting) ": " (subject) "." },
        became => { "Sein Punkt auf der Tagesordnung der Sitzung " (sitting) " (" (subject) ") ist damit: " (became.label()) "." },
    } }
}

/// What becomes of the findings and the letters of a step that is taken back.
fn undone(it: &TakeBack, case: &CaseSheet) -> Markup {
    let is_statement = matches!(it.taken, StepKind::RecordStatement | StepKind::AddStatement);
    let told_of_return = is_statement && case.return_facts.iter().any(|it| it.ended_on.is_none());
    html! {
        @if !it.before.findings.is_empty() { li { "Die Befunde stehen wieder wie vor dem Schritt." } }
        @if told_of_return {
            li { "Was über eine Rückführung vermerkt ist, bleibt vermerkt; bitte bei der Person prüfen." }
        }
        @if taken_back::letters(it.version, case).next().is_some() {
            li { (taken_back::withdrawn(it.version, case)) }
        }
    }
}

fn requested(case: &CaseSheet) -> Markup {
    let due = case.rules.due_after_letter(case.rules.documents_period, case.now.today);
    html! {
        "Die Unterlagen sind erbeten bis " strong { (german(due.on)) }
        " (" (due.why) "; Vorgabe der Geschäftsstelle)."
    }
}

fn stage(outcome: &Outcome) -> Markup {
    let (from, to) = (outcome.before().stage, outcome.case().stage);
    html! {
        @if from == to { "Der Fall bleibt im Stand „" (to.label()) "“." }
        @else { "Der Fall kommt vom Stand „" (from.label()) "“ in den Stand „" strong { (to.label()) } "“." }
    }
}

/// What becomes of a deadline, and why the date is what it is.
fn due(it: &DeadlineEntry, another_runs: bool) -> Markup {
    let (kind, due_on) = (it.kind.label(), german(it.due_on));
    let why = html! { @if !it.why.is_empty() { " (" (it.why) ")" } };
    match it.what {
        DeadlineMove::Opened => html! {
            "Neue Frist: " (kind) " bis " strong { (due_on) }
            " (" (it.why) "; Vorgabe der Geschäftsstelle)."
        },
        DeadlineMove::Closed => html! { "Die laufende Frist ist damit erledigt." },
        DeadlineMove::Extended => {
            html! { (kind) ": verlängert bis " strong { (due_on) } (why) "." }
        }
        DeadlineMove::Paused => html! {
            (kind) ": Die Frist ruht von heute an; sie lief bis " (due_on) " und verlängert sich um die Tage, die sie ruht."
        },
        DeadlineMove::Resumed => {
            html! { (kind) ": läuft weiter bis " strong { (due_on) } (why) "." }
        }
        DeadlineMove::Withdrawn => {
            let then = if another_runs { "." } else { "; es läuft keine mehr." };
            html! { (kind) ": Die Frist bis " (due_on) " ist zurückgenommen" (then) }
        }
    }
}
