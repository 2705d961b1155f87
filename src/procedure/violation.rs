//! Why a step may not be taken: typed, and each with the one German sentence that stands
//! beside the disabled button, in the refusal of a request, and in the tests.

use chrono::NaiveDate;
use thiserror::Error;

use super::{
    Body, Catalogue, Ground, Role, RoundState, SittingState, Stage, StepKind,
    take_back::corrected_by,
};

#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Violation {
    #[error("Dieser Schritt steht Ihrer Rolle nicht offen.")]
    NotYourRole,
    #[error("Dieser Schritt ist vorbehalten: {}.", roles(.0))]
    OpenTo(&'static [Role]),
    #[error(
        "Die Annahme beschließt der Vorprüfungsausschuss oder die Kommission, nie die Geschäftsstelle allein (§ 3 Abs. 3 HFKVO)."
    )]
    DecidedByBodyOnly,
    #[error("{}: Diesen Beschluss hält nur fest: {} (§ 3 HFKVO).", .0.label(), roles(.0.recorded_by()))]
    RecordedForBody(Body),
    #[error("„{}“ ist im Stand „{}“ nicht vorgesehen.", .0.label(), .1.label())]
    WrongStage(StepKind, Stage),
    #[error(
        "Der Antrag ist noch nicht angenommen; die Stellungnahme wird erst nach der Annahme angefordert (§ 3 Abs. 2 HFKVO)."
    )]
    NotAdmittedYet,
    #[error("Die Stellungnahme der Ausländerbehörde fehlt (§ 3 Abs. 2 HFKVO).")]
    StatementMissing,
    #[error("Die Frist läuft noch bis {}; erinnert wird erst danach.", .0.format("%d.%m.%Y"))]
    DeadlineRuns(NaiveDate),
    #[error("Die Kommission hat noch nicht beschlossen (§ 6 HFKVO).")]
    NotDecidedYet,

    #[error("Noch nicht alle Ausschlussgründe sind für jede Person geprüft (§ 5 HFKVO).")]
    GroundsUnchecked,
    #[error("„{}“ liegt vor: Die Person ist ausgeschlossen, nur die Nichtannahme ist möglich ({}).", .0.label(), .0.paragraph())]
    ExcludedByGround(Ground),
    #[error("„{}“ liegt vor: Die Person soll ausgeschlossen sein; eine Annahme braucht eine begründete Abweichung ({}).", .0.label(), .0.paragraph())]
    DeviationMissing(Ground),
    #[error("„{}“ liegt vor: Für die Person ist ein Ersuchen ausgeschlossen ({}).", .0.label(), .0.paragraph())]
    ErsuchenExcludedByGround(Ground),
    #[error("„{}“ liegt vor: Vor einem Ersuchen ist neu über die Annahme zu beschließen, mit begründeter Abweichung oder als Nichtannahme ({}).", .0.label(), .0.paragraph())]
    DeviationBeforeErsuchen(Ground),
    #[error(
        "Über die Annahme ist beschlossen; neu zu beschließen ist erst, wenn bei einer angenommenen Person ein Ausschlussgrund hinzukommt (§ 5 HFKVO)."
    )]
    NoGroundSinceAdmission,
    #[error("An den Befunden ist nichts geändert und nichts bestätigt.")]
    NothingFound,
    #[error("Bitte angeben, worauf sich der Befund „liegt vor“ stützt ({}).", .0.paragraph())]
    FindingNeedsNote(Ground),
    #[error(
        "Vor der Vorprüfung und nach dem Beschluss der Kommission ist nur ein Termin der Rückführung zu vermerken (§ 5 Abs. 2 Nr. 6 HFKVO)."
    )]
    OnlyReturnDate,
    #[error("„{}“ kann nicht wegfallen; war der Befund falsch, bitte „liegt nicht vor“ wählen ({}).", .0.label(), .0.paragraph())]
    GroundStays(Ground),
    #[error("„{}“: Wegfallen kann nur, was vorgelegen hat und nun nicht mehr vorliegt ({}).", .0.label(), .0.paragraph())]
    GroundWasNotThere(Ground),
    #[error(
        "Beim Termin der Rückführung steht nur der Befund; was darüber bekannt ist, bitte unter „Rückführung“ vermerken (§ 97a AufenthG)."
    )]
    ReturnDateInFinding,
    #[error(
        "Der Vorgang ist z.d.A.; eine Rückführung ist erst nach einer Wiederaufnahme zu vermerken."
    )]
    FiledPreparesNothing,
    #[error("Dabei bleibt es schon: Am Eilfall ist so nichts zu ändern.")]
    UrgencyStands,
    #[error("Dieser Grund gehört nicht zur Fassung, nach der der Vorgang geprüft wird: {}.", .0.label())]
    NotOfThisCatalogue(Catalogue),
    #[error("{}: beschließt hier nicht über die Annahme.", .0.label())]
    NoSuchBody(Body),
    #[error(
        "Der Vorsitz stellt nur die Nichtannahme fest; über die Annahme beschließt das Vorprüfungsgremium (§ 5 NHärteKVO)."
    )]
    ChairDoesNotAdmit,
    #[error(
        "Der Vorsitz kann die Nichtannahme nur feststellen, wenn ein Grund dafür vorliegt (§ 5 NHärteKVO)."
    )]
    ChairNeedsGround,
    #[error("Jede Person, um die es geht, ist genau einmal zu nennen.")]
    NotEveryPersonOnce,
    #[error("{}: {given} können nicht mitgewirkt haben, es gibt {seats} Sitze.", .body.label())]
    TooManySeats { body: Body, seats: u16, given: u16 },
    #[error(
        "Der Vorprüfungsausschuss ist zu keinem Beschluss gekommen und hat den Vorgang an die Kommission gegeben; sie beschließt über die Annahme in einer Sitzung (Vorgabe der Geschäftsstelle zu § 3 Abs. 3 HFKVO)."
    )]
    HandedOver,
    #[error(
        "Der Vorprüfungsausschuss beschließt erst, wenn der Vorgang bei einer freigegebenen Vorprüfung steht (§ 3 Abs. 3 HFKVO)."
    )]
    NotOnARound,
    #[error("Die Vorprüfung ist am {}; der Ausschuss kann nur an diesem Tag beschlossen haben.", .0.format("%d.%m.%Y"))]
    RoundOnAnotherDay(NaiveDate),
    #[error(
        "Gezählt sind {given} Stimmen; an diesem Vorgang wirken laut Vorprüfung {voting} Sitze mit."
    )]
    MoreVotesThanSeats { voting: u16, given: u16 },
    #[error("Bitte die Stimmen des Ausschusses angeben.")]
    NobodyVoted,

    #[error(
        "Es ist kein Vorprüfungsausschuss besetzt; über die Annahme beschließt die Kommission in einer Sitzung (§ 3 Abs. 3 HFKVO)."
    )]
    NoCommittee,
    #[error("Über die Annahme ist in diesem Vorgang nicht zu beschließen (§ 3 Abs. 3 HFKVO).")]
    NotBeforeCommittee,
    #[error("Der Vorgang steht schon bei einer anderen Vorprüfung.")]
    OnAnotherRound,
    #[error("Die Vorprüfung ist „{}“; an ihren Vorgängen ist nichts mehr zu ändern.", .0.label())]
    RoundTakesNoItems(RoundState),
    #[error("Die Vorprüfung ist „{}“; „{}“ ist dann nicht vorgesehen.", .1.label(), .0)]
    RoundWrongState(&'static str, RoundState),
    #[error("Für diese Vorprüfung ist noch kein Vorgang gewählt.")]
    RoundEmpty,
    #[error("Die Vorprüfung ist erst am {}.", .0.format("%d.%m.%Y"))]
    RoundNotToday(NaiveDate),
    #[error("Noch offene Vorgänge: {0}. Jeder ist zu beschließen oder abzusetzen.")]
    RoundItemsOpen(usize),
    #[error("Vorgänge dieser Vorprüfung: {0}. Abzusagen ist sie nur, wenn alle abgesetzt sind.")]
    RoundHasItems(usize),
    #[error("Für diesen Sitz ist keine Stellvertretung benannt.")]
    NoDeputy,
    #[error("Was beschlossen oder abgesetzt ist, bleibt so.")]
    RoundItemSettled,

    #[error("Der Vorgang steht auf keiner Tagesordnung.")]
    NoSitting,
    #[error("Der Vorgang steht schon auf einer Tagesordnung; von dort ist er zuerst abzusetzen.")]
    OnAnAgenda,
    #[error(
        "Die Kommission beschließt über die Annahme in einer Sitzung, und der Vorgang steht auf keiner Tagesordnung (§ 6 HFKVO)."
    )]
    CommissionDecidesInSitting,
    #[error("Die Sitzung ist am {}; die Kommission kann nur an diesem Tag beschlossen haben (§ 6 HFKVO).", .0.format("%d.%m.%Y"))]
    SittingOnAnotherDay(NaiveDate),
    #[error("Die Sitzung ist „{}“; dafür muss sie „{}“ sein.", .is.label(), .needed.label())]
    SittingNot { is: SittingState, needed: SittingState },
    #[error("Auf die Tagesordnung dieser Sitzung kann nichts mehr gesetzt werden; sie ist „{}“.", .0.label())]
    AgendaClosed(SittingState),
    #[error(
        "Die Kommission ist nicht beschlussfähig: {present} anwesend, {needed} nötig (§ 6 Abs. 2 HFKVO)."
    )]
    NoQuorum { present: u16, needed: u16 },
    #[error(
        "Befunde zu den Ausschlussgründen sind veraltet und vor dem Beschluss erneut zu bestätigen; Personen, die es betrifft: {0} (§ 5 HFKVO, Vorgabe der Geschäftsstelle)."
    )]
    FindingsStale(usize),
    #[error("Die Stimmen ergeben zusammen {sum}, anwesend sind {present}.")]
    TotalsDiffer { sum: u32, present: u16 },
    #[error("Laut Anwesenheit stimmen {expected} Mitglieder ab, gezählt sind {given}.")]
    PresenceDiffers { expected: u16, given: u16 },
    #[error("Befangene Mitglieder laut Anwesenheit: {expected}, angegeben: {given}.")]
    RecusedDiffer { expected: u16, given: u16 },
    #[error(
        "Über diese Person ist nicht zu beschließen: Sie ist nicht angenommen, oder es ist schon beschlossen."
    )]
    PersonNotToBeDecided,
    #[error("Bitte mindestens eine Person wählen.")]
    NoPersons,
    #[error("Ein Ersuchen braucht schriftliche Gründe (§ 6 HFKVO).")]
    ReasonsMissing,
    #[error("Eine Empfehlung gibt es nur, wenn kein Ersuchen beschlossen ist.")]
    RecommendationBesideErsuchen,
    #[error("Die Empfehlung braucht einen Wortlaut.")]
    RecommendationWithoutText,
    #[error("Über eine Person dieses Vorgangs ist in der Sitzung schon beschlossen.")]
    AlreadyVoted,

    #[error("Für keine Person ist ein Ersuchen beschlossen.")]
    NobodyWithErsuchen,
    #[error(
        "Für eine Person ist ein Ersuchen beschlossen; es ist an die Ausländerbehörde zu richten (§ 7 HFKVO)."
    )]
    ErsuchenToBeSent,
    #[error(
        "In dieser Sache hat die Kommission nichts beschlossen, eine Mitteilung über die Beendigung entfällt."
    )]
    NothingDecided,
    #[error("Die Mitteilung über die Beendigung ist schon freigegeben.")]
    NoticeAlreadyReleased,
    #[error(
        "Die Mitteilungen einer Sitzung werden gemeinsam freigegeben; Vorgänge, in denen das Schreiben an die Ausländerbehörde noch fehlt: {0}."
    )]
    LettersToAuthorityMissing(usize),
    #[error("Die Mitteilung über die Beendigung ist noch nicht freigegeben.")]
    NoticeOutstanding,
    #[error("Noch nicht als abgesandt vermerkte Schreiben: {0}.")]
    LettersOutstanding(usize),
    #[error(
        "Will die Ausländerbehörde nicht folgen, sind ihre Gründe festzuhalten (§ 7 Abs. 3 HFKVO)."
    )]
    AuthorityReasonsMissing,
    #[error("Ein Titel ist nur für Personen anzugeben, bei denen dem Ersuchen gefolgt wurde.")]
    TitleWithoutFollowing,
    #[error("Der Titel endet, bevor er beginnt.")]
    TitleEndsBeforeItBegins,
    #[error("Bei einer Abgabe bitte die aufnehmende Kommission angeben.")]
    ReceiverMissing,
    #[error("Diese Ausländerbehörde steht nicht im Register.")]
    UnknownAuthority,
    #[error("Diese Ausländerbehörde ist schon eingetragen.")]
    SameAuthority,
    #[error("Für diese Person ist das Verfahren schon beendet.")]
    PersonEnded,
    #[error("Diese Person gehört nicht zu diesem Vorgang.")]
    NotOfThisCase,
    #[error(
        "Das Dokument ist Nachweis einer Vollmacht in diesem Fall und bleibt deshalb hier. Bitte die Vollmacht als irrtümlich beenden und die Datei beim richtigen Fall hochladen."
    )]
    DocumentProvesPower,

    #[error(
        "Eine Wiederaufnahme ist nicht zugelassen; ein erneuter Antrag wird als Folgeantrag erfasst (Vorgabe der Geschäftsstelle)."
    )]
    ReopeningBarred,

    #[error("In diesem Verfahren gibt es keinen Schritt, der zurückzunehmen wäre.")]
    NothingToTakeBack,
    #[error("Zurückgenommen wird immer der letzte Schritt, der noch gilt.")]
    NotTheLastStep,
    #[error("{}", corrected_by(*.0))]
    CorrectedOtherwise(StepKind),
    #[error("Wie der Fall vor „{}“ stand, ist nicht aufbewahrt; der Schritt kann nicht zurückgenommen, nur durch einen weiteren berichtigt werden.", .0.label())]
    NotKeptBefore(StepKind),
    #[error("Ein Schreiben zu „{}“ ist abgesandt; der Schritt kann nicht mehr zurückgenommen, nur durch einen weiteren berichtigt werden.", .0.label())]
    LetterHasLeft(StepKind),
    #[error("Die Sitzung ist „{}“; was auf ihrer Tagesordnung geschehen ist, wird nicht mehr zurückgenommen.", .0.label())]
    AgendaPast(SittingState),

    #[error("Bitte mindestens eine Unterlage wählen.")]
    NothingRequested,
    #[error("Erforderliche Unterlagen, die noch fehlen: {0} (Vorgabe der Geschäftsstelle).")]
    DocumentsMissing(usize),

    #[error("Zurzeit ist keine Frist gesetzt.")]
    NoDeadline,
    #[error("Die Frist läuft; fortzusetzen ist nur, was angehalten ist.")]
    DeadlineNotPaused,
    #[error("Die Frist ist seit {} angehalten und zuerst fortzusetzen.", .0.format("%d.%m.%Y"))]
    DeadlineRests(NaiveDate),
    #[error("Die Frist ist am {} abgelaufen; sie kann verlängert, aber nicht mehr angehalten werden.", .0.format("%d.%m.%Y"))]
    DeadlineOver(NaiveDate),
    #[error("Die neue Frist muss nach der bisherigen enden, die bis {} läuft.", .0.format("%d.%m.%Y"))]
    DeadlineNotLater(NaiveDate),
    #[error("Die neue Frist wäre am {} schon abgelaufen.", .0.format("%d.%m.%Y"))]
    DeadlinePast(NaiveDate),

    #[error("Der {} liegt in der Zukunft.", .0.format("%d.%m.%Y"))]
    InFuture(NaiveDate),
    #[error("Der {} liegt vor dem Eingang des Antrags.", .0.format("%d.%m.%Y"))]
    BeforeReceipt(NaiveDate),
    #[error("Der {} liegt nach dem Eingang des Schreibens.", .0.format("%d.%m.%Y"))]
    DatedAfterArrival(NaiveDate),
    #[error("Bitte ausfüllen: {0}.")]
    Missing(&'static str),
    #[error("{field}: höchstens {most} Zeichen.")]
    TooLong { field: &'static str, most: usize },
    #[error("{0}")]
    Field(String),

    #[error("Kein Schreiben wartet auf die Absendung.")]
    NoLetterToSend,
    #[error("Auf diesem Platz sitzt schon jemand.")]
    SeatTaken,
    #[error("Auf diesem Platz sitzt niemand.")]
    SeatEmpty,
    #[error("Dieser Platz ist nicht besetzt.")]
    SeatVacant,
    #[error("Die Tagesordnung ist leer.")]
    AgendaEmpty,
    #[error("Die Sitzung ist erst am {}.", .0.format("%d.%m.%Y"))]
    SittingNotToday(NaiveDate),
    #[error("Noch offene Tagesordnungspunkte: {0}.")]
    ItemsOpen(usize),
    #[error("Die Sitzung ist „{}“; „{}“ ist dann nicht vorgesehen.", .1.label(), .0)]
    SittingWrongState(&'static str, SittingState),
    #[error("Den eigenen Vorschlag bestätigt jemand anderes (Vier-Augen-Prinzip).")]
    OwnProposal,
    #[error(
        "Zu dieser Vorgabe wartet schon ein Vorschlag; er ist zuerst zu bestätigen oder abzulehnen."
    )]
    ProposalWaits,
}

impl Violation {
    /// Whether somebody else could take the step.
    pub const fn is_about_the_role(&self) -> bool {
        matches!(
            self,
            Self::NotYourRole
                | Self::OpenTo(_)
                | Self::DecidedByBodyOnly
                | Self::RecordedForBody(_)
        )
    }
}

fn roles(roles: &[Role]) -> String {
    let labels: Vec<_> = roles.iter().map(|it| it.label()).collect();
    labels.join(", ")
}

/// All that stands in the way, as one text.
pub fn sentences(violations: &[Violation]) -> String {
    let all: Vec<_> = violations.iter().map(ToString::to_string).collect();
    all.join(" ")
}
