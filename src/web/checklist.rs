//! The list of papers: each line a group of fields, and a free one to add. A change is a proposal
//! as that of any other point of procedure.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, web::Data};
use maud::{Markup, html};

use super::{
    clock::fresh_id,
    components::{Field, Look, button, hidden, link_button, post_form},
    form::Form,
    frame::Page,
    refused::Refused,
    see_other,
    session::SignedIn,
};
use crate::{
    Now, Problem, acts,
    procedure::{
        Checklist, ChecklistItem, Condition, DocumentKind, FieldError, Per, ProposalId, Right,
        Setting, Version, clean,
    },
    storage::{self, Db},
};

const ADDRESS: &str = "/vorgaben/checklist";

/// The fields of all lines by their names, with key and version.
type ListForm = BTreeMap<String, String>;

pub(super) async fn show(by: SignedIn, db: Data<Db>) -> Result<Markup, Problem> {
    by.require(Right::ChangeSettings)?;
    let (list, version) = current(&db).await?;
    Ok(page(&by, &filled(&list), version, &Refused::unchanged()))
}

pub(super) async fn submit(
    db: Data<Db>,
    now: Now,
    Form { by, input }: Form<ListForm>,
) -> Result<HttpResponse, Problem> {
    by.require(Right::ChangeSettings)?;
    let problem = match propose(&db, &by, &input, now).await {
        Ok(location) => return Ok(see_other(&location)),
        Err(problem) => problem,
    };
    let refused = Refused::of(problem)?;
    let (_, version) = current(&db).await?;
    Ok(refused.answer(&page(&by, &input, version, &refused)))
}

async fn propose(db: &Db, by: &SignedIn, input: &ListForm, now: Now) -> Result<String, Problem> {
    let (key, seen) = (typed(input, "key").parse(), typed(input, "version").parse());
    let (Ok(key), Ok(seen)) = (key, seen) else {
        let sentence =
            "Die Seite war unvollständig. Es ist nichts gespeichert; bitte laden Sie sie neu.";
        return Err(Problem::Unreadable(sentence.to_owned()));
    };
    let list = read(input).map_err(Problem::Invalid)?;
    let json = serde_json::to_string(&list).map_err(anyhow::Error::from)?;
    let (actor, id) = (by.actor.clone(), ProposalId(fresh_id()));
    db.write(move |conn| {
        acts::once(conn, &actor, key, |conn| {
            let of = (id, Setting::Checklist, Version(seen));
            acts::propose_setting(conn, &actor, of, &json, now)?;
            Ok("/vorgaben".to_owned())
        })
    })
    .await
}

async fn current(db: &Db) -> Result<(Checklist, Version), Problem> {
    db.read(|conn| {
        let list = storage::rules(conn)?.checklist;
        let own = storage::current(conn)?.into_iter().find(|it| it.0 == Setting::Checklist);
        Ok((list, own.map_or(Version(0), |it| it.2)))
    })
    .await
}

fn typed<'a>(input: &'a ListForm, name: &str) -> &'a str {
    input.get(name).map_or("", String::as_str)
}

/// The lines of the form: those that are there, and a free one.
fn positions(input: &ListForm) -> usize {
    (0..Checklist::MOST).take_while(|at| input.contains_key(&format!("key-{at}"))).count()
}

fn filled(list: &Checklist) -> ListForm {
    let mut form = ListForm::new();
    for (at, it) in list.items().iter().enumerate() {
        let months = it.valid_months.map(|it| it.to_string()).unwrap_or_default();
        let fields = [
            ("key", it.key.as_str()),
            ("label", &it.label),
            ("per", it.per.name()),
            ("condition", it.condition.name()),
            ("kind", it.fulfilled_by.name()),
            ("months", &months),
            ("required", if it.required { "ja" } else { "" }),
        ];
        form.extend(fields.map(|(name, value)| (format!("{name}-{at}"), value.to_owned())));
    }
    form
}

