//! The way of one invented case through the real rules, up to a chosen end.

use chrono::{Days, NaiveDate, NaiveTime, TimeZone as _};
use chrono_tz::Europe::Berlin;
use fastrand::Rng;

use super::invented::pick;
use crate::{
    Now,
    procedure::{
        Actor, AdmissionVote, BeforeCommittee, Body, Case, CommitteeFacts, Facts, FinalDecision,
        Finding, FindingEntry, Ground, Inquiry, OtherEnding, Outcome, PersonId, Position, Proposal,
        Recommendation, RoundFacts, RuleSet, SittingFacts, SittingState, Stage, Standing,
        Statement, Step, Totals, Violation, take,
    },
};

/// How an invented case goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It has come as far as this stage.
    Until(Stage),
    Ersuchen,
    NoRequest,
    NotAdmitted,
    EndsOtherwise(OtherEnding),
}

pub(super) struct Course<'a> {
    pub by: &'a Actor,
    pub rules: &'a RuleSet,
    pub rng: &'a mut Rng,
    pub today: NaiveDate,
    /// The sittings there were and will be, by day.
    pub days: &'a [SittingFacts],
    pub fate: Fate,
    pub case: Case,
    pub outcomes: Vec<(Outcome, Now)>,
}

impl Course<'_> {
    /// Takes steps until the fate is fulfilled, or time has run out.
    pub(super) fn run(&mut self) -> Result<(), Vec<Violation>> {
        while !self.is_fulfilled() {
            let sitting = self.sitting();
            let (step, after_days) = self.next(&sitting);
            let day = match &step {
                Step::RecordVote { .. } => sitting.held_on,
                _ => self.last_day() + Days::new(after_days),
            };
            if day > self.today {
                return Ok(());
            }
            self.take(step, day, &sitting)?;
        }
        Ok(())
    }

    fn is_fulfilled(&self) -> bool {
        match self.fate {
            Fate::Until(stage) => self.case.stage >= stage,
            _ => self.case.stage == Stage::Filed,
        }
    }

    /// The sitting of the case, else the next one; a case that shall stay on an agenda goes on the last.
    fn sitting(&self) -> SittingFacts {
        let own = self.days.iter().find(|it| Some(it.id) == self.case.sitting);
        let next = || self.days.iter().find(|it| it.held_on > self.last_day());
        let wanted = own.or_else(|| match self.fate {
            Fate::Until(Stage::OnAgenda) => self.days.last(),
            _ => next(),
        });
        wanted.or(self.days.last()).cloned().unwrap_or_else(|| unreachable!("sittings are planned"))
    }

    fn last_day(&self) -> NaiveDate {
        self.outcomes.last().map_or(self.case.received_on, |it| it.1.today)
    }

    fn take(
        &mut self,
        step: Step,
        day: NaiveDate,
        sitting: &SittingFacts,
    ) -> Result<(), Vec<Violation>> {
        let state = match step {
            Step::PlaceOnAgenda { .. } => SittingState::Published,
            Step::RecordVote { .. } => SittingState::Open,
            _ => SittingState::Closed,
        };
        let held_on = match &step {
            Step::DecideAdmissibility { decided_on, .. } => *decided_on,
            _ => day,
        };
        let facts = Facts {
            bodies: self.rules.law.bodies.value,
            committee: CommitteeFacts {
                seats: self.rules.pre_check_seats,
                stands: BeforeCommittee::OnRound(RoundFacts {
                    held_on,
                    voting: self.rules.pre_check_seats,
                    recused: 0,
                }),
            },
            sitting: Some(SittingFacts { state, ..sitting.clone() }),
            notice_released: self.outcomes.iter().any(|it| it.0.releases_notice()),
            ..Facts::default()
        };
        let outcome = take(&self.case, &facts, step, self.by, (day, self.rules))?;
        self.case = outcome.case().clone();
        let now = moment(day, self.rng.u32(0..480));
        self.outcomes.push((outcome, now));
        Ok(())
    }

    /// The step that leads to the fate from here, and how many days it takes.
    fn next(&mut self, sitting: &SittingFacts) -> (Step, u64) {
        let checked = self.case.persons.iter().all(|it| self.case.is_checked(it));
        let other =
            matches!(self.fate, Fate::EndsOtherwise(_)) && self.case.stage >= Stage::Admitted;
        match self.case.stage {
            _ if other && self.case.any(|it| !it.is_ended()) => (self.end_otherwise(), 9),
            Stage::Received => (Step::BeginAdmissibility, self.rng.u64(1..6)),
            Stage::Admissibility if !checked => (self.findings(), self.rng.u64(1..9)),
            Stage::Admissibility => (self.admission(), self.rng.u64(3..15)),
            Stage::Admitted => (Step::RequestStatement(Inquiry::default()), 1),
            Stage::StatementRequested => (self.statement(), self.rng.u64(15..45)),
            Stage::Ready => (Step::PlaceOnAgenda { sitting: sitting.id }, 0),
            Stage::OnAgenda => (self.vote(sitting), 0),
            Stage::Decided if self.case.any(|it| it == Standing::Ersuchen) => {
                (Step::SendErsuchen, 2)
            }
            Stage::Decided => (Step::SendNoRequest, 2),
            Stage::AwaitingAuthority | Stage::Closing if self.owes_notice() => {
                (Step::ReleaseNotice, 1)
            }
            Stage::AwaitingAuthority => (self.final_decision(), self.rng.u64(20..60)),
            Stage::Closing | Stage::Filed => (Step::File, self.rng.u64(3..20)),
        }
    }

    fn owes_notice(&self) -> bool {
        self.case.any(Standing::is_decided)
            && !self.outcomes.iter().any(|it| it.0.releases_notice())
    }

    fn findings(&mut self) -> Step {
        let present = match self.fate {
            Fate::NotAdmitted => {
                Some(*pick(self.rng, &[Ground::NotObligedToLeave, Ground::SeriousOffences]))
            }
            _ => None,
        };
        let entry = |person: PersonId, ground: Ground| {
            let there = present == Some(ground);
            let finding = if there { Finding::Present } else { Finding::Absent };
            let note = if there { "Auskunft der Ausländerbehörde" } else { "" };
            FindingEntry::of(person, ground, finding, note)
        };
        let persons = self.case.persons.iter();
        let grounds = self.case.catalogue.grounds();
        let entries = persons
            .flat_map(|it| grounds.iter().map(move |ground| entry(it.id, *ground)))
            .collect();
        Step::RecordFindings { entries }
    }

    fn admission(&self) -> Step {
        let admit = self.fate != Fate::NotAdmitted;
        if self.outcomes.len() < 3 {
            let proposal = if admit { Proposal::Admit } else { Proposal::DoNotAdmit };
            let reasons = "Nach Prüfung der Unterlagen.".to_owned();
            return Step::ProposeAdmissibility { proposal, reasons };
        }
        let seats = self.rules.pre_check_seats;
        let (yes, no) = if admit { (seats, 0) } else { (0, seats) };
        Step::DecideAdmissibility {
            body: Body::PreCheckCommittee,
            decided_on: self.last_day(),
            votes: vec![AdmissionVote {
                persons: self.case.ids_where(|it| it.standing == Standing::Open),
                totals: counted(seats, yes, no),
                deviation: None,
            }],
        }
    }

    fn statement(&mut self) -> Step {
        let on = self.last_day();
        let position = *pick(self.rng, Position::ALL);
        let text = "Die Ausländerbehörde nimmt wie folgt Stellung.";
        Step::RecordStatement(Statement::brief(on, position, text))
    }

    fn vote(&mut self, sitting: &SittingFacts) -> Step {
        let present = sitting.present;
        let carried = match self.fate {
            Fate::NoRequest => false,
            Fate::Ersuchen => true,
            _ => self.rng.bool(),
        };
        let most = present / 2 + 1 + self.rng.u16(0..present - present / 2);
        let (yes, no) = if carried { (most, present - most) } else { (present - most, most) };
        let advice = !carried && self.rng.f32() < 0.2;
        Step::RecordVote {
            persons: self.case.to_be_decided(),
            totals: counted(present, yes, no),
            reasons: "Dringende humanitäre Gründe sind nachgewiesen.".to_owned(),
            recommendation: advice.then(|| Recommendation {
                totals: counted(present, present, 0),
                text: "Eine Aufenthaltserlaubnis nach § 25b AufenthG zu prüfen.".to_owned(),
            }),
        }
    }

    fn final_decision(&mut self) -> Step {
        let persons = self.case.ids_where(|it| it.standing == Standing::Ersuchen);
        let follows = self.rng.f32() < 0.85;
        let (followed, not_followed) =
            if follows { (persons, Vec::new()) } else { (Vec::new(), persons) };
        Step::RecordFinalDecision(FinalDecision {
            decided_on: self.last_day(),
            followed,
            not_followed,
            reasons: "Mitteilung der Ausländerbehörde.".to_owned(),
            titles: Vec::new(),
        })
    }

    fn end_otherwise(&self) -> Step {
        let ending = match self.fate {
            Fate::EndsOtherwise(ending) => ending,
            _ => OtherEnding::Withdrawn,
        };
        Step::EndOtherwise {
            persons: self.case.ids_where(|it| !it.standing.is_ended()),
            ending,
            ended_on: self.last_day(),
            evidence: "Mitteilung der Ausländerbehörde".to_owned(),
            document: None,
            handed_to: "Härtefallkommission Niedersachsen".to_owned(),
        }
    }
}

/// Counts that add up by construction: `no` is what is left.
fn counted(present: u16, yes: u16, no: u16) -> Totals {
    Totals::new(present, 0, yes, no, present - yes - no)
        .unwrap_or_else(|_| unreachable!("the three add up to present"))
}

/// A minute of an office day.
pub(super) fn moment(day: NaiveDate, minute: u32) -> Now {
    let time = NaiveTime::from_hms_opt(8 + minute / 60, minute % 60, 0).unwrap_or_default();
    let local = Berlin.from_local_datetime(&day.and_time(time)).earliest();
    Now::from(local.map_or_else(|| day.and_time(time).and_utc(), |it| it.to_utc()))
}
