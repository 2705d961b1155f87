//! „Posteingang“: e-mails, from their arrival to a case.

use hfk::{mail::MAX_MAIL, procedure::Role};

use super::{
    files::{key, upload_all},
    paper::{application, registered},
};
use crate::{
    app::{Browser, Page, TestApp},
    form::Form,
    pdf::one_page,
    records::{assert_intact, lines},
};

/// A message with one PDF and one picture.
pub fn mail(subject: &str) -> String {
    format!(
        "From: Kanzlei Brüggemann <kanzlei@example.org>\r\nSubject: {subject}\r\n\
         Date: Thu, 19 Nov 2026 14:07:31 +0100\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=g\r\n\r\n\
         --g\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nanbei <b>das Zeugnis</b>\r\n\
         --g\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=\"Zeugnis.pdf\"\r\n\r\n{}\r\n\
         --g\r\nContent-Type: image/jpeg\r\nContent-Disposition: attachment; filename=\"Foto.jpg\"\r\n\r\nbild\r\n--g--\r\n",
        paper()
    )
}

/// The PDF of these tests, which is plain text.
fn paper() -> String {
    String::from_utf8(one_page()).unwrap()
}

/// Takes it over; returns the address of its page.
pub fn taken_in(by: &Browser, raw: &str) -> String {
    let form = Form::on(&by.get("/posteingang"), "/posteingang").attach("file", raw.as_bytes());
    let page = form.press(by, "E-Mails übernehmen");
    assert_eq!(page.status, 303, "{}", page.body);
    page.location.unwrap()
}

fn documents(app: &TestApp, case: &str) -> Vec<String> {
    let id = case.trim_start_matches("/faelle/");
    let sql = format!(
        "SELECT name || ' ' || coalesce(kind, '-') || ' ' || received_on AS line
         FROM documents WHERE case_id = '{id}' ORDER BY name"
    );
    lines(&mut app.db(), &sql)
}

fn number(by: &Browser, case: &str) -> String {
    let page = by.get(case).body;
    let at = page.find("15-39").unwrap();
    page[at..].split(['<', ' ', '"']).next().unwrap().to_owned()
}

#[test]
fn the_number_in_the_subject_is_a_suggestion_that_a_person_confirms() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = registered(&clerk, &application());
    let number = number(&clerk, &case);
    let address = taken_in(&clerk, &mail(&format!("Zu {number}: Zeugnis")));
    assert!(documents(&app, &case).is_empty(), "nothing happens by itself");

    let page = clerk.get(&address);
    page.assert_says("anbei &lt;b&gt;das Zeugnis&lt;/b&gt;");
    let form = Form::on(&page, "/zuordnen");
    assert_eq!(form.value("number"), number);
    assert_eq!(form.press(&clerk, "Zum Fall nehmen").location, Some(format!("{case}#dokumente")));
    assert_eq!(
        documents(&app, &case),
        [
            format!("E-Mail: Zu {number}: Zeugnis correspondence 2026-11-19"),
            "Zeugnis.pdf school 2026-11-19".to_owned(),
        ]
    );
    assert!(!clerk.get("/posteingang").body.contains("Zeugnis"), "it is settled");
    assert_eq!(form.press(&clerk, "Zum Fall nehmen").status, 409, "and settled once");
    assert_intact(&app);
}

#[test]
fn what_is_no_pdf_is_kept_not_delivered_and_named_in_a_reply() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let address = taken_in(&clerk, &mail("Unterlagen"));
    let page = clerk.get(&address);
    page.assert_says("- Foto.jpg (keine PDF-Datei)");
    page.assert_says("kanzlei@example.org");
    assert_eq!(clerk.get(&format!("{address}/anlagen/1")).bytes, one_page());
    assert_eq!(clerk.get(&format!("{address}/anlagen/2")).status, 404);
    let original = clerk.get(&format!("{address}/original"));
    assert_eq!(original.bytes, mail("Unterlagen").as_bytes(), "unchanged");
    assert_eq!(original.header("content-type"), Some("application/octet-stream"));
    assert!(clerk.get(&format!("{address}/druckfassung")).bytes.starts_with(b"%PDF-"));
}

