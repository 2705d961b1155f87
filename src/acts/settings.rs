use anyhow::Context as _;
use diesel::PgConnection;

use crate::{
    Now, Problem,
    letters::{HeadLine, Letterhead},
    procedure::{Actor, ProposalId, Right, RuleSet, Setting, Version, confirm_obstacles, named},
    storage::{self, Action, Entry, Proposal},
};

/// Proposes another value for a setting. It must make a rule set together with the others.
pub fn propose_setting(
    conn: &mut PgConnection,
    by: &Actor,
    (id, setting, seen): (ProposalId, Setting, Version),
    value: &str,
    now: Now,
) -> Result<(), Problem> {
    let hat = by.hat(Right::ChangeSettings.roles()).ok_or(Problem::Forbidden)?;
    let land = storage::land(conn)?;
    if let Err(invalid) = RuleSet::of(land, &[(setting, value.to_owned())]) {
        return Err(Problem::field("value", invalid.sentence));
    }
    let own = storage::current(conn)?.into_iter().find(|it| it.0 == setting);
    if own.map_or(Version(0), |it| it.2) != seen {
        return Err(Problem::Stale);
    }
    let value = value.trim().to_owned();
    storage::propose(conn, &Proposal { id, setting, seen, value, by: by.user, hat, at: now.at })?;
    let entry = Entry::change(Action::SettingProposed, by.user, hat).rule(setting.name());
    Ok(storage::append(conn, &entry)?)
}

named! {
    /// What becomes of a proposal.
    pub enum Verdict {
        Confirm = "bestaetigen", "Bestätigen";
        Reject = "ablehnen", "Ablehnen";
    }
}

/// Confirms a proposal, and the setting has its value from now on; or rejects it. Whoever made
/// it can take it back.
pub fn settle_proposal(
    conn: &mut PgConnection,
    by: &Actor,
    id: ProposalId,
    verdict: Verdict,
    now: Now,
) -> Result<(), Problem> {
    let hat = by.hat(Right::ChangeSettings.roles()).ok_or(Problem::Forbidden)?;
    let it = storage::lock_proposal(conn, id)?;
    let action = match verdict {
        Verdict::Reject => Action::SettingRejected,
        Verdict::Confirm => {
            let obstacles = confirm_obstacles(by, it.by, it.hat);
            if !obstacles.is_empty() {
                return Err(obstacles.into());
            }
            storage::change_setting(conn, (it.setting.name(), it.seen), &it.value, by.user, now)?;
            Action::SettingChanged
        }
    };
    storage::settle_proposal(conn, id, verdict == Verdict::Confirm, by.user, now)?;
    let entry = Entry::change(action, by.user, hat).rule(it.setting.name());
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
    let hat = by.hat(Right::ChangeLetterhead.roles()).ok_or(Problem::Forbidden)?;
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
