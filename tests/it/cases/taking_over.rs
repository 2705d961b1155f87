//! „Liste übernehmen“: from the spreadsheet to cases, looked at in between.

use chrono::TimeDelta;
use hfk::procedure::{Role, StepKind};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use crate::{
    app::{Browser, Page, TestApp},
    form::Form,
    races::{held_up, patiently},
    records::{assert_intact, assert_replays, case_id, count, file, lines},
    secretariat::House,
};

const HEAD: &str =
    "Az.;Eingang;Weg;ABH;Name;Vorname;Geburtsdatum;Stellung;Ergebnis;Erledigt am;PLZ";

/// A family that waits, and one whose case is closed.
const GOOD: &str = "\
    HFK-12/2019;03.06.2019;Brief;Köln;Đorđević;Zoran;1984;;Ersuchen befolgt;14.02.2020;50667\n\
    HFK-12/2019;;;;Đorđević;Amra;03.1986;Ehefrau;Freiwillige Ausreise;;50667\n\
    ;02.11.2026;E-Mail;Kreis Unna;Yılmaz;Ayşe;14.03.1990;;;;59423\n";

fn list(rows: &str) -> String {
    let rows: Vec<_> = rows.lines().map(str::trim).collect();
    format!("{HEAD}\n{}\n", rows.join("\n"))
}

fn send(by: &Browser, bytes: &[u8]) -> Page {
    let form = Form::on(&by.get("/faelle/liste"), "/faelle/liste").attach("Fälle 2026.csv", bytes);
    form.press(by, "Liste prüfen")
}

/// Sends it; returns the address of its page.
#[track_caller]
fn sent(by: &Browser, bytes: &[u8]) -> String {
    let page = send(by, bytes);
    assert_eq!(page.status, 303, "{}", page.body);
    page.location.unwrap()
}

fn confirmation(by: &Browser, address: &str) -> Form {
    Form::on(&by.get(address), address)
}

fn confirm((form, by): (Form, Browser)) -> u16 {
    patiently(|| form.press(&by, "uebernehmen")).status
}

#[track_caller]
fn taken_over(by: &Browser, bytes: &[u8]) -> String {
    let address = sent(by, bytes);
    let page = confirmation(by, &address).press(by, "uebernehmen");
    assert_eq!((page.status, page.location.as_deref()), (303, Some(&*address)), "{}", page.body);
    address
}

/// Number, stage, and where everybody stands.
fn cases(app: &TestApp) -> Vec<String> {
    let sql = "SELECT file_number || ' ' || stage || ': ' || string_agg(family_name || ' ' || standing, ', ' ORDER BY position) AS line
        FROM cases JOIN persons ON case_id = cases.id GROUP BY cases.id ORDER BY file_number";
    lines(&mut app.db(), sql)
}

fn case_of(app: &TestApp, number: &str) -> String {
    let sql = format!("SELECT '/faelle/' || id AS line FROM cases WHERE file_number = '{number}'");
    lines(&mut app.db(), &sql).remove(0)
}

#[test]
fn nothing_is_a_case_before_it_is_confirmed() {
    let app = TestApp::start();
    let chair = app.sign_in(Role::Chair);
    let address = sent(&chair, list(GOOD).as_bytes());
    assert_eq!(count(&mut app.db(), "cases"), 0);
    let page = chair.get(&address);
    page.assert_says("2 Vorgänge mit 3 Personen werden angelegt.");
    page.assert_says("Đorđević, Amra");
    page.assert_says("Für 1 Vorgang ohne Aktenzeichen");

    let done = confirmation(&chair, &address).press(&chair, "uebernehmen");
    assert_eq!(done.status, 303, "{}", done.body);
    assert_eq!(
        cases(&app),
        [
            "15-39.22-2026-0001 received: Yılmaz open",
            "HFK-12/2019 filed: Đorđević followed, Đorđević departed",
        ]
    );
    let page = chair.get(&address);
    page.assert_says("Die Liste ist übernommen");
    page.assert_says("2 Vorgänge mit 3 Personen");
    assert_eq!(count(&mut app.db(), "letters"), 0, "nobody is written to");
    assert_eq!(count(&mut app.db(), "staged_lists WHERE content IS NOT NULL"), 0);
    for number in ["15-39.22-2026-0001", "HFK-12/2019"] {
        assert_replays(&app, &case_of(&app, number));
    }
    assert_intact(&app);
}

