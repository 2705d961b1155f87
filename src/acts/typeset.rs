use anyhow::Context as _;

use crate::{
    Problem,
    letters::{self, Letter},
    procedure::Law,
    storage::{self, Action, Db, Entry, Files, ObjectKind, Waiting},
};

/// How many letters are fetched at once.
const BATCH: i64 = 20;

/// Typesets letters that wait for it: outside the transaction that wrote them, bytes before
/// row. Returns how many were issued. Two who work at once make the same bytes; the row is
/// written once. For a thread of its own: typesetting blocks.
pub async fn typeset_waiting(db: &Db, files: &Files) -> Result<usize, Problem> {
    let (waiting, land) = db
        .write_here(|conn| Ok((storage::letters_to_typeset(conn, BATCH)?, storage::land(conn)?)))?;
    let mut issued = 0;
    for letter in waiting {
        match typeset(db, files, (&letter, land.law())).await {
            Ok(first) => issued += usize::from(first),
            Err(problem) => {
                tracing::error!(letter.id = %letter.id, error = ?problem, "letter not typeset");
                db.write_here(|conn| Ok(storage::count_failure(conn, letter.id)?))?;
            }
        }
    }
    Ok(issued)
}

async fn typeset(
    db: &Db,
    files: &Files,
    (waiting, law): (&Waiting, &Law),
) -> Result<bool, Problem> {
    let letter: Letter =
        serde_json::from_value(waiting.content.clone()).context("letter from JSON")?;
    let pdf = letters::typeset(&letter, law).context("typesetting")?;
    let file = files.put(pdf).await?;
    db.write_here(|conn| {
        let first = storage::issue_letter(conn, waiting.id, &file)?;
        if first {
            let entry =
                Entry::by_system(Action::LetterTypeset).object(ObjectKind::Letter, waiting.id.0, 1);
            let entry = match waiting.subject {
                Some(pseudonym) => entry.subject(pseudonym),
                None => entry,
            };
            storage::append(conn, &entry)?;
        }
        Ok(first)
    })
}
