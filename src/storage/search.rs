//! People across all cases, found by name, date of birth or a foreign reference.

use chrono::NaiveDate;
use diesel::{
    dsl::{InnerJoinQuerySource, exists, max, not},
    pg::Pg,
    prelude::*,
    sql_types::{Bool, Text},
};

use super::{
    as_text::AsText,
    committee::assigned,
    persons::Iso,
    schema::{case_events, cases, committee_round_items, person_names, persons, recusals},
};
use crate::Now;
use crate::procedure::{
    CaseId, FileNumber, PartialDate, PersonId, PersonSearch, SearchWord, Stage, Standing, UserId,
};

diesel::infix_operator!(WordLike, " <% ", Bool, backend: Pg);
diesel::define_sql_function! { fn word_similarity(word: Text, text: Text) -> Float; }

/// A person whom a search has found, with the case.
#[derive(Debug, Clone)]
pub struct FoundPerson {
    pub id: PersonId,
    pub family_name: String,
    pub given_names: String,
    /// By which other names the person is found as well.
    pub other_names: Vec<String>,
    pub born: PartialDate,
    pub standing: Standing,
    pub case: CaseId,
    pub number: FileNumber,
    pub stage: Stage,
    pub received_on: NaiveDate,
    /// The day of the last step.
    pub last_on: Option<NaiveDate>,
}

/// Whom to look for, and in which cases.
#[derive(Debug, Clone)]
pub struct PersonQuery {
    pub search: PersonSearch,
    pub user: UserId,
    /// Only in cases that are before the committee in a published round, on a seat of the user.
    pub assigned: Option<Now>,
    pub limit: i64,
}

type People = InnerJoinQuerySource<persons::table, cases::table>;
type Condition = Box<dyn BoxableExpression<People, Pg, SqlType = Bool>>;
type Row = (
    (uuid::Uuid, AsText<Iso>, AsText<Standing>),
    (String, String, String),
    (uuid::Uuid, AsText<FileNumber>, AsText<Stage>, NaiveDate, Option<NaiveDate>),
);

/// How near a name must come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Closeness {
    /// The same name, however spelled.
    Same,
    /// Also what is written alike.
    Alike,
}

/// The people who fit best: first those whose name is the same, however spelled, then what is
/// nearest in letters, then the latest. Cases with a recusal of the user are not there.
pub fn find_persons(conn: &mut PgConnection, asked: &PersonQuery) -> QueryResult<Vec<FoundPerson>> {
    // What is alike is looked for only when it would be shown: of a name that thousands bear,
    // comparing the letters costs ten times as much.
    let same = find(conn, asked, Closeness::Same)?;
    let enough = i64::try_from(same.len()).is_ok_and(|it| it >= asked.limit);
    let mut found = if enough || asked.search.words.is_empty() {
        same
    } else {
        find(conn, asked, Closeness::Alike)?
    };
    name_others(conn, &mut found)?;
    Ok(found)
}

/// Whoever asked for one of these names does not know the person by the other.
fn name_others(conn: &mut PgConnection, found: &mut [FoundPerson]) -> QueryResult<()> {
    let ids = found.iter().map(|it| it.id.0);
    let rows: Vec<(uuid::Uuid, String)> = person_names::table
        .filter(person_names::person_id.eq_any(ids))
        .order((person_names::person_id, person_names::position))
        .select((person_names::person_id, person_names::name))
        .load(conn)?;
    for (id, name) in rows {
        let persons = found.iter_mut().filter(|it| it.id.0 == id);
        persons.for_each(|it| it.other_names.push(name.clone()));
    }
    Ok(())
}

fn find(
    conn: &mut PgConnection,
    asked: &PersonQuery,
    closeness: Closeness,
) -> QueryResult<Vec<FoundPerson>> {
    let Some(fits) = fits(&asked.search, closeness) else { return Ok(Vec::new()) };
    let recused = recusals::table
        .filter(recusals::case_id.eq(cases::id))
        .filter(recusals::user_id.eq(asked.user.0));
    let mut query = persons::table
        .inner_join(cases::table)
        .filter(fits)
        .filter(not(exists(recused)))
        .into_boxed::<Pg>();
    if let Some(now) = asked.assigned {
        let of_user = assigned(asked.user, now);
        let mine = of_user.select(committee_round_items::case_id);
        query = query.filter(cases::id.eq_any(mine));
    }
    if closeness == Closeness::Alike {
        let words: Vec<_> = asked.search.words.iter().map(|it| it.letters.as_str()).collect();
        query = query
            .order(persons::search_keys.contains(keys(&asked.search)).desc())
            .then_order_by(word_similarity(words.join(" "), persons::search_letters).desc());
    }
    let last_on = case_events::table
        .filter(case_events::case_id.eq(cases::id))
        .select(max(case_events::on_day))
        .single_value();
    let rows: Vec<Row> = query
        .then_order_by((cases::received_on.desc(), persons::id))
        .limit(asked.limit)
        .select((
            (persons::id, persons::born, persons::standing),
            (persons::family_name, persons::given_names, persons::birth_name),
            (cases::id, cases::file_number, cases::stage, cases::received_on, last_on),
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(found).collect())
}

fn keys(search: &PersonSearch) -> Vec<Option<String>> {
    search.words.iter().map(|it| Some(it.key.clone())).collect()
}

/// Nothing when nothing is asked.
fn fits(search: &PersonSearch, closeness: Closeness) -> Option<Condition> {
    let word = |it: &SearchWord| -> Condition {
        let same = persons::search_keys.contains(vec![Some(it.key.clone())]);
        if closeness == Closeness::Same {
            return Box::new(same);
        }
        let like = WordLike::new(it.letters.clone().into_sql::<Text>(), persons::search_letters);
        Box::new(same.or(like))
    };
    let name_and_birth = search.words.iter().map(word).chain(search.born.map(born));
    let person = name_and_birth.reduce(|all, one| Box::new(all.and(one)));
    let reference = search
        .reference
        .as_ref()
        .map(|it| -> Condition { Box::new(persons::search_references.like(format!("%{it}%"))) });
    [person, reference].into_iter().flatten().reduce(|one, other| Box::new(one.or(other)))
}

fn born(day: PartialDate) -> Condition {
    let (begins, others) = day.alike();
    Box::new(persons::born.like(format!("{begins}%")).or(persons::born.eq_any(others)))
}

fn found(
    (
        (id, born, standing),
        (family_name, given_names, birth_name),
        (case, number, stage, received_on, last_on),
    ): Row,
) -> FoundPerson {
    FoundPerson {
        id: PersonId(id),
        family_name,
        given_names,
        other_names: Some(birth_name).filter(|it| !it.is_empty()).into_iter().collect(),
        born: born.0.0,
        standing: standing.0,
        case: CaseId(case),
        number: number.0,
        stage: stage.0,
        received_on,
        last_on,
    }
}
