//! A document is replaced by a new version of it, and by one only.

use diesel::{Connection as _, RunQueryDsl as _, sql_query};
use hfk::{
    Problem,
    procedure::{DocumentId, Replacement, Role},
    storage,
};
use uuid::Uuid;

use super::{
    completeness::section,
    describing::case_with,
    files::key,
    paper::{checked, family},
};
use crate::{
    app::{Browser, Page, TestApp},
    committee::before_the_committee,
    form::Form,
    pdf::{one_page, page_with},
    races::{at_once, patiently},
    records::{assert_intact, count, lines},
};

/// The form that replaces a document, filled in.
fn replacing(by: &Browser, case: &str, document: &str, pdf: &[u8]) -> Form {
    let path = format!("{case}/dokumente/{document}/fassung");
    Form::on(&by.get(&path), &path).attach("besser.pdf", pdf).fill("received_on", "heute")
}

fn press(by: &Browser, form: &Form) -> Page {
    form.press(by, "Neue Fassung hochladen")
}

/// Replaces a document; returns the id of the new version.
pub fn replaced(by: &Browser, case: &str, document: &str, pdf: &[u8]) -> String {
    let page = press(by, &replacing(by, case, document, pdf));
    let location = page.location.unwrap_or_else(|| panic!("{}", page.body));
    location.rsplit('/').next().unwrap().to_owned()
}

#[test]
fn a_new_version_counts_and_the_one_before_stays_readable() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let (case, ids) = case_with(&app, &clerk, &["Lebenslauf.pdf"]);
    let old = &ids[0];
    let form = replacing(&clerk, &case, old, &page_with("vollständig"))
        .fill("dated_on", "2.11.2026")
        .fill("reason", "Die Seiten 2 und 3 fehlten.");
    let page = press(&clerk, &form);
    let location = page.location.unwrap();
    assert_eq!(press(&clerk, &form).location.as_ref(), Some(&location), "sent twice");
    let new = location.rsplit('/').next().unwrap();

    let listed = clerk.get(&format!("{case}/dokumente"));
    assert!(listed.body.contains(&format!("name-{new}")));
    assert!(!listed.body.contains(&format!("name-{old}")), "one row");
    let inherited = "SELECT concat_ws(' | ', name, kind, sensitivity, dated_on) AS line
                     FROM documents WHERE replaces IS NOT NULL";
    let expected = "Lebenslauf.pdf | curriculum_vitae | normal | 2026-11-02";
    assert_eq!(lines(&mut app.db(), inherited), [expected]);
    let reader = clerk.get(&location);
    reader.assert_says("Frühere Fassungen (1)");
    reader.assert_says("Grund: Die Seiten 2 und 3 fehlten.");
    let before = clerk.get(&format!("{case}/dokumente/{old}"));
    before.assert_says("Das ist eine frühere Fassung");
    before.assert_says(&location);
    assert_eq!(clerk.get(&format!("/dokumente/{old}")).bytes, one_page());
    assert_eq!(clerk.get(&format!("/dokumente/{new}")).bytes, page_with("vollständig"));
    let logged = "SELECT object_id || ' ' || action AS line FROM audit.entries
                  WHERE action::text LIKE 'document_%' AND chain = 1 ORDER BY seq";
    let entries = [format!("{old} document_uploaded"), format!("{new} document_replaced")];
    assert_eq!(lines(&mut app.db(), logged), entries);
    assert_intact(&app);
}

#[test]
fn what_was_replaced_no_longer_ticks_the_list_and_consents_lead_to_what_counts() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let (case, ids) = case_with(&app, &clerk, &["Lebenslauf.pdf", "Einwilligung.pdf"]);
    let [resume, consent] = <[String; 2]>::try_from(ids).unwrap();
    let form = Form::on(&clerk.get(&case), "/einwilligungen")
        .choose("persons", &["Milica"])
        .choose("kind", &["Einwilligung"])
        .choose("document", &["Einwilligung.pdf"])
        .fill("scope", "Härtefallverfahren")
        .fill("given_on", "heute");
    assert_eq!(form.press(&clerk, "Einwilligung festhalten").status, 303);
    let newer = replaced(&clerk, &case, &consent, &page_with("unterschrieben"));
    let page = clerk.get(&case);
    let (_, consents) = page.body.split_once("id=\"einwilligungen\"").unwrap();
    assert!(consents.contains(&format!("/dokumente/{newer}\"")));
    assert!(!consents.contains(&consent), "only what counts is named");

    let line_of = |page: &Page| {
        let (_, line) = section(page).split_once("Tabellarischer Lebenslauf").unwrap();
        line.split("</tr>").next().unwrap().to_owned()
    };
    let newer = replaced(&clerk, &case, &resume, &page_with("ein Arbeitsvertrag"));
    assert!(line_of(&clerk.get(&case)).contains("vorhanden"), "it is still there");
    let list = clerk.get(&format!("{case}/dokumente"));
    let described = Form::on(&list, "/ordnen").fill(&format!("kind-{newer}"), "work");
    assert_eq!(described.press(&clerk, "Alle Zeilen speichern").status, 303);
    let line = line_of(&clerk.get(&case));
    assert!(line.contains("fehlt"), "what was replaced proves nothing: {line}");
}

