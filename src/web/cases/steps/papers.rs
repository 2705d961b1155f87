use maud::{Markup, html};

use super::filled::{Filled, Named};
use crate::{
    procedure::{ChecklistLine, PaperState, RequestedDocument, Step},
    web::{
        cases::{
            case::about,
            completeness::paper_value,
            sheet::CaseSheet,
            typed::{Reading, Typed},
        },
        days::german,
    },
};

const PAPERS: Named = ("papers", "Unterlagen");

/// Ticked is what is required and not yet asked for; if it all is, what is overdue.
pub(super) fn blank(case: &CaseSheet) -> Typed {
    let lines = case.papers();
    let ticked = |fits: &dyn Fn(&&ChecklistLine) -> bool| {
        let some = lines.iter().filter(|it| it.is_outstanding()).filter(fits);
        some.map(|it| (PAPERS.0.to_owned(), paper_value(&it.of()))).collect::<Vec<_>>()
    };
    let new = ticked(&|it| it.state == PaperState::Missing);
    if !new.is_empty() {
        return Typed::new(new);
    }
    Typed::new(ticked(&|it| it.due_on.is_some_and(|it| it < case.now.today)))
}

pub(super) fn fields(form: Filled) -> Markup {
    let lines = form.case.papers();
    let option = |it: &ChecklistLine| {
        let asked = it.due_on.map(|it| format!(" – nachgefordert bis {}", german(it)));
        let voluntary = if it.item.required { "" } else { " – freiwillig" };
        let label = about(form.case, it);
        (paper_value(&it.of()), format!("{label}{voluntary}{}", asked.unwrap_or_default()))
    };
    let options: Vec<_> = lines.iter().filter(|it| it.is_lacking()).map(option).collect();
    let options = options.iter().map(|it| (it.0.as_str(), it.1.as_str()));
    html! {
        (form.field(PAPERS)
            .hint("Sie stehen in einem Schreiben. Ist alles schon nachgefordert, wird es eine Erinnerung.")
            .choices(options, &form.typed.all(PAPERS.0)))
    }
}

/// Only what is lacking can be asked for.
pub(super) fn read(reading: &mut Reading, case: &CaseSheet) -> Option<Step> {
    let ticked = reading.typed.all(PAPERS.0);
    let lines = case.papers();
    let chosen = |it: &&ChecklistLine| it.is_lacking() && ticked.contains(&paper_value(&it.of()));
    let chosen: Vec<_> = lines.iter().filter(chosen).collect();
    if chosen.is_empty() {
        reading.wrong(PAPERS.0, "Bitte mindestens eine Unterlage wählen.");
        return None;
    }
    let document = |it: &&ChecklistLine| RequestedDocument {
        of: it.of(),
        label: it.item.label.clone(),
        kind: it.item.fulfilled_by,
    };
    Some(Step::RequestDocuments {
        documents: chosen.iter().map(document).collect(),
        reminder: chosen.iter().all(|it| it.state == PaperState::Requested),
    })
}
