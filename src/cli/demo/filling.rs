//! An invented secretariat, the three applications of `demo/antraege` taken to their end, one of
//! them begun again, families at every next step, an Eilfall among them, and a sitting for today.

use anyhow::Context as _;
use chrono::{Days, NaiveDate};
use diesel::PgConnection;

use super::{
    again,
    applications::{Application, address, country, dordevic, named, nguyen, received, yildiz},
    fresh_id as fresh, people,
    story::{Ballot, Cast, Story, at, day},
};
use crate::{
    Now, Problem, acts,
    cli::seed,
    config::PasswordCost,
    procedure::{
        CaseId, DocumentId, DocumentKind, FamilyRole, Ground, OtherEnding, Position, ReturnFact,
        ReturnFactKind, SittingId, SittingStepKind, Step,
    },
    storage::{self, Db, Files, NewDocument},
};

/// Cases without a story beside those that have one, so that the lists are lists.
const ON_THE_DESK: usize = 40;

/// Fills an empty register; returns whether it was empty.
pub(super) async fn fill(
    owner: &Db,
    files: &Files,
    cost: PasswordCost,
    now: Now,
) -> anyhow::Result<bool> {
    if !owner.write_here(|conn| Ok(storage::accounts(conn)?.is_empty()))? {
        return Ok(false);
    }
    let mut papers = Vec::new();
    for application in [dordevic(), nguyen(), yildiz()] {
        let mut stored = Vec::new();
        for (name, bytes) in application.papers() {
            stored.push((name, files.put(bytes).await?));
        }
        papers.push((application, stored));
    }
    let newer = files.put(again::paper()?).await?;
    let (people, cases) = owner.write_here(|conn| {
        let people = people::introduce(conn, cost, now)?;
        let cases = register(conn, &people, papers)?;
        tell_the_past(&mut Story { conn, cast: &people }, &cases)?;
        Ok((people, cases))
    })?;
    // Only what is typeset can be sent, and only what is sent can be filed.
    while acts::typeset_waiting(owner, files).await? > 0 {}
    owner.write_here(|conn| {
        let mut story = Story { conn, cast: &people };
        for case in &cases {
            story.send_and_file(*case, at(day("2026-11-20"), 11, 0))?;
        }
        if let [_, nguyen, _] = *cases {
            again::apply(&mut story, nguyen, &newer)?;
        }
        tell_the_present(&mut story, now)?;
        seed::fill_desk(conn, ON_THE_DESK, now).map_err(Problem::Broken)
    })?;
    Ok(true)
}

/// Registers the applications on the days they came, with their PDFs.
fn register(
    conn: &mut PgConnection,
    cast: &Cast,
    papers: Vec<(Application, Vec<(String, storage::StoredFile)>)>,
) -> Result<Vec<CaseId>, Problem> {
    let mut cases = Vec::new();
    for (application, stored) in papers {
        let now = at(application.registration.received_on + Days::new(1), 9, 20);
        let id = CaseId(fresh());
        let mut registration = application.registration;
        registration.authority = authority(conn, application.authority, now)?;
        Story { conn, cast }.register(id, registration, now)?;
        let received_on = now.today - Days::new(1);
        let document = |(name, file): (String, storage::StoredFile)| {
            let kind = DocumentKind::suggested_by(&name);
            NewDocument { id: DocumentId(fresh()), name, kind, received_on, file }
        };
        let documents: Vec<_> = stored.into_iter().map(document).collect();
        acts::add_documents(conn, &cast.clerk, (id, &documents), now)?;
        cases.push(id);
    }
    Ok(cases)
}