/// The list as typed, or all that is wrong with it. A line without a label is left out.
fn read(input: &ListForm) -> Result<Checklist, Vec<FieldError>> {
    let (mut items, mut errors) = (Vec::new(), Vec::new());
    for at in 0..=positions(input) {
        let label = clean(typed(input, &format!("label-{at}")));
        if label.is_empty() {
            continue;
        }
        match line(input, at, label) {
            Ok(it) => items.push(it),
            Err(error) => errors.push(error),
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let whole = |sentence| vec![FieldError { field: String::new(), sentence }];
    Checklist::new(items).map_err(whole)
}

fn line(input: &ListForm, at: usize, label: String) -> Result<ChecklistItem, FieldError> {
    let field = |name: &str| format!("{name}-{at}");
    let wrong = |name: &str, sentence: &str| FieldError {
        field: field(name),
        sentence: format!("{label}: {sentence}"),
    };
    let months = typed(input, &field("months")).trim();
    let valid_months = if months.is_empty() { None } else { Some(months.parse().ok()) };
    let valid_months = match valid_months {
        Some(None) => return Err(wrong("months", "bitte die Monate als ganze Zahl angeben.")),
        Some(it) => it,
        None => None,
    };
    let chosen = |name: &str| typed(input, &field(name));
    let key = Some(chosen("key")).filter(|it| !it.is_empty());
    Ok(ChecklistItem {
        key: key.map_or_else(|| format!("own_{}", fresh_id().simple()), str::to_owned),
        per: chosen("per").parse().map_err(|_| wrong("per", "bitte wählen, für wen."))?,
        condition: chosen("condition")
            .parse()
            .map_err(|_| wrong("condition", "bitte wählen, wann."))?,
        fulfilled_by: chosen("kind").parse().map_err(|_| wrong("kind", "bitte die Art wählen."))?,
        valid_months,
        required: chosen("required") == "ja",
        label,
    })
}

fn page(by: &SignedIn, input: &ListForm, version: Version, refused: &Refused) -> Markup {
    let count = positions(input);
    let fields = html! {
        (hidden("key", fresh_id()))
        (hidden("version", version.0))
        @for at in 0..=count {
            fieldset.kern-fieldset {
                legend.kern-label {
                    @if at == count { "Neue Angabe" } @else { (typed(input, &format!("label-{at}"))) }
                }
                @if at < count { (hidden(&format!("key-{at}"), typed(input, &format!("key-{at}")))) }
                (line_fields(input, at, refused))
            }
        }
        div.buttons {
            (button(Look::Primary, "Änderung vorschlagen"))
            (link_button(Look::Tertiary, "/vorgaben", "Abbrechen"))
        }
    };
    let content = html! {
        p { "Ein Vorschlag gilt erst, wenn ihn jemand anderes bestätigt. Eine Angabe ohne Bezeichnung entfällt." }
        (post_form(by, ADDRESS, &fields))
    };
    Page::new(by, "Liste der Unterlagen").errors(&refused.errors).show(&content)
}

fn line_fields(input: &ListForm, at: usize, refused: &Refused) -> Markup {
    let name = |it: &str| format!("{it}-{at}");
    let [label, per, condition, kind, months, required] =
        ["label", "per", "condition", "kind", "months", "required"].map(name);
    let field =
        |name, label| Field::new(name, label).value(typed(input, name)).errors(&refused.errors);
    html! {
        (field(&label, "Bezeichnung").optional().text())
        (field(&per, "Für wen").at_times().select(Per::ALL.iter().map(|it| (it.name(), it.label()))))
        (field(&condition, "Wann").at_times().select(Condition::ALL.iter().map(|it| (it.name(), it.label()))))
        (field(&kind, "Erfüllt durch").at_times().select(DocumentKind::ALL.iter().map(|it| (it.name(), it.label()))))
        (field(&months, "Gültig (Monate bis zur Sitzung)").optional().number())
        (field(&required, "erforderlich").check_box())
    }
}

/// What a proposal would make of the list, for whoever is to confirm it.
pub(super) fn proposed(value: &str) -> Markup {
    let list = value.parse::<Checklist>().ok();
    html! { @if let Some(list) = list {
        details {
            summary { "Vorgeschlagene Liste" }
            ul { @for it in list.items() { li {
                (it.label) ", " (it.per.label()) ", " (it.condition.label()) ", durch „" (it.fulfilled_by.label()) "“"
                @if let Some(months) = it.valid_months { ", gültig " (months) " Monate" }
                @if !it.required { ", freiwillig" }
            } } }
        }
    } }
}
