use chrono::NaiveDate;
use maud::{Markup, html};

use super::filled::{Filled, Named};
use crate::{
    procedure::{
        AdmissionVote, BeforeCommittee, Body, Ground, Law, Person, PersonId, Right, RoundFacts,
        Step, Tier, Totals, body_obstacles, committee_obstacles,
    },
    web::{
        cases::{
            person_words::names,
            sheet::CaseSheet,
            typed::{Reading, Typed},
        },
        components::{Field, Look, Tone, alert, hidden, named_button},
        days::german,
        numbers::counted,
    },
};

const BODY: Named = ("body", "Beschlossen durch");
const DECIDED: Named = ("decided_on", "Beschlossen am");
/// Whether each person has a vote of their own.
const SEPARATELY: &str = "separately";

/// One vote for all, unless the grounds differ from person to person.
pub(super) fn blank(case: &CaseSheet) -> Typed {
    let waiting = case.file.case.persons.iter().filter(|it| it.awaits_admission());
    let mut grounds: Vec<Vec<Ground>> = waiting.map(present).collect();
    grounds.dedup();
    let separately = if grounds.len() > 1 { "ja" } else { "" };
    let mut typed = Typed::new(vec![(SEPARATELY.to_owned(), separately.to_owned())]);
    if let Some((body, on, recused)) = meeting(case) {
        typed.set(BODY.0, body.name());
        typed.set(DECIDED.0, german(on));
        for at in 0..groups(case, &typed).len() {
            typed.set(&field(at, "recused"), recused.to_string());
        }
    }
    typed
}

/// The body that meets about the case, on which day, and how many are recused there.
fn meeting(case: &CaseSheet) -> Option<(Body, NaiveDate, u16)> {
    let of = |body| match body {
        Body::Commission => case.facts.sitting.as_ref().map(|it| (body, it.held_on, it.recused)),
        Body::PreCheckCommittee => round(case).map(|it| (body, it.held_on, it.recused)),
        Body::Chair => None,
    };
    bodies(case).filter_map(of).last()
}

/// The round in which the committee decides on the case.
fn round(case: &CaseSheet) -> Option<RoundFacts> {
    match case.facts.committee.stands {
        BeforeCommittee::OnRound(round) => Some(round),
        BeforeCommittee::NotYet | BeforeCommittee::HandedOver => None,
    }
}

pub(super) fn press(typed: &mut Typed) -> bool {
    let separately = match typed.pressed() {
        "einzeln" => "ja",
        "gemeinsam" => "",
        _ => return false,
    };
    typed.set(SEPARATELY, separately);
    true
}

/// The grounds that stand in a person's way.
fn present(person: &Person) -> Vec<Ground> {
    Tier::ALL.iter().flat_map(|tier| person.grounds_present(*tier)).collect()
}

/// Who is voted on together.
fn groups(case: &CaseSheet, typed: &Typed) -> Vec<Vec<PersonId>> {
    let waiting = case.file.case.awaiting_admission();
    if typed.ticked(SEPARATELY) {
        return waiting.into_iter().map(|it| vec![it]).collect();
    }
    vec![waiting]
}

pub(super) fn fields(form: Filled) -> Markup {
    let (case, typed) = (form.case, form.typed);
    let groups = groups(case, typed);
    let several = case.file.case.awaiting_admission().len() > 1;
    let law = case.rules.law;
    let committee_can = bodies(case).any(|it| it == Body::PreCheckCommittee);
    let of_committee = if committee_can { rule(case) } else { String::new() };
    html! {
        (hidden(SEPARATELY, typed.get(SEPARATELY)))
        (papers_missing(form.case))
        (committee(case))
        (commission(case))
        (form.field(BODY).hint(&of_committee).radios(bodies(case).map(|it| (it.name(), law.body_name(it)))))
        (form.field(DECIDED).date())
        @for (at, persons) in groups.iter().enumerate() { (group(form, at, persons)) }
        @if several {
            div.buttons { @if typed.ticked(SEPARATELY) {
                (named_button(Look::Tertiary, "Ein Beschluss für alle Personen", ("tun", "gemeinsam")))
            } @else {
                (named_button(Look::Tertiary, "Für jede Person einzeln beschließen", ("tun", "einzeln")))
            } }
        }
    }
}

/// Missing papers hold up nothing here: where the secretariat lets them, the step is not open.
fn papers_missing(case: &CaseSheet) -> Markup {
    let missing = case.papers().iter().filter(|it| it.is_outstanding()).count();
    let knows = case.by.actor.may(Right::CheckCompleteness);
    html! { @if knows && missing > 0 {
        (alert(Tone::Warning, "Unterlagen fehlen", &html! {
            p { (case.rules.law.says("Der Antrag ist nicht vollständig: ")) (counted(missing, "erforderliche Unterlage fehlt", "erforderliche Unterlagen fehlen")) ". Über die Annahme kann trotzdem beschlossen werden." }
        }))
    } }
}

/// The bodies that can decide now and whose decisions the user records.
fn bodies(case: &CaseSheet) -> impl Iterator<Item = Body> {
    let bodies = case.facts.bodies.iter().copied();
    let can = |it: &Body| body_obstacles(*it, &case.file.case, &case.facts).is_empty();
    bodies.filter(can).filter(|it| case.acting.hat(it.recorded_by()).is_some())
}

