//! Postgres and files. Every query of the program is in this folder.
//!
//! Functions take `&mut PgConnection` first, return `QueryResult`, know nothing of HTTP,
//! and speak in the types of `procedure`.

mod as_text; // anything with a name as a text column
mod pool; // connections kept open
mod db; // the pools; the only bridge off the async threads
mod schema; // made by diesel
mod access; // how a user stands to a case
mod agenda; // agenda items
mod jobs; // what the program does by itself
mod recalls; // days on which cases come back, and who is away
mod deadlines; // of cases, and what became of them
mod ground_moves; // what became of grounds, as it is counted
mod authorities; // the register of Ausländerbehörden
mod cases; // found, locked, opened, saved
mod mails; // e-mails that have arrived
mod documents; // the rows of uploaded files
mod document_views; // who has seen which document
mod moves; // documents that lay with the wrong case
mod requests; // papers that a letter asked for
mod consents; // what persons have agreed to
mod representatives; // the register of those who act for others
mod powers_of_attorney; // for whom, since when, until when
mod committee; // the Vorprüfungsausschuss: its seats, who is on them, whose cases that makes
mod check_sheets; // what the committee has on one sheet of each case
mod round_minutes; // what came of a round, kept
mod committee_rounds; // its rounds
mod committee_items; // and the cases on them
mod completeness; // what was noted of the papers of a case
mod arriving; // a file that is still coming in
mod compliance; // what authorities make of an Ersuchen
mod return_dates; // what is known of the day of a return, apart from the history
mod rounds; // what a case came to before it was taken up again
mod mailbox; // a Maildir that is watched
mod follow_ups; // which case a Folgeantrag follows
mod files; // the bytes of documents and letters
mod file_check; // whether files and rows belong together
mod history; // events, one per version
mod last_step; // what can be taken back
mod letters; // the outbox
mod notices; // closing notices of a sitting
mod amendments; // persons amended after their registration
mod person_addresses; // where a person lived before
mod person_lists; // what a person has several of
mod return_facts; // a return that is being prepared
mod vulnerabilities; // why persons need special protection
mod persons; // people, standings, findings
mod seats; // seats of the commission, attendance
mod serials; // numbers without gaps
mod proposals; // changes of settings that wait for a second person
mod settings; // what the secretariat has set
mod attempts; // sign-ins that have not succeeded
mod keys; // forms sent twice
mod sessions; // who is signed in
mod users; // who may sign in
mod staged_lists; // lists that wait to be taken over
mod sittings; // sittings, recusals, facts for the rules
mod search_columns; // what people are found by
mod alike; // who of many people may be known already
mod search; // people across all cases
mod worklist; // the list by urgency
pub mod audit; // the log: appended to, verified, read by the auditor

