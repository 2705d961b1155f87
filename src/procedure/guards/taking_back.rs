use super::Guard;
use crate::procedure::{TakeBack, Violation};

/// Steps back: only what has not left the house, and only the last that still stands.
impl Guard<'_> {
    pub(super) fn last_step_can_be_taken_back(&mut self) {
        let Some(it) = &self.facts.last_step else {
            self.found.push(Violation::NothingToTakeBack);
            return;
        };
        if it.is_corrected_otherwise(self.case) {
            self.found.push(Violation::CorrectedOtherwise(it.kind));
            return;
        }
        self.when(it.before.is_none(), || Violation::NotKeptBefore(it.kind));
        self.when(it.letter_left, || Violation::LetterHasLeft(it.kind));
        let over = it.round.filter(|state| !state.takes_items());
        self.found.extend(over.map(Violation::RoundTakesNoItems));
        if it.is_of_agenda(self.case) {
            match it.sitting {
                None => self.found.push(Violation::NoSitting),
                Some(state) => self.when(!state.takes_items(), || Violation::AgendaPast(state)),
            }
        }
    }

    pub(super) fn takes_back_the_last(&mut self, it: &TakeBack) {
        let last =
            self.facts.last_step.as_ref().and_then(|last| last.taken_back(it.reason.clone()));
        self.when(last.as_ref() != Some(it), || Violation::NotTheLastStep);
        self.filled_in(&it.reason, "Grund");
    }
}
