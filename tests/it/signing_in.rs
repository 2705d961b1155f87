//! Signing in and out, passwords, accounts.

use std::net::Ipv4Addr;

use chrono::TimeDelta;
use diesel::{Connection as _, QueryableByName, RunQueryDsl as _, sql_query, sql_types::Text};
use hfk::{
    acts::{self, Attempt, NewSession},
    config::PasswordCost,
    procedure::{
        Role::{Administrator, Auditor, Chair, Clerk, Member, PreCheck},
        SessionId, UserId,
    },
    storage,
};
use uuid::Uuid;

use crate::{
    app::{FORM, PASSWORD, TestApp},
    races::{at_once, while_held},
    records::count,
};

const NEW: &str = "Neunzig Eulen schlafen";

#[test]
fn everybody_begins_where_their_work_is() {
    let app = TestApp::start();
    for role in [Clerk, Chair, PreCheck, Member] {
        app.sign_in(role).get("/").assert_says("<h1>Mein Tag</h1>");
    }
    for (role, place) in [(Administrator, "/benutzer"), (Auditor, "/protokoll")] {
        let page = app.sign_in(role).get("/");
        assert_eq!((page.status, page.location.as_deref()), (303, Some(place)), "{role:?}");
    }
}

#[test]
fn only_behind_a_proxy_its_word_about_the_address_is_believed() {
    let mut app = TestApp::start();
    for counted_for in ["address:127.0.0.1", "address:198.51.100.2"] {
        let forwarded = ("x-forwarded-for", "203.0.113.9, 198.51.100.2");
        let headers = [("content-type", FORM), forwarded];
        let page = app.anyone().send("POST", "/anmelden", &headers, b"login=x&password=y");
        assert_eq!(page.status, 422);
        let deleted =
            sql_query(format!("DELETE FROM sign_in_failures WHERE subject = '{counted_for}'"));
        assert_eq!(deleted.execute(&mut app.db()).unwrap(), 1, "{counted_for}");
        app.stand_behind_a_proxy();
    }
}

