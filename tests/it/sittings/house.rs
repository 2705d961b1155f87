//! A commission of five seats, cases ready for it, and the people who hold its sittings.

use std::cell::OnceCell;

use chrono::NaiveDate;
use diesel::{Connection as _, PgConnection};
use hfk::{
    Now, acts,
    procedure::*,
    storage::{self, Account, Seat},
};
use uuid::Uuid;

use crate::{
    app::{Browser, Page, TestApp},
    committee::{name_a_committee, put_on_a_round},
};

/// Five seats: three of them are a quorum.
pub struct House {
    pub app: TestApp,
    pub clerk: Account,
    pub chair: Account,
    /// Of seats 2 to 5.
    pub members: Vec<Account>,
    /// Of seat 2.
    pub deputy: Account,
    pub seats: Vec<Seat>,
    /// Named where something needs one: a Land can do without.
    committee: OnceCell<[CommitteeSeat; 3]>,
}

impl House {
    pub fn open() -> Self {
        let app = TestApp::start();
        let clerk = app.user(&[Role::Clerk]);
        let chair = app.user(&[Role::Chair]);
        let members: Vec<_> = (0..4).map(|_| app.user(&[Role::Member])).collect();
        let deputy = app.user(&[Role::Member]);
        let seat = |position: i32, user: &Account, deputy: Option<&Account>| Seat {
            id: SeatId(Uuid::now_v7()),
            position,
            body: format!("Verband {position}"),
            chair: position == 1,
            member: user.name.clone(),
            member_user: Some(user.id),
            deputy: deputy.map(|it| it.name.clone()).unwrap_or_default(),
            deputy_user: deputy.map(|it| it.id),
        };
        let mut seats = vec![seat(1, &chair, None)];
        seats.extend(
            (2..)
                .zip(&members)
                .map(|(position, it)| seat(position, it, Some(&deputy).filter(|_| position == 2))),
        );
        let since = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        for it in &seats {
            storage::add_seat(&mut app.db(), it, since).unwrap();
        }
        Self { app, clerk, chair, members, deputy, seats, committee: OnceCell::new() }
    }

    pub fn clerk(&self) -> Browser {
        self.app.sign_in_as(&self.clerk.login)
    }

    pub fn chair(&self) -> Browser {
        self.app.sign_in_as(&self.chair.login)
    }

    /// A family of this name, ready for a sitting.
    pub fn ready(&self, family_name: &str, given_names: &[&str]) -> ReadyCase {
        let case = self.checked(family_name, given_names);
        put_on_a_round(&self.app, self.name_the_committee(), case.id);
        self.take(&case, steps_to_ready(&case.persons, self.app.now()));
        case
    }

    pub fn name_the_committee(&self) -> &[CommitteeSeat; 3] {
        let named = || name_a_committee(&self.app, &self.app.user(&[Role::PreCheck]));
        self.committee.get_or_init(named)
    }

    /// A family of this name in whose case every ground is checked.
    pub fn checked(&self, family_name: &str, given_names: &[&str]) -> ReadyCase {
        let persons: Vec<_> = given_names.iter().map(|it| person(family_name, it)).collect();
        let ids: Vec<_> = persons.iter().map(|it| it.id).collect();
        let id = CaseId(Uuid::now_v7());
        let registration = Registration {
            received_on: self.app.now().today,
            channel: Channel::Post,
            authority: AuthorityId(1),
            reasons: "Wir leben seit zwölf Jahren hier.".into(),
            urgent: false,
            persons,
            appointment: None,
            earlier: None,
        };
        let (clerk, now) = (actor(&self.clerk), self.app.now());
        write(&mut self.app.db(), |conn| acts::register(conn, &clerk, id, registration, now));
        let case = ReadyCase { id, persons: ids };
        let checking = Step::RecordFindings { entries: nothing_found(&case.persons) };
        self.take(&case, vec![Step::BeginAdmissibility, checking]);
        case
    }

    /// The secretariat takes these steps, the chair what is for the chair.
    pub fn take(&self, case: &ReadyCase, steps: Vec<Step>) {
        let (clerk, chair, now) = (actor(&self.clerk), actor(&self.chair), self.app.now());
        let mut conn = self.app.db();
        for step in steps {
            let seen = storage::find_case(&mut conn, case.id).unwrap().case.version;
            let by = if step.kind() == StepKind::DecideAdmissibility { &chair } else { &clerk };
            write(&mut conn, |conn| acts::take_step(conn, by, (case.id, seen), step, now));
        }
    }

    /// A sitting today at ten with these cases, published and opened, and everybody there.
    pub fn sitting_with(&self, cases: &[&ReadyCase]) -> String {
        let sitting = self.planned(cases);
        let chair = self.chair();
        take(&chair, &sitting, "publish");
        take(&chair, &sitting, "open");
        for seat in &self.seats {
            let page = moves(&chair, &sitting, seat, ("member", "10:00"));
            assert_eq!(page.status, 303, "{}", page.body);
        }
        sitting
    }

    /// A sitting planned for today with these cases on its agenda; its address.
    pub fn planned(&self, cases: &[&ReadyCase]) -> String {
        let sitting = plan(&self.clerk(), "heute");
        self.place(&sitting, cases);
        sitting
    }

    /// Puts these cases on its agenda.
    pub fn place(&self, sitting: &str, cases: &[&ReadyCase]) {
        let clerk = self.clerk();
        let all = clerk.get(&format!("{sitting}/tagesordnung"));
        let chosen: Vec<_> = cases.iter().map(|it| all.tick(&it.id.to_string())).collect();
        let form: Vec<_> = chosen.iter().map(|it| ("fall", it.as_str())).collect();
        let page = clerk.post(&format!("{sitting}/tagesordnung"), &form);
        assert_eq!(page.status, 303, "{}", page.body);
    }
}

