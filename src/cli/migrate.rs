use std::{fs, path::PathBuf};

use anyhow::Context as _;
use clap::Args;

use super::connect;
use crate::{
    config::Environment,
    local_postgres::{APP, AUDIT, set_password},
    storage,
};

#[derive(Args)]
pub(super) struct Options {
    /// File with the password that the role `hfk_app` gets
    #[arg(long)]
    app_password_file: Option<PathBuf>,
    /// File with the password that the role `hfk_audit` gets
    #[arg(long)]
    audit_password_file: Option<PathBuf>,
}

pub(super) fn run(options: &Options, env: &Environment) -> anyhow::Result<()> {
    let mut conn = connect(&env.owner_database()?)?;
    storage::migrate(&mut conn)?;
    storage::settle_land(&mut conn, env.land()?).context("HFK_LAND")?;
    let roles = [(APP, &options.app_password_file), (AUDIT, &options.audit_password_file)];
    for (role, file) in roles {
        if let Some(file) = file {
            let password = fs::read_to_string(file)
                .with_context(|| format!("password file {}", file.display()))?;
            set_password(&mut conn, role, password.trim())?;
        }
    }
    Ok(())
}
