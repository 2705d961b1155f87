//! Invented people: names, towns and stories that belong to nobody.

use chrono::{Days, NaiveDate};
use fastrand::Rng;

use crate::procedure::{
    Address, Appointment, Country, FamilyRole, ForeignReference, MaritalStatus, PersonDetails,
    PersonId, ReferenceKind, Representative, RepresentativeId, RepresentativeKind, ResidenceStatus,
    Sex,
};

/// Where people come from: nationality, country, places, family names, women's, men's names.
struct Origin {
    nationality: &'static str,
    country: &'static str,
    places: &'static [&'static str],
    families: &'static [&'static str],
    women: &'static [&'static str],
    men: &'static [&'static str],
}

#[rustfmt::skip]
const ORIGINS: &[Origin] = &[
    Origin { nationality: "serbisch", country: "Serbien", places: &["Niš", "Leskovac", "Novi Sad"], families: &["Đorđević", "Jovanović", "Petrović", "Stanković"], women: &["Milica", "Jelena", "Ana"], men: &["Zoran", "Luka", "Nenad"] },
    Origin { nationality: "türkisch", country: "Türkei", places: &["Şırnak", "Iğdır", "Diyarbakır"], families: &["Yıldız", "Şahin", "Öztürk", "Çelik"], women: &["Elif", "Zeynep", "Gülşen"], men: &["Emre", "Kerem", "Murat"] },
    Origin { nationality: "vietnamesisch", country: "Vietnam", places: &["Nghệ An", "Hải Phòng", "Đà Nẵng"], families: &["Nguyễn", "Trần", "Phạm", "Lê"], women: &["Thị Hồng Hạnh", "Thị Mai", "Ngọc Ánh"], men: &["Văn Đức", "Quang Huy", "Minh Tuấn"] },
    Origin { nationality: "albanisch", country: "Albanien", places: &["Tirana", "Shkodër", "Vlorë"], families: &["Hoxha", "Krasniqi", "Çela"], women: &["Arta", "Besa", "Vjosa"], men: &["Agim", "Ilir", "Dritan"] },
    Origin { nationality: "armenisch", country: "Armenien", places: &["Jerewan", "Gjumri"], families: &["Petrosjan", "Hakobyan", "Sargsyan"], women: &["Karine", "Anahit", "Lusine"], men: &["Tigran", "Aram", "Gor"] },
    Origin { nationality: "georgisch", country: "Georgien", places: &["Tiflis", "Kutaissi"], families: &["Beridze", "Kapanadze", "Lomidze"], women: &["Nino", "Tamar", "Eka"], men: &["Giorgi", "Levan", "Irakli"] },
    Origin { nationality: "nigerianisch", country: "Nigeria", places: &["Lagos", "Benin City"], families: &["Okafor", "Adeyemi", "Osagie"], women: &["Ngozi", "Blessing", "Ifeoma"], men: &["Chidi", "Emeka", "Tunde"] },
    Origin { nationality: "guineisch", country: "Guinea", places: &["Conakry", "Kankan"], families: &["Sow", "Diallo", "Camara"], women: &["Aminata", "Fatoumata", "Mariam"], men: &["Mamadou", "Ibrahima", "Alpha"] },
    Origin { nationality: "aserbaidschanisch", country: "Aserbaidschan", places: &["Baku", "Gəncə"], families: &["Əliyev", "Həsənov", "Quliyev"], women: &["Aysel", "Günel", "Leyla"], men: &["Elçin", "Rəşad", "Orxan"] },
    Origin { nationality: "ungeklärt", country: "Libanon", places: &["Tripoli", "Saida"], families: &["El-Khatib", "Haddad", "Al-Masri"], women: &["Rima", "Hiba", "Nour"], men: &["Karim", "Samir", "Ziad"] },
];

const STREETS: &[&str] =
    &["Hüttenstraße", "Am Nordpark", "Unionstraße", "Bergmannsweg", "Lindenallee", "Kölner Straße"];
const REPRESENTATIVES: &[(&str, &str, RepresentativeKind)] = &[
    ("Rechtsanwältin Ćosić", "Kanzlei Ćosić", RepresentativeKind::Lawyer),
    ("Rechtsanwalt Ó Briain", "Kanzlei Ó Briain und Partner", RepresentativeKind::Lawyer),
    ("Frau Wieczorek", "Beratungsstelle Lindenallee", RepresentativeKind::AdviceCentre),
    ("Herr Łukaszewski", "Flüchtlingsberatung am Hafen", RepresentativeKind::AdviceCentre),
];

