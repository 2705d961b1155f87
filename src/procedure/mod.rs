//! The rules of the procedure, as plain data and pure functions.
//!
//! Invariant: nothing here does IO, reads a clock, draws a random number, or knows
//! that Postgres, HTTP or HTML exist. `today` is always a parameter.

mod names; // enums with one name and one German label
mod ids; // what a case, a person, a user is called by
mod description; // what is said of a document
mod list_fault; // why a list is not read
mod pdf_fault; // why a file is not taken
mod text; // text as it was typed, cleaned once
mod role; // who acts, in which hat
mod rights; // what a role may do besides the steps of a case
mod calendar; // holidays and working days of a Land
mod posting; // when a letter counts as received (§ 41 VwVfG)
mod recall; // days on which a case comes back on a desk, and who is away
mod period; // periods and when they end (§ 31 VwVfG)
mod deadline; // what somebody must have done by a day
mod deadline_change; // opened, extended, paused, withdrawn: each with its date and its reason
mod partial_date; // birth dates of which only the year is sure
mod file_number; // the Aktenzeichen and its pattern
mod ground; // what stands in the way, in the wordings of the regulations
mod shorthand; // the grounds that are there, typed in one line
mod stage; // where a case can stand
mod standing; // where a person of a case can stand, and how it can end
mod case; // a case as the rules see it
mod facts; // what they must know besides
mod letter; // which letters exist, and to which side they go
mod countries; // the official list of states, as data
mod country; // a state of the list
mod person; // who the people of an application are
mod protected_address; // on no paper but the envelope that goes there
mod amendment; // changing what is known of a person
mod return_fact; // what is known of a return, for few alone
mod vulnerability; // why a person needs special protection
mod search_name; // names in letters that every keyboard has
mod person_search; // what a search for people asks
mod representative; // the register of those who act for others
mod power_of_attorney; // who acts for whom, since when, until when
mod recipient; // who gets the letters to the applicant side
mod person_errors; // what keeps a person from being described so
mod registration; // an application as received, and the receipt it becomes
mod inherited; // a case that was kept in a list before
mod vote; // totals, quorum, majority (§ 6 HFKVO)
mod law; // what the regulation of a Land fixes
mod wording; // and how letters speak of it
mod nrw; // Nordrhein-Westfalen, which ships
mod niedersachsen; // the proof that a second one fits
mod admissibility; // what the deciding body made of the pre-check
mod inquiry; // what the authority is asked
mod statement; // what it says, and where it says otherwise than the file
mod reminding; // when it is asked again
mod compliance; // what it makes of an Ersuchen
mod step_kind; // the table: who may do what, from where, leading where
mod step; // what is done, with its particulars
mod violation; // why a step may not be taken, in one German sentence each
mod take_back; // the last step is undone, with a reason and as an act of its own
mod ground_moves; // grounds found, fallen away, and set aside, as they are counted
mod take; // the one door by which a case changes
mod guards; // what the law asks of each step before it may be taken
mod apply; // what a permitted step makes of the case
mod sitting; // a sitting of the commission and its own small table
mod committee_round; // a round of the Vorprüfungsausschuss and its own small table
mod round_minutes; // what came of a round, by totals
mod rhythm; // how often the commission has to sit
mod rule_set; // the Verfahrensordnung with the secretariat's own settings
mod document; // the procedure as a page for people
mod document_kind; // what a document of a case is, and how it is guarded
mod checklist; // what an application should hold
mod consent; // what a person has agreed to
mod completeness; // what of it a case has, lacks, or waits for

