//! What a permitted step makes of the case: its next state, and the letters it calls for.

use chrono::NaiveDate;

use super::{
    AdmissionVote, Body, Case, Competence, DeadlineKind, Deviation, Finding, FindingEntry,
    FoundGround, ItemSubject, Leads, LetterKind, LetterOrder, OtherEnding, Person, PersonId,
    Recommendation, RequestedDocument, Round, RuleSet, Stage, Standing, Step, StepKind, Totals,
    Version,
};

pub(super) fn apply(
    before: &Case,
    step: &Step,
    (today, rules): (NaiveDate, &RuleSet),
) -> (Case, Vec<LetterOrder>) {
    let mut case = before.clone();
    let mut letters = Letters::default();
    match step {
        Step::BeginAdmissibility
        | Step::ProposeAdmissibility { .. }
        | Step::AddStatement(_)
        | Step::File => (),
        Step::RecordFindings { entries } => record_findings(&mut case, entries, today),
        Step::DecideAdmissibility { body, decided_on, votes } => {
            decide_admissibility(&mut case, (*body, *decided_on, votes), rules, &mut letters);
        }
        Step::RequestStatement(_) | Step::Reinquire(_) => {
            letters.order(LetterKind::L4, case.ids_where(|it| !it.standing.is_ended()));
            case.deadline = Some(rules.opens(DeadlineKind::Statement, today));
            // What waits for another decision on the Annahme goes on waiting.
            case.sitting = case.sitting.filter(|_| case.stage != Stage::OnAgenda);
        }
        Step::RemindAuthority => remind(&case, &mut letters),
        Step::RecordStatement(_) => case.deadline = None,
        Step::PlaceOnAgenda { sitting } => case.sitting = Some(*sitting),
        Step::TakeOffAgenda { .. } | Step::Adjourn { .. } => case.sitting = None,
        Step::RecordVote { persons, totals, recommendation, .. } => {
            stand(&mut case, persons, voted(*totals, recommendation.as_ref(), rules));
        }
        Step::SendErsuchen => {
            letters.order(LetterKind::L6, case.ids_where(|it| it.standing == Standing::Ersuchen));
            letters.order(LetterKind::L7, case.ids_where(no_request));
            case.deadline = Some(rules.opens(DeadlineKind::AuthorityReply, today));
        }
        Step::SendNoRequest => letters.order(LetterKind::L7, case.ids_where(no_request)),
        Step::ReleaseNotice => {
            letters.order(LetterKind::L8, case.ids_where(|it| it.standing.is_decided()));
        }
        Step::RecordIntention(_) => {
            case.deadline = Some(rules.opens(DeadlineKind::AuthorityDecision, today));
        }
        Step::RecordFinalDecision(it) => {
            stand(&mut case, &it.followed, Standing::Followed);
            stand(&mut case, &it.not_followed, Standing::NotFollowed);
        }
        Step::ChangeDeadline { change, .. } => {
            case.deadline = before.deadline.and_then(|it| it.after(*change, (today, rules)));
        }
        Step::ChangeUrgency { urgent, .. } => case.urgent = *urgent,
        Step::RequestDocuments { documents, .. } => ask_for(&case, documents, &mut letters),
        Step::ChangeAuthority(to) => change_authority(&mut case, to, (today, rules), &mut letters),
        Step::EndOtherwise { persons, ending, .. } => {
            end_otherwise(&mut case, persons, *ending, &mut letters);
        }
        Step::Reopen { received_on, channel, urgent, persons, .. } => {
            (case.received_on, case.channel, case.urgent) = (*received_on, *channel, *urgent);
            case.catalogue = rules.law.catalogue_on(*received_on);
            begin_again(&mut case, persons, today, &mut letters);
        }
        Step::TakeBack(it) => it.before.put_back(&mut case),
    }
    case.stage = stage_after(before.stage, step.kind(), &case);
    settle(&mut case, before.stage);
    case.version = Version(before.version.0 + 1);
    (case, letters.ordered)
}

#[derive(Default)]
struct Letters {
    ordered: Vec<LetterOrder>,
}

impl Letters {
    /// A letter about nobody is not written.
    fn order(&mut self, kind: LetterKind, persons: Vec<PersonId>) {
        if !persons.is_empty() {
            self.ordered.push(LetterOrder { kind, persons });
        }
    }
}

