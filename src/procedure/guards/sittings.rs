use std::collections::BTreeSet;

use super::{Guard, is_blank};
use crate::procedure::{
    PersonId, Recommendation, RuleSet, SittingFacts, SittingState, Stage, Tier, Totals, Violation,
};

/// § 6: sittings and votes.
impl Guard<'_> {
    /// A case is put on one agenda, as ready for its vote; or before that for its Annahme, as soon
    /// as nothing but the decision is missing.
    pub(super) fn can_come_to_a_sitting(&mut self) {
        self.when(self.case.agenda_item().is_some(), || Violation::OnAnAgenda);
        if self.case.stage == Stage::Ready {
            return;
        }
        if self.case.awaiting_admission().is_empty() {
            self.found.push(Violation::StatementMissing);
        } else {
            self.all_grounds_checked();
        }
    }

    pub(super) fn agenda_takes_items(&mut self, sitting: Option<&SittingFacts>) {
        match sitting {
            None => self.found.push(Violation::NoSitting),
            Some(it) => self.when(!it.state.takes_items(), || Violation::AgendaClosed(it.state)),
        }
    }

    pub(super) fn sitting_is_open(&mut self) {
        let needed = SittingState::Open;
        match self.sitting() {
            None => self.found.push(Violation::NoSitting),
            Some(it) => {
                self.when(it.state != needed, || Violation::SittingNot { is: it.state, needed });
            }
        }
    }

    /// § 6(2). Nobody is present before the sitting is open, which is said already.
    pub(super) fn quorum_is_present(&mut self) {
        let open = self.sitting().filter(|it| it.state == SittingState::Open);
        let Some(&SittingFacts { present, seats, quorum: needed, .. }) = open else { return };
        self.when(seats == 0 || present < needed, || Violation::NoQuorum { present, needed });
    }

    /// § 5: the grounds are looked at again before a sitting.
    pub(super) fn findings_are_fresh(&mut self) {
        let stale = self.facts.findings_stale;
        self.when(stale > 0, || Violation::FindingsStale(stale));
    }

    pub(super) fn nobody_is_decided(&mut self) {
        self.when(self.decided(), || Violation::AlreadyVoted);
    }

    pub(super) fn persons_to_decide(&mut self, persons: &[PersonId]) {
        self.when(persons.is_empty(), || Violation::NoPersons);
        let mut named = BTreeSet::new();
        for id in persons {
            let to_decide = self.case.person(*id).is_some_and(|it| it.standing.is_to_be_decided());
            self.when(!to_decide || !named.insert(id), || Violation::PersonNotToBeDecided);
        }
    }

    pub(super) fn resolution(
        &mut self,
        persons: &[PersonId],
        totals: Totals,
        reasons: &str,
        rules: &RuleSet,
    ) {
        self.matches_attendance(totals);
        self.not_too_long(reasons, "Gründe");
        if !rules.carries(totals) {
            return;
        }
        // § 6: an Ersuchen needs written reasons.
        self.when(is_blank(reasons), || Violation::ReasonsMissing);
        // § 5(1) leaves no choice, also when the ground appears only after the Annahme.
        for person in persons.iter().filter_map(|it| self.case.person(*it)) {
            let grounds = person.grounds_present(Tier::Excluded);
            self.found.extend(grounds.map(Violation::ErsuchenExcludedByGround));
            // § 5(2) asks a body whether to go on all the same, before the Ersuchen.
            let grounds = person.grounds_unanswered(Tier::ShouldBeExcluded);
            self.found.extend(grounds.map(Violation::DeviationBeforeErsuchen));
        }
    }

    pub(super) fn recommendation(&mut self, ersuchen: bool, given: Option<&Recommendation>) {
        let Some(it) = given else { return };
        self.when(ersuchen, || Violation::RecommendationBesideErsuchen);
        self.when(is_blank(&it.text), || Violation::RecommendationWithoutText);
        self.not_too_long(&it.text, "Empfehlung");
        self.matches_attendance(it.totals);
    }

    /// The totals are those of the members the attendance list has in the room.
    pub(super) fn matches_attendance(&mut self, totals: Totals) {
        let Some(it) = self.sitting() else { return };
        let (expected, given) = (it.present, totals.present());
        self.when(given != expected, || Violation::PresenceDiffers { expected, given });
        let (expected, given) = (it.recused, totals.recused());
        self.when(given != expected, || Violation::RecusedDiffer { expected, given });
    }
}
