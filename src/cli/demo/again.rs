//! Frau Nguyễn applies again: a case in its second round, somebody who needs special protection,
//! and a paper that has come in a newer version.

use anyhow::Context as _;
use rust_embed::Embed;

use super::{
    fresh_id as fresh,
    story::{Story, at, day},
};
use crate::{
    Now, Problem, acts,
    procedure::{
        CaseId, Channel, DocumentId, PersonId, Replacement, Step, Vulnerability, VulnerabilityId,
        VulnerabilityKind,
    },
    storage::{self, StoredFile},
};

#[derive(Embed)]
#[folder = "demo/nachgereicht"]
struct Papers;

/// The name of the paper, as it came with the first application and again.
const CURRICULUM: &str = "Lebenslauf.pdf";

const NEWS: &str = "Die Wäscherei hat Frau Nguyễn einen Ausbildungsvertrag als Textilreinigerin zum \
1. Februar 2027 angeboten. Der Passersatz ist inzwischen ausgestellt, die Identität ist geklärt.";

/// The newer version of the paper.
pub(super) fn paper() -> anyhow::Result<Vec<u8>> {
    let file = Papers::get(CURRICULUM).with_context(|| format!("no {CURRICULUM} was built in"))?;
    Ok(file.data.into_owned())
}

/// After the case was filed; `newer` is the stored [`paper`].
pub(super) fn apply(story: &mut Story, case: CaseId, newer: &StoredFile) -> Result<(), Problem> {
    let now = at(day("2026-11-25"), 10, 20);
    let persons = storage::find_case(story.conn, case)?.case.ids_where(|_| true);
    for person in &persons {
        protect(story, (case, *person), now)?;
    }
    let step = Step::Reopen {
        received_on: day("2026-11-24"),
        channel: Channel::Post,
        news: NEWS.to_owned(),
        urgent: false,
        persons,
    };
    story.by_clerk(case, step, now)?;
    replace(story, case, newer, now)
}

/// She was brought here by others, as she has testified.
fn protect(story: &mut Story, (case, person): (CaseId, PersonId), now: Now) -> Result<(), Problem> {
    let kind = VulnerabilityKind::Trafficked;
    let noted = Vulnerability { person, kind, since: day("2026-10-26"), until: None };
    let this = (case, VulnerabilityId(fresh()));
    acts::note_vulnerability(story.conn, &story.cast.clerk, this, &noted, now)
}

fn replace(story: &mut Story, case: CaseId, file: &StoredFile, now: Now) -> Result<(), Problem> {
    let documents = storage::documents_of_case(story.conn, case)?;
    let old = documents.iter().find(|it| it.description.name == CURRICULUM);
    let old = old.ok_or(Problem::NotFound)?;
    let it = Replacement {
        dated_on: Some(day("2026-11-23")),
        received_on: day("2026-11-24"),
        reason: "um das Angebot der Ausbildung ergänzt".to_owned(),
    };
    let new = (DocumentId(fresh()), &it, file);
    acts::replace_document(story.conn, &story.cast.clerk, (case, old.id), new, now)
}