/// October and November 2026: an Ersuchen that is followed, no Ersuchen but an Empfehlung, and
/// a title granted before the sitting.
fn tell_the_past(story: &mut Story, cases: &[CaseId]) -> Result<(), Problem> {
    let [family, nguyen, yildiz] = cases else { return Ok(()) };
    let theft = (0, Ground::SeriousOffences, "Urteil von 2018, Strafe 2021 erlassen");
    let elsewhere = (0, Ground::OtherProcedure, "Eheschließung beabsichtigt");
    let morning = |iso: &str| at(day(iso), 9, 40);
    let lenient = "Die Strafe ist erlassen; acht Jahre ohne neue Straftat.";
    for (case, present, deviation) in [
        (*family, vec![theft], Some(lenient)),
        (*nguyen, vec![], None),
        (*yildiz, vec![elsewhere], Some("Ob es zur Eheschließung kommt, ist offen.")),
    ] {
        story.check(case, &present, morning("2026-10-27"))?;
        story.propose(case, true, at(day("2026-10-27"), 14, 5))?;
        story.meet(case, (true, deviation), at(day("2026-10-28"), 14, 40))?;
        story.request_statement(case, morning("2026-10-29"))?;
    }
    end_by_marriage(story, *yildiz, morning("2026-11-05"))?;
    let against = (Position::Against, "Der Lebensunterhalt ist nicht vollständig gesichert.");
    story.statement(*family, against, morning("2026-11-06"))?;
    let silent = (Position::None, "Von einer Stellungnahme in der Sache wird abgesehen.");
    story.statement(*nguyen, silent, morning("2026-11-06"))?;
    hold_november_sitting(story, *family, *nguyen)
}

fn end_by_marriage(story: &mut Story, case: CaseId, now: Now) -> Result<(), Problem> {
    let persons = storage::find_case(story.conn, case)?.case.ids_where(|_| true);
    let step = Step::EndOtherwise {
        persons,
        ending: OtherEnding::FamilyTitle,
        ended_on: now.today,
        evidence: "Mitteilung der Stadt Dortmund vom 04.11.2026".to_owned(),
        document: None,
        handed_to: String::new(),
    };
    story.by_clerk(case, step, now)
}

fn hold_november_sitting(story: &mut Story, family: CaseId, nguyen: CaseId) -> Result<(), Problem> {
    let (sitting, held_on) = (SittingId(fresh()), day("2026-11-11"));
    story.plan(sitting, held_on, at(day("2026-10-26"), 10, 0))?;
    for case in [family, nguyen] {
        story.place(case, sitting, at(day("2026-11-06"), 11, 15))?;
    }
    story.sitting_step(sitting, SittingStepKind::Publish, at(day("2026-11-06"), 12, 0))?;
    story.sitting_step(sitting, SittingStepKind::Open, at(held_on, 10, 4))?;
    let present = story.everybody_comes(sitting, at(held_on, 10, 4))?;
    let rooted = "Die Kinder sind in Deutschland geboren und hier verwurzelt. Die Erkrankung der \
                  Mutter ist nachgewiesen; eine Behandlung im Herkunftsland ist nicht gesichert.\n\n\
                  Luka beginnt 2027 eine Ausbildung.";
    let ballot = Ballot { yes: 7, no: 1, reasons: rooted, advice: None };
    story.vote(family, &[0, 1, 2, 3], (present, &ballot), at(held_on, 10, 40))?;
    let advice = "Eine Aufenthaltserlaubnis nach § 25 Abs. 4a AufenthG erneut zu prüfen.";
    let ballot = Ballot { yes: 3, no: 5, reasons: "", advice: Some(advice) };
    story.vote(nguyen, &[0], (present, &ballot), at(held_on, 11, 20))?;
    story.sitting_step(sitting, SittingStepKind::Close, at(held_on, 12, 30))?;
    story.by_clerk(family, Step::SendErsuchen, at(day("2026-11-12"), 9, 10))?;
    story.by_clerk(nguyen, Step::SendNoRequest, at(day("2026-11-12"), 9, 30))?;
    story.release_notices(sitting, at(day("2026-11-13"), 8, 30))?;
    story.authority_follows(family, at(day("2026-11-19"), 10, 0))
}

