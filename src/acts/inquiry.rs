//! What the authority reads when it is asked for a statement, and when it is reminded.

use diesel::PgConnection;

use crate::{
    Problem,
    letters::{Envelope, Occasion, PersonLine, StatementRequest},
    procedure::{Awaited, Inquiry, Outcome, Period, RuleSet, Step},
    storage::{self, CaseFile},
};

/// What a reminder is about.
pub(super) struct Asked {
    awaited: Awaited,
    inquiry: Inquiry,
}

/// What the authority was asked last, if the step reminds it of that or asks another one the same.
pub(super) fn asked_before(
    conn: &mut PgConnection,
    file: &CaseFile,
    outcome: &Outcome,
) -> Result<Option<Asked>, Problem> {
    let again = matches!(outcome.event().step, Step::RemindAuthority | Step::ChangeAuthority(_));
    if !again {
        return Ok(None);
    }
    let lines = storage::history(conn, file.case.id)?;
    let of_round = lines.into_iter().rev().filter(|it| it.round == file.case.round);
    // The step itself stands there already.
    let before = of_round.filter(|it| it.version <= file.case.version);
    let events: Vec<_> = before.filter_map(|it| it.event).collect();
    let awaited = Awaited::after(&events);
    let inquiry = events.into_iter().rev().find_map(|it| match it.step {
        Step::RequestStatement(it) | Step::Reinquire(it) => Some(it),
        _ => None,
    });
    Ok(awaited.zip(inquiry).map(|(awaited, inquiry)| Asked { awaited, inquiry }))
}

pub(super) fn letter(
    (envelope, persons): (Envelope, Vec<PersonLine>),
    outcome: &Outcome,
    rules: &RuleSet,
    asked: Option<&Asked>,
) -> StatementRequest {
    let (period, inquiry, occasion) = match (&outcome.event().step, asked) {
        (Step::RequestStatement(it), _) => (rules.statement_period, Some(it), Occasion::First),
        (Step::Reinquire(it), _) => (rules.statement_period, Some(it), Occasion::Further),
        // Another authority reads all that the one before was asked, and with what.
        (Step::ChangeAuthority(_), Some(Asked { inquiry, .. })) => {
            (rules.statement_period, Some(inquiry), Occasion::First)
        }
        (_, Some(Asked { awaited, inquiry })) => {
            let occasion = Occasion::Reminder {
                asked_on: awaited.asked_on,
                reminded_on: awaited.reminded_on.last().copied(),
                was_due_on: outcome.before().deadline.map(|it| it.due_on),
            };
            (Period::Weeks(rules.reminder_weeks), Some(inquiry), occasion)
        }
        (_, None) => (rules.statement_period, None, Occasion::First),
    };
    let due = rules.due_after_letter(period, outcome.event().on);
    let questions = inquiry.map(Inquiry::all_questions).unwrap_or_default();
    // What went along with the request does not go again with its reminder.
    let enclosed = inquiry.filter(|_| !matches!(occasion, Occasion::Reminder { .. }));
    let enclosures = enclosed.map(|it| it.enclosures.as_slice()).unwrap_or_default();
    StatementRequest {
        envelope,
        persons,
        due_on: due.on,
        due_explanation: due.why,
        questions: questions.into_iter().map(str::to_owned).collect(),
        enclosures: enclosures.iter().map(|it| it.name.clone()).collect(),
        occasion,
    }
}
