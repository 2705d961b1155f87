use anyhow::Context as _;
use diesel::PgConnection;
use uuid::Uuid;

use super::{cases::readable, documents::add_documents};
use crate::{
    Now, Problem,
    letters::{MailCopy, typeset_mail},
    mail::{self, Aside, Attachment, Mail},
    now::wall_clock,
    pdf::{Inspector, Surface},
    procedure::{Actor, CaseId, DocumentId, DocumentKind, MailId, Right, Role, Version, clean},
    storage::{
        self, Action, Arriving, Entry, Files, MailEnd, NewDocument, NewMail, ObjectKind,
        StoredFile, StoredMail,
    },
};

/// The most an e-mail may have: a PDF of 25 MB grows by a third on its way.
pub const MAX_MAIL: usize = 40 * 1024 * 1024;

/// The longest reason why an e-mail is not for us.
const MAX_REASON: usize = 1_000;

/// Reads an e-mail whose bytes are kept, sets it as pages and keeps all that came with it, so that
/// afterwards rows can name the files.
pub async fn prepare_mail(
    (files, inspector): (&Files, &Inspector),
    id: MailId,
    original: StoredFile,
    now: Now,
) -> Result<NewMail, Problem> {
    let raw = files.get(&original.sha256).await?;
    let (mail, pages) = storage::blocking(move || read_and_set(&raw, now)).await??;
    let copy = files.put(pages).await?;
    let mut attachments = Vec::with_capacity(mail.attachments.len());
    for Attachment { name, bytes, aside } in mail.attachments {
        let mut file = files.receive()?;
        file.write(&bytes).await?;
        let aside = match aside {
            None if is_unfit(inspector, &bytes, &mut file).await? => Some(Aside::UnfitPdf),
            other => other,
        };
        attachments.push((name, files.keep(file).await?, aside));
    }
    Ok(NewMail {
        id,
        sender: mail.sender,
        reply_to: mail.reply_to,
        subject: mail.subject,
        body: mail.body,
        condition: mail.condition,
        sent_at: mail.sent_at,
        original,
        copy,
        attachments,
    })
}

fn read_and_set(raw: &[u8], now: Now) -> anyhow::Result<(Mail, Vec<u8>)> {
    let mail = mail::read(raw);
    let page = MailCopy {
        sender: mail.sender.clone(),
        subject: mail.subject.clone(),
        sent: mail.sent_at.map(wall_clock).unwrap_or_default(),
        received: now.today,
        body: mail.body.clone(),
        attachments: mail.attachments.iter().map(|it| it.name.clone()).collect(),
    };
    let pages = typeset_mail(&page).context("setting an e-mail")?;
    Ok((mail, pages))
}

/// What comes by e-mail must be as good as what is uploaded.
async fn is_unfit(
    inspector: &Inspector,
    bytes: &[u8],
    file: &mut Arriving,
) -> anyhow::Result<bool> {
    let mut surface = Surface::default();
    surface.see(bytes);
    Ok(surface.verdict().is_err() || inspector.inspect(file.read_back().await?).await?.is_err())
}

/// Enters an e-mail; one that is there already stays as it is. Nobody signed in brings what the
/// mailbox brings.
pub fn take_in_mail(
    conn: &mut PgConnection,
    by: Option<&Actor>,
    mail: &NewMail,
    now: Now,
) -> Result<MailId, Problem> {
    let entry = match by {
        Some(by) => Entry::change(Action::MailReceived, by.user, hat(by)?),
        None => Entry::by_system(Action::MailReceived),
    };
    let (id, is_new) = storage::add_mail(conn, mail, now)?;
    if is_new {
        storage::append(conn, &entry.object(ObjectKind::Mail, id.0, 1))?;
    }
    Ok(id)
}

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
    let itself: String = format!("E-Mail: {}", mail.line.subject).chars().take(200).collect();
    let mut papers =
        vec![(itself.trim().to_owned(), Some(DocumentKind::Correspondence), mail.copy.clone())];
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

fn hat(by: &Actor) -> Result<Role, Problem> {
    by.hat(Right::HandleMail.roles()).ok_or(Problem::Forbidden)
}
