//! The frame around every page: who is signed in, where they can go, what the page is called.

use maud::{DOCTYPE, Markup, html};

use super::{
    assets,
    components::{Look, button, error_summary, post_form},
    session::SignedIn,
};
use crate::procedure::{FieldError, Right, Role};

/// Areas of the application, each open to whoever has the right.
#[rustfmt::skip]
const AREAS: [(Right, &str, &str); 10] = [
    (Right::ReadCase,     "/",           "Mein Tag"),
    (Right::ListCases,    "/faelle",     "Fälle"),
    (Right::HandleMail,   "/posteingang", "Posteingang"),
    (Right::Register,     "/faelle/neu", "Antrag erfassen"),
    (Right::ReadRounds,   "/vorpruefung", "Vorprüfung"),
    (Right::ReadSittings, "/sitzungen",  "Sitzungen"),
    (Right::KeepRepresentatives, "/bevollmaechtigte", "Bevollmächtigte"),
    (Right::ReadSettings, "/vorgaben",   "Vorgaben"),
    (Right::ManageUsers,  "/benutzer",   "Benutzer"),
    (Right::ReadAuditLog, "/protokoll",  "Protokoll"),
];

/// A page for someone signed in:
/// `Page::new(&by, "Fälle").rail(next_steps).show(&html! { … })`.
pub(in crate::web) struct Page<'a> {
    by: &'a SignedIn,
    title: &'a str,
    header: Option<Markup>,
    rail: Option<Markup>,
    errors: &'a [FieldError],
}

impl<'a> Page<'a> {
    pub(in crate::web) fn new(by: &'a SignedIn, title: &'a str) -> Self {
        Self { by, title, header: None, rail: None, errors: &[] }
    }

    /// Stands above the page and stays in sight; it contains the `h1`.
    pub(in crate::web) fn header(self, header: Markup) -> Self {
        Self { header: Some(header), ..self }
    }

    /// A column beside the content; each element in it becomes a box.
    pub(in crate::web) fn rail(self, rail: Markup) -> Self {
        Self { rail: Some(rail), ..self }
    }

    /// What was wrong with the form on this page: summed up on top and in the title.
    pub(in crate::web) fn errors(self, errors: &'a [FieldError]) -> Self {
        Self { errors, ..self }
    }

    /// What was wrong, in the words of the Land.
    fn said(&self) -> Vec<FieldError> {
        let law = self.by.land.law();
        let said = |it: &FieldError| FieldError::new(it.field.as_str(), law.says(&it.sentence));
        self.errors.iter().map(said).collect()
    }

    pub(in crate::web) fn show(self, content: &Markup) -> Markup {
        let title = match self.errors {
            [] => self.title.to_owned(),
            _ => format!("Fehler: {}", self.title),
        };
        let body = html! {
            (bar(self.by))
            @if let Some(header) = &self.header { div.head { (header) } }
            main.page.one[self.rail.is_none()] id="inhalt" {
                div {
                    @if self.header.is_none() { h1 { (self.title) } }
                    (error_summary(&self.said()))
                    (content)
                }
                @if let Some(rail) = &self.rail { aside.rail { (rail) } }
            }
            (foot(self.by))
        };
        document(&format!("{title} – Härtefallkommission {}", self.by.land.label()), &body)
    }
}

/// A page for somebody who is not signed in, or about whom nothing is known.
pub(in crate::web) fn outside(title: &str, content: &Markup) -> Markup {
    let body = html! {
        header.bar { a.brand href="/" { "Geschäftsstelle HFK" } }
        main.page.one.narrow id="inhalt" { div { h1 { (title) } (content) } }
    };
    document(&format!("{title} – Härtefallkommission"), &body)
}

fn document(title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="de" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                @for href in assets::style_sheets() { link rel="stylesheet" href=(href); }
                link rel="icon" href="data:,";
            }
            body { a.skip href="#inhalt" { "Zum Inhalt" } (body) }
        }
    }
}

fn bar(by: &SignedIn) -> Markup {
    html! {
        header.bar {
            a.brand href="/" { "Geschäftsstelle HFK" }
            (areas(by))
            @if by.actor.may(Right::ListCases) { (search(by)) }
            div.me {
                a href="/konto" aria-current=[(by.path == "/konto").then_some("page")] {
                    (by.name) " " span { (role_label(by)) }
                }
                (post_form(by, "/abmelden", &button(Look::Tertiary, "Abmelden")))
            }
        }
    }
}

/// By which regulation this installation works.
fn foot(by: &SignedIn) -> Markup {
    let law = by.land.law();
    html! {
        footer.foot {
            "Verfahrensordnung: " (law.land.label()) " (" (law.name) ")"
            @if law.points().iter().any(|it| it.1.unconfirmed) {
                " · enthält Angaben, die das Land noch zu bestätigen hat"
            }
        }
    }
}

fn areas(by: &SignedIn) -> Markup {
    let open: Vec<_> = AREAS.iter().filter(|it| by.actor.may(it.0)).collect();
    let here =
        open.iter().map(|it| it.1).filter(|it| is_within(&by.path, it)).max_by_key(|it| it.len());
    html! {
        nav aria-label="Bereiche" { ul { @for (_, href, label) in open {
            li { a href=(href) aria-current=[(here == Some(href)).then_some("page")] { (by.land.law().says(label)) } }
        } } }
    }
}

/// `/faelle` holds `/faelle/42` but not `/faelle-alt`.
fn is_within(path: &str, area: &str) -> bool {
    path.strip_prefix(area).is_some_and(|it| it.is_empty() || it.starts_with('/'))
}

/// By POST: what is searched for is often a name, and names do not belong in addresses.
fn search(by: &SignedIn) -> Markup {
    let fields = html! {
        label.kern-sr-only for="suche" { "Aktenzeichen oder Name" }
        input.kern-form-input__input type="search" id="suche" name="suche"
            placeholder="Aktenzeichen oder Name" autocomplete="off";
        button.kern-btn.kern-btn--secondary.kern-btn--x-small type="submit" {
            span.kern-label { "Suchen" }
        }
    };
    html! { search { (post_form(by, "/faelle/suche", &fields)) } }
}

fn role_label(by: &SignedIn) -> String {
    let labels: Vec<_> = by.actor.roles.iter().map(Role::label).collect();
    labels.join(", ")
}
