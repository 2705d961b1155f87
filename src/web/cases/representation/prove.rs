use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use maud::{Markup, html};

use super::{
    change::{own_fields, proofs},
    words::{of_whom, vollmacht},
};
use crate::{
    Now, Problem, acts,
    procedure::{CaseId, DocumentId, FieldError, PowerOfAttorney, Right, Version},
    storage::Db,
    web::{
        cases::{
            case::case_page,
            person_words::sheets,
            sheet::{CaseSheet, parsed},
            typed::{Reading, Typed},
            written::write,
        },
        components::{Field, Look, button, hidden, post_form},
        form::Form,
    },
};

/// `/faelle/{id}/vertretung/nachweis`
pub(in crate::web::cases) async fn send(
    Form { by, input: typed }: Form<Typed>,
    id: Path<String>,
    db: Data<Db>,
    now: Now,
) -> Result<HttpResponse, Problem> {
    by.require(Right::KeepRepresentatives)?;
    let id: CaseId = parsed(&id)?;
    let (sender, seen) = ((by, typed.own("key")?), Version(typed.own("version")?));
    let numbers: Vec<i32> = typed.all("numbers").iter().filter_map(|it| it.parse().ok()).collect();
    let mut reading = Reading::new(&typed, now.today);
    let field = field_of(&numbers);
    let document = reading.choice::<DocumentId>((&field, "Nachweis"));
    let deed = move |conn: &mut _, by: &_, document| {
        acts::prove_representation(conn, by, (id, seen), (&numbers, document), now)
            .map_err(|it| about(&field, it))?;
        Ok(format!("/faelle/{id}#vertretung"))
    };
    write(sender, (&db, id, now), reading.finish(document), deed, |case, refused| {
        let content = html! { h2 { "Nachweis der Vollmacht" } (forms(case, &refused.errors)) };
        let page = case_page(case, "Nachweis der Vollmacht").errors(&refused.errors);
        Ok(page.show(&content))
    })
    .await
}

/// The one field of a form: there is a form for each Vollmacht, and others ask for a document too.
fn field_of(numbers: &[i32]) -> String {
    format!("proof-{}", numbers.first().copied().unwrap_or_default())
}

/// The deed knows of one document only.
fn about(field: &str, problem: Problem) -> Problem {
    let Problem::Invalid(errors) = problem else { return problem };
    let about = |it: FieldError| FieldError { field: field.to_owned(), ..it };
    Problem::Invalid(errors.into_iter().map(about).collect())
}

/// For each Vollmacht without a proof, if there is a document that could be one.
pub(super) fn section(case: &CaseSheet) -> Markup {
    let lacks =
        |it: &PowerOfAttorney| it.ended.is_none() && it.given_on.is_some() && it.document.is_none();
    html! { @if case.file.powers.iter().any(lacks) && !proofs(case).is_empty() {
        details { summary { "Nachweis einer Vollmacht zuordnen" } (forms(case, &[])) }
    } }
}

fn forms(case: &CaseSheet, errors: &[FieldError]) -> Markup {
    let lacks = |it: &&PowerOfAttorney| {
        it.ended.is_none() && it.given_on.is_some() && it.document.is_none()
    };
    let lacking: Vec<_> = case.file.powers.iter().filter(lacks).cloned().collect();
    let proofs = proofs(case);
    let address = format!("{}/vertretung/nachweis", case.address());
    let form = |sheet: &[&PowerOfAttorney]| {
        let numbers: Vec<_> = sheet.iter().map(|it| it.number).collect();
        html! {
            (own_fields(case))
            @for it in &numbers { (hidden("numbers", it)) }
            @if let Some(it) = sheet.first() {
                p { (it.details.short_name()) ", " (vollmacht(it)) ", für " (of_whom(sheet, &case.file.details)) }
            }
            (Field::new(&field_of(&numbers), "Nachweis").errors(errors)
                .select(proofs.iter().map(|it| (it.0.as_str(), it.1.as_str()))))
            div.buttons { (button(Look::Secondary, "Nachweis zuordnen")) }
        }
    };
    html! { @for sheet in sheets(&lacking) { (post_form(&case.by, &address, &form(&sheet))) } }
}
