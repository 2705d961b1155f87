use std::{collections::HashMap, str::FromStr as _};

use crate::{
    procedure::{
        Channel, FamilyRole, FileNumber, MaritalStatus, ReferenceKind, ResidenceStatus, Sex,
        Standing, named, plain_letters,
    },
    storage::Authority,
};

named! {
    /// A column of a list. Its name is that of the field on the form of registration.
    pub(super) enum Column {
        FileNumber = "file_number", "Aktenzeichen";
        ReceivedOn = "received_on", "Eingegangen am";
        Channel = "channel", "Eingangsweg";
        Authority = "authority", "Ausländerbehörde";
        Urgent = "urgent", "Eilfall";
        ClosedOn = "closed_on", "Erledigt am";
        FamilyName = "family_name", "Familienname";
        GivenNames = "given_names", "Vornamen";
        Born = "born", "Geboren am";
        FamilyRole = "family_role", "Stellung in der Familie";
        Ending = "ending", "Ergebnis";
        Nationalities = "nationalities", "Staatsangehörigkeiten";
        Sex = "sex", "Geschlecht";
        MaritalStatus = "marital_status", "Familienstand";
        BirthName = "birth_name", "Geburtsname";
        OtherNames = "other_names", "Andere Namen";
        BirthPlace = "birth_place", "Geburtsort";
        BirthCountry = "birth_country", "Geburtsstaat";
        Street = "street", "Straße und Hausnummer";
        PostalCode = "postal_code", "Postleitzahl";
        Town = "town", "Ort";
        AddressProtected = "address_protected", "Auskunftssperre";
        Entered = "entered", "Eingereist am";
        ResidenceStatus = "residence_status", "Aufenthaltsrechtlicher Status";
        StatusUntil = "status_until", "Status gültig bis";
        References = "references", "Fremde Aktenzeichen";
        Represented = "represented", "Vollmacht umfasst diese Person";
        RepresentativeName = "representative_name", "Name der Vertretung";
        RepresentativeOrganisation = "representative_organisation", "Kanzlei oder Beratungsstelle";
        RepresentativeReference = "representative_reference", "Zeichen der Vertretung";
        RepresentativeStreet = "representative_street", "Straße der Vertretung";
        RepresentativePostalCode = "representative_postal_code", "Postleitzahl der Vertretung";
        RepresentativeTown = "representative_town", "Ort der Vertretung";
        PowerOfAttorneyOn = "power_of_attorney_on", "Vollmacht vom";
        Reasons = "reasons", "Begründung";
    }
}

/// What stands in the cells of a column.
#[derive(Clone, Copy)]
pub(super) enum Holds {
    Text,
    FileNumber,
    /// TT.MM.JJJJ
    Day,
    /// Also only the month, or the year.
    PartialDay,
    YesNo,
    /// One of few, by label.
    OneOf(fn() -> Options),
    Authority,
    /// Several lines of the form in one cell.
    Several,
}

/// Names and labels.
type Options = Vec<(&'static str, &'static str)>;

macro_rules! options {
    ($name:ident) => {
        || $name::ALL.iter().map(|it| (it.name(), it.label())).collect()
    };
}

/// Words of everyday lists, and for what they stand.
const EVERYDAY: [(&str, &str); 14] = [
    ("ehefrau", "spouse"),
    ("ehemann", "spouse"),
    ("ehegatte", "spouse"),
    ("sohn", "child"),
    ("tochter", "child"),
    ("mutter", "parent"),
    ("vater", "parent"),
    ("bruder", "sibling"),
    ("schwester", "sibling"),
    ("mail", "email"),
    ("brief", "post"),
    ("gestattung", "permission"),
    ("gub", "border_crossing"),
    ("zuruckgezogen", "withdrawn"),
];

impl Column {
    /// Without these nothing can be registered.
    pub(super) const NEEDED: [Self; 5] =
        [Self::ReceivedOn, Self::Channel, Self::Authority, Self::FamilyName, Self::Born];

    /// The column with this heading, however it is written.
    pub(super) fn headed(heading: &str) -> Option<Self> {
        let heading = folded(heading);
        let is = |it: &str| folded(it) == heading;
        Self::ALL.iter().copied().find(|it| is(it.label()) || it.synonyms().iter().any(|it| is(it)))
    }

