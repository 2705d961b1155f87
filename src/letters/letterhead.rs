use serde::{Deserialize, Serialize};

use crate::procedure::{FieldError, clean, named};

/// The sender, as printed on every sheet. A setting of the secretariat; the default is
/// the ministry's own. A letter keeps the one it was written with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Letterhead {
    pub ministry: String,
    pub office: String,
    /// Name of the sender in the one small line above the recipient, seen through the window.
    pub short_name: String,
    pub street: String,
    /// Post code and town.
    pub town: String,
    pub phone: Option<String>,
    pub email: Option<String>,
    /// Stands between the greeting and the signature.
    #[serde(default = "by_order")]
    pub sign_line: String,
}

named! {
    /// A line of the letterhead.
    pub enum HeadLine {
        Ministry = "ministry", "Ministerium";
        Office = "office", "Bezeichnung der Geschäftsstelle";
        ShortName = "short_name", "Absender im Sichtfenster des Umschlags";
        Street = "street", "Straße und Hausnummer";
        Town = "town", "Postleitzahl und Ort";
        Phone = "phone", "Telefon";
        Email = "email", "E-Mail";
        SignLine = "sign_line", "Zeile über der Unterschrift";
    }
}

impl HeadLine {
    /// The most characters for which there is room on the sheet.
    pub const fn most(self) -> usize {
        match self {
            Self::Ministry => 160,
            Self::Office | Self::Email => 80,
            Self::ShortName | Self::Street | Self::Town | Self::SignLine => 60,
            Self::Phone => 40,
        }
    }

    pub const fn is_optional(self) -> bool {
        matches!(self, Self::Phone | Self::Email)
    }

    fn fault(self, text: &str) -> Option<String> {
        if text.is_empty() {
            return (!self.is_optional()).then(|| format!("Bitte angeben: {}.", self.label()));
        }
        if text.chars().count() > self.most() {
            return Some(format!("Bitte höchstens {} Zeichen: {}.", self.most(), self.label()));
        }
        let readable = match self {
            Self::Phone => text.chars().all(|it| it.is_ascii_digit() || " +()/-".contains(it)),
            Self::Email => is_address(text),
            _ => true,
        };
        (!readable).then(|| match self {
            Self::Phone => "Bitte eine Telefonnummer angeben, zum Beispiel 0211 837-0.".to_owned(),
            _ => {
                "Bitte eine E-Mail-Adresse angeben, zum Beispiel poststelle@behoerde.de.".to_owned()
            }
        })
    }
}

/// What a reader can write to; whether anybody gets it, only they find out.
fn is_address(text: &str) -> bool {
    let parts = text.split_once('@').filter(|it| !it.1.contains('@'));
    let dotted = |host: &str| host.split('.').all(|it| !it.is_empty()) && host.contains('.');
    parts.is_some_and(|(name, host)| !name.is_empty() && dotted(host)) && !text.contains(' ')
}

impl Letterhead {
    /// Reads what was typed, or says all that is wrong with it.
    pub fn read<'a>(typed: impl Fn(HeadLine) -> &'a str) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut line = |line: HeadLine| {
            let words = clean(typed(line));
            let text = words.split_whitespace().collect::<Vec<_>>().join(" ");
            let field = || line.name().to_owned();
            errors
                .extend(line.fault(&text).map(|sentence| FieldError { field: field(), sentence }));
            text
        };
        let given = |text: String| Some(text).filter(|it| !it.is_empty());
        let head = Self {
            ministry: line(HeadLine::Ministry),
            office: line(HeadLine::Office),
            short_name: line(HeadLine::ShortName),
            street: line(HeadLine::Street),
            town: line(HeadLine::Town),
            phone: given(line(HeadLine::Phone)),
            email: given(line(HeadLine::Email)),
            sign_line: line(HeadLine::SignLine),
        };
        if errors.is_empty() { Ok(head) } else { Err(errors) }
    }

    /// Empty when the letterhead has no such line.
    pub fn line(&self, line: HeadLine) -> &str {
        match line {
            HeadLine::Ministry => &self.ministry,
            HeadLine::Office => &self.office,
            HeadLine::ShortName => &self.short_name,
            HeadLine::Street => &self.street,
            HeadLine::Town => &self.town,
            HeadLine::Phone => self.phone.as_deref().unwrap_or_default(),
            HeadLine::Email => self.email.as_deref().unwrap_or_default(),
            HeadLine::SignLine => &self.sign_line,
        }
    }
}

impl Default for Letterhead {
    fn default() -> Self {
        Self {
            ministry: "Ministerium für Kinder, Jugend, Familie, Gleichstellung, Flucht und \
                       Integration des Landes Nordrhein-Westfalen"
                .to_owned(),
            office: "Geschäftsstelle der Härtefallkommission".to_owned(),
            short_name: "Härtefallkommission NRW".to_owned(),
            street: "Völklinger Str. 4".to_owned(),
            town: "40219 Düsseldorf".to_owned(),
            phone: None,
            email: None,
            sign_line: by_order(),
        }
    }
}

/// Also that of letters written before this line could be set.
fn by_order() -> String {
    "Im Auftrag".to_owned()
}
