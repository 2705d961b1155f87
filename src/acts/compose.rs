//! What the letters of a step say: from the file as it stands, fixed at the moment of the step.

use anyhow::Context as _;
use chrono::NaiveDate;
use diesel::PgConnection;

use super::{
    inquiry::{self, Asked},
    protected::redact,
    settings::letterhead,
};
use crate::{
    Now, Problem,
    letters::{
        Address, ClosingNotice, DocumentsRequest, Envelope, Handover, Letter, Letterhead,
        NoRequest, NotAdmittedPerson, NotAdmittedToApplicant, NotAdmittedToAuthority,
        OtherEndingConfirmation, PersonLine, ReceiptConfirmation, ReceiptInformation, Request,
        RequestedPaper,
    },
    procedure::{
        Actor, Addressee, Case, Event, Family, LetterKind, LetterOrder, OtherEnding, Outcome,
        PersonDetails, PersonId, Recipient, RequestedDocument, RuleSet, Stage, Step, Tier, Version,
        applicant_side, protected_streets,
    },
    storage::{self, CaseFile, HistoryLine, NewLetter},
};

/// The letters of a registration.
pub(super) fn for_receipt(
    conn: &mut PgConnection,
    file: &CaseFile,
    orders: &[LetterOrder],
    by: &Actor,
    now: Now,
) -> Result<Vec<NewLetter>, Problem> {
    let desk = Desk::of(conn, file, by, now)?;
    let write =
        |order: &LetterOrder, at: &Recipient| desk.receipt(order.kind, at, file.case.received_on);
    let rules = storage::rules(conn)?;
    desk.letters(addressed(file, orders, (now.today, &rules)), write)
}

/// The letters a step calls for.
pub(super) fn for_step(
    conn: &mut PgConnection,
    file: &CaseFile,
    outcome: &Outcome,
    by: &Actor,
    now: Now,
) -> Result<Vec<NewLetter>, Problem> {
    if outcome.letters().is_empty() {
        return Ok(Vec::new());
    }
    let asked = inquiry::asked_before(conn, file, outcome)?;
    let (sitting, version) = (outcome.before().sitting, outcome.case().version);
    let desk = Desk { sitting, asked, version, ..Desk::of(conn, file, by, now)? };
    let rules = storage::rules(conn)?;
    let resolutions = Resolutions::of(conn, file, outcome)?;
    let write = |order: &LetterOrder, at: &Recipient| {
        desk.letter(order, at, outcome, (&rules, &resolutions))
    };
    desk.letters(recipients(file, outcome, &rules), write)
}

/// To whom the letters of a step go, and why there.
pub fn recipients<'a>(
    file: &CaseFile,
    outcome: &'a Outcome,
    rules: &RuleSet,
) -> Vec<(&'a LetterOrder, Recipient)> {
    addressed_in((file, outcome.case()), outcome.letters(), (outcome.event().on, rules))
}

/// To whom letters of a case go as it stands.
pub(super) fn addressed<'a>(
    file: &CaseFile,
    orders: &'a [LetterOrder],
    day: (NaiveDate, &RuleSet),
) -> Vec<(&'a LetterOrder, Recipient)> {
    addressed_in((file, &file.case), orders, day)
}

fn addressed_in<'a>(
    (file, case): (&CaseFile, &Case),
    orders: &'a [LetterOrder],
    (today, rules): (NaiveDate, &RuleSet),
) -> Vec<(&'a LetterOrder, Recipient)> {
    let family = Family { persons: &file.details, powers: &file.powers, today };
    let to = |order: &LetterOrder| match order.kind.addressee() {
        Addressee::ApplicantSide => {
            let persons: Vec<_> = file.details_of(&order.persons).collect();
            let mut recipients = applicant_side(&persons, family);
            // Nobody is there to receive it, unless somebody was appointed.
            let gone =
                |it: &PersonId| case.person(*it).is_some_and(|it| !it.standing.is_reachable());
            recipients.retain(|to| to.proxy.is_some() || !to.persons.iter().all(gone));
            recipients
        }
        Addressee::Authority if order.kind.follows_ersuchen() && rules.asks_ministry() => {
            vec![Recipient::ministry(rules.ministry.clone(), order.persons.clone())]
        }
        Addressee::Authority | Addressee::Commission => {
            vec![Recipient::authority(file.authority.address_lines(), order.persons.clone())]
        }
    };
    orders.iter().flat_map(|order| to(order).into_iter().map(move |it| (order, it))).collect()
}

/// Everything that letters of one case have in common.
struct Desk<'a> {
    file: &'a CaseFile,
    letterhead: Letterhead,
    contact: String,
    now: Now,
    sitting: Option<crate::procedure::SittingId>,
    /// What the authority was asked and is now reminded of.
    asked: Option<Asked>,
    /// The version of the case that calls for them.
    version: Version,
}

