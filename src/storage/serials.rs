use diesel::{prelude::*, upsert::excluded};

use super::schema::serials;

/// What is numbered per year without gaps.
#[derive(Debug, Clone, Copy)]
pub enum Serial {
    FileNumber,
    Sitting,
}

/// The next number of the year. It is drawn in the caller's transaction and given back if
/// that fails, so that no number is lost; others who draw wait until it ends.
pub fn draw(conn: &mut PgConnection, serial: Serial, year: i32) -> QueryResult<i32> {
    draw_several(conn, serial, year, 1)
}

/// As [`draw`], so many at once; returns the last of them.
pub fn draw_several(
    conn: &mut PgConnection,
    serial: Serial,
    year: i32,
    count: i32,
) -> QueryResult<i32> {
    let name = match serial {
        Serial::FileNumber => "file_number",
        Serial::Sitting => "sitting",
    };
    diesel::insert_into(serials::table)
        .values((serials::name.eq(name), serials::year.eq(year), serials::last.eq(count)))
        .on_conflict((serials::name, serials::year))
        .do_update()
        .set(serials::last.eq(serials::last + excluded(serials::last)))
        .returning(serials::last)
        .get_result(conn)
}
