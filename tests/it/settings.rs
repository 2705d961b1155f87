use hfk::procedure::{Role, Violation};
use uuid::Uuid;

use crate::{
    app::{Browser, Page, TestApp},
    records::lines,
};

const FOLDER: &str = "/vorgaben/folder_days";

fn propose(by: &Browser, version: &str, value: &str) -> Page {
    let key = Uuid::now_v7().to_string();
    by.get(FOLDER);
    by.post(FOLDER, &[("key", &key), ("version", version), ("value", value)])
}

/// Presses a button of the first proposal that waits.
fn settle(by: &Browser, proposal: &str, press: &str) -> Page {
    let key = Uuid::now_v7().to_string();
    by.get("/vorgaben");
    by.post(&format!("/vorgaben/vorschlaege/{proposal}"), &[("key", &key), ("tun", press)])
}

fn waiting(app: &TestApp) -> String {
    let sql = "SELECT id::text AS line FROM setting_proposals WHERE settled_at IS NULL";
    lines(&mut app.db(), sql).remove(0)
}

#[test]
fn a_setting_changes_when_a_second_person_confirms_it() {
    let app = TestApp::start();
    let (clerk, chair) = (app.sign_in(Role::Clerk), app.sign_in(Role::Chair));
    clerk.get("/vorgaben").assert_says("Frist für die Stellungnahme der Ausländerbehörde");
    assert_eq!(chair.get("/vorgaben/unknown").status, 404);
    let wrong = propose(&clerk, "0", "viele");
    assert_eq!(wrong.status, 422);
    wrong.assert_says("Bitte eine ganze Zahl von 1 bis 60 angeben.");
    wrong.assert_says("value=\"viele\"");
    assert_eq!(propose(&clerk, "0", "15").location.as_deref(), Some("/vorgaben"));
    let page = chair.get("/vorgaben");
    page.assert_says("<strong>15</strong>");
    page.assert_says("<strong>10</strong>");

    let second = propose(&chair, "0", "20");
    assert_eq!(second.status, 409);
    second.assert_says(&Violation::ProposalWaits.to_string());
    second.assert_says("value=\"20\"");
    let proposal = waiting(&app);
    assert_eq!(settle(&chair, &proposal, "bestaetigen").status, 303);
    let page = clerk.get("/vorgaben");
    page.assert_says("Vorgabe der Geschäftsstelle");
    assert!(!page.body.contains("<strong>10</strong>"), "{}", page.body);
    assert_eq!(settle(&chair, &proposal, "ablehnen").status, 409, "it is settled");

    let stale = propose(&chair, "0", "20");
    assert_eq!(stale.status, 409);
    stale.assert_says("Gilt zurzeit: 15.");
    let logged = "SELECT action AS line FROM audit.entries WHERE rule = 'folder_days' ORDER BY seq";
    assert_eq!(lines(&mut app.db(), logged), ["setting_proposed", "setting_changed"]);
}

#[test]
fn nobody_confirms_their_own_proposal_and_one_of_the_two_has_the_chair() {
    let app = TestApp::start();
    let (clerk, other, chair) =
        (app.sign_in(Role::Clerk), app.sign_in(Role::Clerk), app.sign_in(Role::Chair));
    assert_eq!(propose(&clerk, "0", "15").status, 303);
    let proposal = waiting(&app);
    for (by, why) in [(&clerk, Violation::OwnProposal), (&other, Violation::OpenTo(&[Role::Chair]))]
    {
        by.get("/vorgaben").assert_says(&why.to_string());
        let page = settle(by, &proposal, "bestaetigen");
        assert_eq!(page.status, 409);
        page.assert_says(&why.to_string());
    }
    assert_eq!(app.sign_in(Role::Member).get("/vorgaben").status, 403);
    assert_eq!(settle(&clerk, &proposal, "ablehnen").status, 303, "it can be taken back");

    assert_eq!(propose(&chair, "0", "20").status, 303);
    let proposal = waiting(&app);
    assert_eq!(settle(&chair, &proposal, "bestaetigen").status, 409);
    assert_eq!(settle(&other, &proposal, "bestaetigen").status, 303);
    let kept = "SELECT setting || ' ' || value AS line FROM settings";
    assert_eq!(lines(&mut app.db(), kept), ["folder_days 20"]);
}

/// Also when the program should forget it.
#[test]
fn the_database_refuses_what_one_person_did_alone() {
    use diesel::{RunQueryDsl as _, sql_query};
    let app = TestApp::start();
    assert_eq!(propose(&app.sign_in(Role::Chair), "0", "15").status, 303);
    let alone = "UPDATE setting_proposals SET settled_by = proposed_by, settled_at = now(), confirmed = true";
    let error = sql_query(alone).execute(&mut app.db()).unwrap_err().to_string();
    assert!(error.contains("setting_proposals_four_eyes"), "{error}");
}

#[test]
fn the_days_without_service_are_a_list_that_two_people_agree_on() {
    const PAGE: &str = "/vorgaben/special_days";
    let app = TestApp::start();
    let (clerk, chair) = (app.sign_in(Role::Clerk), app.sign_in(Role::Chair));
    let propose = |value: &str| {
        let key = Uuid::now_v7().to_string();
        clerk.get(PAGE);
        clerk.post(PAGE, &[("key", &key), ("version", "0"), ("value", value)])
    };
    let wrong = propose("24.12.2026 Dienstschluss\r\nSilvester");
    assert_eq!(wrong.status, 422);
    wrong.assert_says("Zeile 2: bitte Tag und Bezeichnung angeben");
    wrong.assert_says("\nSilvester</textarea>");
    assert_eq!(propose("24.12.2026 Dienstschluss\r\n31.12.2026 Dienstschluss").status, 303);
    assert_eq!(settle(&chair, &waiting(&app), "bestaetigen").status, 303);
    chair.get("/vorgaben").assert_says("24.12.2026 Dienstschluss; 31.12.2026 Dienstschluss");
}
