use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    clock::fresh_id,
    components::{Field, Look, Tone, badge, button, hidden, link_button, post_form, table},
    form::Form,
    frame::Page,
    letterhead, proposals,
    refused::Refused,
    see_other,
    session::SignedIn,
};
use crate::{
    Now, Problem, acts,
    procedure::{Law, Point, ProposalId, Rhythm, Right, Setting, Version},
    storage::{self, Db},
};

/// A setting as it holds now.
struct Current {
    setting: Setting,
    /// As it is called here.
    label: String,
    /// What holds while nobody has set anything.
    default: &'static str,
    /// `None`: nobody has set it, the default holds.
    own: Option<String>,
    version: Version,
}

impl Current {
    fn value(&self) -> &str {
        self.own.as_deref().unwrap_or(self.default)
    }
}

#[derive(Deserialize)]
pub(super) struct SettingForm {
    key: Uuid,
    version: i32,
    #[serde(default)]
    value: String,
}

pub(super) async fn list(by: SignedIn, db: Data<Db>) -> Result<Markup, Problem> {
    by.require(Right::ReadSettings)?;
    page(&by, &db, &Refused::unchanged()).await
}

/// All settings, and what is proposed for them.
pub(super) async fn page(by: &SignedIn, db: &Db, refused: &Refused) -> Result<Markup, Problem> {
    let law = by.land.law();
    let settings = load(db, law).await?;
    let ((head, _), waiting) =
        db.read(|conn| Ok((acts::letterhead(conn)?, storage::waiting_proposals(conn)?))).await?;
    let may_change = by.actor.may(Right::ChangeSettings);
    let rows: Vec<_> = settings.iter().map(|it| row(it, may_change)).collect();
    let content = html! {
        (proposals::section(by, &waiting))
        section {
            h2 { "Was gilt" }
            p { "Was weder die Verordnung noch ein Erlass regelt, legt die Geschäftsstelle hier selbst fest, immer zu zweit. Eine Änderung gilt, sobald sie bestätigt ist; was schon festgehalten ist, bleibt, wie es war." }
            (table("Vorgaben der Geschäftsstelle", &["Vorgabe", "Gilt", "Voreinstellung", "Herkunft", ""], &rows))
        }
        (regulation(law))
        (letterhead::section(&head, by.actor.may(Right::ChangeLetterhead)))
    };
    Ok(Page::new(by, "Vorgaben der Geschäftsstelle").errors(&refused.errors).show(&content))
}

pub(super) async fn show(
    by: SignedIn,
    setting: Path<Setting>,
    db: Data<Db>,
) -> Result<Markup, Problem> {
    by.require(Right::ChangeSettings)?;
    let current = find(&db, by.land.law(), *setting).await?;
    let value = current.value().to_owned();
    Ok(form(&by, &current, &value, &Refused::unchanged()))
}

pub(super) async fn submit(
    setting: Path<Setting>,
    db: Data<Db>,
    now: Now,
    Form { by, input }: Form<SettingForm>,
) -> Result<HttpResponse, Problem> {
    by.require(Right::ChangeSettings)?;
    let (actor, setting, key) = (by.actor.clone(), *setting, input.key);
    let (seen, value) = (Version(input.version), input.value.clone());
    let id = ProposalId(fresh_id());
    let changed = db
        .write(move |conn| {
            acts::once(conn, &actor, key, |conn| {
                acts::propose_setting(conn, &actor, (id, setting, seen), &value, now)?;
                Ok("/vorgaben".to_owned())
            })
        })
        .await;
    match changed {
        Ok(location) => Ok(see_other(&location)),
        Err(problem) => {
            let refused = Refused::of(problem)?;
            let current = find(&db, by.land.law(), setting).await?;
            Ok(refused.answer(&form(&by, &current, &input.value, &refused)))
        }
    }
}

