//! E-mails that have arrived, until each is with a case or known not to be for us.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::{
    as_text::AsText,
    files::StoredFile,
    schema::{cases, mail_attachments, mails, users},
};
use crate::{
    Now, Problem,
    mail::{Aside, MailCondition},
    procedure::{CaseId, FileNumber, MailId, PdfFault, UserId, Version},
};

/// One line of the inbox.
#[derive(Debug, Clone)]
pub struct MailLine {
    pub id: MailId,
    pub sender: String,
    pub subject: String,
    pub condition: MailCondition,
    pub arrived_at: DateTime<Utc>,
    /// Who sees to it, and since when.
    pub held: Option<(String, DateTime<Utc>)>,
}

/// An e-mail with all that its page shows.
#[derive(Debug, Clone)]
pub struct StoredMail {
    pub line: MailLine,
    pub version: Version,
    pub reply_to: String,
    pub body: String,
    pub sent_at: Option<DateTime<Utc>>,
    pub original: StoredFile,
    pub copy: StoredFile,
    pub case: Option<CaseId>,
    /// Why it is not for us; empty otherwise.
    pub reason: String,
    pub settled: bool,
    pub attachments: Vec<StoredAttachment>,
}

impl StoredMail {
    /// What may become a document.
    pub fn papers(&self) -> impl Iterator<Item = &StoredAttachment> {
        self.attachments.iter().filter(|it| it.aside.is_none())
    }
}

#[derive(Debug, Clone)]
pub struct StoredAttachment {
    pub position: i32,
    pub name: String,
    pub file: StoredFile,
    pub aside: Option<Aside>,
    /// What is wrong with an [`Aside::UnfitPdf`].
    pub fault: Option<PdfFault>,
}

/// An e-mail whose files are stored and that now gets its rows.
#[derive(Debug, Clone)]
pub struct NewMail {
    pub id: MailId,
    pub sender: String,
    pub reply_to: String,
    pub subject: String,
    pub body: String,
    pub condition: MailCondition,
    pub sent_at: Option<DateTime<Utc>>,
    pub original: StoredFile,
    pub copy: StoredFile,
    pub attachments: Vec<StoredAttachment>,
}

/// Enters an e-mail; of one whose bytes are there already, says which it is.
pub fn add_mail(conn: &mut PgConnection, it: &NewMail, now: Now) -> QueryResult<(MailId, bool)> {
    let added = diesel::insert_into(mails::table)
        .values((
            (mails::id.eq(it.id.0), mails::version.eq(1)),
            (mails::sender.eq(&it.sender), mails::reply_to.eq(&it.reply_to)),
            (mails::subject.eq(&it.subject), mails::body.eq(&it.body)),
            mails::condition.eq(AsText(it.condition)),
            (mails::sent_at.eq(it.sent_at), mails::arrived_at.eq(now.at)),
            (mails::sha256.eq(&it.original.sha256), mails::size.eq(it.original.size)),
            (mails::copy_sha256.eq(&it.copy.sha256), mails::copy_size.eq(it.copy.size)),
        ))
        .on_conflict(mails::sha256)
        .do_nothing()
        .execute(conn)?;
    if added == 0 {
        let known = mails::table.filter(mails::sha256.eq(&it.original.sha256));
        return Ok((MailId(known.select(mails::id).first(conn)?), false));
    }
    let row = |attachment: &StoredAttachment| {
        (
            mail_attachments::mail_id.eq(it.id.0),
            mail_attachments::position.eq(attachment.position),
            mail_attachments::name.eq(attachment.name.clone()),
            mail_attachments::sha256.eq(attachment.file.sha256.clone()),
            mail_attachments::size.eq(attachment.file.size),
            mail_attachments::aside.eq(attachment.aside.map(AsText)),
            mail_attachments::fault.eq(attachment.fault.map(AsText)),
        )
    };
    let rows: Vec<_> = it.attachments.iter().map(row).collect();
    diesel::insert_into(mail_attachments::table).values(rows).execute(conn)?;
    Ok((it.id, true))
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = mails, check_for_backend(diesel::pg::Pg))]
struct LineRow {
    id: uuid::Uuid,
    sender: String,
    subject: String,
    condition: AsText<MailCondition>,
    arrived_at: DateTime<Utc>,
    held_since: Option<DateTime<Utc>>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = mails, check_for_backend(diesel::pg::Pg))]
struct RestRow {
    version: i32,
    reply_to: String,
    body: String,
    sent_at: Option<DateTime<Utc>>,
    sha256: Vec<u8>,
    size: i64,
    copy_sha256: Vec<u8>,
    copy_size: i64,
    case_id: Option<uuid::Uuid>,
    reason: String,
    settled_at: Option<DateTime<Utc>>,
}

fn line((row, holder): (LineRow, Option<String>)) -> MailLine {
    MailLine {
        id: MailId(row.id),
        sender: row.sender,
        subject: row.subject,
        condition: row.condition.0,
        arrived_at: row.arrived_at,
        held: holder.zip(row.held_since),
    }
}

