use std::collections::BTreeSet;

use anyhow::Context as _;
use chrono::Datelike as _;
use diesel::PgConnection;
use uuid::Uuid;

use super::{
    compose,
    readdress::{readdress, withdraw},
    representatives,
    return_facts::note_stated_returns,
};
use crate::{
    Now, Problem,
    procedure::{
        self, Actor, CaseId, Competence, FieldError, FileNumber, Outcome, PersonId, Receipt,
        Registration, Right, Role, SittingId, Step, StepKind, Version, Violation, Withdrawal,
        may_read_case,
    },
    storage::{
        self, Action, CaseFile, Course, EarlierCase, Entry, HistoryLine, ObjectKind, Serial,
    },
};

/// Registers an application: draws its Aktenzeichen, opens its file, writes L1 and L2.
pub fn register(
    conn: &mut PgConnection,
    by: &Actor,
    id: CaseId,
    registration: Registration,
    now: Now,
) -> Result<CaseId, Problem> {
    if !by.may(Right::Register) {
        return Err(Problem::Forbidden);
    }
    let mut errors = registration.errors(now.today);
    if let Some(it) = &registration.earlier
        && earlier_case(conn, by, it.case, now)?.is_none()
    {
        let sentence = "Der frühere Vorgang ist nicht zu finden.".to_owned();
        errors.push(FieldError { field: "news".to_owned(), sentence });
    }
    if !errors.is_empty() {
        return Err(Problem::Invalid(errors));
    }
    let number = draw_numbers(conn, 1, now)?.pop().context("a number was drawn")?;
    let rules = storage::rules(conn)?;
    let receipt = procedure::receive(registration, id, number, by, (now.today, &rules))?;
    let new = entered(conn, std::iter::once(&receipt), by)?;
    let pseudonym = storage::open_case(conn, &receipt, by, now)?;
    let file = storage::find_case(conn, id)?;
    let letters = compose::for_receipt(conn, &file, receipt.letters(), by, now)?;
    storage::write_letters(conn, &letters, by.user, now)?;
    let entry = registered(&receipt, by, pseudonym);
    storage::append_all(conn, &new.into_iter().chain([entry]).collect::<Vec<_>>())?;
    Ok(id)
}

/// The next free Aktenzeichen of the year, in their order. One that a case bears already, because
/// it was taken over with it, is passed over: its number is used.
pub(super) fn draw_numbers(
    conn: &mut PgConnection,
    count: usize,
    now: Now,
) -> Result<Vec<FileNumber>, Problem> {
    let (pattern, year) = (storage::rules(conn)?.file_number, now.today.year());
    let mut free = Vec::new();
    while free.len() < count {
        let missing = i32::try_from(count - free.len()).map_err(anyhow::Error::from)?;
        let last = storage::draw_several(conn, Serial::FileNumber, year, missing)?;
        let drawn = (last - missing + 1..=last).map(|serial| {
            let serial = u32::try_from(serial).map_err(anyhow::Error::from)?;
            pattern.number(year, serial).map_err(anyhow::Error::from)
        });
        let drawn = drawn.collect::<anyhow::Result<Vec<_>>>()?;
        let used = borne(conn, &drawn)?;
        free.extend(drawn.into_iter().filter(|it| !used.contains(it)));
    }
    Ok(free)
}

/// Which of these numbers cases bear.
pub(super) fn borne(
    conn: &mut PgConnection,
    numbers: &[FileNumber],
) -> Result<BTreeSet<FileNumber>, Problem> {
    Ok(storage::find_numbers(conn, numbers)?.into_iter().map(|it| it.1).collect())
}

/// Enters the representatives whom the register does not have yet.
pub(super) fn entered<'a>(
    conn: &mut PgConnection,
    receipts: impl Iterator<Item = &'a Receipt>,
    by: &Actor,
) -> Result<Vec<Entry>, Problem> {
    let Some(hat) = by.hat(Right::KeepRepresentatives.roles()) else {
        return Err(Problem::Forbidden);
    };
    let appointments = receipts.filter_map(|it| it.registration().appointment.as_ref());
    let named = appointments.map(|it| (it.representative, &it.details));
    let entered = storage::enter_representatives(conn, named)?;
    Ok(entered.into_iter().map(|it| representatives::entry_of_new(it, by.user, hat)).collect())
}

/// The case that a Folgeantrag follows, as far as the user may read it.
pub fn earlier_case(
    conn: &mut PgConnection,
    by: &Actor,
    id: CaseId,
    now: Now,
) -> Result<Option<EarlierCase>, Problem> {
    let readable = may_read(conn, by, id, now)?;
    Ok(if readable { Some(storage::earlier_case(conn, id)?) } else { None })
}

