//! Every stage × step × role, to be read by a lawyer.

use hfk::procedure::*;

use super::journey::*;

/// Each stage as it usually is, and the moments in which a guard of the law speaks.
fn examples() -> Vec<Example> {
    let example = |title, it: Journey| (title, it.case, it.facts);
    vec![
        example("der Antrag ist erfasst", Journey::at(Stage::Received)),
        example("es ist noch nichts geprüft", unchecked()),
        example("alle Gründe des § 5 sind geprüft", Journey::at(Stage::Admissibility)),
        example("der Ausschuss hat abgegeben", handed_over()),
        example("für die Annahme auf einer Tagesordnung, die Einladung ist versandt", called()),
        example("für die Annahme eröffnet, 4 von 9 Sitzen anwesend", called_in(4)),
        example("für die Annahme eröffnet, 8 von 9 Sitzen anwesend", called_in(8)),
        example("alle sind angenommen", Journey::at(Stage::Admitted)),
        example("die Frist läuft", time_runs()),
        example("die Bitte um Stellungnahme ist abgesandt", sent()),
        example("die Frist ist abgelaufen", Journey::at(Stage::StatementRequested)),
        example("die Stellungnahme liegt vor", Journey::at(Stage::Ready)),
        example("die Einladung ist versandt", invited()),
        example("eröffnet, 4 von 9 Sitzen anwesend", without_quorum()),
        example("eröffnet, 8 von 9 Sitzen anwesend", Journey::at(Stage::OnAgenda)),
        example("über den Vater ist beschlossen", half_decided()),
        example("ein Ersuchen für Mutter und Kind", Journey::at(Stage::Decided)),
        example("kein Ersuchen", without_ersuchen()),
        example("die Sitzung ist geschlossen", Journey::at(Stage::AwaitingAuthority)),
        example("in einem anderen Vorgang der Sitzung fehlt ein Schreiben", letters_missing()),
        example("die Mitteilung ist noch nicht freigegeben", notice_due()),
        example("die Mitteilung ist freigegeben, 2 Schreiben nicht abgesandt", letters_unsent()),
        example("alles ist abgesandt", Journey::at(Stage::Closing)),
        example("niemand ist angenommen", nobody_admitted()),
        example("der Vorgang ruht", Journey::at(Stage::Filed)),
        example("für den Vater wiederaufgenommen", Journey::reopened(&[FATHER])),
        example("wiederaufgenommen, eröffnet, 8 von 9 Sitzen anwesend", on_agenda_again()),
    ]
}

fn on_agenda_again() -> Journey {
    let mut it = Journey::reopened(&[FATHER]);
    it.go_to_stage(Stage::OnAgenda);
    it
}

fn unchecked() -> Journey {
    let mut it = Journey::family();
    it.take(Step::BeginAdmissibility);
    it
}

fn handed_over() -> Journey {
    let mut it = Journey::at(Stage::Admissibility);
    it.facts.committee.stands = BeforeCommittee::HandedOver;
    it
}

fn called() -> Journey {
    let mut it = called_in(0);
    it.sitting(SittingState::Published);
    it
}

fn called_in(present: u16) -> Journey {
    let mut it = handed_over();
    it.before_commission(present);
    it
}

fn nobody_admitted() -> Journey {
    let mut it = Journey::at(Stage::Admissibility);
    it.take(by_committee(vec![admission(&[MOTHER, FATHER, CHILD], 0, 3)]));
    it
}

fn time_runs() -> Journey {
    let mut it = Journey::at(Stage::StatementRequested);
    it.facts.deadline_runs_until = it.case.deadline.map(|it| it.due_on);
    it
}

fn sent() -> Journey {
    let mut it = time_runs();
    if let Some(last) = &mut it.facts.last_step {
        last.letter_left = true;
    }
    it
}

fn invited() -> Journey {
    let mut it = Journey::at(Stage::OnAgenda);
    it.sitting(SittingState::Published);
    it
}

fn without_quorum() -> Journey {
    let mut it = Journey::at(Stage::OnAgenda);
    it.sitting(SittingState::Open).present = 4;
    it
}

fn half_decided() -> Journey {
    let mut it = Journey::at(Stage::OnAgenda);
    it.take(vote(&[FATHER], no()));
    it
}

fn without_ersuchen() -> Journey {
    let mut it = Journey::at(Stage::OnAgenda);
    it.take(vote(&[MOTHER, FATHER, CHILD], no()));
    it
}

fn letters_missing() -> Journey {
    let mut it = Journey::at(Stage::AwaitingAuthority);
    it.sitting(SittingState::Closed).letters_to_authority_missing = 1;
    it
}

fn notice_due() -> Journey {
    let mut it = Journey::at(Stage::Closing);
    it.facts.notice_released = false;
    it
}

fn letters_unsent() -> Journey {
    let mut it = Journey::at(Stage::Closing);
    it.facts.letters_outstanding = 2;
    it
}

#[test]
fn who_may_do_what_and_when() {
    let examples = examples();
    for stage in Stage::ALL {
        assert!(examples.iter().any(|it| it.1.stage == *stage), "no example of {stage}");
    }
    insta::assert_snapshot!("who_may_do_what_and_when", matrix(&examples));
}
