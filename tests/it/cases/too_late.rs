//! Forms that are sent when the session of their page has ended.

use chrono::TimeDelta;
use hfk::procedure::Role::Clerk;

use super::paper::{Fields, application, awaiting_statement, press, send, unseen, with};
use crate::app::{Browser, PASSWORD, Page, TestApp};

const APPLICATION: &str = "/faelle/neu";

/// Opens the form, is called away for longer than a session lasts, and sends it.
fn too_late(app: &TestApp, browser: &Browser, typed: &Fields) -> Page {
    browser.get(APPLICATION);
    app.wait(TimeDelta::minutes(31));
    send(browser, APPLICATION, &with(typed.clone(), "tun", "pruefen"))
}

fn sign_in_again(browser: &Browser, page: &Page, login: &str, password: &str) -> Page {
    let mut form = unseen(page);
    form.extend([("login".to_owned(), login.to_owned()), ("password".to_owned(), password.into())]);
    send(browser, "/anmelden", &form)
}

/// Sends what stands on the page after signing in, with the token that stands there.
fn send_again(browser: &Browser, page: &Page, path: &str) -> Page {
    let mut form = unseen(page);
    form.push(("csrf".to_owned(), page.hidden("csrf").unwrap().to_owned()));
    send(browser, path, &form)
}

#[test]
fn what_was_typed_waits_until_its_author_is_back() {
    let app = TestApp::start();
    let login = app.user(&[Clerk]).login;
    let clerk = app.sign_in_as(&login);
    let reasons = "„Wir“ & <sie>\r\n\r\nseit zwölf Jahren";
    let page = too_late(&app, &clerk, &with(application(), "reasons", reasons));
    assert_eq!(page.status, 403);
    page.assert_says("Ihre Anmeldung ist abgelaufen");

    let page = sign_in_again(&clerk, &page, &login, "falsch");
    assert_eq!(page.status, 422, "{}", page.body);
    let page = sign_in_again(&clerk, &page, &login, PASSWORD);
    assert_eq!(page.status, 200, "{}", page.body);
    page.assert_says("Ihre Eingaben sind erhalten");

    let check = send_again(&clerk, &page, APPLICATION);
    check.assert_says("Es ist noch nichts gespeichert.");
    clerk.get("/konto");
    let page = press(&clerk, APPLICATION, &check, "registrieren");
    let case = clerk.get(&page.location.expect("registered"));
    case.assert_says("„Wir“ &amp; &lt;sie&gt;");
}

#[test]
fn nobody_else_sends_what_somebody_typed() {
    let app = TestApp::start();
    let browser = app.sign_in(Clerk);
    let page = too_late(&app, &browser, &application());
    let page = sign_in_again(&browser, &page, &app.user(&[Clerk]).login, PASSWORD);
    assert_eq!((page.status, page.location.as_deref()), (303, Some("/")));
}

#[test]
fn a_form_that_no_page_of_the_session_has_sent_is_not_kept() {
    let app = TestApp::start();
    let login = app.user(&[Clerk]).login;
    let browser = app.sign_in_as(&login);
    let forged = with(application(), "csrf", "0000");
    app.wait(TimeDelta::minutes(31));
    let body: Vec<_> = forged.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let body = serde_html_form::to_string(body).unwrap();
    let headers = [("content-type", crate::app::FORM)];
    let page = browser.send("POST", APPLICATION, &headers, body.as_bytes());
    assert_eq!((page.status, page.location.as_deref()), (303, Some("/anmelden")));

    let sent = [("login", login.as_str()), ("password", PASSWORD), ("weiter", APPLICATION)];
    let page = browser.post("/anmelden", &[sent.as_slice(), &[("unsent", &body)]].concat());
    assert_eq!((page.status, page.location.as_deref()), (303, Some("/")));
}

#[test]
fn a_password_is_not_kept_for_later() {
    let app = TestApp::start();
    let browser = app.sign_in(Clerk);
    app.wait(TimeDelta::minutes(31));
    let page = browser.post("/konto", &[("current", PASSWORD), ("new", "geheim")]);
    assert_eq!((page.status, page.location.as_deref()), (303, Some("/anmelden")));
}

#[test]
fn of_a_form_with_files_the_text_is_kept() {
    let app = TestApp::start();
    let login = app.user(&[Clerk]).login;
    let clerk = app.sign_in_as(&login);
    let case = awaiting_statement(&app, &clerk);
    let path = format!("{case}/schritte/record_statement");
    let form = clerk.get(&path);
    app.wait(TimeDelta::minutes(31));
    let text = |name: &str, value: &str| {
        format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let mut body = text("csrf", &clerk.csrf());
    for (name, value) in unseen(&form) {
        body += &text(&name, &value);
    }
    body += &text("text", "Die Behörde sieht keine Gründe.");
    body += "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF-1.7\r\n--x--\r\n";
    let headers = [("content-type", "multipart/form-data; boundary=x")];
    let page = clerk.send("POST", &format!("{path}/pruefen"), &headers, body.as_bytes());
    assert_eq!(page.status, 403, "{}", page.body);

    let page = sign_in_again(&clerk, &page, &login, PASSWORD);
    let again = send_again(&clerk, &page, &format!("{path}/pruefen"));
    assert_eq!(again.status, 422, "the other fields are still to be filled in");
    again.assert_says("Die Behörde sieht keine Gründe.");
}
