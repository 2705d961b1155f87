//! The sheet of the Vorprüfung: what was found on each ground for each person, as it is typed.

use chrono::NaiveDate;

use super::filled::Named;
use crate::{
    procedure::{DocumentId, FieldError, Finding, FindingEntry, Ground, Person, Step, Violation},
    web::{
        cases::{
            sheet::CaseSheet,
            typed::{Reading, Typed},
        },
        days::german,
    },
};

/// Presses of these buttons end with the place of a person, or with `alle`.
pub(super) const ALL_ABSENT: &str = "abwesend-";
pub(super) const SHORT: &str = "kurz-";
pub(super) const EVERYBODY: &str = "alle";
pub(super) const FOUND_ON: Named = ("found_on", "Festgestellt am");
pub(super) const SOURCE: Named = ("source", "Quelle der neuen Befunde");
/// A field of choice always holds something.
pub(super) const NO_DOCUMENT: &str = "kein";

/// The names of the fields about one ground for the person at this place.
pub(super) struct Fields {
    pub(super) finding: String,
    pub(super) note: String,
    pub(super) source: String,
    pub(super) evidence: String,
    pub(super) found_on: String,
    pub(super) removed_on: String,
}

impl Fields {
    pub(super) fn of(at: usize, ground: Ground) -> Self {
        let name = |field| format!("{field}-{at}-{ground}");
        Self {
            finding: name("finding"),
            note: name("note"),
            source: name("source"),
            evidence: name("evidence"),
            found_on: name("found_on"),
            removed_on: name("removed_on"),
        }
    }
}

/// The grounds on which a finding can be recorded now. The return date is for secretariat and
/// chair only (§ 97a AufenthG).
pub(super) fn offered(case: &CaseSheet) -> impl Iterator<Item = Ground> {
    let (stage, internal) = (case.file.case.stage, case.is_internal());
    let open = move |it: &Ground| stage.takes_finding(*it) && (internal || !it.is_return_date());
    case.file.case.catalogue.grounds().iter().copied().filter(open)
}

/// The persons of this round, each with the place in the case.
pub(super) fn asked(case: &CaseSheet) -> impl Iterator<Item = (usize, &Person)> {
    let case = &case.file.case;
    case.persons.iter().enumerate().filter(|it| it.1.round == case.round)
}

/// Whether the ground was there and has not come back: then it is known since when not.
pub(super) fn can_be_gone(person: &Person, ground: Ground) -> bool {
    let found = person.findings.get(&ground);
    let was_there =
        found.is_some_and(|it| it.finding == Finding::Present || it.removed_on.is_some());
    ground.is_curable() && was_there
}

/// The document that shows it, in the version that counts, as far as it lies with the case.
fn evidence(case: &CaseSheet, person: &Person, ground: Ground) -> Option<DocumentId> {
    let known = person.findings.get(&ground).and_then(|it| it.evidence)?;
    case.newest(known).map(|it| it.id)
}

/// The findings as they stand.
pub(super) fn blank(case: &CaseSheet) -> Typed {
    let mut typed = Typed::default();
    typed.set(FOUND_ON.0, german(case.now.today));
    for (at, person) in asked(case) {
        for ground in offered(case) {
            let (names, found) = (Fields::of(at, ground), person.findings.get(&ground));
            let evidence = evidence(case, person, ground).map(|it| it.to_string());
            typed.set(&names.finding, person.finding(ground).name());
            if ground.is_return_date() {
                continue;
            }
            typed.set(&names.note, found.map_or("", |it| &it.note));
            typed.set(&names.source, found.map_or("", |it| &it.source));
            typed.set(&names.evidence, evidence.unwrap_or(NO_DOCUMENT.to_owned()));
            if let Some(day) = found.and_then(|it| it.removed_on) {
                typed.set(&names.removed_on, german(day));
            }
        }
    }
    typed
}

/// Fills in what was typed short, and „Alle übrigen liegen nicht vor“: what was not checked yet
/// becomes absent. `None`: nothing but what is to be checked was pressed.
pub(super) fn press(typed: &mut Typed, case: &CaseSheet) -> Option<Vec<FieldError>> {
    let mut errors = Vec::new();
    for (at, _) in asked(case) {
        errors.extend(spell_out(typed, case, at));
    }
    let all_absent = typed.pressed().strip_prefix(ALL_ABSENT).map(str::to_owned);
    if let Some(whose) = &all_absent {
        let meant = |at: usize| whose == EVERYBODY || *whose == at.to_string();
        for (at, _) in asked(case).filter(|it| meant(it.0)) {
            rule_out_the_rest(typed, case, at);
        }
    }
    let pressed = all_absent.is_some() || typed.pressed().starts_with(SHORT);
    (pressed || !errors.is_empty()).then_some(errors)
}

fn rule_out_the_rest(typed: &mut Typed, case: &CaseSheet, at: usize) {
    for ground in offered(case) {
        let field = Fields::of(at, ground).finding;
        if typed.get(&field) == Finding::NotChecked.name() {
            typed.set(&field, Finding::Absent.name());
        }
    }
}

/// What stands in the short field of a person goes to the fields of the grounds; what is not
/// understood stays.
fn spell_out(typed: &mut Typed, case: &CaseSheet, at: usize) -> Option<FieldError> {
    let field = format!("{SHORT}{at}");
    let text = typed.get(&field).to_owned();
    if text.trim().is_empty() {
        return None;
    }
    let wrong = |sentence| Some(FieldError { field: field.clone(), sentence });
    let exceptions = match case.file.case.catalogue.exceptions(&text) {
        Ok(it) => it,
        Err(sentence) => return wrong(sentence),
    };
    if let Some(it) = exceptions.iter().find(|it| !offered(case).any(|open| open == it.ground)) {
        return wrong(format!("„{}“ ist hier nicht zu erfassen.", it.ground.label()));
    }
    for it in exceptions {
        let names = Fields::of(at, it.ground);
        typed.set(&names.finding, it.finding.name());
        if !it.note.is_empty() {
            typed.set(&names.note, it.note);
        }
    }
    rule_out_the_rest(typed, case, at);
    typed.set(&field, "");
    None
}

