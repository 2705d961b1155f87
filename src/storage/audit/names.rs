//! The closed lists of the log. The database holds the same (a test compares them).

use crate::procedure::{Role, named};

named! {
    /// What was done. Reads end in `_read` and form their own chain.
    pub enum Action {
        Registered = "registered", "Antrag erfasst";
        CaseTakenOver = "case_taken_over", "Fall aus bestehender Liste übernommen";
        StepTaken = "step_taken", "Schritt im Verfahren";
        SittingPlanned = "sitting_planned", "Sitzung geplant";
        SittingStepTaken = "sitting_step_taken", "Schritt einer Sitzung";
        AttendanceRecorded = "attendance_recorded", "Anwesenheit erfasst";
        CommitteeNamed = "committee_named", "Vorprüfungsausschuss besetzt";
        CommitteeRoundPlanned = "committee_round_planned", "Vorprüfung geplant";
        CommitteeRoundStepTaken = "committee_round_step_taken", "Schritt einer Vorprüfung";
        CommitteeItemAdded = "committee_item_added", "Fall in eine Vorprüfung aufgenommen";
        CommitteeItemTakenOff = "committee_item_taken_off", "Fall aus einer Vorprüfung genommen";
        CommitteePresenceRecorded = "committee_presence_recorded", "Mitwirkung in einer Vorprüfung erfasst";
        RecusalRecorded = "recusal_recorded", "Befangenheit vermerkt";
        StatementOpened = "statement_opened", "Stellungnahme für die Antragstellerseite freigegeben";
        StatementClosed = "statement_closed", "Freigabe einer Stellungnahme zurückgenommen";
        RefusalNoted = "refusal_noted", "Nichtbefolgung zur Kenntnis genommen";
        CompletenessNoted = "completeness_noted", "Zur Vollständigkeit vermerkt";
        ConsentRecorded = "consent_recorded", "Einwilligung festgehalten";
        ConsentRevoked = "consent_revoked", "Einwilligung widerrufen";
        RepresentativeEntered = "representative_entered", "Bevollmächtigte ins Verzeichnis aufgenommen";
        RepresentativeAmended = "representative_amended", "Angaben zu Bevollmächtigten geändert";
        RepresentationBegun = "representation_begun", "Vertretung eingetragen";
        RepresentationEnded = "representation_ended", "Vertretung beendet";
        RepresentationProven = "representation_proven", "Nachweis einer Vollmacht vermerkt";
        DocumentUploaded = "document_uploaded", "Dokument hochgeladen";
        DocumentReplaced = "document_replaced", "Dokument durch neue Fassung ersetzt";
        DocumentDescribed = "document_described", "Dokument beschrieben";
        DocumentsSeen = "documents_seen", "Dokumente als gesehen markiert";
        DocumentMovedOut = "document_moved_out", "Dokument in einen anderen Fall verlegt";
        DocumentMovedIn = "document_moved_in", "Dokument aus einem anderen Fall übernommen";
        LetterTypeset = "letter_typeset", "Schreiben erzeugt";
        LetterSent = "letter_sent", "Absendung vermerkt";
        LetterWithdrawn = "letter_withdrawn", "Schreiben zurückgezogen";
        RecallNoted = "recall_noted", "Wiedervorlage gesetzt";
        RecallSettled = "recall_settled", "Wiedervorlage erledigt oder zurückgenommen";
        AbsenceNoted = "absence_noted", "Abwesenheit vermerkt";
        AbsenceWithdrawn = "absence_withdrawn", "Abwesenheit zurückgenommen";
        PersonAmended = "person_amended", "Angaben zu einer Person geändert";
        VulnerabilityNoted = "vulnerability_noted", "Schutzbedarf vermerkt";
        VulnerabilityEnded = "vulnerability_ended", "Ende eines Schutzbedarfs vermerkt";
        ReturnFactNoted = "return_fact_noted", "Zur Rückführung vermerkt";
        ReturnFactEnded = "return_fact_ended", "Vermerk zur Rückführung beendet";
        MailReceived = "mail_received", "E-Mail eingegangen";
        MailHeld = "mail_held", "E-Mail zur Bearbeitung übernommen";
        MailSettled = "mail_settled", "E-Mail erledigt";
        ListStaged = "list_staged", "Bestehende Liste eingelesen";
        ListDiscarded = "list_discarded", "Eingelesene Liste verworfen";
        ListTakenOver = "list_taken_over", "Bestehende Liste übernommen";
        SettingProposed = "setting_proposed", "Vorgabe vorgeschlagen";
        SettingChanged = "setting_changed", "Vorgabe geändert";
        SettingRejected = "setting_rejected", "Vorschlag zu einer Vorgabe abgelehnt";
        SignedIn = "signed_in", "Angemeldet";
        SignInFailed = "sign_in_failed", "Anmeldung gescheitert";
        SignedOut = "signed_out", "Abgemeldet";
        PasswordChanged = "password_changed", "Kennwort geändert";
        UserAdded = "user_added", "Benutzer angelegt";
        UserChanged = "user_changed", "Benutzer geändert";
        UserLocked = "user_locked", "Benutzer gesperrt";
        UserUnlocked = "user_unlocked", "Benutzer entsperrt";
        UserReset = "user_reset", "Kennwort zurückgesetzt";
        SeatChanged = "seat_changed", "Sitz der Kommission geändert";
        SeedLoaded = "seed_loaded", "Beispieldaten geladen";
        CaseRead = "case_read", "Fall gelesen";
        DocumentRead = "document_read", "Dokument gelesen";
        GuardedDocumentRead = "guarded_document_read", "Besonders geschütztes Dokument gelesen";
        LetterRead = "letter_read", "Schreiben gelesen";
        RepresentativeRead = "representative_read", "Bevollmächtigte gelesen";
        MailRead = "mail_read", "E-Mail gelesen";
        SittingRead = "sitting_read", "Sitzung gelesen";
        CommitteeRoundRead = "committee_round_read", "Vorprüfung gelesen";
        ListRead = "list_read", "Liste gelesen";
        LogRead = "log_read", "Protokoll gelesen";
    }
}