    #[rustfmt::skip]
    const fn synonyms(self) -> &'static [&'static str] {
        match self {
            Self::FileNumber       => &["Az", "Az.", "Geschäftszeichen", "Unser Zeichen"],
            Self::ReceivedOn       => &["Eingang", "Eingangsdatum", "Antragseingang", "Datum Eingang"],
            Self::Channel          => &["Eingangsart", "Weg"],
            Self::Authority        => &["ABH", "Behörde", "Zuständige Ausländerbehörde"],
            Self::Urgent           => &["Eilig", "Eilt"],
            Self::ClosedOn         => &["Erledigung", "Erledigungsdatum", "Abgeschlossen am", "Abschluss"],
            Self::FamilyName       => &["Name", "Nachname", "Zuname"],
            Self::GivenNames       => &["Vorname", "Vorname(n)", "Rufname"],
            Self::Born             => &["Geburtsdatum", "Geb.-Datum", "geb.", "geb. am"],
            Self::FamilyRole       => &["Stellung", "Rolle", "Familienrolle"],
            Self::Ending           => &["Ausgang", "Entscheidung", "Art der Erledigung"],
            Self::Nationalities    => &["Staatsangehörigkeit", "Nationalität", "StA", "Herkunftsland"],
            Self::BirthName        => &["geborene", "Mädchenname"],
            Self::OtherNames       => &["Aliasname", "Aliasnamen", "Alias", "Frühere und andere Schreibweisen"],
            Self::BirthCountry     => &["Geburtsland"],
            Self::Street           => &["Straße", "Anschrift"],
            Self::PostalCode       => &["PLZ"],
            Self::Town             => &["Wohnort", "Stadt"],
            Self::AddressProtected => &["Auskunftssperre: Anschrift geheim halten"],
            Self::Entered          => &["Einreise", "Einreisedatum"],
            Self::ResidenceStatus  => &["Status", "Aufenthaltsstatus"],
            Self::StatusUntil      => &["gültig bis", "Duldung bis"],
            Self::References       => &["Fremdes Aktenzeichen", "AZR-Nummer", "BAMF-Az.", "Az. der Ausländerbehörde"],
            Self::Represented      => &["Vollmacht", "Vertreten"],
            Self::RepresentativeName => &["Vertretung", "Bevollmächtigte", "Bevollmächtigter", "Rechtsanwalt"],
            Self::RepresentativeOrganisation => &["Kanzlei", "Beratungsstelle"],
            Self::RepresentativeReference    => &["Zeichen Kanzlei"],
            Self::PowerOfAttorneyOn => &["Datum der Vollmacht"],
            Self::Reasons          => &["Bemerkung", "Bemerkungen", "Sachverhalt"],
            _ => &[],
        }
    }

    /// Whether it speaks of the case and not of one person in it.
    pub(super) const fn of_case(self) -> bool {
        use Column::*;
        matches!(
            self,
            FileNumber
                | ReceivedOn
                | Channel
                | Authority
                | Urgent
                | ClosedOn
                | Reasons
                | RepresentativeName
                | RepresentativeOrganisation
                | RepresentativeReference
                | RepresentativeStreet
                | RepresentativePostalCode
                | RepresentativeTown
                | PowerOfAttorneyOn
        )
    }

    pub(super) fn holds(self) -> Holds {
        match self {
            Self::FileNumber => Holds::FileNumber,
            Self::ReceivedOn | Self::ClosedOn | Self::StatusUntil | Self::PowerOfAttorneyOn => {
                Holds::Day
            }
            Self::Born | Self::Entered => Holds::PartialDay,
            Self::Urgent | Self::AddressProtected | Self::Represented => Holds::YesNo,
            Self::Channel => Holds::OneOf(options!(Channel)),
            Self::FamilyRole => Holds::OneOf(options!(FamilyRole)),
            Self::Sex => Holds::OneOf(options!(Sex)),
            Self::MaritalStatus => Holds::OneOf(options!(MaritalStatus)),
            Self::ResidenceStatus => Holds::OneOf(options!(ResidenceStatus)),
            Self::Ending => Holds::OneOf(|| {
                Standing::all()
                    .filter(|it| it.is_ended())
                    .map(|it| (it.name(), it.label()))
                    .collect()
            }),
            Self::Authority => Holds::Authority,
            Self::Nationalities | Self::OtherNames | Self::References => Holds::Several,
            _ => Holds::Text,
        }
    }

    /// What a cell left empty means, where the form has something chosen from the start.
    pub(super) const fn when_empty(self, first: bool) -> &'static str {
        match self {
            Self::Sex | Self::MaritalStatus | Self::ResidenceStatus => "unknown",
            // Somebody applies, and lists begin with whom.
            Self::FamilyRole if first => "applicant",
            _ => "",
        }
    }
}

/// A cell as fields of the form, each by what its name has behind that of the column.
pub(super) type Fields = Vec<(String, String)>;

/// Reads a cell that is not empty, or says what is wrong with it.
pub(super) fn fields(column: Column, text: &str, offices: &Offices) -> Result<Fields, String> {
    // What a formula came to that could not be computed, in any of its languages.
    if text.starts_with('#') && text.ends_with(['!', '?', 'A', 'V']) && !text.contains(' ') {
        return Err(format!("In der Zelle steht „{text}“, der Fehler einer Formel."));
    }
    let value = match column.holds() {
        Holds::Text | Holds::PartialDay => text.to_owned(),
        Holds::FileNumber => FileNumber::from_str(text).map_err(|it| it.to_string())?.to_string(),
        Holds::Day => whole_day(column, text)?,
        Holds::YesNo => yes_no(text)?.to_owned(),
        Holds::OneOf(options) => one_of(&options(), text)?.to_owned(),
        Holds::Authority => offices.named(text)?,
        Holds::Several => return Ok(several(column, text)),
    };
    Ok(vec![(String::new(), value)])
}

