use std::collections::BTreeSet;

use chrono::NaiveDate;
use hfk::procedure::{Stage as At, Standing::*, *};

use super::{DONE, Lawful, Model, Who, each_once, only, said};
use crate::procedure::journey::GROUNDS;

/// § 6(3): the majority of those present, so that an abstention works as a no and a tie fails.
fn carries(totals: Totals) -> bool {
    totals.yes() * 2 > totals.present()
}

/// § 6(2): at least half.
fn is_quorum(present: u16, seats: u16) -> bool {
    seats > 0 && present * 2 >= seats
}

/// What a body can come to.
enum Verdict {
    Admits,
    Refuses,
    /// The commission decides.
    HandsOver,
}

/// § 3(3): two of the three seats admit, only all three refuse; in between the commission decides.
fn verdict(body: Body, totals: Totals) -> Option<Verdict> {
    let voting = totals.present() + totals.recused();
    match body {
        Body::PreCheckCommittee if voting > 3 || totals.present() == 0 => None,
        Body::PreCheckCommittee if totals.yes() >= 2 => Some(Verdict::Admits),
        Body::PreCheckCommittee if totals.no() == 3 => Some(Verdict::Refuses),
        Body::PreCheckCommittee => Some(Verdict::HandsOver),
        Body::Commission if carries(totals) => Some(Verdict::Admits),
        Body::Commission => Some(Verdict::Refuses),
        Body::Chair => None,
    }
}

impl Model {
    /// What nobody waits for any more stands on no agenda.
    pub(super) fn leave_agenda_where_nobody_waits(&mut self) {
        if self.at < At::OnAgenda && !self.any(Who::awaits_admission) {
            self.sitting = None;
        }
    }

    pub(super) fn take(&mut self, step: &Step, facts: &Facts) -> Lawful {
        match step {
            Step::BeginAdmissibility => self.moves(At::Received, At::Admissibility),
            Step::RecordFindings { entries } => self.find(entries),
            Step::ProposeAdmissibility { reasons, .. } => {
                self.stands_at(&[At::Admissibility]).and(said(reasons))
            }
            Step::DecideAdmissibility { body, decided_on, votes } => {
                match body {
                    Body::Chair => return None,
                    Body::PreCheckCommittee => Self::committee_meets(*decided_on, facts)?,
                    Body::Commission => self.commission_sits(*decided_on, votes, facts)?,
                }
                self.happened(*decided_on).and(self.decide_on_admission(*body, votes, facts))
            }
            // Only now, after the Annahme.
            Step::RequestStatement(_) => {
                self.stands_at(&[At::Admitted]).and_then(|()| self.ask_the_authority())
            }
            Step::RecordStatement(it) => {
                self.deadline = None;
                self.hear(it).and(self.moves(At::StatementRequested, At::Ready))
            }
            Step::AddStatement(it) => self.stands_at(&[At::Ready, At::OnAgenda]).and(self.hear(it)),
            Step::RemindAuthority => self.remind(facts),
            Step::PlaceOnAgenda { sitting } => self.put_on_the_agenda(*sitting, facts),
            Step::TakeOffAgenda { reasons } => said(reasons).and(self.leave_the_agenda()),
            Step::RecordVote { persons, totals, reasons, recommendation } => {
                self.vote((persons, *totals, reasons, recommendation.as_ref()), facts)
            }
            Step::Adjourn { to_clarify } => {
                said(to_clarify).and(self.open_sitting(facts))?;
                self.leave_the_agenda()
            }
            Step::Reinquire(it) => self.inquire_further(it, facts),
            Step::SendErsuchen => self.tell_the_authority(true),
            Step::SendNoRequest => self.tell_the_authority(false),
            Step::ReleaseNotice => self.release_notice(facts),
            Step::RecordIntention(it) => self.hear_intention(it),
            Step::RecordFinalDecision(it) => self.hear_decision(it),
            Step::RequestDocuments { documents, .. } => self.ask_for(documents),
            Step::ChangeDeadline { change, reason } => said(reason).and(self.reset(*change)),
            Step::ChangeAuthority(to) => said(&to.reasons).and(self.change_authority(to)),
            Step::ChangeUrgency { urgent, reason } => said(reason).and(self.hurry(*urgent)),
            Step::EndOtherwise { persons, ending, ended_on, evidence, handed_to, .. } => {
                self.happened(*ended_on).and(said(evidence))?;
                self.end_otherwise(persons, *ending, handed_to)
            }
            Step::File => self.file(facts),
            Step::Reopen { received_on, urgent, persons, news, .. } => {
                said(news).and(self.happened(*received_on)).and(only(!facts.reopening_barred))?;
                (self.received_on, self.urgent) = (*received_on, *urgent);
                self.begin_again(persons)
            }
            Step::TakeBack(it) => said(&it.reason).and(self.take_back(it, facts)),
        }
    }

