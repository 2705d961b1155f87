//! Forms and buttons. Whatever changes something is a POST with the session's token.

use std::fmt::Display;

use maud::{Markup, html};

use crate::web::{assets::upload_script, session::SignedIn};

/// How much a button weighs: one primary on a page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::web) enum Look {
    Primary,
    Secondary,
    Tertiary,
}

impl Look {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "kern-btn kern-btn--primary",
            Self::Secondary => "kern-btn kern-btn--secondary",
            Self::Tertiary => "kern-btn kern-btn--tertiary",
        }
    }
}

/// A form that posts to `action`, with the session's token. The browser's own checks are off:
/// ours answer in full sentences and all at once.
pub(in crate::web) fn post_form(by: &SignedIn, action: &str, content: &Markup) -> Markup {
    html! {
        form method="post" action=(action) novalidate {
            (hidden("csrf", &by.csrf))
            (content)
        }
    }
}

/// As [`post_form`], for forms with files. A script says how far a large one has come.
pub(in crate::web) fn upload_form(by: &SignedIn, action: &str, content: &Markup) -> Markup {
    html! {
        form method="post" action=(action) enctype="multipart/form-data" novalidate {
            (hidden("csrf", &by.csrf))
            (content)
            div.upload hidden {
                progress max="1" value="0" aria-label="Übertragung" {}
                p role="status" {}
            }
        }
        script type="module" src=(upload_script()) {}
    }
}

/// Idempotency key, version, and whatever else goes along unseen.
pub(in crate::web) fn hidden(name: &str, value: impl Display) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}

/// Sends the form around it.
pub(in crate::web) fn button(look: Look, label: &str) -> Markup {
    html! { button class=(look.class()) type="submit" { span.kern-label { (label) } } }
}

/// Sends the form around it, saying which of its buttons was pressed.
pub(in crate::web) fn named_button(look: Look, label: &str, (name, value): (&str, &str)) -> Markup {
    html! {
        button class=(look.class()) type="submit" name=(name) value=(value) {
            span.kern-label { (label) }
        }
    }
}

/// A form that is nothing but its button; `along` holds its hidden fields.
pub(in crate::web) fn post_button(
    by: &SignedIn,
    action: &str,
    (look, label): (Look, &str),
    along: &Markup,
) -> Markup {
    post_form(by, action, &html! { (along) (button(look, label)) })
}

/// A link that looks like a button: it goes somewhere and changes nothing.
pub(in crate::web) fn link_button(look: Look, href: &str, label: &str) -> Markup {
    html! { a class=(look.class()) href=(href) { span.kern-label { (label) } } }
}

/// As [`named_button`], for one of several alike: `about` says to a listener which it is.
pub(in crate::web) fn spoken_button(
    look: Look,
    (label, about): (&str, &str),
    (name, value): (&str, &str),
) -> Markup {
    html! {
        button class=(look.class()) type="submit" name=(name) value=(value)
            aria-label=(format!("{label}: {about}")) { span.kern-label { (label) } }
    }
}

/// First in a form whose buttons do different things: Enter in a field then sends nothing.
pub(in crate::web) fn no_default_button() -> Markup {
    html! { button.kern-sr-only type="submit" disabled aria-hidden="true" tabindex="-1" {} }
}
