use maud::{Markup, html};

use crate::{
    Problem, acts,
    procedure::{
        FieldError, RegisteredRepresentative, RepresentativeField, RepresentativeId,
        RepresentativeKind,
    },
    storage::Db,
    web::{
        cases::typed::Typed,
        components::{Field, Look, hidden, named_button, spoken_button},
        session::SignedIn,
    },
};

/// The id of somebody in the register, going along with the form.
const CHOSEN: &str = "representative";
const SEARCHED: &str = "representative_search";
/// What the buttons of this part of a form begin with.
const BUTTON: &str = "vertretung-";
const AT_MOST: i64 = 10;

/// What the search in the register has found; nothing when nobody searched.
pub(in crate::web::cases) type Looked = Option<Vec<RegisteredRepresentative>>;

/// Looks in the register, takes somebody from it or lets them go, if one of these buttons was
/// pressed; otherwise `None`.
pub(in crate::web::cases) async fn press(
    typed: &mut Typed,
    by: &SignedIn,
    db: &Db,
) -> Result<Option<Looked>, Problem> {
    let pressed = typed.pressed().to_owned();
    let Some(button) = pressed.strip_prefix(BUTTON) else { return Ok(None) };
    let actor = by.actor.clone();
    if button == "suchen" {
        let words = typed.get(SEARCHED).to_owned();
        let found =
            db.write(move |conn| acts::disclose_representatives(conn, &actor, &words, AT_MOST));
        return Ok(Some(Some(found.await?)));
    }
    if let Ok(id) = button.parse::<RepresentativeId>() {
        let it = db.write(move |conn| acts::disclose_representative(conn, &actor, id)).await?;
        typed.set(CHOSEN, it.id.to_string());
        for line in RepresentativeField::ALL {
            typed.set(line.name(), line.of(&it.details));
        }
    } else {
        typed.set(CHOSEN, "");
        for line in RepresentativeField::ALL {
            typed.set(line.name(), "");
        }
    }
    Ok(Some(None))
}

/// Search and choice, or somebody new; with the reference and the day of the Vollmacht.
pub(in crate::web::cases) fn fields(
    typed: &Typed,
    errors: &[FieldError],
    looked: Option<&[RegisteredRepresentative]>,
) -> Markup {
    let field = |name, label| Field::new(name, label).value(typed.get(name)).errors(errors);
    html! {
        @if typed.get(CHOSEN).is_empty() {
            (field(SEARCHED, "Im Verzeichnis der Bevollmächtigten suchen").hint("Name, Kanzlei, Beratungsstelle oder Ort").optional().text())
            div.buttons { (named_button(Look::Secondary, "Im Verzeichnis suchen", ("tun", "vertretung-suchen"))) }
            @if let Some(found) = looked { (hits(found)) }
            p.muted { "Wer noch nicht im Verzeichnis steht, wird hier eingetragen und mit aufgenommen:" }
            (lines(typed, errors))
        } @else { (taken(typed)) }
        div.fields {
            (field("representative_reference", "Zeichen der Vertretung").optional().text())
            (field("power_of_attorney_on", "Vollmacht vom").hint("TT.MM.JJJJ; ohne Vollmacht gehen Schreiben an die Personen selbst").optional().date())
        }
    }
}

fn hits(found: &[RegisteredRepresentative]) -> Markup {
    html! {
        @if found.is_empty() { p { "Im Verzeichnis ist niemand so verzeichnet." } }
        @else { ul {
            @for it in found { li {
                (it.details.address_lines().join(", ")) " "
                (spoken_button(Look::Tertiary, ("Übernehmen", it.details.short_name()), ("tun", &format!("{BUTTON}{}", it.id))))
            } }
        } }
    }
}

/// Somebody of the register: what it knows goes along unseen.
fn taken(typed: &Typed) -> Markup {
    use RepresentativeField as Line;
    let known = [Line::Organisation, Line::Name, Line::Street, Line::PostalCode, Line::Town];
    let known: Vec<_> =
        known.iter().map(|it| typed.get(it.name())).filter(|it| !it.is_empty()).collect();
    html! {
        (hidden(CHOSEN, typed.get(CHOSEN)))
        @for it in Line::ALL { (hidden(it.name(), typed.get(it.name()))) }
        p { strong { (known.join(", ")) } " (aus dem Verzeichnis)" }
        div.buttons { (named_button(Look::Tertiary, "Andere Vertretung wählen", ("tun", "vertretung-andere"))) }
    }
}

/// All that the register knows of somebody, as fields.
pub(in crate::web::cases) fn lines(typed: &Typed, errors: &[FieldError]) -> Markup {
    use RepresentativeField as Line;
    let field = |it: Line| {
        Field::new(it.name(), it.label()).value(typed.get(it.name())).errors(errors).optional()
    };
    let rare = [Line::Phone, Line::Email, Line::DeMail, Line::Bebpo];
    let kinds = RepresentativeKind::ALL.iter().map(|it| (it.name(), it.label()));
    html! {
        div.fields {
            @for it in [Line::Name, Line::Organisation] { (field(it).text()) }
            (field(Line::Kind).hint("Ohne Wahl nach dem Namen").select(kinds))
            @for it in [Line::Street, Line::PostalCode, Line::Town] { (field(it).text()) }
        }
        details.rare open[rare.iter().any(|it| !typed.get(it.name()).is_empty())] {
            summary { "Weitere Angaben zur Vertretung: Telefon, E-Mail, De-Mail, beBPo" }
            div.fields { @for it in rare { (field(it).text()) } }
        }
    }
}
