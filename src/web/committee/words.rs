//! Rounds as people here write them.

use maud::Markup;

use crate::{
    procedure::{CommitteeRound, CommitteeSeat, RoundItemState, RoundState, SeatHolder},
    web::{
        components::{Tone, badge, done, notable, open},
        sittings::{day, time},
    },
};

/// `Vorprüfung vom Mi, 9. Dezember 2026`
pub(super) fn title(it: &CommitteeRound) -> String {
    format!("Vorprüfung vom {}", day(it.held_on))
}

/// `10:00 Uhr · Telefon`
pub(super) fn where_and_when(it: &CommitteeRound) -> String {
    format!("{} Uhr · {}", time(it.starts_at), it.place)
}

pub(super) fn state(state: RoundState) -> Markup {
    let tone = match state {
        RoundState::Planned | RoundState::Published => Tone::Info,
        RoundState::Closed => Tone::Success,
        RoundState::Cancelled => Tone::Danger,
    };
    badge(tone, state.label())
}

pub(super) fn item_state(state: RoundItemState) -> Markup {
    match state {
        RoundItemState::Open => open(state.label()),
        RoundItemState::Decided => done(state.label()),
        RoundItemState::HandedOver | RoundItemState::TakenOff => notable(state.label()),
    }
}

/// `Vorsitz`, `Sitz 2`
pub(super) fn seat(chair: bool, position: i32) -> String {
    if chair { "Vorsitz".to_owned() } else { format!("Sitz {position}") }
}

/// Who holds a seat so: `Dr. Judith Kamp`, `Jens Petersen (Stellvertretung)`, `niemand`.
pub(super) fn holder(seat: &CommitteeSeat, holder: SeatHolder) -> String {
    match (seat.named(holder), holder) {
        (Some((name, _)), SeatHolder::Deputy) => format!("{name} ({})", holder.label()),
        (Some((name, _)), _) => name.to_owned(),
        (None, _) => SeatHolder::Nobody.label().to_owned(),
    }
}
