//! The Verfahrensordnung: what the regulation of the Land fixes, with the settings of the
//! secretariat for everything that no source settles („Vorgabe der Geschäftsstelle“).

use chrono::{DateTime, Days, NaiveDate, Utc};

use super::{
    Calendar, Case, Checklist, Destination, Due, FileNumberPattern, Land, Law, Period, Posting,
    QuestionCatalogue, Rhythm, Totals, names::named,
};

named! {
    /// A point the secretariat settles itself.
    pub enum Setting {
        FileNumberPattern = "file_number_pattern", "Muster des Aktenzeichens";
        StatementPeriod = "statement_period", "Frist für die Stellungnahme der Ausländerbehörde";
        ReplyPeriod = "reply_period", "Frist für die Rückmeldung auf ein Ersuchen";
        DecisionPeriod = "decision_period", "Frist für die Entscheidung der Ausländerbehörde nach ihrer Rückmeldung";
        StatementQuestions = "statement_questions", "Fragen an die Ausländerbehörde zur Auswahl";
        ReminderWeeks = "reminder_weeks", "Erinnerung der Ausländerbehörde alle … Wochen nach Ablauf der Frist";
        RemindersBeforeChair = "reminders_before_chair", "Erinnerungen der Ausländerbehörde, nach denen der Vorsitz unterrichtet wird";
        FolderDays = "folder_days", "Versand der Sitzungsmappe: Arbeitstage vor der Sitzung";
        AccessDays = "access_days", "Zugang der Mitglieder nach Genehmigung des Protokolls, des Ausschusses nach Abschluss der Vorprüfung: Tage";
        SittingRhythm = "sitting_rhythm", "Mindestens eine Sitzung je … (Monat; mit Vorprüfungsausschuss Quartal)";
        StaleWeeks = "stale_weeks", "Befunde zu den Ausschlussgründen gelten als veraltet nach Wochen";
        StaleBlocks = "stale_blocks", "Veraltete Befunde zu den Ausschlussgründen halten den Beschluss der Kommission auf, bis sie erneut bestätigt sind";
        PreCheckSeats = "pre_check_seats", "Sitze des Vorprüfungsausschusses";
        NotAdmittedUnanimously = "not_admitted_unanimously", "Nichtannahme im Vorprüfungsausschuss nur einstimmig, sonst entscheidet die Kommission";
        VacantSeatsCount = "vacant_seats_count", "Unbesetzte Sitze zählen für die Beschlussfähigkeit mit";
        RecusedSeatsCount = "recused_seats_count", "Sitze befangener Mitglieder zählen für die Beschlussfähigkeit mit";
        DocumentsPeriod = "documents_period", "Frist für nachgeforderte Unterlagen";
        Posting = "posting", "Bekanntgabe durch die Post: Tag nach der Aufgabe";
        SpecialDays = "special_days", "Tage ohne Dienst (keine Arbeitstage), neben den Feiertagen";
        DocumentsBlock = "documents_block", "Fehlende erforderliche Unterlagen halten den Beschluss über die Annahme auf";
        ReopeningAllowed = "reopening_allowed", "Erneuter Antrag: Wiederaufnahme im selben Vorgang zulässig, nicht nur ein Folgeantrag";
        Checklist = "checklist", "Liste der Unterlagen eines Antrags";
        MinistryAddress = "ministry_address", "Anschrift des Ministeriums, an das Ersuchen gehen (Zeilen durch ; getrennt)";
    }
}

