//! An application that came by e-mail: what the message says need not be typed.

use maud::{Markup, html};

use crate::{
    Now, Problem, acts,
    procedure::{Channel, MailId, Version},
    storage::StoredMail,
    web::{cases::typed::Typed, components::hidden, days::german},
};

/// The e-mail from which the form was filled, and the version seen.
const ITSELF: [&str; 2] = ["mail", "mail_version"];

/// What an e-mail says of an application.
pub(super) const SAYS: [&str; 6] = [
    "mail",
    "mail_version",
    "channel",
    "received_on",
    "representative_organisation",
    "representative_search",
];

pub(super) fn fill(typed: &mut Typed, mail: &StoredMail, sender_represents: bool, now: Now) {
    typed.set("mail", mail.line.id.to_string());
    typed.set("mail_version", mail.version.0.to_string());
    typed.set("channel", Channel::Email.name());
    typed.set("received_on", german(acts::arrived_on(mail, now)));
    if sender_represents {
        let name = mail.line.sender.split('<').next().unwrap_or_default().trim();
        typed.set("representative_organisation", name);
        typed.set("representative_search", name);
    }
}

/// Before the form itself is shown, all of it goes along unseen.
pub(super) fn all_along(typed: &Typed) -> Markup {
    html! { @for name in SAYS { @if typed.has(name) { (hidden(name, typed.get(name))) } } }
}

/// The e-mail goes along unseen with the form.
pub(super) fn along(typed: &Typed) -> Markup {
    html! { @for name in ITSELF { @if typed.has(name) { (hidden(name, typed.get(name))) } } }
}

pub(super) fn read(typed: &Typed) -> Result<Option<(MailId, Version)>, Problem> {
    if !typed.has("mail") {
        return Ok(None);
    }
    Ok(Some((typed.own("mail")?, Version(typed.own("mail_version")?))))
}
