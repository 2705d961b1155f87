//! The papers of a sitting: invitation with agenda (L12), minutes (L13).

use anyhow::Context as _;
use chrono::{NaiveTime, Timelike as _};
use diesel::PgConnection;

use super::{protected::redact, settings::letterhead};
use crate::{
    Now, Problem,
    letters::{
        Address, AgendaItem, Attendance, Envelope, Invitation, Letter, Minutes, MinutesItem,
        ResolutionRecord,
    },
    now::wall_time,
    procedure::{
        Actor, AdmissionVote, Body, ItemState, LetterKind, RuleSet, Sitting, SittingState,
        Standing, Step, Totals,
    },
    storage::{
        self, NewLetter, Seat,
        audit::{Tip, tips},
    },
};

/// The letters of a sitting's step: an invitation to every seat, or the minutes.
pub(super) fn papers(
    conn: &mut PgConnection,
    sitting: &Sitting,
    kind: LetterKind,
    by: &Actor,
    now: Now,
) -> Result<Vec<NewLetter>, Problem> {
    debug_assert!(matches!(sitting.state, SittingState::Published | SittingState::Closed));
    let mut papers = match kind {
        LetterKind::L12 => invitations(conn, sitting, by, now)?,
        _ => vec![minutes(conn, sitting)?],
    };
    let streets = storage::protected_streets_on(conn, sitting.id)?;
    for paper in &mut papers {
        redact(&mut paper.content, &streets, kind.addressee());
    }
    Ok(papers)
}

fn invitations(
    conn: &mut PgConnection,
    sitting: &Sitting,
    by: &Actor,
    now: Now,
) -> Result<Vec<NewLetter>, Problem> {
    let contact = storage::user_name(conn, by.user)?;
    let head = letterhead(conn)?.0;
    let agenda = storage::agenda(conn, sitting.id)?;
    let items: Vec<AgendaItem> = agenda
        .into_iter()
        .filter(|it| it.state == ItemState::Open)
        .map(|it| AgendaItem {
            position: it.position,
            reference: it.number.to_string(),
            subject: it.subject.label().to_owned(),
            persons: it.people,
        })
        .collect();
    let seats = storage::seats_on(conn, sitting.held_on)?;
    let invite = |seat: &Seat| {
        let envelope = Envelope {
            letterhead: head.clone(),
            recipient: Address::new([&seat.member, &seat.body]).context("seat without a name")?,
            date: now.today,
            reference: format!("Sitzung Nr. {}/{}", sitting.number, sitting.held_on.format("%Y")),
            their_reference: None,
            contact: contact.clone(),
        };
        let letter = Letter::Invitation(Invitation {
            envelope,
            number: sitting.number,
            day: sitting.held_on,
            starts_at: sitting.starts_at,
            place: sitting.place.clone(),
            items: items.clone(),
        });
        let recipient = format!("{}\n{}", seat.member, seat.body);
        let invitation =
            paper(sitting, LetterKind::L12, recipient, "Mitglied der Kommission.", &letter)?;
        Ok(NewLetter { seat: Some(seat.id), ..invitation })
    };
    seats.iter().filter(|it| !it.is_vacant()).map(invite).collect()
}

fn paper(
    sitting: &Sitting,
    kind: LetterKind,
    recipient: String,
    why: &str,
    letter: &Letter,
) -> Result<NewLetter, Problem> {
    Ok(NewLetter {
        case: None,
        sitting: Some(sitting.id),
        seat: None,
        kind,
        recipient,
        why: why.to_owned(),
        content: serde_json::to_value(letter).context("letter as JSON")?,
        persons: Vec::new(),
        version: None,
    })
}

/// The minutes: place, day, who was there and when, items, resolutions, reasons, totals.
fn minutes(conn: &mut PgConnection, sitting: &Sitting) -> Result<NewLetter, Problem> {
    let times = storage::sitting_times(conn, sitting.id)?;
    let seats = storage::seats_on(conn, sitting.held_on)?;
    let closed_at = times.closed_at.map_or(sitting.starts_at, wall_time);
    let attendance = storage::attendance(conn, sitting.id)?;
    let present = |it: &storage::Presence| {
        let seat = seats.iter().find(|seat| seat.id == it.seat)?;
        Some(Attendance {
            seat: if seat.chair { format!("{} (Vorsitz)", seat.body) } else { seat.body.clone() },
            name: seat.holder(it.holder).0.to_owned(),
            from: it.came_at,
            to: it.left_at.unwrap_or(closed_at).max(it.came_at),
        })
    };
    let chair = seats.iter().find(|it| it.chair).map_or("", |it| it.member.as_str());
    let letter = Letter::Minutes(Minutes {
        letterhead: letterhead(conn)?.0,
        number: sitting.number,
        day: sitting.held_on,
        opened_at: to_the_minute(times.opened_at.map_or(sitting.starts_at, wall_time)),
        closed_at: to_the_minute(closed_at),
        place: sitting.place.clone(),
        chair: chair.to_owned(),
        secretary: times.secretary.clone(),
        attendance: attendance.iter().filter_map(present).collect(),
        items: items(conn, sitting)?,
        checkpoint: Some(checkpoint(conn)?),
    });
    paper(
        sitting,
        LetterKind::L13,
        "Zum Protokoll".to_owned(),
        "Niederschrift der Sitzung.",
        &letter,
    )
}