/// Families that wait for the next step, and a sitting for today: two for the vote, and one for the
/// Annahme, on which the committee came to no decision.
fn tell_the_present(story: &mut Story, now: Now) -> Result<(), Problem> {
    let back = |days: u64, hour| at(now.today - Days::new(days), hour, 15);
    let sow = invent(story, ("Sow", "Aminata", "guineisch"), "Kreis Unna", back(38, 9))?;
    let hamidi =
        invent(story, ("Hamidi", "Farid", "afghanisch"), "Rhein-Sieg-Kreis", back(36, 10))?;
    let petrosjan = invent(story, ("Petrosjan", "Karine", "armenisch"), "Stadt Köln", back(70, 9))?;
    let kaya = invent(story, ("Kaya", "Zeynep", "türkisch"), "Stadt Gladbeck", back(30, 9))?;
    let obriain = invent(story, ("Ó Briain", "Chidi", "nigerianisch"), "Stadt Bonn", back(12, 9))?;
    invent(story, ("Şahin", "Elif", "türkisch"), "Stadt Herne", back(2, 11))?;
    for (case, days) in [(sow, 30), (hamidi, 29), (petrosjan, 62)] {
        story.check(case, &[], back(days, 9))?;
        story.meet(case, (true, None), back(days - 1, 14))?;
        story.request_statement(case, back(days - 2, 9))?;
    }
    a_flight_is_booked(story, petrosjan, now.today + Days::new(12), back(1, 15))?;
    story.check(obriain, &[], back(6, 10))?;
    story.convene(&[obriain], (now.today, "Telefonkonferenz"), back(3, 10))?;
    let against = (Position::Against, "Es bestehen keine Besonderheiten gegenüber anderen Fällen.");
    story.statement(sow, against, back(9, 9))?;
    story.statement(
        hamidi,
        (Position::InFavour, "Die Integration ist vorbildlich."),
        back(8, 9),
    )?;
    story.check(kaya, &[], back(21, 10))?;
    story.propose(kaya, true, back(20, 10))?;
    story.hand_over(kaya, back(16, 15))?;
    let sitting = SittingId(fresh());
    story.plan(sitting, now.today, back(20, 9))?;
    story.place(sow, sitting, back(7, 9))?;
    story.place(hamidi, sitting, back(7, 10))?;
    story.place(kaya, sitting, back(7, 10))?;
    story.sitting_step(sitting, SittingStepKind::Publish, back(7, 11))?;
    let next = next_month(now.today);
    story.plan(SittingId(fresh()), next, back(3, 9))
}

/// Which makes an Eilfall of the case, and is for few to know.
fn a_flight_is_booked(
    story: &mut Story,
    case: CaseId,
    on: NaiveDate,
    now: Now,
) -> Result<(), Problem> {
    for person in storage::find_case(story.conn, case)?.case.ids_where(|_| true) {
        let source = "Anruf der Ausländerbehörde".to_owned();
        let fact = ReturnFact { person, kind: ReturnFactKind::Flight, on, source };
        acts::note_return_fact(story.conn, &story.cast.clerk, case, &fact, now)?;
    }
    Ok(())
}

/// An applicant with a child, from names alone.
fn invent(
    story: &mut Story,
    (family, given, nationality): (&str, &str, &str),
    authority_name: &str,
    now: Now,
) -> Result<CaseId, Problem> {
    let town = authority_name.trim_start_matches("Stadt ").trim_start_matches("Kreis ");
    let home = address("Lindenallee 12", "40477", town);
    let parent = crate::procedure::PersonDetails {
        nationalities: country(nationality).into_iter().collect(),
        address: home,
        ..named(family, given, "1988-05-17")
    };
    let child = crate::procedure::PersonDetails {
        given_names: "Maria".to_owned(),
        family_role: FamilyRole::Child,
        ..crate::procedure::PersonDetails {
            nationalities: country(nationality).into_iter().collect(),
            address: parent.address.clone(),
            ..named(family, "Maria", "2016-09-02")
        }
    };
    let reasons = "Wir leben seit vielen Jahren hier. Unser Kind besucht die Grundschule, ich \
                   arbeite in der Pflege. Eine Rückkehr würde uns alles nehmen.";
    let mut registration = received("2026-01-01", reasons, vec![parent, child]);
    registration.received_on = now.today;
    registration.authority = authority(story.conn, authority_name, now)?;
    story.register(CaseId(fresh()), registration, now)
}

fn authority(
    conn: &mut PgConnection,
    name: &str,
    now: Now,
) -> Result<crate::procedure::AuthorityId, Problem> {
    let all = storage::authorities(conn, now.today)?;
    let found = all.iter().find(|it| it.name == name).map(|it| it.id);
    found.with_context(|| format!("no authority {name}")).map_err(Problem::Broken)
}

fn next_month(today: NaiveDate) -> NaiveDate {
    crate::procedure::Calendar::default().working_day_from(today + Days::new(28))
}
