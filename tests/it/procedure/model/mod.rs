//! The procedure a second time, as simply as it can be said: a summary of the law to hold the core
//! against. It shares the core's words and its calendar, and none of its tables, guards or counts.
//! It asks what the law asks of the particulars; how long a text may be is tested elsewhere.

mod actions; // what each action needs, and what then holds

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use hfk::procedure::{Stage as At, Standing::*, *};
use proptest::prelude::*;

use super::journey::letters;

/// Where a case stands, and everybody in it.
#[derive(Debug, Clone)]
pub struct Model {
    at: At,
    round: i32,
    urgent: bool,
    deadline: Option<Deadline>,
    /// On whose agenda it stands, or which has decided it.
    sitting: Option<SittingId>,
    authority: AuthorityId,
    received_on: NaiveDate,
    today: NaiveDate,
    persons: Vec<Who>,
    /// What the last action wrote.
    letters: Vec<(LetterKind, Vec<PersonId>)>,
    /// The actions that still hold, each with how it was before.
    past: Vec<(Step, Self)>,
}

#[derive(Debug, Clone)]
struct Who {
    id: PersonId,
    round: i32,
    standing: Standing,
    checked: BTreeSet<Ground>,
    /// The grounds that are there, and whether a body went on in spite of each.
    grounds: BTreeMap<Ground, bool>,
}

impl Who {
    fn new(id: PersonId, round: i32) -> Self {
        let (checked, grounds) = (BTreeSet::new(), BTreeMap::new());
        Self { id, round, standing: Open, checked, grounds }
    }

    fn runs(&self) -> bool {
        matches!(self.standing, Open | Admitted | Ersuchen)
    }

    /// The commission has decided about the person.
    fn is_decided(&self) -> bool {
        let with = matches!(self.standing, Ersuchen | Followed | NotFollowed | Lapsed(_));
        with || self.is_without_ersuchen()
    }

    /// It is still to be told what was decided.
    fn concerns_the_authority(&self) -> bool {
        self.standing == Ersuchen || self.is_without_ersuchen()
    }

    fn is_without_ersuchen(&self) -> bool {
        matches!(self.standing, NoRequest | NoRequestRecommended)
    }

    /// A ground is there on which no body has decided.
    fn is_in_question(&self) -> bool {
        self.grounds.values().any(|answered| !answered)
    }

    fn awaits_admission(&self) -> bool {
        self.standing == Open || self.standing == Admitted && self.is_in_question()
    }
}

/// `None`: the law does not allow it.
type Lawful = Option<()>;

const DONE: Lawful = Some(());

fn only(it: bool) -> Lawful {
    it.then_some(())
}

fn said(text: &str) -> Lawful {
    only(!text.trim().is_empty())
}

/// Each of those asked is named once, and nobody else.
fn each_once<'a>(asked: &[PersonId], named: impl IntoIterator<Item = &'a PersonId>) -> Lawful {
    let (mut asked, mut named) = (asked.to_vec(), named.into_iter().copied().collect::<Vec<_>>());
    asked.sort_unstable();
    named.sort_unstable();
    only(!asked.is_empty() && asked == named)
}

/// The secretariat takes the steps, and its head, the chair, with it. It decides nothing on
/// admission, releases no notice, and is alone with the chair to know the day of a return.
fn is_for(role: Role, step: &Step) -> bool {
    let secret = |it: &FindingEntry| it.ground == Ground::ReturnDateSet;
    match (role, step) {
        (Role::Chair, _) => true,
        (Role::PreCheck, Step::RecordFindings { entries }) => !entries.iter().any(secret),
        (Role::PreCheck, Step::DecideAdmissibility { body, .. }) => *body != Body::Commission,
        (Role::Clerk, Step::DecideAdmissibility { .. } | Step::ReleaseNotice) => false,
        (role, _) => role == Role::Clerk,
    }
}

impl Model {
    pub fn received(case: &Case, today: NaiveDate) -> Self {
        Self {
            at: At::Received,
            round: 1,
            urgent: case.urgent,
            deadline: None,
            sitting: None,
            authority: case.authority,
            received_on: case.received_on,
            today,
            persons: case.persons.iter().map(|it| Who::new(it.id, 1)).collect(),
            letters: Vec::new(),
            past: Vec::new(),
        }
    }

