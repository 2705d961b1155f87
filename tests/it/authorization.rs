//! Every route × everybody → status, as one table. A route that is not in the table fails the test.

use std::{collections::BTreeSet, fs, path::Path};

use hfk::procedure::{Role, StepKind};
use uuid::Uuid;

use crate::{
    app::{Browser, FORM},
    pdf::one_page,
    records::{case_id, lines},
    secretariat::{House, Typed},
};

const PERSON: Typed = &[
    ("received_on", "20.11.2026"),
    ("channel", "post"),
    ("persons-0-family_name", "Ionescu"),
    ("persons-0-born", "1990"),
    ("persons-0-street", "Am Wall 1"),
    ("persons-0-town", "Unna"),
];

/// A request to each route. Forms are complete, but nothing they ask for can happen: who may ask
/// is told 409 or 422, and the next one asks of the same state.
#[rustfmt::skip]
const REQUESTS: &[(&str, &str, &str)] = &[
    ("GET",  "/health/live",                          ""),
    ("GET",  "/health/ready",                         ""),
    ("GET",  "/assets/{hash}/{name}",                 ""),
    ("GET",  "/",                                     ""),
    ("GET",  "/anmelden",                             ""),
    ("POST", "/anmelden",                             "login={key}&password=falsch"),
    ("GET",  "/konto",                                ""),
    ("POST", "/konto",                                "current=&new=kurz&again=kurz"),
    ("GET",  "/benutzer",                             ""),
    ("POST", "/benutzer/{id}/sperren",                ""),
    ("POST", "/benutzer/{id}/entsperren",             ""),
    ("GET",  "/protokoll",                            ""),
    ("GET",  "/faelle",                               ""),
    ("POST", "/faelle/suche",                         "q=Nirgendwer"),
    ("GET",  "/faelle/neu",                           ""),
    ("POST", "/faelle/neu",                           "tun=pruefen"),
    ("POST", "/faelle/neu/suche",                     "persons-0-family_name=Nirgendwer"),
    ("GET",  "/faelle/liste",                         ""),
    ("POST", "/faelle/liste",                         "key={key}"),
    ("GET",  "/faelle/liste/vorlage",                 ""),
    ("GET",  "/faelle/liste/{id}",                    ""),
    ("POST", "/faelle/liste/{id}",                    "key={key}&tun=uebernehmen"),
    ("GET",  "/faelle/liste/{id}/fehler",             ""),
    ("GET",  "/faelle/{case}",                        ""),
    ("GET",  "/faelle/{checked}",                     ""),
    ("GET",  "/faelle/{case}/schritte/{step}",        ""),
    ("GET",  "/faelle/{checked}/schritte/{step}",     ""),
    ("POST", "/faelle/{case}/schritte/{step}/pruefen","key={key}&version=99&tun=pruefen"),
    ("POST", "/faelle/{case}/schritte/{step}",        "key={key}&version=99&tun=festhalten&reasons=x"),
    ("GET",  "/faelle/{case}/personen/{person}",      ""),
    ("POST", "/faelle/{case}/personen/{person}",      "key={key}&version=99&persons-0-family_name="),
    ("GET",  "/faelle/{case}/personen/{person}/schutzbedarf",      ""),
    ("POST", "/faelle/{case}/personen/{person}/schutzbedarf",      "key={key}&kind="),
    ("GET",  "/faelle/{case}/personen/{person}/schutzbedarf/{id}", ""),
    ("POST", "/faelle/{case}/personen/{person}/schutzbedarf/{id}", "key={key}&until=nie"),
    ("POST", "/faelle/{case}/stellungnahmen/{n}",     "tun=freigeben"),
    ("POST", "/faelle/{case}/nichtbefolgung/{n}",     ""),
    ("GET",  "/faelle/{case}/personen/{person}/rueckfuehrung",      ""),
    ("POST", "/faelle/{case}/personen/{person}/rueckfuehrung",      "key={key}&kind="),
    ("GET",  "/faelle/{case}/personen/{person}/rueckfuehrung/{id}", ""),
    ("POST", "/faelle/{case}/personen/{person}/rueckfuehrung/{id}", "key={key}&until=nie"),
    ("POST", "/faelle/{case}/schreiben/abgesandt",    ""),
    ("POST", "/faelle/{case}/dokumente",              "key={key}&received_on=heute"),
    ("GET",  "/faelle/{case}/vollstaendigkeit",       ""),
    ("POST", "/faelle/{case}/vollstaendigkeit",       "key={key}"),
    ("GET",  "/faelle/{case}/dokumente",              ""),
    ("POST", "/faelle/{case}/dokumente/ordnen",       "key={key}"),
    ("POST", "/faelle/{case}/dokumente/gesehen",      "key={key}"),
    ("GET",  "/faelle/{case}/dokumente/{document}",   ""),
    ("GET",  "/faelle/{case}/dokumente/{document}/fassung", ""),
    ("POST", "/faelle/{case}/dokumente/{document}/fassung", "key={key}&received_on=nie"),
    ("GET",  "/faelle/{case}/dokumente/{document}/verlegen", ""),
    ("POST", "/faelle/{case}/dokumente/{document}/verlegen", "key={key}&version=99&number=x"),
    ("POST", "/faelle/{case}/einwilligungen",         "key={key}"),
    ("GET",  "/faelle/{case}/einwilligungen/{id}",    ""),
    ("POST", "/faelle/{case}/einwilligungen/{id}",    "key={key}&revoked_on=nie"),
    ("GET",  "/faelle/{case}/vertretung",             ""),
    ("POST", "/faelle/{case}/vertretung",             "key={key}&version=99&begins_on=nie"),
    ("GET",  "/faelle/{case}/vertretung/ende",        ""),
    ("POST", "/faelle/{case}/vertretung/ende",        "key={key}&version=99&ended_on=nie"),
    ("POST", "/faelle/{case}/vertretung/nachweis",    "key={key}&version=99&document="),
    ("GET",  "/bevollmaechtigte",                     ""),
    ("POST", "/bevollmaechtigte/suche",               "representative_search=Nirgendwer"),
    ("GET",  "/bevollmaechtigte/neu",                 ""),
    ("POST", "/bevollmaechtigte/neu",                 "key={key}"),
    ("GET",  "/bevollmaechtigte/{id}",                ""),
    ("POST", "/bevollmaechtigte/{id}",                "key={key}&version=99"),
    ("GET",  "/faelle/{case}/wiedervorlagen",         ""),
    ("POST", "/faelle/{case}/wiedervorlagen",         "key={key}&on=nie"),
    ("POST", "/faelle/{case}/wiedervorlagen/{id}",    "key={key}&tun=done"),
    ("GET",  "/zaehlung/ausschlussgruende",           ""),
    ("GET",  "/fristen.ics",                          ""),
    ("GET",  "/abwesenheit",                          ""),
    ("POST", "/abwesenheit",                          "key={key}&from=nie"),
    ("POST", "/abwesenheit/{id}",                     "key={key}"),
    ("GET",  "/schreiben/{letter}",                   ""),
    ("GET",  "/posteingang",                          ""),
    ("POST", "/posteingang",                          "key={key}"),
    ("GET",  "/posteingang/{id}",                     ""),
    ("GET",  "/posteingang/{id}/druckfassung",        ""),
    ("GET",  "/posteingang/{id}/original",            ""),
    ("GET",  "/posteingang/{id}/anlagen/{n}",           ""),
    ("POST", "/posteingang/{id}/uebernehmen",         "version=1"),
    ("POST", "/posteingang/{id}/zuordnen",            "version=1&number=x"),
    ("POST", "/posteingang/{id}/ablegen",             "version=1&reason=x"),
    ("GET",  "/dokumente/{document}",                 ""),
    ("POST", "/dokumente/{document}",                 "zweck=handling"),
    ("GET",  "/vorgaben",                             ""),
    ("GET",  "/vorgaben/briefkopf",                   ""),
    ("POST", "/vorgaben/briefkopf",                   "key={key}&version=99"),
    ("GET",  "/vorgaben/checklist",                   ""),
    ("POST", "/vorgaben/checklist",                   "key={key}&version=99"),
    ("POST", "/vorgaben/vorschlaege/{id}",            "key={key}&tun=bestaetigen"),
    ("GET",  "/vorgaben/{setting}",                   ""),
    ("POST", "/vorgaben/{setting}",                   "key={key}&version=99&value=1"),
    ("GET",  "/vorpruefung",                          ""),
    ("GET",  "/vorpruefung/neu",                      ""),
    ("POST", "/vorpruefung/neu",                      "key={key}&held_on=nie&starts_at=10&place=x"),
    ("GET",  "/vorpruefung/besetzung",                ""),
    ("POST", "/vorpruefung/besetzung",                "key={key}&from=nie"),
    ("GET",  "/vorpruefung/{round}",                  ""),
    ("GET",  "/vorpruefung/{round}/schritte/close",   ""),
    ("POST", "/vorpruefung/{round}/schritte/close",   "key={key}&version=99"),
    ("GET",  "/vorpruefung/{round}/faelle",           ""),
    ("POST", "/vorpruefung/{round}/faelle",           ""),
    ("GET",  "/vorpruefung/{round}/boegen",           ""),
    ("GET",  "/vorpruefung/{round}/protokoll",        ""),
    ("GET",  "/vorpruefung/{round}/{n}/bogen",        ""),
    ("POST", "/vorpruefung/{round}/mitwirkung",       "key={key}&version=99"),
    ("POST", "/vorpruefung/{round}/{n}/absetzen",     "key={key}&version=99"),
    ("GET",  "/vorpruefung/{round}/{n}/befangenheit", ""),
    ("POST", "/vorpruefung/{round}/{n}/befangenheit", "key={key}&user="),
    ("GET",  "/sitzungen",                            ""),
    ("GET",  "/sitzungen/neu",                        ""),
    ("POST", "/sitzungen/neu",                        "key={key}&held_on=nie&starts_at=10&place=x&secretary=x"),
    ("GET",  "/sitzungen/{sitting}",                  ""),
    ("GET",  "/sitzungen/{sitting}/schritte/close",   ""),
    ("POST", "/sitzungen/{sitting}/schritte/close",   "key={key}&version=99"),
    ("GET",  "/sitzungen/{sitting}/tagesordnung",     ""),
    ("POST", "/sitzungen/{sitting}/tagesordnung",     ""),
    ("POST", "/sitzungen/{sitting}/anwesenheit",      "key={key}&at=nie&movement={key}:leaves"),
    ("GET",  "/sitzungen/{sitting}/top/1",            ""),
    ("POST", "/sitzungen/{sitting}/top/1/beschluss",  "key={key}&version=99&present=0&recused=0&yes=&no=&abstain=&reasons=&advice=&advice_yes=&advice_no=&advice_abstain="),
    ("GET",  "/sitzungen/{sitting}/top/1/befangenheit", ""),
    ("POST", "/sitzungen/{sitting}/top/1/befangenheit", "key={key}&user="),
    ("GET",  "/sitzungen/{sitting}/top/1/vertagen",   ""),
    ("POST", "/sitzungen/{sitting}/top/1/vertagen",   "key={key}&version=99&text=x"),
    ("GET",  "/sitzungen/{sitting}/mitteilungen",     ""),
    ("POST", "/sitzungen/{sitting}/mitteilungen",     "key={key}"),
    ("GET",  "/sitzungen/{sitting}/einladungen",      ""),
    ("POST", "/sitzungen/{sitting}/einladungen/abgesandt", ""),
    ("GET",  "/sitzungen/{sitting}/protokoll",        ""),
    ("POST", "/abmelden",                             ""),
];

