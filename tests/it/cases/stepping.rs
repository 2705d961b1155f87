use hfk::procedure::Role;

use super::paper::{
    application, awaiting_statement, check, checked, family, nothing_found, persons, press,
    registered, send, take, unseen, with,
};
use crate::{app::TestApp, committee::before_the_committee};

#[test]
fn from_receipt_to_a_case_that_is_ready_for_a_sitting() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = awaiting_statement(&app, &clerk);
    let page = clerk.get(&case);
    page.assert_says("Stellungnahme der Ausländerbehörde: ");
    page.assert_says("Bitte um Stellungnahme");
    let statement = [
        ("received_on", "23.11.2026"),
        ("dated_on", "20.11.2026"),
        ("position", "against"),
        ("text", "Die Behörde sieht keine dringenden Gründe."),
    ];
    let page = take(&clerk, &case, "record_statement", &statement);
    page.assert_says("Sitzungsreif");
    page.assert_says("Die Behörde sieht keine dringenden Gründe.");
    page.assert_says("dagegen");
    page.assert_says("Stellungnahme angefordert → <strong>Sitzungsreif</strong>");
}

#[test]
fn before_a_step_its_consequence_is_shown_with_every_recipient() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = checked(&clerk, &family(), 2);
    let committee = before_the_committee(&app, &case);
    let decided = [("body", "vpa"), ("decided_on", "heute"), ("votes-0-no", "3")];
    let page = check(&committee, &case, "decide_admissibility", &decided);
    page.assert_says("Nichtannahme");
    page.assert_says("0 Ja, 3 Nein, 0 Enthaltungen; 3 anwesend");
    page.assert_says(
        "Der Fall kommt vom Stand „Vorprüfung“ in den Stand „<strong>Abschluss</strong>“.",
    );
    page.assert_says("Mitteilung über die Nichtannahme");
    page.assert_says("Milica Đorđević, Ahornweg 4, 45879 Gelsenkirchen");
    clerk.get(&case).assert_says("Vorprüfung");
}

#[test]
fn a_new_deadline_says_why_it_ends_when_it_does() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = checked(&clerk, &application(), 1);
    let chair = app.sign_in(Role::Chair);
    before_the_committee(&app, &case);
    take(
        &chair,
        &case,
        "decide_admissibility",
        &[("body", "vpa"), ("decided_on", "heute"), ("votes-0-yes", "2"), ("votes-0-no", "1")],
    );
    let page = check(&clerk, &case, "request_statement", &[]);
    page.assert_says("04.01.2027");
    page.assert_says("6 Wochen ab 23.11.2026");
}

#[test]
fn no_two_fields_for_the_findings_of_a_person_have_the_same_label() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = checked(&clerk, &application(), 1);
    let form = clerk.get(&format!("{case}/schritte/record_findings"));
    let labels: Vec<_> = form.body.split("<label").skip(1).collect();
    let notes: Vec<_> =
        labels.iter().filter_map(|it| it.split_once("Beleg zu ")?.1.split('<').next()).collect();
    let different: std::collections::BTreeSet<_> = notes.iter().collect();
    // Of the return date nothing is said here.
    assert_eq!((notes.len(), different.len()), (12, 12), "{notes:?}");
}

#[test]
fn going_back_from_the_check_keeps_what_was_typed() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = checked(&clerk, &application(), 1);
    let typed = [("proposal", "admit"), ("reasons", "Zwölf Jahre <hier>\nund gut.")];
    let page = check(&clerk, &case, "propose_admissibility", &typed);
    let path = format!("{case}/schritte/propose_admissibility");
    let form = press(&clerk, &path, &page, "zurueck");
    form.assert_says("Zwölf Jahre &lt;hier&gt;\nund gut.");
    form.assert_says("value=\"admit\" checked");
    take(&clerk, &case, "propose_admissibility", &typed).assert_says("Zwölf Jahre &lt;hier&gt;");
}

#[test]
fn a_field_that_is_missing_is_named_and_the_rest_stays() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = awaiting_statement(&app, &clerk);
    let typed = [("received_on", "gestern"), ("text", "Wir äußern uns wie folgt.")];
    let page = check(&clerk, &case, "record_statement", &typed);
    assert_eq!(page.status, 422);
    page.assert_says("href=\"#received_on\"");
    page.assert_says("Eingegangen am: bitte ein Datum angeben (TT.MM.JJJJ).");
    page.assert_says("Bitte wählen: Haltung der Ausländerbehörde.");
    page.assert_says("Wir äußern uns wie folgt.");
    page.assert_says("value=\"gestern\"");
}

#[test]
fn the_law_speaks_above_a_form_that_is_still_filled_in() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = registered(&clerk, &application());
    let typed =
        [("ending", "withdrawn"), ("ended_on", "1.11.2026"), ("evidence", "Schreiben vom 1.11.")];
    let page = check(&clerk, &case, "end_otherwise", &with_person(&clerk, &case, &typed));
    assert_eq!(page.status, 422);
    page.assert_says("Der 01.11.2026 liegt vor dem Eingang des Antrags.");
    page.assert_says("Schreiben vom 1.11.");
}

fn with_person<'a>(
    clerk: &crate::app::Browser,
    case: &str,
    typed: &[(&'a str, &'a str)],
) -> Vec<(&'a str, &'a str)> {
    let form = clerk.get(&format!("{case}/schritte/end_otherwise"));
    let person: &'static str = persons(&form).remove(0).leak();
    std::iter::once(("persons", person)).chain(typed.iter().copied()).collect()
}

