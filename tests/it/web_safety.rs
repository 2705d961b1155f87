//! What holds for every request, whoever sends it.

use chrono::TimeDelta;
use hfk::procedure::Role::{Administrator, Clerk};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};

use crate::app::{FORM, Page, TestApp};

#[test]
fn every_answer_has_the_headers_that_protect_it() {
    let app = TestApp::start();
    let (stranger, admin) = (app.anyone(), app.sign_in(Administrator));
    let style = style_sheet(&stranger.get("/anmelden"));
    let answers = [
        stranger.get("/"),
        stranger.get("/anmelden"),
        stranger.get("/gibt/es/nicht"),
        stranger.get("/health/live"),
        stranger.get("/panik"),
        stranger.get(&style),
        stranger.send("DELETE", "/anmelden", &[], b""),
        stranger.send("POST", "/anmelden", &[("content-type", FORM)], b"%ff"),
        admin.get("/benutzer"),
        admin.get("/konto"),
    ];
    for page in &answers {
        let has = |name: &str, value: &str| {
            assert!(page.header(name).unwrap_or("").contains(value), "{name} in {page:?}");
        };
        has("content-security-policy", "default-src 'none'");
        has("content-security-policy", "frame-ancestors 'none'");
        assert!(!page.header("content-security-policy").unwrap().contains("unsafe"));
        has("x-content-type-options", "nosniff");
        has("referrer-policy", "no-referrer");
        has("cross-origin-opener-policy", "same-origin");
        has("cross-origin-resource-policy", "same-origin");
        has("permissions-policy", "camera=()");
        let kept = page.header("cache-control").unwrap();
        let is_style = page.header("content-type").is_some_and(|it| it.starts_with("text/css"));
        assert_eq!(kept == "no-store", !is_style, "{page:?}");
    }
}

#[test]
fn style_sheets_are_kept_for_good_under_an_address_with_their_hash() {
    let app = TestApp::start();
    let browser = app.anyone();
    let style = style_sheet(&browser.get("/anmelden"));
    assert!(browser.get(&style).header("cache-control").unwrap().contains("immutable"));
    let (folder, name) = style.rsplit_once('/').unwrap();
    let font = browser.get(&format!("{folder}/NotoSans-Regular.woff2"));
    assert!(font.bytes.starts_with(b"wOF2"));
    let old = browser.get(&format!("/assets/0123456789abcdef/{name}"));
    assert_eq!((old.status, old.header("cache-control")), (200, Some("no-cache")));
    assert_eq!(browser.get("/assets/0123456789abcdef/../../Cargo.toml").status, 404);
}

