//! Nordrhein-Westfalen: the Härtefallkommissionsverordnung (HFKVO) of 14.12.2004.

use super::{
    Body, Catalogue, Land, Law, Majority, Quorum,
    law::{Bringer, Destination, Disclosure, Point},
    vote::{Base, Share},
    wording::{Citations, Declined},
};

pub(super) const LAW: Law = Law {
    land: Land::NordrheinWestfalen,
    name: "HFKVO",
    application: Point::settled(Declined::ANTRAG, "HFKVO"),
    citations: Citations {
        grounds: "§\u{a0}5 der Härtefallkommissionsverordnung (HFKVO)",
        grounds_short: "§\u{a0}5 HFKVO",
        majority: "§\u{a0}6 Absatz\u{a0}3 HFKVO",
        majority_of: "anwesenden Mitglieder",
        report: "§\u{a0}7 Absatz\u{a0}3 der Härtefallkommissionsverordnung",
    },
    own_words: &[],
    brought_by: Point::settled(Bringer::Concerned, "HFKVO"),
    bodies: Point::settled(&[Body::PreCheckCommittee, Body::Commission], "§ 3 Abs. 3 HFKVO"),
    committee: "Vorprüfungsausschuss",
    sittings_asked_by: "§ 6 HFKVO",
    quorum: Point::settled(Quorum::Half, "§ 6 Abs. 2 HFKVO"),
    // Of those present: so an abstention works as a no, and a tie fails.
    majority: Point::settled(
        Majority { of: Base::Present, share: Share::Half },
        "§ 6 Abs. 3 HFKVO",
    ),
    request_to: Point::settled(Destination::Authority, "§ 7 HFKVO"),
    outcome_told: Point::settled(Disclosure::Neutral, "Hinweise des Ministeriums"),
    minimum_stay: None,
    catalogues: Point::settled(&[Catalogue::Nrw2004, Catalogue::Nrw2016], "§ 5 HFKVO"),
    defaults: &[],
};