#[test]
fn a_finding_needs_what_it_rests_on_and_the_rest_can_be_ruled_out_at_once() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = registered(&clerk, &family());
    take(&clerk, &case, "begin_admissibility", &[]);
    let path = format!("{case}/schritte/record_findings");
    let form = clerk.get(&path);
    let typed = nothing_found(0).into_iter().chain(unseen(&form)).collect();
    let typed = with(typed, "finding-0-P5-2-4", "present");
    let all =
        hfk::procedure::Catalogue::Nrw2016.grounds().iter().map(|it| format!("finding-1-{it}"));
    let typed = all.fold(typed, |typed, field| with(typed, &field, "not_checked"));
    let typed = hfk::procedure::Catalogue::Nrw2016.grounds().iter().fold(typed, |typed, it| {
        let field = format!("finding-0-{it}");
        if typed.iter().any(|it| it.0 == field) { typed } else { with(typed, &field, "absent") }
    });
    let pruefen = format!("{path}/pruefen");
    let pressed = send(&clerk, &pruefen, &with(typed.clone(), "tun", "abwesend-1"));
    assert_eq!(pressed.status, 200);
    assert_eq!(pressed.body.matches("value=\"absent\" selected").count(), 12 + 13);
    let page = send(&clerk, &pruefen, &typed);
    assert_eq!(page.status, 422);
    page.assert_says("href=\"#note-0-P5-2-4\"");
    page.assert_says(
        "Bitte angeben, worauf sich der Befund „liegt vor“ stützt (§ 5 Abs. 2 Nr. 4 HFKVO).",
    );
}

#[test]
fn each_person_can_be_decided_on_alone() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = checked(&clerk, &family(), 2);
    let chair = app.sign_in(Role::Chair);
    before_the_committee(&app, &case);
    let page = check(&chair, &case, "decide_admissibility", &[("tun", "einzeln")]);
    page.assert_says("votes-1-yes");
    let typed = [
        ("separately", "ja"),
        ("body", "vpa"),
        ("decided_on", "heute"),
        ("votes-0-yes", "3"),
        ("votes-1-no", "3"),
    ];
    let typed = typed.iter().fold(unseen(&page), |all, (name, value)| with(all, name, value));
    let path = format!("{case}/schritte/decide_admissibility");
    let page = send(&chair, &format!("{path}/pruefen"), &typed);
    page.assert_says("Milica Đorđević: <strong>angenommen</strong>");
    page.assert_says("Luka Đorđević: <strong>nicht angenommen</strong>");
    assert_eq!(press(&chair, &path, &page, "festhalten").status, 303);
}

#[test]
fn the_secretariat_alone_never_decides_on_admission() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = checked(&clerk, &application(), 1);
    let page = clerk.get(&format!("{case}/schritte/decide_admissibility"));
    assert_eq!(page.status, 403);
    page.assert_says("nie die Geschäftsstelle allein (§ 3 Abs. 3 HFKVO)");
    clerk.get(&case).assert_says("nie die Geschäftsstelle allein (§ 3 Abs. 3 HFKVO)");
    let early = clerk.get(&format!("{case}/schritte/record_vote"));
    assert_eq!(early.status, 409);
}

#[test]
fn whoever_is_too_late_sees_what_changed_and_keeps_the_text() {
    let app = TestApp::start();
    let (first, second) = (app.sign_in(Role::Clerk), app.sign_in(Role::Clerk));
    let case = checked(&first, &application(), 1);
    let typed = [("proposal", "admit"), ("reasons", "Die Familie ist gut eingebunden.")];
    let check = check(&second, &case, "propose_admissibility", &typed);
    take(
        &first,
        &case,
        "propose_admissibility",
        &[("proposal", "do_not_admit"), ("reasons", "Zu kurz hier.")],
    );
    let path = format!("{case}/schritte/propose_admissibility");
    let page = press(&second, &path, &check, "festhalten");
    assert_eq!(page.status, 409);
    page.assert_says("Der Fall hat sich inzwischen geändert");
    page.assert_says("Zu kurz hier.");
    page.assert_says("Die Familie ist gut eingebunden.");
    let typed = typed.iter().fold(unseen(&page), |all, (name, value)| with(all, name, value));
    let check = send(&second, &format!("{path}/pruefen"), &typed);
    assert_eq!(check.status, 200, "{}", check.body);
    assert_eq!(press(&second, &path, &check, "festhalten").status, 303);
}

#[test]
fn a_step_sent_twice_is_taken_once() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = registered(&clerk, &application());
    let path = format!("{case}/schritte/begin_admissibility");
    let check = clerk.get(&path);
    let first = press(&clerk, &path, &check, "festhalten");
    let second = press(&clerk, &path, &check, "festhalten");
    assert_eq!((first.status, second.status), (303, 303));
    assert_eq!(first.location, second.location);
}

#[test]
fn the_committee_records_its_own_decisions_and_not_those_of_the_commission() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = checked(&clerk, &family(), 2);
    let (committee, chair) = (before_the_committee(&app, &case), app.sign_in(Role::Chair));
    let form = format!("{case}/schritte/decide_admissibility");
    let offers = |body: &str, to: &crate::app::Browser| {
        to.get(&form).body.contains(&format!("value=\"{body}\""))
    };
    assert_eq!(["vpa", "hfk"].map(|it| offers(it, &committee)), [true, false]);
    assert_eq!(["vpa", "hfk"].map(|it| offers(it, &chair)), [true, false], "in no sitting");
    let of_the_commission = [("body", "hfk"), ("decided_on", "heute"), ("votes-0-yes", "9")];
    let page = check(&committee, &case, "decide_admissibility", &of_the_commission);
    assert_eq!(page.status, 422);
    page.assert_says("Härtefallkommission: Diesen Beschluss hält nur fest: Vorsitz (§ 3 HFKVO).");
}
