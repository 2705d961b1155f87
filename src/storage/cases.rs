//! Cases: found, locked, opened with a receipt, saved with an outcome, and no other way.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;

use super::{
    agenda,
    as_text::AsText,
    authorities::{self, Authority, AuthorityRow},
    compliance::save_refusal,
    deadlines::{DeadlineColumns, save_deadlines},
    follow_ups::save_follow_ups,
    ground_moves::save_ground_moves,
    history::{NewEvent, append_events},
    persons::{
        NewPerson, insert_persons, persons_of, remove_findings, save_findings, save_standings,
    },
    powers_of_attorney::{NewPower, insert_powers, powers_in},
    return_dates::save_return_dates,
    rounds::{begin_round, keep_round},
    schema::{authorities as authority, cases},
};
use crate::{
    Now, Problem,
    procedure::{
        Actor, AuthorityId, Case, CaseId, Catalogue, Channel, FileNumber, Outcome, PersonDetails,
        PersonId, PowerOfAttorney, Receipt, Round, SittingId, Stage, StepKind, UserId, Version,
    },
};

/// A case with all that its page and its letters show.
#[derive(Debug, Clone)]
pub struct CaseFile {
    pub case: Case,
    pub number: FileNumber,
    /// What the audit log calls the case.
    pub pseudonym: uuid::Uuid,
    pub registered_at: DateTime<Utc>,
    pub authority: Authority,
    pub reasons: String,
    /// Everybody who ever acted for a person, in the order in which it was entered.
    pub powers: Vec<PowerOfAttorney>,
    pub notice_released_at: Option<DateTime<Utc>>,
    /// In the order of `case.persons`.
    pub details: Vec<PersonDetails>,
}

impl CaseFile {
    pub fn details_of<'a>(
        &'a self,
        ids: &'a [PersonId],
    ) -> impl Iterator<Item = &'a PersonDetails> {
        self.details.iter().filter(|it| ids.contains(&it.id))
    }

    pub fn details_for(&self, id: PersonId) -> Option<&PersonDetails> {
        self.details.iter().find(|it| it.id == id)
    }

    /// The name by which a person is told apart from all others of the case.
    pub fn name_of(&self, id: PersonId) -> String {
        self.details_for(id).map(|it| it.name_among(&self.details)).unwrap_or_default()
    }

    /// `Đorđević, Zoran + 3`
    pub fn title(&self) -> String {
        people_label(&self.details)
    }
}

/// How lists name the people of a case.
pub(super) fn people_label(people: &[PersonDetails]) -> String {
    let first = people.first().map(PersonDetails::list_name).unwrap_or_default();
    match people.len() {
        0 | 1 => first,
        // The number does not stand on a line of its own.
        more => format!("{first} +\u{a0}{}", more - 1),
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = cases, check_for_backend(diesel::pg::Pg))]
struct CaseRow {
    id: uuid::Uuid,
    version: i32,
    file_number: AsText<FileNumber>,
    pseudonym: uuid::Uuid,
    round: i32,
    catalogue: AsText<Catalogue>,
    stage: AsText<Stage>,
    urgent: bool,
    received_on: NaiveDate,
    registered_at: DateTime<Utc>,
    channel: AsText<Channel>,
    reasons: String,
    #[diesel(embed)]
    deadline: DeadlineColumns,
    sitting_id: Option<uuid::Uuid>,
    notice_released_at: Option<DateTime<Utc>>,
}

pub fn find_case(conn: &mut PgConnection, id: CaseId) -> QueryResult<CaseFile> {
    let row: CaseRow = cases::table.find(id.0).select(CaseRow::as_select()).first(conn)?;
    whole(conn, row)
}

/// As [`find_case`], and nobody else may change the case until we commit.
pub fn lock_case(conn: &mut PgConnection, id: CaseId) -> QueryResult<CaseFile> {
    let row: CaseRow =
        cases::table.find(id.0).select(CaseRow::as_select()).for_no_key_update().first(conn)?;
    whole(conn, row)
}

