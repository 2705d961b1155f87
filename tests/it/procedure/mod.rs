//! The law, read back out of the core: one test for each rule, in a module named by its paragraph.

mod journey; // a family on its way through the procedure

mod admissibility; // § 5: grounds, findings, who decides
mod grounds; // § 5: what a finding rests on, since when, until when
mod voting; // § 6: totals, quorum, majority
mod sittings; // § 6: agenda and the steps of a sitting
mod statement; // § 3(2): only after the Annahme
mod after_the_vote; // § 7: Ersuchen, the authority's answer, notice, filing
mod endings; // everybody ends in their own way
mod rights; // who may do and read what
mod registration; // Eingang: what an application must hold
mod letters_to_whom; // who gets post
mod calendar; // holidays and working days
mod rhythm; // at least one sitting a month
mod recalls; // days ahead as they are typed, and absences
mod deadlines; // opened, changed, closed
mod periods; // when periods begin and end
mod names_and_numbers; // file numbers, partial dates, settings, text
mod competence; // another authority
mod in_a_sitting; // § 3(3), § 6: the commission decides on the Annahme
mod committee_rounds; // § 3(3): seats and rounds of the committee
mod reopening; // the same file once more
mod taking_back; // a step was a mistake
mod rule_sets; // what differs between the Länder
mod model; // the law once more, as simply as it can be said
mod replay; // whatever happens, the invariants hold
mod kept; // and the database keeps all of it, once
mod matrix; // stage × step × role
mod docs; // docs/procedure.md
mod countries; // the list of states
mod amendment; // amending a person, protected addresses
mod names_as_searched; // names in plain letters, transliterations, partial dates
mod document_kinds; // what a file name says of a document
mod checklist; // which papers an application should hold
mod inherited; // cases that were kept in a list before
