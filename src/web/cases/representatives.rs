//! The register of those who act for others: a list to look in, and a form for each.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use maud::{Markup, html};

use super::{representation::lines, sheet::parsed, typed::Typed};
use crate::{
    Problem, acts,
    procedure::{
        RegisteredRepresentative, Representative, RepresentativeField, RepresentativeId, Right,
        Version,
    },
    storage::Db,
    web::{
        clock::fresh_id,
        components::{Field, Look, button, hidden, link_button, post_form, table},
        form::Form,
        frame::Page,
        page,
        refused::Refused,
        see_other,
        session::SignedIn,
    },
};

const HERE: &str = "/bevollmaechtigte";
const AT_MOST: i64 = 100;
const HEADS: [&str; 4] = ["Name", "Art", "Anschrift", "Erreichbar"];

/// `/bevollmaechtigte`
pub(super) async fn list(by: SignedIn, db: Data<Db>) -> Result<HttpResponse, Problem> {
    found(&by, &db, "").await
}

/// By POST, because names do not belong in addresses.
pub(super) async fn find(
    Form { by, input: typed }: Form<Typed>,
    db: Data<Db>,
) -> Result<HttpResponse, Problem> {
    found(&by, &db, typed.get("representative_search")).await
}

async fn found(by: &SignedIn, db: &Db, words: &str) -> Result<HttpResponse, Problem> {
    by.require(Right::KeepRepresentatives)?;
    let (actor, asked) = (by.actor.clone(), words.to_owned());
    let found =
        db.write(move |conn| acts::disclose_representatives(conn, &actor, &asked, AT_MOST)).await?;
    let rows: Vec<_> = found.iter().map(row).collect();
    let search = html! {
        (Field::new("representative_search", "Name, Kanzlei, Beratungsstelle oder Ort").value(words).text())
        div.buttons {
            (button(Look::Secondary, "Suchen"))
            (link_button(Look::Secondary, &format!("{HERE}/neu"), "Neu aufnehmen"))
        }
    };
    let content = html! {
        (post_form(by, &format!("{HERE}/suche"), &search))
        @if rows.is_empty() { p { "Im Verzeichnis ist niemand so verzeichnet." } }
        @else { (table("Verzeichnis der Bevollmächtigten", &HEADS, &rows)) }
        @if rows.len() >= usize::try_from(AT_MOST).unwrap_or(usize::MAX) {
            p.muted { "Es werden die ersten " (AT_MOST) " gezeigt; die Suche findet alle." }
        }
    };
    Ok(page(StatusCode::OK, Page::new(by, "Bevollmächtigte").show(&content)))
}

fn row(it: &RegisteredRepresentative) -> Vec<Markup> {
    let details = &it.details;
    let both = !details.name.is_empty() && !details.organisation.is_empty();
    let reached = [&details.phone, &details.email, &details.de_mail, &details.bebpo];
    let reached: Vec<_> =
        reached.iter().filter(|it| !it.is_empty()).map(|it| it.as_str()).collect();
    vec![
        html! {
            a.kern-link href={ (HERE) "/" (it.id) } { (details.short_name()) }
            @if both { br; span.muted { (details.organisation) } }
        },
        html! { (details.kind.label()) },
        html! { (details.address.lines().join(", ")) },
        html! { span.wrapping { (reached.join(", ")) } },
    ]
}

/// `/bevollmaechtigte/neu`
pub(super) async fn blank(by: SignedIn) -> Result<HttpResponse, Problem> {
    by.require(Right::KeepRepresentatives)?;
    Ok(form(&by, None, &Typed::default(), &Refused::unchanged()))
}

