//! What the migrations promise.

use std::collections::BTreeSet;

use diesel::migration::Migration as _;
use diesel::{
    PgConnection, QueryableByName, RunQueryDsl as _, connection::SimpleConnection as _, sql_query,
    sql_types::Text,
};
use diesel_migrations::MigrationHarness as _;
use hfk::{
    mail::{Aside, MailCondition},
    procedure::{
        Body, Catalogue, Channel, ConsentKind, DeadlineKind, DeadlineMove, DocumentKind, EndReason,
        FamilyRole, Finding, Ground, GroundChange, ItemState, ItemSubject, Land, LetterKind,
        MaritalStatus, Mark, NameKind, PdfFault, RecallEnd, ReferenceKind, RepresentativeKind,
        ResidenceStatus, ReturnFactKind, Role, RoundItemState, RoundState, SeatHolder, Sensitivity,
        Sex, SittingState, Stage, Standing, VulnerabilityKind, Withdrawal,
    },
    storage::{
        Holder, MIGRATIONS,
        audit::{Action, ObjectKind, Outcome, Purpose},
    },
};

use crate::database::TestDatabase;

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// The column `line` of what a query finds.
fn lines(conn: &mut PgConnection, sql: &str) -> BTreeSet<String> {
    let rows: Vec<Line> = sql_query(sql).load(conn).unwrap_or_else(|it| panic!("{sql}: {it}"));
    rows.into_iter().map(|it| it.line).collect()
}

/// As [`lines`], in a database as the migrations make it.
fn look(sql: &str) -> BTreeSet<String> {
    let database = TestDatabase::create();
    lines(&mut database.connect(), sql)
}

macro_rules! names {
    ($all:expr) => {
        $all.iter().map(|it| it.name()).collect::<Vec<_>>()
    };
}

/// Where the database has a closed list, and the names of the same list in the program.
fn closed_lists() -> Vec<(&'static str, Vec<&'static str>)> {
    let case_roles = names!(Role::ALL.iter().filter(|it| it.sees_cases()).collect::<Vec<_>>());
    let mut all = lists_of_persons();
    all.extend(vec![
        ("users.roles", names!(Role::ALL)),
        ("sittings.state", names!(SittingState::ALL)),
        ("attendance.holder", vec![Holder::Member.name(), Holder::Deputy.name()]),
        ("committee_rounds.state", names!(RoundState::ALL)),
        ("committee_round_items.state", names!(RoundItemState::ALL)),
        ("committee_presence.holder", names!(SeatHolder::ALL)),
        ("cases.stage", names!(Stage::ALL)),
        ("cases.channel", names!(Channel::ALL)),
        ("cases.deadline_kind", names!(DeadlineKind::ALL)),
        ("cases.resting_kind", names!(DeadlineKind::ALL)),
        ("recalls.settled", names!(RecallEnd::ALL)),
        ("deadline_history.kind", names!(DeadlineKind::ALL)),
        ("deadline_history.what", names!(DeadlineMove::ALL)),
        ("ground_moves.ground", names!(Ground::ALL)),
        ("ground_moves.change", names!(GroundChange::ALL)),
        ("persons.standing", Standing::all().map(Standing::name).collect()),
        ("earlier_rounds.channel", names!(Channel::ALL)),
        (
            "earlier_standings.standing",
            Standing::all().filter(|it| it.is_ended()).map(Standing::name).collect(),
        ),
        ("installation.land", names!(Land::ALL)),
        ("cases.catalogue", names!(Catalogue::ALL)),
        ("case_events.hat", case_roles),
        ("person_changes.hat", vec![Role::Clerk.name(), Role::Chair.name()]),
        ("document_moves.hat", vec![Role::Clerk.name(), Role::Chair.name()]),
        ("setting_proposals.proposed_as", vec![Role::Clerk.name(), Role::Chair.name()]),
        ("agenda_items.state", names!(ItemState::ALL)),
        ("agenda_items.subject", names!(ItemSubject::ALL)),
        ("consents.kind", names!(ConsentKind::ALL)),
        ("representatives.kind", names!(RepresentativeKind::ALL)),
        ("powers_of_attorney.end_reason", names!(EndReason::ALL)),
        ("document_requests.kind", names!(DocumentKind::ALL)),
        ("mails.condition", names!(MailCondition::ALL)),
        ("mail_attachments.aside", names!(Aside::ALL)),
        ("mail_attachments.fault", names!(PdfFault::ALL)),
        ("documents.kind", names!(DocumentKind::ALL)),
        ("documents.sensitivity", names!(Sensitivity::ALL)),
        ("letters.kind", names!(LetterKind::ALL)),
        ("letters.withdrawn_as", names!(Withdrawal::ALL)),
        ("audit.hat", names!(Role::ALL)),
        ("audit.action", names!(Action::ALL)),
        ("audit.object_kind", names!(ObjectKind::ALL)),
        ("audit.purpose", names!(Purpose::ALL)),
        ("audit.outcome", names!(Outcome::ALL)),
        // Only the migration that loads the register writes it.
        (
            "authorities.kind",
            vec![
                "kreisfreie_stadt",
                "grosse_kreisangehoerige_stadt",
                "kreis",
                "zentrale_auslaenderbehoerde",
            ],
        ),
    ]);
    all
}

