//! § 6 of the intake: which papers an application should hold, and where each of them stands.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use hfk::procedure::*;
use proptest::prelude::*;

use super::journey::*;

/// Mother, father and child on their application, with what is known of their papers.
struct Desk {
    persons: Vec<PersonDetails>,
    represented: bool,
    papers: Vec<Paper>,
    marks: BTreeSet<(PersonId, Mark)>,
    waivers: Vec<Waiver>,
    requests: Vec<DocumentRequest>,
    sitting_on: NaiveDate,
}

impl Desk {
    fn new() -> Self {
        Self {
            persons: application(3).persons,
            represented: false,
            papers: Vec::new(),
            marks: BTreeSet::new(),
            waivers: Vec::new(),
            requests: Vec::new(),
            sitting_on: day("2026-12-17"),
        }
    }

    fn with(mut self, paper: Paper) -> Self {
        self.papers.push(paper);
        self
    }

    fn marked(mut self, person: PersonId, mark: Mark) -> Self {
        self.marks.insert((person, mark));
        self
    }

    /// The states of all lines, in the order of the list.
    fn states(&self, list: &Checklist) -> Vec<(PaperOf, PaperState, Option<NaiveDate>)> {
        let persons: Vec<_> = self.persons.iter().collect();
        let intake = Intake {
            persons: &persons,
            represented: self.represented,
            papers: &self.papers,
            marks: &self.marks,
            waivers: &self.waivers,
            requests: &self.requests,
            today: today(),
            sitting_on: self.sitting_on,
        };
        completeness(list, intake).iter().map(|it| (it.of(), it.state, it.outdated)).collect()
    }

    #[track_caller]
    fn state(&self, item: &str, person: Option<PersonId>) -> PaperState {
        let of = of(item, person);
        self.states(&Checklist::nrw()).into_iter().find(|it| it.0 == of).expect("a line").1
    }
}

fn of(item: &str, person: Option<PersonId>) -> PaperOf {
    PaperOf { item: item.to_owned(), person }
}

fn paper(kind: DocumentKind, person: Option<PersonId>, dated_on: &str) -> Paper {
    Paper { kind, person, dated_on: Some(day(dated_on)), received_on: day("2026-11-20") }
}

fn report(dated_on: &str) -> Paper {
    paper(DocumentKind::MedicalReport, Some(MOTHER), dated_on)
}

mod what_is_asked_for {
    use super::*;

    #[test]
    fn of_each_person_a_consent_and_of_the_case_one_vollmacht() {
        let mut desk = Desk::new();
        for person in [MOTHER, FATHER, CHILD] {
            assert_eq!(desk.state("consent", Some(person)), PaperState::Missing);
        }
        assert_eq!(desk.state("power_of_attorney", None), PaperState::NotNeeded);
        desk.represented = true;
        assert_eq!(desk.state("power_of_attorney", None), PaperState::Missing);
    }

    #[test]
    fn school_of_children_and_a_curriculum_vitae_of_adults() {
        let desk = Desk::new();
        assert_eq!(desk.state("school", Some(CHILD)), PaperState::Missing);
        assert_eq!(desk.state("school", Some(MOTHER)), PaperState::NotNeeded);
        assert_eq!(desk.state("curriculum_vitae", Some(MOTHER)), PaperState::Missing);
        assert_eq!(desk.state("curriculum_vitae", Some(CHILD)), PaperState::NotNeeded);
    }

    #[test]
    fn a_mark_asks_of_whom_it_is_set() {
        let desk = Desk::new().marked(MOTHER, Mark::Illness);
        for item in ["medical_report", "medical_release"] {
            assert_eq!(desk.state(item, Some(MOTHER)), PaperState::Missing);
            assert_eq!(desk.state(item, Some(FATHER)), PaperState::NotNeeded);
        }
        assert_eq!(desk.state("asylum_decision", Some(MOTHER)), PaperState::NotNeeded);
        let desk = desk.marked(MOTHER, Mark::AsylumDecided);
        assert_eq!(desk.state("asylum_decision", Some(MOTHER)), PaperState::Missing);
    }
}

mod what_is_there {
    use super::*;

