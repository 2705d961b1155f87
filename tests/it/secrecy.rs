//! What must not be seen is not seen: by nobody in addresses and logs, by some not at all.

use std::{
    collections::{BTreeSet, VecDeque},
    io,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use hfk::procedure::{Role, StepKind};

use crate::{
    app::{Browser, Page},
    form::plain,
    pdf::one_page,
    records::{assert_intact, lines},
    secretariat::{Ballot, House, Typed, ok},
};

/// Words that occur in this file and in no other, so that one found in a log came from here.
const PERSON: Typed = &[
    ("received_on", "20.11.2026"),
    ("channel", "post"),
    ("reasons", "Geheimgrundwort steht in der Begründung."),
    ("persons-0-family_name", "Quetzalińska"),
    ("persons-0-given_names", "Xiomarë"),
    ("persons-0-born", "13.07.1991"),
    ("persons-0-street", "Verborgenweg 99"),
    ("persons-0-town", "Unnatal"),
];
const SECRET: [&str; 8] = [
    "Quetzali",
    "Xiomar",
    "Geheimgrund",
    "Verborgenweg",
    "Unnatal",
    "Verwurzelwort",
    RETURN_DATE[0],
    RETURN_DATE[1],
];
/// The day of a return, which the authority has told of: as people write it, and as data.
const RETURN_DATE: [&str; 2] = ["29.02.2028", "2028-02-29"];

/// What every test of this process has logged, at the level of the service and finer.
pub fn log() -> Arc<Mutex<Vec<u8>>> {
    static LOG: OnceLock<Arc<Mutex<Vec<u8>>>> = OnceLock::new();
    let log = LOG.get_or_init(|| {
        let log = Arc::new(Mutex::new(Vec::new()));
        let writer = Shared(Arc::clone(&log));
        tracing_subscriber::fmt()
            .json()
            .with_max_level(tracing_subscriber::filter::LevelFilter::DEBUG)
            .with_writer(move || writer.clone())
            .try_init()
            .expect("nobody else logs in the tests");
        log
    });
    Arc::clone(log)
}

#[derive(Clone)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl io::Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A case that stands decided in a closed sitting, before its notice is released.
fn decided(house: &mut House) -> (String, String) {
    let office = house.at("2026-12-04 10:00");
    let case = office.registers("Kreis Unna", 1, PERSON);
    office.uploads(&case, ("Pass Quetzalińska.pdf", &one_page()), "heute");
    office.checks(&case, &[]);
    office.committee_decides(&case, true, None);
    office.clerk_takes(&case, StepKind::RequestStatement, &[]);
    let statement = [
        ("received_on", "04.12.2026"),
        ("position", "none"),
        ("text", "Keine Äußerung."),
        ("obliged-0", "yes"),
        ("return_date-0", RETURN_DATE[0]),
    ];
    office.clerk_takes(&case, StepKind::RecordStatement, &statement);
    // With the day the ground of § 5(2) Nr. 6 is there, which the committee looks at again.
    office.committee_decides(&case, true, Some("Wegen der Umstände."));
    let sitting = office.plans_a_sitting("17.12.2026");
    office.puts_on_the_agenda(&sitting, &[&case]);
    office.chair_takes(&sitting, "publish");
    let room = house.at("2026-12-17 10:04");
    room.everybody_comes(&sitting);
    room.chair_takes(&sitting, "open");
    let persons = &["Xiomarë Quetzalińska"][..];
    let reasons = "Verwurzelwort.";
    room.votes(&sitting, &case, &Ballot { persons, yes: 8, reasons, advice: None });
    house.at("2026-12-17 12:30").chair_takes(&sitting, "close");
    house.clerk_takes(&case, StepKind::SendErsuchen, &[]);
    (case, sitting)
}

/// Follows every link and form action from the start page on; returns the addresses.
fn addresses(by: &Browser) -> BTreeSet<String> {
    walk(by, &mut |_, _| ())
}

/// As [`addresses`], and looks at each page on the way.
pub fn walk(by: &Browser, look: &mut impl FnMut(&str, &Page)) -> BTreeSet<String> {
    let (mut seen, mut ahead) = (BTreeSet::new(), VecDeque::from(["/".to_owned()]));
    while let Some(path) = ahead.pop_front() {
        if !seen.insert(path.clone()) || seen.len() > 400 {
            continue;
        }
        let page = by.get(&path);
        assert!(page.status < 500, "{path}: {}", page.body);
        look(&path, &page);
        let links = page.body.split("href=\"").skip(1);
        let links = links.map(|it| plain(it.split('"').next().unwrap()));
        let found = links.chain(page.location.clone());
        let inside = found.filter(|it| it.starts_with('/'));
        ahead.extend(inside.map(|it| it.split('#').next().unwrap().to_owned()));
        let actions = page.body.split("action=\"").skip(1);
        // A form is not sent; its address is looked at all the same.
        let actions = actions.map(|it| format!("!{}", plain(it.split('"').next().unwrap())));
        seen.extend(actions);
    }
    seen
}

#[test]
fn no_personal_data_in_addresses_audit_entries_and_logs() {
    let log = log();
    let mut house = House::new();
    let (case, _) = decided(&mut house);
    house.app.typeset();
    // A mistake must not print what was typed either.
    let by = house.clerk();
    by.get("/faelle");
    by.post("/faelle/suche", &[("q", "Quetzalińska")]);
    by.get(&format!("{case}/Quetzali%C5%84ska"));
    by.post(&format!("{case}/schritte/end_otherwise"), &[("evidence", "Geheimgrundwort")]);
    by.get("/faelle?q=Quetzali&stand=Xiomar");

    for by in [house.clerk(), house.chair(), &house.app.sign_in_as(&house.member.login)] {
        let all = addresses(by);
        assert!(all.len() > 5, "{all:?}");
        for word in SECRET {
            assert!(!all.iter().any(|it| it.contains(word)), "{word} in {all:?}");
        }
    }
    let conn = &mut house.app.db();
    let entries = lines(conn, "SELECT entries::text AS line FROM audit.entries");
    assert!(entries.len() > 30);
    let text = String::from_utf8(log.lock().unwrap().clone()).unwrap();
    assert!(text.contains("answered"), "requests are logged");
    for word in SECRET {
        assert!(!entries.iter().any(|it| it.contains(word)), "{word} in the audit log");
        let line = text.lines().find(|it| it.contains(word));
        assert!(line.is_none(), "{word} in the log: {line:?}");
    }
    assert_intact(&house.app);
}

#[test]
fn a_recused_user_sees_neither_case_nor_letters_nor_documents() {
    let mut house = House::new();
    let (case, sitting) = decided(&mut house);
    house.app.typeset();
    let conn = &mut house.app.db();
    let mut paths = vec![case.clone(), format!("{case}/schritte/end_otherwise")];
    let of_case = "SELECT '/schreiben/' || id AS line FROM letters WHERE case_id IS NOT NULL \
                   UNION ALL SELECT '/dokumente/' || id FROM documents";
    let papers = lines(conn, of_case);
    assert!(papers.len() >= 5, "{papers:?}");
    paths.extend(papers);
    let minutes = lines(conn, "SELECT '/schreiben/' || id AS line FROM letters WHERE kind = 'L13'");

    let clerk = house.app.user(&[Role::Clerk]);
    let browser = house.app.sign_in_as(&clerk.login);
    for path in &paths {
        assert_eq!(browser.get(path).status, 200, "{path}");
    }
    let id = crate::records::case_id(&case);
    let now = house.app.now();
    hfk::storage::record_recusal(conn, id, clerk.id, clerk.id, now).unwrap();
    for path in &paths {
        let page = browser.get(path);
        assert_eq!(page.status, 404, "{path}");
        says_nothing(&page.body);
    }
    // What speaks of many cases leaves out this one; the minutes hold it, so they stay closed.
    for path in ["/faelle".to_owned(), sitting.clone(), format!("{sitting}/mitteilungen")] {
        says_nothing(&ok(browser.get(&path)).body);
    }
    for path in minutes.iter().chain([&format!("{sitting}/protokoll")]) {
        let page = browser.get(path);
        assert_ne!(page.header("content-type"), Some("application/pdf"), "{path}");
        says_nothing(&page.body);
    }
}

#[track_caller]
fn says_nothing(body: &str) {
    for word in SECRET {
        assert!(!body.contains(word), "{word} in {body}");
    }
}

/// § 97a AufenthG: for secretariat and chair alone, on no paper, and not in the history either.
#[test]
fn the_day_of_a_return_is_seen_by_secretariat_and_chair_and_by_nobody_else() {
    let mut house = House::new();
    let (case, _) = decided(&mut house);
    let member = house.app.sign_in_as(&house.member.login);
    for by in [house.clerk(), house.chair()] {
        ok(by.get(&case)).assert_says(RETURN_DATE[0]);
    }
    let read = ok(member.get(&case));
    read.assert_says("vollziehbar ausreisepflichtig: ja");
    let silent = |what: &str, text: &str| {
        for day in RETURN_DATE.iter().chain(&["29. Februar 2028"]) {
            assert!(!text.contains(day), "{day} in {what}: {text}");
        }
    };
    silent("the page of a member", &read.body);
    for path in addresses(&member).iter().filter(|it| it.starts_with('/')) {
        silent(path, &member.get(path).body);
    }
    for letter in house.letters(&case) {
        silent("a letter", &letter.text);
        silent("the name of a file", &letter.file_name);
    }
    let conn = &mut house.app.db();
    for table in
        ["case_events", "letters", "audit.entries", "idempotency_keys", "findings", "cases"]
    {
        let rows = lines(conn, &format!("SELECT it::text AS line FROM {table} it"));
        for row in rows {
            silent(table, &row);
        }
    }
    let kept = "SELECT return_on::text AS line FROM stated_return_dates";
    assert_eq!(lines(conn, kept), [RETURN_DATE[1]]);
}

#[test]
fn administration_and_audit_see_no_content_of_a_case() {
    let mut house = House::new();
    let (case, sitting) = decided(&mut house);
    house.app.typeset();
    let conn = &mut house.app.db();
    let papers = lines(
        conn,
        "SELECT '/schreiben/' || id AS line FROM letters \
         UNION ALL SELECT '/dokumente/' || id FROM documents",
    );
    let item = format!("{sitting}/top/1");
    let minutes = format!("{sitting}/protokoll");
    for role in [Role::Administrator, Role::Auditor] {
        let by = house.app.sign_in(role);
        for path in papers.iter().chain([&case, &sitting, &item, &minutes]) {
            let page = by.get(path);
            assert!(matches!(page.status, 403 | 404), "{role} {path}: {}", page.status);
            says_nothing(&page.body);
        }
        for path in addresses(&by).iter().filter(|it| it.starts_with('/')) {
            says_nothing(&by.get(path).body);
        }
    }
}

/// A member who reads the case before the notices leave does not see what the others will not.
#[test]
fn before_the_release_no_notice_exists_and_its_page_names_no_outcome() {
    let mut house = House::new();
    let (case, sitting) = decided(&mut house);
    let notices = |house: &House| {
        lines(&mut house.app.db(), "SELECT recipient AS line FROM letters WHERE kind = 'L8'").len()
    };
    assert_eq!(notices(&house), 0);
    let page = ok(house.chair().get(&format!("{sitting}/mitteilungen")));
    let main = page.body.split("<main").nth(1).unwrap();
    for word in ["Ersuchen", "Empfehlung", "angenommen", "8 Ja", "beschlossen"] {
        assert!(!main.contains(word), "{word} in {main}");
    }
    house.releases_the_notices(&sitting);
    assert_eq!(notices(&house), 1);
    let titles = |body: &str| {
        let title = body.split("<title>").nth(1).unwrap().split('<').next().unwrap().to_owned();
        title.to_lowercase()
    };
    let case_page = ok(house.clerk().get(&case));
    assert!(!titles(&case_page.body).contains("ersuchen"), "{}", titles(&case_page.body));
}
