use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    HERE,
    column::Offices,
    header::Header,
    known,
    listing::{Listing, Register, numbers},
    rows::{Shown, rows},
};
use crate::{
    Now, Problem, acts,
    lists::Sheet,
    now::wall_clock,
    procedure::{Actor, FieldError, ListId, Stage},
    storage::{self, Db, StagedList, TakenOver},
    web::{
        cases::{list::in_stage, sheet::parsed},
        clock::fresh_id,
        components::{Field, Look, Tone, alert, hidden, link_button, named_button, post_form},
        form::Query,
        frame::Page,
        numbers::counted,
        page,
        session::SignedIn,
    },
};

/// Which rows are shown, and which page of them.
#[derive(Deserialize)]
pub(in crate::web::cases) struct CheckForm {
    zeigen: Option<String>,
    seite: Option<usize>,
}

/// `/faelle/liste/{id}`
pub(in crate::web::cases) async fn show(
    by: SignedIn,
    id: Path<String>,
    Query(asked): Query<CheckForm>,
    db: Data<Db>,
    now: Now,
) -> Result<HttpResponse, Problem> {
    let sent = SentList::open(&db, by, parsed(&id)?, now).await?;
    let shown = Shown::of(asked.zeigen.as_deref(), asked.seite);
    Ok(sent.page(&shown, &[]))
}

/// A list whose reading is noted in the log.
pub(super) struct SentList {
    pub(super) by: SignedIn,
    pub(super) list: StagedList,
    /// `None` once it is taken over.
    pub(super) listing: Option<Listing>,
    ignored_sheets: Vec<String>,
}

impl SentList {
    pub(super) async fn open(db: &Db, by: SignedIn, id: ListId, now: Now) -> Result<Self, Problem> {
        let actor = by.actor.clone();
        let (list, sheet) =
            db.write(move |conn| acts::disclose_list(conn, &actor, id, now)).await?;
        let Some(sheet) = sheet else {
            return Ok(Self { by, list, listing: None, ignored_sheets: Vec::new() });
        };
        let (actor, ignored_sheets) = (by.actor.clone(), sheet.ignored_sheets.clone());
        let listing = read(db, actor, sheet, now).await?;
        Ok(Self { by, list, listing: Some(listing), ignored_sheets })
    }

    pub(super) fn page(&self, shown: &Shown, errors: &[FieldError]) -> HttpResponse {
        let content = html! { @match (&self.listing, self.list.taken_over) {
            (Some(listing), _) => (self.check(listing, shown, errors)),
            (None, Some(done)) => (result(done)),
            (None, None) => {},
        } };
        let view = Page::new(&self.by, &format!("Liste übernehmen: {}", self.list.name))
            .errors(errors)
            .show(&content);
        let status =
            if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        page(status, view)
    }

    fn check(&self, listing: &Listing, shown: &Shown, errors: &[FieldError]) -> Markup {
        html! {
            p { "Es ist noch nichts übernommen. Die Liste wartet bis " (wall_clock(self.list.expires_at)) " und wird dann gelöscht." }
            (ignored(&self.ignored_sheets, listing))
            section { h2 { "Was geschieht" } (consequence(listing)) (self.buttons(listing, errors)) }
            section { h2 { "Zeilen" } (rows(listing, shown, &self.address())) }
        }
    }

    pub(super) fn address(&self) -> String {
        format!("{HERE}/{}", self.list.id)
    }

    fn buttons(&self, listing: &Listing, errors: &[FieldError]) -> Markup {
        let label = format!("{} übernehmen", counted(listing.cases.len(), "Vorgang", "Vorgänge"));
        let box_label = format!(
            "{} weglassen",
            counted(listing.left_out.len(), "fehlerhafte Zeile", "fehlerhafte Zeilen")
        );
        post_form(
            &self.by,
            &self.address(),
            &html! {
                (hidden("key", fresh_id()))
                @if !listing.left_out.is_empty() && !listing.cases.is_empty() {
                    (Field::new("weglassen", &box_label)
                        .hint("Auch fehlerfreie Zeilen eines Vorgangs, in dem eine andere fehlerhaft ist.")
                        .errors(errors)
                        .check_box())
                }
                div.buttons {
                    @if !listing.cases.is_empty() {
                        (named_button(Look::Primary, &label, ("tun", "uebernehmen")))
                    }
                    (named_button(Look::Secondary, "Liste verwerfen", ("tun", "verwerfen")))
                    @if !listing.errors.is_empty() {
                        (link_button(Look::Tertiary, &format!("{}/fehler", self.address()), "Fehlerliste herunterladen"))
                    }
                }
            },
        )
    }
}

