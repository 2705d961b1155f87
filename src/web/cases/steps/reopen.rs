use maud::{Markup, html};

use super::{
    ending::persons_of,
    filled::{Filled, Named},
};
use crate::{
    procedure::{Channel, Step},
    web::cases::{
        sheet::CaseSheet,
        typed::{Reading, Typed},
    },
};

const RECEIVED: Named = ("received_on", "Eingegangen am");
const CHANNEL: Named = ("channel", "Eingangsweg");
const NEWS: Named = ("news", "Was ist neu?");
const URGENT: Named = ("urgent", "Eilfall: steht in jeder Liste oben");
const PERSONS: Named = ("persons", "Für welche Personen");

/// With one person there is nothing to choose.
pub(super) fn blank(case: &CaseSheet) -> Typed {
    match case.file.details.as_slice() {
        [only] => Typed::new(vec![(PERSONS.0.to_owned(), only.id.to_string())]),
        _ => Typed::default(),
    }
}

pub(super) fn fields(form: Filled) -> Markup {
    let people: Vec<_> = form.case.file.details.iter().zip(&form.case.file.case.persons).collect();
    let people: Vec<_> = people
        .iter()
        .map(|(who, it)| {
            (
                it.id.to_string(),
                format!("{} – bisher: {}", form.case.file.name_of(who.id), it.standing.label()),
            )
        })
        .collect();
    let people = people.iter().map(|it| (it.0.as_str(), it.1.as_str()));
    html! {
        p.muted { "Derselbe Vorgang beginnt für diese Personen neu: Die Ausschlussgründe sind neu zu prüfen, und über die Annahme ist neu zu beschließen. Was bisher war, bleibt im Verlauf; das frühere Ergebnis steht oben im Fall." }
        (form.field(RECEIVED).hint(&form.case.rules.law.says("Der Tag, an dem der erneute Antrag eingegangen ist: TT.MM.JJJJ")).date())
        (form.field(CHANNEL).select(Channel::ALL.iter().map(|it| (it.name(), it.label()))))
        (form.field(NEWS).hint("Was sich seit dem Ende des Verfahrens geändert hat; es steht oben im Fall.").area(5))
        (form.field(PERSONS).choices(people, &form.typed.all(PERSONS.0)))
        (form.field(URGENT)
            .hint("Ein Termin der Rückführung, Abschiebungshaft oder ein gebuchter Flug ist bekannt.").check_box())
    }
}

pub(super) fn read(reading: &mut Reading, case: &CaseSheet) -> Option<Step> {
    let received_on = reading.day(RECEIVED);
    let (channel, news) = (reading.choice(CHANNEL), reading.needed(NEWS));
    let everybody: Vec<_> = case.file.case.persons.iter().map(|it| it.id).collect();
    let persons = persons_of(reading, PERSONS, &everybody);
    Some(Step::Reopen {
        received_on: received_on?,
        channel: channel?,
        news: news?,
        urgent: reading.typed.ticked(URGENT.0),
        persons: persons?,
    })
}
