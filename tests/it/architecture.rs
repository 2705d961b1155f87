//! The rooms of docs/architecture.md, read back out of the sources. A fence, not a wall: it reads
//! text, not syntax.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// A room of the house: what of ours it may use, and which crates and modules it never may.
struct Room {
    name: &'static str,
    may_use: &'static [&'static str],
    never: &'static [&'static str],
}

/// From the ground up.
#[rustfmt::skip]
const ROOMS: &[Room] = &[
    room("procedure",      &[],                                                   &["diesel", "actix_web", "maud", "typst", "tracing", "tokio", "std::fs", "std::env", "std::net"]),
    room("letters",        &["procedure"],                                        &["diesel", "actix_web", "maud", "tokio", "std::fs", "std::env", "std::net"]),
    room("now",            &[],                                                   &["diesel", "actix_web", "maud", "typst", "std::fs", "std::env"]),
    room("config",         &["procedure"],                                           &["diesel", "actix_web", "maud", "typst"]),
    room("problem",        &["procedure"],                                        &["actix_web", "maud", "typst"]),
    room("local_postgres", &["config"],                                           &["actix_web", "maud", "typst"]),
    room("confined",       &[],                                                   &["diesel", "actix_web", "maud", "typst", "std::env", "std::net"]),
    room("mail",           &["procedure", "confined"],                            &["diesel", "actix_web", "maud", "typst", "std::env", "std::net"]),
    room("pdf",            &["confined", "procedure"],                            &["diesel", "actix_web", "maud", "typst", "std::env", "std::net"]),
    room("lists",          &["confined", "procedure"],                            &["diesel", "actix_web", "maud", "typst", "std::env", "std::net"]),
    room("telemetry",      &["config"],                                           &["diesel", "maud", "typst"]),
    room("storage",        &["procedure", "mail", "lists", "now", "config", "problem"], &["actix_web", "maud", "typst"]),
    room("acts",           &["procedure", "letters", "mail", "pdf", "lists", "now", "config", "problem", "storage"], &["actix_web", "maud", "typst"]),
    room("web",            &["procedure", "letters", "mail", "now", "config", "problem", "pdf", "lists", "telemetry", "storage", "acts"], &["diesel", "typst"]),
    room("cli",            &["procedure", "letters", "now", "config", "problem", "pdf", "lists", "local_postgres", "telemetry", "storage", "acts", "web", "mail"], &[]),
];

/// The one way off the async threads, `web::block`, stands with the pool.
const BRIDGE: (&str, &str) = ("storage/db.rs", "actix_web");

const fn room(
    name: &'static str,
    may_use: &'static [&'static str],
    never: &'static [&'static str],
) -> Room {
    Room { name, may_use, never }
}