impl<'a> Desk<'a> {
    fn of(
        conn: &mut PgConnection,
        file: &'a CaseFile,
        by: &Actor,
        now: Now,
    ) -> Result<Self, Problem> {
        let contact = storage::user_name(conn, by.user)?;
        Ok(Self {
            file,
            letterhead: letterhead(conn)?.0,
            contact,
            now,
            sitting: None,
            asked: None,
            version: file.case.version,
        })
    }

    fn letters(
        &self,
        addressed: Vec<(&LetterOrder, Recipient)>,
        write: impl Fn(&LetterOrder, &Recipient) -> Result<Letter, Problem>,
    ) -> Result<Vec<NewLetter>, Problem> {
        let streets = protected_streets(&self.file.details);
        let letter = |(order, to): (&LetterOrder, Recipient)| {
            let mut content = serde_json::to_value(write(order, &to)?).context("letter as JSON")?;
            redact(&mut content, &streets, order.kind.addressee());
            Ok(NewLetter {
                case: Some(self.file.case.id),
                sitting: self.sitting,
                seat: None,
                kind: order.kind,
                recipient: to.lines.join("\n"),
                why: to.why,
                content,
                persons: self.file.details_of(&to.persons).map(|it| it.id).collect(),
                version: Some(self.version),
            })
        };
        addressed.into_iter().map(letter).collect()
    }

    fn envelope(&self, to: &Recipient) -> Result<Envelope, Problem> {
        Ok(Envelope {
            letterhead: self.letterhead.clone(),
            recipient: Address::new(&to.lines).context("recipient without a line")?,
            date: self.now.today,
            reference: self.file.number.to_string(),
            their_reference: to.their_reference.clone(),
            contact: self.contact.clone(),
        })
    }

    fn lines(&self, ids: &[PersonId]) -> Vec<PersonLine> {
        self.file.details_of(ids).map(line).collect()
    }

    /// An application has arrived: what the applicant side reads of it, and what the authority does.
    fn receipt(
        &self,
        kind: LetterKind,
        to: &Recipient,
        received_on: NaiveDate,
    ) -> Result<Letter, Problem> {
        let (envelope, persons) = (self.envelope(to)?, self.lines(&to.persons));
        Ok(match kind {
            LetterKind::L2 => Letter::ReceiptInformation(ReceiptInformation {
                envelope,
                persons,
                received_on,
                standstill_request: None,
            }),
            _ => {
                Letter::ReceiptConfirmation(ReceiptConfirmation { envelope, persons, received_on })
            }
        })
    }

    fn letter(
        &self,
        order: &LetterOrder,
        to: &Recipient,
        outcome: &Outcome,
        (rules, resolutions): (&RuleSet, &Resolutions),
    ) -> Result<Letter, Problem> {
        let (envelope, persons) = (self.envelope(to)?, self.lines(&to.persons));
        let today = self.now.today;
        Ok(match order.kind {
            // A Wiederaufnahme is received like any application.
            LetterKind::L1 | LetterKind::L2 => {
                return self.receipt(order.kind, to, outcome.case().received_on);
            }
            LetterKind::L3 => {
                let (documents, reminder) = self.requested(outcome.event(), &to.persons);
                let due = rules.due_after_letter(rules.documents_period, today);
                Letter::DocumentsRequest(DocumentsRequest {
                    envelope,
                    persons,
                    documents,
                    due_on: due.on,
                    due_explanation: due.why,
                    reminder,
                })
            }
            LetterKind::L4 => {
                inquiry::letter((envelope, persons), outcome, rules, self.asked.as_ref())
            }
            LetterKind::L5a => {
                Letter::NotAdmittedToApplicant(NotAdmittedToApplicant { envelope, persons })
            }
            LetterKind::L5b => Letter::NotAdmittedToAuthority(NotAdmittedToAuthority {
                envelope,
                persons: self.with_grounds(&to.persons),
            }),
            LetterKind::L6 => {
                let due = rules.due_after_letter(rules.reply_period, today);
                Letter::Request(Request {
                    envelope,
                    persons,
                    sitting_on: resolutions.held_on()?,
                    reasons: resolutions.reasons(&to.persons, rules),
                    to_ministry: rules.asks_ministry(),
                    report_by: due.on,
                    report_explanation: due.why,
                })
            }
            LetterKind::L7 => Letter::NoRequest(NoRequest {
                envelope,
                persons,
                sitting_on: resolutions.held_on()?,
                recommendation: resolutions.recommendation(&to.persons, rules),
            }),
            LetterKind::L8 => Letter::ClosingNotice(ClosingNotice {
                envelope,
                persons,
                authority: self.file.authority.name.clone(),
            }),
            LetterKind::L9 => {
                inquiry::reply_reminder((envelope, persons), outcome, rules, self.asked.as_ref())
            }
            LetterKind::L10 | LetterKind::L11 => ended(outcome.event(), envelope, persons),
            // Written elsewhere: for a sitting.
            LetterKind::L12 | LetterKind::L13 => {
                return Err(anyhow::anyhow!("{} is no letter of a step", order.kind).into());
            }
        })
    }

