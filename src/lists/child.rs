use std::{
    fs::File,
    io::{self, Read as _},
    path::PathBuf,
};

use super::{MAX_LIST, Sheet, read};
use crate::{
    confined::{Confined, Means, give_up},
    procedure::ListFault,
};

/// The command under which the program reads what comes in on its standard input.
const COMMAND: &str = "read-list";

/// What the rows of the largest file may come to.
const MAX_SAID: u64 = 64 * 1024 * 1024;

/// Has lists read by children of this program.
#[derive(Clone, Debug)]
pub struct ListReader {
    children: Confined,
}

impl ListReader {
    /// `program` is this program, to be started anew.
    pub fn new(program: PathBuf) -> Self {
        Self { children: Confined::new(program) }
    }

    /// The rows of a file, or what is wrong with it. A child that crashes or takes too long has
    /// given its verdict, too.
    pub async fn read(&self, file: File) -> anyhow::Result<Result<Sheet, ListFault>> {
        let said = self.children.ask(COMMAND, file, MAX_SAID).await?;
        Ok(serde_json::from_slice(&said).unwrap_or(Err(ListFault::Overburdened)))
    }
}

/// What the child does: reads its standard input, prints rows or a fault as JSON.
pub fn run_as_child() -> anyhow::Result<()> {
    give_up(Means::USUAL)?;
    let mut bytes = Vec::new();
    io::stdin().take(MAX_LIST as u64 + 1).read_to_end(&mut bytes)?;
    serde_json::to_writer(io::stdout().lock(), &read(&bytes))?;
    Ok(())
}