/// Takes a step on a case. Every change of a case comes through here.
pub fn take_step(
    conn: &mut PgConnection,
    by: &Actor,
    (id, seen): (CaseId, Version),
    step: Step,
    now: Now,
) -> Result<Outcome, Problem> {
    let by = &in_case(conn, by, id, now)?;
    let file = lock_for_step(conn, id, step.sitting())?;
    if file.case.version != seen {
        return Err(Problem::Stale);
    }
    if step.kind() == StepKind::TakeBack {
        // Before it is asked whether one has left the house: from now on none does.
        storage::hold_letters(conn, id)?;
    }
    let outcome = decided(conn, by, &file, step, now)?;
    let entries = save_step(conn, by, &file, &outcome, now)?;
    storage::append_all(conn, &entries)?;
    note_stated_returns(conn, by, &outcome, now)?;
    Ok(outcome)
}

/// The case, locked for a step that may follow in the same transaction; `named` is the sitting the
/// step names. Locks are taken in one order everywhere: sitting, round of the committee, case, children,
/// audit head.
pub(super) fn lock_for_step(
    conn: &mut PgConnection,
    id: CaseId,
    named: Option<SittingId>,
) -> Result<CaseFile, Problem> {
    if let Some(sitting) = named.or(storage::sitting_of(conn, id)?) {
        storage::hold_sitting(conn, sitting)?;
    }
    storage::hold_rounds_of(conn, id)?;
    Ok(storage::lock_case(conn, id)?)
}

fn decided(
    conn: &mut PgConnection,
    by: &Actor,
    file: &CaseFile,
    mut step: Step,
    now: Now,
) -> Result<Outcome, Problem> {
    if let Step::ChangeAuthority(to) = &mut step {
        name_authorities(conn, file, to, now)?;
    }
    let rules = storage::rules(conn)?;
    let facts = storage::facts(conn, &file.case, step.sitting(), &rules, now.today)?;
    Ok(procedure::take(&file.case, &facts, step, by, (now.today, &rules))?)
}

/// By the names of the register, in which the new authority has to stand today.
fn name_authorities(
    conn: &mut PgConnection,
    file: &CaseFile,
    to: &mut Competence,
    now: Now,
) -> Result<(), Problem> {
    let found = storage::find_authority(conn, to.authority, now.today)?;
    to.name = found.ok_or(Violation::UnknownAuthority)?.name;
    to.before.clone_from(&file.authority.name);
    Ok(())
}

/// What a step would do, or everything that stands in its way. Changes nothing.
pub fn rehearse(
    conn: &mut PgConnection,
    by: &Actor,
    (id, seen): (CaseId, Version),
    step: Step,
    now: Now,
) -> Result<Outcome, Problem> {
    let by = &in_case(conn, by, id, now)?;
    let file = storage::find_case(conn, id)?;
    if file.case.version != seen {
        return Err(Problem::Stale);
    }
    decided(conn, by, &file, step, now)
}

/// Saves what a step did and writes its letters. The entries are for the caller to append, last,
/// so that the head of the chain is held for as short as can be.
pub(super) fn save_step(
    conn: &mut PgConnection,
    by: &Actor,
    file: &CaseFile,
    outcome: &Outcome,
    now: Now,
) -> Result<Vec<Entry>, Problem> {
    storage::save(conn, outcome, now)?;
    if let Some(state) = outcome.round_item() {
        storage::settle_item(conn, (outcome.id(), state), outcome.case().version)?;
    }
    let mut entries = vec![step_taken(outcome, file.pseudonym)];
    let mut moved = None;
    if outcome.case().authority != outcome.before().authority {
        let anew: Vec<_> = outcome.letters().iter().map(|it| it.kind).collect();
        let hat = outcome.event().hat;
        entries.extend(readdress(conn, file.case.id, (by, hat, &anew), now)?);
        moved = Some(storage::find_case(conn, file.case.id)?);
    }
    let file = moved.as_ref().unwrap_or(file);
    let letters = compose::for_step(conn, file, outcome, by, now)?;
    storage::write_letters(conn, &letters, by.user, now)?;
    match &outcome.event().step {
        Step::RequestDocuments { documents, .. } => {
            let rules = storage::rules(conn)?;
            let due_on = rules.due_after_letter(rules.documents_period, now.today).on;
            let by_step = (file.case.id, outcome.case().version);
            storage::save_requests(conn, by_step, documents, (now.today, due_on))?;
        }
        Step::TakeBack(it) => {
            storage::reopen_item(conn, file.case.id, it.version)?;
            let held = storage::hold_letters(conn, file.case.id)?;
            let of_step = held.iter().filter(|letter| letter.version == Some(it.version));
            let of_step: Vec<_> = of_step.map(|it| it.id).collect();
            let why = (Withdrawal::TakenBack, by.user, outcome.event().hat);
            entries.extend(withdraw(conn, file, &of_step, why, now)?);
        }
        _ => (),
    }
    Ok(entries)
}

pub(super) fn registered(receipt: &Receipt, by: &Actor, pseudonym: Uuid) -> Entry {
    let case = receipt.case();
    let action =
        if receipt.inherited().is_some() { Action::CaseTakenOver } else { Action::Registered };
    Entry::change(action, by.user, receipt.hat())
        .subject(pseudonym)
        .object(ObjectKind::Case, case.id.0, case.version.0)
        .states(None, Some(case.stage.name()))
        .versions(None, Some(case.version.0))
}