/// What nobody has settled, the oldest first.
pub fn open_mails(
    conn: &mut PgConnection,
    after: Option<(DateTime<Utc>, MailId)>,
    limit: i64,
) -> QueryResult<Vec<MailLine>> {
    let mut query =
        mails::table.left_join(users::table).filter(mails::settled_at.is_null()).into_boxed();
    if let Some((at, id)) = after {
        let later = mails::arrived_at.gt(at).or(mails::arrived_at.eq(at).and(mails::id.gt(id.0)));
        query = query.filter(later);
    }
    let rows: Vec<(LineRow, Option<String>)> = query
        .order((mails::arrived_at, mails::id))
        .limit(limit)
        .select((LineRow::as_select(), users::name.nullable()))
        .load(conn)?;
    Ok(rows.into_iter().map(line).collect())
}

/// These e-mails, settled or not.
pub fn mail_lines(conn: &mut PgConnection, ids: &[MailId]) -> QueryResult<Vec<MailLine>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<_> = ids.iter().map(|it| it.0).collect();
    let rows: Vec<(LineRow, Option<String>)> = mails::table
        .left_join(users::table)
        .filter(mails::id.eq_any(ids))
        .order((mails::arrived_at, mails::id))
        .select((LineRow::as_select(), users::name.nullable()))
        .load(conn)?;
    Ok(rows.into_iter().map(line).collect())
}

pub fn find_mail(conn: &mut PgConnection, id: MailId) -> QueryResult<StoredMail> {
    let (first, rest, holder): (LineRow, RestRow, Option<String>) = mails::table
        .left_join(users::table)
        .filter(mails::id.eq(id.0))
        .select((LineRow::as_select(), RestRow::as_select(), users::name.nullable()))
        .first(conn)?;
    Ok(StoredMail {
        line: line((first, holder)),
        version: Version(rest.version),
        reply_to: rest.reply_to,
        body: rest.body,
        sent_at: rest.sent_at,
        original: StoredFile { sha256: rest.sha256, size: rest.size },
        copy: StoredFile { sha256: rest.copy_sha256, size: rest.copy_size },
        case: rest.case_id.map(CaseId),
        reason: rest.reason,
        settled: rest.settled_at.is_some(),
        attachments: attachments(conn, id)?,
    })
}

fn attachments(conn: &mut PgConnection, id: MailId) -> QueryResult<Vec<StoredAttachment>> {
    type Row = (i32, String, Vec<u8>, i64, Option<AsText<Aside>>, Option<AsText<PdfFault>>);
    let rows: Vec<Row> = mail_attachments::table
        .filter(mail_attachments::mail_id.eq(id.0))
        .order(mail_attachments::position)
        .select((
            mail_attachments::position,
            mail_attachments::name,
            mail_attachments::sha256,
            mail_attachments::size,
            mail_attachments::aside,
            mail_attachments::fault,
        ))
        .load(conn)?;
    let attachment = |(position, name, sha256, size, aside, fault): Row| StoredAttachment {
        position,
        name,
        file: StoredFile { sha256, size },
        aside: aside.map(|it| it.0),
        fault: fault.map(|it| it.0),
    };
    Ok(rows.into_iter().map(attachment).collect())
}

/// Notes who sees to it.
pub fn hold_mail(
    conn: &mut PgConnection,
    (id, seen): (MailId, Version),
    by: UserId,
    now: Now,
) -> Result<(), Problem> {
    let this = open_in(id, seen);
    let changed = diesel::update(this)
        .set((mails::version.eq(seen.0 + 1), mails::held_by.eq(by.0), mails::held_since.eq(now.at)))
        .execute(conn)?;
    if changed == 1 { Ok(()) } else { Err(Problem::Stale) }
}

/// Where an e-mail ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailEnd {
    Case(CaseId),
    /// Not for us, and why.
    NotOurs(String),
}

pub fn settle_mail(
    conn: &mut PgConnection,
    (id, seen): (MailId, Version),
    end: &MailEnd,
    by: UserId,
    now: Now,
) -> Result<(), Problem> {
    let (case, reason) = match end {
        MailEnd::Case(case) => (Some(case.0), ""),
        MailEnd::NotOurs(reason) => (None, reason.as_str()),
    };
    let changed = diesel::update(open_in(id, seen))
        .set((
            mails::version.eq(seen.0 + 1),
            mails::case_id.eq(case),
            mails::reason.eq(reason),
            mails::settled_by.eq(by.0),
            mails::settled_at.eq(now.at),
        ))
        .execute(conn)?;
    if changed == 1 { Ok(()) } else { Err(Problem::Stale) }
}

/// Whoever saw another version than the latest, or an open one that is settled now, collides.
#[diesel::dsl::auto_type(no_type_alias)]
fn open_in(id: MailId, seen: Version) -> _ {
    let (id, seen): (uuid::Uuid, i32) = (id.0, seen.0);
    mails::table
        .filter(mails::id.eq(id).and(mails::version.eq(seen)).and(mails::settled_at.is_null()))
}

/// Which of these is the Aktenzeichen of a case.
pub fn find_numbers(
    conn: &mut PgConnection,
    numbers: &[FileNumber],
) -> QueryResult<Vec<(CaseId, FileNumber)>> {
    let rows: Vec<(uuid::Uuid, AsText<FileNumber>)> = cases::table
        .filter(cases::file_number.eq_any(numbers.iter().map(FileNumber::as_str)))
        .order(cases::file_number)
        .select((cases::id, cases::file_number))
        .load(conn)?;
    Ok(rows.into_iter().map(|it| (CaseId(it.0), it.1.0)).collect())
}
