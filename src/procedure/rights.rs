//! What a role may do besides the steps of a case. Default is no.

use super::{
    Actor,
    Role::{self, Administrator, Auditor, Chair, Clerk, Member, PreCheck},
    Roles, Stage, UserId, Violation,
    names::named,
};

named! {
    pub enum Right {
        Register = "register", "Antrag erfassen";
        TakeOver = "take_over", "Bestehende Liste übernehmen";
        ListCases = "list_cases", "Fälle auflisten und suchen";
        ReadCase = "read_case", "Fall lesen (soweit freigegeben)";
        AmendPerson = "amend_person", "Angaben zu Personen ändern";
        SeeProtectedAddress = "see_protected_address", "Gesperrte Anschriften lesen";
        SeeReturnDate = "see_return_date", "Termine einer Rückführung lesen";
        OpenStatement = "open_statement", "Stellungnahmen für die Antragstellerseite freigeben";
        WatchAuthorities = "watch_authorities", "Nichtbefolgung und Schweigen von Ausländerbehörden zur Kenntnis nehmen";
        HandleMail = "handle_mail", "Posteingang bearbeiten";
        HandleLetters = "handle_letters", "Schreiben lesen und Absendung vermerken";
        KeepRecalls = "keep_recalls", "Wiedervorlagen und eigene Abwesenheit führen";
        NoteAbsenceOfOthers = "note_absence_of_others", "Abwesenheit anderer vermerken";
        Upload = "upload", "Dokumente hochladen";
        CheckCompleteness = "check_completeness", "Vollständigkeit der Unterlagen prüfen";
        RecordConsent = "record_consent", "Einwilligungen und Schweigepflichtsentbindungen führen";
        KeepRepresentatives = "keep_representatives", "Bevollmächtigte und Vollmachten führen";
        ReadSittings = "read_sittings", "Sitzungen lesen (soweit eingeladen)";
        PrepareSittings = "prepare_sittings", "Sitzungen vorbereiten, Anwesenheit erfassen";
        ReadRounds = "read_rounds", "Vorprüfungen lesen (soweit zugewiesen)";
        PrepareRounds = "prepare_rounds", "Vorprüfungen vorbereiten, Mitwirkung erfassen";
        NameCommittee = "name_committee", "Vorprüfungsausschuss besetzen";
        RecordRecusal = "record_recusal", "Befangenheit vermerken";
        ReleaseNotices = "release_notices", "Mitteilungen über die Beendigung freigeben";
        ReadCounts = "read_counts", "Zählungen für den Jahresbericht lesen";
        ReadSettings = "read_settings", "Vorgaben der Geschäftsstelle lesen";
        ChangeSettings = "change_settings", "Änderungen der Vorgaben vorschlagen, bestätigen, ablehnen (zu zweit)";
        ChangeLetterhead = "change_letterhead", "Briefkopf ändern";
        ManageUsers = "manage_users", "Benutzer sperren und entsperren";
        ReadAuditLog = "read_audit_log", "Protokoll lesen und prüfen";
    }
}

impl Right {
    /// Everything a role may do, on one screen.
    #[rustfmt::skip]
    pub const fn roles(self) -> &'static [Role] {
        match self {
            Self::Register        => &[Clerk, Chair],
            // Its cases are filed without a resolution of any body: the head of the office answers for it.
            Self::TakeOver        => &[Chair],
            Self::ListCases       => &[Clerk, Chair, PreCheck],
            Self::ReadCase        => &[Clerk, Chair, Member, PreCheck],
            Self::AmendPerson     => &[Clerk, Chair],
            Self::SeeProtectedAddress => &[Clerk, Chair],
            Self::SeeReturnDate   => &[Clerk, Chair],
            Self::OpenStatement   => &[Clerk, Chair],
            Self::WatchAuthorities => &[Chair],
            Self::HandleMail      => &[Clerk, Chair],
            Self::HandleLetters   => &[Clerk, Chair],
            Self::KeepRecalls     => &[Clerk, Chair],
            Self::NoteAbsenceOfOthers => &[Chair],
            Self::Upload          => &[Clerk, Chair],
            Self::CheckCompleteness => &[Clerk, Chair],
            Self::RecordConsent   => &[Clerk, Chair],
            Self::KeepRepresentatives => &[Clerk, Chair],
            Self::ReadSittings    => &[Clerk, Chair, Member],
            Self::PrepareSittings => &[Clerk, Chair],
            Self::ReadRounds      => &[Clerk, Chair, PreCheck],
            Self::PrepareRounds   => &[Clerk, Chair],
            Self::NameCommittee   => &[Chair],
            Self::RecordRecusal   => &[Clerk, Chair, Member, PreCheck],
            Self::ReleaseNotices  => &[Chair],
            Self::ReadCounts      => &[Clerk, Chair],
            Self::ReadSettings    => &[Clerk, Chair],
            Self::ChangeSettings  => &[Chair, Clerk],
            Self::ChangeLetterhead => &[Chair],
            Self::ManageUsers     => &[Administrator],
            Self::ReadAuditLog    => &[Auditor],
        }
    }
}

impl Actor {
    pub fn may(&self, right: Right) -> bool {
        self.hat(right.roles()).is_some()
    }
}

/// Four eyes on a point of procedure, which is the chair's to answer for: nobody confirms their own
/// proposal, and one of the two holds the chair. No source asks for it; it is the house's own rule.
pub fn confirm_obstacles(actor: &Actor, proposed_by: UserId, proposed_as: Role) -> Vec<Violation> {
    if actor.user == proposed_by {
        vec![Violation::OwnProposal]
    } else if proposed_as != Chair && !actor.roles.has(Chair) {
        vec![Violation::OpenTo(&[Chair])]
    } else {
        Vec::new()
    }
}

/// How a user stands to one case, as the database knows it at this moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaseRelation {
    pub stage: Stage,
    /// A recusal of this user is recorded for the case.
    pub recused: bool,
    /// The case stands on a published agenda to which a seat of this user is invited.
    pub invited: bool,
    /// The case is before the committee in a published round, on a seat this user holds.
    pub assigned: bool,
}

impl CaseRelation {
    /// Of a user whom nothing brings to the case but a role.
    pub const fn at(stage: Stage) -> Self {
        Self { stage, recused: false, invited: false, assigned: false }
    }
}

impl CaseRelation {
    fn opens(self, role: Role) -> bool {
        match role {
            Clerk | Chair => true,
            Member => self.invited,
            PreCheck => self.assigned,
            Administrator | Auditor => false,
        }
    }
}

/// Whether this user may read this case. A recorded recusal beats everything
/// (model §§ 20, 21 VwVfG); members read what a published agenda gives them, the
/// pre-check committee what a published round gives it.
pub fn may_read_case(actor: &Actor, relation: CaseRelation) -> bool {
    !relation.recused && actor.roles.iter().any(|it| relation.opens(it))
}

/// The user in those hats alone that bring them to this case: who reads it as a member of the
/// commission decides nothing of the committee's. Nobody where none does.
pub fn in_case(actor: &Actor, relation: CaseRelation) -> Option<Actor> {
    let hats = actor.roles.iter().filter(|it| !relation.recused && relation.opens(*it));
    Roles::new(hats.collect()).map(|roles| Actor { roles, ..*actor })
}
