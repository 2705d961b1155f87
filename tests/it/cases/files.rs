use std::{
    fs,
    io::Write as _,
    net::TcpStream,
    time::{Duration, SystemTime},
};

use hfk::{config::Bucket, pdf, procedure::Role};

use super::paper::{application, awaiting_statement, press, registered, unseen};
use crate::{
    app::{Browser, Page, TestApp},
    audit::checkpoints::wait_until,
    pdf::{one_page, page_with},
    records::{count, lines},
    s3::{bucket, on_both},
};

/// A form with files, as a browser sends it.
pub fn upload_all(
    browser: &Browser,
    path: &str,
    typed: &[(&str, &str)],
    files: &[(&str, &[u8])],
) -> Page {
    let mut body = Vec::new();
    let mut part = |head: &str, content: &[u8]| {
        let head = format!("--grenze\r\nContent-Disposition: form-data; {head}\r\n\r\n");
        body.extend_from_slice(&[head.as_bytes(), content, b"\r\n"].concat());
    };
    let token = browser.csrf();
    for (name, value) in typed.iter().copied().chain([("csrf", token.as_str())]) {
        part(&format!("name=\"{name}\""), value.as_bytes());
    }
    for (name, content) in files {
        let head = format!("name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/pdf");
        part(&head, content);
    }
    body.extend_from_slice(b"--grenze--\r\n");
    browser.send("POST", path, &[("content-type", "multipart/form-data; boundary=grenze")], &body)
}

pub fn upload(browser: &Browser, path: &str, typed: &[(&str, &str)], file: (&str, &[u8])) -> Page {
    upload_all(browser, path, typed, &[file])
}

pub fn key() -> String {
    uuid::Uuid::now_v7().to_string()
}

#[test]
fn a_document_comes_back_as_it_went_in() {
    on_both(|app| {
        let clerk = app.sign_in(Role::Clerk);
        let case = registered(&clerk, &application());
        let path = format!("{case}/dokumente");
        let typed = [("key", &*key()), ("name", ""), ("received_on", "20.11.2026")];
        for _ in 0..2 {
            let page = upload(&clerk, &path, &typed, ("Zeugnis Ana – 6a.pdf", &one_page()));
            assert_eq!(page.location, Some(format!("{case}/dokumente")), "{}", page.body);
        }
        let page = clerk.get(&case);
        let links = page.body.matches("Zeugnis Ana – 6a.pdf</a>").count();
        assert_eq!(links, 1, "a double click adds once");
        let href = page.body.split("href=\"/dokumente/").nth(1).unwrap().split('"').next().unwrap();
        let document = clerk.get(&format!("/dokumente/{href}"));
        assert_eq!(document.bytes, one_page());
        assert_eq!(document.header("content-type"), Some("application/pdf"));
        let name = document.header("content-disposition").unwrap();
        assert!(name.contains("filename*=UTF-8''Zeugnis%20Ana%20%E2%80%93%206a.pdf"), "{name}");
        for role in [Role::Member, Role::PreCheck, Role::Administrator] {
            assert_eq!(app.sign_in(role).get(&format!("/dokumente/{href}")).status, 404);
        }
    });
}

/// In a bucket more than one part of the file is on its way at a time.
#[test]
fn a_large_document_comes_back_as_it_went_in() {
    on_both(|app| {
        let clerk = app.sign_in(Role::Clerk);
        let case = registered(&clerk, &application());
        let typed = [("key", &*key()), ("received_on", "heute")];
        let pdf = page_with(&"Gutachten ".repeat(1_300_000));
        let page = upload(&clerk, &format!("{case}/dokumente"), &typed, ("a.pdf", &pdf));
        assert_eq!(page.status, 303, "{}", page.body);
        let id = lines(&mut app.db(), "SELECT id::text AS line FROM documents").remove(0);
        assert!(clerk.get(&format!("/dokumente/{id}")).bytes == pdf);
        assert_eq!(incoming(app), Vec::<u64>::new());
    });
}

