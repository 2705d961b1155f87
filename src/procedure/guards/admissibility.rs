use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{Guard, is_blank};
use crate::procedure::{
    Actor, AdmissionVote, BeforeCommittee, Body, Case, Facts, Finding, FindingEntry, Person,
    RuleSet, SittingFacts, Tier, Totals, Violation,
};

/// § 5: findings and admission.
impl Guard<'_> {
    pub(super) fn findings(&mut self, entries: &[FindingEntry], today: NaiveDate) {
        self.when(entries.is_empty(), || Violation::NothingFound);
        self.days_of_findings(entries, today);
        let late = entries.iter().any(|it| !self.case.stage.takes_finding(it.ground));
        self.when(late, || Violation::OnlyReturnDate);
        let catalogue = self.case.catalogue;
        let foreign = entries.iter().any(|it| !catalogue.grounds().contains(&it.ground));
        self.when(foreign, || Violation::NotOfThisCatalogue(catalogue));
        for entry in entries {
            self.when(self.case.person(entry.person).is_none(), || Violation::NotOfThisCase);
            let secret = entry.ground.is_return_date();
            let another_day = |it: Option<NaiveDate>| it.is_some_and(|it| it != today);
            let dated = another_day(entry.found_on) || another_day(entry.removed_on);
            self.when(secret && (dated || self.says_more(entry)), || {
                Violation::ReturnDateInFinding
            });
            let unproven = entry.finding == Finding::Present && !entry.is_proven();
            self.when(unproven && !secret, || Violation::FindingNeedsNote(entry.ground));
            self.not_too_long(&entry.note, "Fundstelle");
            self.not_longer_than(FindingEntry::MAX_SOURCE, &entry.source, "Quelle");
        }
    }

    /// Whether it says anything but the finding that was not said before (§ 97a AufenthG).
    fn says_more(&self, entry: &FindingEntry) -> bool {
        let known = self.case.person(entry.person).and_then(|it| it.findings.get(&entry.ground));
        let noted = known.map_or("", |it| it.note.as_str());
        let note = !is_blank(&entry.note) && entry.note != noted;
        note || !is_blank(&entry.source) || entry.evidence.is_some()
    }

    fn days_of_findings(&mut self, entries: &[FindingEntry], today: NaiveDate) {
        // Many findings share a day, and one sentence about it is enough.
        let days: BTreeSet<_> =
            entries.iter().flat_map(|it| [it.found_on, it.removed_on]).flatten().collect();
        for it in days {
            self.happened(it, today);
        }
        for entry in entries.iter().filter(|it| it.removed_on.is_some()) {
            let ground = entry.ground;
            self.when(!ground.is_curable(), || Violation::GroundStays(ground));
            let was = self.case.person(entry.person).and_then(|it| it.findings.get(&ground));
            let was_there =
                was.is_some_and(|it| it.finding == Finding::Present || it.removed_on.is_some());
            let gone = entry.finding == Finding::Absent && was_there;
            self.when(!gone, || Violation::GroundWasNotThere(ground));
        }
    }

    /// After the Annahme it is decided again only where a ground has appeared since.
    pub(super) fn somebody_awaits_admission(&mut self) {
        let nobody = self.case.awaiting_admission().is_empty();
        self.when(nobody, || Violation::NoGroundSinceAdmission);
    }

    pub(super) fn all_grounds_checked(&mut self) {
        let checked = self.case.awaits_only_the_decision();
        self.when(!checked, || Violation::GroundsUnchecked);
    }

    pub(super) fn admission(&mut self, body: Body, votes: &[AdmissionVote], rules: &RuleSet) {
        self.each_once(self.case.awaiting_admission(), votes.iter().flat_map(|it| &it.persons));
        let stranger = !rules.law.bodies.value.contains(&body);
        self.when(stranger, || Violation::NoSuchBody(body));
        for vote in votes {
            if body != Body::Commission {
                self.has_so_many_seats(body, vote.totals, rules);
            }
            match vote.admits(body, rules) {
                None if body == Body::Chair => self.found.push(Violation::ChairDoesNotAdmit),
                Some(false) if body == Body::Chair => self.has_ground(vote),
                Some(true) => self.may_be_admitted(vote),
                // Without a decision the committee hands the case over.
                Some(false) | None => (),
            }
        }
    }

    /// The commission decides in the sitting on whose agenda the case stands, by those in the room
    /// (§ 3(3), § 6).
    pub(super) fn commission_decided(
        &mut self,
        on: NaiveDate,
        votes: &[AdmissionVote],
        today: NaiveDate,
    ) {
        let Some(SittingFacts { held_on, .. }) = self.sitting() else { return };
        let (day, possible) = (*held_on, self.case.day_obstacles(on, today).is_empty());
        self.when(on != day && possible, || Violation::SittingOnAnotherDay(day));
        for vote in votes {
            self.matches_attendance(vote.totals);
        }
    }

    /// The committee decides in a round, by the seats that take part in this case.
    pub(super) fn committee_decided(
        &mut self,
        on: NaiveDate,
        votes: &[AdmissionVote],
        (today, rules): (NaiveDate, &RuleSet),
    ) {
        let BeforeCommittee::OnRound(round) = self.facts.committee.stands else { return };
        let day = round.held_on;
        let possible = self.case.day_obstacles(on, today).is_empty();
        self.when(on != day && possible, || Violation::RoundOnAnotherDay(day));
        for totals in votes.iter().map(|it| it.totals) {
            let (voting, given) = (round.voting, totals.present());
            let on_seats = given <= rules.pre_check_seats;
            self.when(given > voting && on_seats, || Violation::MoreVotesThanSeats {
                voting,
                given,
            });
            self.when(given == 0, || Violation::NobodyVoted);
        }
    }

    /// In Niedersachsen (§ 5) the chair alone ends a procedure only for a ground of the catalogue.
    fn has_ground(&mut self, vote: &AdmissionVote) {
        let persons = vote.persons.iter().filter_map(|it| self.case.person(*it));
        let without =
            |it: &Person| Tier::ALL.iter().all(|at| it.grounds_present(*at).next().is_none());
        let groundless = persons.filter(|it| without(it)).count() > 0;
        self.when(groundless, || Violation::ChairNeedsGround);
    }

    /// No more voted than the body has seats.
    fn has_so_many_seats(&mut self, body: Body, totals: Totals, rules: &RuleSet) {
        let seats = if body == Body::Chair { 1 } else { rules.pre_check_seats };
        let given = totals.present().saturating_add(totals.recused());
        self.when(given > seats, || Violation::TooManySeats { body, seats, given });
    }

    /// § 5(1) leaves no choice; § 5(2) asks why the body goes on all the same.
    fn may_be_admitted(&mut self, vote: &AdmissionVote) {
        let reasoned = vote.deviation.as_ref().is_some_and(|it| !is_blank(it));
        for person in vote.persons.iter().filter_map(|it| self.case.person(*it)) {
            self.found
                .extend(person.grounds_present(Tier::Excluded).map(Violation::ExcludedByGround));
            let rule = person.grounds_present(Tier::ShouldBeExcluded).filter(|_| !reasoned);
            self.found.extend(rule.map(Violation::DeviationMissing));
        }
        self.not_too_long(vote.deviation.as_deref().unwrap_or(""), "Abweichung");
    }
}

