use crate::{
    now::wall_clock,
    storage::{StoredAttachment, StoredMail},
};

/// What could be written back about attachments that were not accepted; none when all were.
pub(super) fn suggested_reply(mail: &StoredMail) -> Option<String> {
    let refused: Vec<String> = mail.attachments.iter().filter_map(refused).collect();
    if refused.is_empty() {
        return None;
    }
    let of = mail.sent_at.map(|it| format!(" vom {}", wall_clock(it))).unwrap_or_default();
    Some(format!(
        "Sehr geehrte Damen und Herren,\n\n\
         Ihre E-Mail{of} ist bei der Geschäftsstelle der Härtefallkommission eingegangen. Folgende \
         Anlagen können wir nicht annehmen:\n\n{}\n\n\
         Bitte senden Sie sie noch einmal als PDF-Datei ohne Kennwort, je Datei höchstens 25 MB.\n\n\
         Mit freundlichen Grüßen\nGeschäftsstelle der Härtefallkommission\n",
        refused.join("\n")
    ))
}

fn refused(it: &StoredAttachment) -> Option<String> {
    let aside = it.aside.filter(|it| it.is_to_be_sent_anew())?;
    Some(format!("- {} ({})", it.name, aside.label()))
}
