//! Cases that were kept in a list before: received, or filed, and nothing in between.

use hfk::procedure::*;
use uuid::Uuid;

use super::journey::*;

const MOTHERS_NUMBER: &str = "HFK 12/2019";

fn closed(endings: &[(PersonId, Standing)]) -> Inherited {
    Inherited { closed_on: Some(today()), endings: endings.iter().copied().collect() }
}

fn taken(inherited: Inherited, by: Role) -> Result<Receipt, Vec<Violation>> {
    let number = "15-39.22-2019-0012".parse().unwrap();
    let this = (CaseId(Uuid::from_u128(100)), number);
    take_over(application(2), inherited, this, &actor(&[by]), (today(), &nrw()))
}

#[track_caller]
fn one_error(inherited: &Inherited, field: &str, sentence: &str) {
    let found = inherited.errors(&application(2), today());
    let error = FieldError { field: field.into(), sentence: sentence.into() };
    assert_eq!(found, [error]);
}

const BOTH: [(PersonId, Standing); 2] =
    [(MOTHER, Standing::Followed), (FATHER, Standing::Other(OtherEnding::Departed))];

#[test]
fn an_open_case_is_received_like_any_other_and_nobody_is_written_to() {
    let receipt = taken(Inherited::default(), Role::Chair).unwrap();
    assert_eq!(receipt.case().stage, Stage::Received);
    assert!(receipt.case().persons.iter().all(|it| it.standing == Standing::Open));
    assert_eq!(receipt.letters(), []);
    assert_eq!(receipt.hat(), Role::Chair);
    assert!(receipt.inherited().is_some());
}

#[test]
fn a_closed_case_is_filed_with_what_each_procedure_came_to() {
    let receipt = taken(closed(&BOTH), Role::Chair).unwrap();
    assert_eq!(receipt.case().stage, Stage::Filed);
    let standings: Vec<_> = receipt.case().persons.iter().map(|it| it.standing).collect();
    assert_eq!(standings, BOTH.map(|it| it.1));
    assert_eq!(receipt.case().result(), CaseResult::Ersuchen);
}

#[test]
fn what_is_filed_is_no_eilfall() {
    let mut urgent = application(2);
    urgent.urgent = true;
    let this = (CaseId(Uuid::from_u128(100)), "A-1".parse().unwrap());
    let by = actor(&[Role::Chair]);
    let receipt = take_over(urgent, closed(&BOTH), this, &by, (today(), &nrw())).unwrap();
    assert!(!receipt.case().urgent);
}

#[test]
fn only_the_head_of_the_office_takes_over() {
    for role in Role::ALL {
        let may = taken(Inherited::default(), *role).is_ok();
        assert_eq!(may, *role == Role::Chair, "{role}");
    }
}

#[test]
fn everybody_in_a_closed_case_has_an_ending() {
    one_error(
        &closed(&BOTH[..1]),
        "persons-1-ending",
        "Der Vorgang ist erledigt; bitte angeben, womit das Verfahren für diese Person endete.",
    );
    for standing in Standing::all() {
        let found = closed(&[(MOTHER, standing), BOTH[1]]).errors(&application(2), today());
        assert_eq!(found.is_empty(), standing.is_ended(), "{standing}");
    }
    assert!(taken(closed(&[(MOTHER, Standing::Ersuchen), BOTH[1]]), Role::Chair).is_err());
}

#[test]
fn nobody_in_an_open_case_has_one() {
    let inherited = Inherited { closed_on: None, endings: [BOTH[0]].into() };
    one_error(
        &inherited,
        "persons-0-ending",
        "Ein Ergebnis steht nur bei erledigten Vorgängen; bitte auch angeben, wann er erledigt war.",
    );
}

#[test]
fn it_is_closed_between_its_receipt_and_today() {
    let on = |day| Inherited { closed_on: Some(day), ..closed(&BOTH) };
    one_error(
        &on(today().succ_opt().unwrap()),
        "closed_on",
        "Die Erledigung liegt in der Zukunft.",
    );
    one_error(
        &on(received_on().pred_opt().unwrap()),
        "closed_on",
        "Die Erledigung liegt vor dem Eingang.",
    );
    assert_eq!(on(received_on()).errors(&application(2), today()), []);
}

#[test]
fn an_application_that_could_not_be_registered_is_not_taken_over() {
    let mut nobody = application(2);
    nobody.persons[0].family_name.clear();
    let this = (CaseId(Uuid::from_u128(100)), "A-1".parse().unwrap());
    let by = actor(&[Role::Chair]);
    assert!(take_over(nobody, Inherited::default(), this, &by, (today(), &nrw())).is_err());
}

/// What the history keeps is enough to begin a replay with.
#[test]
fn what_was_inherited_reads_back_and_gives_the_same_case() {
    let receipt = taken(closed(&BOTH), Role::Chair).unwrap();
    let json = serde_json::to_value(receipt.inherited()).unwrap();
    let read: Inherited = serde_json::from_value(json).unwrap();
    let received = taken(Inherited::default(), Role::Chair).unwrap();
    assert_eq!(&inherit(received.case().clone(), &read), receipt.case());
}

#[test]
fn the_old_number_need_not_follow_our_pattern() {
    assert!(MOTHERS_NUMBER.parse::<FileNumber>().is_err(), "a blank does not stand in a number");
    assert!("HFK-12/2019".parse::<FileNumber>().is_ok());
}