    #[test]
    fn a_paper_of_one_person_is_not_one_of_another() {
        let desk = Desk::new().with(paper(DocumentKind::Consent, Some(MOTHER), "2026-11-01"));
        assert_eq!(desk.state("consent", Some(MOTHER)), PaperState::Present);
        assert_eq!(desk.state("consent", Some(FATHER)), PaperState::Missing);
    }

    #[test]
    fn a_paper_of_nobody_in_particular_is_that_of_the_only_person() {
        let mut desk = Desk::new().with(paper(DocumentKind::Consent, None, "2026-11-01"));
        assert_eq!(desk.state("consent", Some(MOTHER)), PaperState::Missing);
        desk.persons.truncate(1);
        assert_eq!(desk.state("consent", Some(MOTHER)), PaperState::Present);
    }

    #[test]
    fn a_paper_of_one_person_serves_the_case() {
        let desk = Desk::new().with(paper(DocumentKind::Support, Some(CHILD), "2026-11-01"));
        assert_eq!(desk.state("support", None), PaperState::Present);
    }

    /// „Nicht älter als 3 Monate“, measured at the day of the sitting.
    #[test]
    fn a_report_fresh_at_intake_is_stale_in_december() {
        let mut desk = Desk::new().marked(MOTHER, Mark::Illness).with(report("2026-09-16"));
        desk.sitting_on = day("2026-11-26");
        assert_eq!(desk.state("medical_report", Some(MOTHER)), PaperState::Present);
        desk.sitting_on = day("2026-12-16");
        assert_eq!(desk.state("medical_report", Some(MOTHER)), PaperState::Present, "to the day");
        desk.sitting_on = day("2026-12-17");
        let line = desk
            .states(&Checklist::nrw())
            .into_iter()
            .find(|it| it.0 == of("medical_report", Some(MOTHER)));
        let expected = (PaperState::Missing, Some(day("2026-09-16")));
        assert_eq!(line.map(|it| (it.1, it.2)), Some(expected));
    }

    #[test]
    fn without_a_date_of_its_own_a_paper_is_as_old_as_its_arrival() {
        let undated = Paper { dated_on: None, ..report("2026-01-01") };
        let mut desk = Desk::new().marked(MOTHER, Mark::Illness).with(undated);
        assert_eq!(desk.state("medical_report", Some(MOTHER)), PaperState::Present);
        desk.sitting_on = day("2027-02-21");
        assert_eq!(desk.state("medical_report", Some(MOTHER)), PaperState::Missing);
    }
}

mod what_was_noted {
    use super::*;

    #[test]
    fn what_is_waived_is_not_needed_until_it_is_there() {
        let mut desk = Desk::new();
        let waived = of("school", Some(CHILD));
        desk.waivers.push(Waiver { of: waived, reason: "Noch zu jung.".into() });
        assert_eq!(desk.state("school", Some(CHILD)), PaperState::NotNeeded);
        let desk = desk.with(paper(DocumentKind::School, Some(CHILD), "2026-11-01"));
        assert_eq!(desk.state("school", Some(CHILD)), PaperState::Present);
    }

    #[test]
    fn what_was_asked_for_is_closed_by_the_paper_that_arrives() {
        let mut desk = Desk::new();
        desk.requests.push(DocumentRequest {
            of: of("consent", Some(FATHER)),
            requested_on: day("2026-11-18"),
            due_on: day("2026-12-09"),
        });
        assert_eq!(desk.state("consent", Some(FATHER)), PaperState::Requested);
        assert_eq!(desk.state("consent", Some(MOTHER)), PaperState::Missing);
        let desk = desk.with(paper(DocumentKind::Consent, Some(FATHER), "2026-11-19"));
        assert_eq!(desk.state("consent", Some(FATHER)), PaperState::Present);
    }

    /// What arrived in answer has aged since: it is to be asked for anew.
    #[test]
    fn a_request_that_was_answered_is_not_open_again() {
        let mut desk = Desk::new().marked(MOTHER, Mark::Illness).with(report("2026-11-19"));
        desk.requests.push(DocumentRequest {
            of: of("medical_report", Some(MOTHER)),
            requested_on: day("2026-11-10"),
            due_on: day("2026-12-01"),
        });
        desk.sitting_on = day("2027-03-11");
        assert_eq!(desk.state("medical_report", Some(MOTHER)), PaperState::Missing);
        desk.requests[0].requested_on = day("2027-01-10");
        assert_eq!(desk.state("medical_report", Some(MOTHER)), PaperState::Requested);
    }
}