#[test]
fn those_who_decide_see_what_counts_and_nothing_else() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = checked(&clerk, &family(), 2);
    super::files::upload(
        &clerk,
        &format!("{case}/dokumente"),
        &[("key", &*key()), ("received_on", "heute")],
        ("Zeugnis.pdf", &one_page()),
    );
    let old = lines(&mut app.db(), "SELECT id::text AS line FROM documents").remove(0);
    let committee = before_the_committee(&app, &case);
    assert_eq!(committee.get(&format!("/dokumente/{old}")).status, 200);
    let new = replaced(&clerk, &case, &old, &page_with("geschwärzt"));
    for path in [format!("/dokumente/{old}"), format!("{case}/dokumente/{old}")] {
        assert_eq!(committee.get(&path).status, 404, "{path}");
    }
    let reader = committee.get(&format!("{case}/dokumente/{new}"));
    assert_eq!(reader.status, 200);
    assert!(!reader.body.contains(&old) && !reader.body.contains("Frühere Fassungen"));
    assert_eq!(committee.get(&format!("{case}/dokumente/{new}/fassung")).status, 403);
}

#[test]
fn an_earlier_version_is_guarded_as_the_one_that_counts() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let (case, ids) = case_with(&app, &clerk, &["Scan 7.pdf"]);
    let new = replaced(&clerk, &case, &ids[0], &page_with("lesbar"));
    let list = Form::on(&clerk.get(&format!("{case}/dokumente")), "/ordnen");
    let guarded = list.fill(&format!("sensitivity-{new}"), "health");
    assert_eq!(guarded.press(&clerk, "Alle Zeilen speichern").status, 303);
    let page = clerk.get(&format!("/dokumente/{}", ids[0]));
    page.assert_says("besonders geschützt (Gesundheit)");
}

#[test]
fn a_file_that_cannot_be_kept_replaces_nothing() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let (case, ids) = case_with(&app, &clerk, &["Pass.pdf"]);
    let form = |pdf: &[u8]| replacing(&clerk, &case, &ids[0], pdf).fill("reason", "besser lesbar");
    for (pdf, typed, sentence) in [
        (&b"GIF89a"[..], "heute", "besser.pdf: Das ist keine vollständige PDF-Datei."),
        (&one_page()[..], "heute", "Diese Datei liegt schon so beim Fall."),
        (&page_with("neu")[..], "31.12.2026", "Der Eingang liegt in der Zukunft."),
        (&page_with("neu")[..], "nie", "Eingegangen am: bitte ein Datum angeben"),
    ] {
        let page = press(&clerk, &form(pdf).fill("received_on", typed));
        assert_eq!(page.status, 422, "{}", page.body);
        page.assert_says(sentence);
        page.assert_says("besser lesbar");
    }
    assert_eq!(count(&mut app.db(), "documents"), 1);
}

#[test]
fn of_many_who_replace_a_document_one_does_and_the_others_learn_who() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let (case, ids) = case_with(&app, &clerk, &["Pass.pdf"]);
    let ready: Vec<_> = (0..8)
        .map(|n| {
            let by = app.sign_in(Role::Clerk);
            (replacing(&by, &case, &ids[0], &page_with(&format!("Fassung {n}"))), by)
        })
        .collect();
    let answers = at_once(ready, |(form, by)| patiently(|| press(&by, &form)));
    let done = answers.iter().filter(|it| it.status == 303).count();
    let stale: Vec<_> = answers.iter().filter(|it| it.status == 409).collect();
    assert_eq!((done, stale.len()), (1, 7));
    stale[0].assert_says("Diese Fassung ist schon ersetzt");
    assert_eq!(count(&mut app.db(), "documents"), 2);
    assert_intact(&app);
}

/// The lock is left out on purpose: everybody has read the same version.
#[test]
fn of_many_who_replace_without_the_lock_one_does_and_the_others_are_stale() {
    let app = TestApp::start();
    let clerk = app.user(&[Role::Clerk]);
    let browser = app.sign_in_as(&clerk.login);
    let (_, ids) = case_with(&app, &browser, &["Pass.pdf"]);
    let document = storage::find_document(&mut app.db(), ids[0].parse().unwrap()).unwrap();
    let file = storage::StoredFile { sha256: vec![1; 32], size: 1 };
    let now = app.now();
    let it = Replacement { dated_on: None, received_on: now.today, reason: String::new() };
    let conns: Vec<_> = (0..8).map(|_| app.db()).collect();
    let answers = at_once(conns, |mut conn| {
        let new = DocumentId(Uuid::now_v7());
        let replaced = conn.transaction(|conn| {
            storage::replace_document(conn, (&document, new), &it, &file, (clerk.id, now))
        });
        replaced.map_err(|it| it.to_string())
    });
    let stale = Problem::Stale.to_string();
    assert_eq!(answers.iter().filter(|it| it.is_ok()).count(), 1, "{answers:?}");
    assert_eq!(answers.iter().filter(|it| **it == Err(stale.clone())).count(), 7, "{answers:?}");
    assert_eq!(count(&mut app.db(), "documents"), 2);
}

#[test]
fn the_database_keeps_versions_within_their_case() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let (_, ids) = case_with(&app, &clerk, &["Pass.pdf"]);
    let (other, _) = case_with(&app, &clerk, &[]);
    let other = other.rsplit('/').next().unwrap();
    let elsewhere = format!(
        "INSERT INTO documents (id, case_id, version, name, sensitivity, sha256, size, received_on, uploaded_by, replaces)
         SELECT gen_random_uuid(), '{other}', 1, name, sensitivity, sha256, size, received_on, uploaded_by, id
         FROM documents WHERE id = '{}'",
        ids[0]
    );
    let refused = sql_query(elsewhere).execute(&mut app.db()).unwrap_err().to_string();
    assert!(refused.contains("documents_replaces_fkey"), "{refused}");
}
