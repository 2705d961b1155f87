//! The audit log for the data protection officer: pseudonyms, codes and times, never a name.

use actix_web::{
    HttpResponse,
    http::{StatusCode, header::ContentType},
    web::Data,
};
use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Europe::Berlin;
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    components::{Field, Look, Tone, alert, button, link_button, table},
    days,
    form::Query,
    frame::Page,
    session::SignedIn,
};
use crate::{
    Now, Problem, acts,
    now::wall_clock,
    procedure::{FieldError, Right, Role, SittingState, SittingStepKind, Stage, StepKind, UserId},
    storage::{
        Action, AuditDb, Checkpoints, Db, Purpose,
        audit::{LogLine, LogPlace, LogQuery, Outcome, Standing, Tip, log, tips},
        hex,
    },
};

const PAGE: i64 = 50;
const ALL: &str = "alle";
const ID: &str = "Bitte eine vollständige Kennung angeben, wie sie im Protokoll steht.";
const DAY: &str = "Bitte einen Tag angeben, zum Beispiel 22.11.2026 oder „heute“.";

/// What was typed, as it was typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    kette: String,
    aktion: String,
    konto: String,
    pseudonym: String,
    tag: String,
    /// Where the page before ended: microseconds, chain, number.
    vor: String,
}

#[derive(Default)]
struct Found {
    lines: Vec<LogLine>,
    more: bool,
    tips: Vec<Tip>,
    checkpoints: Standing,
}

pub(super) async fn show(
    by: SignedIn,
    now: Now,
    (db, audit_db, checkpoints): (Data<Db>, Data<AuditDb>, Data<Checkpoints>),
    Query(wanted): Query<Wanted>,
) -> Result<HttpResponse, Problem> {
    by.require(Right::ReadAuditLog)?;
    let query = match wanted.query(now.today) {
        Ok(query) => query,
        Err(errors) => {
            let page = view(&by, &wanted, &errors, &Found::default());
            return Ok(answer(StatusCode::UNPROCESSABLE_ENTITY, page));
        }
    };
    let (actor, subject) = (by.actor.clone(), query.subject);
    db.write(move |conn| acts::disclose_log(conn, &actor, subject)).await?;
    let standing = checkpoints.standing();
    let found = audit_db.0.read(move |conn| {
        let mut lines = log(conn, &query, PAGE + 1)?;
        let more = i64::try_from(lines.len()).is_ok_and(|it| it > PAGE);
        if more {
            lines.pop();
        }
        Ok(Found { lines, more, tips: tips(conn)?, checkpoints: standing })
    });
    Ok(answer(StatusCode::OK, view(&by, &wanted, &[], &found.await?)))
}

fn answer(status: StatusCode, page: Markup) -> HttpResponse {
    HttpResponse::build(status).content_type(ContentType::html()).body(page.into_string())
}

impl Wanted {
    fn query(&self, today: NaiveDate) -> Result<LogQuery, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut check = |field: &str, wrong: bool, sentence: &str| {
            if wrong {
                errors.push(FieldError::new(field, sentence));
            }
        };
        let (actor, subject) = (set(&self.konto), set(&self.pseudonym));
        let (actor, actor_id) = (actor, actor.and_then(|it| it.parse().ok().map(UserId)));
        let (subject, subject_id) = (subject, subject.and_then(|it| it.parse().ok()));
        let (day, between) = (set(&self.tag), set(&self.tag).and_then(|it| whole_day(it, today)));
        check("konto", actor.is_some() && actor_id.is_none(), ID);
        check("pseudonym", subject.is_some() && subject_id.is_none(), ID);
        check("tag", day.is_some() && between.is_none(), DAY);
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(LogQuery {
            chain: set(&self.kette).and_then(|it| it.parse().ok()),
            action: set(&self.aktion).and_then(|it| it.parse().ok()),
            actor: actor_id,
            subject: subject_id,
            between,
            before: set(&self.vor).and_then(parse_place),
        })
    }

    /// The address of the page after `last`.
    fn after(&self, last: LogPlace) -> String {
        let vor = format!("{}-{}-{}", last.at.timestamp_micros(), last.chain, last.seq);
        let fields = [
            ("kette", &self.kette),
            ("aktion", &self.aktion),
            ("konto", &self.konto),
            ("pseudonym", &self.pseudonym),
            ("tag", &self.tag),
            ("vor", &vor),
        ];
        let set: Vec<_> = fields.into_iter().filter(|it| !it.1.is_empty()).collect();
        format!("/protokoll?{}", serde_html_form::to_string(set).unwrap_or_default())
    }
}

/// What was really asked for.
fn set(typed: &str) -> Option<&str> {
    let typed = typed.trim();
    (!typed.is_empty() && typed != ALL).then_some(typed)
}

/// From midnight to midnight in Düsseldorf.
fn whole_day(typed: &str, today: NaiveDate) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    let midnight = |day: NaiveDate| {
        let local = day.and_time(chrono::NaiveTime::MIN).and_local_timezone(Berlin).earliest();
        local.map(|it| it.to_utc())
    };
    let day = days::parse(typed, today)?;
    Some((midnight(day)?, midnight(day.checked_add_days(Days::new(1))?)?))
}

fn parse_place(text: &str) -> Option<LogPlace> {
    let mut parts = text.split('-');
    let at = DateTime::from_timestamp_micros(parts.next()?.parse().ok()?)?;
    Some(LogPlace { at, chain: parts.next()?.parse().ok()?, seq: parts.next()?.parse().ok()? })
}

