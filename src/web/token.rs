//! The token in the cookie: a signed reference to a session of the server, and nothing else.

use anyhow::Context as _;
use chrono::{DateTime, Duration, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use serde::{Deserialize, Serialize};

use crate::{
    Now, Problem,
    config::SessionSecret,
    procedure::{SessionId, UserId},
};

const ISSUER: &str = "hfk";
const AUDIENCE: &str = "hfk-web";
const LEEWAY_SECS: i64 = 30;

/// All of them are required, and of exactly these types.
#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: UserId,
    jti: SessionId,
    iat: i64,
    nbf: i64,
    exp: i64,
}

/// What a valid token says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reference {
    pub(super) session: SessionId,
    pub(super) user: UserId,
}

pub(super) fn seal(
    reference: Reference,
    secret: &SessionSecret,
    issued: DateTime<Utc>,
    valid: Duration,
) -> Result<String, Problem> {
    let claims = Claims {
        iss: ISSUER.to_owned(),
        aud: AUDIENCE.to_owned(),
        sub: reference.user,
        jti: reference.session,
        iat: issued.timestamp(),
        nbf: issued.timestamp(),
        exp: (issued + valid).timestamp(),
    };
    let key = EncodingKey::from_secret(secret.as_bytes());
    let token = encode(&Header::new(Algorithm::HS256), &claims, &key);
    Ok(token.context("signing the session token")?)
}

/// `None` for whatever is not a token of ours that is valid now.
pub(super) fn unseal(token: &str, secret: &SessionSecret, now: Now) -> Option<Reference> {
    let mut rules = Validation::new(Algorithm::HS256);
    rules.set_required_spec_claims(&["exp", "nbf", "iss", "aud", "sub"]);
    rules.set_issuer(&[ISSUER]);
    rules.set_audience(&[AUDIENCE]);
    // The library knows only the system's clock; ours decides below.
    rules.validate_exp = false;
    let key = DecodingKey::from_secret(secret.as_bytes());
    let claims = decode::<Claims>(token, &key, &rules).ok()?.claims;
    let now = now.at.timestamp();
    let begun = claims.nbf.max(claims.iat) <= now.saturating_add(LEEWAY_SECS);
    let ended = claims.exp <= now.saturating_sub(LEEWAY_SECS);
    (begun && !ended).then_some(Reference { session: claims.jti, user: claims.sub })
}