fn whole(conn: &mut PgConnection, row: CaseRow) -> QueryResult<CaseFile> {
    let authority: AuthorityRow = cases::table
        .inner_join(authority::table)
        .filter(cases::id.eq(row.id))
        .select(authorities::COLUMNS)
        .first(conn)?;
    let (persons, details) = persons_of(conn, CaseId(row.id))?;
    let case = Case {
        id: CaseId(row.id),
        version: Version(row.version),
        round: Round(row.round),
        catalogue: row.catalogue.0,
        stage: row.stage.0,
        received_on: row.received_on,
        channel: row.channel.0,
        authority: AuthorityId(authority.0),
        urgent: row.urgent,
        deadline: row.deadline.deadline(),
        sitting: row.sitting_id.map(SittingId),
        persons,
    };
    Ok(CaseFile {
        case,
        number: row.file_number.0,
        pseudonym: row.pseudonym,
        registered_at: row.registered_at,
        authority: authority.into(),
        reasons: row.reasons,
        powers: powers_in(conn, &[row.id])?.remove(&row.id).unwrap_or_default(),
        notice_released_at: row.notice_released_at,
        details,
    })
}

/// The sitting with which a case is at the moment, if any; unlocked, to take locks in their order.
pub fn sitting_of(conn: &mut PgConnection, id: CaseId) -> QueryResult<Option<SittingId>> {
    let sitting: Option<uuid::Uuid> =
        cases::table.find(id.0).select(cases::sitting_id).first(conn)?;
    Ok(sitting.map(SittingId))
}

/// What the audit log calls a case.
pub fn pseudonym(conn: &mut PgConnection, id: CaseId) -> QueryResult<uuid::Uuid> {
    cases::table.find(id.0).select(cases::pseudonym).first(conn)
}

/// The cases decided in a sitting whose closing notice is not yet released, in lock order.
pub fn awaiting_notice(conn: &mut PgConnection, sitting: SittingId) -> QueryResult<Vec<CaseId>> {
    let ids: Vec<uuid::Uuid> = cases::table
        .filter(cases::sitting_id.eq(sitting.0).and(cases::notice_released_at.is_null()))
        .filter(cases::stage.eq_any(Stage::since_the_vote().map(Stage::name)))
        .order(cases::id)
        .select(cases::id)
        .load(conn)?;
    Ok(ids.into_iter().map(CaseId).collect())
}

/// The page a file number leads to.
pub fn find_number(conn: &mut PgConnection, number: &FileNumber) -> QueryResult<Option<CaseId>> {
    let found: Option<uuid::Uuid> = cases::table
        .filter(cases::file_number.eq(number.as_str()))
        .select(cases::id)
        .first(conn)
        .optional()?;
    Ok(found.map(CaseId))
}

#[derive(Insertable)]
#[diesel(table_name = cases)]
struct NewCase {
    id: uuid::Uuid,
    version: i32,
    round: i32,
    catalogue: AsText<Catalogue>,
    file_number: String,
    stage: AsText<Stage>,
    urgent: bool,
    received_on: NaiveDate,
    registered_at: DateTime<Utc>,
    people: String,
    channel: AsText<Channel>,
    authority_id: i32,
    reasons: String,
    #[diesel(embed)]
    deadline: DeadlineColumns,
    sitting_id: Option<uuid::Uuid>,
    notice_released_at: Option<DateTime<Utc>>,
}

impl NewCase {
    /// The row of a case that was received so and now stands like `case`.
    fn new(receipt: &Receipt, case: &Case, registered: Now) -> Self {
        let registration = receipt.registration();
        Self {
            id: case.id.0,
            version: case.version.0,
            round: case.round.0,
            catalogue: AsText(case.catalogue),
            file_number: receipt.number().to_string(),
            stage: AsText(case.stage),
            urgent: case.urgent,
            received_on: case.received_on,
            registered_at: registered.at,
            people: people_label(&registration.persons),
            channel: AsText(case.channel),
            authority_id: case.authority.0,
            reasons: registration.reasons.clone(),
            deadline: case.deadline.into(),
            sitting_id: case.sitting.map(|it| it.0),
            notice_released_at: None,
        }
    }
}