/// The names of their columns, in the words of the rights table.
const COLUMNS: [&str; 11] = [
    "SB",
    "SB befangen",
    "VS",
    "M geladen",
    "M befangen",
    "M fremd",
    "VPA",
    "VPA fremd",
    "ADM",
    "REV",
    "niemand",
];

/// A case on a published agenda, with people around it.
struct Scene {
    house: House,
    recused_clerk: String,
    recused_member: String,
    case: String,
    /// Another, in the Vorprüfung: open to the committee.
    checked: String,
    sitting: String,
    /// On which the other case stands.
    round: String,
    person: String,
    letter: String,
    document: String,
}

fn scene() -> Scene {
    let mut house = House::new();
    let office = house.at("2026-12-04 10:00");
    let case = office.registers("Kreis Unna", 1, PERSON);
    office.uploads(&case, ("Zeugnis.pdf", &one_page()), "heute");
    office.checks(&case, &[]);
    office.committee_decides(&case, true, None);
    office.clerk_takes(&case, StepKind::RequestStatement, &[]);
    office.hears_the_authority(&case, "none", "Keine Äußerung.", "04.12.2026");
    let sitting = office.plans_a_sitting("17.12.2026");
    office.puts_on_the_agenda(&sitting, &[&case]);
    office.chair_takes(&sitting, "publish");
    office.sends_the_letters(&case);
    let checked = office.registers("Kreis Unna", 1, PERSON);
    office.checks(&checked, &[]);
    let round = office.convenes_the_committee(&[&checked]);
    let conn = &mut office.app.db();
    let of_case =
        format!("SELECT id::text AS line FROM persons WHERE case_id = '{}'", case_id(&case));
    let person = lines(conn, &of_case).remove(0);
    let letter = lines(conn, "SELECT id::text AS line FROM letters WHERE kind = 'L1'").remove(0);
    let document = lines(conn, "SELECT id::text AS line FROM documents").remove(0);
    let recused_clerk = recuse(office, Role::Clerk, &case);
    let recused_member = office.second_member.login.clone();
    office.recuses(&sitting, &case, &office.second_member);
    Scene {
        house,
        recused_clerk,
        recused_member,
        case,
        checked,
        sitting,
        round,
        person,
        letter,
        document,
    }
}