/// It comes back: then the same form is sent once more.
#[test]
fn while_the_bucket_is_out_of_reach_what_needs_it_is_put_off() {
    let there = bucket();
    let away = Bucket { endpoint: Some("http://127.0.0.1:1".to_owned()), ..there.clone() };
    let mut app = TestApp::start_on(Some(there.clone()));
    let account = app.user(&[Role::Clerk]);
    let case = registered(&app.sign_in_as(&account.login), &application());
    let path = format!("{case}/dokumente");
    let send = |clerk: &Browser, key: &str, pdf: &[u8]| {
        upload(clerk, &path, &[("key", key), ("received_on", "heute")], ("a.pdf", pdf))
    };
    assert_eq!(send(&app.sign_in_as(&account.login), &key(), &one_page()).status, 303);
    let id = lines(&mut app.db(), "SELECT id::text AS line FROM documents").remove(0);
    let document = format!("/dokumente/{id}");

    app.set_bucket(away);
    let (clerk, again) = (app.sign_in_as(&account.login), key());
    let large = page_with(&"Gutachten ".repeat(1_300_000));
    let put_off = [
        clerk.get(&document),
        send(&clerk, &again, &page_with("klein")),
        send(&clerk, &key(), &large),
    ];
    for page in put_off {
        assert_eq!(page.status, 503, "{}", page.body);
        page.assert_says("Der Speicher der Dateien ist vorübergehend nicht erreichbar.");
        assert_eq!(page.header("retry-after"), Some("30"));
    }
    assert_eq!(clerk.get(&case).status, 200, "what needs no file goes on");
    assert_eq!(count(&mut app.db(), "documents"), 1);
    assert_eq!(incoming(&app), Vec::<u64>::new());

    app.set_bucket(there);
    let clerk = app.sign_in_as(&account.login);
    assert_eq!(send(&clerk, &again, &page_with("klein")).status, 303);
    assert_eq!(clerk.get(&document).bytes, one_page());
}

#[test]
fn only_a_whole_pdf_is_taken_and_the_rest_of_the_form_stays() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = registered(&clerk, &application());
    let path = format!("{case}/dokumente");
    let typed = [("key", &*key()), ("name", "Gutachten Neurologie"), ("received_on", "heute")];
    for (file, sentence) in [
        (&b"MZ\x90\x00 ein Programm"[..], "Das ist keine vollständige PDF-Datei."),
        (&one_page()[..20], "Das ist keine vollständige PDF-Datei."),
        (&b""[..], "Bitte eine Datei wählen."),
    ] {
        let page = upload(&clerk, &path, &typed, ("Gutachten.pdf", file));
        assert_eq!(page.status, 422);
        page.assert_says(sentence);
        page.assert_says("Gutachten Neurologie");
    }
    let big = vec![b'x'; pdf::MAX_DOCUMENT + 1];
    let page = upload(&clerk, &path, &typed, ("groß.pdf", &big));
    assert_eq!(page.status, 422);
    page.assert_says("Die Datei ist größer als 25 MB.");
    page.assert_says("Gutachten Neurologie");
    assert_eq!(incoming(&app), Vec::<u64>::new());
    let unsafe_name = upload(
        &clerk,
        &path,
        &[("received_on", "heute"), ("key", &key())],
        ("../../etc/passwd\u{202e}.pdf", &one_page()),
    );
    assert_eq!(unsafe_name.status, 303);
    assert!(!clerk.get(&case).body.contains("etc/"));
}

