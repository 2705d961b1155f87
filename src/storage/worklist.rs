//! The worklist: cases by urgency, one keyset page at a time.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use diesel::{
    dsl::{InnerJoin, IntoBoxed, LeftJoin, exists, not},
    pg::Pg,
    prelude::*,
};
use uuid::Uuid;

use super::{
    access::reconsidered,
    as_text::AsText,
    committee::{assigned, committee_on},
    committee_items::{hand_over, on_published_round},
    deadlines::{self, DeadlineColumns},
    letters::on_the_desk,
    notices::letters_missing_in,
    persons::{Stands, findings_in, standings_in},
    schema::{
        authorities, cases, committee_round_items, letters, persons, recusals, sittings,
        standing_events as events,
    },
    settings::land,
};
use crate::Now;
use crate::procedure::{
    AuthorityId, BeforeCommittee, Body, Case, CaseId, Catalogue, Channel, CommitteeFacts, Facts,
    FileNumber, FoundGround, Ground, Person, Round, RoundFacts, SittingFacts, SittingId,
    SittingState, Stage, StepKind, UserId, Version,
};

/// One line of the worklist.
#[derive(Debug, Clone)]
pub struct WorklistRow {
    /// Its persons are there, and their findings, where the next step is a question of them.
    pub case: Case,
    /// As far as the next step is a question of them; who is in the room of a sitting is not
    /// asked, so that a list takes the quorum as given.
    pub facts: Facts,
    pub number: FileNumber,
    pub people: String,
    pub authority: String,
    /// Where the next page begins.
    pub key: String,
}

/// What the worklist is asked for.
#[derive(Debug, Clone, Default)]
pub struct WorklistQuery {
    /// No stage: all that are not filed.
    pub stages: Vec<Stage>,
    /// Beside those stages, the cases in which a ground found after the Annahme waits.
    pub reconsidered: bool,
    /// Only cases that are before the committee in a published round, on a seat of the user.
    pub assigned: Option<Now>,
    /// Only Eilfälle.
    pub urgent: bool,
    /// Only cases with a deadline that ends by this day.
    pub due_by: Option<NaiveDate>,
    /// The key of the last line of the page before.
    pub after: Option<String>,
    pub limit: i64,
}

/// Where the keys of filed cases begin (see the column `worklist_key`).
const FILED: &str = "2";

type Row = (
    (
        (Uuid, i32, i32, AsText<FileNumber>, AsText<Stage>, bool, NaiveDate, AsText<Channel>),
        (AsText<Catalogue>, i32),
    ),
    (DeadlineColumns, String),
    (String, String),
    Known,
    ((bool, bool), bool, Option<(Uuid, AsText<SittingState>, NaiveDate)>),
);

/// What the next step is a question of and one look tells.
#[derive(Queryable)]
struct Known {
    notice_released: bool,
    noted: Option<AsText<StepKind>>,
    letters_outstanding: bool,
}

// What is asked once for each line is asked for a first row and not with EXISTS: of that, Postgres
// makes a hash of the whole table, because it does not know how few lines a page has.

/// The last of [`Facts::NOTED`] in the case of the line: none of a stage is asked about another's.
#[diesel::dsl::auto_type(no_type_alias)]
fn noted() -> _ {
    let steps: Vec<&'static str> = Facts::NOTED.iter().map(|it: &StepKind| it.name()).collect();
    events::table
        .filter(events::case_id.eq(cases::id).and(events::round.eq(cases::round)))
        .filter(events::step.eq_any(steps))
        .order(events::version.desc())
        .select(events::step)
        .limit(1_i64)
}

#[diesel::dsl::auto_type(no_type_alias)]
fn unsent_letters() -> _ {
    letters::table
        .filter(letters::case_id.eq(cases::id.nullable()))
        .filter(on_the_desk())
        .select(letters::id)
        .limit(1_i64)
}

/// That the user is recused in the case of the line.
#[diesel::dsl::auto_type(no_type_alias)]
fn recusals_of(user: UserId) -> _ {
    let user: Uuid = user.0;
    recusals::table.filter(recusals::case_id.eq(cases::id)).filter(recusals::user_id.eq(user))
}

