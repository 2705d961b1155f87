//! Telling a case its story through the same acts that the pages use.

use chrono::{NaiveDate, NaiveTime, TimeZone as _};
use chrono_tz::Europe::Berlin;
use diesel::PgConnection;

use super::fresh_id;
use crate::{
    Now, Problem, acts,
    procedure::{
        Actor, AdmissionVote, Body, Case, CaseId, CommitteeRoundId, FinalDecision, Finding,
        FindingEntry, GrantedTitle, Ground, Inquiry, Intention, PersonId, Position, Proposal,
        Recommendation, Registration, RoundStep, SittingId, SittingStep, Standing, Statement, Step,
        TitleCondition, Totals,
    },
    storage::{self, Holder},
};

/// A day of the story. The dates are written in this folder, so they exist.
pub(super) fn day(iso: &str) -> NaiveDate {
    iso.parse().unwrap_or(NaiveDate::MIN)
}

/// A moment of an office day.
pub(super) fn at(on: NaiveDate, hour: u32, minute: u32) -> Now {
    let time = NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default();
    let local = Berlin.from_local_datetime(&on.and_time(time)).earliest();
    Now::from(local.map_or_else(|| on.and_time(time).and_utc(), |it| it.to_utc()))
}

/// Who acts in the demo.
pub(super) struct Cast {
    pub clerk: Actor,
    pub chair: Actor,
    pub committee: Actor,
}

pub(super) struct Story<'a> {
    pub conn: &'a mut PgConnection,
    pub cast: &'a Cast,
}

/// A vote of the commission in the story.
pub(super) struct Ballot<'a> {
    pub yes: u16,
    pub no: u16,
    pub reasons: &'a str,
    /// Wording of an Empfehlung that everybody present votes for.
    pub advice: Option<&'a str>,
}

