use maud::{Markup, html};

use super::{
    filled::{Filled, Named},
    stated,
};
use crate::{
    procedure::{DocumentId, Position, Statement},
    web::{
        cases::{
            sheet::CaseSheet,
            typed::{Reading, Typed},
        },
        components::Field,
        days::german,
    },
};

const RECEIVED: Named = ("received_on", "Eingegangen am");
const DATED: Named = ("dated_on", "Datiert vom");
const AS_OF: Named = ("as_of", "Stand der Angaben");
const POSITION: Named = ("position", "Haltung der Ausländerbehörde");
const TEXT: Named = ("text", "Wortlaut der Stellungnahme");
const REASONS: Named = ("reasons", "Gründe der Ausländerbehörde");
const DOCUMENT: Named = ("document", "Dokument des Falls");
/// No document of the case.
const NO_DOCUMENT: &str = "keines";

/// Most answers are recorded on the day they come.
pub(super) fn blank(case: &CaseSheet) -> Typed {
    Typed::new(vec![(RECEIVED.0.to_owned(), german(case.now.today))])
}

/// The text, and if it is at hand the PDF, which becomes a document of the case. What the authority
/// says of each person is folded: a fax of two lines needs none of it.
pub(super) fn fields(form: Filled) -> Markup {
    let documents: Vec<_> = form
        .case
        .documents
        .iter()
        .map(|it| (it.id.to_string(), it.description.name.as_str()))
        .collect();
    let documents = documents.iter().map(|it| (it.0.as_str(), it.1));
    let chosen = Some(form.typed.get(DOCUMENT.0)).filter(|it| !it.is_empty());
    html! {
        div.fields {
            (form.field(RECEIVED).date())
            (form.field(DATED).hint("TT.MM.JJJJ; leer: wie der Eingang").optional().date())
            (form.field(AS_OF).hint("TT.MM.JJJJ; wenn ein anderer Tag genannt ist").optional().date())
        }
        (form.field(POSITION).radios(Position::ALL.iter().map(|it| (it.name(), it.label()))))
        (form.field(TEXT).hint("Wortlaut oder wesentlicher Inhalt").area(12))
        (form.field(REASONS).hint("Wenn sie sich aus dem Text herauslösen lassen").optional().area(4))
        @for person in stated::asked(form.case) { (stated::fields(form, person)) }
        @if !form.case.documents.is_empty() {
            (form.field(DOCUMENT).value(chosen.unwrap_or(NO_DOCUMENT)).optional()
                .select(std::iter::once((NO_DOCUMENT, "noch nicht beim Fall")).chain(documents)))
        }
        (Field::new("file", "Stellungnahme als PDF").errors(form.errors).optional()
            .hint("Höchstens 25 MB. Die Datei kommt gleich zu den Dokumenten des Falls.").pdf())
    }
}

pub(super) fn read(reading: &mut Reading, case: &CaseSheet) -> Option<Statement> {
    let (received_on, dated_on) = (reading.day(RECEIVED), reading.day_if_any(DATED));
    let as_of = reading.day_if_any(AS_OF);
    let (position, text) = (reading.choice(POSITION), reading.needed(TEXT));
    let persons = stated::asked(case).map(|it| stated::read(reading, it)).collect::<Vec<_>>();
    let received_on = received_on?;
    Some(Statement {
        received_on,
        dated_on: dated_on.unwrap_or(received_on),
        position: position?,
        text: text?,
        reasons: reading.text(REASONS.0),
        as_of,
        document: document(reading.typed, case),
        persons: persons
            .into_iter()
            .filter(crate::procedure::StatedPerson::says_something)
            .collect(),
    })
}

/// Of this case only: the one chosen, or the file that has just come to it with this form.
fn document(typed: &Typed, case: &CaseSheet) -> Option<DocumentId> {
    let chosen = typed.get(DOCUMENT.0);
    let chosen = case.documents.iter().find(|it| it.id.to_string() == chosen);
    let attached = typed.get("attached");
    let attached = case.documents.iter().filter(|it| it.description.name == attached);
    chosen.or(attached.max_by_key(|it| it.uploaded_at)).map(|it| it.id)
}