    /// The last that holds, while no letter of it has left the house; not what another act corrects,
    /// nor what happened on the agenda of a sitting that is over.
    fn take_back(&mut self, it: &TakeBack, facts: &Facts) -> Lawful {
        let (action, before) = self.past.pop()?;
        let last = facts.last_step.as_ref()?;
        only(!last.letter_left && last.taken_back(it.reason.clone()).as_ref() == Some(it))?;
        let returns = |it: &Self| {
            let known = |who: &Who| who.grounds.contains_key(&Ground::ReturnDateSet);
            it.persons.iter().map(known).collect::<Vec<_>>()
        };
        only(match action {
            Step::Reopen { .. } | Step::ReleaseNotice | Step::ChangeAuthority(_) => false,
            Step::RecordFindings { .. } => returns(self) == returns(&before),
            _ => true,
        })?;
        let ahead = [SittingState::Planned, SittingState::Published, SittingState::Open];
        let on_agenda = self.is_on_an_agenda() || before.is_on_an_agenda();
        only(!on_agenda || last.sitting.is_some_and(|it| ahead.contains(&it)))?;
        let past = std::mem::take(&mut self.past);
        *self = Self { past, letters: Vec::new(), ..before };
        DONE
    }

    /// § 5. Before and after the check only a return date becomes known; it makes an Eilfall.
    fn find(&mut self, entries: &[FindingEntry]) -> Lawful {
        let checks = (At::Admissibility..=At::OnAgenda).contains(&self.at);
        for it in entries {
            let who = self.persons.iter_mut().find(|who| who.id == it.person)?;
            let secret = it.ground == Ground::ReturnDateSet;
            let present = it.finding == Finding::Present;
            only(checks || secret && self.at < At::Filed)?;
            // § 97a AufenthG: of a return date nothing but that it stands.
            only(if secret { !it.is_proven() } else { !present || it.is_proven() })?;
            self.urgent |= secret && present && who.runs();
            match it.finding {
                Finding::NotChecked => who.checked.remove(&it.ground),
                _ => who.checked.insert(it.ground),
            };
            if present {
                who.grounds.entry(it.ground).or_insert(false);
            } else {
                who.grounds.remove(&it.ground);
            }
        }
        only(self.at < At::Filed && !entries.is_empty())
    }

    /// § 3(3): on the day of its round.
    fn committee_meets(on: NaiveDate, facts: &Facts) -> Lawful {
        match facts.committee.stands {
            BeforeCommittee::OnRound(it) => only(it.held_on == on),
            BeforeCommittee::NotYet | BeforeCommittee::HandedOver => None,
        }
    }

    /// § 6: in the sitting on whose agenda the case stands, with a quorum, by everybody in the room.
    fn commission_sits(&self, on: NaiveDate, votes: &[AdmissionVote], facts: &Facts) -> Lawful {
        only(self.is_on_an_agenda())?;
        let room = self.open_sitting(facts)?;
        only(room.held_on == on && is_quorum(room.present, room.seats))?;
        only(facts.findings_stale == 0)?;
        let counted = |it: Totals| (it.present(), it.recused()) == (room.present, room.recused);
        only(votes.iter().all(|it| counted(it.totals)))
    }

