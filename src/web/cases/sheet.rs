//! The one way to what is in a case: first the right and the read entry, committed; then the case.

use std::{collections::BTreeSet, pin::Pin};

use actix_web::{FromRequest, HttpRequest, dev::Payload};
use chrono::NaiveDate;

use super::{steps, typed::Typed};
use crate::{
    Now, Problem, acts,
    procedure::{
        Actor, CaseId, ChecklistLine, DocumentId, Earlier, Facts, Right, Role, Round, RuleSet,
        Sitting, SittingId, Step, StepKind, Version, Violation, next_step, obstacles,
    },
    storage::{
        self, Action, Authority, CaseFile, Db, Document, DocumentMove, EarlierCase, EarlierRound,
        HistoryLine, KeptConsent, KeptDeadline, KeptRecall, KeptReturnFact, KeptVulnerability,
        LetterRow, Noted, ObjectKind, RepresentationEvent,
    },
    web::{
        Clock,
        session::{self, SignedIn},
    },
};

/// A case that may be shown to `by`. Only [`CaseSheet::open`] makes one, and every page about a
/// case is made of one: none can forget to ask, or to leave the read entry.
pub(in crate::web) struct CaseSheet {
    pub(super) by: SignedIn,
    /// The user in those hats alone that bring them to the case.
    pub(super) acting: Actor,
    pub(super) now: Now,
    pub(super) file: CaseFile,
    pub(super) rules: RuleSet,
    pub(super) facts: Facts,
    /// Latest first.
    pub(super) history: Vec<HistoryLine>,
    /// What became of its deadlines, the latest first.
    pub(super) deadlines: Vec<KeptDeadline>,
    /// The days on which it comes back on a desk; empty for those who do not keep them.
    pub(super) recalls: Vec<KeptRecall>,
    /// Empty for those who do not handle letters.
    pub(super) letters: Vec<LetterRow>,
    /// Each in its newest version, the one that counts.
    pub(super) documents: Vec<Document>,
    /// What they have replaced; empty for those who read only what counts.
    pub(super) replaced: Vec<Document>,
    /// Those that the user has not seen; their own are not new to them.
    pub(super) unseen: BTreeSet<DocumentId>,
    /// Documents that came from another case or went there; empty for all but the secretariat.
    pub(super) moves: Vec<DocumentMove>,
    /// That somebody began or ceased to act for a person.
    pub(super) representation: Vec<RepresentationEvent>,
    /// What the secretariat has noted of the papers; empty for everybody else.
    pub(super) noted: Noted,
    /// The day on which papers must still hold: that of the sitting of the case, else of the next.
    pub(super) papers_hold_on: NaiveDate,
    /// What it follows, if it is a Folgeantrag.
    pub(super) follow_up: Option<Earlier>,
    /// The case that it follows, if the user may read that one.
    pub(super) earlier: Option<EarlierCase>,
    /// What came of it before it was taken up again, the latest first.
    pub(super) earlier_rounds: Vec<EarlierRound>,
    /// What the persons have agreed to; empty for those who do not keep it.
    pub(super) consents: Vec<KeptConsent>,
    /// Why persons need special protection, for all who read the case.
    pub(super) vulnerabilities: Vec<KeptVulnerability>,
    /// Those that can be competent; empty where nobody is asked for one.
    pub(super) authorities: Vec<Authority>,
    /// What is known of a return; empty for all but secretariat and chair.
    pub(super) return_facts: Vec<KeptReturnFact>,
    /// The sittings that the history names, and those on whose agenda the case can be put.
    pub(super) sittings: Vec<Sitting>,
}

/// What is asked for only where it is shown.
fn only_if<T: Default, E>(shown: bool, ask: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    if shown { ask() } else { Ok(T::default()) }
}

impl CaseSheet {
    pub(in crate::web) async fn open(
        db: &Db,
        by: SignedIn,
        id: CaseId,
        now: Now,
    ) -> Result<Self, Problem> {
        let actor = by.actor.clone();
        let object = (Action::CaseRead, (ObjectKind::Case, id.0));
        let acting = db.write(move |conn| acts::disclose(conn, &actor, id, object, now)).await?;
        Self::load(db, (by, acting), id, now).await
    }