/// A page of the cases that `user` may see: those with a recusal of theirs are not there.
pub fn worklist(
    conn: &mut PgConnection,
    (user, today): (UserId, NaiveDate),
    asked: &WorklistQuery,
) -> QueryResult<Vec<WorklistRow>> {
    let rows: Vec<Row> = lines_asked_for(user, asked)
        .order(cases::worklist_key)
        .limit(asked.limit)
        .select((
            (
                (
                    cases::id,
                    cases::version,
                    cases::round,
                    cases::file_number,
                    cases::stage,
                    cases::urgent,
                    cases::received_on,
                    cases::channel,
                ),
                (cases::catalogue, cases::authority_id),
            ),
            (deadlines::COLUMNS, authorities::authority),
            (cases::people, cases::worklist_key),
            (
                cases::notice_released_at.is_not_null(),
                noted().single_value(),
                unsent_letters().single_value().is_not_null(),
            ),
            (
                (
                    hand_over().single_value().is_not_null(),
                    on_published_round().single_value().is_not_null(),
                ),
                reconsidered()
                    .filter(persons::case_id.eq(cases::id))
                    .limit(1)
                    .single_value()
                    .is_not_null(),
                (sittings::id, sittings::state, sittings::held_on).nullable(),
            ),
        ))
        .load(conn)?;
    let around = Around::load(conn, &rows, today)?;
    Ok(rows.into_iter().map(|it| around.line(it)).collect())
}

/// As [`worklist`], of those lines alone that are kept; as many as `most`, however many there are.
pub fn worklist_among(
    conn: &mut PgConnection,
    desk: (UserId, NaiveDate),
    mut asked: WorklistQuery,
    most: usize,
    keep: impl Fn(&WorklistRow) -> bool,
) -> QueryResult<Vec<WorklistRow>> {
    const AT_ONCE: i64 = 200;
    asked.limit = AT_ONCE;
    let mut kept = Vec::new();
    loop {
        let rows = worklist(conn, desk, &asked)?;
        let full = usize::try_from(AT_ONCE).is_ok_and(|it| rows.len() == it);
        asked.after = rows.last().map(|it| it.key.clone());
        kept.extend(rows.into_iter().filter(&keep).take(most - kept.len()));
        if !full || kept.len() == most {
            return Ok(kept);
        }
    }
}

type Lines<'a> =
    IntoBoxed<'a, LeftJoin<InnerJoin<cases::table, authorities::table>, sittings::table>, Pg>;

/// Which cases the list is of.
fn lines_asked_for(user: UserId, asked: &WorklistQuery) -> Lines<'static> {
    let mut query: Lines = cases::table
        .inner_join(authorities::table)
        .left_join(sittings::table)
        .into_boxed()
        .filter(not(exists(recusals_of(user))))
        .filter(cases::worklist_key.gt(asked.after.clone().unwrap_or_default()));
    let stages: Vec<_> = asked.stages.iter().map(|it| it.name()).collect();
    let among = cases::stage.eq_any(stages);
    query = match asked {
        it if it.stages.is_empty() => query.filter(cases::worklist_key.lt(FILED)),
        it if it.reconsidered => query.filter(among.or(cases::id.eq_any(reconsidered()))),
        _ => query.filter(among),
    };
    if let Some(now) = asked.assigned {
        let mine = assigned(user, now).select(committee_round_items::case_id);
        query = query.filter(cases::id.eq_any(mine));
    }
    if asked.urgent {
        query = query.filter(cases::urgent);
    }
    if let Some(day) = asked.due_by {
        query = query.filter(cases::deadline_on.le(day));
        query = query.filter(cases::worklist_key.lt(first_key_after(day)));
    }
    query
}

/// No case without urgency that is due by `day` has a key from here on: the end of the range of
/// the index, so that not all cases are looked through for the few that are due.
fn first_key_after(day: NaiveDate) -> String {
    let epoch = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap_or_default();
    let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
    format!("1{:07}", (next - epoch).num_days().max(0))
}

/// What belongs to some cases of a page, asked once for all of them.
struct Around {
    standings: BTreeMap<Uuid, Vec<Stands>>,
    findings: BTreeMap<Uuid, BTreeMap<Ground, FoundGround>>,
    letters_missing: BTreeMap<Uuid, usize>,
    /// Who decides on admission, and how many seats the committee has; asked where a case waits
    /// for it.
    bodies: &'static [Body],
    committee_seats: u16,
}

