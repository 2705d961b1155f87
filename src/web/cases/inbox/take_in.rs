//! E-mails as files, several at once: each is read and kept, or named with what is wrong with it.

use actix_web::{HttpResponse, web::Data};
use maud::{Markup, html};

use super::{
    list::{HERE, Inbox},
    taken::Taken,
};
use crate::{
    Now, Problem, acts,
    config::Config,
    mail::{MAX_MAIL, Reader},
    pdf::Inspector,
    procedure::{FieldError, MailId, Right},
    storage::{Db, Files, NewMail},
    web::{
        cases::sent::{Sent, Upload},
        clock::fresh_id,
        components::{Field, Look, button, hidden, upload_form},
        numbers::megabytes,
        see_other,
        session::SignedIn,
    },
};

/// What the programs of e-mails make that is no e-mail.
const OUTLOOK: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];
const PDF: &[u8] = b"%PDF-";

/// `POST /posteingang`
pub(in crate::web::cases) async fn take_in(
    Sent { by, typed, uploads }: Sent<MAX_MAIL>,
    (db, config): (Data<Db>, Data<Config>),
    tools: (Data<Files>, Data<Inspector>, Data<Reader>),
    now: Now,
) -> Result<HttpResponse, Problem> {
    by.require(Right::HandleMail)?;
    let inbox = Inbox { db: db.clone(), config, now };
    if uploads.is_empty() {
        let error = wrong("Bitte mindestens eine E-Mail als Datei wählen (.eml).".to_owned());
        return inbox.page(&by, None, &Taken::default(), &[error]).await;
    }
    let key = typed.own("key")?;
    let (mut mails, mut errors) = (Vec::new(), Vec::new());
    for mut upload in uploads {
        match fault(&mut upload).await? {
            Some(what) => errors.push(wrong(format!("{}: {what}", upload.name))),
            None => mails.push(prepared(&tools, upload, now).await?),
        }
    }
    let actor = by.actor.clone();
    let entered = db.write(move |conn| {
        acts::once(conn, &actor, key, |conn| {
            let each = mails.iter().map(|it| acts::take_in_mail(conn, Some(&actor), it, now));
            Ok(Taken::of(each.collect::<Result<Vec<_>, _>>()?).address(HERE))
        })
    });
    let address = entered.await?;
    if errors.is_empty() {
        return Ok(see_other(&address));
    }
    inbox.page(&by, None, &Taken::at(&address), &errors).await
}

async fn prepared(
    (files, inspector, reader): &(Data<Files>, Data<Inspector>, Data<Reader>),
    upload: Upload,
    now: Now,
) -> Result<NewMail, Problem> {
    let id = MailId(fresh_id());
    acts::prepare_mail((files, inspector, reader), id, upload.file, now).await
}

/// Why a file is not taken as an e-mail. Whoever chose it has it and can do better.
async fn fault(upload: &mut Upload) -> Result<Option<String>, Problem> {
    if upload.surface.is_empty() {
        return Ok(Some("Die Datei ist leer.".to_owned()));
    }
    if upload.surface.size() > MAX_MAIL {
        let most = megabytes(MAX_MAIL);
        return Ok(Some(format!(
            "Die E-Mail ist größer als {most}. Sie ist nicht übernommen; bitte laden Sie ihre Anlagen einzeln beim Fall hoch, oder bitten Sie um mehrere kleinere E-Mails."
        )));
    }
    let beginning = upload.file.beginning().await?;
    Ok(if beginning.starts_with(OUTLOOK) {
        Some("Das ist eine Datei von Outlook (.msg). Bitte speichern Sie die Nachricht als .eml, oder leiten Sie sie als Anlage weiter.".to_owned())
    } else if beginning.starts_with(PDF) {
        Some(
            "Das ist eine PDF-Datei und keine E-Mail. Bitte laden Sie sie beim Fall hoch."
                .to_owned(),
        )
    } else {
        None
    })
}

fn wrong(sentence: String) -> FieldError {
    FieldError::new("file", sentence)
}

/// The form, which each list of e-mails has above it.
pub(super) fn form(by: &SignedIn, errors: &[FieldError]) -> Markup {
    let hint = format!(
        "Aus dem Mailprogramm gespeichert oder hierher gezogen (.eml); mehrere zugleich, je höchstens {}",
        megabytes(MAX_MAIL)
    );
    let fields = html! {
        (hidden("key", fresh_id()))
        (Field::new("file", "E-Mails als Dateien").hint(&hint).errors(errors).emls())
        div.buttons { (button(Look::Secondary, "E-Mails übernehmen")) }
    };
    html! { section { h2 { "E-Mails übernehmen" } (upload_form(by, HERE, &fields)) } }
}
