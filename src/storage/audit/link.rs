//! An entry as a link of its chain, with its hash computed anew outside the database.

use aws_lc_rs::digest::{Context, SHA256};
use diesel::{
    deserialize::{self, QueryableByName},
    pg::Pg,
    row::{Field as _, NamedRow, Row},
};

pub(super) type Hash = [u8; 32];

/// What a chain begins with.
pub(super) const ORIGIN: Hash = [0; 32];

/// The version of the format that is hashed.
const FORMAT: u8 = 1;

/// The fields of an entry in the order in which they are hashed: first those of fixed length,
/// then, from `chain` on, each with its length before it.
pub(super) const FIELDS: &str = "hash, prev, seq, at, chain, actor, hat, action, subject, \
    object_kind, object_id, object_version, purpose, outcome, rule, from_state, to_state, \
    from_version, to_version, idempotency_key, fields";

/// How many have a fixed length.
const FIXED: usize = 4;

#[derive(Debug, Clone, Copy)]
pub(super) struct Link {
    pub(super) seq: i64,
    /// Microseconds since 2000-01-01 UTC.
    pub(super) at: i64,
    pub(super) prev: Hash,
    pub(super) hash: Hash,
    /// What the hash must be.
    pub(super) computed: Hash,
}

/// Reads the row as it came over the wire: it is those bytes that are hashed.
impl QueryableByName<Pg> for Link {
    fn build<'a>(row: &impl NamedRow<'a, Pg>) -> deserialize::Result<Self> {
        let (hash, prev): (Hash, Hash) = (fixed(row, 0)?, fixed(row, 1)?);
        let (seq, at): ([u8; 8], [u8; 8]) = (fixed(row, 2)?, fixed(row, 3)?);
        let mut digest = Context::new(&SHA256);
        for part in [&[FORMAT][..], &prev, &seq, &at] {
            digest.update(part);
        }
        for index in FIXED..row.field_count() {
            with_length(&mut digest, row, index)?;
        }
        let computed = digest.finish().as_ref().try_into()?;
        let (seq, at) = (i64::from_be_bytes(seq), i64::from_be_bytes(at));
        Ok(Self { seq, at, prev, hash, computed })
    }
}

/// A field with its length before it; NULL has length -1 and no bytes.
fn with_length<'a>(
    digest: &mut Context,
    row: &impl Row<'a, Pg>,
    index: usize,
) -> deserialize::Result<()> {
    let field = row.get(index).ok_or(UNKNOWN_FORM)?;
    match field.value() {
        None => digest.update(&(-1i32).to_be_bytes()),
        Some(value) => {
            let bytes = value.as_bytes();
            digest.update(&i32::try_from(bytes.len())?.to_be_bytes());
            digest.update(bytes);
        }
    }
    Ok(())
}

/// A field that must be there.
fn fixed<'a, const N: usize>(row: &impl Row<'a, Pg>, index: usize) -> deserialize::Result<[u8; N]> {
    let field = row.get(index).ok_or(UNKNOWN_FORM)?;
    let value = field.value().ok_or(UNKNOWN_FORM)?;
    Ok(value.as_bytes().try_into()?)
}

const UNKNOWN_FORM: &str = "an entry of unknown form";
