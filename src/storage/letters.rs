//! Letters: written by a step, typeset after its commit, sent by a person. The table is the outbox.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    dsl::{exists, not},
    prelude::*,
};
use serde_json::Value;

use super::{
    as_text::AsText,
    files::StoredFile,
    schema::{cases, letters, recusals, users},
    sittings::sittings_with,
};
use crate::{
    Now,
    procedure::{
        CaseId, FileNumber, LetterId, LetterKind, PersonId, SeatId, Sitting, SittingId, UserId,
        Version, Withdrawal,
    },
};

/// A letter as a step orders it, with everything that will be printed.
#[derive(Debug, Clone)]
pub struct NewLetter {
    pub case: Option<CaseId>,
    pub sitting: Option<SittingId>,
    /// The seat that is invited.
    pub seat: Option<SeatId>,
    pub kind: LetterKind,
    /// The address field, line by line.
    pub recipient: String,
    /// Why it goes there.
    pub why: String,
    pub content: Value,
    /// Of whom it speaks, in the order of its text.
    pub persons: Vec<PersonId>,
    /// The version of its case that called for it.
    pub version: Option<Version>,
}

#[derive(Debug, Clone)]
pub struct LetterRow {
    pub id: LetterId,
    pub case: Option<CaseId>,
    pub sitting: Option<SittingId>,
    pub kind: LetterKind,
    /// It reminds of an earlier one.
    pub reminder: bool,
    pub recipient: String,
    pub why: String,
    pub written_by: String,
    pub written_at: DateTime<Utc>,
    /// `None` until it is typeset.
    pub sha256: Option<Vec<u8>>,
    pub sent_on: Option<NaiveDate>,
    pub withdrawn: Option<(NaiveDate, Withdrawal)>,
    /// The version of its case that called for it, if that is known.
    pub version: Option<Version>,
}

impl LetterRow {
    /// It lies typeset on the desk.
    pub fn waits_to_be_sent(&self) -> bool {
        self.sha256.is_some() && self.is_on_the_desk()
    }

    /// It has neither left the house nor been withdrawn.
    pub fn is_on_the_desk(&self) -> bool {
        self.sent_on.is_none() && self.withdrawn.is_none()
    }
}

/// Letters that have neither left the house nor been withdrawn.
#[diesel::dsl::auto_type]
pub(super) fn on_the_desk() -> _ {
    letters::sent_on.is_null().and(letters::withdrawn_on.is_null())
}

pub fn write_letters(
    conn: &mut PgConnection,
    written: &[NewLetter],
    by: UserId,
    now: Now,
) -> QueryResult<()> {
    let row = |it: &NewLetter| {
        (
            letters::case_id.eq(it.case.map(|it| it.0)),
            letters::sitting_id.eq(it.sitting.map(|it| it.0)),
            letters::seat_id.eq(it.seat.map(|it| it.0)),
            letters::kind.eq(AsText(it.kind)),
            letters::recipient.eq(it.recipient.clone()),
            letters::why.eq(it.why.clone()),
            letters::content.eq(it.content.clone()),
            letters::case_version.eq(it.version.map(|it| it.0)),
            letters::persons.eq(it.persons.iter().map(|it| it.0).collect::<Vec<_>>()),
            letters::written_by.eq(by.0),
            letters::written_at.eq(now.at),
        )
    };
    let rows: Vec<_> = written.iter().map(row).collect();
    if !rows.is_empty() {
        diesel::insert_into(letters::table).values(rows).execute(conn)?;
    }
    Ok(())
}

type Columns = (
    (letters::id, letters::case_id, letters::sitting_id, letters::kind, letters::reminder),
    (letters::recipient, letters::why, users::name, letters::written_at),
    (letters::sha256, letters::sent_on, letters::withdrawn_on, letters::withdrawn_as),
    letters::case_version,
);
type Row = (
    (uuid::Uuid, Option<uuid::Uuid>, Option<uuid::Uuid>, AsText<LetterKind>, bool),
    (String, String, String, DateTime<Utc>),
    (Option<Vec<u8>>, Option<NaiveDate>, Option<NaiveDate>, Option<AsText<Withdrawal>>),
    Option<i32>,
);
const COLUMNS: Columns = (
    (letters::id, letters::case_id, letters::sitting_id, letters::kind, letters::reminder),
    (letters::recipient, letters::why, users::name, letters::written_at),
    (letters::sha256, letters::sent_on, letters::withdrawn_on, letters::withdrawn_as),
    letters::case_version,
);

