//! Who acts for others (Bevollmächtigte), as the register has them.

use serde::{Deserialize, Serialize};

use super::{Address, FieldError, Registration, RepresentativeId, Version, names::named};

named! {
    pub enum RepresentativeKind {
        Lawyer = "lawyer", "Rechtsanwältin oder Rechtsanwalt";
        AdviceCentre = "advice_centre", "Beratungsstelle";
        Private = "private", "Privatperson";
    }
}

impl RepresentativeKind {
    /// What somebody is by name and organisation: a suggestion that a person confirms.
    pub fn suggested_by(name: &str, organisation: &str) -> Self {
        const OF_LAWYERS: [&str; 5] = ["rechtsanw", "kanzlei", "anwält", "ra ", "rain "];
        let both = format!("{name} {organisation}").to_lowercase();
        let starts = |it: &&str| both.starts_with(*it) || both.contains(&format!(" {it}"));
        match organisation {
            _ if OF_LAWYERS.iter().any(starts) => Self::Lawyer,
            "" => Self::Private,
            _ => Self::AdviceCentre,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Representative {
    pub name: String,
    pub organisation: String,
    pub kind: RepresentativeKind,
    pub address: Address,
    pub phone: String,
    pub email: String,
    pub de_mail: String,
    /// The besonderes elektronisches Behördenpostfach, or that of a lawyer.
    pub bebpo: String,
}

/// Somebody of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisteredRepresentative {
    pub id: RepresentativeId,
    pub version: Version,
    pub details: Representative,
}

named! {
    /// What the register knows, line by line: the names stand in forms and in the log.
    pub enum RepresentativeField {
        Name = "representative_name", "Name der Vertretung";
        Organisation = "representative_organisation", "Kanzlei oder Beratungsstelle";
        Kind = "representative_kind", "Art der Vertretung";
        Street = "representative_street", "Straße und Hausnummer der Vertretung";
        PostalCode = "representative_postal_code", "Postleitzahl der Vertretung";
        Town = "representative_town", "Ort der Vertretung";
        Phone = "representative_phone", "Telefon der Vertretung";
        Email = "representative_email", "E-Mail der Vertretung";
        DeMail = "representative_de_mail", "De-Mail der Vertretung";
        Bebpo = "representative_bebpo", "beBPo oder beA der Vertretung";
    }
}

impl RepresentativeField {
    /// What stands in this line.
    pub fn of(self, it: &Representative) -> &str {
        match self {
            Self::Name => &it.name,
            Self::Organisation => &it.organisation,
            Self::Kind => it.kind.name(),
            Self::Street => &it.address.street,
            Self::PostalCode => &it.address.postal_code,
            Self::Town => &it.address.town,
            Self::Phone => &it.phone,
            Self::Email => &it.email,
            Self::DeMail => &it.de_mail,
            Self::Bebpo => &it.bebpo,
        }
    }
}

impl Representative {
    /// From what was typed into each line. Whoever leaves the kind out gets the suggested one.
    pub fn read(typed: impl Fn(RepresentativeField) -> String) -> Self {
        use RepresentativeField as Line;
        let (name, organisation) = (typed(Line::Name), typed(Line::Organisation));
        let suggested = RepresentativeKind::suggested_by(&name, &organisation);
        Self {
            kind: typed(Line::Kind).parse().unwrap_or(suggested),
            name,
            organisation,
            address: Address {
                street: typed(Line::Street),
                postal_code: typed(Line::PostalCode),
                town: typed(Line::Town),
            },
            phone: typed(Line::Phone),
            email: typed(Line::Email),
            de_mail: typed(Line::DeMail),
            bebpo: typed(Line::Bebpo),
        }
    }

    pub fn address_lines(&self) -> Vec<String> {
        let names = [&self.organisation, &self.name].into_iter().filter(|it| !it.is_empty());
        names.cloned().chain(self.address.lines()).collect()
    }

    /// The person, or else the organisation.
    pub fn short_name(&self) -> &str {
        if self.name.is_empty() { &self.organisation } else { &self.name }
    }

    /// The lines in which two descriptions differ.
    pub fn differences(&self, other: &Self) -> Vec<RepresentativeField> {
        let all = RepresentativeField::ALL.iter().copied();
        all.filter(|it| it.of(self) != it.of(other)).collect()
    }

    /// Everything that keeps somebody from being entered so, line by line.
    pub fn errors(&self) -> Vec<FieldError> {
        let error = |field: RepresentativeField, sentence: String| FieldError {
            field: field.name().to_owned(),
            sentence,
        };
        let mut errors = Vec::new();
        if self.short_name().is_empty() {
            let sentence = "Bitte Name oder Organisation der Vertretung angeben.";
            errors.push(error(RepresentativeField::Name, sentence.to_owned()));
        }
        for line in RepresentativeField::ALL {
            let length = line.of(self).chars().count();
            if length > Registration::MAX_LINE {
                let sentence =
                    format!("Höchstens {} Zeichen; das sind {length}.", Registration::MAX_LINE);
                errors.push(error(*line, sentence));
            }
        }
        errors
    }
}
