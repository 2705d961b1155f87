//! „Mein Tag“: what is due for whoever is signed in. Each list is short, ordered by urgency,
//! and leads to the whole of it.

use actix_web::{HttpResponse, http::StatusCode, web::Data};
use chrono::TimeDelta;
use maud::{Markup, html};

use super::{
    cases::{due_this_week, in_stage, lines, reads_only_assigned},
    committee,
    components::{Look, Tone, badge, deadline, link_button, reminder},
    days,
    for_chair::ForChair,
    frame::Page,
    page, see_other,
    session::SignedIn,
    sittings::{ahead, rhythm_warning},
};
use crate::{
    Now, Problem, acts,
    procedure::{
        Actor, CaseId, CommitteeRound, FileNumber, Firmness, RhythmGap, Right, Sitting, Stage,
        StepKind, next_step, waits_for_an_agenda,
    },
    storage::{
        self, AwaitedPapers, Db, DueRecall, LetterToSend, NewDocuments, RoundsQuery, WorklistQuery,
        WorklistRow,
    },
};

/// As many lines of each list are asked for; there is more where it is full.
const MOST: u8 = 50;
/// As many lines of a list are shown.
const SHOWN: usize = 10;
/// What came before and was not looked at has other ways to be found.
const LATELY: TimeDelta = TimeDelta::days(14);

/// Those who see no cases begin where their work is.
pub(super) async fn show(by: SignedIn, db: Data<Db>, now: Now) -> Result<HttpResponse, Problem> {
    if !by.actor.may(Right::ReadCase) {
        let log = by.actor.may(Right::ReadAuditLog);
        return Ok(see_other(if log { "/protokoll" } else { "/benutzer" }));
    }
    let mut day = Day::of(&db, &by.actor, now).await?;
    if by.actor.may(Right::WatchAuthorities) {
        day.for_chair = Some(ForChair::load(&db, &by.actor, now).await?);
    }
    let shown = Page::new(&by, "Mein Tag").show(&html! {
        (day.list(&by.actor, now))
        div.beside { (day.beside(now)) }
    });
    Ok(page(StatusCode::OK, shown))
}

/// What is due; `None` for what is no business of this user.
#[derive(Default)]
struct Day {
    urgent: Vec<WorklistRow>,
    due: Option<Vec<WorklistRow>>,
    decisions: Option<Vec<WorklistRow>>,
    papers: Option<Vec<AwaitedPapers>>,
    recalls: Option<Vec<DueRecall>>,
    letters: Option<Vec<LetterToSend>>,
    documents: Option<Vec<NewDocuments>>,
    invitations: Vec<Sitting>,
    notices: Option<Vec<Sitting>>,
    sittings: Option<Vec<Sitting>>,
    rounds: Option<Vec<CommitteeRound>>,
    gaps: Vec<RhythmGap>,
    /// Whether the figures of the year are open to them.
    counts: bool,
    for_chair: Option<ForChair>,
}

impl Day {
    async fn of(db: &Db, by: &Actor, now: Now) -> Result<Self, Problem> {
        let by = by.clone();
        db.read(move |conn| {
            let mut day = Self { counts: by.may(Right::ReadCounts), ..Self::default() };
            if by.may(Right::HandleLetters) {
                let due_by = Some(days::end_of_week(now.today));
                let asked =
                    WorklistQuery { due_by, limit: MOST.into(), ..WorklistQuery::default() };
                day.due = Some(storage::worklist(conn, (by.user, now.today), &asked)?);
                let urgent =
                    WorklistQuery { urgent: true, limit: MOST.into(), ..WorklistQuery::default() };
                day.urgent = storage::worklist(conn, (by.user, now.today), &urgent)?;
                let until = days::end_of_week(now.today);
                let week = (now.today, Some(until));
                day.recalls = Some(storage::recalls_until(conn, by.user, week, MOST.into())?);
                day.papers = Some(storage::awaited_papers(conn, by.user, until, MOST.into())?);
                let since = now.at - LATELY;
                day.documents =
                    Some(storage::cases_with_new_documents(conn, by.user, since, MOST.into())?);
                day.letters = Some(storage::letters_to_send(conn, by.user, MOST.into())?);
                day.invitations = storage::invitations_to_send(conn)?;
            }
            if by.hat(StepKind::DecideAdmissibility.rule().by).is_some() {
                let asked = WorklistQuery {
                    stages: vec![Stage::Admissibility],
                    reconsidered: true,
                    assigned: reads_only_assigned(&by).then_some(now),
                    ..WorklistQuery::default()
                };
                // By the own body; or by the commission, once it is on an agenda.
                let places = by.may(Right::PrepareSittings);
                let to_decide = |it: &WorklistRow| {
                    next_step(&it.case, &it.facts, &by) == Some(StepKind::DecideAdmissibility)
                        || places && waits_for_an_agenda(&it.case, &it.facts)
                };
                let desk = (by.user, now.today);
                day.decisions =
                    Some(storage::worklist_among(conn, desk, asked, MOST.into(), to_decide)?);
            }
            if by.may(Right::ReleaseNotices) {
                day.notices = Some(storage::sittings_awaiting_notices(conn)?);
            }
            if by.may(Right::PrepareSittings) {
                day.gaps = acts::rhythm_gaps(conn, now.today)?;
            }
            if by.may(Right::ReadRounds) {
                let committee = (!by.may(Right::PrepareRounds)).then_some(by.user);
                let asked = RoundsQuery { committee, running: true, after: None, limit: 5 };
                day.rounds = Some(storage::rounds(conn, asked, now)?);
            }
            if by.may(Right::ReadSittings) {
                let member = (!by.may(Right::PrepareSittings)).then_some(by.user);
                day.sittings = Some(storage::sittings_ahead(conn, member, now)?);
            }
            Ok(day)
        })
        .await
    }

