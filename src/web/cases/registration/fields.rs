use maud::{Markup, html};

use super::{from_mail, people, person_fields::person};
use crate::{
    procedure::{Channel, FieldError, Law, RegisteredRepresentative, Registration},
    storage::Authority,
    web::{
        cases::{representation, typed::Typed},
        components::{Field, Look, named_button},
        numbers::grouped,
    },
};

/// Everything that is asked about an application.
pub(super) fn fields(
    (typed, errors): (&Typed, &[FieldError]),
    authorities: &[Authority],
    looked: Option<&[RegisteredRepresentative]>,
    law: &Law,
) -> Markup {
    let persons = people::count(typed);
    html! {
        // Enter in a text field presses the first button of a form: let it be this one.
        button.kern-sr-only type="submit" name="tun" value="pruefen" tabindex="-1" aria-hidden="true" { "Weiter" }
        (from_mail::along(typed))
        section { h2 { "Eingang" } (receipt(typed, errors, authorities)) }
        section { h2 { "Begründung" } (reasons(typed, errors, law)) }
        section { h2 { "Vertretung" } (representative(typed, errors, looked)) }
        section id="persons" {
            h2 { "Personen " span.count { (persons) } }
            @for position in 0..persons { (person(typed, errors, (position, persons))) }
            @if persons < Registration::MAX_PERSONS {
                div.buttons {
                    (named_button(Look::Secondary, "Weitere Person mit gleicher Anschrift und Staatsangehörigkeit", ("tun", "familie")))
                    (named_button(Look::Tertiary, "Weitere Person", ("tun", "person")))
                }
            }
        }
        div.buttons { (named_button(Look::Primary, "Weiter: Angaben prüfen", ("tun", "pruefen"))) }
    }
}

fn receipt(typed: &Typed, errors: &[FieldError], authorities: &[Authority]) -> Markup {
    let field = |name, label| filled(typed, errors, name, label);
    let authorities: Vec<_> =
        authorities.iter().map(|it| (it.id.0.to_string(), it.name.as_str())).collect();
    html! { div.fields {
        (field("received_on", "Eingegangen am").hint("Der Tag des Eingangs, nicht der Erfassung: TT.MM.JJJJ").date())
        (field("channel", "Eingangsweg").select(Channel::ALL.iter().map(|it| (it.name(), it.label()))))
        (field("authority", "Ausländerbehörde").select(authorities.iter().map(|it| (it.0.as_str(), it.1))))
        (field("urgent", "Eilfall: steht in jeder Liste oben")
            .hint("Ein Termin der Rückführung, Abschiebungshaft oder ein gebuchter Flug ist bekannt.").check_box())
    } }
}

fn reasons(typed: &Typed, errors: &[FieldError], law: &Law) -> Markup {
    let length = typed.get("reasons").replace("\r\n", "\n").chars().count();
    let most = grouped(Registration::MAX_REASONS);
    let hint = match errors {
        [] => format!("Im Wortlaut, höchstens {most} Zeichen."),
        _ => format!("{} von {most} Zeichen", grouped(length)),
    };
    let label = law.says("Begründung des Antrags");
    filled(typed, errors, "reasons", &label).optional().hint(&hint).area(12)
}

fn representative(
    typed: &Typed,
    errors: &[FieldError],
    looked: Option<&[RegisteredRepresentative]>,
) -> Markup {
    html! {
        p.muted { "Nur ausfüllen, wenn jemand vertreten ist. Wen die Vollmacht umfasst, steht bei den Personen." }
        (representation::fields(typed, errors, looked))
    }
}

fn filled<'a>(
    typed: &'a Typed,
    errors: &'a [FieldError],
    name: &'a str,
    label: &'a str,
) -> Field<'a> {
    Field::new(name, label).value(typed.get(name)).errors(errors)
}
