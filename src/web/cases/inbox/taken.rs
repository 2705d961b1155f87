//! What became of e-mails that were taken over together.

use maud::{Markup, html};
use serde::Deserialize;

use super::list::{HERE, subject};
use crate::{
    procedure::MailId,
    storage::MailLine,
    web::{
        components::{Tone, alert},
        numbers::counted,
    },
};

/// Ids alone, as an address may have them.
#[derive(Debug, Default, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct Taken {
    #[serde(default)]
    neu: String,
    #[serde(default)]
    bekannt: String,
}

impl Taken {
    /// Each e-mail with whether it is new.
    pub(super) fn of(mails: Vec<(MailId, bool)>) -> Self {
        let mut taken = Self::default();
        for (id, is_new) in mails {
            let list = if is_new { &mut taken.neu } else { &mut taken.bekannt };
            if !list.contains(&id.to_string()) {
                list.push_str(&id.to_string());
                list.push('_');
            }
        }
        taken
    }

    /// A single new e-mail is read next; of several, the list says what became of each.
    pub(super) fn address(&self, list: &str) -> String {
        match (ids(&self.neu).as_slice(), self.bekannt.is_empty()) {
            ([only], true) => format!("{list}/{only}"),
            _ => format!("{list}?neu={}&bekannt={}", self.neu, self.bekannt),
        }
    }

    /// The same, read from an address.
    pub(super) fn at(address: &str) -> Self {
        match address.split_once('?') {
            None => {
                let id = address.rsplit('/').next().unwrap_or_default();
                Self { neu: id.to_owned(), bekannt: String::new() }
            }
            Some((_, query)) => serde_html_form::from_str(query).unwrap_or_default(),
        }
    }

    pub(super) fn ids(&self) -> Vec<MailId> {
        [ids(&self.neu), ids(&self.bekannt)].concat()
    }

    /// Names each e-mail and leads to it.
    pub(super) fn report(&self, mails: &[MailLine]) -> Markup {
        let named = |list: &str| {
            let ids = ids(list);
            mails.iter().filter(|it| ids.contains(&it.id)).collect::<Vec<_>>()
        };
        let (new, known) = (named(&self.neu), named(&self.bekannt));
        html! {
            @if !new.is_empty() {
                (alert(Tone::Success, &format!("{} übernommen", counted(new.len(), "E-Mail", "E-Mails")), &links(&new)))
            }
            @if !known.is_empty() {
                (alert(Tone::Info, &format!("{} schon da und nicht noch einmal übernommen", counted(known.len(), "E-Mail war", "E-Mails waren")), &links(&known)))
            }
        }
    }
}

fn links(mails: &[&MailLine]) -> Markup {
    html! { ul { @for it in mails {
        li { a.kern-link href={ (HERE) "/" (it.id) } { (subject(&it.subject)) } " von " (it.sender) }
    } } }
}

/// Whatever else an address says is nothing.
fn ids(list: &str) -> Vec<MailId> {
    list.split('_').filter_map(|it| it.parse().ok()).collect()
}