    async fn load(
        db: &Db,
        (by, acting): (SignedIn, Actor),
        id: CaseId,
        now: Now,
    ) -> Result<Self, Problem> {
        db.read(move |conn| {
            let file = storage::find_case(conn, id)?;
            let rules = storage::rules(conn)?;
            let facts = storage::facts(conn, &file.case, None, &rules, now.today)?;
            let history = acts::history_open_to(conn, &by.actor, id)?;
            let may = |it| by.actor.may(it);
            let letters =
                only_if(may(Right::HandleLetters), || storage::letters_of_case(conn, id))?;
            let documents = acts::documents_open_to(conn, &by.actor, id)?;
            let (documents, replaced) = documents.into_iter().partition(Document::is_newest);
            let unseen = storage::unseen_documents(conn, id, by.actor.user)?;
            let moves = acts::document_moves(conn, &by.actor, id, now)?;
            let representation = storage::representation_events(conn, id)?;
            let follow_up = storage::follow_up(conn, id)?;
            let earlier =
                follow_up.as_ref().map(|it| acts::earlier_case(conn, &by.actor, it.case, now));
            let earlier = earlier.transpose()?.flatten();
            let again = file.case.round > Round::FIRST;
            let earlier_rounds = only_if(again, || storage::earlier_rounds(conn, id))?;
            let named = sittings_named(&history);
            let sittings = acts::sittings_of_case(conn, (&file.case, &named), now)?;
            let consents = only_if(may(Right::RecordConsent), || storage::consents_of(conn, id))?;
            let checks_papers = may(Right::CheckCompleteness);
            let noted = only_if(checks_papers, || storage::noted(conn, id))?;
            let papers_hold_on = match facts.sitting.as_ref().map(|it| it.held_on) {
                None if checks_papers => storage::next_sitting_on(conn, now.today)?,
                known => known,
            };
            Ok(Self {
                deadlines: storage::deadlines_of(conn, id)?,
                recalls: acts::recalls_of(conn, &by.actor, id)?,
                return_facts: acts::return_facts_of(conn, &by.actor, id)?,
                papers_hold_on: papers_hold_on.unwrap_or(now.today),
                by,
                acting,
                now,
                file,
                rules,
                facts,
                history,
                letters,
                documents,
                replaced,
                unseen,
                moves,
                representation,
                noted,
                follow_up,
                earlier,
                earlier_rounds,
                consents,
                vulnerabilities: storage::vulnerabilities_of(conn, id)?,
                authorities: Vec::new(),
                sittings,
            })
        })
        .await
    }

    pub(super) fn id(&self) -> CaseId {
        self.file.case.id
    }

    pub(super) fn address(&self) -> String {
        format!("/faelle/{}", self.id())
    }

    /// Secretariat and chair see what is internal; members and the pre-check committee do not.
    pub(super) fn is_internal(&self) -> bool {
        let roles = &self.acting.roles;
        roles.has(Role::Clerk) || roles.has(Role::Chair)
    }

    /// Whoever takes part in the steps of a case sees them: the committee while the case is
    /// before it. Who reads it as a member has the papers and no more.
    pub(super) fn shows_steps(&self) -> bool {
        let before_committee = self.file.case.is_before_committee();
        self.is_internal() || (before_committee && self.acting.roles.has(Role::PreCheck))
    }

    /// What has happened since the case was received, or taken up again, and still holds; latest
    /// first.
    pub(super) fn of_this_round(&self) -> impl Iterator<Item = &HistoryLine> {
        self.history.iter().filter(|it| it.round == self.file.case.round && it.stands())
    }

    pub(super) fn next_step(&self) -> Option<StepKind> {
        next_step(&self.file.case, &self.facts, &self.acting)
    }

    pub(super) fn obstacles(&self, kind: StepKind) -> Vec<Violation> {
        obstacles(&self.file.case, &self.facts, kind, &self.acting)
    }

