//! What the authority is asked, says, intends and decides (§ 3(2), § 7(3) HFKVO).

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{Guard, is_blank};
use crate::procedure::{
    FinalDecision, GrantedTitle, Inquiry, Intention, PersonId, Registration, Standing, Statement,
    Violation,
};

/// § 3(2): the statement.
impl Guard<'_> {
    /// A letter was not written after it came, and speaks of nothing later.
    pub(super) fn statement(&mut self, it: &Statement, today: NaiveDate) {
        self.happened(it.received_on, today);
        for day in [Some(it.dated_on), it.as_of].into_iter().flatten() {
            self.when(day > it.received_on, || Violation::DatedAfterArrival(day));
        }
        self.filled_in(&it.text, "Wortlaut der Stellungnahme");
        self.not_too_long(&it.reasons, "Gründe der Ausländerbehörde");
        let mut named = BTreeSet::new();
        for said in &it.persons {
            self.when(self.case.person(said.person).is_none(), || Violation::NotOfThisCase);
            self.when(!named.insert(said.person), || Violation::NotEveryPersonOnce);
            self.not_longer_than(Registration::MAX_NEWS, &said.convictions, "Verurteilungen");
            self.not_longer_than(Registration::MAX_NEWS, &said.moved_to, "Verzogen nach");
        }
    }

    /// A first request asks in general, too; a further one asks something.
    pub(super) fn asks_further(&mut self, it: &Inquiry) {
        self.when(it.all_questions().is_empty(), || Violation::Missing("Fragen"));
        self.not_too_long(&it.questions, "Fragen");
    }
}

/// § 7(3): what becomes of an Ersuchen.
impl Guard<'_> {
    fn with_ersuchen(&self) -> Vec<PersonId> {
        self.case.ids_where(|it| it.standing == Standing::Ersuchen)
    }

    pub(super) fn intention(&mut self, it: &Intention, today: NaiveDate) {
        self.happened(it.reported_on, today);
        self.each_once(self.with_ersuchen(), it.followed.iter().chain(&it.not_followed));
        self.authority_reasons(it.refuses(), &it.reasons);
    }

    pub(super) fn final_decision(&mut self, it: &FinalDecision, today: NaiveDate) {
        self.happened(it.decided_on, today);
        self.each_once(self.with_ersuchen(), it.followed.iter().chain(&it.not_followed));
        self.authority_reasons(it.refuses(), &it.reasons);
        let mut named = BTreeSet::new();
        for title in &it.titles {
            let granted = it.followed.contains(&title.person) && named.insert(title.person);
            self.when(!granted, || Violation::TitleWithoutFollowing);
            let backwards = title.valid_from.zip(title.valid_until).is_some_and(|it| it.0 > it.1);
            self.when(backwards, || Violation::TitleEndsBeforeItBegins);
            self.not_longer_than(GrantedTitle::MAX_BASIS, &title.basis, "Rechtsgrundlage");
            self.not_too_long(&title.other_condition, "Andere Bedingung");
        }
    }

    fn authority_reasons(&mut self, needed: bool, reasons: &str) {
        self.when(needed && is_blank(reasons), || Violation::AuthorityReasonsMissing);
        self.not_too_long(reasons, "Gründe");
    }
}
