use super::names::named;

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
}
