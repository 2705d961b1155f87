//! What `scripts/bench.sh` prints: pages, searches, steps, letters and the audit log, measured on a
//! private durable cluster under `target/bench`, seeded once and kept.
#![allow(clippy::disallowed_methods, reason = "a benchmark reads the clock and its arguments")]

mod letters; // letters a second
mod lists; // a list of 5,000 rows, from the file to its cases
mod people; // searches for people
mod pages; // requests a second through the running service
mod service; // the service, and somebody signed in
mod stage; // the cluster, the seeded databases, the program
mod steps; // steps a second beside pgbench

use anyhow::Result;

fn main() -> Result<()> {
    let sizes: Vec<usize> = std::env::args().skip(1).filter_map(|it| it.parse().ok()).collect();
    let only_lists = std::env::args().any(|it| it == "lists");
    let sizes = if sizes.is_empty() { vec![1_000, 10_000, 100_000] } else { sizes };
    let cluster = stage::cluster()?;
    if only_lists {
        return lists::measure(&stage::Stage::set(&cluster, sizes[0])?);
    }
    letters::measure()?;
    for size in &sizes {
        let stage = stage::Stage::set(&cluster, *size)?;
        pages::measure(&stage)?;
        people::measure(&stage)?;
        stage.verify()?;
    }
    if let Some(middle) = sizes.get(sizes.len() / 2) {
        let stage = stage::Stage::set(&cluster, *middle)?;
        steps::measure(&stage)?;
        lists::measure(&stage)?;
    }
    Ok(())
}
