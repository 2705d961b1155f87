//! The letterhead: what stands on every sheet that is written from now on.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, web::Data};
use maud::{Markup, html};

use super::{
    clock::fresh_id,
    components::{Field, Look, button, description_list, hidden, link_button, post_form},
    form::Form,
    frame::Page,
    refused::Refused,
    see_other,
    session::SignedIn,
};
use crate::{
    Now, Problem, acts,
    letters::{HeadLine, Letterhead},
    procedure::{Right, Version},
    storage::Db,
};

const ADDRESS: &str = "/vorgaben/briefkopf";

/// The lines of the letterhead by their names, with key and version.
type HeadForm = BTreeMap<String, String>;

pub(super) async fn show(by: SignedIn, db: Data<Db>) -> Result<Markup, Problem> {
    by.require(Right::ChangeLetterhead)?;
    let current = db.read(acts::letterhead).await?;
    Ok(page(&by, &current, |line| current.0.line(line), &Refused::unchanged()))
}

pub(super) async fn submit(
    db: Data<Db>,
    now: Now,
    Form { by, input }: Form<HeadForm>,
) -> Result<HttpResponse, Problem> {
    by.require(Right::ChangeLetterhead)?;
    let problem = match change(&db, &by, &input, now).await {
        Ok(location) => return Ok(see_other(&location)),
        Err(problem) => problem,
    };
    let refused = Refused::of(problem)?;
    let current = db.read(acts::letterhead).await?;
    Ok(refused.answer(&page(&by, &current, |line| typed(&input, line.name()), &refused)))
}

async fn change(db: &Db, by: &SignedIn, input: &HeadForm, now: Now) -> Result<String, Problem> {
    let (key, version) = (typed(input, "key").parse(), typed(input, "version").parse());
    let (Ok(key), Ok(version)) = (key, version) else {
        let sentence =
            "Die Seite war unvollständig. Es ist nichts gespeichert; bitte laden Sie sie neu.";
        return Err(Problem::Unreadable(sentence.to_owned()));
    };
    let head = Letterhead::read(|line| typed(input, line.name())).map_err(Problem::Invalid)?;
    let actor = by.actor.clone();
    db.write(move |conn| {
        acts::once(conn, &actor, key, |conn| {
            acts::change_letterhead(conn, &actor, (&head, Version(version)), now)?;
            Ok("/vorgaben".to_owned())
        })
    })
    .await
}

fn typed<'a>(input: &'a HeadForm, name: &str) -> &'a str {
    input.get(name).map_or("", String::as_str)
}

/// What holds, on the page of the settings.
pub(super) fn section(head: &Letterhead, may_change: bool) -> Markup {
    let lines = HeadLine::ALL.iter().filter(|it| !head.line(**it).is_empty());
    let lines: Vec<_> = lines.map(|it| (it.label(), html! { (head.line(*it)) })).collect();
    html! {
        section {
            h2 { "Briefkopf" }
            (description_list(&lines))
            @if may_change { div.buttons { (link_button(Look::Secondary, ADDRESS, "Briefkopf ändern")) } }
        }
    }
}

fn page<'a>(
    by: &SignedIn,
    (head, version): &(Letterhead, Version),
    value: impl Fn(HeadLine) -> &'a str,
    refused: &Refused,
) -> Markup {
    let fields = html! {
        (hidden("key", fresh_id()))
        (hidden("version", version.0))
        @for line in HeadLine::ALL { (field(*line, (head, value(*line)), refused)) }
        div.buttons {
            (button(Look::Primary, "Briefkopf ändern"))
            (link_button(Look::Tertiary, "/vorgaben", "Abbrechen"))
        }
    };
    let content = html! {
        p { "Er steht auf allem, was ab jetzt geschrieben wird. Schreiben, die schon da sind, behalten ihren Briefkopf." }
        (post_form(by, ADDRESS, &fields))
    };
    Page::new(by, "Briefkopf ändern").errors(&refused.errors).show(&content)
}

fn field(line: HeadLine, (head, typed): (&Letterhead, &str), refused: &Refused) -> Markup {
    let hint = match head.line(line) {
        "" => format!("Höchstens {} Zeichen.", line.most()),
        current => format!("Höchstens {} Zeichen. Gilt zurzeit: {current}", line.most()),
    };
    let field =
        Field::new(line.name(), line.label()).hint(&hint).value(typed).errors(&refused.errors);
    if line.is_optional() { field.optional().text() } else { field.text() }
}