    fn list(&self, by: &Actor, now: Now) -> Markup {
        html! {
            @if !self.urgent.is_empty() { (urgent(&self.urgent, by, now)) }
            @if let Some(it) = &self.for_chair { (it.list(now)) }
            @if let Some(rows) = &self.due { (due(rows, by, now)) }
            @if let Some(rows) = &self.decisions { (decisions(rows, by, now)) }
            @if let Some(sittings) = &self.notices { (notices(sittings)) }
            @if self.due.is_none() && self.decisions.is_none() {
                p { "Ihre Unterlagen finden Sie bei der Sitzung, zu der Sie eingeladen sind." }
            }
        }
    }

    fn beside(&self, now: Now) -> Markup {
        html! {
            (rhythm_warning(&self.gaps, now.today))
            @if let Some(rounds) = self.rounds.as_ref().filter(|it| !it.is_empty()) {
                section { h2 { "Vorprüfungen" } (committee::running(rounds)) }
            }
            @if let Some(sittings) = &self.sittings {
                section {
                    h2 { "Nächste Sitzungen" }
                    @if sittings.is_empty() { p { "Zurzeit ist keine Sitzung angesetzt." } }
                    (ahead(&sittings[..sittings.len().min(3)]))
                }
            }
            @if let Some(recalls) = &self.recalls { (back_on_the_desk(recalls, now)) }
            @if let Some(it) = &self.for_chair { (it.beside()) }
            @if self.counts { p { a.kern-link href="/zaehlung/ausschlussgruende" { "Ausschlussgründe im Jahr, gezählt" } } }
            @if let Some(papers) = self.papers.as_ref().filter(|it| !it.is_empty()) {
                section {
                    h2 { "Nachgeforderte Unterlagen " span.count { (count(papers.len())) } }
                    (awaited(papers, now))
                }
            }
            @if let Some(cases) = self.documents.as_ref().filter(|it| !it.is_empty()) {
                section {
                    h2 { "Neue Dokumente " span.count { (count(cases.len())) } }
                    p.muted { "Aus den letzten zwei Wochen, von Ihnen noch nicht gesehen" }
                    (new_documents(cases))
                }
            }
            @if let Some(letters) = &self.letters {
                section {
                    h2 { "Zu versenden " span.count { (count(letters.len() + self.invitations.len())) } }
                    (to_send(letters, &self.invitations))
                }
            }
        }
    }
}

/// On top of everything until somebody has dealt with them.
fn urgent(rows: &[WorklistRow], by: &Actor, now: Now) -> Markup {
    html! {
        section {
            h2 { "Eilfälle " span.count { (count(rows.len())) } }
            (lines("Eilfälle", shown(rows), by, now))
        }
    }
}

fn due(rows: &[WorklistRow], by: &Actor, now: Now) -> Markup {
    let over = rows.iter().filter(|it| it.case.deadline.is_some_and(|it| it.is_over(now.today)));
    let over = over.count();
    html! {
        section {
            h2 { "Fristen bis Sonntag, " (days::german(days::end_of_week(now.today))) " " span.count { (count(rows.len())) } }
            @if rows.is_empty() { p { "In dieser Woche läuft keine Frist ab." } } @else {
                p { (count(over)) " davon überfällig." }
                (lines("Fristen dieser Woche", shown(rows), by, now))
                div.buttons { (link_button(Look::Secondary, &due_this_week(), "Alle Fristen dieser Woche")) }
            }
        }
    }
}

