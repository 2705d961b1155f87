//! What the regulation of a Land fixes: the part of the rule set (Verfahrensordnung) that no
//! setting of a secretariat changes. NRW ships; Niedersachsen shows that a second one fits.

use chrono::NaiveDate;

use super::{
    Body, Catalogue, Majority, Quorum, Setting,
    names::named,
    wording::{Citations, Declined},
};

named! {
    /// Whose commission it is. One installation serves one Land, for good.
    pub enum Land {
        NordrheinWestfalen = "nrw", "Nordrhein-Westfalen";
        Niedersachsen = "niedersachsen", "Niedersachsen";
    }
}

impl Land {
    pub const fn law(self) -> &'static Law {
        match self {
            Self::NordrheinWestfalen => &super::nrw::LAW,
            Self::Niedersachsen => &super::niedersachsen::LAW,
        }
    }
}

/// One point of a regulation: what it says and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point<T> {
    pub value: T,
    /// The paragraph.
    pub source: &'static str,
    /// Whether the Land has still to confirm it before it is relied upon („zu bestätigen“).
    pub unconfirmed: bool,
}

impl<T> Point<T> {
    pub const fn settled(value: T, source: &'static str) -> Self {
        Self { value, source, unconfirmed: false }
    }

    pub const fn unconfirmed(value: T, source: &'static str) -> Self {
        Self { value, source, unconfirmed: true }
    }
}

named! {
    /// Who may bring a case before the commission.
    pub enum Bringer {
        Concerned = "concerned", "wer betroffen ist oder bevollmächtigt wurde";
        Member = "member", "nur ein Mitglied der Kommission";
    }
}

named! {
    /// To whom an Ersuchen goes, which decides on it (§ 23a(1) AufenthG).
    pub enum Destination {
        Authority = "authority", "die zuständige Ausländerbehörde";
        Ministry = "ministry", "das Ministerium";
    }
}

named! {
    /// Whether the applicant side reads the outcome in the closing notice.
    pub enum Disclosure {
        Neutral = "neutral", "nein, die Mitteilung über die Beendigung nennt es nicht";
    }
}

#[derive(Debug, PartialEq, Eq)]
pub struct Law {
    pub land: Land,
    /// `HFKVO`
    pub name: &'static str,
    /// What an application is called: Antrag, Eingabe.
    pub application: Point<Declined>,
    pub citations: Citations,
    /// How this Land says what sentences of the procedure say in the words of NRW: norms that are
    /// cited, and what is called otherwise. The longer stands before what it contains.
    pub own_words: &'static [(&'static str, &'static str)],
    pub brought_by: Point<Bringer>,
    /// Who decides on admission; never the secretariat.
    pub bodies: Point<&'static [Body]>,
    /// What the small body of the pre-check is called.
    pub committee: &'static str,
    /// Who asks for sittings in a rhythm; which one is a setting.
    pub sittings_asked_by: &'static str,
    pub quorum: Point<Quorum>,
    /// What an Ersuchen needs, and an Empfehlung.
    pub majority: Point<Majority>,
    pub request_to: Point<Destination>,
    pub outcome_told: Point<Disclosure>,
    /// In months, before which a case is only taken up by exception; the ground is in the catalogue.
    pub minimum_stay: Option<Point<u32>>,
    /// The grounds that stand in the way, the oldest wording first.
    pub catalogues: Point<&'static [Catalogue]>,
    /// Where the defaults of the settings differ from those of NRW.
    pub defaults: &'static [(Setting, &'static str)],
}

impl Law {
    /// The wording of the grounds for an application that arrived on this day.
    pub fn catalogue_on(&self, day: NaiveDate) -> Catalogue {
        let all = self.catalogues.value;
        let in_force = all.iter().rev().find(|it| it.valid_from() <= day);
        in_force.or(all.first()).copied().unwrap_or(Catalogue::Nrw2016)
    }

    /// A sentence or a citation of the procedure, in the words of this Land. Never for what people
    /// have written.
    pub fn says(&self, sentence: &str) -> String {
        let replace = |text: String, it: &(&str, &str)| text.replace(it.0, it.1);
        self.own_words.iter().fold(sentence.to_owned(), replace)
    }

    /// What this body is called here.
    pub const fn body_name(&self, body: Body) -> &'static str {
        match body {
            Body::PreCheckCommittee => self.committee,
            other => other.label(),
        }
    }

    pub fn default_value(&self, setting: Setting) -> &'static str {
        let own = self.defaults.iter().find(|it| it.0 == setting);
        own.map_or(setting.default_value(), |it| it.1)
    }

    /// All points as people read them: what it is about, what holds, and whence.
    pub fn points(&self) -> Vec<(&'static str, Point<String>)> {
        let bodies: Vec<_> = self.bodies.value.iter().map(|it| self.body_name(*it)).collect();
        let catalogues: Vec<_> = self.catalogues.value.iter().map(|it| it.label()).collect();
        let mut points = vec![
            ("Bezeichnung", self.application.told(|it| it.name.to_owned())),
            ("Antragsberechtigt", self.brought_by.told(|it| it.label().to_owned())),
            ("Über die Annahme beschließt", self.bodies.told(|_| bodies.join(", "))),
            ("Beschlussfähigkeit", self.quorum.told(|it| it.label().to_owned())),
            ("Ein Ersuchen braucht", self.majority.told(|it| it.words())),
            ("Ein Ersuchen geht an", self.request_to.told(|it| it.label().to_owned())),
            (
                "Erfährt die Antragstellerseite das Ergebnis",
                self.outcome_told.told(|it| it.label().to_owned()),
            ),
            ("Gründe, die entgegenstehen", self.catalogues.told(|_| catalogues.join("; "))),
        ];
        if let Some(it) = self.minimum_stay {
            points.push(("Mindestaufenthalt", it.told(|months| format!("{months} Monate"))));
        }
        points
    }
}

impl<T> Point<T> {
    fn told(&self, words: impl Fn(&T) -> String) -> Point<String> {
        Point { value: words(&self.value), source: self.source, unconfirmed: self.unconfirmed }
    }
}
