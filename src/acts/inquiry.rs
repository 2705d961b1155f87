//! What the authority reads when it is asked for a statement, and when it is reminded of that or of
//! an Ersuchen.

use diesel::PgConnection;

use crate::{
    Problem,
    letters::{Envelope, Letter, Occasion, PersonLine, ReplyReminder, StatementRequest},
    procedure::{Awaited, Inquiry, Outcome, Period, RuleSet, Step},
    storage::{self, CaseFile},
};

/// What a reminder is about.
pub(super) struct Asked {
    awaited: Awaited,
    /// None: of an Ersuchen.
    inquiry: Option<Inquiry>,
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
    let before = of_round.filter(|it| it.version <= file.case.version && it.stands());
    let events: Vec<_> = before.filter_map(|it| it.event).collect();
    let awaited = Awaited::after(events.iter().map(|it| (it.step.kind(), it.on)));
    let inquiry = events.into_iter().rev().find_map(|it| match it.step {
        Step::RequestStatement(it) | Step::Reinquire(it) => Some(it),
        _ => None,
    });
    Ok(awaited.map(|awaited| Asked { awaited, inquiry }))
}

/// L9, after an Ersuchen.
pub(super) fn reply_reminder(
    (envelope, persons): (Envelope, Vec<PersonLine>),
    outcome: &Outcome,
    rules: &RuleSet,
    asked: Option<&Asked>,
) -> Letter {
    let awaited = asked.map(|it| &it.awaited);
    let due = rules.due_after_reminder(outcome.event().on);
    Letter::ReplyReminder(ReplyReminder {
        envelope,
        persons,
        asked_on: awaited.map_or(outcome.event().on, |it| it.asked_on),
        reminded_on: awaited.and_then(|it| it.reminded_on.last().copied()),
        was_due_on: outcome.before().deadline.map(|it| it.due_on),
        intention_known: awaited.is_some_and(|it| it.heard_on.is_some()),
        to_ministry: rules.asks_ministry(),
        due_on: due.on,
        due_explanation: due.why,
    })
}

/// L4, and its reminders.
pub(super) fn letter(
    (envelope, persons): (Envelope, Vec<PersonLine>),
    outcome: &Outcome,
    rules: &RuleSet,
    asked: Option<&Asked>,
) -> Letter {
    let (period, inquiry, occasion) = match (&outcome.event().step, asked) {
        (Step::RequestStatement(it), _) => (rules.statement_period, Some(it), Occasion::First),
        (Step::Reinquire(it), _) => (rules.statement_period, Some(it), Occasion::Further),
        // Another authority reads all that the one before was asked, and with what.
        (Step::ChangeAuthority(_), Some(Asked { inquiry, .. })) => {
            (rules.statement_period, inquiry.as_ref(), Occasion::First)
        }
        (_, Some(Asked { awaited, inquiry })) => {
            let occasion = Occasion::Reminder {
                asked_on: awaited.asked_on,
                reminded_on: awaited.reminded_on.last().copied(),
                was_due_on: outcome.before().deadline.map(|it| it.due_on),
            };
            (Period::Weeks(rules.reminder_weeks), inquiry.as_ref(), occasion)
        }
        (_, None) => (rules.statement_period, None, Occasion::First),
    };
    let due = rules.due_after_letter(period, outcome.event().on);
    let questions = inquiry.map(Inquiry::all_questions).unwrap_or_default();
    // What went along with the request does not go again with its reminder.
    let enclosed = inquiry.filter(|_| !matches!(occasion, Occasion::Reminder { .. }));
    let enclosures = enclosed.map(|it| it.enclosures.as_slice()).unwrap_or_default();
    Letter::StatementRequest(StatementRequest {
        envelope,
        persons,
        due_on: due.on,
        due_explanation: due.why,
        questions: questions.into_iter().map(str::to_owned).collect(),
        enclosures: enclosures.iter().map(|it| it.name.clone()).collect(),
        occasion,
    })
}