fn decisions(rows: &[WorklistRow], by: &Actor, now: Now) -> Markup {
    html! {
        section {
            h2 { "Zu entscheiden: Annahme " span.count { (count(rows.len())) } }
            @if rows.is_empty() { p { "Kein geprüfter Fall wartet auf den Beschluss über die Annahme." } } @else {
                (lines("Fälle vor dem Beschluss über die Annahme", shown(rows), by, now))
            }
            div.buttons { (link_button(Look::Secondary, &in_stage(Stage::Admissibility), "Alle Fälle in der Vorprüfung")) }
        }
    }
}

fn notices(sittings: &[Sitting]) -> Markup {
    html! {
        section {
            h2 { "Freizugeben: Mitteilungen über die Beendigung " span.count { (count(sittings.len())) } }
            @if sittings.is_empty() { p { "Keine Sitzung wartet auf die Freigabe ihrer Mitteilungen." } }
            ul.why { @for it in sittings {
                li { a.kern-link href={ "/sitzungen/" (it.id) "/mitteilungen" } { "Sitzung vom " (days::german(it.held_on)) } }
            } }
        }
    }
}

/// The number of a case as the link to what is to be done there.
pub(super) fn of_case((case, part): (CaseId, &str), number: &FileNumber, urgent: bool) -> Markup {
    html! {
        a.kern-link.number href={ "/faelle/" (case) (part) } { (number) }
        @if urgent { " " (badge(Tone::Danger, "Eilfall")) }
    }
}

fn awaited(papers: &[AwaitedPapers], now: Now) -> Markup {
    html! {
        ul.why { @for it in papers.iter().take(SHOWN) {
            li {
                (of_case((it.case, "#vollstaendigkeit"), &it.number, it.urgent))
                div { (deadline(Firmness::Target, it.due_on, now.today)) }
            }
        } }
    }
}

/// The own Wiedervorlagen of the week, and those of colleagues who are away.
fn back_on_the_desk(recalls: &[DueRecall], now: Now) -> Markup {
    html! {
        section {
            h2 { "Wiedervorlagen " span.count { (count(recalls.len())) } }
            @if recalls.is_empty() { p { "In dieser Woche kommt kein Fall wieder vor." } }
            ul.why { @for it in recalls.iter().take(SHOWN) {
                li {
                    (of_case((it.case, "#fristen"), &it.number, it.urgent))
                    div { (reminder(it.on, now.today)) }
                    @if let Some((name, until)) = &it.instead_of {
                        div.muted { "in Vertretung für " (name) ", abwesend bis " (days::german(*until)) }
                    }
                }
            } }
            p { a.kern-link href="/abwesenheit" { "Abwesenheit und Vertretung" } }
            p { a.kern-link href="/fristen.ics" download { "Fristen und Wiedervorlagen als Kalenderdatei" } " (nur Aktenzeichen, keine Namen)" }
        }
    }
}

fn new_documents(cases: &[NewDocuments]) -> Markup {
    html! {
        ul.why { @for it in cases.iter().take(SHOWN) {
            li {
                (of_case((it.case, "#dokumente"), &it.number, it.urgent))
                div.muted { (it.count) " neu" }
            }
        } }
    }
}

fn to_send(letters: &[LetterToSend], invitations: &[Sitting]) -> Markup {
    html! {
        @if letters.is_empty() && invitations.is_empty() { p { "Kein Schreiben wartet auf die Absendung." } }
        ul.why {
            @for it in invitations {
                li {
                    a.kern-link href={ "/sitzungen/" (it.id) "/einladungen" } { "Sitzung vom " (days::german(it.held_on)) }
                    div.muted { "Einladungen mit Tagesordnung" }
                }
            }
            @for letters in by_case(letters).iter().take(SHOWN) {
                li {
                    (of_case((letters[0].case, "#schreiben"), &letters[0].number, letters[0].urgent))
                    @for it in letters { div.muted { (it.kind.called(it.reminder)) } }
                }
            }
        }
    }
}

/// The letters of each case together, the case that has waited longest first.
fn by_case(letters: &[LetterToSend]) -> Vec<Vec<&LetterToSend>> {
    let mut of_cases: Vec<Vec<&LetterToSend>> = Vec::new();
    for letter in letters {
        match of_cases.iter_mut().find(|it| it[0].case == letter.case) {
            Some(of_case) => of_case.push(letter),
            None => of_cases.push(vec![letter]),
        }
    }
    of_cases
}

fn shown(rows: &[WorklistRow]) -> &[WorklistRow] {
    &rows[..rows.len().min(SHOWN)]
}

fn count(found: usize) -> String {
    if found < usize::from(MOST) { found.to_string() } else { format!("{MOST} und mehr") }
}
