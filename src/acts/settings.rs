use diesel::PgConnection;

use crate::{
    Now, Problem,
    procedure::{Actor, Right, RuleSet, Setting, Version},
    storage::{self, Action, Entry},
};

/// Changes a setting of the secretariat. The value must make a rule set together with the others.
pub fn change_setting(
    conn: &mut PgConnection,
    by: &Actor,
    (setting, seen): (Setting, Version),
    value: &str,
    now: Now,
) -> Result<(), Problem> {
    let hat = by.hat(Right::ChangeSettings.roles()).ok_or(Problem::Forbidden)?;
    if let Err(invalid) = RuleSet::nrw(&[(setting, value.to_owned())]) {
        return Err(Problem::field("value", invalid.sentence));
    }
    storage::change_setting(conn, (setting, seen), value.trim(), by.user, now)?;
    let entry = Entry::change(Action::SettingChanged, by.user, hat).rule(setting.name());
    Ok(storage::append(conn, &entry)?)
}