/// A colleague who declared herself recused: the pages offer it to those who hold a sitting.
fn recuse(office: &House, role: Role, case: &str) -> String {
    let user = office.app.user(&[role]);
    let (conn, id) = (&mut office.app.db(), case_id(case));
    hfk::storage::record_recusal(conn, id, user.id, user.id, office.app.now()).unwrap();
    user.login
}

impl Scene {
    fn everybody(&self) -> Vec<Browser> {
        let app = &self.house.app;
        vec![
            app.sign_in(Role::Clerk),
            app.sign_in_as(&self.recused_clerk),
            app.sign_in(Role::Chair),
            app.sign_in_as(&self.house.member.login),
            app.sign_in_as(&self.recused_member),
            app.sign_in(Role::Member),
            app.sign_in_as(&self.house.committee.login),
            app.sign_in_as(&self.house.deputy.login),
            app.sign_in(Role::Administrator),
            app.sign_in(Role::Auditor),
            app.anyone(),
        ]
    }

    fn address(&self, route: &str) -> String {
        let nobody = Uuid::nil().to_string();
        route
            .replace("/faelle/{case}", &self.case)
            .replace("/faelle/{checked}", &self.checked)
            .replace("/sitzungen/{sitting}", &self.sitting)
            .replace("/vorpruefung/{round}", &self.round)
            .replace("{person}", &self.person)
            .replace("{letter}", &self.letter)
            .replace("{document}", &self.document)
            .replace("{step}", "end_otherwise")
            .replace("{setting}", hfk::procedure::Setting::ALL[0].name())
            .replace("{hash}", "alt")
            .replace("{name}", "style.css")
            .replace("{id}", &nobody)
            .replace("{n}", "1")
    }

