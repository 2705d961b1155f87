//! Letters on the desk follow the file: none leaves the house for somebody it no longer goes to.

use anyhow::Context as _;
use chrono::NaiveDate;
use diesel::PgConnection;

use super::{compose::addressed, protected::redact};
use crate::{
    Now, Problem,
    letters::{Address, Envelope, Letter},
    procedure::{
        Actor, CaseId, LetterId, LetterKind, LetterOrder, Recipient, Role, RuleSet, UserId,
        Withdrawal, protected_streets,
    },
    storage::{self, Action, CaseFile, Entry, Held, NewLetter, ObjectKind},
};

/// After a change of who represents whom, of an address or of its protection: withdraws the
/// letters of a case that have not left the house and would go elsewhere today, or say less, and
/// writes them anew, but for those of kinds that the caller is about to write. The caller has
/// locked the case, and appends the entries.
pub(super) fn readdress(
    conn: &mut PgConnection,
    case: CaseId,
    (by, hat, instead): (&Actor, Role, &[LetterKind]),
    now: Now,
) -> Result<Vec<Entry>, Problem> {
    let held = storage::hold_letters(conn, case)?;
    let (file, rules) = (storage::find_case(conn, case)?, storage::rules(conn)?);
    let day = (now.today, &rules);
    let (mut withdrawn, mut anew) = (Vec::new(), Vec::new());
    // One that does not say of whom it speaks could be withdrawn, but not written anew.
    for letter in held.iter().filter(|it| !it.persons.is_empty()) {
        if is_outdated(&file, letter, day)? {
            withdrawn.push(letter.id);
            if !instead.contains(&letter.kind) {
                anew.extend(written(&file, letter, day, Some(now.today))?);
            }
        }
    }
    let entries = withdraw(conn, &file, &withdrawn, (Withdrawal::Readdressed, by.user, hat), now)?;
    storage::write_letters(conn, &anew, by.user, now)?;
    Ok(entries)
}

/// Withdraws letters that are held; the caller appends the entries.
pub(super) fn withdraw(
    conn: &mut PgConnection,
    file: &CaseFile,
    letters: &[LetterId],
    (why, by, hat): (Withdrawal, UserId, Role),
    now: Now,
) -> Result<Vec<Entry>, Problem> {
    storage::withdraw_letters(conn, letters, (why, by, now))?;
    let entry = |it: &LetterId| {
        Entry::change(Action::LetterWithdrawn, by, hat).subject(file.pseudonym).object(
            ObjectKind::Letter,
            it.0,
            1,
        )
    };
    Ok(letters.iter().map(entry).collect())
}

fn is_outdated(
    file: &CaseFile,
    letter: &Held,
    day: (NaiveDate, &RuleSet),
) -> Result<bool, Problem> {
    let today = written(file, letter, day, None)?;
    let same = |it: &NewLetter| it.recipient == letter.recipient && it.content == letter.content;
    Ok(!matches!(today.as_slice(), [only] if same(only)))
}

/// The letter as it would be written today, once for each address; with another day on it, if one
/// is given.
fn written(
    file: &CaseFile,
    letter: &Held,
    day: (NaiveDate, &RuleSet),
    dated: Option<NaiveDate>,
) -> Result<Vec<NewLetter>, Problem> {
    let text: Letter =
        serde_json::from_value(letter.content.clone()).context("letter from JSON")?;
    let before = text.envelope().context("a letter of a case without an address")?.clone();
    let order = LetterOrder { kind: letter.kind, persons: letter.persons.clone() };
    let streets = protected_streets(&file.details);
    let to = |(order, to): (&LetterOrder, Recipient)| {
        let envelope = Envelope {
            recipient: Address::new(&to.lines).context("recipient without a line")?,
            their_reference: to.their_reference,
            date: dated.unwrap_or(before.date),
            ..before.clone()
        };
        let spoken_of = |place: &usize| to.persons.contains(&letter.persons[*place]);
        let places: Vec<_> = (0..letter.persons.len()).filter(spoken_of).collect();
        let text = text.clone().readdressed(envelope, &places);
        let mut content = serde_json::to_value(text).context("letter as JSON")?;
        redact(&mut content, &streets, order.kind.addressee());
        Ok(NewLetter {
            case: Some(file.case.id),
            sitting: letter.sitting,
            seat: None,
            kind: order.kind,
            recipient: to.lines.join("\n"),
            why: to.why,
            content,
            persons: places.iter().map(|it| letter.persons[*it]).collect(),
            // It is still the letter of the same step.
            version: letter.version,
        })
    };
    addressed(file, std::slice::from_ref(&order), day).into_iter().map(to).collect()
}