impl Setting {
    pub const fn default_value(self) -> &'static str {
        match self {
            Self::FileNumberPattern => "15-39.22-{jahr}-{nummer}",
            Self::StatementPeriod => "6 Wochen",
            Self::ReplyPeriod => "4 Wochen",
            Self::DecisionPeriod => "8 Wochen",
            Self::StatementQuestions => QuestionCatalogue::NRW,
            Self::ReminderWeeks | Self::RemindersBeforeChair => "2",
            Self::FolderDays => "10",
            Self::AccessDays => "14",
            // The stricter one, until the secretariat says that the committee sits.
            Self::SittingRhythm => Rhythm::Month.name(),
            Self::StaleWeeks => "8",
            Self::PreCheckSeats => "3",
            Self::StaleBlocks
            | Self::NotAdmittedUnanimously
            | Self::VacantSeatsCount
            | Self::RecusedSeatsCount
            | Self::ReopeningAllowed => "ja",
            Self::DocumentsPeriod => "3 Wochen",
            // The day of the letter.
            Self::Posting => "0",
            Self::SpecialDays => "",
            Self::DocumentsBlock => "nein",
            // The list that the secretariat begins with; where an Ersuchen goes to the authority.
            Self::Checklist | Self::MinistryAddress => "",
        }
    }

    /// The settings that mean something under this regulation.
    pub fn of(law: &Law) -> impl Iterator<Item = Self> {
        let to_ministry = law.request_to.value == Destination::Ministry;
        Self::ALL.iter().copied().filter(move |it| to_ministry || *it != Self::MinistryAddress)
    }

    /// A value as people read it: of a whole list, how long it is.
    pub fn shown(self, value: &str) -> String {
        match self {
            Self::Checklist => match value.parse::<Checklist>() {
                Ok(it) => format!("{} Angaben", it.items().len()),
                Err(sentence) => sentence,
            },
            Self::SpecialDays if value.trim().is_empty() => "keine".to_owned(),
            Self::SpecialDays => value.lines().map(str::trim).collect::<Vec<_>>().join("; "),
            Self::StatementQuestions => match value.parse::<QuestionCatalogue>() {
                Ok(it) => format!("{} Fragen", it.questions().len()),
                Err(sentence) => sentence,
            },
            _ => value.to_owned(),
        }
    }
}

/// What required papers that are missing do to the decision on the Annahme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MissingDocuments {
    Warn,
    HoldUp,
}

/// What findings that are too old do to a decision of the commission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StaleFindings {
    Warn,
    HoldUp,
}

/// Whether a filed case can be taken up again, or a second application is always a new case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reopening {
    Allowed,
    Barred,
}

/// The rules in force, ready to be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleSet {
    /// What no setting changes.
    pub law: &'static Law,
    pub calendar: Calendar,
    pub file_number: FileNumberPattern,
    pub statement_period: Period,
    pub reply_period: Period,
    pub decision_period: Period,
    pub questions: QuestionCatalogue,
    pub reminder_weeks: u32,
    pub reminders_before_chair: u32,
    pub folder_days: u32,
    pub access_days: u32,
    pub sitting_rhythm: Rhythm,
    pub stale_weeks: u32,
    pub stale_findings: StaleFindings,
    pub pre_check_seats: u16,
    pub not_admitted_unanimously: bool,
    pub vacant_seats_count: bool,
    pub recused_seats_count: bool,
    pub documents_period: Period,
    pub posting: Posting,
    pub missing_documents: MissingDocuments,
    pub reopening: Reopening,
    pub checklist: Checklist,
    /// The address field of an Ersuchen, where one goes to the ministry.
    pub ministry: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {sentence}", .setting.label())]
pub struct InvalidSetting {
    pub setting: Setting,
    pub sentence: String,
}

impl RuleSet {
    /// The regulation of a Land with the defaults, changed by what the secretariat has set.
    pub fn of(land: Land, set: &[(Setting, String)]) -> Result<Self, InvalidSetting> {
        let law = land.law();
        let value = |setting: Setting| {
            let own = set.iter().find(|it| it.0 == setting).map(|it| it.1.as_str());
            (setting, own.unwrap_or(law.default_value(setting)))
        };
        Ok(Self {
            law,
            calendar: Calendar { land, ..parsed(value(Setting::SpecialDays))? },
            posting: parsed(value(Setting::Posting))?,
            file_number: parsed(value(Setting::FileNumberPattern))?,
            statement_period: parsed(value(Setting::StatementPeriod))?,
            reply_period: parsed(value(Setting::ReplyPeriod))?,
            decision_period: parsed(value(Setting::DecisionPeriod))?,
            questions: parsed(value(Setting::StatementQuestions))?,
            reminder_weeks: number(value(Setting::ReminderWeeks), 26)?,
            reminders_before_chair: number(value(Setting::RemindersBeforeChair), 9)?,
            folder_days: number(value(Setting::FolderDays), 60)?,
            access_days: number(value(Setting::AccessDays), 90)?,
            sitting_rhythm: rhythm(value(Setting::SittingRhythm))?,
            stale_weeks: number(value(Setting::StaleWeeks), 104)?,
            stale_findings: if yes_or_no(value(Setting::StaleBlocks))? {
                StaleFindings::HoldUp
            } else {
                StaleFindings::Warn
            },
            pre_check_seats: number(value(Setting::PreCheckSeats), 15)?,
            not_admitted_unanimously: yes_or_no(value(Setting::NotAdmittedUnanimously))?,
            vacant_seats_count: yes_or_no(value(Setting::VacantSeatsCount))?,
            recused_seats_count: yes_or_no(value(Setting::RecusedSeatsCount))?,
            documents_period: parsed(value(Setting::DocumentsPeriod))?,
            missing_documents: if yes_or_no(value(Setting::DocumentsBlock))? {
                MissingDocuments::HoldUp
            } else {
                MissingDocuments::Warn
            },
            reopening: if yes_or_no(value(Setting::ReopeningAllowed))? {
                Reopening::Allowed
            } else {
                Reopening::Barred
            },
            checklist: parsed(value(Setting::Checklist))?,
            ministry: lines(law, value(Setting::MinistryAddress))?,
        })
    }

