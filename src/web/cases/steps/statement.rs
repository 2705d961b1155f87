use maud::{Markup, html};

use super::filled::{Filled, Named};
use crate::{
    procedure::{Position, Step},
    web::{cases::typed::Reading, components::Field},
};

const RECEIVED: Named = ("received_on", "Eingegangen am");
const DATED: Named = ("dated_on", "Datiert vom");
const POSITION: Named = ("position", "Haltung der Ausländerbehörde");
const TEXT: Named = ("text", "Wortlaut der Stellungnahme");

/// The text, and if it is at hand the PDF, which becomes a document of the case.
pub(super) fn fields(form: Filled) -> Markup {
    html! {
        div.fields { (form.field(RECEIVED).date()) (form.field(DATED).date()) }
        (form.field(POSITION).radios(Position::ALL.iter().map(|it| (it.name(), it.label()))))
        (form.field(TEXT).hint("Wortlaut oder wesentlicher Inhalt").area(12))
        (Field::new("file", "Stellungnahme als PDF").errors(form.errors).optional()
            .hint("Höchstens 25 MB. Die Datei kommt gleich zu den Dokumenten des Falls.").pdf())
    }
}

pub(super) fn read(reading: &mut Reading) -> Option<Step> {
    let (received_on, dated_on) = (reading.day(RECEIVED), reading.day(DATED));
    let (position, text) = (reading.choice(POSITION), reading.needed(TEXT));
    Some(Step::RecordStatement {
        received_on: received_on?,
        dated_on: dated_on?,
        position: position?,
        text: text?,
    })
}