pub(super) async fn enter(
    Form { by, input: typed }: Form<Typed>,
    db: Data<Db>,
) -> Result<HttpResponse, Problem> {
    by.require(Right::KeepRepresentatives)?;
    let key = typed.own("key")?;
    let (actor, id) = (by.actor.clone(), RepresentativeId(fresh_id()));
    let details = read(&typed);
    let entered = db.write(move |conn| {
        acts::once(conn, &actor, key, |conn| {
            acts::enter_representative(conn, &actor, id, &details)?;
            Ok(HERE.to_owned())
        })
    });
    match entered.await {
        Ok(location) => Ok(see_other(&location)),
        Err(problem) => Ok(form(&by, None, &typed, &Refused::of(problem)?)),
    }
}

/// `/bevollmaechtigte/{id}`
pub(super) async fn show(
    by: SignedIn,
    id: Path<String>,
    db: Data<Db>,
) -> Result<HttpResponse, Problem> {
    by.require(Right::KeepRepresentatives)?;
    let it = disclosed(&by, &db, parsed(&id)?).await?;
    let lines = RepresentativeField::ALL.iter();
    let typed = lines.map(|line| (line.name().to_owned(), line.of(&it.details).to_owned()));
    Ok(form(&by, Some(&it), &Typed::new(typed.collect()), &Refused::unchanged()))
}

pub(super) async fn amend(
    Form { by, input: typed }: Form<Typed>,
    id: Path<String>,
    db: Data<Db>,
) -> Result<HttpResponse, Problem> {
    by.require(Right::KeepRepresentatives)?;
    let id: RepresentativeId = parsed(&id)?;
    let (key, seen) = (typed.own("key")?, Version(typed.own("version")?));
    let (actor, details) = (by.actor.clone(), read(&typed));
    let amended = db.write(move |conn| {
        acts::once(conn, &actor, key, |conn| {
            acts::amend_representative(conn, &actor, (id, seen), &details)?;
            Ok(HERE.to_owned())
        })
    });
    match amended.await {
        Ok(location) => Ok(see_other(&location)),
        Err(problem) => {
            let refused = Refused::of(problem)?;
            let it = disclosed(&by, &db, id).await?;
            Ok(form(&by, Some(&it), &typed, &refused))
        }
    }
}

async fn disclosed(
    by: &SignedIn,
    db: &Db,
    id: RepresentativeId,
) -> Result<RegisteredRepresentative, Problem> {
    let actor = by.actor.clone();
    db.write(move |conn| acts::disclose_representative(conn, &actor, id)).await
}

fn read(typed: &Typed) -> Representative {
    Representative::read(|it| crate::procedure::clean(typed.get(it.name())))
}

/// Somebody of the register as it knows them now, or somebody new.
fn form(
    by: &SignedIn,
    present: Option<&RegisteredRepresentative>,
    typed: &Typed,
    refused: &Refused,
) -> HttpResponse {
    let (title, address) = match present {
        Some(it) => ("Angaben zu Bevollmächtigten", format!("{HERE}/{}", it.id)),
        None => ("Bevollmächtigte aufnehmen", format!("{HERE}/neu")),
    };
    let fields = html! {
        (hidden("key", fresh_id()))
        @if let Some(it) = present { (hidden("version", it.version.0)) }
        (lines(typed, &refused.errors))
        div.buttons {
            (button(Look::Primary, "Speichern"))
            (link_button(Look::Tertiary, HERE, "Abbrechen"))
        }
    };
    let content = html! {
        p.muted { "Die Angaben gelten für alle Schreiben, die noch zu erstellen sind. Schreiben, die schon erstellt sind, ändern sich nicht." }
        @if let Some(it) = present.filter(|it| differs(it, typed)) {
            p { "Im Verzeichnis steht jetzt: " strong { (it.details.address_lines().join(", ")) } }
        }
        (post_form(by, &address, &fields))
    };
    refused.answer(&Page::new(by, title).errors(&refused.errors).show(&content))
}

/// What was typed is not what the register says: somebody else may have been faster.
fn differs(it: &RegisteredRepresentative, typed: &Typed) -> bool {
    RepresentativeField::ALL.iter().any(|line| line.of(&it.details) != typed.get(line.name()))
}
