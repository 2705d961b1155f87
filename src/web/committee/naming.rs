use actix_web::{HttpResponse, web::Data};
use maud::{Markup, html};
use uuid::Uuid;

use super::words;
use crate::{
    Now, Problem, acts,
    procedure::{
        CommitteeSeat, CommitteeSeatId, FieldError, Right, SeatHolder, UserId, naming_errors,
    },
    storage::{self, Db},
    web::{
        cases::Typed,
        clock::fresh_id,
        components::{Field, Look, button, hidden, link_button, post_form},
        days,
        form::Form,
        frame::Page,
        refused::Refused,
        see_other,
        session::SignedIn,
    },
};

/// What the page needs to know: how many seats there are, and who can sit on them.
struct Choice {
    seats: i32,
    people: Vec<(UserId, String)>,
}

impl Choice {
    async fn load(db: &Db) -> Result<Self, Problem> {
        db.read(|conn| {
            let seats = storage::rules(conn)?.pre_check_seats.into();
            let people = acts::committee_candidates(conn)?;
            Ok(Self { seats, people: people.into_iter().map(|it| (it.id, it.name)).collect() })
        })
        .await
    }

    fn person(&self, typed: &str) -> Option<&(UserId, String)> {
        self.people.iter().find(|it| it.0.to_string() == typed)
    }
}

pub(in crate::web) async fn show(by: SignedIn, db: Data<Db>, now: Now) -> Result<Markup, Problem> {
    by.require(Right::NameCommittee)?;
    let choice = Choice::load(&db).await?;
    let sitting = db.read(move |conn| Ok(storage::committee_on(conn, now.today)?)).await?;
    let mut typed = Typed::default();
    for seat in &sitting {
        let named =
            [(SeatHolder::Member, seat.member_user), (SeatHolder::Deputy, seat.deputy_user)];
        for (holder, user) in named {
            let user = user.map(|it| it.to_string()).unwrap_or_default();
            typed.set(&CommitteeSeat::field(seat.position, holder), user);
        }
    }
    typed.set("from", days::german(now.today));
    Ok(view(&by, &choice, &typed, &[]))
}

pub(in crate::web) async fn submit(
    db: Data<Db>,
    now: Now,
    Form { by, input: typed }: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    by.require(Right::NameCommittee)?;
    let choice = Choice::load(&db).await?;
    let key: Uuid = typed.own("key")?;
    let (seats, from) = (read(&choice, &typed), days::parse(typed.get("from"), now.today));
    let named = match from {
        None => {
            let mut errors = naming_errors(&seats);
            errors.push(FieldError::new("from", "Bitte den ersten Tag angeben (TT.MM.JJJJ)."));
            Err(Problem::Invalid(errors))
        }
        Some(from) => {
            let actor = by.actor.clone();
            db.write(move |conn| {
                acts::once(conn, &actor, key, |conn| {
                    acts::name_committee(conn, &actor, &seats, from)?;
                    Ok("/vorpruefung".to_owned())
                })
            })
            .await
        }
    };
    match named {
        Ok(location) => Ok(see_other(&location)),
        Err(problem) => {
            let refused = Refused::of(problem)?;
            Ok(refused.answer(&view(&by, &choice, &typed, &refused.errors)))
        }
    }
}

/// The seats as they were filled; nobody is on one of which nothing was chosen.
fn read(choice: &Choice, typed: &Typed) -> Vec<CommitteeSeat> {
    let seat = |position| {
        let person = |holder| choice.person(typed.get(&CommitteeSeat::field(position, holder)));
        let (member, deputy) = (person(SeatHolder::Member), person(SeatHolder::Deputy));
        let name = |it: Option<&(UserId, String)>| it.map(|it| it.1.clone()).unwrap_or_default();
        CommitteeSeat {
            id: CommitteeSeatId(fresh_id()),
            position,
            chair: CommitteeSeat::is_chair(position),
            member: name(member),
            member_user: member.map(|it| it.0),
            deputy: name(deputy),
            deputy_user: deputy.map(|it| it.0),
        }
    };
    (1..=choice.seats).map(seat).collect()
}

fn view(by: &SignedIn, choice: &Choice, typed: &Typed, errors: &[FieldError]) -> Markup {
    let people: Vec<_> = choice.people.iter().map(|it| (it.0.to_string(), it.1.as_str())).collect();
    let seat = |position: i32| {
        let name = words::seat(CommitteeSeat::is_chair(position), position);
        let select = |holder: SeatHolder, label: &str, optional: bool| {
            let name = CommitteeSeat::field(position, holder);
            let of = Field::new(&name, label).value(typed.get(&name)).errors(errors);
            let of = if optional { of.optional() } else { of };
            let nobody = (optional && !typed.get(&name).is_empty()).then_some(("", "niemand"));
            of.select(people.iter().map(|it| (it.0.as_str(), it.1)).chain(nobody))
        };
        html! {
            fieldset.kern-fieldset {
                legend.kern-label { (name) }
                (select(SeatHolder::Member, &format!("Mitglied ({name})"), false))
                (select(SeatHolder::Deputy, &format!("Stellvertretung ({name})"), true))
            }
        }
    };
    let fields = html! {
        (hidden("key", fresh_id()))
        (Field::new("from", "Gilt ab").value(typed.get("from")).errors(errors).date())
        @for position in 1..=choice.seats { (seat(position)) }
        div.buttons {
            (button(Look::Primary, "Besetzung festhalten"))
            (link_button(Look::Tertiary, "/vorpruefung", "Abbrechen"))
        }
    };
    let law = by.land.law();
    let roles: Vec<_> = CommitteeSeat::HELD_BY.iter().map(|it| it.label()).collect();
    let content = html! {
        p { (law.committee) ": " (law.says("Vorsitz und von der Kommission benannte Mitglieder, jeweils mit einer Stellvertretung aus der Kommission (§ 3 Abs. 3 HFKVO).")) " Die bisherige Besetzung endet am Tag davor." }
        p.muted { "Wählbar ist, wer ein Benutzerkonto mit der Rolle " (roles.join(" oder ")) " hat." }
        (post_form(by, "/vorpruefung/besetzung", &fields))
    };
    Page::new(by, "Ausschuss besetzen").errors(errors).show(&content)
}