#[test]
fn the_page_of_a_case_says_where_it_comes_from() {
    let app = TestApp::start();
    let chair = app.sign_in(Role::Chair);
    taken_over(&chair, list(GOOD).as_bytes());
    let page = chair.get(&case_of(&app, "HFK-12/2019"));
    page.assert_says("Aus bestehender Liste übernommen");
    page.assert_says("14.02.2020");
    page.assert_says("Đorđević, Zoran: Ersuchen befolgt");
    assert_eq!(chair.get("/faelle").body.matches("HFK-12/2019").count(), 0, "it is filed");
    chair.get("/faelle").assert_says("15-39.22-2026-0001");
}

#[test]
fn whoever_applies_again_is_found() {
    let app = TestApp::start();
    let (chair, clerk) = (app.sign_in(Role::Chair), app.sign_in(Role::Clerk));
    taken_over(&chair, list(GOOD).as_bytes());
    let form = Form::on(&clerk.get("/faelle/neu"), "/faelle/neu/suche");
    let form = form.fill("persons-0-family_name", "Djordjevic").fill("persons-0-born", "1984");
    form.press(&clerk, "Person suchen").assert_says("HFK-12/2019");
}

#[test]
fn a_case_taken_over_goes_its_way_through_the_procedure() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    taken_over(office.chair(), list(GOOD).as_bytes());
    let case = case_of(&office.app, "15-39.22-2026-0001");
    office.checks(&case, &[]);
    office.committee_decides(&case, true, None);
    office.clerk_takes(&case, StepKind::RequestStatement, &[]);
    office.hears_the_authority(&case, "none", "Keine Äußerung.", "23.11.2026");
    let sitting = office.plans_a_sitting("17.12.2026");
    office.puts_on_the_agenda(&sitting, &[&case]);
    assert_replays(&office.app, &case);
    assert_intact(&office.app);
}

#[test]
fn a_workbook_is_taken_over_like_a_text() {
    let app = TestApp::start();
    let chair = app.sign_in(Role::Chair);
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let date = Format::new().set_num_format("dd.mm.yyyy");
    for (at, head) in (0..).zip([
        "Familienname",
        "Geboren am",
        "Eingegangen am",
        "Eingangsweg",
        "Ausländerbehörde",
        "Postleitzahl",
        "Staatsangehörigkeit",
    ]) {
        sheet.write(2, at, head).unwrap();
    }
    sheet.write(0, 0, "Fallliste der Geschäftsstelle").unwrap();
    sheet.write(3, 0, "Yılmaz").unwrap();
    let day = |year, month, day| ExcelDateTime::from_ymd(year, month, day).unwrap();
    sheet.write_with_format(3, 1, day(1990, 3, 14), &date).unwrap();
    sheet.write_with_format(3, 2, day(2026, 11, 2), &date).unwrap();
    sheet.write(3, 3, "Post").unwrap();
    sheet.write(3, 4, "Stadt Köln").unwrap();
    sheet.write(3, 5, 50667).unwrap();
    sheet.write(3, 6, "türkisch, syrisch").unwrap();
    taken_over(&chair, &book.save_to_buffer().unwrap());
    let file = file(&app, &case_of(&app, "15-39.22-2026-0001"));
    let person = &file.details[0];
    let nationalities: Vec<_> = person.nationalities.iter().map(|it| it.name()).collect();
    assert_eq!(person.list_name(), "Yılmaz");
    assert_eq!(person.born.to_string(), "14.03.1990");
    assert_eq!(person.address.postal_code, "50667");
    assert_eq!(nationalities, ["Türkei", "Syrien"]);
    assert_eq!(file.case.received_on, "2026-11-02".parse().unwrap());
}

