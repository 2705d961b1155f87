use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use maud::{Markup, html};

use super::{filled::Filled, kinds};
use crate::{
    Now, Problem, acts,
    procedure::{Body, CaseId, FieldError, Outcome, SittingId, Step, StepKind, Version, Violation},
    storage::{self, Db},
    web::{
        cases::{
            case::case_page,
            consequence,
            keeping::{Destination, Keeper, Rejected},
            sent::Sent,
            sheet::{CaseSheet, UnshownCase, parsed},
            step_words::particulars,
            typed::Typed,
        },
        clock::fresh_id,
        components::{
            Look, Tone, alert, description_list, hidden, link_button, named_button, post_form,
            upload_form,
        },
        days,
        form::Form,
        page, see_other,
    },
};

/// One step of one case.
pub(super) struct StepPage {
    pub(super) case: CaseSheet,
    pub(super) kind: StepKind,
}

/// `/faelle/{id}/schritte/{step}`
type Address = Path<(String, String)>;

impl StepPage {
    async fn of(mut case: CaseSheet, kind: StepKind, db: &Db) -> Result<Self, Problem> {
        if kind == StepKind::ChangeAuthority {
            let today = case.now.today;
            case.authorities = db.read(move |conn| Ok(storage::authorities(conn, today)?)).await?;
        }
        Ok(Self { case, kind })
    }
}

fn of(address: &Address) -> Result<(CaseId, StepKind), Problem> {
    Ok((parsed(&address.0)?, parsed(&address.1)?))
}

/// The form of a step; where nothing is to be filled in, the page that checks it.
pub(in crate::web::cases) async fn show(
    case: CaseSheet,
    address: Address,
    db: Data<Db>,
) -> Result<HttpResponse, Problem> {
    let step = StepPage::of(case, of(&address)?.1, &db).await?;
    let obstacles = step.case.obstacles(step.kind);
    if !obstacles.is_empty() {
        return Ok(step.impossible(&obstacles));
    }
    let typed = kinds::blank(step.kind, &step.case);
    if kinds::needs_nothing(step.kind) {
        return step.checked(&db, &typed).await;
    }
    Ok(step.asked(&typed, &[]))
}

/// Reads what was typed and shows what it would do. Nothing of the step is saved.
pub(in crate::web::cases) async fn check(
    sent: Sent,
    address: Address,
    (db, keeper): (Data<Db>, Keeper),
    now: Now,
) -> Result<HttpResponse, Problem> {
    let (id, kind) = of(&address)?;
    let Sent { by, mut typed, uploads } = sent;
    let seen = Version(typed.own("version")?);
    let step = StepPage::of(CaseSheet::open(&db, by, id, now).await?, kind, &db).await?;
    if !step.is_open_to_role() {
        return Ok(step.impossible(&step.case.obstacles(kind)));
    }
    if step.case.file.case.version != seen {
        return Ok(step.stale(seen, &typed));
    }
    let obstacles = step.case.obstacles(kind);
    if !obstacles.is_empty() {
        return Ok(step.impossible(&obstacles));
    }
    if let Some(errors) = kinds::press(kind, &mut typed, &step.case) {
        return Ok(step.asked(&typed, &errors));
    }
    if let Some(name) = uploads.first().map(|it| it.name.clone()) {
        let received_on = days::parse(typed.get("received_on"), now.today);
        let received_on = received_on.unwrap_or(now.today);
        let to = Destination { case: id, received_on, key: typed.own("key")? };
        let rejected = keeper.keep(&step.case.by.actor, uploads, to, now).await;
        let errors = match rejected {
            Ok(rejected) => rejected.iter().map(Rejected::error).collect(),
            Err(Problem::Invalid(errors)) => errors,
            Err(problem) => return Err(problem),
        };
        if !errors.is_empty() {
            return Ok(step.asked(&typed, &errors));
        }
        typed.set("attached", name);
    }
    step.checked(&db, &typed).await
}

/// Takes the step. „Zurück“ leads to the form again, with everything that was typed.
pub(in crate::web::cases) async fn commit(
    Form { by, input: typed }: Form<Typed>,
    address: Address,
    db: Data<Db>,
    now: Now,
) -> Result<HttpResponse, Problem> {
    let (id, kind) = of(&address)?;
    let (key, seen) = (typed.own("key")?, Version(typed.own("version")?));
    let open_to_role = by.actor.hat(kind.rule().by).is_some();
    if !open_to_role || typed.pressed() == "zurueck" {
        let step = StepPage::of(CaseSheet::open(&db, by, id, now).await?, kind, &db).await?;
        return Ok(if open_to_role {
            step.asked(&typed, &[])
        } else {
            step.impossible(&step.case.obstacles(kind))
        });
    }
    let case = UnshownCase::load(&db, by.clone(), id, now).await?;
    let (actor, sent) = (by.actor.clone(), typed.clone());
    let taken = db.write(move |conn| {
        let actor = &actor;
        acts::once(conn, actor, key, |conn| {
            let step = case.step((kind, seen), &sent)?;
            let outcome = acts::take_step(conn, actor, (id, seen), step, now)?;
            // The committee has decided, and the case is no longer before it.
            let still_open = acts::may_read(conn, actor, id, now)?;
            Ok(match decided_in(&outcome) {
                Some(sitting) => format!("/sitzungen/{sitting}"),
                None if still_open => case.address(),
                None => "/faelle".to_owned(),
            })
        })
    });
    let problem = match taken.await {
        Ok(location) => return Ok(see_other(&location)),
        Err(problem) => problem,
    };
    let step = StepPage::of(CaseSheet::open(&db, by, id, now).await?, kind, &db).await?;
    match problem {
        Problem::Stale => Ok(step.stale(seen, &typed)),
        Problem::Invalid(errors) => Ok(step.asked(&typed, &errors)),
        Problem::Refused(violations) => Ok(step.refused(&typed, &violations)),
        problem => Err(problem),
    }
}