pub struct ReadyCase {
    pub id: CaseId,
    pub persons: Vec<PersonId>,
}

/// Somebody comes to a seat (`member`, `deputy`) or leaves it (`leaves`), at this time.
pub fn moves(by: &Browser, sitting: &str, seat: &Seat, (who, at): (&str, &str)) -> Page {
    let key = Uuid::now_v7().to_string();
    let movement = format!("{}:{who}", seat.id);
    by.post(
        &format!("{sitting}/anwesenheit"),
        &[("key", key.as_str()), ("at", at), ("movement", &movement)],
    )
}

/// Plans a sitting and returns its address.
pub fn plan(by: &Browser, day: &str) -> String {
    let form = by.get("/sitzungen/neu");
    let key = form.hidden("key").unwrap().to_owned();
    let typed = [
        ("key", key.as_str()),
        ("held_on", day),
        ("starts_at", "10:00"),
        ("place", "Düsseldorf, Raum 4.12"),
        ("secretary", "S. Brandt"),
        ("trotzdem", "ja"),
    ];
    let page = by.post("/sitzungen/neu", &typed);
    assert_eq!(page.status, 303, "{}", page.body);
    page.location.unwrap()
}

/// Takes a step of a sitting through its check page.
pub fn take(by: &Browser, sitting: &str, step: &str) {
    let address = format!("{sitting}/schritte/{step}");
    let check = by.get(&address);
    let (Some(key), Some(version)) = (check.hidden("key"), check.hidden("version")) else {
        panic!("{step} is not offered: {}", check.body);
    };
    let page = by.post(&address, &[("key", key), ("version", version)]);
    assert_eq!(page.status, 303, "{}", page.body);
}

/// What is typed on a ballot.
pub struct Votes<'a> {
    pub persons: &'a [PersonId],
    pub counts: (&'a str, &'a str, &'a str),
    pub reasons: &'a str,
}

/// Fills in the ballot of an item and presses a button: `check` or `record`.
pub fn vote(by: &Browser, item: &str, votes: &Votes, press: &str) -> Page {
    let form = by.get(item);
    let hidden = |name: &str| {
        let value = form.hidden(name);
        value.unwrap_or_else(|| panic!("no ballot: {}", form.body)).to_owned()
    };
    let unseen = ["key", "version", "present", "recused"].map(|it| (it, hidden(it)));
    let persons: Vec<_> = votes.persons.iter().map(ToString::to_string).collect();
    let (yes, no, abstain) = votes.counts;
    let mut typed: Vec<(&str, &str)> = unseen.iter().map(|it| (it.0, it.1.as_str())).collect();
    typed.extend(persons.iter().map(|it| ("person", it.as_str())));
    typed.extend([("yes", yes), ("no", no), ("abstain", abstain), ("reasons", votes.reasons)]);
    typed.extend(["advice", "advice_yes", "advice_no", "advice_abstain"].map(|it| (it, "")));
    typed.push(("tun", press));
    by.post(&format!("{item}/beschluss"), &typed)
}

pub fn actor(account: &Account) -> Actor {
    Actor { user: account.id, roles: account.roles.clone() }
}

pub fn write<T>(
    conn: &mut PgConnection,
    f: impl FnOnce(&mut PgConnection) -> Result<T, hfk::Problem>,
) -> T {
    conn.transaction(f).unwrap()
}

fn person(family_name: &str, given_names: &str) -> PersonDetails {
    PersonDetails {
        id: PersonId(Uuid::now_v7()),
        family_name: family_name.into(),
        given_names: given_names.into(),
        birth_name: String::new(),
        other_names: Vec::new(),
        born: "1984".parse().unwrap(),
        birth_place: String::new(),
        birth_country: None,
        birth_country_note: String::new(),
        nationalities: Country::named("serbisch").into_iter().collect(),
        nationality_note: String::new(),
        sex: Sex::Unknown,
        marital_status: MaritalStatus::Unknown,
        family_role: FamilyRole::Applicant,
        address: Address {
            street: "Ahornweg 4".into(),
            postal_code: "45879".into(),
            town: "Gelsenkirchen".into(),
        },
        entered: None,
        residence_status: ResidenceStatus::Toleration,
        status_until: None,
        references: Vec::new(),
        former_addresses: Vec::new(),
        status_since: None,
        language: String::new(),
        interpreter_needed: false,
        address_protected: false,
    }
}

fn nothing_found(persons: &[PersonId]) -> Vec<FindingEntry> {
    let of_person = |person: &PersonId| {
        let (person, grounds) = (*person, Catalogue::Nrw2016.grounds().iter());
        grounds.map(move |ground| FindingEntry::of(person, *ground, Finding::Absent, ""))
    };
    persons.iter().flat_map(of_person).collect()
}

fn steps_to_ready(persons: &[PersonId], now: Now) -> Vec<Step> {
    let admitted = AdmissionVote {
        persons: persons.to_vec(),
        totals: Totals::new(3, 0, 3, 0, 0).unwrap(),
        deviation: None,
    };
    vec![
        Step::DecideAdmissibility {
            body: Body::PreCheckCommittee,
            decided_on: now.today,
            votes: vec![admitted],
        },
        Step::RequestStatement(Inquiry::default()),
        Step::RecordStatement(Statement::brief(
            now.today,
            Position::InFavour,
            "Wir haben keine Bedenken.",
        )),
    ]
}
