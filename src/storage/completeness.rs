//! What was noted of the papers of a case, besides the documents themselves.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use diesel::{delete, insert_into, prelude::*};

use super::{
    CaseFile, Document,
    as_text::AsText,
    requests::requests_of,
    schema::{document_waivers as waivers, person_marks, persons},
};
use crate::{
    Now,
    procedure::{
        CaseId, Checklist, ChecklistLine, DocumentRequest, Intake, Mark, Paper, PaperOf,
        PersonDetails, PersonId, UserId, Waiver, completeness,
    },
};

/// What a person has noted of one case.
#[derive(Debug, Clone, Default)]
pub struct Noted {
    pub marks: BTreeSet<(PersonId, Mark)>,
    pub waivers: Vec<Waiver>,
    pub requests: Vec<DocumentRequest>,
}

impl Noted {
    /// Where each line of the list stands on the day of the sitting.
    pub fn lines<'a>(
        &self,
        list: &'a Checklist,
        (file, documents): (&CaseFile, &[Document]),
        (today, sitting_on): (NaiveDate, NaiveDate),
    ) -> Vec<ChecklistLine<'a>> {
        let running =
            |it: &&PersonDetails| file.case.person(it.id).is_some_and(|it| !it.standing.is_ended());
        let persons: Vec<&PersonDetails> = file.details.iter().filter(running).collect();
        let papers = papers(documents);
        completeness(
            list,
            Intake {
                persons: &persons,
                represented: file.powers.iter().any(|it| it.is_current(today)),
                papers: &papers,
                marks: &self.marks,
                waivers: &self.waivers,
                requests: &self.requests,
                today,
                sitting_on,
            },
        )
    }
}

/// The documents that somebody has named, each in its newest version.
fn papers(documents: &[Document]) -> Vec<Paper> {
    let newest = documents.iter().filter(|it| it.is_newest());
    let paper = |it: &Document| {
        Some(Paper {
            kind: it.description.kind?,
            person: it.description.person,
            dated_on: it.description.dated_on,
            received_on: it.description.received_on,
        })
    };
    newest.filter_map(paper).collect()
}

pub fn noted(conn: &mut PgConnection, case: CaseId) -> QueryResult<Noted> {
    let marks: Vec<(uuid::Uuid, AsText<Mark>)> = person_marks::table
        .inner_join(persons::table)
        .filter(persons::case_id.eq(case.0))
        .select((person_marks::person_id, person_marks::mark))
        .load(conn)?;
    let rows: Vec<(String, Option<uuid::Uuid>, String)> = waivers::table
        .filter(waivers::case_id.eq(case.0))
        .order((waivers::waived_at, waivers::id))
        .select((waivers::item, waivers::person_id, waivers::reason))
        .load(conn)?;
    let waiver = |(item, person, reason): (_, Option<_>, _)| Waiver {
        of: PaperOf { item, person: person.map(PersonId) },
        reason,
    };
    Ok(Noted {
        marks: marks.into_iter().map(|it| (PersonId(it.0), it.1.0)).collect(),
        waivers: rows.into_iter().map(waiver).collect(),
        requests: requests_of(conn, case)?,
    })
}

/// From now on these marks hold for these persons, and no others.
pub fn set_marks(
    conn: &mut PgConnection,
    persons: &[PersonId],
    marks: &BTreeSet<(PersonId, Mark)>,
) -> QueryResult<()> {
    let ids: Vec<_> = persons.iter().map(|it| it.0).collect();
    delete(person_marks::table.filter(person_marks::person_id.eq_any(ids))).execute(conn)?;
    let row = |it: &(PersonId, Mark)| {
        (person_marks::person_id.eq(it.0.0), person_marks::mark.eq(AsText(it.1)))
    };
    let rows: Vec<_> = marks.iter().map(row).collect();
    insert_into(person_marks::table).values(rows).execute(conn)?;
    Ok(())
}

/// Notes that papers are not needed; what is waived already keeps its reason.
pub fn waive(
    conn: &mut PgConnection,
    case: CaseId,
    waived: &[Waiver],
    (by, now): (UserId, Now),
) -> QueryResult<()> {
    let row = |it: &Waiver| {
        (
            waivers::case_id.eq(case.0),
            waivers::item.eq(it.of.item.clone()),
            waivers::person_id.eq(it.of.person.map(|it| it.0)),
            waivers::reason.eq(it.reason.clone()),
            waivers::waived_by.eq(by.0),
            waivers::waived_at.eq(now.at),
        )
    };
    let rows: Vec<_> = waived.iter().map(row).collect();
    insert_into(waivers::table).values(rows).on_conflict_do_nothing().execute(conn)?;
    Ok(())
}

/// The paper is needed after all; returns whether it was waived.
pub fn unwaive(conn: &mut PgConnection, case: CaseId, of: &PaperOf) -> QueryResult<bool> {
    let this = waivers::table
        .filter(waivers::case_id.eq(case.0).and(waivers::item.eq(&of.item)))
        .filter(waivers::person_id.is_not_distinct_from(of.person.map(|it| it.0)));
    Ok(delete(this).execute(conn)? > 0)
}
