//! Who acts for whom: entered with the application, changed, ended; and where letters then go.

use diesel_migrations::MigrationHarness as _;
use hfk::{
    procedure::{PersonDetails, PowerOfAttorney},
    storage::{self, MIGRATIONS},
};

use crate::{
    records::{count, file, lines},
    secretariat::{House, Typed},
};

const COUPLE: Typed = &[
    ("received_on", "20.11.2026"),
    ("channel", "post"),
    ("persons-0-family_name", "Ionescu"),
    ("persons-0-given_names", "Ana"),
    ("persons-0-born", "1990"),
    ("persons-0-street", "Am Wall 1"),
    ("persons-0-town", "Unna"),
    ("persons-1-family_name", "Popescu"),
    ("persons-1-given_names", "Ion"),
    ("persons-1-born", "1988"),
    ("persons-1-family_role", "spouse"),
    ("persons-1-street", "Am Wall 1"),
    ("persons-1-town", "Unna"),
];

/// Named with the application.
const LAWYER: Typed = &[
    ("representative_name", "Rechtsanwältin Sørensen-Groß"),
    ("representative_street", "Hof 7"),
    ("representative_postal_code", "50667"),
    ("representative_town", "Köln"),
    ("representative_reference", "118/26-S"),
];

fn typed<'a>(parts: &[Typed<'a>]) -> Vec<(&'a str, &'a str)> {
    parts.iter().flat_map(|it| it.iter().copied()).collect()
}

/// The powers of a case, each with the given name of whom it is.
fn powers(house: &House, case: &str) -> Vec<(String, PowerOfAttorney)> {
    let file = file(&house.app, case);
    let name = |of: &PowerOfAttorney| {
        let person = file.details.iter().find(|it| it.id == of.person);
        person.map(PersonDetails::full_name).unwrap()
    };
    file.powers.iter().map(|it| (name(it), it.clone())).collect()
}

/// Back and forth: what one representative of a case was becomes an entry of the register and
/// a Vollmacht for each person.
#[test]
fn the_migration_carries_representatives_over() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let covers_her: Typed = &[("power_of_attorney_on", "1.11.26"), ("persons-0-represented", "ja")];
    let with = office.registers("Kreis Unna", 2, &typed(&[COUPLE, LAWYER, covers_her]));
    let claimed = office.registers("Kreis Unna", 2, &typed(&[COUPLE, LAWYER]));
    let without = office.registers("Kreis Unna", 2, COUPLE);
    let before = [&with, &claimed, &without].map(|it| powers(&house, it));

    let conn = &mut house.app.db();
    let old_column = "information_schema.columns WHERE column_name = 'representative'";
    while count(conn, old_column) == 0 {
        conn.revert_last_migration(MIGRATIONS).unwrap();
    }
    let kept = "SELECT representative->>'name' AS line FROM cases WHERE representative IS NOT NULL";
    assert_eq!(lines(conn, kept), ["Rechtsanwältin Sørensen-Groß"; 2]);
    storage::migrate(conn).unwrap();

    let after = [&with, &claimed, &without].map(|it| powers(&house, it));
    assert_eq!(count(conn, "representatives"), 1, "the same words are one entry");
    assert_eq!(count(conn, "representatives WHERE search_letters LIKE '%sorensen%koln%'"), 1);
    for (before, after) in before.iter().zip(&after) {
        let told = |it: &Vec<(String, PowerOfAttorney)>| {
            let line = |(name, it): &(String, PowerOfAttorney)| {
                (name.clone(), it.details.clone(), it.reference.clone(), it.given_on)
            };
            it.iter().map(line).collect::<Vec<_>>()
        };
        assert_eq!(told(before), told(after));
    }
    assert_eq!((after[0].len(), after[1].len(), after[2].len()), (1, 2, 0));
}
