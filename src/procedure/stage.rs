use super::{Ground, names::named};

named! {
    /// Where a case stands. A case is always in exactly one stage, and only a step changes it.
    /// The order is the way of a case.
    pub enum Stage {
        Received = "received", "Eingegangen";
        Admissibility = "admissibility", "Vorprüfung";
        Admitted = "admitted", "Angenommen";
        StatementRequested = "statement_requested", "Stellungnahme angefordert";
        Ready = "ready", "Sitzungsreif";
        OnAgenda = "on_agenda", "Auf der Tagesordnung";
        Decided = "decided", "Entschieden";
        AwaitingAuthority = "awaiting_authority", "Ersuchen gestellt";
        Closing = "closing", "Abschluss";
        Filed = "filed", "z.d.A.";
    }
}

impl Stage {
    /// Stages in which a person's procedure can still end from outside.
    pub const OPEN: &'static [Self] = &[
        Self::Received,
        Self::Admissibility,
        Self::Admitted,
        Self::StatementRequested,
        Self::Ready,
        Self::OnAgenda,
        Self::Decided,
        Self::AwaitingAuthority,
    ];

    /// Stages in which papers still serve the decision.
    pub const GATHERING: &'static [Self] = &[
        Self::Received,
        Self::Admissibility,
        Self::Admitted,
        Self::StatementRequested,
        Self::Ready,
        Self::OnAgenda,
    ];

    /// Stages in which no authority has been told yet what the commission decided.
    pub const BEFORE_THE_ERSUCHEN: &'static [Self] = &[
        Self::Received,
        Self::Admissibility,
        Self::Admitted,
        Self::StatementRequested,
        Self::Ready,
        Self::OnAgenda,
        Self::Decided,
    ];

    /// Stages in which something can still become known of the persons of a case.
    pub const BEFORE_FILING: &'static [Self] = &[
        Self::Received,
        Self::Admissibility,
        Self::Admitted,
        Self::StatementRequested,
        Self::Ready,
        Self::OnAgenda,
        Self::Decided,
        Self::AwaitingAuthority,
        Self::Closing,
    ];

    /// Stages after the vote of the commission.
    pub fn since_the_vote() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|it| *it > Self::OnAgenda)
    }

    /// Whether the grounds of § 5 are being checked, or looked at again before the sitting.
    pub const fn checks_grounds(self) -> bool {
        matches!(
            self,
            Self::Admissibility
                | Self::Admitted
                | Self::StatementRequested
                | Self::Ready
                | Self::OnAgenda
        )
    }

    /// Whether a finding on this ground can be recorded. A return date (§ 5(2) Nr. 6) makes an
    /// Eilfall of any case, also of one not yet checked or already decided.
    pub fn takes_finding(self, ground: Ground) -> bool {
        self.checks_grounds() || (ground.is_return_date() && self != Self::Filed)
    }
}