    fn status(&self, by: &Browser, (method, route, body): (&str, &str, &str)) -> u16 {
        let path = self.address(route);
        if method == "GET" {
            return by.get(&path).status;
        }
        let body = body.replace("{key}", &Uuid::now_v7().to_string());
        let body = format!("{body}&csrf={}", by.csrf());
        by.send("POST", &path, &[("content-type", FORM)], body.as_bytes()).status
    }
}

#[test]
fn every_route_answers_everybody_as_the_table_says() {
    let scene = scene();
    let everybody = scene.everybody();
    let head = COLUMNS.map(|it| format!("{it:>12}")).concat();
    let mut table = format!("{:56}{head}\n", "");
    for request in REQUESTS {
        let answers = everybody.iter().map(|by| format!("{:>12}", scene.status(by, *request)));
        let line = format!("{:4} {:51}{}", request.0, request.1, answers.collect::<String>());
        table.push_str(&line);
        table.push('\n');
    }
    assert!(!table.contains(" 500"), "{table}");
    insta::assert_snapshot!(table);
}

/// An address with `{}` for whatever fills a place in it.
fn pattern(method: &str, route: &str) -> String {
    let filled = [("/top/1", "/top/{}"), ("/schritte/close", "/schritte/{}"), ("/vertagen", "/{}")];
    let route = filled.iter().fold(route.to_owned(), |it, (from, to)| it.replace(from, to));
    let parts = route.split('{').map(|it| it.split_once('}').map_or(it, |it| it.1));
    format!("{method} {}", parts.collect::<Vec<_>>().join("{}"))
}

/// The routes that the sources mount.
fn mounted(folder: &Path, routes: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            mounted(&path, routes);
        } else if path.extension().is_some_and(|it| it == "rs") {
            let source = fs::read_to_string(&path).unwrap();
            for rest in source.split(".route(\"").skip(1) {
                let (route, rest) = rest.split_once("\",").unwrap();
                let method = rest.trim_start().trim_start_matches("web::");
                let method = method.split_once('(').unwrap().0.to_uppercase();
                routes.insert(pattern(&method, route));
            }
        }
    }
}

#[test]
fn no_route_is_missing_in_the_table() {
    let mut routes = BTreeSet::new();
    mounted(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web"), &mut routes);
    let table: BTreeSet<_> = REQUESTS.iter().map(|it| pattern(it.0, it.1)).collect();
    assert!(routes.len() > 40, "{routes:?}");
    assert_eq!(routes, table);
}

/// Forms without the token of the session, or from another site, change nothing for anybody.
#[test]
fn no_form_is_taken_without_the_token_of_its_session() {
    let scene = scene();
    let by = scene.house.clerk();
    for (method, route, body) in REQUESTS.iter().filter(|it| it.0 == "POST") {
        if *route == "/anmelden" {
            continue;
        }
        let path = scene.address(route);
        let body = body.replace("{key}", &Uuid::now_v7().to_string());
        let page = by.send(method, &path, &[("content-type", FORM)], body.as_bytes());
        assert_eq!(page.status, 403, "{route}: {}", page.body);
        let body = format!("{body}&csrf={}", by.csrf());
        let headers = [("content-type", FORM), ("sec-fetch-site", "cross-site")];
        assert_eq!(by.send(method, &path, &headers, body.as_bytes()).status, 403, "{route}");
    }
}