/// Why the committee does not decide, or which of its seats take part.
fn committee(case: &CaseSheet) -> Markup {
    let obstacles = committee_obstacles(&case.facts);
    html! {
        @for it in &obstacles { (alert(Tone::Info, case.rules.law.committee, &html! { p { (case.rules.law.says(&it.to_string())) } })) }
        @if let Some(it) = round(case) {
            p {
                (case.rules.law.committee) ": Vorprüfung am " (german(it.held_on)) ", an diesem Vorgang "
                @if it.voting == 1 { "wirkt 1 Sitz" } @else { "wirken " (it.voting) " Sitze" } " mit"
                @if it.recused > 0 { ", " (it.recused) " befangen" }
                "."
            }
        }
    }
}

/// Why the commission does not decide, or who of it is in the room.
fn commission(case: &CaseSheet) -> Markup {
    let body = Body::Commission;
    let obstacles = body_obstacles(body, &case.file.case, &case.facts);
    let records = case.acting.hat(body.recorded_by()).is_some();
    let sitting = case.facts.sitting.as_ref().filter(|_| obstacles.is_empty());
    html! { @if records {
        @for it in &obstacles { (alert(Tone::Info, body.label(), &html! { p { (case.rules.law.says(&it.to_string())) } })) }
        @if let Some(it) = sitting {
            p {
                (body.label()) ": Sitzung am " (german(it.held_on)) ", anwesend: " (it.present)
                @if it.recused > 0 { ", befangen: " (it.recused) }
                ". Ja, Nein und Enthaltungen ergeben zusammen " (it.present) "."
            }
        }
    } }
}

fn rule(case: &CaseSheet) -> String {
    let unanimous = if case.rules.not_admitted_unanimously {
        "; eine Nichtannahme dort nur einstimmig, sonst entscheidet die Kommission"
    } else {
        ""
    };
    let seats = case.rules.pre_check_seats;
    let committee = case.rules.law.committee;
    format!("{committee}: {seats} Sitze{unanimous} (Vorgabe der Geschäftsstelle).")
}

fn group(form: Filled, at: usize, persons: &[PersonId]) -> Markup {
    let people = names(persons, &form.case.file.details);
    let found: Vec<Ground> =
        persons.iter().filter_map(|it| form.case.file.case.person(*it)).flat_map(present).collect();
    let deviation = field(at, "deviation");
    html! {
        fieldset.kern-fieldset.ballot {
            legend.kern-label { "Stimmen zur Frage „Annahme?“: " (people) }
            (grounds(&found, form.case.rules.law))
            div.sum {
                @for (name, label) in VOTES {
                    @let field = field(at, name);
                    (Field::new(&field, label).value(form.typed.get(&field)).errors(form.errors).number())
                }
            }
            @if found.iter().any(|it| it.tier() == Tier::ShouldBeExcluded) {
                (Field::new(&deviation, &form.case.rules.law.says("Begründung der Abweichung von § 5 Abs. 2 HFKVO"))
                    .value(form.typed.get(&deviation)).errors(form.errors)
                    .hint("Nötig bei einer Annahme.").optional().area(4))
            }
        }
    }
}

fn grounds(found: &[Ground], law: &Law) -> Markup {
    let tone = if found.iter().any(|it| it.tier() == Tier::Excluded) {
        Tone::Danger
    } else {
        Tone::Warning
    };
    html! { @if !found.is_empty() {
        (alert(tone, "Es liegen Ausschlussgründe vor", &html! {
            ul { @for it in found { li { (it.label()) " (" (it.paragraph()) ")" } } }
            @if tone == Tone::Danger { p { (law.says("Nach § 5 Abs. 1 HFKVO ist nur die Nichtannahme möglich.")) } }
        }))
    } }
}

const VOTES: [(&str, &str); 4] =
    [("yes", "Ja"), ("no", "Nein"), ("abstain", "Enthaltung"), ("recused", "Befangen")];

fn field(at: usize, name: &str) -> String {
    format!("votes-{at}-{name}")
}

pub(super) fn read(reading: &mut Reading, case: &CaseSheet) -> Option<Step> {
    let (body, decided_on) = (reading.choice(BODY), reading.day(DECIDED));
    let groups = groups(case, reading.typed);
    let votes: Vec<_> =
        groups.into_iter().enumerate().map(|(at, persons)| vote(reading, at, persons)).collect();
    Some(Step::DecideAdmissibility {
        body: body?,
        decided_on: decided_on?,
        votes: votes.into_iter().collect::<Option<_>>()?,
    })
}

/// Present is who voted; that there are no more than seats on the round is for the rules.
fn vote(reading: &mut Reading, at: usize, persons: Vec<PersonId>) -> Option<AdmissionVote> {
    let [yes, no, abstain, recused] =
        VOTES.map(|(name, label)| reading.count((&field(at, name), label)));
    let (yes, no, abstain) = (yes?, no?, abstain?);
    let counted = Totals::new(yes + no + abstain, recused?, yes, no, abstain);
    let totals = counted.map_err(|it| reading.wrong(&field(at, "yes"), it)).ok()?;
    let deviation = Some(reading.text(&field(at, "deviation"))).filter(|it| !it.is_empty());
    Some(AdmissionVote { persons, totals, deviation })
}