#[test]
fn every_room_uses_only_those_below_it() {
    let mut broken = Vec::new();
    for room in ROOMS {
        for (file, text) in sources(room.name) {
            for used in rooms_used(&text) {
                if used != room.name && !room.may_use.contains(&used.as_str()) {
                    broken.push(format!("{file} uses crate::{used}"));
                }
            }
            let never = room.never.iter().filter(|it| (file.as_str(), **it) != BRIDGE);
            for outside in never.filter(|it| mentions(&text, it)) {
                broken.push(format!("{file} uses {outside}"));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn the_table_is_in_order() {
    for (position, room) in ROOMS.iter().enumerate() {
        for used in room.may_use {
            let below = ROOMS[..position].iter().any(|it| it.name == *used);
            assert!(below, "{} may use {used}, which is not below it", room.name);
        }
    }
}

#[test]
fn every_source_is_in_a_room() {
    assert!(!sources("procedure").is_empty());
    for entry in fs::read_dir(src()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let room = name.trim_end_matches(".rs");
        let known = matches!(room, "lib" | "main") || ROOMS.iter().any(|it| it.name == room);
        assert!(known, "src/{name} is in no room of the table above");
    }
}

/// A stage changes by a step and in no other way, so nobody can ask the database to set one.
#[test]
fn no_function_of_storage_takes_a_stage() {
    let mut takers = Vec::new();
    for (file, text) in sources("storage") {
        for signature in public_functions(&text) {
            let parameters = signature.split("->").next().unwrap_or_default();
            if words(parameters).any(|it| it == "Stage") {
                takers.push(format!("{file}: {signature}"));
            }
        }
    }
    assert!(takers.is_empty(), "{takers:#?}");
}

/// What is written in the log, or happened to a case, stays.
#[test]
fn nothing_changes_the_log_or_the_history() {
    let mut changes = Vec::new();
    for room in ROOMS {
        for (file, text) in sources(room.name) {
            let found = changing(&text);
            changes.extend(found.into_iter().map(|it| format!("{file}: {it}")));
        }
    }
    assert!(changes.is_empty(), "{changes:#?}");
}

/// Statements, in SQL or diesel, that would change or remove what only grows.
fn changing(text: &str) -> Vec<String> {
    const ONLY_GROW: [&str; 4] = ["audit", "entries", "case_events", "head"];
    const VERBS: [&str; 6] = [
        "update ",
        "delete from ",
        "truncate ",
        "truncate table ",
        "diesel::update(",
        "diesel::delete(",
    ];
    let text = text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.replace("( ", "(").replace("only ", "");
    let mut found = Vec::new();
    for verb in VERBS {
        for (at, _) in text.match_indices(verb) {
            let target = &text[at + verb.len()..];
            let end = target.find(|it: char| !(it.is_alphanumeric() || "_.:".contains(it)));
            let target = target[..end.unwrap_or(target.len())].replace("::", ".");
            let table = target.trim_start_matches("schema.").split('.').next();
            if table.is_some_and(|it| ONLY_GROW.contains(&it)) {
                found.push(format!("{verb}{target}"));
            }
        }
    }
    found
}

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The files of a room with their text; none if the room is not built yet.
fn sources(room: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut todo = vec![src().join(room), src().join(format!("{room}.rs"))];
    while let Some(path) = todo.pop() {
        if path.is_dir() {
            todo.extend(fs::read_dir(path).unwrap().map(|it| it.unwrap().path()));
        } else if path.extension().is_some_and(|it| it == "rs") && path.exists() {
            let text = fs::read_to_string(&path).unwrap();
            found.push((path.strip_prefix(src()).unwrap().display().to_string(), text));
        }
    }
    found
}

/// The first segment after every `crate::`, also within `use crate::{a, b::c}`.
fn rooms_used(text: &str) -> Vec<String> {
    let mut used = Vec::new();
    for rest in text.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            None => used.push(first_word(rest)),
            Some(group) => used.extend(heads(group)),
        }
    }
    // Re-exported at the root of the crate.
    for it in &mut used {
        match it.as_str() {
            "Problem" => "problem".clone_into(it),
            "Now" => "now".clone_into(it),
            _ => (),
        }
    }
    used
}

/// The heads of a `use` group, up to its closing brace.
fn heads(group: &str) -> Vec<String> {
    let mut depth = 0;
    let mut heads = vec![0];
    for (at, it) in group.char_indices() {
        match it {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => heads.push(at + 1),
            _ => (),
        }
    }
    let heads = heads.into_iter().map(|at| first_word(group[at..].trim_start()));
    heads.filter(|it| !it.is_empty()).collect()
}

fn first_word(text: &str) -> String {
    words(text).next().filter(|it| text.starts_with(it)).unwrap_or_default().to_owned()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|it: char| !(it.is_alphanumeric() || it == '_')).filter(|it| !it.is_empty())
}

/// Whether code (not a comment) uses a crate or a module of std.
fn mentions(text: &str, path: &str) -> bool {
    let code = text.lines().filter(|it| !it.trim_start().starts_with("//")).collect::<Vec<_>>();
    let code = code.join("\n");
    match path.split_once("::") {
        None => preceded(&code, &format!("{path}::")) || preceded(&code, &format!("use {path};")),
        // `use std::{fs, io}` as well as `std::fs`.
        Some((root, module)) => {
            let group = format!("{root}::{{");
            let groups = code.split(&group).skip(1);
            preceded(&code, path) || groups.flat_map(heads).any(|it| it == module)
        }
    }
}

/// Whether `needle` stands in `text`, not as the tail of a longer word.
fn preceded(text: &str, needle: &str) -> bool {
    text.match_indices(needle).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        !before.is_some_and(|it| it.is_alphanumeric() || it == '_')
    })
}

/// From `pub fn` to the opening brace.
fn public_functions(text: &str) -> Vec<String> {
    let functions = ["pub fn ", "pub async fn ", "pub const fn "];
    let starts = functions.iter().flat_map(|it| text.match_indices(it).map(|it| it.0));
    let signature = |at: usize| text[at..].split(['{', ';']).next().unwrap_or_default().to_owned();
    starts.map(signature).collect()
}

mod the_reader {
    use super::*;

    #[test]
    fn sees_nested_groups() {
        let text = "use crate::{Problem, acts, storage::{self, Db}};\nfn f(_: crate::web::X) {}";
        assert_eq!(rooms_used(text), ["problem", "acts", "storage", "web"]);
    }

    #[test]
    fn sees_crates_and_modules_of_std_but_not_comments() {
        assert!(mentions("use diesel::prelude::*;", "diesel"));
        assert!(mentions("use std::{collections::BTreeMap, fs};", "std::fs"));
        assert!(mentions("let it = std::env::var(name);", "std::env"));
        assert!(!mentions("// diesel::prelude stays outside", "diesel"));
        assert!(!mentions("use my_diesel::prelude;", "diesel"));
        assert!(!mentions("use std::{fmt, str::FromStr};", "std::fs"));
    }

    #[test]
    fn sees_parameters_but_not_results() {
        let text = "pub fn stage(conn: &mut PgConnection) -> QueryResult<Stage> {}\n\
                    pub fn set(conn: &mut PgConnection,\n    stage: Stage) {}";
        let found = public_functions(text);
        let parameters = |it: &String| it.split("->").next().unwrap().contains("Stage");
        assert_eq!(found.iter().filter(|it| parameters(it)).count(), 1);
    }

    #[test]
    fn sees_changes_in_sql_and_diesel() {
        assert_eq!(changing("sql_query(\"UPDATE audit.entries SET x\")").len(), 1);
        assert_eq!(changing("\"delete   from case_events where\"").len(), 1);
        assert_eq!(changing("diesel::update(\n    case_events::table.find(1))").len(), 1);
        assert_eq!(changing("diesel::delete(schema::audit::entries::table)").len(), 1);
        assert_eq!(changing("diesel::update(cases::table.find(id.0))").len(), 0);
        assert_eq!(changing("// update the entry of the case").len(), 0);
    }
}
