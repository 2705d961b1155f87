//! Changing what is known of a person after the registration.

use chrono::NaiveDate;

use super::{
    Country, FieldError, PartialDate, PersonDetails, Representative, names::named,
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
        Entered = "entered", "Eingereist am";
        ResidenceStatus = "residence_status", "Aufenthaltsrechtlicher Status";
        StatusUntil = "status_until", "Status gültig bis";
        References = "references", "Fremde Aktenzeichen";
        Represented = "represented", "Vollmacht umfasst diese Person";
    }
}

impl PersonField {
    /// What stands in this field, as people read it; empty when nothing is known.
    pub fn of(self, it: &PersonDetails) -> String {
        let date = |it: Option<PartialDate>| it.map(|it| it.to_string()).unwrap_or_default();
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
            Self::Entered => date(it.entered),
            Self::ResidenceStatus => it.residence_status.label().to_owned(),
            Self::StatusUntil => {
                it.status_until.map(|it| it.format("%d.%m.%Y").to_string()).unwrap_or_default()
            }
            Self::References => {
                lines(it.references.iter().map(|it| (it.kind.label(), it.text.as_str())))
            }
            Self::Represented => tick(it.represented),
        }
    }

    /// The person lives elsewhere now: perhaps another authority is competent.
    pub const fn is_address(self) -> bool {
        matches!(self, Self::Street | Self::PostalCode | Self::Town)
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

/// Everything that keeps a person from being described so, on a form of one person. Fields are
/// named as at the registration.
pub fn amendment_errors(
    person: &PersonDetails,
    representative: Option<&Representative>,
    today: NaiveDate,
) -> Vec<FieldError> {
    let mut errors = person_errors(0, person, today);
    let proven = representative.is_some_and(|it| it.power_of_attorney_on.is_some());
    if person.represented && !proven {
        errors.push(FieldError {
            field: "persons-0-represented".to_owned(),
            sentence: "Ohne Datum der Vollmacht kann sie niemanden umfassen.".to_owned(),
        });
    }
    errors
}
