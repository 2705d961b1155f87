//! What no document tells of the papers of a case: marks of the persons, and what is not needed.

use std::collections::BTreeSet;

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use maud::{Markup, html};

use super::{
    case::{about, case_page},
    sheet::{CaseSheet, parsed},
    typed::{Reading, Typed},
    written::write,
};
use crate::{
    Now, Problem, acts,
    procedure::{
        CaseId, ChecklistLine, FieldError, Mark, PaperOf, PaperState, PersonId, Right, Waiver,
    },
    storage::Db,
    web::{
        clock::fresh_id,
        components::{
            Field, Look, button, hidden, link_button, named_button, post_form, spoken_button, table,
        },
        form::Form,
    },
};

type Marks = BTreeSet<(PersonId, Mark)>;

/// What somebody does on this page.
enum Deed {
    Mark { seen: Marks, marks: Marks },
    Waive(Vec<Waiver>),
    Unwaive(PaperOf),
}

/// `/faelle/{id}/vollstaendigkeit`
pub(super) async fn show(case: CaseSheet) -> Result<Markup, Problem> {
    case.by.require(Right::CheckCompleteness)?;
    Ok(view(&case, &Typed::default(), &[]))
}

pub(super) async fn submit(
    Form { by, input: typed }: Form<Typed>,
    id: Path<String>,
    db: Data<Db>,
    now: Now,
) -> Result<HttpResponse, Problem> {
    by.require(Right::CheckCompleteness)?;
    let id: CaseId = parsed(&id)?;
    let sender = (by, typed.own("key")?);
    let note = move |conn: &mut _, by: &_, deed| {
        match deed {
            Deed::Mark { seen, marks } => acts::mark_persons(conn, by, id, (&seen, &marks), now)?,
            Deed::Waive(it) => acts::waive_documents(conn, by, id, &it, now)?,
            Deed::Unwaive(it) => acts::unwaive_document(conn, by, id, &it, now)?,
        }
        Ok(format!("/faelle/{id}#vollstaendigkeit"))
    };
    write(sender, (&db, id, now), deed(&typed, now), note, |case, refused| {
        Ok(view(case, &typed, &refused.errors))
    })
    .await
}

fn deed(typed: &Typed, now: Now) -> Result<Deed, Vec<FieldError>> {
    let mut reading = Reading::new(typed, now.today);
    let deed = match typed.pressed().split_once(' ') {
        Some(("benoetigt", value)) => paper_of(value).map(Deed::Unwaive),
        _ if typed.pressed() == "merkmale" => Some(Deed::Mark {
            seen: marks(&typed.get("seen").split(' ').map(str::to_owned).collect::<Vec<_>>()),
            marks: marks(&typed.all("mark")),
        }),
        _ => waivers(&mut reading).map(Deed::Waive),
    };
    reading.finish(deed)
}

fn waivers(reading: &mut Reading) -> Option<Vec<Waiver>> {
    let reason = reading.needed(("reason", "Grund"));
    let length = reason.as_ref().map_or(0, |it| it.chars().count());
    if length > 1000 {
        reading.wrong("reason", "Grund: höchstens 1000 Zeichen.");
    }
    let chosen: Vec<_> = reading.typed.all("paper").iter().filter_map(|it| paper_of(it)).collect();
    if chosen.is_empty() {
        reading.wrong("paper", "Bitte mindestens eine Unterlage wählen.");
    }
    let reason = reason?;
    Some(chosen.into_iter().map(|of| Waiver { of, reason: reason.clone() }).collect())
}

/// The name of a line of the list in a form: `medical_report:<person>`.
pub(super) fn paper_value(of: &PaperOf) -> String {
    format!("{}:{}", of.item, of.person.map(|it| it.to_string()).unwrap_or_default())
}

fn paper_of(value: &str) -> Option<PaperOf> {
    let (item, person) = value.rsplit_once(':')?;
    let person = if person.is_empty() { None } else { Some(person.parse().ok()?) };
    Some(PaperOf { item: item.to_owned(), person })
}

