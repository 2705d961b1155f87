//! § 3(2) HFKVO: the statement (Stellungnahme) of the authority.

use hfk::procedure::*;

use super::journey::*;

#[test]
fn the_statement_is_asked_for_only_after_the_annahme() {
    for stage in [Stage::Received, Stage::Admissibility] {
        let it = Journey::at(stage);
        assert_eq!(
            it.refusal(Step::RequestStatement { questions: String::new() }),
            "Der Antrag ist noch nicht angenommen; die Stellungnahme wird erst nach der Annahme \
             angefordert (§ 3 Abs. 2 HFKVO)."
        );
    }
}

#[test]
fn the_request_goes_to_the_authority_with_a_deadline_of_six_weeks() {
    let mut it = Journey::at(Stage::Admitted);
    let outcome = it.take(Step::RequestStatement { questions: "Seit wann besteht …?".into() });
    assert_eq!(letters(&outcome), [(LetterKind::L4, vec![MOTHER, FATHER, CHILD])]);
    let due_on = day("2026-12-28"); // Monday; six weeks after Monday, 16 November
    let kind = DeadlineKind::Statement;
    assert_eq!(it.case.deadline, Some(Deadline { kind, due_on }));
}

#[test]
fn the_request_speaks_of_those_whose_procedure_runs() {
    let mut it = Journey::at(Stage::Admissibility);
    it.take(by_committee(vec![admission(&[MOTHER, CHILD], 3, 0), admission(&[FATHER], 0, 3)]));
    let outcome = it.take(Step::RequestStatement { questions: String::new() });
    assert_eq!(letters(&outcome), [(LetterKind::L4, vec![MOTHER, CHILD])]);
}

#[test]
fn with_the_statement_the_case_is_ready_and_waits_for_nobody() {
    let it = Journey::at(Stage::Ready);
    assert_eq!(it.case.deadline, None);
}

#[test]
fn a_statement_has_words_and_sensible_days() {
    let it = Journey::at(Stage::StatementRequested);
    let with = |received_on: &str, dated_on: &str, text: &str| Step::RecordStatement {
        received_on: day(received_on),
        dated_on: day(dated_on),
        position: Position::None,
        text: text.into(),
    };
    let refusal = |step| it.refusal(step);
    assert_eq!(
        refusal(with("2026-11-13", "2026-11-11", " ")),
        "Bitte ausfüllen: Wortlaut der Stellungnahme."
    );
    assert_eq!(
        refusal(with("2026-11-12", "2026-11-13", "x")),
        "Der 13.11.2026 liegt nach dem Eingang des Schreibens."
    );
    assert_eq!(
        refusal(with("2026-11-17", "2026-11-13", "x")),
        "Der 17.11.2026 liegt in der Zukunft."
    );
    assert_eq!(
        refusal(with("2026-11-01", "2026-11-01", "x")),
        "Der 01.11.2026 liegt vor dem Eingang des Antrags."
    );
}

#[test]
fn without_the_statement_no_agenda() {
    for stage in Stage::ALL.iter().filter(|it| **it < Stage::Ready) {
        let mut it = Journey::at(*stage);
        it.sitting(SittingState::Planned);
        assert_eq!(
            it.refusal(Step::PlaceOnAgenda { sitting: SITTING }),
            "Die Stellungnahme der Ausländerbehörde fehlt (§ 3 Abs. 2 HFKVO).",
            "{stage}"
        );
    }
}

#[test]
fn the_commission_may_send_a_case_back_to_inquiry() {
    let mut it = Journey::at(Stage::OnAgenda);
    assert_eq!(it.refusal(Step::Reinquire { questions: " ".into() }), "Bitte ausfüllen: Fragen.");
    let outcome = it.take(Step::Reinquire { questions: "Ist die Ausbildung begonnen?".into() });
    assert_eq!(it.case.stage, Stage::StatementRequested);
    assert_eq!(it.case.sitting, None);
    assert!(it.case.deadline.is_some());
    assert_eq!(letters(&outcome), [(LetterKind::L4, vec![MOTHER, FATHER, CHILD])]);
    assert_eq!(outcome.agenda(), Some((SITTING, ItemState::Reinquired)));
}