/// A family: one or two adults and some children, with one family name and one address.
pub(super) fn family(rng: &mut Rng, town: &str, received_on: NaiveDate) -> Vec<PersonDetails> {
    let origin = pick(rng, ORIGINS);
    let family_name = *pick(rng, origin.families);
    let address = Address {
        street: format!("{} {}", pick(rng, STREETS), rng.u32(1..140)),
        postal_code: format!("4{:04}", rng.u32(0..9999)),
        town: town.to_owned(),
    };
    let couple = rng.f32() < 0.45;
    let children = if rng.f32() < 0.55 { rng.usize(1..=4) } else { 0 };
    let roles = std::iter::once(FamilyRole::Applicant)
        .chain(couple.then_some(FamilyRole::Spouse))
        .chain(std::iter::repeat_n(FamilyRole::Child, children));
    let entered = received_on.checked_sub_days(Days::new(rng.u64(1_200..5_500)));
    roles
        .map(|role| {
            let person = person(rng, origin, role, received_on);
            PersonDetails {
                family_name: family_name.to_owned(),
                address: address.clone(),
                entered: entered.filter(|_| !role.is_child()).and_then(|it| parsed(rng, it)),
                ..person
            }
        })
        .collect()
}

fn person(rng: &mut Rng, origin: &Origin, role: FamilyRole, today: NaiveDate) -> PersonDetails {
    let years = if role.is_child() { rng.u64(1..17) } else { rng.u64(22..60) };
    let born = today.checked_sub_days(Days::new(years * 365 + rng.u64(0..360))).unwrap_or(today);
    let sex = if rng.bool() { Sex::Female } else { Sex::Male };
    let names = if sex == Sex::Female { origin.women } else { origin.men };
    let here = role.is_child() && rng.f32() < 0.6;
    PersonDetails {
        id: PersonId(uuid::Uuid::from_u128(rng.u128(..))),
        family_name: String::new(),
        given_names: (*pick(rng, names)).to_owned(),
        birth_name: String::new(),
        other_names: Vec::new(),
        born: parsed(rng, born).unwrap_or_else(|| year_of(born)),
        birth_place: (*pick(
            rng,
            if here { &["Düsseldorf", "Dortmund", "Köln"] } else { origin.places },
        ))
        .to_owned(),
        birth_country: Country::named(if here { "Deutschland" } else { origin.country }).ok(),
        birth_country_note: String::new(),
        nationalities: Country::named(origin.nationality).into_iter().collect(),
        nationality_note: String::new(),
        sex,
        marital_status: if role.is_child() {
            MaritalStatus::Single
        } else {
            MaritalStatus::Married
        },
        family_role: role,
        address: Address::default(),
        address_protected: false,
        entered: None,
        residence_status: ResidenceStatus::Toleration,
        status_until: today.checked_add_days(Days::new(rng.u64(10..180))),
        references: vec![ForeignReference {
            kind: ReferenceKind::Azr,
            text: format!("{:012}", rng.u64(0..1_000_000_000_000)),
        }],
        former_addresses: Vec::new(),
        status_since: None,
        language: String::new(),
        interpreter_needed: false,
    }
}

/// Mostly the day is known, sometimes only the year.
fn parsed(rng: &mut Rng, day: NaiveDate) -> Option<crate::procedure::PartialDate> {
    let text = if rng.f32() < 0.06 { day.format("%Y") } else { day.format("%Y-%m-%d") };
    text.to_string().parse().ok()
}

fn year_of(day: NaiveDate) -> crate::procedure::PartialDate {
    use chrono::Datelike as _;
    crate::procedure::PartialDate::of_year(day.year())
}

/// One of the same few act for everybody, by a Vollmacht of the day on which the application came.
pub(super) fn appointment(
    rng: &mut Rng,
    persons: &[PersonDetails],
    signed_on: NaiveDate,
) -> Appointment {
    let at = rng.usize(..REPRESENTATIVES.len());
    let (name, organisation, kind) = REPRESENTATIVES[at];
    Appointment {
        // The same in every register that is filled, so that each is entered once.
        representative: RepresentativeId(uuid::Uuid::from_u128(at as u128 + 1)),
        details: Representative {
            name: name.to_owned(),
            organisation: organisation.to_owned(),
            kind,
            address: Address {
                street: format!("{} {}", STREETS[at], 10 + at),
                postal_code: "40210".to_owned(),
                town: "Düsseldorf".to_owned(),
            },
            phone: format!("0211 4711-{at}0"),
            email: format!("post{at}@vertretung.example"),
            de_mail: String::new(),
            bebpo: String::new(),
        },
        reference: format!("{}/{}", rng.u32(10..999), rng.u32(20..27)),
        given_on: Some(signed_on),
        document: None,
        persons: persons.iter().map(|it| it.id).collect(),
        begins_on: signed_on,
    }
}

pub(super) fn pick<'a, T>(rng: &mut Rng, from: &'a [T]) -> &'a T {
    &from[rng.usize(..from.len())]
}