/// What changed, and what was confirmed again.
pub(super) fn read(reading: &mut Reading, case: &CaseSheet) -> Step {
    let found_on = day(reading, case, FOUND_ON).unwrap_or(reading.today);
    let mut entries = Vec::new();
    for (at, person) in asked(case) {
        let of = Of { case, person, at, found_on };
        entries.extend(offered(case).filter_map(|ground| of.entry(reading, ground)));
    }
    if entries.is_empty() {
        reading.wrong("", Violation::NothingFound);
    }
    Step::RecordFindings { entries }
}

/// A day between the receipt of the application and today, if one was typed.
fn day(reading: &mut Reading, case: &CaseSheet, named: (&str, &str)) -> Option<NaiveDate> {
    let day = reading.day_if_any(named)?;
    for it in case.file.case.day_obstacles(day, reading.today) {
        reading.wrong(named.0, it);
    }
    Some(day)
}

/// One person of the sheet, and the day on which most was found.
struct Of<'a> {
    case: &'a CaseSheet,
    person: &'a Person,
    at: usize,
    found_on: NaiveDate,
}

impl Of<'_> {
    fn entry(&self, reading: &mut Reading, ground: Ground) -> Option<FindingEntry> {
        let (names, known) = (Fields::of(self.at, ground), self.person.findings.get(&ground));
        let finding = reading.choice((&names.finding, ground.label()))?;
        if ground.is_return_date() {
            return self.of_return_date(reading, ground, finding);
        }
        let removed_on = self.removed_on(reading, ground, finding);
        // The day says it: what has fallen away is not there.
        let finding = if removed_on.is_some() { Finding::Absent } else { finding };
        let mut entry = FindingEntry {
            source: reading.text(&names.source),
            evidence: self.evidence(reading, ground),
            found_on: day(reading, self.case, (&names.found_on, FOUND_ON.1)),
            removed_on,
            ..FindingEntry::of(self.person.id, ground, finding, reading.text(&names.note))
        };
        let was = (known.map_or("", |it| &it.note), known.map_or("", |it| &it.source));
        let changed = self.person.finding(ground) != finding
            || was != (entry.note.as_str(), entry.source.as_str())
            || evidence(self.case, self.person, ground) != entry.evidence
            || entry.found_on.is_some()
            || removed_on.is_some_and(|it| known.and_then(|it| it.removed_on) != Some(it));
        if !changed && !self.is_confirmed(reading, ground) {
            return None;
        }
        if entry.source.is_empty() && self.person.finding(ground) != finding {
            entry.source = reading.text(SOURCE.0);
        }
        if finding == Finding::Present && !entry.is_proven() {
            reading.wrong(&names.note, Violation::FindingNeedsNote(ground));
        }
        entry.found_on = entry.found_on.or(Some(self.found_on));
        Some(entry)
    }

    /// Nothing but the finding. That the day stands follows from what is noted of the return.
    fn of_return_date(
        &self,
        reading: &mut Reading,
        ground: Ground,
        finding: Finding,
    ) -> Option<FindingEntry> {
        let was = self.person.finding(ground);
        if finding == was && !self.is_confirmed(reading, ground) {
            return None;
        }
        if finding == Finding::Present && was != finding {
            let field = Fields::of(self.at, ground).finding;
            reading.wrong(&field, "Ein Termin, der feststeht: Bitte unter „Rückführung“ vermerken; der Befund folgt daraus.");
        }
        let note = self.person.findings.get(&ground).map_or("", |it| &it.note);
        let entry = FindingEntry::of(self.person.id, ground, finding, note);
        Some(FindingEntry { found_on: Some(self.found_on), ..entry })
    }

    fn is_confirmed(&self, reading: &Reading, ground: Ground) -> bool {
        let ticked = |whose: &str| reading.typed.ticked(&format!("confirm-{whose}"));
        let known = self.person.findings.contains_key(&ground);
        known && (ticked(&self.at.to_string()) || ticked(EVERYBODY))
    }

    /// The day that was typed, unless the ground has come back since it fell away.
    fn removed_on(
        &self,
        reading: &mut Reading,
        ground: Ground,
        finding: Finding,
    ) -> Option<NaiveDate> {
        let comes_back = self.person.finding(ground) != Finding::Present;
        let asked = can_be_gone(self.person, ground)
            && (finding == Finding::Absent || (finding == Finding::Present && !comes_back));
        let named = (&*Fields::of(self.at, ground).removed_on, "Weggefallen am");
        asked.then(|| day(reading, self.case, named)).flatten()
    }

    /// Only what was offered: a field can be sent with anything.
    fn evidence(&self, reading: &mut Reading, ground: Ground) -> Option<DocumentId> {
        let field = Fields::of(self.at, ground).evidence;
        let typed = reading.typed.get(&field);
        if typed.is_empty() || typed == NO_DOCUMENT {
            return None;
        }
        let document = typed.parse().ok().and_then(|it| self.case.newest(it));
        if document.is_none() {
            reading.wrong(&field, "Dieses Dokument liegt nicht bei diesem Fall.");
        }
        document.map(|it| it.id)
    }
}
