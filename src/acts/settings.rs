use anyhow::Context as _;
use diesel::PgConnection;

use crate::{
    Now, Problem,
    letters::{HeadLine, Letterhead},
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
    storage::change_setting(conn, (setting.name(), seen), value.trim(), by.user, now)?;
    let entry = Entry::change(Action::SettingChanged, by.user, hat).rule(setting.name());
    Ok(storage::append(conn, &entry)?)
}

/// The letterhead of what is written from now on, and its version.
pub fn letterhead(conn: &mut PgConnection) -> Result<(Letterhead, Version), Problem> {
    let Some((json, version)) = storage::letterhead(conn)? else {
        return Ok((Letterhead::default(), Version(0)));
    };
    Ok((serde_json::from_str(&json).context("letterhead from JSON")?, version))
}

/// Changes the letterhead. Letters that are written already keep theirs.
pub fn change_letterhead(
    conn: &mut PgConnection,
    by: &Actor,
    (head, seen): (&Letterhead, Version),
    now: Now,
) -> Result<(), Problem> {
    let hat = by.hat(Right::ChangeSettings.roles()).ok_or(Problem::Forbidden)?;
    let before = letterhead(conn)?.0;
    let json = serde_json::to_string(head).context("letterhead as JSON")?;
    storage::change_setting(conn, (storage::LETTERHEAD, seen), &json, by.user, now)?;
    let changed = HeadLine::ALL.iter().filter(|it| before.line(**it) != head.line(**it));
    let changed: Vec<_> = changed.map(|it| it.name()).collect();
    let entry = Entry::change(Action::SettingChanged, by.user, hat)
        .rule(storage::LETTERHEAD)
        .fields(&changed);
    Ok(storage::append(conn, &entry)?)
}
