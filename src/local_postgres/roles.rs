use std::path::Path;

use anyhow::Context as _;
use diesel::{
    Connection as _, PgConnection, QueryableByName, RunQueryDsl as _, sql_query, sql_types::Text,
};

use crate::config::{DatabaseUrl, kept_password};

/// Owns the databases: migrates, seeds, administers users.
pub const OWNER: &str = "hfk_owner";
/// The service: may do what its grants name, and only append to the audit log.
pub const APP: &str = "hfk_app";
/// Reads and verifies the audit log.
pub const AUDIT: &str = "hfk_audit";

/// One database, for each of its three roles.
#[derive(Clone, Debug)]
pub struct DatabaseUrls {
    pub owner: DatabaseUrl,
    pub app: DatabaseUrl,
    pub audit: DatabaseUrl,
}

/// Makes the two restricted roles able to sign in to a database of the operator's own. Their
/// passwords are made once and kept in files under `kept_in` that only their owner may read.
pub fn prepare_roles(owner: &DatabaseUrl, kept_in: &Path) -> anyhow::Result<DatabaseUrls> {
    let mut conn = PgConnection::establish(owner.as_str()).with_context(|| format!("{owner:?}"))?;
    ensure_roles(&mut conn)?;
    let url = |conn: &mut PgConnection, role: &str| -> anyhow::Result<DatabaseUrl> {
        let password = kept_password(&kept_in.join(format!("{role}.password")))?;
        set_password(conn, role, &password)?;
        Ok(owner.for_role(role, &password))
    };
    let (app, audit) = (url(&mut conn, APP)?, url(&mut conn, AUDIT)?);
    Ok(DatabaseUrls { owner: owner.clone(), app, audit })
}

/// Creates the restricted roles that are not there yet. Their rights come with the migrations.
pub fn ensure_roles(conn: &mut PgConnection) -> anyhow::Result<()> {
    ensure(conn, APP, "LOGIN")?;
    ensure(conn, AUDIT, "LOGIN")
}

/// In a private cluster: a role as a hosting department would give it, not a superuser.
pub fn ensure_owner(conn: &mut PgConnection) -> anyhow::Result<()> {
    ensure(conn, OWNER, "LOGIN CREATEDB CREATEROLE")
}

/// Takes the advisory locks from everybody but the superuser, who must ask for it: with them
/// the service could stand in the way of others. Of this database and those copied from it.
pub fn close_advisory_locks(superuser: &mut PgConnection) -> anyhow::Result<()> {
    sql_query(
        "DO $$ DECLARE lock regprocedure; BEGIN \
           FOR lock IN SELECT oid FROM pg_proc WHERE proname ~ '^pg_(try_)?advisory_' LOOP \
             EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', lock); \
           END LOOP; \
         END $$",
    )
    .execute(superuser)
    .context("advisory locks")?;
    Ok(())
}

/// Sets a role's password; the caller must be allowed to administer the role.
pub fn set_password(conn: &mut PgConnection, role: &str, password: &str) -> anyhow::Result<()> {
    // A utility statement takes no parameters: the server itself quotes them.
    let statement = sql_query("SELECT format('ALTER ROLE %I PASSWORD %L', $1, $2) AS text")
        .bind::<Text, _>(role)
        .bind::<Text, _>(password)
        .get_result::<Statement>(conn)?;
    sql_query(statement.text).execute(conn).with_context(|| format!("password of {role}"))?;
    Ok(())
}

#[derive(QueryableByName)]
struct Statement {
    #[diesel(sql_type = Text)]
    text: String,
}

fn ensure(conn: &mut PgConnection, role: &str, rights: &str) -> anyhow::Result<()> {
    let known = sql_query("SELECT 1 FROM pg_roles WHERE rolname = $1")
        .bind::<Text, _>(role)
        .execute(conn)?;
    if known == 0 {
        sql_query(format!("CREATE ROLE {role} {rights}"))
            .execute(conn)
            .with_context(|| format!("role {role}"))?;
    }
    Ok(())
}
