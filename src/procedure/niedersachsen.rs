//! Niedersachsen: the Niedersächsische Härtefallkommissionsverordnung of 6.8.2006, as it stood
//! before the change announced for 2026. Nothing of it is relied upon before the Land has
//! confirmed it.

use super::{
    Body, Catalogue, Land, Law, Majority, Quorum, Setting,
    law::{Bringer, Destination, Disclosure, Point},
    vote::{Base, Share},
    wording::{Citations, Declined},
};

pub(super) const LAW: Law = Law {
    land: Land::Niedersachsen,
    name: "NHärteKVO",
    application: Point::settled(Declined::EINGABE, "§ 4 NHärteKVO"),
    citations: Citations {
        grounds: "§§\u{a0}5 und 6 der Niedersächsischen Härtefallkommissionsverordnung (NHärteKVO)",
        grounds_short: "§§\u{a0}5, 6 NHärteKVO",
        majority: "NHärteKVO",
        majority_of: "stimmberechtigten Mitglieder",
        report: "",
    },
    brought_by: Point::settled(Bringer::Concerned, "§ 4 NHärteKVO"),
    bodies: Point::settled(
        &[Body::Chair, Body::PreCheckCommittee, Body::Commission],
        "§ 5 Abs. 1 NHärteKVO",
    ),
    committee: "Vorprüfungsgremium",
    sittings_asked_by: "Vorgabe der Geschäftsstelle",
    quorum: Point::unconfirmed(Quorum::MoreThanHalf, "Geschäftsordnung"),
    majority: Point::unconfirmed(
        Majority { of: Base::Members, share: Share::Half },
        "NHärteKVO, Geschäftsordnung",
    ),
    request_to: Point::settled(Destination::Ministry, "§ 23a Abs. 1 AufenthG"),
    outcome_told: Point::unconfirmed(Disclosure::Neutral, "Geschäftsordnung"),
    minimum_stay: Some(Point::unconfirmed(18, "§ 5 NHärteKVO")),
    catalogues: Point::unconfirmed(&[Catalogue::Niedersachsen], "§§ 5, 6 NHärteKVO"),
    defaults: &[
        // No source asks for sittings in a rhythm.
        (Setting::SittingRhythm, "keiner"),
        (Setting::FileNumberPattern, "HFK-{jahr}-{nummer}"),
        (
            Setting::MinistryAddress,
            "Niedersächsisches Ministerium für Inneres, Sport und Digitalisierung; Lavesallee 6; 30169 Hannover",
        ),
    ],
};
