//! Who signs in to the demo, and who sits on its commission.

use diesel::PgConnection;

use super::{
    fresh_id as fresh,
    story::{Cast, day},
};
use crate::{
    Now, Problem, acts,
    config::PasswordCost,
    procedure::{Actor, CommitteeSeat, CommitteeSeatId, Role, Roles, SeatId, UserId},
    storage::{self, Account, Action, Entry, ObjectKind, Seat},
};

/// The one password of the demo; real users get a one-time secret.
pub(super) const PASSWORD: &str = "haertefall-demo-2026";

/// Login, name and roles of everybody in the demo.
#[rustfmt::skip]
pub(super) const LOGINS: &[(&str, &str, &[Role])] = &[
    ("brandt",    "Sabine Brandt",       &[Role::Clerk]),
    ("oezdemir",  "Kaan Özdemir",        &[Role::Clerk]),
    ("weber",     "Dr. Ulrike Weber",    &[Role::Chair]),
    ("lange",     "Pfr. Martin Lange",   &[Role::Member, Role::PreCheck]),
    ("kamp",      "Dr. Judith Kamp",     &[Role::Member, Role::PreCheck]),
    ("aydin",     "Meral Aydin",         &[Role::Member]),
    ("petersen",  "Jens Petersen",       &[Role::Member, Role::PreCheck]),
    ("conte",     "Lucia Conte",         &[Role::Member]),
    ("yoo",       "Dr. Min-Ji Yoo",      &[Role::Member, Role::PreCheck]),
    ("brinkmann", "Heike Brinkmann",     &[Role::Member]),
    ("voss",      "Reinhard Voss",       &[Role::Member]),
    ("technik",   "Tom Adler",           &[Role::Administrator]),
    ("revision",  "Beate Sommer",        &[Role::Auditor]),
];

/// Seats of the commission: who proposed them, the member's login, the deputy's name.
const SEATS: &[(&str, &str, &str)] = &[
    ("Geschäftsstelle", "weber", "Kaan Özdemir"),
    ("Evangelische Kirche", "lange", "Pfrin. Anke Roth"),
    ("Katholische Kirche", "kamp", "Sr. Hildegard Thoma"),
    ("Freie Wohlfahrtspflege", "aydin", "Paul Neumann"),
    ("Flüchtlingsrat NRW", "petersen", "Rana Qasim"),
    ("Pro Asyl", "conte", "Felix Arndt"),
    ("Ärztekammer", "yoo", "Dr. Georg Blum"),
    ("Kommunale Ausländerbehörden", "brinkmann", "Silke Wagner"),
    ("Ministerium", "voss", "Nadja Kern"),
];

/// The Vorprüfungsausschuss: the logins of its members and of their deputies, the chair first.
const COMMITTEE: [(&str, Option<&str>); 3] =
    [("weber", None), ("lange", Some("petersen")), ("kamp", Some("yoo"))];

/// Adds everybody, with their seats; returns who acts in the stories.
pub(super) fn introduce(
    conn: &mut PgConnection,
    cost: PasswordCost,
    now: Now,
) -> Result<Cast, Problem> {
    let password_hash = acts::hash_password(PASSWORD, cost)?;
    let mut actors: Vec<(&str, Actor)> = Vec::new();
    for (login, name, roles) in LOGINS {
        let actor = Actor { user: UserId(fresh()), roles: all(roles)? };
        let account = Account {
            id: actor.user,
            login: (*login).to_owned(),
            name: (*name).to_owned(),
            roles: actor.roles.clone(),
            password_hash: password_hash.clone(),
            must_change_password: false,
            locked_at: None,
        };
        storage::create_account(conn, &account, now)?;
        let entry = Entry::by_system(Action::UserAdded).object(ObjectKind::User, actor.user.0, 1);
        storage::append(conn, &entry)?;
        actors.push((login, actor));
    }
    let who = |login: &str| {
        let found = actors.iter().find(|it| it.0 == login).map(|it| it.1.clone());
        found.ok_or(Problem::NotFound)
    };
    for (position, (body, login, deputy)) in (1..).zip(SEATS) {
        let seat = Seat {
            id: SeatId(fresh()),
            position,
            body: (*body).to_owned(),
            chair: CommitteeSeat::is_chair(position),
            member: name(login).to_owned(),
            member_user: Some(who(login)?.user),
            deputy: (*deputy).to_owned(),
            deputy_user: None,
        };
        storage::add_seat(conn, &seat, day("2025-01-01"))?;
    }
    let seats = (1..).zip(COMMITTEE).map(|(position, (member, deputy))| {
        let deputy = deputy.map(|it| Ok::<_, Problem>((name(it), who(it)?.user))).transpose()?;
        Ok(CommitteeSeat {
            id: CommitteeSeatId(fresh()),
            position,
            chair: CommitteeSeat::is_chair(position),
            member: name(member).to_owned(),
            member_user: Some(who(member)?.user),
            deputy: deputy.map(|it| it.0).unwrap_or_default().to_owned(),
            deputy_user: deputy.map(|it| it.1),
        })
    });
    let seats = seats.collect::<Result<Vec<_>, Problem>>()?;
    acts::name_committee(conn, &who("weber")?, &seats, day("2025-01-01"))?;
    Ok(Cast { clerk: who("brandt")?, chair: who("weber")?, committee: who("lange")? })
}

fn name(login: &str) -> &'static str {
    LOGINS.iter().find(|it| it.0 == login).map_or("", |it| it.1)
}

fn all(roles: &[Role]) -> Result<Roles, Problem> {
    Roles::new(roles.to_vec()).ok_or(Problem::NotFound)
}
