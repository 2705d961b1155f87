//! Why a file is not taken as a document, each with one sentence for whoever sends it here and a
//! text that the secretariat can send back to whoever sent it there.

use super::names::named;

named! {
    pub enum PdfFault {
        Empty = "empty", "Die Datei ist leer. Bitte eine Datei wählen.";
        TooLarge = "too_large", "Die Datei ist größer als 25 MB.";
        NoPdf = "no_pdf", "Das ist keine vollständige PDF-Datei. Angenommen werden nur PDF-Dateien.";
        Polyglot = "polyglot", "Die Datei ist zugleich etwas anderes als eine PDF-Datei (etwa ein Archiv oder eine Webseite).";
        Password = "password", "Die Datei lässt sich nur mit einem Passwort öffnen.";
        Script = "script", "Die Datei enthält ein Programm (JavaScript).";
        Launch = "launch", "Die Datei will beim Lesen andere Programme starten.";
        Attachment = "attachment", "In der Datei stecken weitere Dateien.";
        NoPage = "no_page", "Die PDF-Datei hat keine Seite.";
        Damaged = "damaged", "Die PDF-Datei ist beschädigt und lässt sich nicht lesen.";
        Overburdened = "overburdened", "Die Prüfung der Datei ist abgebrochen: Sie braucht zu viel Zeit oder Speicher.";
    }
}

impl PdfFault {
    /// What the sender can do. Many write on a telephone and know no other tool than their own.
    pub const fn remedy(self) -> &'static str {
        match self {
            Self::Empty => "Bitte senden Sie die Datei noch einmal; sie kam ohne Inhalt an.",
            Self::TooLarge => {
                "Bitte senden Sie das Schriftstück in mehreren Dateien von je höchstens 25 MB oder scannen Sie es mit geringerer Auflösung (300 dpi, Graustufen)."
            }
            Self::NoPdf => {
                "Bitte senden Sie das Schriftstück als PDF-Datei. Aus Word, von der Kamera oder aus dem Browser entsteht sie über „Drucken“ und „Als PDF speichern“."
            }
            Self::Password => {
                "Bitte öffnen Sie die Datei mit dem Passwort, speichern Sie sie über „Drucken“ und „Als PDF speichern“ ohne Passwort und senden Sie sie noch einmal."
            }
            Self::Attachment => {
                "Bitte senden Sie die enthaltenen Dateien einzeln, jede als PDF-Datei ohne Anlagen."
            }
            Self::NoPage => {
                "Bitte prüfen Sie, ob Sie die richtige Datei gewählt haben, und senden Sie sie noch einmal."
            }
            Self::Polyglot | Self::Script | Self::Launch | Self::Damaged | Self::Overburdened => {
                "Bitte öffnen Sie die Datei, speichern Sie sie über „Drucken“ und „Als PDF speichern“ neu und senden Sie diese neue Datei. Hilft das nicht, senden Sie bitte eine Kopie auf Papier."
            }
        }
    }

    /// The reply to the sender of a file.
    pub fn reply(self, file_name: &str) -> String {
        let (what, remedy) = (self.label(), self.remedy());
        format!(
            "Guten Tag,\n\nIhre Datei „{file_name}“ konnten wir nicht annehmen. {what} {remedy}\n\nMit freundlichen Grüßen\nGeschäftsstelle der Härtefallkommission"
        )
    }
}