fn step_taken(outcome: &Outcome, pseudonym: Uuid) -> Entry {
    let (event, case) = (outcome.event(), outcome.case());
    Entry::change(Action::StepTaken, event.by, event.hat)
        .subject(pseudonym)
        .object(ObjectKind::Case, case.id.0, case.version.0)
        .rule(event.step.kind().name())
        .states(Some(event.from.name()), Some(event.to.name()))
        .versions(Some(outcome.before().version.0), Some(case.version.0))
}

/// Takes over cases with their whole history, many at once; each event leaves its entry.
/// Letters are not written: what was sent elsewhere is not written again.
pub fn import(conn: &mut PgConnection, by: &Actor, courses: &[Course]) -> Result<(), Problem> {
    let new = entered(conn, courses.iter().map(|it| &it.receipt), by)?;
    let pseudonyms = storage::import(conn, courses, by)?;
    let cases = courses.iter().zip(pseudonyms).flat_map(|(course, pseudonym)| {
        let steps = course.outcomes.iter().map(move |it| step_taken(&it.0, pseudonym));
        std::iter::once(registered(&course.receipt, by, pseudonym)).chain(steps)
    });
    Ok(storage::append_all(conn, &new.into_iter().chain(cases).collect::<Vec<_>>())?)
}

/// Nobody acts on what they may not read; it answers as if it were not there.
pub(super) fn readable(
    conn: &mut PgConnection,
    by: &Actor,
    id: CaseId,
    now: Now,
) -> Result<(), Problem> {
    if may_read(conn, by, id, now)? { Ok(()) } else { Err(Problem::NotFound) }
}

/// The user in the hats that bring them to the case; where none does, it is not there.
pub fn in_case(
    conn: &mut PgConnection,
    by: &Actor,
    id: CaseId,
    now: Now,
) -> Result<Actor, Problem> {
    let relation = storage::relation(conn, by.user, id, now)?;
    relation.and_then(|it| procedure::in_case(by, it)).ok_or(Problem::NotFound)
}

/// The case, locked for whoever may do what this right is for, and the hat they do it in.
pub(super) fn opened(
    conn: &mut PgConnection,
    by: &Actor,
    (right, id): (Right, CaseId),
    now: Now,
) -> Result<(CaseFile, Role), Problem> {
    let hat = by.hat(right.roles()).ok_or(Problem::Forbidden)?;
    readable(conn, by, id, now)?;
    Ok((storage::lock_case(conn, id)?, hat))
}

/// That something about a person of the case was noted or ended: which, and not what it holds.
pub(super) fn about_person(
    (action, person, field): (Action, PersonId, &str),
    file: &CaseFile,
    (by, hat): (&Actor, Role),
) -> Entry {
    Entry::change(action, by.user, hat)
        .subject(file.pseudonym)
        .object_read(ObjectKind::Person, person.0)
        .fields(&[field])
}

/// Whether the case is open to this user. A step can close it to whoever took it.
pub fn may_read(
    conn: &mut PgConnection,
    by: &Actor,
    id: CaseId,
    now: Now,
) -> Result<bool, Problem> {
    let relation = storage::relation(conn, by.user, id, now)?;
    Ok(relation.is_some_and(|it| may_read_case(by, it)))
}

/// The history as this user reads it: the days of a return are not for everybody (§ 97a AufenthG).
pub fn history_open_to(
    conn: &mut PgConnection,
    by: &Actor,
    id: CaseId,
) -> Result<Vec<HistoryLine>, Problem> {
    let mut history = storage::history(conn, id)?;
    if by.may(Right::SeeReturnDate) {
        storage::with_return_dates(conn, id, &mut history)?;
    }
    Ok(history)
}

/// The one door to what is in a case: checks the right and writes the read entry. The caller
/// commits it before anything is shown. Returns the user in the hats that bring them to the case.
pub fn disclose(
    conn: &mut PgConnection,
    by: &Actor,
    id: CaseId,
    (action, object): (Action, (ObjectKind, uuid::Uuid)),
    now: Now,
) -> Result<Actor, Problem> {
    let by = in_case(conn, by, id, now)?;
    let hat = by.hat(Right::ReadCase.roles()).ok_or(Problem::NotFound)?;
    let pseudonym = storage::pseudonym(conn, id)?;
    let entry =
        Entry::read(action, by.user, hat).subject(pseudonym).object_read(object.0, object.1);
    storage::append(conn, &entry)?;
    Ok(by)
}

/// The door to what a search has found: who searched stands in the log, once per page of
/// results, and not for what. The caller commits it before anything is shown.
pub fn disclose_found(conn: &mut PgConnection, by: &Actor) -> Result<(), Problem> {
    let hat = by.hat(Right::ListCases.roles()).ok_or(Problem::Forbidden)?;
    Ok(storage::append(conn, &Entry::read(Action::ListRead, by.user, hat))?)
}
