use crate::procedure::named;

named! {
    /// Whether an e-mail can be read, in the order of what is kept from the reader.
    pub enum MailCondition {
        Readable = "readable", "lesbar";
        Signed = "signed", "lesbar, elektronisch signiert (Signatur nicht geprüft)";
        Shortened = "shortened", "sehr lang, hier nur zum Teil gezeigt; das Original ist vollständig";
        Sealed = "sealed", "in eine elektronische Signatur verpackt, der Inhalt ist hier nicht lesbar";
        Encrypted = "encrypted", "verschlüsselt, der Inhalt ist nicht lesbar";
        Broken = "broken", "beschädigt, nur zum Teil lesbar";
        Overburdened = "overburdened", "nicht gelesen: das Lesen brauchte zu viel Zeit oder Speicher";
    }
}

named! {
    /// Why an attachment is kept aside and does not become a document.
    pub enum Aside {
        NotPdf = "not_pdf", "keine PDF-Datei";
        UnfitPdf = "unfit_pdf", "als PDF-Datei nicht annehmbar";
        Outlook = "outlook", "nur mit Outlook lesbar (winmail.dat)";
        Signature = "signature", "elektronische Signatur";
        Sealed = "sealed", "in eine elektronische Signatur verpackt";
        Encrypted = "encrypted", "verschlüsselt";
        Nested = "nested", "zu tief in weitergeleiteten Nachrichten";
        Calendar = "calendar", "Termin aus einem Kalender";
        Ornament = "ornament", "kleines Bild im Text, etwa ein Logo";
        Report = "report", "Bericht über die Zustellung";
    }
}

impl Aside {
    /// Whether the sender should hear of it and send it anew.
    pub const fn is_to_be_sent_anew(self) -> bool {
        !matches!(self, Self::Signature | Self::Calendar | Self::Ornament | Self::Report)
    }
}
