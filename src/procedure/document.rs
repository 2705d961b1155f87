//! The procedure as a page for people: `docs/procedure.md` is this text, and so is the
//! golden matrix that a lawyer can read.

use super::{
    Actor, Body, Case, Catalogue, DeadlineKind, Facts, Land, Leads, LetterKind, OtherEnding, Right,
    Role, Roles, RoundStep, Setting, SittingStepKind, Stage, Standing, StepKind, Tier, UserId,
    Violation, obstacles, take::not_your_role,
};

/// The whole of `docs/procedure.md`.
pub fn procedure_page() -> String {
    let mut page = String::from(
        "# The procedure\n\n\
         Generated from `src/procedure`; a test fails when it is stale \
         (`UPDATE_DOCS=1 cargo test procedure_page` writes it anew). German terms are those of the \
         Härtefallkommissionsverordnung (HFKVO) of Nordrhein-Westfalen.\n\n",
    );
    page += &diagram();
    page += &step_table();
    page += &standing_table();
    page += &round_table();
    page += &sitting_table();
    page += &grounds_table();
    page += &letters_table();
    page += &deadlines_table();
    page += &rights_table();
    page += &settings_table();
    page += &laws_table();
    page
}

/// The way of a case. Steps that leave it where it is are not drawn, nor is the ending from
/// outside, which leads on from every stage and would cover the picture.
fn diagram() -> String {
    let mut text = String::from("## Stages\n\n```mermaid\nstateDiagram-v2\n");
    for stage in Stage::ALL {
        line(&mut text, &format!("    {stage}: {}", stage.label()));
    }
    line(&mut text, &format!("    [*] --> {}: Antrag erfassen", Stage::Received));
    for from in Stage::ALL {
        for to in Stage::ALL.iter().filter(|to| *to != from) {
            let steps: Vec<_> = StepKind::ALL.iter().filter(|it| leads(**it, *from, *to)).collect();
            if !steps.is_empty() {
                let labels = list(&steps, |it| it.label());
                line(&mut text, &format!("    {from} --> {to}: {labels}"));
            }
        }
    }
    line(&mut text, &format!("    {} --> [*]", Stage::Filed));
    text + "```\n\n\
            Not drawn: steps after which a case stays where it is; a second decision on admission, which \
            follows on a ground of § 5 found after the Annahme and before the Ersuchen; and „Andere \
            Erledigung“. That one ends the procedure of some persons of the case from any stage before `Abschluss`; the case \
            stays where it is while somebody is left whose procedure runs, and goes to `Abschluss` (or, \
            if the commission has decided about somebody, to `Entschieden`) when nobody is.\n\n"
}

fn leads(kind: StepKind, from: Stage, to: Stage) -> bool {
    let rule = kind.rule();
    let drawn = match kind {
        StepKind::EndOtherwise => false,
        StepKind::DecideAdmissibility => from == Stage::Admissibility,
        _ => true,
    };
    drawn && rule.from.contains(&from) && rule.leads_to(from).any(|it| it == to)
}

fn step_table() -> String {
    let mut text = String::from("## Steps\n\n");
    let codes: Vec<_> = Role::ALL.iter().map(|it| format!("{it} {}", it.label())).collect();
    line(&mut text, &format!("Roles: {}.\n", codes.join(" · ")));
    line(&mut text, "| Schritt | von | nach | durch | Schreiben | Grundlage |");
    line(&mut text, "|---|---|---|---|---|---|");
    for kind in StepKind::ALL {
        let rule = kind.rule();
        let from = match rule.from {
            it if it == Stage::OPEN => "jedem Stand vor Abschluss".to_owned(),
            it if it == Stage::BEFORE_FILING => "jedem Stand vor z.d.A.".to_owned(),
            it if it == Stage::ALL => "jedem Stand".to_owned(),
            some => stages(some),
        };
        let to = match rule.to {
            Leads::Nowhere if *kind == StepKind::TakeBack => "wie davor".to_owned(),
            Leads::Nowhere => "bleibt".to_owned(),
            Leads::OnceReady(it) => format!("{}; für die Annahme bleibt", it.label()),
            Leads::To(_) | Leads::ByPersons(_) => stages(rule.to.stages()),
        };
        let by = list(rule.by, |it| it.name());
        let letters = list(rule.letters, |it| it.name());
        let cells = [kind.label(), &from, &to, &by, &letters, rule.paragraph];
        line(&mut text, &format!("| {} |", cells.join(" | ")));
    }
    text + "\nWhere a step names several stages, the persons of the case decide: `Angenommen` with one \
            who is admitted; `Auf der Tagesordnung` while one admitted is not voted on, then \
            `Entschieden`; `Abschluss` once the procedure has ended for every one of them. Of the \
            letters of a step only those about somebody are written.\n\n\
            The commission can decide on the Annahme itself, in a sitting; it has to where there is no committee, or \
            where that came to no decision. For that a case comes on an agenda as soon as its grounds are checked, and stays in its stage; \
            the same way it comes on one where a ground appears after the Annahme. What it decides is counted by \
            the presence of that sitting and stands in its minutes.\n\n\
            The last step of the round that still stands can be taken back, with a reason and by whoever \
            could take it, while none of its letters has left the house and its sitting is not closed. It \
            stays in the history, and so does that it was taken back. Not taken back, because another act \
            corrects it: Wiederaufnahme, the release of a notice, a change of the authority, a finding of a \
            return date.\n\n"
        + &bodies_line()
}

