//! L8: the outcome is not stated, neither in words nor between them.

use hfk::{
    letters::{ClosingNotice, Letter},
    procedure::Land,
};
use serde_json::Value;

use super::samples::{closing_notice, day};

fn keys(object: &Value) -> Vec<&str> {
    object.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn has_no_field_that_could_hold_the_outcome() {
    let json = serde_json::to_value(Letter::ClosingNotice(closing_notice())).unwrap();
    assert_eq!(keys(&json), ["authority", "envelope", "kind", "persons"]);
    assert_eq!(
        keys(&json["envelope"]),
        ["contact", "date", "letterhead", "recipient", "reference", "their_reference"]
    );
    assert_eq!(keys(&json["persons"][0]), ["born", "name"]);
}

#[test]
fn takes_no_other_field_from_the_store_either() {
    let mut json = serde_json::to_value(Letter::ClosingNotice(closing_notice())).unwrap();
    json["outcome"] = "request".into();
    assert!(serde_json::from_value::<Letter>(json).is_err());
}

#[test]
fn is_named_after_the_reference_alone() {
    let notice = closing_notice();
    let mut other = ClosingNotice { authority: "Kreis Wesel".to_owned(), ..closing_notice() };
    other.persons.truncate(1);
    other.envelope.date = day(2027, 1, 1);
    let (notice, other) = (Letter::ClosingNotice(notice), Letter::ClosingNotice(other));
    assert_eq!(notice.file_name(), "Beendigung_15-39.22-2026-0388.pdf");
    assert_eq!(notice.file_name(), other.file_name());
    let law = Land::NordrheinWestfalen.law();
    assert_eq!(notice.title(law), other.title(law));
}