/// The same lawyer in two cases is one entry of the register.
#[test]
fn who_represents_is_entered_once() {
    let app = TestApp::start();
    let chair = app.sign_in(Role::Chair);
    let row = "02.11.2026;Post;Köln;Yılmaz;1990;Aylin Şahin;01.11.2026;ja";
    let head = "Eingang;Weg;ABH;Name;Geburtsdatum;Rechtsanwalt;Vollmacht vom;Vertreten";
    taken_over(&chair, format!("{head}\n{row}\n{row}\n").as_bytes());
    assert_eq!(count(&mut app.db(), "cases"), 2);
    assert_eq!(count(&mut app.db(), "representatives"), 1);
    chair.get(&case_of(&app, "15-39.22-2026-0002")).assert_says("Aylin Şahin");
    assert_intact(&app);
}

mod errors {
    use super::*;

    /// What is said of a list with these rows, each as `row column: sentence`.
    fn errors(rows: &str) -> Vec<String> {
        let app = TestApp::start();
        let chair = app.sign_in(Role::Chair);
        let address = sent(&chair, list(rows).as_bytes());
        let file = chair.get(&format!("{address}/fehler"));
        assert_eq!(
            file.header("content-disposition"),
            Some("attachment; filename=\"Fehlerliste.csv\"")
        );
        let lines = file.body.strip_prefix("\u{feff}Zeile;Spalte;Inhalt;Fehler\r\n").unwrap();
        // Cells in which a semicolon stands are quoted.
        lines.lines().map(|it| it.replace('"', "")).collect()
    }

    #[test]
    fn stand_by_row_and_column_in_the_words_of_the_form() {
        assert_eq!(
            errors(
                "\
            ;;Post;Köln;Yılmaz;;1990;;;;\n\
            ;02.11.2026;;Köln;;;;;;;\n\
            ;31.02.2026;Post;Köln;Yılmaz;;31.02.1990;;;;\n\
            ;02.11.2027;Post;Atlantis;Yılmaz;;1990;Tante;;;\n\
            ;12.6.;Post;Unna;Yılmaz;;1990;;;;\n\
            ;02.11.2027;Post;Köln;Yılmaz;;2030;;;;\n\
            ;02.11.2019;Post;Köln;Yılmaz;;1990;;;02.11.2020;\n\
            ;02.11.2019;Post;Köln;Yılmaz;;1990;;Rücknahme;;\n\
            B-1;02.11.2019;Post;Köln;Yılmaz;;1990;;;;\n\
            B-1;;Fax;;Yılmaz;;1990;Kind;;;\n\
            HFK 12;02.11.2019;Post;Köln;#BEZUG!;;1990;;;;"
            ),
            [
                "2;Eingegangen am;;Eingegangen am: bitte ein Datum angeben (TT.MM.JJJJ).",
                "3;Eingangsweg;;Bitte wählen: Eingangsweg.",
                "3;Familienname;;Bitte ausfüllen: Familienname.",
                "3;Geboren am;;Geboren am: Bitte ein Datum angeben: TT.MM.JJJJ, MM.JJJJ oder nur JJJJ.",
                "4;Eingegangen am;31.02.2026;Eingegangen am: bitte ein Datum angeben (TT.MM.JJJJ).",
                "4;Geboren am;31.02.1990;Geboren am: Bitte ein Datum angeben: TT.MM.JJJJ, MM.JJJJ oder nur JJJJ.",
                "5;Ausländerbehörde;Atlantis;„Atlantis“ steht nicht im Register der Ausländerbehörden.",
                "5;Stellung in der Familie;Tante;„Tante“ steht hier nicht zur Wahl. Möglich sind: Antragsteller/in, Ehe- oder Lebenspartner/in, Kind, Elternteil, Geschwister, andere.",
                "6;Eingegangen am;12.6.;Eingegangen am: bitte ein Datum angeben (TT.MM.JJJJ).",
                "6;Ausländerbehörde;Unna;„Unna“ ist nicht eindeutig. Gemeint: Kreis Unna oder Stadt Unna?",
                "7;Eingegangen am;02.11.2027;Das Eingangsdatum liegt in der Zukunft.",
                "7;Geboren am;2030;Das Geburtsdatum liegt in der Zukunft.",
                "8;Ergebnis;;Der Vorgang ist erledigt; bitte angeben, womit das Verfahren für diese Person endete.",
                "9;Ergebnis;Rücknahme;Ein Ergebnis steht nur bei erledigten Vorgängen; bitte auch angeben, wann er erledigt war.",
                "11;Eingangsweg;Fax;Zeile 10 hat dasselbe Aktenzeichen und hier etwas anderes.",
                "12;Aktenzeichen;HFK 12;Ein Aktenzeichen besteht aus 1 bis 40 Buchstaben, Ziffern und den Zeichen . - / _",
                "12;Familienname;#BEZUG!;In der Zelle steht „#BEZUG!“, der Fehler einer Formel.",
            ][..]
        );
    }

