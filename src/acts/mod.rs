//! One function per thing an actor can do. Each runs inside one transaction and leaves an
//! audit entry; none knows about HTTP.

mod cases; // register, take a step, disclose
mod sending; // letters that left the house
mod jobs; // what the program does by itself
mod recalls; // cases come back on a desk; who is away
mod persons; // amend what is known of a person
mod return_facts; // what is known of a return
mod vulnerabilities; // why persons need special protection
mod protected; // no protected address in what letters say
mod compose; // what the letters of a step say
mod readdress; // letters on the desk go where they should go now
mod inquiry; // what the authority reads that is asked and reminded
mod statements; // who may see, and who takes note of, what the authority says
mod completeness; // what no document tells of the papers of a case
mod consents; // what persons have agreed to
mod representatives; // the register of those who act for others
mod representation; // for whom they act in a case
mod documents; // added to a case, described, opened
mod moving; // documents that lie with the wrong case
mod lists; // lists of cases kept before: read in, taken over, forgotten
mod arriving_mail; // e-mails: read, and taken in
mod mails; // e-mails: read by people, given to a case, or not for us
mod minutes; // what the papers of a sitting say
mod once; // the same form sent twice
mod password; // what is a good one, and how one is kept
mod sign_in; // attempts, sessions
mod accounts; // the own password; what administration may do
mod log; // who reads the log stands in it
mod settings; // the secretariat's own settings
mod sittings; // plan, take a step, attendance, recusal, release of the notices
mod committee_rounds; // the committee named, its rounds planned, published, closed
mod typeset; // letters become PDFs

pub use accounts::{add_user, change_password, lock_login, lock_user, reset_login, unlock_user};
pub use arriving_mail::{collect_mail, prepare_mail, take_in_mail};
pub use cases::{
    disclose, disclose_found, earlier_case, history_open_to, import, in_case, may_read, register,
    rehearse, take_step,
};
pub use committee_rounds::{
    RoundPlan, add_to_round, committee_candidates, disclose_round, disclose_sheets, name_committee,
    plan_round, record_presence, take_off_round, take_round_step,
};
pub use completeness::{mark_persons, unwaive_document, waive_documents};
pub use compose::recipients;
pub use consents::{record_consents, revoke_consent};
pub use documents::{
    Described, Opening, add_documents, describe_documents, disclose_document, documents_open_to,
    replace_document, see_documents,
};
pub use jobs::{do_next_job, plan_jobs};
pub use lists::{
    ListedCase, discard_list, disclose_list, numbers_borne, stage_list, take_over_list,
};
pub use log::disclose_log;
pub use mails::{arrived_on, disclose_mail, dismiss_mail, file_mail, hold_mail};
pub use moving::{Moving, document_moves, move_document};
pub use once::once;
pub use password::{check_new_password, hash_password, is_cheaper, is_password};
pub use persons::amend_person;
pub use recalls::{
    colleagues, may_withdraw, note_absence, note_recall, recalls_of, settle_recall,
    withdraw_absence,
};
pub use representation::{
    change_representative, end_representation, prove_representation, rehearse_representation,
};
pub use representatives::{
    amend_representative, disclose_representative, disclose_representatives, enter_representative,
};
pub use return_facts::{end_return_fact, note_return_fact, return_facts_of};
pub use sending::{mark_invitations_sent, mark_letters_sent};
pub use settings::{Verdict, change_letterhead, letterhead, propose_setting, settle_proposal};
pub use sign_in::{Attempt, NewSession, begin_sign_in, let_in, sign_out, turn_away};
pub use sittings::{
    Movement, Plan, disclose_paper, disclose_sitting, plan_sitting, record_attendance,
    record_recusal, release_notices, rhythm_gaps, sittings_of_case, take_sitting_step,
};
pub use statements::{Leave, note_refusal, open_statement};
pub use typeset::typeset_waiting;
pub use vulnerabilities::{end_vulnerability, note_vulnerability};
