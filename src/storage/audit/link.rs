//! An entry as a link of its chain, with its hash computed anew outside the database.

use aws_lc_rs::digest::{Context, SHA256};
use diesel::{
    deserialize::{self, FromSql, FromSqlRow},
    pg::{Pg, PgValue},
};

pub(super) type Hash = [u8; 32];

/// What a chain begins with.
pub(super) const ORIGIN: Hash = [0; 32];

/// The version of the format that is hashed.
const FORMAT: u8 = 1;

/// All of an entry as one record, so that its fields arrive in one piece, each with its
/// length before it: just as they are hashed.
pub(super) const RECORD: &str = "ROW(hash, prev, seq, at, chain, actor, hat, action, subject, \
    object_kind, object_id, object_version, purpose, outcome, rule, from_state, to_state, \
    from_version, to_version, idempotency_key, fields)";

#[derive(diesel::sql_types::SqlType)]
#[diesel(postgres_type(oid = 2249, array_oid = 2287))]
pub(super) struct EntryRecord;

#[derive(Debug, Clone, Copy, FromSqlRow)]
pub(super) struct Link {
    pub(super) seq: i64,
    /// Microseconds since 2000-01-01 UTC.
    pub(super) at: i64,
    pub(super) prev: Hash,
    pub(super) hash: Hash,
    /// What the hash must be.
    pub(super) computed: Hash,
}

impl FromSql<EntryRecord, Pg> for Link {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        Self::read(value.as_bytes()).ok_or_else(|| "an entry of unknown form".into())
    }
}

impl Link {
    fn read(record: &[u8]) -> Option<Self> {
        // The number of fields, which the query has said already.
        let mut rest = record.get(4..)?;
        let hash = fixed(next_field(&mut rest)?)?;
        let prev: Hash = fixed(next_field(&mut rest)?)?;
        let seq: [u8; 8] = fixed(next_field(&mut rest)?)?;
        let at: [u8; 8] = fixed(next_field(&mut rest)?)?;
        let mut digest = Context::new(&SHA256);
        for part in [&[FORMAT][..], &prev, &seq, &at] {
            digest.update(part);
        }
        while !rest.is_empty() {
            digest.update(next_field(&mut rest)?);
        }
        let computed = digest.finish().as_ref().try_into().ok()?;
        let (seq, at) = (i64::from_be_bytes(seq), i64::from_be_bytes(at));
        Some(Self { seq, at, prev, hash, computed })
    }
}

/// The next field of a record with its length; the type before it is no part of the entry.
fn next_field<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let field = rest.get(4..)?;
    let length = i32::from_be_bytes(*field.first_chunk()?);
    // NULL has length -1 and no bytes.
    let (field, after) = field.split_at_checked(4 + usize::try_from(length).unwrap_or(0))?;
    *rest = after;
    Some(field)
}

/// A field that must be there, without its length.
fn fixed<const N: usize>(field: &[u8]) -> Option<[u8; N]> {
    field.get(4..)?.try_into().ok()
}
