//! What stands in the way of a procedure: the Ausschlussgründe of § 5 HFKVO in both wordings, and
//! the grounds of §§ 5 and 6 of the regulation of Niedersachsen.

use chrono::NaiveDate;

use super::names::named;

named! {
    pub enum Ground {
        NotInGermany = "P5-1-1", "nicht im Bundesgebiet";
        NoNrwAuthority = "P5-1-2", "keine Ausländerbehörde in NRW zuständig";
        NotObligedToLeave = "P5-1-3", "nicht ausreisepflichtig";
        NoProperResidence = "P5-1-4", "kein ordnungsgemäßer Wohnsitz in NRW";
        DeportationOrder = "P5-1-5", "Abschiebungsanordnung nach § 58a AufenthG";
        TitleRefused = "P5-1-6", "Titel nach § 5 Abs. 4 AufenthG versagt";
        ExpelledVerySerious = "P5-1-7", "Ausweisung wegen besonders schwerwiegenden Ausweisungsinteresses (§§ 53–55 AufenthG), nach § 53 AufenthG a. F. oder § 47 Abs. 1 AuslG 1990";
        EntryBan = "P5-2-1", "Aufenthalt trotz Einreise- und Aufenthaltsverbots (§ 11 AufenthG), ohne dass die Ausreise unmöglich ist";
        OtherProcedure = "P5-2-2", "Titel oder Bescheinigung in einem anderen Verfahren noch erreichbar";
        WantedOrNoAddress = "P5-2-3", "zur Fahndung ausgeschrieben oder keine ladungsfähige Anschrift";
        SeriousOffences = "P5-2-4", "Straftaten von erheblichem Gewicht (§ 23a AufenthG)";
        ExpelledSerious = "P5-2-5", "Ausweisung wegen schwerwiegenden Ausweisungsinteresses (§§ 53–55 AufenthG) oder nach § 54 AufenthG a. F.";
        ReturnDateSet = "P5-2-6", "Termin der Rückführung steht fest";
        // As they read until 19.12.2016.
        ExpelledUnder53 = "P5-1-7-2004", "Ausweisung nach § 53 AufenthG oder der entsprechenden Vorschrift des AuslG";
        ExpelledUnder54 = "P5-2-5-2004", "Ausweisung nach § 54 AufenthG oder der entsprechenden Vorschrift des AuslG";
        // Niedersachsen.
        NiWhereaboutsUnknown = "N5-2-1", "nicht im Bundesgebiet oder Aufenthaltsort unbekannt";
        NiNoAuthority = "N5-2-2", "keine niedersächsische Ausländerbehörde zuständig";
        NiNotObligedToLeave = "N5-2-3", "nicht vollziehbar ausreisepflichtig";
        NiReturnDateSet = "N5-2-4", "Termin der Abschiebung steht fest oder ist verstrichen, nach Belehrung";
        NiDetention = "N5-2-5", "Abschiebungshaft angeordnet";
        NiConvicted = "N5-2-6", "in den letzten drei Jahren wegen vorsätzlicher Straftaten verurteilt (ab 90 Tagessätzen oder drei Monaten)";
        NiPetition = "N5-2-7", "Eingabe beim Landtag in aufenthaltsrechtlicher Sache anhängig";
        NiShortStay = "N5-2-8", "weniger als 18 Monate im Bundesgebiet";
        NiSeriousOffences = "N6-1-1", "Straftaten von erheblichem Gewicht (§ 23a AufenthG)";
        NiExpelled = "N6-1-2", "Ausweisung wegen schwerwiegenden oder besonders schwerwiegenden Ausweisungsinteresses";
    }
}

/// What a ground is about, where the authority can say whether it is so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matter {
    ReturnDate,
    DutyToLeave,
    Residence,
    Offences,
    EntryBan,
}

named! {
    /// How strictly a ground works.
    pub enum Tier {
        Excluded = "excluded", "ist ausgeschlossen";
        ShouldBeExcluded = "should_be_excluded", "soll ausgeschlossen sein";
    }
}

named! {
    pub enum Finding {
        NotChecked = "not_checked", "nicht geprüft";
        Absent = "absent", "liegt nicht vor";
        Present = "present", "liegt vor";
        Unclear = "unclear", "unklar";
    }
}

named! {
    /// A wording of the grounds. A case keeps the one against which it is checked.
    pub enum Catalogue {
        Nrw2004 = "nrw_2004", "§ 5 HFKVO in der Fassung bis 19.12.2016";
        Nrw2016 = "nrw_2016", "§ 5 HFKVO in der Fassung seit 20.12.2016";
        Niedersachsen = "niedersachsen", "§§ 5, 6 NHärteKVO";
    }
}

const fn first_day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day of the calendar")
}

impl Catalogue {
    /// The first day on which an application is measured by it. The one before it ends the day
    /// before.
    pub const fn valid_from(self) -> NaiveDate {
        match self {
            Self::Nrw2004 => first_day(2004, 12, 14),
            Self::Nrw2016 => first_day(2016, 12, 20),
            Self::Niedersachsen => first_day(2006, 8, 6),
        }
    }