impl From<Row> for LetterRow {
    fn from(row: Row) -> Self {
        let (
            (id, case, sitting, kind, reminder),
            (recipient, why, written_by, written_at),
            fate,
            version,
        ) = row;
        let (sha256, sent_on, withdrawn_on, withdrawn_as) = fate;
        Self {
            id: LetterId(id),
            case: case.map(CaseId),
            sitting: sitting.map(SittingId),
            kind: kind.0,
            reminder,
            recipient,
            why,
            written_by,
            written_at,
            sha256,
            sent_on,
            withdrawn: withdrawn_on.zip(withdrawn_as.map(|it| it.0)),
            version: version.map(Version),
        }
    }
}

pub fn letters_of_case(conn: &mut PgConnection, case: CaseId) -> QueryResult<Vec<LetterRow>> {
    let rows: Vec<Row> = letters::table
        .inner_join(users::table.on(users::id.eq(letters::written_by)))
        .filter(letters::case_id.eq(case.0))
        .order((letters::written_at.desc(), letters::id))
        .select(COLUMNS)
        .load(conn)?;
    Ok(rows.into_iter().map(LetterRow::from).collect())
}

/// Invitation and minutes of a sitting, not the letters of its cases.
pub fn letters_of_sitting(
    conn: &mut PgConnection,
    sitting: SittingId,
) -> QueryResult<Vec<LetterRow>> {
    let rows: Vec<Row> = letters::table
        .inner_join(users::table.on(users::id.eq(letters::written_by)))
        .filter(letters::sitting_id.eq(sitting.0).and(letters::case_id.is_null()))
        .order((letters::written_at, letters::id))
        .select(COLUMNS)
        .load(conn)?;
    Ok(rows.into_iter().map(LetterRow::from).collect())
}

pub fn find_letter(conn: &mut PgConnection, id: LetterId) -> QueryResult<LetterRow> {
    let row: Row = letters::table
        .inner_join(users::table.on(users::id.eq(letters::written_by)))
        .filter(letters::id.eq(id.0))
        .select(COLUMNS)
        .first(conn)?;
    Ok(row.into())
}

/// A letter of a case that is typeset and has not left the house.
#[derive(Debug, Clone)]
pub struct LetterToSend {
    pub case: CaseId,
    pub number: FileNumber,
    pub urgent: bool,
    pub kind: LetterKind,
    pub reminder: bool,
}

/// Letters that wait to be sent, Eilfälle first, then the oldest; none of a case in which `user` is recused.
pub fn letters_to_send(
    conn: &mut PgConnection,
    user: UserId,
    limit: i64,
) -> QueryResult<Vec<LetterToSend>> {
    type Row = ((uuid::Uuid, AsText<FileNumber>, bool), (AsText<LetterKind>, bool));
    let recused = recusals::table
        .filter(recusals::case_id.eq(cases::id))
        .filter(recusals::user_id.eq(user.0));
    let rows: Vec<Row> = letters::table
        .inner_join(cases::table)
        .filter(letters::sha256.is_not_null().and(on_the_desk()))
        .filter(not(exists(recused)))
        .order((cases::urgent.desc(), letters::written_at, letters::id))
        .limit(limit)
        .select((
            (cases::id, cases::file_number, cases::urgent),
            (letters::kind, letters::reminder),
        ))
        .load(conn)?;
    let letter = |((case, number, urgent), (kind, reminder)): Row| LetterToSend {
        case: CaseId(case),
        number: number.0,
        urgent,
        kind: kind.0,
        reminder,
    };
    Ok(rows.into_iter().map(letter).collect())
}

/// A letter that waits to be typeset: what it says, and whom the audit entry names.
#[derive(Debug, Clone)]
pub struct Waiting {
    pub id: LetterId,
    pub content: Value,
    pub written_by: UserId,
    pub subject: Option<uuid::Uuid>,
}

/// Letters not yet typeset, those that failed least often first.
pub fn letters_to_typeset(conn: &mut PgConnection, limit: i64) -> QueryResult<Vec<Waiting>> {
    let rows: Vec<(uuid::Uuid, Value, uuid::Uuid, Option<uuid::Uuid>)> = letters::table
        .left_join(cases::table)
        .filter(letters::sha256.is_null().and(on_the_desk()))
        .order((letters::attempts, letters::written_at))
        .limit(limit)
        .select((letters::id, letters::content, letters::written_by, cases::pseudonym.nullable()))
        .load(conn)?;
    let waiting = |(id, content, by, subject)| Waiting {
        id: LetterId(id),
        content,
        written_by: UserId(by),
        subject,
    };
    Ok(rows.into_iter().map(waiting).collect())
}

