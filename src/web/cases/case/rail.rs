use maud::{Markup, html};

use super::letters;
use crate::{
    procedure::{StepKind, is_foreseen, sentences},
    web::{
        cases::{consequence, sheet::CaseSheet},
        components::{Look, case_deadline, link_button},
        numbers::counted,
    },
};

/// One next step with its consequence; below it all others, the impossible ones with the reason.
pub(super) fn rail(case: &CaseSheet) -> Markup {
    let next = case.next_step();
    html! {
        div.next {
            h2 { "Nächster Schritt" }
            @match next {
                Some(kind) => {
                    p { (consequence::foreseen(kind, case)) }
                    (link_button(Look::Primary, &address(case, kind), &format!("{} …", kind.deed())))
                },
                None => (nothing(case)),
            }
            (others(case, next))
        }
        @if letters::waiting(case) > 0 {
            div {
                h2 { "Schreiben" }
                p { (counted(letters::waiting(case), "Schreiben wartet", "Schreiben warten")) " auf die Absendung." }
                (letters::send(case))
            }
        }
    }
}

fn address(case: &CaseSheet, kind: StepKind) -> String {
    format!("{}/schritte/{kind}", case.address())
}

fn nothing(case: &CaseSheet) -> Markup {
    html! {
        p { "Von Ihnen ist jetzt nichts zu tun." }
        @if let Some(it) = case.file.case.deadline {
            p { "Gewartet wird auf: " (it.kind.label()) ", " (case_deadline(it, case.now.today)) }
        }
    }
}

fn others(case: &CaseSheet, next: Option<StepKind>) -> Markup {
    let others = StepKind::ALL.iter().copied().filter(|it| Some(*it) != next);
    let (open, closed): (Vec<_>, Vec<_>) =
        others.map(|it| (it, case.obstacles(it))).partition(|it| it.1.is_empty());
    let (near, far): (Vec<_>, Vec<_>) =
        closed.into_iter().partition(|it| is_foreseen(&case.file.case, it.0));
    let impossible = |(kind, violations): &(StepKind, Vec<_>)| {
        html! { li.muted { strong { (kind.label()) } " – nicht möglich: " (case.rules.law.says(&sentences(violations))) } }
    };
    html! {
        @if !open.is_empty() || !near.is_empty() {
            h3 { "Weitere Schritte" }
            ul.why {
                @for (kind, _) in &open { li { a.kern-link href=(address(case, *kind)) { (kind.label()) } } }
                @for it in &near { (impossible(it)) }
            }
        }
        details {
            summary { "Jetzt nicht möglich (" (far.len()) ")" }
            ul.why { @for it in &far { (impossible(it)) } }
        }
    }
}