impl Around {
    fn load(conn: &mut PgConnection, rows: &[Row], today: NaiveDate) -> QueryResult<Self> {
        let in_check = |it: &&Row| it.0.0.4.0 == Stage::Admissibility || it.4.1;
        // Whether the notice may leave, and the case be filed, asks who is decided about.
        let owes_notice = |it: &&Row| {
            let after_the_letters =
                [Stage::AwaitingAuthority, Stage::Closing].contains(&it.0.0.4.0);
            after_the_letters && !it.3.notice_released
        };
        let asks_who = |it: &&Row| in_check(it) || owes_notice(it) || it.0.0.4.0 == Stage::Decided;
        let of_sittings = rows.iter().filter(owes_notice).filter_map(|it| it.4.2.as_ref());
        let sittings: Vec<Uuid> = of_sittings.map(|it| it.0).collect();
        let ids = |some: &dyn Fn(&&Row) -> bool| -> Vec<Uuid> {
            rows.iter().filter(some).map(|it| it.0.0.0).collect()
        };
        let checked = ids(&in_check);
        let (bodies, committee_seats) = unless_empty(&checked, |_| {
            let seats = committee_on(conn, today)?.len();
            Ok((land(conn)?.law().bodies.value, u16::try_from(seats).unwrap_or(u16::MAX)))
        })?;
        Ok(Self {
            bodies,
            committee_seats,
            standings: unless_empty(&ids(&asks_who), |it| standings_in(conn, it))?,
            findings: unless_empty(&checked, |it| findings_in(conn, it))?,
            letters_missing: unless_empty(&sittings, |it| letters_missing_in(conn, it))?,
        })
    }

    fn line(&self, (of_case, due, name, known, whereabouts): Row) -> WorklistRow {
        let (of_case, (catalogue, competent)) = of_case;
        let (id, version, round, number, stage, urgent, received_on, channel) = of_case;
        let ((deadline, authority), (people, key)) = (due, name);
        let ((handed_over, on_round), _, sitting) = whereabouts;
        // Who is on the seats of a round is not asked.
        let stands = match (handed_over, on_round) {
            (true, _) => BeforeCommittee::HandedOver,
            (false, true) => {
                BeforeCommittee::OnRound(RoundFacts { held_on: received_on, voting: 0, recused: 0 })
            }
            (false, false) => BeforeCommittee::NotYet,
        };
        let persons = self.standings.get(&id).into_iter().flatten();
        let case = Case {
            id: CaseId(id),
            version: Version(version),
            round: Round(round),
            catalogue: catalogue.0,
            stage: stage.0,
            received_on,
            channel: channel.0,
            authority: AuthorityId(competent),
            urgent,
            deadline: deadline.deadline(),
            sitting: sitting.as_ref().map(|it| SittingId(it.0)),
            persons: persons.map(|it| self.person(*it)).collect(),
        };
        let facts = Facts {
            sitting: sitting.map(|it| self.sitting(it)),
            bodies: self.bodies,
            committee: CommitteeFacts { seats: self.committee_seats, stands },
            letters_outstanding: usize::from(known.letters_outstanding),
            notice_released: known.notice_released,
            taken: known.noted.map(|it| it.0).into_iter().collect(),
            // A list proposes no reminder.
            deadline_runs_until: None,
            // Who waits for papers is seen on the page of the case.
            documents_missing: 0,
            // Which findings are too old is seen on the page of the case.
            findings_stale: 0,
            // A list proposes no Wiederaufnahme.
            reopening_barred: false,
            // Nor that something is taken back.
            last_step: None,
        };
        WorklistRow { case, facts, number: number.0, people, authority, key }
    }

    fn person(&self, (id, round, standing): Stands) -> Person {
        let findings = self.findings.get(&id.0).cloned().unwrap_or_default();
        Person { id, round, standing, findings }
    }

    fn sitting(
        &self,
        (id, state, held_on): (Uuid, AsText<SittingState>, NaiveDate),
    ) -> SittingFacts {
        SittingFacts {
            id: SittingId(id),
            state: state.0,
            held_on,
            seats: 1,
            quorum: 0,
            present: 0,
            recused: 0,
            letters_to_authority_missing: self
                .letters_missing
                .get(&id)
                .copied()
                .unwrap_or_default(),
        }
    }
}

/// Most pages need none of these queries.
fn unless_empty<T: Default>(
    ids: &[Uuid],
    ask: impl FnOnce(&[Uuid]) -> QueryResult<T>,
) -> QueryResult<T> {
    if ids.is_empty() { Ok(T::default()) } else { ask(ids) }
}