mod the_list {
    use super::*;

    #[test]
    fn comes_back_from_how_it_is_kept() {
        let list = Checklist::nrw();
        let kept = serde_json::to_string(&list).unwrap();
        assert_eq!(kept.parse::<Checklist>().unwrap(), list);
        assert_eq!("".parse::<Checklist>().unwrap(), list, "nothing is set yet");
        assert_eq!(Checklist::new(list.items().to_vec()).unwrap(), list);
    }

    #[test]
    fn is_refused_with_a_sentence_when_it_makes_no_sense() {
        let changed = |change: &dyn Fn(&mut Vec<ChecklistItem>)| {
            let mut items = Checklist::nrw().items().to_vec();
            change(&mut items);
            Checklist::new(items)
        };
        assert!(changed(&|it| it.clear()).is_err());
        assert!(changed(&|it| it[1].key = "consent".into()).is_err());
        assert!(changed(&|it| it[0].label = " ".into()).is_err());
        assert!(changed(&|it| it[0].valid_months = Some(0)).is_err());
        assert!("{".parse::<Checklist>().is_err());
    }
}

fn papers() -> impl Strategy<Value = Vec<Paper>> {
    let person = prop::option::of(prop::sample::select(vec![MOTHER, FATHER, CHILD]));
    let kind = prop::sample::select(DocumentKind::ALL);
    let paper = (kind, person, 0..400u64).prop_map(|(kind, person, age)| Paper {
        kind,
        person,
        dated_on: Some(day("2026-11-20") - chrono::Days::new(age)),
        received_on: day("2026-11-20"),
    });
    prop::collection::vec(paper, 0..20)
}

fn marks() -> impl Strategy<Value = BTreeSet<(PersonId, Mark)>> {
    let person = prop::sample::select(vec![MOTHER, FATHER, CHILD]);
    prop::collection::btree_set((person, prop::sample::select(Mark::ALL)), 0..12)
}

proptest! {
    #[test]
    fn every_line_of_the_list_stands_somewhere_once(papers in papers(), marks in marks()) {
        let desk = Desk { papers, marks, ..Desk::new() };
        let list = Checklist::nrw();
        let states = desk.states(&list);
        let of_persons = list.items().iter().filter(|it| it.per == Per::Person).count();
        prop_assert_eq!(states.len(), of_persons * 3 + (list.items().len() - of_persons));
        let lines: BTreeSet<_> = states.iter().map(|it| it.0.clone()).collect();
        prop_assert_eq!(lines.len(), states.len());
        prop_assert!(states.iter().all(|it| it.1 != PaperState::Requested), "nobody asked");
    }

    #[test]
    fn one_more_paper_takes_nothing_away(papers in papers(), marks in marks()) {
        let fewer = Desk { papers: papers[papers.len() / 2..].to_vec(), marks: marks.clone(), ..Desk::new() };
        let more = Desk { papers, marks, ..Desk::new() };
        let list = Checklist::nrw();
        for (before, after) in fewer.states(&list).iter().zip(more.states(&list)) {
            prop_assert!(before.1 != PaperState::Present || after.1 == PaperState::Present);
        }
    }

    #[test]
    fn waiting_makes_no_paper_fresh(papers in papers(), marks in marks(), days in 0..200u64) {
        let early = Desk { papers: papers.clone(), marks: marks.clone(), ..Desk::new() };
        let sitting_on = early.sitting_on + chrono::Days::new(days);
        let late = Desk { papers, marks, sitting_on, ..Desk::new() };
        let list = Checklist::nrw();
        for (before, after) in early.states(&list).iter().zip(late.states(&list)) {
            prop_assert!(after.1 != PaperState::Present || before.1 == PaperState::Present);
            prop_assert!(after.2.is_none() || after.1 != PaperState::Present);
        }
    }
}
