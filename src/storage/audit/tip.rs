use std::fmt;

use chrono::{DateTime, SecondsFormat, Utc};
use diesel::{
    PgConnection, QueryResult, QueryableByName, RunQueryDsl as _, sql_query,
    sql_types::{BigInt, Binary, SmallInt, Timestamptz},
};

use crate::storage::hex;

/// Where a chain stood: its last entry. Kept elsewhere, it is an anchor that finds a log cut
/// short or written anew.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct Tip {
    #[diesel(sql_type = SmallInt)]
    pub chain: i16,
    #[diesel(sql_type = BigInt)]
    pub seq: i64,
    #[diesel(sql_type = Timestamptz)]
    pub at: DateTime<Utc>,
    #[diesel(sql_type = Binary)]
    pub hash: Vec<u8>,
}

impl Tip {
    /// All that an anchor needs: chain, number, hash.
    pub fn checkpoint(&self) -> String {
        format!("{} {} {}", self.chain, self.seq, hex(&self.hash))
    }
}

impl fmt::Display for Tip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.at.to_rfc3339_opts(SecondsFormat::Micros, true);
        write!(f, "{} {at}", self.checkpoint())
    }
}

/// The tips of both chains, the changes first. Open to the application's role too.
pub fn tips(conn: &mut PgConnection) -> QueryResult<Vec<Tip>> {
    sql_query("SELECT * FROM audit.tips()").load(conn)
}
