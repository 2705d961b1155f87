//! On „Mein Tag“ of the chair: authorities that do not follow an Ersuchen, or do not answer at all.

use maud::{Markup, html};

use super::{components::case_deadline, days::german, numbers::counted, start::of_case};
use crate::{
    Now, Problem,
    procedure::{Actor, FollowRate, Reminding, reminding},
    storage::{self, Db, Refusal, Reminded},
};

/// As many lines of a list are asked for.
const MOST: u8 = 50;

pub(super) struct ForChair {
    refusals: Vec<Refusal>,
    silent: Vec<Reminded>,
    rate: FollowRate,
}

impl ForChair {
    pub(super) async fn load(db: &Db, by: &Actor, now: Now) -> Result<Self, Problem> {
        let user = by.user;
        db.read(move |conn| {
            let rules = storage::rules(conn)?;
            let mut silent = storage::reminded_cases(conn, user, now.today)?;
            silent.retain(|it| {
                reminding(&it.awaited, it.deadline.due_on, now.today, &rules) == Reminding::ForChair
            });
            Ok(Self {
                refusals: storage::unnoted_refusals(conn, user, MOST.into())?,
                silent,
                rate: storage::follow_rate(conn)?,
            })
        })
        .await
    }

    pub(super) fn list(&self, now: Now) -> Markup {
        html! {
            @if !self.refusals.is_empty() {
                section {
                    h2 { "Ersuchen nicht gefolgt " span.count { (self.refusals.len()) } }
                    ul.why { @for it in &self.refusals {
                        li {
                            (of_case((it.case, "#ersuchen"), &it.number, it.urgent))
                            div.muted { "festgehalten am " (german(it.recorded_on)) }
                        }
                    } }
                }
            }
            @if !self.silent.is_empty() {
                section {
                    h2 { "Keine Antwort trotz Erinnerung " span.count { (self.silent.len()) } }
                    ul.why { @for it in &self.silent {
                        li {
                            a.kern-link.number href={ "/faelle/" (it.case) } { (it.number) }
                            div { (case_deadline(it.deadline, now.today)) }
                            div.muted { (counted(it.awaited.reminded_on.len(), "Erinnerung", "Erinnerungen")) }
                        }
                    } }
                }
            }
        }
    }

    pub(super) fn beside(&self) -> Markup {
        html! { @if let Some(percent) = self.rate.percent() {
            section {
                h2 { "Befolgte Ersuchen" }
                p { (percent) " %: " (self.rate.followed) " von " (self.rate.decided) " Personen, über die eine Ausländerbehörde entschieden hat" }
            }
        } }
    }
}