    #[test]
    fn of_one_row_keep_the_whole_family_out() {
        let app = TestApp::start();
        let chair = app.sign_in(Role::Chair);
        let rows = "A-1;02.11.2026;Post;Köln;Yılmaz;;1990;;;;\nA-1;;;;;;2010;Kind;;;\n;02.11.2026;Post;Köln;Maier;;1990;;;;";
        let address = sent(&chair, list(rows).as_bytes());
        let page = chair.get(&address);
        page.assert_says("In einer anderen Zeile dieses Vorgangs.");
        page.assert_says("2 fehlerhafte Zeilen weglassen");
        let only = chair.get(&format!("{address}?zeigen=fehler"));
        assert!(!only.body.contains("Maier"), "{}", only.body);

        let form = confirmation(&chair, &address);
        let refused = form.press(&chair, "uebernehmen");
        assert_eq!(refused.status, 422);
        refused.assert_says("Bitte bestätigen, dass die fehlerhaften Zeilen wegbleiben");
        assert_eq!(count(&mut app.db(), "cases"), 0);
        let done = form.fill("weglassen", "ja").press(&chair, "uebernehmen");
        assert_eq!(done.status, 303, "{}", done.body);
        assert_eq!(cases(&app), ["15-39.22-2026-0001 received: Maier open"]);
        chair.get(&address).assert_says("2 Zeilen weggelassen");
    }

    #[test]
    fn do_not_start_a_formula_where_they_are_downloaded() {
        let found = errors(";02.11.2026;=1+1;Köln;Yılmaz;;@1990;;;;");
        assert!(found.iter().any(|it| it.starts_with("2;Eingangsweg;'=1+1;")), "{found:#?}");
        assert!(found.iter().any(|it| it.starts_with("2;Geboren am;'@1990;")), "{found:#?}");
    }

    /// Such as a dash where there is no number.
    #[test]
    fn name_the_row_that_is_one_too_many_for_a_case() {
        let found = errors(&vec!["-;02.11.2026;Post;Köln;Yılmaz;;1990;Kind;;;"; 9_000].join("\n"));
        let sentence = "Ein Vorgang hat höchstens 20 Personen; diese Zeile ist eine mehr.";
        assert_eq!(found, [format!("22;Aktenzeichen;'-;{sentence}")]);
    }

    #[test]
    fn in_every_row_leave_nothing_to_confirm() {
        let app = TestApp::start();
        let chair = app.sign_in(Role::Chair);
        let address = sent(&chair, list(";;;;Yılmaz;;;;;;").as_bytes());
        chair.get(&address).assert_says("So kann nichts übernommen werden");
        assert!(!confirmation(&chair, &address).has_button("uebernehmen"));
        let forced =
            confirmation(&chair, &address).hide("tun", "uebernehmen").hide("weglassen", "ja");
        assert_eq!(forced.press(&chair, "verwerfen").status, 422);
    }
}