impl Story<'_> {
    pub(super) fn register(
        &mut self,
        id: CaseId,
        registration: Registration,
        now: Now,
    ) -> Result<CaseId, Problem> {
        acts::register(self.conn, &self.cast.clerk, id, registration, now)
    }

    fn step(&mut self, by: &Actor, case: CaseId, step: Step, now: Now) -> Result<(), Problem> {
        let version = self.case(case)?.version;
        acts::take_step(self.conn, by, (case, version), step, now).map(drop)
    }

    pub(super) fn by_clerk(&mut self, case: CaseId, step: Step, now: Now) -> Result<(), Problem> {
        let clerk = self.cast.clerk.clone();
        self.step(&clerk, case, step, now)
    }

    fn case(&mut self, id: CaseId) -> Result<Case, Problem> {
        Ok(storage::find_case(self.conn, id)?.case)
    }

    /// Opens the Vorprüfung and records every ground as absent but those in `present`.
    pub(super) fn check(
        &mut self,
        case: CaseId,
        present: &[(usize, Ground, &str)],
        now: Now,
    ) -> Result<(), Problem> {
        self.by_clerk(case, Step::BeginAdmissibility, now)?;
        let Case { persons, catalogue, .. } = self.case(case)?;
        let entry = |(position, person): (usize, PersonId), ground: Ground| {
            let found = present.iter().find(|it| (it.0, it.1) == (position, ground));
            let finding = if found.is_some() { Finding::Present } else { Finding::Absent };
            FindingEntry::of(person, ground, finding, found.map_or("", |it| it.2))
        };
        let numbered = persons.iter().enumerate();
        let entries = numbered
            .flat_map(|(at, it)| {
                catalogue.grounds().iter().map(move |ground| ((at, it.id), *ground))
            })
            .map(|(person, ground)| entry(person, ground))
            .collect();
        self.by_clerk(case, Step::RecordFindings { entries }, now)
    }

    pub(super) fn propose(&mut self, case: CaseId, admit: bool, now: Now) -> Result<(), Problem> {
        let proposal = if admit { Proposal::Admit } else { Proposal::DoNotAdmit };
        let reasons = "Die Voraussetzungen sind geprüft, siehe Befunde.".to_owned();
        self.by_clerk(case, Step::ProposeAdmissibility { proposal, reasons }, now)
    }

    /// A round of the committee with these cases, as the chair publishes it.
    pub(super) fn convene(
        &mut self,
        cases: &[CaseId],
        (held_on, place): (NaiveDate, &str),
        now: Now,
    ) -> Result<CommitteeRoundId, Problem> {
        let plan = acts::RoundPlan {
            id: CommitteeRoundId(fresh_id()),
            held_on,
            starts_at: NaiveTime::from_hms_opt(14, 0, 0).unwrap_or_default(),
            place: place.to_owned(),
        };
        let id = acts::plan_round(self.conn, &self.cast.clerk, &plan, now)?;
        for case in cases {
            acts::add_to_round(self.conn, &self.cast.clerk, (id, *case), now)?;
        }
        self.round_step(id, RoundStep::Publish, now)?;
        Ok(id)
    }

    fn round_step(
        &mut self,
        id: CommitteeRoundId,
        step: RoundStep,
        now: Now,
    ) -> Result<(), Problem> {
        let seen = storage::find_round(self.conn, id)?.version;
        acts::take_round_step(self.conn, &self.cast.chair, (id, seen), step, now).map(drop)
    }

    /// The committee meets about one case and is of one mind.
    pub(super) fn meet(
        &mut self,
        case: CaseId,
        (admit, deviation): (bool, Option<&str>),
        now: Now,
    ) -> Result<(), Problem> {
        self.vote_in_committee(case, (if admit { 3 } else { 0 }, deviation), now)
    }

    /// The committee is divided about everybody, and the commission has to decide.
    pub(super) fn hand_over(&mut self, case: CaseId, now: Now) -> Result<(), Problem> {
        self.vote_in_committee(case, (1, None), now)
    }

    /// All of the three seats vote, so many of them for the Annahme of everybody.
    fn vote_in_committee(
        &mut self,
        case: CaseId,
        (yes, deviation): (u16, Option<&str>),
        now: Now,
    ) -> Result<(), Problem> {
        let round = self.convene(&[case], (now.today, "Telefonkonferenz"), now)?;
        let vote = AdmissionVote {
            persons: self.case(case)?.ids_where(|it| it.standing == Standing::Open),
            totals: Totals::new(3, 0, yes, 3 - yes, 0)?,
            deviation: deviation.map(str::to_owned),
        };
        let step = Step::DecideAdmissibility {
            body: Body::PreCheckCommittee,
            decided_on: now.today,
            votes: vec![vote],
        };
        let committee = self.cast.committee.clone();
        self.step(&committee, case, step, now)?;
        self.round_step(round, RoundStep::Close, now)
    }

    pub(super) fn request_statement(&mut self, case: CaseId, now: Now) -> Result<(), Problem> {
        let questions = "Steht ein Termin der Rückführung fest?\nIst die Identität geklärt?";
        self.by_clerk(case, Step::RequestStatement(Inquiry::of(questions)), now)
    }

    pub(super) fn statement(
        &mut self,
        case: CaseId,
        (position, text): (Position, &str),
        now: Now,
    ) -> Result<(), Problem> {
        let statement = Statement::brief(now.today, position, text);
        self.by_clerk(case, Step::RecordStatement(statement), now)
    }

    pub(super) fn plan(
        &mut self,
        id: SittingId,
        held_on: NaiveDate,
        now: Now,
    ) -> Result<(), Problem> {
        let plan = acts::Plan {
            id,
            held_on,
            starts_at: NaiveTime::from_hms_opt(10, 0, 0).unwrap_or_default(),
            place: "Düsseldorf, Völklinger Str. 4, Raum 217".to_owned(),
            secretary: "Sabine Brandt".to_owned(),
        };
        acts::plan_sitting(self.conn, &self.cast.clerk, &plan, now).map(drop)
    }

    pub(super) fn place(
        &mut self,
        case: CaseId,
        sitting: SittingId,
        now: Now,
    ) -> Result<(), Problem> {
        self.by_clerk(case, Step::PlaceOnAgenda { sitting }, now)
    }

    pub(super) fn sitting_step(
        &mut self,
        id: SittingId,
        step: SittingStep,
        now: Now,
    ) -> Result<(), Problem> {
        let seen = storage::find_sitting(self.conn, id)?.version;
        acts::take_sitting_step(self.conn, &self.cast.chair, (id, seen), step, now).map(drop)
    }

    /// All members come, on time.
    pub(super) fn everybody_comes(&mut self, id: SittingId, now: Now) -> Result<u16, Problem> {
        let seats = storage::seats_on(self.conn, now.today)?;
        let time = NaiveTime::from_hms_opt(10, 0, 0).unwrap_or_default();
        for seat in &seats {
            let movement = (acts::Movement::Arrives(Holder::Member), time);
            acts::record_attendance(self.conn, &self.cast.clerk, (id, seat.id), movement, now)?;
        }
        u16::try_from(seats.len()).map_err(|it| Problem::Broken(it.into()))
    }

    /// The commission votes about some persons of a case, by their position.
    pub(super) fn vote(
        &mut self,
        case: CaseId,
        positions: &[usize],
        (present, ballot): (u16, &Ballot),
        now: Now,
    ) -> Result<(), Problem> {
        let persons = self.case(case)?.persons;
        let ids = positions.iter().filter_map(|at| persons.get(*at)).map(|it| it.id).collect();
        let abstain = present.saturating_sub(ballot.yes + ballot.no);
        let recommendation = match ballot.advice {
            Some(text) => Some(Recommendation {
                totals: Totals::new(present, 0, present, 0, 0)?,
                text: text.to_owned(),
            }),
            None => None,
        };
        let step = Step::RecordVote {
            persons: ids,
            totals: Totals::new(present, 0, ballot.yes, ballot.no, abstain)?,
            reasons: ballot.reasons.to_owned(),
            recommendation,
        };
        self.by_clerk(case, step, now)
    }

    /// The authority follows the Ersuchen for everybody for whom it was made.
    pub(super) fn authority_follows(&mut self, case: CaseId, now: Now) -> Result<(), Problem> {
        let followed = self.case(case)?.ids_where(|it| it.standing == Standing::Ersuchen);
        let intention = Intention {
            reported_on: now.today,
            reasons: String::new(),
            follows: None,
            followed: followed.clone(),
            not_followed: Vec::new(),
            before_deciding: Some(true),
        };
        self.by_clerk(case, Step::RecordIntention(intention), now)?;
        let title = |person: &PersonId| GrantedTitle {
            basis: "§ 23a AufenthG".to_owned(),
            valid_from: Some(now.today),
            conditions: vec![TitleCondition::Livelihood],
            ..GrantedTitle::unknown(*person)
        };
        let titles = followed.iter().map(title).collect();
        let step = Step::RecordFinalDecision(FinalDecision {
            decided_on: now.today,
            followed,
            not_followed: Vec::new(),
            reasons: "Aufenthaltserlaubnisse nach § 23a AufenthG erteilt.".to_owned(),
            titles,
        });
        self.by_clerk(case, step, now)
    }

    /// Notes the letters as sent and files the case.
    pub(super) fn send_and_file(&mut self, case: CaseId, now: Now) -> Result<(), Problem> {
        acts::mark_letters_sent(self.conn, &self.cast.clerk, case, now)?;
        self.by_clerk(case, Step::File, now)
    }

    pub(super) fn release_notices(&mut self, id: SittingId, now: Now) -> Result<(), Problem> {
        acts::release_notices(self.conn, &self.cast.chair, id, now).map(drop)
    }
}
