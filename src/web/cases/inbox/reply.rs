use crate::{
    mail::{Aside, MailCondition},
    now::wall_clock,
    storage::{StoredAttachment, StoredMail},
};

/// What could be written back when something of an e-mail could not be read or accepted; none when
/// all was, or nobody knows to whom to write.
pub(super) fn suggested_reply(mail: &StoredMail) -> Option<String> {
    if mail.reply_to.is_empty() {
        return None;
    }
    let refused: Vec<String> = mail.attachments.iter().filter_map(refused).collect();
    let of = mail.sent_at.map(|it| format!(" vom {}", wall_clock(it))).unwrap_or_default();
    let text = match (unread(mail.line.condition), refused.is_empty()) {
        (None, true) => return None,
        (Some(why), true) => format!("{why}\n\n"),
        (why, false) => format!(
            "{}Folgende Anlagen können wir nicht annehmen:\n\n{}\n\n\
             Bitte senden Sie sie noch einmal als PDF-Datei ohne Kennwort, je Datei höchstens 25 MB.\n\n",
            why.map(|it| format!("{it}\n\n")).unwrap_or_default(),
            refused.join("\n")
        ),
    };
    Some(format!(
        "Sehr geehrte Damen und Herren,\n\n\
         Ihre E-Mail{of} ist bei der Geschäftsstelle der Härtefallkommission eingegangen. {text}\
         Mit freundlichen Grüßen\nGeschäftsstelle der Härtefallkommission\n"
    ))
}

/// Why the message itself cannot be read, and what its sender can do.
const fn unread(condition: MailCondition) -> Option<&'static str> {
    match condition {
        MailCondition::Readable | MailCondition::Signed | MailCondition::Shortened => None,
        MailCondition::Encrypted => Some(
            "Sie ist verschlüsselt; wir können sie nicht lesen. Bitte senden Sie Ihr Schreiben unverschlüsselt oder auf Papier.",
        ),
        MailCondition::Sealed => Some(
            "Sie ist in eine elektronische Signatur verpackt, die wir nicht öffnen können. Bitte senden Sie sie ohne Signatur oder mit der Signatur als Anlage.",
        ),
        MailCondition::Broken | MailCondition::Overburdened => Some(
            "Wir können sie nicht oder nur zum Teil lesen. Bitte senden Sie Ihr Schreiben noch einmal, am besten als PDF-Datei.",
        ),
    }
}

fn refused(it: &StoredAttachment) -> Option<String> {
    // Of a message that cannot be read, the text says so.
    let said = |it: &Aside| matches!(it, Aside::Encrypted | Aside::Sealed);
    let aside = it.aside.filter(|it| it.is_to_be_sent_anew() && !said(it))?;
    Some(format!("- {} ({})", it.name, it.fault.map_or(aside.label(), |it| it.label())))
}

/// What should make a reader look twice at who wrote.
pub(super) fn doubts(mail: &StoredMail) -> Option<&'static str> {
    let (name, address) = mail.line.sender.split_once('<').unwrap_or(("", &mail.line.sender));
    let address = address.trim_end_matches('>');
    if !address.is_ascii() || !mail.reply_to.is_ascii() {
        Some(
            "Sie enthält Zeichen aus anderen Schriften, die gewöhnlichen Buchstaben zum Verwechseln ähnlich sehen können.",
        )
    } else if name.contains('@') && !name.contains(address) {
        Some("Der Name sieht aus wie eine Adresse; die Nachricht kommt aber von einer anderen.")
    } else if mail.reply_to != address {
        Some("Antworten gehen an eine andere Adresse als die, von der die Nachricht kommt.")
    } else {
        None
    }
}