/// Off the async threads: thousands of rows take a moment.
async fn read(db: &Db, by: Actor, sheet: Sheet, now: Now) -> Result<Listing, Problem> {
    db.read(move |conn| {
        let header = Header::of(&sheet).map_err(Problem::Unreadable)?;
        let rows = header.rows(sheet);
        let authorities = storage::authorities(conn, now.today)?;
        let borne = acts::numbers_borne(conn, &by, &numbers(&header, &rows))?;
        let offices = Offices::of(&authorities);
        let register =
            Register { authorities: &authorities, offices, borne: &borne, today: now.today };
        let (mut listing, listed) = Listing::read(header, rows, &register);
        let searches = known::searches(&listed);
        let registered = storage::alike(conn, &searches, by.user)?;
        listing.hints = known::hints(&listed, &searches, &registered);
        Ok(listing)
    })
    .await
}

/// What of the file nobody reads: it is seen before anything is confirmed.
fn ignored(sheets: &[String], listing: &Listing) -> Markup {
    let columns = &listing.header.unknown;
    if sheets.is_empty() && columns.is_empty() {
        return html! {};
    }
    alert(
        Tone::Warning,
        "Nicht gelesen wird",
        &html! { ul {
            @if !columns.is_empty() { li { "Spalten mit unbekanntem Namen: " (columns.join(", ")) } }
            @if !sheets.is_empty() { li { "weitere Tabellenblätter: " (sheets.join(", ")) } }
        } },
    )
}

fn consequence(listing: &Listing) -> Markup {
    let closed = listing.cases.iter().filter(|it| it.inherited.closed_on.is_some()).count();
    let open = listing.cases.len() - closed;
    let drawn = listing.cases.iter().filter(|it| it.number.is_none()).count();
    html! {
        @if listing.cases.is_empty() {
            (alert(Tone::Danger, "So kann nichts übernommen werden", &html! {
                p { "In jedem Vorgang ist etwas zu berichtigen. Bitte die Datei ändern und noch einmal senden." }
            }))
        } @else {
            ul {
                li { (counted(listing.cases.len(), "Vorgang", "Vorgänge")) " mit " (counted(listing.persons(), "Person", "Personen")) " werden angelegt." }
                @if open > 0 { li { (counted(open, "Vorgang", "Vorgänge")) ": „" (Stage::Received.label()) "“, die Vorprüfung steht aus. Schreiben werden nicht erstellt." } }
                @if closed > 0 { li { (counted(closed, "Vorgang", "Vorgänge")) ": „" (Stage::Filed.label()) "“ mit dem Ergebnis je Person." } }
                @if drawn > 0 { li { "Für " (counted(drawn, "Vorgang", "Vorgänge")) " ohne Aktenzeichen werden die nächsten freien gezogen." } }
            }
        }
    }
}

fn result(done: TakenOver) -> Markup {
    html! {
        (alert(Tone::Success, "Die Liste ist übernommen", &html! {
            ul {
                li { (counted(done.cases, "Vorgang", "Vorgänge")) " mit " (counted(done.persons, "Person", "Personen")) ", " (wall_clock(done.at)) }
                @if done.left_out > 0 { li { (counted(done.left_out, "Zeile", "Zeilen")) " weggelassen" } }
            }
            p { "Was in der Datei stand, ist hier gelöscht." }
        }))
        div.buttons {
            (link_button(Look::Primary, &in_stage(Stage::Received), "Eingegangene Fälle zeigen"))
            (link_button(Look::Secondary, HERE, "Weitere Liste"))
        }
    }
}