    /// § 5: about everybody whose admission is open, when all is checked. A ground of (1) leaves no
    /// choice; to go on in spite of one of (2) needs a reason.
    fn decide_on_admission(&mut self, by: Body, votes: &[AdmissionVote], facts: &Facts) -> Lawful {
        only((At::Admissibility..=At::OnAgenda).contains(&self.at))?;
        self.all_is_checked().and(only(facts.documents_missing == 0))?;
        let asked = self.those(Who::awaits_admission);
        each_once(&asked, votes.iter().flat_map(|it| &it.persons))?;
        for vote in votes {
            let admitted = match verdict(by, vote.totals)? {
                Verdict::Admits => true,
                Verdict::Refuses => false,
                Verdict::HandsOver => continue,
            };
            let reasoned = vote.deviation.as_deref().and_then(said).is_some();
            for who in self.persons.iter_mut().filter(|it| vote.persons.contains(&it.id)) {
                let excluded = who.grounds.keys().any(|it| it.name().starts_with("P5-1"));
                only(!admitted || !excluded && (who.grounds.is_empty() || reasoned))?;
                who.standing = if admitted { Admitted } else { NotAdmitted };
                who.grounds.values_mut().for_each(|answered| *answered |= admitted);
            }
        }
        let told = self.those(|it| asked.contains(&it.id) && it.standing == NotAdmitted);
        self.write(LetterKind::L5a, told.clone());
        self.write(LetterKind::L5b, told);
        self.follow_the_persons()
    }

    /// Every ground, for everybody whose admission is open.
    fn all_is_checked(&self) -> Lawful {
        let checked = |it: &Who| GROUNDS.iter().all(|ground| it.checked.contains(ground));
        only(!self.any(|it| it.awaits_admission() && !checked(it)))
    }

    /// § 3(2): for its statement within six weeks.
    fn ask_the_authority(&mut self) -> Lawful {
        self.write(LetterKind::L4, self.those(Who::runs));
        self.at = At::StatementRequested;
        self.within_weeks(DeadlineKind::Statement, 6);
        DONE
    }

    fn inquire_further(&mut self, it: &Inquiry, facts: &Facts) -> Lawful {
        said(&it.all_questions().concat())?;
        if self.at != At::Ready {
            self.stands_at(&[At::OnAgenda]).and(self.open_sitting(facts))?;
            self.leave_the_agenda()?;
        }
        self.ask_the_authority()
    }

    fn hear(&self, it: &Statement) -> Lawful {
        said(&it.text)
            .and(self.happened(it.received_on))
            .and(only(it.dated_on <= it.received_on))?;
        let named: BTreeSet<_> = it.persons.iter().map(|it| it.person).collect();
        let known = |id: &PersonId| self.persons.iter().any(|it| it.id == *id);
        only(named.len() == it.persons.len() && named.iter().all(known))
    }

    fn remind(&mut self, facts: &Facts) -> Lawful {
        only(facts.deadline_runs_until.is_none())?;
        only(self.deadline.is_none_or(|it| it.rests_since.is_none()))?;
        let letter = match self.at {
            At::StatementRequested => LetterKind::L4,
            At::AwaitingAuthority => LetterKind::L9,
            _ => return None,
        };
        self.write(letter, self.those(Who::runs));
        DONE
    }

    fn put_on_the_agenda(&mut self, sitting: SittingId, facts: &Facts) -> Lawful {
        let ahead = [SittingState::Planned, SittingState::Published, SittingState::Open];
        let it = facts.sitting.as_ref().filter(|it| it.id == sitting)?;
        only(ahead.contains(&it.state) && self.sitting.is_none())?;
        self.sitting = Some(sitting);
        if self.at == At::Ready {
            return self.moves(At::Ready, At::OnAgenda);
        }
        // Before it is ready, for its Annahme alone.
        self.stands_at(&[At::Admissibility, At::Admitted, At::StatementRequested])?;
        self.all_is_checked().and(only(self.any(Who::awaits_admission)))
    }

    /// Before anything is decided.
    fn leave_the_agenda(&mut self) -> Lawful {
        only(self.is_on_an_agenda() && !self.any(Who::is_decided))?;
        self.sitting = None;
        if self.at == At::OnAgenda { self.moves(At::OnAgenda, At::Ready) } else { DONE }
    }