#[test]
fn of_many_files_the_bad_ones_are_named_and_the_others_kept_once() {
    on_both(|app| {
        let clerk = app.sign_in(Role::Clerk);
        let case = registered(&clerk, &application());
        let path = format!("{case}/dokumente");
        let typed = [("key", &*key()), ("received_on", "heute")];
        let pdf = one_page();
        let program =
            [("Pass.pdf", &*pdf), ("Foto.pdf", b"\xFF\xD8\xFF"), ("Attest Mutter.pdf", &*pdf)];
        for _ in 0..2 {
            let page = upload_all(&clerk, &path, &typed, &program);
            assert_eq!(page.status, 422);
            page.assert_says("Foto.pdf: Das ist keine vollständige PDF-Datei.");
            page.assert_says("Ihre Datei „Foto.pdf“ konnten wir nicht annehmen.");
            page.assert_says("Alle anderen Dateien dieser Sendung liegen beim Fall.");
        }
        let kept = "SELECT name || ' ' || coalesce(kind, '') || ' ' || sensitivity AS line FROM documents ORDER BY 1";
        let expected = ["Attest Mutter.pdf medical_report health", "Pass.pdf identity normal"];
        assert_eq!(lines(&mut app.db(), kept), expected);
        let uploaded =
            "SELECT action::text AS line FROM audit.entries WHERE action = 'document_uploaded'";
        assert_eq!(lines(&mut app.db(), uploaded).len(), 2);
        assert_eq!(incoming(app), Vec::<u64>::new());
    });
}

/// The sizes of the files that are on their way in.
fn incoming(app: &TestApp) -> Vec<u64> {
    let folder = fs::read_dir(app.config().data_dir.join("incoming")).unwrap();
    folder.map(|it| it.unwrap().metadata().unwrap().len()).collect()
}

/// Uploads of 25 MB, twenty at once, must not need 500 MB: they go to the disk as they come.
#[test]
fn a_file_is_on_the_disk_before_it_is_whole_and_goes_with_its_connection() {
    let app = TestApp::start();
    let account = app.user(&[Role::Clerk]);
    let case = registered(&app.sign_in_as(&account.login), &application());
    let (cookie, browser) = (app.cookie_of(&account.login), app.anyone());
    let page = browser.send("GET", &case, &[("cookie", &cookie)], b"");
    let token = page.hidden("csrf").unwrap();
    let host = browser.address("").replace("http://", "");
    let mut connection = TcpStream::connect(&host).unwrap();
    write!(
        connection,
        "POST {case}/dokumente HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\
         Content-Type: multipart/form-data; boundary=grenze\r\nContent-Length: 20000000\r\n\r\n\
         --grenze\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n\
         --grenze\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF-"
    )
    .unwrap();
    for sent in 1..=4 {
        connection.write_all(&vec![b'x'; 1 << 20]).unwrap();
        wait_until(|| incoming(&app).first().is_some_and(|it| *it > (sent << 20) - (1 << 19)));
    }
    drop(connection);
    wait_until(|| incoming(&app).is_empty());
}

#[test]
fn what_is_kept_has_its_hash_for_a_name_and_is_open_to_nobody_else() {
    use std::os::unix::fs::PermissionsExt as _;
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = registered(&clerk, &application());
    let typed = [("key", &*key()), ("name", ""), ("received_on", "heute")];
    assert_eq!(
        upload(&clerk, &format!("{case}/dokumente"), &typed, ("a.pdf", &one_page())).status,
        303
    );
    let sql = "SELECT encode(sha256, 'hex') AS line FROM documents";
    let hash = lines(&mut app.db(), sql).remove(0);
    let file = app.config().data_dir.join(&hash[..2]).join(&hash);
    assert_eq!(fs::read(&file).unwrap(), one_page());
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(incoming(&app), Vec::<u64>::new());
}

#[test]
fn what_a_killed_process_was_receiving_goes_with_the_next_start() {
    let mut app = TestApp::start();
    let folder = app.config().data_dir.join("incoming");
    let (old, young) = (folder.join("file-old"), folder.join("file-young"));
    fs::write(&young, b"%PDF-").unwrap();
    let yesterday = SystemTime::now() - Duration::from_hours(24);
    fs::File::create(&old).unwrap().set_modified(yesterday).unwrap();
    app.restart();
    assert!(!old.exists());
    assert!(young.exists(), "another process may still be receiving it");
}