/// Opens the file of a registered application; returns what the audit log will call it.
pub fn open_case(
    conn: &mut PgConnection,
    receipt: &Receipt,
    by: &Actor,
    now: Now,
) -> QueryResult<uuid::Uuid> {
    let pseudonym = diesel::insert_into(cases::table)
        .values(NewCase::new(receipt, receipt.case(), now))
        .returning(cases::pseudonym)
        .get_result(conn)?;
    insert_persons(conn, people(receipt, receipt.case()))?;
    insert_first_powers(conn, std::iter::once((receipt, now)), by.user)?;
    save_follow_ups(conn, std::iter::once(receipt))?;
    append_events(conn, vec![NewEvent::of_receipt(receipt, by, now)?])?;
    Ok(pseudonym)
}

fn people<'a>(receipt: &'a Receipt, case: &'a Case) -> impl Iterator<Item = NewPerson<'a>> {
    let registration = receipt.registration();
    let powers = registration.powers();
    let acted_for = move |it: &PersonDetails| powers.iter().any(|power| power.person == it.id);
    let reference = registration.appointment.as_ref().map_or("", |it| &it.reference);
    let people = (0..).zip(case.persons.iter().zip(&registration.persons));
    people.map(move |(position, (it, details))| NewPerson {
        case: case.id,
        position,
        standing: it.standing,
        details,
        their_reference: if acted_for(details) { reference } else { "" },
    })
}

/// The Vollmachten with which cases begin; their representatives are in the register.
fn insert_first_powers<'a>(
    conn: &mut PgConnection,
    receipts: impl Iterator<Item = (&'a Receipt, Now)>,
    by: UserId,
) -> QueryResult<()> {
    let first: Vec<_> = receipts
        .map(|(it, registered)| (it.case().id, it.registration().powers(), registered.at))
        .collect();
    let all = first.iter().flat_map(|(case, powers, at)| {
        powers.iter().map(|power| NewPower { case: *case, power, by, at: *at })
    });
    insert_powers(conn, all)
}

/// A case with its whole history: how it was received, and what every step made of it.
#[derive(Debug, Clone)]
pub struct Course {
    pub receipt: Receipt,
    pub registered: Now,
    pub outcomes: Vec<(Outcome, Now)>,
}

impl Course {
    /// The case as it stands at the end.
    pub fn case(&self) -> &Case {
        self.outcomes.last().map_or(self.receipt.case(), |it| it.0.case())
    }
}

/// Takes over cases with their history, many at once: what [`open_case`] and [`save`] would
/// write one by one. Returns the pseudonyms in the order of the courses.
pub fn import(
    conn: &mut PgConnection,
    courses: &[Course],
    by: &Actor,
) -> QueryResult<Vec<uuid::Uuid>> {
    let row = |it: &Course| {
        let row = NewCase::new(&it.receipt, it.case(), it.registered);
        NewCase { notice_released_at: released_at(&it.outcomes), ..row }
    };
    let rows: Vec<_> = courses.iter().map(row).collect();
    let pseudonyms: HashMap<uuid::Uuid, uuid::Uuid> = diesel::insert_into(cases::table)
        .values(rows)
        .returning((cases::id, cases::pseudonym))
        .get_results(conn)?
        .into_iter()
        .collect();
    insert_persons(conn, courses.iter().flat_map(|it| people(&it.receipt, it.case())))?;
    insert_first_powers(conn, courses.iter().map(|it| (&it.receipt, it.registered)), by.user)?;
    keep_rounds(conn, courses)?;
    save_follow_ups(conn, courses.iter().map(|it| &it.receipt))?;
    for some in courses.chunks(100) {
        let persons = some.iter().flat_map(|it| &it.case().persons);
        let found = persons.flat_map(|it| it.findings.iter().map(|(at, f)| (it.id, *at, f)));
        save_findings(conn, found)?;
        let mut events = Vec::new();
        for course in some {
            events.push(NewEvent::of_receipt(&course.receipt, by, course.registered)?);
            for (outcome, now) in &course.outcomes {
                events.push(NewEvent::of_step_elsewhere(outcome, *now)?);
            }
        }
        append_events(conn, events)?;
        let outcomes = || some.iter().flat_map(|it| &it.outcomes).map(|it| &it.0);
        save_deadlines(conn, outcomes())?;
        save_ground_moves(conn, outcomes())?;
    }
    for (outcome, _) in courses.iter().flat_map(|it| &it.outcomes) {
        if let Some(change) = outcome.agenda() {
            let back = outcome.event().step.kind() == StepKind::TakeBack;
            let put = (outcome.id(), outcome.case().version);
            agenda::save_item(conn, put, change, back)?;
        }
    }
    Ok(courses.iter().filter_map(|it| pseudonyms.get(&it.case().id.0).copied()).collect())
}

