use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::{as_text::AsText, schema::users};
use crate::{
    Now,
    procedure::{Role, Roles, UserId},
};

/// Someone who may sign in.
#[derive(Debug, Clone)]
pub struct Account {
    pub id: UserId,
    pub login: String,
    pub name: String,
    pub roles: Roles,
    /// PHC string.
    pub password_hash: String,
    pub must_change_password: bool,
    pub locked_at: Option<DateTime<Utc>>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = users, check_for_backend(diesel::pg::Pg))]
struct AccountRow {
    id: uuid::Uuid,
    login: String,
    name: String,
    roles: Vec<Option<AsText<Role>>>,
    password_hash: String,
    must_change_password: bool,
    locked_at: Option<DateTime<Utc>>,
}

impl TryFrom<AccountRow> for Account {
    type Error = diesel::result::Error;

    fn try_from(row: AccountRow) -> QueryResult<Self> {
        Ok(Self {
            id: UserId(row.id),
            login: row.login,
            name: row.name,
            roles: to_roles(row.roles)?,
            password_hash: row.password_hash,
            must_change_password: row.must_change_password,
            locked_at: row.locked_at,
        })
    }
}

/// The same rule stands as a CHECK on the column, so this does not fail in practice.
pub(super) fn to_roles(names: Vec<Option<AsText<Role>>>) -> QueryResult<Roles> {
    let roles = names.into_iter().flatten().map(|it| it.0).collect();
    Roles::new(roles).ok_or_else(|| {
        diesel::result::Error::DeserializationError("roles that exclude each other".into())
    })
}

/// Adds a user whose password somebody else has chosen: it is to be changed at the first sign-in.
pub fn create_account(conn: &mut PgConnection, account: &Account, now: Now) -> QueryResult<()> {
    let roles: Vec<_> = account.roles.iter().map(AsText).collect();
    diesel::insert_into(users::table)
        .values((
            users::id.eq(account.id.0),
            users::login.eq(&account.login),
            users::name.eq(&account.name),
            users::roles.eq(roles),
            users::password_hash.eq(&account.password_hash),
            users::must_change_password.eq(account.must_change_password),
            users::locked_at.eq(account.locked_at),
            users::created_at.eq(now.at),
        ))
        .execute(conn)?;
    Ok(())
}

pub fn find_account(conn: &mut PgConnection, id: UserId) -> QueryResult<Option<Account>> {
    let row = users::table.find(id.0).select(AccountRow::as_select()).first(conn).optional()?;
    row.map(Account::try_from).transpose()
}

pub fn find_login(conn: &mut PgConnection, login: &str) -> QueryResult<Option<Account>> {
    let of_login = users::table.filter(users::login.eq(login));
    let row = of_login.select(AccountRow::as_select()).first(conn).optional()?;
    row.map(Account::try_from).transpose()
}

/// Everybody, by name.
pub fn accounts(conn: &mut PgConnection) -> QueryResult<Vec<Account>> {
    let rows: Vec<AccountRow> = users::table
        .filter(users::id.ne(UserId::AUTOMATIC.0))
        .order((users::name, users::login))
        .select(AccountRow::as_select())
        .load(conn)?;
    rows.into_iter().map(Account::try_from).collect()
}

/// The same password under new parameters.
pub fn save_rehashed(conn: &mut PgConnection, user: UserId, hash: &str) -> QueryResult<()> {
    let account = diesel::update(users::table.find(user.0));
    account.set(users::password_hash.eq(hash)).execute(conn)?;
    Ok(())
}

/// A password the user has chosen.
pub fn save_own_password(conn: &mut PgConnection, user: UserId, hash: &str) -> QueryResult<()> {
    diesel::update(users::table.find(user.0))
        .set((users::password_hash.eq(hash), users::must_change_password.eq(false)))
        .execute(conn)?;
    Ok(())
}

/// A password for one sign-in, to be changed there. It also lifts a lock.
pub fn save_one_time_password(
    conn: &mut PgConnection,
    user: UserId,
    hash: &str,
) -> QueryResult<()> {
    diesel::update(users::table.find(user.0))
        .set((
            users::password_hash.eq(hash),
            users::must_change_password.eq(true),
            users::locked_at.eq(None::<DateTime<Utc>>),
        ))
        .execute(conn)?;
    Ok(())
}

/// `false` when the account is locked already, or there is none.
pub fn lock(conn: &mut PgConnection, user: UserId, now: Now) -> QueryResult<bool> {
    let open = users::table.find(user.0).filter(users::locked_at.is_null());
    Ok(diesel::update(open).set(users::locked_at.eq(now.at)).execute(conn)? == 1)
}

/// `false` when the account is not locked, or there is none.
pub fn unlock(conn: &mut PgConnection, user: UserId) -> QueryResult<bool> {
    let locked = users::table.find(user.0).filter(users::locked_at.is_not_null());
    Ok(diesel::update(locked).set(users::locked_at.eq(None::<DateTime<Utc>>)).execute(conn)? == 1)
}