/// Another authority learns of the application; where one was asked for its statement, this one is
/// asked instead, with the whole of the period.
fn change_authority(
    case: &mut Case,
    to: &Competence,
    (today, rules): (NaiveDate, &RuleSet),
    letters: &mut Letters,
) {
    case.authority = to.authority;
    let running = case.ids_where(|it| !it.standing.is_ended());
    letters.order(LetterKind::L2, running.clone());
    if case.stage == Stage::StatementRequested {
        letters.order(LetterKind::L4, running);
        case.deadline = Some(rules.opens(DeadlineKind::Statement, today));
    }
}

/// The deadline stays what it was: it has passed.
fn remind(case: &Case, letters: &mut Letters) {
    let after_ersuchen = case.stage == Stage::AwaitingAuthority;
    let kind = if after_ersuchen { LetterKind::L9 } else { LetterKind::L4 };
    letters.order(kind, case.ids_where(|it| !it.standing.is_ended()));
}

/// What is asked for of the case as a whole is asked of everybody.
fn ask_for(case: &Case, documents: &[RequestedDocument], letters: &mut Letters) {
    let asked =
        |it: &Person| documents.iter().any(|doc| doc.of.person.is_none_or(|id| id == it.id));
    letters.order(LetterKind::L3, case.ids_where(|it| !it.standing.is_ended() && asked(it)));
}

/// What a vote comes to: the totals say it, nobody else.
fn voted(totals: Totals, recommendation: Option<&Recommendation>, rules: &RuleSet) -> Standing {
    let recommended = recommendation.is_some_and(|it| rules.carries(it.totals));
    match (rules.carries(totals), recommended) {
        (true, _) => Standing::Ersuchen,
        (false, true) => Standing::NoRequestRecommended,
        (false, false) => Standing::NoRequest,
    }
}

/// Whoever has not been voted on is told; on whom the commission has decided gets its notice with
/// all others of the sitting (L8).
fn end_otherwise(
    case: &mut Case,
    persons: &[PersonId],
    ending: OtherEnding,
    letters: &mut Letters,
) {
    let told = |it: &Person| persons.contains(&it.id) && !it.standing.is_decided();
    letters.order(confirming(ending), case.ids_where(told));
    for it in case.persons.iter_mut().filter(|it| persons.contains(&it.id)) {
        it.standing = it.standing.ended_by(ending);
    }
}

/// An Abgabe is told as such.
const fn confirming(ending: OtherEnding) -> LetterKind {
    match ending {
        OtherEnding::HandedOver => LetterKind::L10,
        _ => LetterKind::L11,
    }
}

fn no_request(person: &Person) -> bool {
    matches!(person.standing, Standing::NoRequest | Standing::NoRequestRecommended)
}

fn stand(case: &mut Case, persons: &[PersonId], standing: Standing) {
    for person in case.persons.iter_mut().filter(|it| persons.contains(&it.id)) {
        person.standing = standing;
    }
}

/// Another round, for these persons alone: nothing is decided about them and nothing found. The
/// sitting that decided the round before has nothing to do with this one.
fn begin_again(case: &mut Case, persons: &[PersonId], today: NaiveDate, letters: &mut Letters) {
    case.round = case.round.next();
    case.sitting = None;
    let round: Round = case.round;
    for person in case.persons.iter_mut().filter(|it| persons.contains(&it.id)) {
        person.round = round;
        person.standing = Standing::Open;
        person.findings.values_mut().for_each(|it| *it = FoundGround::to_be_checked(today));
    }
    letters.order(LetterKind::L1, case.ids_where(|_| true));
    letters.order(LetterKind::L2, case.ids_where(|_| true));
}

/// Where the table leads.
fn stage_after(before: Stage, kind: StepKind, case: &Case) -> Stage {
    match kind.rule().to {
        Leads::Nowhere if kind == StepKind::TakeBack => case.stage,
        Leads::Nowhere => before,
        Leads::OnceReady(_) if before < Stage::Ready => before,
        Leads::To(only) | Leads::OnceReady(only) => only,
        Leads::ByPersons(_) => stage_by_persons(before, case),
    }
}

fn stage_by_persons(before: Stage, case: &Case) -> Stage {
    let to_be_decided = case.any(Standing::is_to_be_decided);
    let all_ended = !case.any(|it| !it.is_ended());
    match before {
        // Nobody goes on before it is decided about everybody: some may wait for the commission.
        Stage::Admissibility if case.any(|it| it == Standing::Open) => before,
        Stage::Admissibility if to_be_decided => Stage::Admitted,
        Stage::OnAgenda if to_be_decided => Stage::OnAgenda,
        // A resolution goes to the authority, also when everybody's procedure has ended.
        Stage::OnAgenda | Stage::Decided if case.any(Standing::concerns_authority) => {
            Stage::Decided
        }
        _ if all_ended => Stage::Closing,
        _ => before,
    }
}