/// When the notice of the round left that these outcomes end in.
fn released_at(outcomes: &[(Outcome, Now)]) -> Option<DateTime<Utc>> {
    let this_round = outcomes.iter().rev().take_while(|it| it.0.taken_up_again().is_empty());
    this_round.filter(|it| it.0.releases_notice()).map(|it| it.1.at).next()
}

fn keep_rounds(conn: &mut PgConnection, courses: &[Course]) -> QueryResult<()> {
    for outcomes in courses.iter().map(|it| &it.outcomes) {
        let again = |it: &(usize, &(Outcome, Now))| !it.1.0.taken_up_again().is_empty();
        for (at, (outcome, _)) in outcomes.iter().enumerate().filter(again) {
            keep_round(conn, outcome, released_at(&outcomes[..at]))?;
        }
    }
    Ok(())
}

/// Writes what a step did: the case, its persons, its agenda item and its history. The caller
/// has locked the case; had it not, whoever comes second overwrites nothing and is told so.
pub fn save(conn: &mut PgConnection, outcome: &Outcome, now: Now) -> Result<(), Problem> {
    let case = outcome.case();
    let this = cases::table.find(case.id.0).filter(cases::version.eq(outcome.before().version.0));
    let saved = diesel::update(this)
        .set((
            cases::version.eq(case.version.0),
            cases::round.eq(case.round.0),
            cases::catalogue.eq(AsText(case.catalogue)),
            cases::received_on.eq(case.received_on),
            cases::channel.eq(AsText(case.channel)),
            cases::authority_id.eq(case.authority.0),
            cases::stage.eq(AsText(case.stage)),
            cases::urgent.eq(case.urgent),
            DeadlineColumns::from(case.deadline),
            cases::sitting_id.eq(case.sitting.map(|it| it.0)),
        ))
        .execute(conn)?;
    if saved != 1 {
        return Err(Problem::Stale);
    }
    if outcome.releases_notice() {
        diesel::update(cases::table.find(case.id.0))
            .set(cases::notice_released_at.eq(now.at))
            .execute(conn)?;
    }
    if !outcome.taken_up_again().is_empty() {
        begin_round(conn, outcome)?;
    }
    save_standings(conn, &outcome.changed_standings())?;
    save_findings(conn, outcome.changed_findings())?;
    remove_findings(conn, outcome.removed_findings())?;
    if let Some(change) = outcome.agenda() {
        let back = outcome.event().step.kind() == StepKind::TakeBack;
        agenda::save_item(conn, (case.id, case.version), change, back)?;
    }
    append_events(conn, vec![NewEvent::of_step(outcome, now)?])?;
    save_deadlines(conn, std::iter::once(outcome))?;
    save_ground_moves(conn, std::iter::once(outcome))?;
    save_refusal(conn, outcome)?;
    Ok(save_return_dates(conn, outcome)?)
}