pub use access::{is_invited, is_meant_for, is_recused_on_agenda, relation};
pub use agenda::{AgendaItem, ItemPerson, agenda, cases_with_stale_findings};
pub use alike::alike;
pub use amendments::{PersonChange, amend_person, person_changes, person_version};
pub use arriving::{Arriving, blocking};
pub use attempts::{
    count_attempt, first_attempt, forget_attempts, forget_attempts_before, forget_one_attempt,
};
pub use audit::{Action, Checkpoints, Entry, ObjectKind, Purpose, append, append_all};
pub use authorities::{Authority, authorities, find_authority};
pub use cases::{
    CaseFile, Course, awaiting_notice, find_case, find_number, import, lock_case, open_case,
    pseudonym, save, sitting_of,
};
pub use check_sheets::{CheckSheet, SheetPerson, check_sheets};
pub use committee::{committee_named_from, committee_on, name_committee, presence, save_presence};
pub use committee_items::{
    RoundItem, add_item, hold_rounds_of, on_a_round, reopen_item, round_items, settle_item,
    take_off,
};
pub use committee_rounds::{
    RoundsQuery, assigned_in, find_round, lock_round, plan_round, rounds, save_round, touch_round,
};
pub use completeness::{Noted, noted, set_marks, unwaive, waive};
pub use compliance::{
    Refusal, Reminded, follow_rate, note_refusal, reminded_cases, unnoted_refusals,
};
pub use consents::{KeptConsent, RevokedReleases, add_consents, consents_of, revoke_consent};
pub use db::{AuditDb, Connection, Db, MIGRATIONS, migrate, ping};
pub use deadlines::{KeptDeadline, OpenDeadline, deadlines_of, open_deadlines};
pub use document_views::{NewDocuments, cases_with_new_documents, mark_seen, unseen_documents};
pub use documents::{
    Document, NewDocument, add_document, describe_document, documents_of_case, find_document,
    lock_documents, replace_document,
};
pub use file_check::{Inventory, files_named};
pub use files::{Files, StoredFile, hex};
pub use follow_ups::{EarlierCase, earlier_case, follow_up};
pub use ground_moves::count_grounds;
pub use history::{HistoryLine, TakenBack, history, open_statement, user_name};
pub use jobs::{finish_job, forget_jobs_before, plan_reminders, put_off_job, take_job};
pub use keys::{find_key, save_key, take_key};
pub use letters::{
    Held, LetterRow, LetterToSend, LettersOf, NewLetter, Waiting, count_failure, find_letter,
    hold_letters, invitations_to_send, issue_letter, letters_of_case, letters_of_sitting,
    letters_to_send, letters_to_typeset, mark_sent, withdraw_letters, write_letters,
};
pub use mailbox::{LeftBehind, Mailbox};
pub use mails::{
    MailEnd, MailLine, NewMail, StoredAttachment, StoredMail, add_mail, find_mail, find_numbers,
    hold_mail, mail_lines, open_mails, settle_mail,
};
pub use moves::{Direction, DocumentMove, NewMove, WhatMoved, move_documents, moves_of};
pub use notices::{NoticeCase, notices_of, sittings_awaiting_notices};
pub use persons::protected_streets_on;
pub use powers_of_attorney::{
    RepresentationEvent, prove_powers, representation_events, save_representation,
};
pub use proposals::{Proposal, lock_proposal, propose, settle_proposal, waiting_proposals};
pub use recalls::{
    DueRecall, KeptAbsence, KeptRecall, absences_from, add_absence, add_recall, recalls_of,
    recalls_until, settle_recall, withdraw_absence,
};
pub use representatives::{
    amend_representative, enter_representatives, find_representative, find_representatives,
};
pub use requests::{AwaitedPapers, awaited_papers, save_requests};
pub use return_dates::with_return_dates;
pub use return_facts::{KeptReturnFact, add_return_fact, end_return_fact, return_facts_of};
pub use round_minutes::{minuted, round_minutes};
pub use rounds::{EarlierRound, earlier_rounds};
pub use search::{FoundPerson, PersonQuery, find_persons};
pub use search_columns::save_references;
pub use seats::{
    Headcount, Holder, Presence, Seat, add_seat, arrive, attendance, headcount, leave, seats_on,
};
pub use serials::{Serial, draw, draw_several};
pub use sessions::{
    Session, delete_sessions_before, end_other_sessions, end_session, end_sessions_of,
    find_session, open_session, touch_session,
};
pub use settings::{LETTERHEAD, change_setting, current, land, letterhead, rules, settle_land};
pub use sittings::{
    SittingTimes, SittingsQuery, facts, find_sitting, hold_sitting, letters_to_authority_missing,
    lock_sitting, next_sitting_on, plan_sitting, record_recusal, recused, save_sitting,
    sitting_days, sitting_times, sittings, sittings_ahead, sittings_with,
};
pub use staged_lists::{
    NewList, StagedList, TakenOver, discard_expired_lists, discard_list, find_list, list_content,
    lists_of, settle_list, stage_list,
};
pub use users::{
    Account, accounts, create_account, find_account, find_login, lock, save_one_time_password,
    save_own_password, save_rehashed, unlock,
};
pub use vulnerabilities::{
    KeptVulnerability, add_vulnerability, end_vulnerability, vulnerabilities_of,
};
pub use worklist::{WorklistQuery, WorklistRow, worklist, worklist_among};
