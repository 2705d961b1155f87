//! What can be done with a sitting next, what it leads to, and what cannot be done and why.

use maud::{Markup, html};

use super::room::Room;
use crate::{
    procedure::{
        Right, RuleSet, SittingState, SittingStepKind, Violation, notices_obstacles,
        sitting_obstacles,
    },
    web::{
        components::{Look, link_button},
        numbers::counted,
        refused::reasons,
        session::SignedIn,
    },
};

/// What a step of a sitting leads to.
pub(super) fn consequence(step: SittingStepKind, rules: &RuleSet) -> String {
    let sentence = match step {
        SittingStepKind::Publish => {
            "Jedes Mitglied bekommt eine Einladung mit der Tagesordnung und kann die Vorgänge ab sofort lesen."
        }
        SittingStepKind::Open => {
            "Ab dann kann abgestimmt werden, solange die Kommission beschlussfähig ist."
        }
        SittingStepKind::Close => {
            "Das Protokoll wird erstellt. Danach sind Anwesenheit und Beschlüsse nicht mehr zu ändern."
        }
        SittingStepKind::Approve => {
            let days = counted(rules.access_days as usize, "Tag", "Tage");
            return format!(
                "Das Protokoll ist damit gesperrt. Der Zugang der Mitglieder endet {days} danach (Vorgabe der Geschäftsstelle)."
            );
        }
        SittingStepKind::Cancel => "Die Mitglieder verlieren den Zugang zu den Vorgängen.",
    };
    sentence.to_owned()
}

pub(super) fn steps(by: &SignedIn, room: &Room) -> Markup {
    let obstacles = |step| sitting_obstacles(&room.sitting, step, &by.actor, room.now.today);
    let of_this_state = |step: &&SittingStepKind| step.rule().from.contains(&room.sitting.state);
    let steps: Vec<_> = SittingStepKind::ALL.iter().filter(of_this_state).copied().collect();
    let main = steps.first().copied().filter(|it| *it != SittingStepKind::Cancel);
    let others = steps.iter().copied().filter(|it| Some(*it) != main);
    html! {
        section.next {
            h2 { "Nächster Schritt" }
            @match (on_with(room), main) {
                (Some((href, label)), _) => (link_button(Look::Primary, &href, &label)),
                (None, Some(step)) => (primary(room, step, &obstacles(step))),
                (None, None) => (notices(by, room)),
            }
        }
        section {
            h2 { "Weitere Schritte" }
            ul.why {
                @if on_with(room).is_some() { @if let Some(step) = main { (other(room, step, &obstacles(step))) } }
                @for step in others { (other(room, step, &obstacles(step))) }
                @if main.is_some() { (notices_line(by, room)) }
            }
        }
    }
}

/// In an open sitting the next item comes before the end.
fn on_with(room: &Room) -> Option<(String, String)> {
    let next = room.next_open(0).filter(|_| room.sitting.state == SittingState::Open)?;
    Some((room.item_address(next.position), format!("Weiter mit TOP {}", next.position)))
}

fn step_address(room: &Room, step: SittingStepKind) -> String {
    format!("{}/schritte/{step}", room.address())
}

fn primary(room: &Room, step: SittingStepKind, obstacles: &[Violation]) -> Markup {
    html! {
        @if obstacles.is_empty() {
            (link_button(Look::Primary, &step_address(room, step), step.label()))
            p.muted { (consequence(step, &room.rules)) }
        } @else {
            p { strong { (step.label()) } }
            (reasons(obstacles, room.rules.law))
            p { a.kern-link href=(step_address(room, step)) { "Was der Schritt bewirkt" } }
        }
    }
}

fn other(room: &Room, step: SittingStepKind, obstacles: &[Violation]) -> Markup {
    html! {
        li {
            @if obstacles.is_empty() {
                a.kern-link href=(step_address(room, step)) { (step.label()) }
            } @else {
                (step.label())
                (reasons(obstacles, room.rules.law))
            }
        }
    }
}

fn notices(by: &SignedIn, room: &Room) -> Markup {
    let href = format!("{}/mitteilungen", room.address());
    html! {
        @if room.sitting.state == SittingState::Cancelled {
            p { "Die Sitzung ist abgesagt." }
        } @else if by.actor.may(Right::ReleaseNotices) {
            (link_button(Look::Primary, &href, "Mitteilungen freigeben"))
            p.muted { "Alle Mitteilungen dieser Sitzung gehen gemeinsam hinaus." }
        } @else {
            (link_button(Look::Secondary, &href, "Mitteilungen ansehen"))
        }
    }
}

fn notices_line(by: &SignedIn, room: &Room) -> Markup {
    let href = format!("{}/mitteilungen", room.address());
    let obstacles = notices_obstacles(room.sitting.state, 0);
    html! {
        @if room.sitting.state != SittingState::Planned {
            li {
                @if !obstacles.is_empty() { "Mitteilungen freigeben" (reasons(&obstacles, room.rules.law)) }
                @else if by.actor.may(Right::ReleaseNotices) { a.kern-link href=(href) { "Mitteilungen freigeben" } }
                @else { a.kern-link href=(href) { "Mitteilungen ansehen" } }
            }
        }
    }
}