    /// Nordrhein-Westfalen as it comes.
    pub fn nrw(set: &[(Setting, String)]) -> Result<Self, InvalidSetting> {
        Self::of(Land::NordrheinWestfalen, set)
    }

    /// Whether an Ersuchen goes to the ministry and not to the authority.
    pub fn asks_ministry(&self) -> bool {
        self.law.request_to.value == Destination::Ministry
    }

    /// Whether a resolution has its majority.
    pub fn carries(&self, totals: Totals) -> bool {
        self.law.majority.value.is_reached(totals)
    }

    /// By when an answer to a letter of that day is due.
    pub fn due_after_letter(&self, period: Period, letter_of: NaiveDate) -> Due {
        period.due_after_letter(letter_of, self.posting, &self.calendar)
    }

    /// By when an authority is asked to answer that is reminded on that day.
    pub fn due_after_reminder(&self, reminded_on: NaiveDate) -> Due {
        self.due_after_letter(Period::Weeks(self.reminder_weeks), reminded_on)
    }

    /// Until when those who took part still read the cases, of a sitting whose minutes are approved or
    /// a round that is closed at this moment.
    pub fn access_until(&self, over_at: DateTime<Utc>) -> DateTime<Utc> {
        over_at.checked_add_days(Days::new(self.access_days.into())).unwrap_or(over_at)
    }

    /// The first day whose findings on § 5 need not be looked at again on `day`.
    pub fn findings_hold_from(&self, day: NaiveDate) -> NaiveDate {
        day.checked_sub_days(Days::new(u64::from(self.stale_weeks) * 7)).unwrap_or(day)
    }

    /// Persons whose findings are to be confirmed again before the commission decides on `day`.
    pub fn findings_in_the_way(&self, case: &Case, day: NaiveDate) -> usize {
        match self.stale_findings {
            StaleFindings::Warn => 0,
            StaleFindings::HoldUp => case.with_stale_findings(self.findings_hold_from(day)).len(),
        }
    }
}

fn parsed<T: std::str::FromStr<Err = String>>(
    (setting, text): (Setting, &str),
) -> Result<T, InvalidSetting> {
    text.parse().map_err(|sentence| InvalidSetting { setting, sentence })
}

/// An address of at least three lines, where one is needed.
fn lines(law: &Law, (setting, text): (Setting, &str)) -> Result<Vec<String>, InvalidSetting> {
    let lines: Vec<_> =
        text.split(';').map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned).collect();
    let needed = law.request_to.value == Destination::Ministry;
    if needed && lines.len() < 3 {
        let sentence =
            "Bitte mindestens Name, Straße und Ort angeben, durch ; getrennt.".to_owned();
        return Err(InvalidSetting { setting, sentence });
    }
    Ok(lines)
}

fn number<T: std::str::FromStr + PartialOrd + From<u8> + std::fmt::Display>(
    (setting, text): (Setting, &str),
    most: u8,
) -> Result<T, InvalidSetting> {
    let number = text.trim().parse::<T>().ok();
    number.filter(|it| (T::from(1)..=T::from(most)).contains(it)).ok_or_else(|| InvalidSetting {
        setting,
        sentence: format!("Bitte eine ganze Zahl von 1 bis {most} angeben."),
    })
}

fn rhythm((setting, text): (Setting, &str)) -> Result<Rhythm, InvalidSetting> {
    text.trim().parse().map_err(|_| InvalidSetting {
        setting,
        sentence: "Bitte „Monat“, „Quartal“ oder „keiner“ angeben.".to_owned(),
    })
}

fn yes_or_no((setting, text): (Setting, &str)) -> Result<bool, InvalidSetting> {
    match text.trim() {
        "ja" => Ok(true),
        "nein" => Ok(false),
        _ => Err(InvalidSetting {
            setting,
            sentence: "Bitte „ja“ oder „nein“ angeben.".to_owned(),
        }),
    }
}
