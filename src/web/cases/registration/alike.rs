//! Who looks the same, within the form or in the register. It warns and never blocks: two people
//! may bear one name.

use maud::{Markup, html};

use crate::{
    Now, Problem,
    procedure::{CaseId, PersonSearch, Registration, look_the_same},
    storage::Db,
    web::{
        cases::found::{Found, find_all, list_name},
        components::{Tone, alert},
        session::SignedIn,
    },
};

/// For each person of a registration, who looks the same.
pub(super) struct Alike {
    registered: Vec<Found>,
}

impl Alike {
    pub(super) async fn find(
        by: &SignedIn,
        db: &Db,
        registration: &Registration,
        now: Now,
    ) -> Result<Self, Problem> {
        let searches = registration.persons.iter().map(PersonSearch::like).collect();
        let mut registered = find_all(by, db, searches, now).await?;
        // Whom a Folgeantrag follows is no surprise.
        let followed: Option<CaseId> = registration.earlier.as_ref().map(|it| it.case);
        for found in &mut registered {
            found.persons.retain(|it| Some(it.case) != followed);
        }
        Ok(Self { registered })
    }

    /// Nothing when nobody looks the same.
    pub(super) fn warning(&self, registration: &Registration) -> Markup {
        let twice = twice(registration);
        let found = self.registered.iter().any(|it| !it.persons.is_empty());
        if twice.is_empty() && !found {
            return html! {};
        }
        let hits = registration.persons.iter().zip(&self.registered);
        alert(
            Tone::Warning,
            "Vielleicht dieselbe Person",
            &html! {
                p { "Das hindert nicht an der Erfassung." }
                ul {
                    @for (one, other) in &twice {
                        li { "Person " (one) " und Person " (other) " dieses Vorgangs sehen gleich aus." }
                    }
                    @for (at, (person, found)) in hits.enumerate().filter(|it| !it.1.1.persons.is_empty()) {
                        li {
                            "Person " (at + 1) ", " (person.list_name()) ", sieht aus wie:"
                            ul { @for it in &found.persons { li {
                                (list_name(it)) ", geboren " (it.born) ", "
                                a.kern-link.number href={ "/faelle/" (it.case) } { (it.number) }
                                ", " (it.stage.label())
                            } } }
                        }
                    }
                }
            },
        )
    }
}

/// The numbers of those who stand twice on one form.
fn twice(registration: &Registration) -> Vec<(usize, usize)> {
    let persons: Vec<_> = (1..).zip(&registration.persons).collect();
    let pairs = persons.iter().flat_map(|one| persons.iter().map(move |other| (one, other)));
    pairs
        .filter(|(one, other)| one.0 < other.0 && look_the_same(one.1, other.1))
        .map(|(one, other)| (one.0, other.0))
        .collect()
}
