//! The procedure as a page for people: `docs/procedure.md` is this text, and so is the
//! golden matrix that a lawyer can read.

use std::fmt::Write as _;

use super::{
    Actor, Case, Facts, Ground, LetterKind, Right, Role, Roles, SittingStepKind, Stage, StepKind,
    Tier, UserId, obstacles,
};

/// The whole of `docs/procedure.md`.
pub fn procedure_page() -> String {
    let mut page = String::from(
        "# The procedure\n\n\
         Generated from `src/procedure`; `cargo test` fails when it is stale \
         (`UPDATE_DOCS=1 cargo test docs` writes it anew).\n\n",
    );
    page += &diagram();
    page += &step_table();
    page += &sitting_table();
    page += &grounds_table();
    page += &letters_table();
    page += &rights_table();
    page
}

fn diagram() -> String {
    let mut text = String::from("## Stages\n\n```mermaid\nstateDiagram-v2\n");
    for stage in Stage::ALL {
        line(&mut text, &format!("    {stage}: {}", stage.label()));
    }
    line(&mut text, &format!("    [*] --> {}: Antrag erfassen (L1, L2)", Stage::Received));
    for kind in StepKind::ALL {
        for from in kind.rule().from {
            for to in kind.rule().to.iter().filter(|to| leads(*kind, *from, **to)) {
                line(&mut text, &format!("    {from} --> {to}: {}", kind.label()));
            }
        }
    }
    line(&mut text, &format!("    {} --> [*]", Stage::Filed));
    text + "```\n\n"
}

/// Other endings lead to `Closing` from everywhere; to `Decided` only from the agenda.
fn leads(kind: StepKind, from: Stage, to: Stage) -> bool {
    from != to
        && match kind {
            StepKind::EndOtherwise if to == Stage::Decided => from == Stage::OnAgenda,
            StepKind::EndOtherwise => from != Stage::Decided,
            _ => true,
        }
}

fn step_table() -> String {
    let mut text = String::from(
        "## Steps\n\n| Schritt | von | nach | durch | Schreiben | Grundlage |\n|---|---|---|---|---|---|\n",
    );
    for kind in StepKind::ALL {
        let rule = kind.rule();
        let to =
            if rule.to.is_empty() { "bleibt".to_owned() } else { list(rule.to, |it| it.label()) };
        let cells = [
            kind.label().to_owned(),
            list(rule.from, |it| it.label()),
            to,
            list(rule.by, |it| it.name()),
            list(rule.letters, |it| it.name()),
            rule.paragraph.to_owned(),
        ];
        line(&mut text, &format!("| {} |", cells.join(" | ")));
    }
    text + "\nWhere a step names several stages, the persons of the case decide: `Abschluss` once the \
            procedure has ended for every one of them, `Entschieden` once all are voted on.\n\n"
}

fn sitting_table() -> String {
    let mut text = String::from(
        "## Sittings\n\n| Schritt | von | nach | durch | Schreiben |\n|---|---|---|---|---|\n",
    );
    for kind in SittingStepKind::ALL {
        let rule = kind.rule();
        let from = list(rule.from, |it| it.label());
        let letter = rule.letter.map_or("", LetterKind::name);
        let row = [kind.label(), &from, rule.to.label(), &list(rule.by, |it| it.name()), letter];
        line(&mut text, &format!("| {} |", row.join(" | ")));
    }
    text + "\n"
}

fn grounds_table() -> String {
    let mut text = String::from("## Exclusion grounds (§ 5 HFKVO, wording since 20.12.2016)\n");
    for tier in Tier::ALL {
        line(&mut text, &format!("\n{}\n\n| Code | Grund |\n|---|---|", tier.label()));
        for ground in Ground::ALL.iter().filter(|it| it.tier() == *tier) {
            line(&mut text, &format!("| {ground} | {} |", ground.label()));
        }
    }
    text + "\n"
}

fn letters_table() -> String {
    let mut text = String::from("## Letters\n\n| Nr. | Schreiben | an |\n|---|---|---|\n");
    for kind in LetterKind::ALL {
        line(&mut text, &format!("| {kind} | {} | {} |", kind.label(), kind.addressee().label()));
    }
    text + "\n"
}

fn rights_table() -> String {
    let names = list(Role::ALL, |it| it.name()).replace(", ", " | ");
    let mut text = format!("## Rights besides the steps\n\n| Recht | {names} |\n|---|");
    text += &"---|".repeat(Role::ALL.len());
    text.push('\n');
    for right in Right::ALL {
        let marks = list(Role::ALL, |it| if right.roles().contains(it) { "ja" } else { "–" });
        line(&mut text, &format!("| {} | {} |", right.label(), marks.replace(", ", " | ")));
    }
    text
}

/// Every stage × step × role: allowed, or the first thing in the way. `example` gives a case
/// and its facts in each stage.
pub fn matrix(example: impl Fn(Stage) -> (Case, Facts)) -> String {
    let mut text = String::new();
    for stage in Stage::ALL {
        line(&mut text, &format!("== {}", stage.label()));
        let (case, facts) = example(*stage);
        for kind in StepKind::ALL {
            let verdict = |role: &Role| {
                let Some(roles) = Roles::new(vec![*role]) else { return String::new() };
                let actor = Actor { user: UserId(uuid::Uuid::nil()), roles };
                let in_the_way = obstacles(&case, &facts, *kind, &actor);
                in_the_way.first().map_or_else(|| "erlaubt".to_owned(), ToString::to_string)
            };
            grouped(&mut text, *kind, &verdict);
        }
        text.push('\n');
    }
    text
}

/// One line per verdict, with the roles it holds for.
fn grouped(text: &mut String, kind: StepKind, verdict: &dyn Fn(&Role) -> String) {
    let mut rows: Vec<(String, Vec<&str>)> = Vec::new();
    for role in Role::ALL {
        let sentence = verdict(role);
        match rows.iter_mut().find(|it| it.0 == sentence) {
            Some(row) => row.1.push(role.name()),
            None => rows.push((sentence, vec![role.name()])),
        }
    }
    line(text, kind.label());
    for (sentence, roles) in rows {
        line(text, &format!("  {}: {sentence}", roles.join(", ")));
    }
}

fn list<T>(items: &[T], label: impl Fn(&T) -> &'static str) -> String {
    items.iter().map(label).collect::<Vec<_>>().join(", ")
}

fn line(text: &mut String, line: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(text, "{line}");
}