/// The letter is issued with this PDF; returns whether it was not before.
pub fn issue_letter(conn: &mut PgConnection, id: LetterId, file: &StoredFile) -> QueryResult<bool> {
    let this = letters::table.find(id.0).filter(letters::sha256.is_null());
    let set = (letters::sha256.eq(&file.sha256), letters::size.eq(file.size));
    Ok(diesel::update(this).set(set).execute(conn)? == 1)
}

pub fn count_failure(conn: &mut PgConnection, id: LetterId) -> QueryResult<()> {
    diesel::update(letters::table.find(id.0))
        .set(letters::attempts.eq(letters::attempts + 1))
        .execute(conn)?;
    Ok(())
}

/// A letter of a case that has not left the house.
#[derive(Debug, Clone)]
pub struct Held {
    pub id: LetterId,
    pub sitting: Option<SittingId>,
    pub kind: LetterKind,
    pub recipient: String,
    pub content: Value,
    pub persons: Vec<PersonId>,
    pub version: Option<Version>,
}

/// The letters of a case that have not left the house, in the order in which they were written.
/// They stay so until the transaction ends.
pub fn hold_letters(conn: &mut PgConnection, case: CaseId) -> QueryResult<Vec<Held>> {
    type Row = (
        (uuid::Uuid, Option<uuid::Uuid>, AsText<LetterKind>, Option<i32>),
        (String, Value, Vec<Option<uuid::Uuid>>),
    );
    let rows: Vec<Row> = letters::table
        .filter(letters::case_id.eq(case.0).and(on_the_desk()))
        .order((letters::written_at, letters::id))
        .select((
            (letters::id, letters::sitting_id, letters::kind, letters::case_version),
            (letters::recipient, letters::content, letters::persons),
        ))
        .for_update()
        .load(conn)?;
    let held = |((id, sitting, kind, version), (recipient, content, persons)): Row| Held {
        id: LetterId(id),
        sitting: sitting.map(SittingId),
        kind: kind.0,
        recipient,
        content,
        persons: persons.into_iter().flatten().map(PersonId).collect(),
        version: version.map(Version),
    };
    Ok(rows.into_iter().map(held).collect())
}

/// Withdraws letters that [`hold_letters`] holds.
pub fn withdraw_letters(
    conn: &mut PgConnection,
    ids: &[LetterId],
    (why, by, now): (Withdrawal, UserId, Now),
) -> QueryResult<()> {
    let these = letters::table.filter(letters::id.eq_any(ids.iter().map(|it| it.0)));
    diesel::update(these)
        .set((
            letters::withdrawn_on.eq(now.today),
            letters::withdrawn_by.eq(by.0),
            letters::withdrawn_as.eq(AsText(why)),
        ))
        .execute(conn)?;
    Ok(())
}

/// Whose letters: those of a case, or the invitations to a sitting.
#[derive(Debug, Clone, Copy)]
pub enum LettersOf {
    Case(CaseId),
    Invitations(SittingId),
}

/// Notes that typeset letters were sent today; returns which.
pub fn mark_sent(
    conn: &mut PgConnection,
    of: LettersOf,
    by: UserId,
    now: Now,
) -> QueryResult<Vec<LetterId>> {
    let sent = (letters::sent_on.eq(now.today), letters::sent_by.eq(by.0));
    let update = diesel::update(letters::table)
        .filter(letters::sha256.is_not_null().and(on_the_desk()))
        .set(sent)
        .into_boxed();
    let update = match of {
        LettersOf::Case(case) => update.filter(letters::case_id.eq(case.0)),
        LettersOf::Invitations(sitting) => update
            .filter(letters::sitting_id.eq(sitting.0))
            .filter(letters::kind.eq(AsText(LetterKind::L12))),
    };
    let ids: Vec<uuid::Uuid> = update.returning(letters::id).get_results(conn)?;
    Ok(ids.into_iter().map(LetterId).collect())
}

/// Sittings whose invitations are typeset and have not left the house, the earliest first.
pub fn invitations_to_send(conn: &mut PgConnection) -> QueryResult<Vec<Sitting>> {
    let ids: Vec<Option<uuid::Uuid>> = letters::table
        .filter(letters::kind.eq(AsText(LetterKind::L12)))
        .filter(letters::sha256.is_not_null().and(on_the_desk()))
        .select(letters::sitting_id)
        .distinct()
        .limit(24)
        .load(conn)?;
    let ids: Vec<_> = ids.into_iter().flatten().map(SittingId).collect();
    let mut sittings = sittings_with(conn, &ids)?;
    sittings.sort_by_key(|it| (it.held_on, it.id));
    Ok(sittings)
}