#[test]
fn the_same_message_comes_once_however_often_it_is_taken_over() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let first = taken_in(&clerk, &mail("Unterlagen"));
    let list = clerk.get(&taken_in(&clerk, &mail("Unterlagen")));
    list.assert_says("1 E-Mail war schon da und nicht noch einmal übernommen");
    assert!(list.body.matches(&first).count() >= 2, "named, and in the list once: {}", list.body);
    let received = "SELECT count(*)::text AS line FROM mails";
    assert_eq!(lines(&mut app.db(), received), ["1"]);
}

#[test]
fn whoever_sees_to_it_stands_in_the_list() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let address = taken_in(&clerk, &mail("Unterlagen"));
    clerk.get("/posteingang").assert_says("niemandem");
    let form = Form::on(&clerk.get(&address), "/uebernehmen");
    assert_eq!(form.press(&clerk, "Ich kümmere mich").location.as_ref(), Some(&address));
    clerk.get("/posteingang").assert_says("seit ");
    assert!(!clerk.get(&address).body.contains("Ich kümmere mich"), "said once");
    let chair = app.sign_in(Role::Chair);
    chair.get(&address).assert_says("Ich übernehme von Sachbearbeitung");
    let page: Page = form.press(&chair, "Ich kümmere mich");
    assert_ne!(page.status, 303, "the colleague sees the old page");
}

#[test]
fn not_for_us_needs_a_reason_and_keeps_what_was_typed() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let address = taken_in(&clerk, &mail("Werbung"));
    let form = Form::on(&clerk.get(&address), "/ablegen");
    let page = form.press(&clerk, "Ablegen");
    assert_eq!(page.status, 422);
    page.assert_says("Bitte angeben, warum die E-Mail nicht zu uns gehört.");
    let page = form.fill("reason", "Werbung").press(&clerk, "Ablegen");
    assert_eq!(page.location.as_deref(), Some("/posteingang"));
    clerk.get(&address).assert_says("nicht für uns: Werbung");
}

#[test]
fn a_number_of_no_case_is_said_and_nothing_moves() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let address = taken_in(&clerk, &mail("Unterlagen"));
    let form = Form::on(&clerk.get(&address), "/zuordnen").fill("number", "15-39.22-2026-9999");
    let page = form.press(&clerk, "Zum Fall nehmen");
    assert_eq!(page.status, 422);
    page.assert_says("Zu diesem Aktenzeichen gibt es keinen Fall.");
    assert_eq!(Form::on(&page, "/zuordnen").value("number"), "15-39.22-2026-9999");
}

#[test]
fn a_broken_message_has_a_state_and_a_page() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let address = taken_in(&clerk, "\u{1}\u{2} kein Brief");
    clerk.get(&address).assert_says("beschädigt, nur zum Teil lesbar");
}

#[test]
fn the_inbox_is_the_secretariats_alone() {
    let app = TestApp::start();
    let address = taken_in(&app.sign_in(Role::Clerk), &mail("Unterlagen"));
    for role in [Role::Member, Role::PreCheck, Role::Administrator, Role::Auditor] {
        let by = app.sign_in(role);
        assert_eq!(by.get("/posteingang").status, 403, "{role:?}");
        assert_eq!(by.get(&address).status, 403, "{role:?}");
        assert_eq!(by.get(&format!("{address}/anlagen/1")).status, 403, "{role:?}");
    }
    let read = "SELECT count(*)::text AS line FROM audit.entries WHERE action = 'mail_read'";
    assert_eq!(lines(&mut app.db(), read), ["0"], "nobody has read it");
}

#[test]
fn several_e_mails_at_once_are_taken_over_and_each_is_named() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let known = taken_in(&clerk, &mail("Vorhandenes"));
    clerk.get("/posteingang");
    let files = [mail("Erstes"), mail("Zweites"), mail("Vorhandenes")];
    let files: Vec<_> = files.iter().map(|it| ("a.eml", it.as_bytes())).collect();
    let (key, mut pages) = (key(), Vec::new());
    for _ in 0..2 {
        pages.push(upload_all(&clerk, "/posteingang", &[("key", &key)], &files));
    }
    assert_eq!((pages[0].status, &pages[0].location), (303, &pages[1].location), "sent twice");
    let list = clerk.get(pages[0].location.as_ref().unwrap());
    list.assert_says("2 E-Mails übernommen");
    list.assert_says("1 E-Mail war schon da");
    assert_eq!(list.body.matches(&known).count(), 2, "named above, and in the list");
    assert_eq!(lines(&mut app.db(), "SELECT id::text AS line FROM mails").len(), 3);
    assert_intact(&app);
}