mod numbers {
    use super::*;

    fn one(number: &str) -> String {
        list(&format!("{number};02.11.2026;Post;Köln;Yılmaz;;1990;;;;"))
    }

    #[test]
    fn that_cases_bear_are_refused() {
        let app = TestApp::start();
        let chair = app.sign_in(Role::Chair);
        taken_over(&chair, one("A-1").as_bytes());
        let again = sent(&chair, one("A-1").as_bytes());
        chair.get(&again).assert_says("Dieses Aktenzeichen gibt es schon.");
    }

    #[test]
    fn that_were_given_meanwhile_are_refused_and_nothing_is_taken_over() {
        let app = TestApp::start();
        let chair = app.sign_in(Role::Chair);
        let first = sent(&chair, one("A-1").as_bytes());
        let form = confirmation(&chair, &first);
        taken_over(&chair, one("A-1").as_bytes());
        let refused = form.press(&chair, "uebernehmen");
        assert_eq!(refused.status, 422);
        assert_eq!(cases(&app).len(), 1);
    }

    /// The office has counted in the same way before.
    #[test]
    fn that_look_like_ours_are_passed_over_and_no_other_is_lost() {
        let app = TestApp::start();
        let chair = app.sign_in(Role::Chair);
        let rows = ["15-39.22-2026-0001", "15-39.22-2026-0003", "", "", ""]
            .map(|it| format!("{it};02.11.2026;Post;Köln;Yılmaz;;1990;;;;"));
        taken_over(&chair, list(&rows.join("\n")).as_bytes());
        let numbers: Vec<_> = cases(&app).iter().map(|it| it[14..18].to_owned()).collect();
        assert_eq!(numbers, ["0001", "0002", "0003", "0004", "0005"]);
    }
}

mod hints {
    use super::*;

    #[test]
    fn name_who_looks_the_same_here_and_in_the_list() {
        let app = TestApp::start();
        let chair = app.sign_in(Role::Chair);
        taken_over(&chair, list("A-1;02.11.2026;Post;Köln;Muhammad;Yusuf;1990;;;;").as_bytes());
        let rows = ";02.11.2026;Post;Köln;Mohammed;Yousef;14.03.1990;;;;\n;02.11.2026;Post;Köln;Mohamad;Jusuf;1990;;;;\n;02.11.2026;Post;Köln;Maier;;1990;;;;";
        let address = sent(&chair, list(rows).as_bytes());
        let page = chair.get(&format!("{address}?zeigen=hinweise"));
        page.assert_says("Sieht aus wie eine Person im Vorgang A-1.");
        page.assert_says("Sieht aus wie die Person in Zeile 2.");
        assert!(!page.body.contains("Maier"), "{}", page.body);
        let done = confirmation(&chair, &address).press(&chair, "uebernehmen");
        assert_eq!(done.status, 303, "a hint does not stand in the way");
    }

    #[test]
    fn do_not_speak_of_cases_with_a_recusal() {
        let app = TestApp::start();
        let account = app.user(&[Role::Chair]);
        let chair = app.sign_in_as(&account.login);
        let row = "A-1;02.11.2026;Post;Köln;Muhammad;Yusuf;1990;;;;";
        taken_over(&chair, list(row).as_bytes());
        let case = case_id(&case_of(&app, "A-1"));
        hfk::storage::record_recusal(&mut app.db(), case, account.id, account.id, app.now())
            .unwrap();
        let address = sent(&chair, list(&row.replace("A-1", "A-2")).as_bytes());
        assert!(!chair.get(&address).body.contains("A-1"));
    }
}

mod what_is_not_read {
    use super::*;

