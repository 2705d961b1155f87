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
    application: Point::unconfirmed(Declined::EINGABE, "§ 4 NHärteKVO"),
    citations: Citations {
        grounds: "§§\u{a0}5 und 6 der Niedersächsischen Härtefallkommissionsverordnung (NHärteKVO)",
        grounds_short: "§§\u{a0}5, 6 NHärteKVO",
        majority: "NHärteKVO",
        majority_of: "stimmberechtigten Mitglieder",
        report: "",
    },
    own_words: &[
        ("§ 3 Abs. 3, § 5 HFKVO", "§ 5 NHärteKVO"),
        ("§ 3 Abs. 3 HFKVO", "§ 5 Abs. 1 NHärteKVO"),
        ("§ 5 Abs. 1 Nr. 2 und 4 HFKVO", "§ 5 Abs. 2 Nr. 2 NHärteKVO"),
        ("§ 5 Abs. 2 Nr. 3 HFKVO", "§ 5 Abs. 2 Nr. 1 NHärteKVO"),
        ("§ 5 Abs. 1 Nr. 3 HFKVO", "§ 5 Abs. 2 Nr. 3 NHärteKVO"),
        ("§ 5 Abs. 1 Nr. 2 HFKVO", "§ 5 Abs. 2 Nr. 2 NHärteKVO"),
        ("§ 5 Abs. 2 Nr. 6 HFKVO", "§ 5 Abs. 2 Nr. 4 NHärteKVO"),
        ("§ 5 Abs. 1 HFKVO", "§§ 5, 6 NHärteKVO"),
        ("§ 5 Abs. 2 HFKVO", "§ 5 NHärteKVO"),
        ("§ 5 HFKVO", "§§ 5, 6 NHärteKVO"),
        ("§ 6 Abs. 2 HFKVO", "Geschäftsordnung"),
        ("§ 7 HFKVO, § 23a AufenthG", "§ 23a Abs. 1 AufenthG"),
        ("§ 7 Abs. 3 HFKVO", "Vorgabe der Geschäftsstelle"),
        ("§ 7 HFKVO", "§ 23a Abs. 1 AufenthG"),
        ("§ 3 Abs. 2 HFKVO", "NHärteKVO"),
        ("§ 6 Abs. 3 HFKVO", "NHärteKVO"),
        ("§ 3 HFKVO", "NHärteKVO"),
        ("§ 6 HFKVO", "NHärteKVO"),
        ("Der Vorprüfungsausschuss", "Das Vorprüfungsgremium"),
        ("der Vorprüfungsausschuss", "das Vorprüfungsgremium"),
        ("Vorprüfungsausschuss", "Vorprüfungsgremium"),
        ("Der Antrag", "Die Eingabe"),
        ("des Antrags", "der Eingabe"),
        ("ein erneuter Antrag", "eine erneute Eingabe"),
        ("der erneute Antrag", "die erneute Eingabe"),
        ("Erneuter Antrag", "Erneute Eingabe"),
        ("Ein Antrag", "Eine Eingabe"),
        ("eines Antrags", "einer Eingabe"),
        ("keine Anträge", "keine Eingaben"),
        ("Antrag erfass", "Eingabe erfass"),
        ("Antrag registrieren", "Eingabe registrieren"),
    ],
    brought_by: Point::unconfirmed(Bringer::Concerned, "§ 4 NHärteKVO"),
    bodies: Point::unconfirmed(
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
    request_to: Point::unconfirmed(Destination::Ministry, "§ 23a Abs. 1 AufenthG"),
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
