use hfk::procedure::Role;

use crate::app::TestApp;

#[test]
fn the_chair_changes_a_setting_and_the_clerk_reads_it() {
    let app = TestApp::start();
    let (clerk, chair) = (app.sign_in(Role::Clerk), app.sign_in(Role::Chair));
    let page = clerk.get("/vorgaben");
    page.assert_says("Frist für die Stellungnahme der Ausländerbehörde");
    page.assert_says("Ändern kann nur der Vorsitz.");
    assert_eq!(clerk.get("/vorgaben/folder_days").status, 403);
    assert_eq!(chair.get("/vorgaben/unknown").status, 404);

    let form = chair.get("/vorgaben/folder_days");
    let (key, version) = (form.hidden("key").unwrap(), form.hidden("version").unwrap());
    let send = |key: &str, value: &str| {
        chair.post("/vorgaben/folder_days", &[("key", key), ("version", version), ("value", value)])
    };
    let wrong = send(key, "viele");
    assert_eq!(wrong.status, 422);
    wrong.assert_says("Bitte eine ganze Zahl von 1 bis 60 angeben.");
    wrong.assert_says("value=\"viele\"");
    assert_eq!(send(key, "15").status, 303);
    let stale = send(&uuid::Uuid::now_v7().to_string(), "20");
    assert_eq!(stale.status, 409);
    stale.assert_says("Gilt zurzeit: 15.");
    stale.assert_says("value=\"20\"");
    let page = clerk.get("/vorgaben");
    page.assert_says("<strong>15</strong>");
    page.assert_says("Vorgabe der Geschäftsstelle");
}