fn mark_value((person, mark): (PersonId, Mark)) -> String {
    format!("{person}:{mark}")
}

fn marks(values: &[String]) -> Marks {
    let read = |it: &String| {
        let (person, mark) = it.split_once(':')?;
        Some((person.parse().ok()?, mark.parse().ok()?))
    };
    values.iter().filter_map(read).collect()
}

fn view(case: &CaseSheet, typed: &Typed, errors: &[FieldError]) -> Markup {
    let lines = case.papers();
    let content = html! {
        (marks_form(case))
        (waivers_form(case, &lines, typed, errors))
        (waived(case, &lines))
        (link_button(Look::Tertiary, &format!("{}#vollstaendigkeit", case.address()), "Zurück zum Fall"))
    };
    case_page(case, "Merkmale und Ausnahmen").errors(errors).show(&content)
}

fn action(case: &CaseSheet) -> String {
    format!("{}/vollstaendigkeit", case.address())
}

fn marks_form(case: &CaseSheet) -> Markup {
    let noted = &case.noted.marks;
    let seen: Vec<_> = noted.iter().map(|it| mark_value(*it)).collect();
    let fields = html! {
        (hidden("key", fresh_id()))
        (hidden("seen", seen.join(" ")))
        @for person in &case.file.details {
            fieldset.kern-fieldset {
                legend.kern-label { (case.file.name_of(person.id)) }
                @for mark in Mark::ALL {
                    @let value = mark_value((person.id, *mark));
                    div.kern-form-check {
                        input.kern-form-check__checkbox type="checkbox" id=(value) name="mark"
                            value=(value) checked[noted.contains(&(person.id, *mark))];
                        label.kern-label for=(value) { (mark.label()) }
                    }
                }
            }
        }
        (named_button(Look::Primary, "Merkmale festhalten", ("tun", "merkmale")))
    };
    html! {
        section {
            h2 { "Merkmale der Personen" }
            p { "Sie entscheiden, welche Unterlagen die Liste verlangt; kein Dokument sagt sie von selbst." }
            (post_form(&case.by, &action(case), &fields))
        }
    }
}

fn waivers_form(
    case: &CaseSheet,
    lines: &[ChecklistLine],
    typed: &Typed,
    errors: &[FieldError],
) -> Markup {
    let lacking = lines.iter().filter(|it| it.is_lacking());
    let options: Vec<_> = lacking.map(|it| (paper_value(&it.of()), about(case, it))).collect();
    let fields = html! {
        (hidden("key", fresh_id()))
        (Field::new("paper", "Unterlagen").errors(errors).choices(
            options.iter().map(|it| (it.0.as_str(), it.1.as_str())), &typed.all("paper"),
        ))
        (Field::new("reason", "Grund").value(typed.get("reason")).errors(errors).area(3))
        (button(Look::Secondary, "Als nicht erforderlich festhalten"))
    };
    html! { @if !options.is_empty() {
        section {
            h2 { "Nicht erforderlich" }
            p { "Was die Liste verlangt, in diesem Fall aber niemand braucht." }
            (post_form(&case.by, &action(case), &fields))
        }
    } }
}

fn waived(case: &CaseSheet, lines: &[ChecklistLine]) -> Markup {
    let waived = lines.iter().filter(|it| it.state == PaperState::NotNeeded);
    let row = |it: &ChecklistLine| {
        let (name, reason) = (about(case, it), it.reason.clone()?);
        let pressed = format!("benoetigt {}", paper_value(&it.of()));
        let form = html! {
            (hidden("key", fresh_id()))
            (spoken_button(Look::Tertiary, ("Doch erforderlich", &name), ("tun", &pressed)))
        };
        Some(vec![
            html! { span.wrap { (name) } },
            html! { (reason) },
            post_form(&case.by, &action(case), &form),
        ])
    };
    let rows: Vec<_> = waived.filter_map(row).collect();
    html! { @if !rows.is_empty() {
        section {
            h2 { "Festgehaltene Ausnahmen" }
            (table("Nicht erforderliche Unterlagen", &["Unterlage", "Grund", "Handlung"], &rows))
        }
    } }
}