    /// § 6: for one, some or all of the persons; the totals say what was decided.
    fn vote(
        &mut self,
        (persons, totals, reasons, advice): (&[PersonId], Totals, &str, Option<&Recommendation>),
        facts: &Facts,
    ) -> Lawful {
        let room = self.stands_at(&[At::OnAgenda]).and(self.open_sitting(facts))?;
        only(is_quorum(room.present, room.seats) && facts.findings_stale == 0)?;
        let here = (room.present, room.recused);
        let counted = |it: Totals| only((it.present(), it.recused()) == here);
        counted(totals)?;
        each_once(&self.those(|it| it.standing == Admitted && persons.contains(&it.id)), persons)?;
        if let Some(it) = advice {
            counted(it.totals).and(said(&it.text)).and(only(!carries(totals)))?;
        }
        let in_question = self.any(|it| persons.contains(&it.id) && it.is_in_question());
        let result = match carries(totals) {
            true => said(reasons).and(only(!in_question)).map(|()| Ersuchen)?,
            false if advice.is_some_and(|it| carries(it.totals)) => NoRequestRecommended,
            false => NoRequest,
        };
        self.stand(persons, result);
        self.follow_the_persons()
    }

    /// § 7: an Ersuchen is not kept back, and the authority reports within four weeks.
    fn tell_the_authority(&mut self, of_ersuchen: bool) -> Lawful {
        let with = self.those(|it| it.standing == Ersuchen);
        self.stands_at(&[At::Decided]).and(only(of_ersuchen != with.is_empty()))?;
        self.write(LetterKind::L6, with);
        self.write(LetterKind::L7, self.those(Who::is_without_ersuchen));
        if of_ersuchen {
            self.at = At::AwaitingAuthority;
            self.within_weeks(DeadlineKind::AuthorityReply, 4);
        } else {
            self.end();
        }
        DONE
    }

    /// One for everybody about whom was decided, after the sitting and its other letters.
    fn release_notice(&mut self, facts: &Facts) -> Lawful {
        self.stands_at(&[At::AwaitingAuthority, At::Closing])?;
        let sitting = self.sitting_in(facts)?;
        only([SittingState::Closed, SittingState::Approved].contains(&sitting.state))?;
        only(sitting.letters_to_authority_missing == 0 && !facts.notice_released)?;
        let decided = self.those(Who::is_decided);
        only(!decided.is_empty())?;
        self.write(LetterKind::L8, decided);
        DONE
    }

    /// § 7(3): for each person with an Ersuchen, and with reasons where it does not follow.
    fn answer(&self, on: NaiveDate, (yes, no): (&[PersonId], &[PersonId]), why: &str) -> Lawful {
        self.stands_at(&[At::AwaitingAuthority]).and(self.happened(on))?;
        each_once(&self.those(|it| it.standing == Ersuchen), yes.iter().chain(no))?;
        if no.is_empty() { DONE } else { said(why) }
    }

    /// From then on its decision is awaited, for eight weeks.
    fn hear_intention(&mut self, it: &Intention) -> Lawful {
        self.answer(it.reported_on, (&it.followed, &it.not_followed), &it.reasons)?;
        self.within_weeks(DeadlineKind::AuthorityDecision, 8);
        DONE
    }

    fn hear_decision(&mut self, it: &FinalDecision) -> Lawful {
        self.answer(it.decided_on, (&it.followed, &it.not_followed), &it.reasons)?;
        self.stand(&it.followed, Followed);
        self.stand(&it.not_followed, NotFollowed);
        self.end();
        DONE
    }

    fn ask_for(&mut self, documents: &[RequestedDocument]) -> Lawful {
        only(self.at < At::Decided && !documents.is_empty())?;
        let named: Vec<_> = documents.iter().filter_map(|it| it.of.person).collect();
        let running = self.those(Who::runs);
        only(named.iter().all(|it| running.contains(it)))?;
        let of_all = documents.iter().any(|it| it.of.person.is_none());
        let asked = running.into_iter().filter(|it| of_all || named.contains(it)).collect();
        self.write(LetterKind::L3, asked);
        DONE
    }

