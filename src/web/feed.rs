//! Open deadlines and Wiedervorlagen as a calendar file (RFC 5545): file numbers and no names.
//!
//! It is downloaded by whoever is signed in. There is no address with a secret in it to which a
//! calendar program could subscribe: such an address ends in histories, proxies and logs, and
//! opens the list to whoever finds it.

use actix_web::{HttpResponse, http::header, web::Data};
use chrono::NaiveDate;
use icalendar::{Calendar, Component as _, Event, EventLike as _, Property};

use super::session::SignedIn;
use crate::{
    Now, Problem,
    procedure::Right,
    storage::{self, Db, DueRecall, OpenDeadline},
};

/// More than one office has open at a time.
const MOST: i64 = 2_000;

pub(super) async fn show(by: SignedIn, db: Data<Db>, now: Now) -> Result<HttpResponse, Problem> {
    by.require(Right::KeepRecalls)?;
    let user = by.actor.user;
    let (deadlines, recalls) = db
        .read(move |conn| {
            let deadlines = storage::open_deadlines(conn, user, MOST)?;
            Ok((deadlines, storage::recalls_until(conn, user, (now.today, None), MOST)?))
        })
        .await?;
    let deadlines = deadlines.iter().map(|it| deadline(it, now));
    let mut calendar: Calendar =
        deadlines.chain(recalls.iter().map(|it| recall(it, now))).collect();
    calendar.name("Fristen der Härtefallkommission");
    let name = "attachment; filename=\"fristen.ics\"";
    Ok(HttpResponse::Ok()
        .content_type("text/calendar; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, name))
        .body(calendar.to_string()))
}

fn deadline(it: &OpenDeadline, now: Now) -> Event {
    let (kind, firmness) = (it.deadline.kind, it.deadline.kind.firmness());
    let summary = format!("{}: {} ({})", it.number, kind.label(), firmness.label());
    whole_day(&format!("{}-{kind}", it.case), it.deadline.due_on, &summary, now)
}

fn recall(it: &DueRecall, now: Now) -> Event {
    whole_day(&it.id.to_string(), it.on, &format!("{}: Wiedervorlage", it.number), now)
}

/// The same day has the same name in every file, so that a calendar that reads it again has it once.
fn whole_day(id: &str, on: NaiveDate, summary: &str, now: Now) -> Event {
    let mut event = Event::new();
    event.uid(&format!("{id}@haertefallkommission")).timestamp(now.at).all_day(on).summary(summary);
    // It takes nobody's time.
    event.append_property(Property::new("TRANSP", "TRANSPARENT"));
    event.done()
}
