//! What stood in the way of a form, shown at the form again with everything that was typed.

use actix_web::{HttpResponse, ResponseError as _, http::StatusCode, http::header::ContentType};
use maud::{Markup, html};

use crate::{
    Problem,
    procedure::{FieldError, Law, Violation},
};

pub(in crate::web) struct Refused {
    status: StatusCode,
    pub(in crate::web) errors: Vec<FieldError>,
}

impl Refused {
    /// Nothing is wrong: the page is shown as it is.
    pub(in crate::web) const fn unchanged() -> Self {
        Self { status: StatusCode::OK, errors: Vec::new() }
    }

    /// Problems that are not about the form have a page of their own.
    pub(in crate::web) fn of(problem: Problem) -> Result<Self, Problem> {
        let status = problem.status_code();
        let about_all = |sentence: String| FieldError { field: String::new(), sentence };
        let errors = match problem {
            Problem::Invalid(errors) => errors,
            Problem::Refused(violations) => {
                violations.iter().map(|it| about_all(it.to_string())).collect()
            }
            Problem::Stale => vec![about_all(problem.to_string())],
            other => return Err(other),
        };
        Ok(Self { status, errors })
    }

    pub(in crate::web) fn answer(&self, page: &Markup) -> HttpResponse {
        HttpResponse::build(self.status).content_type(ContentType::html()).body(page.0.clone())
    }
}

impl From<Vec<FieldError>> for Refused {
    fn from(errors: Vec<FieldError>) -> Self {
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, errors }
    }
}

/// Why something cannot be done now, in the words of the Land.
pub(in crate::web) fn reasons(obstacles: &[Violation], law: &Law) -> Markup {
    html! { @for it in obstacles { p.muted { (law.says(&it.to_string())) } } }
}