#[test]
fn no_input_breaks_the_service_and_every_failure_is_a_german_page() {
    let app = TestApp::start();
    let (stranger, user) = (app.anyone(), app.sign_in(Clerk));
    let csrf = format!("csrf={}&current=%00", user.csrf());
    let long = format!("login={}", "a".repeat(2 << 20));
    let form = [("content-type", FORM)];
    let json = [("content-type", "application/json")];
    let bent = [("content-type", "text/plain; charset=\u{e4}")];
    let answers = [
        (404, stranger.get("/gibt-es-nicht")),
        (404, stranger.get("/anmelden%00")),
        (404, stranger.get("/anmelden?weiter=%00")),
        (422, stranger.get("/anmelden?weiter=%ff")),
        (404, stranger.get("/%ff%fe")),
        (404, stranger.send("DELETE", "/konto", &[], b"")),
        (404, stranger.send("GET", "/abmelden", &[], b"")),
        (422, stranger.send("POST", "/anmelden", &form, b"")),
        (422, stranger.send("POST", "/anmelden", &form, b"login=a&login=b&password=c")),
        (422, stranger.send("POST", "/anmelden", &form, b"login=%ff&password=c")),
        (422, stranger.send("POST", "/anmelden", &form, b"login=%00&password=c")),
        (422, stranger.send("POST", "/anmelden", &json, b"{}")),
        (422, stranger.send("POST", "/anmelden", &bent, b"x")),
        (422, stranger.send("POST", "/anmelden", &[], b"login=a&password=b")),
        (413, stranger.send("POST", "/anmelden", &form, long.as_bytes())),
        (422, user.send("POST", "/konto", &form, csrf.as_bytes())),
        (404, user.post("/benutzer/keine-uuid/sperren", &[])),
        (500, stranger.get("/panik")),
    ];
    for (i, (status, page)) in answers.iter().enumerate() {
        assert_eq!(page.status, *status, "{i}: {page:?}");
        assert!(page.header("content-type").unwrap().starts_with("text/html"), "{i}: {page:?}");
        page.assert_says(r#"<html lang="de">"#);
        page.assert_says("Kennung für Rückfragen");
    }
    assert_eq!(stranger.get("/anmelden").status, 200, "the service still answers");
}

#[test]
fn a_form_from_elsewhere_is_refused() {
    let app = TestApp::start();
    let user = app.user(&[Administrator]);
    let cookie = app.cookie_of(&user.login);
    let other = app.sign_in(Administrator);
    let send = |token: &str, more: &[(&str, &str)]| {
        let headers = [&[("cookie", cookie.as_str()), ("content-type", FORM)], more].concat();
        app.anyone().send("POST", "/abmelden", &headers, format!("csrf={token}").as_bytes()).status
    };
    let headers = [("cookie", cookie.as_str())];
    let page = app.anyone().send("GET", "/konto", &headers, b"");
    let token = page.hidden("csrf").unwrap();
    let here = app.anyone().address("");

    assert_eq!(send("", &[]), 403);
    assert_eq!(send(&other.csrf(), &[]), 403, "the token of another session");
    for site in ["cross-site", "same-site", "none"] {
        assert_eq!(send(token, &[("sec-fetch-site", site)]), 403, "{site}");
    }
    assert_eq!(send(token, &[("origin", "https://evil.example")]), 403);
    assert_eq!(send(token, &[("origin", "null"), ("sec-fetch-site", "cross-site")]), 403);
    assert_eq!(send(token, &[("origin", &here), ("sec-fetch-site", "same-origin")]), 303);
}

#[test]
fn signing_in_from_elsewhere_is_refused_too() {
    let app = TestApp::start();
    let headers = [("content-type", FORM), ("sec-fetch-site", "cross-site")];
    let page = app.anyone().send("POST", "/anmelden", &headers, b"login=a&password=b");
    assert_eq!(page.status, 403);
}

#[test]
fn only_a_token_of_ours_that_is_valid_now_is_a_token() {
    let app = TestApp::start();
    let user = app.user(&[Clerk]);
    let cookie = app.cookie_of(&user.login);
    let (_, token) = cookie.split_once('=').unwrap();
    let claims: Value = jsonwebtoken::dangerous::insecure_decode(token).unwrap().claims;
    let key = EncodingKey::from_secret(app.secret().as_bytes());
    let status_of = |token: &str| {
        let cookie = format!("session={token}");
        app.anyone().send("GET", "/konto", &[("cookie", &cookie)], b"").status
    };
    let status = |claims: &Value| status_of(&encode(&Header::default(), claims, &key).unwrap());
    let with = |name: &str, value: Value| {
        let mut changed = claims.clone();
        changed[name] = value;
        changed
    };
    let now = app.now().at.timestamp();

    assert_eq!(status(&claims), 200);
    for name in ["exp", "nbf", "iat", "iss", "aud", "sub", "jti"] {
        let mut changed = claims.clone();
        changed.as_object_mut().unwrap().remove(name);
        assert_eq!(status(&changed), 303, "without {name}");
        assert_eq!(status(&with(name, json!(null))), 303, "{name} null");
        assert_eq!(status(&with(name, json!([claims[name]]))), 303, "{name} in a list");
    }
    assert_eq!(status(&with("exp", json!((now + 600).to_string()))), 303, "exp as text");
    assert_eq!(status(&with("exp", json!(now - 31))), 303);
    assert_eq!(status(&with("exp", json!(now - 29))), 200, "30 seconds of leeway");
    assert_eq!(status(&with("nbf", json!(now + 31))), 303);
    assert_eq!(status(&with("iss", json!("other"))), 303);
    assert_eq!(status(&with("aud", json!("other"))), 303);
    assert_eq!(status(&with("sub", json!(app.user(&[Clerk]).id))), 303, "the session of another");
    assert_eq!(status(&with("jti", json!(uuid::Uuid::now_v7()))), 303, "no such session");

    for algorithm in [Algorithm::HS384, Algorithm::HS512] {
        assert_eq!(status_of(&encode(&Header::new(algorithm), &claims, &key).unwrap()), 303);
    }
    let other = EncodingKey::from_secret(b"another secret of thirty-two bytes");
    assert_eq!(status_of(&encode(&Header::default(), &claims, &other).unwrap()), 303);
    let (_, rest) = token.split_once('.').unwrap();
    let unsigned = rest.rsplit_once('.').unwrap().0;
    // {"alg":"none"}
    for forged in [format!("eyJhbGciOiJub25lIn0.{unsigned}."), String::new(), "a.b.c".into()] {
        assert_eq!(status_of(&forged), 303, "{forged}");
    }
    app.wait(TimeDelta::hours(11));
    assert_eq!(status(&claims), 303);
}

#[test]
fn head_is_answered_like_get_without_the_body() {
    let app = TestApp::start();
    let browser = app.sign_in(Administrator);
    for (path, status) in
        [("/benutzer", 200), ("/anmelden", 200), ("/health/live", 200), ("/nein", 404)]
    {
        let page = browser.send("HEAD", path, &[], b"");
        assert_eq!((page.status, page.body.as_str()), (status, ""), "{path}");
    }
}

/// It would load the page there by itself, and the browser that it sends there once more.
#[test]
fn a_script_that_sends_a_form_is_told_where_it_leads_and_not_led_there() {
    let app = TestApp::start();
    let clerk = app.sign_in(Clerk);
    let form = format!("csrf={}", clerk.csrf());
    let leave = |headers: &[(&str, &str)]| {
        let headers = [&[("content-type", FORM)], headers].concat();
        let page = clerk.send("POST", "/abmelden", &headers, form.as_bytes());
        (page.status, page.location, page.body)
    };
    let to = Some("/anmelden".to_owned());
    assert_eq!(leave(&[("hfk-sent-by-script", "ja")]), (204, to.clone(), String::new()));
    assert_eq!(leave(&[]), (303, to, String::new()), "nobody is signed in any more");
}

#[test]
fn without_its_database_the_service_lives_and_says_it_is_not_ready() {
    let mut app = TestApp::start();
    assert_eq!(app.anyone().get("/health/ready").status, 200);
    app.lose_database();
    assert_eq!(app.anyone().get("/health/live").status, 200);
    assert_eq!(app.anyone().get("/anmelden").status, 200);
    let asked = std::time::Instant::now();
    let page = app.anyone().get("/health/ready");
    assert_eq!((page.status, page.header("retry-after")), (503, Some("30")));
    assert!(asked.elapsed().as_secs() < 5, "promised are three on a quiet machine");
    page.assert_says("Es ist nichts gespeichert");
}

fn style_sheet(page: &Page) -> String {
    let (_, rest) = page.body.split_once(r#"rel="stylesheet" href=""#).unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}
