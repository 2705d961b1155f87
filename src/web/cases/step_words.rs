//! What a step recorded, in words: on the page that checks it, and in the history.

use maud::{Markup, html};

use super::{
    compliance_words, person_words::names, sheet::CaseSheet, statement_words::statement, taken_back,
};
use crate::{
    procedure::{
        AdmissionVote, Body, DeadlineChange, Finding, FindingEntry, Ground, Inquiry, PersonId,
        Recommendation, RequestedDocument, Sitting, Step, Totals,
    },
    web::days::german,
};

pub(super) type Facts = Vec<(&'static str, Markup)>;

/// The particulars of a step, each with its German name; what is empty is left out.
pub(super) fn particulars(step: &Step, case: &CaseSheet) -> Facts {
    match step {
        Step::BeginAdmissibility
        | Step::RemindAuthority
        | Step::SendErsuchen
        | Step::SendNoRequest
        | Step::ReleaseNotice
        | Step::File => Vec::new(),
        Step::RecordFindings { entries } => findings(entries, case),
        Step::ProposeAdmissibility { proposal, reasons } => {
            vec![("Vorschlag", plain(proposal.label())), ("Begründung", written(reasons))]
        }
        Step::DecideAdmissibility { body, decided_on, votes } => {
            let mut facts = vec![(
                "Beschlossen",
                html! { (case.rules.law.body_name(*body)) ", " (german(*decided_on)) },
            )];
            facts.extend(votes.iter().map(|it| ("Beschluss", admission(it, *body, case))));
            facts
        }
        Step::RequestStatement(it) | Step::Reinquire(it) => inquiry(it, case),
        Step::RecordStatement(it) | Step::AddStatement(it) => statement(it, case),
        Step::PlaceOnAgenda { sitting } => {
            let name = case.sitting(*sitting).map(sitting_name).unwrap_or_default();
            vec![("Sitzung", plain(&name))]
        }
        Step::TakeOffAgenda { reasons } => vec![("Grund", written(reasons))],
        Step::Adjourn { to_clarify } => vec![("Zu klären", written(to_clarify))],
        Step::RecordVote { .. } => vote(step, case),
        Step::RecordIntention(it) => compliance_words::intention(it, case),
        Step::RecordFinalDecision(it) => compliance_words::final_decision(it, case),
        Step::RequestDocuments { documents, reminder } => requested(documents, *reminder, case),
        Step::ChangeDeadline { change, reason } => {
            vec![("Frist", plain(&changed(*change))), ("Grund", written(reason))]
        }
        Step::EndOtherwise { .. } => ended(step, case),
        Step::ChangeUrgency { urgent, reason } => {
            let stands = if *urgent { "ja" } else { "nicht mehr" };
            vec![("Eilfall", plain(stands)), ("Grund", written(reason))]
        }
        Step::ChangeAuthority(to) => vec![
            ("Jetzt zuständig", html! { (to.name) ", seit " (german(to.since)) }),
            ("Bisher zuständig", plain(&to.before)),
            ("Grund", written(&to.reasons)),
        ],
        Step::Reopen { received_on, channel, news, urgent, persons } => {
            let mut facts = vec![
                ("Eingegangen", html! { (german(*received_on)) ", " (channel.label()) }),
                ("Was ist neu", written(news)),
                ("Personen", people(persons, case)),
            ];
            facts.extend(urgent.then(|| ("Eilfall", plain("ja"))));
            facts
        }
        Step::TakeBack(it) => {
            vec![("Schritt", taken_back::which(it, case)), ("Grund", written(&it.reason))]
        }
    }
}

/// Questions, papers and the way they went.
fn inquiry(it: &Inquiry, case: &CaseSheet) -> Facts {
    let questions = it.all_questions();
    let list = html! { ol.plain { @for question in &questions { li { (question) } } } };
    let papers = html! { ul.plain { @for paper in &it.enclosures { li {
        @if case.document(paper.document).is_some() {
            a.kern-link href={ "/dokumente/" (paper.document) } { (paper.name) }
        } @else { (paper.name) }
    } } } };
    let facts = [
        (!questions.is_empty()).then_some(("Fragen", list)),
        (!it.enclosures.is_empty()).then_some(("Anlagen", papers)),
        it.transmission.map(|it| ("Versandweg", plain(it.label()))),
    ];
    facts.into_iter().flatten().collect()
}

/// `verlängert um 2 Wochen ab dem bisherigen Ende`
fn changed(change: DeadlineChange) -> String {
    let label = change.makes().label();
    match change {
        DeadlineChange::ExtendTo(day) => format!("{label} bis {}", german(day)),
        DeadlineChange::ExtendBy(period) => format!("{label} um {period} ab dem bisherigen Ende"),
        DeadlineChange::Pause | DeadlineChange::Resume | DeadlineChange::Withdraw => {
            label.to_owned()
        }
    }
}

/// Whose procedure ended, by what, and what proves it.
fn ended(step: &Step, case: &CaseSheet) -> Facts {
    let Step::EndOtherwise { persons, ending, ended_on, evidence, document, handed_to } = step
    else {
        return Vec::new();
    };
    let mut facts = vec![
        ("Personen", people(persons, case)),
        ("Erledigung", html! { (ending.label()) ", " (german(*ended_on)) }),
    ];
    facts.extend(ending.basis().map(|it| ("Rechtsgrundlage", plain(&case.rules.law.says(it)))));
    facts.push(("Nachweis", written(evidence)));
    let document = document.and_then(|it| case.document(it));
    facts.extend(document.map(|it| {
        let name = &it.description.name;
        ("Dokument", html! { a.kern-link href={ "/dokumente/" (it.id) } { (name) } })
    }));
    facts.extend(optional("Aufnehmende Kommission", handed_to));
    facts
}

/// Grounds that are there or unclear are named; the rest is counted. Notes stay in the table.
fn findings(entries: &[FindingEntry], case: &CaseSheet) -> Facts {
    let of = |finding: Finding| {
        let mut lines: Vec<(Ground, Vec<PersonId>)> = Vec::new();
        for it in entries.iter().filter(|it| it.finding == finding) {
            match lines.iter_mut().find(|line| line.0 == it.ground) {
                Some(line) => line.1.push(it.person),
                None => lines.push((it.ground, vec![it.person])),
            }
        }
        lines
    };
    let named = |finding: Finding| {
        let lines = of(finding);
        let list = html! { ul.plain { @for (ground, persons) in &lines {
            li { (ground.label()) " (" (ground.paragraph()) "): " (people(persons, case)) }
        } } };
        (!lines.is_empty()).then_some((finding.label(), list))
    };
    let gone: Vec<_> = entries.iter().filter(|it| it.removed_on.is_some()).collect();
    let gone_list = html! { ul.plain { @for it in &gone { li {
        (it.ground.label()) " (" (it.ground.paragraph()) "), am "
        (it.removed_on.map(german).unwrap_or_default()) ": " (people(&[it.person], case))
    } } } };
    let counted = |finding: Finding| {
        let count = entries.iter().filter(|it| it.finding == finding).count();
        let all = case.file.case.catalogue.grounds().len() * case.file.details.len();
        let words = if count == all {
            "alle Gründe, alle Personen".to_owned()
        } else {
            format!("{count} Befunde")
        };
        (count > 0).then(|| (finding.label(), plain(&words)))
    };
    let facts = [
        named(Finding::Present),
        named(Finding::Unclear),
        (!gone.is_empty()).then_some(("weggefallen", gone_list)),
        counted(Finding::Absent),
        counted(Finding::NotChecked),
    ];
    facts.into_iter().flatten().collect()
}

fn admission(vote: &AdmissionVote, body: Body, case: &CaseSheet) -> Markup {
    let result = match vote.admits(body, &case.rules) {
        Some(true) => "Annahme",
        Some(false) => "Nichtannahme",
        None => "kein Beschluss zustande gekommen, an die Kommission gegeben",
    };
    html! {
        strong { (result) } ": " (people(&vote.persons, case))
        br; (totals(vote.totals))
        @if let Some(it) = vote.deviation.as_ref().filter(|it| !it.is_empty()) {
            div { (case.rules.law.says("Abweichung von § 5 Abs. 2 HFKVO: ")) (written(it)) }
        }
    }
}

fn vote(step: &Step, case: &CaseSheet) -> Facts {
    let Step::RecordVote { persons, totals: counted, reasons, recommendation } = step else {
        return Vec::new();
    };
    let result = if case.rules.carries(*counted) { "Ersuchen" } else { "kein Ersuchen" };
    let mut facts = vec![
        ("Personen", people(persons, case)),
        ("Ergebnis", html! { strong { (result) } }),
        ("Stimmen", plain(&totals(*counted))),
    ];
    facts.extend(optional("Gründe", reasons));
    if let Some(it) = recommendation {
        facts.push(("Empfehlung", recommended(it, case)));
    }
    facts
}

fn recommended(it: &Recommendation, case: &CaseSheet) -> Markup {
    let result = if case.rules.carries(it.totals) { "beschlossen" } else { "nicht beschlossen" };
    html! { strong { (result) } br; (totals(it.totals)) (written(&it.text)) }
}

fn requested(documents: &[RequestedDocument], reminder: bool, case: &CaseSheet) -> Facts {
    let letter = if reminder { "Erinnerung" } else { "Nachforderung" };
    let papers = html! { ul.plain { @for it in documents { li {
        (it.label) @if let Some(person) = it.of.person { ": " (people(&[person], case)) }
    } } } };
    vec![("Schreiben", plain(letter)), ("Unterlagen", papers)]
}

/// `5 Ja, 1 Nein, 1 Enthaltung; 7 anwesend`
pub(in crate::web) fn totals(it: Totals) -> String {
    let abstain = match it.abstain() {
        1 => "1 Enthaltung".to_owned(),
        n => format!("{n} Enthaltungen"),
    };
    let recused =
        if it.recused() > 0 { format!(", {} befangen", it.recused()) } else { String::new() };
    format!("{} Ja, {} Nein, {abstain}; {} anwesend{recused}", it.yes(), it.no(), it.present())
}

/// `Nr. 11/2026 am 09.12.2026`
pub(super) fn sitting_name(it: &Sitting) -> String {
    use chrono::Datelike as _;
    format!("Nr. {}/{} am {}", it.number, it.held_on.year(), german(it.held_on))
}

pub(super) fn people(ids: &[PersonId], case: &CaseSheet) -> Markup {
    plain(&names(ids, &case.file.details))
}

pub(super) fn optional(term: &'static str, text: &str) -> Facts {
    if text.is_empty() { Vec::new() } else { vec![(term, written(text))] }
}

pub(super) fn plain(text: &str) -> Markup {
    html! { (text) }
}

/// Text somebody wrote, folded when it is long.
fn written(text: &str) -> Markup {
    const SHORT: usize = 400;
    let beginning: String = text.chars().take(SHORT / 4).collect();
    html! {
        @if text.chars().count() <= SHORT {
            div.written { (text) }
        } @else {
            details { summary { (beginning) "…" } div.written { (text) } }
        }
    }
}
