use actix_web::{HttpResponse, web::Data};
use maud::{Markup, html};
use uuid::Uuid;

use crate::{
    Now, Problem, acts,
    procedure::{CommitteeSeat, CommitteeSeatId, FieldError, Right, Role, UserId},
    storage::{self, Account, Db},
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
            let sits = |it: &Account| it.roles.has(Role::PreCheck) || it.roles.has(Role::Chair);
            let accounts = storage::accounts(conn)?;
            let open = accounts.into_iter().filter(|it| it.locked_at.is_none() && sits(it));
            Ok(Self { seats, people: open.map(|it| (it.id, it.name)).collect() })
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
        let named = [("member", seat.member_user), ("deputy", seat.deputy_user)];
        for (who, user) in named {
            let user = user.map(|it| it.to_string()).unwrap_or_default();
            typed.set(&field(seat.position, who), user);
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
    let from = days::parse(typed.get("from"), now.today)
        .ok_or_else(|| Problem::field("from", "Bitte den ersten Tag angeben (TT.MM.JJJJ)."));
    let named = match (read(&choice, &typed), from) {
        (Err(errors), _) => Err(Problem::Invalid(errors)),
        (_, Err(problem)) => Err(problem),
        (Ok(seats), Ok(from)) => {
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

fn field(position: i32, who: &str) -> String {
    format!("{who}-{position}")
}

/// Every seat has a member, and nobody is named twice.
fn read(choice: &Choice, typed: &Typed) -> Result<Vec<CommitteeSeat>, Vec<FieldError>> {
    let (mut seats, mut errors, mut named) = (Vec::new(), Vec::new(), Vec::new());
    for position in 1..=choice.seats {
        let [member, deputy] = ["member", "deputy"].map(|who| {
            let name = field(position, who);
            let person = choice.person(typed.get(&name));
            if let Some((user, _)) = person {
                if named.contains(user) {
                    let sentence = "Diese Person ist schon auf einem anderen Platz.".to_owned();
                    errors.push(FieldError { field: name, sentence });
                }
                named.push(*user);
            } else if who == "member" {
                let sentence = "Bitte ein Mitglied wählen.".to_owned();
                errors.push(FieldError { field: name, sentence });
            }
            person
        });
        let name = |it: Option<&(UserId, String)>| it.map(|it| it.1.clone()).unwrap_or_default();
        seats.push(CommitteeSeat {
            id: CommitteeSeatId(fresh_id()),
            position,
            chair: position == 1,
            member: name(member),
            member_user: member.map(|it| it.0),
            deputy: name(deputy),
            deputy_user: deputy.map(|it| it.0),
        });
    }
    if errors.is_empty() { Ok(seats) } else { Err(errors) }
}

fn view(by: &SignedIn, choice: &Choice, typed: &Typed, errors: &[FieldError]) -> Markup {
    let people: Vec<_> = choice.people.iter().map(|it| (it.0.to_string(), it.1.as_str())).collect();
    let seat = |position: i32| {
        let name = if position == 1 { "Vorsitz".to_owned() } else { format!("Sitz {position}") };
        let select = |who: &str, label: &str, optional: bool| {
            let name = field(position, who);
            let of = Field::new(&name, label).value(typed.get(&name)).errors(errors);
            let of = if optional { of.optional() } else { of };
            let nobody = (optional && !typed.get(&name).is_empty()).then_some(("", "niemand"));
            of.select(people.iter().map(|it| (it.0.as_str(), it.1)).chain(nobody))
        };
        html! {
            fieldset.kern-fieldset {
                legend.kern-label { (name) }
                (select("member", &format!("Mitglied ({name})"), false))
                (select("deputy", &format!("Stellvertretung ({name})"), true))
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
    let content = html! {
        p { (law.committee) ": " (law.says("Vorsitz und von der Kommission benannte Mitglieder, jeweils mit einer Stellvertretung aus der Kommission (§ 3 Abs. 3 HFKVO).")) " Die bisherige Besetzung endet am Tag davor." }
        p.muted { "Wählbar ist, wer ein Benutzerkonto mit der Rolle " (Role::PreCheck.label()) " oder " (Role::Chair.label()) " hat." }
        (post_form(by, "/vorpruefung/besetzung", &fields))
    };
    Page::new(by, "Ausschuss besetzen").errors(errors).show(&content)
}