#[test]
fn of_several_files_the_wrong_ones_are_named_and_the_others_taken_over() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    clerk.get("/posteingang");
    let (good, large) = (mail("Gutes"), vec![b'x'; MAX_MAIL + 1]);
    let page = upload_all(
        &clerk,
        "/posteingang",
        &[("key", &key())],
        &[
            ("gut.eml", good.as_bytes()),
            ("gross.eml", &large),
            ("outlook.msg", b"\xD0\xCF\x11\xE0\xA1\xB1"),
            ("scan.pdf", &one_page()),
            ("leer.eml", b""),
        ],
    );
    assert_eq!(page.status, 422);
    page.assert_says("1 E-Mail übernommen");
    page.assert_says("gross.eml: Die E-Mail ist größer als 40 MB.");
    page.assert_says("outlook.msg: Das ist eine Datei von Outlook");
    page.assert_says("scan.pdf: Das ist eine PDF-Datei und keine E-Mail.");
    page.assert_says("leer.eml: Die Datei ist leer.");
    assert_eq!(lines(&mut app.db(), "SELECT subject AS line FROM mails"), ["Gutes"]);
    let nothing = upload_all(&clerk, "/posteingang", &[("key", &key())], &[]);
    assert_eq!(nothing.status, 422);
    nothing.assert_says("Bitte mindestens eine E-Mail als Datei wählen");
}

/// More than a file of a form may otherwise have.
#[test]
fn an_e_mail_of_thirty_megabytes_is_taken_over() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let raw = mail("Gross").replace("bild", &"j".repeat(30_000_000));
    let address = taken_in(&clerk, &raw);
    clerk.get(&address).assert_says("Foto.jpg (keine PDF-Datei)");
    assert_eq!(clerk.get(&format!("{address}/original")).bytes.len(), raw.len());
}

#[test]
fn what_cannot_be_accepted_is_said_with_its_reason() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let cut = mail("Unterlagen").replace("%%EOF", "");
    let page = clerk.get(&taken_in(&clerk, &cut));
    page.assert_says("als PDF-Datei nicht annehmbar. Das ist keine vollständige PDF-Datei.");
    page.assert_says("- Zeugnis.pdf (Das ist keine vollständige PDF-Datei.");

    let sealed = "From: a@example.org\r\nMIME-Version: 1.0\r\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\r\n\r\nx";
    let page = clerk.get(&taken_in(&clerk, sealed));
    page.assert_says("Sie ist verschlüsselt; wir können sie nicht lesen.");
    assert!(!page.body.contains("Folgende Anlagen"), "{}", page.body);
    page.assert_says("Ohne lesbaren Text.");
}

#[test]
fn a_sender_who_looks_like_another_is_pointed_out() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    for (from, doubt) in [
        ("\"poststelle@land.example\" <x@example.org>", "Der Name sieht aus wie eine Adresse"),
        ("Kanzlei <kanzlei@ex\u{430}mple.org>", "Zeichen aus anderen Schriften"),
        (
            "Kanzlei <a@example.org>\r\nReply-To: b@example.org",
            "Antworten gehen an eine andere Adresse",
        ),
    ] {
        let raw = format!("From: {from}\r\nSubject: Unterlagen\r\n\r\nText");
        clerk.get(&taken_in(&clerk, &raw)).assert_says(doubt);
    }
    let usual = taken_in(&clerk, &mail("Unterlagen"));
    assert!(!clerk.get(&usual).body.contains("auf die Adresse des Absenders achten"));
}

#[test]
fn a_number_is_found_wherever_the_subject_has_it() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let number = number(&clerk, &registered(&clerk, &application()));
    for subject in ["AZ:{}", "Unser Antrag ({}), Nachtrag", "Re: {}."] {
        let address = taken_in(&clerk, &mail(&subject.replace("{}", &number)));
        assert_eq!(
            Form::on(&clerk.get(&address), "/zuordnen").value("number"),
            number,
            "{subject}"
        );
    }
}
