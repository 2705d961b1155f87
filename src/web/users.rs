use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use maud::{Markup, html};
use uuid::Uuid;

use super::{
    components::{Look, Tone, badge, post_button, table},
    form::{Form, Nothing},
    frame::Page,
    see_other,
    session::SignedIn,
};
use crate::{
    Now, Problem, acts,
    now::wall_clock,
    procedure::{Right, Role, UserId},
    storage::{self, Account, Db},
};

pub(super) async fn show(by: SignedIn, db: Data<Db>) -> Result<Markup, Problem> {
    by.require(Right::ManageUsers)?;
    let accounts = db.read(|conn| Ok(storage::accounts(conn)?)).await?;
    Ok(view(&by, &accounts))
}

pub(super) async fn lock(
    id: Path<Uuid>,
    db: Data<Db>,
    now: Now,
    Form { by, .. }: Form<Nothing>,
) -> Result<HttpResponse, Problem> {
    let user = UserId(*id);
    db.write(move |conn| acts::lock_user(conn, &by.actor, user, now)).await?;
    Ok(see_other("/benutzer"))
}

pub(super) async fn unlock(
    id: Path<Uuid>,
    db: Data<Db>,
    Form { by, .. }: Form<Nothing>,
) -> Result<HttpResponse, Problem> {
    let user = UserId(*id);
    db.write(move |conn| acts::unlock_user(conn, &by.actor, user)).await?;
    Ok(see_other("/benutzer"))
}

fn view(by: &SignedIn, accounts: &[Account]) -> Markup {
    let rows: Vec<_> = accounts.iter().map(|it| row(by, it)).collect();
    let content = html! {
        p {
            "Neue Konten und neue Passwörter gibt es auf der Befehlszeile: "
            code { "hfk user add" } " und " code { "hfk user reset" } "."
        }
        (table("Benutzer", &["Name", "Anmeldename", "Rollen", "Zustand", "Handlung"], &rows))
    };
    Page::new(by, "Benutzer").show(&content)
}

fn row(by: &SignedIn, account: &Account) -> Vec<Markup> {
    let roles: Vec<_> = account.roles.iter().map(Role::label).collect();
    vec![
        html! { (account.name) },
        html! { code { (account.login) } },
        html! { (roles.join(", ")) },
        state(account),
        html! { @if account.id != by.actor.user { (action(by, account)) } },
    ]
}

fn state(account: &Account) -> Markup {
    html! {
        @match account.locked_at {
            Some(at) => { (badge(Tone::Danger, "gesperrt")) " seit " (wall_clock(at)) },
            None if account.must_change_password => (badge(Tone::Warning, "Passwort zu ändern")),
            None => (badge(Tone::Success, "offen")),
        }
    }
}

fn action(by: &SignedIn, account: &Account) -> Markup {
    let (verb, label) = if account.locked_at.is_some() {
        ("entsperren", "Entsperren")
    } else {
        ("sperren", "Sperren")
    };
    let address = format!("/benutzer/{}/{verb}", account.id);
    post_button(by, &address, (Look::Secondary, label), &html! {})
}
