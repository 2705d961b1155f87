//! The three applications of `demo/antraege`: invented people, real in form. What the e-mails
//! and their PDFs say, as the secretariat would type it.

use chrono::NaiveDate;
use rust_embed::Embed;

use super::{fresh_id as fresh, story::day};
use crate::procedure::{
    Address, Appointment, AuthorityId, Channel, Country, FamilyRole, MaritalStatus, NameKind,
    OtherName, PersonDetails, PersonId, Registration, Representative, RepresentativeId,
    RepresentativeKind, ResidenceStatus, Sex,
};

#[derive(Embed)]
#[folder = "demo/antraege"]
struct Papers;

/// An application and the folder its PDFs lie in.
pub(super) struct Application {
    pub folder: &'static str,
    pub authority: &'static str,
    pub registration: Registration,
}

impl Application {
    /// The PDFs that came with it: name and content.
    pub(super) fn papers(&self) -> Vec<(String, Vec<u8>)> {
        let prefix = format!("{}/", self.folder);
        let of_this = Papers::iter().filter(|it| it.starts_with(&prefix) && it.ends_with(".pdf"));
        of_this
            .filter_map(|path| {
                let file = Papers::get(&path)?;
                Some((path.trim_start_matches(&prefix).to_owned(), file.data.into_owned()))
            })
            .collect()
    }
}

pub(super) fn dordevic() -> Application {
    let home = address("Hüttenstraße 81", "45888", "Gelsenkirchen");
    let person = |given: &str, born: &str, place: &str, role, sex| PersonDetails {
        birth_place: place.to_owned(),
        birth_country: country(if place == "Gelsenkirchen" { "Deutschland" } else { "Serbien" }),
        nationalities: country("Serbien").into_iter().collect(),
        address: home.clone(),
        family_role: role,
        sex,
        address_protected: false,
        status_until: Some(day("2027-01-31")),
        ..named("Đorđević", given, born)
    };
    let persons = vec![
        person("Zoran", "1984-03-14", "Niš", FamilyRole::Applicant, Sex::Male),
        person("Milica", "1987-11-02", "Leskovac", FamilyRole::Spouse, Sex::Female),
        person("Luka", "2011-01-30", "Gelsenkirchen", FamilyRole::Child, Sex::Male),
        person("Ana", "2014-06-19", "Gelsenkirchen", FamilyRole::Child, Sex::Female),
    ];
    Application {
        folder: "familie-dordevic",
        authority: "Stadt Gelsenkirchen",
        registration: Registration {
            appointment: Some(Appointment {
                reference: "118/26-B".to_owned(),
                given_on: Some(day("2026-10-01")),
                persons: persons.iter().map(|it| it.id).collect(),
                ..named_by(
                    "Rechtsanwältin Brüggemann",
                    "Kanzlei Brüggemann",
                    RepresentativeKind::Lawyer,
                    address("Am Stadtgarten 9", "45879", "Gelsenkirchen"),
                    day("2026-10-20"),
                )
            }),
            ..received("2026-10-20", DORDEVIC, persons)
        },
    }
}

pub(super) fn nguyen() -> Application {
    let person = PersonDetails {
        // In the papers with which she was brought here, and in the file of the authority.
        other_names: vec![
            other_name(NameKind::Alias, "Trần Thị Mai"),
            other_name(NameKind::Spelling, "Nguyen Thi Hong Hanh"),
        ],
        birth_place: "Nghệ An".to_owned(),
        birth_country: country("Vietnam"),
        nationalities: country("Vietnam").into_iter().collect(),
        sex: Sex::Female,
        address: address("Am Nordpark 3", "41069", "Mönchengladbach"),
        entered: "2016".parse().ok(),
        ..named("Nguyễn", "Thị Hồng Hạnh", "1991")
    };
    Application {
        folder: "frau-nguyen",
        authority: "Stadt Mönchengladbach",
        registration: Registration {
            // The Vollmacht is to follow, so letters go to the applicant.
            appointment: Some(named_by(
                "",
                "Beratungsstelle Nordpark",
                RepresentativeKind::AdviceCentre,
                address("Nordparkallee 2", "41069", "Mönchengladbach"),
                day("2026-10-23"),
            )),
            ..received("2026-10-23", NGUYEN, vec![person])
        },
    }
}

pub(super) fn yildiz() -> Application {
    let person = PersonDetails {
        birth_place: "Şırnak".to_owned(),
        birth_country: country("Türkei"),
        nationalities: country("Türkei").into_iter().collect(),
        sex: Sex::Male,
        address: address("Unionstraße 12", "44137", "Dortmund"),
        entered: "2015".parse().ok(),
        ..named("Yıldız", "Emre", "1996-02-29")
    };
    Application {
        folder: "herr-yildiz",
        authority: "Stadt Dortmund",
        registration: received("2026-10-25", YILDIZ, vec![person]),
    }
}

fn other_name(kind: NameKind, name: &str) -> OtherName {
    OtherName { kind, name: name.to_owned() }
}