    #[track_caller]
    fn refused(bytes: &[u8], sentence: &str) {
        let app = TestApp::start();
        let chair = app.sign_in(Role::Chair);
        let page = send(&chair, bytes);
        assert_eq!(page.status, 422);
        page.assert_says(sentence);
        assert_eq!(count(&mut app.db(), "staged_lists"), 0);
    }

    #[test]
    fn is_named_before_anything_is_confirmed() {
        let app = TestApp::start();
        let chair = app.sign_in(Role::Chair);
        let text = list(GOOD).replace(";PLZ", ";Aktenschrank");
        chair
            .get(&sent(&chair, text.as_bytes()))
            .assert_says("Spalten mit unbekanntem Namen: Aktenschrank");
    }

    #[test]
    fn is_a_list_without_headings_or_without_what_is_needed() {
        refused(b"Katze;Hund\n1;2\n", "steht keine Kopfzeile");
        refused(
            b"Name;Vorname\nA;B\n",
            "In der Kopfzeile (Zeile 1) fehlt: „Eingegangen am“, „Eingangsweg“, „Ausländerbehörde“, „Geboren am“.",
        );
        refused(
            list(GOOD).replace("PLZ", "Nachname").as_bytes(),
            "Zwei Spalten heißen „Familienname“",
        );
    }

    #[test]
    fn is_whatever_is_no_list() {
        refused(b"", "In der Datei steht nichts.");
        refused(&crate::pdf::one_page(), "weder eine CSV- noch eine XLSX-Datei");
        refused(b"Name;Ort\n\"A;B\n", "fehlt ein schließendes Anführungszeichen");
    }
}

#[test]
fn a_confirmation_sent_twice_takes_over_once() {
    let app = TestApp::start();
    let chair = app.sign_in(Role::Chair);
    let address = sent(&chair, list(GOOD).as_bytes());
    let (form, other) = (confirmation(&chair, &address), confirmation(&chair, &address));
    for form in [&form, &form, &other] {
        let page = form.press(&chair, "uebernehmen");
        assert_eq!(page.location.as_deref(), Some(&*address), "{}", page.body);
    }
    assert_eq!(count(&mut app.db(), "cases"), 2);
    assert_intact(&app);
}

/// No row has a number that could be there already: each confirmation would draw new ones.
#[test]
fn of_many_confirmations_at_the_same_time_one_takes_over() {
    let app = TestApp::start();
    let chair = app.sign_in(Role::Chair);
    let row = ";02.11.2026;Post;Köln;Yılmaz;;1990;;;;";
    let address = sent(&chair, list(&vec![row; 20].join("\n")).as_bytes());
    let ready = (0..4).map(|_| (confirmation(&chair, &address), chair.tab())).collect();
    let answers = held_up(&app, "staged_lists", ready, confirm);
    assert!(answers.iter().all(|it| matches!(it, 303 | 409)), "{answers:?}");
    assert_eq!(count(&mut app.db(), "cases"), 20);
    assert_eq!(count(&mut app.db(), "audit.entries WHERE action = 'list_taken_over'"), 1);
    assert_intact(&app);
}

/// Each is right by itself; together they would give a number twice.
#[test]
fn of_lists_that_give_the_same_number_at_once_one_is_taken_over_and_of_the_others_nothing() {
    let app = TestApp::start();
    let chair = app.sign_in(Role::Chair);
    let ready: Vec<_> = ["Yılmaz", "Maier", "Sow", "Novak"]
        .map(|name| {
            let row = |number| format!("{number};02.11.2026;Post;Köln;{name};;1990;;;;");
            let address = sent(&chair, list(&[row("A-1"), row("")].join("\n")).as_bytes());
            (confirmation(&chair, &address), chair.tab())
        })
        .into();
    let answers = held_up(&app, "cases", ready, confirm);
    assert_eq!(answers.iter().filter(|it| **it == 303).count(), 1, "{answers:?}");
    assert!(answers.iter().all(|it| matches!(it, 303 | 409 | 422)), "{answers:?}");
    let conn = &mut app.db();
    assert_eq!((count(conn, "cases"), count(conn, "persons")), (2, 2), "{:?}", cases(&app));
    let waiting = "staged_lists WHERE settled_at IS NULL AND content IS NOT NULL";
    assert_eq!(count(conn, waiting), 3, "whoever was too late can mend the list");
    assert_intact(&app);
}

