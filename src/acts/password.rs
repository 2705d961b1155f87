//! Passwords: what is a good one, and how one is kept.

use anyhow::anyhow;
use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use unicode_normalization::UnicodeNormalization as _;

use crate::{Problem, config::PasswordCost};

/// BSI ORP.4 and OWASP ASVS 6.2: length counts, composition does not.
const LENGTH: std::ops::RangeInclusive<usize> = 12..=128;

/// Lower case; what people take when they must reach twelve characters.
const COMMON: &str = include_str!("common_passwords.txt");

/// Hashes with argon2id: some ten milliseconds of work, so never on a thread that serves others.
pub fn hash_password(password: &str, cost: PasswordCost) -> Result<String, Problem> {
    let params = Params::new(cost.memory_kib, cost.iterations, 1, None);
    let params = params.map_err(|it| anyhow!("password cost: {it}"))?;
    let hash = Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password(composed(password).as_bytes())
        .map_err(|it| anyhow!("hashing a password: {it}"))?;
    Ok(hash.to_string())
}

/// Takes the cost that is written in the hash.
pub fn is_password(password: &str, hash: &str) -> bool {
    password.chars().count() <= *LENGTH.end()
        && PasswordHash::new(hash).is_ok_and(|it| {
            Argon2::default().verify_password(composed(password).as_bytes(), &it).is_ok()
        })
}

/// Whether the hash was made more cheaply than is now asked for.
pub fn is_cheaper(hash: &str, cost: PasswordCost) -> bool {
    PasswordHash::new(hash)
        .ok()
        .and_then(|it| Params::try_from(&it).ok())
        .is_none_or(|it| it.m_cost() < cost.memory_kib || it.t_cost() < cost.iterations)
}

/// Refuses a password that is short or easily guessed. `field` is its name in the form.
pub fn check_new_password(password: &str, login: &str, field: &str) -> Result<(), Problem> {
    let password = composed(password).to_lowercase();
    if !LENGTH.contains(&password.chars().count()) {
        return Err(Problem::field(
            field,
            format!("Das Passwort braucht {} bis {} Zeichen.", LENGTH.start(), LENGTH.end()),
        ));
    }
    if COMMON.lines().any(|it| it == password) || is_monotonous(&password) {
        return Err(Problem::field(
            field,
            "Dieses Passwort ist leicht zu erraten. Bitte wählen Sie ein anderes, zum Beispiel mehrere Wörter, die nichts miteinander zu tun haben.",
        ));
    }
    if password.contains(login) {
        return Err(Problem::field(field, "Das Passwort darf den Anmeldenamen nicht enthalten."));
    }
    Ok(())
}

/// Three or fewer different characters.
fn is_monotonous(password: &str) -> bool {
    let mut different: Vec<_> = password.chars().collect();
    different.sort_unstable();
    different.dedup();
    different.len() <= 3
}

/// The same letters typed on another keyboard are the same password.
fn composed(password: &str) -> String {
    password.nfc().collect()
}
