//! Computes both chains anew, outside the database, and says where they first break.

use std::fmt;

use diesel::{PgConnection, QueryResult, RunQueryDsl as _, pg::PgRowByRowLoadingMode, sql_query};

use super::{
    checkpoint::Checkpoint,
    link::{FIELDS, Hash, Link, ORIGIN},
    tip::Tip,
};

/// An intact log: where its chains stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    pub tips: Vec<Tip>,
}

impl Verified {
    /// How many entries were computed.
    pub fn entries(&self) -> i64 {
        self.tips.iter().map(|it| it.seq).sum()
    }
}

/// The first entry at which a chain is not what it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("chain {chain}, entry {seq}: {fault}")]
pub struct Broken {
    pub chain: i16,
    pub seq: i64,
    pub fault: Fault,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// An entry is missing, or one stands where none belongs.
    Gap,
    /// What the entry says is not what was logged.
    Hash,
    /// It does not follow the entry before it.
    Prev,
    /// It is older than the entry before it.
    Clock,
    /// The chain does not end where its head says.
    Head,
    /// It is not the entry that a checkpoint has written down.
    Checkpoint,
    /// A checkpoint knows of entries that are gone.
    Cut,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Gap => "gap: an entry is missing or does not belong here",
            Self::Hash => "hash: the entry was changed",
            Self::Prev => "prev: the entry does not follow the one before it",
            Self::Clock => "clock: the entry is older than the one before it",
            Self::Head => "head: the chain does not end where its head says",
            Self::Checkpoint => "checkpoint: another entry than the one written down",
            Self::Cut => "cut: entries that a checkpoint knows are gone",
        })
    }
}

/// Computes both chains anew in one snapshot, holding one entry at a time.
pub fn verify(
    conn: &mut PgConnection,
    checkpoints: &[Checkpoint],
) -> QueryResult<Result<Verified, Broken>> {
    conn.build_transaction().read_only().repeatable_read().run(|conn| {
        // The table itself: a function could tell another story.
        let tips = sql_query("SELECT * FROM audit.head ORDER BY chain").load::<Tip>(conn)?;
        for chain in [1, 2] {
            let mut walk = Walk::new(chain, checkpoints);
            if let Err(broken) = walk.entries(conn)?.and_then(|()| walk.end(&tips)) {
                return Ok(Err(broken));
            }
        }
        Ok(Ok(Verified { tips }))
    })
}

/// One chain on the way from its first entry to its last.
struct Walk<'a> {
    chain: i16,
    seq: i64,
    at: i64,
    hash: Hash,
    /// Those not passed yet.
    checkpoints: Vec<&'a Checkpoint>,
}

impl<'a> Walk<'a> {
    fn new(chain: i16, checkpoints: &'a [Checkpoint]) -> Self {
        let mut checkpoints: Vec<_> = checkpoints.iter().filter(|it| it.chain == chain).collect();
        checkpoints.sort_by_key(|it| std::cmp::Reverse(it.seq));
        Self { chain, seq: 0, at: i64::MIN, hash: ORIGIN, checkpoints }
    }

    /// Row by row: the server reads on while this side computes.
    fn entries(&mut self, conn: &mut PgConnection) -> QueryResult<Result<(), Broken>> {
        let query =
            format!("SELECT {FIELDS} FROM audit.entries WHERE chain = {} ORDER BY seq", self.chain);
        let links = sql_query(query).load_iter::<Link, PgRowByRowLoadingMode>(conn)?;
        for link in links {
            if let Err(broken) = self.pass(&link?) {
                return Ok(Err(broken));
            }
        }
        Ok(Ok(()))
    }

    fn pass(&mut self, link: &Link) -> Result<(), Broken> {
        let expected = self.seq + 1;
        self.check(link.seq == expected, expected, Fault::Gap)?;
        self.check(link.hash == link.computed, link.seq, Fault::Hash)?;
        self.check(link.prev == self.hash, link.seq, Fault::Prev)?;
        self.check(link.at >= self.at, link.seq, Fault::Clock)?;
        (self.seq, self.at, self.hash) = (link.seq, link.at, link.hash);
        while let Some(known) = self.checkpoints.pop_if(|it| it.seq <= link.seq) {
            let same = known.seq == link.seq && known.hash == link.hash;
            self.check(same, link.seq, Fault::Checkpoint)?;
        }
        Ok(())
    }

    fn end(&self, tips: &[Tip]) -> Result<(), Broken> {
        // The last is the lowest of those that no entry has reached.
        self.check(self.checkpoints.is_empty(), self.seq + 1, Fault::Cut)?;
        let head = tips.iter().find(|it| it.chain == self.chain);
        let meets = head.is_some_and(|it| it.seq == self.seq && it.hash == self.hash);
        self.check(meets, self.seq + 1, Fault::Head)
    }

    fn check(&self, holds: bool, seq: i64, fault: Fault) -> Result<(), Broken> {
        if holds { Ok(()) } else { Err(Broken { chain: self.chain, seq, fault }) }
    }
}