/// The sitting that goes on after the commission has decided on the Annahme.
fn decided_in(outcome: &Outcome) -> Option<SittingId> {
    match outcome.event().step {
        Step::DecideAdmissibility { body: Body::Commission, .. } => outcome.before().sitting,
        _ => None,
    }
}

impl StepPage {
    /// The page that checks the step, or the form with what stands in its way.
    async fn checked(&self, db: &Db, typed: &Typed) -> Result<HttpResponse, Problem> {
        let case = &self.case;
        let step = match kinds::read(self.kind, typed, case) {
            Ok(step) => step,
            Err(errors) => return Ok(self.asked(typed, &errors)),
        };
        let (actor, now) = (case.by.actor.clone(), case.now);
        let seen = (case.id(), case.file.case.version);
        match db.read(move |conn| acts::rehearse(conn, &actor, seen, step, now)).await {
            Ok(outcome) => Ok(self.to_be_confirmed(typed, &outcome)),
            Err(Problem::Refused(violations)) => Ok(self.refused(typed, &violations)),
            Err(problem) => Err(problem),
        }
    }

    fn to_be_confirmed(&self, typed: &Typed, outcome: &Outcome) -> HttpResponse {
        let case = &self.case;
        let facts = particulars(&outcome.event().step, case);
        let form = html! {
            (typed.unseen())
            (hidden("version", case.file.case.version.0))
            (hidden("key", fresh_id()))
            div.buttons {
                (named_button(Look::Primary, self.kind.deed(), ("tun", "festhalten")))
                @if !kinds::needs_nothing(self.kind) {
                    (named_button(Look::Secondary, "Zurück", ("tun", "zurueck")))
                }
                (link_button(Look::Tertiary, &case.address(), "Abbrechen"))
            }
        };
        let content = html! {
            h2 { "Bitte prüfen: " (self.kind.label()) }
            p { "Es ist noch nichts festgehalten. Grundlage: " (self.paragraph()) "." }
            @if typed.has("attached") { p { "Die Datei „" (typed.get("attached")) "“ liegt bei den Dokumenten des Falls." } }
            @if !facts.is_empty() {
                section { h3 { "Was festgehalten wird" } (description_list(&facts)) }
            }
            section { h3 { "Was geschieht" } (consequence::exact(outcome, case)) }
            (post_form(&case.by, &self.address(), &form))
        };
        page(StatusCode::OK, case_page(case, self.kind.label()).show(&content))
    }

    /// The form; with errors, those stand on top and at their fields.
    fn asked(&self, typed: &Typed, errors: &[FieldError]) -> HttpResponse {
        let case = &self.case;
        let content = html! {
            h2 { (self.kind.label()) }
            p.muted { (consequence::foreseen(self.kind, case)) " Grundlage: " (self.paragraph()) "." }
            (consequence::receivers(self.kind, case))
            (self.form(typed, errors))
        };
        let status =
            if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        page(status, case_page(case, self.kind.label()).errors(errors).show(&content))
    }

    pub(super) fn form(&self, typed: &Typed, errors: &[FieldError]) -> Markup {
        let case = &self.case;
        let fields = html! {
            (hidden("version", case.file.case.version.0))
            (hidden("key", fresh_id()))
            // Enter in a text field presses the first button of a form: let it be this one.
            button.kern-sr-only type="submit" name="tun" value="pruefen" tabindex="-1" aria-hidden="true" { "Weiter" }
            (kinds::fields(self.kind, Filled { case, typed, errors }))
            @if typed.has("attached") {
                (hidden("attached", typed.get("attached")))
                p { "Die Datei „" (typed.get("attached")) "“ liegt bei den Dokumenten des Falls." }
            }
            div.buttons {
                (named_button(Look::Primary, "Weiter: Angaben prüfen", ("tun", "pruefen")))
                (link_button(Look::Tertiary, &case.address(), "Abbrechen"))
            }
        };
        let action = format!("{}/pruefen", self.address());
        match self.kind {
            StepKind::RecordStatement | StepKind::AddStatement => {
                upload_form(&case.by, &action, &fields)
            }
            _ => post_form(&case.by, &action, &fields),
        }
    }

    /// The law speaks: what was typed stays, and the sentences stand on top.
    fn refused(&self, typed: &Typed, violations: &[Violation]) -> HttpResponse {
        let obstacles = self.case.obstacles(self.kind);
        if kinds::needs_nothing(self.kind) || !obstacles.is_empty() {
            return self.impossible(violations);
        }
        let error = |it: &Violation| FieldError { field: String::new(), sentence: it.to_string() };
        self.asked(typed, &violations.iter().map(error).collect::<Vec<_>>())
    }

    fn impossible(&self, violations: &[Violation]) -> HttpResponse {
        let case = &self.case;
        let status =
            if self.is_open_to_role() { StatusCode::CONFLICT } else { StatusCode::FORBIDDEN };
        let content = html! {
            (alert(Tone::Warning, "Dieser Schritt ist jetzt nicht möglich", &html! {
                ul { @for it in violations { li { (case.rules.law.says(&it.to_string())) } } }
            }))
            (link_button(Look::Secondary, &case.address(), "Zum Fall"))
        };
        page(status, case_page(case, self.kind.label()).show(&content))
    }

    fn paragraph(&self) -> String {
        self.case.rules.law.says(self.kind.rule().paragraph)
    }

    fn is_open_to_role(&self) -> bool {
        self.case.acting.hat(self.kind.rule().by).is_some()
    }

    fn address(&self) -> String {
        format!("{}/schritte/{}", self.case.address(), self.kind)
    }
}
