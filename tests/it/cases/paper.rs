//! Filling in the forms of the pages, as a browser would, and sending them on.

use crate::{
    app::{Browser, Page, TestApp},
    committee::before_the_committee,
};

/// What is typed into a form.
pub type Fields = Vec<(String, String)>;

pub fn fields(typed: &[(&str, &str)]) -> Fields {
    typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// The application of one person without a representative.
pub fn application() -> Fields {
    fields(&[
        ("received_on", "20.11.2026"),
        ("channel", "post"),
        ("authority", "1"),
        ("reasons", "Wir leben seit zwölf Jahren in Gelsenkirchen."),
        ("persons-0-family_name", "Đorđević"),
        ("persons-0-given_names", "Milica"),
        ("persons-0-born", "14.03.1987"),
        ("persons-0-family_role", "applicant"),
        ("persons-0-nationalities-0", "serbisch"),
        ("persons-0-sex", "female"),
        ("persons-0-marital_status", "unknown"),
        ("persons-0-residence_status", "toleration"),
        ("persons-0-street", "Ahornweg 4"),
        ("persons-0-postal_code", "45879"),
        ("persons-0-town", "Gelsenkirchen"),
    ])
}

/// With a child, at the same address.
pub fn family() -> Fields {
    let mut family = application();
    family.extend(fields(&[
        ("persons-1-family_name", "Đorđević"),
        ("persons-1-given_names", "Luka"),
        ("persons-1-born", "2011"),
        ("persons-1-family_role", "child"),
        ("persons-1-sex", "male"),
        ("persons-1-marital_status", "single"),
        ("persons-1-residence_status", "toleration"),
        ("persons-1-street", "Ahornweg 4"),
        ("persons-1-postal_code", "45879"),
        ("persons-1-town", "Gelsenkirchen"),
    ]));
    family
}

/// One field filled in differently.
pub fn with(mut typed: Fields, name: &str, value: &str) -> Fields {
    typed.retain(|it| it.0 != name);
    typed.push((name.to_owned(), value.to_owned()));
    typed
}

pub fn send(browser: &Browser, path: &str, typed: &Fields) -> Page {
    let typed: Vec<_> = typed.iter().map(|it| (it.0.as_str(), it.1.as_str())).collect();
    browser.post(path, &typed)
}

/// Everything that goes along unseen with the last form of a page.
pub fn unseen(page: &Page) -> Fields {
    let form = page.body.rsplit("<form").next().unwrap();
    let inputs = form.split("<input type=\"hidden\" name=\"").skip(1);
    let field = |input: &str| {
        let (name, rest) = input.split_once("\" value=\"").unwrap();
        let (value, _) = rest.split_once('"').unwrap();
        (plain(name), plain(value))
    };
    inputs.map(field).filter(|it| it.0 != "csrf").collect()
}

fn plain(escaped: &str) -> String {
    let text = escaped.replace("&lt;", "<").replace("&gt;", ">");
    text.replace("&quot;", "\"").replace("&amp;", "&")
}

/// Presses a button of the page that checks.
pub fn press(browser: &Browser, path: &str, page: &Page, button: &str) -> Page {
    send(browser, path, &with(unseen(page), "tun", button))
}

/// Registers an application and returns the address of its case.
pub fn registered(browser: &Browser, application: &Fields) -> String {
    browser.get("/faelle/neu");
    let check = send(browser, "/faelle/neu", &with(application.clone(), "tun", "pruefen"));
    assert_eq!(check.status, 200, "{}", check.body);
    let page = press(browser, "/faelle/neu", &check, "registrieren");
    assert_eq!(page.status, 303, "{}", page.body);
    page.location.unwrap()
}

/// Fills in a step, checks it, and takes it.
pub fn take(browser: &Browser, case: &str, step: &str, typed: &[(&str, &str)]) -> Page {
    let check = check(browser, case, step, typed);
    assert_eq!(check.status, 200, "{}", check.body);
    let page = press(browser, &format!("{case}/schritte/{step}"), &check, "festhalten");
    assert_eq!(page.status, 303, "{}", page.body);
    browser.get(&page.location.unwrap())
}

/// Fills in a step up to the page that checks it.
pub fn check(browser: &Browser, case: &str, step: &str, typed: &[(&str, &str)]) -> Page {
    let form = browser.get(&format!("{case}/schritte/{step}"));
    assert_eq!(form.status, 200, "{}", form.body);
    if form.body.contains("Bitte prüfen: ") {
        return form;
    }
    let mut filled = unseen(&form);
    for (name, value) in typed {
        filled.push(((*name).to_owned(), (*value).to_owned()));
    }
    send(browser, &format!("{case}/schritte/{step}/pruefen"), &filled)
}

/// The ids of the persons, in the order of the case, as the form of a step offers them.
pub fn persons(page: &Page) -> Vec<String> {
    let boxes = page.body.split("name=\"persons\" value=\"").skip(1);
    boxes.map(|it| it.split('"').next().unwrap().to_owned()).collect()
}

/// Nothing is there that would exclude these persons.
pub fn nothing_found(persons: usize) -> Fields {
    let grounds = hfk::procedure::Catalogue::Nrw2016.grounds();
    let of = |at: usize| {
        grounds.iter().map(move |it| (format!("finding-{at}-{it}"), "absent".to_owned()))
    };
    (0..persons).flat_map(of).collect()
}

/// A case that stands in the Vorprüfung with all grounds checked.
pub fn checked(clerk: &Browser, application: &Fields, persons: usize) -> String {
    let case = registered(clerk, application);
    take(clerk, &case, "begin_admissibility", &[]);
    let found = nothing_found(persons);
    let found: Vec<_> = found.iter().map(|it| (it.0.as_str(), it.1.as_str())).collect();
    take(clerk, &case, "record_findings", &found);
    case
}

/// A case that was admitted and waits for the statement of the authority.
pub fn awaiting_statement(app: &TestApp, clerk: &Browser) -> String {
    let case = checked(clerk, &application(), 1);
    let committee = before_the_committee(app, &case);
    let path = format!("{case}/schritte/decide_admissibility");
    let decided = [("body", "vpa"), ("decided_on", "23.11.2026"), ("votes-0-yes", "3")];
    let page = check(&committee, &case, "decide_admissibility", &decided);
    assert_eq!(press(&committee, &path, &page, "festhalten").status, 303);
    take(clerk, &case, "request_statement", &[("questions", "Seit wann besteht die Duldung?")]);
    case
}
