use maud::{Markup, html};

use super::{
    admissibility, authority, competence, deadline, ending, filled::Filled, findings,
    findings_sheet, inquiry, papers, plain, reopen, statement, take_back, vote,
};
use crate::{
    procedure::{FieldError, Step, StepKind},
    web::cases::{
        sheet::CaseSheet,
        typed::{Reading, Typed},
    },
};

/// Steps that need nothing but the decision to take them.
pub(super) const fn needs_nothing(kind: StepKind) -> bool {
    matches!(
        kind,
        StepKind::BeginAdmissibility
            | StepKind::RemindAuthority
            | StepKind::SendErsuchen
            | StepKind::SendNoRequest
            | StepKind::ReleaseNotice
            | StepKind::File
    )
}

/// What the form of a step shows before anything is typed.
pub(super) fn blank(kind: StepKind, case: &CaseSheet) -> Typed {
    match kind {
        StepKind::RecordFindings => findings::blank(case),
        StepKind::DecideAdmissibility => admissibility::blank(case),
        StepKind::RequestStatement | StepKind::Reinquire => inquiry::blank(),
        StepKind::RecordStatement | StepKind::AddStatement => statement::blank(case),
        StepKind::RecordIntention => authority::intention_blank(),
        StepKind::RecordVote => vote::blank(case),
        StepKind::RequestDocuments => papers::blank(case),
        StepKind::EndOtherwise => ending::blank(case),
        StepKind::Reopen => reopen::blank(case),
        _ => Typed::default(),
    }
}

#[rustfmt::skip]
pub(super) fn fields(kind: StepKind, form: Filled) -> Markup {
    match kind {
        StepKind::BeginAdmissibility
        | StepKind::RemindAuthority
        | StepKind::SendErsuchen
        | StepKind::SendNoRequest
        | StepKind::ReleaseNotice
        | StepKind::File                 => html! {},
        StepKind::RecordFindings         => findings_sheet::fields(form),
        StepKind::ProposeAdmissibility   => plain::proposal_fields(form),
        StepKind::DecideAdmissibility    => admissibility::fields(form),
        StepKind::RequestStatement       => inquiry::fields(form),
        StepKind::RecordStatement        => statement::fields(form),
        StepKind::AddStatement           => statement::fields(form),
        StepKind::PlaceOnAgenda          => plain::sitting_fields(form),
        StepKind::TakeOffAgenda          => plain::reasons_fields(form),
        StepKind::RecordVote             => vote::fields(form),
        StepKind::Adjourn                => plain::clarify_fields(form),
        StepKind::Reinquire              => inquiry::fields(form),
        StepKind::RecordIntention        => authority::intention_fields(form),
        StepKind::RecordFinalDecision    => authority::decision_fields(form),
        StepKind::RequestDocuments       => papers::fields(form),
        StepKind::ChangeDeadline         => deadline::fields(form),
        StepKind::ChangeAuthority        => competence::fields(form),
        StepKind::ChangeUrgency          => plain::urgency_fields(form),
        StepKind::EndOtherwise           => ending::fields(form),
        StepKind::Reopen                 => reopen::fields(form),
        StepKind::TakeBack               => take_back::fields(form),
    }
}

/// The step that was typed, or all that is wrong with it.
#[rustfmt::skip]
pub(in crate::web::cases) fn read(kind: StepKind, typed: &Typed, case: &CaseSheet) -> Result<Step, Vec<FieldError>> {
    let mut reading = Reading::new(typed, case.now.today);
    let it = &mut reading;
    let step = match kind {
        StepKind::BeginAdmissibility     => Some(Step::BeginAdmissibility),
        StepKind::RecordFindings         => Some(findings::read(it, case)),
        StepKind::ProposeAdmissibility   => plain::proposal(it),
        StepKind::DecideAdmissibility    => admissibility::read(it, case),
        StepKind::RequestStatement       => inquiry::read(it, case).map(Step::RequestStatement),
        StepKind::RecordStatement        => statement::read(it, case).map(Step::RecordStatement),
        StepKind::AddStatement           => statement::read(it, case).map(Step::AddStatement),
        StepKind::RemindAuthority        => Some(Step::RemindAuthority),
        StepKind::PlaceOnAgenda          => plain::sitting(it, case),
        StepKind::TakeOffAgenda          => plain::reasons(it),
        StepKind::RecordVote             => vote::read(it, case),
        StepKind::Adjourn                => plain::clarify(it),
        StepKind::Reinquire              => inquiry::read(it, case).map(Step::Reinquire),
        StepKind::SendErsuchen           => Some(Step::SendErsuchen),
        StepKind::SendNoRequest          => Some(Step::SendNoRequest),
        StepKind::ReleaseNotice          => Some(Step::ReleaseNotice),
        StepKind::RecordIntention        => authority::intention(it, case).map(Step::RecordIntention),
        StepKind::RecordFinalDecision    => authority::decision(it, case).map(Step::RecordFinalDecision),
        StepKind::RequestDocuments       => papers::read(it, case),
        StepKind::ChangeDeadline         => deadline::read(it, case),
        StepKind::ChangeAuthority        => competence::read(it),
        StepKind::ChangeUrgency          => plain::urgency(it, case),
        StepKind::EndOtherwise           => ending::read(it, case),
        StepKind::File                   => Some(Step::File),
        StepKind::Reopen                 => reopen::read(it, case),
        StepKind::TakeBack               => take_back::read(it, case),
    };
    reading.finish(step)
}

/// Buttons that change the form and not the case: with what is wrong, if one was pressed.
pub(super) fn press(
    kind: StepKind,
    typed: &mut Typed,
    case: &CaseSheet,
) -> Option<Vec<FieldError>> {
    match kind {
        StepKind::RecordFindings => findings::press(typed, case),
        StepKind::DecideAdmissibility => admissibility::press(typed).then(Vec::new),
        _ => None,
    }
}