#[test]
fn a_password_manager_learns_whose_password_changes() {
    let app = TestApp::start();
    let login = app.user(&[Clerk]).login;
    let page = app.sign_in_as(&login).get("/konto");
    page.assert_says(&format!(r#"autocomplete="username" value="{login}" readonly hidden"#));
}

#[test]
fn who_is_turned_away_does_not_learn_why() {
    let app = TestApp::start();
    let (known, locked) = (app.user(&[Clerk]), app.user(&[Clerk]));
    storage::lock(&mut app.db(), locked.id, app.now()).unwrap();
    let attempts = [
        (known.login.as_str(), "wrong"),
        (locked.login.as_str(), PASSWORD),
        ("nobody", PASSWORD),
        ("", ""),
        ("Ünbekannt 'OR 1=1", PASSWORD),
    ];
    for (login, password) in attempts {
        let page = app.anyone().post("/anmelden", &[("login", login), ("password", password)]);
        assert_eq!(page.status, 422, "{login}");
        page.assert_says("Anmeldename oder Passwort stimmen nicht, oder das Konto ist gesperrt.");
        assert_eq!(page.header("set-cookie"), None);
    }
}

#[test]
fn after_signing_in_people_are_where_they_wanted_to_go() {
    let app = TestApp::start();
    let login = app.user(&[Clerk]).login;
    let asked = app.anyone().get("/konto");
    assert_eq!(asked.location.as_deref(), Some("/anmelden?weiter=/konto"));
    app.anyone().get("/anmelden?weiter=/konto").assert_says(r#"name="weiter" value="/konto""#);
    let way = |to: &str| {
        let form = [("login", login.as_str()), ("password", PASSWORD), ("weiter", to)];
        app.anyone().post("/anmelden", &form).location.unwrap()
    };
    assert_eq!(way("/konto"), "/konto");
    for elsewhere in ["//evil.example", "https://evil.example", "/\\evil.example", "/\r\nX: y", ""]
    {
        assert_eq!(way(elsewhere), "/", "{elsewhere}");
    }
}

#[test]
fn signing_out_ends_the_session_on_the_server() {
    let app = TestApp::start();
    let cookie = app.cookie_of(&app.user(&[Clerk]).login);
    let copied = [("cookie", cookie.as_str()), ("content-type", FORM)];
    let browser = app.anyone();
    let page = browser.send("GET", "/konto", &copied, b"");
    let token = format!("csrf={}", page.hidden("csrf").unwrap());

    let page = browser.send("POST", "/abmelden", &copied, token.as_bytes());
    assert_eq!(page.location.as_deref(), Some("/anmelden"));
    assert!(page.header("set-cookie").unwrap().contains("Max-Age=0"));
    assert_eq!(app.anyone().send("GET", "/konto", &copied, b"").status, 303);
}

#[test]
fn a_session_ends_after_half_an_hour_without_use_and_after_ten_hours() {
    let app = TestApp::start();
    let browser = app.sign_in(Clerk);
    app.wait(TimeDelta::minutes(29));
    assert_eq!(browser.get("/konto").status, 200);
    app.wait(TimeDelta::minutes(31));
    assert_eq!(browser.get("/konto").status, 303);

    let browser = app.sign_in(Clerk);
    for _ in 0..20 {
        app.wait(TimeDelta::minutes(29));
        assert_eq!(browser.get("/konto").status, 200);
    }
    app.wait(TimeDelta::minutes(21));
    assert_eq!(browser.get("/konto").status, 303);
}

#[test]
fn guessing_makes_wait_also_after_a_restart_but_keeps_nobody_out() {
    let mut app = TestApp::start();
    let login = app.user(&[Clerk]).login;
    let try_with = |app: &TestApp, password: &str| {
        app.anyone().post("/anmelden", &[("login", &login), ("password", password)])
    };
    for _ in 0..5 {
        assert_eq!(try_with(&app, "wrong").status, 422);
    }
    app.restart();
    for _ in 0..3 {
        let page = try_with(&app, PASSWORD);
        assert_eq!((page.status, page.header("retry-after")), (429, Some("1")));
        page.assert_says("Bitte warten Sie 1 s ");
    }
    app.wait(TimeDelta::seconds(1));
    assert_eq!(try_with(&app, PASSWORD).status, 303);
    assert_eq!(try_with(&app, "wrong").status, 422, "success forgets the failures before");
}

#[test]
fn many_guesses_at_once_do_not_slip_through() {
    let app = TestApp::start();
    let login = app.user(&[Clerk]).login;
    let statuses: Vec<_> = std::thread::scope(|scope| {
        let guess =
            || app.anyone().post("/anmelden", &[("login", &login), ("password", "wrong")]).status;
        let guesses: Vec<_> = (0..16).map(|_| scope.spawn(guess)).collect();
        guesses.into_iter().map(|it| it.join().unwrap()).collect()
    });
    assert_eq!(statuses.iter().filter(|it| **it == 422).count(), 5, "{statuses:?}");
}

/// A whole office begins its day behind one address.
#[test]
fn of_many_who_sign_in_at_once_from_one_address_all_are_let_in() {
    let app = TestApp::start();
    let now = app.now();
    let begun: Vec<_> = (0..4)
        .map(|_| {
            let account = app.user(&[Clerk]);
            let attempt = Attempt::new(&account.login, Ipv4Addr::LOCALHOST.into());
            acts::begin_sign_in(&mut app.db(), &attempt, now).unwrap();
            (attempt, account.id)
        })
        .collect();
    let one_address = "SELECT FROM sign_in_failures WHERE subject LIKE 'address:%' FOR UPDATE";
    let each = begun.len();
    let let_in = |(attempt, user): (Attempt, UserId)| {
        let session = NewSession { id: SessionId(Uuid::new_v4()), csrf_token: String::new() };
        let conn = &mut app.db();
        conn.transaction(|conn| acts::let_in(conn, (&attempt, user), &session, None, now)).unwrap();
    };
    while_held(&app, one_address, each, || at_once(begun, let_in), |_| ());
    assert_eq!(count(&mut app.db(), "sign_in_failures"), 0, "nothing is held against them");
}

#[test]
fn a_new_password_ends_the_sessions_elsewhere() {
    let app = TestApp::start();
    let login = app.user(&[Clerk]).login;
    let (here, elsewhere) = (app.sign_in_as(&login), app.sign_in_as(&login));
    let form = [("current", PASSWORD), ("new", NEW), ("repeated", NEW)];
    let page = here.post("/konto", &form);
    assert_eq!(page.location.as_deref(), Some("/konto?neu=passwort"), "{}", page.body);
    assert_eq!(here.get("/konto").status, 200);
    assert_eq!(elsewhere.get("/konto").status, 303);
    let old = app.anyone().post("/anmelden", &[("login", &login), ("password", PASSWORD)]);
    assert_eq!(old.status, 422);
    let new = app.anyone().post("/anmelden", &[("login", &login), ("password", NEW)]);
    assert_eq!(new.status, 303);
}

#[test]
fn the_password_of_now_is_asked_for_and_not_to_be_guessed() {
    let app = TestApp::start();
    let browser = app.sign_in(Clerk);
    let form = [("current", "wrong"), ("new", NEW), ("repeated", NEW)];
    for _ in 0..5 {
        let page = browser.post("/konto", &form);
        assert_eq!(page.status, 422);
        page.assert_says("Das jetzige Passwort stimmt nicht.");
    }
    assert_eq!(browser.post("/konto", &form).status, 429);
}

#[test]
fn what_makes_a_password() {
    let check = |password: &str| match acts::check_new_password(password, "brandt", "new") {
        Ok(()) => "good",
        Err(hfk::Problem::Invalid(errors)) => ["12 bis 128", "leicht zu erraten", "Anmeldenamen"]
            .into_iter()
            .find(|it| errors[0].sentence.contains(it))
            .unwrap(),
        Err(problem) => panic!("{problem}"),
    };
    assert_eq!(check("elf Zeichen"), "12 bis 128");
    assert_eq!(check("zwölfZeichen"), "good", "characters count, not bytes");
    assert_eq!(check(&"Öß€😀".repeat(32)), "good");
    assert_eq!(check(&"a1B€".repeat(33)), "12 bis 128");
    assert_eq!(check("Passwort1234"), "leicht zu erraten");
    assert_eq!(check("aaaaaaaaaaaa"), "leicht zu erraten");
    assert_eq!(check("Brandt am Rhein"), "Anmeldenamen");
}

#[test]
fn the_same_letters_from_another_keyboard_are_the_same_password() {
    let hash = acts::hash_password("Zwo\u{308}lf Sto\u{308}rche", PasswordCost::CHEAP).unwrap();
    assert!(acts::is_password("Zwölf Störche", &hash));
    assert!(!acts::is_password("Zwolf Storche", &hash));
}

#[test]
fn a_password_somebody_else_has_seen_opens_only_its_change() {
    let app = TestApp::start();
    let user = app.user(&[Administrator]);
    storage::save_one_time_password(&mut app.db(), user.id, &user.password_hash).unwrap();
    let browser = app.sign_in_as(&user.login);
    for path in ["/", "/benutzer"] {
        assert_eq!(browser.get(path).location.as_deref(), Some("/konto"), "{path}");
    }
    browser.get("/konto").assert_says("Bitte wählen Sie zuerst ein eigenes Passwort");
    let form = [("current", PASSWORD), ("new", NEW), ("repeated", NEW)];
    assert_eq!(browser.post("/konto", &form).status, 303);
    assert_eq!(browser.get("/benutzer").status, 200);
}

#[test]
fn a_hash_made_cheaply_is_made_anew_at_the_next_sign_in() {
    let mut app = TestApp::start();
    let user = app.user(&[Clerk]);
    let dearer = PasswordCost { memory_kib: 64, iterations: 2 };
    app.set_password_cost(dearer);
    app.restart();
    app.sign_in_as(&user.login);
    let hash = storage::find_account(&mut app.db(), user.id).unwrap().unwrap().password_hash;
    assert!(hash.contains("m=64,t=2"), "{hash}");
    app.sign_in_as(&user.login);
}

#[test]
fn a_lock_and_a_change_of_role_take_effect_on_the_next_request() {
    let app = TestApp::start();
    let admin = app.sign_in(Administrator);
    let user = app.user(&[Administrator]);
    let browser = app.sign_in_as(&user.login);
    assert_eq!(browser.get("/benutzer").status, 200);
    run(&app, &format!("UPDATE users SET roles = '{{REV}}' WHERE id = '{}'", user.id));
    assert_eq!(browser.get("/benutzer").status, 403);

    let path = format!("/benutzer/{}/sperren", user.id);
    assert_eq!(admin.post(&path, &[]).location.as_deref(), Some("/benutzer"));
    assert_eq!(browser.get("/konto").status, 303);
    assert_eq!(admin.post(&path, &[]).status, 409, "somebody else was faster");
    admin.get("/benutzer").assert_says("gesperrt");

    let path = format!("/benutzer/{}/entsperren", user.id);
    assert_eq!(admin.post(&path, &[]).status, 303);
    assert_eq!(browser.get("/konto").status, 303, "the old session stays ended");
    app.sign_in_as(&user.login);
}

#[test]
fn nobody_locks_themselves_and_only_administration_locks() {
    let app = TestApp::start();
    let user = app.user(&[Administrator]);
    let path = format!("/benutzer/{}/sperren", user.id);
    assert_eq!(app.sign_in_as(&user.login).post(&path, &[]).status, 422);
    for role in [Clerk, Chair, Member, PreCheck, Auditor] {
        let browser = app.sign_in(role);
        assert_eq!(browser.post(&path, &[]).status, 403, "{role:?}");
        assert_eq!(browser.get("/benutzer").status, 403, "{role:?}");
    }
}

#[test]
fn administration_and_audit_exclude_roles_that_see_cases() {
    let app = TestApp::start();
    for (roles, possible) in [
        ("{ADM,SB}", false),
        ("{REV,M}", false),
        ("{}", false),
        ("{ADM,REV}", true),
        ("{SB,VS,M}", true),
    ] {
        let user = app.user(&[Clerk]);
        let update = format!("UPDATE users SET roles = '{roles}' WHERE id = '{}'", user.id);
        assert_eq!(sql_query(update).execute(&mut app.db()).is_ok(), possible, "{roles}");
    }
}

#[test]
fn whatever_happens_at_the_door_is_in_the_log() {
    let app = TestApp::start();
    let user = app.user(&[Administrator]);
    let other = app.user(&[Clerk]);
    app.anyone().post("/anmelden", &[("login", "nobody"), ("password", "wrong")]);
    app.anyone().post("/anmelden", &[("login", &user.login), ("password", "wrong")]);
    let browser = app.sign_in_as(&user.login);
    browser.post("/konto", &[("current", PASSWORD), ("new", NEW), ("repeated", NEW)]);
    browser.post(&format!("/benutzer/{}/sperren", other.id), &[]);
    browser.post(&format!("/benutzer/{}/entsperren", other.id), &[]);
    browser.post("/abmelden", &[]);
    assert_eq!(
        logged(&app),
        [
            "user_added done",
            "user_added done",
            "sign_in_failed refused",
            "sign_in_failed refused",
            "signed_in done",
            "password_changed done",
            "user_locked done",
            "user_unlocked done",
            "signed_out done",
        ]
    );
}

fn run(app: &TestApp, sql: &str) {
    sql_query(sql).execute(&mut app.db()).unwrap();
}

fn logged(app: &TestApp) -> Vec<String> {
    #[derive(QueryableByName)]
    struct Line {
        #[diesel(sql_type = Text)]
        line: String,
    }
    let sql =
        "SELECT action || ' ' || outcome AS line FROM audit.entries WHERE chain = 1 ORDER BY seq";
    let lines: Vec<Line> = sql_query(sql).load(&mut app.db()).unwrap();
    lines.into_iter().map(|it| it.line).collect()
}