/// Those of the regulation that ships.
const fn bodies() -> &'static [Body] {
    Land::NordrheinWestfalen.law().bodies.value
}

fn bodies_line() -> String {
    let body = |it: &Body| format!("{}: {}", it.label(), list(it.recorded_by(), |it| it.name()));
    let bodies: Vec<_> = bodies().iter().map(body).collect();
    format!(
        "A decision on admission is recorded, by the body that decided: {}.\n\n",
        bodies.join(" · ")
    )
}

fn stages(stages: &[Stage]) -> String {
    list(stages, |it| it.label())
}

fn standing_table() -> String {
    let mut text = String::from(
        "## Persons\n\nEach person of a case stands somewhere; an ended standing never changes again \
         in its round. A Wiederaufnahme begins another round for the persons it names: they are open, nothing is \
         found about them, and what the round before came to is kept. The others stay as they ended.\n\n\
         | Stand der Person | beendet | zählt als |\n|---|---|---|\n",
    );
    for standing in
        Standing::all().filter(|it| !matches!(it, Standing::Other(_) | Standing::Lapsed(_)))
    {
        let ended = if standing.is_ended() { "ja" } else { "nein" };
        let counts_as = standing.result().label();
        line(&mut text, &format!("| {} | {ended} | {counts_as} |", standing.label()));
    }
    let endings = list(OtherEnding::ALL, |it| it.label());
    text + &format!("| andere Erledigung: {endings} | ja | andere Erledigung |\n\n")
}

