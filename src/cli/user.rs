use anyhow::{anyhow, bail};
use aws_lc_rs::rand;
use clap::{Args, Subcommand};
use diesel::{Connection as _, PgConnection};

use super::{connect, fresh_id, now};
use crate::{
    Problem, acts,
    config::{Environment, PasswordCost},
    procedure::{Role, Roles, UserId},
    storage::Account,
};

/// Easy to read out and to type: no letter that looks like another.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

#[derive(Subcommand)]
pub(super) enum Deed {
    /// Add a user and print a password for the first sign-in
    Add(NewUser),
    /// End all sessions of a user and let them open no other
    Lock(Whom),
    /// Print a new password for one sign-in; ends all sessions and lifts a lock
    Reset(Whom),
}

#[derive(Args)]
pub(super) struct NewUser {
    /// Name for signing in: 2 to 64 of a–z, 0–9, dot, hyphen, underscore
    login: String,
    /// Name that others see
    #[arg(long)]
    name: String,
    /// SB, VS, M, VPA, ADM or REV; may be given several times
    #[arg(long = "role", required = true)]
    roles: Vec<Role>,
}

#[derive(Args)]
pub(super) struct Whom {
    /// Name for signing in
    login: String,
}

pub(super) fn run(deed: &Deed, env: &Environment) -> anyhow::Result<()> {
    let mut conn = connect(&env.owner_database()?)?;
    match deed {
        Deed::Add(user) => add(&mut conn, user),
        Deed::Lock(Whom { login }) => {
            conn.transaction(|conn| acts::lock_login(conn, login, now()))
                .map_err(|it| failed(it, login))?;
            println!("{login} is locked.");
            Ok(())
        }
        Deed::Reset(Whom { login }) => {
            let (password, hash) = one_time_password()?;
            conn.transaction(|conn| acts::reset_login(conn, login, &hash, now()))
                .map_err(|it| failed(it, login))?;
            println!("Password for the next sign-in of {login}: {password}");
            Ok(())
        }
    }
}

fn add(conn: &mut PgConnection, user: &NewUser) -> anyhow::Result<()> {
    let Some(roles) = Roles::new(user.roles.clone()) else {
        bail!("ADM and REV exclude the roles that see cases");
    };
    let (password, password_hash) = one_time_password()?;
    let account = Account {
        id: UserId(fresh_id()),
        login: user.login.clone(),
        name: user.name.clone(),
        roles,
        password_hash,
        must_change_password: true,
        locked_at: None,
    };
    conn.transaction(|conn| acts::add_user(conn, &account, now()))
        .map_err(|it| failed(it, &user.login))?;
    println!("Password for the first sign-in of {}: {password}", user.login);
    Ok(())
}

/// A problem in the words of the command line: those of the pages speak to who sees a page.
fn failed(problem: Problem, login: &str) -> anyhow::Error {
    match problem {
        Problem::NotFound => anyhow!("no user has the login {login}"),
        Problem::Broken(source) | Problem::Busy(source) => source.context(format!("user {login}")),
        other => anyhow::Error::new(other).context(format!("user {login}")),
    }
}

/// 100 random bits in groups of five letters, and its hash.
fn one_time_password() -> anyhow::Result<(String, String)> {
    let mut bytes = [0; 20];
    rand::fill(&mut bytes).map_err(|_| anyhow!("the system gives no random bytes"))?;
    let letters = bytes.map(|it| char::from(LETTERS[usize::from(it % 32)]));
    let groups: Vec<String> = letters.chunks(5).map(|it| it.iter().collect()).collect();
    let password = groups.join("-");
    let hash = acts::hash_password(&password, PasswordCost::STANDARD)?;
    Ok((password, hash))
}