pub use admissibility::{AdmissionVote, Body, Proposal};
pub use amendment::{Amendment, PersonField, Residence, differences};
pub use calendar::Calendar;
pub use case::{Case, Deviation, Event, FoundGround, Person, Round, Version};
pub use checklist::{Checklist, ChecklistItem, Condition, Mark, Per};
pub use committee_round::{
    CommitteeRound, CommitteeSeat, RoundItemState, RoundOutcome, RoundState, RoundStep, SeatHolder,
    count_seats, naming_errors, placing_obstacles, round_obstacles, take_round_step,
};
pub use completeness::{
    ChecklistLine, DocumentRequest, Intake, Paper, PaperOf, PaperState, Waiver, completeness,
};
pub use compliance::{FinalDecision, FollowRate, GrantedTitle, Intention, TitleCondition};
pub use consent::{Consent, ConsentKind, may_read_document, may_read_replaced};
pub use country::{Country, UnknownCountry};
pub use deadline::{Deadline, DeadlineKind, Firmness};
pub use deadline_change::{DeadlineChange, DeadlineEntry, DeadlineMove};
pub use description::{Description, Replacement};
pub use document::{Example, matrix, procedure_page};
pub use document_kind::{DocumentKind, Sensitivity};
pub use facts::{BeforeCommittee, CommitteeFacts, Facts, RoundFacts, SittingFacts};
pub use file_number::{FileNumber, FileNumberPattern};
pub use ground::{Catalogue, Finding, Ground, Tier};
pub use ground_moves::{GroundChange, GroundCount, GroundMove};
pub use guards::{body_obstacles, committee_obstacles, notices_obstacles};
pub use ids::{
    AbsenceId, AuthorityId, CaseId, CommitteeRoundId, CommitteeSeatId, ConsentId, DocumentId,
    LetterId, ListId, MailId, PersonId, ProposalId, RecallId, RepresentativeId, ReturnFactId,
    SeatId, SessionId, SittingId, UserId, VulnerabilityId,
};
pub use inherited::{Inherited, inherit, take_over};
pub use inquiry::{Enclosure, Inquiry, QuestionCatalogue, Transmission};
pub use law::{Bringer, Destination, Disclosure, Land, Law, Point};
pub use letter::{Addressee, LetterKind, LetterOrder, Withdrawal};
pub use list_fault::ListFault;
pub use names::UnknownName;
pub(crate) use names::named;
pub use partial_date::{InvalidPartialDate, PartialDate};
pub use pdf_fault::PdfFault;
pub use period::{Due, Period};
pub use person::{
    Address, FamilyRole, ForeignReference, FormerAddress, MaritalStatus, NameKind, OtherName,
    PersonDetails, ReferenceKind, ResidenceStatus, Sex, told_apart,
};
pub use person_search::{PersonSearch, SearchWord};
pub use posting::Posting;
pub use power_of_attorney::{
    Appointment, EndReason, Ended, PowerOfAttorney, RepresentationChange, appoint,
    end_representation, power_in_force, representation_version,
};
pub use protected_address::{REDACTED, open_lines, protected_streets, without_streets};
pub use recall::{Absence, Recall, RecallEnd, day_ahead};
pub use recipient::{Family, Recipient, applicant_side};
pub use registration::{Channel, Earlier, FieldError, Receipt, Registration, receive};
pub use reminding::{Awaited, Reminding, reminding};
pub use representative::{
    RegisteredRepresentative, Representative, RepresentativeField, RepresentativeKind,
};
pub use return_fact::{ReturnFact, ReturnFactKind};
pub use rhythm::{Rhythm, RhythmGap, rhythm_days, rhythm_gaps};
pub use rights::{CaseRelation, Right, confirm_obstacles, in_case, may_read_case};
pub use role::{Actor, Role, Roles};
pub use round_minutes::{MinutedCase, MinutedSeat, MinutedVote, RoundMinutes};
pub use rule_set::{InvalidSetting, MissingDocuments, Reopening, RuleSet, Setting, StaleFindings};
pub use search_name::{
    SearchName, look_the_same, name_key, plain_letters, plain_reference, plain_references,
};
pub use shorthand::Exception;
pub use sitting::{
    AgendaChange, ItemState, ItemSubject, Sitting, SittingOutcome, SittingState, SittingStep,
    SittingStepKind, sitting_obstacles, take_sitting_step,
};
pub use stage::Stage;
pub use standing::{CaseResult, OtherEnding, Standing};
pub use statement::{
    Contradiction, Position, Said, StatedPerson, Statement, Whereabouts, contradictions,
};
pub use step::{Competence, FindingEntry, Recommendation, RequestedDocument, Step};
pub use step_kind::{Leads, Rule, StepKind};
pub use take::{
    Outcome, awaited_step, has_no_agenda_yet, is_foreseen, next_step, obstacles, replay, take,
    waits_for_an_agenda,
};
pub use take_back::{Before, LastStep, TakeBack};
pub use text::clean;
pub use violation::{Violation, sentences};
pub use vote::{Base, Majority, Quorum, Share, Totals};
pub use vulnerability::{Vulnerability, VulnerabilityKind};
