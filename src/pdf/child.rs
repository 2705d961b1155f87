use std::{
    fs::File,
    io::{self, Read as _},
    path::PathBuf,
};

use super::{MAX_DOCUMENT, inspect};
use crate::{
    confined::{Confined, Means, give_up},
    procedure::PdfFault,
};

/// The command under which the program looks at what comes in on its standard input.
const COMMAND: &str = "check-pdf";
/// The word for a file that can be kept.
const GOOD: &str = "good";
const LONGEST_WORD: u64 = 100;

/// Has files looked at by children of this program.
#[derive(Clone, Debug)]
pub struct Inspector {
    children: Confined,
}

impl Inspector {
    /// `program` is this program, to be started anew.
    pub fn new(program: PathBuf) -> Self {
        Self { children: Confined::new(program) }
    }

    /// What is wrong with a file, if anything. A child that crashes or takes too long has
    /// given its verdict, too.
    pub async fn inspect(&self, file: File) -> anyhow::Result<Result<(), PdfFault>> {
        Ok(understood(&self.children.ask(COMMAND, file, LONGEST_WORD).await?))
    }
}

fn understood(word: &[u8]) -> Result<(), PdfFault> {
    match str::from_utf8(word).unwrap_or_default().trim() {
        GOOD => Ok(()),
        word => Err(word.parse().unwrap_or(PdfFault::Overburdened)),
    }
}

/// What the child does: reads its standard input, prints one word.
pub fn run_as_child() -> anyhow::Result<()> {
    give_up(Means::USUAL)?;
    let mut bytes = Vec::new();
    io::stdin().take(MAX_DOCUMENT as u64 + 1).read_to_end(&mut bytes)?;
    println!("{}", inspect(&bytes).map_or_else(PdfFault::name, |()| GOOD));
    Ok(())
}