/// Where the audit log stands while the sitting is closed, in the form in which `audit verify`
/// reads checkpoints: paper in the file that nobody can rewrite with the database.
fn checkpoint(conn: &mut PgConnection) -> Result<String, Problem> {
    let tips = tips(conn)?;
    let lines: Vec<_> = tips.iter().map(Tip::checkpoint).collect();
    Ok(lines.join("\n"))
}

fn to_the_minute(time: NaiveTime) -> NaiveTime {
    time.with_second(0).and_then(|it| it.with_nanosecond(0)).unwrap_or(time)
}

fn items(conn: &mut PgConnection, sitting: &Sitting) -> Result<Vec<MinutesItem>, Problem> {
    let agenda = storage::agenda(conn, sitting.id)?;
    let rules = storage::rules(conn)?;
    let item = |it: &storage::AgendaItem| {
        let voted = |step| [admission(step, it, &rules), votes(step, it, &rules)].concat();
        MinutesItem {
            position: it.position,
            reference: it.number.to_string(),
            subject: it.subject.label().to_owned(),
            persons: persons(it),
            resolutions: it.steps.iter().flat_map(voted).collect(),
        }
    };
    Ok(agenda.iter().map(item).collect())
}

/// Who the item is about; and where there is no resolution, what became of it.
fn persons(item: &storage::AgendaItem) -> String {
    let names: Vec<_> = item.persons.iter().map(|it| it.name.as_str()).collect();
    let names = names.join(", ");
    let mut why = item.steps.iter().filter_map(|step| match (item.state, step) {
        (ItemState::Adjourned, Step::Adjourn { to_clarify: why })
        | (ItemState::Withdrawn, Step::TakeOffAgenda { reasons: why }) => Some(why.clone()),
        (ItemState::Reinquired, Step::Reinquire(it)) => Some(it.all_questions().join("\n")),
        _ => None,
    });
    match (item.state, why.next_back()) {
        (ItemState::Decided | ItemState::Open, _) => names,
        (other, None) => format!("{names} – {}", other.label()),
        (other, Some(why)) => format!("{names} – {}: {why}", other.label()),
    }
}

/// What the commission decided on the Annahme; what a committee did stands in its own minutes.
fn admission(step: &Step, item: &storage::AgendaItem, rules: &RuleSet) -> Vec<ResolutionRecord> {
    let Step::DecideAdmissibility { body: Body::Commission, votes, .. } = step else {
        return Vec::new();
    };
    let resolution = |it: &AdmissionVote| {
        let standing = it.standing(Body::Commission, rules)?;
        let reasons = it.deviation.as_deref().unwrap_or_default();
        let names = item.names(&it.persons);
        let carried = standing == Standing::Admitted;
        let record = record(("Annahme", &names), (it.totals, carried), reasons);
        Some(ResolutionRecord { result: standing.label().to_owned(), ..record })
    };
    votes.iter().filter_map(resolution).collect()
}

fn votes(step: &Step, item: &storage::AgendaItem, rules: &RuleSet) -> Vec<ResolutionRecord> {
    let Step::RecordVote { persons, totals, reasons, recommendation } = step else {
        return Vec::new();
    };
    let names = item.names(persons);
    let record = |question, totals, reasons| {
        record((question, &names), (totals, rules.carries(totals)), reasons)
    };
    let request = record("Ersuchen nach § 23a AufenthG", *totals, reasons);
    let advice = recommendation
        .as_ref()
        .map(|it| record("Empfehlung an die Ausländerbehörde", it.totals, &it.text));
    [Some(request), advice].into_iter().flatten().collect()
}

fn record(
    (question, persons): (&str, &str),
    (totals, carried): (Totals, bool),
    reasons: &str,
) -> ResolutionRecord {
    ResolutionRecord {
        question: question.to_owned(),
        persons: persons.to_owned(),
        present: totals.present(),
        recused: totals.recused(),
        yes: totals.yes(),
        no: totals.no(),
        abstain: totals.abstain(),
        carried,
        result: if carried { "beschlossen" } else { "nicht beschlossen" }.to_owned(),
        reasons: Some(reasons.to_owned()).filter(|it| !it.is_empty()),
    }
}
