use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use maud::{Markup, html};
use uuid::Uuid;

use super::{
    round::{self, OpenRound},
    show, words,
};
use crate::{
    Now, Problem, acts,
    procedure::{CommitteeRoundId, CommitteeSeat, CommitteeSeatId, Right, SeatHolder, Version},
    storage::Db,
    web::{
        cases::Typed,
        clock::fresh_id,
        components::{Field, Look, button, hidden, post_form, table},
        form::Form,
        refused::Refused,
        see_other,
        session::SignedIn,
    },
};

/// The fields are named by their seats.
pub(in crate::web) async fn submit(
    id: Path<CommitteeRoundId>,
    db: Data<Db>,
    now: Now,
    Form { by, input: typed }: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    by.require(Right::PrepareRounds)?;
    let id = *id;
    let (key, version): (Uuid, i32) = (typed.own("key")?, typed.own("version")?);
    let open = round::enter(&db, &by.actor, id, now).await?;
    let holders = holders(&open, &typed)?;
    let actor = by.actor.clone();
    let recorded = db
        .write(move |conn| {
            acts::once(conn, &actor, key, |conn| {
                acts::record_presence(conn, &actor, (id, Version(version)), &holders)?;
                Ok(format!("/vorpruefung/{id}"))
            })
        })
        .await;
    match recorded {
        Ok(location) => Ok(see_other(&location)),
        Err(problem) => {
            let refused = Refused::of(problem)?;
            let open = round::enter(&db, &by.actor, id, now).await?;
            Ok(refused.answer(&show::page(&by, &open, &refused.errors)))
        }
    }
}

fn field(seat: &CommitteeSeat) -> String {
    format!("sitz-{}", seat.position)
}

/// A seat of which nothing was sent stays as it is.
fn holders(open: &OpenRound, typed: &Typed) -> Result<Vec<(CommitteeSeatId, SeatHolder)>, Problem> {
    let unreadable = || Problem::Unreadable("Bitte wählen, wer mitwirkt.".to_owned());
    let of = |(seat, holder): &(CommitteeSeat, SeatHolder)| match typed.get(&field(seat)) {
        "" => Ok((seat.id, *holder)),
        sent => Ok((seat.id, sent.parse().map_err(|_| unreadable())?)),
    };
    open.seats.iter().map(of).collect()
}

/// Who is there: to be recorded while the round runs, to be read before and after.
pub(super) fn section(by: &SignedIn, open: &OpenRound) -> Markup {
    let recordable = open.staff && open.round.state.is_running();
    html! { @if !open.seats.is_empty() {
        section aria-labelledby="mitwirkung" {
            h2 id="mitwirkung" { "Mitwirkung" }
            @if recordable { (form(by, open)) } @else { (list(open)) }
        }
    } }
}

fn form(by: &SignedIn, open: &OpenRound) -> Markup {
    let seat = |(seat, holder): &(CommitteeSeat, SeatHolder)| {
        let name = field(seat);
        let labels: Vec<_> = SeatHolder::ALL
            .iter()
            .filter(|it| **it == SeatHolder::Nobody || seat.named(**it).is_some())
            .map(|it| (it.name(), words::holder(seat, *it)))
            .collect();
        let options = labels.iter().map(|it| (it.0, it.1.as_str()));
        Field::new(&name, &words::seat(seat.chair, seat.position))
            .value(holder.name())
            .radios(options)
    };
    let fields = html! {
        (hidden("key", fresh_id()))
        (hidden("version", open.round.version.0))
        p.muted { "Wer vertritt, kann die Vorgänge ab dann lesen. Für ein befangenes Mitglied wirkt bei diesem Vorgang die Stellvertretung mit." }
        div.fields { @for it in &open.seats { (seat(it)) } }
        div.buttons { (button(Look::Secondary, "Mitwirkung festhalten")) }
    };
    post_form(by, &format!("{}/mitwirkung", open.address()), &fields)
}

fn list(open: &OpenRound) -> Markup {
    let row = |(seat, holder): &(CommitteeSeat, SeatHolder)| {
        let who = words::holder(seat, *holder);
        let who =
            html! { @if seat.named(*holder).is_some() { (who) } @else { span.muted { (who) } } };
        vec![html! { (words::seat(seat.chair, seat.position)) }, who]
    };
    let rows: Vec<_> = open.seats.iter().map(row).collect();
    table("Mitwirkung", &["Sitz", "Wer"], &rows)
}
