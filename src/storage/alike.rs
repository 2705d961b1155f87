//! Who of many people may be known already, in one question.

use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Array, Integer, Text, Uuid},
};

use super::as_text::AsText;
use crate::procedure::{FileNumber, PersonSearch, UserId};

/// So many at once: each is looked up on an index.
const AT_ONCE: usize = 1_000;

// Diesel has no join with what the program brings along. Both the keys and the days are those by
// which `search` finds one person; the operators are those of the index on days of birth.
const ALIKE: &str = "
    SELECT wanted.at, known.file_number
    FROM unnest($1, $2, $3, $4) AS wanted(at, keys, begins, others)
    CROSS JOIN LATERAL (
      SELECT cases.file_number FROM persons JOIN cases ON cases.id = persons.case_id
      WHERE persons.search_keys @> string_to_array(wanted.keys, ' ')
        AND (persons.born ~>=~ wanted.begins AND persons.born ~<~ (wanted.begins || '~')
          OR persons.born = ANY (string_to_array(wanted.others, ' ')))
        AND NOT EXISTS (SELECT FROM recusals WHERE case_id = cases.id AND user_id = $5)
      ORDER BY cases.received_on DESC, persons.id LIMIT 1
    ) AS known
    ORDER BY wanted.at";

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Integer)]
    at: i32,
    #[diesel(sql_type = Text)]
    file_number: AsText<FileNumber>,
}

/// For each of these searches that finds somebody: which it is, and the latest case. Cases with a
/// recusal of the user are not there. Searches without name or day of birth find nobody.
pub fn alike(
    conn: &mut PgConnection,
    searches: &[PersonSearch],
    by: UserId,
) -> QueryResult<Vec<(usize, FileNumber)>> {
    let mut found = Vec::new();
    for (chunk, some) in searches.chunks(AT_ONCE).enumerate() {
        let (mut at, mut keys, mut begins, mut others) = (vec![], vec![], vec![], vec![]);
        for (position, search) in (0..).zip(some) {
            let Some(born) = search.born.filter(|_| !search.words.is_empty()) else { continue };
            let words: Vec<_> = search.words.iter().map(|it| it.key.as_str()).collect();
            let (begin, other) = born.alike();
            at.push(position);
            keys.push(words.join(" "));
            begins.push(begin);
            others.push(other.join(" "));
        }
        let rows: Vec<Row> = sql_query(ALIKE)
            .bind::<Array<Integer>, _>(at)
            .bind::<Array<Text>, _>(keys)
            .bind::<Array<Text>, _>(begins)
            .bind::<Array<Text>, _>(others)
            .bind::<Uuid, _>(by.0)
            .load(conn)?;
        let place = |it: i32| chunk * AT_ONCE + usize::try_from(it).unwrap_or_default();
        found.extend(rows.into_iter().map(|it| (place(it.at), it.file_number.0)));
    }
    Ok(found)
}
