//! The Ausschlussgründe of § 5 HFKVO, in the wording in force since 20.12.2016.

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
    }
}

named! {
    /// How strictly a ground works.
    pub enum Tier {
        Excluded = "excluded", "Absatz 1: ist ausgeschlossen";
        ShouldBeExcluded = "should_be_excluded", "Absatz 2: soll ausgeschlossen sein";
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

impl Ground {
    /// § 5(1): no discretion. § 5(2): going on needs a recorded deviation.
    pub const fn tier(self) -> Tier {
        match self {
            Self::NotInGermany
            | Self::NoNrwAuthority
            | Self::NotObligedToLeave
            | Self::NoProperResidence
            | Self::DeportationOrder
            | Self::TitleRefused
            | Self::ExpelledVerySerious => Tier::Excluded,
            Self::EntryBan
            | Self::OtherProcedure
            | Self::WantedOrNoAddress
            | Self::SeriousOffences
            | Self::ExpelledSerious
            | Self::ReturnDateSet => Tier::ShouldBeExcluded,
        }
    }

    /// `§ 5 Abs. 1 Nr. 3 HFKVO`
    pub fn paragraph(self) -> String {
        let mut parts = self.name().split('-').skip(1);
        let (section, number) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
        format!("§ 5 Abs. {section} Nr. {number} HFKVO")
    }
}