#[test]
fn a_list_is_its_senders_own() {
    let app = TestApp::start();
    let (chair, other) = (app.sign_in(Role::Chair), app.sign_in(Role::Chair));
    let address = sent(&chair, list(GOOD).as_bytes());
    let form = confirmation(&chair, &address).hide("csrf", &{
        other.get("/faelle/liste");
        other.csrf()
    });
    assert_eq!(other.get(&address).status, 404);
    assert_eq!(other.get(&format!("{address}/fehler")).status, 404);
    assert_eq!(form.press(&other, "uebernehmen").status, 404);
    assert_eq!(form.press(&other, "verwerfen").status, 404);
    assert_eq!(count(&mut app.db(), "cases"), 0);
    assert!(!other.get("/faelle/liste").body.contains(&address));
}

#[test]
fn a_list_expires_and_is_deleted_when_somebody_signs_in() {
    let app = TestApp::start();
    let account = app.user(&[Role::Chair]);
    let address = sent(&app.sign_in_as(&account.login), list(GOOD).as_bytes());
    app.wait(TimeDelta::hours(47));
    assert_eq!(app.sign_in_as(&account.login).get(&address).status, 200);
    app.wait(TimeDelta::hours(1));
    let chair = app.sign_in_as(&account.login);
    assert_eq!(chair.get(&address).status, 404);
    assert_eq!(count(&mut app.db(), "staged_lists"), 0);
    assert_eq!(
        count(&mut app.db(), "audit.entries WHERE action = 'list_discarded' AND actor IS NULL"),
        1
    );
    assert_intact(&app);
}

#[test]
fn a_list_that_is_discarded_is_gone() {
    let app = TestApp::start();
    let chair = app.sign_in(Role::Chair);
    let address = sent(&chair, list(GOOD).as_bytes());
    let page = confirmation(&chair, &address).press(&chair, "verwerfen");
    assert_eq!(page.location.as_deref(), Some("/faelle/liste"));
    assert_eq!(chair.get(&address).status, 404);
    assert_eq!(count(&mut app.db(), "staged_lists"), 0);
}

#[test]
fn each_look_at_a_list_stands_in_the_log() {
    let app = TestApp::start();
    let chair = app.sign_in(Role::Chair);
    let address = sent(&chair, list(GOOD).as_bytes());
    let reads = "audit.entries WHERE action = 'list_read' AND object_kind = 'list'";
    assert_eq!(count(&mut app.db(), reads), 0);
    chair.get(&address);
    chair.get(&format!("{address}/fehler"));
    assert_eq!(count(&mut app.db(), reads), 2);
}

#[test]
fn the_template_is_a_list_that_lacks_nothing_but_rows() {
    let app = TestApp::start();
    let chair = app.sign_in(Role::Chair);
    let template = chair.get("/faelle/liste/vorlage").bytes;
    let page = chair.get(&sent(&chair, &template));
    page.assert_says("So kann nichts übernommen werden");
    assert!(!page.body.contains("Nicht gelesen wird"), "{}", page.body);
}

/// Sent by its button, a list of a thousand rows asks the database no more often than one of ten.
#[test]
fn the_page_does_not_ask_once_per_row() {
    let app = TestApp::start();
    let chair = app.sign_in(Role::Chair);
    let asked = |rows: usize| {
        let row = ";02.11.2026;Post;Köln;Yılmaz;;1990;;;;";
        let address = sent(&chair, list(&vec![row; rows].join("\n")).as_bytes());
        let before = app.statements();
        assert_eq!(chair.get(&address).status, 200);
        app.statements() - before
    };
    asked(1);
    assert_eq!(asked(10), asked(900));
}
