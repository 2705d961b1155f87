use maud::{Markup, html};

use super::filled::{Filled, Named};
use crate::{
    procedure::{Enclosure, Inquiry, Sensitivity, Stage, Transmission},
    storage::Document,
    web::cases::{
        sheet::CaseSheet,
        typed::{Reading, Typed},
    },
};

const CHOSEN: Named = ("chosen", "Fragen aus dem Katalog");
const QUESTIONS: Named = ("questions", "Fragen an die Ausländerbehörde");
const ENCLOSURES: Named = ("enclosures", "Anlagen");
const TRANSMISSION: Named = ("transmission", "Versandweg");

/// Most letters go by post.
pub(super) fn blank() -> Typed {
    Typed::new(vec![(TRANSMISSION.0.to_owned(), Transmission::Post.name().to_owned())])
}

/// For a first request questions are optional, for a further one they are the point of it.
pub(super) fn fields(form: Filled) -> Markup {
    let catalogue = form.case.rules.questions.questions();
    let options = catalogue.iter().map(|it| (it.as_str(), it.as_str()));
    let first = form.case.file.case.stage == Stage::Admitted;
    let hint = if first {
        "Fragen nur für diesen Fall, eine je Zeile; sie stehen im Schreiben."
    } else {
        "Eine Frage je Zeile; sie stehen im Schreiben. Mindestens eine Frage, hier oder aus dem Katalog."
    };
    let papers: Vec<_> =
        form.case.documents.iter().map(|it| (it.id.to_string(), label(it))).collect();
    let papers = papers.iter().map(|it| (it.0.as_str(), it.1.as_str()));
    html! {
        (form.field(CHOSEN).optional().choices(options, &form.typed.all(CHOSEN.0)))
        (form.field(QUESTIONS).hint(hint).optional().area(6))
        @if !form.case.documents.is_empty() {
            (form.field(ENCLOSURES).hint("Sie werden im Schreiben genannt und sind ihm beizulegen.")
                .optional().choices(papers, &form.typed.all(ENCLOSURES.0)))
        }
        (form.field(TRANSMISSION).radios(Transmission::ALL.iter().map(|it| (it.name(), it.label()))))
    }
}

fn label(it: &Document) -> String {
    let name = &it.description.name;
    match it.description.sensitivity {
        Sensitivity::Normal => name.clone(),
        class => format!("{name} (Schutzklasse {})", class.label()),
    }
}

/// Only what was offered: a field can be sent with anything.
pub(super) fn read(reading: &mut Reading, case: &CaseSheet) -> Option<Inquiry> {
    let ticked = reading.typed.all(CHOSEN.0);
    let catalogue = case.rules.questions.questions();
    if let Some(it) = ticked.iter().find(|it| !catalogue.contains(it)) {
        reading.wrong(
            CHOSEN.0,
            format_args!("Die Frage „{it}“ steht nicht mehr im Katalog; bitte neu wählen."),
        );
    }
    let enclosed = reading.typed.all(ENCLOSURES.0);
    let papers = case.documents.iter().filter(|it| enclosed.contains(&it.id.to_string()));
    let enclosures =
        papers.map(|it| Enclosure { document: it.id, name: it.description.name.clone() });
    let transmission = match reading.typed.get(TRANSMISSION.0) {
        "" => Transmission::Post,
        _ => reading.choice(TRANSMISSION)?,
    };
    Some(Inquiry {
        questions: reading.text(QUESTIONS.0),
        chosen: catalogue.iter().filter(|it| ticked.contains(it)).cloned().collect(),
        enclosures: enclosures.collect(),
        transmission: Some(transmission),
    })
}