/// Why none of the bodies whose decisions this user records can decide now: what keeps each.
pub(in crate::procedure) fn no_body_decides(
    case: &Case,
    facts: &Facts,
    by: &Actor,
) -> Vec<Violation> {
    let own = facts.bodies.iter().filter(|it| by.hat(it.recorded_by()).is_some());
    let kept: Vec<_> = own.map(|it| body_obstacles(*it, case, facts)).collect();
    if kept.iter().any(Vec::is_empty) { Vec::new() } else { kept.concat() }
}

/// What keeps a body from deciding on the admission in a case, whatever it counts.
pub fn body_obstacles(body: Body, case: &Case, facts: &Facts) -> Vec<Violation> {
    match body {
        Body::Chair => Vec::new(),
        Body::PreCheckCommittee => committee_obstacles(facts),
        Body::Commission => commission_obstacles(case, facts),
    }
}

/// § 6: the commission decides in a sitting, with a quorum, on grounds that were looked at again.
fn commission_obstacles(case: &Case, facts: &Facts) -> Vec<Violation> {
    if case.agenda_item().is_none() {
        return vec![Violation::CommissionDecidesInSitting];
    }
    let mut guard = Guard::new(case, facts);
    guard.sitting_is_open();
    guard.quorum_is_present();
    guard.findings_are_fresh();
    guard.found
}

/// What keeps the committee from deciding on a case, whatever it counts.
pub fn committee_obstacles(facts: &Facts) -> Vec<Violation> {
    match facts.committee.stands {
        BeforeCommittee::OnRound(_) => Vec::new(),
        BeforeCommittee::HandedOver => vec![Violation::HandedOver],
        BeforeCommittee::NotYet if facts.committee.seats == 0 => vec![Violation::NoCommittee],
        BeforeCommittee::NotYet => vec![Violation::NotOnARound],
    }
}