    /// The papers of these persons, and those of the case as a whole; whether it is a reminder.
    fn requested(&self, event: &Event, about: &[PersonId]) -> (Vec<RequestedPaper>, bool) {
        let Step::RequestDocuments { documents, reminder } = &event.step else {
            return (Vec::new(), false);
        };
        let concerned =
            documents.iter().filter(|it| it.of.person.is_none_or(|it| about.contains(&it)));
        let paper = |it: &RequestedDocument| RequestedPaper {
            label: it.label.clone(),
            person: self
                .file
                .details_of(it.of.person.as_slice())
                .map(PersonDetails::full_name)
                .next(),
        };
        (concerned.map(paper).collect(), *reminder)
    }

    fn with_grounds(&self, ids: &[PersonId]) -> Vec<NotAdmittedPerson> {
        let grounds = |id| {
            let person = self.file.case.person(id);
            let found = person
                .into_iter()
                .flat_map(|it| Tier::ALL.iter().flat_map(move |tier| it.grounds_present(*tier)));
            found.map(|it| format!("{} ({})", it.label(), it.paragraph())).collect()
        };
        let persons = self.file.details_of(ids);
        persons.map(|it| NotAdmittedPerson { person: line(it), grounds: grounds(it.id) }).collect()
    }
}

fn line(person: &PersonDetails) -> PersonLine {
    PersonLine { name: person.full_name(), born: person.born.to_string() }
}

fn ended(event: &Event, envelope: Envelope, persons: Vec<PersonLine>) -> Letter {
    match &event.step {
        Step::EndOtherwise { ending: OtherEnding::HandedOver, handed_to, .. } => {
            Letter::Handover(Handover { envelope, persons, commission: handed_to.clone() })
        }
        Step::EndOtherwise { ending, .. } => {
            let ending = ending.label().to_owned();
            Letter::OtherEndingConfirmation(OtherEndingConfirmation { envelope, persons, ending })
        }
        _ => Letter::OtherEndingConfirmation(OtherEndingConfirmation {
            envelope,
            persons,
            ending: String::new(),
        }),
    }
}

/// What the commission resolved in this round of the case, from its history, and on which day it
/// sat.
struct Resolutions {
    sitting_on: Option<NaiveDate>,
    votes: Vec<Step>,
}

impl Resolutions {
    fn of(conn: &mut PgConnection, file: &CaseFile, outcome: &Outcome) -> Result<Self, Problem> {
        let decided = outcome.before().stage == Stage::Decided;
        let Some(sitting) = outcome.before().sitting.filter(|_| decided) else {
            return Ok(Self { sitting_on: None, votes: Vec::new() });
        };
        let lines = storage::history(conn, file.case.id)?;
        let round = outcome.before().round;
        let of_round = lines.into_iter().rev().filter(|it| it.round == round);
        let steps = of_round.filter(HistoryLine::stands).filter_map(|it| it.event);
        let steps = steps.map(|it| it.step);
        Ok(Self {
            sitting_on: Some(storage::find_sitting(conn, sitting)?.held_on),
            votes: steps.filter(|it| matches!(it, Step::RecordVote { .. })).collect(),
        })
    }

    /// The day for which the commission was invited (§ 6 HFKVO); the vote may have been
    /// recorded on a later one.
    fn held_on(&self) -> Result<NaiveDate, Problem> {
        Ok(self.sitting_on.context("a resolution without a sitting")?)
    }

    fn reasons(&self, ids: &[PersonId], rules: &RuleSet) -> String {
        let text = self.about(ids).filter_map(|it| match it {
            Step::RecordVote { totals, reasons, .. } if rules.carries(*totals) => {
                Some(reasons.as_str())
            }
            _ => None,
        });
        text.collect::<Vec<_>>().join("\n\n")
    }

    fn recommendation(&self, ids: &[PersonId], rules: &RuleSet) -> Option<String> {
        let text = self.about(ids).filter_map(|it| match it {
            Step::RecordVote { recommendation: Some(it), .. } if rules.carries(it.totals) => {
                Some(it.text.as_str())
            }
            _ => None,
        });
        let texts: Vec<_> = text.collect();
        (!texts.is_empty()).then(|| texts.join("\n\n"))
    }

    fn about(&self, ids: &[PersonId]) -> impl Iterator<Item = &Step> {
        self.votes.iter().filter(|step| match step {
            Step::RecordVote { persons, .. } => persons.iter().any(|it| ids.contains(it)),
            _ => false,
        })
    }
}
