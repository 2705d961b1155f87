use maud::{Markup, html};

use crate::{
    procedure::{Awaited, Contradiction, Reminding, Stage, StepKind, contradictions, reminding},
    storage::HistoryLine,
    web::{
        cases::{
            person_words::names,
            return_facts,
            sheet::CaseSheet,
            statements::{leave, refusal},
            step_words::particulars,
        },
        components::{Tone, alert, badge, description_list, notable},
        days::german,
    },
};

/// What the authority said, latest first; what it said in an earlier round is folded.
pub(super) fn statement(case: &CaseSheet) -> Markup {
    let round = case.file.case.round;
    let (statements, earlier): (Vec<_>, Vec<_>) =
        case.history.iter().filter(|it| is_statement(it)).partition(|it| it.round == round);
    html! {
        @if case.is_internal() && case.file.case.stage < Stage::AwaitingAuthority { (awaited(case)) }
        @if statements.is_empty() {
            p.muted { "Noch liegt keine Stellungnahme der Ausländerbehörde vor." }
        }
        @if let Some(newest) = statements.first() {
            (contradicting(case, newest))
            p { (badge(Tone::Info, "neueste Stellungnahme")) }
            (said(case, newest))
        }
        @if statements.len() > 1 {
            h3 { "Frühere Stellungnahmen" }
            @for it in &statements[1..] { (said(case, it)) }
        }
        @if !earlier.is_empty() {
            details {
                summary { "Stellungnahmen vor der Wiederaufnahme (" (earlier.len()) ")" }
                @for it in earlier { (said(case, it)) }
            }
        }
    }
}

/// What the authority makes of the Ersuchen, latest first.
pub(super) fn after_ersuchen(case: &CaseSheet) -> Markup {
    let answers = || case.of_this_round().filter(|it| is_answer(it));
    html! {
        (awaited(case))
        @if answers().next().is_none() {
            p.muted { "Noch liegt keine Rückmeldung der Ausländerbehörde vor." }
        }
        @for line in answers() {
            @if let Some(it) = &line.event {
                h3 { (it.step.kind().label()) }
                (description_list(&particulars(&it.step, case)))
                (refusal(case, line))
            }
        }
    }
}

/// Whether an Ersuchen went out in this round.
pub(super) fn has_ersuchen(case: &CaseSheet) -> bool {
    let events = case.of_this_round().filter_map(|it| it.event.as_ref());
    events.map(|it| it.step.kind()).any(|it| it == StepKind::SendErsuchen)
}

fn is_answer(line: &HistoryLine) -> bool {
    let kind = line.standing_event().map(|it| it.step.kind());
    matches!(kind, Some(StepKind::RecordIntention | StepKind::RecordFinalDecision))
}

/// What the authority was asked and has not answered, and whether it is to be reminded.
fn awaited(case: &CaseSheet) -> Markup {
    let mut events: Vec<_> = case.of_this_round().filter_map(|it| it.event.as_ref()).collect();
    events.reverse();
    let waits = StepKind::RemindAuthority.rule().from.contains(&case.file.case.stage);
    let awaited = Awaited::after(events.iter().map(|it| (it.step.kind(), it.on)));
    let Some(awaited) = awaited.filter(|_| waits) else { return html! {} };
    let after_ersuchen = case.file.case.stage == Stage::AwaitingAuthority;
    let what = if after_ersuchen { "Ersuchen gestellt" } else { "Angefordert" };
    let due_on = case.file.case.deadline.filter(|it| it.is_running()).map(|it| it.due_on);
    let next = due_on.map(|it| reminding(&awaited, it, case.now.today, &case.rules));
    html! {
        p {
            (what) " am " (german(awaited.asked_on))
            @if let Some(day) = awaited.heard_on { "; Absicht gemeldet am " (german(day)) }
            @for day in &awaited.reminded_on { "; erinnert am " (german(*day)) }
            "."
        }
        @match next {
            Some(Reminding::Due(number)) => p {
                (notable(&format!("{number}. Erinnerung fällig: ")))
                a.kern-link href={ (case.address()) "/schritte/" (StepKind::RemindAuthority) } {
                    (StepKind::RemindAuthority.label())
                }
            },
            Some(Reminding::ForChair) => p {
                (notable("Keine Antwort auf die Erinnerungen; der Vorsitz ist unterrichtet."))
            },
            Some(Reminding::From(day)) => p.muted { "Erinnerung vorgesehen ab " (german(day)) "." },
            None => {},
        }
    }
}

fn is_statement(line: &HistoryLine) -> bool {
    line.standing_event().is_some_and(|it| it.step.statement().is_some())
}

/// Where the newest statement and the findings do not agree, for whoever records findings.
fn contradicting(case: &CaseSheet, line: &HistoryLine) -> Markup {
    let statement = line.event.as_ref().and_then(|it| it.step.statement());
    let Some(statement) = statement.filter(|_| case.is_internal()) else { return html! {} };
    let found = contradictions(statement, &case.file.case);
    let sentence = |it: &Contradiction| {
        format!(
            "{}: {}. Der Befund zu {} lautet „{}“.",
            names(&[it.person], &case.file.details),
            it.says(),
            it.ground.paragraph(),
            it.found.label()
        )
    };
    html! { @if !found.is_empty() {
        (alert(Tone::Warning, "Die Stellungnahme weicht von den Befunden ab", &html! {
            ul { @for it in &found { li {
                (sentence(it))
                @if it.ground.is_return_date() {
                    " " a.kern-link href=(return_facts::address(case.id(), it.person)) { "Rückführung vermerken" }
                }
            } } }
            p { a.kern-link href={ (case.address()) "/schritte/" (StepKind::RecordFindings) } {
                (StepKind::RecordFindings.label())
            } }
        }))
    } }
}

fn said(case: &CaseSheet, line: &HistoryLine) -> Markup {
    html! { @if let Some(it) = &line.event {
        (description_list(&particulars(&it.step, case)))
        (leave(case, line))
    } }
}