/// On a form a day without its year is of this year; in a list that somebody kept for years it is not.
fn whole_day(column: Column, text: &str) -> Result<String, String> {
    let year = text.rsplit(['.', '-', '/']).next().unwrap_or_default();
    let iso = text.split('-').next().unwrap_or_default();
    let has_year = |it: &str| it.len() >= 2 && it.bytes().all(|it| it.is_ascii_digit());
    if has_year(year) && (text.contains('.') || iso.len() == 4) {
        return Ok(text.to_owned());
    }
    Err(format!("{}: bitte ein Datum angeben (TT.MM.JJJJ).", column.label()))
}

fn yes_no(text: &str) -> Result<&'static str, String> {
    match text.to_lowercase().as_str() {
        "ja" | "j" | "x" | "1" | "wahr" | "true" => Ok("ja"),
        "nein" | "n" | "-" | "0" | "falsch" | "false" => Ok(""),
        _ => Err(format!("„{text}“ ist weder „ja“ noch „nein“.")),
    }
}

/// By its label, as far as that was written out, by its name, or by an everyday word.
fn one_of(options: &[(&'static str, &'static str)], text: &str) -> Result<&'static str, String> {
    if let Some(it) = options.iter().find(|it| it.1 == text || it.0 == text) {
        return Ok(it.0);
    }
    let wanted = plain_letters(text);
    let exact = options.iter().find(|it| plain_letters(it.1) == wanted);
    let mut everyday = EVERYDAY.iter().filter(|it| it.0 == wanted);
    let everyday = || everyday.find_map(|it| options.iter().find(|option| option.0 == it.1));
    let begun: Vec<_> =
        options.iter().filter(|it| plain_letters(it.1).starts_with(&wanted)).collect();
    let only = || if let [it] = begun.as_slice() { Some(*it) } else { None };
    if let Some(it) = exact.or_else(everyday).or_else(only).filter(|_| !wanted.is_empty()) {
        return Ok(it.0);
    }
    let labels: Vec<_> = options.iter().map(|it| it.1).collect();
    Err(format!("„{text}“ steht hier nicht zur Wahl. Möglich sind: {}.", labels.join(", ")))
}

/// The register of authorities, by how lists name them.
pub(super) struct Offices<'a> {
    of_name: HashMap<String, &'a Authority>,
    /// Without what kind of place it is.
    of_place: HashMap<String, Vec<&'a Authority>>,
}

impl<'a> Offices<'a> {
    pub(super) fn of(authorities: &'a [Authority]) -> Self {
        let mut this = Self { of_name: HashMap::new(), of_place: HashMap::new() };
        for it in authorities {
            let name = plain_letters(&it.name);
            if let Some(place) = ["stadt ", "kreis "].iter().find_map(|it| name.strip_prefix(it)) {
                this.of_place.entry(place.to_owned()).or_default().push(it);
            }
            this.of_name.insert(name, it);
        }
        this
    }

    /// What the form has for it.
    fn named(&self, text: &str) -> Result<String, String> {
        let wanted = plain_letters(text);
        if let Some(it) = self.of_name.get(&wanted) {
            return Ok(it.id.0.to_string());
        }
        match self.of_place.get(&wanted).map_or(&[][..], Vec::as_slice) {
            [it] => Ok(it.id.0.to_string()),
            [] => Err(format!("„{text}“ steht nicht im Register der Ausländerbehörden.")),
            several => {
                let names: Vec<_> = several.iter().map(|it| it.name.as_str()).collect();
                Err(format!("„{text}“ ist nicht eindeutig. Gemeint: {}?", names.join(" oder ")))
            }
        }
    }
}

/// One line of the form for each part of the cell.
fn several(column: Column, text: &str) -> Fields {
    let apart: &[char] = match column {
        Column::Nationalities => &[';', ',', '/', '\n'],
        _ => &[';', '\n'],
    };
    let parts = text.split(apart).map(str::trim).filter(|it| !it.is_empty());
    parts
        .enumerate()
        .flat_map(|(at, part)| {
            let kind = match column {
                Column::References => Some(ReferenceKind::of_text(part).name()),
                Column::OtherNames => Some(crate::procedure::NameKind::Spelling.name()),
                _ => None,
            };
            let kind = kind.map(|it| (format!("_kind-{at}"), it.to_owned()));
            kind.into_iter().chain([(format!("-{at}"), part.to_owned())])
        })
        .collect()
}

/// Headings in which only spelling, blanks and signs differ are the same.
fn folded(heading: &str) -> String {
    let spelled = heading.to_lowercase().replace("ae", "a").replace("oe", "o").replace("ue", "u");
    plain_letters(&spelled).replace(' ', "")
}