    /// § 31 VwVfG: to a later working day, also when it is over; what rests goes on first.
    fn reset(&mut self, change: DeadlineChange) -> Lawful {
        use DeadlineChange::{ExtendBy, ExtendTo, Pause, Resume, Withdraw};
        let (Deadline { kind, due_on, rests_since }, today) = (self.deadline?, self.today);
        let calendar = Calendar::default();
        let due_on = match (change, rests_since) {
            (Withdraw, _) => None,
            (Resume, Some(since)) => Some(calendar.working_day_from(due_on + (today - since))),
            (Pause, None) => Some(due_on).filter(|it| *it >= today),
            (ExtendTo(day), None) => Some(calendar.working_day_from(day)).filter(|it| *it > due_on),
            (ExtendBy(period), None) => Some(period.due(due_on, &calendar).on),
            _ => None,
        };
        only(change == Withdraw || due_on.is_some_and(|it| it >= today || change == Resume))?;
        let rests_since = (change == Pause).then_some(today);
        self.deadline = due_on.map(|due_on| Deadline { kind, due_on, rests_since });
        DONE
    }

    /// § 5(1) Nr. 2: it learns of the application, and is asked where another was.
    fn change_authority(&mut self, to: &Competence) -> Lawful {
        only(self.at <= At::Decided && to.since <= self.today && to.authority != self.authority)?;
        self.authority = to.authority;
        self.write(LetterKind::L2, self.those(Who::runs));
        if self.at == At::StatementRequested { self.ask_the_authority() } else { DONE }
    }

    fn hurry(&mut self, urgent: bool) -> Lawful {
        only(self.at < At::Closing && urgent != self.urgent)?;
        self.urgent = urgent;
        DONE
    }

    /// From outside, person by person; an Abgabe is told as such.
    fn end_otherwise(&mut self, persons: &[PersonId], it: OtherEnding, to: &str) -> Lawful {
        let running = self.those(|it| it.runs() && persons.contains(&it.id));
        only(self.at < At::Closing)?;
        each_once(&running, persons)?;
        // On whom the commission has resolved an Ersuchen: that stays, and is told as to all others.
        let resolved = self.those(|it| it.is_decided() && running.contains(&it.id));
        let (told, letter): (Vec<_>, _) = match it {
            OtherEnding::HandedOver => said(to).map(|()| (running.clone(), LetterKind::L10))?,
            _ => (running.clone(), LetterKind::L11),
        };
        self.write(letter, told.into_iter().filter(|it| !resolved.contains(it)).collect());
        self.stand(persons, Other(it));
        self.stand(&resolved, Lapsed(it));
        self.follow_the_persons()
    }

    /// Another round in the same file, for these persons: all is open again.
    fn begin_again(&mut self, persons: &[PersonId]) -> Lawful {
        (self.round, self.sitting) = (self.round + 1, None);
        for it in self.persons.iter_mut().filter(|it| persons.contains(&it.id)) {
            *it = Who::new(it.id, self.round);
        }
        let again = self.those(|_| true);
        each_once(&again, persons)?;
        self.write(LetterKind::L1, again.clone());
        self.write(LetterKind::L2, again);
        self.moves(At::Filed, At::Received)
    }

    /// A case goes on while somebody waits for the commission; what that has resolved goes to the
    /// authority; and when the procedure runs for nobody any more, the case ends.
    fn follow_the_persons(&mut self) -> Lawful {
        let waits = self.any(|it| it.standing == Admitted);
        match self.at {
            // Nobody goes on before it is decided about everybody.
            At::Admissibility if self.any(|it| it.standing == Open) => (),
            At::Admissibility if waits => self.at = At::Admitted,
            At::OnAgenda | At::Decided if !waits && self.any(Who::concerns_the_authority) => {
                self.at = At::Decided;
            }
            _ if !self.any(Who::runs) => self.end(),
            _ => (),
        }
        DONE
    }

    /// It waits for nobody any more and hurries no one.
    fn end(&mut self) {
        let voted = self.any(Who::is_decided);
        self.sitting = self.sitting.filter(|_| voted || self.at > At::OnAgenda);
        (self.at, self.deadline, self.urgent) = (At::Closing, None, false);
    }

    /// When every letter has left the house, the notice among them.
    fn file(&mut self, facts: &Facts) -> Lawful {
        only(facts.letters_outstanding == 0)?;
        only(facts.notice_released || !self.any(Who::is_decided))?;
        self.moves(At::Closing, At::Filed)
    }
}