    /// The core has answered as the law says, and made of the case what the law makes of it.
    pub fn agrees(
        &mut self,
        (step, facts, by): (&Step, &Facts, &Actor),
        answer: &Result<Outcome, Vec<Violation>>,
    ) -> Result<(), TestCaseError> {
        let mut next = Self { letters: Vec::new(), ..self.clone() };
        let lawful =
            by.roles.iter().any(|it| self.is_for(it, step)) && next.take(step, facts).is_some();
        prop_assert_eq!(lawful, answer.is_ok(), "{:?} in {:?}: {:?}", step, self, answer);
        let Ok(outcome) = answer else { return Ok(()) };
        next.leave_agenda_where_nobody_waits();
        let case = outcome.case();
        let on_agenda = case.agenda_item().map(|it| it.0);
        prop_assert_eq!(next.sitting.filter(|_| next.is_on_an_agenda()), on_agenda, "{:?}", step);
        let core = (case.stage, case.round.0, case.urgent, case.deadline, letters(outcome));
        let model = (next.at, next.round, next.urgent, next.deadline, next.letters.clone());
        prop_assert_eq!(model, core, "{:?} in {:?}", step, self);
        let core: Vec<_> = case.persons.iter().map(|it| (it.id, it.standing)).collect();
        let model: Vec<_> = next.persons.iter().map(|it| (it.id, it.standing)).collect();
        prop_assert_eq!(model, core, "{:?} in {:?}", step, self);
        if !matches!(step, Step::TakeBack(_)) {
            next.past.push((step.clone(), Self { past: Vec::new(), ..self.clone() }));
        }
        *self = next;
        Ok(())
    }

    /// An action is taken back by whoever could take it.
    fn is_for(&self, role: Role, step: &Step) -> bool {
        match (step, self.past.last()) {
            (Step::TakeBack(_), Some((taken, _))) => is_for(role, taken),
            _ => is_for(role, step),
        }
    }

    /// For its Annahme or for the vote; later the sitting is the one that decided it.
    fn is_on_an_agenda(&self) -> bool {
        self.at <= At::OnAgenda && self.sitting.is_some()
    }

    fn stands_at(&self, stages: &[At]) -> Lawful {
        only(stages.contains(&self.at))
    }

    fn moves(&mut self, from: At, to: At) -> Lawful {
        self.stands_at(&[from])?;
        self.at = to;
        DONE
    }

    fn happened(&self, on: NaiveDate) -> Lawful {
        only((self.received_on..=self.today).contains(&on))
    }

    /// The persons of this round for whom it is so.
    fn those(&self, fits: impl Fn(&Who) -> bool) -> Vec<PersonId> {
        let of_this_round = self.persons.iter().filter(|it| it.round == self.round);
        of_this_round.filter(|it| fits(it)).map(|it| it.id).collect()
    }

    fn any(&self, fits: impl Fn(&Who) -> bool) -> bool {
        !self.those(fits).is_empty()
    }

    fn stand(&mut self, persons: &[PersonId], standing: Standing) {
        let named = self.persons.iter_mut().filter(|it| persons.contains(&it.id));
        named.for_each(|it| it.standing = standing);
    }

    fn write(&mut self, letter: LetterKind, about: Vec<PersonId>) {
        if !about.is_empty() {
            self.letters.push((letter, about));
        }
    }

    fn sitting_in<'a>(&self, facts: &'a Facts) -> Option<&'a SittingFacts> {
        facts.sitting.as_ref().filter(|it| self.sitting == Some(it.id))
    }

    fn open_sitting<'a>(&self, facts: &'a Facts) -> Option<&'a SittingFacts> {
        self.sitting_in(facts).filter(|it| it.state == SittingState::Open)
    }

    /// § 31 VwVfG, § 193 BGB: not on a day on which nobody works.
    fn within_weeks(&mut self, kind: DeadlineKind, weeks: u64) {
        let last = self.today + Days::new(7 * weeks);
        self.deadline = Some(Deadline::new(kind, Calendar::default().working_day_from(last)));
    }
}