/// A case that has reached its end waits for nobody and hurries no one.
fn settle(case: &mut Case, before: Stage) {
    if case.stage >= Stage::Closing {
        case.deadline = None;
        case.urgent = false;
    }
    // What decided on the Annahme is done with it; and nobody asks again what nobody waits for.
    let decided = case.any(Standing::is_decided);
    let ended_before_the_vote =
        before <= Stage::OnAgenda && case.stage == Stage::Closing && !decided;
    let for_admission = case.agenda_item().is_some_and(|it| it.1 == ItemSubject::Admission);
    if ended_before_the_vote || for_admission && case.awaiting_admission().is_empty() {
        case.sitting = None;
    }
}

fn record_findings(case: &mut Case, entries: &[FindingEntry], today: NaiveDate) {
    for entry in entries {
        if let Some(person) = case.persons.iter_mut().find(|it| it.id == entry.person) {
            person.record(entry, today);
        }
    }
    // Eilfall: a return date is found for somebody whose procedure runs. What else is found does not
    // bring back one that somebody has dealt with.
    let runs = |id| case.person(id).is_some_and(|it| !it.standing.is_ended());
    let stands = |it: &FindingEntry| it.ground.is_return_date() && it.finding == Finding::Present;
    let hurries = entries.iter().any(|it| stands(it) && runs(it.person));
    case.urgent |= hurries;
}

impl FoundGround {
    /// What was found in an earlier round holds no more; it stays in the history.
    const fn to_be_checked(today: NaiveDate) -> Self {
        Self {
            finding: Finding::NotChecked,
            note: String::new(),
            source: String::new(),
            evidence: None,
            found_on: today,
            removed_on: None,
            deviation: None,
        }
    }
}

impl Person {
    fn record(&mut self, entry: &FindingEntry, today: NaiveDate) {
        let was = self.findings.get(&entry.ground);
        let fell_away = was.is_some_and(|it| it.finding == Finding::Present)
            && entry.finding == Finding::Absent;
        let found_on = entry.found_on.unwrap_or(today);
        let fell_away = if fell_away { Some(found_on) } else { was.and_then(|it| it.removed_on) };
        let removed_on = entry.removed_on.or(fell_away);
        let stays = entry.finding == Finding::Present;
        let present = was.filter(|it| stays && it.finding == Finding::Present);
        let found = FoundGround {
            finding: entry.finding,
            note: entry.note.clone(),
            source: entry.source.clone(),
            evidence: entry.evidence,
            found_on,
            removed_on: removed_on.filter(|_| entry.finding == Finding::Absent),
            // The reasons for going on were about this finding, not about one that comes back.
            deviation: present.and_then(|it| it.deviation.clone()),
        };
        self.findings.insert(entry.ground, found);
    }
}

/// Annahme, Nichtannahme or hand-over per person; who is not admitted is told, and so is the authority.
fn decide_admissibility(
    case: &mut Case,
    (body, decided_on, votes): (Body, NaiveDate, &[AdmissionVote]),
    rules: &RuleSet,
    letters: &mut Letters,
) {
    let mut refused = Vec::new();
    for vote in votes {
        // Without a decision they wait for the commission.
        let Some(standing) = vote.standing(body, rules) else { continue };
        stand(case, &vote.persons, standing);
        if standing == Standing::NotAdmitted {
            refused.extend(&vote.persons);
        } else {
            let reasons = vote.deviation.clone().unwrap_or_default();
            deviate(case, &vote.persons, &Deviation { on: decided_on, body, reasons });
        }
    }
    // Whoever was refused earlier has been told.
    let refused = case.ids_where(|it| refused.contains(&it.id));
    letters.order(LetterKind::L5a, refused.clone());
    letters.order(LetterKind::L5b, refused);
}

/// The body has looked at the grounds of § 5(2) that are there, and goes on all the same.
fn deviate(case: &mut Case, persons: &[PersonId], deviation: &Deviation) {
    for person in case.persons.iter_mut().filter(|it| persons.contains(&it.id)) {
        let present = person.findings.values_mut().filter(|it| it.finding == Finding::Present);
        // Of what was answered earlier, the first answer stays.
        for it in present.filter(|it| it.deviation.is_none()) {
            it.deviation = Some(deviation.clone());
        }
    }
}
