use actix_web::web::{Data, Path};
use maud::{Markup, html};

use super::{
    round::{self, OpenRound},
    words,
};
use crate::{
    Now, Problem,
    procedure::{
        CommitteeRoundId, MinutedCase, MinutedSeat, MinutedVote, Right, RoundMinutes, SeatHolder,
        Totals,
    },
    storage::{self, Db},
    web::{components::table, frame::Page, numbers::counted, session::SignedIn},
};

/// The minutes as they were written at the end; before it there are none.
pub(in crate::web) async fn show(
    by: SignedIn,
    id: Path<CommitteeRoundId>,
    db: Data<Db>,
    now: Now,
) -> Result<Markup, Problem> {
    let id = *id;
    let open = round::open(&db, &by, Right::ReadRounds, id, now).await?;
    let minutes = db.read(move |conn| Ok(storage::round_minutes(conn, id)?)).await?;
    let minutes = minutes.ok_or(Problem::NotFound)?;
    let content = html! {
        p.buttons { a.kern-link href=(open.address()) { "Zurück zur Vorprüfung" } }
        (view(&open, &minutes))
    };
    Ok(Page::new(&by, "Protokoll der Vorprüfung").header(open.header()).show(&content))
}

fn view(open: &OpenRound, minutes: &RoundMinutes) -> Markup {
    let seats: Vec<_> = minutes.seats.iter().map(seat).collect();
    html! {
        section {
            h2 { "Protokoll" }
            p { (words::title(&open.round)) ", " (words::where_and_when(&open.round)) }
            (table("Mitwirkung", &["Sitz", "Wer"], &seats))
        }
        @for it in &minutes.cases { (case(open, it)) }
    }
}

fn seat(it: &MinutedSeat) -> Vec<Markup> {
    vec![
        html! { (words::seat(it.chair, it.position)) },
        html! { @match it.holder {
            SeatHolder::Member => (it.name),
            SeatHolder::Deputy => { (it.name) " (Stellvertretung)" },
            SeatHolder::Nobody => "nicht besetzt",
        } },
    ]
}

/// Of what is not open to the user on the round there is no word here either.
fn case(open: &OpenRound, it: &MinutedCase) -> Markup {
    let known = open.lines.iter().find(|line| line.position == it.position);
    html! { @if let Some(line) = known {
        section {
            @if line.item.is_none() { h2 { "Nr. " (it.position) ": befangen" } } @else {
                h2 { "Nr. " (it.position) ": " span.number { (it.number) } " " (it.people) }
                p { (words::item_state(it.state)) }
                @for vote in &it.votes { (result(vote)) }
            }
        }
    } }
}

fn result(it: &MinutedVote) -> Markup {
    let result = match it.admitted {
        Some(true) => "Annahme",
        Some(false) => "Nichtannahme",
        None => "kein Beschluss zustande gekommen; die Kommission entscheidet in einer Sitzung",
    };
    html! {
        p {
            (it.persons.join(", ")) ": " strong { (result) } br;
            (votes(it.totals))
            @if !it.reasons.is_empty() { br; "Gründe: " (it.reasons) }
        }
    }
}

fn votes(it: Totals) -> String {
    let recused =
        if it.recused() > 0 { format!(", {} befangen", it.recused()) } else { String::new() };
    let abstain = counted(it.abstain().into(), "Enthaltung", "Enthaltungen");
    format!("{} Ja, {} Nein, {abstain}{recused}", it.yes(), it.no())
}
