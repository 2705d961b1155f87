use std::time::{Duration, Instant};

use anyhow::Result;
use hfk::{
    letters::{Address, ClosingNotice, Envelope, Letter, Letterhead, PersonLine, typeset},
    procedure::Land,
};

use super::stage::rate;

/// Typesets closing notices on one thread for three seconds.
pub(super) fn measure() -> Result<()> {
    let letter = notice()?;
    let first = Instant::now();
    typeset(&letter, Land::NordrheinWestfalen.law())?;
    let first = first.elapsed();
    let (started, mut count) = (Instant::now(), 0);
    while started.elapsed() < Duration::from_secs(3) {
        typeset(&letter, Land::NordrheinWestfalen.law())?;
        count += 1;
    }
    let rate = rate(count, started);
    println!(
        "letters        first after {:.2} s, then {rate:.0} letters/s on one thread",
        first.as_secs_f64()
    );
    Ok(())
}

fn notice() -> Result<Letter> {
    let person = PersonLine { name: "Zoran Đorđević".into(), born: "14.03.1984".into() };
    Ok(Letter::ClosingNotice(ClosingNotice {
        envelope: Envelope {
            letterhead: Letterhead::default(),
            recipient: Address::new([
                "Kanzlei Brüggemann",
                "Hauptstraße 1",
                "45888 Gelsenkirchen",
            ])?,
            date: "2026-11-13".parse()?,
            reference: "15-39.22-2026-0388".into(),
            their_reference: Some("118/26-B".into()),
            contact: "Sabine Brandt".into(),
        },
        persons: vec![person],
        authority: "Stadt Gelsenkirchen".into(),
    }))
}
