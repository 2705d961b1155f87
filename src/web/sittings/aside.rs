use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    item::{self, Sheet},
    room,
};
use crate::{
    Now, Problem, acts,
    procedure::{
        Inquiry, ItemSubject, Right, SittingId, Step, StepKind, Version, clean, is_foreseen,
    },
    storage::Db,
    web::{
        clock::fresh_id,
        components::{Field, Look, Tone, alert, button, hidden, link_button, post_form},
        form::Form,
        refused::{Refused, reasons},
        see_other,
        session::SignedIn,
    },
};

/// How an item leaves the agenda without a vote.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
pub(in crate::web) enum Aside {
    #[serde(rename = "vertagen")]
    Adjourn,
    #[serde(rename = "aufklaerung")]
    Reinquire,
    #[serde(rename = "absetzen")]
    TakeOff,
}

impl Aside {
    const ALL: [Self; 3] = [Self::Adjourn, Self::Reinquire, Self::TakeOff];

    const fn name(self) -> &'static str {
        match self {
            Self::Adjourn => "vertagen",
            Self::Reinquire => "aufklaerung",
            Self::TakeOff => "absetzen",
        }
    }

    const fn kind(self) -> StepKind {
        match self {
            Self::Adjourn => StepKind::Adjourn,
            Self::Reinquire => StepKind::Reinquire,
            Self::TakeOff => StepKind::TakeOffAgenda,
        }
    }

    const fn consequence(self, subject: ItemSubject) -> &'static str {
        match (self, subject) {
            (Self::Adjourn, ItemSubject::Admission) => {
                "Über die Annahme wird in einer späteren Sitzung beschlossen. Was zu klären ist, steht im Protokoll."
            }
            (Self::TakeOff, ItemSubject::Admission) => {
                "Der Vorgang bleibt mit dem Vermerk „von der Tagesordnung genommen“ sichtbar und kann auf eine spätere Tagesordnung gesetzt werden; Mitglieder können ihn nicht mehr lesen."
            }
            (Self::Adjourn, ItemSubject::Request) => {
                "Der Vorgang ist wieder sitzungsreif und kann auf eine spätere Tagesordnung gesetzt werden. Was zu klären ist, steht im Protokoll."
            }
            (Self::Reinquire, _) => {
                "Die Ausländerbehörde wird mit diesen Fragen erneut um Stellungnahme gebeten; ein Schreiben mit neuer Frist wird erstellt. Die Fragen stehen auch im Protokoll."
            }
            (Self::TakeOff, ItemSubject::Request) => {
                "Der Vorgang ist wieder sitzungsreif. Er bleibt mit dem Vermerk „von der Tagesordnung genommen“ sichtbar; Mitglieder können ihn nicht mehr lesen."
            }
        }
    }

    const fn question(self) -> (&'static str, &'static str) {
        match self {
            Self::Adjourn => ("Was ist zu klären?", ""),
            Self::Reinquire => ("Fragen an die Ausländerbehörde", "Jede Zeile ist eine Frage."),
            Self::TakeOff => ("Grund", ""),
        }
    }

    fn step(self, typed: &str) -> Step {
        let text = clean(typed);
        match self {
            Self::Adjourn => Step::Adjourn { to_clarify: text },
            Self::Reinquire => Step::Reinquire(Inquiry::of(text)),
            Self::TakeOff => Step::TakeOffAgenda { reasons: text },
        }
    }
}

#[derive(Deserialize)]
pub(in crate::web) struct AsideForm {
    key: Uuid,
    version: i32,
    text: String,
}

pub(in crate::web) async fn show(
    by: SignedIn,
    path: Path<(SittingId, i32, Aside)>,
    db: Data<Db>,
    now: Now,
) -> Result<Markup, Problem> {
    let (id, position, aside) = *path;
    let room = room::open(&db, &by, Right::PrepareSittings, id, now).await?;
    let sheet = item::sheet(&room, position, &db).await?;
    Ok(page(&by, &sheet, aside, "", &Refused::unchanged()))
}

pub(in crate::web) async fn submit(
    path: Path<(SittingId, i32, Aside)>,
    db: Data<Db>,
    now: Now,
    Form { by, input }: Form<AsideForm>,
) -> Result<HttpResponse, Problem> {
    let (id, position, aside) = *path;
    let room = room::open(&db, &by, Right::PrepareSittings, id, now).await?;
    let seen = (room.item(position)?.case, Version(input.version));
    let (actor, key, onward) = (by.actor.clone(), input.key, room.onward(position));
    let step = aside.step(&input.text);
    let taken = db
        .write(move |conn| {
            acts::once(conn, &actor, key, |conn| {
                acts::take_step(conn, &actor, seen, step, now)?;
                Ok(onward)
            })
        })
        .await;
    match taken {
        Ok(location) => Ok(see_other(&location)),
        Err(problem) => {
            let refused = Refused::of(problem)?;
            let sheet = item::sheet(&room, position, &db).await?;
            Ok(refused.answer(&page(&by, &sheet, aside, &input.text, &refused)))
        }
    }
}

/// What else can become of the item; where it cannot, why.
pub(super) fn links(by: &SignedIn, sheet: &Sheet) -> Markup {
    let address = sheet.room.item_address(sheet.item.position);
    // The authority is asked about the Ersuchen; an item about the Annahme stays where it is.
    let of_item =
        |it: &Aside| *it != Aside::Reinquire || sheet.item.subject == ItemSubject::Request;
    let foreseen = Aside::ALL.into_iter().filter(of_item);
    let foreseen = foreseen.filter(|it| is_foreseen(&sheet.file.case, it.kind()));
    let lines: Vec<_> = foreseen.map(|it| (it, sheet.obstacles(by, it.kind()))).collect();
    html! {
        ul.why { @for (aside, obstacles) in lines {
            li {
                @if obstacles.is_empty() {
                    a.kern-link href={ (address) "/" (aside.name()) } { (aside.kind().label()) " …" }
                } @else {
                    (aside.kind().label())
                    (reasons(&obstacles, sheet.room.rules.law))
                }
            }
        } }
    }
}

fn page(by: &SignedIn, sheet: &Sheet, aside: Aside, typed: &str, refused: &Refused) -> Markup {
    let obstacles = sheet.obstacles(by, aside.kind());
    let address = sheet.room.item_address(sheet.item.position);
    let (label, hint) = aside.question();
    let fields = html! {
        (hidden("key", fresh_id()))
        (hidden("version", sheet.item.version.0))
        (Field::new("text", label).hint(hint).value(typed).errors(&refused.errors).area(6))
        div.buttons {
            (button(Look::Primary, aside.kind().label()))
            (link_button(Look::Tertiary, &address, "Abbrechen"))
        }
    };
    let content = html! {
        section {
            h2 { (aside.kind().label()) }
            @if obstacles.is_empty() {
                p { (aside.consequence(sheet.item.subject)) }
                (post_form(by, &format!("{address}/{}", aside.name()), &fields))
            } @else {
                (alert(Tone::Warning, "Das ist zurzeit nicht möglich", &reasons(&obstacles, sheet.room.rules.law)))
            }
        }
    };
    item::framed(by, sheet).errors(&refused.errors).show(&content)
}