/// As [`closed_lists`], of what is known and found of persons.
fn lists_of_persons() -> Vec<(&'static str, Vec<&'static str>)> {
    vec![
        ("persons.sex", names!(Sex::ALL)),
        ("persons.marital_status", names!(MaritalStatus::ALL)),
        ("persons.family_role", names!(FamilyRole::ALL)),
        ("persons.residence_status", names!(ResidenceStatus::ALL)),
        ("person_names.kind", names!(NameKind::ALL)),
        ("person_references.kind", names!(ReferenceKind::ALL)),
        ("vulnerabilities.kind", names!(VulnerabilityKind::ALL)),
        ("return_facts.kind", names!(ReturnFactKind::ALL)),
        ("findings.ground", names!(Ground::ALL)),
        ("findings.deviated_by", names!(Body::ALL)),
        ("findings.finding", names!(Finding::ALL)),
        ("person_marks.mark", names!(Mark::ALL)),
    ]
}

/// Every CHECK of one column or domain that names allowed words: `place word`.
const CHECKED_WORDS: &str = "
    SELECT place || ' ' || word[1] AS line
    FROM (SELECT pg_get_constraintdef(c.oid) AS definition,
                 coalesce(t.typnamespace::regnamespace || '.' || t.typname, r.relname || '.' || a.attname) AS place
          FROM pg_constraint c
          LEFT JOIN pg_type t ON t.oid = c.contypid
          LEFT JOIN pg_class r ON r.oid = c.conrelid
          LEFT JOIN pg_attribute a ON a.attrelid = r.oid AND c.conkey = ARRAY[a.attnum]
          WHERE c.contype = 'c' AND c.connamespace::regnamespace::text IN ('public', 'audit')) it,
         regexp_matches(definition, '''([^'']*)''::text', 'g') AS word
    WHERE place IS NOT NULL AND definition ~ 'ARRAY'";

#[test]
fn closed_lists_are_the_same_in_the_database_and_in_the_program() {
    let in_database = look(CHECKED_WORDS);
    let in_program: BTreeSet<String> = closed_lists()
        .into_iter()
        .flat_map(|(place, names)| names.into_iter().map(move |it| format!("{place} {it}")))
        .collect();
    assert_eq!(in_database, in_program);
}

#[test]
fn every_read_has_its_chain_and_says_so_in_its_name() {
    for action in Action::ALL {
        assert_eq!(action.chain() == 2, action.name().ends_with("_read"), "{action}");
    }
}

/// Deleting a row looks for those that refer to it: through an index, or never, because the
/// service may not delete there.
#[test]
fn every_foreign_key_has_an_index_or_a_parent_that_stays() {
    let unindexed = look(
        "SELECT conrelid::regclass || ' ' || conname AS line FROM pg_constraint f
         WHERE contype = 'f' AND has_table_privilege('hfk_app', confrelid, 'DELETE')
           AND NOT EXISTS (
             SELECT FROM pg_index i WHERE i.indrelid = f.conrelid AND i.indpred IS NULL
               AND (i.indkey::smallint[])[0 : cardinality(f.conkey) - 1] @> f.conkey)",
    );
    assert!(unindexed.is_empty(), "{unindexed:#?}");
}

#[test]
fn the_restricted_roles_own_nothing() {
    let owned = look(
        "SELECT classid::regclass || ' ' || objid AS line FROM pg_shdepend
         WHERE deptype = 'o' AND refobjid IN ('hfk_app'::regrole, 'hfk_audit'::regrole)
           AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())",
    );
    assert!(owned.is_empty(), "{owned:#?}");
}

/// Everything the migrations make, one line each.
const SCHEMA: &str = "
    WITH ours AS (SELECT oid FROM pg_namespace WHERE nspname IN ('public', 'audit')),
         extension AS (SELECT objid FROM pg_depend WHERE deptype = 'e')
    SELECT format('column %s %s %s %s', attrelid::regclass, attname, atttypid::regtype, attnotnull) AS line
      FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
      WHERE attnum > 0 AND relnamespace IN (SELECT oid FROM ours) AND relname !~ '^__diesel'
    UNION ALL SELECT format('constraint %s %s', conname, pg_get_constraintdef(oid))
      FROM pg_constraint WHERE connamespace IN (SELECT oid FROM ours) AND conname !~ '^__diesel'
    UNION ALL SELECT format('trigger %s %s', pg_get_triggerdef(oid), tgenabled)
      FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT format('function %s %s %s', oid::regprocedure, md5(prosrc), proacl)
      FROM pg_proc WHERE pronamespace IN (SELECT oid FROM ours) AND oid NOT IN (SELECT objid FROM extension)
    UNION ALL SELECT format('rights %s %s', oid::regclass, relacl)
      FROM pg_class WHERE relnamespace IN (SELECT oid FROM ours) AND relkind = 'r' AND relname !~ '^__diesel'
    UNION ALL SELECT format('type %s', oid::regtype)
      FROM pg_type WHERE typnamespace IN (SELECT oid FROM ours) AND typtype IN ('d', 'e')";

#[test]
fn the_migrations_go_down_and_up_again() {
    let database = TestDatabase::create();
    let mut owner = database.connect();
    let before = lines(&mut owner, SCHEMA);
    assert!(before.len() > 200, "{before:#?}");
    owner.revert_all_migrations(MIGRATIONS).unwrap();
    let left = lines(&mut owner, SCHEMA);
    assert!(left.is_empty(), "{left:#?}");
    owner.run_pending_migrations(MIGRATIONS).unwrap();
    assert_eq!(lines(&mut owner, SCHEMA), before);
}

/// People as they were registered before there were lists.
const BEFORE_LISTS: &str = "
    INSERT INTO cases (id, version, file_number, stage, urgent, received_on, registered_at, channel,
                       authority_id, reasons, people)
      VALUES (gen_random_uuid(), 1, 'A 1', 'received', false, '2026-01-02', now(), 'post', 1, '', 'Sow');
    INSERT INTO persons (id, case_id, position, standing, family_name, given_names, birth_name,
        other_names, born, birth_place, birth_country, nationalities, sex, marital_status, family_role,
        street, postal_code, town, residence_status, \"references\", represented)
      SELECT gen_random_uuid(), id, n, 'open', 'Sow', '', '', names, '1990', '', born_in, nationality,
             'unknown', 'unknown', 'other', '', '', '', 'unknown', numbers, false
      FROM cases, (VALUES
        (0, 'Şahin; Schahin', 'Türkei', 'türkisch', E'BAMF 7 654-138\nAZR 0405; 12/26'),
        (1, '', 'Kurdistan', 'syrisch, kurdisch', ''),
        (2, 'Diallo, Mamadou', '', '', 'VG Köln 8 K 1/25')) it (n, names, born_in, nationality, numbers);";

#[test]
fn what_was_typed_before_there_were_lists_is_carried_over_and_nothing_is_lost() {
    let database = TestDatabase::create();
    let mut owner = database.connect();
    owner.revert_all_migrations(MIGRATIONS).unwrap();
    let mut all = owner.pending_migrations(MIGRATIONS).unwrap();
    all.retain(|it| it.name().to_string().as_str() < "2026-11-25-000010");
    owner.run_migrations(&all).unwrap();
    owner.batch_execute(BEFORE_LISTS).unwrap();
    hfk::storage::migrate(&mut owner).unwrap();
    let mut found = |sql: &str| lines(&mut owner, sql).into_iter().collect::<Vec<_>>();
    let persons = "SELECT concat_ws(' | ', position, birth_country, birth_country_note, nationality_note) AS line FROM persons";
    assert_eq!(
        found(persons),
        ["0 | 163 | Türkei | türkisch", "1 | Kurdistan | syrisch, kurdisch", "2 |  | "]
    );
    let of_person = |columns: &str, table: &str| {
        format!(
            "SELECT concat_ws(' | ', p.position, it.position, {columns}) AS line FROM {table} it JOIN persons p ON p.id = person_id"
        )
    };
    let keys = found(&of_person("country", "person_nationalities"));
    assert_eq!(keys, ["0 | 0 | 163", "1 | 0 | 475"]);
    let names = found(&of_person("kind, name", "person_names"));
    let all = [
        "0 | 0 | spelling | Şahin",
        "0 | 1 | spelling | Schahin",
        "2 | 0 | spelling | Diallo, Mamadou",
    ];
    assert_eq!(names, all);
    let numbers = found(&of_person("kind, reference", "person_references"));
    let all = [
        "0 | 0 | bamf | BAMF 7 654-138",
        "0 | 1 | azr | AZR 0405",
        "0 | 2 | other | 12/26",
        "2 | 0 | court | VG Köln 8 K 1/25",
    ];
    assert_eq!(numbers, all);
}
