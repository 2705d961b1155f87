//! Changing what is known of a person after the registration.

use chrono::NaiveDate;

use super::{
    Country, FieldError, FormerAddress, PartialDate, PersonDetails, names::named,
    person_errors::person_errors,
};

named! {
    /// What is known of a person, field by field: the names stand in forms, in the history and in
    /// the log.
    pub enum PersonField {
        FamilyName = "family_name", "Familienname";
        GivenNames = "given_names", "Vornamen";
        BirthName = "birth_name", "Geburtsname";
        OtherNames = "other_names", "Andere Namen";
        Born = "born", "Geboren am";
        BirthPlace = "birth_place", "Geburtsort";
        BirthCountry = "birth_country", "Geburtsstaat";
        BirthCountryNote = "birth_country_note", "Geburtsstaat im Wortlaut";
        Nationalities = "nationalities", "Staatsangehörigkeiten";
        NationalityNote = "nationality_note", "Staatsangehörigkeit im Wortlaut";
        Sex = "sex", "Geschlecht";
        MaritalStatus = "marital_status", "Familienstand";
        FamilyRole = "family_role", "Stellung in der Familie";
        Street = "street", "Straße und Hausnummer";
        PostalCode = "postal_code", "Postleitzahl";
        Town = "town", "Ort";
        AddressProtected = "address_protected", "Auskunftssperre";
        FormerAddresses = "former_addresses", "Frühere Anschriften";
        Language = "language", "Sprache";
        InterpreterNeeded = "interpreter_needed", "Dolmetscher nötig";
        Entered = "entered", "Eingereist am";
        ResidenceStatus = "residence_status", "Aufenthaltsrechtlicher Status";
        StatusSince = "status_since", "Status gilt seit";
        StatusUntil = "status_until", "Status gültig bis";
        References = "references", "Fremde Aktenzeichen";
    }
}

impl PersonField {
    /// What stands in this field, as people read it; empty when nothing is known.
    pub fn of(self, it: &PersonDetails) -> String {
        let date = |it: Option<PartialDate>| it.map(|it| it.to_string()).unwrap_or_default();
        let day = |it: Option<NaiveDate>| it.map(german).unwrap_or_default();
        let tick = |it: bool| if it { "ja" } else { "nein" }.to_owned();
        match self {
            Self::FamilyName => it.family_name.clone(),
            Self::GivenNames => it.given_names.clone(),
            Self::BirthName => it.birth_name.clone(),
            Self::OtherNames => {
                lines(it.other_names.iter().map(|it| (it.kind.label(), it.name.as_str())))
            }
            Self::Born => it.born.to_string(),
            Self::BirthPlace => it.birth_place.clone(),
            Self::BirthCountry => it.birth_country.map(Country::label).unwrap_or_default(),
            Self::BirthCountryNote => it.birth_country_note.clone(),
            Self::Nationalities => {
                it.nationalities.iter().map(|it| it.label()).collect::<Vec<_>>().join(", ")
            }
            Self::NationalityNote => it.nationality_note.clone(),
            Self::Sex => it.sex.label().to_owned(),
            Self::MaritalStatus => it.marital_status.label().to_owned(),
            Self::FamilyRole => it.family_role.label().to_owned(),
            Self::Street => it.address.street.clone(),
            Self::PostalCode => it.address.postal_code.clone(),
            Self::Town => it.address.town.clone(),
            Self::AddressProtected => tick(it.address_protected),
            Self::FormerAddresses => {
                it.former_addresses.iter().map(words).collect::<Vec<_>>().join("\n")
            }
            Self::Language => it.language.clone(),
            Self::InterpreterNeeded => tick(it.interpreter_needed),
            Self::Entered => date(it.entered),
            Self::ResidenceStatus => it.residence_status.label().to_owned(),
            Self::StatusSince => day(it.status_since),
            Self::StatusUntil => day(it.status_until),
            Self::References => {
                lines(it.references.iter().map(|it| (it.kind.label(), it.text.as_str())))
            }
        }
    }
}

/// `Rufname: Milli`, one in each line.
fn lines<'a>(list: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    list.map(|(kind, text)| format!("{kind}: {text}")).collect::<Vec<_>>().join("\n")
}

/// The fields in which two descriptions of a person differ.
pub fn differences(one: &PersonDetails, other: &PersonDetails) -> Vec<PersonField> {
    PersonField::ALL.iter().copied().filter(|it| it.of(one) != it.of(other)).collect()
}

fn german(day: NaiveDate) -> String {
    day.format("%d.%m.%Y").to_string()
}

/// `Ahornweg 4, 45879 Gelsenkirchen (01.02.2024 bis 01.11.2026)`
fn words(it: &FormerAddress) -> String {
    let since = it.since.map(|it| format!("{} ", german(it))).unwrap_or_default();
    format!("{} ({since}bis {})", it.address.lines().join(", "), german(it.until))
}

/// Why an address reads otherwise than before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Residence {
    /// It does not.
    Unchanged,
    /// The person lives elsewhere since that day; the old address is kept.
    Moved(NaiveDate),
    /// It was written wrongly: nobody ever lived there.
    Corrected,
}

/// A person as described anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amendment {
    /// As typed; where the person lived before is none of it.
    pub person: PersonDetails,
    pub residence: Residence,
}

impl Amendment {
    /// What is known of the person from now on, with the old address after a move, or everything
    /// that is wrong with it. Fields are named as at the registration.
    pub fn of(
        self,
        present: &PersonDetails,
        today: NaiveDate,
    ) -> Result<PersonDetails, Vec<FieldError>> {
        let mut errors = person_errors(0, &self.person, today);
        errors.extend(self.residence_error(present, today));
        if !errors.is_empty() {
            return Err(errors);
        }
        let mut former_addresses = present.former_addresses.clone();
        if let (Residence::Moved(on), false) = (self.residence, present.address.is_empty()) {
            former_addresses.push(FormerAddress {
                address: present.address.clone(),
                protected: present.address_protected,
                since: present.lives_there_since(),
                until: on,
            });
        }
        Ok(PersonDetails { former_addresses, ..self.person })
    }

    fn residence_error(&self, present: &PersonDetails, today: NaiveDate) -> Option<FieldError> {
        let changed = self.person.address != present.address;
        let sentence = match self.residence {
            Residence::Moved(_) | Residence::Corrected if !changed => {
                "Die Anschrift ist unverändert.".to_owned()
            }
            Residence::Moved(on) if on > today => "Der Umzug liegt in der Zukunft.".to_owned(),
            Residence::Moved(on) => {
                let last = present.lives_there_since().filter(|it| *it > on)?;
                format!("Der Umzug liegt vor dem letzten vom {}.", german(last))
            }
            Residence::Unchanged if changed && !present.address.is_empty() => {
                "Bitte den Tag des Umzugs angeben, oder ankreuzen, dass es keiner ist.".to_owned()
            }
            Residence::Unchanged | Residence::Corrected => return None,
        };
        Some(FieldError { field: "persons-0-moved_on".to_owned(), sentence })
    }
}
