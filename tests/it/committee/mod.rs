//! Rounds of the Vorprüfungsausschuss through HTTP: planned, published, decided, closed.

mod planning;
mod deciding;
mod papers;
mod reading;

use chrono::NaiveTime;
use hfk::{
    procedure::{
        CaseId, CommitteeRound, CommitteeRoundId, CommitteeSeat, CommitteeSeatId, Role, RoundState,
        SeatHolder, Version,
    },
    storage::{self, Account},
};
use uuid::Uuid;

use crate::{
    app::{Browser, TestApp},
    records::case_id,
};

/// Somebody new on the committee, before whom this case is.
pub fn before_the_committee(app: &TestApp, case: &str) -> Browser {
    let account = app.user(&[Role::PreCheck]);
    put_before(app, &account, case);
    app.sign_in_as(&account.login)
}

/// A new committee of three with this member, and a published round of today with the case.
pub fn put_before(app: &TestApp, member: &Account, case: &str) {
    let committee = name_a_committee(app, member);
    put_on_a_round(app, &committee, case_id(case));
}

/// A committee of three with this member.
pub fn name_a_committee(app: &TestApp, member: &Account) -> [CommitteeSeat; 3] {
    let seats = [1, 2, 3].map(|position| CommitteeSeat {
        id: CommitteeSeatId(Uuid::now_v7()),
        position,
        chair: position == 1,
        member: format!("Mitglied {position}"),
        member_user: (position == 2).then_some(member.id),
        deputy: String::new(),
        deputy_user: None,
    });
    storage::name_committee(&mut app.db(), &seats, app.now().today).unwrap();
    seats
}

/// A published round of today with this case, to which the whole committee comes.
pub fn put_on_a_round(app: &TestApp, committee: &[CommitteeSeat; 3], case: CaseId) {
    let (conn, now) = (&mut app.db(), app.now());
    let round = CommitteeRound {
        id: CommitteeRoundId(Uuid::now_v7()),
        version: Version(1),
        held_on: now.today,
        starts_at: NaiveTime::MIN,
        place: "Telefon".to_owned(),
        state: RoundState::Published,
        items: 0,
        items_open: 0,
    };
    storage::plan_round(conn, &round).unwrap();
    assert!(storage::add_item(conn, round.id, case).unwrap());
    let there = committee.each_ref().map(|it| (it.id, SeatHolder::Member));
    storage::save_presence(conn, round.id, &there).unwrap();
}
