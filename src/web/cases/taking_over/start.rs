use actix_web::{HttpResponse, http::StatusCode, web::Data};
use maud::{Markup, html};

use super::{
    HERE,
    column::{Column, Holds},
    header::Header,
};
use crate::{
    Now, Problem, acts,
    lists::ListReader,
    now::wall_clock,
    procedure::{FieldError, ListId, Right},
    storage::{self, Db, StagedList},
    web::{
        cases::sent::{Sent, Upload},
        clock::fresh_id,
        components::{Field, Look, button, hidden, link_button, table, upload_form},
        frame::Page,
        numbers::counted,
        page, see_other,
        session::SignedIn,
    },
};

/// `/faelle/liste`
pub(in crate::web::cases) async fn show(
    by: SignedIn,
    db: Data<Db>,
    now: Now,
) -> Result<HttpResponse, Problem> {
    shown(&by, &db, &[], now).await
}

/// A list is read and kept for its sender; nothing becomes a case.
pub(in crate::web::cases) async fn send(
    Sent { by, typed, uploads }: Sent,
    (db, reader): (Data<Db>, Data<ListReader>),
    now: Now,
) -> Result<HttpResponse, Problem> {
    by.require(Right::TakeOver)?;
    let key = typed.own("key")?;
    let (name, sheet) = match read(uploads, &reader).await? {
        Ok(it) => it,
        Err(sentence) => {
            let error = FieldError { field: "file".to_owned(), sentence };
            return shown(&by, &db, &[error], now).await;
        }
    };
    let staged = db.write(move |conn| {
        acts::once(conn, &by.actor, key, |conn| {
            let id = ListId(fresh_id());
            acts::stage_list(conn, &by.actor, (id, name), sheet, now)?;
            Ok(format!("{HERE}/{id}"))
        })
    });
    Ok(see_other(&staged.await?))
}

/// What the file holds, with its name; or why it is not taken.
async fn read(
    uploads: Vec<Upload>,
    reader: &ListReader,
) -> Result<Result<(String, crate::lists::Sheet), String>, Problem> {
    let Some(mut upload) = uploads.into_iter().next() else {
        return Ok(Err("Bitte eine Datei wählen (.csv oder .xlsx).".to_owned()));
    };
    let sheet = match reader.read(upload.file.read_back().await?).await? {
        Ok(sheet) => sheet,
        Err(fault) => return Ok(Err(fault.label().to_owned())),
    };
    let name = if upload.name.is_empty() { "Liste ohne Namen".to_owned() } else { upload.name };
    Ok(Header::of(&sheet).map(|_| (name, sheet)))
}

async fn shown(
    by: &SignedIn,
    db: &Db,
    errors: &[FieldError],
    now: Now,
) -> Result<HttpResponse, Problem> {
    by.require(Right::TakeOver)?;
    let user = by.actor.user;
    let lists = db.read(move |conn| Ok(storage::lists_of(conn, user, now)?)).await?;
    let view = Page::new(by, "Liste übernehmen").errors(errors).show(&html! {
        p { "Wer seine Vorgänge bisher in einer Tabelle geführt hat, übernimmt sie hier: eine Zeile je Person; Zeilen mit demselben Aktenzeichen sind ein Vorgang. Die Datei wird gelesen und geprüft; übernommen wird erst nach Ihrer Bestätigung." }
        (sending(by, errors))
        @if !lists.is_empty() { section { h2 { "Gesendete Listen" } (sent(&lists)) } }
        section { h2 { "Spalten der Liste" } (columns()) }
    });
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(page(status, view))
}

fn sending(by: &SignedIn, errors: &[FieldError]) -> Markup {
    let form = html! {
        (hidden("key", fresh_id()))
        (Field::new("file", "Liste als Datei")
            .hint("CSV oder XLSX, höchstens 10 MB und 10 000 Zeilen")
            .errors(errors)
            .spreadsheet())
        div.buttons {
            (button(Look::Primary, "Liste prüfen"))
            (link_button(Look::Secondary, &format!("{HERE}/vorlage"), "Vorlage herunterladen"))
        }
    };
    html! { section { h2 { "Liste senden" } (upload_form(by, HERE, &form)) } }
}

fn sent(lists: &[StagedList]) -> Markup {
    let row = |it: &StagedList| {
        vec![
            html! { a.kern-link href={ (HERE) "/" (it.id) } { (it.name) } },
            html! { (wall_clock(it.staged_at)) },
            html! { @match it.taken_over {
                Some(done) => { "übernommen: " (counted(done.cases, "Vorgang", "Vorgänge")) },
                None => { "wartet bis " (wall_clock(it.expires_at)) ", dann wird sie gelöscht" },
            } },
        ]
    };
    let rows: Vec<_> = lists.iter().map(row).collect();
    table("Gesendete Listen", &["Datei", "Gesendet", "Stand"], &rows)
}

/// What the columns are called and what they hold, out of the lists by which they are read.
fn columns() -> Markup {
    let row = |column: &Column| {
        vec![
            html! { (column.label()) },
            html! { (if Column::NEEDED.contains(column) { "nötig" } else { "freiwillig" }) },
            html! { (if column.of_case() { "Vorgang" } else { "Person" }) },
            html! { (holds(*column)) },
        ]
    };
    let rows: Vec<_> = Column::ALL.iter().map(row).collect();
    html! {
        p { "Die Reihenfolge ist frei, auch übliche andere Namen der Spalten werden erkannt. Was den Vorgang betrifft, steht in der ersten Zeile eines Aktenzeichens; in den weiteren steht dasselbe oder nichts." }
        (table("Spalten der Liste", &["Spalte", "Angabe", "Betrifft", "Inhalt"], &rows))
    }
}

fn holds(column: Column) -> String {
    let what = match column.holds() {
        Holds::Text => "Text".to_owned(),
        Holds::FileNumber => "das bisherige; ohne eines wird das nächste freie gezogen".to_owned(),
        Holds::Day => "Datum: TT.MM.JJJJ".to_owned(),
        Holds::PartialDay => "TT.MM.JJJJ, MM.JJJJ oder JJJJ".to_owned(),
        Holds::YesNo => "ja oder nein".to_owned(),
        Holds::OneOf(options) => options().iter().map(|it| it.1).collect::<Vec<_>>().join("; "),
        Holds::Authority => "Name wie im Register, etwa „Stadt Köln“".to_owned(),
        Holds::Several => "mehrere mit Semikolon".to_owned(),
    };
    match column {
        Column::ClosedOn => format!("{what}; nur bei erledigten Vorgängen, sie sind danach z.d.A."),
        Column::Ending => format!("nur bei erledigten Vorgängen: {what}"),
        Column::FamilyRole => {
            format!("{what}; in der ersten Zeile eines Vorgangs sonst Antragsteller/in")
        }
        Column::Nationalities => {
            "Staat oder Schlüssel, mehrere mit Semikolon oder Komma".to_owned()
        }
        _ => what,
    }
}