#[test]
fn a_script_of_ours_shows_how_far_an_upload_has_come_and_nothing_needs_it() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = registered(&clerk, &application());
    let page = clerk.get(&case);
    let (_, script) = page.body.split_once("<script type=\"module\" src=\"").unwrap();
    let script = app.anyone().get(script.split('"').next().unwrap());
    assert_eq!(script.header("content-type"), Some("text/javascript; charset=utf-8"));
    script.assert_says("request.upload.onprogress");
    page.assert_says("<div class=\"upload\" hidden>");
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.contains("script-src 'self'; connect-src 'self';"), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
}

#[test]
fn an_upload_without_the_token_of_the_page_is_refused() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = registered(&clerk, &application());
    let stranger = app.sign_in(Role::Clerk);
    let forged = [("csrf", "falsch"), ("received_on", "heute"), ("key", &*key())];
    let page = upload(&stranger, &format!("{case}/dokumente"), &forged, ("a.pdf", &one_page()));
    assert_eq!(page.status, 403);
}

#[test]
fn a_statement_can_bring_its_pdf_along() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = awaiting_statement(&app, &clerk);
    let path = format!("{case}/schritte/record_statement");
    let form = clerk.get(&path);
    let hidden = unseen(&form);
    let mut typed: Vec<_> = hidden.iter().map(|it| (it.0.as_str(), it.1.as_str())).collect();
    typed.extend([
        ("received_on", "heute"),
        ("dated_on", "heute"),
        ("position", "in_favour"),
        ("text", "Ja."),
    ]);
    let check =
        upload(&clerk, &format!("{path}/pruefen"), &typed, ("Stellungnahme.pdf", &one_page()));
    assert_eq!(check.status, 200, "{}", check.body);
    check.assert_says("Die Datei „Stellungnahme.pdf“ liegt bei den Dokumenten des Falls.");
    assert_eq!(press(&clerk, &path, &check, "festhalten").status, 303);
    clerk.get(&case).assert_says("Stellungnahme.pdf");
}

#[test]
fn a_letter_is_read_when_it_is_typeset_and_noted_when_it_left_the_house() {
    on_both(|app| {
        let clerk = app.sign_in(Role::Clerk);
        let case = registered(&clerk, &application());
        let waiting = first_letter(app);
        let page = clerk.get(&waiting);
        assert_eq!(page.status, 202);
        page.assert_says("wird gerade gesetzt");
        let nothing_yet = clerk.post(&format!("{case}/schreiben/abgesandt"), &[]);
        assert_eq!(nothing_yet.status, 409);
        nothing_yet.assert_says("Kein Schreiben wartet auf die Absendung.");
        assert_eq!(app.typeset(), 2);
        let letter = clerk.get(&waiting);
        assert_eq!((letter.status, &letter.bytes[..5]), (200, &b"%PDF-"[..]));
        clerk.get(&case).assert_says("2 Schreiben als abgesandt vermerken");
        let sent = clerk.post(&format!("{case}/schreiben/abgesandt"), &[]);
        assert_eq!(sent.location, Some(format!("{case}#schreiben")));
        clerk.get(&case).assert_says("abgesandt am 23.11.2026");
        for role in [Role::Member, Role::PreCheck] {
            assert_eq!(app.sign_in(role).get(&waiting).status, 404);
        }
    });
}

fn first_letter(app: &TestApp) -> String {
    use diesel::{QueryableByName, RunQueryDsl as _, sql_query, sql_types::Text};
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Text)]
        id: String,
    }
    let rows: Vec<Row> =
        sql_query("SELECT id::text FROM letters ORDER BY kind").load(&mut app.db()).unwrap();
    format!("/schreiben/{}", rows[0].id)
}