fn view(by: &SignedIn, wanted: &Wanted, errors: &[FieldError], found: &Found) -> Markup {
    let rows: Vec<_> = found.lines.iter().map(row).collect();
    let heads =
        ["Nr.", "Zeit", "Konto und Rolle", "Aktion", "Gegenstand", "Pseudonym", "Zweck", "Stand"];
    let content = html! {
        (filter(wanted, errors))
        @if errors.is_empty() {
            section {
                h2 { "Einträge" }
                @if rows.is_empty() { p { "Kein Eintrag passt zu dieser Auswahl." } }
                @else { (table("Einträge des Protokolls, neueste zuerst", &heads, &rows)) }
                @if let (true, Some(last)) = (found.more, found.lines.last()) {
                    p { (link_button(Look::Secondary, &wanted.after(last.place), "Ältere Einträge")) }
                }
            }
            (chains(&found.tips, found.checkpoints))
        }
    };
    Page::new(by, "Protokoll").errors(errors).show(&content)
}

fn filter(wanted: &Wanted, errors: &[FieldError]) -> Markup {
    let chains = [(ALL, "beide"), ("1", "1 – Änderungen"), ("2", "2 – Lesezugriffe")];
    let actions = Action::ALL.iter().map(|it| (it.name(), it.label()));
    let actions = std::iter::once((ALL, "alle")).chain(actions);
    html! {
        form method="get" action="/protokoll" novalidate {
            div.fields {
                (Field::new("kette", "Kette").value(or_all(&wanted.kette)).optional().select(chains))
                (Field::new("aktion", "Aktion").value(or_all(&wanted.aktion)).optional().select(actions))
                (Field::new("tag", "Tag").value(&wanted.tag).errors(errors).optional().date())
            }
            div.fields {
                (Field::new("konto", "Kennung des Kontos").value(&wanted.konto).errors(errors).optional().text())
                (Field::new("pseudonym", "Pseudonym").value(&wanted.pseudonym).errors(errors).optional().text())
            }
            (button(Look::Secondary, "Auswählen"))
        }
    }
}

fn or_all(typed: &str) -> &str {
    if typed.is_empty() { ALL } else { typed }
}

fn row(line: &LogLine) -> Vec<Markup> {
    vec![
        html! { span.number { (line.place.chain) "/" (line.place.seq) } },
        html! { time datetime=(line.place.at.to_rfc3339()) { (wall_clock(line.place.at)) } },
        html! {
            @match line.actor { Some(id) => code { (id) }, None => "ohne Konto" }
            @if let Some(hat) = line.hat { br; (Role::label(hat)) }
        },
        html! {
            (line.action.label())
            @if line.outcome == Outcome::Refused { br; (line.outcome.label()) }
            @if let Some(rule) = &line.rule { br; span.muted { (rule_label(rule)) } }
        },
        object(line),
        html! { @if let Some(subject) = line.subject { code { (subject) } } },
        html! { @if let Some(purpose) = line.purpose { (Purpose::label(purpose)) } },
        change(line),
    ]
}

fn object(line: &LogLine) -> Markup {
    html! { @if let Some((kind, id, version)) = line.object {
        (kind.label())
        @if let Some(version) = version { ", Fassung " (version) }
        @if let Some(id) = id { br; code { (id) } }
    } }
}

fn change(line: &LogLine) -> Markup {
    html! {
        @if let Some(from) = &line.from_state { (state_label(from)) " → " }
        @if let Some(to) = &line.to_state { (state_label(to)) }
        @if let Some(fields) = &line.fields { br; span.muted { (fields.replace(',', ", ")) } }
    }
}

fn state_label(name: &str) -> &str {
    let stage = name.parse().map(Stage::label);
    stage.or_else(|_| name.parse().map(SittingState::label)).unwrap_or(name)
}

fn rule_label(name: &str) -> &str {
    let step = name.parse().map(StepKind::label);
    step.or_else(|_| name.parse().map(SittingStepKind::label)).unwrap_or(name)
}

fn chains(tips: &[Tip], checkpoints: Standing) -> Markup {
    html! {
        section {
            h2 { "Stand der Ketten" }
            p { "Ob das Protokoll unverändert ist, prüft " code { "hfk audit verify" }
                " außerhalb der Datenbank, am besten gegen die abgelegten Prüfpunkte." }
            (last_checkpoint(checkpoints))
            ul { @for tip in tips {
                li {
                    "Kette " (tip.chain) ": " (tip.seq) " Einträge"
                    @if tip.seq > 0 { ", letzter vom " (wall_clock(tip.at)) }
                    br; code.muted { (hex(&tip.hash)) }
                }
            } }
        }
    }
}

fn last_checkpoint(checkpoints: Standing) -> Markup {
    html! {
        @if let Some(since) = checkpoints.failing_since {
            (alert(Tone::Danger, "Es entstehen keine Prüfpunkte", &html! {
                p { "Seit " (wall_clock(since)) " lässt sich kein Prüfpunkt ablegen. Bitte die technische Administration verständigen; die Ursache steht im Betriebsprotokoll." }
            }))
        }
        @if let Some(at) = checkpoints.written_at { p { "Letzter Prüfpunkt: " (wall_clock(at)) "." } }
    }
}
