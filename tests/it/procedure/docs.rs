//! `docs/procedure.md` is what the code says.

use std::{env, fs, path::Path};

use hfk::procedure::{Stage, StepKind, procedure_page};

#[test]
fn procedure_page_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/procedure.md");
    if env::var("UPDATE_DOCS").is_ok() {
        fs::write(&path, procedure_page()).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == procedure_page(),
        "docs/procedure.md is stale: UPDATE_DOCS=1 cargo test procedure_page"
    );
}

#[test]
fn the_diagram_shows_every_stage_and_a_way_to_the_end_from_each() {
    let page = procedure_page();
    for stage in Stage::ALL {
        assert!(page.contains(&format!("    {stage}: {}\n", stage.label())), "{stage}");
        let mut reached = vec![*stage];
        let mut next = 0;
        while let Some(from) = reached.get(next).copied() {
            let steps = StepKind::ALL.iter().map(|it| it.rule());
            let open = steps.filter(|it| it.from.contains(&from));
            for to in open.flat_map(|it| it.leads_to(from).collect::<Vec<_>>()) {
                if !reached.contains(&to) {
                    reached.push(to);
                }
            }
            next += 1;
        }
        assert!(reached.contains(&Stage::Filed), "no way out of {stage}");
    }
}

#[test]
fn the_table_names_every_step_with_its_paragraph() {
    let page = procedure_page();
    for kind in StepKind::ALL {
        let row = page.lines().find(|it| it.starts_with(&format!("| {} |", kind.label())));
        assert!(row.unwrap().ends_with(&format!("| {} |", kind.rule().paragraph)), "{kind}");
    }
}