    /// The grounds in the order of the regulation.
    #[rustfmt::skip]
    pub const fn grounds(self) -> &'static [Ground] {
        use Ground::*;
        match self {
            Self::Nrw2004 => &[
                NotInGermany, NoNrwAuthority, NotObligedToLeave, NoProperResidence, DeportationOrder, TitleRefused, ExpelledUnder53,
                EntryBan, OtherProcedure, WantedOrNoAddress, SeriousOffences, ExpelledUnder54, ReturnDateSet,
            ],
            Self::Nrw2016 => &[
                NotInGermany, NoNrwAuthority, NotObligedToLeave, NoProperResidence, DeportationOrder, TitleRefused, ExpelledVerySerious,
                EntryBan, OtherProcedure, WantedOrNoAddress, SeriousOffences, ExpelledSerious, ReturnDateSet,
            ],
            Self::Niedersachsen => &[
                NiWhereaboutsUnknown, NiNoAuthority, NiNotObligedToLeave, NiReturnDateSet, NiDetention, NiConvicted, NiPetition,
                NiShortStay, NiSeriousOffences, NiExpelled,
            ],
        }
    }

    /// What stands above the grounds of a tier.
    pub const fn heading(self, tier: Tier) -> &'static str {
        match (self, tier) {
            (Self::Nrw2004 | Self::Nrw2016, Tier::Excluded) => "Absatz 1: ist ausgeschlossen",
            (Self::Nrw2004 | Self::Nrw2016, Tier::ShouldBeExcluded) => {
                "Absatz 2: soll ausgeschlossen sein"
            }
            (Self::Niedersachsen, Tier::Excluded) => "Nichtannahme und Ausschluss",
            (Self::Niedersachsen, Tier::ShouldBeExcluded) => "Nichtannahme, mit Ausnahmen",
        }
    }

    /// The grounds without which there is nothing to examine, in the order of the regulation.
    pub fn prerequisites(self) -> impl Iterator<Item = Ground> {
        self.grounds().iter().copied().filter(|it| it.prerequisite().is_some())
    }

    pub fn of_tier(self, tier: Tier) -> impl Iterator<Item = Ground> {
        self.grounds().iter().copied().filter(move |it| it.tier() == tier)
    }

    /// The ground that is a return date which stands.
    pub fn return_date(self) -> Option<Ground> {
        self.grounds().iter().copied().find(|it| it.is_return_date())
    }
}

impl Ground {
    /// What the regulation leaves the body. *Excluded*: no discretion. *Should be excluded*: going
    /// on needs a recorded deviation.
    pub const fn tier(self) -> Tier {
        match self {
            Self::NotInGermany
            | Self::NoNrwAuthority
            | Self::NotObligedToLeave
            | Self::NoProperResidence
            | Self::DeportationOrder
            | Self::TitleRefused
            | Self::ExpelledVerySerious
            | Self::ExpelledUnder53
            | Self::NiWhereaboutsUnknown
            | Self::NiNoAuthority
            | Self::NiNotObligedToLeave
            | Self::NiReturnDateSet
            | Self::NiDetention
            | Self::NiConvicted
            | Self::NiPetition
            | Self::NiSeriousOffences
            | Self::NiExpelled => Tier::Excluded,
            Self::EntryBan
            | Self::OtherProcedure
            | Self::WantedOrNoAddress
            | Self::SeriousOffences
            | Self::ExpelledSerious
            | Self::ExpelledUnder54
            | Self::ReturnDateSet
            // The chair may except (§ 5 NHärteKVO).
            | Self::NiShortStay => Tier::ShouldBeExcluded,
        }
    }

    /// Whether it can fall away in the course of the procedure.
    pub const fn is_curable(self) -> bool {
        matches!(
            self,
            Self::EntryBan
                | Self::OtherProcedure
                | Self::WantedOrNoAddress
                | Self::ReturnDateSet
                | Self::NiWhereaboutsUnknown
                | Self::NiReturnDateSet
                | Self::NiDetention
                | Self::NiPetition
                | Self::NiShortStay
        )
    }

    /// What the application needs where this ground is not to be there: asked before all others.
    pub const fn prerequisite(self) -> Option<&'static str> {
        match self {
            Self::NotObligedToLeave | Self::NiNotObligedToLeave => {
                Some("vollziehbar ausreisepflichtig")
            }
            Self::NoProperResidence => Some("ordnungsgemäßer Wohnsitz in Nordrhein-Westfalen"),
            Self::NiNoAuthority => Some("niedersächsische Ausländerbehörde zuständig"),
            _ => None,
        }
    }

    pub const fn matter(self) -> Option<Matter> {
        Some(match self {
            Self::ReturnDateSet | Self::NiReturnDateSet => Matter::ReturnDate,
            Self::NotObligedToLeave | Self::NiNotObligedToLeave => Matter::DutyToLeave,
            Self::NoNrwAuthority | Self::NoProperResidence | Self::NiNoAuthority => {
                Matter::Residence
            }
            Self::SeriousOffences | Self::NiSeriousOffences | Self::NiConvicted => Matter::Offences,
            Self::EntryBan => Matter::EntryBan,
            _ => return None,
        })
    }

    /// Whether the ground is that the return stands: an Eilfall, and secret (§ 97a AufenthG).
    pub const fn is_return_date(self) -> bool {
        matches!(self.matter(), Some(Matter::ReturnDate))
    }

    /// `§ 5 Abs. 1 Nr. 3 HFKVO`
    pub fn paragraph(self) -> String {
        let (law, digits) = match self.name().split_at(1) {
            ("N", digits) => ("NHärteKVO", digits),
            (_, digits) => ("HFKVO", digits),
        };
        let mut parts = digits.split('-');
        let mut next = || parts.next().unwrap_or("");
        format!("§ {} Abs. {} Nr. {} {law}", next(), next(), next())
    }

    /// Its place in the regulation as somebody types it: `2-3`, in front of which the number of
    /// the paragraph can stand.
    pub(super) fn is_meant_by(self, typed: &[u8]) -> bool {
        let parts = self.name()[1..].split('-').take(3);
        let place: Vec<u8> = parts.filter_map(|it| it.parse().ok()).collect();
        typed.len() > 1 && place.ends_with(typed)
    }

    /// `Nr. 3`
    pub fn number(self) -> String {
        format!("Nr. {}", self.name().split('-').nth(2).unwrap_or(""))
    }
}
