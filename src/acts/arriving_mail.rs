use std::{
    ffi::OsStr,
    time::{Duration, Instant},
};

use anyhow::Context as _;
use diesel::PgConnection;

use super::mails::hat;
use crate::{
    Now, Problem,
    letters::{MailCopy, typeset_mail},
    mail::{Aside, Attachment, Incoming, Mail, Reader},
    now::wall_clock,
    pdf::{Inspector, Surface},
    procedure::{Actor, MailId, PdfFault},
    storage::{
        self, Action, Arriving, Db, Entry, Files, Mailbox, NewMail, ObjectKind, StoredAttachment,
    },
};

/// So long are the PDFs of one e-mail looked at; others wait meanwhile.
const PATIENCE: Duration = Duration::from_mins(5);

/// Reads an e-mail that is on the disk, sets it as pages and keeps it with all that came with it,
/// so that afterwards rows can name the files. None of them is ever whole in memory.
pub async fn prepare_mail(
    (files, inspector, reader): (&Files, &Inspector, &Reader),
    id: MailId,
    mut original: Arriving,
    now: Now,
) -> Result<NewMail, Problem> {
    let mut incoming = reader.read(original.read_back().await?).await?;
    let attachments = keep_attachments((files, inspector), &mut incoming).await?;
    let mail = incoming.into_mail();
    Ok(NewMail {
        id,
        copy: files.put(set_as_pages(&mail, now).await?).await?,
        original: files.keep(original).await?,
        sender: mail.sender,
        reply_to: mail.reply_to,
        subject: mail.subject,
        body: mail.body,
        condition: mail.condition,
        sent_at: mail.sent_at,
        attachments,
    })
}

async fn keep_attachments(
    (files, inspector): (&Files, &Inspector),
    incoming: &mut Incoming,
) -> anyhow::Result<Vec<StoredAttachment>> {
    let (begun, mut kept) = (Instant::now(), Vec::new());
    for (position, it) in (1..).zip(incoming.mail.attachments.clone()) {
        let (mut file, surface) = received(files, incoming, &it).await?;
        let fault = match it.aside {
            Some(_) => None,
            None if begun.elapsed() > PATIENCE => Some(PdfFault::Overburdened),
            None => fault(inspector, &surface, &mut file).await?,
        };
        let aside = it.aside.or(fault.map(|_| Aside::UnfitPdf));
        let file = files.keep(file).await?;
        kept.push(StoredAttachment { position, name: it.name, file, aside, fault });
    }
    Ok(kept)
}

async fn received(
    files: &Files,
    incoming: &mut Incoming,
    it: &Attachment,
) -> anyhow::Result<(Arriving, Surface)> {
    let (mut file, mut surface) = (files.receive()?, Surface::default());
    while surface.size() < it.size {
        let piece = incoming.piece(it.size - surface.size()).await?;
        surface.see(&piece);
        file.write(&piece).await?;
    }
    Ok((file, surface))
}

/// What comes by e-mail must be as good as what is uploaded.
async fn fault(
    inspector: &Inspector,
    surface: &Surface,
    file: &mut Arriving,
) -> anyhow::Result<Option<PdfFault>> {
    let verdict = match surface.verdict() {
        Ok(()) => inspector.inspect(file.read_back().await?).await?,
        refused => refused,
    };
    Ok(verdict.err())
}

async fn set_as_pages(mail: &Mail, now: Now) -> anyhow::Result<Vec<u8>> {
    let page = MailCopy {
        sender: mail.sender.clone(),
        subject: mail.subject.clone(),
        sent: mail.sent_at.map(wall_clock).unwrap_or_default(),
        received: now.today,
        body: mail.body.clone(),
        attachments: mail.attachments.iter().map(|it| it.name.clone()).collect(),
    };
    storage::blocking(move || typeset_mail(&page)).await?.context("setting an e-mail")
}

/// Enters an e-mail; one that is there already stays as it is. Nobody signed in brings what the
/// mailbox brings. Says which e-mail it is, and whether it is new.
pub fn take_in_mail(
    conn: &mut PgConnection,
    by: Option<&Actor>,
    mail: &NewMail,
    now: Now,
) -> Result<(MailId, bool), Problem> {
    let entry = match by {
        Some(by) => Entry::change(Action::MailReceived, by.user, hat(by)?),
        None => Entry::by_system(Action::MailReceived),
    };
    let (id, is_new) = storage::add_mail(conn, mail, now)?;
    if is_new {
        storage::append(conn, &entry.object(ObjectKind::Mail, id.0, 1))?;
    }
    Ok((id, is_new))
}

/// Takes in a file of the watched mailbox and moves it only after the commit: whatever happens in
/// between, it is taken in again and known by its bytes.
pub async fn collect_mail(
    (db, mailbox): (&Db, &Mailbox),
    tools: (&Files, &Inspector, &Reader),
    name: &OsStr,
    (id, now): (MailId, Now),
) -> Result<(), Problem> {
    let Some(original) = mailbox.receive(tools.0, name).await? else { return Ok(()) };
    let mail = prepare_mail(tools, id, original, now).await?;
    db.write(move |conn| take_in_mail(conn, None, &mail, now)).await?;
    Ok(mailbox.settle(name).context("moving a file that is taken in")?)
}
