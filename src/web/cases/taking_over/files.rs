use actix_web::{
    HttpResponse,
    http::header,
    web::{Data, Path},
};
use anyhow::Context as _;

use super::{check::SentList, column::Column};
use crate::{
    Now, Problem,
    procedure::Right,
    storage::Db,
    web::{cases::sheet::parsed, session::SignedIn},
};

/// `/faelle/liste/vorlage`: the headings, for whoever begins a list.
pub(in crate::web::cases) async fn template(by: SignedIn) -> Result<HttpResponse, Problem> {
    by.require(Right::TakeOver)?;
    csv("Vorlage", [Column::ALL.iter().map(|it| it.label().to_owned()).collect()])
}

/// `/faelle/liste/{id}/fehler`: what is wrong, by row, to be worked off beside the spreadsheet.
pub(in crate::web::cases) async fn errors(
    by: SignedIn,
    id: Path<String>,
    db: Data<Db>,
    now: Now,
) -> Result<HttpResponse, Problem> {
    let sent = SentList::open(&db, by, parsed(&id)?, now).await?;
    let listing = sent.listing.ok_or(Problem::NotFound)?;
    let head = ["Zeile", "Spalte", "Inhalt", "Fehler"].map(str::to_owned).to_vec();
    let lines = listing.errors.iter().map(|it| {
        let row = listing.rows.iter().find(|row| row.number == it.row);
        let cell = row.zip(it.column).map(|(row, column)| listing.header.cell(row, column));
        let column = it.column.map(Column::label).unwrap_or_default();
        vec![
            it.row.to_string(),
            column.to_owned(),
            harmless(cell.unwrap_or_default()),
            harmless(&it.sentence),
        ]
    });
    csv("Fehlerliste", std::iter::once(head).chain(lines))
}

/// A spreadsheet takes for a formula what begins so.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// As German spreadsheets read it without asking.
fn csv(name: &str, lines: impl IntoIterator<Item = Vec<String>>) -> Result<HttpResponse, Problem> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    for line in lines {
        writer.write_record(&line).context("writing to memory")?;
    }
    let bytes = writer.into_inner().map_err(|it| anyhow::anyhow!("{it}"))?;
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}.csv\""),
        ))
        .body(bytes))
}
