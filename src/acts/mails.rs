use diesel::PgConnection;
use uuid::Uuid;

use super::{cases::readable, documents::add_documents};
use crate::{
    Now, Problem,
    procedure::{Actor, CaseId, DocumentId, DocumentKind, MailId, Right, Role, Version, clean},
    storage::{self, Action, Entry, MailEnd, NewDocument, ObjectKind, StoredFile, StoredMail},
};

/// The longest reason why an e-mail is not for us.
const MAX_REASON: usize = 1_000;

/// The one door to an e-mail: who reads it stands in the log before it is shown.
pub fn disclose_mail(
    conn: &mut PgConnection,
    by: &Actor,
    id: MailId,
) -> Result<StoredMail, Problem> {
    let hat = by.hat(Right::HandleMail.roles()).ok_or(Problem::Forbidden)?;
    let mail = storage::find_mail(conn, id)?;
    let entry = Entry::read(Action::MailRead, by.user, hat).object_read(ObjectKind::Mail, id.0);
    storage::append(conn, &entry)?;
    Ok(mail)
}

/// Says who sees to it.
pub fn hold_mail(
    conn: &mut PgConnection,
    by: &Actor,
    (id, seen): (MailId, Version),
    now: Now,
) -> Result<(), Problem> {
    let hat = hat(by)?;
    storage::hold_mail(conn, (id, seen), by.user, now)?;
    let entry = Entry::change(Action::MailHeld, by.user, hat);
    Ok(storage::append(conn, &entry.object(ObjectKind::Mail, id.0, seen.0 + 1))?)
}

/// Gives an e-mail to a case: its pages and every fit PDF become documents there.
pub fn file_mail(
    conn: &mut PgConnection,
    by: &Actor,
    (id, seen): (MailId, Version),
    (case, mut fresh): (CaseId, impl FnMut() -> Uuid),
    now: Now,
) -> Result<(), Problem> {
    readable(conn, by, case, now)?;
    let mail = storage::find_mail(conn, id)?;
    settle(conn, by, (id, seen), &MailEnd::Case(case), now)?;
    let received_on = arrived_on(&mail, now);
    let documents = papers(&mail).into_iter().map(|(name, kind, file)| NewDocument {
        id: DocumentId(fresh()),
        name,
        kind,
        received_on,
        file,
    });
    add_documents(conn, by, (case, &documents.collect::<Vec<_>>()), now)
}

/// What an e-mail brings into a case: itself as pages, then its PDFs.
fn papers(mail: &StoredMail) -> Vec<(String, Option<DocumentKind>, StoredFile)> {
    let subject = &mail.line.subject;
    let itself: String = match subject.as_str() {
        "" => "E-Mail ohne Betreff".to_owned(),
        _ => format!("E-Mail: {subject}").chars().take(200).collect(),
    };
    let mut papers =
        vec![(itself.trim_end().to_owned(), Some(DocumentKind::Correspondence), mail.copy.clone())];
    papers.extend(
        mail.papers()
            .map(|it| (it.name.clone(), DocumentKind::suggested_by(&it.name), it.file.clone())),
    );
    papers
}

/// The day an e-mail came: that on which it was sent, unless its clock was wrong.
pub fn arrived_on(mail: &StoredMail, now: Now) -> chrono::NaiveDate {
    let sent = mail.sent_at.map(|it| Now::from(it).today);
    let arrived = Now::from(mail.line.arrived_at).today;
    sent.filter(|it| *it <= now.today).unwrap_or(arrived)
}

/// Says that an e-mail is not for us, and why.
pub fn dismiss_mail(
    conn: &mut PgConnection,
    by: &Actor,
    seen: (MailId, Version),
    reason: &str,
    now: Now,
) -> Result<(), Problem> {
    let reason = clean(reason);
    if reason.is_empty() {
        return Err(Problem::field(
            "reason",
            "Bitte angeben, warum die E-Mail nicht zu uns gehört.",
        ));
    }
    if reason.chars().count() > MAX_REASON {
        return Err(Problem::field("reason", "Höchstens 1.000 Zeichen."));
    }
    settle(conn, by, seen, &MailEnd::NotOurs(reason), now)
}

fn settle(
    conn: &mut PgConnection,
    by: &Actor,
    (id, seen): (MailId, Version),
    end: &MailEnd,
    now: Now,
) -> Result<(), Problem> {
    let hat = hat(by)?;
    storage::settle_mail(conn, (id, seen), end, by.user, now)?;
    let entry = Entry::change(Action::MailSettled, by.user, hat);
    let entry = entry.object(ObjectKind::Mail, id.0, seen.0 + 1);
    let entry = match end {
        MailEnd::Case(case) => entry.subject(storage::pseudonym(conn, *case)?),
        MailEnd::NotOurs(_) => entry,
    };
    Ok(storage::append(conn, &entry)?)
}

pub(super) fn hat(by: &Actor) -> Result<Role, Problem> {
    by.hat(Right::HandleMail.roles()).ok_or(Problem::Forbidden)
}