/// What no setting changes, and which of it the Land has still to confirm.
fn regulation(law: &Law) -> Markup {
    let row = |(label, point): (&str, Point<String>)| {
        vec![
            html! { span.wrapping { (label) } },
            html! { span.wrapping { (point.value) } },
            html! { (point.source) },
            html! { @if point.unconfirmed { (badge(Tone::Warning, "zu bestätigen")) } @else { span.muted { "steht fest" } } },
        ]
    };
    let rows: Vec<_> = law.points().into_iter().map(row).collect();
    html! { section {
        h2 { "Was die Verordnung festlegt" }
        p { "Verfahrensordnung dieser Einrichtung: " (law.land.label()) " (" (law.name) "). Sie wird bei der Einrichtung gewählt." }
        (table("Verfahrensordnung", &["Punkt", "Gilt", "Quelle", "Stand"], &rows))
    } }
}

async fn load(db: &Db, law: &Law) -> Result<Vec<Current>, Problem> {
    let own = db.read(|conn| Ok(storage::current(conn)?)).await?;
    let current = |setting: Setting| {
        let own = own.iter().find(|it| it.0 == setting);
        Current {
            setting,
            label: law.says(setting.label()),
            default: law.default_value(setting),
            own: own.map(|it| it.1.clone()),
            version: own.map_or(Version(0), |it| it.2),
        }
    };
    Ok(Setting::of(law).map(current).collect())
}

async fn find(db: &Db, law: &Law, setting: Setting) -> Result<Current, Problem> {
    let all = load(db, law).await?;
    all.into_iter().find(|it| it.setting == setting).ok_or(Problem::NotFound)
}

fn row(it: &Current, may_change: bool) -> Vec<Markup> {
    vec![
        html! { span.wrapping { (it.label) } },
        html! { strong { (it.setting.shown(it.value())) } },
        html! { (it.setting.shown(it.default)) },
        html! {
            @if it.own.is_some() { (badge(Tone::Info, "Vorgabe der Geschäftsstelle")) }
            @else { span.muted { "Voreinstellung" } }
        },
        html! { @if may_change {
            a.kern-link href={ "/vorgaben/" (it.setting) } {
                "Änderung vorschlagen" span.kern-sr-only { ": " (it.label) }
            }
        } },
    ]
}

fn hint(current: &Current) -> String {
    let setting = current.setting;
    let own = match setting {
        Setting::SpecialDays => {
            " Je Zeile ein Tag und seine Bezeichnung: „24.12.2026 Dienstschluss“."
        }
        Setting::StatementQuestions => " Je Zeile eine Frage.",
        Setting::Posting => {
            " „gesetzlich“ oder eine Zahl: § 41 Abs. 2 VwVfG NRW gilt für Verwaltungsakte (seit \
             01.01.2025 der 4. Tag, vorher der 3.). Bei 0 laufen Fristen ab dem Tag des Schreibens."
        }
        _ => "",
    };
    let shown = |value| setting.shown(value);
    let (value, default) = (shown(current.value()), shown(current.default));
    format!("Gilt zurzeit: {value}. Voreinstellung: {default}.{own}")
}

fn form(by: &SignedIn, current: &Current, typed: &str, refused: &Refused) -> Markup {
    let setting = current.setting;
    let hint = hint(current);
    let yes_or_no = matches!(current.default, "ja" | "nein");
    let field =
        Field::new("value", &current.label).hint(&hint).value(typed).errors(&refused.errors);
    let fields = html! {
        (hidden("key", fresh_id()))
        (hidden("version", current.version.0))
        @match setting {
            _ if yes_or_no => (field.radios([("ja", "ja"), ("nein", "nein")])),
            Setting::SittingRhythm => (field.radios(Rhythm::ALL.iter().map(|it| (it.name(), it.label())))),
            Setting::SpecialDays => (field.optional().area(10)),
            Setting::StatementQuestions => (field.area(24)),
            _ => (field.text()),
        }
        div.buttons {
            (button(Look::Primary, "Änderung vorschlagen"))
            (link_button(Look::Tertiary, "/vorgaben", "Abbrechen"))
        }
    };
    let content = html! {
        p { "Ein Vorschlag gilt erst, wenn ihn jemand anderes bestätigt." }
        (post_form(by, &format!("/vorgaben/{setting}"), &fields))
    };
    Page::new(by, "Änderung einer Vorgabe vorschlagen").errors(&refused.errors).show(&content)
}
