use maud::{Markup, html};

use super::filled::{Filled, Named};
use crate::{
    procedure::{AuthorityId, Competence, Step},
    web::cases::typed::Reading,
};

const AUTHORITY: Named = ("authority", "Jetzt zuständig");
const SINCE: Named = ("since", "Zuständig seit");
const REASONS: Named = ("reasons", "Grund");

pub(super) fn fields(form: Filled) -> Markup {
    let case = form.case;
    let present = case.file.case.authority;
    let others = case.authorities.iter().filter(|it| it.id != present);
    let options: Vec<_> = others.map(|it| (it.id.0.to_string(), it.name.as_str())).collect();
    html! {
        p.muted { "Bisher zuständig: " (case.file.authority.name) ". Schreiben an sie, die noch nicht abgesandt sind, werden zurückgezogen." }
        (form.field(AUTHORITY).select(options.iter().map(|it| (it.0.as_str(), it.1))))
        (form.field(SINCE).hint("Der Tag des Umzugs oder der Übertragung: TT.MM.JJJJ").date())
        (form.field(REASONS).hint("Zum Beispiel: Umzug nach …, mitgeteilt am …").area(3))
    }
}

/// Both names are those of the register, which the act looks up.
pub(super) fn read(reading: &mut Reading) -> Option<Step> {
    let authority: Option<i32> = reading.choice(AUTHORITY);
    let (since, reasons) = (reading.day(SINCE), reading.needed(REASONS));
    Some(Step::ChangeAuthority(Competence {
        authority: AuthorityId(authority?),
        since: since?,
        reasons: reasons?,
        before: String::new(),
        name: String::new(),
    }))
}
