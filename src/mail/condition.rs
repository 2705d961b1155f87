use crate::procedure::named;

named! {
    /// Whether an e-mail can be read.
    pub enum MailCondition {
        Readable = "readable", "lesbar";
        Signed = "signed", "lesbar, elektronisch signiert (Signatur nicht geprüft)";
        Encrypted = "encrypted", "verschlüsselt, der Inhalt ist nicht lesbar";
        Broken = "broken", "beschädigt, nur zum Teil lesbar";
    }
}

named! {
    /// Why an attachment is kept aside and does not become a document.
    pub enum Aside {
        NotPdf = "not_pdf", "keine PDF-Datei";
        UnfitPdf = "unfit_pdf", "als PDF-Datei nicht annehmbar";
        Outlook = "outlook", "nur mit Outlook lesbar (winmail.dat)";
        Signature = "signature", "elektronische Signatur";
        Encrypted = "encrypted", "verschlüsselt";
        Nested = "nested", "zu tief in weitergeleiteten Nachrichten";
    }
}

impl Aside {
    /// Whether the sender should hear of it and send it anew.
    pub const fn is_to_be_sent_anew(self) -> bool {
        !matches!(self, Self::Signature)
    }
}