/// Somebody new to the register, who has shown no Vollmacht yet.
fn named_by(
    name: &str,
    organisation: &str,
    kind: RepresentativeKind,
    address: Address,
    begins_on: NaiveDate,
) -> Appointment {
    Appointment {
        representative: RepresentativeId(fresh()),
        details: Representative {
            name: name.to_owned(),
            organisation: organisation.to_owned(),
            kind,
            address,
            phone: String::new(),
            email: String::new(),
            de_mail: String::new(),
            bebpo: String::new(),
        },
        reference: String::new(),
        given_on: None,
        document: None,
        persons: Vec::new(),
        begins_on,
    }
}

/// A person of whom only name and birth are said.
pub(super) fn named(family_name: &str, given_names: &str, born: &str) -> PersonDetails {
    let year_only = crate::procedure::PartialDate::of_year(1900);
    PersonDetails {
        id: PersonId(fresh()),
        family_name: family_name.to_owned(),
        given_names: given_names.to_owned(),
        birth_name: String::new(),
        other_names: Vec::new(),
        born: born.parse().unwrap_or(year_only),
        birth_place: String::new(),
        birth_country: None,
        birth_country_note: String::new(),
        nationalities: Vec::new(),
        nationality_note: String::new(),
        sex: Sex::Unknown,
        marital_status: MaritalStatus::Unknown,
        family_role: FamilyRole::Applicant,
        address: Address::default(),
        entered: None,
        residence_status: ResidenceStatus::Toleration,
        status_until: None::<NaiveDate>,
        references: Vec::new(),
        former_addresses: Vec::new(),
        status_since: None,
        language: String::new(),
        interpreter_needed: false,
        address_protected: false,
    }
}

/// None for a name that the list of states does not have.
pub(super) fn country(name: &str) -> Option<Country> {
    Country::named(name).ok()
}

pub(super) fn received(on: &str, reasons: &str, persons: Vec<PersonDetails>) -> Registration {
    Registration {
        received_on: day(on),
        channel: Channel::Email,
        authority: AuthorityId(0),
        reasons: reasons.to_owned(),
        urgent: false,
        persons,
        appointment: None,
        earlier: None,
    }
}

pub(super) fn address(street: &str, postal_code: &str, town: &str) -> Address {
    Address {
        street: street.to_owned(),
        postal_code: postal_code.to_owned(),
        town: town.to_owned(),
    }
}

const DORDEVIC: &str = "Die Familie lebt seit dem 7. September 2009 in Gelsenkirchen. Der Asylantrag \
wurde 2013 als offensichtlich unbegründet abgelehnt, die Klage blieb ohne Erfolg. Seither werden \
Duldungen erteilt, zuletzt gültig bis zum 31. Januar 2027.

Luka besucht die 10. Klasse der Gesamtschule und hat die Zusage einer Ausbildungsstelle als \
Anlagenmechaniker zum 1. August 2027. Ana besucht die 7. Klasse des Gymnasiums, ihre Zeugnisse \
liegen bei. Beide Kinder sind in Deutschland geboren und sprechen Serbisch nur mündlich.

Frau Đorđević arbeitet seit 2019 unbefristet als Pflegehelferin im Seniorenzentrum; ihr Einkommen \
sichert den Lebensunterhalt der Familie zu etwa 80 vom Hundert. Herr Đorđević wurde 2018 wegen \
gemeinschaftlichen Diebstahls zu einer Freiheitsstrafe von einem Jahr und zwei Monaten auf Bewährung \
verurteilt; die Strafe ist seit 2021 erlassen.

Frau Đorđević ist an Multipler Sklerose erkrankt. Das Gutachten des behandelnden Neurologen vom \
28. August 2026 ist beigefügt. Eine Behandlung in Leskovac wäre nicht gewährleistet.";

const NGUYEN: &str = "Frau Nguyễn kam 2016 als Opfer von Menschenhandel nach Deutschland. Sie hat in \
zwei Strafverfahren als Zeugin ausgesagt. Ihr Antrag auf eine Aufenthaltserlaubnis nach § 25 Abs. 4a \
AufenthG wurde 2023 abgelehnt, weil das Verfahren gegen die Haupttäter eingestellt wurde. Ein \
Passersatz ist beantragt.

Sie arbeitet in einer Wäscherei und engagiert sich in der Pfarrgemeinde. Die Ausländerbehörde \
Mönchengladbach hat die Abschiebung angekündigt.";

const YILDIZ: &str = "Ich bin 2015 nach Deutschland gekommen. Mein Asylantrag wurde abgelehnt. Ich habe \
eine Ausbildung als Elektroniker gemacht und arbeite bei einer Firma in Dortmund. Ich habe eine \
Verlobte, sie ist Deutsche, wir wollen heiraten. Ich habe 2024 eine Geldstrafe bekommen wegen Fahren \
ohne Fahrerlaubnis (40 Tagessätze).";