fn round_table() -> String {
    let mut text = String::from(
        "## Rounds of the Vorprüfungsausschuss\n\n| Schritt | von | nach | durch |\n|---|---|---|---|\n",
    );
    for step in RoundStep::ALL {
        let rule = step.rule();
        let from = list(rule.from, |it| it.label());
        let row = [step.label(), &from, rule.to.label(), &list(rule.by, |it| it.name())];
        line(&mut text, &format!("| {} |", row.join(" | ")));
    }
    text + "\n"
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

/// The grounds in each wording.
fn grounds_table() -> String {
    let mut text = String::from("## Exclusion grounds\n");
    for catalogue in Catalogue::ALL {
        let from = catalogue.valid_from();
        line(&mut text, &format!("\n### {} (for applications from {from} on)", catalogue.label()));
        for tier in Tier::ALL {
            let heading = catalogue.heading(*tier);
            line(
                &mut text,
                &format!("\n{heading}\n\n| Code | Grund | kann wegfallen |\n|---|---|---|"),
            );
            for ground in catalogue.of_tier(*tier) {
                let curable = if ground.is_curable() { "ja" } else { "nein" };
                line(&mut text, &format!("| {ground} | {} | {curable} |", ground.label()));
            }
        }
    }
    text + "\n"
}

/// What the regulation of each Land fixes.
fn laws_table() -> String {
    let mut text =
        String::from("\n## Rule sets\n\nOne installation runs one of them (`HFK_LAND`).\n");
    for land in Land::ALL {
        let law = land.law();
        line(&mut text, &format!("\n### {} (`{land}`, {})\n", land.label(), law.name));
        line(&mut text, "| Punkt | gilt | Quelle | |\n|---|---|---|---|");
        for (label, point) in law.points() {
            let mark = if point.unconfirmed { "zu bestätigen" } else { "" };
            line(&mut text, &format!("| {label} | {} | {} | {mark} |", point.value, point.source));
        }
    }
    text
}

fn letters_table() -> String {
    let mut text = String::from("## Letters\n\n| Nr. | Schreiben | an |\n|---|---|---|\n");
    for kind in LetterKind::ALL {
        line(&mut text, &format!("| {kind} | {} | {} |", kind.label(), kind.addressee().label()));
    }
    text + "\n"
}

fn deadlines_table() -> String {
    let mut text = String::from("## Deadlines\n\n| Frist für | Art |\n|---|---|\n");
    for kind in DeadlineKind::ALL {
        line(&mut text, &format!("| {} | {} |", kind.label(), kind.firmness().label()));
    }
    text + "\nA period runs from the day of its letter (or from the day on which the post counts as \
            received, see the setting) and ends on a working day (§ 31 VwVfG, §§ 187–193 BGB). It can \
            be extended from its former end (§ 190 BGB) or to a day, rest and go on by as many days \
            later, or be taken back, each with a reason; the dates before stay.\n\n"
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

fn settings_table() -> String {
    let mut text = String::from(
        "\n## Settings\n\nWhat no source settles is set by the secretariat (Vorgabe der \
         Geschäftsstelle).\n\n| Vorgabe | zunächst |\n|---|---|\n",
    );
    for setting in Setting::of(Land::NordrheinWestfalen.law()) {
        line(
            &mut text,
            &format!("| {} | {} |", setting.label(), setting.shown(setting.default_value())),
        );
    }
    text
}

/// A case and its facts, with a title that says what is special about it.
pub type Example = (&'static str, Case, Facts);

/// Every example × step × role: allowed, or what is in the way.
pub fn matrix(examples: &[Example]) -> String {
    let mut text = String::from(
        "Wer darf was, wann?\n\n\
         ja     erlaubt\n\
         nein   nicht jetzt; der Grund steht daneben\n\
         ·      „Schritt“ ist im Stand „Stand“ nicht vorgesehen.\n\
         –      steht der Rolle nie offen; sie liest:\n\n",
    );
    for kind in StepKind::ALL {
        let sentence = not_your_role(*kind, kind.rule().by);
        line(&mut text, &format!("       {:STEP$}{sentence}", kind.label()));
        if *kind == StepKind::DecideAdmissibility {
            for body in bodies() {
                let sentence = Violation::RecordedForBody(*body);
                line(&mut text, &format!("       {:STEP$}{sentence}", in_body(*body)));
            }
        }
    }
    let roles: Vec<_> = Role::ALL.iter().map(|it| format!("{it:CELL$}")).collect();
    let columns = " ".repeat(STEP) + roles.concat().trim_end();
    for (title, case, facts) in examples {
        line(&mut text, &format!("\n\n== {}: {title}\n   {}\n", case.stage.label(), persons(case)));
        line(&mut text, &columns);
        for kind in StepKind::ALL {
            let found = |by: &Actor| obstacles(case, facts, *kind, by);
            line(&mut text, &matrix_row(kind.label(), found));
            if *kind == StepKind::DecideAdmissibility {
                for body in bodies().chunks(1) {
                    line(&mut text, &recording(body, (case, facts)));
                }
            }
        }
    }
    text
}

/// Widths of the matrix in letters.
const STEP: usize = 49;
const CELL: usize = 6;

fn persons(case: &Case) -> String {
    let standings: Vec<_> = case.persons.iter().map(|it| it.standing.label()).collect();
    format!("Personen: {}", standings.join("; "))
}

fn in_body(body: Body) -> String {
    format!("   … {}", body.label())
}

/// What stands in the way of recording a decision of this body, as if no other decided.
fn recording(body: &'static [Body], (case, facts): (&Case, &Facts)) -> String {
    let facts = Facts { bodies: body, ..facts.clone() };
    let rows = body.iter().map(|body| {
        matrix_row(&in_body(*body), |by| {
            let stranger = by.hat(body.recorded_by()).is_none();
            let for_others = stranger.then_some(Violation::RecordedForBody(*body));
            let found = obstacles(case, &facts, StepKind::DecideAdmissibility, by);
            for_others.into_iter().chain(found).collect()
        })
    });
    rows.collect()
}

fn matrix_row(label: &str, obstacles: impl Fn(&Actor) -> Vec<Violation>) -> String {
    let mut cells = Vec::new();
    let mut reasons: Vec<String> = Vec::new();
    for role in Role::ALL {
        let Some(actor) = Roles::new(vec![*role]).map(actor) else { continue };
        let found = obstacles(&actor);
        let cell = match found.as_slice() {
            [] => "ja",
            [first, ..] if first.is_about_the_role() => "–",
            [Violation::WrongStage(..)] => "·",
            _ => "nein",
        };
        let sentences = found.iter().map(ToString::to_string).filter(|_| cell == "nein");
        let new: Vec<_> = sentences.filter(|it| !reasons.contains(it)).collect();
        reasons.extend(new);
        cells.push(format!("{cell:CELL$}"));
    }
    let row = format!("{label:STEP$}{}{}", cells.concat(), reasons.join(" "));
    row.trim_end().to_owned()
}

fn actor(roles: Roles) -> Actor {
    Actor { user: UserId(uuid::Uuid::nil()), roles }
}

fn list<T>(items: &[T], label: impl Fn(&T) -> &'static str) -> String {
    items.iter().map(label).collect::<Vec<_>>().join(", ")
}

fn line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}