    /// Where each line of the list of papers stands.
    pub(super) fn papers(&self) -> Vec<ChecklistLine<'_>> {
        self.papers_of(&self.documents)
    }

    /// What would be lacking without this document and is not lacking now.
    pub(super) fn lacking_without(&self, document: &Document) -> Vec<ChecklistLine<'_>> {
        let others = self.documents.iter().filter(|it| it.id != document.id).cloned();
        let others: Vec<_> = others.collect();
        let lines = self.papers().into_iter().zip(self.papers_of(&others));
        lines.filter(|it| !it.0.is_lacking() && it.1.is_lacking()).map(|it| it.1).collect()
    }

    fn papers_of(&self, documents: &[Document]) -> Vec<ChecklistLine<'_>> {
        let days = (self.now.today, self.papers_hold_on);
        self.noted.lines(&self.rules.checklist, (&self.file, documents), days)
    }

    /// A document in whichever version.
    pub(super) fn document(&self, id: DocumentId) -> Option<&Document> {
        self.documents.iter().chain(&self.replaced).find(|it| it.id == id)
    }

    /// The version of it that counts.
    pub(super) fn newest(&self, id: DocumentId) -> Option<&Document> {
        let mut document = self.document(id)?;
        while let Some(newer) = document.replaced_by {
            document = self.document(newer)?;
        }
        Some(document)
    }

    /// Of the documents that count, those that the user has not seen.
    pub(super) fn new_documents(&self) -> impl Iterator<Item = &Document> {
        self.documents.iter().filter(|it| self.unseen.contains(&it.id))
    }

    /// What it has replaced, the latest first.
    pub(super) fn versions_before(&self, document: &Document) -> Vec<&Document> {
        let before = |it: &&Document| it.replaces.and_then(|it| self.document(it));
        std::iter::successors(before(&document), before).collect()
    }

    pub(super) fn sitting(&self, id: SittingId) -> Option<&Sitting> {
        self.sittings.iter().find(|it| it.id == id)
    }

    /// Those on whose agenda the case can be put now.
    pub(super) fn sittings_taking_items(&self) -> impl Iterator<Item = &Sitting> {
        self.sittings.iter().filter(|it| it.state.takes_items())
    }
}

/// A case loaded to act on it: it left no read entry, so nothing of it can be shown. The page to
/// which a step leads writes one.
pub(super) struct UnshownCase(CaseSheet);

impl UnshownCase {
    pub(super) async fn load(db: &Db, by: SignedIn, id: CaseId, now: Now) -> Result<Self, Problem> {
        let actor = by.actor.clone();
        let acting = db.read(move |conn| acts::in_case(conn, &actor, id, now)).await?;
        Ok(Self(CaseSheet::load(db, (by, acting), id, now).await?))
    }

    /// What was typed, as a step on this case.
    /// Of another version than the form has seen, nothing is read.
    pub(super) fn step(
        &self,
        (kind, seen): (StepKind, Version),
        typed: &Typed,
    ) -> Result<Step, Problem> {
        if self.0.file.case.version != seen {
            return Err(Problem::Stale);
        }
        steps::read(kind, typed, &self.0).map_err(Problem::Invalid)
    }

    pub(super) fn address(&self) -> String {
        self.0.address()
    }
}

fn sittings_named(history: &[HistoryLine]) -> Vec<SittingId> {
    let steps = history.iter().filter_map(|it| it.event.as_ref());
    let mut named: Vec<SittingId> = steps.filter_map(|it| Step::sitting(&it.step)).collect();
    named.sort_unstable();
    named.dedup();
    named
}

/// For pages whose address has the case as `{id}`.
impl FromRequest for CaseSheet {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let req = req.clone();
        Box::pin(async move {
            let by = session::of_request(&req).await?;
            let id = parsed(req.match_info().get("id").unwrap_or_default())?;
            let (db, clock) = (session::data::<Db>(&req)?, session::data::<Clock>(&req)?);
            Self::open(&db, by, id, clock.now()).await
        })
    }
}

/// A part of an address; what does not read as one leads nowhere.
pub(super) fn parsed<T: std::str::FromStr>(part: &str) -> Result<T, Problem> {
    part.parse().map_err(|_| Problem::NotFound)
}
