use anyhow::Context as _;
use diesel::{
    alias,
    dsl::{exists, max, not},
    prelude::*,
};

use super::{
    as_text::AsText,
    schema::{installation, settings},
};
use crate::{
    Now, Problem,
    procedure::{Land, RuleSet, Setting, UserId, Version},
};

/// The rules in force: those of the Land with what the secretariat has set.
pub fn rules(conn: &mut PgConnection) -> Result<RuleSet, Problem> {
    type Own = Option<(AsText<Setting>, String)>;
    // Joined to the one row of the installation, so that one query tells both.
    let newer = alias!(settings as newer);
    let of_same = newer.field(settings::setting).eq(settings::setting);
    let later = newer.field(settings::version).gt(settings::version);
    let own = settings::setting
        .eq_any(Setting::ALL.iter().map(|it| it.name()))
        .and(not(exists(newer.filter(of_same.and(later)))));
    let rows: Vec<(AsText<Land>, Own)> = installation::table
        .left_join(settings::table.on(own))
        .select((installation::land, (settings::setting, settings::value).nullable()))
        .load(conn)?;
    let land = rows.first().map(|it| it.0.0).context("no row of the installation")?;
    let set = rows.into_iter().filter_map(|it| it.1).map(|it| (it.0.0, it.1));
    RuleSet::of(land, &set.collect::<Vec<_>>()).map_err(|it| Problem::Broken(it.into()))
}

/// Whose commission this is.
pub fn land(conn: &mut PgConnection) -> QueryResult<Land> {
    Ok(installation::table.select(installation::land).first::<AsText<Land>>(conn)?.0)
}

/// Makes it the commission of this Land; as the owner of the database, and before the first case:
/// the rule set of cases stays.
pub fn settle_land(conn: &mut PgConnection, to: Land) -> QueryResult<()> {
    if land(conn)? != to {
        diesel::update(installation::table).set(installation::land.eq(AsText(to))).execute(conn)?;
    }
    Ok(())
}

/// What the secretariat has set, each in its latest version.
pub fn current(conn: &mut PgConnection) -> QueryResult<Vec<(Setting, String, Version)>> {
    let rows: Vec<(AsText<Setting>, String, i32)> = settings::table
        .filter(settings::setting.eq_any(Setting::ALL.iter().map(|it| it.name())))
        .distinct_on(settings::setting)
        .order((settings::setting, settings::version.desc()))
        .select((settings::setting, settings::value, settings::version))
        .load(conn)?;
    Ok(rows.into_iter().map(|it| (it.0.0, it.1, Version(it.2))).collect())
}

/// Under this name the letterhead is kept among the settings, as JSON.
pub const LETTERHEAD: &str = "letterhead";

/// The letterhead in its latest version, if the secretariat has set one.
pub fn letterhead(conn: &mut PgConnection) -> QueryResult<Option<(String, Version)>> {
    let row: Option<(String, i32)> = settings::table
        .filter(settings::setting.eq(LETTERHEAD))
        .order(settings::version.desc())
        .select((settings::value, settings::version))
        .first(conn)
        .optional()?;
    Ok(row.map(|it| (it.0, Version(it.1))))
}

/// Adds a version; the ones before stay. Whoever saw another version than the latest collides.
pub fn change_setting(
    conn: &mut PgConnection,
    (setting, seen): (&str, Version),
    value: &str,
    by: UserId,
    now: Now,
) -> Result<(), Problem> {
    let of_this = settings::table.filter(settings::setting.eq(setting));
    let latest: Option<i32> = of_this.select(max(settings::version)).first(conn)?;
    if latest.unwrap_or(0) != seen.0 {
        return Err(Problem::Stale);
    }
    let row = (
        settings::setting.eq(setting),
        settings::version.eq(seen.0 + 1),
        settings::value.eq(value),
        settings::changed_by.eq(by.0),
        settings::changed_at.eq(now.at),
    );
    let added =
        diesel::insert_into(settings::table).values(row).on_conflict_do_nothing().execute(conn)?;
    if added == 1 { Ok(()) } else { Err(Problem::Stale) }
}
