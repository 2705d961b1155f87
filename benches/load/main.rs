//! What `scripts/bench.sh` prints: pages, searches, steps, letters and the audit log, measured on a
//! private durable cluster under `target/bench`, seeded once and kept.
#![allow(clippy::disallowed_methods, reason = "a benchmark reads the clock and its arguments")]

mod letters; // letters a second
mod people; // searches for people
mod pages; // requests a second through the running service
mod stage; // the cluster, the seeded databases, the program
mod steps; // steps a second beside pgbench

use anyhow::Result;

fn main() -> Result<()> {
    let sizes: Vec<usize> = std::env::args().skip(1).filter_map(|it| it.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![1_000, 10_000, 100_000] } else { sizes };
    letters::measure()?;
    let cluster = stage::cluster()?;
    for size in &sizes {
        let stage = stage::Stage::set(&cluster, *size)?;
        pages::measure(&stage)?;
        people::measure(&stage)?;
        stage.verify()?;
    }
    if let Some(middle) = sizes.get(sizes.len() / 2) {
        steps::measure(&stage::Stage::set(&cluster, *middle)?)?;
    }
    Ok(())
}