impl Action {
    /// Chain 2 for what only reads, 1 for all else.
    pub const fn chain(self) -> i16 {
        match self {
            Self::CaseRead
            | Self::DocumentRead
            | Self::GuardedDocumentRead
            | Self::LetterRead
            | Self::RepresentativeRead
            | Self::MailRead
            | Self::SittingRead
            | Self::CommitteeRoundRead
            | Self::ListRead
            | Self::LogRead => 2,
            _ => 1,
        }
    }
}

named! {
    /// What an entry is about, if it is about one thing.
    pub enum ObjectKind {
        Case = "case", "Fall";
        Person = "person", "Person";
        Document = "document", "Dokument";
        Letter = "letter", "Schreiben";
        Mail = "mail", "E-Mail";
        List = "list", "Liste";
        Representative = "representative", "Bevollmächtigte";
        Sitting = "sitting", "Sitzung";
        CommitteeRound = "committee_round", "Vorprüfung";
        Seat = "seat", "Sitz";
        User = "user", "Benutzer";
        Session = "session", "Anmeldung";
        Setting = "setting", "Vorgabe";
        Authority = "authority", "Behörde";
        Log = "log", "Protokoll";
    }
}

named! {
    /// Why something was read.
    pub enum Purpose {
        Handling = "handling", "Bearbeitung";
        Sitting = "sitting", "Sitzung";
        PreCheck = "pre_check", "Vorprüfung";
        Disclosure = "disclosure", "Auskunft";
        /// Data protection officer and audit, reading the log itself.
        Supervision = "supervision", "Datenschutzkontrolle";
    }
}

impl Purpose {
    /// What somebody in this hat reads for.
    pub const fn of(hat: Role) -> Self {
        match hat {
            Role::Clerk | Role::Chair | Role::Administrator => Self::Handling,
            Role::Member => Self::Sitting,
            Role::PreCheck => Self::PreCheck,
            Role::Auditor => Self::Supervision,
        }
    }
}

named! {
    pub enum Outcome {
        Done = "done", "ausgeführt";
        Refused = "refused", "abgelehnt";
    }
}
