use maud::{Markup, html};

use super::filled::{Filled, Named};
use crate::{
    procedure::{ItemSubject, Proposal, SittingId, Step},
    web::cases::{sheet::CaseSheet, step_words::sitting_name, typed::Reading},
};

const PROPOSAL: Named = ("proposal", "Vorschlag");
const REASONS: Named = ("reasons", "Begründung");
const WHY: Named = ("reasons", "Grund");
const REASON: Named = ("reason", "Grund");
const TO_CLARIFY: Named = ("to_clarify", "Was zu klären ist");
const SITTING: Named = ("sitting", "Sitzung");

pub(super) fn proposal_fields(form: Filled) -> Markup {
    html! {
        (form.field(PROPOSAL)
            .hint(&form.case.rules.law.says("Der Vorschlag bindet nicht; es beschließt der Vorprüfungsausschuss oder die Kommission (§ 3 Abs. 3 HFKVO)."))
            .radios(Proposal::ALL.iter().map(|it| (it.name(), it.label()))))
        (form.field(REASONS).area(6))
    }
}

pub(super) fn proposal(reading: &mut Reading) -> Option<Step> {
    let (proposal, reasons) = (reading.choice(PROPOSAL), reading.needed(REASONS));
    Some(Step::ProposeAdmissibility { proposal: proposal?, reasons: reasons? })
}

pub(super) fn reasons_fields(form: Filled) -> Markup {
    form.field(WHY).area(4)
}

pub(super) fn reasons(reading: &mut Reading) -> Option<Step> {
    Some(Step::TakeOffAgenda { reasons: reading.needed(WHY)? })
}

pub(super) fn clarify_fields(form: Filled) -> Markup {
    let hint = if form.case.file.case.agenda_item().is_some_and(|it| it.1 == ItemSubject::Request) {
        "Der Fall ist danach wieder sitzungsreif."
    } else {
        "Über die Annahme wird in einer späteren Sitzung beschlossen."
    };
    form.field(TO_CLARIFY).hint(hint).area(4)
}

pub(super) fn clarify(reading: &mut Reading) -> Option<Step> {
    Some(Step::Adjourn { to_clarify: reading.needed(TO_CLARIFY)? })
}

pub(super) fn urgency_fields(form: Filled) -> Markup {
    let urgent = form.case.file.case.urgent;
    html! {
        p { @if urgent { "Der Fall ist ein Eilfall; danach ist er keiner mehr." } @else { "Der Fall wird zum Eilfall und steht in jeder Liste oben." } }
        (form.field(REASON).hint("Ohne den Tag einer Rückführung; er wird geschützt bei der Person vermerkt.").area(3))
    }
}

/// The other of the two: the version of the form says what it has seen.
pub(super) fn urgency(reading: &mut Reading, case: &CaseSheet) -> Option<Step> {
    Some(Step::ChangeUrgency { urgent: !case.file.case.urgent, reason: reading.needed(REASON)? })
}

pub(super) fn sitting_fields(form: Filled) -> Markup {
    let option = |it: &crate::procedure::Sitting| {
        let label = format!(
            "{}, {} Uhr, {}",
            sitting_name(it),
            it.starts_at.format("%H:%M"),
            it.state.label()
        );
        (it.id.to_string(), label)
    };
    let options: Vec<_> = form.case.sittings_taking_items().map(option).collect();
    html! {
        @if options.is_empty() {
            p { "Es ist keine Sitzung geplant, auf deren Tagesordnung der Fall kann. "
                a.kern-link href="/sitzungen" { "Zu den Sitzungen" } }
        } @else {
            (form.field(SITTING).select(options.iter().map(|it| (it.0.as_str(), it.1.as_str()))))
        }
    }
}

/// Only what was offered: a field can be sent with anything.
pub(super) fn sitting(reading: &mut Reading, case: &CaseSheet) -> Option<Step> {
    let sitting: SittingId = reading.choice(SITTING)?;
    if !case.sittings_taking_items().any(|it| it.id == sitting) {
        reading.wrong(
            SITTING.0,
            "Auf die Tagesordnung dieser Sitzung kann nichts mehr gesetzt werden.",
        );
        return None;
    }
    Some(Step::PlaceOnAgenda { sitting })
}
