//! § 3(2) HFKVO: the statement (Stellungnahme) of the authority.

use hfk::procedure::*;

use super::journey::*;

#[test]
fn the_statement_is_asked_for_only_after_the_annahme() {
    for stage in [Stage::Received, Stage::Admissibility] {
        let it = Journey::at(stage);
        assert_eq!(
            it.refusal(Step::RequestStatement(Inquiry::default())),
            "Der Antrag ist noch nicht angenommen; die Stellungnahme wird erst nach der Annahme \
             angefordert (§ 3 Abs. 2 HFKVO)."
        );
    }
}

#[test]
fn the_request_goes_to_the_authority_with_a_deadline_of_six_weeks() {
    let mut it = Journey::at(Stage::Admitted);
    let outcome = it.take(Step::RequestStatement(Inquiry::of("Seit wann besteht …?")));
    assert_eq!(letters(&outcome), [(LetterKind::L4, vec![MOTHER, FATHER, CHILD])]);
    let due_on = day("2026-12-28"); // Monday; six weeks after Monday, 16 November
    let kind = DeadlineKind::Statement;
    assert_eq!(it.case.deadline, Some(Deadline::new(kind, due_on)));
}

#[test]
fn the_request_speaks_of_those_whose_procedure_runs() {
    let mut it = Journey::at(Stage::Admissibility);
    it.take(by_committee(vec![admission(&[MOTHER, CHILD], 3, 0), admission(&[FATHER], 0, 3)]));
    let outcome = it.take(Step::RequestStatement(Inquiry::default()));
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
    let with = |received_on: &str, dated_on: &str, text: &str| {
        let statement = Statement::brief(day(received_on), Position::None, text);
        Step::RecordStatement(Statement { dated_on: day(dated_on), ..statement })
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
fn without_the_statement_no_vote() {
    for stage in [Stage::Received, Stage::Admitted, Stage::StatementRequested] {
        let mut it = Journey::at(stage);
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
    assert_eq!(it.refusal(Step::Reinquire(Inquiry::of(" "))), "Bitte ausfüllen: Fragen.");
    let outcome = it.take(Step::Reinquire(Inquiry::of("Ist die Ausbildung begonnen?")));
    assert_eq!(it.case.stage, Stage::StatementRequested);
    assert_eq!(it.case.sitting, None);
    assert!(it.case.deadline.is_some());
    assert_eq!(letters(&outcome), [(LetterKind::L4, vec![MOTHER, FATHER, CHILD])]);
    assert_eq!(outcome.agenda(), Some(item(ItemState::Reinquired)));
}

#[test]
fn the_secretariat_asks_further_before_a_sitting_too() {
    let mut it = Journey::at(Stage::Ready);
    it.facts.sitting = None;
    let outcome = it.take(Step::Reinquire(Inquiry::of("Gilt die Duldung weiter?")));
    assert_eq!((it.case.stage, outcome.agenda()), (Stage::StatementRequested, None));
    assert_eq!(letters(&outcome), [(LetterKind::L4, vec![MOTHER, FATHER, CHILD])]);
    it.take(statement());
    assert_eq!(it.case.stage, Stage::Ready);
}

#[test]
fn a_further_inquiry_asks_something_of_the_catalogue_or_of_its_own() {
    let mut it = Journey::at(Stage::Ready);
    let chosen = vec![it.rules.questions.questions()[0].clone()];
    let inquiry = Inquiry { chosen, ..Inquiry::of("\n Und die Kinder? \n\n") };
    assert_eq!(inquiry.all_questions().len(), 2);
    assert_eq!(inquiry.all_questions()[1], "Und die Kinder?");
    it.take(Step::Reinquire(Inquiry { questions: String::new(), ..inquiry }));
}

#[test]
fn an_inquiry_of_the_time_before_the_catalogue_reads_as_it_was_written() {
    let json = r#"{"step":"request_statement","questions":"Seit wann?"}"#;
    let step: Step = serde_json::from_str(json).unwrap();
    assert_eq!(step, Step::RequestStatement(Inquiry::of("Seit wann?")));
}

mod the_catalogue_of_questions {
    use super::*;

    fn read(text: &str) -> Result<Vec<String>, String> {
        text.parse::<QuestionCatalogue>().map(|it| it.questions().to_vec())
    }

    #[test]
    fn has_one_question_on_each_line() {
        assert_eq!(read(" Wer? \r\n\n Wo?\n").unwrap(), ["Wer?", "Wo?"]);
        assert!(read(QuestionCatalogue::NRW).unwrap().len() > 10);
    }

    #[test]
    fn has_no_question_twice_and_none_too_long() {
        assert_eq!(read("\n").unwrap_err(), "Der Katalog hat 1 bis 30 Fragen, eine je Zeile.");
        assert_eq!(read("Wer?\nWer?").unwrap_err(), "Die Frage „Wer?“ steht zweimal im Katalog.");
        let long = read(&"x".repeat(301)).unwrap_err();
        assert!(long.ends_with("…“: Eine Frage hat höchstens 300 Zeichen."), "{long}");
        let many: Vec<_> = (0..31).map(|it| format!("{it}?")).collect();
        assert!(read(&many.join("\n")).is_err());
    }
}

mod reminders {
    use super::*;

    /// Asked on 16 November, due on Monday, 28 December.
    const DUE: &str = "2026-12-28";

    fn on(today: &str, reminded_on: &[&str]) -> Reminding {
        let reminded_on = reminded_on.iter().map(|it| day(it)).collect();
        let awaited = Awaited { asked_on: day("2026-11-16"), heard_on: None, reminded_on };
        reminding(&awaited, day(DUE), day(today), &RuleSet::nrw(&[]).unwrap())
    }

    #[test]
    fn the_first_is_due_on_the_day_after_the_deadline() {
        assert_eq!(on(DUE, &[]), Reminding::From(day("2026-12-29")));
        assert_eq!(on("2026-12-29", &[]), Reminding::Due(1));
        assert_eq!(on("2027-03-01", &[]), Reminding::Due(1));
    }

    #[test]
    fn the_second_on_the_day_after_that_which_the_first_has_named() {
        // „bis zum 18. Januar 2027“
        assert_eq!(on("2027-01-18", &["2027-01-04"]), Reminding::From(day("2027-01-19")));
        assert_eq!(on("2027-01-19", &["2027-01-04"]), Reminding::Due(2));
        // Two weeks from Saturday end on a Saturday, and so on Monday, the 18th.
        assert_eq!(on("2027-01-18", &["2027-01-02"]), Reminding::From(day("2027-01-19")));
    }

    #[test]
    fn after_two_the_chair_is_told() {
        let two = ["2027-01-04", "2027-01-19"];
        assert_eq!(on("2027-02-02", &two), Reminding::From(day("2027-02-03")));
        assert_eq!(on("2027-02-03", &two), Reminding::ForChair);
    }

    #[test]
    fn a_deadline_extended_after_a_reminder_is_waited_for_again() {
        assert_eq!(on("2026-12-20", &["2026-12-01"]), Reminding::From(day("2026-12-29")));
    }

    #[test]
    fn how_often_and_how_many_is_set_by_the_secretariat() {
        let set = |setting: Setting, value: &str| (setting, value.to_owned());
        let rules = [set(Setting::ReminderWeeks, "1"), set(Setting::RemindersBeforeChair, "1")];
        let rules = RuleSet::nrw(&rules).unwrap();
        let awaited = Awaited {
            asked_on: day("2026-11-16"),
            heard_on: None,
            reminded_on: vec![day("2026-12-29")],
        };
        let on = |today| reminding(&awaited, day(DUE), day(today), &rules);
        assert_eq!(on("2027-01-05"), Reminding::From(day("2027-01-06")));
        assert_eq!(on("2027-01-06"), Reminding::ForChair);
    }

    #[test]
    fn nobody_is_reminded_while_the_time_runs() {
        let mut it = Journey::at(Stage::StatementRequested);
        it.facts.deadline_runs_until = Some(day(DUE));
        assert_eq!(
            it.refusal(Step::RemindAuthority),
            "Die Frist läuft noch bis 28.12.2026; erinnert wird erst danach."
        );
        it.facts.deadline_runs_until = None;
        let before = it.case.deadline;
        let outcome = it.take(Step::RemindAuthority);
        assert_eq!(letters(&outcome), [(LetterKind::L4, vec![MOTHER, FATHER, CHILD])]);
        assert_eq!((it.case.stage, it.case.deadline), (Stage::StatementRequested, before));
    }

    fn awaited(it: &Journey) -> Option<Awaited> {
        Awaited::after(it.events().iter().map(|it| (it.step.kind(), it.on)))
    }

    #[test]
    fn they_count_from_the_last_request_and_end_with_the_answer() {
        let mut it = Journey::at(Stage::StatementRequested);
        it.take(Step::RemindAuthority);
        let first = awaited(&it).unwrap();
        assert_eq!((first.asked_on, first.reminded_on), (today(), vec![today()]));
        it.take(statement());
        assert_eq!(awaited(&it), None);
        it.take(Step::Reinquire(Inquiry::of("Und jetzt?")));
        assert!(awaited(&it).unwrap().reminded_on.is_empty());
    }
}

/// What the authority says of the mother, and whom of the findings that contradicts.
mod contradictions {
    use super::*;

    fn said(said: StatedPerson) -> Statement {
        let brief = Statement::brief(today(), Position::None, "Siehe Anlage.");
        Statement { persons: vec![said], ..brief }
    }

    fn of_the_mother() -> StatedPerson {
        StatedPerson::silent(MOTHER)
    }

    /// The grounds that the statement puts into question, in a case in which nothing was found.
    fn put_into_question(it: &Journey, statement: &Statement) -> Vec<Ground> {
        hfk::procedure::contradictions(statement, &it.case).iter().map(|it| it.ground).collect()
    }

    /// Nothing found, three days before the statement came.
    fn checked() -> Journey {
        let mut it = Journey::family();
        it.today = day("2026-11-13");
        it.take(Step::BeginAdmissibility);
        it.find_nothing();
        it.today = today();
        it
    }

    #[test]
    fn a_return_date_asks_for_p5_2_6() {
        let mut it = checked();
        let return_date = Some(day("2027-03-17"));
        let statement = said(StatedPerson { return_date, ..of_the_mother() });
        assert_eq!(put_into_question(&it, &statement), [Ground::ReturnDateSet]);
        let found = hfk::procedure::contradictions(&statement, &it.case)[0];
        assert_eq!((found.person, found.found), (MOTHER, Finding::Absent));
        assert_eq!(found.says(), "Ein Termin der Rückführung steht fest");
        it.find(MOTHER, Ground::ReturnDateSet, Finding::Unclear);
        assert_eq!(put_into_question(&it, &statement), [Ground::ReturnDateSet]);
        it.find(MOTHER, Ground::ReturnDateSet, Finding::Present);
        assert!(put_into_question(&it, &statement).is_empty());
        it.find(MOTHER, Ground::ReturnDateSet, Finding::Absent);
        assert!(put_into_question(&it, &statement).is_empty(), "it was cancelled since");
    }

    #[test]
    fn not_obliged_to_leave_asks_for_p5_1_3() {
        let mut it = checked();
        let obliged = |answer| said(StatedPerson { obliged_to_leave: answer, ..of_the_mother() });
        for silent in [None, Some(Said::Yes), Some(Said::Unclear)] {
            assert!(put_into_question(&it, &obliged(silent)).is_empty(), "{silent:?}");
        }
        let statement = obliged(Some(Said::No));
        assert_eq!(put_into_question(&it, &statement), [Ground::NotObligedToLeave]);
        it.find(MOTHER, Ground::NotObligedToLeave, Finding::Present);
        assert!(put_into_question(&it, &statement).is_empty());
    }

    #[test]
    fn having_moved_away_asks_for_p5_1_2_and_p5_1_4() {
        let mut it = checked();
        let whereabouts = Some(Whereabouts::MovedAway);
        let statement = said(StatedPerson { whereabouts, ..of_the_mother() });
        let both = [Ground::NoNrwAuthority, Ground::NoProperResidence];
        assert_eq!(put_into_question(&it, &statement), both);
        it.find(MOTHER, Ground::NoNrwAuthority, Finding::Present);
        assert_eq!(put_into_question(&it, &statement), [Ground::NoProperResidence]);
        let whereabouts = Some(Whereabouts::MovedWithin);
        let statement = said(StatedPerson { whereabouts, ..of_the_mother() });
        assert!(put_into_question(&it, &statement).is_empty());
    }

    #[test]
    fn convictions_ask_for_p5_2_4_until_somebody_has_weighed_them() {
        let mut it = checked();
        let convicted = Some(Said::Yes);
        let statement = said(StatedPerson { convicted, ..of_the_mother() });
        assert_eq!(put_into_question(&it, &statement), [Ground::SeriousOffences]);
        it.find(MOTHER, Ground::SeriousOffences, Finding::Absent);
        assert!(put_into_question(&it, &statement).is_empty(), "looked at today");
    }

    #[test]
    fn an_entry_ban_asks_for_p5_2_1_until_somebody_has_looked() {
        let mut it = checked();
        let entry_ban = Some(Said::Yes);
        let statement = said(StatedPerson { entry_ban, ..of_the_mother() });
        assert_eq!(put_into_question(&it, &statement), [Ground::EntryBan]);
        it.find(MOTHER, Ground::EntryBan, Finding::Present);
        assert!(put_into_question(&it, &statement).is_empty());
    }

    #[test]
    fn in_niedersachsen_they_ask_for_the_grounds_of_its_own_regulation() {
        let mut it = Journey::in_land(Land::Niedersachsen, 1);
        it.today = day("2026-11-13");
        it.take(Step::BeginAdmissibility);
        it.find_nothing();
        let statement = said(StatedPerson {
            return_date: Some(day("2027-03-17")),
            obliged_to_leave: Some(Said::No),
            convicted: Some(Said::Yes),
            whereabouts: Some(Whereabouts::MovedAway),
            ..StatedPerson::silent(it.case.persons[0].id)
        });
        let asked = [
            Ground::NiNoAuthority,
            Ground::NiNotObligedToLeave,
            Ground::NiReturnDateSet,
            Ground::NiConvicted,
            Ground::NiSeriousOffences,
        ];
        assert_eq!(put_into_question(&it, &statement), asked);
    }

    #[test]
    fn they_concern_those_alone_whose_procedure_runs() {
        let mut it = checked();
        let statement = said(StatedPerson { obliged_to_leave: Some(Said::No), ..of_the_mother() });
        it.take(ending(&[MOTHER], OtherEnding::NotObliged));
        assert!(put_into_question(&it, &statement).is_empty());
    }
}

mod answers {
    use super::*;

    #[test]
    fn of_the_time_before_read_as_they_were_written() {
        let json = r#"{"step":"record_statement","received_on":"2026-11-16",
            "dated_on":"2026-11-16","position":"none","text":"Keine Bedenken."}"#;
        let step: Step = serde_json::from_str(json).unwrap();
        let brief = Statement::brief(today(), Position::None, "Keine Bedenken.");
        assert_eq!(step, Step::RecordStatement(brief));
    }

    #[test]
    fn keep_the_day_of_a_return_to_themselves() {
        let return_date = Some(day("2027-03-17"));
        let persons = vec![StatedPerson { return_date, ..StatedPerson::silent(MOTHER) }];
        let brief = Statement::brief(today(), Position::None, "x");
        let step = Step::RecordStatement(Statement { persons, ..brief });
        let json = serde_json::to_string(&step).unwrap();
        assert!(!json.contains("2027") && !json.contains("return"), "{json}");
    }

    #[test]
    fn may_come_when_nobody_has_asked() {
        for stage in [Stage::Ready, Stage::OnAgenda] {
            let mut it = Journey::at(stage);
            let sitting = it.case.sitting;
            let another = Statement::brief(today(), Position::InFavour, "Wir haben neu geprüft.");
            let outcome = it.take(Step::AddStatement(another));
            assert_eq!((it.case.stage, it.case.sitting), (stage, sitting));
            assert!(outcome.letters().is_empty() && outcome.agenda().is_none());
        }
    }

    #[test]
    fn speak_of_persons_of_the_case_once_each_and_of_nothing_later() {
        let it = Journey::at(Stage::StatementRequested);
        let of = |persons: &[PersonId]| {
            let persons = persons.iter().map(|it| StatedPerson::silent(*it)).collect();
            let brief = Statement::brief(today(), Position::None, "x");
            it.refusal(Step::RecordStatement(Statement { persons, ..brief }))
        };
        assert_eq!(of(&[STRANGER]), "Diese Person gehört nicht zu diesem Vorgang.");
        assert_eq!(
            of(&[MOTHER, MOTHER]),
            "Jede Person, um die es geht, ist genau einmal zu nennen."
        );
        let brief = Statement::brief(today(), Position::None, "x");
        let later = Statement { as_of: Some(day("2026-11-17")), ..brief };
        assert_eq!(
            it.refusal(Step::RecordStatement(later)),
            "Der 17.11.2026 liegt nach dem Eingang des Schreibens."
        );
    }
}
